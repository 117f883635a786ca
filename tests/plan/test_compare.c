/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <string.h>

#include "plan/compare.h"

#include "tables.h"

static const char header[] = "target,basin,verdict,k,n,op,target_value,layer,"
                             "measure\n";

static struct bc_layer *table(const char *text)
{
    struct csv csv = csv_parse(text);
    struct bc_layer *layer =
        bc_layer_new("result", "result.csv", BC_GEOMETRY_NONE, csv.n_rows - 1);

    for (size_t c = 0; c < csv.n_columns; c++) {
        bc_layer_add_column(layer, csv_cell(&csv, 0, c), BC_TEXT);
        for (size_t row = 1; row < csv.n_rows; row++)
            if (*csv_cell(&csv, row, c))
                bc_layer_set_text(layer, c, row - 1, csv_cell(&csv, row, c));
    }
    csv_clear(&csv);
    return layer;
}

static struct bc_compared_side side(const char *period,
                                    const struct bc_layer *results)
{
    struct bc_compared_side made = {
        .items = "[\"TP\"]", .method = "", .results = results};

    made.has_period = bc_period_parse(period, &made.period);
    return made;
}

static void assert_row(const struct bc_comparison *comparison, size_t i,
                       enum bc_compared_list list, const char *target,
                       const char *reason)
{
    assert_true(i < comparison->n);
    assert_int_equal(comparison->row[i].list, list);
    assert_string_equal(comparison->row[i].code, target);
    assert_string_equal(comparison->row[i].reason, reason);
}

static void rows_of_one_target_and_scope_are_compared(void **state)
{
    struct bc_text then = {0}, now = {0};
    struct bc_layer *old_table, *new_table;
    struct bc_compared_side before, after;
    struct bc_comparison comparison;

    (void)state;
    bc_text_printf(&then, "%s%s", header,
                   "T1,A,missed,1,2,>=,90,sections,share\n"
                   "T2,A,met,3,3,>=,90,outfalls,share\n"
                   "T3,A,met,3,3,>=,90,sections,share\n"
                   "T4,A,met,3,3,>=,90,sections,share\n"
                   "T5,A,cannot_judge,0,0,>=,90,sections,share\n"
                   "T6,A,met,1,1,>=,90,sections,share\n");
    bc_text_printf(&now, "%s%s", header,
                   "T7,A,met,1,1,>=,90,sections,share\n"
                   "T5,A,met,0,0,>=,90,sections,share\n"
                   "T4,A,met,3,3,>=,80,sections,share\n"
                   "T3,A,met,4,4,>=,90,sections,share\n"
                   "T2,A,missed,3,4,>=,90,outfalls,share\n"
                   "T1,A,met,2,2,>=,90,sections,share\n");
    old_table = table(bc_text_string(&then));
    new_table = table(bc_text_string(&now));
    before = side("2020-04", old_table);
    after = side("2021-04", new_table);
    bc_compare(&before, &after, false, &comparison);
    assert_int_equal(comparison.n, 7);
    assert_row(&comparison, 0, BC_LIST_BETTER, "T1", "");
    assert_string_equal(comparison.row[0].before, "missed (1/2)");
    /* new outfalls are found: the share is compared nevertheless */
    assert_row(&comparison, 1, BC_LIST_WORSE, "T2", "");
    assert_row(&comparison, 2, BC_LIST_ADDED, "T7", "");
    assert_row(&comparison, 3, BC_LIST_GONE, "T6", "");
    assert_row(&comparison, 4, BC_LIST_NOT_COMPARED, "T5", "no verdict");
    assert_row(&comparison, 5, BC_LIST_NOT_COMPARED, "T4", "another target");
    assert_row(&comparison, 6, BC_LIST_NOT_COMPARED, "T3", "other sections");
    bc_comparison_clear(&comparison);
    bc_layer_free(old_table);
    bc_layer_free(new_table);
    bc_text_clear(&then);
    bc_text_clear(&now);
}

/* RULES.md 2.7: same items, same or nearly the same sections, same months. */
static void only_like_is_compared_with_like(void **state)
{
    struct bc_compared_side april = side("2020-04", NULL),
                            next = side("2021-04", NULL),
                            may = side("2021-05", NULL),
                            year = side("2021", NULL), other = next;

    (void)state;
    assert_null(bc_compare_unlike(&april, &next, false));
    assert_string_equal(bc_compare_unlike(&next, &may, false),
                        "other months of the year");
    assert_null(bc_compare_unlike(&next, &may, true));
    assert_string_equal(bc_compare_unlike(&next, &year, true),
                        "a period of another length");
    other.items = "[\"TP\",\"NH3N\"]";
    assert_string_equal(bc_compare_unlike(&april, &other, false),
                        "other items");
    other = next;
    other.method = "rounding=\"none\";";
    assert_string_equal(bc_compare_unlike(&april, &other, false),
                        "another method");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_one_target_and_scope_are_compared),
        cmocka_unit_test(only_like_is_compared_with_like),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
