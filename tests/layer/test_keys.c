/* SPDX-License-Identifier: MIT */
#include "layer/keys.h"

#include "files.h"

static void headers_of_both_languages_serve_the_keys(void **state)
{
    struct files *files = *state;

    assert_status(
        files,
        files_try(files, "sections", "a.csv",
                  "断面编码, 断面名称 ,所在水体,水体类型,控制级别,水质目标,"
                  "所在城市,经度,纬度\n"
                  "0042,甲,梁子湖,湖泊,国控/省控,Ⅲ,武汉市/鄂州市,"
                  "114,30\n"),
        BC_OK);
    assert_cell(files, "code", 0, "0042");
    assert_cell(files, "name", 0, "甲");
    assert_cell(files, "water", 0, "梁子湖");
    assert_cell(files, "type", 0, "lake");
    assert_cell(files, "level", 0, "国考/省控");
    assert_cell(files, "target_class", 0, "Ⅲ");
    assert_cell(files, "city", 0, "武汉市/鄂州市");
    assert_cell(files, "断面名称", 0, "甲");
}

/* Natural Earth and tables made from OpenStreetMap have name_zh, name_en. */
static void names_by_language_serve_the_name(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "sections", "a.csv",
                            "code,name_en,name_zh,lon,lat\nA,B,甲,114,30\n"),
                  BC_OK);
    assert_cell(files, "name", 0, "甲");
}

static void codes_come_before_names(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "所属流域,流域编码,code,lon,lat\n"
                            "梁子湖流域,BS-LZ,A,114,30\n"),
                  BC_OK);
    assert_cell(files, "basin", 0, "BS-LZ");
}

static void fields_override_and_add_names(void **state)
{
    static const struct bc_field_map fields[] = {
        {"code", "b"}, {"name", "b"}, {"mine", "c"}};
    struct files *files = *state;

    assert_status(files, files_try(files, "villages", "a.csv", "c\n1\n"),
                  BC_OK);
    files_say(files, "a.csv", "code,b,c,lon,lat\nA,B,C,114,30\n");
    files_source(files, "outfalls", files->path);
    files->source.fields = fields;
    files->source.n_fields = 3;
    assert_status(files, files_read(files), BC_OK);
    assert_cell(files, "code", 0, "B");
    assert_cell(files, "name", 0, "B");
    assert_cell(files, "mine", 0, "C");
}

static void a_header_of_fields_must_be_there(void **state)
{
    static const struct bc_field_map fields[] = {{"code", "断面编马"}};
    struct files *files = *state;

    files_say(files, "a.csv", "断面编码,lon,lat\nA,114,30\n");
    files_source(files, "sections", files->path);
    files->source.fields = fields;
    files->source.n_fields = 1;
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "did you mean '断面编码'");
}

static void a_missing_key_says_what_was_found_and_how_to_map(void **state)
{
    struct files *files = *state;

    assert_status(
        files,
        files_try(files, "sections", "a.csv", "kode,lon,lat\nA,114,30\n"),
        BC_BAD_INPUT);
    assert_says(files, "a.csv: no column for 'code' of 'sections'");
    assert_says(files, "fields: {code: HEADER}");
    assert_says(files, "(headers found: kode, lon, lat)");
}

static void two_columns_for_one_key_are_refused(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "sections", "a.csv",
                            "code,Co_de,lon,lat\nA,B,114,30\n"),
                  BC_BAD_INPUT);
    assert_says(files, "'code' and 'Co_de' may both be 'code'");
}

static void unknown_words_become_missing_with_a_finding(void **state)
{
    struct files *files = *state;
    const struct bc_finding *finding;
    size_t column;

    assert_status(files,
                  files_try(files, "outfalls", "a.csv",
                            "code,stage,lon,lat\nA,快好了,114,30\n"
                            "B,销号,114,30\nC,,114,30\n"),
                  BC_OK);
    assert_null(bc_layer_text(files->layer, "stage", 0));
    assert_cell(files, "stage", 1, "已销号");
    column = bc_layer_find(files->layer, "stage");
    assert_true(bc_layer_is_doubtful(files->layer, column, 0));
    assert_false(bc_layer_is_doubtful(files->layer, column, 1));
    assert_false(bc_layer_is_doubtful(files->layer, column, 2)); /* empty */
    assert_int_equal(files_found(files, BC_FOUND_UNKNOWN_WORD), 1);
    finding = bc_findings_get(files->findings, 0);
    assert_string_equal(finding->source, "a.csv");
    assert_int_equal(finding->line, 2);
    assert_string_equal(finding->feature, "A");
    assert_string_equal(finding->field, "stage");
    assert_string_equal(finding->value, "快好了");
}

static void a_free_role_keeps_its_words(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "stations", "a.csv", "level,stage\n一,二\n"),
                  BC_OK);
    assert_cell(files, "level", 0, "一");
    assert_cell(files, "stage", 0, "二");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(headers_of_both_languages_serve_the_keys),
        files_test(names_by_language_serve_the_name),
        files_test(codes_come_before_names),
        files_test(fields_override_and_add_names),
        files_test(a_header_of_fields_must_be_there),
        files_test(a_missing_key_says_what_was_found_and_how_to_map),
        files_test(two_columns_for_one_key_are_refused),
        files_test(unknown_words_become_missing_with_a_finding),
        files_test(a_free_role_keeps_its_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
