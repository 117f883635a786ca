/* SPDX-License-Identifier: MIT */
#include "geo/buffer.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "base/text.h"
#include "geo/feature.h"
#include "geo/geos_shapes.h"

#define STRETCH_M 1000.0 /* a chord of longitude and latitude strays 2 cm */
#define BATCH 2048       /* stretches that are united at a time */

/* Chords of an arc, 0.1 % inside it; and the vertices of what is drawn. */
enum { HALF_ARC = 36, CIRCLE = 2 * HALF_ARC, STADIUM = 2 * (HALF_ARC + 1) };

/** What grows: areas around stretches that are not united yet, and unions of
 * batches. */
struct growth {
    struct bc_geos *geos;
    const struct bc_crs *crs;
    double distance_m;
    size_t n, n_unions, union_room;
    GEOSGeometry *around[BATCH];
    GEOSGeometry **unions;
    bool failed;
};

/* ---- one stretch ---- */

/** Points of an arc about x, y that begins at an azimuth and runs against the
 * clock. */
static void add_arc(const struct growth *growth, const double centre[2],
                    double azimuth, int chords, double (*points)[2])
{
    for (int i = 0; i <= chords; i++)
        bc_geodesic_direct(growth->crs, centre[0], centre[1],
                           azimuth - 180.0 * i / HALF_ARC, growth->distance_m,
                           points[i]);
}

static GEOSGeometry *make_polygon(const struct growth *growth,
                                  double (*points)[2], unsigned n)
{
    GEOSContextHandle_t handle = growth->geos->handle;
    GEOSCoordSequence *vertices =
        GEOSCoordSeq_copyFromBuffer_r(handle, points[0], n, 0, 0);
    GEOSGeometry *ring =
        vertices ? GEOSGeom_createLinearRing_r(handle, vertices) : NULL;

    return ring ? GEOSGeom_createPolygon_r(handle, ring, NULL, 0) : NULL;
}

static GEOSGeometry *around_point(const struct growth *growth, double x,
                                  double y)
{
    double points[CIRCLE + 1][2];

    add_arc(growth, (double[2]){x, y}, 0, CIRCLE, points);
    points[CIRCLE][0] = points[0][0];
    points[CIRCLE][1] = points[0][1];
    return make_polygon(growth, points, CIRCLE + 1);
}

/** Half circles about both ends and the straights between them. */
static GEOSGeometry *around_stretch(const struct growth *growth,
                                    const double from[2], const double to[2])
{
    double points[STADIUM + 1][2], azimuth[2];

    if (bc_geodesic_inverse(growth->crs, from[0], from[1], to[0], to[1],
                            azimuth) == 0)
        return around_point(growth, from[0], from[1]);
    add_arc(growth, to, azimuth[1] + 90, HALF_ARC, points);
    add_arc(growth, from, azimuth[0] - 90, HALF_ARC, points + HALF_ARC + 1);
    points[STADIUM][0] = points[0][0];
    points[STADIUM][1] = points[0][1];
    return make_polygon(growth, points, STADIUM + 1);
}

/* ---- all of them ---- */

static GEOSGeometry *unite(const struct growth *growth, GEOSGeometry **items,
                           size_t n)
{
    GEOSContextHandle_t handle = growth->geos->handle;
    GEOSGeometry *all = GEOSGeom_createCollection_r(
        handle, GEOS_GEOMETRYCOLLECTION, items, (unsigned)n);
    GEOSGeometry *whole = all ? GEOSUnaryUnion_r(handle, all) : NULL;

    GEOSGeom_destroy_r(handle, all);
    return whole;
}

static void add_union(struct growth *growth, GEOSGeometry *geometry)
{
    growth->unions = bc_reserve(growth->unions, &growth->union_room,
                                growth->n_unions + 1, sizeof(GEOSGeometry *));
    growth->unions[growth->n_unions++] = geometry;
    growth->failed = growth->failed || !geometry;
}

static void unite_batch(struct growth *growth)
{
    if (growth->n == 0)
        return;
    add_union(growth, unite(growth, growth->around, growth->n));
    growth->n = 0;
}

static void add_around(struct growth *growth, GEOSGeometry *geometry)
{
    if (!geometry) {
        growth->failed = true;
        return;
    }
    growth->around[growth->n++] = geometry;
    if (growth->n == BATCH)
        unite_batch(growth);
}

/** An edge, in stretches that are short enough to be geodesics. */
static void add_edge(struct growth *growth, const double from[2],
                     const double to[2])
{
    double length_m =
        bc_geodesic_distance_m(growth->crs, from[0], from[1], to[0], to[1]);
    size_t n = (size_t)fmax(ceil(length_m / STRETCH_M), 1);
    double last[2] = {from[0], from[1]};

    for (size_t i = 1; i <= n && !growth->failed; i++) {
        double t = (double)i / (double)n;
        double next[2] = {from[0] + t * (to[0] - from[0]),
                          from[1] + t * (to[1] - from[1])};

        if (i == n) {
            next[0] = to[0];
            next[1] = to[1];
        }
        add_around(growth, around_stretch(growth, last, next));
        last[0] = next[0];
        last[1] = next[1];
    }
}

static void add_rings(struct growth *growth, const struct bc_shapes *shapes,
                      size_t feature)
{
    size_t first = shapes->ring_of[shapes->part_of[feature]];
    size_t end = shapes->ring_of[shapes->part_of[feature + 1]];

    for (size_t r = first; r < end; r++)
        for (size_t v = shapes->vertex_of[r];
             v + 1 < shapes->vertex_of[r + 1] && !growth->failed; v++)
            add_edge(growth, (double[2]){shapes->x[v], shapes->y[v]},
                     (double[2]){shapes->x[v + 1], shapes->y[v + 1]});
}

static bool has_geometry(const struct bc_layer *layer, size_t feature)
{
    if (layer->geometry == BC_GEOMETRY_POINT)
        return isfinite(layer->x[feature]) && isfinite(layer->y[feature]);
    return layer->geometry != BC_GEOMETRY_NONE &&
           layer->shapes.part_of[feature] < layer->shapes.part_of[feature + 1];
}

/** With or without the polygon itself; takes @p buffer. */
static GEOSGeometry *with_polygon(const struct growth *growth,
                                  const struct bc_layer *layer, size_t feature,
                                  enum bc_buffer_kind kind,
                                  GEOSGeometry *buffer)
{
    GEOSContextHandle_t handle = growth->geos->handle;
    GEOSGeometry *polygon, *result = NULL;

    if (!buffer || layer->geometry != BC_GEOMETRY_POLYGON)
        return buffer;
    polygon = bc_geos_from_shapes(growth->geos, &layer->shapes, feature);
    if (polygon)
        result = kind == BC_BUFFER_WHOLE
                     ? GEOSUnion_r(handle, buffer, polygon)
                     : GEOSDifference_r(handle, buffer, polygon);
    GEOSGeom_destroy_r(handle, polygon);
    GEOSGeom_destroy_r(handle, buffer);
    return result;
}

static GEOSGeometry *grow(struct growth *growth, const struct bc_layer *layer,
                          size_t feature, enum bc_buffer_kind kind)
{
    GEOSContextHandle_t handle = growth->geos->handle;
    GEOSGeometry *whole = NULL;

    if (layer->geometry == BC_GEOMETRY_POINT)
        add_around(growth,
                   around_point(growth, layer->x[feature], layer->y[feature]));
    else
        add_rings(growth, &layer->shapes, feature);
    unite_batch(growth);
    if (growth->failed) {
        for (size_t i = 0; i < growth->n_unions; i++)
            GEOSGeom_destroy_r(handle, growth->unions[i]);
        for (size_t i = 0; i < growth->n; i++)
            GEOSGeom_destroy_r(handle, growth->around[i]);
    } else {
        whole = growth->n_unions == 1
                    ? growth->unions[0]
                    : unite(growth, growth->unions, growth->n_unions);
    }
    free(growth->unions);
    return with_polygon(growth, layer, feature, kind, whole);
}

enum bc_status bc_buffer_feature(struct bc_geos *geos, const struct bc_crs *crs,
                                 const struct bc_layer *layer, size_t feature,
                                 double distance_m, enum bc_buffer_kind kind,
                                 struct bc_shapes *buffers,
                                 struct bc_error *err)
{
    struct growth *growth;
    GEOSGeometry *buffer;

    if (!(distance_m >= 0 && distance_m <= BC_BUFFER_MOST_M))
        return bc_error_set(err, BC_BAD_INPUT,
                            "a buffer of %g m: it must be 0 to %g m wide",
                            distance_m, BC_BUFFER_MOST_M);
    if (distance_m == 0 && layer->geometry == BC_GEOMETRY_POLYGON &&
        kind == BC_BUFFER_WHOLE) {
        bc_shapes_append(buffers, &layer->shapes, feature);
        return BC_OK;
    }
    bc_shapes_begin_feature(buffers);
    if (distance_m == 0 || !has_geometry(layer, feature))
        return BC_OK;
    growth = bc_alloc(1, sizeof *growth);
    growth->geos = geos;
    growth->crs = crs;
    growth->distance_m = distance_m;
    buffer = grow(growth, layer, feature, kind);
    free(growth);
    if (!buffer)
        return bc_geos_error(geos, "drawing a buffer", err);
    bc_geos_to_shapes(geos, buffer, buffers);
    GEOSGeom_destroy_r(geos->handle, buffer);
    return BC_OK;
}

/* ---- a layer of them ---- */

/** How many buffers there will be. */
static size_t count(const struct bc_layer *const *layers, size_t n,
                    const struct bc_distances *distances)
{
    size_t total = 0;

    for (size_t l = 0; l < n; l++)
        for (size_t i = 0; layers[l] && i < layers[l]->n_features; i++)
            total += has_geometry(layers[l], i) ? distances->n : 0;
    return total;
}

enum column { CODE, OF, NAME, LAYER, DISTANCE, AREA };

static void describe(const struct bc_crs *crs, const struct bc_layer *layer,
                     size_t feature, double distance_m, struct bc_layer *made,
                     size_t row)
{
    const char *of = bc_feature_name(layer, feature);
    double area_km2 = bc_geodesic_area_m2(crs, &made->shapes, row) / 1e6;
    struct bc_text code = {0};

    bc_text_printf(&code, "%s/%g", of, distance_m);
    bc_layer_set_text(made, CODE, row, bc_text_string(&code));
    bc_layer_set_text(made, OF, row, of);
    bc_layer_set_text(made, NAME, row, bc_layer_text(layer, "name", feature));
    bc_layer_set_text(made, LAYER, row, layer->role);
    made->columns[DISTANCE].decimal[row] = bc_decimal_from_real(distance_m, 3);
    made->columns[AREA].decimal[row] = bc_decimal_from_real(area_km2, 6);
    made->row_source[row] = bc_feature_source(layer, feature);
    made->row_line[row] = bc_feature_line(layer, feature);
    made->illustrative = made->illustrative || layer->illustrative;
    bc_text_clear(&code);
}

static struct bc_layer *new_layer(const struct bc_crs *crs, const char *role,
                                  size_t n)
{
    static const struct {
        const char *name;
        enum bc_column_type type;
    } columns[] = {[CODE] = {"code", BC_TEXT},
                   [OF] = {"of", BC_TEXT},
                   [NAME] = {"name", BC_TEXT},
                   [LAYER] = {"layer", BC_TEXT},
                   [DISTANCE] = {"distance_m", BC_DECIMAL},
                   [AREA] = {"area_km2", BC_DECIMAL}};
    struct bc_layer *made = bc_layer_new(role, "", BC_GEOMETRY_POLYGON, n);

    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
        bc_layer_add_column(made, columns[c].name, columns[c].type);
        made->columns[c].derived = true;
        bc_layer_add_key(made, columns[c].name, c);
    }
    made->crs = bc_crs_name(crs);
    return made;
}

/** A buffer to draw; each is drawn by one thread. */
struct drawing {
    const struct bc_layer *layer;
    size_t feature;
    double distance_m;
    struct bc_shapes shapes; /* the one that was drawn */
    enum bc_status status;
    struct bc_error err;
};

struct drawings {
    const struct bc_crs *crs;
    enum bc_buffer_kind kind;
    struct drawing *items;
};

static void draw(void *context, size_t i)
{
    const struct drawings *drawings = context;
    struct drawing *it = &drawings->items[i];
    struct bc_geos *geos = bc_geos_new();

    bc_shapes_init(&it->shapes);
    it->status = bc_buffer_feature(geos, drawings->crs, it->layer, it->feature,
                                   it->distance_m, drawings->kind, &it->shapes,
                                   &it->err);
    bc_geos_free(geos);
}

/** @return the first that fails, or BC_OK */
static enum bc_status gather(const struct drawings *drawings,
                             struct bc_layer *made, struct bc_error *err)
{
    for (size_t row = 0; row < made->n_features; row++) {
        const struct drawing *it = &drawings->items[row];

        if (it->status) {
            *err = it->err;
            return it->status;
        }
        bc_shapes_append(&made->shapes, &it->shapes, 0);
        describe(drawings->crs, it->layer, it->feature, it->distance_m, made,
                 row);
    }
    return BC_OK;
}

enum bc_status bc_buffer_layer(const struct bc_crs *crs, const char *role,
                               const struct bc_layer *const *layers, size_t n,
                               const struct bc_distances *distances,
                               enum bc_buffer_kind kind,
                               struct bc_layer **buffers, struct bc_error *err)
{
    struct bc_layer *made = new_layer(crs, role, count(layers, n, distances));
    struct drawings drawings = {.crs = crs, .kind = kind};
    enum bc_status status;
    size_t n_drawn = 0;

    *buffers = NULL;
    drawings.items = bc_alloc(made->n_features, sizeof *drawings.items);
    for (size_t l = 0; l < n; l++)
        for (size_t i = 0; layers[l] && i < layers[l]->n_features; i++)
            for (size_t d = 0; has_geometry(layers[l], i) && d < distances->n;
                 d++)
                drawings.items[n_drawn++] =
                    (struct drawing){.layer = layers[l],
                                     .feature = i,
                                     .distance_m = distances->m[d]};
    bc_parallel_for(n_drawn, draw, &drawings);
    status = gather(&drawings, made, err);
    for (size_t i = 0; i < n_drawn; i++)
        bc_shapes_clear(&drawings.items[i].shapes);
    free(drawings.items);
    if (status)
        bc_layer_free(made);
    else
        *buffers = made;
    return status;
}
