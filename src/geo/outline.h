/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_OUTLINE_H
#define BC_GEO_OUTLINE_H

/* Private to geo: the nearest place of the outlines of polygons, anywhere on
 * the Earth. */

#include <stdbool.h>
#include <stddef.h>

#include "layer/layer.h"

/**
 * Trees of boxes, in metres from the centre of the Earth (geo/globe.h), around
 * short runs of edges: one of each feature, and one over them. A geodesic is
 * never shorter than its chord, nor a chord than the way to a box around its
 * end: no run that may be nearer is left out, over poles and the 180th
 * meridian, too. Any number of threads may ask at a time.
 */
struct bc_outlines;

/** @param polygons  in longitude and latitude; must outlive it */
struct bc_outlines *bc_outlines_new(const struct bc_shapes *polygons);
/** Accepts NULL. */
void bc_outlines_free(struct bc_outlines *outlines);

/**
 * The feature whose outline is nearest to a place, the first of equals, and
 * where on it. Nearest is by chord: of two places as near by chord one may be
 * nearer by geodesic, by 14 mm at 100 km and 14 m at 1,000 km. An edge is
 * straight in longitude and latitude; what is found of one lies no more than
 * 2 cm farther off than its nearest place.
 * @return BC_NO_ROW without outlines, or for a place that is not finite
 */
size_t bc_outlines_nearest(const struct bc_outlines *outlines, double x,
                           double y, double place[2]);
/** The same of one feature; false when it has no outline. */
bool bc_outlines_nearest_of(const struct bc_outlines *outlines, size_t feature,
                            double x, double y, double place[2]);

#endif
