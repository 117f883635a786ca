/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_UPSTREAM_H
#define BC_PLAN_UPSTREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "geo/network.h"
#include "layer/layer.h"
#include "plan/evaluate.h"
#include "plan/target.h"

/** An outfall that is not remediated, upstream of a section. */
struct bc_upstream_row {
    size_t section, outfall; /* rows of their layers */
    double distance_m;       /* along the rivers */
};

/**
 * What a section that misses its target has upstream of it, as far as the next
 * sections: by row of the section, nearest first. Sections that keep to theirs,
 * or are on no river, have no rows.
 */
struct bc_upstream {
    double speed_m_s; /* of the water; 0: not known, no travel times */
    size_t n, room;
    struct bc_upstream_row *row;
};
void bc_upstream_clear(struct bc_upstream *upstream);
/** How long the water of an outfall takes to the section; NaN: not known. */
double bc_upstream_travel_h(const struct bc_upstream *upstream,
                            const struct bc_upstream_row *row);

/**
 * Sections miss their target when the derived column `meets_target` is 0, or
 * when a missed target names them among its worst. Outfalls are unfinished when
 * `stage_no` is known and below 6 (完成整治).
 *
 * @param outfalls  NULL: none
 * @param targets   with @p results; both may be empty
 */
void bc_upstream_find(const struct bc_network *network,
                      const struct bc_layer *sections,
                      const struct bc_layer *outfalls,
                      const struct bc_targets *targets,
                      const struct bc_results *results,
                      struct bc_upstream *upstream);

/** Does the result name a section among its worst: by its code, or a point of
 * a lake or reservoir by its water? */
bool bc_result_names_section(const struct bc_result *result,
                             const struct bc_layer *sections, size_t row);

/** Is it a target on sections or waters, and missed? */
bool bc_result_misses_water(const struct bc_target *target,
                            const struct bc_result *result);

/** Keeps of each outfall the row with the shortest distance, nearest first.
 * @return how many */
size_t bc_upstream_nearest(struct bc_upstream_row *rows, size_t n);

/**
 * The outfalls upstream of the sections that keep a result from being met, each
 * once at its shortest distance, nearest first; none for other targets.
 * @param[out] rows  the caller frees it with free(); NULL for none
 * @return how many
 */
size_t bc_upstream_of_result(const struct bc_upstream *upstream,
                             const struct bc_layer *sections,
                             const struct bc_target *target,
                             const struct bc_result *result,
                             struct bc_upstream_row **rows);

#endif
