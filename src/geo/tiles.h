/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_TILES_H
#define BC_GEO_TILES_H

/* Private to geo: a grid of tiles over polygons. A tile knows of each polygon
 * that reaches it whether it is inside as a whole, else which edges it holds;
 * so a point is compared with the edges of its own tile alone. */

#include <stdbool.h>
#include <stdint.h>

#include "layer/layer.h"

/** The lesser and the greater of two numbers in an instruction each, where fmin
 * and fmax are calls; @p b where @p a is NaN. */
static inline double bc_lesser(double a, double b)
{
    return a < b ? a : b;
}

static inline double bc_greater(double a, double b)
{
    return a > b ? a : b;
}

/** A polygon in a tile. */
struct bc_tile_entry {
    uint32_t feature;
    uint32_t first;        /* into edge */
    uint32_t n_edges : 31; /* 0: the tile lies inside as a whole */
    uint32_t inside : 1;   /* whether the tile's lower left corner does */
};

struct bc_tiles {
    const struct bc_shapes *polygons;
    double x, y, width, height;   /* lower left corner; of one tile */
    double per_width, per_height; /* 1 / width, 1 / height */
    size_t n_columns, n_rows;
    size_t *first; /* of each tile, and the end: into entry */
    struct bc_tile_entry *entry;
    uint32_t *edge; /* vertices that they begin at */
};

void bc_tiles_init(struct bc_tiles *tiles, const struct bc_shapes *polygons);
void bc_tiles_clear(struct bc_tiles *tiles);

/** The tiles of an index, borrowed. */
struct bc_index;
const struct bc_tiles *bc_index_tiles(const struct bc_index *index);

/** The tile of a place; BC_NO_ROW outside the grid. */
size_t bc_tiles_find(const struct bc_tiles *tiles, double x, double y);

/** Where a place of @p tile lies with regard to the polygon of an entry: -1
 * outside, 0 on the boundary, 1 inside; exact. */
int bc_tiles_side(const struct bc_tiles *tiles, size_t tile,
                  const struct bc_tile_entry *entry, double x, double y);

/** Which way the path from the lower left corner of @p tile to a place of it
 * crosses an edge (x, y, x, y): 1 to its left, -1 to its right, 0 neither. */
int bc_tiles_crossing(const struct bc_tiles *tiles, size_t tile,
                      const double edge[4], double x, double y);

/** On which side of an edge such a path ends. */
bool bc_tiles_is_left(const double edge[4], double x, double y);

/** The tile's own bounds: xmin ymin xmax ymax. */
void bc_tiles_bounds(const struct bc_tiles *tiles, size_t tile,
                     double bounds[4]);

/** Visits the tiles of the grid that an edge comes near, some maybe besides. */
void bc_tiles_along(const struct bc_tiles *tiles, double ax, double ay,
                    double bx, double by,
                    void (*visit)(void *context, size_t tile), void *context);

/** What lies to the left of the edges of each ring: 1 the polygon, -1 what is
 * not, 0 when that cannot be told; free with free(). */
int *bc_tiles_lefts(const struct bc_shapes *shapes);
/** The ring of a vertex of a feature. */
size_t bc_tiles_ring(const struct bc_shapes *shapes, size_t feature,
                     size_t vertex);

/** Two polygons by their rows. */
struct bc_tiles_pair {
    size_t earlier, later;
};

/**
 * Pairs that may overlap: all that do and some that do not, but none of those
 * that only share edges, vertex by vertex, away from the outer border.
 * @param[out] pairs  by later, then earlier; free with free(); @return how many
 */
size_t bc_tiles_overlaps(const struct bc_tiles *tiles,
                         struct bc_tiles_pair **pairs);

/** The side of the line from a to b that p is on: above 0 left, below 0 right,
 * 0 on it; exact (Shewchuk 1997: a filter, then expansions). */
int bc_orientation(double ax, double ay, double bx, double by, double px,
                   double py);

#endif
