/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_NESTING_H
#define BC_GEO_NESTING_H

#include "base/finding.h"
#include "geo/index.h"
#include "layer/layer.h"

/**
 * Empties the cells of `parent` that name no basin (a finding for each word)
 * and those that lead back to their own basin (a finding for each basin), so
 * that everything counts as without them.
 */
void bc_nesting_check(struct bc_layer *basins, struct bc_findings *findings);

/** A finding for each basin of which, by places along its outline, more than
 * half lies over 100 m outside its parent. @param index  of @p basins */
void bc_nesting_look(const struct bc_crs *crs, const struct bc_layer *basins,
                     const struct bc_index *index,
                     struct bc_findings *findings);

#endif
