/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_BUFFER_H
#define BC_GEO_BUFFER_H

#include <stddef.h>

#include "base/error.h"
#include "geo/crs.h"
#include "geo/geos.h"
#include "layer/layer.h"

/**
 * Buffers in metres on the ellipsoid, without any projection, so that no zone
 * has a border: each stretch of at most 1 km is surrounded by points that lie
 * the distance off on geodesics, and the areas around all stretches are
 * united. An edge is straight in longitude and latitude, as maps draw it and
 * as bc_index measures distances.
 *
 * Accuracy: no place of an outline is farther from the feature than asked, or
 * nearer by more than 0.1 % (chords of 5 degrees stand for arcs), each give or
 * take 0.05 m. Not across the antimeridian or a pole.
 */

/** What is wanted of a polygon's buffer; points and lines have one kind. */
enum bc_buffer_kind {
    BC_BUFFER_WHOLE, /* the polygon and what is near it */
    BC_BUFFER_STRIP  /* what is near it, without the polygon: its banks */
};

#define BC_BUFFER_MOST_M 100000.0

/**
 * Appends the buffer of one feature of a layer in the project CRS.
 * @param distance_m  0 to BC_BUFFER_MOST_M; at 0 a point, a line or a strip
 *                    has no area and the feature no parts, a polygon is itself
 * @retval BC_BAD_INPUT  the distance is below 0, above the most, or no number
 */
enum bc_status bc_buffer_feature(struct bc_geos *geos, const struct bc_crs *crs,
                                 const struct bc_layer *layer, size_t feature,
                                 double distance_m, enum bc_buffer_kind kind,
                                 struct bc_shapes *buffers,
                                 struct bc_error *err);

/** Distances that a project asks for, ascending, metres. */
struct bc_distances {
    size_t n;
    double m[16];
};

/**
 * A polygon layer of the buffers of every feature with a geometry, layer by
 * layer, feature by feature, distance by distance. Columns: `code`
 * (`RL-01/500`), `of` (code or name of the feature), `name`, `layer` (its
 * role), `distance_m`, `area_km2` (geodesic, of the buffer as drawn).
 * @param layers  n of them; NULL ones are left out
 */
enum bc_status bc_buffer_layer(const struct bc_crs *crs, const char *role,
                               const struct bc_layer *const *layers, size_t n,
                               const struct bc_distances *distances,
                               enum bc_buffer_kind kind,
                               struct bc_layer **buffers, struct bc_error *err);

#endif
