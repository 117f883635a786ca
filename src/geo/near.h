/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_NEAR_H
#define BC_GEO_NEAR_H

#include <stddef.h>

#include "base/error.h"
#include "base/finding.h"
#include "geo/cover.h"
#include "geo/crs.h"
#include "geo/geos.h"
#include "geo/join.h"
#include "layer/layer.h"

/**
 * Features and the polygons that they lie in or near: feature i has the pairs
 * first[i] .. first[i + 1] - 1, polygons ascending.
 */
struct bc_near {
    size_t n;
    size_t *first; /* n + 1 */
    size_t *polygon;
    double *distance_m; /* geodesic, to the outline; 0 inside and on it */
    double *share;      /* of the feature's area that lies inside, 0 to 1; of a
                           point 1 or 0 */
};
void bc_near_clear(struct bc_near *near);

/**
 * @param features  points or polygons in the project CRS; other layers have no
 *                  pairs, and so have features without a geometry. A polygon
 *                  is inside when it shares more than a sliver of area with
 *                  the other; one that only touches it is 0 m off.
 * @param polygons  valid ones
 * @param reach_m   pairs that are farther apart are left out; 0: inside alone
 */
enum bc_status bc_near_find(struct bc_geos *geos, const struct bc_crs *crs,
                            const struct bc_layer *features,
                            const struct bc_layer *polygons, double reach_m,
                            double sliver_area_m2, double sliver_width_m,
                            struct bc_near *near, struct bc_error *err);

/** Of the pairs only those inside, as a cover. */
void bc_near_cover(const struct bc_near *near, struct bc_cover *cover);

/**
 * Points with differing codes that are at most @p distance_m apart: a finding
 * each pair, at the later one, with code and distance (8 pairs a point at
 * most). 0: only at the very same place. @return how many pairs
 */
size_t bc_near_duplicates(const struct bc_crs *crs,
                          const struct bc_layer *points, double distance_m,
                          struct bc_findings *findings);

#endif
