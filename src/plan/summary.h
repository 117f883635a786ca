/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_SUMMARY_H
#define BC_PLAN_SUMMARY_H

#include <stddef.h>

#include "plan/evaluate.h"
#include "plan/outcome.h"

/** The verdicts of one basin (or `all`), counted over the rows with
 * `report: yes`; and one word for the map: the worst of them. A basin without
 * a code (NULL) has no verdicts. */
enum bc_overall {
    BC_OVERALL_NONE, /* nothing judged: cannot be told */
    BC_OVERALL_MET,
    BC_OVERALL_INTERIM, /* missed only where not yet due */
    BC_OVERALL_MISSED
};
struct bc_summary {
    size_t n_met, n_missed /* due */, n_interim, n_cannot, n_no_value, n_info;
    enum bc_overall overall;
};
struct bc_summary bc_summary_of(const struct bc_targets *targets,
                                const struct bc_results *results,
                                const char *basin);
const char *bc_overall_name(enum bc_overall overall);    /* "missed" */
const char *bc_overall_name_zh(enum bc_overall overall); /* "未达" */

/**
 * The three results that matter most (guides: missed before interim, then the
 * largest shortfall in the share of its target, one per group water, outfalls,
 * red lines). Indexes into results. @return how many, at most 3
 */
size_t bc_summary_top(const struct bc_targets *targets,
                      const struct bc_results *results, size_t top[3]);
#endif
