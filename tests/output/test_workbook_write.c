/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "layer/source.h"
#include "outcome_fixture.h"
#include "output/writers.h"

static struct outcome_fixture *fixture;
static struct bc_stage *stage;
static struct bc_error err;
static struct bc_findings *findings;
static struct bc_layer *sheet;

static int set_up(void **state)
{
    (void)state;
    assert_int_equal(bc_gdal_init(&err), BC_OK);
    fixture = outcome_fixture_new();
    stage = outcome_fixture_stage(fixture);
    findings = bc_findings_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bc_layer_free(sheet);
    sheet = NULL;
    bc_findings_free(findings);
    bc_stage_free(stage);
    outcome_fixture_free(fixture);
    return 0;
}

static void write_it(void)
{
    if (bc_workbook_write(&fixture->outcome, stage, &err))
        fail_msg("%s", err.message);
}

/* Read back by the reader that reads a bureau's workbooks. */
static void read_back(const char *name)
{
    const char *path = bc_stage_path(stage, "results.xlsx");
    const char *label = "results.xlsx";
    struct bc_source source = {.role = "sheet",
                               .n_paths = 1,
                               .paths = &path,
                               .labels = &label,
                               .layer = name,
                               .table = true};

    if (bc_layer_read(&source, findings, &sheet, &err))
        fail_msg("%s", err.message);
}

static void every_result_is_a_row_with_its_verdict_in_words(void **state)
{
    (void)state;
    write_it();
    read_back("考核结果");
    assert_int_equal(sheet->n_features, fixture->results.n + 1); /* the note */
    assert_string_equal(bc_layer_text(sheet, "流域编码", 0), "BS-A");
    assert_string_equal(bc_layer_text(sheet, "结论", 0), "达标");
    assert_string_equal(bc_layer_text(sheet, "现状值", 0), "50");
    assert_string_equal(bc_layer_text(sheet, "标记", 0),
                        "压线；取舍规则不同结论不同");
    assert_string_equal(bc_layer_text(sheet, "结论", 5), "未达（未到期）");
    assert_string_equal(bc_layer_text(sheet, "结论", 6), "无法判断");
    assert_null(bc_layer_text(sheet, "现状值", 6));
    assert_string_equal(bc_layer_text(sheet, "现状值", 13), "-1.234567");
}

/* X1 of the fixture is named `=1+1,"坏"`: a reader would refuse a formula
 * without a stored value. */
static void a_text_that_looks_like_a_formula_stays_a_text(void **state)
{
    (void)state;
    write_it();
    read_back("断面");
    assert_int_equal(sheet->n_features, 5 + 1);
    assert_string_equal(bc_layer_text(sheet, "编码", 1), "S2");
    assert_string_equal(bc_layer_text(sheet, "水质类别", 1), "Ⅳ");
    assert_string_equal(bc_layer_text(sheet, "总磷（mg/L）", 1), "0.28");
    assert_string_equal(bc_layer_text(sheet, "名称", 4), "=1+1,\"坏\"");
    assert_null(bc_layer_text(sheet, "水质类别", 4));
}

/* A cell of Excel holds 32,767 characters, and XML no U+FFFE. */
static void what_a_cell_cannot_hold_is_cut_or_shown_as_a_box(void **state)
{
    char *name = malloc(32002);
    size_t column = bc_layer_find(fixture->sections, "name");

    (void)state;
    memset(name, 'a', 32001);
    name[32001] = '\0';
    bc_layer_set_text(fixture->sections, column, 0, name);
    bc_layer_set_text(fixture->sections, column, 1, "甲\uFFFE乙\u202E");
    fixture->result[1].reason_detail = "一个";
    fixture->result[1].value = bc_decimal_of(123456789012, 9);
    write_it();
    read_back("断面");
    assert_int_equal(strlen(bc_layer_text(sheet, "名称", 0)), 32000);
    assert_string_equal(bc_layer_text(sheet, "名称", 1), "甲□乙□");
    bc_layer_free(sheet);
    sheet = NULL;
    read_back("考核结果");
    assert_string_equal(bc_layer_text(sheet, "说明", 1), "一个");
    free(name);
}

static void made_up_data_are_said_in_the_last_line(void **state)
{
    const char *note;

    (void)state;
    fixture->outcome.illustrative = true;
    write_it();
    read_back("考核结果");
    note = bc_layer_text(sheet, "流域", sheet->n_features - 1);
    assert_non_null(strstr(note, "示例数据"));
    assert_non_null(strstr(note, "内部工作用"));
}

static void in_english_sheets_heads_and_words_are_english(void **state)
{
    (void)state;
    bc_report_language_set(BC_ENGLISH);
    write_it();
    bc_report_language_set(BC_CHINESE);
    read_back("Results");
    assert_string_equal(bc_layer_text(sheet, "Basin code", 0), "BS-A");
    assert_string_equal(bc_layer_text(sheet, "Verdict", 5),
                        "missed (not yet due)");
    bc_layer_free(sheet);
    sheet = NULL;
    read_back("Sections");
    assert_string_equal(bc_layer_text(sheet, "class", 1), "IV");
    assert_string_equal(bc_layer_text(sheet, "main pollutants", 1),
                        "total phosphorus(0.4)");
    /* what the user wrote stays */
    assert_string_equal(bc_layer_text(sheet, "name", 4), "=1+1,\"坏\"");
}

/* The library's own date has seconds. */
static void two_runs_give_the_same_bytes(void **state)
{
    char *first = NULL, *second = NULL;
    size_t n_first, n_second;

    (void)state;
    write_it();
    assert_int_equal(bc_file_read(bc_stage_path(stage, "results.xlsx"), &first,
                                  &n_first, &err),
                     BC_OK);
    bc_stage_free(stage);
    stage = outcome_fixture_stage(fixture);
    sleep(2);
    write_it();
    assert_int_equal(bc_file_read(bc_stage_path(stage, "results.xlsx"), &second,
                                  &n_second, &err),
                     BC_OK);
    assert_int_equal(n_first, n_second);
    assert_memory_equal(first, second, n_first);
    free(first);
    free(second);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* What a number holds is whole; eight decimals of it are shown. */
static void a_number_shows_eight_decimals_at_most(void **state)
{
    const size_t area = bc_layer_find(fixture->redlines, "area");

    (void)state;
    bc_layer_set_text(fixture->redlines, area, 0, "4.3000000125");
    write_it();
    read_back("红线");
    assert_string_equal(bc_layer_text(sheet, "登记面积（km²）", 0),
                        "4.3000000125");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(every_result_is_a_row_with_its_verdict_in_words),
        TEST(a_text_that_looks_like_a_formula_stays_a_text),
        TEST(what_a_cell_cannot_hold_is_cut_or_shown_as_a_box),
        TEST(made_up_data_are_said_in_the_last_line),
        TEST(in_english_sheets_heads_and_words_are_english),
        TEST(two_runs_give_the_same_bytes),
        TEST(a_number_shows_eight_decimals_at_most),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
