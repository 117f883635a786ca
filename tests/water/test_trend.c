/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/trend.h"

enum { MOST = 64 };

struct series {
    struct bc_decimal value[MOST];
    size_t n;
};

static struct series series_of(const char *text)
{
    struct series series = {0};
    char *copy = bc_copy(text);

    for (char *at = strtok(copy, " "); at; at = strtok(NULL, " ")) {
        struct bc_decimal *value = &series.value[series.n++];

        assert_true(series.n <= MOST);
        if (strcmp(at, "-") != 0)
            assert_int_equal(bc_decimal_parse(bc_slice_of(at), value),
                             BC_PARSED);
    }
    free(copy);
    return series;
}

static struct bc_trend trend_of(const char *text)
{
    struct series series = series_of(text);

    return bc_trend_of(series.value, series.n);
}

static void assert_decimal(struct bc_decimal value, const char *expected)
{
    char text[24];

    bc_decimal_print(value, text);
    assert_string_equal(text, expected);
}

static void assert_trend(const char *text, const char *rs, const char *word,
                         int level_percent)
{
    struct bc_trend trend = trend_of(text);

    print_message("%s\n", text);
    assert_decimal(trend.rs, rs);
    assert_string_equal(bc_trend_name(trend.direction), word);
    assert_int_equal(trend.level_percent, level_percent);
}

/* scipy.stats.spearmanr of scipy 1.10.1, with and without ties. */
static void check_series(char *const *cells, size_t n, void *context)
{
    struct bc_trend trend = trend_of(cells[0]);
    (void)context;

    assert_int_equal(n, 2);
    print_message("%s\n", cells[0]);
    assert_near(bc_decimal_real(trend.rs), strtod(cells[1], NULL), 0.000501);
}

static void correlations_are_those_of_a_second_tool(void **state)
{
    (void)state;
    for_each_row(BC_TEST_DATA "/water/trends.csv", check_series, NULL);
}

/* By hand: d = 0 0 2 1 1, 1 - 6 x 6 / 120 = 0.7 and so on. */
static void five_means_need_nine_tenths(void **state)
{
    (void)state;
    assert_trend("1 2 5 3 4", "0.700", "无显著变化", 0);
    assert_trend("1 2 3 5 4", "0.900", "显著上升", 5);
    assert_trend("1 2 3 4 5", "1.000", "显著上升", 1);
    assert_trend("5 4 3 2 1", "-1.000", "显著下降", 1);
    assert_trend("1 2 3 4", "", "", 0);
    assert_trend("1 - 2 - 3 5 4", "0.900", "显著上升", 5);
}

/* N = 6: 0.829 of the table is 1 - 6 x 6 / 210 = 29/35 = 0.82857. */
static void a_critical_value_is_itself_rounded(void **state)
{
    (void)state;
    assert_trend("1 2 3 6 4 5", "0.829", "显著上升", 5); /* d 2 1 1 */
    assert_trend("1 3 2 6 4 5", "0.771", "无显著变化", 0);
    assert_trend("1 2 3 4 6 5", "0.943", "显著上升", 1);
}

/* The short form with sum(d^2) would say 0.5, which 14 means call a trend. */
static void equal_means_have_no_trend(void **state)
{
    (void)state;
    assert_trend("2 2 2 2 2 2 2 2 2 2 2 2 2 2", "0.000", "无显著变化", 0);
}

static void between_two_entries_the_stricter_counts(void **state)
{
    static const struct {
        size_t n, n_table;
        const char *wp_05, *wp_01;
    } cases[] = {{4, 0, "", ""},
                 {5, 5, "0.900", "1.000"},
                 {10, 10, "0.564", "0.746"},
                 {11, 10, "0.564", "0.746"},
                 {12, 12, "0.506", "0.712"},
                 {13, 12, "0.506", "0.712"},
                 {29, 28, "0.317", "0.448"},
                 {30, 30, "0.306", "0.432"},
                 {120, 30, "0.306", "0.432"}};
    (void)state;

    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        struct bc_decimal wp_05, wp_01;

        assert_int_equal(bc_trend_limits(cases[c].n, &wp_05, &wp_01),
                         cases[c].n_table);
        assert_decimal(wp_05, cases[c].wp_05);
        assert_decimal(wp_01, cases[c].wp_01);
    }
}

/* More means never need a larger rs. */
static void critical_values_fall(void **state)
{
    struct bc_decimal last_05 = bc_decimal_of(1, 0), last_01 = last_05;
    (void)state;

    for (size_t n = 5; n <= 40; n++) {
        struct bc_decimal wp_05, wp_01;

        bc_trend_limits(n, &wp_05, &wp_01);
        assert_true(bc_decimal_compare(wp_05, last_05) <= 0);
        assert_true(bc_decimal_compare(wp_01, last_01) <= 0);
        assert_true(bc_decimal_compare(wp_05, wp_01) < 0);
        last_05 = wp_05;
        last_01 = wp_01;
    }
}

/* Ranks alone count, and a series read backwards falls as it rose. */
static void a_series_backwards_has_the_opposite_trend(void **state)
{
    uint64_t random = 11;
    (void)state;

    for (int c = 0; c < 500; c++) {
        struct bc_decimal forth[MOST], back[MOST], larger[MOST];
        size_t n = bc_test_random(&random) % MOST + 1;
        struct bc_trend one, other, scaled;

        for (size_t i = 0; i < n; i++) {
            int64_t units = (int64_t)(bc_test_random(&random) % 20);

            forth[i] = back[n - 1 - i] = bc_decimal_of(units, 2);
            larger[i] = bc_decimal_of(units * units * 7 + 1, 1);
        }
        one = bc_trend_of(forth, n);
        other = bc_trend_of(back, n);
        scaled = bc_trend_of(larger, n);
        assert_int_equal(one.rs.units, -other.rs.units);
        assert_int_equal(one.level_percent, other.level_percent);
        assert_int_equal(one.rs.units, scaled.rs.units);
        assert_int_equal(one.direction, scaled.direction);
    }
}

/* ---- a table ---- */

static const char sections_csv[] = "code,type\nR,river\nL,lake\nN,river\n";

/* Eight months of a year with the same values. */
static void add_year(struct bc_text *csv, int year, int n_months,
                     const char *cells)
{
    for (int m = 1; m <= n_months; m++)
        bc_text_printf(csv, "R,%d-%02d-01,%s\n", year, m, cells);
}

static size_t list_needing(int min_months, const char *csv, const char *period,
                           enum bc_trend_step step, struct bc_trend_row **rows)
{
    struct bc_layer *sections = layer_of("sections", sections_csv);
    struct bc_water_method method = bc_water_method_default();
    struct bc_observations *observations = bc_observations_new(
        &(struct bc_observation_options){.sections = sections,
                                         .offset_minutes = 480},
        NULL);
    struct bc_trend_input input = {.observations = observations,
                                   .method = &method,
                                   .sections = sections,
                                   .step = step};
    struct bc_error err;
    size_t n;

    method.min_months = min_months;
    assert_true(bc_period_parse(period, &input.period));
    if (feed(bc_observations_sink(observations), "o.csv", csv, &err))
        fail_msg("%s", err.message);
    assert_int_equal(bc_observations_finish(observations, &err), BC_OK);
    n = bc_trend_list(&input, rows);
    bc_observations_free(observations);
    bc_layer_free(sections);
    return n;
}

static size_t list(const char *csv, const char *period, enum bc_trend_step step,
                   struct bc_trend_row **rows)
{
    return list_needing(0, csv, period, step, rows);
}

/* 2016 has seven months only: it is no year; pH 7.4 to 7.9 would be 7 and 8. */
static void yearly_means_are_ranked_before_they_are_rounded(void **state)
{
    struct bc_text csv = {0};
    struct bc_trend_row *rows;
    size_t n;
    (void)state;

    bc_text_add(&csv, "section,time,pH,DO,TP,TN\n");
    add_year(&csv, 2016, 7, "9,1,9,9");
    add_year(&csv, 2017, 8, "7.4,8.0,0.1001,1");
    add_year(&csv, 2018, 8, "7.3,7.9,0.1002,1");
    add_year(&csv, 2019, 12, "7.2,7.8,0.1003,1");
    add_year(&csv, 2020, 9, "7.1,7.7,0.1004,1");
    add_year(&csv, 2021, 8, "7.0,7.6,0.1005,1");
    n = list(bc_text_string(&csv), "2016..2021", BC_TREND_YEARS, &rows);
    bc_text_clear(&csv);

    assert_int_equal(n, 4);
    assert_int_equal(rows[0].item, BC_PH);
    assert_int_equal(rows[0].trend.direction, BC_TREND_FALLING);
    assert_int_equal(rows[0].worse, 0);
    assert_int_equal(rows[1].item, BC_DO);
    assert_int_equal(rows[1].trend.direction, BC_TREND_FALLING);
    assert_int_equal(rows[1].worse, 1);
    assert_decimal(rows[1].first_mean, "8.0");
    assert_decimal(rows[1].last_mean, "7.6");
    assert_int_equal(rows[2].item, BC_TP);
    assert_int_equal(rows[2].section, 0);
    assert_int_equal(rows[2].first, 2017);
    assert_int_equal(rows[2].last, 2021);
    assert_int_equal(rows[2].trend.n, 5);
    assert_int_equal(rows[2].trend.direction, BC_TREND_RISING);
    assert_int_equal(rows[2].worse, 1);
    assert_decimal(rows[2].first_mean, "0.100");
    assert_decimal(rows[2].last_mean, "0.100");
    assert_int_equal(rows[3].item, BC_TN);
    assert_int_equal(rows[3].trend.direction, BC_TREND_STEADY);
    free(rows);
}

/* January and February lie before the period; ten months are left of 2017. */
static void a_year_is_cut_to_the_period(void **state)
{
    struct bc_text csv = {0};
    struct bc_trend_row *rows;
    (void)state;

    bc_text_add(&csv, "section,time,TP\n");
    add_year(&csv, 2017, 2, "9");
    for (int month = 3; month <= 12; month++)
        bc_text_printf(&csv, "R,2017-%02d-01,0.1\n", month);
    for (int year = 2018; year <= 2021; year++)
        add_year(&csv, year, 10, "0.1");
    assert_int_equal(list_needing(10, bc_text_string(&csv), "2017-03..2021-12",
                                  BC_TREND_YEARS, &rows),
                     1);
    assert_int_equal(rows[0].first, 2017);
    assert_decimal(rows[0].first_mean, "0.100");
    assert_int_equal(rows[0].trend.n, 5);
    assert_int_equal(rows[0].trend.direction, BC_TREND_STEADY);
    free(rows);
    assert_int_equal(list_needing(11, bc_text_string(&csv), "2017-03..2021-12",
                                  BC_TREND_YEARS, &rows),
                     0);
    free(rows);
    bc_text_clear(&csv);
}

static void months_make_a_series_too(void **state)
{
    struct bc_trend_row *rows;
    size_t n = list("section,time,TP\n"
                    "L,2021-06-01,0.05\nL,2020-12-01,0.09\nL,2021-02-01,0.07\n"
                    "L,2021-01-01,0.08\nL,2021-05-01,0.06\nL,2020-11-01,1\n"
                    "R,2021-01-01,0.1\n",
                    "2020-12..2021-06", BC_TREND_MONTHS, &rows);
    (void)state;

    assert_int_equal(n, 2);
    assert_int_equal(rows[0].trend.direction, BC_TREND_NONE);
    assert_int_equal(rows[1].section, 1);
    assert_int_equal(rows[1].first, 2020 * 12 + 11);
    assert_int_equal(rows[1].last, 2021 * 12 + 5);
    assert_int_equal(rows[1].trend.direction, BC_TREND_FALLING);
    assert_int_equal(rows[1].trend.level_percent, 1);
    assert_int_equal(rows[1].worse, -1);
    free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(correlations_are_those_of_a_second_tool),
        cmocka_unit_test(five_means_need_nine_tenths),
        cmocka_unit_test(a_critical_value_is_itself_rounded),
        cmocka_unit_test(equal_means_have_no_trend),
        cmocka_unit_test(between_two_entries_the_stricter_counts),
        cmocka_unit_test(critical_values_fall),
        cmocka_unit_test(a_series_backwards_has_the_opposite_trend),
        cmocka_unit_test(yearly_means_are_ranked_before_they_are_rounded),
        cmocka_unit_test(a_year_is_cut_to_the_period),
        cmocka_unit_test(months_make_a_series_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
