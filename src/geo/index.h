/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_INDEX_H
#define BC_GEO_INDEX_H

#include <stddef.h>

#include "base/error.h"
#include "geo/geometry.h"
#include "layer/layer.h"

/**
 * Valid polygons indexed once for point queries (boxes, then exact covers).
 * One thread at a time; @p geos and @p polygons must outlive it.
 */
struct bc_index;
enum bc_status bc_index_new(struct bc_geos *geos,
                            const struct bc_shapes *polygons,
                            struct bc_index **index, struct bc_error *err);
void bc_index_free(struct bc_index *index);

/** Where a point lies with regard to one polygon. */
enum bc_place { BC_OUTSIDE, BC_ON_BOUNDARY, BC_INSIDE };

struct bc_hit {
    size_t feature;
    enum bc_place place;
};

/**
 * The polygons that cover a point, in ascending feature order.
 * @param[out] hits  room for @p room; @return how many there are (may exceed
 *                   @p room; then call again with more); 0 for NaN
 */
size_t bc_index_covers(const struct bc_index *index, double x, double y,
                       struct bc_hit *hits, size_t room);

/** BC_INTERNAL when GEOS has failed in a query: look once after many. */
enum bc_status bc_index_status(const struct bc_index *index,
                               struct bc_error *err);

/** The nearest polygon boundary by geodesic distance, the first of equals;
 * BC_NO_ROW when none. */
size_t bc_index_nearest(const struct bc_index *index, const struct bc_crs *crs,
                        double x, double y, double *distance_m);
/** The same, and where on the boundary: x, y. */
size_t bc_index_nearest_place(const struct bc_index *index, double x, double y,
                              double place[2]);

/** Geodesic distance to the boundary of one polygon; NaN without geometry. */
double bc_index_distance_m(const struct bc_index *index,
                           const struct bc_crs *crs, size_t feature, double x,
                           double y);
#endif
