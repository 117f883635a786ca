/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/mean.h"
#include "water/standard.h"

static struct bc_reading reading_of(enum bc_item item, const char *text)
{
    struct bc_reading reading;

    assert_int_equal(bc_reading_parse(bc_slice_of(text), BC_MISSING, &reading),
                     BC_CELL_VALUE);
    assert_true(bc_reading_convert(item, bc_decimal_of(1, 0), &reading));
    return reading;
}

static struct bc_sum sum_of(enum bc_item item, const char *samples)
{
    char *copy = bc_copy(samples);
    struct bc_sum sum = {0};

    for (char *text = strtok(copy, " "); text; text = strtok(NULL, " ")) {
        struct bc_reading reading = reading_of(item, text);

        bc_sum_add(&sum, bc_sample_units(item, reading),
                   reading.non_detect ? reading.value : BC_MISSING);
    }
    free(copy);
    return sum;
}

static struct bc_mean mean_of(enum bc_item item, const char *const *months,
                              size_t n)
{
    struct bc_mean mean = {0};

    for (size_t m = 0; m < n; m++) {
        struct bc_sum sum = sum_of(item, months[m]);

        bc_mean_add_sum(&mean, &sum);
    }
    return mean;
}

static void check_mean(char *const *cells, size_t n, void *context)
{
    enum bc_item item = bc_item_find(bc_slice_of(cells[0]));
    const char *months[] = {cells[1]};
    struct bc_mean mean = mean_of(item, months, 1);
    char text[24];
    (void)context;

    print_message("%s %s\n", cells[0], cells[1]);
    assert_int_equal(n, 4);
    bc_decimal_print(
        bc_mean_value(item, &mean, bc_limits_of(item, BC_LAKE)->decimals),
        text);
    assert_string_equal(text, cells[2]);
    bc_decimal_print_short(bc_mean_value(item, &mean, -1), text);
    assert_string_equal(text, cells[3]);
}

/* Half-even by GB/T 8170; decimals by 环办监测函〔2020〕82号. */
static void means_are_rounded_once(void **state)
{
    (void)state;
    for_each_row(BC_TEST_DATA "/water/means.csv", check_mean, NULL);
}

static void assert_mean(enum bc_item item, const char *const *months, size_t n,
                        int decimals, const char *expected)
{
    struct bc_mean mean = mean_of(item, months, n);
    char text[24];

    bc_decimal_print(bc_mean_value(item, &mean, decimals), text);
    assert_string_equal(text, expected);
}

static void a_period_is_the_mean_of_its_months(void **state)
{
    const char *months[] = {"1 1 1 1", "3"};
    (void)state;

    assert_mean(BC_CODMN, months, 2, 1, "2.0"); /* of samples: 1.4 */
}

/* Thirds and sevenths that add up to a tie exactly: 1/3 + 2/3 + 0.5 ... */
static void a_tie_of_fractions_is_a_tie(void **state)
{
    /* monthly means 1/3, 2/3, 0.035: together 1.035, their mean 0.345 */
    const char *low[] = {"0 0 1", "1 1 0", "0.035"};
    /* 1/7 + 6/7 + 0.065 = 1.065, mean 0.355 */
    const char *high[] = {"1 0 0 0 0 0 0", "1 1 1 1 1 1 0", "0.065"};
    (void)state;

    assert_mean(BC_NH3N, low, 3, 2, "0.34");
    assert_mean(BC_NH3N, high, 3, 2, "0.36");
    assert_mean(BC_NH3N, low, 3, -1, "0.3450000000");
}

/* Not rounded, a mean just over a limit is over it. */
static void an_unrounded_mean_keeps_its_side_of_a_limit(void **state)
{
    const struct bc_limits *tp = bc_limits_of(BC_TP, BC_LAKE);
    struct bc_sum sum = {0};
    struct bc_mean over = {0}, under = {0}, at = {0};
    bc_int128 limit = bc_sample_units(BC_TP, reading_of(BC_TP, "0.05"));
    (void)state;

    sum.total = limit * 100000 + 1;
    sum.n = 100000;
    bc_mean_add_sum(&over, &sum);
    sum.total -= 2;
    bc_mean_add_sum(&under, &sum);
    sum.total += 1;
    bc_mean_add_sum(&at, &sum);

    assert_int_equal(bc_limits_class(tp, bc_mean_value(BC_TP, &over, -1)), 4);
    assert_int_equal(bc_limits_class(tp, bc_mean_value(BC_TP, &under, -1)), 3);
    assert_int_equal(bc_limits_class(tp, bc_mean_value(BC_TP, &at, -1)), 3);
}

static void the_mean_of_equal_values_is_the_value(void **state)
{
    uint64_t random = 2;
    (void)state;

    for (int n = 0; n < 2000; n++) {
        enum bc_item item =
            (enum bc_item)(bc_test_random(&random) % BC_N_ITEMS);
        struct bc_reading reading = {
            bc_decimal_of((int64_t)(bc_test_random(&random) % 1399) + 1, 2),
            false};
        struct bc_sum sum = {0};
        struct bc_mean mean = {0};
        uint64_t n_samples = bc_test_random(&random) % 50 + 1;
        struct bc_decimal value;

        for (uint64_t s = 0; s < n_samples; s++)
            bc_sum_add(&sum, bc_sample_units(item, reading), BC_MISSING);
        for (int m = 0; m < 7; m++)
            bc_mean_add_sum(&mean, &sum);
        value = bc_mean_value(item, &mean, -1);
        assert_int_equal(bc_decimal_compare(value, reading.value), 0);
    }
}

static void up_to_ten_rows_of_an_hour_are_averaged_exactly(void **state)
{
    (void)state;
    for (int n = 1; n <= 10; n++) {
        struct bc_sum hour = {0}, month = {0};
        struct bc_mean mean = {0};

        bc_sum_add(&hour, bc_sample_units(BC_TP, reading_of(BC_TP, "0.1")),
                   BC_MISSING);
        for (int r = 1; r < n; r++)
            bc_sum_add(&hour, 0, BC_MISSING);
        for (int h = 0; h < n; h++) /* n means of 0.1 / n make 0.1 */
            bc_sum_add(&month, bc_sum_sample(&hour), BC_MISSING);
        assert_true(month.total ==
                    bc_sample_units(BC_TP, reading_of(BC_TP, "0.1")));
        bc_mean_add_sum(&mean, &month);
        assert_int_equal(mean.n_samples, n);
    }
}

static void the_highest_detection_limit_is_kept(void **state)
{
    const char *months[] = {"0.01L 0.02L 0.5", "0.005L"};
    struct bc_mean mean = mean_of(BC_TP, months, 2);
    (void)state;

    assert_int_equal(
        bc_decimal_compare(mean.highest_limit, bc_decimal_of(2, 2)), 0);
}

static void no_sample_is_no_mean(void **state)
{
    const struct bc_mean none = {0};
    (void)state;

    assert_false(bc_decimal_known(bc_mean_value(BC_TP, &none, 3)));
}

static void a_mean_of_points_counts_each_point_once(void **state)
{
    const char *first[] = {"1 1 1 1", "1 1"}, *second[] = {"4"};
    struct bc_mean a = mean_of(BC_COD, first, 2),
                   b = mean_of(BC_COD, second, 1);
    struct bc_mean both = {0};
    (void)state;

    bc_mean_add_mean(&both, &a);
    bc_mean_add_mean(&both, &b);
    assert_int_equal(both.n_samples, 7);
    assert_int_equal(bc_decimal_compare(bc_mean_value(BC_COD, &both, 1),
                                        bc_decimal_of(25, 1)),
                     0);
}

/* The one month of a mean is divided in 64 bits, that of a mean of means by
 * 2^-32 units: here of the same samples. */
static void a_month_is_the_same_alone_and_as_a_mean(void **state)
{
    const int64_t per = bc_sample_units_per[3] / 2; /* half of 0.001 */
    uint64_t seed = 11;
    (void)state;

    for (int i = 0; i < 20000; i++) {
        const size_t n = 1 + bc_test_random(&seed) % 40;
        const size_t ties = i % 2 ? 1 : 1 + bc_test_random(&seed) % 3000;
        const struct bc_sum month =
            bc_sum_of((bc_int128)(bc_test_random(&seed) % 20000) * per *
                          (i % 2 ? n : 1) / (bc_int128)ties,
                      n, BC_MISSING);
        struct bc_mean alone = {0}, mean = {0};

        bc_mean_add_sum(&alone, &month);
        bc_mean_add_mean(&mean, &alone);
        for (int decimals = -1; decimals <= 5; decimals++) {
            const struct bc_decimal a = bc_mean_value(BC_COD, &alone, decimals);
            const struct bc_decimal b = bc_mean_value(BC_COD, &mean, decimals);

            assert_int_equal(a.units, b.units);
            assert_int_equal(a.scale, b.scale);
            assert_true(a.known && b.known);
        }
    }
}

/* In whole units 400,000 samples do not go into 64 bits. */
static void a_month_of_very_many_samples_is_that_of_few(void **state)
{
    const size_t many = 400000;
    const int64_t tenths = bc_sample_units_per[1];
    (void)state;

    for (int value = 1; value <= 8; value++) {
        const struct bc_sum few =
            bc_sum_of(10 * (bc_int128)value * tenths, 10, BC_MISSING);
        const struct bc_sum all = bc_sum_of(
            (bc_int128)many * (bc_int128)value * tenths, many, BC_MISSING);
        struct bc_mean a = {0}, b = {0};

        bc_mean_add_sum(&a, &few);
        bc_mean_add_mean(&b, &a);
        a = (struct bc_mean){0};
        bc_mean_add_sum(&a, &all);
        for (int decimals = -1; decimals <= 3; decimals++) {
            const struct bc_decimal x = bc_mean_value(BC_FC, &a, decimals);
            const struct bc_decimal y = bc_mean_value(BC_FC, &b, decimals);

            assert_true(x.known && y.known);
            assert_int_equal(x.units, y.units);
            assert_int_equal(x.scale, y.scale);
        }
    }
}

static void a_plain_reading_is_added_as_any_other(void **state)
{
    static const char *const cells[] = {"0.5",   "0.5L",  "0.25L", "7",
                                        "0.50L", "0.25L", "1e-9",  "0.3"};
    struct bc_sum plain = {0}, sum = {0};
    size_t n_left = 0;
    (void)state;

    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        const struct bc_reading reading = reading_of(BC_COD, cells[i]);

        bc_sum_add_reading(&sum, BC_COD, reading);
        if (!bc_sum_add_plain(&plain, BC_COD, reading.value.units,
                              reading.value.scale, reading.non_detect)) {
            bc_sum_add_reading(&plain, BC_COD, reading);
            n_left++;
        }
        assert_true(plain.total == sum.total);
        assert_int_equal(plain.n, sum.n);
        assert_int_equal(plain.limit_units, sum.limit_units);
        assert_int_equal(plain.limit_scale, sum.limit_scale);
    }
    assert_int_equal(n_left, 3); /* other limits than the one before */
    assert_false(bc_sum_add_plain(&plain, BC_PH, 7, 0, false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_are_rounded_once),
        cmocka_unit_test(a_period_is_the_mean_of_its_months),
        cmocka_unit_test(a_tie_of_fractions_is_a_tie),
        cmocka_unit_test(an_unrounded_mean_keeps_its_side_of_a_limit),
        cmocka_unit_test(the_mean_of_equal_values_is_the_value),
        cmocka_unit_test(up_to_ten_rows_of_an_hour_are_averaged_exactly),
        cmocka_unit_test(the_highest_detection_limit_is_kept),
        cmocka_unit_test(no_sample_is_no_mean),
        cmocka_unit_test(a_mean_of_points_counts_each_point_once),
        cmocka_unit_test(a_month_is_the_same_alone_and_as_a_mean),
        cmocka_unit_test(a_month_of_very_many_samples_is_that_of_few),
        cmocka_unit_test(a_plain_reading_is_added_as_any_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
