/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_DENSITY_H
#define BC_GEO_DENSITY_H

#include <stdint.h>

#include "geo/grid.h"

/**
 * Points per square kilometre by the quartic (biweight) kernel
 * 3 / (pi h^2) (1 - d^2 / h^2)^2 for d < h, d by geo/globe.h. Summed over all
 * cells by their areas it gives the number of points, less what of them falls
 * beyond the grid: nothing is made up for at borders. The order of the points
 * does not matter.
 *
 * @param x, y       longitude and latitude, @p n of each; NaN is passed over
 * @param keep       which of them count; NULL: all
 * @param bandwidth_m  h
 * @param[out] per_km2  cells (width * height)
 * @return how many points were counted
 */
size_t bc_density_fill(const struct bc_grid *grid, const double *x,
                       const double *y, const uint8_t *keep, size_t n,
                       double bandwidth_m, float *per_km2);

#endif
