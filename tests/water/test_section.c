/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/section.h"

static const char sections[] = "code,name,alias,type,target_class\n"
                               "LZ-01,湖心(南北嘴),湖心/南北嘴,lake,III\n"
                               "LZ-02,西河桥,,river,\n"
                               "LZ-03,西河桥,桥头,reservoir,Ⅱ类\n"
                               "西河,LZ-02,湖心,marsh,劣Ⅴ\n";

static size_t find(struct bc_section_index *index, struct bc_findings *findings,
                   const char *name)
{
    const struct bc_observation row = {
        .source = "o.csv",
        .line = 2,
        .section = {bc_slice_of(name)},
        .n_section = 1,
    };

    return bc_section_of_row(index, &row, findings);
}

static void a_section_is_known_by_code_name_and_alias(void **state)
{
    struct bc_layer *layer = layer_of("sections", sections);
    struct bc_findings *findings = bc_findings_new();
    struct bc_section_index index;
    (void)state;

    bc_section_index_init(&index, layer);
    assert_int_equal(find(&index, findings, "LZ-01"), 0);
    assert_int_equal(find(&index, findings, "lz01"), 0);
    assert_int_equal(find(&index, findings, "湖心(南北嘴)"), 0);
    assert_int_equal(find(&index, findings, "湖心（南北嘴）"), 0);
    assert_int_equal(find(&index, findings, "南北嘴"), 0);
    assert_int_equal(find(&index, findings, "桥头"), 2);
    assert_int_equal(find(&index, findings, "LZ-02"), 1); /* code first */
    assert_int_equal(find(&index, findings, "西河"), 3);
    assert_int_equal(bc_findings_count(findings), 0);
    bc_section_index_clear(&index);
    bc_findings_free(findings);
    bc_layer_free(layer);
}

static void a_name_of_none_or_several_is_told_once(void **state)
{
    struct bc_layer *layer = layer_of("sections", sections);
    struct bc_findings *findings = bc_findings_new();
    struct bc_section_index index;
    (void)state;

    bc_section_index_init(&index, layer);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(find(&index, findings, "西河桥"), BC_NO_ROW);
        assert_int_equal(find(&index, findings, "湖心"), BC_NO_ROW);
        assert_int_equal(find(&index, findings, "nowhere"), BC_NO_ROW);
        assert_int_equal(find(&index, findings, ""), BC_NO_ROW);
    }
    assert_int_equal(bc_findings_count_code(findings, BC_FOUND_UNKNOWN_SECTION),
                     4);
    bc_section_index_clear(&index);
    bc_findings_free(findings);
    bc_layer_free(layer);
}

static void any_column_may_name_the_section(void **state)
{
    struct bc_layer *layer = layer_of("sections", sections);
    struct bc_section_index index;
    const struct bc_observation row = {
        .section = {bc_slice_of("42010001"), bc_slice_of("桥头")},
        .n_section = 2,
    };
    (void)state;

    bc_section_index_init(&index, layer);
    assert_int_equal(bc_section_of_row(&index, &row, NULL), 2);
    bc_section_index_clear(&index);
    bc_layer_free(layer);
}

static void without_a_table_every_name_is_a_section(void **state)
{
    struct bc_section_index index;
    (void)state;

    bc_section_index_init(&index, NULL);
    assert_int_equal(find(&index, NULL, "b"), 0);
    assert_int_equal(find(&index, NULL, "a"), 1);
    assert_int_equal(find(&index, NULL, "b"), 0);
    assert_int_equal(bc_section_index_count(&index), 2);
    assert_string_equal(bc_section_name(&index, 1), "a");
    bc_section_index_clear(&index);
}

static void type_and_target_come_from_the_table(void **state)
{
    struct bc_layer *layer = layer_of("sections", sections);
    (void)state;

    assert_int_equal(bc_section_water(layer, 0), BC_LAKE);
    assert_int_equal(bc_section_water(layer, 3), BC_WATER_UNKNOWN);
    assert_int_equal(bc_section_water(NULL, 0), BC_WATER_UNKNOWN);
    assert_int_equal(bc_section_target(layer, 0), 3);
    assert_int_equal(bc_section_target(layer, 1), 0);
    assert_int_equal(bc_section_target(layer, 2), 2);
    assert_int_equal(bc_section_target(layer, 3), 0);
    bc_layer_free(layer);
}

static void a_dry_section_says_so_and_nothing_else(void **state)
{
    struct bc_layer *layer = layer_of("sections", "code,state\n"
                                                  "A,断流\n"
                                                  "B, 干涸 \n"
                                                  "C,未断流\n"
                                                  "D,\n"
                                                  "E,Dry\n"
                                                  "F,部分断流\n");
    static const bool dry[] = {true, true, false, false, true, false};
    (void)state;

    for (size_t i = 0; i < sizeof dry / sizeof *dry; i++)
        assert_int_equal(bc_section_is_dry(layer, i), dry[i]);
    assert_false(bc_section_is_dry(NULL, 0));
    bc_layer_free(layer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_section_is_known_by_code_name_and_alias),
        cmocka_unit_test(a_name_of_none_or_several_is_told_once),
        cmocka_unit_test(any_column_may_name_the_section),
        cmocka_unit_test(without_a_table_every_name_is_a_section),
        cmocka_unit_test(type_and_target_come_from_the_table),
        cmocka_unit_test(a_dry_section_says_so_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
