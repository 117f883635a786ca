/* SPDX-License-Identifier: MIT */
#include "geo/index.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "geo/geos_shapes.h"

#define DEGREE (M_PI / 180)
#define NODE_CAPACITY 10 /* GEOS' own default */

/** What a distance to a polygon is estimated from below with. */
struct box {
    double bounds[4]; /* xmin ymin xmax ymax */
    double narrowest; /* cosine of the latitude farthest from the equator */
};

struct bc_index {
    struct bc_geos *geos;
    const struct bc_shapes *polygons;
    GEOSGeometry **geometry; /* NULL without geometry */
    const GEOSPreparedGeometry **prepared;
    struct box *box;
    GEOSSTRtree *boxes; /* its items point into geometry */
};

/* ---- making one ---- */

static enum bc_status not_valid(const struct bc_geos *geos,
                                const GEOSGeometry *geometry, size_t feature,
                                struct bc_error *err)
{
    char *reason = GEOSisValidReason_r(geos->handle, geometry);
    enum bc_status status =
        bc_error_set(err, BC_BAD_DATA, "polygon %zu is not valid: %s",
                     feature + 1, reason ? reason : geos->message);

    GEOSFree_r(geos->handle, reason);
    return status;
}

static bool box_of(const struct bc_shapes *polygons, size_t feature,
                   struct box *box)
{
    if (!bc_shapes_bounds(polygons, feature, box->bounds))
        return false;
    box->narrowest =
        cos(fmax(fabs(box->bounds[1]), fabs(box->bounds[3])) * DEGREE);
    return true;
}

/* Prepared predicates answer wrongly, without a word, on invalid polygons. */
static enum bc_status add_polygon(struct bc_index *index, size_t feature,
                                  struct bc_error *err)
{
    struct bc_geos *geos = index->geos;
    GEOSGeometry *geometry;

    if (!box_of(index->polygons, feature, &index->box[feature]))
        return BC_OK;
    geometry = bc_geos_from_shapes(geos, index->polygons, feature);
    index->geometry[feature] = geometry;
    if (!geometry)
        return bc_geos_error(geos, "indexing a polygon", err);
    if (GEOSisValid_r(geos->handle, geometry) != 1)
        return not_valid(geos, geometry, feature, err);
    index->prepared[feature] = GEOSPrepare_r(geos->handle, geometry);
    if (!index->prepared[feature])
        return bc_geos_error(geos, "preparing a polygon", err);
    GEOSSTRtree_insert_r(geos->handle, index->boxes, geometry,
                         &index->geometry[feature]);
    return BC_OK;
}

enum bc_status bc_index_new(struct bc_geos *geos,
                            const struct bc_shapes *polygons,
                            struct bc_index **index, struct bc_error *err)
{
    struct bc_index *made = bc_alloc(1, sizeof *made);
    enum bc_status status = BC_OK;

    *index = NULL;
    made->geos = geos;
    made->polygons = polygons;
    made->geometry = bc_alloc(polygons->n_features, sizeof(GEOSGeometry *));
    made->prepared =
        bc_alloc(polygons->n_features, sizeof(GEOSPreparedGeometry *));
    made->box = bc_alloc(polygons->n_features, sizeof *made->box);
    made->boxes = GEOSSTRtree_create_r(geos->handle, NODE_CAPACITY);
    if (!made->boxes)
        status = bc_geos_error(geos, "making an index", err);
    for (size_t f = 0; !status && f < polygons->n_features; f++)
        status = add_polygon(made, f, err);
    if (status)
        bc_index_free(made);
    else
        *index = made;
    return status;
}

void bc_index_free(struct bc_index *index)
{
    if (!index)
        return;
    for (size_t f = 0; f < index->polygons->n_features; f++) {
        GEOSPreparedGeom_destroy_r(index->geos->handle, index->prepared[f]);
        GEOSGeom_destroy_r(index->geos->handle, index->geometry[f]);
    }
    if (index->boxes)
        GEOSSTRtree_destroy_r(index->geos->handle, index->boxes);
    free(index->geometry);
    free(index->prepared);
    free(index->box);
    free(index);
}

enum bc_status bc_index_status(const struct bc_index *index,
                               struct bc_error *err)
{
    return index->geos->failed
               ? bc_geos_error(index->geos, "locating a point", err)
               : BC_OK;
}

/* ---- which polygons cover a point ---- */

/** The features whose boxes hold the point, in the tree's order. */
struct candidates {
    GEOSGeometry **base;
    size_t *feature;
    size_t n, room;
};

static void add_candidate(void *item, void *state)
{
    struct candidates *found = state;

    found->feature = bc_reserve(found->feature, &found->room, found->n + 1,
                                sizeof *found->feature);
    found->feature[found->n++] = (size_t)((GEOSGeometry **)item - found->base);
}

static int by_number(const void *a, const void *b)
{
    size_t left = *(const size_t *)a, right = *(const size_t *)b;

    return (left > right) - (left < right);
}

static enum bc_place place_in(const struct bc_index *index, size_t feature,
                              const GEOSGeometry *point)
{
    GEOSContextHandle_t handle = index->geos->handle;
    const GEOSPreparedGeometry *polygon = index->prepared[feature];
    char covers = GEOSPreparedCovers_r(handle, polygon, point);
    char contains = 0;

    if (covers == 1)
        contains = GEOSPreparedContains_r(handle, polygon, point);
    if (covers == 2 || contains == 2)
        index->geos->failed = true;
    if (covers != 1)
        return BC_OUTSIDE;
    return contains == 1 ? BC_INSIDE : BC_ON_BOUNDARY;
}

size_t bc_index_covers(const struct bc_index *index, double x, double y,
                       struct bc_hit *hits, size_t room)
{
    struct candidates found = {.base = index->geometry};
    GEOSGeometry *point;
    size_t n = 0;

    if (!isfinite(x) || !isfinite(y))
        return 0;
    point = GEOSGeom_createPointFromXY_r(index->geos->handle, x, y);
    if (!point) {
        index->geos->failed = true;
        return 0;
    }
    GEOSSTRtree_query_r(index->geos->handle, index->boxes, point, add_candidate,
                        &found);
    if (found.n > 1)
        qsort(found.feature, found.n, sizeof *found.feature, by_number);
    for (size_t i = 0; i < found.n; i++) {
        struct bc_hit hit = {found.feature[i],
                             place_in(index, found.feature[i], point)};

        if (hit.place == BC_OUTSIDE)
            continue;
        if (n < room)
            hits[n] = hit;
        n++;
    }
    GEOSGeom_destroy_r(index->geos->handle, point);
    free(found.feature);
    return n;
}

/* ---- how far it is to a polygon ---- */

/**
 * A plane around one point in units of the equator's radius: north along the
 * meridian, east along the parallel of the mean latitude. It serves to find
 * the nearest place only; the distance to it is geodesic.
 */
struct plane {
    double x, y;        /* degrees: its origin */
    double east, north; /* radii of curvature, times one degree */
    double narrow;      /* cosine of the latitude */
};

static struct plane plane_at(double x, double y)
{
    const double e2 = 0.00669438; /* GRS 80 and WGS 84 */
    double s = sin(y * DEGREE), w = 1 - e2 * s * s;

    return (struct plane){x, y, DEGREE / sqrt(w),
                          DEGREE * (1 - e2) / (w * sqrt(w)), cos(y * DEGREE)};
}

struct offset {
    double east, north;
};

static struct offset to_plane(const struct plane *plane, double x, double y)
{
    return (struct offset){(x - plane->x) * plane->east *
                               cos((y + plane->y) / 2 * DEGREE),
                           (y - plane->y) * plane->north};
}

/** The place of a polygon's boundary that is nearest to the origin so far. */
struct nearest {
    double squared;
    double x, y;
};

static void try_edge(const struct bc_shapes *shapes, size_t v,
                     struct offset from, struct offset to,
                     struct nearest *nearest)
{
    double east = to.east - from.east, north = to.north - from.north;
    double length2 = east * east + north * north;
    double t = 0, squared, reach_east, reach_north;

    if (length2 > 0)
        t = -(from.east * east + from.north * north) / length2;
    t = fmin(fmax(t, 0), 1);
    reach_east = from.east + t * east;
    reach_north = from.north + t * north;
    squared = reach_east * reach_east + reach_north * reach_north;
    if (squared >= nearest->squared)
        return;
    nearest->squared = squared;
    /* an end must be met exactly: neighbours that share it are as near */
    if (t == 1)
        v++;
    nearest->x = shapes->x[v];
    nearest->y = shapes->y[v];
    if (t > 0 && t < 1) {
        nearest->x += t * (shapes->x[v + 1] - shapes->x[v]);
        nearest->y += t * (shapes->y[v + 1] - shapes->y[v]);
    }
}

static void try_polygon(const struct bc_shapes *shapes, size_t feature,
                        const struct plane *plane, struct nearest *nearest)
{
    size_t first = shapes->ring_of[shapes->part_of[feature]];
    size_t end = shapes->ring_of[shapes->part_of[feature + 1]];

    for (size_t r = first; r < end; r++) {
        size_t v = shapes->vertex_of[r];
        struct offset from = to_plane(plane, shapes->x[v], shapes->y[v]);

        for (; v + 1 < shapes->vertex_of[r + 1]; v++) {
            struct offset to =
                to_plane(plane, shapes->x[v + 1], shapes->y[v + 1]);

            try_edge(shapes, v, from, to, nearest);
            from = to;
        }
    }
}

static double gap(double value, double low, double high)
{
    return value < low ? low - value : value > high ? value - high : 0;
}

/** Squared distance in the plane that no place in the box comes below. */
static double box_squared(const struct plane *plane, const struct box *box)
{
    const double *b = box->bounds;
    double narrow =
        plane->narrow < box->narrowest ? plane->narrow : box->narrowest;
    double east = gap(plane->x, b[0], b[2]) * plane->east * narrow;
    double north = gap(plane->y, b[1], b[3]) * plane->north;

    return east * east + north * north;
}

/** The polygon with the nearest box: where a search had best begin. */
static size_t nearest_box(const struct bc_index *index,
                          const struct plane *plane)
{
    size_t nearest = BC_NO_ROW;
    double squared = INFINITY;

    for (size_t f = 0; f < index->polygons->n_features; f++) {
        double one =
            index->geometry[f] ? box_squared(plane, &index->box[f]) : INFINITY;

        if (one < squared) {
            squared = one;
            nearest = f;
        }
    }
    return nearest;
}

size_t bc_index_nearest_place(const struct bc_index *index, double x, double y,
                              double place[2])
{
    struct plane plane = plane_at(x, y);
    struct nearest best = {.squared = INFINITY};
    size_t feature = nearest_box(index, &plane);

    if (feature == BC_NO_ROW)
        return BC_NO_ROW;
    try_polygon(index->polygons, feature, &plane, &best);
    for (size_t f = 0; f < index->polygons->n_features; f++) {
        struct nearest nearest = {.squared = INFINITY};

        if (!index->geometry[f] || f == feature ||
            box_squared(&plane, &index->box[f]) > best.squared)
            continue;
        try_polygon(index->polygons, f, &plane, &nearest);
        if (nearest.squared < best.squared ||
            (nearest.squared == best.squared && f < feature)) {
            best = nearest;
            feature = f;
        }
    }
    place[0] = best.x;
    place[1] = best.y;
    return feature;
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
    struct plane plane = plane_at(x, y);
    struct nearest nearest = {.squared = INFINITY};

    if (!index->geometry[feature])
        return NAN;
    try_polygon(index->polygons, feature, &plane, &nearest);
    return bc_geodesic_distance_m(crs, x, y, nearest.x, nearest.y);
}
