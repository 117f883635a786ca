/* SPDX-License-Identifier: MIT */
#include "geo/overlay.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/text.h"
#include "geo/feature.h"
#include "geo/geos_shapes.h"
#include "geo/tiles.h"

#define AREA_TOLERANCE_PERCENT 1

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
    size_t room;         /* of the columns of overlay */
    size_t n_slivers;    /* pieces that were dropped */
    double slivers_m2;
};

static void shape_clear(const struct bc_geos *geos, struct shape *shape)
{
    GEOSPreparedGeom_destroy_r(geos->handle, shape->prepared);
    GEOSGeom_destroy_r(geos->handle, shape->geometry);
}

/* Predicates and intersections of an invalid polygon may be wrong silently. */
static enum bc_status shape_open(const struct bc_geos *geos,
                                 const struct bc_layer *layer, size_t feature,
                                 struct shape *shape, struct bc_error *err)
{
    if (shape->geometry)
        return BC_OK;
    shape->geometry = bc_geos_from_shapes(geos, &layer->shapes, feature);
    if (!shape->geometry)
        return bc_geos_error(geos, "reading a polygon", err);
    if (GEOSisValid_r(geos->handle, shape->geometry) != 1)
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

static bool has_geometry(const struct shape *shape)
{
    return !isnan(shape->bounds[0]);
}

static bool boxes_meet(const double a[4], const double b[4])
{
    return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
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
    char covers =
        GEOSPreparedCovers_r(handle, basin->prepared, polygon->geometry);

    if (covers == 2)
        return bc_geos_error(cut->geos, "comparing two polygons", err);
    if (covers == 0) {
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
    bc_shapes_append(&overlay->pieces, piece, 0);
    overlay->n++;
}

/** Two outlines of one border never agree: what is left between them is no
 * overlap. */
static bool is_sliver(const struct cut *cut, const struct bc_shapes *piece,
                      double area_m2)
{
    double half_perimeter_m = bc_geodesic_length_m(cut->crs, piece, 0) / 2;

    return area_m2 < cut->sliver_area_m2 ||
           area_m2 < cut->sliver_width_m * half_perimeter_m;
}

/** What a polygon and basin @p b share, slivers not counted: the one feature
 * of @p piece, of @p area_m2; 0 when they share nothing. */
static enum bc_status share(struct cut *cut, const struct shape *polygon,
                            size_t b, struct bc_shapes *piece, double *area_m2,
                            struct bc_error *err)
{
    struct shape *basin = &cut->basin[b];
    enum bc_status status;
    char meets;

    *area_m2 = 0;
    if (!boxes_meet(polygon->bounds, basin->bounds))
        return BC_OK; /* nor when one is NaN */
    status = shape_open(cut->geos, cut->basins, b, basin, err);
    if (status)
        return status;
    if (!basin->prepared)
        basin->prepared = GEOSPrepare_r(cut->geos->handle, basin->geometry);
    if (!basin->prepared)
        return bc_geos_error(cut->geos, "preparing a basin", err);
    meets = GEOSPreparedIntersects_r(cut->geos->handle, basin->prepared,
                                     polygon->geometry);
    if (meets == 2)
        return bc_geos_error(cut->geos, "comparing two polygons", err);
    if (meets == 0)
        return BC_OK;
    status = intersect(cut, polygon, basin, piece, err);
    if (status || piece->n_parts == 0)
        return status;
    *area_m2 = bc_geodesic_area_m2(cut->crs, piece, 0);
    if (*area_m2 > 0 && is_sliver(cut, piece, *area_m2)) {
        cut->n_slivers++;
        cut->slivers_m2 += *area_m2;
        *area_m2 = 0;
    }
    return BC_OK;
}

static enum bc_status cut_pair(struct cut *cut, const struct shape *polygon,
                               size_t p, size_t b, struct bc_error *err)
{
    struct bc_shapes piece;
    enum bc_status status;
    double area_m2;

    bc_shapes_init(&piece);
    status = share(cut, polygon, b, &piece, &area_m2, err);
    if (!status && area_m2 > 0)
        keep(cut, p, b, &piece, area_m2);
    bc_shapes_clear(&piece);
    return status;
}

/* ---- all of them ---- */

/** The area that the table states, km2; missing when it states none. */
static struct bc_decimal recorded_km2(const struct bc_layer *polygons, size_t p)
{
    const struct bc_decimal *known = bc_layer_decimal(polygons, "area");
    const char *text;
    struct bc_decimal value = BC_MISSING;

    if (known)
        return known[p];
    text = bc_layer_text(polygons, "area", p);
    if (text && bc_decimal_parse(bc_slice_trim(bc_slice_of(text)), &value) >
                    BC_PARSED_ROUNDED)
        value = BC_MISSING; /* reading the layer has said so */
    return value;
}

static void compare_area(const struct cut *cut, size_t p)
{
    double computed = cut->overlay->polygon_area_m2[p] / 1e6;
    struct bc_decimal recorded = recorded_km2(cut->polygons, p);
    double change_percent;
    struct bc_finding finding;
    char text[24];

    if (!bc_decimal_known(recorded) || computed <= 0)
        return;
    change_percent = (bc_decimal_real(recorded) / computed - 1) * 100;
    if (fabs(change_percent) <= AREA_TOLERANCE_PERCENT)
        return;
    bc_decimal_print(recorded, text);
    finding = bc_feature_finding(cut->polygons, p, BC_FOUND_AREA_DIFFERS);
    finding.field = "area";
    finding.value = text;
    bc_findings_addf(cut->findings, finding,
                     "recorded area %s km2, but the outline holds %.2f km2 "
                     "(%+.1f %%); the outline counts",
                     text, computed, change_percent);
}

static enum bc_status cut_polygon(struct cut *cut, size_t p,
                                  struct bc_error *err)
{
    struct shape polygon = shape_of(cut->polygons, p);
    enum bc_status status = BC_OK;

    if (!has_geometry(&polygon))
        return BC_OK;
    status = shape_open(cut->geos, cut->polygons, p, &polygon, err);
    if (!status) {
        cut->overlay->polygon_area_m2[p] =
            bc_geodesic_area_m2(cut->crs, &cut->polygons->shapes, p);
        compare_area(cut, p);
        for (size_t b = 0; !status && b < cut->basins->n_features; b++)
            status = cut_pair(cut, &polygon, p, b, err);
    }
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

static void measure_basins(const struct cut *cut)
{
    for (size_t b = 0; b < cut->basins->n_features; b++)
        if (has_geometry(&cut->basin[b]))
            cut->overlay->basin_area_m2[b] =
                bc_geodesic_area_m2(cut->crs, &cut->basins->shapes, b);
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

enum bc_status bc_overlay_basins(struct bc_geos *geos, const struct bc_crs *crs,
                                 const struct bc_layer *polygons,
                                 const struct bc_layer *basins,
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
                      .overlay = overlay};
    enum bc_status status = BC_OK;

    *overlay = (struct bc_overlay){
        .polygon_area_m2 = bc_alloc(polygons->n_features, sizeof(double)),
        .basin_area_m2 = bc_alloc(basins->n_features, sizeof(double))};
    bc_shapes_init(&overlay->pieces);
    open_basins(&cut);
    measure_basins(&cut);
    for (size_t p = 0; !status && p < polygons->n_features; p++)
        status = cut_polygon(&cut, p, err);
    if (!status)
        note_slivers(&cut);
    close_basins(&cut);
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
    status = shape_open(cut->geos, cut->basins, a, &cut->basin[a], err);
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
                      .findings = findings};
    struct bc_tiles_pair *pairs;
    enum bc_status status = BC_OK;
    size_t n_pairs;

    open_basins(&cut);
    n_pairs = bc_tiles_overlaps(bc_index_tiles(index), &pairs);
    for (size_t i = 0; !status && i < n_pairs; i++)
        status = compare_basins(&cut, pairs[i].later, pairs[i].earlier, err);
    free(pairs);
    close_basins(&cut);
    return status;
}
