/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_REMAINING_H
#define BC_WATER_REMAINING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "layer/layer.h"
#include "water/assess.h"
#include "water/item.h"
#include "water/observation.h"

/*
 * Year to date: what the months that are left may average at most (dissolved
 * oxygen: at least) so that a section meets its target class over the year.
 *
 * The mean of the year is the mean of its monthly means (环办〔2011〕22号),
 * rounded once by 环办监测函〔2020〕82号 before it is compared, so the bound
 * uses what rounding forgives. It has the decimals of the item's mean, and is
 * found with the arithmetic that will judge the year: the bound meets the
 * limit, one unit of its last place more does not. All months that are left
 * are taken to be measured; months of the past without enough samples have
 * left the mean.
 */

enum bc_remaining_state {
    BC_REMAINING_BOUND, /* `bound` says what is allowed */
    BC_REMAINING_LOST,  /* not even 0 would do: 已无法达标 */
    BC_REMAINING_OVER,  /* no month is left: `so_far` is the year's mean */
    BC_REMAINING_FEW,   /* the year cannot have months enough */
    BC_REMAINING_BLIND, /* a detection limit above that of III or the target */
    BC_REMAINING_NO_BOUND /* pH, whose mean is that of H+ and has two limits:
                             不适用 */
};

/** Against the section's own monthly means. */
enum bc_plausible {
    BC_PLAUSIBLE_NONE, /* no bound */
    BC_NEVER_SEEN,     /* no month was so good: 从未出现 */
    BC_POSSIBLE,       /* some were: 有可能 */
    BC_EASILY          /* most were: 容易达到 */
};

const char *bc_remaining_name(enum bc_remaining_state state); /* "" for bound */
const char *bc_remaining_name_en(enum bc_remaining_state state);
const char *bc_plausible_name(enum bc_plausible plausible);

struct bc_remaining_input {
    const struct bc_observations *observations;
    const struct bc_water_method *method;
    const struct bc_layer *sections; /* not NULL; those with a target_class
                                        are told */
    int year;
    int last_month; /* 1..12, of that year, that has passed; 0: the last that
                       has a sample of any section, none: no row */
    struct bc_decimal easily; /* 75: from so many % of the past months on a
                                 bound is easily kept (from memory of nothing:
                                 a choice) */
};
/** `easily`; the rest is for the caller to fill. */
struct bc_remaining_input bc_remaining_input_default(void);

struct bc_remaining_row {
    size_t section;
    enum bc_item item;
    int target_class;
    enum bc_remaining_state state;
    bool at_least;            /* bound and limit are lower ones */
    int n_months, n_left;     /* measured so far, and left */
    struct bc_decimal so_far; /* mean of the months measured, as it is judged */
    struct bc_decimal limit;  /* of the target class; missing for pH */
    struct bc_decimal bound;  /* in the item's unit; missing unless there is one
                               */
    bool meets_so_far;        /* so_far meets the limit */
    size_t n_past, n_past_within; /* months with data up to now, of all years,
                                     and those whose mean keeps the bound */
    enum bc_plausible plausible;
};

/**
 * A row for each section with a target class and type and each item of the set
 * that was measured in the year, in the order of sections and of gb3838.csv.
 *
 * @param[out] rows  the caller frees it with free()
 * @return how many
 */
size_t bc_remaining_list(const struct bc_remaining_input *input,
                         struct bc_remaining_row **rows);

/**
 * The largest value with the decimals of the item's mean (the least, for a
 * lower limit) that @p n_left further monthly means may average so that the
 * year meets class @p target; missing when none does.
 *
 * @param so_far  the monthly means of the year until now; may have none
 * @param n_left  at least 1
 */
struct bc_decimal bc_remaining_bound(const struct bc_water_method *method,
                                     enum bc_item item, enum bc_water water,
                                     int target, const struct bc_mean *so_far,
                                     int n_left);

/**
 * The monthly means of an item so far, of a section or of the points of a lake
 * as one: January to the month of @p last. Points have one mean only where they
 * were measured in equally many months, for then the mean of the months is the
 * mean of the points.
 *
 * @param rows  n_rows sections; those without data have no part in it
 * @return false when there is none, when the points differ in their months, or
 *         when the year cannot have months enough
 */
bool bc_remaining_so_far(const struct bc_observations *observations,
                         const struct bc_water_method *method,
                         const size_t *rows, size_t n_rows, enum bc_item item,
                         bc_day last, struct bc_mean *so_far);

#endif
