/* SPDX-License-Identifier: MIT */
#include "base/deadline.h"

#include <string.h>
#include <time.h>

#include "test.h"

static void without_a_limit_time_is_never_over(void **state)
{
    struct bc_error err = {0};
    (void)state;

    assert_false(bc_deadline_is_over());
    bc_deadline_set(0);
    assert_false(bc_deadline_is_over());
    assert_int_equal(bc_deadline_check("rows.csv", &err), BC_OK);
}

static void when_time_is_over_the_message_says_what_was_done(void **state)
{
    const struct timespec longer = {.tv_sec = 1, .tv_nsec = 50000000};
    struct bc_error err = {0};
    (void)state;

    bc_deadline_set(1);
    bc_deadline_set(60); /* another limit does not grant more */
    assert_int_equal(bc_deadline_check("rows.csv", &err), BC_OK);
    nanosleep(&longer, NULL);
    assert_true(bc_deadline_is_over());
    assert_int_equal(bc_deadline_check("rows.csv", &err), BC_BAD_INPUT);
    assert_non_null(strstr(err.message, "rows.csv: the 1 s of the run"));
    assert_non_null(strstr(err.message, "limits: seconds"));
    bc_deadline_set(0);
    assert_false(bc_deadline_is_over());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_limit_time_is_never_over),
        cmocka_unit_test(when_time_is_over_the_message_says_what_was_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
