/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_JUDGE_H
#define BC_PLAN_JUDGE_H

#include "plan/members.h"
#include "plan/tally.h"

/** Fills a result from the members of its scope: counts, value, verdict with
 * its reason, shortfall, the features behind it and the flags (all but
 * `overruled`). Texts live in @p arena. */
void bc_result_judge(const struct bc_subject *subject,
                     struct bc_members *members, struct bc_arena *arena,
                     struct bc_result *result);

/** What no evaluation changes: `info` is shown, an empty figure is
 * `no_value`. */
void bc_result_settle(const struct bc_target *target, struct bc_result *result);

#endif
