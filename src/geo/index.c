/* SPDX-License-Identifier: MIT */
#include "geo/index.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "geo/boxes.h"
#include "geo/geodesic.h"
#include "geo/outline.h"
#include "geo/tiles.h"

#define DEGREE (M_PI / 180)

/** What distances need, made when the first one is asked for. */
struct borders {
    pthread_mutex_t making;
    _Atomic(struct bc_outlines *) made;
};

struct bc_index {
    const struct bc_shapes *polygons;
    struct bc_tiles tiles;
    struct bc_boxes *boxes; /* around each feature */
    struct borders *borders;
};

struct bc_index *bc_index_new(const struct bc_shapes *polygons)
{
    struct bc_index *index = bc_alloc(1, sizeof *index);
    double(*bounds)[4] = bc_alloc(polygons->n_features + 1, sizeof *bounds);

    index->polygons = polygons;
    bc_tiles_init(&index->tiles, polygons);
    for (size_t f = 0; f < polygons->n_features; f++)
        if (!bc_shapes_bounds(polygons, f, bounds[f]))
            bounds[f][0] = (double)NAN;
    index->boxes =
        bc_boxes_new((const double(*)[4])bounds, polygons->n_features);
    free(bounds);
    index->borders = bc_alloc(1, sizeof *index->borders);
    pthread_mutex_init(&index->borders->making, NULL);
    return index;
}

void bc_index_free(struct bc_index *index)
{
    if (!index)
        return;
    bc_tiles_clear(&index->tiles);
    bc_boxes_free(index->boxes);
    bc_outlines_free(atomic_load(&index->borders->made));
    pthread_mutex_destroy(&index->borders->making);
    free(index->borders);
    free(index);
}

const struct bc_tiles *bc_index_tiles(const struct bc_index *index)
{
    return &index->tiles;
}

/* ---- which polygons cover a point ---- */

size_t bc_index_covers(const struct bc_index *index, double x, double y,
                       struct bc_hit *hits, size_t room)
{
    const struct bc_tiles *tiles = &index->tiles;
    size_t tile = bc_tiles_find(tiles, x, y), n = 0;

    if (tile == BC_NO_ROW)
        return 0;
    for (size_t i = tiles->first[tile]; i < tiles->first[tile + 1]; i++) {
        const struct bc_tile_entry *entry = &tiles->entry[i];
        int side = entry->n_edges ? bc_tiles_side(tiles, tile, entry, x, y) : 1;

        if (side < 0)
            continue;
        if (n < room)
            hits[n] = (struct bc_hit){entry->feature,
                                      side ? BC_INSIDE : BC_ON_BOUNDARY};
        n++;
    }
    return n;
}

/* ---- many points ---- */

/* Points of as many tiles, this way and that, follow each other: what they
 * need stays in a processor's cache. */
#define BLOCK_TILES 32
#define CHUNK_POINTS 8192
#define CHUNK_DISTANCES 1024

struct locating {
    const struct bc_index *index;
    const double *x, *y;
    uint32_t *block; /* of each point */
    uint32_t *order; /* points by block, and as they come */
    size_t n, n_chunks;
    struct bc_located *located;
};

static size_t block_of(const struct bc_tiles *tiles, double x, double y)
{
    size_t tile = bc_tiles_find(tiles, x, y);
    size_t n_columns = tiles->n_columns / BLOCK_TILES + 1;

    if (tile == BC_NO_ROW)
        return 0;
    return tile / tiles->n_columns / BLOCK_TILES * n_columns +
           tile % tiles->n_columns / BLOCK_TILES;
}

static void find_blocks(void *context, size_t chunk)
{
    const struct locating *it = context;
    size_t end = bc_chunk_begin(it->n, it->n_chunks, chunk + 1);

    for (size_t i = bc_chunk_begin(it->n, it->n_chunks, chunk); i < end; i++)
        it->block[i] =
            (uint32_t)block_of(&it->index->tiles, it->x[i], it->y[i]);
}

static void sort_points(struct locating *it)
{
    const struct bc_tiles *tiles = &it->index->tiles;
    size_t n_blocks = (tiles->n_columns / BLOCK_TILES + 1) *
                      (tiles->n_rows / BLOCK_TILES + 1);
    size_t *begin = bc_alloc(n_blocks + 2, sizeof *begin);

    it->block = bc_resize(NULL, it->n, sizeof *it->block);
    it->order = bc_resize(NULL, it->n, sizeof *it->order);
    bc_parallel_for(it->n_chunks, find_blocks, it);
    for (size_t i = 0; i < it->n; i++)
        begin[it->block[i] + 1]++;
    for (size_t b = 1; b <= n_blocks; b++)
        begin[b] += begin[b - 1];
    for (size_t i = 0; i < it->n; i++)
        it->order[begin[it->block[i]]++] = (uint32_t)i;
    free(it->block);
    free(begin);
}

/* Points that follow each other in a block lie anywhere in memory: those after
 * so many more are asked for while one is looked up. */
#define POINTS_AHEAD 16

static void ask_for(const struct locating *it, size_t i)
{
    __builtin_prefetch(&it->x[i]);
    __builtin_prefetch(&it->y[i]);
    __builtin_prefetch(&it->located[i], 1);
}

static void locate_chunk(void *context, size_t chunk)
{
    const struct locating *it = context;
    size_t end = bc_chunk_begin(it->n, it->n_chunks, chunk + 1);

    for (size_t k = bc_chunk_begin(it->n, it->n_chunks, chunk); k < end; k++) {
        size_t i = it->order[k];
        struct bc_hit hit = {0};
        size_t n;

        if (k + POINTS_AHEAD < end)
            ask_for(it, it->order[k + POINTS_AHEAD]);
        n = bc_index_covers(it->index, it->x[i], it->y[i], &hit, 1);

        it->located[i] =
            (struct bc_located){.n = (uint32_t)n,
                                .feature = hit.feature & 0x7fffffff,
                                .on_boundary = hit.place == BC_ON_BOUNDARY};
    }
}

void bc_index_locate(const struct bc_index *index, const double *x,
                     const double *y, size_t n, struct bc_located *located)
{
    struct locating it = {.index = index,
                          .x = x,
                          .y = y,
                          .n = n,
                          .n_chunks = bc_chunks(n, CHUNK_POINTS),
                          .located = located};

    assert(n <= UINT32_MAX);
    sort_points(&it);
    bc_parallel_for(it.n_chunks, locate_chunk, &it);
    free(it.order);
}

/* No degree of latitude is shorter. */
#define METRES_PER_DEGREE 110574.0

size_t bc_index_around(const struct bc_index *index, const double bounds[4],
                       double distance_m, size_t *features, size_t room)
{
    double north = distance_m / METRES_PER_DEGREE;
    double farthest = fmax(fabs(bounds[1] - north), fabs(bounds[3] + north));
    double east = north / fmax(cos(fmin(farthest, 89) * DEGREE), 0.01);
    double reached[4] = {bounds[0] - east, bounds[1] - north, bounds[2] + east,
                         bounds[3] + north};

    return bc_boxes_meet(index->boxes, reached, features, room);
}

/* ---- how far it is to a polygon ---- */

static const struct bc_outlines *outlines_of(const struct bc_index *index)
{
    struct borders *borders = index->borders;
    struct bc_outlines *made = atomic_load(&borders->made);

    if (made)
        return made;
    pthread_mutex_lock(&borders->making);
    made = atomic_load(&borders->made);
    if (!made) {
        made = bc_outlines_new(index->polygons);
        atomic_store(&borders->made, made);
    }
    pthread_mutex_unlock(&borders->making);
    return made;
}

size_t bc_index_nearest(const struct bc_index *index, const struct bc_crs *crs,
                        double x, double y, double *distance_m)
{
    double place[2];
    size_t feature = bc_outlines_nearest(outlines_of(index), x, y, place);

    *distance_m = feature == BC_NO_ROW
                      ? (double)NAN
                      : bc_geodesic_distance_m(crs, x, y, place[0], place[1]);
    return feature;
}

double bc_index_distance_m(const struct bc_index *index,
                           const struct bc_crs *crs, size_t feature, double x,
                           double y)
{
    double place[2];

    if (!bc_outlines_nearest_of(outlines_of(index), feature, x, y, place))
        return NAN;
    return bc_geodesic_distance_m(crs, x, y, place[0], place[1]);
}

/** A search of many. */
struct nearing {
    const struct bc_outlines *outlines;
    const double *x, *y;
    const size_t *row;
    size_t n, n_chunks;
    struct bc_nearest_border *found;
};

static void near_chunk(void *context, size_t chunk)
{
    const struct nearing *it = context;
    size_t end = bc_chunk_begin(it->n, it->n_chunks, chunk + 1);

    for (size_t i = bc_chunk_begin(it->n, it->n_chunks, chunk); i < end; i++)
        it->found[i].feature =
            bc_outlines_nearest(it->outlines, it->x[it->row[i]],
                                it->y[it->row[i]], it->found[i].place);
}

void bc_index_nearest_of_each(const struct bc_index *index, const double *x,
                              const double *y, const size_t *row, size_t n,
                              struct bc_nearest_border *found)
{
    struct nearing it = {.x = x,
                         .y = y,
                         .row = row,
                         .n = n,
                         .n_chunks = bc_chunks(n, CHUNK_DISTANCES),
                         .found = found};

    if (n == 0)
        return;
    it.outlines = outlines_of(index);
    bc_parallel_for(it.n_chunks, near_chunk, &it);
}
