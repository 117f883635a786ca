/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_UNTANGLE_H
#define BC_GEO_UNTANGLE_H

/* Private to geo: rings that cross, touch or overlap become a valid polygon.
 * It costs what sorting the edges into tiles costs, and the nodes; however
 * large a ring is that touches itself or thousands of others. */

#include <stdbool.h>

#include "layer/layer.h"

/**
 * What GEOS' structure method makes of a polygon: a shell holds what it winds
 * around, less what its holes do; parts that overlap count once.
 * @param shapes  its first feature, finite, the rings closed
 * @param[out] parts  appended, each a feature; none when nothing is left
 * @return false when rounding defeats it; then no part is appended
 */
bool bc_untangle(const struct bc_shapes *shapes, struct bc_shapes *parts);

#endif
