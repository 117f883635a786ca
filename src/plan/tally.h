/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_TALLY_H
#define BC_PLAN_TALLY_H

#include "plan/members.h"
#include "plan/verdict.h"

/** What the members of a scope come to. */
struct bc_tally {
    int64_t k, n, n_unknown;
    bool has_value;
    struct bc_fraction value;
    /* where the value stands against the target at the least and at the most,
     * whatever the unknown features are; -1..1 */
    int low, high;
};

/**
 * Counts the members by the target's measure and sets the bearing of each.
 * `low` and `high` are meant only where the target has a figure, or for `each`.
 */
void bc_tally_members(const struct bc_target *target,
                      struct bc_members *members, bool strict,
                      struct bc_tally *tally);

#endif
