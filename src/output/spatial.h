/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_SPATIAL_H
#define BC_OUTPUT_SPATIAL_H

#include <ogr_srs_api.h>
#include <stdbool.h>

#include "base/error.h"
#include "output/fields.h"

/** The project's CRS for GDAL, longitude first: the one place in output that
 * makes one. The caller releases it with OSRRelease. */
enum bc_status bc_output_srs(const struct bc_outcome *outcome,
                             OGRSpatialReferenceH *srs, struct bc_error *err);

/**
 * Vertex indexes of a ring in the direction that is wanted: shells of polygons
 * counter-clockwise, holes clockwise (RFC 7946 and OGC alike), whatever the
 * source has; lines as they are.
 */
struct bc_winding {
    size_t first, n;
    bool reverse;
};
struct bc_winding bc_winding_line(const struct bc_shapes *shapes, size_t ring);
struct bc_winding bc_winding_ring(const struct bc_shapes *shapes, size_t ring,
                                  bool is_hole);
static inline size_t bc_winding_vertex(const struct bc_winding *winding,
                                       size_t i)
{
    return winding->first + (winding->reverse ? winding->n - 1 - i : i);
}

/** `'sections', feature 'S1'` has a coordinate that is not finite: an error. */
enum bc_status bc_output_check_finite(const struct bc_outcome *outcome,
                                      enum bc_published which,
                                      struct bc_error *err);

#endif
