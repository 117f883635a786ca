/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_WINDING_H
#define BC_GEO_WINDING_H

/* Private to geo: what lies inside, where shells and holes overlap. */

#include "geo/arrangement.h"

/** What a ring of the arrangement is. */
struct bc_role {
    size_t part;
    bool is_hole;
};

/**
 * Finds on which sides of the bundles the polygon lies: what a shell winds
 * around and no hole of its part does; a hole that meets its shell nowhere
 * is a shell of its own (as in GEOS' structure method).
 * @param[out] is_left  of each bundle; on its right is what its twin has left
 * @return false when the sides contradict each other, by rounding
 */
bool bc_winding_find(const struct bc_arrangement *arrangement,
                     const struct bc_role *roles, bool *is_left);

#endif
