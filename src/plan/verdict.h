/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_VERDICT_H
#define BC_PLAN_VERDICT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/decimal.h"
#include "plan/evaluate.h"
#include "plan/target.h"

/** An exact figure in the unit of its target; denominator > 0. */
struct bc_fraction {
    bc_int128 numerator;
    int64_t denominator;
};

/** -1, 0, 1; exact for any two, without overflow. */
int bc_fraction_compare(struct bc_fraction a, struct bc_fraction b);
/** 6 decimals, half-up: how a value is printed. */
struct bc_decimal bc_fraction_print(struct bc_fraction value);

/** The figure of a target that is given; a share's ratio in per cent. */
struct bc_fraction bc_target_figure(const struct bc_target *target);
/** k of n in per cent. */
struct bc_fraction bc_share(int64_t k, int64_t n);

/**
 * Where a figure stands against its target: -1 below, 0 at it, 1 above. The
 * comparison rule of DESIGN.md section 5: a share is rounded half-up to
 * max(1, printed decimals) decimals first, unless the target is a ratio, 0 %
 * or 100 %; everything else is exact.
 * @param strict  never round
 */
int bc_compare_to_target(const struct bc_target *target,
                         struct bc_fraction value, bool strict);

/** Does a figure that stands there meet the target? */
bool bc_op_met(enum bc_op op, int standing);

/** The verdict of a figure that is known to stand between @p low and @p high:
 * BC_CANNOT_JUDGE unless it is the same all the way. */
enum bc_verdict bc_verdict_between(enum bc_op op, int low, int high);

/** Do features that fulfil the condition speak for the target (`>=`), or
 * against it (`<=`)? */
bool bc_target_wants_more(const struct bc_target *target);

/** Would more features that fulfil the condition bring the result to its
 * target? Of `=` it depends on which side of the figure the result stands. */
bool bc_result_wants_more(const struct bc_target *target,
                          const struct bc_result *result);

/**
 * How many features must change so that k of n (a count: k) meets the target:
 * the least number; 0 when it is met, -1 when no change can do it.
 */
int64_t bc_changes_needed(const struct bc_target *target, int64_t k, int64_t n,
                          bool strict);

/** Is the target met with @p k of @p n? For counts n has no part in it. */
bool bc_count_meets(const struct bc_target *target, int64_t k, int64_t n,
                    bool strict);

#endif
