/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_NODING_H
#define BC_GEO_NODING_H

/* Private to geo: rings that cross or touch get vertices there. */

#include <stdbool.h>

#include "layer/layer.h"

/** How it ended. */
enum bc_noded {
    BC_NODED_NEVER,  /* rounding makes new crossings time and again */
    BC_NODED,        /* edges meet at vertices alone */
    BC_NODED_TANGLED /* there are too many places where they meet, far more than
                        any outline has: memory and time would go into them */
};

/**
 * Puts vertices where edges touch or cross, until edges meet at vertices alone;
 * where they cross, the place is rounded, and edges bend by as little.
 * @param rings  each a feature: closed, finite, three edges at least, without
 *               repeated vertices
 * @param[out] is_node  of each vertex but the last of a ring: whether something
 *                      else than its own two edges passes there, or they lead
 *                      back along each other; free with free()
 */
enum bc_noded bc_noding_run(struct bc_shapes *rings, bool **is_node);

#endif
