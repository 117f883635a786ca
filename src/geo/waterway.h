/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_WATERWAY_H
#define BC_GEO_WATERWAY_H

#include <stdbool.h>
#include <stdint.h>

#include "geo/grid.h"

/**
 * Distances through water and not over land, between the cells of a window of
 * a grid. A way goes in straight lines from corner to corner of the land
 * (any-angle search over eight neighbours): where water is in sight it is the
 * straight distance.
 */
struct bc_waterway;

/**
 * @param window  of the grid; kept as columns and rows from its corner
 * @param water   cells of the whole grid; 0 is land
 */
struct bc_waterway *bc_waterway_new(const struct bc_grid *grid,
                                    const struct bc_block *window,
                                    const uint8_t *water);
void bc_waterway_free(struct bc_waterway *waterway);

/** Whether every cell of a block (columns and rows of the grid) is water. */
bool bc_waterway_is_open(const struct bc_waterway *waterway,
                         const struct bc_block *block);

/** The water cell nearest to a cell of the grid, which may be far off: itself
 * if it is one. @return false when there is no water */
bool bc_waterway_nearest(const struct bc_waterway *waterway, double column,
                         double row, size_t cell[2]);

/**
 * Metres through water from @p from, which lies in the water cell @p cell, to
 * the centres of all cells of the window, row by row; infinite on land and
 * where no water leads.
 */
void bc_waterway_spread(struct bc_waterway *waterway, const size_t cell[2],
                        const struct bc_spot *from, float *metres);

#endif
