/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "outcome_fixture.h"
#include "output/compare_write.h"
#include "output/fields.h"
#include "output/table.h"

static struct outcome_fixture *fixture;

static int set_up(void **state)
{
    (void)state;
    fixture = outcome_fixture_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    outcome_fixture_free(fixture);
    return 0;
}

static const char *cell(const struct bc_table *table, size_t row,
                        const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (!strcmp(table->columns[i].name, name))
            return table->cells[row * table->n_columns + i];
    fail_msg("no column '%s'", name);
    return NULL;
}

static void assert_columns(const struct bc_table *table, const char *expected)
{
    struct bc_text names = {0};

    for (size_t i = 0; i < table->n_columns; i++)
        bc_text_printf(&names, "%s%s", i ? ", " : "", table->columns[i].name);
    assert_string_equal(bc_text_string(&names), expected);
    bc_text_clear(&names);
}

/* DESIGN.md section 6, word for word. */
static void columns_are_those_that_scripts_rely_on(void **state)
{
    struct bc_table table;

    (void)state;
    bc_table_results(&fixture->outcome, &table);
    assert_columns(&table,
                   "target, basin, verdict, k, n, n_unknown, value, op, "
                   "target_value, unit, shortfall, shortfall_count, worst, "
                   "flags, standing, reason, title, basin_name, layer, "
                   "measure, period, as_of, due, document, clause, issuer, "
                   "upstream, pace_expected, pace, overruled_by");
    bc_table_clear(&table);
    bc_table_classes(&fixture->outcome, &table);
    assert_columns(&table,
                   "section, period, type, class_no, class, items_assessed, "
                   "items_missing, main_pollutants, target_class, "
                   "meets_target, over_target, class_tn, tli, trophic_state, "
                   "n_samples, tli_parts, n_points, method");
    bc_table_clear(&table);
    bc_table_crosswalk(&fixture->outcome, &table);
    assert_columns(&table, "layer, code, basin, method, distance_m, rivals");
    bc_table_clear(&table);
    bc_table_overlaps(&fixture->outcome, &table);
    assert_columns(&table, "redline, basin, area_km2, share_of_basin");
    bc_table_clear(&table);
    bc_table_findings(fixture->findings, &table);
    assert_columns(&table,
                   "level, code, source, line, feature, field, value, message");
    bc_table_clear(&table);
}

static void a_result_row_says_verdict_flags_and_shortfall(void **state)
{
    struct bc_table table;

    (void)state;
    bc_table_results(&fixture->outcome, &table);
    assert_int_equal(table.n_rows, fixture->results.n);
    assert_string_equal(cell(&table, 0, "target"), "T1");
    assert_string_equal(cell(&table, 0, "basin"), "BS-A");
    assert_string_equal(cell(&table, 0, "verdict"), "met");
    assert_string_equal(cell(&table, 0, "value"), "50.000000");
    assert_string_equal(cell(&table, 0, "op"), ">=");
    assert_string_equal(cell(&table, 0, "flags"), "on_the_line;borderline");
    assert_string_equal(cell(&table, 0, "standing"), "indicative");
    assert_string_equal(cell(&table, 1, "shortfall"), "50");
    assert_string_equal(cell(&table, 1, "shortfall_count"), "1");
    assert_string_equal(cell(&table, 2, "standing"), "assessed");
    assert_string_equal(cell(&table, 2, "worst"), "甲湖;S2");
    assert_string_equal(cell(&table, 2, "as_of"), "2021-04-30");
    assert_string_equal(cell(&table, 5, "flags"), "interim;overruled");
    assert_string_equal(cell(&table, 6, "verdict"), "cannot_judge");
    assert_string_equal(cell(&table, 6, "k"), "0");
    assert_string_equal(cell(&table, 6, "value"), "");
    assert_non_null(strstr(cell(&table, 6, "reason"), "0/0"));
    assert_string_equal(cell(&table, 12, "verdict"), "no_value");
    assert_string_equal(cell(&table, 12, "n"), "");
    assert_string_equal(cell(&table, 13, "value"), "-1.234567");
    bc_table_clear(&table);
}

static void a_section_without_data_has_empty_cells(void **state)
{
    struct bc_table table;

    (void)state;
    bc_table_classes(&fixture->outcome, &table);
    assert_int_equal(table.n_rows, 5);
    assert_string_equal(cell(&table, 1, "class"), "Ⅳ");
    assert_string_equal(cell(&table, 1, "main_pollutants"), "总磷(0.4)");
    assert_string_equal(cell(&table, 1, "meets_target"), "0");
    assert_string_equal(cell(&table, 2, "tli"), "54.3210");
    assert_string_equal(cell(&table, 3, "meets_target"), "");
    assert_string_equal(cell(&table, 4, "section"), "X1");
    assert_string_equal(cell(&table, 4, "class_no"), "");
    assert_string_equal(cell(&table, 4, "class"), "");
    assert_string_equal(cell(&table, 4, "n_samples"), "0");
    bc_table_clear(&table);
}

static void every_point_has_a_row_in_the_crosswalk(void **state)
{
    struct bc_table table;

    (void)state;
    bc_table_crosswalk(&fixture->outcome, &table);
    assert_int_equal(table.n_rows, 5 + 4 + 2);
    assert_string_equal(cell(&table, 4, "method"), "none");
    assert_string_equal(cell(&table, 4, "basin"), "");
    assert_string_equal(cell(&table, 4, "distance_m"), "");
    assert_string_equal(cell(&table, 6, "layer"), "outfalls");
    assert_string_equal(cell(&table, 6, "rivals"), "BS-B");
    assert_string_equal(cell(&table, 7, "distance_m"), "12.5");
    bc_table_clear(&table);
}

static void csv_is_quoted_and_runs_no_formula(void **state)
{
    static const struct bc_table_column columns[] = {{"code", false},
                                                     {"note", false}};
    static const char *const rows[][2] = {
        {"007", "a,b"}, {"=1+1", "\"x\""}, {"-5", NULL}};
    struct bc_table table = {.name = "t", .n_columns = 2, .columns = columns};
    struct bc_text csv = {0};

    (void)state;
    for (size_t i = 0; i < 3; i++)
        bc_table_add_row(&table, rows[i]);
    bc_table_csv(&table, &csv);
    assert_string_equal(bc_text_string(&csv), "\xEF\xBB\xBF"
                                              "code,note\r\n"
                                              "007,\"a,b\"\r\n"
                                              "'=1+1,\"\"\"x\"\"\"\r\n"
                                              "-5,\r\n");
    bc_text_clear(&csv);
    bc_table_clear(&table);
}

/* A cell that repeats the one above it is kept once, in each table. */
static void rows_of_two_tables_are_put_together(void **state)
{
    static const struct bc_table_column columns[] = {{"code", false},
                                                     {"note", false}};
    static const char *const rows[][2] = {
        {"1", "same"}, {"2", "same"}, {"3", "same"}};
    struct bc_table first = {.name = "t", .n_columns = 2, .columns = columns};
    struct bc_table second = first;
    struct bc_text csv = {0};

    (void)state;
    bc_table_append(&first, &second);
    assert_int_equal(first.n_rows, 0);
    bc_table_add_row(&first, rows[0]);
    second = (struct bc_table){.name = "t", .n_columns = 2, .columns = columns};
    bc_table_add_row(&second, rows[1]);
    bc_table_add_row(&second, rows[2]);
    bc_table_append(&first, &second);
    assert_int_equal(second.n_rows, 0);
    bc_table_csv(&first, &csv);
    assert_string_equal(bc_text_string(&csv), "\xEF\xBB\xBF"
                                              "code,note\r\n"
                                              "1,same\r\n"
                                              "2,same\r\n"
                                              "3,same\r\n");
    bc_text_clear(&csv);
    bc_table_clear(&first);
}

/* A table that is printed as it comes says what one of cells says; a part is
 * appended to both. */
static void rows_that_are_printed_are_those_of_cells(void **state)
{
    static const char *const codes[] = {"LZ-01", "a,\"b\"", "=1+1", "长湖"};
    struct bc_table printed, cells;
    struct bc_text csv = {0};

    (void)state;
    bc_table_classes_start(&printed);
    bc_table_classes_start(&cells);
    bc_table_print(&printed, true);
    for (int part = 0; part < 2; part++) {
        struct bc_table a, b;

        bc_table_classes_start(&a);
        bc_table_classes_start(&b);
        bc_table_print(&a, false);
        for (size_t i = 0; i < 8; i++) {
            struct bc_table *tables[] = {&a, &b};

            for (size_t t = 0; t < 2; t++)
                bc_table_classes_add(
                    tables[t], codes[i / 2], i % 3 ? "2020-04" : "2020-05",
                    &fixture->judgement[i % 5], "GB 3838-2002, \"21\"");
        }
        bc_table_append(&printed, &a);
        bc_table_append(&cells, &b);
    }
    assert_int_equal(printed.n_rows, 16);
    assert_null(bc_table_printed(&cells));
    bc_table_csv(&cells, &csv);
    assert_string_equal(bc_text_string(bc_table_printed(&printed)),
                        bc_text_string(&csv));
    bc_text_clear(&csv);
    bc_table_clear(&cells);
    bc_table_clear(&printed);
}

static void json_is_valid_with_bare_numbers_and_nulls(void **state)
{
    struct bc_table table;
    struct bc_text text = {0};
    json_t *rows, *row;
    json_error_t error;

    (void)state;
    bc_table_results(&fixture->outcome, &table);
    bc_table_json(&table, &text);
    rows = json_loadb(text.data, text.length, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(rows);
    assert_int_equal(json_array_size(rows), table.n_rows);
    row = json_array_get(rows, 0);
    assert_int_equal(json_integer_value(json_object_get(row, "k")), 1);
    assert_near(json_real_value(json_object_get(row, "value")), 50, 0);
    assert_true(json_is_string(json_object_get(row, "target_value")));
    assert_true(json_is_null(json_object_get(row, "reason")));
    json_decref(rows);
    bc_text_clear(&text);
    bc_table_clear(&table);
}

static void an_empty_table_is_an_empty_array(void **state)
{
    struct bc_table table;
    struct bc_text text = {0};

    (void)state;
    bc_table_classes_start(&table);
    bc_table_json(&table, &text);
    assert_string_equal(bc_text_string(&text), "[]\n");
    bc_text_clear(&text);
    bc_table_clear(&table);
}

static void a_missed_result_names_the_outfalls_upstream(void **state)
{
    struct bc_upstream_row rows[] = {{1, 2, 1500}, {2, 1, 800}, {3, 2, 9000}};
    struct bc_upstream upstream = {.n = 3, .row = rows};
    struct bc_table table;

    (void)state;
    fixture->outcome.upstream = &upstream;
    bc_table_results(&fixture->outcome, &table);
    assert_string_equal(cell(&table, 2, "worst"), "甲湖;S2");
    assert_string_equal(cell(&table, 2, "upstream"), "P2;P3");
    assert_string_equal(cell(&table, 0, "upstream"), ""); /* met */
    bc_table_clear(&table);
    bc_table_upstream(&fixture->outcome, &table);
    assert_int_equal(table.n_rows, 3);
    assert_string_equal(cell(&table, 0, "section"), "S2");
    assert_string_equal(cell(&table, 0, "outfall"), "P3");
    assert_string_equal(cell(&table, 0, "distance_km"), "1.5");
    assert_string_equal(cell(&table, 0, "travel_h"), ""); /* no speed */
    bc_table_clear(&table);
    upstream.speed_m_s = 0.5; /* 1.8 km an hour */
    bc_table_upstream(&fixture->outcome, &table);
    assert_string_equal(cell(&table, 0, "travel_h"), "0.83");
    assert_string_equal(cell(&table, 2, "travel_h"), "5");
    bc_table_clear(&table);
}

/* A change may move a count or a value, make one known, or take a scope away:
 * the last result of the run is in none after it. */
static void what_a_change_does_to_each_result_is_a_row(void **state)
{
    struct bc_results after = fixture->results;
    struct bc_table table;

    (void)state;
    after.result = bc_alloc(after.n, sizeof *after.result);
    memcpy(after.result, fixture->result, after.n * sizeof *after.result);
    after.n--;
    after.result[1].k = 1;
    after.result[2].n = 5;
    after.result[3].value = bc_decimal_of(99, 0);
    after.result[8].value = BC_MISSING;
    after.result[10].verdict = BC_NO_VALUE;
    fixture->outcome.what_if = &after;
    bc_table_what_if(&fixture->outcome, false, &table);
    assert_int_equal(table.n_rows, fixture->results.n);
    assert_string_equal(cell(&table, 0, "changed"), "no");
    assert_string_equal(cell(&table, 1, "k_after"), "1");
    assert_string_equal(cell(&table, 13, "changed"), "yes");
    assert_string_equal(cell(&table, 13, "verdict"), "no_value");
    assert_string_equal(cell(&table, 13, "verdict_after"), "");
    assert_string_equal(cell(&table, 13, "shortfall_count_after"), "");
    bc_table_clear(&table);
    bc_table_what_if(&fixture->outcome, true, &table);
    assert_int_equal(table.n_rows, 6); /* the five above, and the last */
    for (size_t row = 0; row < table.n_rows; row++)
        assert_string_equal(cell(&table, row, "changed"), "yes");
    bc_table_clear(&table);
    fixture->outcome.what_if = NULL;
    bc_table_what_if(&fixture->outcome, false, &table);
    assert_int_equal(table.n_rows, 0);
    bc_table_clear(&table);
    free(after.result);
}

static void a_detail_stands_alone_where_the_verdict_has_no_reason(void **state)
{
    struct bc_table table;

    (void)state;
    fixture->result[0].reason_detail = "two of three";
    bc_table_results(&fixture->outcome, &table);
    assert_string_equal(cell(&table, 0, "reason"), "two of three");
    bc_table_clear(&table);
}

static void tables_of_what_is_not_there_have_no_rows(void **state)
{
    struct bc_table table;

    (void)state;
    fixture->outcome.overlay = NULL;
    bc_table_overlaps(&fixture->outcome, &table);
    assert_int_equal(table.n_rows, 0);
    bc_table_clear(&table);
    bc_table_means(&fixture->outcome, &table); /* no observations */
    assert_int_equal(table.n_rows, 0);
    bc_table_clear(&table);
    fixture->outcome.sections = NULL;
    bc_table_means(&fixture->outcome, &table);
    assert_int_equal(table.n_rows, 0);
    bc_table_clear(&table);
}

static void a_water_of_no_known_type_has_an_empty_cell(void **state)
{
    struct bc_table table;

    (void)state;
    fixture->judgement[4].water = BC_WATER_UNKNOWN;
    fixture->judgement[3].water = BC_RESERVOIR;
    bc_table_classes(&fixture->outcome, &table);
    assert_string_equal(cell(&table, 3, "type"), "reservoir");
    assert_string_equal(cell(&table, 4, "type"), "");
    bc_table_clear(&table);
}

static size_t n_features(const struct bc_comparison *comparison,
                         const struct bc_compared_points *points)
{
    struct bc_text text = {0};
    json_t *root;
    size_t n;

    bc_comparison_geojson(comparison, points, 1, &text);
    root = json_loads(bc_text_string(&text), JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    n = json_array_size(json_object_get(root, "features"));
    json_decref(root);
    bc_text_clear(&text);
    return n;
}

/* By code, in the layer of now, else of before; what has none is left out. */
static void a_comparison_maps_what_has_a_place(void **state)
{
    struct bc_compared_row row = {
        BC_COMPARED_CLASS, BC_LIST_WORSE, "sections", "S2", "", "Ⅲ", "Ⅳ", ""};
    const struct bc_comparison comparison = {.n = 1, .row = &row};
    struct bc_compared_points points = {.layer = "sections",
                                        .after = fixture->sections};
    struct bc_layer *bare =
        bc_layer_new("sections", "s.csv", BC_GEOMETRY_POINT, 2);

    (void)state;
    assert_int_equal(n_features(&comparison, &points), 1);
    row.kind = BC_COMPARED_BASIN;
    assert_int_equal(n_features(&comparison, &points), 1);
    row.list = BC_LIST_SAME; /* it stays in its basin */
    assert_int_equal(n_features(&comparison, &points), 0);
    row.kind = BC_COMPARED_CLASS;
    row.layer = "targets";
    assert_int_equal(n_features(&comparison, &points), 0);
    row.layer = "sections";
    fixture->sections->x[1] = NAN;
    assert_int_equal(n_features(&comparison, &points), 0);
    fixture->sections->x[1] = 114.15;
    fixture->sections->y[1] = NAN;
    assert_int_equal(n_features(&comparison, &points), 0);
    points.after = bare; /* no column of codes, then one of numbers */
    assert_int_equal(n_features(&comparison, &points), 0);
    bc_layer_add_column(bare, "code", BC_DECIMAL);
    assert_int_equal(n_features(&comparison, &points), 0);
    bc_layer_free(bare);
    points.after = fixture->lakes; /* areas */
    assert_int_equal(n_features(&comparison, &points), 0);
    points.before = fixture->outfalls;
    row.code = "P1"; /* gone, and it was there */
    assert_int_equal(n_features(&comparison, &points), 1);
    bc_layer_set_text(fixture->outfalls, 0, 0, NULL);
    assert_int_equal(n_features(&comparison, &points), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* Where sections were not joined, the column that was read speaks. */
static void a_basin_is_that_of_the_join_or_of_the_column(void **state)
{
    const struct bc_published_layer *layer =
        bc_published_layer(BC_PUBLISHED_SECTIONS);
    size_t field = 0;
    struct bc_text joined = {0}, read = {0};

    (void)state;
    while (strcmp(layer->fields[field].name, "basin") != 0)
        field++;
    bc_layer_set_text(fixture->sections,
                      bc_layer_find(fixture->sections, "basin"), 0, "BS-X");
    bc_published_cell(&fixture->outcome, BC_PUBLISHED_SECTIONS, 0, field,
                      &joined);
    assert_string_equal(bc_text_string(&joined), "BS-A");
    fixture->outcome.section_join = NULL;
    bc_published_cell(&fixture->outcome, BC_PUBLISHED_SECTIONS, 0, field,
                      &read);
    assert_string_equal(bc_text_string(&read), "BS-X");
    bc_text_clear(&joined);
    bc_text_clear(&read);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(columns_are_those_that_scripts_rely_on),
        TEST(a_result_row_says_verdict_flags_and_shortfall),
        TEST(a_missed_result_names_the_outfalls_upstream),
        TEST(a_section_without_data_has_empty_cells),
        TEST(every_point_has_a_row_in_the_crosswalk),
        TEST(a_basin_is_that_of_the_join_or_of_the_column),
        TEST(what_a_change_does_to_each_result_is_a_row),
        TEST(a_detail_stands_alone_where_the_verdict_has_no_reason),
        TEST(tables_of_what_is_not_there_have_no_rows),
        TEST(a_water_of_no_known_type_has_an_empty_cell),
        TEST(a_comparison_maps_what_has_a_place),
        TEST(csv_is_quoted_and_runs_no_formula),
        TEST(rows_of_two_tables_are_put_together),
        TEST(rows_that_are_printed_are_those_of_cells),
        TEST(json_is_valid_with_bare_numbers_and_nulls),
        TEST(an_empty_table_is_an_empty_array),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
