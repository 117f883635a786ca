/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/item.h"

static void check_header(char *const *cells, size_t n, void *context)
{
    struct bc_decimal factor;
    enum bc_item item = bc_item_of_header(bc_slice_of(cells[0]), &factor);
    char text[24];
    (void)context;

    assert_int_equal(n, 3);
    bc_decimal_print_short(factor, text);
    print_message("%s\n", cells[0]);
    assert_string_equal(item == BC_NO_ITEM ? "" : bc_item_symbol(item),
                        cells[1]);
    assert_string_equal(text, cells[2]);
}

static void headers_are_read_as_people_write_them(void **state)
{
    (void)state;
    for_each_row(BC_TEST_DATA "/water/headers.csv", check_header, NULL);
}

static void check_class(char *const *cells, size_t n, void *context)
{
    (void)context;
    assert_int_equal(n, 2);
    print_message("%s\n", cells[0]);
    assert_int_equal(bc_class_parse(bc_slice_of(cells[0])), atoi(cells[1]));
}

static void classes_are_read_as_people_write_them(void **state)
{
    (void)state;
    for_each_row(BC_TEST_DATA "/water/classes.csv", check_class, NULL);
}

static void a_class_is_read_back_from_its_name(void **state)
{
    (void)state;
    for (int class_no = 0; class_no <= 6; class_no++)
        assert_int_equal(bc_class_parse(bc_slice_of(bc_class_name(class_no))),
                         class_no);
}

static void an_item_is_found_by_each_of_its_names(void **state)
{
    (void)state;
    for (int i = 0; i < BC_N_ITEMS; i++) {
        enum bc_item item = (enum bc_item)i;

        assert_int_equal(bc_item_find(bc_slice_of(bc_item_symbol(item))), i);
        assert_int_equal(bc_item_find(bc_slice_of(bc_item_name_zh(item))), i);
        assert_int_equal(bc_item_find(bc_slice_of(bc_item_name_en(item))), i);
    }
    assert_string_equal(bc_item_symbol(BC_NH3N), "NH3N");
    assert_string_equal(bc_item_symbol(BC_ALGAE), "ALGAE");
    assert_string_equal(bc_item_name_zh(BC_TP), "总磷");
    assert_string_equal(bc_item_name_zh(BC_TN), "总氮");
    assert_string_equal(bc_item_unit(BC_CHLA), "mg/m3");
}

static void assert_factor(enum bc_item item, const char *unit,
                          const char *expected)
{
    struct bc_decimal factor;
    char text[24];

    assert_int_equal(bc_item_factor(item, bc_slice_of(unit), &factor),
                     *expected != '\0');
    bc_decimal_print_short(factor, text);
    assert_string_equal(text, expected);
}

/* 14.007 / 62.004: nitrogen in nitrate. */
static void brackets_of_a_unit_say_what_is_weighed(void **state)
{
    (void)state;
    assert_factor(BC_NO3N, "mg/L(以N计)", "1");
    assert_factor(BC_NO3N, "μg/L（以NO3计）", "0.0002259");
    assert_factor(BC_NO3N, "(mg/L as NO3)", "0.2259");
    assert_factor(BC_NO3N, "mg/L(filtered)", "");
    assert_factor(BC_TP, "mg/L(以NO3计)", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_read_as_people_write_them),
        cmocka_unit_test(classes_are_read_as_people_write_them),
        cmocka_unit_test(a_class_is_read_back_from_its_name),
        cmocka_unit_test(an_item_is_found_by_each_of_its_names),
        cmocka_unit_test(brackets_of_a_unit_say_what_is_weighed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
