/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/memory.h"
#include "geo/index.h"
#include "geo/rings.h"

bool bc_ring_is_closed(const struct bc_shapes *shapes, size_t ring)
{
    size_t first = shapes->vertex_of[ring];
    size_t last = shapes->vertex_of[ring + 1] - 1;

    return shapes->x[first] == shapes->x[last] &&
           shapes->y[first] == shapes->y[last];
}

void bc_ring_append_closed(const struct bc_shapes *from, size_t ring,
                           struct bc_shapes *to)
{
    size_t first = from->vertex_of[ring];

    bc_shapes_begin_ring(to);
    bc_shapes_add_vertices(to, from->x + first, from->y + first,
                           from->vertex_of[ring + 1] - first);
    if (!bc_ring_is_closed(from, ring))
        bc_shapes_add_vertex(to, from->x[first], from->y[first]);
}

void bc_rings_take_doubtful(const struct bc_shapes *from,
                            const struct bc_rings *rings, struct bc_shapes *to)
{
    bc_shapes_begin_feature(to);
    for (size_t p = 0; p < from->part_of[1]; p++) {
        size_t shell = from->ring_of[p];

        if (!rings->doubtful[shell])
            continue;
        bc_shapes_begin_part(to);
        for (size_t r = shell; r < from->ring_of[p + 1]; r++)
            if (rings->doubtful[r])
                bc_ring_append_closed(from, r, to);
    }
}

/** Parts of which no ring is in doubt. */
static void copy_clear_parts(const struct bc_shapes *from,
                             const struct bc_rings *rings, struct bc_shapes *to)
{
    for (size_t p = 0; p < from->part_of[1]; p++) {
        if (rings->doubtful[from->ring_of[p]])
            continue;
        bc_shapes_begin_part(to);
        for (size_t r = from->ring_of[p]; r < from->ring_of[p + 1]; r++)
            bc_ring_append_closed(from, r, to);
    }
}

/** A clear hole and the repaired part that it lies in. */
struct placed {
    size_t hole, part;
};

static int by_part(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;

    if (a->part != b->part)
        return a->part < b->part ? -1 : 1;
    return (a->hole > b->hole) - (a->hole < b->hole);
}

/** The clear holes of doubtful parts, by the part of @p repaired that they lie
 * in; where none is left around a hole it goes with it. @return how many */
static size_t place_holes(const struct bc_shapes *from,
                          const struct bc_rings *rings,
                          const struct bc_shapes *repaired,
                          struct placed *placed)
{
    struct bc_index *index = bc_index_new(repaired);
    struct bc_hit hit;
    size_t n = 0;

    for (size_t p = 0; p < from->part_of[1]; p++) {
        if (!rings->doubtful[from->ring_of[p]])
            continue;
        for (size_t r = from->ring_of[p]; r < from->ring_of[p + 1]; r++) {
            size_t v = from->vertex_of[r];

            if (!rings->doubtful[r] &&
                bc_index_covers(index, from->x[v], from->y[v], &hit, 1) > 0)
                placed[n++] = (struct placed){r, hit.feature};
        }
    }
    bc_index_free(index);
    if (n > 1)
        qsort(placed, n, sizeof *placed, by_part);
    return n;
}

void bc_rings_put_together(const struct bc_shapes *from,
                           const struct bc_rings *rings,
                           const struct bc_shapes *repaired,
                           struct bc_shapes *to)
{
    struct placed *placed = bc_alloc(rings->n + 1, sizeof *placed);
    size_t n = place_holes(from, rings, repaired, placed), next = 0;

    for (size_t f = 0; f < repaired->n_features; f++) {
        bc_shapes_begin_part(to);
        for (size_t r = repaired->ring_of[f]; r < repaired->ring_of[f + 1]; r++)
            bc_ring_append_closed(repaired, r, to);
        for (; next < n && placed[next].part == f; next++)
            bc_ring_append_closed(from, placed[next].hole, to);
    }
    copy_clear_parts(from, rings, to);
    free(placed);
}
