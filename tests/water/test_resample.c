/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/resample.h"

/* What the draws come to is tested with the verdicts that they are for:
 * tests/plan/test_confidence.c. */

struct run {
    struct bc_layer *sections;
    struct bc_resample *days;
    struct bc_observations *observations;
    struct bc_period period;
};

static struct run start(const char *csv)
{
    struct run run = {.sections = layer_of("sections", "code\nA\nB\nC\n"),
                      .days = bc_resample_new()};
    struct bc_error err;

    assert_true(bc_period_parse("2021", &run.period));
    run.observations = bc_observations_new(
        &(struct bc_observation_options){.sections = run.sections,
                                         .offset_minutes = 480,
                                         .keep = bc_resample_keep,
                                         .keep_context = run.days},
        NULL);
    assert_int_equal(
        feed(bc_observations_sink(run.observations), "o.csv", csv, &err),
        BC_OK);
    assert_int_equal(bc_observations_finish(run.observations, &err), BC_OK);
    return run;
}

static void stop(struct run *run)
{
    bc_observations_free(run->observations);
    bc_resample_free(run->days);
    bc_layer_free(run->sections);
}

static void assert_months(struct run *run, size_t section, size_t n,
                          size_t n_one_day)
{
    size_t months = 0, one_day = 0;

    bc_resample_months(run->days, section, &run->period, &months, &one_day);
    assert_int_equal(months, n);
    assert_int_equal(one_day, n_one_day);
}

static const char rows[] = "section,time,item,value\n"
                           "A,2021-04-01,TP,0.1\nA,2021-04-02,TP,0.3\n"
                           "A,2021-05-01,TP,0.5\nA,2021-05-09,TP,0.7\n"
                           "A,2021-06-01,TP,0.9\n"
                           "B,2021-06-01,TP,0.2\nB,2021-06-01,TN,2\n";

/* C was never sampled, and lies behind all that were. */
static void months_of_one_day_are_told(void **state)
{
    struct run run = start(rows);
    (void)state;

    assert_months(&run, 0, 3, 1);
    assert_months(&run, 1, 1, 1);
    assert_months(&run, 2, 0, 0);
    stop(&run);
}

/* The drawn means of two days are those of one of them or of both. */
static void days_are_drawn_within_their_month_and_put_back(void **state)
{
    const struct bc_period april =
        bc_period_of_months(2021 * 12 + 3, 2021 * 12 + 3);
    struct run run = start(rows);
    struct bc_random random = {7};
    size_t n_of[3] = {0};
    (void)state;

    for (int draw = 0; draw < 200; draw++) {
        struct bc_mean mean;
        struct bc_decimal value;

        bc_resample_draw(run.days, &random, 1, run.observations);
        mean = bc_observations_mean(run.observations, 0, BC_TP, &april, 1);
        value = bc_mean_value(BC_TP, &mean, 1);
        assert_int_equal(mean.n_samples, 2);
        assert_true(value.units >= 1 && value.units <= 3);
        n_of[value.units - 1]++;
    }
    assert_true(n_of[0] > 20 && n_of[1] > n_of[0] && n_of[1] > n_of[2] &&
                n_of[2] > 20);
    bc_resample_restore(run.days, run.observations);
    {
        const struct bc_mean mean =
            bc_observations_mean(run.observations, 0, BC_TP, &april, 1);

        assert_int_equal(bc_decimal_compare(bc_mean_value(BC_TP, &mean, 3),
                                            bc_decimal_of(2, 1)),
                         0);
    }
    stop(&run);
    bc_resample_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_of_one_day_are_told),
        cmocka_unit_test(days_are_drawn_within_their_month_and_put_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
