/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_CRS_H
#define BC_GEO_CRS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/finding.h"
#include "layer/layer.h"

/**
 * Coordinate reference systems by PROJ: the one place that makes them. All
 * coordinates are in traditional order (longitude or easting first).
 * WGS 84 and CGCS2000 (EPSG:4326, CRS84, 4490 and their projections) are one
 * datum: no shift, said once as a finding. Any other pair of datums needs an
 * operation that is not ballpark; the network is never used.
 */
struct bc_crs; /* a PROJ context, for threads in turn, and the project's
                  geographic CRS */

enum bc_status bc_crs_new(const char *project_crs, struct bc_crs **crs,
                          struct bc_error *err);
void bc_crs_free(struct bc_crs *crs);
/** "EPSG:4490" */
const char *bc_crs_name(const struct bc_crs *crs);
/** The EPSG code of the project CRS, 0 when it has none. */
int bc_crs_epsg(const struct bc_crs *crs);

/** Whether a layer's crs is in longitude and latitude; false for what is none.
 */
bool bc_crs_is_geographic(struct bc_crs *crs, const char *text);

/** How the project says to move a layer for which PROJ knows no more than a
 * ballpark: Xian 1980, Beijing 1954. At most one of the two. */
struct bc_crs_shift {
    /* dx dy dz in metres, rx ry rz in seconds of arc, ds in ppm, from the
     * layer's datum to the project's, in the signs of the Bursa-Wolf formula
     * for the coordinate frame (EPSG:1032, 9607: a positive rz turns the axes
     * counter-clockwise). Where parameters come with the position vector's
     * signs (EPSG:1033, 9606), negate rx, ry and rz. NULL for none */
    const double *parameters;
    /* of PROJ: the layer's coordinates, easting or longitude first, to
     * longitude and latitude; NULL */
    const char *pipeline;
};

/**
 * Brings a layer's coordinates to the project CRS, in place, and sets its crs;
 * points in zones of their own (row_epsg) each from there.
 * A missing CRS is an error that says how to name it (`crs:` in the project)
 * and what the values look like, and so is a CRS that contradicts the values:
 * degrees in a projected one, eastings in a geographic one, axes exchanged.
 * Points that lie outside the area of the crs (+-180/+-90 of a geographic one)
 * where more than half lie inside are findings, and lose their position; else
 * they are errors that name the feature, as are non-finite values and all
 * impossible vertices of lines and polygons.
 * @param shift  NULL for none; a pipeline needs no CRS
 */
enum bc_status bc_crs_normalise(struct bc_crs *crs, struct bc_layer *layer,
                                const struct bc_crs_shift *shift,
                                struct bc_findings *findings,
                                struct bc_error *err);

/** Versions for --version; the database is "EPSG v10.076" or "not found". */
const char *bc_proj_version(void);
const char *bc_proj_database(void);

#endif
