/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_GRID_H
#define BC_GEO_GRID_H

#include <stddef.h>
#include <stdint.h>

#include "layer/layer.h"

/** A north-up grid in the project CRS; row 0 is the northernmost. */
struct bc_grid {
    size_t width, height;
    double x0, y0;         /* west and north edge */
    double step_x, step_y; /* cell size, both positive, degrees */
    uint8_t *cells;        /* width * height; 0 is no data */
};

/** A grid never has more cells: its step is doubled until it fits. */
#define BC_GRID_MAX_CELLS (1 << 28)

/** Covers @p bounds (xmin ymin xmax ymax, finite), edges aligned to whole
 * cells. The step in degrees is made from metres at the mid latitude. */
void bc_grid_init(struct bc_grid *grid, const double bounds[4],
                  double resolution_m);
void bc_grid_clear(struct bc_grid *grid);

/** Cells whose centre lies in the feature (even-odd over all rings) get
 * @p value. A centre exactly on an edge shared by two polygons falls to one
 * of them. */
void bc_grid_burn(struct bc_grid *grid, const struct bc_shapes *polygons,
                  size_t feature, uint8_t value);
#endif
