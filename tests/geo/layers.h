/* SPDX-License-Identifier: MIT */
#ifndef BC_TEST_GEO_LAYERS_H
#define BC_TEST_GEO_LAYERS_H

/* Layers by hand for the tests of geo; include test.h first. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "geo/crs.h"
#include "geo/geos.h"
#include "layer/layer.h"

/**
 * Adds a feature written as vertices "x y" with ',' between them, '/' before a
 * hole (or the next ring) and ';' before the next part; "" has no geometry.
 */
static inline void add_feature(struct bc_shapes *shapes, const char *text)
{
    char *end;

    bc_shapes_begin_feature(shapes);
    if (!*text)
        return;
    bc_shapes_begin_part(shapes);
    bc_shapes_begin_ring(shapes);
    for (;; text = end + 1) {
        double x = strtod(text, &end), y = strtod(end, &end);

        bc_shapes_add_vertex(shapes, x, y);
        if (*end == ';')
            bc_shapes_begin_part(shapes);
        if (*end == ';' || *end == '/')
            bc_shapes_begin_ring(shapes);
        if (!*end)
            return;
    }
}

/** A rectangle, counter-clockwise. */
static inline void add_box(struct bc_shapes *shapes, double x1, double y1,
                           double x2, double y2)
{
    char text[256];

    snprintf(text, sizeof text,
             "%.17g %.17g,%.17g %.17g,%.17g %.17g,%.17g %.17g,%.17g %.17g", x1,
             y1, x2, y1, x2, y2, x1, y2, x1, y1);
    add_feature(shapes, text);
}

/** A text column that serves the key of its own name. */
static inline size_t add_key(struct bc_layer *layer, const char *key)
{
    size_t column = bc_layer_add_column(layer, key, BC_TEXT);

    bc_layer_add_key(layer, key, column);
    return column;
}

/** Sets the key `key` of a row, adding the column when it is new. */
static inline void set_key(struct bc_layer *layer, size_t row, const char *key,
                           const char *text)
{
    size_t column = bc_layer_find(layer, key);

    if (column == BC_NO_COLUMN)
        column = add_key(layer, key);
    bc_layer_set_text(layer, column, row, text);
}

/** n polygons with their codes; pairs of code and feature. */
static inline struct bc_layer *polygons_of(const char *role, size_t n,
                                           const char *const pairs[][2])
{
    struct bc_layer *layer =
        bc_layer_new(role, "polygons.geojson", BC_GEOMETRY_POLYGON, n);

    for (size_t i = 0; i < n; i++) {
        set_key(layer, i, "code", pairs[i][0]);
        add_feature(&layer->shapes, pairs[i][1]);
    }
    return layer;
}

/** n points P1, P2 ... at the given x, y. */
static inline struct bc_layer *points_of(size_t n, const double xy[][2])
{
    struct bc_layer *layer =
        bc_layer_new("sections", "points.csv", BC_GEOMETRY_POINT, n);

    for (size_t i = 0; i < n; i++) {
        char code[24];

        snprintf(code, sizeof code, "P%zu", i + 1);
        set_key(layer, i, "code", code);
        layer->x[i] = xy[i][0];
        layer->y[i] = xy[i][1];
        layer->row_line[i] = i + 2; /* below a header */
    }
    return layer;
}

static inline struct bc_crs *cgcs2000(void)
{
    struct bc_error err;
    struct bc_crs *crs;

    if (bc_crs_new("EPSG:4490", &crs, &err)) {
        fprintf(stderr, "%s\n", err.message);
        abort();
    }
    return crs;
}

/** Point in polygon by casting a ray to the east; no use on the boundary. */
static inline bool brute_force_inside(const struct bc_shapes *shapes,
                                      size_t feature, double x, double y)
{
    size_t first = shapes->ring_of[shapes->part_of[feature]];
    size_t end = shapes->ring_of[shapes->part_of[feature + 1]];
    bool inside = false;

    for (size_t r = first; r < end; r++)
        for (size_t v = shapes->vertex_of[r]; v + 1 < shapes->vertex_of[r + 1];
             v++) {
            double x1 = shapes->x[v], y1 = shapes->y[v];
            double x2 = shapes->x[v + 1], y2 = shapes->y[v + 1];

            if ((y1 > y) != (y2 > y) &&
                x < x1 + (y - y1) / (y2 - y1) * (x2 - x1))
                inside = !inside;
        }
    return inside;
}

/** A number between @p low and @p high. */
static inline double random_between(uint64_t *state, double low, double high)
{
    return low + (double)(bc_test_random(state) >> 11) * 0x1p-53 * (high - low);
}

/** A star of @p n vertices: simple, and concave almost everywhere. */
static inline void add_star(struct bc_shapes *shapes, uint64_t *state, double x,
                            double y, double radius, size_t n)
{
    size_t first;

    bc_shapes_begin_feature(shapes);
    bc_shapes_begin_part(shapes);
    bc_shapes_begin_ring(shapes);
    first = shapes->n_vertices;
    for (size_t i = 0; i < n; i++) {
        double angle = 2 * M_PI * (double)i / (double)n;
        double reach = radius * random_between(state, 0.3, 1);

        bc_shapes_add_vertex(shapes, x + reach * cos(angle),
                             y + reach * sin(angle));
    }
    bc_shapes_add_vertex(shapes, shapes->x[first], shapes->y[first]);
}

#endif
