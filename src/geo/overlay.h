/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_OVERLAY_H
#define BC_GEO_OVERLAY_H

#include <stddef.h>

#include "base/error.h"
#include "base/finding.h"
#include "geo/crs.h"
#include "geo/geos.h"
#include "geo/index.h"
#include "layer/layer.h"

/** Red lines cut by basins: one piece a pair that shares area. */
struct bc_overlay {
    size_t n;
    size_t *polygon;         /* row of the red line */
    size_t *basin;           /* row of the basin */
    double *area_m2;         /* geodesic */
    double *share_of_basin;  /* 0..1 */
    struct bc_shapes pieces; /* feature i is piece i */
    double *polygon_area_m2; /* of each red line, whole */
    double *basin_area_m2;   /* of each basin */
};
void bc_overlay_clear(struct bc_overlay *overlay);

/**
 * Sorted by red line, then basin. Pieces smaller than @p sliver_area_m2 or
 * narrower (area / half perimeter) than @p sliver_width_m are dropped,
 * with a finding. The recorded area (key `area`, km2) is compared with the
 * computed one: more than 1 % apart is a finding.
 * @param index        of the basins' shapes; NULL: made for this
 * @param with_pieces  false: `pieces` stays empty, which is faster; the areas
 *                     are the same. Where a piece is cut its edges are straight
 *                     in longitude and latitude; areas lie under the geodesics
 *                     between its vertices.
 * @retval BC_BAD_DATA  an outline that GEOS had to look at is not valid
 */
enum bc_status bc_overlay_basins(struct bc_geos *geos, const struct bc_crs *crs,
                                 const struct bc_layer *polygons,
                                 const struct bc_layer *basins,
                                 const struct bc_index *index, bool with_pieces,
                                 double sliver_area_m2, double sliver_width_m,
                                 struct bc_findings *findings,
                                 struct bc_overlay *overlay,
                                 struct bc_error *err);

/**
 * Pairs of basins that share area, slivers apart: a finding each, with the
 * area. A basin and its parts (key `parent`) are no such pair. The outlines
 * must be valid, as bc_geometry_repair leaves them; that is not looked at
 * again.
 * @param index  of the basins' shapes
 */
enum bc_status
bc_overlay_overlaps(struct bc_geos *geos, const struct bc_crs *crs,
                    const struct bc_layer *basins, const struct bc_index *index,
                    double sliver_area_m2, double sliver_width_m,
                    struct bc_findings *findings, struct bc_error *err);
#endif
