/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "water/names.h"

static void what_was_put_is_found(void **state)
{
    struct bc_names names = {0};
    char name[16];
    (void)state;

    assert_null(bc_names_find(&names, "a", 1));
    for (size_t i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "n%zu", i);
        bc_names_put(&names, name, strlen(name), i);
    }
    for (size_t i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "n%zu", i);
        assert_int_equal(*bc_names_find(&names, name, strlen(name)), i);
    }
    assert_null(bc_names_find(&names, "n1000", 5));
    bc_names_clear(&names);
}

static void a_name_put_again_has_the_new_number(void **state)
{
    struct bc_names names = {0};
    (void)state;

    bc_names_put(&names, "", 0, 1);
    bc_names_put(&names, "a\0b", 3, 2);
    bc_names_put(&names, "a\0b", 3, 3);
    assert_int_equal(*bc_names_find(&names, "", 0), 1);
    assert_int_equal(*bc_names_find(&names, "a\0b", 3), 3);
    assert_null(bc_names_find(&names, "a", 1));
    bc_names_clear(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_found),
        cmocka_unit_test(a_name_put_again_has_the_new_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
