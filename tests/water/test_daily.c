/* SPDX-License-Identifier: MIT */
#include "water/daily.h"

#include "test.h"

static struct bc_period april(void)
{
    struct bc_period period;

    assert_true(bc_period_parse("2021-04", &period));
    return period;
}

static void keep(struct bc_daily *daily, enum bc_kind kind, bc_day day,
                 int64_t thousandths)
{
    struct bc_day_sample sample = {
        .section = 2, .kind = kind, .day = day, .item = BC_TP};

    sample.sum.n = 1;
    sample.sum.total = bc_sample_units(
        BC_TP, (struct bc_reading){.value = bc_decimal_of(thousandths, 3)});
    bc_daily_keep(daily, &sample);
}

static void assert_mean(const struct bc_daily *daily, int day, const char *text)
{
    const struct bc_mean mean =
        bc_daily_mean(daily, 2, BC_TP, bc_day_of(2021, 4, day));
    char printed[24];

    bc_decimal_print(bc_mean_value(BC_TP, &mean, 3), printed);
    assert_string_equal(printed, text);
}

static void a_day_is_the_mean_of_its_samples(void **state)
{
    const struct bc_period period = april();
    struct bc_daily *daily = bc_daily_new(&period);
    bc_day first, last;

    (void)state;
    assert_false(bc_daily_span(daily, &first, &last));
    keep(daily, BC_KIND_AUTO, bc_day_of(2021, 4, 9), 30);
    keep(daily, BC_KIND_AUTO, bc_day_of(2021, 4, 3), 10);
    keep(daily, BC_KIND_AUTO, bc_day_of(2021, 4, 9), 50);
    assert_mean(daily, 3, "0.010");
    assert_mean(daily, 9, "0.040"); /* (0.030 + 0.050) / 2 */
    assert_mean(daily, 4, "");
    assert_true(bc_daily_span(daily, &first, &last));
    assert_int_equal(first, bc_day_of(2021, 4, 3));
    assert_int_equal(last, bc_day_of(2021, 4, 9));
    bc_daily_free(daily);
}

static void days_outside_the_period_leave_no_trace(void **state)
{
    const struct bc_period period = april();
    struct bc_daily *daily = bc_daily_new(&period);
    bc_day first, last;

    (void)state;
    keep(daily, BC_KIND_AUTO, bc_day_of(2021, 3, 31), 10);
    keep(daily, BC_KIND_AUTO, bc_day_of(2021, 5, 1), 10);
    assert_false(bc_daily_span(daily, &first, &last));
    keep(daily, BC_KIND_AUTO, bc_day_of(2021, 4, 30), 10);
    assert_int_equal(bc_daily_mean(daily, 2, BC_TP, bc_day_of(2021, 5, 1)).n,
                     0);
    assert_int_equal(bc_daily_mean(daily, 2, BC_TP, bc_day_of(2021, 3, 31)).n,
                     0);
    assert_mean(daily, 30, "0.010");
    assert_int_equal(bc_daily_mean(daily, 9, BC_TP, bc_day_of(2021, 4, 30)).n,
                     0);
    bc_daily_free(daily);
}

/* 环办监测函〔2020〕82号: automatic samples of an item and month win. */
static void automatic_samples_win_over_others(void **state)
{
    const struct bc_period period = april();
    struct bc_daily *daily = bc_daily_new(&period);

    (void)state;
    keep(daily, BC_KIND_MANUAL, bc_day_of(2021, 4, 8), 90);
    assert_mean(daily, 8, "0.090");
    keep(daily, BC_KIND_AUTO, bc_day_of(2021, 4, 9), 30);
    assert_mean(daily, 8, "");
    assert_mean(daily, 9, "0.030");
    bc_daily_free(daily);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_is_the_mean_of_its_samples),
        cmocka_unit_test(days_outside_the_period_leave_no_trace),
        cmocka_unit_test(automatic_samples_win_over_others)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
