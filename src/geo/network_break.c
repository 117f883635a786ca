/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "geo/geodesic.h"
#include "geo/network_parts.h"
#include "geo/plane.h"

/** How a line of a river is reached from those before it. */
struct link {
    bool reached;
    double apart_m;  /* 0 where lines of any river join the two */
    size_t from, to; /* vertices: an end of a line reached, and of this one */
};

static size_t root_of(size_t *root, size_t node)
{
    while (root[node] != node) {
        root[node] = root[root[node]];
        node = root[node];
    }
    return node;
}

/** Per node: one node for all that lines join, whichever way they flow. */
static size_t *joined_nodes(const struct bc_network *network)
{
    size_t *root = bc_alloc(network->n_nodes + 1, sizeof *root);

    for (size_t node = 0; node < network->n_nodes; node++)
        root[node] = node;
    for (size_t i = 0; i < network->n_reaches; i++)
        root[root_of(root, network->reach[i].from)] =
            root_of(root, network->reach[i].to);
    for (size_t node = 0; node < network->n_nodes; node++)
        root[node] = root_of(root, node);
    return root;
}

static size_t node_of_line(const struct bc_network *network, size_t line)
{
    return network->reach[network->line[line].first_reach].from;
}

/** Takes @p line as the way to @p other, when nearer. */
static void try_link(const struct bc_network *network, const size_t *root,
                     size_t line, size_t other, struct link *link)
{
    const struct bc_river_line *a = &network->line[line];
    const struct bc_river_line *b = &network->line[other];

    if (root[node_of_line(network, line)] ==
        root[node_of_line(network, other)]) {
        link->apart_m = 0;
        return;
    }
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            size_t from = i ? a->end - 1 : a->first;
            size_t to = j ? b->end - 1 : b->first;
            struct bc_plane plane =
                bc_plane_at(network->x[from], network->y[from]);
            double offset[2], apart_m;

            bc_plane_offset(&plane, network->x[to], network->y[to], offset);
            apart_m = hypot(offset[0], offset[1]);
            if (apart_m < link->apart_m) {
                link->apart_m = apart_m;
                link->from = from;
                link->to = to;
            }
        }
}

static void report_break(const struct bc_network *network, size_t river,
                         const struct link *link, struct bc_findings *findings)
{
    const double *x = network->x, *y = network->y;

    bc_findings_addf(
        findings, bc_river_finding(network, river, BC_FOUND_RIVER_GAP),
        "no line joins its parts between %.5f %.5f and %.5f %.5f, %.0f m "
        "apart; nothing is carried over that",
        x[link->from], y[link->from], x[link->to], y[link->to],
        bc_geodesic_distance_m(network->crs, x[link->from], y[link->from],
                               x[link->to], y[link->to]));
}

/** Goes from the first line of a river to the nearest of the others, and on
 * from those: what it steps over are the breaks. */
static void find_breaks_of(const struct bc_network *network, const size_t *root,
                           size_t river, double least_m,
                           struct bc_findings *findings)
{
    size_t first = network->line_of[river];
    size_t n = network->line_of[river + 1] - first, here = 0;
    struct link *link = bc_alloc(n, sizeof *link);

    for (size_t i = 0; i < n; i++)
        link[i].apart_m = INFINITY;
    for (size_t step = 1; step < n; step++) {
        size_t best = n;

        link[here].reached = true;
        for (size_t i = 0; i < n; i++) {
            if (link[i].reached)
                continue;
            try_link(network, root, first + here, first + i, &link[i]);
            if (best == n || link[i].apart_m < link[best].apart_m)
                best = i;
        }
        here = best;
        if (link[here].apart_m > least_m)
            report_break(network, river, &link[here], findings);
    }
    free(link);
}

void bc_network_find_breaks(const struct bc_network *network, double least_m,
                            struct bc_findings *findings)
{
    size_t *root = joined_nodes(network);

    for (size_t river = 0; river < network->rivers->n_features; river++)
        if (network->line_of[river + 1] - network->line_of[river] > 1)
            find_breaks_of(network, root, river, least_m, findings);
    free(root);
}
