/* SPDX-License-Identifier: MIT */
#include "geo/antimeridian.h"

#include <math.h>

#include "geo/feature.h"
#include "geo/geos_shapes.h"

static bool is_crossing(const struct bc_shapes *shapes, size_t v)
{
    bool along_pole = fabs(shapes->y[v]) >= 90 && fabs(shapes->y[v + 1]) >= 90;

    return fabs(shapes->x[v + 1] - shapes->x[v]) > 180 && !along_pole;
}

static bool crosses(const struct bc_shapes *shapes, size_t feature)
{
    size_t first = shapes->ring_of[shapes->part_of[feature]];
    size_t end = shapes->ring_of[shapes->part_of[feature + 1]];

    for (size_t r = first; r < end; r++)
        for (size_t v = shapes->vertex_of[r]; v + 1 < shapes->vertex_of[r + 1];
             v++)
            if (is_crossing(shapes, v))
                return true;
    return false;
}

/* ---- lines ---- */

/** Ends a part on one side and begins the next one on the other. */
static void step_over(struct bc_shapes *to, const struct bc_shapes *from,
                      size_t v)
{
    double side = copysign(180, from->x[v]);
    double x = from->x[v + 1] + 2 * side; /* seen from this side */
    double part = x == from->x[v] ? 0 : (side - from->x[v]) / (x - from->x[v]);
    double y = from->y[v] + part * (from->y[v + 1] - from->y[v]);

    if (from->x[v] != side)
        bc_shapes_add_vertex(to, side, y);
    bc_shapes_begin_part(to);
    bc_shapes_begin_ring(to);
    if (from->x[v + 1] != -side)
        bc_shapes_add_vertex(to, -side, y);
}

static void cut_line(const struct bc_shapes *from, size_t part,
                     struct bc_shapes *to)
{
    size_t ring = from->ring_of[part];

    bc_shapes_begin_part(to);
    bc_shapes_begin_ring(to);
    for (size_t v = from->vertex_of[ring]; v < from->vertex_of[ring + 1]; v++) {
        bc_shapes_add_vertex(to, from->x[v], from->y[v]);
        if (v + 1 < from->vertex_of[ring + 1] && is_crossing(from, v))
            step_over(to, from, v);
    }
}

/* ---- polygons ---- */

/** Adds a ring whose longitudes go on beyond 180 instead of starting over.
 * @return false when it does not come back to its start: around a pole */
static bool unroll(const struct bc_shapes *from, size_t ring,
                   struct bc_shapes *to)
{
    size_t first = from->vertex_of[ring], end = from->vertex_of[ring + 1];
    double turns = 0;

    bc_shapes_begin_ring(to);
    for (size_t v = first; v < end; v++) {
        bc_shapes_add_vertex(to, from->x[v] + turns, from->y[v]);
        if (v + 1 < end && is_crossing(from, v))
            turns += copysign(360, from->x[v] - from->x[v + 1]);
    }
    return turns == 0;
}

static double westernmost(const struct bc_shapes *shapes, size_t ring)
{
    double west = INFINITY;

    for (size_t v = shapes->vertex_of[ring]; v < shapes->vertex_of[ring + 1];
         v++)
        west = fmin(west, shapes->x[v]);
    return west;
}

static bool unroll_part(const struct bc_shapes *from, size_t part,
                        struct bc_shapes *to)
{
    size_t shell = from->ring_of[part];
    bool closed;
    double west;

    bc_shapes_begin_feature(to);
    bc_shapes_begin_part(to);
    closed = unroll(from, shell, to);
    west = westernmost(to, 0);
    for (size_t r = shell + 1; closed && r < from->ring_of[part + 1]; r++) {
        size_t hole = to->n_rings, v = to->n_vertices;
        double turns;

        closed = unroll(from, r, to);
        /* holes may have been begun on the other side */
        turns = 360 * ceil((west - westernmost(to, hole)) / 360);
        for (; v < to->n_vertices; v++)
            to->x[v] += turns;
    }
    return closed;
}

/** What of an unrolled polygon lies in one turn around the earth, moved back
 * into -180 to 180. */
static bool add_turn(const struct bc_geos *geos, const GEOSGeometry *polygon,
                     double turn, struct bc_shapes *to)
{
    GEOSContextHandle_t handle = geos->handle;
    GEOSGeometry *frame = bc_geos_made(GEOSGeom_createRectangle_r(
        handle, 360 * turn - 180, -90, 360 * turn + 180, 90));
    GEOSGeometry *inside = GEOSIntersection_r(handle, polygon, frame);
    size_t v = to->n_vertices;
    bool done = inside != NULL;

    if (inside)
        bc_geos_to_shapes(geos, inside, to);
    for (; v < to->n_vertices; v++)
        to->x[v] -= 360 * turn;
    GEOSGeom_destroy_r(handle, inside);
    GEOSGeom_destroy_r(handle, frame);
    return done;
}

static bool cut_polygon(const struct bc_geos *geos,
                        const struct bc_shapes *from, size_t part,
                        struct bc_shapes *to)
{
    GEOSGeometry *polygon = NULL;
    struct bc_shapes unrolled;
    double bounds[4];
    bool done;

    bc_shapes_init(&unrolled);
    done = unroll_part(from, part, &unrolled);
    if (done) {
        bc_shapes_bounds(&unrolled, 0, bounds);
        polygon = bc_geos_from_shapes(geos, &unrolled, 0);
        for (double turn = ceil((bounds[0] - 180) / 360);
             done && 360 * turn - 180 < bounds[2]; turn++)
            done = add_turn(geos, polygon, turn, to);
    }
    GEOSGeom_destroy_r(geos->handle, polygon);
    bc_shapes_clear(&unrolled);
    return done;
}

/* ---- a layer ---- */

/** The feature in pieces, as the only one of @p to. */
static bool cut(const struct bc_geos *geos, const struct bc_layer *layer,
                const struct bc_shapes *from, size_t feature,
                struct bc_shapes *to)
{
    bool done = true;

    bc_shapes_begin_feature(to);
    for (size_t part = from->part_of[feature];
         done && part < from->part_of[feature + 1]; part++)
        if (layer->geometry == BC_GEOMETRY_LINE)
            cut_line(from, part, to);
        else
            done = cut_polygon(geos, from, part, to);
    return done && to->n_parts > 0;
}

static void cut_feature(const struct bc_geos *geos, struct bc_layer *layer,
                        const struct bc_shapes *from, size_t feature,
                        struct bc_findings *findings)
{
    const struct bc_finding found =
        bc_feature_finding(layer, feature, BC_FOUND_ANTIMERIDIAN);
    struct bc_shapes pieces;

    bc_shapes_init(&pieces);
    if (cut(geos, layer, from, feature, &pieces)) {
        bc_shapes_append(&layer->shapes, &pieces, 0);
        bc_findings_addf(findings, found,
                         "crosses the antimeridian; it was cut there, into "
                         "%zu parts",
                         pieces.n_parts);
    } else {
        bc_shapes_begin_feature(&layer->shapes);
        bc_findings_addf(findings, found,
                         "crosses the antimeridian and cannot be cut there "
                         "(around a pole, or crossing itself); the feature "
                         "counts as one without geometry");
    }
    bc_shapes_clear(&pieces);
}

void bc_antimeridian_cut(const struct bc_geos *geos, struct bc_layer *layer,
                         struct bc_findings *findings)
{
    struct bc_shapes before;
    size_t f = 0;

    if (layer->geometry <= BC_GEOMETRY_POINT)
        return;
    while (f < layer->n_features && !crosses(&layer->shapes, f))
        f++;
    if (f == layer->n_features)
        return;
    before = layer->shapes;
    bc_shapes_init(&layer->shapes);
    for (f = 0; f < before.n_features; f++)
        if (crosses(&before, f))
            cut_feature(geos, layer, &before, f, findings);
        else
            bc_shapes_append(&layer->shapes, &before, f);
    bc_shapes_clear(&before);
}
