/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_TREND_H
#define BC_WATER_TREND_H

#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "layer/layer.h"
#include "water/assess.h"
#include "water/item.h"
#include "water/observation.h"

/*
 * Whether means rise or fall over the years: Spearman's rank correlation with
 * time (环办〔2011〕22号, Daniel's test), against the one-sided critical values
 * Wp of water/wp.csv (from memory, with what the exact distribution gives).
 */

enum bc_trend_direction {
    BC_TREND_NONE,    /* fewer than five means: no answer */
    BC_TREND_STEADY,  /* 无显著变化 */
    BC_TREND_RISING,  /* 显著上升 */
    BC_TREND_FALLING, /* 显著下降 */
};
const char *bc_trend_name(enum bc_trend_direction direction); /* "" none */

struct bc_trend {
    enum bc_trend_direction direction;
    size_t n;             /* means in the series */
    struct bc_decimal rs; /* three decimals, those of the table; missing when
                             n < 5; 0 when all means are equal */
    size_t n_table;       /* the table's N that was used */
    struct bc_decimal wp_05, wp_01; /* its critical values */
    int level_percent;              /* 1 or 5 when significant, else 0 */
};

/** Critical values for n means; missing when n < 5. Between two entries and
 * behind the last one, those of the next lower N: they are the stricter ones.
 * @return the N of the table, 0 when n < 5 */
size_t bc_trend_limits(size_t n, struct bc_decimal *wp_05,
                       struct bc_decimal *wp_01);

/**
 * The trend of a series in the order of time; missing values are left out.
 *
 * Equal values have their average rank, and rs is the correlation of the
 * ranks, 1 - 6 sum(d^2) / (N^3 - N) where no two are equal (that short form
 * would give 0.5 to a series of equal values). It is rounded, half-up, to the
 * three decimals of the table before it is compared (|rs| >= Wp), because
 * those are attainable rs so rounded: 0.829 for N = 6 stands for 29/35. All in
 * integers.
 */
struct bc_trend bc_trend_of(const struct bc_decimal *values, size_t n);

/* ---- a table ---- */

struct bc_trend_input {
    const struct bc_observations *observations;
    const struct bc_water_method *method; /* items, samples, months of a year */
    const struct bc_layer *sections;      /* NULL: those of observations */
    struct bc_period period;              /* whole years, or months */
    enum bc_trend_step { BC_TREND_YEARS, BC_TREND_MONTHS } step;
};

struct bc_trend_row {
    size_t section;
    enum bc_item item;
    int first, last; /* year, or month (bc_month_of_day), of the first and last
                        mean of the series */
    struct bc_decimal first_mean, last_mean; /* rounded as the method says */
    struct bc_trend trend;
    int worse; /* 1 when a significant trend is for the worse, -1 for the
                  better, else 0: pH, and what has no limits in this
                  water, has no worse direction */
};

/**
 * A row for each section and each item of the set (and TN beside it) that has
 * a mean at all, in the order of the sections and of gb3838.csv. A year needs
 * min_months of the method, 8 by default. Ranks are those of the means before
 * rule 82: rounded for a limit they would tie, pH to a whole number.
 *
 * @param[out] rows  the caller frees it with free()
 * @return how many
 */
size_t bc_trend_list(const struct bc_trend_input *input,
                     struct bc_trend_row **rows);

#endif
