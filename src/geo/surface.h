/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_SURFACE_H
#define BC_GEO_SURFACE_H

#include <stdbool.h>

#include "geo/grid.h"

/** Points that have a value; x, y in longitude and latitude, all finite. */
struct bc_surface_points {
    size_t n;
    const double *x, *y, *value;
};

struct bc_surface_result {
    size_t n_moved;   /* points off the water, put into its nearest cell */
    double moved_m;   /* the farthest of them */
    size_t n_cut_off; /* cells of water that lead to no point: no value */
    double rmse;      /* each point from the others (leave one out); NaN when no
                         point can be reckoned from another */
};

/** The nearest points that a cell is reckoned from. */
#define BC_SURFACE_NEIGHBOURS 12

/**
 * Fills the cells of a water from points in it: the nearest point, or the 12
 * nearest weighted by 1 / d^2. Distances go through water and not over land
 * (geo/waterway.h).
 *
 * @param water        cells of the grid; only those that are not 0 are written
 * @param[out] values  cells of the grid
 */
void bc_surface_fill(const struct bc_grid *grid, const uint8_t *water,
                     const struct bc_surface_points *points, bool nearest,
                     float *values, struct bc_surface_result *result);

#endif
