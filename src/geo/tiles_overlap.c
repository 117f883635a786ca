/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "geo/tiles.h"

/* How many polygons lie upon a place changes from one side of an edge to the
 * other; where two polygons share the edge and lie on either side of it, the
 * changes cancel. So in a tile whose edges all cancel the number is what it is
 * at the corner, and where that is one at most nothing overlaps there. */

/** An edge from its lower vertex, and what lies to its left. */
struct directed {
    double vertex[4];
    int left; /* 1 the polygon, -1 what is not */
};

/** Pairs so far, and the edges of the tile at hand. */
struct gathering {
    const struct bc_tiles *tiles;
    int *ring_left; /* of each ring: 1, -1, or 0 when it does not tell */
    struct directed *edge;
    size_t n_edges, edge_room;
    struct bc_tiles_pair *pair;
    size_t n_pairs, pair_room;
};

static bool comes_before(const struct bc_shapes *s, size_t a, size_t b)
{
    return s->x[a] < s->x[b] || (s->x[a] == s->x[b] && s->y[a] < s->y[b]);
}

/** 1 when a ring runs counter-clockwise, -1 the other way: the turn at its
 * first vertex from the west; 0 when that is none. */
static int ring_turn(const struct bc_shapes *s, size_t ring)
{
    size_t first = s->vertex_of[ring], n = s->vertex_of[ring + 1] - first;
    size_t lowest = first, before, after;

    if (n < 4)
        return 0;
    n--; /* the last repeats the first */
    for (size_t v = first + 1; v < first + n; v++)
        if (comes_before(s, v, lowest))
            lowest = v;
    before = first + (lowest - first + n - 1) % n;
    after = first + (lowest - first + 1) % n;
    return bc_orientation(s->x[before], s->y[before], s->x[lowest],
                          s->y[lowest], s->x[after], s->y[after]);
}

static int *turn_all(const struct bc_shapes *shapes)
{
    int *left = bc_alloc(shapes->n_rings + 1, sizeof *left);

    for (size_t p = 0; p < shapes->n_parts; p++)
        for (size_t r = shapes->ring_of[p]; r < shapes->ring_of[p + 1]; r++)
            left[r] = ring_turn(shapes, r) * (r == shapes->ring_of[p] ? 1 : -1);
    return left;
}

static size_t ring_at(const struct bc_shapes *shapes, size_t vertex)
{
    size_t low = 0, high = shapes->n_rings;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (shapes->vertex_of[middle] <= vertex)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void gather(struct gathering *it, const struct bc_tile_entry *entry)
{
    const struct bc_shapes *s = it->tiles->polygons;
    size_t ring = 0;

    for (size_t i = 0; i < entry->n_edges; i++) {
        size_t v = it->tiles->edge[entry->first + i], from = v, to = v + 1;
        struct directed *edge;

        if (i == 0 || v < s->vertex_of[ring] || v >= s->vertex_of[ring + 1])
            ring = ring_at(s, v);
        if (comes_before(s, to, from)) {
            from = v + 1;
            to = v;
        }
        it->edge = bc_reserve(it->edge, &it->edge_room, it->n_edges + 1,
                              sizeof *it->edge);
        edge = &it->edge[it->n_edges++];
        *edge = (struct directed){{s->x[from], s->y[from], s->x[to], s->y[to]},
                                  it->ring_left[ring] * (from == v ? 1 : -1)};
    }
}

static int by_vertices(const void *left, const void *right)
{
    const struct directed *a = left, *b = right;

    for (int i = 0; i < 4; i++)
        if (a->vertex[i] != b->vertex[i])
            return a->vertex[i] < b->vertex[i] ? -1 : 1;
    return 0;
}

static bool edges_cancel(struct gathering *it)
{
    if (it->n_edges > 1)
        qsort(it->edge, it->n_edges, sizeof *it->edge, by_vertices);
    for (size_t i = 0, end; i < it->n_edges; i = end) {
        int sum = 0;

        for (end = i;
             end < it->n_edges && !by_vertices(&it->edge[i], &it->edge[end]);
             end++) {
            sum += it->edge[end].left;
            if (it->edge[end].left == 0)
                return false;
        }
        if (sum != 0)
            return false;
    }
    return true;
}

static bool is_clear(struct gathering *it, size_t tile)
{
    const struct bc_tiles *tiles = it->tiles;
    size_t n_inside = 0;

    it->n_edges = 0;
    for (size_t i = tiles->first[tile]; i < tiles->first[tile + 1]; i++) {
        n_inside += tiles->entry[i].inside;
        if (n_inside > 1)
            return false;
        gather(it, &tiles->entry[i]);
    }
    return edges_cancel(it);
}

static int by_features(const void *left, const void *right)
{
    const struct bc_tiles_pair *a = left, *b = right;

    if (a->later != b->later)
        return a->later < b->later ? -1 : 1;
    return (a->earlier > b->earlier) - (a->earlier < b->earlier);
}

static void drop_repeats(struct gathering *it)
{
    size_t n = 0;

    if (it->n_pairs > 1)
        qsort(it->pair, it->n_pairs, sizeof *it->pair, by_features);
    for (size_t i = 0; i < it->n_pairs; i++)
        if (n == 0 || by_features(&it->pair[n - 1], &it->pair[i]) != 0)
            it->pair[n++] = it->pair[i];
    it->n_pairs = n;
}

static void add_pair(struct gathering *it, size_t earlier, size_t later)
{
    /* the same pair meets in many tiles */
    if (it->n_pairs == it->pair_room && it->n_pairs > 0)
        drop_repeats(it);
    it->pair = bc_reserve(it->pair, &it->pair_room,
                          it->n_pairs + it->n_pairs / 2 + 1, sizeof *it->pair);
    it->pair[it->n_pairs++] = (struct bc_tiles_pair){earlier, later};
}

size_t bc_tiles_overlaps(const struct bc_tiles *tiles,
                         struct bc_tiles_pair **pairs)
{
    struct gathering it = {.tiles = tiles,
                           .ring_left = turn_all(tiles->polygons)};

    for (size_t tile = 0; tile < tiles->n_columns * tiles->n_rows; tile++) {
        size_t begin = tiles->first[tile], end = tiles->first[tile + 1];

        if (end - begin < 2 || is_clear(&it, tile))
            continue;
        for (size_t i = begin; i < end; i++)
            for (size_t j = begin; j < i; j++)
                add_pair(&it, tiles->entry[j].feature, tiles->entry[i].feature);
    }
    drop_repeats(&it);
    free(it.ring_left);
    free(it.edge);
    *pairs = it.pair;
    return it.n_pairs;
}
