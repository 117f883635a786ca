/* SPDX-License-Identifier: MIT */
#include "geo/overlay.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "base/text.h"
#include "geo/boxes.h"
#include "geo/enclosed.h"
#include "geo/feature.h"
#include "geo/geodesic.h"
#include "geo/geos_shapes.h"
#include "geo/overlay_walk.h"
#include "geo/recorded_area.h"
#include "geo/runs.h"
#include "geo/tiles.h"

#define RUN_VERTICES 32768 /* that one thread measures at a time */

void bc_overlay_clear(struct bc_overlay *overlay)
{
    free(overlay->polygon);
    free(overlay->basin);
    free(overlay->area_m2);
    free(overlay->share_of_basin);
    free(overlay->polygon_area_m2);
    free(overlay->basin_area_m2);
    bc_shapes_clear(&overlay->pieces);
    *overlay = (struct bc_overlay){0};
}

/** The box of a feature; its geometry, which is valid, when first asked. */
struct shape {
    double bounds[4]; /* NaN when the feature has no geometry */
    GEOSGeometry *geometry;
    const GEOSPreparedGeometry *prepared;
};

struct cut {
    struct bc_geos *geos;
    const struct bc_crs *crs;
    const struct bc_layer *polygons, *basins;
    double sliver_area_m2, sliver_width_m;
    struct bc_findings *findings;
    struct bc_overlay *overlay;
    struct shape *basin; /* one each */
    bool are_valid;      /* the outlines, by the caller's word */
    bool with_pieces;
    size_t room;      /* of the columns of overlay */
    size_t n_slivers; /* pieces that were dropped */
    double slivers_m2;
};

static void shape_clear(const struct bc_geos *geos, struct shape *shape)
{
    GEOSPreparedGeom_destroy_r(geos->handle, shape->prepared);
    GEOSGeom_destroy_r(geos->handle, shape->geometry);
}

/* Predicates and intersections of an invalid polygon may be wrong silently. */
static enum bc_status shape_open(const struct cut *cut,
                                 const struct bc_layer *layer, size_t feature,
                                 struct shape *shape, struct bc_error *err)
{
    const struct bc_geos *geos = cut->geos;

    if (shape->geometry)
        return BC_OK;
    shape->geometry = bc_geos_from_shapes(geos, &layer->shapes, feature);
    if (!cut->are_valid && GEOSisValid_r(geos->handle, shape->geometry) != 1)
        return bc_error_set(err, BC_BAD_DATA, "%s:%zu: '%s' is not valid",
                            bc_feature_source(layer, feature),
                            bc_feature_line(layer, feature),
                            bc_feature_name(layer, feature));
    return BC_OK;
}

static struct shape shape_of(const struct bc_layer *layer, size_t feature)
{
    struct shape shape = {.bounds = {NAN, NAN, NAN, NAN}};

    bc_shapes_bounds(&layer->shapes, feature, shape.bounds);
    return shape;
}

static bool boxes_meet(const double a[4], const double b[4])
{
    return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

static bool is_within(const double inner[4], const double outer[4])
{
    return inner[0] >= outer[0] && inner[1] >= outer[1] &&
           inner[2] <= outer[2] && inner[3] <= outer[3];
}

/* ---- one pair ---- */

/** The parts that both have, as the one feature of @p piece; none when they
 * only touch. */
static enum bc_status intersect(const struct cut *cut,
                                const struct shape *polygon,
                                const struct shape *basin,
                                struct bc_shapes *piece, struct bc_error *err)
{
    GEOSContextHandle_t handle = cut->geos->handle;
    GEOSGeometry *common = NULL;
    char covers = 0;

    /* what the boxes tell need not be asked of a long outline */
    if (is_within(polygon->bounds, basin->bounds))
        covers =
            GEOSPreparedCovers_r(handle, basin->prepared, polygon->geometry);
    if (covers != 1) { /* or GEOS could not tell: then this will */
        common = GEOSIntersection_r(handle, polygon->geometry, basin->geometry);
        if (!common)
            return bc_geos_error(cut->geos, "intersecting two polygons", err);
    }
    bc_shapes_begin_feature(piece);
    bc_geos_to_shapes(cut->geos, common ? common : polygon->geometry, piece);
    GEOSGeom_destroy_r(handle, common);
    return BC_OK;
}

static void keep(struct cut *cut, size_t polygon, size_t basin,
                 const struct bc_shapes *piece, double area_m2)
{
    struct bc_overlay *overlay = cut->overlay;
    size_t n = overlay->n;

    if (n == cut->room) {
        cut->room = cut->room ? cut->room * 2 : 16;
        overlay->polygon =
            bc_resize(overlay->polygon, cut->room, sizeof *overlay->polygon);
        overlay->basin =
            bc_resize(overlay->basin, cut->room, sizeof *overlay->basin);
        overlay->area_m2 =
            bc_resize(overlay->area_m2, cut->room, sizeof *overlay->area_m2);
        overlay->share_of_basin =
            bc_resize(overlay->share_of_basin, cut->room, sizeof(double));
    }
    overlay->polygon[n] = polygon;
    overlay->basin[n] = basin;
    overlay->area_m2[n] = area_m2;
    overlay->share_of_basin[n] = area_m2 / overlay->basin_area_m2[basin];
    if (cut->with_pieces)
        bc_shapes_append(&overlay->pieces, piece, 0);
    overlay->n++;
}

/** Two outlines of one border never agree: what is left between them is no
 * overlap. */
static bool is_sliver(const struct cut *cut, double area_m2, double length_m)
{
    return area_m2 < cut->sliver_area_m2 ||
           area_m2 < cut->sliver_width_m * length_m / 2;
}

/** 0 for a sliver, which is counted; else the area. */
static double without_slivers(struct cut *cut, double area_m2, double length_m)
{
    if (area_m2 <= 0 || !is_sliver(cut, area_m2, length_m))
        return area_m2;
    cut->n_slivers++;
    cut->slivers_m2 += area_m2;
    return 0;
}

/** What a polygon and basin @p b share, slivers too: the one feature of
 * @p piece, or none. */
static enum bc_status cut_piece(struct cut *cut, const struct shape *polygon,
                                size_t b, struct bc_shapes *piece,
                                struct bc_error *err)
{
    struct shape *basin = &cut->basin[b];
    enum bc_status status;
    char meets;

    if (!boxes_meet(polygon->bounds, basin->bounds))
        return BC_OK; /* nor when one is NaN */
    status = shape_open(cut, cut->basins, b, basin, err);
    if (status)
        return status;
    if (!basin->prepared)
        basin->prepared = bc_geos_made(
            (void *)GEOSPrepare_r(cut->geos->handle, basin->geometry));
    meets = GEOSPreparedIntersects_r(cut->geos->handle, basin->prepared,
                                     polygon->geometry);
    return meets == 0 ? BC_OK : intersect(cut, polygon, basin, piece, err);
}

/** The same, of @p area_m2; 0 when they share nothing but slivers. */
static enum bc_status share(struct cut *cut, const struct shape *polygon,
                            size_t b, struct bc_shapes *piece, double *area_m2,
                            struct bc_error *err)
{
    enum bc_status status = cut_piece(cut, polygon, b, piece, err);

    *area_m2 = 0;
    if (!status && piece->n_parts > 0)
        *area_m2 = without_slivers(cut, bc_geodesic_area_m2(cut->crs, piece, 0),
                                   bc_geodesic_length_m(cut->crs, piece, 0));
    return status;
}

/** A pair whose boxes meet; GEOS has to say what the walk does not know, and
 * to make the piece where one is wanted. */
static enum bc_status cut_pair(struct cut *cut, struct shape *polygon,
                               const struct bc_shared *shared,
                               struct bc_error *err)
{
    size_t p = shared->polygon, b = shared->basin;
    struct bc_shapes piece;
    enum bc_status status = BC_OK;
    double area_m2 = 0;

    bc_shapes_init(&piece);
    if (shared->is_known)
        area_m2 = without_slivers(cut, shared->area_m2, shared->length_m);
    if (!shared->is_known || (area_m2 > 0 && cut->with_pieces))
        status = shape_open(cut, cut->polygons, p, polygon, err);
    if (!status && !shared->is_known)
        status = share(cut, polygon, b, &piece, &area_m2, err);
    else if (!status && area_m2 > 0 && cut->with_pieces)
        status = cut_piece(cut, polygon, b, &piece, err);
    if (!status && area_m2 > 0)
        keep(cut, p, b, &piece, area_m2);
    bc_shapes_clear(&piece);
    return status;
}

/* ---- all of them ---- */

/** The pairs of polygon @p p, and the next pair after them. */
static enum bc_status cut_polygon(struct cut *cut, size_t p,
                                  const struct bc_shared **next,
                                  const struct bc_shared *end,
                                  struct bc_error *err)
{
    struct shape polygon = shape_of(cut->polygons, p);
    enum bc_status status = BC_OK;

    for (; !status && *next < end && (*next)->polygon == p; ++*next)
        status = cut_pair(cut, &polygon, *next, err);
    shape_clear(cut->geos, &polygon);
    return status;
}

static void open_basins(struct cut *cut)
{
    cut->basin = bc_alloc(cut->basins->n_features, sizeof *cut->basin);
    for (size_t b = 0; b < cut->basins->n_features; b++)
        cut->basin[b] = shape_of(cut->basins, b);
}

static void close_basins(struct cut *cut)
{
    for (size_t b = 0; b < cut->basins->n_features; b++)
        shape_clear(cut->geos, &cut->basin[b]);
    free(cut->basin);
}

/** The areas of all features. */
struct measuring {
    const struct bc_crs *crs;
    const struct bc_shapes *shapes;
    struct bc_runs runs;
    double *area_m2;
};

static void measure_run(void *context, size_t run)
{
    const struct measuring *it = context;

    for (size_t f = it->runs.first[run]; f < it->runs.first[run + 1]; f++)
        it->area_m2[f] = bc_geodesic_area_m2(it->crs, it->shapes, f);
}

static double *measure(const struct bc_crs *crs, const struct bc_layer *layer)
{
    struct measuring it = {.crs = crs, .shapes = &layer->shapes};

    it.area_m2 = bc_alloc(layer->n_features, sizeof *it.area_m2);
    bc_runs_init(&it.runs, it.shapes, RUN_VERTICES);
    bc_parallel_for(it.runs.n, measure_run, &it);
    bc_runs_clear(&it.runs);
    return it.area_m2;
}

static void note_slivers(const struct cut *cut)
{
    if (cut->n_slivers > 0)
        bc_findings_addf(cut->findings,
                         (struct bc_finding){.code = BC_FOUND_SLIVER,
                                             .source = cut->polygons->source},
                         "%zu pieces in basins are slivers, %.0f m2 together; "
                         "they were dropped",
                         cut->n_slivers, cut->slivers_m2);
}

/** Pairs that may share area, by polygon, then basin. */
static size_t find_pairs(const struct cut *cut, const struct bc_index *index,
                         struct bc_shared **pairs)
{
    size_t n = cut->basins->n_features;
    double(*bounds)[4] = bc_alloc(n, sizeof *bounds);
    struct bc_boxes *boxes;

    for (size_t b = 0; b < n; b++)
        memcpy(bounds[b], cut->basin[b].bounds, sizeof *bounds);
    boxes = bc_boxes_new((const double(*)[4])bounds, n);
    n = bc_overlay_walk(&cut->polygons->shapes, bc_index_tiles(index), boxes,
                        bc_crs_ellipsoid(cut->crs), pairs);
    bc_boxes_free(boxes);
    free(bounds);
    return n;
}

enum bc_status bc_overlay_basins(struct bc_geos *geos, const struct bc_crs *crs,
                                 const struct bc_layer *polygons,
                                 const struct bc_layer *basins,
                                 const struct bc_index *index, bool with_pieces,
                                 double sliver_area_m2, double sliver_width_m,
                                 struct bc_findings *findings,
                                 struct bc_overlay *overlay,
                                 struct bc_error *err)
{
    struct cut cut = {.geos = geos,
                      .crs = crs,
                      .polygons = polygons,
                      .basins = basins,
                      .sliver_area_m2 = sliver_area_m2,
                      .sliver_width_m = sliver_width_m,
                      .findings = findings,
                      .overlay = overlay,
                      .with_pieces = with_pieces};
    struct bc_index *made = index ? NULL : bc_index_new(&basins->shapes);
    struct bc_shared *pairs;
    const struct bc_shared *next, *end;
    size_t n_pairs;
    enum bc_status status = BC_OK;

    *overlay = (struct bc_overlay){.polygon_area_m2 = measure(crs, polygons),
                                   .basin_area_m2 = measure(crs, basins)};
    bc_shapes_init(&overlay->pieces);
    open_basins(&cut);
    n_pairs = find_pairs(&cut, index ? index : made, &pairs);
    end = pairs + n_pairs;
    next = pairs;
    for (size_t p = 0; !status && p < polygons->n_features; p++)
        status = cut_polygon(&cut, p, &next, end, err);
    if (!status) {
        bc_recorded_area_check(polygons, overlay->polygon_area_m2, findings);
        note_slivers(&cut);
    }
    close_basins(&cut);
    free(pairs);
    bc_index_free(made);
    if (status)
        bc_overlay_clear(overlay);
    return status;
}

/* ---- basins that overlap ---- */

/** Whether the parents of @p part lead to @p whole; the steps are counted
 * because they may lead in a circle. */
static bool is_part_of(const struct bc_layer *basins, size_t part, size_t whole)
{
    for (size_t steps = 0; steps < basins->n_features; steps++) {
        const char *parent = bc_layer_text(basins, "parent", part);

        part = parent ? bc_layer_row(basins, parent) : BC_NO_ROW;
        if (part == BC_NO_ROW || part == whole)
            return part == whole;
    }
    return false;
}

static enum bc_status compare_basins(struct cut *cut, size_t a, size_t b,
                                     struct bc_error *err)
{
    struct bc_shapes piece;
    enum bc_status status;
    double area_m2 = 0;

    if (is_part_of(cut->basins, a, b) || is_part_of(cut->basins, b, a))
        return BC_OK;
    bc_shapes_init(&piece);
    status = shape_open(cut, cut->basins, a, &cut->basin[a], err);
    if (!status)
        status = share(cut, &cut->basin[a], b, &piece, &area_m2, err);
    if (!status && area_m2 > 0)
        bc_findings_addf(
            cut->findings,
            bc_feature_finding(cut->basins, a, BC_FOUND_OVERLAPPING_BASINS),
            "overlaps '%s' by %.4f km2; points in both go to the lower code",
            bc_feature_name(cut->basins, b), area_m2 / 1e6);
    bc_shapes_clear(&piece);
    return status;
}

enum bc_status
bc_overlay_overlaps(struct bc_geos *geos, const struct bc_crs *crs,
                    const struct bc_layer *basins, const struct bc_index *index,
                    double sliver_area_m2, double sliver_width_m,
                    struct bc_findings *findings, struct bc_error *err)
{
    struct cut cut = {.geos = geos,
                      .crs = crs,
                      .basins = basins,
                      .sliver_area_m2 = sliver_area_m2,
                      .sliver_width_m = sliver_width_m,
                      .findings = findings,
                      .are_valid = true};
    struct bc_tiles_pair *pairs;
    enum bc_status status = BC_OK;
    size_t n_pairs;

    n_pairs = bc_tiles_overlaps(bc_index_tiles(index), &pairs);
    if (n_pairs == 0) {
        free(pairs);
        return BC_OK;
    }
    open_basins(&cut);
    for (size_t i = 0; !status && i < n_pairs; i++)
        status = compare_basins(&cut, pairs[i].later, pairs[i].earlier, err);
    free(pairs);
    close_basins(&cut);
    return status;
}
