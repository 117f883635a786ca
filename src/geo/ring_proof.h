/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_RING_PROOF_H
#define BC_GEO_RING_PROOF_H

/* Private to geo: whether a polygon is plainly valid, told without a grid. */

#include <stdbool.h>

#include "layer/layer.h"

/**
 * Whether no two edges of a feature touch but neighbours at their vertex, each
 * hole lies in its own shell and no other hole, and no part in another; exact.
 * Edges are compared where boxes around stretches of them meet, which costs
 * little more than reading them.
 * @param shapes  the feature is finite, its rings closed, of 4 vertices
 * @return false when it is not so, or not to be told at that cost: outlines
 *         wound around each other, or many rings; then ask bc_rings_examine
 */
bool bc_rings_prove(const struct bc_shapes *shapes, size_t feature);

#endif
