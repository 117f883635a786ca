/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_GEODESIC_H
#define BC_GEO_GEODESIC_H

#include <stddef.h>

#include "geo/crs.h"
#include "layer/layer.h"

/* Geodesics on the ellipsoid of the project CRS (CGCS2000: a 6378137,
 * 1/f 298.257222101). An edge is the geodesic between its vertices. */
double bc_geodesic_distance_m(const struct bc_crs *crs, double x1, double y1,
                              double x2, double y2);
/** The same, and the azimuths of the geodesic at its start and its end, in
 * degrees clockwise from north. */
double bc_geodesic_inverse(const struct bc_crs *crs, double x1, double y1,
                           double x2, double y2, double azimuth[2]);
/** Where a geodesic ends that leaves x, y with an azimuth: longitude and
 * latitude. */
void bc_geodesic_direct(const struct bc_crs *crs, double x, double y,
                        double azimuth, double distance_m, double end[2]);
/** Area of a polygon feature: shells minus holes, ring direction is free; a
 * ring may hold more than half of the Earth. */
double bc_geodesic_area_m2(const struct bc_crs *crs,
                           const struct bc_shapes *shapes, size_t feature);
double bc_geodesic_length_m(const struct bc_crs *crs,
                            const struct bc_shapes *shapes, size_t feature);

#endif
