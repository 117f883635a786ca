/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_CONFIDENCE_H
#define BC_PLAN_CONFIDENCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/error.h"
#include "plan/evaluate.h"
#include "plan/target.h"
#include "water/resample.h"

/**
 * How often the verdict given would hold had other days been sampled: each
 * replicate draws the days of every section and month anew (water/resample.h),
 * judges the sections by the same rules and evaluates the targets by the same
 * comparison. Of shares of sections or waters that speak of their classes
 * (class_no, meets_target, class_change, deciding_change, tli) and were judged
 * met or missed; `risk` and `intensity` stay as they were measured.
 */
struct bc_confidence_row {
    size_t result; /* index into the results */
    size_t n_held; /* replicates with the same verdict; one that cannot be
                      judged has not held */
    struct bc_decimal holds;    /* per cent, 1 decimal, rounded down: 100 only
                                   when all did */
    struct bc_decimal p05, p95; /* of the share, per cent, 1 decimal: nearest
                                   rank; missing when no replicate has one */
    size_t n_months;  /* of sections in scope, in which they were sampled */
    size_t n_one_day; /* those of one day, which cannot vary */
};

struct bc_confidence {
    size_t n;
    struct bc_confidence_row *row;
    size_t n_replicates;
};

struct bc_confidence_options {
    size_t n_replicates; /* 1 or more */
    uint64_t seed;
};

/**
 * @param input         as it was evaluated; its sections have the columns of
 *                      bc_derive_classes
 * @param observations  those of @p input: drawn anew, and put back
 * @param days          that it was told of; kept for every period of @p input
 */
enum bc_status bc_confidence_find(
    const struct bc_plan_input *input, const struct bc_targets *targets,
    const struct bc_results *results, struct bc_observations *observations,
    struct bc_resample *days, const struct bc_confidence_options *options,
    struct bc_confidence *confidence, struct bc_error *err);
void bc_confidence_clear(struct bc_confidence *confidence);

#endif
