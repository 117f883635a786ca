/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <string.h>

#include "water/trophic.h"

static double index_of(double chla, double tp, double tn, double sd,
                       double codmn)
{
    return bc_trophic_index((double[]){chla, tp, tn, sd, codmn}, false);
}

/* RULES by hand: 10 (2.5 + 1.086 ln 1) = 25 for 1 mg/m3 alone. */
static void chlorophyll_alone_is_the_index(void **state)
{
    (void)state;
    assert_near(index_of(1, NAN, NAN, NAN, NAN), 25, 1e-12);
    assert_near(index_of(10, NAN, NAN, NAN, NAN), 50.006, 1e-3);
}

/*
 * Chl 10 mg/m3, TP 0.05, TN 1.0, SD 1.0 m, CODMn 4.0 (ln 10 = 2.302585,
 * ln 0.05 = -2.995732, ln 4 = 1.386294):
 *   Chl   25 + 10.86 x 2.302585   =  50.006074  x 1
 *   TP    94.36 - 16.24 x 2.995732 = 45.709306  x 0.7056 = 32.252486
 *   TN    54.53                                 x 0.6724 = 36.665972
 *   SD    51.18                                 x 0.6889 = 35.257902
 *   CODMn 1.09 + 26.61 x 1.386294 = 37.979291   x 0.6889 = 26.163934
 * sum 180.346368 / 3.7558 = 48.018098
 */
static void five_parameters_by_hand(void **state)
{
    (void)state;
    assert_near(index_of(10, 0.05, 1.0, 1.0, 4.0), 48.018098, 1e-5);
}

/* The same without SD and TN: (50.006074 + 32.252486 + 26.163934) / 2.3945. */
static void weights_are_shared_among_those_present(void **state)
{
    (void)state;
    assert_near(index_of(10, 0.05, NAN, NAN, 4.0), 45.279806, 1e-5);
    /* whatever is there, parameters of one index have that index */
    assert_near(index_of(1, NAN, NAN, NAN, exp(23.91 / 26.61)), 25, 1e-9);
}

static void without_chlorophyll_there_is_no_index(void **state)
{
    (void)state;
    assert_true(isnan(index_of(NAN, 0.05, 1, 1, 4)));
    assert_true(isnan(index_of(0, 0.05, 1, 1, 4)));
    assert_near(index_of(1, 0, NAN, NAN, NAN), 25, 1e-12);
    assert_null(bc_trophic_state(NAN));
}

/* The hand calculation above without chlorophyll:
 * (32.252486 + 36.665972 + 35.257902 + 26.163934) / 2.7558 = 47.296717 */
static void without_chlorophyll_it_has_to_be_asked_for(void **state)
{
    const double values[] = {NAN, 0.05, 1.0, 1.0, 4.0};
    const double none[] = {NAN, NAN, 0, NAN, NAN};
    (void)state;

    assert_near(bc_trophic_index(values, true), 47.296717, 1e-5);
    assert_true(isnan(bc_trophic_index(none, true)));
    assert_near(bc_trophic_part(BC_TLI_TP, 0.05), 45.709306, 1e-5);
    assert_true(isnan(bc_trophic_part(BC_TLI_SD, NAN)));
}

static void states_part_at_30_50_60_and_70(void **state)
{
    (void)state;
    assert_string_equal(bc_trophic_state(29.999999), "贫营养");
    assert_string_equal(bc_trophic_state(30), "中营养");
    assert_string_equal(bc_trophic_state(29.9999999), "中营养");
    assert_string_equal(bc_trophic_state(50), "中营养");
    assert_string_equal(bc_trophic_state(50.0000001), "中营养");
    assert_string_equal(bc_trophic_state(50.000001), "轻度富营养");
    assert_string_equal(bc_trophic_state(60), "轻度富营养");
    assert_string_equal(bc_trophic_state(60.000001), "中度富营养");
    assert_string_equal(bc_trophic_state(70), "中度富营养");
    assert_string_equal(bc_trophic_state(70.000001), "重度富营养");
}

static void more_nutrients_never_lower_the_index(void **state)
{
    uint64_t random = 5;
    (void)state;

    for (int n = 0; n < 2000; n++) {
        double v[5];

        for (int j = 0; j < 5; j++)
            v[j] = (double)(bc_test_random(&random) % 1000 + 1) / 100;
        assert_true(index_of(v[0], v[1], v[2], v[3], v[4]) <
                    index_of(v[0] * 1.1, v[1], v[2], v[3], v[4]));
        assert_true(index_of(v[0], v[1], v[2], v[3], v[4]) <
                    index_of(v[0], v[1] * 1.1, v[2], v[3] / 1.1, v[4]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chlorophyll_alone_is_the_index),
        cmocka_unit_test(five_parameters_by_hand),
        cmocka_unit_test(weights_are_shared_among_those_present),
        cmocka_unit_test(without_chlorophyll_there_is_no_index),
        cmocka_unit_test(without_chlorophyll_it_has_to_be_asked_for),
        cmocka_unit_test(states_part_at_30_50_60_and_70),
        cmocka_unit_test(more_nutrients_never_lower_the_index),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
