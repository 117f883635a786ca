/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_RATING_H
#define BC_WATER_RATING_H

#include "water/assess.h"

/** The word of a river, basin or set of lakes (22号): 优 良好 轻度 中度
 * 重度污染. */
enum bc_rating {
    BC_RATING_NONE,
    BC_RATING_EXCELLENT,
    BC_RATING_GOOD,
    BC_RATING_LIGHT,
    BC_RATING_MODERATE,
    BC_RATING_HEAVY
};
const char *bc_rating_name(enum bc_rating rating);

/** By shares in integers: n judged sections, good I-III, worse than V. */
enum bc_rating bc_rating_by_shares(size_t n, size_t n_good, size_t n_worse);
/** The word of one class: Ⅰ Ⅱ 优, Ⅲ 良好, Ⅳ 轻度, Ⅴ 中度, 劣Ⅴ 重度. */
enum bc_rating bc_rating_of_class(int class_no);

struct bc_basin_rating {
    enum bc_rating rating;
    bool by_shares; /* five sections (method) or more; else by item means */
    size_t n, n_good, n_worse;      /* judged waters: sections, lakes */
    size_t n_dry, n_unknown;        /* left out, and not judged */
    enum bc_item main_pollutant[3]; /* by shares: over III in most sections */
    size_t n_over[3];               /* by shares: in how many of n; else 0 */
};
/**
 * Rates the sections in @p rows (judgement[i] belongs to section row i), less
 * those that are dry. The points of a lake (`water`) count once, as their mean
 * (22号); a lake with one row here is that row's judgement. Means are taken
 * over rivers and over lakes apart, for their limits differ, and the worse word
 * stands. Without @p observations always by shares, and a lake whose points
 * differ in class is unknown.
 */
void bc_rating_basin(const struct bc_observations *observations,
                     const struct bc_water_method *method,
                     const struct bc_layer *sections,
                     const struct bc_judgement *judgement, const size_t *rows,
                     size_t n_rows, const struct bc_period *period,
                     struct bc_basin_rating *rating);
#endif
