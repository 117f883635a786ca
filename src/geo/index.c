/* SPDX-License-Identifier: MIT */
#include "geo/index.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "geo/boxes.h"
#include "geo/plane.h"
#include "geo/tiles.h"

#define DEGREE (M_PI / 180)

/* So many edges in a row are looked at together. */
#define EDGES_PER_RUN 32

/** Edges of one ring, one after the other. */
struct run {
    size_t feature;
    size_t first, end; /* vertices */
};

struct bc_index {
    const struct bc_shapes *polygons;
    struct bc_tiles tiles;
    struct bc_boxes *boxes; /* around each feature */
    struct run *run;
    size_t n_runs;
    struct bc_boxes *run_boxes; /* around each run */
};

/* ---- runs of edges ---- */

static void add_runs(struct bc_index *index, size_t feature, size_t ring,
                     size_t *room)
{
    const struct bc_shapes *shapes = index->polygons;
    size_t v = shapes->vertex_of[ring], end = shapes->vertex_of[ring + 1];

    for (; v + 1 < end; v += EDGES_PER_RUN) {
        size_t stop = end - v > EDGES_PER_RUN ? v + EDGES_PER_RUN + 1 : end;

        index->run =
            bc_reserve(index->run, room, index->n_runs + 1, sizeof *index->run);
        index->run[index->n_runs++] = (struct run){feature, v, stop};
    }
}

static void bound_run(const struct bc_shapes *shapes, const struct run *run,
                      double box[4])
{
    box[0] = box[2] = shapes->x[run->first];
    box[1] = box[3] = shapes->y[run->first];
    for (size_t v = run->first + 1; v < run->end; v++) {
        box[0] = fmin(box[0], shapes->x[v]);
        box[1] = fmin(box[1], shapes->y[v]);
        box[2] = fmax(box[2], shapes->x[v]);
        box[3] = fmax(box[3], shapes->y[v]);
    }
}

static void make_runs(struct bc_index *index)
{
    const struct bc_shapes *shapes = index->polygons;
    double(*box)[4];
    size_t room = 0;

    for (size_t f = 0; f < shapes->n_features; f++)
        for (size_t r = shapes->ring_of[shapes->part_of[f]];
             r < shapes->ring_of[shapes->part_of[f + 1]]; r++)
            add_runs(index, f, r, &room);
    box = bc_alloc(index->n_runs + 1, sizeof *box);
    for (size_t i = 0; i < index->n_runs; i++)
        bound_run(shapes, &index->run[i], box[i]);
    index->run_boxes = bc_boxes_new((const double(*)[4])box, index->n_runs);
    free(box);
}

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
    make_runs(index);
    return index;
}

void bc_index_free(struct bc_index *index)
{
    if (!index)
        return;
    bc_tiles_clear(&index->tiles);
    bc_boxes_free(index->boxes);
    bc_boxes_free(index->run_boxes);
    free(index->run);
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

struct locating {
    const struct bc_index *index;
    const double *x, *y;
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

static void sort_points(struct locating *it)
{
    const struct bc_tiles *tiles = &it->index->tiles;
    size_t n_blocks = (tiles->n_columns / BLOCK_TILES + 1) *
                      (tiles->n_rows / BLOCK_TILES + 1);
    size_t *begin = bc_alloc(n_blocks + 2, sizeof *begin);
    uint32_t *block = bc_alloc(it->n, sizeof *block);

    it->order = bc_alloc(it->n, sizeof *it->order);
    for (size_t i = 0; i < it->n; i++) {
        block[i] = (uint32_t)block_of(tiles, it->x[i], it->y[i]);
        begin[block[i] + 1]++;
    }
    for (size_t b = 1; b <= n_blocks; b++)
        begin[b] += begin[b - 1];
    for (size_t i = 0; i < it->n; i++)
        it->order[begin[block[i]]++] = (uint32_t)i;
    free(block);
    free(begin);
}

static void locate_chunk(void *context, size_t chunk)
{
    const struct locating *it = context;
    size_t end = bc_chunk_begin(it->n, it->n_chunks, chunk + 1);

    for (size_t k = bc_chunk_begin(it->n, it->n_chunks, chunk); k < end; k++) {
        size_t i = it->order[k];
        struct bc_hit hit = {0};
        size_t n = bc_index_covers(it->index, it->x[i], it->y[i], &hit, 1);

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

/** The place of a polygon's boundary that is nearest to the origin so far. */
struct nearest {
    double squared;
    double x, y;
};

static void try_edge(const struct bc_shapes *shapes, size_t v,
                     const double from[2], const double to[2],
                     struct nearest *nearest)
{
    double t = bc_plane_foot(from, to);
    double east_m = from[0], north_m = from[1], squared;

    /* an end must be met exactly: neighbours that share it are as near */
    if (t == 1) {
        v++;
        east_m = to[0];
        north_m = to[1];
    } else if (t > 0) {
        east_m += t * (to[0] - from[0]);
        north_m += t * (to[1] - from[1]);
    }
    squared = east_m * east_m + north_m * north_m;
    if (squared >= nearest->squared)
        return;
    nearest->squared = squared;
    nearest->x = shapes->x[v];
    nearest->y = shapes->y[v];
    if (t > 0 && t < 1) {
        nearest->x += t * (shapes->x[v + 1] - shapes->x[v]);
        nearest->y += t * (shapes->y[v + 1] - shapes->y[v]);
    }
}

static void try_run(const struct bc_shapes *shapes, size_t v, size_t end,
                    const struct bc_plane *plane, struct nearest *nearest)
{
    double from[2], to[2];

    if (v == end)
        return;
    bc_plane_offset(plane, shapes->x[v], shapes->y[v], from);
    for (; v + 1 < end; v++) {
        bc_plane_offset(plane, shapes->x[v + 1], shapes->y[v + 1], to);
        try_edge(shapes, v, from, to, nearest);
        memcpy(from, to, sizeof from);
    }
}

/** A search for the nearest of all. */
struct search {
    const struct bc_index *index;
    struct bc_plane plane;
    struct nearest nearest;
    size_t feature;
};

static double gap(double value, double low, double high)
{
    return value < low ? low - value : value > high ? value - high : 0;
}

/** Squared distance in the plane that no place in the box comes below, less
 * what rounding may do: a feature that is as near must not be missed. */
static double least_squared(const double b[4], const void *state)
{
    const struct bc_plane *plane = &((const struct search *)state)->plane;
    double farthest = fmax(fabs(plane->y), fmax(fabs(b[1]), fabs(b[3])));
    double narrow = fmax(cos(farthest * DEGREE), 0);
    double east_m = gap(plane->x, b[0], b[2]) * plane->east_m * narrow;
    double north_m = gap(plane->y, b[1], b[3]) * plane->north_m;

    return (east_m * east_m + north_m * north_m) * (1 - 1e-12);
}

static double look(size_t number, void *state)
{
    struct search *search = state;
    const struct run *run = &search->index->run[number];
    struct nearest nearest = {.squared = INFINITY};

    try_run(search->index->polygons, run->first, run->end, &search->plane,
            &nearest);
    if (nearest.squared < search->nearest.squared ||
        (nearest.squared == search->nearest.squared &&
         run->feature < search->feature)) {
        search->nearest = nearest;
        search->feature = run->feature;
    }
    return search->nearest.squared;
}

size_t bc_index_nearest_place(const struct bc_index *index, double x, double y,
                              double place[2])
{
    struct search search = {.index = index,
                            .plane = bc_plane_at(x, y),
                            .nearest = {.squared = INFINITY},
                            .feature = BC_NO_ROW};

    bc_boxes_nearest(index->run_boxes, least_squared, look, &search);
    if (search.feature != BC_NO_ROW) {
        place[0] = search.nearest.x;
        place[1] = search.nearest.y;
    }
    return search.feature;
}

size_t bc_index_nearest(const struct bc_index *index, const struct bc_crs *crs,
                        double x, double y, double *distance_m)
{
    double place[2];
    size_t feature = bc_index_nearest_place(index, x, y, place);

    *distance_m = feature == BC_NO_ROW
                      ? NAN
                      : bc_geodesic_distance_m(crs, x, y, place[0], place[1]);
    return feature;
}

double bc_index_distance_m(const struct bc_index *index,
                           const struct bc_crs *crs, size_t feature, double x,
                           double y)
{
    const struct bc_shapes *shapes = index->polygons;
    struct bc_plane plane = bc_plane_at(x, y);
    struct nearest nearest = {.squared = INFINITY};

    for (size_t r = shapes->ring_of[shapes->part_of[feature]];
         r < shapes->ring_of[shapes->part_of[feature + 1]]; r++)
        try_run(shapes, shapes->vertex_of[r], shapes->vertex_of[r + 1], &plane,
                &nearest);
    if (isinf(nearest.squared))
        return NAN;
    return bc_geodesic_distance_m(crs, x, y, nearest.x, nearest.y);
}
