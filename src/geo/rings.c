/* SPDX-License-Identifier: MIT */
#include "geo/rings.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "geo/edge_pairs.h"
#include "geo/tiles.h"

struct examination {
    struct bc_rings *rings;
    const struct bc_shapes *shapes;
    struct bc_shapes each; /* the same coordinates, every ring a feature */
    size_t *counting;      /* 0, 1, 2 ... */
    size_t *part;          /* of each ring */
    struct bc_tiles tiles;
    size_t *doubted; /* the doubtful rings as they came */
    size_t *around;  /* rings around the one at hand */
    size_t n_around, around_room;
    int *depth; /* of each part: its shells less its holes around the ring */
};

static void doubt(struct examination *it, size_t ring)
{
    struct bc_rings *rings = it->rings;

    if (rings->doubtful[ring])
        return;
    rings->doubtful[ring] = true;
    it->doubted[rings->n_doubtful++] = ring;
}

/* ---- rings that touch ---- */

static bool is_point(const struct bc_shapes *s, size_t v)
{
    return s->x[v] == s->x[v + 1] && s->y[v] == s->y[v + 1];
}

/** The edge that follows in the ring; repeated vertices make none. */
static size_t next_edge(const struct bc_shapes *s, size_t ring, size_t v)
{
    size_t first = s->vertex_of[ring], last = s->vertex_of[ring + 1] - 1;

    for (size_t tries = first; tries < last; tries++) {
        v = v + 1 == last ? first : v + 1;
        if (!is_point(s, v))
            break;
    }
    return v;
}

static int side(const struct bc_shapes *s, size_t v, size_t p)
{
    return bc_orientation(s->x[v], s->y[v], s->x[v + 1], s->y[v + 1], s->x[p],
                          s->y[p]);
}

/** Two edges whose boxes meet. */
static bool edges_touch(const struct bc_shapes *s, size_t a, size_t b)
{
    return side(s, a, b) * side(s, a, b + 1) <= 0 &&
           side(s, b, a) * side(s, b, a + 1) <= 0;
}

/** Whether the edge after @p v leads back along it. */
static bool is_spike(const struct bc_shapes *s, size_t v, size_t next)
{
    double along = (s->x[v + 1] - s->x[v]) * (s->x[next + 1] - s->x[next]) +
                   (s->y[v + 1] - s->y[v]) * (s->y[next + 1] - s->y[next]);

    return along < 0 && side(s, v, next + 1) == 0;
}

bool bc_ring_edges_touch(const struct bc_shapes *s, size_t ring, size_t v,
                         size_t other_ring, size_t w)
{
    if (ring == other_ring && next_edge(s, ring, v) == w)
        return is_spike(s, v, w);
    if (ring == other_ring && next_edge(s, ring, w) == v)
        return is_spike(s, w, v);
    return edges_touch(s, v, w);
}

static bool compare(void *context, const struct bc_edge *a,
                    const struct bc_edge *b)
{
    struct examination *it = context;

    if (bc_ring_edges_touch(&it->each, a->ring, a->v, b->ring, b->v)) {
        doubt(it, a->ring);
        doubt(it, b->ring);
    }
    return it->rings->n_doubtful < it->rings->n; /* else all is known */
}

/* ---- rings where they may not be ---- */

static bool is_shell(const struct examination *it, size_t ring)
{
    return ring == 0 || it->part[ring - 1] != it->part[ring];
}

/** Makes `around` the other rings that hold the first vertex of a ring. */
static void look_around(struct examination *it, size_t ring)
{
    const struct bc_tiles *tiles = &it->tiles;
    size_t v = it->each.vertex_of[ring];
    double x = it->each.x[v], y = it->each.y[v];
    size_t tile = bc_tiles_find(tiles, x, y);

    assert(tiles->first); /* there is an edge, so there are tiles */
    it->n_around = 0;
    for (size_t i = tiles->first[tile]; i < tiles->first[tile + 1]; i++) {
        const struct bc_tile_entry *entry = &tiles->entry[i];

        if (entry->feature == ring ||
            (entry->n_edges > 0 && bc_tiles_side(tiles, tile, entry, x, y) < 0))
            continue;
        it->around = bc_reserve(it->around, &it->around_room, it->n_around + 1,
                                sizeof *it->around);
        it->around[it->n_around++] = entry->feature;
    }
}

/** A hole lies in its shell; of another part a ring lies outside, or in its
 * shell and one of its holes. */
static bool lies_right(struct examination *it, size_t ring)
{
    size_t own = it->part[ring];
    bool right = true;

    it->depth[own] = is_shell(it, ring) ? 0 : -1;
    for (size_t i = 0; i < it->n_around; i++)
        it->depth[it->part[it->around[i]]] +=
            is_shell(it, it->around[i]) ? 1 : -1;
    right = it->depth[own] == 0;
    it->depth[own] = 0;
    for (size_t i = 0; i < it->n_around; i++) {
        int *depth = &it->depth[it->part[it->around[i]]];

        right = right && *depth == 0;
        *depth = 0;
    }
    return right;
}

static void find_misplaced(struct examination *it)
{
    for (size_t ring = 0; ring < it->rings->n; ring++) {
        if (it->rings->doubtful[ring])
            continue;
        look_around(it, ring);
        if (lies_right(it, ring))
            continue;
        doubt(it, ring);
        for (size_t i = 0; i < it->n_around; i++)
            doubt(it, it->around[i]);
    }
}

/** Without them the doubtful ones would be judged wrongly. */
static void add_surroundings(struct examination *it)
{
    for (size_t d = 0; d < it->rings->n_doubtful; d++) {
        size_t ring = it->doubted[d];

        look_around(it, ring);
        for (size_t i = 0; i < it->n_around; i++)
            doubt(it, it->around[i]);
        while (!is_shell(it, ring))
            ring--;
        doubt(it, ring);
    }
}

/* ---- a feature ---- */

/** Every ring as a feature of its own, over the same coordinates. */
static void part_rings(struct examination *it, size_t feature)
{
    const struct bc_shapes *shapes = it->shapes;
    size_t first = shapes->part_of[feature], end = shapes->part_of[feature + 1];
    size_t ring = shapes->ring_of[first], n = shapes->ring_of[end] - ring;

    it->rings->n = n;
    it->counting = bc_alloc(n + 1, sizeof *it->counting);
    it->part = bc_alloc(n + 1, sizeof *it->part);
    it->depth = bc_alloc(end - first + 1, sizeof *it->depth);
    it->doubted = bc_alloc(n + 1, sizeof *it->doubted);
    it->rings->doubtful = bc_alloc(n + 1, sizeof *it->rings->doubtful);
    for (size_t r = 0; r <= n; r++)
        it->counting[r] = r;
    for (size_t p = first, r = 0; p < end; p++)
        for (; ring + r < shapes->ring_of[p + 1]; r++)
            it->part[r] = p - first;
    it->each = (struct bc_shapes){.n_features = n,
                                  .n_parts = n,
                                  .n_rings = n,
                                  .n_vertices = shapes->vertex_of[ring + n] -
                                                shapes->vertex_of[ring],
                                  .part_of = it->counting,
                                  .ring_of = it->counting,
                                  .vertex_of = shapes->vertex_of + ring,
                                  .x = shapes->x,
                                  .y = shapes->y};
}

void bc_rings_examine(struct bc_rings *rings, const struct bc_shapes *shapes,
                      size_t feature)
{
    struct examination it = {.rings = rings, .shapes = shapes};

    *rings = (struct bc_rings){0};
    part_rings(&it, feature);
    bc_tiles_init(&it.tiles, &it.each);
    bc_edge_pairs(&it.tiles, compare, &it);
    if (rings->n > 1) {
        find_misplaced(&it);
        add_surroundings(&it);
    }
    bc_tiles_clear(&it.tiles);
    free(it.counting);
    free(it.part);
    free(it.depth);
    free(it.doubted);
    free(it.around);
}

void bc_rings_clear(struct bc_rings *rings)
{
    free(rings->doubtful);
    *rings = (struct bc_rings){0};
}
