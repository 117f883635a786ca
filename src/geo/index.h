/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_INDEX_H
#define BC_GEO_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "geo/crs.h"
#include "layer/layer.h"

/**
 * Polygons indexed once for point queries, by a grid of tiles (geo/tiles.h);
 * every answer is exact, and any number of threads may ask at a time.
 * @param polygons  valid, as bc_geometry_repair leaves them, and finite: what
 *                  an odd number of rings holds is inside; must outlive it
 */
struct bc_index;
struct bc_index *bc_index_new(const struct bc_shapes *polygons);
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

/** How many polygons cover a point, and the first of them. */
struct bc_located {
    uint32_t n; /* 0: `feature` and `on_boundary` mean nothing */
    uint32_t feature : 31, on_boundary : 1;
};

/** As bc_index_covers for many points at once, which is faster: threads share
 * them, neighbours together. @param[out] located  one for each */
void bc_index_locate(const struct bc_index *index, const double *x,
                     const double *y, size_t n, struct bc_located *located);

/**
 * The polygons whose boxes come within a distance of a box (xmin ymin xmax
 * ymax), ascending: candidates, their outlines may be farther off.
 * @return as bc_index_covers; 0 for NaN
 */
size_t bc_index_around(const struct bc_index *index, const double bounds[4],
                       double distance_m, size_t *features, size_t room);

/** The nearest polygon boundary and the geodesic distance to it, the first of
 * equals; BC_NO_ROW and NaN when none. geo/outline.h says how near. */
size_t bc_index_nearest(const struct bc_index *index, const struct bc_crs *crs,
                        double x, double y, double *distance_m);

/** The polygon whose boundary is nearest to a point, BC_NO_ROW when none, and
 * where on the boundary. */
struct bc_nearest_border {
    size_t feature;
    double place[2]; /* x, y */
};
/** For points by their rows; threads share them.
 * @param[out] found  one for each of the @p n rows */
void bc_index_nearest_of_each(const struct bc_index *index, const double *x,
                              const double *y, const size_t *row, size_t n,
                              struct bc_nearest_border *found);

/** Geodesic distance to the boundary of one polygon; NaN without geometry. */
double bc_index_distance_m(const struct bc_index *index,
                           const struct bc_crs *crs, size_t feature, double x,
                           double y);
#endif
