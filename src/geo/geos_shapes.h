/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_GEOS_SHAPES_H
#define BC_GEO_GEOS_SHAPES_H

/* Private to geo: between coordinate columns and GEOS objects. */

#include <geos_c.h>
#include <stdbool.h>

#include "base/error.h"
#include "geo/geos.h"
#include "layer/layer.h"

struct bc_geos {
    GEOSContextHandle_t handle;
    bool failed;       /* a query that cannot return an error has failed */
    char message[256]; /* what GEOS said last */
};

/**
 * What GEOS has just made. Of closed rings of four vertices it makes anything:
 * without memory it does not, and that ends the process as it does elsewhere.
 */
void *bc_geos_made(void *made);

/** A polygon feature as a (multi)polygon. */
GEOSGeometry *bc_geos_from_shapes(const struct bc_geos *geos,
                                  const struct bc_shapes *shapes,
                                  size_t feature);

/** Adds the polygons of @p geometry as parts of the open feature; points and
 * lines in it are left out. @return how many parts */
size_t bc_geos_to_shapes(const struct bc_geos *geos,
                         const GEOSGeometry *geometry,
                         struct bc_shapes *shapes);

/** BC_INTERNAL with GEOS' own words; @p doing as in "intersecting 'RL-07'". */
enum bc_status bc_geos_error(const struct bc_geos *geos, const char *doing,
                             struct bc_error *err);

#endif
