/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_OVERLAY_WALK_H
#define BC_GEO_OVERLAY_WALK_H

/* Private to geo: what polygons and basins share, by walking along the edges
 * of each that lie inside the other; no topology is built. What coincides is
 * decided by geo/edges_meet.h; pairs of which the walk is not sure are left to
 * GEOS. */

#include <geodesic.h>

#include "geo/boxes.h"
#include "geo/tiles.h"

/** A polygon and a basin whose boxes meet and that are not proved apart. */
struct bc_shared {
    size_t polygon, basin;
    bool is_known;            /* else GEOS has to say */
    double area_m2, length_m; /* of what they share, and of its outline */
};

/**
 * @param tiles  of the basins; @param boxes  their bounds
 * @param[out] shared  by polygon, then basin; free with free(); @return how
 *                     many
 */
size_t bc_overlay_walk(const struct bc_shapes *polygons,
                       const struct bc_tiles *tiles,
                       const struct bc_boxes *boxes,
                       const struct geod_geodesic *ellipsoid,
                       struct bc_shared **shared);

#endif
