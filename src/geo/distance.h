/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_DISTANCE_H
#define BC_GEO_DISTANCE_H

#include <stdint.h>

#include "geo/grid.h"

/**
 * Metres from the centre of each cell to the nearest polygon, 0 inside one.
 * Distances are geodesic (geo/globe.h says how near); an edge is straight in
 * longitude and latitude between its vertices, as the borders are burned.
 *
 * @param polygons  in longitude and latitude, whatever the grid is in
 * @param wanted    cells (width * height): where it is 0 no distance is
 *                  reckoned
 * @param inside    cells: 1 inside a polygon
 * @param[out] metres  cells; @p none where nothing was wanted, or without
 *                     polygons
 */
void bc_distance_fill(const struct bc_grid *grid,
                      const struct bc_shapes *polygons, const uint8_t *wanted,
                      const uint8_t *inside, float none, float *metres);

#endif
