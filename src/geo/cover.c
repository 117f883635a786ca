/* SPDX-License-Identifier: MIT */
#include "geo/cover.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "geo/index.h"

void bc_cover_clear(struct bc_cover *cover)
{
    free(cover->first);
    free(cover->feature);
    *cover = (struct bc_cover){0};
}

static void fill(const struct bc_index *index, const struct bc_layer *points,
                 struct bc_cover *cover)
{
    struct bc_located *located = bc_alloc(points->n_features, sizeof *located);
    struct bc_hit *hits = NULL;
    size_t hit_room = 0, room = 0, n = 0;

    bc_index_locate(index, points->x, points->y, points->n_features, located);
    for (size_t i = 0; i < points->n_features; i++) {
        size_t n_hits = located[i].n;

        cover->first[i + 1] = n + n_hits;
        if (n_hits == 0)
            continue;
        hits = bc_reserve(hits, &hit_room, n_hits, sizeof *hits);
        bc_index_covers(index, points->x[i], points->y[i], hits, hit_room);
        cover->feature = bc_reserve(cover->feature, &room, n + n_hits,
                                    sizeof *cover->feature);
        for (size_t h = 0; h < n_hits; h++)
            cover->feature[n++] = hits[h].feature;
    }
    free(hits);
    free(located);
}

void bc_cover_points(const struct bc_layer *points,
                     const struct bc_layer *polygons, struct bc_cover *cover)
{
    struct bc_index *index = bc_index_new(&polygons->shapes);

    assert(points->geometry == BC_GEOMETRY_POINT);
    *cover = (struct bc_cover){0};
    cover->n = points->n_features;
    cover->first = bc_alloc(cover->n + 1, sizeof *cover->first);
    fill(index, points, cover);
    bc_index_free(index);
}
