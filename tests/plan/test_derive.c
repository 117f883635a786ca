/* SPDX-License-Identifier: MIT */
#include "plan/derive.h"

#include <math.h>
#include <string.h>

#include "test.h"

static struct bc_findings *findings;

static struct bc_layer *layer_of(const char *role, size_t n)
{
    struct bc_layer *layer = bc_layer_new(role, "f.csv", BC_GEOMETRY_NONE, n);
    size_t code = bc_layer_add_column(layer, "code", BC_TEXT);

    for (size_t row = 0; row < n; row++)
        bc_layer_set_text(layer, code, row, "A");
    bc_layer_add_column(layer, "stage", BC_TEXT);
    bc_layer_add_column(layer, "name", BC_TEXT);
    return layer;
}

/* The line of the one row that is kept of all, and why. */
static void assert_kept(struct bc_layer *layer, size_t line, const char *why)
{
    size_t n = layer->n_features;

    findings = bc_findings_new();
    assert_int_equal(bc_distinct_codes(layer, findings), n - 1);
    assert_int_equal(layer->n_features, 1);
    assert_int_equal(layer->row_line[0], line);
    assert_int_equal(bc_findings_count(findings), n - 1);
    for (size_t i = 0; i < n - 1; i++)
        assert_non_null(strstr(bc_findings_get(findings, i)->message, why));
    bc_findings_free(findings);
    bc_layer_free(layer);
}

static void the_highest_stage_of_a_code_counts(void **state)
{
    struct bc_layer *layer = layer_of("outfalls", 3);

    (void)state;
    bc_layer_set_text(layer, 1, 0, "已排查");
    bc_layer_set_text(layer, 2, 0, "full");
    bc_layer_set_text(layer, 1, 1, "已溯源"); /* the third, but no name */
    assert_kept(layer, 2, "higher stage");
}

static void of_equal_stages_the_fullest_row_counts(void **state)
{
    struct bc_layer *layer = layer_of("outfalls", 2);

    (void)state;
    bc_layer_set_text(layer, 1, 0, "已溯源");
    bc_layer_set_text(layer, 1, 1, "已溯源");
    bc_layer_set_text(layer, 2, 1, "full");
    assert_kept(layer, 2, "more filled cells");

    layer = layer_of("sections", 3); /* a stage is a word like any other */
    bc_layer_set_text(layer, 2, 1, "full");
    bc_layer_set_text(layer, 1, 2, "已销号");
    bc_layer_set_text(layer, 2, 2, "full");
    assert_kept(layer, 3, "more filled cells");
}

static void of_rows_that_are_as_full_the_first_counts(void **state)
{
    (void)state;
    assert_kept(layer_of("sections", 3), 1, "cells come first");
}

/* ---- derived columns ---- */

/* A layer of as many rows as codes, with one more column. */
static struct bc_layer *with_column(const char *role, const char *name,
                                    size_t n, const char *const *cells)
{
    struct bc_layer *layer = bc_layer_new(role, "f.csv", BC_GEOMETRY_NONE, n);
    size_t column = bc_layer_add_column(layer, name, BC_TEXT);

    for (size_t row = 0; row < n; row++)
        if (cells[row])
            bc_layer_set_text(layer, column, row, cells[row]);
    return layer;
}

/* GB 3838-2002 and HJ 338: first-grade zones before second-grade before 准. */
static void the_strictest_grade_of_the_zones_around_counts(void **state)
{
    static const char *const grades[] = {"准", NULL, "二级", "其他"};
    struct bc_layer *zones = with_column("zones", "grade", 4, grades);
    struct bc_layer *points =
        bc_layer_new("points", "p.csv", BC_GEOMETRY_NONE, 4);
    size_t first[] = {0, 3, 4, 5, 5}, feature[] = {0, 1, 2, 1, 3};
    const struct bc_cover cover = {.n = 4, .first = first, .feature = feature};

    (void)state;
    bc_derive_zones(points, zones, &cover);
    assert_string_equal(bc_layer_text(points, "in_zone", 0), "二级");
    for (size_t row = 1; row < 4; row++) /* a zone without a grade says none */
        assert_string_equal(bc_layer_text(points, "in_zone", row), "区外");
    bc_layer_free(points);
    bc_layer_free(zones);
}

static void the_smallest_buffer_that_reaches_counts(void **state)
{
    const struct bc_distances buffers = {.n = 2, .m = {100, 500}};

    (void)state;
    assert_true(bc_buffer_of(&buffers, 0) == 0);
    assert_true(bc_buffer_of(&buffers, 100) == 100);
    assert_true(bc_buffer_of(&buffers, 100.1) == 500);
    assert_true(isnan(bc_buffer_of(&buffers, 500.1)));
}

static void the_nearest_water_has_its_name_or_its_code(void **state)
{
    static const char *const codes[] = {"L1", "L2", "L3"};
    struct bc_layer *lakes = with_column("lakes", "code", 3, codes);
    struct bc_layer *points =
        bc_layer_new("points", "p.csv", BC_GEOMETRY_NONE, 4);
    const struct bc_near_water near[] = {
        {lakes, 0, 12.34}, {lakes, 1, 0}, {lakes, 2, 5}, {NULL, 0, NAN}};
    size_t name = bc_layer_add_column(lakes, "name", BC_TEXT);

    (void)state;
    bc_layer_set_text(lakes, name, 0, "甲湖");
    bc_layer_set_text(lakes, name, 1, "");
    bc_derive_waters(points, near);
    assert_string_equal(bc_layer_text(points, "nearest_water", 0), "甲湖");
    assert_string_equal(bc_layer_text(points, "nearest_water", 1), "L2");
    assert_string_equal(bc_layer_text(points, "nearest_water", 2), "L3");
    assert_null(bc_layer_text(points, "nearest_water", 3));
    assert_int_equal(bc_layer_decimal(points, "nearest_water_m")[0].units, 123);
    assert_false(
        bc_decimal_known(bc_layer_decimal(points, "nearest_water_m")[3]));
    bc_layer_free(points);
    bc_layer_free(lakes);
}

/* An empty stage is told here, a word that nobody knows when it was read. */
static void an_outfall_without_a_stage_has_none(void **state)
{
    static const char *const stages[] = {"已销号", NULL, NULL, "无需整治"};
    struct bc_layer *layer = with_column("outfalls", "stage", 4, stages);
    const struct bc_decimal *stage;

    (void)state;
    findings = bc_findings_new();
    bc_layer_set_doubtful(layer, 0, 2);
    bc_derive_stages(layer, bc_day_of(2024, 6, 30), true, findings);
    stage = bc_layer_decimal(layer, "stage_no");
    assert_int_equal(stage[0].units, 8);
    for (size_t row = 1; row < 4; row++)
        assert_false(bc_decimal_known(stage[row]));
    assert_int_equal(bc_findings_count(findings), 2); /* and no stage dates */
    assert_int_equal(bc_findings_get(findings, 1)->code, BC_FOUND_NO_STAGE);
    assert_int_equal(bc_findings_get(findings, 1)->line, 2);
    bc_findings_free(findings);
    bc_layer_free(layer);

    /* a layer that knows no stages: nothing to mend row by row */
    layer = with_column("outfalls", "code", 4, stages);
    findings = bc_findings_new();
    bc_derive_stages(layer, bc_day_of(2024, 6, 30), false, findings);
    assert_int_equal(bc_findings_count(findings), 1);
    bc_findings_free(findings);
    bc_layer_free(layer);
}

static void rows_of_one_code_may_stand_anywhere(void **state)
{
    static const char *const codes[] = {"B", NULL, "A", "B", NULL};
    static const char *const kept[] = {"B", NULL, "A", NULL};
    struct bc_layer *layer = with_column("sections", "code", 5, codes);

    (void)state;
    findings = bc_findings_new();
    assert_int_equal(bc_distinct_codes(layer, findings), 1);
    assert_int_equal(layer->n_features, 4);
    for (size_t row = 0; row < 4; row++)
        if (kept[row])
            assert_string_equal(bc_layer_text(layer, "code", row), kept[row]);
        else
            assert_null(bc_layer_text(layer, "code", row));
    assert_int_equal(bc_findings_get(findings, 0)->line, 4);
    bc_layer_free(layer);

    layer = with_column("sections", "name", 2, codes); /* no codes at all */
    assert_int_equal(bc_distinct_codes(layer, findings), 0);
    bc_layer_free(layer);
    bc_findings_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_highest_stage_of_a_code_counts),
        cmocka_unit_test(of_equal_stages_the_fullest_row_counts),
        cmocka_unit_test(of_rows_that_are_as_full_the_first_counts),
        cmocka_unit_test(the_strictest_grade_of_the_zones_around_counts),
        cmocka_unit_test(the_smallest_buffer_that_reaches_counts),
        cmocka_unit_test(the_nearest_water_has_its_name_or_its_code),
        cmocka_unit_test(an_outfall_without_a_stage_has_none),
        cmocka_unit_test(rows_of_one_code_may_stand_anywhere)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
