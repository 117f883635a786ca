/* SPDX-License-Identifier: MIT */
#include "geo/edge_pairs.h"

#include <stdlib.h>

#include "base/memory.h"

/* A tile with more edges than this sorts them before it compares them. */
#define MANY_EDGES 16

/** The edges of the tile at hand. */
struct gathered {
    struct bc_edge *edge;
    size_t n, room;
};

static int by_west(const void *left, const void *right)
{
    const struct bc_edge *a = left, *b = right;

    return (a->west > b->west) - (a->west < b->west);
}

static void gather(struct gathered *it, const struct bc_tiles *tiles,
                   const struct bc_tile_entry *entry)
{
    const struct bc_shapes *s = tiles->polygons;

    it->edge = bc_reserve(it->edge, &it->room, it->n + entry->n_edges,
                          sizeof *it->edge);
    for (size_t i = 0; i < entry->n_edges; i++) {
        size_t v = tiles->edge[entry->first + i];
        bool east = s->x[v] < s->x[v + 1], north = s->y[v] < s->y[v + 1];

        it->edge[it->n++] = (struct bc_edge){v,
                                             entry->feature,
                                             s->x[v + !east],
                                             s->x[v + east],
                                             s->y[v + !north],
                                             s->y[v + north]};
    }
}

static bool boxes_meet(const struct bc_edge *a, const struct bc_edge *b)
{
    return a->south <= b->north && b->south <= a->north && a->west <= b->east &&
           b->west <= a->east;
}

/** The edges of one tile. @return false when a visit did */
static bool visit_tile(const struct gathered *it, bool sorted,
                       bool (*visit)(void *context, const struct bc_edge *a,
                                     const struct bc_edge *b),
                       void *context)
{
    for (size_t i = 0; i < it->n; i++)
        for (size_t j = i + 1; j < it->n; j++) {
            if (sorted && it->edge[j].west > it->edge[i].east)
                break;
            if (boxes_meet(&it->edge[i], &it->edge[j]) &&
                !visit(context, &it->edge[i], &it->edge[j]))
                return false;
        }
    return true;
}

void bc_edge_pairs(const struct bc_tiles *tiles,
                   bool (*visit)(void *context, const struct bc_edge *a,
                                 const struct bc_edge *b),
                   void *context)
{
    struct gathered it = {0};
    bool goes_on = true;

    for (size_t tile = 0; goes_on && tile < tiles->n_columns * tiles->n_rows;
         tile++) {
        bool sorted;

        it.n = 0;
        for (size_t i = tiles->first[tile]; i < tiles->first[tile + 1]; i++)
            if (tiles->entry[i].n_edges > 0)
                gather(&it, tiles, &tiles->entry[i]);
        sorted = it.n > MANY_EDGES;
        if (sorted)
            qsort(it.edge, it.n, sizeof *it.edge, by_west);
        goes_on = visit_tile(&it, sorted, visit, context);
    }
    free(it.edge);
}
