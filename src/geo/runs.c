/* SPDX-License-Identifier: MIT */
#include "geo/runs.h"

#include <stdlib.h>

#include "base/memory.h"

static size_t first_vertex(const struct bc_shapes *shapes, size_t feature)
{
    return shapes->vertex_of[shapes->ring_of[shapes->part_of[feature]]];
}

void bc_runs_init(struct bc_runs *runs, const struct bc_shapes *shapes,
                  size_t n_vertices)
{
    size_t room = 0, begin = 0;

    *runs = (struct bc_runs){
        .first = bc_reserve(NULL, &room, 1, sizeof *runs->first)};
    runs->first[0] = 0;
    for (size_t f = 0; f < shapes->n_features; f++) {
        size_t end = first_vertex(shapes, f + 1);

        if (end - begin < n_vertices && f + 1 < shapes->n_features)
            continue;
        runs->first =
            bc_reserve(runs->first, &room, runs->n + 2, sizeof *runs->first);
        runs->first[++runs->n] = f + 1;
        begin = end;
    }
}

void bc_runs_clear(struct bc_runs *runs)
{
    free(runs->first);
    *runs = (struct bc_runs){0};
}
