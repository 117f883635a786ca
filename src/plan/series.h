/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_SERIES_H
#define BC_PLAN_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "plan/evaluate.h"
#include "water/risk.h"

/** What a target comes to in one month. */
struct bc_series_point {
    enum bc_verdict verdict;
    bool counted; /* k, n are meant */
    int64_t k, n, n_unknown;
    struct bc_decimal value; /* missing when there is none */
};

/** A section in one month. */
struct bc_section_month {
    enum bc_risk risk;
    /* "" when there is none; of the series */
    const char *reason, *reason_en;
};

/**
 * The months of the period, each judged and evaluated by itself: a month needs
 * no minimum of months, and is compared with the same month a year earlier
 * where that lies in `compare_with`. Only what rests on observations has
 * months: outfalls, red lines and the rest are as they are at `as_of`, and have
 * no rows here. `intensity` is of a season, and missing in a month.
 */
struct bc_series {
    size_t n_months;
    struct bc_period *months; /* in order, labels as 2021-04 */
    size_t n_results;
    size_t *result;                /* [n_results]: index into the results of the
                                      whole period */
    struct bc_series_point *point; /* [result * n_months + month] */
    size_t n_sections;
    struct bc_judgement *judgement;   /* [month * n_sections + section] */
    struct bc_section_month *section; /* the same */
    struct bc_arena arena;
};

/**
 * @param input    as for the whole period, with its observations and `risk`
 * @param results  of the whole period
 * @param[out] series  the caller frees it with bc_series_free; NULL without
 *                 sections or observations
 */
enum bc_status bc_series_new(const struct bc_plan_input *input,
                             const struct bc_targets *targets,
                             const struct bc_results *results,
                             struct bc_series **series, struct bc_error *err);
void bc_series_free(struct bc_series *series); /* accepts NULL */

const struct bc_judgement *bc_series_judgement(const struct bc_series *series,
                                               size_t section, size_t month);
const struct bc_section_month *bc_series_section(const struct bc_series *series,
                                                 size_t section, size_t month);

#endif
