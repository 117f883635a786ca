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
                   "T6,A,met,1,1,>=,90,sections,share\n"
                   "T8,A,met,1,1,>=,90,sections,share\n"
                   "T9,A,met,1,1,>=,90,sections,share\n"
                   "TA,A,met,1,1,>=,90,sections,share\n"
                   "TB,A,met,1,1,>=,90,sections,share\n"
                   "TC,A,info,1,1,info,,sections,share\n");
    bc_text_printf(&now, "%s%s", header,
                   "T7,A,met,1,1,>=,90,sections,share\n"
                   "T8,A,met,1,1,>=,90,waters,share\n"
                   "T9,A,met,1,1,>=,90,sections,count\n"
                   "TA,A,met,1,1,>,90,sections,share\n"
                   "TB,A,not_due,1,1,>=,90,sections,share\n"
                   "TC,A,info,1,1,info,,sections,share\n"
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
    assert_int_equal(comparison.n, 12);
    assert_row(&comparison, 0, BC_LIST_BETTER, "T1", "");
    assert_string_equal(comparison.row[0].before, "missed (1/2)");
    /* new outfalls are found: the share is compared nevertheless */
    assert_row(&comparison, 1, BC_LIST_WORSE, "T2", "");
    assert_row(&comparison, 2, BC_LIST_SAME, "TC", "");
    assert_row(&comparison, 3, BC_LIST_ADDED, "T7", "");
    assert_row(&comparison, 4, BC_LIST_GONE, "T6", "");
    assert_row(&comparison, 5, BC_LIST_NOT_COMPARED, "T8", "another target");
    assert_row(&comparison, 6, BC_LIST_NOT_COMPARED, "T9", "another target");
    assert_row(&comparison, 7, BC_LIST_NOT_COMPARED, "TA", "another target");
    assert_row(&comparison, 8, BC_LIST_NOT_COMPARED, "TB", "no verdict");
    assert_row(&comparison, 9, BC_LIST_NOT_COMPARED, "T5", "no verdict");
    assert_row(&comparison, 10, BC_LIST_NOT_COMPARED, "T4", "another target");
    assert_row(&comparison, 11, BC_LIST_NOT_COMPARED, "T3", "other sections");
    bc_comparison_clear(&comparison);
    bc_layer_free(old_table);
    bc_layer_free(new_table);
    bc_text_clear(&then);
    bc_text_clear(&now);
}

/* Classes of the whole period, not of its months; a section that one of the
 * results lacks is told among the features, which the crosswalk has. */
static void classes_stages_and_basins_are_compared(void **state)
{
    struct bc_layer *classes[2] = {
        table("section,period,class_no,class\n"
              "A,2020-04,4,Ⅳ\nA,2020-05,1,Ⅰ\nB,2020-04,2,Ⅱ\n"
              "C,2020-04,3,Ⅲ\nD,2020-04,,\nG,2020-04,3,Ⅲ\n"),
        table("section,period,class_no,class\n"
              "A,2021-04,3,Ⅲ\nB,2021-04,3,Ⅲ\nC,2021-04,,\n"
              "D,2021-04,3,Ⅲ\nN,2021-04,3,Ⅲ\n")};
    struct bc_layer *stages[2] = {
        table("code,basin,stage_no,stage_as_of\nP1,B1,3,已溯源\n"
              "P2,B1,8,已销号\nP3,B1,,\nP4,B1,3,已溯源\nP5,B1,3,已溯源\n"),
        table("code,basin,stage_no,stage_as_of\nP1,B2,8,已销号\n"
              "P2,B1,3,已溯源\nP3,B1,3,已溯源\nP4,B1,,\nP6,B1,3,已溯源\n")};
    struct bc_layer *points[2] = {
        table("layer,code,basin\noutfalls,P1,B1\noutfalls,P5,B1\n"),
        table("layer,code,basin\noutfalls,P1,B2\noutfalls,P6,B1\n")};
    struct bc_compared_side before = side("2020-04", NULL),
                            after = side("2021-04", NULL);
    struct bc_comparison comparison;

    (void)state;
    before.classes = classes[0], after.classes = classes[1];
    before.outfalls = stages[0], after.outfalls = stages[1];
    before.crosswalk = points[0], after.crosswalk = points[1];
    bc_compare(&before, &after, false, &comparison);
    assert_int_equal(comparison.n, 11);
    assert_row(&comparison, 0, BC_LIST_BETTER, "A", "");
    assert_string_equal(comparison.row[0].before, "Ⅳ");
    assert_row(&comparison, 1, BC_LIST_BETTER, "P1", "");
    assert_row(&comparison, 2, BC_LIST_WORSE, "B", "");
    assert_row(&comparison, 3, BC_LIST_WORSE, "P2", "");
    assert_row(&comparison, 4, BC_LIST_CHANGED, "P1", "");
    assert_row(&comparison, 5, BC_LIST_ADDED, "P6", "");
    assert_row(&comparison, 6, BC_LIST_GONE, "P5", "");
    assert_row(&comparison, 7, BC_LIST_NOT_COMPARED, "C", "no class");
    assert_row(&comparison, 8, BC_LIST_NOT_COMPARED, "D", "no class");
    assert_row(&comparison, 9, BC_LIST_NOT_COMPARED, "P3", "no stage");
    assert_row(&comparison, 10, BC_LIST_NOT_COMPARED, "P4", "no stage");
    bc_comparison_clear(&comparison);

    /* of what one side lacks nothing is said */
    after.classes = after.outfalls = after.crosswalk = NULL;
    bc_compare(&before, &after, false, &comparison);
    assert_int_equal(comparison.n, 0);
    bc_comparison_clear(&comparison);

    /* without a period all rows may be of it, and none is compared */
    after = before;
    after.has_period = before.has_period = false;
    bc_compare(&before, &after, false, &comparison);
    for (size_t i = 0; i < comparison.n; i++)
        if (comparison.row[i].kind == BC_COMPARED_CLASS)
            assert_row(&comparison, i, BC_LIST_NOT_COMPARED,
                       comparison.row[i].code, "the period is not known");
    bc_comparison_clear(&comparison);
    for (int i = 0; i < 2; i++) {
        bc_layer_free(classes[i]);
        bc_layer_free(stages[i]);
        bc_layer_free(points[i]);
    }
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
    other = next;
    other.has_period = false;
    assert_string_equal(bc_compare_unlike(&april, &other, false),
                        "the period is not known");
    assert_string_equal(bc_compare_unlike(&other, &next, false),
                        "the period is not known");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_one_target_and_scope_are_compared),
        cmocka_unit_test(classes_stages_and_basins_are_compared),
        cmocka_unit_test(only_like_is_compared_with_like),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
