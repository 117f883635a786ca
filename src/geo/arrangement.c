/* SPDX-License-Identifier: MIT */
#include "geo/arrangement.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "geo/tiles.h"

/** A ring at a node. */
struct pass {
    double x, y;
    size_t v, ring;
};

struct building {
    struct bc_arrangement *to;
    const struct bc_shapes *rings;
    bool *is_node;
    size_t *leader;      /* of each ring: another of its group, or itself */
    size_t *westernmost; /* vertex of each group, by its leading ring */
};

static int compare_places(double ax, double ay, double bx, double by)
{
    if (ax != bx)
        return ax < bx ? -1 : 1;
    return (ay > by) - (ay < by);
}

/* ---- groups ---- */

static int by_place(const void *left, const void *right)
{
    const struct pass *a = left, *b = right;
    int order = compare_places(a->x, a->y, b->x, b->y);

    return order ? order : (a->v > b->v) - (a->v < b->v);
}

static size_t leader_of(size_t *leader, size_t ring)
{
    while (leader[ring] != ring) {
        leader[ring] = leader[leader[ring]];
        ring = leader[ring];
    }
    return ring;
}

/** Rings that pass the same node belong together. */
static void unite(struct building *it)
{
    const struct bc_shapes *s = it->rings;
    struct pass *pass = NULL;
    size_t n = 0, room = 0;

    for (size_t ring = 0; ring < s->n_rings; ring++) {
        it->leader[ring] = ring;
        for (size_t v = s->vertex_of[ring]; v + 1 < s->vertex_of[ring + 1]; v++)
            if (it->is_node[v]) {
                pass = bc_reserve(pass, &room, n + 1, sizeof *pass);
                pass[n++] = (struct pass){s->x[v], s->y[v], v, ring};
            }
    }
    if (n > 1)
        qsort(pass, n, sizeof *pass, by_place);
    for (size_t i = 1; i < n; i++)
        if (pass[i].x == pass[i - 1].x && pass[i].y == pass[i - 1].y)
            it->leader[leader_of(it->leader, pass[i].ring)] =
                leader_of(it->leader, pass[i - 1].ring);
    free(pass);
}

/** Makes the westernmost vertex of each group a node, so that every ring has
 * one. */
static void mark_westernmost(struct building *it)
{
    const struct bc_shapes *s = it->rings;

    for (size_t ring = 0; ring < s->n_rings; ring++)
        it->westernmost[ring] = BC_NO_ROW;
    for (size_t ring = 0; ring < s->n_rings; ring++) {
        size_t *west = &it->westernmost[leader_of(it->leader, ring)];

        for (size_t v = s->vertex_of[ring]; v + 1 < s->vertex_of[ring + 1]; v++)
            if (*west == BC_NO_ROW ||
                compare_places(s->x[v], s->y[v], s->x[*west], s->y[*west]) < 0)
                *west = v;
    }
    for (size_t ring = 0; ring < s->n_rings; ring++)
        if (it->westernmost[ring] != BC_NO_ROW)
            it->is_node[it->westernmost[ring]] = true;
}

static void number_groups(struct building *it)
{
    struct bc_arrangement *to = it->to;
    size_t n = it->rings->n_rings;

    to->group_of = bc_alloc(n + 1, sizeof *to->group_of);
    to->first_node = bc_alloc(n + 1, sizeof *to->first_node);
    for (size_t ring = 0; ring < n; ring++)
        if (it->westernmost[ring] != BC_NO_ROW)
            to->group_of[ring] = to->n_groups++;
    for (size_t ring = 0; ring < n; ring++)
        to->group_of[ring] = to->group_of[leader_of(it->leader, ring)];
}

/* ---- chains ---- */

static void add_spoke(struct bc_arrangement *to, size_t v, size_t next,
                      bool forward)
{
    const struct bc_shapes *s = &to->rings;

    to->spoke[to->n_spokes++] = (struct bc_spoke){
        s->x[v], s->y[v], s->x[next], s->y[next], to->n_chains, 0, forward};
}

static void add_chain(struct bc_arrangement *to, size_t from, size_t last,
                      size_t ring)
{
    add_spoke(to, from, from + 1, true);
    add_spoke(to, last, last - 1, false);
    to->chain[to->n_chains++] = (struct bc_chain){from, last, ring};
}

static size_t count_nodes(const struct building *it)
{
    size_t n = 0;

    for (size_t v = 0; v < it->rings->n_vertices; v++)
        n += it->is_node[v];
    return n;
}

/** A ring anew from its first node on, with its chains. */
static void turn_ring(struct building *it, size_t ring)
{
    const struct bc_shapes *s = it->rings;
    struct bc_arrangement *to = it->to;
    size_t first = s->vertex_of[ring];
    size_t n = s->vertex_of[ring + 1] - first - 1, start = 0, from, begin;

    while (!it->is_node[first + start])
        start++;
    bc_shapes_begin_feature(&to->rings);
    bc_shapes_begin_part(&to->rings);
    bc_shapes_begin_ring(&to->rings);
    begin = from = to->rings.n_vertices;
    for (size_t i = 0; i <= n; i++) {
        size_t v = first + (start + i) % n;

        bc_shapes_add_vertex(&to->rings, s->x[v], s->y[v]);
        if (i == 0 || !it->is_node[v])
            continue;
        add_chain(to, from, begin + i, ring);
        from = begin + i;
    }
}

/* ---- nodes ---- */

/** Whether a spoke goes east, or due north: those come first. */
static bool goes_east(const struct bc_spoke *spoke)
{
    return spoke->tx > spoke->x ||
           (spoke->tx == spoke->x && spoke->ty > spoke->y);
}

/** 0 when they go the same way from the same node. */
static int compare_ways(const struct bc_spoke *a, const struct bc_spoke *b)
{
    int order = compare_places(a->x, a->y, b->x, b->y);

    if (!order)
        order = goes_east(b) - goes_east(a);
    return order ? order
                 : -bc_orientation(a->x, a->y, a->tx, a->ty, b->tx, b->ty);
}

static int by_way(const void *left, const void *right)
{
    const struct bc_spoke *a = left, *b = right;
    int order = compare_ways(a, b);

    if (!order)
        order = (a->chain > b->chain) - (a->chain < b->chain);
    return order ? order : b->forward - a->forward;
}

/** @return false when two spokes go the same way, but not equally far */
static bool bind(struct bc_arrangement *to)
{
    to->bundle = bc_alloc(to->n_spokes + 1, sizeof *to->bundle);
    to->bundle_of = bc_alloc(to->n_spokes + 1, sizeof *to->bundle_of);
    for (size_t i = 0; i < to->n_spokes; i++) {
        struct bc_spoke *spoke = &to->spoke[i];

        if (i == 0 || spoke->x != spoke[-1].x || spoke->y != spoke[-1].y)
            to->bundle_of[to->n_nodes++] = to->n_bundles;
        if (i == 0 || to->bundle_of[to->n_nodes - 1] == to->n_bundles ||
            compare_ways(&spoke[-1], spoke) != 0)
            to->bundle[to->n_bundles++] =
                (struct bc_bundle){.first = i, .node = to->n_nodes - 1};
        else if (spoke->tx != spoke[-1].tx || spoke->ty != spoke[-1].ty)
            return false;
        spoke->bundle = to->n_bundles - 1;
    }
    to->bundle[to->n_bundles].first = to->n_spokes;
    to->bundle_of[to->n_nodes] = to->n_bundles;
    return true;
}

/** Finds the bundles at the other ends, and the nodes of the groups. */
static bool link_ends(struct building *it)
{
    struct bc_arrangement *to = it->to;
    size_t *end = bc_alloc(to->n_spokes + 1, sizeof *end); /* begin, end */
    bool fits = true;

    for (size_t i = 0; i < to->n_spokes; i++)
        end[2 * to->spoke[i].chain + !to->spoke[i].forward] =
            to->spoke[i].bundle;
    for (size_t i = to->n_spokes; i-- > 0;) {
        const struct bc_spoke *spoke = &to->spoke[i];
        size_t twin = end[2 * spoke->chain + spoke->forward];
        struct bc_bundle *bundle = &to->bundle[spoke->bundle];

        if (i + 1 < to->n_spokes && spoke[1].bundle == spoke->bundle)
            fits = fits && bundle->twin == twin;
        bundle->twin = twin;
    }
    free(end);
    for (size_t node = to->n_nodes; node-- > 0;) {
        const struct bc_spoke *spoke =
            &to->spoke[to->bundle[to->bundle_of[node]].first];
        size_t ring = to->chain[spoke->chain].ring;

        to->first_node[to->group_of[ring]] = node;
    }
    return fits;
}

bool bc_arrangement_init(struct bc_arrangement *to,
                         const struct bc_shapes *rings, const bool *is_node)
{
    size_t n = rings->n_rings;
    struct building it = {.to = to, .rings = rings};
    bool fits;

    *to = (struct bc_arrangement){0};
    bc_shapes_init(&to->rings);
    it.is_node = bc_alloc(rings->n_vertices + 1, sizeof *it.is_node);
    memcpy(it.is_node, is_node, rings->n_vertices * sizeof *it.is_node);
    it.leader = bc_alloc(n + 1, sizeof *it.leader);
    it.westernmost = bc_alloc(n + 1, sizeof *it.westernmost);
    unite(&it);
    mark_westernmost(&it);
    number_groups(&it);
    to->chain = bc_alloc(count_nodes(&it) + 1, sizeof *to->chain);
    to->spoke = bc_alloc(2 * count_nodes(&it) + 1, sizeof *to->spoke);
    for (size_t ring = 0; ring < n; ring++)
        turn_ring(&it, ring);
    if (to->n_spokes > 1)
        qsort(to->spoke, to->n_spokes, sizeof *to->spoke, by_way);
    fits = bind(to) && link_ends(&it);
    free(it.is_node);
    free(it.leader);
    free(it.westernmost);
    return fits;
}

void bc_arrangement_clear(struct bc_arrangement *it)
{
    bc_shapes_clear(&it->rings);
    free(it->group_of);
    free(it->chain);
    free(it->spoke);
    free(it->bundle);
    free(it->bundle_of);
    free(it->first_node);
    *it = (struct bc_arrangement){0};
}
