/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_RINGS_H
#define BC_GEO_RINGS_H

/* Private to geo: a quick proof that a polygon is valid, or which of its rings
 * need a closer look. It costs what a grid over the edges costs, however many
 * rings there are. */

#include <stdbool.h>

#include "layer/layer.h"

/** Rings of one feature, counted from its first. */
struct bc_rings {
    size_t n, n_doubtful;
    /** Rings that touch themselves or another one, or lie where they may not,
     * and what it takes to judge them: shells of their parts, and what lies
     * around them. The others are simple, touch nothing, and each hole of
     * them lies in its own shell and no other hole. */
    bool *doubtful;
};

/** @param shapes  the feature is finite, its rings closed, of 4 vertices */
void bc_rings_examine(struct bc_rings *rings, const struct bc_shapes *shapes,
                      size_t feature);
void bc_rings_clear(struct bc_rings *rings);

/** Whether two edges whose boxes meet touch, neighbours elsewhere than at their
 * vertex. @param v, w  where they begin; neither is a point */
bool bc_ring_edges_touch(const struct bc_shapes *s, size_t ring, size_t v,
                         size_t other_ring, size_t w);

/* ---- the rings in doubt, and the others (rings_parted.c) ---- */

bool bc_ring_is_closed(const struct bc_shapes *shapes, size_t ring);
/** Appends a ring to the open part of @p to, and closes it where it is open. */
void bc_ring_append_closed(const struct bc_shapes *from, size_t ring,
                           struct bc_shapes *to);
/** Appends to @p to, as one feature, the doubtful rings of the first feature
 * of @p from. */
void bc_rings_take_doubtful(const struct bc_shapes *from,
                            const struct bc_rings *rings, struct bc_shapes *to);
/** Puts the clear rings beside the repaired ones, as the open feature of @p to;
 * a clear hole of which no repaired part is left around goes.
 * @param repaired  each part a feature */
void bc_rings_put_together(const struct bc_shapes *from,
                           const struct bc_rings *rings,
                           const struct bc_shapes *repaired,
                           struct bc_shapes *to);

#endif
