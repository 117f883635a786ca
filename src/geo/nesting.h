/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_NESTING_H
#define BC_GEO_NESTING_H

#include "base/finding.h"
#include "layer/layer.h"

/**
 * Empties the cells of `parent` that name no basin (a finding for each word)
 * and those that lead back to their own basin (a finding for each basin), so
 * that everything counts as without them.
 */
void bc_nesting_check(struct bc_layer *basins, struct bc_findings *findings);

#endif
