/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_EDGE_PAIRS_H
#define BC_GEO_EDGE_PAIRS_H

/* Private to geo: which edges of many rings may touch, by a grid of tiles. */

#include "geo/tiles.h"

/** An edge of a ring that is a feature of its own, and its box. */
struct bc_edge {
    size_t v, ring;
    double west, east, south, north;
};

/** Visits every two edges whose boxes meet, some of them more than once, until
 * a visit returns false.
 * @param tiles  over rings, each a feature */
void bc_edge_pairs(const struct bc_tiles *tiles,
                   bool (*visit)(void *context, const struct bc_edge *a,
                                 const struct bc_edge *b),
                   void *context);

#endif
