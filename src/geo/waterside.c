/* SPDX-License-Identifier: MIT */
#include "geo/waterside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "geo/coordinate.h"
#include "geo/feature.h"
#include "geo/geodesic.h"
#include "geo/outline.h"
#include "geo/plane.h"

#define MIN_POINTS 5
#define MAX_POINTS 1000
#define MIN_GAIN_M 100

/** A layer of waters and the boxes of its features, empty ones at infinity. */
struct waters {
    const struct bc_layer *layer;
    double (*box)[4];
};

/** Both layers, with what distances need. */
struct search {
    const struct bc_crs *crs;
    struct waters waters[2];
};

/** The nearest place of all waters so far. */
struct nearest {
    double squared; /* in the plane around the point */
    double x, y;
    const struct bc_layer *layer;
    size_t row;
};

static struct waters waters_of(const struct bc_layer *layer)
{
    struct waters waters = {.layer = layer};

    if (!layer)
        return waters;
    waters.box = bc_alloc(layer->n_features, sizeof *waters.box);
    for (size_t row = 0; row < layer->n_features; row++)
        if (!bc_shapes_bounds(&layer->shapes, row, waters.box[row]))
            waters.box[row][0] = (double)INFINITY;
    return waters;
}

static struct search search_of(const struct bc_waterside *waterside)
{
    return (struct search){
        waterside->crs,
        {waters_of(waterside->lakes), waters_of(waterside->rivers)}};
}

static void search_clear(struct search *search)
{
    free(search->waters[0].box);
    free(search->waters[1].box);
}

static double gap(double value, double low, double high)
{
    return value < low ? low - value : value > high ? value - high : 0;
}

/** What no place in the box comes below: most waters need no more. */
static double box_squared(const struct bc_plane *plane, const double box[4])
{
    double latitude = fmax(fabs(plane->y), fmax(fabs(box[1]), fabs(box[3])));
    double east = gap(plane->x, box[0], box[2]) * plane->east_m *
                  cos(latitude * M_PI / 180);
    double north = gap(plane->y, box[1], box[3]) * plane->north_m;

    return east * east + north * north;
}

static void try_ring(const struct bc_shapes *shapes, size_t ring,
                     const struct bc_plane *plane, struct nearest *nearest)
{
    size_t v = shapes->vertex_of[ring];
    double from[2], to[2];

    bc_plane_offset(plane, shapes->x[v], shapes->y[v], from);
    for (; v + 1 < shapes->vertex_of[ring + 1]; v++) {
        double t, east, north;

        bc_plane_offset(plane, shapes->x[v + 1], shapes->y[v + 1], to);
        t = bc_plane_foot(from, to);
        east = from[0] + t * (to[0] - from[0]);
        north = from[1] + t * (to[1] - from[1]);
        if (east * east + north * north < nearest->squared) {
            nearest->squared = east * east + north * north;
            nearest->x = shapes->x[v] + t * (shapes->x[v + 1] - shapes->x[v]);
            nearest->y = shapes->y[v] + t * (shapes->y[v + 1] - shapes->y[v]);
        }
        memcpy(from, to, sizeof from);
    }
}

static bool is_called(const struct bc_layer *layer, size_t row,
                      const char *water)
{
    const char *name = bc_layer_text(layer, "name", row);
    const char *code = bc_layer_text(layer, "code", row);

    return (name && !strcmp(name, water)) || (code && !strcmp(code, water));
}

static void try_row(const struct bc_layer *layer, size_t row,
                    const struct bc_plane *plane, struct nearest *nearest)
{
    const struct bc_shapes *shapes = &layer->shapes;
    double before = nearest->squared;
    size_t end = shapes->ring_of[shapes->part_of[row + 1]];

    for (size_t r = shapes->ring_of[shapes->part_of[row]]; r < end; r++)
        try_ring(shapes, r, plane, nearest);
    if (nearest->squared < before) {
        nearest->layer = layer;
        nearest->row = row;
    }
}

static void try_waters(const struct waters *waters, const char *water,
                       const struct bc_plane *plane, struct nearest *nearest)
{
    const struct bc_layer *layer = waters->layer;

    for (size_t row = 0; layer && row < layer->n_features; row++)
        if (box_squared(plane, waters->box[row]) < nearest->squared &&
            (!water || is_called(layer, row, water)))
            try_row(layer, row, plane, nearest);
}

/** @param water  its code or name, NULL for any
 *  @return metres, INFINITY when there is no such water */
static double distance_m(const struct search *search, const char *water,
                         double x, double y, struct nearest *nearest)
{
    struct bc_plane plane = bc_plane_at(x, y);

    *nearest = (struct nearest){.squared = INFINITY};
    for (size_t i = 0; i < 2; i++)
        try_waters(&search->waters[i], water, &plane, nearest);
    return nearest->layer ? bc_geodesic_distance_m(search->crs, x, y,
                                                   nearest->x, nearest->y)
                          : (double)INFINITY;
}

/* ---- the nearest of each point ---- */

#define CHUNK_POINTS 1024

struct nearing {
    const struct bc_waterside *waterside;
    const struct bc_layer *points, *layer[2];
    struct bc_outlines *outlines[2];
    size_t n_chunks;
    struct bc_near_water *found;
};

static void near_point(const struct nearing *it, size_t i)
{
    struct bc_near_water *found = &it->found[i];
    double x = it->points->x[i], y = it->points->y[i], place[2];

    *found = (struct bc_near_water){.distance_m = NAN};
    for (size_t w = 0; w < 2; w++) {
        size_t row = it->outlines[w]
                         ? bc_outlines_nearest(it->outlines[w], x, y, place)
                         : BC_NO_ROW;
        double m;

        if (row == BC_NO_ROW)
            continue;
        m = bc_geodesic_distance_m(it->waterside->crs, x, y, place[0],
                                   place[1]);
        if (!found->layer || m < found->distance_m)
            *found = (struct bc_near_water){it->layer[w], row, m};
    }
}

static void near_chunk(void *context, size_t chunk)
{
    const struct nearing *it = context;
    size_t n = it->points->n_features;

    for (size_t i = bc_chunk_begin(n, it->n_chunks, chunk);
         i < bc_chunk_begin(n, it->n_chunks, chunk + 1); i++)
        near_point(it, i);
}

void bc_waterside_nearest(const struct bc_waterside *waterside,
                          const struct bc_layer *points,
                          struct bc_near_water *found)
{
    struct nearing it = {.waterside = waterside,
                         .points = points,
                         .layer = {waterside->lakes, waterside->rivers},
                         .n_chunks =
                             bc_chunks(points->n_features, CHUNK_POINTS),
                         .found = found};

    for (size_t w = 0; w < 2; w++)
        if (it.layer[w])
            it.outlines[w] = bc_outlines_new(&it.layer[w]->shapes);
    bc_parallel_for(it.n_chunks, near_chunk, &it);
    for (size_t w = 0; w < 2; w++)
        bc_outlines_free(it.outlines[w]);
}

/* ---- waters that contradict ---- */

/** For a reader: its name, else its code. */
static const char *title(const struct nearest *water)
{
    const char *name = bc_layer_text(water->layer, "name", water->row);

    return name ? name : bc_feature_name(water->layer, water->row);
}

static bool is_standing_water(const struct bc_layer *points, size_t i)
{
    const char *type = bc_layer_text(points, "type", i);

    return type && (!strcmp(type, "lake") || !strcmp(type, "reservoir"));
}

/** @p named holds what the point may name, @p search all waters. */
static void check(const struct search *search, const struct search *named,
                  const struct bc_layer *points, const char *key, size_t i,
                  double max_distance_m, struct bc_findings *findings)
{
    const char *water = bc_layer_text(points, key, i);
    double x = points->x[i], y = points->y[i], nearest_m;
    struct nearest nearest;
    double far_m = distance_m(named, water, x, y, &nearest);
    struct bc_finding finding;

    if (!isfinite(far_m) || far_m <= max_distance_m)
        return;
    nearest_m = distance_m(search, NULL, x, y, &nearest);
    finding = bc_feature_finding(points, i, BC_FOUND_FAR_FROM_WATER);
    finding.field = key;
    finding.value = water;
    bc_findings_addf(findings, finding,
                     "lies %.0f m from the water it names; the nearest is "
                     "'%s', %.0f m away",
                     far_m, title(&nearest), nearest_m);
}

/** A name in neither layer, and the first point that says it. */
struct stranger {
    const char *water;
    size_t row;
};

static int by_water(const void *left, const void *right)
{
    const struct stranger *a = left, *b = right;
    int order = strcmp(a->water, b->water);

    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static bool is_there(const struct search *search, const char *water)
{
    for (size_t i = 0; i < 2; i++) {
        const struct bc_layer *layer = search->waters[i].layer;

        for (size_t row = 0; layer && row < layer->n_features; row++)
            if (is_called(layer, row, water))
                return true;
    }
    return false;
}

/** One note for each name: a layer of rivers is seldom complete. */
static void note_strangers(const struct search *search,
                           const struct bc_layer *points, const char *key,
                           struct stranger *said, size_t n,
                           struct bc_findings *findings)
{
    if (n)
        qsort(said, n, sizeof *said, by_water);
    for (size_t i = 0, end; i < n; i = end) {
        struct bc_finding finding =
            bc_feature_finding(points, said[i].row, BC_FOUND_UNKNOWN_WATER);

        for (end = i + 1; end < n && !strcmp(said[end].water, said[i].water);)
            end++;
        if (is_there(search, said[i].water))
            continue;
        finding.field = key;
        finding.value = said[i].water;
        bc_findings_addf(findings, finding,
                         "'%s' is no name or code of a lake or river of the "
                         "project (rows that name it: %zu)",
                         said[i].water, end - i);
    }
}

void bc_waterside_check(const struct bc_waterside *waterside,
                        const struct bc_layer *points, double max_distance_m,
                        struct bc_findings *findings)
{
    const bool outfalls = strcmp(points->role, "outfalls") == 0;
    const char *key = outfalls ? "receiving_water" : "water";
    struct search search, named;
    struct stranger *said;
    size_t n = 0;

    if (points->geometry != BC_GEOMETRY_POINT ||
        (!waterside->lakes && !waterside->rivers))
        return;
    search = search_of(waterside);
    named = search;
    if (!outfalls)
        named.waters[0].layer = NULL;
    said = bc_alloc(points->n_features + 1, sizeof *said);
    for (size_t i = 0; i < points->n_features; i++) {
        const char *water = bc_layer_text(points, key, i);

        if (!water || is_standing_water(points, i))
            continue;
        said[n++] = (struct stranger){water, i};
        if (!isnan(points->x[i]) && !isnan(points->y[i]))
            check(&search, &named, points, key, i, max_distance_m, findings);
    }
    note_strangers(&search, points, key, said, n, findings);
    free(said);
    search_clear(&search);
}

/* ---- layers that look shifted ---- */

/** Distances of some points to their waters, as read and after undoing. */
struct trial {
    size_t n, n_nearer;
    double before_m[MAX_POINTS], after_m[MAX_POINTS];
};

/** Both distances are to the same water: the one that the point names, where
 * it is there, else whichever is nearest. */
static void try_point(const struct search *search,
                      const struct bc_layer *points, size_t i,
                      enum bc_coordinates frame, struct trial *trial)
{
    double place[2] = {points->x[i], points->y[i]}, before_m, after_m;
    const char *water = bc_layer_text(points, "receiving_water", i);
    struct nearest nearest;

    if (isnan(place[0]) || isnan(place[1]) || is_standing_water(points, i))
        return;
    if (!water)
        water = bc_layer_text(points, "water", i);
    before_m = distance_m(search, water, place[0], place[1], &nearest);
    if (water && !isfinite(before_m)) {
        water = NULL;
        before_m = distance_m(search, NULL, place[0], place[1], &nearest);
    }
    if (!isfinite(before_m) || !bc_coordinates_undo(frame, place))
        return;
    after_m = distance_m(search, water, place[0], place[1], &nearest);
    trial->before_m[trial->n] = before_m;
    trial->after_m[trial->n++] = after_m;
    trial->n_nearer += after_m < before_m;
}

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

static double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, by_value);
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

static void try_frame(const struct search *search,
                      const struct bc_layer *points, enum bc_coordinates frame,
                      struct trial *trial)
{
    size_t step = points->n_features / MAX_POINTS + 1;

    *trial = (struct trial){0};
    for (size_t i = 0; i < points->n_features; i += step)
        try_point(search, points, i, frame, trial);
}

void bc_waterside_hint(const struct bc_waterside *waterside,
                       const struct bc_layer *points,
                       struct bc_findings *findings)
{
    static const enum bc_coordinates frames[] = {BC_GCJ02, BC_BD09};
    enum bc_coordinates best = BC_WGS84;
    double before_m = 0, after_m = INFINITY;
    struct search search;
    struct trial *trial;

    if (points->geometry != BC_GEOMETRY_POINT)
        return;
    search = search_of(waterside);
    trial = bc_alloc(1, sizeof *trial);
    for (size_t f = 0; f < 2; f++) {
        double median_m;

        try_frame(&search, points, frames[f], trial);
        if (trial->n < MIN_POINTS || trial->n_nearer * 4 < trial->n * 3)
            continue;
        before_m = median(trial->before_m, trial->n);
        median_m = median(trial->after_m, trial->n);
        if (median_m * 2 > before_m || before_m - median_m < MIN_GAIN_M ||
            median_m >= after_m)
            continue;
        after_m = median_m;
        best = frames[f];
    }
    if (best != BC_WGS84)
        bc_findings_addf(
            findings,
            (struct bc_finding){.code = BC_FOUND_COORDINATES_SHIFTED,
                                .source = points->source,
                                .field = "coordinates",
                                .value = best == BC_GCJ02 ? "gcj02" : "bd09"},
            BC_N("looks like %s: the median distance to the water is %.0f m as "
                 "read and %.0f m after undoing it; nothing was moved"),
            bc_coordinates_name(best), before_m, after_m);
    free(trial);
    search_clear(&search);
}
