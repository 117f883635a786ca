/* SPDX-License-Identifier: MIT */
#include "water/remaining.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "water/mean.h"
#include "water/reading.h"
#include "water/section.h"
#include "water/standard.h"

enum { MONTHS = 12, MONTHS_NEEDED = 8 }; /* of a year; 22号, from memory */

const char *bc_remaining_name(enum bc_remaining_state state)
{
    static const char *const names[] = {"",         "已无法达标", "全年已结束",
                                        "月数不足", "检出限过高", "不适用"};

    return names[state];
}

const char *bc_remaining_name_en(enum bc_remaining_state state)
{
    static const char *const names[] = {"",
                                        "out of reach",
                                        "the year is over",
                                        "too few months",
                                        "detection limit too high",
                                        "not applicable"};

    return names[state];
}

const char *bc_plausible_name(enum bc_plausible plausible)
{
    static const char *const names[] = {"", "从未出现", "有可能", "容易达到"};

    return names[plausible];
}

struct bc_remaining_input bc_remaining_input_default(void)
{
    return (struct bc_remaining_input){.easily = bc_decimal_of(75, 0)};
}

/* ---- the bound ---- */

struct year {
    const struct bc_water_method *method;
    const struct bc_limits *limits;
    enum bc_item item;
    int target, n_left;
    struct bc_mean so_far;
};

static struct bc_decimal judged_mean(const struct year *year,
                                     const struct bc_mean *mean)
{
    return bc_mean_value(year->item, mean,
                         year->method->round ? year->limits->decimals : -1);
}

/* Whether the year meets its target when each month left has this mean. */
static bool is_met(const struct year *year, int64_t units)
{
    const struct bc_reading reading = {
        bc_decimal_of(units, year->limits->decimals), false};
    const struct bc_sum month = {.total = bc_sample_units(year->item, reading),
                                 .n = 1};
    struct bc_mean mean = year->so_far;

    for (int m = 0; m < year->n_left; m++)
        bc_mean_add_sum(&mean, &month);
    return bc_limits_meet(year->limits, year->target, judged_mean(year, &mean));
}

/* A value on the far side of the limit, whatever came before: with it in a
 * single month the mean of the year is one unit beyond the limit. */
static int64_t far_units(const struct year *year)
{
    struct bc_decimal limit = bc_decimal_round(
        year->limits->limit[year->target], year->limits->decimals);

    return (limit.units + 1) * (int64_t)(year->so_far.n + MONTHS);
}

struct bc_decimal bc_remaining_bound(const struct bc_water_method *method,
                                     enum bc_item item, enum bc_water water,
                                     int target, const struct bc_mean *so_far,
                                     int n_left)
{
    const struct year year = {
        method, bc_limits_of(item, water), item, target, n_left, *so_far};
    bool lower = year.limits->direction == BC_LOWER_LIMIT;
    int64_t low = 0, high = far_units(&year);

    assert(n_left > 0);
    assert(lower || year.limits->direction == BC_UPPER_LIMIT);
    if (is_met(&year, low) == lower) /* all values meet it, or none does */
        return lower ? bc_decimal_of(low, year.limits->decimals) : BC_MISSING;
    while (high - low > 1) { /* low and high lie on either side */
        int64_t middle = low + (high - low) / 2;

        if (is_met(&year, middle) == lower)
            high = middle;
        else
            low = middle;
    }
    return bc_decimal_of(lower ? high : low, year.limits->decimals);
}

static size_t months_needed(const struct bc_water_method *method)
{
    return method->min_months > 0 ? (size_t)method->min_months : MONTHS_NEEDED;
}

bool bc_remaining_so_far(const struct bc_observations *observations,
                         const struct bc_water_method *method,
                         const size_t *rows, size_t n_rows, enum bc_item item,
                         bc_day last, struct bc_mean *so_far)
{
    int month = bc_month_of_day(last), january = month - month % MONTHS;
    const struct bc_period period = bc_period_of_months(january, month);
    size_t n_left = (size_t)(january + MONTHS - 1 - month), n_months = 0;
    struct bc_mean points = {0};

    for (size_t i = 0; i < n_rows; i++) {
        struct bc_mean point = bc_observations_mean(
            observations, rows[i], item, &period, method->min_samples_month);

        if (point.n == 0)
            continue;
        if (points.n > 0 && point.n != n_months)
            return false;
        n_months = point.n;
        point.total = bc_mean_total(&point) / (bc_int128)n_months;
        point.n = 1; /* as a mean of one */
        point.of = 0;
        bc_mean_add_mean(&points, &point);
    }
    if (points.n == 0 || n_months + n_left < months_needed(method))
        return false;
    *so_far = points;
    so_far->total =
        bc_mean_total(&points) * (bc_int128)n_months / (bc_int128)points.n;
    so_far->n = n_months;
    return true;
}

/* ---- against history ---- */

static struct bc_mean mean_of(const struct bc_remaining_input *input,
                              size_t section, enum bc_item item, int first,
                              int last)
{
    const struct bc_period period = {
        .first = bc_day_of(first / MONTHS, first % MONTHS + 1, 1),
        .last = bc_day_of(last / MONTHS, last % MONTHS + 1, 1)};

    return bc_observations_mean(input->observations, section, item, &period,
                                input->method->min_samples_month);
}

static enum bc_plausible plausible_of(const struct bc_remaining_input *input,
                                      const struct bc_remaining_row *row)
{
    bc_int128 part = (bc_int128)row->n_past_within * 100;

    if (row->n_past_within == 0)
        return BC_NEVER_SEEN;
    for (int s = 0; s < input->easily.scale; s++)
        part *= 10;
    return part >= (bc_int128)row->n_past * input->easily.units ? BC_EASILY
                                                                : BC_POSSIBLE;
}

static void look_back(const struct bc_remaining_input *input,
                      const struct year *year, int first, int last,
                      struct bc_remaining_row *row)
{
    for (int month = first; month <= last; month++) {
        struct bc_mean mean =
            mean_of(input, row->section, row->item, month, month);
        int compared;

        if (mean.n == 0)
            continue;
        compared = bc_decimal_compare(judged_mean(year, &mean), row->bound);
        row->n_past++;
        row->n_past_within += row->at_least ? compared >= 0 : compared <= 0;
    }
    row->plausible = plausible_of(input, row);
}

/* ---- rows ---- */

/* As in water/assess: a class of the item needs the limits of III and of the
 * target to be seen. */
static bool is_blind(const struct year *year, int class_no)
{
    struct bc_decimal detection = year->so_far.highest_limit;

    return year->limits->direction == BC_UPPER_LIMIT &&
           bc_decimal_known(detection) &&
           !bc_limits_meet(year->limits, class_no, detection);
}

/* Why there is no bound to ask for; BC_REMAINING_BOUND when there may be. */
static enum bc_remaining_state state_of(const struct year *year)
{
    const struct bc_mean *so_far = &year->so_far;

    if (year->limits->direction == BC_RANGE)
        return BC_REMAINING_NO_BOUND;
    if (is_blind(year, 3) || is_blind(year, year->target))
        return BC_REMAINING_BLIND;
    if (so_far->n + (size_t)year->n_left < months_needed(year->method))
        return BC_REMAINING_FEW;
    return year->n_left == 0 ? BC_REMAINING_OVER : BC_REMAINING_BOUND;
}

static void fill_row(const struct bc_remaining_input *input,
                     const struct year *year, enum bc_water water,
                     const int months[2], struct bc_remaining_row *row)
{
    row->state = state_of(year);
    row->n_months = (int)year->so_far.n;
    row->n_left = year->n_left;
    row->so_far = judged_mean(year, &year->so_far);
    row->meets_so_far = bc_limits_meet(year->limits, year->target, row->so_far);
    row->at_least = year->limits->direction == BC_LOWER_LIMIT;
    if (row->state == BC_REMAINING_NO_BOUND)
        return;
    row->limit = year->limits->limit[year->target];
    if (row->state != BC_REMAINING_BOUND)
        return;
    row->bound = bc_remaining_bound(input->method, row->item, water,
                                    year->target, &year->so_far, year->n_left);
    if (bc_decimal_known(row->bound))
        look_back(input, year, months[0], months[1], row);
    else
        row->state = BC_REMAINING_LOST;
}

static enum bc_water water_of(const struct bc_remaining_input *input,
                              size_t section)
{
    enum bc_water water = bc_section_water(input->sections, section);

    return water == BC_WATER_UNKNOWN ? input->method->water : water;
}

size_t bc_remaining_list(const struct bc_remaining_input *input,
                         struct bc_remaining_row **rows)
{
    int january = input->year * MONTHS, months[2];
    size_t n = 0, room = 0;

    *rows = NULL;
    if (!bc_observations_months(input->observations, &months[0], &months[1]))
        return 0;
    if (input->last_month > 0)
        months[1] = january + input->last_month - 1;
    else if (months[1] >= january + MONTHS)
        months[1] = january + MONTHS - 1;
    if (months[1] < january)
        return 0;
    for (size_t s = 0; s < input->sections->n_features; s++) {
        enum bc_water water = water_of(input, s);
        int target = bc_section_target(input->sections, s);
        struct bc_period year_to_date = bc_period_of_months(january, months[1]);
        struct bc_water_method own;

        if (target == 0)
            target = input->method->target_class;
        if (target == 0 || water == BC_WATER_UNKNOWN)
            continue;
        bc_water_method_resolve(input->observations, input->method,
                                input->sections, &s, 1, &year_to_date, &own);
        for (int i = 0; i < BC_N_ITEMS; i++) {
            struct bc_remaining_row row = {
                .section = s, .item = (enum bc_item)i, .target_class = target};
            struct year year = {
                .method = input->method,
                .limits = bc_limits_of(row.item, water),
                .item = row.item,
                .target = target,
                .n_left = january + MONTHS - 1 - months[1],
            };

            if (!own.items[i])
                continue;
            year.so_far = mean_of(input, s, row.item, january, months[1]);
            if (year.so_far.n == 0)
                continue;
            fill_row(input, &year, water, months, &row);
            *rows = bc_reserve(*rows, &room, n + 1, sizeof **rows);
            (*rows)[n++] = row;
        }
    }
    return n;
}
