/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/standard.h"

static struct bc_decimal number(const char *text)
{
    struct bc_decimal value;

    assert_true(bc_decimal_parse(bc_slice_of(text), &value) == BC_PARSED);
    return value;
}

/* limits.csv holds the table again: item, water, direction, limits Ⅰ-Ⅴ. */
struct row {
    enum bc_item item;
    enum bc_water water;
    bool lower;
    struct bc_decimal limit[6];
};

/* Class by counting the limits that a value is beyond. */
static int class_by_counting(const struct row *row, struct bc_decimal value)
{
    int class_no = 1;

    for (int k = 1; k <= 5; k++) {
        int compared = bc_decimal_compare(value, row->limit[k]);

        class_no += row->lower ? compared < 0 : compared > 0;
    }
    return class_no;
}

static void check_value(const struct row *row, struct bc_decimal value)
{
    assert_int_equal(
        bc_limits_class(bc_limits_of(row->item, row->water), value),
        class_by_counting(row, value));
}

static void check_limits(char *const *cells, size_t n, void *context)
{
    struct row row = {.item = bc_item_find(bc_slice_of(cells[0])),
                      .water = bc_water_parse(cells[1]),
                      .lower = strcmp(cells[2], "ge") == 0};
    size_t *n_checked = context;

    assert_int_equal(n, 8);
    if (strcmp(cells[2], "range") == 0)
        return;
    for (int k = 1; k <= 5; k++)
        row.limit[k] = number(cells[2 + k]);
    for (int k = 1; k <= 5; k++) {
        struct bc_decimal limit = row.limit[k];
        struct bc_decimal last = bc_decimal_of(1, limit.scale);

        check_value(&row, limit);
        check_value(&row, bc_decimal_add(limit, last));
        check_value(&row, bc_decimal_subtract(limit, last));
        check_value(&row, bc_decimal_add(limit, bc_decimal_of(1, 10)));
        ++*n_checked;
    }
}

static void every_limit_belongs_to_the_better_class(void **state)
{
    size_t n_checked = 0;
    (void)state;

    for_each_row(BC_TEST_DATA "/water/limits.csv", check_limits, &n_checked);
    assert_true(n_checked > 300);
}

/* GB 3838-2002 table 1: 6 to 9, one range for all classes. */
static void ph_is_class_one_or_worse_than_five(void **state)
{
    const struct bc_limits *ph = bc_limits_of(BC_PH, BC_RIVER);
    (void)state;

    assert_int_equal(bc_limits_class(ph, number("6")), 1);
    assert_int_equal(bc_limits_class(ph, number("5.99")), 6);
    assert_int_equal(bc_limits_class(ph, number("9")), 1);
    assert_int_equal(bc_limits_class(ph, number("9.01")), 6);
}

/* COD 15 is limit of Ⅰ and Ⅱ: it can never be class Ⅱ. */
static void equal_limits_give_the_better_class(void **state)
{
    const struct bc_limits *cod = bc_limits_of(BC_COD, BC_RIVER);
    (void)state;

    assert_int_equal(bc_limits_class(cod, number("15")), 1);
    assert_int_equal(bc_limits_class(cod, number("15.1")), 3);
}

static void phosphorus_and_nitrogen_depend_on_the_water(void **state)
{
    (void)state;
    assert_int_equal(
        bc_limits_class(bc_limits_of(BC_TP, BC_RIVER), number("0.1")), 2);
    assert_int_equal(
        bc_limits_class(bc_limits_of(BC_TP, BC_LAKE), number("0.1")), 4);
    assert_int_equal(
        bc_limits_class(bc_limits_of(BC_TP, BC_RESERVOIR), number("0.1")), 4);
    assert_int_equal(
        bc_limits_class(bc_limits_of(BC_TP, BC_WATER_UNKNOWN), number("0.1")),
        0);
    assert_int_equal(
        bc_limits_class(bc_limits_of(BC_TN, BC_RIVER), number("5")), 0);
    assert_int_equal(bc_limits_class(bc_limits_of(BC_TN, BC_LAKE), number("5")),
                     6);
}

/* Nothing is over a limit that is not there. */
static void without_limits_every_value_will_do(void **state)
{
    (void)state;
    assert_true(bc_limits_meet(bc_limits_of(BC_TN, BC_RIVER), 1, number("99")));
    assert_false(bc_limits_meet(bc_limits_of(BC_TN, BC_LAKE), 1, number("99")));
}

static void twenty_one_items_count(void **state)
{
    int n = 0;
    (void)state;

    for (int i = 0; i < BC_N_ITEMS; i++)
        n += bc_limits_of((enum bc_item)i, BC_RIVER)->in_21;
    assert_int_equal(n, 21);
    assert_false(bc_limits_of(BC_WT, BC_LAKE)->in_21);
    assert_false(bc_limits_of(BC_TN, BC_LAKE)->in_21);
    assert_false(bc_limits_of(BC_FC, BC_LAKE)->in_21);
    assert_int_equal(bc_limits_of(BC_TP, BC_RIVER)->decimals, 3);
    assert_int_equal(bc_limits_of(BC_TN, BC_RIVER)->decimals, 2);
}

static void a_worse_value_never_has_a_better_class(void **state)
{
    uint64_t random = 20210401;
    (void)state;

    for (int n = 0; n < 20000; n++) {
        enum bc_item item = (enum bc_item)(bc_test_random(&random) % BC_FE);
        enum bc_water water =
            (enum bc_water)(BC_RIVER + bc_test_random(&random) % 3);
        const struct bc_limits *limits = bc_limits_of(item, water);
        struct bc_decimal a =
            bc_decimal_of((int64_t)(bc_test_random(&random) % 20000), 4);
        struct bc_decimal b = bc_decimal_add(
            a, bc_decimal_of((int64_t)(bc_test_random(&random) % 20000), 4));

        if (limits->direction == BC_UPPER_LIMIT)
            assert_true(bc_limits_class(limits, a) <=
                        bc_limits_class(limits, b));
        if (limits->direction == BC_LOWER_LIMIT)
            assert_true(bc_limits_class(limits, a) >=
                        bc_limits_class(limits, b));
    }
}

static void waters_are_read_from_words(void **state)
{
    (void)state;
    assert_int_equal(bc_water_parse("River"), BC_RIVER);
    assert_int_equal(bc_water_parse("湖泊"), BC_LAKE);
    assert_int_equal(bc_water_parse("水库"), BC_RESERVOIR);
    assert_int_equal(bc_water_parse("pond"), BC_WATER_UNKNOWN);
    assert_int_equal(bc_water_parse(NULL), BC_WATER_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_limit_belongs_to_the_better_class),
        cmocka_unit_test(ph_is_class_one_or_worse_than_five),
        cmocka_unit_test(equal_limits_give_the_better_class),
        cmocka_unit_test(phosphorus_and_nitrogen_depend_on_the_water),
        cmocka_unit_test(without_limits_every_value_will_do),
        cmocka_unit_test(twenty_one_items_count),
        cmocka_unit_test(a_worse_value_never_has_a_better_class),
        cmocka_unit_test(waters_are_read_from_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
