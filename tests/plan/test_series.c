/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "layer/rows.h"
#include "plan/derive.h"
#include "plan/series.h"
#include "tables.h"

/* Total phosphorus in rivers, GB 3838-2002 table 1: 0.1 is Ⅱ, 0.2 Ⅲ, 0.3 Ⅳ.
 * Mean of A over the three months: 0.2, class Ⅲ; B has no February. */
static const char sections_csv[] = "code,type,target_class,class_no:n\n"
                                   "A,river,III,\n"
                                   "B,river,III,\n";
static const char *const observations[][3] = {
    {"section", "time", "TP"},   {"A", "2020-02-08", "0.10"},
    {"A", "2021-01-08", "0.10"}, {"A", "2021-02-08", "0.30"},
    {"A", "2021-03-08", "0.20"}, {"B", "2021-01-08", "0.25"},
    {"B", "2021-03-08", "0.05"}};

enum { N_ROWS = 7, N_COLUMNS = 3, N_SECTIONS = 2, N_MONTHS = 3 };

struct world {
    struct bc_layer *sections, *table;
    struct bc_observations *observations;
    struct bc_findings *findings;
    struct bc_water_method method;
    struct bc_judgement now[N_SECTIONS], before[N_SECTIONS];
    struct bc_plan_input input;
    struct bc_risk_input risk;
    struct bc_targets targets;
    struct bc_results results;
    struct bc_series *series;
};

static void feed(struct bc_rows_sink sink)
{
    struct bc_slice cells[N_ROWS * N_COLUMNS];
    size_t lines[N_ROWS];
    struct bc_rows rows = {"o.csv",           N_ROWS - 1, N_COLUMNS,
                           cells + N_COLUMNS, lines,      0};
    const struct bc_header header = {"o.csv", cells, N_COLUMNS, 1, 1, ""};
    struct bc_error err;

    for (size_t r = 0; r < N_ROWS; r++) {
        lines[r] = r + 2;
        for (size_t c = 0; c < N_COLUMNS; c++)
            cells[r * N_COLUMNS + c] = bc_slice_of(observations[r][c]);
    }
    assert_int_equal(sink.header(sink.context, &header, &err), BC_OK);
    assert_int_equal(sink.rows(sink.context, &rows, &err), BC_OK);
}

static void judge(struct world *world)
{
    world->method.min_months = 1;
    for (size_t i = 0; i < N_SECTIONS; i++) {
        bc_assess_section(world->observations, &world->method, world->sections,
                          i, &world->input.period, NULL, &world->now[i]);
        bc_assess_section(world->observations, &world->method, world->sections,
                          i, &world->input.before, NULL, &world->before[i]);
    }
    bc_derive_classes(world->sections, world->now,
                      world->input.has_before ? world->before : NULL);
    world->risk = (struct bc_risk_input){.rule = bc_risk_rule_default(),
                                         .now = world->now,
                                         .period = &world->input.period,
                                         .method = &world->method,
                                         .observations = world->observations,
                                         .sections = world->sections,
                                         .n_sections = N_SECTIONS};
    bc_derive_risk(world->sections, &world->risk);
    world->input.risk = &world->risk;
}

/* The first quarter of 2021, compared with the first months of 2020 up to
 * @p before; NULL: with none. */
static void start(struct world *world, const char *targets, const char *before)
{
    struct bc_error err = {0};

    *world = (struct world){.sections = layer_of("sections", sections_csv),
                            .findings = bc_findings_new(),
                            .method = bc_water_method_default()};
    world->observations = bc_observations_new(
        &(struct bc_observation_options){.sections = world->sections,
                                         .offset_minutes = 480},
        world->findings);
    feed(bc_observations_sink(world->observations));
    assert_int_equal(bc_observations_finish(world->observations, &err), BC_OK);
    world->input = (struct bc_plan_input){
        .n_layers = 1,
        .layers = (const struct bc_layer *const *)&world->sections,
        .observations = world->observations,
        .water_method = &world->method,
        .has_before = before != NULL,
        .observations_before = before ? world->observations : NULL};
    assert_true(bc_period_parse("2021-01..2021-03", &world->input.period));
    assert_true(bc_period_parse(before ? before : "2020-01..2020-03",
                                &world->input.before));
    judge(world);
    world->table = layer_of("targets", targets);
    if (bc_targets_new(world->table, &world->targets, &err) ||
        bc_evaluate(&world->input, &world->targets, world->findings,
                    &world->results, &err) ||
        bc_series_new(&world->input, &world->targets, &world->results,
                      &world->series, &err))
        fail_msg("%s", err.message);
}

static void stop(struct world *world)
{
    bc_series_free(world->series);
    bc_results_clear(&world->results);
    bc_targets_clear(&world->targets);
    bc_layer_free(world->table);
    bc_observations_free(world->observations);
    bc_findings_free(world->findings);
    bc_layer_free(world->sections);
}

static const char share[] = "layer,where,measure,of,op,value,unit,id\n"
                            "sections,,share,meets_target = 1,>=,100,%,T\n";

static void assert_point(const struct world *world, size_t month,
                         enum bc_verdict verdict, int k, int n, int n_unknown)
{
    const struct bc_series_point *point = &world->series->point[month];

    assert_int_equal(point->verdict, verdict);
    assert_true(point->counted);
    assert_int_equal(point->k, k);
    assert_int_equal(point->n, n);
    assert_int_equal(point->n_unknown, n_unknown);
}

static void the_months_of_the_period_are_named_in_order(void **state)
{
    static const char *const labels[] = {"2021-01", "2021-02", "2021-03"};
    struct world world;

    (void)state;
    start(&world, share, NULL);
    assert_int_equal(world.series->n_months, N_MONTHS);
    for (size_t m = 0; m < N_MONTHS; m++)
        assert_string_equal(world.series->months[m].label, labels[m]);
    stop(&world);
}

static void a_month_is_judged_by_its_own_samples(void **state)
{
    static const int a[N_MONTHS] = {2, 4, 3}, b[N_MONTHS] = {4, 0, 2};
    struct world world;

    (void)state;
    start(&world, share, NULL);
    for (size_t m = 0; m < N_MONTHS; m++) {
        assert_int_equal(bc_series_judgement(world.series, 0, m)->class_no,
                         a[m]);
        assert_int_equal(bc_series_judgement(world.series, 1, m)->class_no,
                         b[m]);
    }
    assert_int_equal(bc_series_judgement(world.series, 1, 1)->meets_target, -1);
    assert_int_equal(world.now[0].class_no, 3); /* the whole stays */
    stop(&world);
}

static void a_target_is_evaluated_in_every_month(void **state)
{
    struct world world;

    (void)state;
    start(&world, share, NULL);
    assert_true(world.series->n_results >= 1);
    assert_int_equal(world.results.result[world.series->result[0]].target, 0);
    assert_point(&world, 0, BC_MISSED, 1, 2, 0);
    assert_point(&world, 1, BC_MISSED, 0, 1, 1); /* B has no February */
    assert_point(&world, 2, BC_MET, 2, 2, 0);
    stop(&world);
}

static void a_section_is_at_risk_by_its_month(void **state)
{
    struct world world;

    (void)state;
    start(&world, share, NULL);
    assert_int_equal(bc_series_section(world.series, 0, 0)->risk, BC_RISK_NONE);
    assert_string_equal(bc_series_section(world.series, 0, 0)->reason, "");
    assert_int_equal(bc_series_section(world.series, 0, 1)->risk,
                     BC_RISK_FAILING);
    assert_non_null(
        strstr(bc_series_section(world.series, 0, 1)->reason, "总磷"));
    /* 0.20 is at the limit of its class */
    assert_int_equal(bc_series_section(world.series, 0, 2)->risk,
                     BC_RISK_REBOUND);
    stop(&world);
}

/* From Ⅱ in February 2020 to Ⅳ; nothing is known of the other months. */
static void a_month_is_compared_with_that_of_the_year_before(void **state)
{
    static const char worse[] = "layer,where,measure,of,op,value,unit,id\n"
                                "sections,class_change > 0,count,,<=,0,个,T\n";
    struct world world;

    (void)state;
    start(&world, worse, "2020-01..2020-03");
    assert_point(&world, 0, BC_CANNOT_JUDGE, 0, 0, 2);
    assert_point(&world, 1, BC_MISSED, 1, 1, 1);
    stop(&world);
    start(&world, worse, "2020-01"); /* no February in it */
    assert_int_equal(world.series->point[1].verdict, BC_CANNOT_JUDGE);
    stop(&world);
}

static void assert_no_series(const struct world *world,
                             const struct bc_plan_input *input)
{
    struct bc_series *series;
    struct bc_error err;

    assert_int_equal(
        bc_series_new(input, &world->targets, &world->results, &series, &err),
        BC_OK);
    assert_null(series);
}

static void without_what_is_judged_there_is_no_series(void **state)
{
    struct world world;
    struct bc_plan_input input;

    (void)state;
    start(&world, share, NULL);
    input = world.input;
    input.observations = NULL;
    assert_no_series(&world, &input);
    input = world.input;
    input.n_layers = 0;
    assert_no_series(&world, &input);
    input = world.input;
    input.water_method = NULL;
    assert_no_series(&world, &input);
    input = world.input;
    input.risk = NULL;
    assert_no_series(&world, &input);
    stop(&world);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_months_of_the_period_are_named_in_order),
        cmocka_unit_test(a_month_is_judged_by_its_own_samples),
        cmocka_unit_test(a_target_is_evaluated_in_every_month),
        cmocka_unit_test(a_section_is_at_risk_by_its_month),
        cmocka_unit_test(a_month_is_compared_with_that_of_the_year_before),
        cmocka_unit_test(without_what_is_judged_there_is_no_series),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
