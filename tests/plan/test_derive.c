/* SPDX-License-Identifier: MIT */
#include "plan/derive.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_highest_stage_of_a_code_counts),
        cmocka_unit_test(of_equal_stages_the_fullest_row_counts),
        cmocka_unit_test(of_rows_that_are_as_full_the_first_counts)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
