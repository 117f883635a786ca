/* SPDX-License-Identifier: MIT */
#include "base/absent.h"

#include <string.h>

#include "test.h"

static void what_programs_put_in_place_of_a_value_names_nothing(void **state)
{
    /* ECMA-376-1, 18.17.2.2 but for those behind #GETTING_DATA: newer ones,
     * LibreOffice's, a column that is too narrow, databases, Python */
    static const char *const cells[] = {
        "#NULL!", "#DIV/0!",  "#VALUE!",       "#REF!",   "#NAME?", "#NUM!",
        "#N/A",   "#n/a",     "#GETTING_DATA", "#SPILL!", "#CALC!", "Err:502",
        "###",    "########", "NULL",          "null",    "(null)", "<Null>",
        "nan",    "NaN",      "None",          "<NA>",    "\\N",
    };

    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (!bc_is_absent(bc_slice_of(cells[i])) ||
            !bc_may_be_absent(cells[i][0]))
            fail_msg("a value: %s", cells[i]);
}

static void what_may_be_a_name_is_one(void **state)
{
    static const char *const cells[] = {
        "",      "#",        "##",
        "#1",    "1#",       "#3断面",
        "NA",    "N/A",      "N",
        "Nancy", "Noneaten", "nana",
        "Err:",  "Err:5021", "Err:x",
        "\\",    "<b>",      "(null",
        "#ref!", "#REF",     "#!",
        "无",    "东桥",     "E502",
        "NULL1", "# REF!",   "#AAAAAAAAAAAAAAAAAAAAAAAAAAAA!",
    };

    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (bc_is_absent(bc_slice_of(cells[i])))
            fail_msg("no value: %s", cells[i]);
}

/* A slice is not ended by a NUL. */
static void a_part_of_a_text_is_looked_at_alone(void **state)
{
    (void)state;
    assert_true(bc_is_absent((struct bc_slice){"#N/A,1", 4}));
    assert_false(bc_is_absent((struct bc_slice){"#N/A,1", 5}));
    assert_false(bc_may_be_absent('\0'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_programs_put_in_place_of_a_value_names_nothing),
        cmocka_unit_test(what_may_be_a_name_is_one),
        cmocka_unit_test(a_part_of_a_text_is_looked_at_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
