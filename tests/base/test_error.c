/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <string.h>

#include "base/text.h"
#include "test.h"

static void an_error_holds_status_and_message(void **state)
{
    (void)state;
    struct bc_error err = {0};
    enum bc_status status =
        bc_error_set(&err, BC_BAD_INPUT, "cannot open '%s'", "断面.csv");

    assert_int_equal(status, BC_BAD_INPUT);
    assert_int_equal(err.status, BC_BAD_INPUT);
    assert_string_equal(err.message, "cannot open '断面.csv'");
}

static void a_subject_can_be_put_in_front(void **state)
{
    (void)state;
    struct bc_error err = {0};

    bc_error_set(&err, BC_BAD_DATA, "no such item");
    bc_error_set(&err, err.status, "limits.csv: %s", err.message);
    assert_string_equal(err.message, "limits.csv: no such item");
}

static void a_long_message_is_cut_between_characters(void **state)
{
    (void)state;
    struct bc_error err = {0};
    static const char *const characters[] = {"é", "水", "𠀋"};

    /* Every length of character meets every offset at the cut. */
    for (int c = 0; c < 3; c++) {
        for (int shift = 0; shift < 4; shift++) {
            struct bc_text text = {0};

            bc_text_add_bytes(&text, "xxxx", (size_t)shift);
            for (int i = 0; i < 1024; i++)
                bc_text_add(&text, characters[c]);
            bc_error_set(&err, BC_BAD_INPUT, "%s", text.data);
            assert_true(strlen(err.message) >= sizeof err.message - 4);
            assert_true(bc_utf8_valid(err.message, strlen(err.message)));
            assert_memory_equal(err.message, text.data, strlen(err.message));
            bc_text_clear(&text);
        }
    }
}

static void a_message_that_just_fits_is_whole(void **state)
{
    (void)state;
    struct bc_error err = {0};
    struct bc_text text = {0};

    for (size_t i = 0; i < sizeof err.message / 3; i++)
        bc_text_add(&text, "水"); /* 1023 bytes */
    bc_error_set(&err, BC_BAD_INPUT, "%s", text.data);
    assert_string_equal(err.message, text.data);
    bc_text_clear(&text);
}

static void without_an_error_the_status_still_comes_back(void **state)
{
    (void)state;
    assert_int_equal(bc_error_set(NULL, BC_USAGE, "%d", 1), BC_USAGE);
}

/* A wide character that the C locale has no bytes for. */
static void a_message_that_cannot_be_made_is_empty(void **state)
{
    (void)state;
    struct bc_error err = {.message = "before"};

    assert_int_equal(bc_error_set(&err, BC_BAD_INPUT, "%ls", L"\u6C34"),
                     BC_BAD_INPUT);
    assert_int_equal(err.status, BC_BAD_INPUT);
    assert_string_equal(err.message, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_holds_status_and_message),
        cmocka_unit_test(a_subject_can_be_put_in_front),
        cmocka_unit_test(a_long_message_is_cut_between_characters),
        cmocka_unit_test(a_message_that_just_fits_is_whole),
        cmocka_unit_test(a_message_that_cannot_be_made_is_empty),
        cmocka_unit_test(without_an_error_the_status_still_comes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
