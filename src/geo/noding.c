/* SPDX-License-Identifier: MIT */
#include "geo/noding.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "geo/edge_pairs.h"

#define MOST_ROUNDS 12
/* Vertices to be put in: so many, and for each that is there. Parts that
 * overlap by chance have less than one. */
#define MOST_STOPS ((size_t)1 << 20)
#define MOST_STOPS_A_VERTEX 32

/** A vertex to be put into an edge. */
struct stop {
    size_t edge;
    double along, across; /* grows the way that the edge goes */
    double x, y;
};

struct noding {
    const struct bc_shapes *rings;
    struct stop *stop;
    size_t n_stops, stop_room;
    bool has_touch; /* an edge has a vertex on it: crossings wait for the next
                       round, so that edges upon each other are cut alike */
    bool is_tangled;
    bool *is_node;
};

/* ---- what edges share ---- */

static bool are_equal(const struct bc_shapes *s, size_t p, size_t q)
{
    return s->x[p] == s->x[q] && s->y[p] == s->y[q];
}

static int side(const struct bc_shapes *s, size_t v, size_t p)
{
    return bc_orientation(s->x[v], s->y[v], s->x[v + 1], s->y[v + 1], s->x[p],
                          s->y[p]);
}

/** Unless an end of the edge is there. */
static void add_stop(struct noding *it, size_t v, double x, double y)
{
    const struct bc_shapes *s = it->rings;
    double east = s->x[v + 1] - s->x[v], north = s->y[v + 1] - s->y[v];
    double along = east < 0 ? -x : x, across = north < 0 ? -y : y;
    bool steep = fabs(north) > fabs(east);

    if ((x == s->x[v] && y == s->y[v]) ||
        (x == s->x[v + 1] && y == s->y[v + 1]))
        return;
    if (it->n_stops >= MOST_STOPS + MOST_STOPS_A_VERTEX * s->n_vertices) {
        it->is_tangled = true;
        return;
    }
    it->stop =
        bc_reserve(it->stop, &it->stop_room, it->n_stops + 1, sizeof *it->stop);
    it->stop[it->n_stops++] =
        (struct stop){v, steep ? across : along, steep ? along : across, x, y};
}

/** A vertex on the line of the edge. */
static void stop_within(struct noding *it, const struct bc_edge *edge, size_t p)
{
    const struct bc_shapes *s = it->rings;
    double x = s->x[p], y = s->y[p];

    if (x < edge->west || x > edge->east || y < edge->south || y > edge->north)
        return;
    if ((x == s->x[edge->v] && y == s->y[edge->v]) ||
        (x == s->x[edge->v + 1] && y == s->y[edge->v + 1]))
        return;
    if (!it->has_touch)
        it->n_stops = 0;
    it->has_touch = true;
    add_stop(it, edge->v, x, y);
}

/** How far a place lies from the line of an edge, in no unit. */
static double offset(const double e[4], double x, double y)
{
    return fabs((e[2] - e[0]) * (y - e[1]) - (e[3] - e[1]) * (x - e[0]));
}

/** An edge as x, y, x, y from its western end, whichever way it goes. */
static void eastward(const struct bc_shapes *s, size_t v, double e[4])
{
    size_t west = v + (s->x[v + 1] < s->x[v] ||
                       (s->x[v + 1] == s->x[v] && s->y[v + 1] < s->y[v]));
    size_t east = 2 * v + 1 - west;

    e[0] = s->x[west];
    e[1] = s->y[west];
    e[2] = s->x[east];
    e[3] = s->y[east];
}

/* The place is the same whichever way the edges go, so that edges that lie upon
 * each other stay together. */
static void stop_at_crossing(struct noding *it, const struct bc_edge *a,
                             const struct bc_edge *b)
{
    double p[4], q[4], from, to, share, x, y;
    const double *e = p, *f = q;

    eastward(it->rings, a->v, p);
    eastward(it->rings, b->v, q);
    for (int i = 0; i < 4; i++)
        if (p[i] != q[i]) {
            if (q[i] < p[i]) {
                e = q;
                f = p;
            }
            break;
        }
    from = offset(f, e[0], e[1]);
    to = offset(f, e[2], e[3]);
    share = from + to > 0 ? from / (from + to) : 0.5;
    x = e[0] + share * (e[2] - e[0]);
    y = e[1] + share * (e[3] - e[1]);
    x = fmin(fmax(x, fmax(a->west, b->west)), fmin(a->east, b->east));
    y = fmin(fmax(y, fmax(a->south, b->south)), fmin(a->north, b->north));
    add_stop(it, a->v, x, y);
    add_stop(it, b->v, x, y);
}

/** The vertex is a node; @p p may be the last of its ring, which is its first.
 */
static void mark(struct noding *it, size_t ring, size_t p)
{
    const struct bc_shapes *s = it->rings;

    it->is_node[p + 1 == s->vertex_of[ring + 1] ? s->vertex_of[ring] : p] =
        true;
}

static size_t next_edge(const struct bc_shapes *s, const struct bc_edge *edge)
{
    return edge->v + 2 == s->vertex_of[edge->ring + 1]
               ? s->vertex_of[edge->ring]
               : edge->v + 1;
}

/** An edge and the one that follows it in the ring. */
static void compare_neighbours(struct noding *it, const struct bc_edge *a,
                               const struct bc_edge *b)
{
    const struct bc_shapes *s = it->rings;
    double along =
        (s->x[a->v + 1] - s->x[a->v]) * (s->x[b->v + 1] - s->x[b->v]) +
        (s->y[a->v + 1] - s->y[a->v]) * (s->y[b->v + 1] - s->y[b->v]);

    if (along >= 0 || side(s, a->v, b->v + 1) != 0)
        return;
    stop_within(it, a, b->v + 1);
    stop_within(it, b, a->v);
    mark(it, a->ring, a->v);
    mark(it, a->ring, b->v);
    mark(it, a->ring, b->v + 1);
}

static bool compare(void *context, const struct bc_edge *a,
                    const struct bc_edge *b)
{
    struct noding *it = context;
    const struct bc_shapes *s = it->rings;
    int of_a[2], of_b[2];

    if (a->ring == b->ring && next_edge(s, a) == b->v) {
        compare_neighbours(it, a, b);
        return !it->is_tangled;
    }
    if (a->ring == b->ring && next_edge(s, b) == a->v) {
        compare_neighbours(it, b, a);
        return !it->is_tangled;
    }
    for (size_t end = 0; end < 2; end++)
        of_b[end] = side(s, a->v, b->v + end);
    if (of_b[0] * of_b[1] > 0)
        return !it->is_tangled;
    for (size_t end = 0; end < 2; end++)
        of_a[end] = side(s, b->v, a->v + end);
    if (of_a[0] * of_a[1] > 0)
        return !it->is_tangled;
    if (of_a[0] && of_a[1] && of_b[0] && of_b[1]) {
        if (!it->has_touch)
            stop_at_crossing(it, a, b);
        return !it->is_tangled;
    }
    for (size_t end = 0; end < 2; end++) {
        if (of_b[end] == 0)
            stop_within(it, a, b->v + end);
        if (of_a[end] == 0)
            stop_within(it, b, a->v + end);
        for (size_t other = 0; other < 2; other++)
            if (are_equal(s, a->v + end, b->v + other)) {
                mark(it, a->ring, a->v + end);
                mark(it, b->ring, b->v + other);
            }
    }
    return !it->is_tangled;
}

/* ---- rounds ---- */

static int along_edge(const void *left, const void *right)
{
    const struct stop *a = left, *b = right;

    if (a->edge != b->edge)
        return a->edge < b->edge ? -1 : 1;
    if (a->along != b->along)
        return a->along < b->along ? -1 : 1;
    return (a->across > b->across) - (a->across < b->across);
}

static void put_stops(struct noding *it, struct bc_shapes *to)
{
    const struct bc_shapes *s = it->rings;
    size_t next = 0;

    qsort(it->stop, it->n_stops, sizeof *it->stop, along_edge);
    for (size_t ring = 0; ring < s->n_rings; ring++) {
        bc_shapes_begin_feature(to);
        bc_shapes_begin_part(to);
        bc_shapes_begin_ring(to);
        for (size_t v = s->vertex_of[ring]; v < s->vertex_of[ring + 1]; v++) {
            bc_shapes_add_vertex(to, s->x[v], s->y[v]);
            for (; next < it->n_stops && it->stop[next].edge == v; next++) {
                const struct stop *stop = &it->stop[next];

                if (stop->x != to->x[to->n_vertices - 1] ||
                    stop->y != to->y[to->n_vertices - 1])
                    bc_shapes_add_vertex(to, stop->x, stop->y);
            }
        }
    }
}

/** Adds vertices, unless edges meet at vertices alone or too often. */
static enum bc_noded node_once(struct bc_shapes *rings, bool **is_node)
{
    struct noding it = {.rings = rings};
    struct bc_shapes more;
    struct bc_tiles tiles;
    enum bc_noded noded = BC_NODED_NEVER;

    it.is_node = bc_alloc(rings->n_vertices + 1, sizeof *it.is_node);
    bc_tiles_init(&tiles, rings);
    bc_edge_pairs(&tiles, compare, &it);
    bc_tiles_clear(&tiles);
    if (it.is_tangled) {
        noded = BC_NODED_TANGLED;
    } else if (it.n_stops == 0) {
        noded = BC_NODED;
        *is_node = it.is_node;
        it.is_node = NULL;
    } else {
        bc_shapes_init(&more);
        put_stops(&it, &more);
        bc_shapes_clear(rings);
        *rings = more;
    }
    free(it.is_node);
    free(it.stop);
    return noded;
}

enum bc_noded bc_noding_run(struct bc_shapes *rings, bool **is_node)
{
    enum bc_noded noded = BC_NODED_NEVER;

    *is_node = NULL;
    for (int round = 0; round < MOST_ROUNDS && !noded; round++)
        noded = node_once(rings, is_node);
    return noded;
}
