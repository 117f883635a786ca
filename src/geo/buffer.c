/* SPDX-License-Identifier: MIT */
#include "geo/buffer.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "base/text.h"
#include "geo/feature.h"
#include "geo/geodesic.h"
#include "geo/geos_shapes.h"

#define STRETCH_M 1000.0 /* a chord of longitude and latitude strays 2 cm */
#define BATCH 2048       /* pieces that are united at a time */

/* Chords of an arc, 0.1 % inside it; and the vertices of what is drawn. */
enum { HALF_ARC = 36, CIRCLE = 2 * HALF_ARC };

/** What grows: pieces that are not united yet, and unions of batches. */
struct growth {
    struct bc_geos *geos;
    const struct bc_crs *crs;
    double distance_m;
    size_t n, n_unions, union_room;
    GEOSGeometry *around[BATCH];
    GEOSGeometry **unions;
    bool failed;
};

/* ---- one piece ---- */

/* A place whose nearest place of a line is within a stretch lies in a box as
 * wide as twice the distance across that stretch; else in a fan about a vertex,
 * on the outer side of the bend, or about an end. Fans reach over the boxes
 * beside them, for two outlines that only share a side may leave a slit. */

#define FAN_OVER_DEGREES 1.0
/* Less is no bend: one box goes on. */
#define STRAIGHT_DEGREES 0.01
#define DEGREES_PER_CHORD (180.0 / HALF_ARC)
/* A sharper bend has its fan apart: drawn on from the box it would meet it. */
#define SHARP_DEGREES 170.0
#define ARC_ROOM (HALF_ARC + 3)

/** The side of a box across a line at one of its vertices. */
struct side {
    double at[2], azimuth; /* of the line there */
    double left[2], right[2];
};

static void go(const struct growth *growth, const double from[2],
               double azimuth, double to[2])
{
    bc_geodesic_direct(growth->crs, from[0], from[1], azimuth,
                       growth->distance_m, to);
}

static struct side side_at(const struct growth *growth, const double at[2],
                           double azimuth)
{
    struct side side = {.at = {at[0], at[1]}, .azimuth = azimuth};

    go(growth, at, azimuth - 90, side.left);
    go(growth, at, azimuth + 90, side.right);
    return side;
}

/** @param points  n of them, the last is the first again */
static GEOSGeometry *make_polygon(const struct growth *growth,
                                  double (*points)[2], unsigned n)
{
    GEOSContextHandle_t handle = growth->geos->handle;
    GEOSCoordSequence *vertices =
        bc_geos_made(GEOSCoordSeq_copyFromBuffer_r(handle, points[0], n, 0, 0));
    GEOSGeometry *ring =
        bc_geos_made(GEOSGeom_createLinearRing_r(handle, vertices));

    return bc_geos_made(GEOSGeom_createPolygon_r(handle, ring, NULL, 0));
}

static void set_point(double to[2], const double from[2])
{
    to[0] = from[0];
    to[1] = from[1];
}

static GEOSGeometry *around_point(const struct growth *growth, double x,
                                  double y)
{
    double points[CIRCLE + 1][2], centre[2] = {x, y};

    for (int i = 0; i < CIRCLE; i++)
        go(growth, centre, -DEGREES_PER_CHORD * i, points[i]);
    set_point(points[CIRCLE], points[0]);
    return make_polygon(growth, points, CIRCLE + 1);
}

static void reverse(double (*points)[2], size_t first, size_t end)
{
    for (; first + 1 < end; first++, end--) {
        double kept[2];

        set_point(kept, points[first]);
        set_point(points[first], points[end - 1]);
        set_point(points[end - 1], kept);
    }
}

/** From an azimuth so many degrees clockwise, or the other way, and some more;
 * @return how many points */
static size_t draw_arc(const struct growth *growth, const double at[2],
                       double azimuth, double degrees, double (*points)[2])
{
    int n = (int)ceil(fabs(degrees) / DEGREES_PER_CHORD);

    for (int i = 0; i <= n; i++)
        go(growth, at, azimuth + degrees * i / n, points[i]);
    return (size_t)n + 1;
}

static double fan_degrees(double bend)
{
    return bend < 0 ? bend - FAN_OVER_DEGREES : bend + FAN_OVER_DEGREES;
}

/** The box along a line without bends, by its sides, and the fan about its end
 * where the line bends. */
static GEOSGeometry *box_along(const struct growth *growth,
                               const struct side *side, size_t n, double bend)
{
    double(*points)[2] = bc_alloc(2 * n + ARC_ROOM + 3, sizeof *points);
    const struct side *last = &side[n - 1];
    GEOSGeometry *box;
    size_t at = 0, first;

    for (size_t i = 0; i < n; i++)
        set_point(points[at++], side[i].left);
    if (bend > 0)
        at += draw_arc(growth, last->at, last->azimuth - 90, fan_degrees(bend),
                       points + at);
    set_point(points[at++], last->at);
    first = at;
    if (bend < 0) {
        at += draw_arc(growth, last->at, last->azimuth + 90, fan_degrees(bend),
                       points + at);
        reverse(points, first, at);
    }
    for (size_t i = n; i-- > 0;)
        set_point(points[at++], side[i].right);
    set_point(points[at++], side[0].at);
    set_point(points[at++], side[0].left);
    box = make_polygon(growth, points, (unsigned)at);
    free(points);
    return box;
}

/** About a vertex, 180 degrees or less, alone. */
static GEOSGeometry *fan_about(const struct growth *growth, const double at[2],
                               double azimuth, double degrees)
{
    double points[ARC_ROOM + 2][2];
    double over = degrees < 0 ? -FAN_OVER_DEGREES : FAN_OVER_DEGREES;
    size_t n;

    set_point(points[0], at);
    n = draw_arc(growth, at, azimuth - over, fan_degrees(degrees) + over,
                 points + 1);
    set_point(points[n + 1], at);
    return make_polygon(growth, points, (unsigned)n + 2);
}

/* ---- all of them ---- */

/** @return NULL when GEOS failed, which is remembered */
static GEOSGeometry *unite(struct growth *growth, GEOSGeometry **items,
                           size_t n)
{
    GEOSContextHandle_t handle = growth->geos->handle;
    GEOSGeometry *all = bc_geos_made(GEOSGeom_createCollection_r(
        handle, GEOS_GEOMETRYCOLLECTION, items, (unsigned)n));
    GEOSGeometry *whole = GEOSUnaryUnion_r(handle, all);

    GEOSGeom_destroy_r(handle, all);
    growth->failed |= !whole;
    return whole;
}

static void unite_batch(struct growth *growth)
{
    GEOSGeometry *whole = unite(growth, growth->around, growth->n);

    growth->n = 0;
    growth->unions = bc_reserve(growth->unions, &growth->union_room,
                                growth->n_unions + 1, sizeof(GEOSGeometry *));
    if (whole)
        growth->unions[growth->n_unions++] = whole;
}

static void add_around(struct growth *growth, GEOSGeometry *geometry)
{
    growth->around[growth->n++] = geometry;
    if (growth->n == BATCH)
        unite_batch(growth);
}

/** A line as it is followed. */
struct pen {
    double at[2];
    double begin[2], first_azimuth; /* where the first box begins */
    struct side *side; /* of the box at hand; none before the first stretch */
    size_t n, room;
};

static void add_side(struct pen *pen, const struct side *side)
{
    pen->side = bc_reserve(pen->side, &pen->room, pen->n + 1, sizeof *side);
    pen->side[pen->n++] = *side;
}

/** The box so far, and what lies on the outer side of the bend after it. */
static void end_box(struct growth *growth, struct pen *pen, double bend)
{
    const struct side last = pen->side[pen->n - 1];
    bool is_sharp = fabs(bend) > SHARP_DEGREES;

    add_around(growth,
               box_along(growth, pen->side, pen->n, is_sharp ? 0 : bend));
    if (is_sharp)
        add_around(growth,
                   fan_about(growth, last.at,
                             last.azimuth + (bend > 0 ? -90 : 90), bend));
    pen->n = 0;
}

static void add_stretch(struct growth *growth, struct pen *pen,
                        const double to[2])
{
    double azimuth[2];
    struct side side;

    if (bc_geodesic_inverse(growth->crs, pen->at[0], pen->at[1], to[0], to[1],
                            azimuth) == 0)
        return;
    if (pen->n > 0) {
        double bend =
            remainder(azimuth[0] - pen->side[pen->n - 1].azimuth, 360);

        if (fabs(bend) >= STRAIGHT_DEGREES)
            end_box(growth, pen, bend);
    } else {
        set_point(pen->begin, pen->at);
        pen->first_azimuth = azimuth[0];
    }
    if (pen->n == 0) {
        side = side_at(growth, pen->at, azimuth[0]);
        add_side(pen, &side);
    }
    side = side_at(growth, to, azimuth[1]);
    add_side(pen, &side);
    set_point(pen->at, to);
}

/** An edge, in stretches that are short enough to be geodesics. */
static void add_edge(struct growth *growth, struct pen *pen,
                     const double from[2], const double to[2])
{
    double length_m =
        bc_geodesic_distance_m(growth->crs, from[0], from[1], to[0], to[1]);
    size_t n = (size_t)fmax(ceil(length_m / STRETCH_M), 1);

    for (size_t i = 1; i < n; i++) {
        double t = (double)i / (double)n;
        double next[2] = {from[0] + t * (to[0] - from[0]),
                          from[1] + t * (to[1] - from[1])};

        add_stretch(growth, pen, next);
    }
    add_stretch(growth, pen, to);
}

/** The last box, and the fans about both ends; of a closed line they are one
 * place. */
static void end_line(struct growth *growth, struct pen *pen, bool is_closed)
{
    double azimuth = pen->side[pen->n - 1].azimuth;
    double bend = remainder(pen->first_azimuth - azimuth, 360);

    if (is_closed && fabs(bend) >= STRAIGHT_DEGREES) {
        end_box(growth, pen, bend);
        return;
    }
    end_box(growth, pen, 0);
    add_around(growth, fan_about(growth, pen->at, azimuth - 90, 180));
    add_around(growth,
               fan_about(growth, pen->begin, pen->first_azimuth + 90, 180));
}

static void add_ring(struct growth *growth, const struct bc_shapes *shapes,
                     size_t ring)
{
    size_t v = shapes->vertex_of[ring], end = shapes->vertex_of[ring + 1] - 1;
    bool is_closed =
        shapes->x[v] == shapes->x[end] && shapes->y[v] == shapes->y[end];
    struct pen pen = {.at = {shapes->x[v], shapes->y[v]}};

    for (; v < end; v++)
        add_edge(growth, &pen, (double[2]){shapes->x[v], shapes->y[v]},
                 (double[2]){shapes->x[v + 1], shapes->y[v + 1]});
    if (pen.n == 0)
        add_around(growth, around_point(growth, pen.at[0], pen.at[1]));
    else
        end_line(growth, &pen, is_closed);
    free(pen.side);
}

static void add_rings(struct growth *growth, const struct bc_shapes *shapes,
                      size_t feature)
{
    size_t first = shapes->ring_of[shapes->part_of[feature]];
    size_t end = shapes->ring_of[shapes->part_of[feature + 1]];

    for (size_t r = first; r < end; r++)
        add_ring(growth, shapes, r);
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
    GEOSGeometry *polygon, *result;

    if (layer->geometry != BC_GEOMETRY_POLYGON)
        return buffer;
    polygon = bc_geos_from_shapes(growth->geos, &layer->shapes, feature);
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
    GEOSGeometry *whole;

    if (layer->geometry == BC_GEOMETRY_POINT)
        add_around(growth,
                   around_point(growth, layer->x[feature], layer->y[feature]));
    else
        add_rings(growth, &layer->shapes, feature);
    unite_batch(growth);
    whole = growth->n_unions == 1
                ? growth->unions[0]
                : unite(growth, growth->unions, growth->n_unions);
    free(growth->unions);
    if (growth->failed) { /* of a part of it nothing is said */
        GEOSGeom_destroy_r(growth->geos->handle, whole);
        return NULL;
    }
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
