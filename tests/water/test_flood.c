/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/flood.h"

static const char sections_csv[] = "code,type,target_class\n"
                                   "R,river,III\n"
                                   "L,lake,III\n"
                                   "N,river,\n"
                                   "X,,III\n"
                                   "E,river,III\n";
enum { R, L, N, X, E };

struct run {
    struct bc_layer *sections;
    struct bc_flood_options options;
    struct bc_flood *flood;
    struct bc_period period;
    struct bc_flood_row row;
};

static struct run start(void)
{
    struct run run = {.sections = layer_of("sections", sections_csv),
                      .options = bc_flood_options_default()};

    run.options.sections = run.sections;
    assert_true(bc_period_parse("2024", &run.period));
    return run;
}

static void read_table(struct run *run, const char *csv)
{
    struct bc_error err;

    if (!run->flood)
        run->flood = bc_flood_new(&run->options, NULL);
    if (feed(bc_flood_sink(run->flood), "o.csv", csv, &err))
        fail_msg("%s", err.message);
    bc_flood_finish(run->flood);
}

static const struct bc_flood_row *assess(struct run *run, size_t section)
{
    bc_flood_assess(run->flood, section, &run->period, &run->row);
    return &run->row;
}

static void stop(struct run *run)
{
    bc_flood_free(run->flood);
    bc_layer_free(run->sections);
}

static const char *text_of(struct bc_decimal value)
{
    static char text[24];

    bc_decimal_print_short(value, text);
    return text;
}

/* Ratios by hand against GB 3838-2002 class III: TP 0.2 in rivers, 0.05 in
 * lakes; CODMn 6; NH3-N 1.0. */
static void the_largest_ratio_of_daily_means_is_the_intensity(void **state)
{
    struct run run = start();
    const struct bc_flood_row *row;

    (void)state;
    read_table(&run, "section,time,CODMn,NH3N,TP\n"
                     "R,2024-05-01 00:00,3,0.2,0.1\n"
                     "R,2024-05-01 12:00,6,0.4,0.5\n" /* 4.5, 0.3, 0.3 */
                     "R,2024-06-02 00:00,9,0.2,0.1\n" /* 9, 0.2, 0.1 */
                     "R,2024-10-01 00:00,90,9,9\n"    /* out of season */
                     "R,2023-06-01 00:00,90,9,9\n");  /* out of the period */
    row = assess(&run, R);
    assert_string_equal(row->code, "R");
    assert_string_equal(text_of(row->intensity), "1.5");
    assert_int_equal(row->intensity.scale, 4);
    assert_int_equal(row->primary, BC_CODMN); /* a tie with TP: table order */
    assert_int_equal(row->day, bc_day_of(2024, 6, 2));
    assert_int_equal(row->over, 1);
    assert_int_equal(row->n_days, 2);
    assert_int_equal(row->doubt, BC_FLOOD_SURE);
    assert_string_equal(text_of(row->item[BC_TP].value), "0.3");
    assert_string_equal(text_of(row->item[BC_TP].ratio), "1.5");
    assert_int_equal(row->item[BC_TP].day, bc_day_of(2024, 5, 1));
    assert_int_equal(row->item[BC_NH3N].over, 0);
    assert_int_equal(row->item[BC_COD].over, -1); /* not measured */
    stop(&run);
}

/* Of two days with the highest mean the first is named, whatever the order of
 * the rows; a month alone is no day, and a stranger no section. */
static void of_equal_days_the_first_is_named(void **state)
{
    struct run run = start();
    const struct bc_flood_row *row;

    (void)state;
    read_table(&run, "section,time,TP\nR,2024-06-20,0.4\nR,2024-06-03,0.4\n"
                     "R,2024-06-10,0.4\nR,2024-07,9\nZ,2024-06-01,9\n"
                     "R,,9\nR,2024-06-11,\n");
    row = assess(&run, R);
    assert_string_equal(text_of(row->intensity), "2");
    assert_int_equal(row->day, bc_day_of(2024, 6, 3));
    assert_int_equal(row->n_days, 3);
    stop(&run);
}

/* The nineteenth of twenty daily means, which the twentieth is equal to. */
static void of_equal_days_about_the_percentile_the_first_is_named(void **state)
{
    struct bc_text csv = {0};
    struct run run = start();
    const struct bc_flood_row *row;

    (void)state;
    run.options.aggregate = BC_FLOOD_P95;
    bc_text_add(&csv, "section,time,TP\n");
    for (int day = 1; day <= 20; day++)
        bc_text_printf(&csv, "R,2024-06-%02d,%s\n", day,
                       day == 7 || day == 15 ? "0.4" : "0.1");
    read_table(&run, bc_text_string(&csv));
    bc_text_clear(&csv);
    row = assess(&run, R);
    assert_string_equal(text_of(row->intensity), "2");
    assert_int_equal(row->day, bc_day_of(2024, 6, 7));
    stop(&run);
}

static void at_the_limit_is_not_over(void **state)
{
    struct run run = start();

    (void)state;
    read_table(&run, "section,time,TP\nR,2024-05-01,0.2\nL,2024-05-01,0.051\n");
    assert_string_equal(text_of(assess(&run, R)->intensity), "1");
    assert_int_equal(run.row.over, 0);
    assert_string_equal(text_of(assess(&run, L)->intensity), "1.02");
    assert_int_equal(run.row.over, 1);
    stop(&run);
}

static void without_target_type_or_days_it_cannot_be_told(void **state)
{
    static const struct {
        size_t section;
        enum bc_flood_doubt doubt;
    } cases[] = {
        {N, BC_FLOOD_NO_TARGET}, {X, BC_FLOOD_NO_TYPE}, {E, BC_FLOOD_NO_DAYS}};
    struct run run = start();

    (void)state;
    read_table(&run, "section,time,TP\nN,2024-05-01,0.2\nX,2024-05-01,0.2\n");
    for (size_t i = 0; i < 3; i++) {
        const struct bc_flood_row *row = assess(&run, cases[i].section);

        assert_false(row->intensity.known);
        assert_int_equal(row->over, -1);
        assert_int_equal(row->primary, BC_NO_ITEM);
        assert_int_equal(row->doubt, cases[i].doubt);
        assert_true(strlen(bc_flood_reason(row->doubt, true)) > 0);
    }
    assert_string_equal(text_of(assess(&run, N)->item[BC_TP].value), "0.2");
    stop(&run);
}

static const char ten_days[] = "section,time,TP\n"
                               "R,2024-07-01,0.1\nR,2024-07-02,0.2\n"
                               "R,2024-07-03,0.3\nR,2024-07-04,0.4\n"
                               "R,2024-07-05,0.5\nR,2024-07-06,0.6\n"
                               "R,2024-07-07,0.7\nR,2024-07-08,0.8\n"
                               "R,2024-07-09,0.9\nR,2024-07-10,1.0\n";

static void aggregates_are_parameters(void **state)
{
    static const struct {
        const char *aggregate, *value;
    } cases[] = {{"max", "1"}, {"mean", "0.55"}, {"p95", "1"}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct run run = start();

        assert_true(bc_flood_set_aggregate(&run.options, cases[i].aggregate));
        read_table(&run, ten_days);
        assert_string_equal(text_of(assess(&run, R)->item[BC_TP].value),
                            cases[i].value);
        stop(&run);
    }
}

/* 21 daily means: rank ceil(0.95 x 21) = 20. */
static void the_percentile_is_the_nearest_rank(void **state)
{
    struct run run = start();
    struct bc_text csv = {0};

    (void)state;
    bc_text_add(&csv, "section,time,TP\n");
    for (int d = 1; d <= 21; d++)
        bc_text_printf(&csv, "R,2024-07-%02d,0.%03d\n", d, d);
    run.options.aggregate = BC_FLOOD_P95;
    read_table(&run, bc_text_string(&csv));
    assert_string_equal(text_of(assess(&run, R)->item[BC_TP].value), "0.02");
    assert_int_equal(run.row.day, bc_day_of(2024, 7, 20));
    bc_text_clear(&csv);
    stop(&run);
}

static void only_rain_days_and_those_after_count(void **state)
{
    static const struct {
        int days_after;
        const char *value;
    } cases[] = {{0, "0.7"}, {1, "0.8"}, {9, "1"}};
    struct bc_layer *table = layer_of("rain", "日期,降雨量(毫米)\n"
                                              "2024-07-07,25\n"
                                              "2024-07-03,3\n"
                                              "2024-07-03,80.5\n"
                                              "2024-07-08,24.9\n"
                                              "2024-07-03,1\n"
                                              "2024-07-09,\n"
                                              ",99\n"
                                              "soon,99\n");
    struct bc_findings *findings = bc_findings_new();
    struct bc_flood_rain *rain;
    struct bc_error err;
    size_t n;

    (void)state;
    assert_int_equal(bc_flood_rain_read(table, findings, &rain, &n, &err),
                     BC_OK);
    assert_int_equal(n, 3);
    assert_string_equal(text_of(rain[0].mm), "80.5");
    assert_true(bc_test_findings_has(findings, BC_FOUND_DUPLICATE_VALUE));
    assert_true(bc_test_findings_has(findings, BC_FOUND_BAD_DATE));
    for (size_t i = 0; i < 3; i++) {
        struct run run = start();

        run.options.rain = rain;
        run.options.n_rain = n;
        run.options.days_after = cases[i].days_after;
        read_table(&run, ten_days);
        /* days 3 and 7 */
        assert_string_equal(text_of(assess(&run, R)->item[BC_TP].value),
                            cases[i].value);
        stop(&run);
    }
    free(rain);
    bc_findings_free(findings);
    bc_layer_free(table);
}

static void a_row_that_cannot_be_read_ends_the_table(void **state)
{
    struct run run = start();
    struct bc_error err;

    (void)state;
    run.flood = bc_flood_new(&run.options, NULL);
    assert_int_equal(feed(bc_flood_sink(run.flood), "o.csv",
                          "section,time,item,value,unit\n"
                          "R,2024-07-01,TP,0.1,furlong\n",
                          &err),
                     BC_BAD_INPUT);
    assert_non_null(strstr(err.message, "furlong"));
    bc_flood_finish(run.flood);
    stop(&run);
}

static void rain_without_its_columns_or_in_inches_is_refused(void **state)
{
    static const char *const wrong[] = {"日期\n2024-07-01\n", "降雨量\n1\n",
                                        "日期,降雨量(in)\n2024-07-01,1\n"};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct bc_layer *table = layer_of("rain", wrong[i]);
        struct bc_flood_rain *rain;
        struct bc_error err;
        size_t n;

        assert_int_equal(bc_flood_rain_read(table, NULL, &rain, &n, &err),
                         BC_BAD_INPUT);
        assert_null(rain);
        bc_layer_free(table);
    }
}

/* Both rows of 08:00 are one sample: (0.1 + 0.3) / 2, and with 0.4 at 12:00
 * the day's mean is 0.3. The identical third counts once. */
static void rows_of_one_time_are_one_sample(void **state)
{
    static const struct {
        enum bc_duplicates duplicates;
        const char *value;
    } cases[] = {{BC_DUPLICATES_MEAN, "0.3"},
                 {BC_DUPLICATES_FIRST, "0.25"},
                 {BC_DUPLICATES_LAST, "0.35"}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct run run = start();

        run.options.duplicates = cases[i].duplicates;
        read_table(&run, "section,time,item,value\n"
                         "R,2024-07-01 08:00,TP,0.1\n"
                         "R,2024-07-01 08:00,TP,0.3\n"
                         "R,2024-07-01 08:00,TP,0.3\n"
                         "R,2024-07-01 12:00,TP,0.4\n");
        assert_string_equal(text_of(assess(&run, R)->item[BC_TP].value),
                            cases[i].value);
        stop(&run);
    }
}

static void automatic_samples_of_a_month_win(void **state)
{
    struct run run = start();

    (void)state;
    run.flood = bc_flood_new(&run.options, NULL);
    bc_flood_set_kind(run.flood, BC_KIND_MANUAL);
    read_table(&run, "section,time,TP,NH3N\n"
                     "R,2024-07-20,0.9,3\nR,2024-08-20,0.3,1\n");
    bc_flood_set_kind(run.flood, BC_KIND_AUTO);
    read_table(&run, "section,time,TP\nR,2024-07-01,0.2\n");
    assert_string_equal(text_of(assess(&run, R)->item[BC_TP].value), "0.3");
    assert_int_equal(run.row.item[BC_TP].n_days, 2);
    assert_string_equal(text_of(run.row.item[BC_NH3N].value), "3");
    stop(&run);
}

/* A limit of detection above the limit of class III hides whether it is met,
 * but not that another day is over. */
static void a_high_detection_limit_cannot_be_judged(void **state)
{
    struct run run = start();

    (void)state;
    read_table(&run, "section,time,TP,NH3N\n"
                     "R,2024-07-01,<0.3,0.5\nR,2024-07-02,0.1,0.6\n"
                     "L,2024-07-01,<0.3,0.5\nL,2024-07-02,0.4,0.5\n");
    assert_int_equal(assess(&run, R)->over, -1);
    assert_int_equal(run.row.doubt, BC_FLOOD_BLIND);
    assert_string_equal(text_of(run.row.intensity), "0.6"); /* of NH3-N */
    assert_true(run.row.item[BC_TP].blind);
    assert_int_equal(assess(&run, L)->over, 1);
    assert_string_equal(text_of(run.row.intensity), "8");
    stop(&run);
}

/* 0.2005 becomes 0.200 by rule 82 and meets 0.2; not rounded it does not. */
static void the_value_is_rounded_once_or_not_at_all(void **state)
{
    (void)state;
    for (int round = 0; round <= 1; round++) {
        struct run run = start();

        run.options.round = round;
        read_table(&run, "section,time,TP\nR,2024-07-01,0.2005\n");
        assert_int_equal(assess(&run, R)->over, !round);
        stop(&run);
    }
}

static void the_order_of_rows_changes_nothing(void **state)
{
    struct run forth = start(), back = start();

    (void)state;
    read_table(&forth, ten_days);
    read_table(&back, "section,time,TP\n"
                      "R,2024-07-10,1.0\nR,2024-07-02,0.2\n"
                      "R,2024-07-09,0.9\nR,2024-07-04,0.4\n"
                      "R,2024-07-08,0.8\nR,2024-07-06,0.6\n"
                      "R,2024-07-03,0.3\nR,2024-07-07,0.7\n"
                      "R,2024-07-05,0.5\nR,2024-07-01,0.1\n");
    assess(&forth, R);
    assess(&back, R);
    assert_memory_equal(&forth.row.intensity, &back.row.intensity,
                        sizeof forth.row.intensity);
    assert_int_equal(forth.row.day, back.row.day);
    stop(&forth);
    stop(&back);
}

static void parameters_are_checked(void **state)
{
    static const char *const wrong[] = {"5-13", "5-",   "-9",  "",   "x",
                                        "0-9",  "13-9", "5-0", "5x", "5-9x"};
    struct bc_flood_options options = bc_flood_options_default();
    struct bc_error err;

    (void)state;
    assert_int_equal(bc_flood_set_items(&options, "TP,NH3N", &err), BC_OK);
    assert_true(options.items[BC_TP] && !options.items[BC_COD]);
    assert_int_equal(bc_flood_set_items(&options, "TP,DO", &err), BC_BAD_INPUT);
    assert_int_equal(bc_flood_set_items(&options, "what", &err), BC_BAD_INPUT);
    assert_true(options.items[BC_NH3N]); /* unchanged */
    assert_true(bc_flood_set_months(&options, "11-2"));
    assert_true(options.months[0] && options.months[11] && !options.months[2]);
    assert_true(bc_flood_set_months(&options, "7"));
    assert_true(options.months[6] && !options.months[0]);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(bc_flood_set_months(&options, wrong[i]));
    assert_false(bc_flood_set_aggregate(&options, "median"));
}

static void the_formula_is_told_with_its_parameters(void **state)
{
    const struct bc_flood_rain rain = {0, BC_MISSING};
    struct bc_flood_options options = bc_flood_options_default();
    struct bc_text zh = {0}, en = {0};

    (void)state;
    bc_flood_formula(&options, true, &zh);
    assert_string_equal(
        bc_text_string(&zh),
        "汛期污染强度＝各项目(高锰酸盐指数、化学需氧量、氨氮、总磷)中“日均值的"
        "最大值÷断面目标类别限值”的最大值；汛期：5、6、7、8、9月；大于1为超标");
    options.rain = &rain;
    options.aggregate = BC_FLOOD_MEAN;
    options.days_after = 1;
    bc_flood_formula(&options, false, &en);
    assert_string_equal(
        bc_text_string(&en),
        "intensity = largest over the items (CODMn, COD, NH3N, TP) of mean of "
        "the daily means / limit of the section's target class; season: "
        "months 5, 6, 7, 8, 9, rain >= 25 mm a day and 1 days after; above 1 "
        "is over");
    options.days_after = 0;
    options.aggregate = BC_FLOOD_P95;
    en.length = zh.length = 0;
    bc_flood_formula(&options, false, &en);
    assert_non_null(strstr(bc_text_string(&en), "rain >= 25 mm a day; above"));
    options.days_after = 2;
    bc_flood_formula(&options, true, &zh);
    assert_non_null(strstr(bc_text_string(&zh),
                           "日均值的第95百分位数(最近秩)÷断面目标类别限值”"));
    assert_non_null(
        strstr(bc_text_string(&zh), "、日降雨量≥25 mm及其后2日；大于1为超标"));
    assert_non_null(strstr(bc_flood_note(false), "from memory"));
    assert_non_null(strstr(bc_flood_note(true), "凭记忆"));
    bc_text_clear(&zh);
    bc_text_clear(&en);
}

static void every_section_has_a_row(void **state)
{
    struct run run = start();
    struct bc_flood_row *rows;
    size_t n;

    (void)state;
    read_table(&run, ten_days);
    rows = bc_flood_rows(run.flood, &run.period, &n);
    assert_int_equal(n, 5);
    assert_string_equal(rows[E].code, "E");
    assert_int_equal(rows[R].over, 1);
    free(rows);
    stop(&run);
}

/* The sample's real observations of 1-5 April 2021 with April as the season.
 * Expected: Python 3.11, exact fractions, the same rules written anew. */
static void the_sample_agrees_with_another_tool(void **state)
{
    static const struct {
        const char *code, *intensity;
        enum bc_item primary;
        int day;
        size_t n_days;
    } expected[] = {{"DJ-01", "0.5500", BC_CODMN, 5, 5},
                    {"DJ-02", "1.4400", BC_NH3N, 2, 5},
                    {"DJ-03", "1.2900", BC_NH3N, 1, 5},
                    {"DJ-04", "0.5500", BC_CODMN, 1, 5},
                    {"DJ-05", "1.8100", BC_TP, 1, 5},
                    {"DJ-06", "0.4000", BC_CODMN, 3, 5},
                    {"DJ-07", "1.1200", BC_TP, 4, 5},
                    {"DJ-08", "0.8400", BC_NH3N, 1, 5},
                    {"DJ-09", "0.4500", BC_CODMN, 5, 5},
                    {"FT-01", "0.8000", BC_TP, 4, 5},
                    {"FT-02", "0.5400", BC_TP, 2, 5},
                    {"FT-03", "0.6850", BC_TP, 5, 3},
                    {"HH-02", "2.3800", BC_TP, 3, 4},
                    {"HH-03", "1.3500", BC_CODMN, 3, 5},
                    {"HH-04", "2.2200", BC_TP, 2, 5},
                    {"HH-05", "0.6000", BC_CODMN, 5, 5},
                    {"LZ-01", "0.6500", BC_CODMN, 5, 5},
                    {"LZ-02", "1.4200", BC_TP, 4, 5},
                    {"LZ-03", "0.4667", BC_CODMN, 1, 5},
                    {"LZ-04", "1.3667", BC_CODMN, 1, 5},
                    {"LZ-05", "0.7600", BC_TP, 5, 5},
                    {"XX-01", "0.6400", BC_NH3N, 2, 5}};
    char *csv = read_text(BC_SAMPLE "/observations_2021-04.csv");
    char *text = read_text(BC_SAMPLE "/sections.csv");
    struct run run = {.sections = layer_of("sections", text),
                      .options = bc_flood_options_default()};
    size_t n_known = 0;

    (void)state;
    run.options.sections = run.sections;
    run.options.year = 2021;
    assert_true(bc_flood_set_months(&run.options, "4"));
    assert_true(bc_period_parse("2021", &run.period));
    read_table(&run, csv);
    for (size_t s = 0; s < run.sections->n_features; s++)
        n_known += assess(&run, s)->intensity.known;
    assert_int_equal(n_known, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < n_known; i++) {
        const struct bc_flood_row *row =
            assess(&run, bc_layer_row(run.sections, expected[i].code));
        char intensity[24];

        bc_decimal_print(row->intensity, intensity);
        assert_string_equal(intensity, expected[i].intensity);
        assert_int_equal(row->primary, expected[i].primary);
        assert_int_equal(row->day, bc_day_of(2021, 4, expected[i].day));
        assert_int_equal(row->n_days, expected[i].n_days);
        assert_int_equal(row->over, strcmp(intensity, "1.0000") > 0);
    }
    stop(&run);
    free(text);
    free(csv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_ratio_of_daily_means_is_the_intensity),
        cmocka_unit_test(of_equal_days_the_first_is_named),
        cmocka_unit_test(of_equal_days_about_the_percentile_the_first_is_named),
        cmocka_unit_test(at_the_limit_is_not_over),
        cmocka_unit_test(without_target_type_or_days_it_cannot_be_told),
        cmocka_unit_test(aggregates_are_parameters),
        cmocka_unit_test(the_percentile_is_the_nearest_rank),
        cmocka_unit_test(only_rain_days_and_those_after_count),
        cmocka_unit_test(a_row_that_cannot_be_read_ends_the_table),
        cmocka_unit_test(rain_without_its_columns_or_in_inches_is_refused),
        cmocka_unit_test(rows_of_one_time_are_one_sample),
        cmocka_unit_test(automatic_samples_of_a_month_win),
        cmocka_unit_test(a_high_detection_limit_cannot_be_judged),
        cmocka_unit_test(the_value_is_rounded_once_or_not_at_all),
        cmocka_unit_test(the_order_of_rows_changes_nothing),
        cmocka_unit_test(parameters_are_checked),
        cmocka_unit_test(the_formula_is_told_with_its_parameters),
        cmocka_unit_test(every_section_has_a_row),
        cmocka_unit_test(the_sample_agrees_with_another_tool)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
