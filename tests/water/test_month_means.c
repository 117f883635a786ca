/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/month_means.h"

struct world {
    struct bc_layer *sections;
    struct bc_names rows;
    struct bc_observations *observations;
};

static void start(struct world *world)
{
    struct bc_error err;

    *world = (struct world){.sections = layer_of("sections", "code,name,type\n"
                                                             "S1,甲,lake\n"
                                                             "S2,乙,lake\n")};
    bc_names_put(&world->rows, "S1", 2, 0);
    bc_names_put(&world->rows, "S2", 2, 1);
    world->observations = bc_observations_new(
        &(struct bc_observation_options){.sections = world->sections}, NULL);
    assert_int_equal(bc_observations_finish(world->observations, &err), BC_OK);
}

static void stop(struct world *world)
{
    bc_observations_free(world->observations);
    bc_names_clear(&world->rows);
    bc_layer_free(world->sections);
}

static enum bc_status take(struct world *world, const char *csv,
                           struct bc_error *err)
{
    struct bc_layer *table = layer_of("means", csv);
    enum bc_status status =
        bc_month_means_take(table, &world->rows, world->observations, err);

    bc_layer_free(table);
    return status;
}

#define HEAD                                                                   \
    "section,month,item,mean,unit,n_samples,detection_limit,exact_sum\n"

/* The mean of 0.1, 0.1 and 0.15 mg/L is a third of 0.35, which no decimal
 * holds; its sum in units of 10^-10 / 2520 does: 0.35 x 10^10 x 2520. */
static void what_counts_is_the_exact_sum_not_the_mean(void **state)
{
    struct bc_period april;
    struct bc_error err;
    struct bc_mean mean;
    struct world world;
    char text[24];
    (void)state;

    start(&world);
    assert_true(bc_period_parse("2020-04", &april));
    assert_int_equal(take(&world,
                          HEAD "S1,2020-04,TP,9,mg/L,3,0.01,8820000000000\n"
                               "S3,2020-04,TP,9,mg/L,1,,2520000000000\n",
                          &err),
                     BC_OK);
    mean = bc_observations_mean(world.observations, 0, BC_TP, &april, 3);
    assert_int_equal(mean.n_samples, 3);
    bc_decimal_print(bc_mean_value(BC_TP, &mean, 3), text);
    assert_string_equal(text, "0.117");
    bc_decimal_print(mean.highest_limit, text);
    assert_string_equal(text, "0.01");
    mean = bc_observations_mean(world.observations, 0, BC_TP, &april, 4);
    assert_int_equal(mean.n, 0); /* too few samples here as there */
    mean = bc_observations_mean(world.observations, 1, BC_TP, &april, 1);
    assert_int_equal(mean.n, 0);
    stop(&world);
}

static void what_no_run_wrote_is_refused(void **state)
{
    static const char *const wrong[] = {
        HEAD "S1,2020-04,gold,1,mg/L,1,,2520000000000\n",
        HEAD "S1,2020,TP,1,mg/L,1,,2520000000000\n",
        HEAD "S1,2020-04,TP,1,mg/L,0,,2520000000000\n",
        HEAD "S1,2020-04,TP,1,mg/L,1.5,,2520000000000\n",
        HEAD "S1,2020-04,TP,1,mg/L,1,,0.1\n",
        HEAD "S1,2020-04,TP,1,mg/L,1,,\n",
        "section,month,item,mean,unit,n_samples,detection_limit\n"};
    struct world world;
    (void)state;

    start(&world);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct bc_error err = {0};

        print_message("%s", wrong[i]);
        assert_int_equal(take(&world, wrong[i], &err), BC_BAD_INPUT);
        assert_non_null(strstr(err.message, "table.csv"));
    }
    stop(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_counts_is_the_exact_sum_not_the_mean),
        cmocka_unit_test(what_no_run_wrote_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
