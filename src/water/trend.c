/* SPDX-License-Identifier: MIT */
#include "water/trend.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "water/mean.h"
#include "water/section.h"
#include "water/standard.h"

enum { PLACES = 3 }; /* of the table, so of rs */

const char *bc_trend_name(enum bc_trend_direction direction)
{
    static const char *const names[] = {[BC_TREND_NONE] = "",
                                        [BC_TREND_STEADY] = "无显著变化",
                                        [BC_TREND_RISING] = "显著上升",
                                        [BC_TREND_FALLING] = "显著下降"};

    return names[direction];
}

/* ---- the table of critical values ---- */

extern const unsigned char bc_wp_csv[];
extern const size_t bc_wp_csv_size;

static struct wp {
    size_t n;
    struct bc_decimal wp_05, wp_01;
} table[32]; /* by n, ascending */
static size_t n_table;

/* The cell at @p at, which moves behind its separator. */
static struct bc_decimal take_number(const char **at)
{
    size_t length = strcspn(*at, ",\n");
    struct bc_decimal value;
    enum bc_parse parsed =
        bc_decimal_parse((struct bc_slice){*at, length}, &value);

    assert(parsed == BC_PARSED); /* the table is ours */
    (void)parsed;
    *at += length + 1;
    return value;
}

static void read_table(void)
{
    const char *at = (const char *)bc_wp_csv; /* ends with NUL */

    while ((at = strchr(at, '\n')) != NULL && *++at != '\0') {
        struct wp *row = &table[n_table++];

        assert(n_table <= sizeof table / sizeof table[0]);
        row->n = (size_t)take_number(&at).units;
        row->wp_05 = take_number(&at);
        row->wp_01 = take_number(&at);
        assert(row->wp_05.scale == PLACES && row->wp_01.scale == PLACES);
    }
}

size_t bc_trend_limits(size_t n, struct bc_decimal *wp_05,
                       struct bc_decimal *wp_01)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    const struct wp *found = NULL;

    pthread_once(&once, read_table);
    for (size_t r = 0; r < n_table && table[r].n <= n; r++)
        found = &table[r];
    *wp_05 = found ? found->wp_05 : BC_MISSING;
    *wp_01 = found ? found->wp_01 : BC_MISSING;
    return found ? found->n : 0;
}

/* ---- rank correlation ---- */

/* Twice the distance of an average rank from the middle one: how many values
 * are smaller less how many are larger. */
static bc_int128 rank_of(const struct bc_decimal *values, size_t n, size_t i)
{
    bc_int128 rank = 0;

    for (size_t j = 0; j < n; j++)
        rank += bc_decimal_compare(values[i], values[j]);
    return rank;
}

/* covariance / sqrt(variances), half-up, by trying: k thousandths are too few
 * while (k + 1/2)^2 is not above the square of the quotient. */
static struct bc_decimal quotient(bc_int128 covariance, bc_int128 variances)
{
    bc_int128 twice = 2000 * covariance, odd = 1; /* 2 k + 1 */

    while (variances > 0 && odd * odd * variances <= twice * twice)
        odd += 2;
    return bc_decimal_of((int64_t)(covariance < 0 ? 1 - odd : odd - 1) / 2,
                         PLACES);
}

static struct bc_decimal correlation(const struct bc_decimal *values, size_t n)
{
    bc_int128 covariance = 0, of_values = 0, of_time = 0;

    assert(n < 10000); /* keeps the squares within 128 bits */
    for (size_t i = 0; i < n; i++) {
        bc_int128 rank = rank_of(values, n, i);
        bc_int128 time = 2 * (bc_int128)i + 1 - (bc_int128)n;

        covariance += rank * time;
        of_values += rank * rank;
        of_time += time * time;
    }
    return quotient(covariance, of_values * of_time);
}

static bool reaches(struct bc_decimal rs, struct bc_decimal limit)
{
    rs.units = llabs(rs.units);
    return bc_decimal_compare(rs, limit) >= 0;
}

struct bc_trend bc_trend_of(const struct bc_decimal *values, size_t n)
{
    struct bc_decimal *known = bc_alloc(n + 1, sizeof *known);
    struct bc_trend trend = {0};

    for (size_t i = 0; i < n; i++)
        if (bc_decimal_known(values[i]))
            known[trend.n++] = values[i];
    trend.n_table = bc_trend_limits(trend.n, &trend.wp_05, &trend.wp_01);
    if (trend.n_table > 0) {
        trend.rs = correlation(known, trend.n);
        if (reaches(trend.rs, trend.wp_05))
            trend.level_percent = reaches(trend.rs, trend.wp_01) ? 1 : 5;
        trend.direction = trend.level_percent == 0 ? BC_TREND_STEADY
                          : trend.rs.units > 0     ? BC_TREND_RISING
                                                   : BC_TREND_FALLING;
    }
    free(known);
    return trend;
}

/* ---- a table of trends ---- */

/* 环办〔2011〕22号: a year has twelve months, or eight at least (from memory).
 */
enum { MONTHS_OF_A_YEAR = 8 };

/* Step @p at of the series: a year, or a month, cut to the period. Means are
 * taken over months, so any day of the last one will do. */
static struct bc_period step_of(const struct bc_trend_input *input, int at)
{
    bool years = input->step == BC_TREND_YEARS;
    int year = years ? at : at / 12, month = at % 12 + 1;
    struct bc_period step = {.first = bc_day_of(year, years ? 1 : month, 1),
                             .last = bc_day_of(year, years ? 12 : month, 28)};

    if (step.first < input->period.first)
        step.first = input->period.first;
    if (step.last > input->period.last)
        step.last = input->period.last;
    return step;
}

static struct bc_mean mean_of(const struct bc_trend_input *input,
                              size_t section, enum bc_item item, int at)
{
    struct bc_period step = step_of(input, at);
    struct bc_mean mean =
        bc_observations_mean(input->observations, section, item, &step,
                             input->method->min_samples_month);
    size_t needed = 1;

    if (input->step == BC_TREND_YEARS)
        needed = input->method->min_months > 0
                     ? (size_t)input->method->min_months
                     : MONTHS_OF_A_YEAR;
    if (mean.n < needed)
        mean.n = 0;
    return mean;
}

/* Rising oxygen is good, a rising anything else is not. */
static int worse_of(enum bc_item item, enum bc_water water,
                    enum bc_trend_direction direction)
{
    enum bc_direction limit = bc_limits_of(item, water)->direction;
    int rising =
        (direction == BC_TREND_RISING) - (direction == BC_TREND_FALLING);

    if (limit == BC_UPPER_LIMIT)
        return rising;
    return limit == BC_LOWER_LIMIT ? -rising : 0;
}

/* @return false when the item has no mean in any step */
static bool trend_of_item(const struct bc_trend_input *input, int first,
                          int last, struct bc_decimal *series,
                          struct bc_trend_row *row)
{
    enum bc_water water = bc_section_water(input->sections, row->section);
    int decimals =
        input->method->round ? bc_limits_of(row->item, BC_RIVER)->decimals : -1;
    size_t n = 0;

    for (int at = first; at <= last; at++) {
        struct bc_mean mean = mean_of(input, row->section, row->item, at);

        if (mean.n == 0)
            continue;
        if (n == 0)
            row->first = at;
        row->last = at;
        row->last_mean = bc_mean_value(row->item, &mean, decimals);
        if (n == 0)
            row->first_mean = row->last_mean;
        series[n++] = bc_mean_value(row->item, &mean, -1);
    }
    row->trend = bc_trend_of(series, n);
    row->worse = worse_of(row->item, water ? water : input->method->water,
                          row->trend.direction);
    return n > 0;
}

size_t bc_trend_list(const struct bc_trend_input *input,
                     struct bc_trend_row **rows)
{
    int unit = input->step == BC_TREND_YEARS ? 12 : 1;
    int first = bc_month_of_day(input->period.first) / unit;
    int last = bc_month_of_day(input->period.last) / unit;
    struct bc_decimal *series = /* there are no more years than months */
        bc_alloc((size_t)bc_period_months(&input->period), sizeof *series);
    size_t n_sections = input->sections
                            ? input->sections->n_features
                            : bc_observations_n_sections(input->observations);
    size_t n = 0, room = 0;

    *rows = NULL;
    for (size_t s = 0; s < n_sections; s++) {
        struct bc_water_method own;

        bc_water_method_resolve(input->observations, input->method,
                                input->sections, &s, 1, &input->period, &own);
        for (int i = 0; i < BC_N_ITEMS; i++) {
            struct bc_trend_row row = {.section = s, .item = (enum bc_item)i};

            if (!own.items[i] && i != BC_TN)
                continue;
            if (!trend_of_item(input, first, last, series, &row))
                continue;
            *rows = bc_reserve(*rows, &room, n + 1, sizeof **rows);
            (*rows)[n++] = row;
        }
    }
    free(series);
    return n;
}
