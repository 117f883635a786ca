/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdlib.h>

#include "plan/confidence.h"
#include "plan/derive.h"
#include "tables.h"

#define HEADER "断面,时间,TP\n"
/* Class III of a river: TP up to 0.2 (GB 3838-2002, table 1). */
#define TARGET                                                                 \
    "id,layer,measure,of,op,value,unit\n"                                      \
    "T,sections,share,meets_target = 1,>=,100,%\n"

struct world {
    struct bc_layer *sections, *table;
    struct bc_observations *observations;
    struct bc_resample *days;
    struct bc_findings *findings;
    struct bc_water_method method;
    struct bc_judgement now;
    struct bc_plan_input input;
    struct bc_targets targets;
    struct bc_results results;
};

static void feed(struct bc_rows_sink sink, const char *text)
{
    struct csv csv = csv_parse(text);
    struct bc_slice cells[3];
    struct bc_error err;

    for (size_t row = 0; row < csv.n_rows; row++) {
        for (size_t c = 0; c < csv.n_columns; c++)
            cells[c] = bc_slice_of(csv_cell(&csv, row, c));
        if (row == 0) {
            const struct bc_header header = {"o.csv", cells, csv.n_columns,
                                             1,       1,     ""};

            assert_int_equal(sink.header(sink.context, &header, &err), BC_OK);
        } else {
            const size_t line = row + 1;
            const struct bc_rows rows = {"o.csv", 1,     csv.n_columns,
                                         cells,   &line, 0};

            assert_int_equal(sink.rows(sink.context, &rows, &err), BC_OK);
        }
    }
    csv_clear(&csv);
}

/* One section of target class III in April 2021, judged from @p observed. */
static void start(struct world *world, const char *observed, int min_samples)
{
    struct bc_error err;

    *world =
        (struct world){.sections = layer_of(
                           "sections", "code,type,target_class\nS,river,III\n"),
                       .table = layer_of("targets", TARGET),
                       .days = bc_resample_new(),
                       .findings = bc_findings_new(),
                       .method = bc_water_method_default()};
    world->method.min_samples_month = min_samples;
    world->observations = bc_observations_new(
        &(struct bc_observation_options){.sections = world->sections,
                                         .offset_minutes = 480,
                                         .keep = bc_resample_keep,
                                         .keep_context = world->days},
        world->findings);
    feed(bc_observations_sink(world->observations), observed);
    assert_int_equal(bc_observations_finish(world->observations, &err), BC_OK);
    world->input = (struct bc_plan_input){
        .n_layers = 1,
        .layers = (const struct bc_layer *const *)&world->sections,
        .observations = world->observations,
        .water_method = &world->method};
    assert_true(bc_period_parse("2021-04", &world->input.period));
    bc_assess_section(world->observations, &world->method, world->sections, 0,
                      &world->input.period, NULL, &world->now);
    bc_derive_classes(world->sections, &world->now, NULL);
    if (bc_targets_new(world->table, &world->targets, &err) ||
        bc_evaluate(&world->input, &world->targets, world->findings,
                    &world->results, &err))
        fail_msg("%s", err.message);
    assert_int_equal(world->results.n, 1);
}

static void stop(struct world *world)
{
    bc_results_clear(&world->results);
    bc_targets_clear(&world->targets);
    bc_observations_free(world->observations);
    bc_resample_free(world->days);
    bc_findings_free(world->findings);
    bc_layer_free(world->table);
    bc_layer_free(world->sections);
}

static struct bc_confidence_row find(struct world *world, size_t n,
                                     uint64_t seed)
{
    const struct bc_confidence_options options = {n, seed};
    struct bc_confidence confidence;
    struct bc_confidence_row row;
    struct bc_error err;

    assert_int_equal(bc_confidence_find(&world->input, &world->targets,
                                        &world->results, world->observations,
                                        world->days, &options, &confidence,
                                        &err),
                     BC_OK);
    assert_int_equal(confidence.n, 1);
    row = confidence.row[0];
    bc_confidence_clear(&confidence);
    return row;
}

static void assert_decimal(struct bc_decimal value, const char *expected)
{
    char text[32];

    bc_decimal_print(value, text);
    assert_string_equal(text, expected);
}

/* Two days: both drawn as the first with 1/4, then the mean is 0.1 and the
 * target met; else it is 0.25 or 0.4. Missed holds with 3/4: of 4000, 3000
 * with sigma = sqrt(4000 x 3/16) = 27.4. Were the four samples drawn one by
 * one, at most one of 0.4 would do: 5/16, and 2750 would hold. */
static void the_chance_of_two_days_is_binomial(void **state)
{
    struct world world;
    struct bc_confidence_row row;

    (void)state;
    start(&world,
          HEADER "S,2021-04-01 00:00,0.1\nS,2021-04-01 12:00,0.1\n"
                 "S,2021-04-02 00:00,0.4\nS,2021-04-02 12:00,0.4\n",
          1);
    assert_int_equal(world.results.result[0].verdict, BC_MISSED);
    row = find(&world, 4000, 1);
    assert_in_range(row.n_held, 3000 - 82, 3000 + 82);
    assert_decimal(row.p05, "0.0");
    assert_decimal(row.p95, "100.0");
    assert_int_equal(row.n_months, 1);
    assert_int_equal(row.n_one_day, 0);
    stop(&world);
}

static void the_same_seed_draws_the_same(void **state)
{
    struct world world;
    size_t first;
    bool differs = false;

    (void)state;
    start(&world, HEADER "S,2021-04-01,0.1\nS,2021-04-02,0.4\n", 1);
    first = find(&world, 500, 7).n_held;
    assert_int_equal(find(&world, 500, 7).n_held, first);
    for (uint64_t seed = 8; seed < 12; seed++)
        differs = differs || find(&world, 500, seed).n_held != first;
    assert_true(differs);
    stop(&world);
}

static void one_day_always_holds(void **state)
{
    struct world world;
    struct bc_confidence_row row;

    (void)state;
    start(&world, HEADER "S,2021-04-01 00:00,0.1\nS,2021-04-01 04:00,0.4\n", 1);
    row = find(&world, 200, 1);
    assert_int_equal(row.n_held, 200);
    assert_decimal(row.holds, "100.0");
    assert_int_equal(row.n_one_day, 1);
    stop(&world);
}

static void what_was_measured_is_put_back(void **state)
{
    struct world world;
    struct bc_mean before, after;

    (void)state;
    start(&world, HEADER "S,2021-04-01,0.01L\nS,2021-04-02,0.4\n", 1);
    before = bc_observations_mean(world.observations, 0, BC_TP,
                                  &world.input.period, 1);
    find(&world, 3, 1);
    after = bc_observations_mean(world.observations, 0, BC_TP,
                                 &world.input.period, 1);
    assert_true(after.total == before.total);
    assert_int_equal(after.n_samples, before.n_samples);
    assert_decimal(after.highest_limit, "0.01");
    assert_decimal(*bc_layer_decimal(world.sections, "meets_target"), "0");
    stop(&world);
}

/* Three samples are needed; the first day drawn twice has two, and the month
 * would count no more: it keeps what was measured, mean (0.1 + 2 x 0.4) / 3.
 * Drawn otherwise it is missed as well, so missed always holds. */
static void a_month_with_too_few_drawn_stays_as_it_was(void **state)
{
    struct world world;

    (void)state;
    start(&world,
          HEADER "S,2021-04-01,0.1\n"
                 "S,2021-04-02 00:00,0.4\nS,2021-04-02 12:00,0.4\n",
          3);
    assert_int_equal(world.results.result[0].verdict, BC_MISSED);
    assert_int_equal(find(&world, 200, 1).n_held, 200);
    stop(&world);
}

static void without_sections_there_is_no_confidence(void **state)
{
    const struct bc_confidence_options options = {10, 1};
    struct bc_confidence confidence;
    struct bc_error err;
    struct world world;

    (void)state;
    start(&world, HEADER "S,2021-04-01,0.1\nS,2021-04-02,0.4\n", 1);
    world.input.n_layers = 0;
    assert_int_equal(bc_confidence_find(&world.input, &world.targets,
                                        &world.results, world.observations,
                                        world.days, &options, &confidence,
                                        &err),
                     BC_OK);
    assert_int_equal(confidence.n, 0);
    bc_confidence_clear(&confidence);
    stop(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_chance_of_two_days_is_binomial),
        cmocka_unit_test(the_same_seed_draws_the_same),
        cmocka_unit_test(one_day_always_holds),
        cmocka_unit_test(what_was_measured_is_put_back),
        cmocka_unit_test(a_month_with_too_few_drawn_stays_as_it_was),
        cmocka_unit_test(without_sections_there_is_no_confidence)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
