/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_GRID_H
#define BC_GEO_GRID_H

#include <stddef.h>
#include <stdint.h>

#include "geo/globe.h"
#include "geo/zone.h"
#include "layer/layer.h"

/** A north-up grid, in degrees or in metres of a Gauss-Krüger zone; row 0 is
 * the northernmost. */
struct bc_grid {
    size_t width, height;
    double x0, y0;              /* west and north edge */
    double step_x, step_y;      /* cell size, both positive */
    const struct bc_zone *zone; /* NULL: degrees; outlives the grid */
    uint8_t *cells;             /* width * height; 0 is no data */
};

/** A grid never has more cells: its step is doubled until it fits. */
#define BC_GRID_MAX_CELLS (1 << 28)
/** Nor more than these where the step is left to the grid: it begins with
 * BC_GRID_STEP_M and shows on a screen what there is. */
#define BC_GRID_USUAL_CELLS (1 << 21)
#define BC_GRID_STEP_M 100

/** Covers @p bounds (xmin ymin xmax ymax, finite, in units of the grid), edges
 * aligned to whole cells. The step in degrees is made from metres at the mid
 * latitude; in a zone it is those metres; @p resolution_m 0 leaves the step to
 * the grid. */
void bc_grid_init(struct bc_grid *grid, const double bounds[4],
                  double resolution_m, const struct bc_zone *zone);
void bc_grid_clear(struct bc_grid *grid);

/** Cells whose centre lies in the feature (even-odd over all rings) get
 * @p value. A centre exactly on an edge shared by two polygons falls to one
 * of them. */
void bc_grid_burn(struct bc_grid *grid, const struct bc_shapes *polygons,
                  size_t feature, uint8_t value);
/** The same within the rows from the first to before the last of @p rows: each
 * thread may burn rows of its own. */
void bc_grid_burn_rows(struct bc_grid *grid, const struct bc_shapes *polygons,
                       size_t feature, const size_t rows[2], uint8_t value);
/** The rows that a feature reaches, from the first to before the last. */
void bc_grid_rows(const struct bc_grid *grid, const struct bc_shapes *polygons,
                  size_t feature, size_t rows[2]);
/** Cells [@p first, @p last) of both directions: columns, then rows. */
struct bc_block {
    size_t first[2], last[2];
};
/**
 * The centres of a block's cells on the ellipsoid, row by row.
 * @param[out] spots  room for all of them
 */
void bc_grid_spots(const struct bc_grid *grid, const struct bc_block *block,
                   struct bc_spot *spots);
/** Area of a cell of a row, in square metres: on the ellipsoid for degrees, in
 * the plane for a zone. */
double bc_grid_cell_m2(const struct bc_grid *grid, size_t row);
/** Column and row of a place in longitude and latitude, 0 the centre of the
 * first; outside the grid they are beyond it. */
void bc_grid_locate(const struct bc_grid *grid, double lon, double lat,
                    double cell[2]);

#endif
