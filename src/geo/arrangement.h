/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_ARRANGEMENT_H
#define BC_GEO_ARRANGEMENT_H

/* Private to geo: rings that meet at nodes alone, as chains of edges from node
 * to node, and how the chains lie around each node. */

#include <stdbool.h>

#include "layer/layer.h"

/** Vertices of a ring from one node to the next, both included. */
struct bc_chain {
    size_t from, to, ring;
};

/** An end of a chain: the node, and the vertex next to it. */
struct bc_spoke {
    double x, y, tx, ty;
    size_t chain, bundle;
    bool forward; /* the chain begins here */
};

/** Spokes of a node that go the same way: first to the next bundle's first. */
struct bc_bundle {
    size_t first, node, twin; /* the bundle at the other end */
};

struct bc_arrangement {
    struct bc_shapes rings; /* each a feature, that begins at a node */
    size_t *group_of;       /* of each ring: those that meet, or by others */
    struct bc_chain *chain;
    /* by node, west to east, then counter-clockwise from due south, which
     * comes last: at the first node of a group all goes east of that */
    struct bc_spoke *spoke;
    struct bc_bundle *bundle;
    size_t *bundle_of;  /* of each node, and the end */
    size_t *first_node; /* of each group */
    size_t n_chains, n_spokes, n_bundles, n_nodes, n_groups;
};

/** @param rings  as bc_noding_run leaves them, with its nodes
 * @return false when they are not noded after all */
bool bc_arrangement_init(struct bc_arrangement *it,
                         const struct bc_shapes *rings, const bool *is_node);
void bc_arrangement_clear(struct bc_arrangement *it);

#endif
