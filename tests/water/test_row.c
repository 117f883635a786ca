/* SPDX-License-Identifier: MIT */
#include "water/row.h"

#include "layer/files.h"

/* Tables as people write them, read from files to the readings of each row. */

enum { MOST_ROWS = 16, YEAR = 0 };

struct table {
    struct bc_row_layout layout;
    struct bc_observation row;
    struct bc_findings *findings;
    size_t n_rows;
    char text[MOST_ROWS][256]; /* `section TP=0.08 DO=<0.5` */
};

static enum bc_status on_header(void *context, const struct bc_header *header,
                                struct bc_error *err)
{
    struct table *table = context;

    return bc_row_layout_read(&table->layout, header, table->findings, err);
}

static void print_row(const struct bc_observation *row, char *text, size_t size)
{
    int n = snprintf(text, size, "%.*s", (int)row->section[0].length,
                     row->section[0].data);

    for (int i = 0; i < BC_N_ITEMS; i++) {
        char value[24];

        bc_decimal_print_short(row->reading[i].value, value);
        if (*value)
            n += snprintf(text + n, size - (size_t)n, " %s=%s%s",
                          bc_item_symbol((enum bc_item)i),
                          row->reading[i].non_detect ? "<" : "", value);
    }
}

static enum bc_status on_rows(void *context, const struct bc_rows *rows,
                              struct bc_error *err)
{
    struct table *table = context;
    enum bc_status status = BC_OK;

    for (size_t r = 0; r < rows->n_rows && !status; r++) {
        status = bc_row_read(&table->layout, rows, r, YEAR, 480,
                             table->findings, &table->row, err);
        assert_true(table->n_rows < MOST_ROWS);
        print_row(&table->row, table->text[table->n_rows++],
                  sizeof table->text[0]);
    }
    return status;
}

static enum bc_status read_path(struct files *files, struct table *table,
                                const char *path)
{
    struct bc_rows_sink sink = {.header = on_header,
                                .rows = on_rows,
                                .context = table,
                                .word = bc_row_word};
    enum bc_status status;

    *table = (struct table){.findings = files->findings};
    files_source(files, "observations", path);
    status = bc_rows_read(&files->source, &sink, &files->err);
    bc_row_layout_clear(&table->layout);
    return status;
}

static enum bc_status read_text(struct files *files, struct table *table,
                                const char *text)
{
    files_say(files, "a.csv", text);
    return read_path(files, table, files->path);
}

static void a_monthly_table_has_merged_cells_and_a_title(void **state)
{
    struct files *files = *state;
    struct table table;

    assert_status(files,
                  read_text(files, &table,
                            "2024年6月水质月报,,,,,\n"
                            "断面名称,采样日期,监测项目,,,\n"
                            ",,pH,溶解氧,总磷,叶绿素a\n"
                            ",,无量纲,mg/L,（μg/L）,mg/L\n"
                            "甲,2024-06-03,7.5,８．１,80,0.005\n"
                            "乙,2024-06-04,--,<0.5,10L,/\n"),
                  BC_OK);
    assert_int_equal(table.n_rows, 2);
    assert_string_equal(table.text[0], "甲 pH=7.5 DO=8.1 TP=0.08 Chla=5");
    assert_string_equal(table.text[1], "乙 DO=<0.5 TP=<0.01");
    assert_int_equal(files_found(files, BC_FOUND_HEADER_ROWS), 1);
    assert_string_equal(bc_findings_get(files->findings, 0)->value,
                        "2024年6月水质月报");
    assert_non_null(
        strstr(bc_findings_get(files->findings, 0)->message, "rows 2 to 4"));
}

/* tests/data/layer/README.md */
static void a_sheet_has_them_too(void **state)
{
    struct files *files = *state;
    struct table table;

    assert_status(files,
                  read_path(files, &table, BC_TEST_DATA "/layer/merged.xlsx"),
                  BC_OK);
    assert_int_equal(table.n_rows, 2);
    assert_string_equal(table.text[0], "甲 pH=7.5 DO=8.1 TP=0.08");
    assert_string_equal(table.text[1], "乙 pH=7.9 DO=<0.5 TP=<0.01 SD=0.55");
    assert_int_equal(files_found(files, BC_FOUND_HEADER_ROWS), 1);
}

static void a_plain_header_is_not_told(void **state)
{
    struct files *files = *state;
    struct table table;

    assert_status(files,
                  read_text(files, &table,
                            "断面名称,监测时间,TP\n甲,2024-06-03 08:00,0.08\n"),
                  BC_OK);
    assert_string_equal(table.text[0], "甲 TP=0.08");
    assert_int_equal(bc_findings_count(files->findings), 0);
}

static void an_unknown_unit_names_its_line(void **state)
{
    struct files *files = *state;
    struct table table;

    assert_status(files,
                  read_text(files, &table,
                            "月报\n断面,时间,TP\n,,lb/gal\n甲,2024-06-03,1\n"),
                  BC_BAD_INPUT);
    assert_says(files, "a.csv:2: column 'TP(lb/gal)' has an unknown unit");
    assert_status(files,
                  read_text(files, &table,
                            "断面,时间,项目,结果,单位\n"
                            "甲,2024-06-03,TP,1,mg/L\n"
                            "甲,2024-06-03,TP,1,mg/kg\n"),
                  BC_BAD_INPUT);
    assert_says(files, "a.csv:3: unknown unit 'mg/kg'");
}

static void a_laboratory_writes_long_tables(void **state)
{
    struct files *files = *state;
    struct table table;

    assert_status(files,
                  read_text(files, &table,
                            "样品编号,采样点位,采样日期,检测项目,"
                            "检测结果(mg/L),检出限(μg/L)\n"
                            "W1,甲,2024-06-03,总磷,0.08,10\n"
                            "W2,甲,2024-06-03,氨氮(NH3-N),未检出,25\n"
                            "W3,甲,2024-06-03,BOD5,\"1,234.5\",\n"
                            "W4,甲,2024-06-03,挥发酚,未检出,\n"
                            "W5,甲,2024-06-03,无名项,1,\n"
                            "W6,甲,2024-06-03,总氮,--,50\n"),
                  BC_OK);
    assert_string_equal(table.text[0], "甲 TP=0.08");
    assert_string_equal(table.text[1], "甲 NH3N=<0.025");
    assert_string_equal(table.text[2], "甲 BOD5=1234.5");
    assert_string_equal(table.text[3], "甲"); /* a finding: no limit */
    assert_string_equal(table.text[4], "甲");
    assert_string_equal(table.text[5], "甲");
    assert_int_equal(files_found(files, BC_FOUND_BAD_VALUE), 1);
    assert_int_equal(files_found(files, BC_FOUND_UNKNOWN_COLUMN), 1);
}

/* Column names: www.waterqualitydata.us, "Results" profile. */
static void the_water_quality_portal_is_read(void **state)
{
    struct files *files = *state;
    struct table table;

    assert_status(
        files,
        read_text(
            files, &table,
            "\"MonitoringLocationIdentifier\",\"ActivityStartDate\","
            "\"CharacteristicName\",\"ResultSampleFractionText\","
            "\"ResultMeasureValue\",\"ResultMeasure/MeasureUnitCode\","
            "\"ResultDetectionConditionText\","
            "\"DetectionQuantitationLimitMeasure/MeasureValue\","
            "\"DetectionQuantitationLimitMeasure/MeasureUnitCode\"\n"
            "X-1,2020-10-01,Phosphorus,Total,0.05,mg/l as P,,,\n"
            "X-1,2020-10-01,Phosphorus,Dissolved,0.03,mg/l as P,,,\n"
            "X-1,2020-10-01,Nitrate,Dissolved,,,Not Detected,40,ug/l as N\n"
            "X-1,2020-10-01,Nitrate,Total,1.00,mg/l asNO3,,,\n"
            "X-1,2020-10-01,Ammonia,Total,120,ug/l,,,\n"
            "X-1,2020-10-01,pH,,8.1,std units,,,\n"
            "X-1,2020-10-01,Nitrogen,Total,,,Not Reported,,\n"),
        BC_OK);
    assert_string_equal(table.text[0], "X-1 TP=0.05");
    assert_string_equal(table.text[1], "X-1"); /* a part is another item */
    assert_string_equal(table.text[2], "X-1 NO3N=<0.04");
    assert_string_equal(table.text[3], "X-1 NO3N=0.2259"); /* 14.007/62.004 */
    assert_string_equal(table.text[4], "X-1 NH3N=0.12");
    assert_string_equal(table.text[5], "X-1 pH=8.1");
    assert_string_equal(table.text[6], "X-1");
}

/* A blank is no time, not even in the first row and where no year is given. */
static void a_row_without_a_time_is_told(void **state)
{
    struct files *files = *state;
    struct table table;

    assert_status(
        files, read_text(files, &table, "断面,时间,TP\n甲,,1\n甲,,1\n"), BC_OK);
    assert_int_equal(files_found(files, BC_FOUND_BAD_DATE), 2);
    assert_false(table.row.has_time);
}

static void a_class_that_is_none_is_told(void **state)
{
    struct files *files = *state;
    struct table table;

    assert_status(files,
                  read_text(files, &table,
                            "断面,时间,水质类别,TP\n甲,2024-06-03,七类,1\n"
                            "甲,2024-06-04,劣Ⅴ,1\n甲,2024-06-05,*,1\n"),
                  BC_OK);
    assert_int_equal(files_found(files, BC_FOUND_UNKNOWN_WORD), 1);
}

/* A word of more bytes than are remembered is read each time. */
static void a_water_that_is_none_is_told(void **state)
{
    struct files *files = *state;
    struct table table;

    assert_status(files,
                  read_text(files, &table,
                            "断面,时间,type,TP\n甲,2024-06-03,pond,1\n"
                            "甲,2024-06-04,水库,1\n"
                            "甲,2024-06-05,a reservoir of some kind,1\n"),
                  BC_OK);
    assert_int_equal(files_found(files, BC_FOUND_UNKNOWN_WORD), 2);
    assert_int_equal(table.row.water, BC_WATER_UNKNOWN);
    assert_status(files,
                  read_text(files, &table,
                            "断面,时间,type,TP\n"
                            "甲,2024-06-05,a reservoir of some kind,1\n"
                            "甲,2024-06-04,水库,1\n"),
                  BC_OK);
    assert_int_equal(table.row.water, BC_RESERVOIR);
}

static void a_detection_limit_that_is_none_is_told(void **state)
{
    struct files *files = *state;
    struct table table;

    assert_status(files,
                  read_text(files, &table,
                            "断面,时间,项目,结果,检出限(mg/L)\n"
                            "甲,2024-06-03,TP,未检出,few\n"
                            "甲,2024-06-03,TN,0.5,few\n"
                            "甲,2024-06-03,COD,未检出,99999999999\n"
                            "甲,2024-06-03,CODMn,未检出,0.5\n"),
                  BC_OK);
    assert_string_equal(table.text[0], "甲");
    assert_string_equal(table.text[1], "甲 TN=0.5");
    assert_string_equal(table.text[2], "甲");
    assert_string_equal(table.text[3], "甲 CODMn=<0.5");
    /* of TN it is not asked for: there is a value */
    assert_int_equal(files_found(files, BC_FOUND_BAD_VALUE), 3);
    assert_status(files,
                  read_text(files, &table,
                            "断面,时间,项目,结果,检出限(lb)\n"
                            "甲,2024-06-03,TP,未检出,1\n"),
                  BC_BAD_INPUT);
    assert_says(files, "a.csv:2: ");
    assert_says(files, "unknown unit");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(a_monthly_table_has_merged_cells_and_a_title),
        files_test(a_sheet_has_them_too),
        files_test(a_water_that_is_none_is_told),
        files_test(a_detection_limit_that_is_none_is_told),
        files_test(a_plain_header_is_not_told),
        files_test(an_unknown_unit_names_its_line),
        files_test(a_laboratory_writes_long_tables),
        files_test(the_water_quality_portal_is_read),
        files_test(a_row_without_a_time_is_told),
        files_test(a_class_that_is_none_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
