/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "geo/tiles.h"

/* More edges than this in a tile are left to GEOS. */
#define MOST_REMAINING 64
#define CHUNK_TILES 65536

/* How many polygons lie upon a place changes from one side of an edge to the
 * other; where two polygons share the edge and lie on either side of it, the
 * changes cancel. So in a tile whose edges all cancel the number is what it is
 * at the corner, and where that is one at most nothing overlaps there. Where
 * some edges remain, it is looked up on either side of each. */

/** An edge from its lower vertex, and what lies to its left. */
struct directed {
    double vertex[4];
    int left; /* 1 the polygon, -1 what is not */
};

/** Pairs so far, and the edges of the tile at hand. */
struct gathering {
    const struct bc_tiles *tiles;
    int *ring_left;        /* of each ring: 1, -1, or 0 when it does not tell */
    struct directed *edge; /* each once, `left` of all that are the same */
    size_t n_edges, edge_room;
    uint32_t *slot; /* edges and one, by what they hash to; 0: none */
    size_t n_slots, slot_room;
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

int *bc_tiles_lefts(const struct bc_shapes *shapes)
{
    int *left = bc_alloc(shapes->n_rings + 1, sizeof *left);

    for (size_t p = 0; p < shapes->n_parts; p++)
        for (size_t r = shapes->ring_of[p]; r < shapes->ring_of[p + 1]; r++)
            left[r] = ring_turn(shapes, r) * (r == shapes->ring_of[p] ? 1 : -1);
    return left;
}

size_t bc_tiles_ring(const struct bc_shapes *shapes, size_t feature,
                     size_t vertex)
{
    size_t low = shapes->ring_of[shapes->part_of[feature]];
    size_t high = shapes->ring_of[shapes->part_of[feature + 1]];

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (shapes->vertex_of[middle] <= vertex)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static bool same_edge(const struct directed *a, const struct directed *b)
{
    return a->vertex[0] == b->vertex[0] && a->vertex[1] == b->vertex[1] &&
           a->vertex[2] == b->vertex[2] && a->vertex[3] == b->vertex[3];
}

/* Both zeros are one number. */
static uint64_t bits_of(double number)
{
    uint64_t bits;

    number += 0.0;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static size_t slot_of(const struct directed *edge, size_t n_slots)
{
    uint64_t hash = bits_of(edge->vertex[0]);

    for (int i = 1; i < 4; i++)
        hash = (hash ^ hash >> 29) * 0x9E3779B97F4A7C15u +
               bits_of(edge->vertex[i]);
    hash = (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u;
    return (hash >> 32) & (n_slots - 1);
}

/** Adds an edge to those of the tile, or to the same one. */
static void lay_down(struct gathering *it, const struct directed *edge)
{
    size_t slot = slot_of(edge, it->n_slots);

    for (; it->slot[slot] > 0; slot = (slot + 1) & (it->n_slots - 1)) {
        struct directed *laid = &it->edge[it->slot[slot] - 1];

        if (same_edge(laid, edge)) {
            laid->left += edge->left;
            return;
        }
    }
    it->edge[it->n_edges++] = *edge;
    it->slot[slot] = (uint32_t)it->n_edges;
}

/** Makes room for @p n edges, none of which is laid down yet. */
static void clear_slots(struct gathering *it, size_t n)
{
    it->n_edges = 0;
    it->edge = bc_reserve(it->edge, &it->edge_room, n, sizeof *it->edge);
    for (it->n_slots = 8; it->n_slots < 2 * n;)
        it->n_slots *= 2;
    it->slot =
        bc_reserve(it->slot, &it->slot_room, it->n_slots, sizeof *it->slot);
    memset(it->slot, 0, it->n_slots * sizeof *it->slot);
}

/** @return false when the way a ring runs cannot be told */
static bool gather(struct gathering *it, const struct bc_tile_entry *entry)
{
    const struct bc_shapes *s = it->tiles->polygons;
    size_t ring = 0;

    for (size_t i = 0; i < entry->n_edges; i++) {
        size_t v = it->tiles->edge[entry->first + i], from = v, to = v + 1;
        struct directed edge;

        if (i == 0 || v < s->vertex_of[ring] || v >= s->vertex_of[ring + 1])
            ring = bc_tiles_ring(s, entry->feature, v);
        if (it->ring_left[ring] == 0)
            return false;
        if (comes_before(s, to, from)) {
            from = v + 1;
            to = v;
        }
        edge = (struct directed){{s->x[from], s->y[from], s->x[to], s->y[to]},
                                 it->ring_left[ring] * (from == v ? 1 : -1)};
        lay_down(it, &edge);
    }
    return true;
}

/** Leaves those edges of the tile that do not cancel, their `left` how much
 * deeper polygons lie on it. */
static void cancel_edges(struct gathering *it)
{
    size_t n = 0;

    for (size_t i = 0; i < it->n_edges; i++)
        if (it->edge[i].left != 0)
            it->edge[n++] = it->edge[i];
    it->n_edges = n;
}

/* ---- edges that remain ---- */

static int side(const double e[4], const double p[2])
{
    return bc_orientation(e[0], e[1], e[2], e[3], p[0], p[1]);
}

static bool same_place(const double a[2], const double b[2])
{
    return a[0] == b[0] && a[1] == b[1];
}

static bool ranges_meet(double a, double b, double c, double d)
{
    return bc_lesser(a, b) <= bc_greater(c, d) &&
           bc_lesser(c, d) <= bc_greater(a, b);
}

/** Whether two edges have more in common than one end. */
static bool edges_meet(const double a[4], const double b[4])
{
    if (!ranges_meet(a[0], a[2], b[0], b[2]) ||
        !ranges_meet(a[1], a[3], b[1], b[3]))
        return false;
    for (int i = 0; i < 4; i += 2)
        for (int j = 0; j < 4; j += 2) {
            const double *end = a + i, *p = a + 2 - i, *q = b + 2 - j;

            if (same_place(end, b + j)) /* do they leave it the same way? */
                return side(a, q) == 0 &&
                       (p[0] - end[0]) * (q[0] - end[0]) +
                               (p[1] - end[1]) * (q[1] - end[1]) >
                           0;
        }
    return side(a, b) * side(a, b + 2) <= 0 && side(b, a) * side(b, a + 2) <= 0;
}

/** The middle of what a box holds of an edge; false when that is nothing. */
static bool middle_in(const double box[4], const double e[4], double middle[2])
{
    double from = 0, to = 1;

    for (int i = 0; i < 2; i++) {
        double step = e[i + 2] - e[i];
        double low = (box[i] - e[i]) / step, high = (box[i + 2] - e[i]) / step;

        if (step == 0 && (e[i] < box[i] || e[i] > box[i + 2]))
            return false;
        if (step == 0)
            continue;
        from = bc_greater(from, bc_lesser(low, high));
        to = bc_lesser(to, bc_greater(low, high));
    }
    for (int i = 0; i < 2; i++)
        middle[i] = e[i] + (from + to) / 2 * (e[i + 2] - e[i]);
    return from < to;
}

/** Whether a place lies so near to an edge that rounding may decide on which
 * side. */
static bool is_near(const double e[4], const double p[2], double far)
{
    double east = e[2] - e[0], north = e[3] - e[1];
    double t = ((p[0] - e[0]) * east + (p[1] - e[1]) * north) /
               (east * east + north * north);

    t = bc_lesser(bc_greater(t, 0), 1);
    return fabs(e[0] + t * east - p[0]) < far &&
           fabs(e[1] + t * north - p[1]) < far;
}

/** Whether no more than one polygon lies on either side of an edge, which no
 * other crosses, as far as the tile goes. */
static bool is_single_beside(const struct gathering *it, size_t tile,
                             size_t edge, int depth)
{
    const double *e = it->edge[edge].vertex;
    double box[4], middle[2], far;
    int left = it->edge[edge].left, here = depth;

    bc_tiles_bounds(it->tiles, tile, box);
    far = (box[2] - box[0] + box[3] - box[1]) * 1e-9;
    if (!middle_in(box, e, middle))
        return true; /* it only comes near */
    for (size_t i = 0; i < it->n_edges; i++) {
        const double *other = it->edge[i].vertex;

        if (i != edge && is_near(other, middle, far))
            return false;
        here += it->edge[i].left *
                bc_tiles_crossing(it->tiles, tile, other, middle[0], middle[1]);
    }
    /* rounding put the place on one side or the other */
    if (bc_tiles_is_left(e, middle[0], middle[1]))
        return here <= 1 && here - left <= 1;
    return here <= 1 && here + left <= 1;
}

/** Whether the edges that remain part places of one polygon from places of
 * none: an outer border, or a gap between neighbours. */
static bool is_single(const struct gathering *it, size_t tile, int depth)
{
    for (size_t i = 0; i < it->n_edges; i++)
        for (size_t j = 0; j < i; j++)
            if (edges_meet(it->edge[i].vertex, it->edge[j].vertex))
                return false;
    for (size_t i = 0; i < it->n_edges; i++)
        if (!is_single_beside(it, tile, i, depth))
            return false;
    return true;
}

static bool is_clear(struct gathering *it, size_t tile)
{
    const struct bc_tiles *tiles = it->tiles;
    size_t begin = tiles->first[tile], end = tiles->first[tile + 1], n = 0;
    int n_inside = 0;

    for (size_t i = begin; i < end; i++) {
        n_inside += tiles->entry[i].inside;
        n += tiles->entry[i].n_edges;
    }
    if (n_inside > 1)
        return false;
    clear_slots(it, n);
    for (size_t i = begin; i < end; i++)
        if (!gather(it, &tiles->entry[i]))
            return false;
    cancel_edges(it);
    return it->n_edges <= MOST_REMAINING && is_single(it, tile, n_inside);
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

/** All tiles, chunk by chunk. */
struct sweep {
    const struct bc_tiles *tiles;
    int *ring_left;
    size_t n_chunks;
    struct gathering *found; /* of each chunk */
};

static void sweep_chunk(void *context, size_t chunk)
{
    const struct sweep *sweep = context;
    const struct bc_tiles *tiles = sweep->tiles;
    struct gathering *it = &sweep->found[chunk];
    size_t n_tiles = tiles->n_columns * tiles->n_rows;
    size_t last = bc_chunk_begin(n_tiles, sweep->n_chunks, chunk + 1);

    it->tiles = tiles;
    it->ring_left = sweep->ring_left;
    for (size_t tile = bc_chunk_begin(n_tiles, sweep->n_chunks, chunk);
         tile < last; tile++) {
        size_t begin = tiles->first[tile], end = tiles->first[tile + 1];

        if (end - begin < 2 || is_clear(it, tile))
            continue;
        for (size_t i = begin; i < end; i++)
            for (size_t j = begin; j < i; j++)
                add_pair(it, tiles->entry[j].feature, tiles->entry[i].feature);
    }
    free(it->edge);
    free(it->slot);
}

size_t bc_tiles_overlaps(const struct bc_tiles *tiles,
                         struct bc_tiles_pair **pairs)
{
    struct sweep sweep = {
        .tiles = tiles,
        .ring_left = bc_tiles_lefts(tiles->polygons),
        .n_chunks = bc_chunks(tiles->n_columns * tiles->n_rows, CHUNK_TILES)};
    struct gathering all = {0};

    sweep.found = bc_alloc(sweep.n_chunks, sizeof *sweep.found);
    bc_parallel_for(sweep.n_chunks, sweep_chunk, &sweep);
    for (size_t chunk = 0; chunk < sweep.n_chunks; chunk++) {
        const struct gathering *found = &sweep.found[chunk];

        for (size_t i = 0; i < found->n_pairs; i++)
            add_pair(&all, found->pair[i].earlier, found->pair[i].later);
        free(found->pair);
    }
    drop_repeats(&all);
    free(sweep.found);
    free(sweep.ring_left);
    *pairs = all.pair;
    return all.n_pairs;
}
