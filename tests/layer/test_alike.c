/* SPDX-License-Identifier: MIT */
#include "layer/alike.h"

#include "files.h"

static struct bc_layer *layer_of(const char *const *codes, size_t n)
{
    struct bc_layer *layer =
        bc_layer_new("sections", "s.csv", BC_GEOMETRY_POINT, n);
    size_t code = bc_layer_add_column(layer, "code", BC_TEXT);

    for (size_t i = 0; i < n; i++) {
        bc_layer_set_text(layer, code, i, codes[i]);
        layer->row_line[i] = i + 2;
    }
    return layer;
}

static size_t n_alike(const char *const *codes, size_t n)
{
    struct bc_layer *layer = layer_of(codes, n);
    struct bc_findings *findings = bc_findings_new();
    size_t found;

    bc_alike_report(layer, findings);
    found = bc_findings_count_code(findings, BC_FOUND_ALIKE_CODES);
    assert_int_equal(found, bc_findings_count(findings));
    bc_findings_free(findings);
    bc_layer_free(layer);
    return found;
}

static void codes_that_a_reader_takes_for_one_are_told(void **state)
{
    static const char *const pairs[][2] = {
        {"S1", "s1"},   {"S1", "Ｓ１"},   {"A-1", "A－1"},       {"HO1", "НО1"},
        {"ABC", "ΑВС"}, {"甲s1", "甲S1"}, {"section", "SECTION"}};

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_int_equal(n_alike(pairs[i], 2), 1);
}

static void codes_that_differ_are_not(void **state)
{
    static const char *const codes[] = {"S1", "s2",   "S-1",  "S_1",  "S.1",
                                        NULL, "S 1",  "01",   "1",    "甲",
                                        "O1", "1-11", "11-1", "东桥", NULL};

    (void)state;
    assert_int_equal(n_alike(codes, sizeof codes / sizeof *codes), 0);
}

static void each_but_the_first_is_told_beside_it(void **state)
{
    static const char *const codes[] = {"S1", "X", "Ｓ1", "s1"};
    struct bc_layer *layer = layer_of(codes, 4);
    struct bc_findings *findings = bc_findings_new();

    (void)state;
    bc_alike_report(layer, findings);
    assert_int_equal(bc_findings_count(findings), 2);
    for (size_t i = 0; i < 2; i++) {
        const struct bc_finding *finding = bc_findings_get(findings, i);

        assert_int_equal(finding->line, i + 4);
        assert_non_null(strstr(finding->message, "'S1' at line 2 "));
    }
    bc_findings_free(findings);
    bc_layer_free(layer);
}

static void what_is_meant_is_found_by_its_look(void **state)
{
    static const char *const codes[] = {"S1", NULL, "ОХ"};
    struct bc_layer *layer = layer_of(codes, 3);
    size_t name = bc_layer_add_column(layer, "name", BC_TEXT);

    (void)state;
    bc_layer_set_text(layer, name, 1, "East");
    assert_string_equal(bc_alike_find(layer, "s1"), "S1");
    assert_string_equal(bc_alike_find(layer, "OX"), "ОХ");
    assert_string_equal(bc_alike_find(layer, "ＥAST"), "East");
    assert_null(bc_alike_find(layer, "S1"));
    assert_null(bc_alike_find(layer, "S2"));
    bc_layer_free(layer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_that_a_reader_takes_for_one_are_told),
        cmocka_unit_test(codes_that_differ_are_not),
        cmocka_unit_test(each_but_the_first_is_told_beside_it),
        cmocka_unit_test(what_is_meant_is_found_by_its_look),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
