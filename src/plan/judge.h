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

/** Do features of this bearing speak against the target? Of `info` those that
 * fulfil the condition are what a reader looks for; without an op a plan says
 * what is to be done, and those are left that do not fulfil it. */
bool bc_speaks_against(const struct bc_target *target,
                       const struct bc_result *result, enum bc_bearing bearing);

/** What no evaluation changes: `info` is shown, an empty figure is
 * `no_value`. */
void bc_result_settle(const struct bc_target *target, struct bc_result *result);

#endif
