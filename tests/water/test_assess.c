/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/assess.h"

struct run {
    struct bc_layer *sections;
    struct bc_findings *findings;
    struct bc_observations *observations;
    struct bc_water_method method;
    struct bc_period period;
    struct bc_judgement judgement;
};

static const char sections_csv[] = "code,type,target_class,state,class\n"
                                   "R,river,III,,\n"
                                   "L,lake,II,,Ⅲ\n"
                                   "L2,lake,II,,\n"
                                   "X,,III,,\n"
                                   "D,river,III,断流,\n"
                                   "N,river,,,\n";
enum { R, L, L2, X, D, N };

static struct run start(const char *csv, const char *period)
{
    struct run run = {.sections = layer_of("sections", sections_csv),
                      .findings = bc_findings_new(),
                      .method = bc_water_method_default()};
    struct bc_error err;

    assert_true(bc_period_parse(period, &run.period));
    run.observations = bc_observations_new(
        &(struct bc_observation_options){.sections = run.sections,
                                         .offset_minutes = 480},
        run.findings);
    if (feed(bc_observations_sink(run.observations), "o.csv", csv, &err))
        fail_msg("%s", err.message);
    assert_int_equal(bc_observations_finish(run.observations, &err), BC_OK);
    return run;
}

static const struct bc_judgement *assess(struct run *run, size_t section)
{
    bc_assess_section(run->observations, &run->method, run->sections, section,
                      &run->period, run->findings, &run->judgement);
    return &run->judgement;
}

static void stop(struct run *run)
{
    bc_observations_free(run->observations);
    bc_findings_free(run->findings);
    bc_layer_free(run->sections);
}

static size_t found(const struct run *run, enum bc_finding_code code)
{
    return bc_findings_count_code(run->findings, code);
}

static void assert_decimal(struct bc_decimal value, const char *expected)
{
    char text[24];

    bc_decimal_print(value, text);
    assert_string_equal(text, expected);
}

static void assert_pollutants(const struct bc_judgement *judgement,
                              bool of_target, const char *expected)
{
    struct bc_text text = {0};

    bc_judgement_pollutants(judgement, of_target, &text);
    assert_string_equal(bc_text_string(&text), expected);
    bc_text_clear(&text);
}

/* ---- class ---- */

static void the_worst_item_is_the_class(void **state)
{
    struct run run = start("section,time,pH,DO,CODMn,NH3-N,TP\n"
                           "R,2021-04-01,7.5,6.5,5.0,1.3,0.28\n",
                           "2021-04");
    const struct bc_judgement *j = assess(&run, R);
    (void)state;

    assert_int_equal(j->class_no, 4);
    assert_int_equal(j->item[BC_PH].class_no, 1);
    assert_int_equal(j->item[BC_DO].class_no, 2);
    assert_int_equal(j->item[BC_CODMN].class_no, 3);
    assert_int_equal(j->item[BC_NH3N].class_no, 4);
    assert_int_equal(j->deciding, BC_TP); /* 1.4 limits, NH3-N 1.3 */
    assert_pollutants(j, false, "总磷(0.4);氨氮(0.3)");
    assert_pollutants(j, true, "总磷(0.4);氨氮(0.3)");
    assert_int_equal(j->meets_target, 0);
    assert_int_equal(j->n_assessed, 5);
    assert_int_equal(j->n_missing, 16);
    assert_int_equal(j->n_samples, 1);
    assert_null(j->trophic_state);
    assert_int_equal(bc_findings_count(run.findings), 0);
    stop(&run);
}

static void nitrogen_stands_beside_the_class_of_a_lake(void **state)
{
    struct run run = start("section,time,pH,DO,CODMn,NH3-N,TP,TN,FC\n"
                           "L,2021-04-01,7,8,1,0.1,0.02,2.5,99999\n"
                           "R,2021-04-01,7,8,1,0.1,0.02,2.5,99999\n",
                           "2021-04");
    (void)state;

    assert_int_equal(assess(&run, L)->class_no, 2);
    assert_int_equal(run.judgement.class_tn, 6);
    assert_int_equal(run.judgement.meets_target, 1);
    assert_int_equal(run.judgement.item[BC_FC].class_no, 6);
    assert_pollutants(&run.judgement, false, "");
    assert_int_equal(assess(&run, R)->class_no, 1);
    assert_int_equal(run.judgement.class_tn, 0);
    stop(&run);
}

/* 82号: 0.0505 rounds to 0.050, the limit; not rounded it is over. */
static void means_are_rounded_before_they_are_compared(void **state)
{
    struct run run = start("section,time,TP\n"
                           "L,2021-04-01,0.050\nL,2021-04-02,0.051\n",
                           "2021-04");
    (void)state;

    assert_int_equal(assess(&run, L)->class_no, 3);
    assert_decimal(run.judgement.item[BC_TP].mean, "0.050");
    assert_near(run.judgement.item[BC_TP].exact, 0.0505, 1e-15);
    run.method.round = false;
    assert_int_equal(assess(&run, L)->class_no, 4);
    assert_decimal(run.judgement.item[BC_TP].mean, "0.0505000000");
    stop(&run);
}

/* A pH of 9.4 rounds to 9 and passes: the rule's own side effect. */
static void a_mean_ph_is_rounded_to_an_integer(void **state)
{
    struct run run = start("section,time,pH\nR,2021-04-01,9.4\n", "2021-04");
    (void)state;

    assert_int_equal(assess(&run, R)->class_no, 1);
    run.method.round = false;
    assert_int_equal(assess(&run, R)->class_no, 6);
    stop(&run);
}

/* RULES 2.3: the worse class first, then the larger multiple; cyanide and
 * heavy metals before all; oxygen has no multiple; three at most. */
static void main_pollutants_are_named_in_their_order(void **state)
{
    struct run run = start("section,time,pH,DO,CODMn,COD,NH3-N,TP,Pb\n"
                           "R,2021-04-01,7,2.5,9,35,3.0,0.25,0.06\n"
                           "N,2021-04-01,10,1,1,1,0.1,0.01,0.001\n",
                           "2021-04");
    (void)state;

    assess(&run, R); /* Ⅴ: DO, COD, Pb; Ⅳ: CODMn, TP; 劣Ⅴ: NH3-N */
    assert_pollutants(&run.judgement, false,
                      "铅(0.2);氨氮(2.0);化学需氧量(0.8)");
    assert_pollutants(&run.judgement, true,
                      "铅(0.2);氨氮(2.0);化学需氧量(0.8);溶解氧;"
                      "高锰酸盐指数(0.5);总磷(0.2)");
    assess(&run, N);
    assert_pollutants(&run.judgement, false, "pH值;溶解氧");
    assert_int_equal(run.judgement.deciding, BC_DO);
    stop(&run);
}

static void multiples_are_half_even_and_say_of_which_limit(void **state)
{
    /* TP 0.05 in a lake of target Ⅱ (0.025): Ⅲ, over the target by 1.0;
     * CODMn 6.9: 0.15 over Ⅲ -> 0.2; 0.725 over Ⅱ -> 0.7 */
    struct run run = start("section,time,CODMn,TP\n"
                           "L,2021-04-01,6.9,0.05\n"
                           "R,2021-04-01,6.3,0.05\n", /* 0.05: not 0.0 */
                           "2021-04");
    (void)state;

    assess(&run, L);
    assert_decimal(run.judgement.item[BC_CODMN].over_iii, "0.2");
    assert_decimal(run.judgement.item[BC_CODMN].over_target, "0.7");
    assert_decimal(run.judgement.item[BC_TP].over_iii, "");
    assert_decimal(run.judgement.item[BC_TP].over_target, "1.0");
    assert_pollutants(&run.judgement, true, "高锰酸盐指数(0.7);总磷(1.0)");
    assess(&run, R);
    assert_pollutants(&run.judgement, false, "高锰酸盐指数(0.05)");
    stop(&run);
}

/* Class Ⅲ by TP alone, but every item is held against the target's limits. */
static void a_target_is_met_item_by_item(void **state)
{
    struct run run = start("section,time,DO,TP\n"
                           "L,2021-04-01,6,0.025\n"
                           "L2,2021-04-01,5.9,0.025\n"
                           "N,2021-04-01,6,0.025\n",
                           "2021-04");
    (void)state;

    assert_int_equal(assess(&run, L)->meets_target, 1);
    assert_int_equal(assess(&run, L2)->meets_target, 0);
    assert_pollutants(&run.judgement, true, "溶解氧");
    assert_int_equal(assess(&run, N)->meets_target, -1);
    assert_int_equal(found(&run, BC_FOUND_NO_TARGET_CLASS), 1);
    stop(&run);
}

/* ---- what is lacking ---- */

static void a_detection_limit_above_the_limit_judges_nothing(void **state)
{
    struct run run = start("section,time,pH,DO,CODMn,NH3-N,TP,Hg\n"
                           "R,2021-04-01,7,8,1,0.1,0.02,0.0002L\n"
                           "L,2021-04-01,7,8,1,0.1,0.03L,0.00001L\n",
                           "2021-04");
    (void)state;

    assess(&run, R); /* Ⅲ of Hg is 0.0001 */
    assert_int_equal(run.judgement.item[BC_HG].class_no, 0);
    assert_int_equal(run.judgement.n_assessed, 5);
    assert_int_equal(run.judgement.class_no, 1);
    assert_int_equal(run.judgement.meets_target, -1); /* nobody saw Hg */
    assert_int_equal(found(&run, BC_FOUND_NON_DETECT_LIMIT), 1);
    assess(&run, L); /* half is Ⅱ, but the target Ⅱ is 0.025 */
    assert_int_equal(run.judgement.class_no, 2);
    assert_int_equal(run.judgement.meets_target, -1);
    assert_int_equal(found(&run, BC_FOUND_NON_DETECT_LIMIT), 2);
    stop(&run);
}

static void a_section_says_what_it_lacks(void **state)
{
    struct run run = start("section,time,pH,DO,CODMn,NH3-N\n"
                           "R,2021-04-01,7,8,1,0.1\n"
                           "X,2021-04-01,7,8,1,0.1\n",
                           "2021-04");
    (void)state;

    assert_int_equal(assess(&run, R)->class_no, 1);
    assert_int_equal(found(&run, BC_FOUND_MISSING_ITEM), 1);
    assert_int_equal(assess(&run, X)->class_no, 0);
    assert_int_equal(run.judgement.meets_target, -1);
    assert_int_equal(found(&run, BC_FOUND_NO_WATER_TYPE), 1);
    assert_int_equal(assess(&run, L)->class_no, 0);
    assert_int_equal(found(&run, BC_FOUND_NO_DATA), 1);
    assert_int_equal(assess(&run, D)->class_no, 0);
    assert_int_equal(found(&run, BC_FOUND_DRY_SECTION), 1);
    assert_int_equal(found(&run, BC_FOUND_NO_DATA), 1);
    run.method.water = BC_RIVER;
    assert_int_equal(assess(&run, X)->class_no, 1);
    stop(&run);
}

/* Quarter: two of three months; year: eight of twelve (DESIGN.md). */
static void a_period_needs_two_thirds_of_its_months(void **state)
{
    struct run run = start("section,time,COD\n"
                           "R,2021-01-01,10\nR,2021-03-01,40\nR,2021-03-02,40\n"
                           "N,2021-02-01,10\n",
                           "2021-Q1");
    (void)state;

    assert_int_equal(assess(&run, R)->class_no, 4); /* mean 25 */
    assert_decimal(run.judgement.item[BC_COD].mean, "25.0");
    assert_int_equal(run.judgement.n_samples, 3);
    assert_int_equal(found(&run, BC_FOUND_MISSING_MONTH), 1);
    assert_int_equal(assess(&run, N)->class_no, 0);
    assert_false(bc_decimal_known(run.judgement.item[BC_COD].mean));
    assert_int_equal(found(&run, BC_FOUND_MISSING_MONTH), 3);
    run.method.min_samples_month = 2;
    assert_int_equal(assess(&run, R)->class_no, 0);
    assert_int_equal(found(&run, BC_FOUND_FEW_SAMPLES), 1);
    run.method.min_months = 1;
    assert_int_equal(assess(&run, R)->class_no, 5); /* March: 40 */
    stop(&run);
}

static void without_observations_the_given_class_is_taken(void **state)
{
    struct run run = start("section,time,COD\n", "2021");
    struct bc_judgement judgement;
    (void)state;

    bc_assess_section(NULL, &run.method, run.sections, L, &run.period, NULL,
                      &judgement);
    assert_int_equal(judgement.class_no, 3);
    assert_int_equal(judgement.meets_target, 0);
    bc_assess_section(NULL, &run.method, run.sections, R, &run.period, NULL,
                      &judgement);
    assert_int_equal(judgement.class_no, 0);
    assert_int_equal(judgement.meets_target, -1);
    stop(&run);
}

/* ---- groups ---- */

/* Point means 0.02 (of three samples) and 0.10, together 0.06: never the mean
 * of the samples (0.04), never the worst point. */
static void a_lake_is_the_mean_of_its_points(void **state)
{
    struct run run = start("section,time,TP\n"
                           "L,2021-04-01,0.01\nL,2021-04-02,0.02\n"
                           "L,2021-04-03,0.03\nL2,2021-04-01,0.10\n"
                           "X,2021-05-01,9\n",
                           "2021-04");
    const size_t points[] = {L, L2, X};
    struct bc_judgement judgement;
    (void)state;

    bc_assess_group(run.observations, &run.method, run.sections, points, 3,
                    &run.period, &judgement);
    assert_decimal(judgement.item[BC_TP].mean, "0.060");
    assert_int_equal(judgement.class_no, 4);
    assert_int_equal(judgement.n_points, 2);
    assert_int_equal(judgement.n_samples, 4);
    assert_int_equal(judgement.target_class, 0); /* Ⅱ, Ⅱ, Ⅲ */
    bc_assess_group(run.observations, &run.method, run.sections, points, 2,
                    &run.period, &judgement);
    assert_int_equal(judgement.target_class, 2);
    assert_int_equal(judgement.meets_target, 0);
    stop(&run);
}

static void a_group_of_one_is_the_section(void **state)
{
    struct run run = start("section,time,pH,TP,CODMn,Chla\n"
                           "L,2021-04-01,7.1,0.013,2,7\n"
                           "L,2021-04-02,8.3,0.021,3,11\n"
                           "L,2021-04-03,7.7,0.044,4,9\n",
                           "2021-04");
    const size_t points[] = {L};
    struct bc_judgement judgement;
    (void)state;

    assess(&run, L);
    bc_assess_group(run.observations, &run.method, run.sections, points, 1,
                    &run.period, &judgement);
    for (int i = 0; i < BC_N_ITEMS; i++) {
        struct bc_decimal a = judgement.item[i].mean,
                          b = run.judgement.item[i].mean;

        assert_int_equal(bc_decimal_known(a), bc_decimal_known(b));
        if (bc_decimal_known(a))
            assert_int_equal(bc_decimal_compare(a, b), 0);
    }
    assert_int_equal(judgement.class_no, run.judgement.class_no);
    assert_int_equal(bc_decimal_compare(judgement.tli, run.judgement.tli), 0);
    stop(&run);
}

/* Chl 10 mg/m3, TP 0.05, CODMn 4.0: see test_trophic. */
static void a_lake_has_a_trophic_index(void **state)
{
    struct run run = start("section,time,Chla(mg/L),TP,CODMn\n"
                           "L,2021-04-01,0.009,0.04,3\n"
                           "L,2021-04-02,0.011,0.06,5\n"
                           "R,2021-04-02,0.011,0.06,5\n",
                           "2021-04");
    (void)state;

    assess(&run, L);
    assert_decimal(run.judgement.tli, "45.2798");
    assert_string_equal(run.judgement.trophic_state, "中营养");
    assess(&run, R);
    assert_false(bc_decimal_known(run.judgement.tli));
    stop(&run);
}

/* ---- change ---- */

static void a_worse_deciding_item_is_a_positive_change(void **state)
{
    struct run run = start("section,time,DO,COD\n"
                           "R,2020-04-01,4,20\nR,2021-04-01,8,25\n"
                           "N,2020-04-01,4,15\nN,2021-04-01,3,15\n"
                           "D,2021-04-01,3,15\n",
                           "2021-04");
    struct bc_period before;
    struct bc_judgement was;
    (void)state;

    before = bc_period_year_before(&run.period);
    bc_assess_section(run.observations, &run.method, run.sections, R, &before,
                      NULL, &was);
    assert_decimal(bc_deciding_change(assess(&run, R), &was), "25.000000");
    bc_assess_section(run.observations, &run.method, run.sections, N, &before,
                      NULL, &was);
    assert_decimal(bc_deciding_change(assess(&run, N), &was), "25.000000");
    bc_assess_section(run.observations, &run.method, run.sections, D, &before,
                      NULL, &was);
    assert_decimal(bc_deciding_change(assess(&run, D), &was), "");
    stop(&run);
}

/* ---- the set ---- */

static void the_evaluation_set_is_a_parameter(void **state)
{
    struct bc_water_method method = bc_water_method_default();
    struct bc_error err;
    (void)state;

    assert_int_equal(method.n_items, 21);
    assert_int_equal(bc_water_method_set_items(&method, "5", &err), BC_OK);
    assert_int_equal(method.n_items, 5);
    assert_int_equal(
        bc_water_method_set_items(&method, "总磷、NH3-N, CODMn", &err), BC_OK);
    assert_int_equal(method.n_items, 3);
    assert_true(method.items[BC_TP] && method.items[BC_NH3N] &&
                method.items[BC_CODMN]);
    assert_int_equal(bc_water_method_set_items(&method, "5+COD、BOD5", &err),
                     BC_OK);
    assert_int_equal(method.n_items, 7);
    assert_false(method.others_over);
    assert_int_equal(bc_water_method_set_items(&method, "5+X", &err), BC_OK);
    assert_true(method.others_over);
    assert_int_equal(bc_water_method_set_items(&method, "TP,NH3-N,CODMn", &err),
                     BC_OK);
    assert_false(method.others_over);
    assert_int_equal(bc_water_method_set_items(&method, "5+", &err),
                     BC_BAD_INPUT);
    assert_int_equal(bc_water_method_set_items(&method, "TP,x", &err),
                     BC_BAD_INPUT);
    assert_int_equal(bc_water_method_set_items(&method, "TN", &err),
                     BC_BAD_INPUT);
    assert_int_equal(bc_water_method_set_items(&method, "Chla", &err),
                     BC_BAD_INPUT);
    assert_int_equal(bc_water_method_set_items(&method, "", &err),
                     BC_BAD_INPUT);
    assert_int_equal(method.n_items, 3); /* as it was */
    assert_int_equal(bc_water_method_set_items(&method, "21", &err), BC_OK);
    assert_int_equal(method.n_items, 21);
}

/* X (环办监测函〔2020〕714号): COD was over III in 2020, copper in 2019, BOD5
 * never; TN is none of the 21. */
static void x_are_the_items_that_were_over(void **state)
{
    struct run run = start("section,time,pH,COD,BOD5,TN,Cu\n"
                           "R,2019-12-01,7,10,1,9,9\n"
                           "R,2020-02-01,7,20.4,1,9,0.01\n"
                           "R,2020-03-01,7,25,1,9,0.01\n"
                           "R,2021-04-01,7,12,1,9,0.01\n",
                           "2021-04");
    struct bc_water_method own;
    size_t r = R;
    struct bc_error err;
    (void)state;

    assert_int_equal(bc_water_method_set_items(&run.method, "5+X", &err),
                     BC_OK);
    bc_water_method_resolve(run.observations, &run.method, run.sections, &r, 1,
                            &run.period, &own);
    assert_int_equal(own.n_items, 6);
    assert_true(own.items[BC_COD]);
    assess(&run, R);
    assert_true(run.judgement.item[BC_COD].assessed);
    assert_false(run.judgement.item[BC_BOD5].assessed);
    assert_int_equal(run.judgement.n_assessed, 2);
    assert_int_equal(run.judgement.n_missing, 4);
    assert_false(run.judgement.item[BC_CU].assessed);
    stop(&run);
}

/* A month that hides below a detection limit above the limit was not over; nor
 * is anything where nobody says whether it is a river or a lake. */
static void x_holds_nothing_that_cannot_be_told(void **state)
{
    struct run run = start("section,time,pH,COD,F\n"
                           "R,2021-03-01,7,60L,1.1\nR,2021-04-01,7,12,0.5\n"
                           "X,2021-03-01,7,90,9\nX,2021-04-01,7,12,0.5\n",
                           "2021-04");
    struct bc_water_method own;
    const size_t rows[] = {R, X};
    struct bc_error err;
    (void)state;

    assert_int_equal(bc_water_method_set_items(&run.method, "5+X", &err),
                     BC_OK);
    bc_water_method_resolve(run.observations, &run.method, run.sections, rows,
                            2, &run.period, &own);
    assert_int_equal(own.n_items, 6);
    assert_false(own.items[BC_COD]);
    assert_true(own.items[BC_F]);
    bc_water_method_resolve(run.observations, &run.method, run.sections,
                            rows + 1, 1, &run.period, &own);
    assert_int_equal(own.n_items, 5);
    assert_int_equal(assess(&run, X)->class_no, 0);
    stop(&run);
}

/* GB 3838-2002, table 1: COD is limited to 15 in class II and 20 in III. */
static void x_are_held_against_a_target_better_than_three(void **state)
{
    struct run run = start("section,time,COD\n"
                           "L,2021-03-01,18\nR,2021-03-01,18\n",
                           "2021-04");
    struct bc_water_method own;
    const size_t rows[] = {L, R};
    struct bc_error err;
    (void)state;

    assert_int_equal(bc_water_method_set_items(&run.method, "5+X", &err),
                     BC_OK);
    bc_water_method_resolve(run.observations, &run.method, run.sections, rows,
                            1, &run.period, &own);
    assert_true(own.items[BC_COD]);
    bc_water_method_resolve(run.observations, &run.method, run.sections,
                            rows + 1, 1, &run.period, &own);
    assert_false(own.items[BC_COD]);
    stop(&run);
}

/* Without a water there are no limits that a detection limit could exceed. */
static void a_detection_limit_needs_a_water_to_be_too_high(void **state)
{
    struct run run = start("section,time,TP\nX,2021-04-01,9L\n", "2021-04");
    struct bc_text items = {0};
    struct bc_judgement judgement;
    (void)state;

    judgement = *assess(&run, X);
    bc_judgement_blind_items(&run.method, &judgement, &items);
    assert_int_equal(items.length, 0);
    judgement.water = BC_RIVER;
    bc_judgement_blind_items(&run.method, &judgement, &items);
    assert_string_equal(bc_text_string(&items), "TP");
    bc_text_clear(&items);
    stop(&run);
}

/* A class that the table gives beside observations that say otherwise. */
static void a_given_class_that_differs_is_told(void **state)
{
    struct bc_layer *sections = layer_of(
        "sections", "code,type,target_class,class\nA,river,III,II\nB,river,"
                    "III,4类\nC,river,III,\n");
    struct bc_findings *findings = bc_findings_new();
    struct bc_water_method method = bc_water_method_default();
    struct bc_judgement judgement;
    struct bc_period period;
    struct bc_error err;
    struct bc_observations *observations = bc_observations_new(
        &(struct bc_observation_options){.sections = sections}, findings);
    (void)state;

    assert_true(bc_period_parse("2021-04", &period));
    assert_int_equal(feed(bc_observations_sink(observations), "o.csv",
                          "section,time,pH,DO,CODMn,NH3-N,TP\n"
                          "A,2021-04-01,7,8,5,1.3,0.1\n"
                          "B,2021-04-01,7,8,5,1.3,0.1\n"
                          "C,2021-04-01,7,8,5,1.3,0.1\n",
                          &err),
                     BC_OK);
    assert_int_equal(bc_observations_finish(observations, &err), BC_OK);
    for (size_t i = 0; i < 3; i++) {
        bc_assess_section(observations, &method, sections, i, &period, findings,
                          &judgement);
        assert_int_equal(judgement.class_no, 4); /* NH3-N; it counts */
    }
    assert_int_equal(bc_findings_count(findings), 1); /* of A alone */
    assert_int_equal(bc_findings_get(findings, 0)->code,
                     BC_FOUND_CLASS_DIFFERS);
    assert_string_equal(bc_findings_get(findings, 0)->value, "II");
    bc_observations_free(observations);
    bc_findings_free(findings);
    bc_layer_free(sections);
}

/* A worse value of any item never makes the class, or the target, better. */
static void a_worse_value_never_gives_a_better_judgement(void **state)
{
    struct bc_water_method method = bc_water_method_default();
    uint64_t random = 11;
    (void)state;

    for (int n = 0; n < 5000; n++) {
        struct bc_judgement before, after;
        enum bc_item worse = (enum bc_item)(bc_test_random(&random) % BC_FC);
        struct bc_decimal *mean;

        bc_judgement_init(&before);
        before.water = (enum bc_water)(BC_RIVER + bc_test_random(&random) % 3);
        before.target_class = (int)(bc_test_random(&random) % 5) + 1;
        for (int i = 0; i < BC_FC; i++)
            if (bc_test_random(&random) % 2 && i != BC_PH)
                before.item[i].mean = bc_decimal_of(
                    (int64_t)(bc_test_random(&random) % 9000) + 100, 3);
        after = before;
        mean = &after.item[worse].mean;
        if (worse == BC_DO)
            *mean = bc_decimal_subtract(*mean, bc_decimal_of(1, 1));
        else
            *mean = bc_decimal_add(*mean, bc_decimal_of(1, 1));
        bc_judge(&method, &before);
        bc_judge(&method, &after);
        assert_true(after.class_no >= before.class_no);
        assert_true(after.meets_target <= before.meets_target);
        assert_int_equal(after.n_assessed + after.n_missing, 21);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worst_item_is_the_class),
        cmocka_unit_test(nitrogen_stands_beside_the_class_of_a_lake),
        cmocka_unit_test(means_are_rounded_before_they_are_compared),
        cmocka_unit_test(a_mean_ph_is_rounded_to_an_integer),
        cmocka_unit_test(main_pollutants_are_named_in_their_order),
        cmocka_unit_test(multiples_are_half_even_and_say_of_which_limit),
        cmocka_unit_test(a_target_is_met_item_by_item),
        cmocka_unit_test(a_detection_limit_above_the_limit_judges_nothing),
        cmocka_unit_test(a_section_says_what_it_lacks),
        cmocka_unit_test(a_period_needs_two_thirds_of_its_months),
        cmocka_unit_test(without_observations_the_given_class_is_taken),
        cmocka_unit_test(a_lake_is_the_mean_of_its_points),
        cmocka_unit_test(a_group_of_one_is_the_section),
        cmocka_unit_test(a_lake_has_a_trophic_index),
        cmocka_unit_test(a_worse_deciding_item_is_a_positive_change),
        cmocka_unit_test(the_evaluation_set_is_a_parameter),
        cmocka_unit_test(x_are_the_items_that_were_over),
        cmocka_unit_test(x_holds_nothing_that_cannot_be_told),
        cmocka_unit_test(x_are_held_against_a_target_better_than_three),
        cmocka_unit_test(a_detection_limit_needs_a_water_to_be_too_high),
        cmocka_unit_test(a_given_class_that_differs_is_told),
        cmocka_unit_test(a_worse_value_never_gives_a_better_judgement),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
