/* SPDX-License-Identifier: MIT */
#include "geo/examine.h"

#include <math.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "geo/feature.h"
#include "geo/geos_shapes.h"
#include "geo/plane.h"
#include "geo/runs.h"

static size_t first_ring(const struct bc_shapes *shapes, size_t feature)
{
    return shapes->ring_of[shapes->part_of[feature]];
}

static size_t end_ring(const struct bc_shapes *shapes, size_t feature)
{
    return shapes->ring_of[shapes->part_of[feature + 1]];
}

/* ---- latitude first ---- */

/* A place this far from every basin is not theirs. */
#define NEAR_BASINS_DEGREES 1

bool bc_examine_extent(const struct bc_layer *basins, double extent[4])
{
    const struct bc_shapes *shapes = &basins->shapes;
    double box[4];
    bool any = false;

    for (size_t f = 0; f < shapes->n_features; f++) {
        if (!bc_shapes_bounds(shapes, f, box))
            continue;
        for (int i = 0; i < 2; i++) {
            extent[i] = any ? fmin(extent[i], box[i]) : box[i];
            extent[i + 2] = any ? fmax(extent[i + 2], box[i + 2]) : box[i + 2];
        }
        any = true;
    }
    return any;
}

static bool is_near(const double extent[4], double x, double y)
{
    return x >= extent[0] - NEAR_BASINS_DEGREES &&
           x <= extent[2] + NEAR_BASINS_DEGREES &&
           y >= extent[1] - NEAR_BASINS_DEGREES &&
           y <= extent[3] + NEAR_BASINS_DEGREES;
}

void bc_examine_swapped(struct bc_layer *points, const struct bc_layer *basins,
                        struct bc_findings *findings)
{
    double extent[4] = {0};

    if (points->geometry == BC_GEOMETRY_POINT &&
        bc_examine_extent(basins, extent))
        bc_examine_swapped_from(points, extent, findings);
}

void bc_examine_swapped_from(struct bc_layer *points, const double extent[4],
                             struct bc_findings *findings)
{
    for (size_t i = 0; i < points->n_features; i++) {
        double x = points->x[i], y = points->y[i];

        if (isnan(x) || is_near(extent, x, y) || !is_near(extent, y, x))
            continue;
        points->x[i] = y;
        points->y[i] = x;
        bc_findings_addf(
            findings,
            bc_feature_finding(points, i, BC_FOUND_SWAPPED_COORDINATES),
            "%.6g %.6g lies far from every basin, and among them when "
            "exchanged; they were exchanged",
            x, y);
    }
}

/* ---- the same geometry twice ---- */

/** A feature by its box: only features with the same box can be the same. */
struct boxed {
    size_t feature;
    double box[4];
};

static int compare_boxes(const struct boxed *a, const struct boxed *b)
{
    for (int i = 0; i < 4; i++)
        if (a->box[i] != b->box[i])
            return a->box[i] < b->box[i] ? -1 : 1;
    return 0;
}

static int by_box(const void *left, const void *right)
{
    const struct boxed *a = left, *b = right;
    int order = compare_boxes(a, b);

    return order ? order
                 : (a->feature > b->feature) - (a->feature < b->feature);
}

static bool box_of(const struct bc_layer *layer, size_t f, double box[4])
{
    if (layer->geometry != BC_GEOMETRY_POINT)
        return bc_shapes_bounds(&layer->shapes, f, box);
    box[0] = box[2] = layer->x[f];
    box[1] = box[3] = layer->y[f];
    return !isnan(box[0]) && !isnan(box[1]);
}

/* ---- what was met again ---- */

/** Two bits for each of so many hashes: met once, met again. */
struct meetings {
    _Atomic(uint64_t) *words;
    unsigned shift; /* what a hash loses to be one of them */
};

/* A few times as many as features: few boxes are taken for another's. */
#define LEAST_BITS 6
#define HASHES_PER_FEATURE 8
#define PLACES_PER_WORD 32

static void meetings_init(struct meetings *it, size_t n_features)
{
    unsigned bits = LEAST_BITS;

    while (bits < 48 && (size_t)1 << bits < n_features * HASHES_PER_FEATURE)
        bits++;
    it->shift = 64 - bits;
    it->words =
        bc_alloc(((size_t)1 << bits) / PLACES_PER_WORD, sizeof *it->words);
}

static uint64_t hash_box(const double box[4])
{
    const double corners[4] = {box[0] + 0.0, box[1] + 0.0, box[2] + 0.0,
                               box[3] + 0.0}; /* -0 is 0 */

    return bc_hash_bytes(corners, sizeof corners);
}

static _Atomic(uint64_t) *word_of(const struct meetings *it, uint64_t hash)
{
    return &it->words[(hash >> it->shift) / PLACES_PER_WORD];
}

/** The lower one of the two bits. */
static uint64_t bit_of(const struct meetings *it, uint64_t hash)
{
    return (uint64_t)1 << (hash >> it->shift) % PLACES_PER_WORD * 2;
}

/** Whoever comes second, of whatever threads, sets the upper bit. */
static void meet(const struct meetings *it, uint64_t hash)
{
    _Atomic(uint64_t) *word = word_of(it, hash);
    const uint64_t bit = bit_of(it, hash);

    if (atomic_fetch_or(word, bit) & bit)
        atomic_fetch_or(word, bit << 1);
}

static bool was_met_again(const struct meetings *it, uint64_t hash)
{
    return *word_of(it, hash) & bit_of(it, hash) << 1;
}

/* ---- boxes that may be another's ---- */

/* Few enough for their words to be in a processor's cache when they are
 * wanted: each is asked for while the boxes before it are hashed. */
#define CHUNK_BOXES 512

/** The search for them. */
struct matching {
    const struct bc_layer *layer;
    size_t n_chunks;
    struct meetings meetings;
    bool *may_match; /* of each feature */
};

/** The features of a chunk that have a box, and their hashes.
 * @return how many */
static size_t hash_chunk(const struct matching *it, size_t chunk,
                         size_t features[CHUNK_BOXES],
                         uint64_t hashes[CHUNK_BOXES])
{
    const size_t n = it->layer->n_features;
    const size_t end = bc_chunk_begin(n, it->n_chunks, chunk + 1);
    size_t n_hashed = 0;

    for (size_t f = bc_chunk_begin(n, it->n_chunks, chunk); f < end; f++) {
        double box[4];

        if (!box_of(it->layer, f, box))
            continue;
        hashes[n_hashed] = hash_box(box);
        __builtin_prefetch(word_of(&it->meetings, hashes[n_hashed]), 1);
        features[n_hashed++] = f;
    }
    return n_hashed;
}

static void meet_chunk(void *context, size_t chunk)
{
    const struct matching *it = context;
    size_t features[CHUNK_BOXES];
    uint64_t hashes[CHUNK_BOXES];
    size_t n = hash_chunk(it, chunk, features, hashes);

    for (size_t i = 0; i < n; i++)
        meet(&it->meetings, hashes[i]);
}

static void match_chunk(void *context, size_t chunk)
{
    const struct matching *it = context;
    size_t features[CHUNK_BOXES];
    uint64_t hashes[CHUNK_BOXES];
    size_t n = hash_chunk(it, chunk, features, hashes);

    for (size_t i = 0; i < n; i++)
        it->may_match[features[i]] = was_met_again(&it->meetings, hashes[i]);
}

/** Features whose box another may have, by box: all that another has.
 * @param[out] found  free with free(); @return how many */
static size_t find_boxes(const struct bc_layer *layer, struct boxed **found)
{
    struct matching it = {.layer = layer,
                          .n_chunks = bc_chunks(layer->n_features, CHUNK_BOXES),
                          .may_match = bc_alloc(layer->n_features, 1)};
    size_t n = 0, room = 0;

    *found = NULL;
    meetings_init(&it.meetings, layer->n_features);
    bc_parallel_for(it.n_chunks, meet_chunk, &it);
    bc_parallel_for(it.n_chunks, match_chunk, &it);
    for (size_t f = 0; f < layer->n_features; f++) {
        if (!it.may_match[f])
            continue;
        *found = bc_reserve(*found, &room, n + 1, sizeof **found);
        (*found)[n].feature = f;
        box_of(layer, f, (*found)[n++].box);
    }
    if (n > 1)
        qsort(*found, n, sizeof **found, by_box);
    free(it.meetings.words);
    free(it.may_match);
    return n;
}

/* ---- are they the same? ---- */

/** Whether two rings have the same vertices, or the same ones backwards. */
static bool same_ring(const struct bc_shapes *shapes, size_t a, size_t b)
{
    size_t from = shapes->vertex_of[a], to = shapes->vertex_of[b];
    size_t n = shapes->vertex_of[a + 1] - from;
    bool forward = true, backward = true;

    if (shapes->vertex_of[b + 1] - to != n)
        return false;
    for (size_t i = 0; i < n && (forward || backward); i++) {
        size_t v = from + i, same = to + i, mirror = to + n - 1 - i;

        forward = forward && shapes->x[v] == shapes->x[same] &&
                  shapes->y[v] == shapes->y[same];
        backward = backward && shapes->x[v] == shapes->x[mirror] &&
                   shapes->y[v] == shapes->y[mirror];
    }
    return forward || backward;
}

static bool same_rings(const struct bc_shapes *shapes, size_t a, size_t b)
{
    size_t from = first_ring(shapes, a), to = first_ring(shapes, b);
    size_t n = end_ring(shapes, a) - from;

    if (end_ring(shapes, b) - to != n)
        return false;
    for (size_t r = 0; r < n; r++)
        if (!same_ring(shapes, from + r, to + r))
            return false;
    return true;
}

/** What GEOS cannot compare is not said to be the same. */
static bool same_area(const struct bc_geos *geos,
                      const struct bc_shapes *shapes, size_t a, size_t b)
{
    GEOSGeometry *left = bc_geos_from_shapes(geos, shapes, a);
    GEOSGeometry *right = bc_geos_from_shapes(geos, shapes, b);
    char same = GEOSEquals_r(geos->handle, left, right);

    GEOSGeom_destroy_r(geos->handle, left);
    GEOSGeom_destroy_r(geos->handle, right);
    return same == 1;
}

/** Of two features with the same box. */
static bool are_same(const struct bc_geos *geos, const struct bc_layer *layer,
                     size_t a, size_t b)
{
    return layer->geometry == BC_GEOMETRY_POINT ||
           same_rings(&layer->shapes, a, b) ||
           (layer->geometry == BC_GEOMETRY_POLYGON &&
            same_area(geos, &layer->shapes, a, b));
}

/** Features with one box, in their order: each against those before it. */
static void compare_run(const struct bc_geos *geos,
                        const struct bc_layer *layer, const struct boxed *run,
                        size_t n, struct bc_findings *findings)
{
    for (size_t i = 1; i < n; i++) {
        bool same = false;

        for (size_t j = 0; !same && j < i; j++) {
            size_t earlier = run[j].feature, later = run[i].feature;

            same = are_same(geos, layer, earlier, later);
            if (same)
                bc_findings_addf(
                    findings,
                    bc_feature_finding(layer, later,
                                       BC_FOUND_DUPLICATE_GEOMETRY),
                    "has the geometry of '%s' (line %zu); both are kept",
                    bc_feature_name(layer, earlier),
                    bc_feature_line(layer, earlier));
        }
    }
}

static void find_duplicates(const struct bc_geos *geos,
                            const struct bc_layer *layer,
                            struct bc_findings *findings)
{
    struct boxed *all;
    size_t n = find_boxes(layer, &all);

    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && compare_boxes(&all[i], &all[end]) == 0;)
            end++;
        compare_run(geos, layer, &all[i], end - i, findings);
    }
    free(all);
}

/* ---- slivers ---- */

/** A ring in the plane around one of its vertices: good to a thousandth where
 * the ring is small, and a sliver's rings are. */
static void measure_ring(const struct bc_shapes *shapes, size_t ring,
                         double *area_m2, double *length_m)
{
    size_t v = shapes->vertex_of[ring];
    struct bc_plane plane = bc_plane_at(shapes->x[v], shapes->y[v]);
    double from[2] = {0, 0}, doubled = 0;

    *length_m = 0;
    for (v++; v < shapes->vertex_of[ring + 1]; v++) {
        double to[2];

        bc_plane_offset(&plane, shapes->x[v], shapes->y[v], to);
        doubled += from[0] * to[1] - to[0] * from[1];
        *length_m += sqrt((to[0] - from[0]) * (to[0] - from[0]) +
                          (to[1] - from[1]) * (to[1] - from[1]));
        memcpy(from, to, sizeof from);
    }
    *area_m2 = fabs(doubled) / 2;
}

static void measure(const struct bc_shapes *shapes, size_t feature,
                    double *area_m2, double *length_m)
{
    *area_m2 = *length_m = 0;
    for (size_t p = shapes->part_of[feature]; p < shapes->part_of[feature + 1];
         p++)
        for (size_t r = shapes->ring_of[p]; r < shapes->ring_of[p + 1]; r++) {
            double ring_m2, ring_m;

            measure_ring(shapes, r, &ring_m2, &ring_m);
            *area_m2 += r == shapes->ring_of[p] ? ring_m2 : -ring_m2;
            *length_m += ring_m;
        }
}

#define RUN_VERTICES 32768

/** All outlines, to be measured. */
struct measuring {
    const struct bc_shapes *shapes;
    struct bc_runs runs;
    double *area_m2, *length_m; /* of each feature */
};

static void measure_run(void *context, size_t run)
{
    const struct measuring *it = context;

    for (size_t f = it->runs.first[run]; f < it->runs.first[run + 1]; f++)
        measure(it->shapes, f, &it->area_m2[f], &it->length_m[f]);
}

static void find_slivers(const struct bc_layer *layer, double sliver_area_m2,
                         double sliver_width_m, struct bc_findings *findings)
{
    const size_t n = layer->n_features;
    struct measuring it = {.shapes = &layer->shapes,
                           .area_m2 = bc_alloc(n, sizeof(double)),
                           .length_m = bc_alloc(n, sizeof(double))};

    bc_runs_init(&it.runs, it.shapes, RUN_VERTICES);
    bc_parallel_for(it.runs.n, measure_run, &it);
    for (size_t f = 0; f < n; f++) {
        const double area_m2 = it.area_m2[f], length_m = it.length_m[f];

        if (length_m <= 0 || (area_m2 >= sliver_area_m2 &&
                              area_m2 >= sliver_width_m * length_m / 2))
            continue;
        bc_findings_addf(findings,
                         bc_feature_finding(layer, f, BC_FOUND_SLIVER),
                         "an outline of %.0f m2, %.2f m wide; it is kept",
                         area_m2, area_m2 / (length_m / 2));
    }
    bc_runs_clear(&it.runs);
    free(it.area_m2);
    free(it.length_m);
}

/** Lines of which all vertices are one. */
static void find_dots(const struct bc_layer *layer,
                      struct bc_findings *findings)
{
    double b[4];

    for (size_t f = 0; f < layer->n_features; f++)
        if (bc_shapes_bounds(&layer->shapes, f, b) && b[0] == b[2] &&
            b[1] == b[3])
            bc_findings_addf(
                findings, bc_feature_finding(layer, f, BC_FOUND_BAD_GEOMETRY),
                "the line has no length: all its vertices are one");
}

void bc_examine_features(struct bc_geos *geos, const struct bc_layer *layer,
                         double sliver_area_m2, double sliver_width_m,
                         struct bc_findings *findings)
{
    if (layer->geometry == BC_GEOMETRY_POLYGON)
        find_slivers(layer, sliver_area_m2, sliver_width_m, findings);
    if (layer->geometry == BC_GEOMETRY_LINE)
        find_dots(layer, findings);
    if (layer->geometry != BC_GEOMETRY_NONE)
        find_duplicates(geos, layer, findings);
}
