/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_WATERSIDE_H
#define BC_GEO_WATERSIDE_H

#include "base/finding.h"
#include "geo/crs.h"
#include "layer/layer.h"

/** Lakes and rivers, in the project CRS; either may be NULL. */
struct bc_waterside {
    const struct bc_crs *crs;
    const struct bc_layer *lakes, *rivers;
};

/** The water nearest to a point: a lake's shore, a river's line. */
struct bc_near_water {
    const struct bc_layer *layer; /* NULL: none */
    size_t row;
    double distance_m; /* geodesic; NaN: none */
};
/** For every point; of equals a lake. @param[out] found  one for each */
void bc_waterside_nearest(const struct bc_waterside *waterside,
                          const struct bc_layer *points,
                          struct bc_near_water *found);

/**
 * Outfalls farther than @p max_distance_m from the water that they name (key
 * `receiving_water`, a code or name of the lakes or rivers; a lake's shore, a
 * river's line), and sections on rivers (key `water`) that far from their
 * river: a finding each, with the geodesic distance and the water that is
 * nearest. Those of lakes and reservoirs (key `type`) are the join's. A water
 * that is in neither layer contradicts nothing; each such name is a note.
 */
void bc_waterside_check(const struct bc_waterside *waterside,
                        const struct bc_layer *points, double max_distance_m,
                        struct bc_findings *findings);

/**
 * Whether a whole layer of points looks like GCJ-02 or BD-09 that nobody undid:
 * a finding with the median distance to the water as read and after undoing.
 * Nothing is moved. Numbers alone cannot tell: the median must halve and gain
 * 100 m, and three points of four must come nearer. Points of standing water
 * (key `type`) tell nothing and do not count; of large layers a thousand do.
 */
void bc_waterside_hint(const struct bc_waterside *waterside,
                       const struct bc_layer *points,
                       struct bc_findings *findings);

#endif
