/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_UNTANGLE_H
#define BC_GEO_UNTANGLE_H

/* Private to geo: rings that cross, touch or overlap become a valid polygon.
 * It costs what sorting the edges into tiles costs, and the nodes; however
 * large a ring is that touches itself or thousands of others. */

#include "geo/noding.h"
#include "layer/layer.h"

/**
 * What GEOS' structure method makes of a polygon: a shell holds what it winds
 * around, less what its holes do; parts that overlap count once.
 * @param shapes  its first feature, finite, the rings closed
 * @param[out] parts  appended, each a feature; none when nothing is left
 * @return BC_NODED when it is done; else no part is appended: BC_NODED_NEVER
 *         when rounding defeats it
 */
enum bc_noded bc_untangle(const struct bc_shapes *shapes,
                          struct bc_shapes *parts);

#endif
