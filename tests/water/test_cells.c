/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/cells.h"

static void columns_are_found_by_key_alias_and_without_brackets(void **state)
{
    struct bc_layer *table =
        layer_of("rain", "日期,降雨量（mm）,透明度(SD)(cm)\n2024-06-01,1,2\n");
    char unit[BC_UNIT_SIZE];

    (void)state;
    assert_int_equal(bc_cells_column(table, "day|日期", unit), 0);
    assert_string_equal(unit, "");
    assert_int_equal(bc_cells_column(table, "rain|降雨量", unit), 1);
    assert_string_equal(unit, "mm");
    assert_int_equal(bc_cells_column(table, "透明度", unit), 2);
    assert_string_equal(unit, "cm");
    assert_int_equal(bc_cells_column(table, "depth|水深", unit), BC_NO_COLUMN);
    assert_string_equal(unit, "");
    assert_null(bc_cells_text(table, BC_NO_COLUMN, 0));
    bc_layer_free(table);
}

static void a_cell_that_is_no_number_is_a_finding(void **state)
{
    struct bc_layer *table = layer_of("t", "a\n－１.5\nmuch\n\n");
    struct bc_findings *findings = bc_findings_new();

    (void)state;
    assert_int_equal(bc_cells_number(table, 0, 0, findings).units, -15);
    assert_false(bc_cells_number(table, 0, 1, findings).known);
    assert_false(bc_cells_number(table, 0, 2, findings).known);
    assert_int_equal(bc_findings_count(findings), 1);
    assert_string_equal(bc_findings_get(findings, 0)->value, "much");
    bc_findings_free(findings);
    bc_layer_free(table);
}

static void a_bound_holds_on_its_side(void **state)
{
    static const struct {
        const char *text;
        bool below, at, above; /* of 10 */
    } cases[] = {{"<10", true, false, false},  {"<=10", true, true, false},
                 {"≤10.0", true, true, false}, {"＜１０", true, false, false},
                 {">10", false, false, true},  {">= 10", false, true, true},
                 {"≥10", false, true, true}};
    static const char *const wrong[] = {"10", "", "<", "<ten", "else", "=10"};
    struct bc_bound bound;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(bc_bound_parse(cases[i].text, &bound));
        assert_int_equal(bc_bound_holds(bound, bc_decimal_of(9, 0)),
                         cases[i].below);
        assert_int_equal(bc_bound_holds(bound, bc_decimal_of(100, 1)),
                         cases[i].at);
        assert_int_equal(bc_bound_holds(bound, bc_decimal_of(11, 0)),
                         cases[i].above);
        assert_false(bc_bound_holds(bound, BC_MISSING));
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(bc_bound_parse(wrong[i], &bound));
        assert_false(bc_bound_holds(bound, bc_decimal_of(0, 0)));
    }
}

static void a_ratio_needs_something_to_divide_by(void **state)
{
    struct bc_decimal third =
        bc_cells_ratio(bc_decimal_of(10, 1), bc_decimal_of(30, 1), 4);

    (void)state;
    assert_int_equal(third.units, 3333);
    assert_int_equal(third.scale, 4);
    assert_false(bc_cells_ratio(third, bc_decimal_of(0, 0), 4).known);
    assert_false(bc_cells_ratio(third, BC_MISSING, 4).known);
    assert_false(bc_cells_ratio(BC_MISSING, third, 4).known);
}

static void a_compiled_in_table_is_a_layer(void **state)
{
    static const unsigned char csv[] = "a,b\n1,\n3,4\n";
    struct bc_layer *table =
        bc_cells_embedded("table.csv", csv, sizeof csv - 1);

    (void)state;
    assert_int_equal(table->n_features, 2);
    assert_string_equal(bc_layer_text(table, "a", 1), "3");
    assert_null(bc_layer_text(table, "b", 0));
    assert_int_equal(table->row_line[1], 3);
    bc_layer_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_found_by_key_alias_and_without_brackets),
        cmocka_unit_test(a_cell_that_is_no_number_is_a_finding),
        cmocka_unit_test(a_bound_holds_on_its_side),
        cmocka_unit_test(a_ratio_needs_something_to_divide_by),
        cmocka_unit_test(a_compiled_in_table_is_a_layer)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
