/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_PACE_H
#define BC_PLAN_PACE_H

#include <stdbool.h>

#include "base/date.h"
#include "plan/target.h"
#include "plan/verdict.h"

/**
 * 时序进度: what a target's figure would be at the end of the day @p as_of if
 * the work went evenly from nothing at @p start to the figure at the end of
 * its `due`. From memory: the plans speak of the pace, no text at hand says
 * how it is reckoned.
 *
 * Only work that adds up has a pace: a share, count, number of distinct things
 * or sum that is to reach a figure (`each`: all), in layers other than sections
 * and waters, whose class is no progress. After `due` the figure itself is
 * expected.
 *
 * @param start  first day of the work; 0 or BC_NO_DATE: January 1st of the
 *               year in which the target is due
 * @return false when there is no pace, or the work has not begun
 */
bool bc_pace_expected(const struct bc_target *target, bc_day start,
                      bc_day as_of, struct bc_fraction *expected);

#endif
