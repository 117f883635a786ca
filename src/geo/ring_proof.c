/* SPDX-License-Identifier: MIT */
#include "geo/ring_proof.h"

#include <stdlib.h>

#include "base/memory.h"
#include "geo/rings.h"
#include "geo/tiles.h"

#define STRETCH_EDGES 8
/* More rings are compared faster in a grid. */
#define MOST_RINGS 32
/* Boxes compared for each stretch: a winding river needs about ten. */
#define MOST_COMPARED 200
#define MOST_LEVELS 64

struct box {
    double west, south, east, north;
};

/** Edges of one ring that follow each other. */
struct stretch {
    size_t ring, first, end; /* vertices that the edges begin at */
};

struct proof {
    const struct bc_shapes *shapes;
    size_t first_part, end_part, first_ring, end_ring;
    struct stretch *stretch;
    size_t n_stretches;
    /* of the stretches; then of two of these each, and so on to one */
    struct box *level[MOST_LEVELS];
    size_t level_size[MOST_LEVELS];
    struct box *boxes;
    size_t n_left; /* boxes that may still be compared */
};

/* ---- boxes ---- */

static bool boxes_meet(const struct box *a, const struct box *b)
{
    return a->west <= b->east && b->west <= a->east && a->south <= b->north &&
           b->south <= a->north;
}

static struct box box_of_edge(const struct bc_shapes *s, size_t v)
{
    bool east = s->x[v] < s->x[v + 1], north = s->y[v] < s->y[v + 1];

    return (struct box){s->x[v + !east], s->y[v + !north], s->x[v + east],
                        s->y[v + north]};
}

static void widen(struct box *box, const struct box *other)
{
    if (other->west < box->west)
        box->west = other->west;
    if (other->south < box->south)
        box->south = other->south;
    if (other->east > box->east)
        box->east = other->east;
    if (other->north > box->north)
        box->north = other->north;
}

static size_t edges_of(const struct bc_shapes *s, size_t ring)
{
    return s->vertex_of[ring + 1] - s->vertex_of[ring] - 1;
}

static void part_into_stretches(struct proof *it)
{
    const struct bc_shapes *s = it->shapes;
    size_t n = 0;

    for (size_t r = it->first_ring; r < it->end_ring; r++)
        n += edges_of(s, r) / STRETCH_EDGES + 1;
    it->stretch = bc_resize(NULL, n, sizeof *it->stretch);
    for (size_t r = it->first_ring; r < it->end_ring; r++) {
        size_t end = s->vertex_of[r] + edges_of(s, r);

        for (size_t v = s->vertex_of[r]; v < end; v += STRETCH_EDGES)
            it->stretch[it->n_stretches++] = (struct stretch){
                r, v, v + STRETCH_EDGES < end ? v + STRETCH_EDGES : end};
    }
}

static struct box box_of_stretch(const struct bc_shapes *s,
                                 const struct stretch *stretch)
{
    struct box box = box_of_edge(s, stretch->first);

    for (size_t v = stretch->first + 1; v < stretch->end; v++) {
        struct box edge = box_of_edge(s, v);

        widen(&box, &edge);
    }
    return box;
}

/** @return the level of the one box around all */
static size_t box_up(struct proof *it)
{
    struct box *next;
    size_t n = it->n_stretches, level = 0;

    it->boxes = next = bc_resize(NULL, 2 * n + MOST_LEVELS, sizeof *next);
    for (size_t i = 0; i < n; i++)
        next[i] = box_of_stretch(it->shapes, &it->stretch[i]);
    it->level[0] = next;
    it->level_size[0] = n;
    for (; n > 1; level++) {
        const struct box *below = next;

        next += n;
        for (size_t i = 0; i < (n + 1) / 2; i++) {
            next[i] = below[2 * i];
            if (2 * i + 1 < n)
                widen(&next[i], &below[2 * i + 1]);
        }
        n = (n + 1) / 2;
        it->level[level + 1] = next;
        it->level_size[level + 1] = n;
    }
    return level;
}

/* ---- edges that touch ---- */

static bool is_point(const struct bc_shapes *s, size_t v)
{
    return s->x[v] == s->x[v + 1] && s->y[v] == s->y[v + 1];
}

/** The edges of a stretch that come near a box. @return how many */
static size_t edges_near(const struct bc_shapes *s,
                         const struct stretch *stretch, const struct box *near,
                         size_t edge[STRETCH_EDGES],
                         struct box box[STRETCH_EDGES])
{
    size_t n = 0;

    for (size_t v = stretch->first; v < stretch->end; v++) {
        box[n] = box_of_edge(s, v);
        edge[n] = v;
        n += boxes_meet(&box[n], near) && !is_point(s, v);
    }
    return n;
}

static bool stretches_apart(const struct proof *it, size_t i, size_t j)
{
    const struct bc_shapes *s = it->shapes;
    const struct stretch *one = &it->stretch[i], *other = &it->stretch[j];
    size_t a[STRETCH_EDGES], b[STRETCH_EDGES], n, m;
    struct box box[STRETCH_EDGES], against[STRETCH_EDGES];

    n = edges_near(s, one, &it->level[0][j], a, box);
    m = i == j || n == 0 ? 0
                         : edges_near(s, other, &it->level[0][i], b, against);
    for (size_t k = 0; k < n; k++) {
        if (i == j)
            for (size_t l = 0; l < k; l++)
                if (boxes_meet(&box[k], &box[l]) &&
                    bc_ring_edges_touch(s, one->ring, a[l], one->ring, a[k]))
                    return false;
        for (size_t l = 0; l < m; l++)
            if (boxes_meet(&box[k], &against[l]) &&
                bc_ring_edges_touch(s, one->ring, a[k], other->ring, b[l]))
                return false;
    }
    return true;
}

/** Whether no edge in box @p i of a level touches one in box @p j, or another
 * one of the same. */
static bool are_apart(struct proof *it, size_t level, size_t i, size_t j)
{
    const struct box *box = it->level[level];
    size_t n = level > 0 ? it->level_size[level - 1] : 0;

    if (it->n_left == 0)
        return false;
    it->n_left--;
    if (!boxes_meet(&box[i], &box[j]))
        return true;
    if (level == 0)
        return stretches_apart(it, i, j);
    for (size_t a = 2 * i; a < 2 * i + 2 && a < n; a++)
        for (size_t b = i == j ? a : 2 * j; b < 2 * j + 2 && b < n; b++)
            if (!are_apart(it, level - 1, a, b))
                return false;
    return true;
}

/* ---- rings where they may not be ---- */

/** Whether an edge crosses the line from a place to the east. */
static bool crosses_east(const struct bc_shapes *s, size_t v, double x,
                         double y)
{
    bool up = s->y[v + 1] > s->y[v];

    return (s->y[v] > y) != (s->y[v + 1] > y) &&
           bc_orientation(s->x[v], s->y[v], s->x[v + 1], s->y[v + 1], x, y) ==
               (up ? 1 : -1);
}

/** Which rings hold the first vertex of a ring, itself left out. */
static void look_around(const struct proof *it, size_t ring, bool *holds)
{
    const struct bc_shapes *s = it->shapes;
    double x = s->x[s->vertex_of[ring]], y = s->y[s->vertex_of[ring]];

    for (size_t r = it->first_ring; r < it->end_ring; r++)
        holds[r - it->first_ring] = false;
    for (size_t i = 0; i < it->n_stretches; i++) {
        const struct stretch *stretch = &it->stretch[i];
        const struct box *box = &it->level[0][i];

        if (stretch->ring == ring || box->south > y || box->north < y ||
            box->east < x)
            continue;
        for (size_t v = stretch->first; v < stretch->end; v++)
            holds[stretch->ring - it->first_ring] ^= crosses_east(s, v, x, y);
    }
}

/** A hole lies in its shell; of another part a ring lies outside, or in its
 * shell and one of its holes. */
static bool lies_right(const struct proof *it, size_t ring)
{
    const struct bc_shapes *s = it->shapes;
    bool holds[MOST_RINGS];

    look_around(it, ring, holds);
    for (size_t part = it->first_part; part < it->end_part; part++) {
        size_t shell = s->ring_of[part], end = s->ring_of[part + 1];
        int depth = ring > shell && ring < end ? -1 : 0;

        for (size_t r = shell; r < end; r++)
            if (holds[r - it->first_ring])
                depth += r == shell ? 1 : -1;
        if (depth != 0)
            return false;
    }
    return true;
}

static bool are_placed_right(const struct proof *it)
{
    for (size_t r = it->first_ring; r < it->end_ring; r++)
        if (!lies_right(it, r))
            return false;
    return true;
}

bool bc_rings_prove(const struct bc_shapes *shapes, size_t feature)
{
    size_t part = shapes->part_of[feature];
    size_t end_part = shapes->part_of[feature + 1];
    size_t first = shapes->ring_of[part], end = shapes->ring_of[end_part];
    struct proof it = {.shapes = shapes,
                       .first_part = part,
                       .end_part = end_part,
                       .first_ring = first,
                       .end_ring = end};
    size_t top;
    bool proved;

    if (first == end)
        return true;
    if (end - first > MOST_RINGS)
        return false;
    part_into_stretches(&it);
    top = box_up(&it);
    it.n_left = (it.n_stretches + 1) * MOST_COMPARED;
    proved = are_apart(&it, top, 0, 0) &&
             (end - first == 1 || are_placed_right(&it));
    free(it.boxes);
    free(it.stretch);
    return proved;
}
