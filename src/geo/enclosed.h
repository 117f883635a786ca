/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_ENCLOSED_H
#define BC_GEO_ENCLOSED_H

/* Private to geo: what chains of geodesic edges enclose, edge by edge. Of an
 * edge up to 2 km (0.02 degrees) the area between it and the equator is a
 * series about the trapezoid, good to 1e-5 m2; of longer ones it is PROJ's. */

#include <geodesic.h>
#include <stdbool.h>
#include <stddef.h>

/** The ellipsoid of the project CRS, borrowed. */
struct bc_crs;
const struct geod_geodesic *bc_crs_ellipsoid(const struct bc_crs *crs);

struct bc_enclosed {
    const struct geod_geodesic *ellipsoid;
    double base;       /* zone of a latitude near by: keeps the sums small */
    double left_m2;    /* to the left of closed chains */
    double length_m;   /* of all edges */
    double x, y;       /* where the chain has come to */
    double sine, zone; /* there */
};

void bc_enclosed_init(struct bc_enclosed *it,
                      const struct geod_geodesic *ellipsoid, double latitude);
/** Begins a chain; those before it have ended. */
void bc_enclosed_start(struct bc_enclosed *it, double x, double y);
/** @param sign  1, or -1: what lies to the right of the chain is meant */
void bc_enclosed_add(struct bc_enclosed *it, double x, double y, int sign);

/** Whether every edge is short, the ring closed and far from the poles; then
 * its area, which is positive. */
bool bc_enclosed_ring(const struct geod_geodesic *ellipsoid, const double *x,
                      const double *y, size_t n, double *area_m2);

#endif
