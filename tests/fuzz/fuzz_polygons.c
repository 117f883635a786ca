/* SPDX-License-Identifier: MIT */
/* Polygons on a coarse grid, where rings cross, touch and lie on each other at
 * every turn: repaired they are valid, their points and areas those of GEOS. */
#include "fuzz.h"

#include <math.h>
#include <string.h>

#include "geo/geos_shapes.h"
#include "geo/index.h"
#include "geo/overlay.h"
#include "geo/repair.h"

enum { CELLS = 12 };
static const double WEST = 114, SOUTH = 30, STEP = 0.01;

/* Bytes: 0xff begins a polygon, 0xfe a ring, any other is a place. */
static void add_polygons(struct bc_layer *layer, const uint8_t *data,
                         size_t size)
{
    struct bc_shapes *shapes = &layer->shapes;
    double first[2] = {0, 0};
    size_t n = 0;

    bc_shapes_begin_feature(shapes);
    bc_shapes_begin_part(shapes);
    bc_shapes_begin_ring(shapes);
    for (size_t i = 0; i <= size; i++) {
        const uint8_t byte = i < size ? data[i] : 0xfd;
        double x = WEST + byte % CELLS * STEP;
        double y = SOUTH + byte / CELLS % CELLS * STEP;

        if (byte >= 0xfd) {
            if (n > 0) /* closed */
                bc_shapes_add_vertex(shapes, first[0], first[1]);
            n = 0;
            if (byte == 0xff) {
                bc_shapes_begin_feature(shapes);
                bc_shapes_begin_part(shapes);
            }
            if (i < size)
                bc_shapes_begin_ring(shapes);
            continue;
        }
        if (n++ == 0)
            first[0] = x, first[1] = y;
        bc_shapes_add_vertex(shapes, x, y);
    }
    layer->n_features = shapes->n_features;
}

static struct bc_layer *polygons(const char *role, const uint8_t *data,
                                 size_t size)
{
    size_t n = 1, code;
    struct bc_layer *layer;

    for (size_t i = 0; i < size; i++)
        n += data[i] == 0xff;
    layer = bc_layer_new(role, role, BC_GEOMETRY_POLYGON, n);
    add_polygons(layer, data, size);
    HOLDS(layer->n_features == n);
    code = bc_layer_add_column(layer, "code", BC_TEXT);
    bc_layer_add_key(layer, "code", code);
    for (size_t row = 0; row < n; row++) {
        char text[16];

        snprintf(text, sizeof text, "%03zu", row);
        bc_layer_set_text(layer, code, row, text);
        layer->row_line[row] = row + 1;
        layer->row_source[row] = role;
    }
    return layer;
}

/* For the reader of a crash. */
static void tell(const struct bc_geos *geos, const GEOSGeometry *geometry)
{
    char *reason = GEOSisValidReason_r(geos->handle, geometry);
    GEOSWKTWriter *writer = GEOSWKTWriter_create_r(geos->handle);
    char *text = GEOSWKTWriter_write_r(geos->handle, writer, geometry);

    fprintf(stderr, "%s: %s\n", reason, text);
    GEOSFree_r(geos->handle, reason);
    GEOSFree_r(geos->handle, text);
    GEOSWKTWriter_destroy_r(geos->handle, writer);
}

static void check_valid(const struct bc_geos *geos,
                        const struct bc_layer *layer)
{
    for (size_t f = 0; f < layer->n_features; f++) {
        GEOSGeometry *geometry = bc_geos_from_shapes(geos, &layer->shapes, f);

        HOLDS(geometry);
        if (GEOSisValid_r(geos->handle, geometry) != 1)
            tell(geos, geometry);
        HOLDS(GEOSisValid_r(geos->handle, geometry) == 1);
        GEOSGeom_destroy_r(geos->handle, geometry);
    }
}

/* Some of the places of the grid and of those between them; which, the feature
 * decides. */
static void check_points(const struct bc_geos *geos,
                         const struct bc_layer *layer, size_t feature,
                         const struct bc_index *index)
{
    GEOSGeometry *geometry = bc_geos_from_shapes(geos, &layer->shapes, feature);

    for (size_t i = feature % 5; i < 4 * CELLS * CELLS; i += 5) {
        size_t column = i % (2 * CELLS), row = i / (2 * CELLS);
        double x = WEST + (double)column * STEP / 2;
        double y = SOUTH + (double)row * STEP / 2;
        GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos->handle, x, y);
        bool covers = GEOSCovers_r(geos->handle, geometry, point) == 1;
        struct bc_hit hits[64];
        size_t n = bc_index_covers(index, x, y, hits, 64);
        bool hit = false;

        for (size_t h = 0; h < n && h < 64; h++)
            hit |= hits[h].feature == feature;
        HOLDS(hit == covers);
        GEOSGeom_destroy_r(geos->handle, point);
    }
    GEOSGeom_destroy_r(geos->handle, geometry);
}

/* What two of them share is the same by walking along edges and by GEOS. */
static void check_shared(struct bc_geos *geos, const struct bc_crs *crs,
                         const struct bc_layer *layer,
                         const struct bc_layer *basins,
                         struct bc_findings *findings)
{
    struct bc_overlay walked = {0}, cut = {0};
    struct bc_error err;
    double sums[2] = {0, 0};

    HOLDS(bc_overlay_basins(geos, crs, layer, basins, NULL, false, 0, 0,
                            findings, &walked, &err) == BC_OK);
    HOLDS(bc_overlay_basins(geos, crs, layer, basins, NULL, true, 0, 0,
                            findings, &cut, &err) == BC_OK);
    for (size_t i = 0; i < walked.n; i++)
        sums[0] += walked.area_m2[i];
    for (size_t i = 0; i < cut.n; i++)
        sums[1] += cut.area_m2[i];
    HOLDS(fabs(sums[0] - sums[1]) <= 1e-8 * sums[1] + 1);
    bc_overlay_clear(&walked);
    bc_overlay_clear(&cut);
}

static void check_pair(struct bc_geos *geos, const struct bc_crs *crs,
                       struct bc_layer *redlines, struct bc_layer *basins)
{
    struct bc_findings *findings = bc_findings_new();
    const struct bc_decimal any_change = bc_decimal_of(1000000, 0);
    struct bc_error err;

    /* refused are those of which nothing is left */
    if (!bc_geometry_repair(geos, crs, redlines, any_change, findings, &err) &&
        !bc_geometry_repair(geos, crs, basins, any_change, findings, &err)) {
        struct bc_index *index = bc_index_new(&basins->shapes);

        check_valid(geos, redlines);
        check_valid(geos, basins);
        for (size_t f = 0; f < basins->n_features; f++)
            check_points(geos, basins, f, index);
        bc_index_free(index);
        check_shared(geos, crs, redlines, basins, findings);
    }
    bc_findings_free(findings);
}

/* The first byte says how many of the others are those of the red lines. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct bc_crs *crs;
    size_t n = size > 0 ? data[0] : 0;
    struct bc_geos *geos;
    struct bc_layer *redlines, *basins;
    struct bc_error err;

    if (size < 2 || n > size - 1)
        return 0;
    if (!crs)
        HOLDS(bc_crs_new("EPSG:4490", &crs, &err) == BC_OK);
    geos = bc_geos_new();
    redlines = polygons("redlines", data + 1, n);
    basins = polygons("basins", data + 1 + n, size - 1 - n);
    check_pair(geos, crs, redlines, basins);
    bc_layer_free(redlines);
    bc_layer_free(basins);
    bc_geos_free(geos);
    return 0;
}
