/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <stdio.h>

#include "water/risk.h"

enum { MOST = 8 };

struct run {
    struct bc_layer *sections;
    struct bc_observations *observations;
    struct bc_water_method method;
    struct bc_period period, before_period;
    struct bc_judgement now[MOST], before[MOST];
    bool listed[MOST];
    struct bc_risk_input input;
};

static struct run *start(const char *sections, const char *csv,
                         const char *period)
{
    struct run *run = bc_alloc(1, sizeof *run);
    struct bc_error err;

    run->sections = layer_of("sections", sections);
    run->method = bc_water_method_default();
    assert_true(run->sections->n_features <= MOST);
    assert_true(bc_period_parse(period, &run->period));
    run->before_period = bc_period_year_before(&run->period);
    run->observations = bc_observations_new(
        &(struct bc_observation_options){.sections = run->sections,
                                         .offset_minutes = 480},
        NULL);
    if (feed(bc_observations_sink(run->observations), "o.csv", csv, &err))
        fail_msg("%s", err.message);
    assert_int_equal(bc_observations_finish(run->observations, &err), BC_OK);
    for (size_t s = 0; s < run->sections->n_features; s++) {
        bc_assess_section(run->observations, &run->method, run->sections, s,
                          &run->period, NULL, &run->now[s]);
        bc_assess_section(run->observations, &run->method, run->sections, s,
                          &run->before_period, NULL, &run->before[s]);
    }
    run->input = (struct bc_risk_input){.rule = bc_risk_rule_default()};
    run->input.now = run->now;
    run->input.before = run->before;
    run->input.period = &run->period;
    run->input.method = &run->method;
    run->input.observations = run->observations;
    run->input.sections = run->sections;
    run->input.n_sections = run->sections->n_features;
    return run;
}

static void stop(struct run *run)
{
    bc_observations_free(run->observations);
    bc_layer_free(run->sections);
    free(run);
}

static void assert_risk(const struct run *run, size_t section, const char *name,
                        const char *zh, const char *en)
{
    struct bc_risk_row row = bc_risk_of_section(&run->input, section);
    struct bc_text text = {0};

    assert_string_equal(bc_risk_name(row.risk), name);
    bc_risk_text(&row, true, &text);
    assert_string_equal(bc_text_string(&text), zh);
    bc_text_clear(&text);
    bc_risk_text(&row, false, &text);
    assert_string_equal(bc_text_string(&text), en);
    bc_text_clear(&text);
}

static const char one_river[] = "code,type,target_class\nR,river,III\n";

/* ---- the rules ---- */

static void a_section_that_fails_its_target_is_failing(void **state)
{
    struct run *run = start("code,type,target_class\nR,river,II\nS,river,\n",
                            "section,time,TP,NH3-N,COD\n"
                            "R,2021-04-01,0.15,0.60,10\n"
                            "S,2021-04-01,0.25,0.1,10\n",
                            "2021-04");
    (void)state;

    assert_risk(run, 0, "未达标", "未达Ⅱ类：氨氮、总磷",
                "fails class II: NH3N, TP");
    assert_risk(run, 1, "未达标", "未达Ⅲ类：总磷", "fails class III: TP");
    stop(run);
}

/* 0.9 x 0.2 = 0.18 and 1.1 x 5 = 5.5, exactly at the edge and one unit off. */
static void near_a_limit_is_a_risk(void **state)
{
    static const struct {
        const char *row, *name, *zh, *en;
    } cases[] = {
        {"R,2021-04-01,0.179,8", "", "", ""},
        {"R,2021-04-01,0.180,8", "反弹风险", "接近Ⅲ类限值：总磷",
         "near the limit of class III: TP"},
        {"R,2021-04-01,0.200,8", "反弹风险", "接近Ⅲ类限值：总磷",
         "near the limit of class III: TP"},
        {"R,2021-04-01,0.1,5.6", "", "", ""},
        {"R,2021-04-01,0.1,5.5", "反弹风险", "接近Ⅲ类限值：溶解氧",
         "near the limit of class III: DO"},
        {"R,2021-04-01,0.19,5.0", "反弹风险", "接近Ⅲ类限值：溶解氧、总磷",
         "near the limit of class III: DO, TP"},
    };
    (void)state;

    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        char csv[128];
        struct run *run;

        snprintf(csv, sizeof csv, "section,time,TP,DO\n%s\n", cases[c].row);
        run = start(one_river, csv, "2021-04");
        assert_risk(run, 0, cases[c].name, cases[c].zh, cases[c].en);
        stop(run);
    }
}

/* A pH of 8.9 lies inside; phosphorus in a set without it counts for nothing.
 */
static void only_items_of_the_set_with_one_limit_are_near(void **state)
{
    struct run *run =
        start(one_river, "section,time,pH,TP,FC\nR,2021-04-01,8.9,0.1,9999\n",
              "2021-04");
    (void)state;

    assert_risk(run, 0, "", "", "");
    assert_int_equal(bc_risk_of_section(&run->input, 0).risk, BC_RISK_NONE);
    stop(run);
}

static void a_class_worse_than_the_year_before_is_a_risk(void **state)
{
    struct run *run = start(one_river,
                            "section,time,TP,COD\n"
                            "R,2020-04-01,0.08,10\nR,2021-04-01,0.12,10\n",
                            "2021-04");
    (void)state;

    assert_risk(run, 0, "反弹风险", "类别由Ⅱ类变为Ⅲ类：总磷",
                "class II became III: TP");
    run->input.before = NULL;
    assert_risk(run, 0, "", "", "");
    stop(run);
}

/* May 2020 lies outside the twelve months that end with April 2021. */
static void months_that_failed_are_a_risk(void **state)
{
    static const char csv[] = "section,time,TP,COD\n"
                              "R,2020-04-01,0.9,10\n"
                              "R,2020-05-01,0.3,10\n"
                              "R,2020-12-01,0.1,25\n"
                              "R,2021-03-01,0.1,10\n"
                              "R,2021-04-01,0.1,10\n";
    struct run *run = start(one_river, csv, "2021-04");
    (void)state;

    run->input.before = NULL;
    assert_risk(run, 0, "反弹风险", "近期4个月中2个月未达：化学需氧量、总磷",
                "2 of the last 4 months with data failed: COD, TP");
    run->input.rule.months_over = 3;
    assert_risk(run, 0, "", "", "");
    run->input.rule.months = 13;
    assert_int_equal(bc_risk_of_section(&run->input, 0).n_over, 3);
    run->input.rule.months_over = 0;
    assert_risk(run, 0, "", "", "");
    stop(run);
}

/* min_months speaks of the period, not of the single months of rule (d). */
static void a_month_is_judged_by_itself(void **state)
{
    struct run *run = start(one_river,
                            "section,time,TP\nR,2021-01-01,0.3\n"
                            "R,2021-02-01,0.3\nR,2021-03-01,0.1\n",
                            "2021");
    (void)state;

    run->method.min_months = 8;
    assert_risk(run, 0, "反弹风险", "近期3个月中2个月未达：总磷",
                "2 of the last 3 months with data failed: TP");
    stop(run);
}

/* Each point fails in one month, their mean in none: 0.25 and 0.05 make 0.15,
 * which is Ⅲ of a river (GB 3838-2002 table 1). */
static void points_of_one_water_are_judged_by_their_mean(void **state)
{
    struct run *run = start("code,type,target_class\nR,river,III\n"
                            "S,river,III\n",
                            "section,time,TP\nR,2021-03-01,0.25\n"
                            "S,2021-03-01,0.05\nR,2021-04-01,0.05\n"
                            "S,2021-04-01,0.25\n",
                            "2021-04");
    const size_t rows[] = {0, 1};
    struct bc_judgement now;
    struct bc_risk_row row;
    (void)state;

    run->input.rule.months_over = 1;
    bc_assess_group(run->observations, &run->method, run->sections, rows, 2,
                    &run->period, &now);
    row = bc_risk_of_group(&run->input, rows, 2, &now, NULL);
    assert_int_equal(row.n_months, 2);
    assert_int_equal(row.n_over, 0);
    assert_int_equal(row.risk, BC_RISK_NONE);
    run->listed[1] = true;
    run->input.listed = run->listed;
    row = bc_risk_of_group(&run->input, rows, 2, &now, NULL);
    assert_int_equal(row.risk, BC_RISK_REBOUND);
    assert_int_equal(bc_risk_of_section(&run->input, 0).risk, BC_RISK_NONE);
    stop(run);
}

static void a_list_names_sections_by_code_name_or_alias(void **state)
{
    struct bc_layer *sections =
        layer_of("sections", "code,name,alias\nR,甲,\nS,乙,旧乙\nT,丙,\n");
    struct bc_layer *list = layer_of("list", "断面\n旧乙\n丁\nT\n");
    struct bc_layer *bad = layer_of("list", "河流\n甲\n");
    struct bc_findings *findings = bc_findings_new();
    struct bc_error err;
    bool *listed = NULL;
    (void)state;

    assert_int_equal(
        bc_risk_read_list(list, sections, NULL, findings, &listed, &err),
        BC_OK);
    assert_false(listed[0]);
    assert_true(listed[1]);
    assert_true(listed[2]);
    free(listed);
    assert_int_equal(bc_findings_count(findings), 1);
    assert_int_equal(bc_findings_get(findings, 0)->line, 2);
    assert_int_equal(
        bc_risk_read_list(bad, sections, NULL, findings, &listed, &err),
        BC_BAD_INPUT);
    assert_null(listed);
    bc_findings_free(findings);
    bc_layer_free(bad);
    bc_layer_free(list);
    bc_layer_free(sections);
}

/* Without a layer of sections those of the observations are there. */
static void a_list_may_name_sections_that_were_only_observed(void **state)
{
    struct bc_layer *list = layer_of("list", "断面\n乙\n丁\n\"\"\n甲\n");
    struct bc_findings *findings = bc_findings_new();
    struct bc_observations *observations = bc_observations_new(
        &(struct bc_observation_options){.offset_minutes = 480}, NULL);
    struct bc_error err;
    bool *listed = NULL;

    (void)state;
    assert_int_equal(feed(bc_observations_sink(observations), "o.csv",
                          "section,time,TP\n甲,2021-04-01,0.1\n"
                          "丙,2021-04-01,0.1\n乙,2021-04-01,0.1\n",
                          &err),
                     BC_OK);
    bc_observations_finish(observations, &err);
    assert_int_equal(
        bc_risk_read_list(list, NULL, observations, findings, &listed, &err),
        BC_OK);
    for (size_t s = 0; s < 3; s++)
        assert_int_equal(
            listed[s],
            strcmp(bc_observations_section(observations, s), "丙") != 0);
    assert_int_equal(bc_findings_count_code(findings, BC_FOUND_UNKNOWN_SECTION),
                     1);
    free(listed);
    bc_observations_free(observations);
    bc_findings_free(findings);
    bc_layer_free(list);
}

static void without_data_it_cannot_be_told(void **state)
{
    struct run *run = start(one_river, "section,time,TP\n", "2021-04");
    (void)state;

    assert_int_equal(bc_risk_of_section(&run->input, 0).risk, BC_RISK_UNKNOWN);
    stop(run);
}

/* ---- the list ---- */

static const char four_rivers[] =
    "code,type,target_class\nA,river,III\nB,river,III\nC,river,III\n"
    "D,river,III\n";
static const char four_values[] = "section,time,TP\n"
                                  "A,2021-04-01,0.19\nB,2021-04-01,0.1\n"
                                  "C,2021-04-01,0.3\n";

static void failing_sections_come_first(void **state)
{
    struct run *run = start(four_rivers, four_values, "2021-04");
    struct bc_risk_row *rows;
    size_t unknown, n = bc_risk_list(&run->input, &rows, &unknown);
    (void)state;

    assert_int_equal(n, 2);
    assert_int_equal(unknown, 1);
    assert_int_equal(rows[0].section, 2);
    assert_string_equal(bc_risk_name_en(rows[0].risk), "failing");
    assert_int_equal(rows[1].section, 0);
    assert_string_equal(bc_risk_name_en(rows[1].risk), "at risk");
    free(rows);
    stop(run);
}

static void a_given_list_stands_in_place_of_the_rules(void **state)
{
    struct run *run = start(four_rivers, four_values, "2021-04");
    struct bc_risk_row *rows;
    size_t n;
    (void)state;

    run->listed[1] = run->listed[3] = true;
    run->input.listed = run->listed;
    n = bc_risk_list(&run->input, &rows, NULL);
    assert_int_equal(n, 2);
    assert_int_equal(rows[0].section, 1);
    assert_int_equal(rows[1].section, 3);
    assert_risk(run, 3, "反弹风险", "列入名单", "on the list given");
    assert_risk(run, 2, "", "未达Ⅲ类：总磷", "fails class III: TP");
    run->listed[2] = true;
    assert_risk(run, 2, "未达标", "列入名单；未达Ⅲ类：总磷",
                "on the list given; fails class III: TP");
    free(rows);
    stop(run);
}

static void the_items_of_a_reason_are_listed(void **state)
{
    struct run *run = start(
        one_river, "section,time,TP,COD\nR,2021-04-01,0.3,30\n", "2021-04");
    struct bc_risk_row row = bc_risk_of_section(&run->input, 0);
    struct bc_text text = {0};
    (void)state;

    bc_risk_items(&row, BC_RISK_FAILS, false, &text);
    assert_string_equal(bc_text_string(&text), "COD;TP");
    bc_text_clear(&text);
    bc_risk_items(&row, BC_RISK_NEAR, true, &text);
    assert_string_equal(bc_text_string(&text), "");
    bc_text_clear(&text);
    stop(run);
}

static int risk_of_phosphorus(int units)
{
    char csv[64];
    struct run *run;
    int risk;

    snprintf(csv, sizeof csv, "section,time,TP\nR,2021-04-01,0.%03d\n", units);
    run = start(one_river, csv, "2021-04");
    risk = (int)bc_risk_of_section(&run->input, 0).risk;
    stop(run);
    return risk;
}

static void a_worse_value_is_never_a_smaller_risk(void **state)
{
    int last = BC_RISK_NONE;
    (void)state;

    for (int units = 150; units < 250; units++) {
        int risk = risk_of_phosphorus(units);

        assert_true(risk >= last);
        last = risk;
    }
    assert_int_equal(last, BC_RISK_FAILING);
}

static void months_are_written_as_two_of_twelve(void **state)
{
    static const char *const none[] = {"",      "2",    "2/",  "/12",  "2/12x",
                                       "13/12", "-1/2", "1/0", "1/121"};
    struct bc_risk_rule rule = bc_risk_rule_default();
    (void)state;

    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(bc_risk_set_months(&rule, none[i]));
    assert_int_equal(rule.months_over, 2);
    assert_true(bc_risk_set_months(&rule, "3/6"));
    assert_int_equal(rule.months_over, 3);
    assert_int_equal(rule.months, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_are_written_as_two_of_twelve),
        cmocka_unit_test(a_section_that_fails_its_target_is_failing),
        cmocka_unit_test(near_a_limit_is_a_risk),
        cmocka_unit_test(only_items_of_the_set_with_one_limit_are_near),
        cmocka_unit_test(a_class_worse_than_the_year_before_is_a_risk),
        cmocka_unit_test(months_that_failed_are_a_risk),
        cmocka_unit_test(a_month_is_judged_by_itself),
        cmocka_unit_test(points_of_one_water_are_judged_by_their_mean),
        cmocka_unit_test(a_list_names_sections_by_code_name_or_alias),
        cmocka_unit_test(a_list_may_name_sections_that_were_only_observed),
        cmocka_unit_test(without_data_it_cannot_be_told),
        cmocka_unit_test(failing_sections_come_first),
        cmocka_unit_test(a_given_list_stands_in_place_of_the_rules),
        cmocka_unit_test(the_items_of_a_reason_are_listed),
        cmocka_unit_test(a_worse_value_is_never_a_smaller_risk),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
