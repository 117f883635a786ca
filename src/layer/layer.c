/* SPDX-License-Identifier: MIT */
#include "layer/layer.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* ---- shapes ---- */

void bc_shapes_init(struct bc_shapes *shapes)
{
    *shapes = (struct bc_shapes){0};
    shapes->part_of = bc_alloc(1, sizeof *shapes->part_of);
    shapes->ring_of = bc_alloc(1, sizeof *shapes->ring_of);
    shapes->vertex_of = bc_alloc(1, sizeof *shapes->vertex_of);
    shapes->feature_room = shapes->part_room = shapes->ring_room = 1;
}

void bc_shapes_clear(struct bc_shapes *shapes)
{
    free(shapes->part_of);
    free(shapes->ring_of);
    free(shapes->vertex_of);
    free(shapes->x);
    free(shapes->y);
    *shapes = (struct bc_shapes){0};
}

/* Appends an offset: n pieces have n + 1. */
static size_t *begin_piece(size_t *offsets, size_t *n, size_t *room,
                           size_t offset)
{
    offsets = bc_reserve(offsets, room, *n + 2, sizeof *offsets);
    offsets[++*n] = offset;
    return offsets;
}

void bc_shapes_begin_feature(struct bc_shapes *shapes)
{
    shapes->part_of = begin_piece(shapes->part_of, &shapes->n_features,
                                  &shapes->feature_room, shapes->n_parts);
}

void bc_shapes_begin_part(struct bc_shapes *shapes)
{
    assert(shapes->n_features > 0);
    shapes->ring_of = begin_piece(shapes->ring_of, &shapes->n_parts,
                                  &shapes->part_room, shapes->n_rings);
    shapes->part_of[shapes->n_features] = shapes->n_parts;
}

void bc_shapes_begin_ring(struct bc_shapes *shapes)
{
    assert(shapes->n_parts > 0);
    shapes->vertex_of = begin_piece(shapes->vertex_of, &shapes->n_rings,
                                    &shapes->ring_room, shapes->n_vertices);
    shapes->ring_of[shapes->n_parts] = shapes->n_rings;
}

void bc_shapes_reserve(struct bc_shapes *shapes, size_t n)
{
    size_t room = shapes->vertex_room;

    if (n <= room)
        return;
    shapes->x = bc_reserve(shapes->x, &room, n, sizeof *shapes->x);
    shapes->y = bc_resize(shapes->y, room, sizeof *shapes->y);
    shapes->vertex_room = room;
}

void bc_shapes_add_vertex(struct bc_shapes *shapes, double x, double y)
{
    size_t n = shapes->n_vertices;

    assert(shapes->n_rings > 0);
    bc_shapes_reserve(shapes, n + 1);
    shapes->x[n] = x;
    shapes->y[n] = y;
    shapes->vertex_of[shapes->n_rings] = ++shapes->n_vertices;
}

void bc_shapes_add_vertices(struct bc_shapes *shapes, const double *x,
                            const double *y, size_t n)
{
    assert(shapes->n_rings > 0);
    if (n == 0)
        return;
    bc_shapes_reserve(shapes, shapes->n_vertices + n);
    memcpy(shapes->x + shapes->n_vertices, x, n * sizeof *x);
    memcpy(shapes->y + shapes->n_vertices, y, n * sizeof *y);
    shapes->n_vertices += n;
    shapes->vertex_of[shapes->n_rings] = shapes->n_vertices;
}

void bc_shapes_add_pairs(struct bc_shapes *shapes, const unsigned char *pairs,
                         size_t n)
{
    double *x, *y;

    assert(shapes->n_rings > 0);
    bc_shapes_reserve(shapes, shapes->n_vertices + n);
    x = shapes->x + shapes->n_vertices;
    y = shapes->y + shapes->n_vertices;
    for (size_t i = 0; i < n; i++) {
        double pair[2];

        memcpy(pair, pairs + i * sizeof pair, sizeof pair);
        x[i] = pair[0];
        y[i] = pair[1];
    }
    shapes->n_vertices += n;
    shapes->vertex_of[shapes->n_rings] = shapes->n_vertices;
}

void bc_shapes_append(struct bc_shapes *shapes, const struct bc_shapes *other,
                      size_t feature)
{
    bc_shapes_begin_feature(shapes);
    for (size_t p = other->part_of[feature]; p < other->part_of[feature + 1];
         p++) {
        bc_shapes_begin_part(shapes);
        for (size_t r = other->ring_of[p]; r < other->ring_of[p + 1]; r++) {
            size_t first = other->vertex_of[r];

            bc_shapes_begin_ring(shapes);
            bc_shapes_add_vertices(shapes, other->x + first, other->y + first,
                                   other->vertex_of[r + 1] - first);
        }
    }
}

/* n offsets behind those that are there, which they go on from. */
static size_t *append_pieces(size_t *offsets, size_t *n, size_t *room,
                             const size_t *other, size_t n_other)
{
    const size_t base = offsets[*n];

    offsets = bc_reserve(offsets, room, *n + n_other + 1, sizeof *offsets);
    for (size_t i = 1; i <= n_other; i++)
        offsets[*n + i] = base + other[i];
    *n += n_other;
    return offsets;
}

void bc_shapes_append_all(struct bc_shapes *shapes,
                          const struct bc_shapes *other)
{
    const size_t n = other->n_vertices, from = shapes->n_vertices;

    bc_shapes_reserve(shapes, from + n);
    if (n > 0) {
        memcpy(shapes->x + from, other->x, n * sizeof *other->x);
        memcpy(shapes->y + from, other->y, n * sizeof *other->y);
    }
    shapes->n_vertices += n;
    shapes->part_of =
        append_pieces(shapes->part_of, &shapes->n_features,
                      &shapes->feature_room, other->part_of, other->n_features);
    shapes->ring_of =
        append_pieces(shapes->ring_of, &shapes->n_parts, &shapes->part_room,
                      other->ring_of, other->n_parts);
    shapes->vertex_of =
        append_pieces(shapes->vertex_of, &shapes->n_rings, &shapes->ring_room,
                      other->vertex_of, other->n_rings);
}

bool bc_shapes_bounds(const struct bc_shapes *shapes, size_t feature,
                      double bounds[4])
{
    size_t first = shapes->vertex_of[shapes->ring_of[shapes->part_of[feature]]];
    size_t end =
        shapes->vertex_of[shapes->ring_of[shapes->part_of[feature + 1]]];
    const double *x = shapes->x, *y = shapes->y;
    double west, south, east, north; /* in registers: bounds may alias */

    if (first == end)
        return false;
    west = east = x[first];
    south = north = y[first];
    for (size_t v = first + 1; v < end; v++) {
        west = x[v] < west ? x[v] : west;
        east = x[v] > east ? x[v] : east;
        south = y[v] < south ? y[v] : south;
        north = y[v] > north ? y[v] : north;
    }
    bounds[0] = west;
    bounds[1] = south;
    bounds[2] = east;
    bounds[3] = north;
    return true;
}

/* ---- layers ---- */

static const char *keep_text(struct bc_layer *layer, const char *text)
{
    return text ? bc_arena_copy(&layer->arena, text, strlen(text)) : NULL;
}

struct bc_layer *bc_layer_new(const char *role, const char *source,
                              enum bc_geometry geometry, size_t n_features)
{
    struct bc_layer *layer = bc_alloc(1, sizeof *layer);

    layer->role = keep_text(layer, role);
    layer->source = keep_text(layer, source);
    layer->geometry = geometry;
    layer->n_features = n_features;
    layer->row_source = bc_alloc(n_features, sizeof *layer->row_source);
    layer->row_line = bc_alloc(n_features, sizeof *layer->row_line);
    layer->x = bc_alloc(n_features, sizeof *layer->x);
    layer->y = bc_alloc(n_features, sizeof *layer->y);
    for (size_t i = 0; i < n_features; i++) {
        layer->row_source[i] = layer->source;
        layer->row_line[i] = i + 1;
        layer->x[i] = layer->y[i] = (double)NAN;
    }
    bc_shapes_init(&layer->shapes);
    return layer;
}

void bc_layer_free(struct bc_layer *layer)
{
    if (!layer)
        return;
    for (size_t i = 0; i < layer->n_columns; i++) {
        free(layer->columns[i].text);
        free(layer->columns[i].decimal);
        free(layer->columns[i].doubtful);
    }
    free(layer->columns);
    free(layer->keys);
    free(layer->row_source);
    free(layer->row_line);
    free(layer->x);
    free(layer->y);
    free(layer->row_epsg);
    bc_shapes_clear(&layer->shapes);
    bc_arena_clear(&layer->arena);
    free(layer);
}

size_t bc_layer_add_column(struct bc_layer *layer, const char *name,
                           enum bc_column_type type)
{
    struct bc_column *column;

    layer->columns = bc_reserve(layer->columns, &layer->column_room,
                                layer->n_columns + 1, sizeof *column);
    column = &layer->columns[layer->n_columns];
    *column = (struct bc_column){.name = keep_text(layer, name), .type = type};
    if (type == BC_TEXT) /* zeroed: missing */
        column->text = bc_alloc(layer->n_features, sizeof *column->text);
    else
        column->decimal = bc_alloc(layer->n_features, sizeof *column->decimal);
    return layer->n_columns++;
}

void bc_layer_add_key(struct bc_layer *layer, const char *key, size_t column)
{
    assert(column < layer->n_columns);
    layer->keys = bc_reserve(layer->keys, &layer->key_room, layer->n_keys + 1,
                             sizeof *layer->keys);
    layer->keys[layer->n_keys++] =
        (struct bc_key){keep_text(layer, key), column};
}

void bc_layer_set_text(struct bc_layer *layer, size_t column, size_t row,
                       const char *text)
{
    assert(column < layer->n_columns && row < layer->n_features);
    assert(layer->columns[column].type == BC_TEXT);
    layer->columns[column].text[row] =
        keep_text(layer, text && *text ? text : NULL);
}

void bc_layer_set_doubtful(struct bc_layer *layer, size_t column, size_t row)
{
    struct bc_column *at = &layer->columns[column];

    assert(column < layer->n_columns && row < layer->n_features);
    if (!at->doubtful)
        at->doubtful = bc_alloc(layer->n_features, sizeof *at->doubtful);
    at->doubtful[row] = true;
    at->text[row] = NULL;
}

bool bc_layer_is_doubtful(const struct bc_layer *layer, size_t column,
                          size_t row)
{
    const bool *doubtful = layer->columns[column].doubtful;

    return doubtful && doubtful[row];
}

/* Most names differ in their first letter: no call for those. */
static bool is_named(const char *a, const char *b)
{
    return a[0] == b[0] && strcmp(a, b) == 0;
}

static size_t find_column(const struct bc_layer *layer, const char *name,
                          bool derived)
{
    for (size_t i = 0; i < layer->n_columns; i++)
        if (layer->columns[i].derived == derived &&
            is_named(layer->columns[i].name, name))
            return i;
    return BC_NO_COLUMN;
}

size_t bc_layer_find(const struct bc_layer *layer, const char *name)
{
    size_t column;

    for (size_t i = 0; i < layer->n_keys; i++)
        if (is_named(layer->keys[i].key, name))
            return layer->keys[i].column;
    column = find_column(layer, name, true);
    return column != BC_NO_COLUMN ? column : find_column(layer, name, false);
}

const char *bc_layer_text(const struct bc_layer *layer, const char *name,
                          size_t row)
{
    size_t column = bc_layer_find(layer, name);

    assert(row < layer->n_features);
    if (column == BC_NO_COLUMN || layer->columns[column].type != BC_TEXT)
        return NULL;
    return layer->columns[column].text[row];
}

const char *bc_layer_label(const struct bc_layer *layer, size_t row)
{
    const char *code = bc_layer_text(layer, "code", row);

    return code ? code : bc_layer_text(layer, "name", row);
}

struct bc_decimal *bc_layer_decimal(const struct bc_layer *layer,
                                    const char *name)
{
    size_t column = bc_layer_find(layer, name);

    return column == BC_NO_COLUMN ? NULL : layer->columns[column].decimal;
}

static size_t find_row(const struct bc_layer *layer, size_t column,
                       const char *text, bool in_set)
{
    for (size_t row = 0; row < layer->n_features; row++) {
        const char *cell = layer->columns[column].text[row];

        if (cell && (in_set ? bc_set_has(cell, text) : !strcmp(cell, text)))
            return row;
    }
    return BC_NO_ROW;
}

size_t bc_layer_row(const struct bc_layer *layer, const char *text)
{
    static const char *const keys[] = {"code", "name", "alias"};
    size_t row = BC_NO_ROW;

    for (size_t k = 0; k < 3 && row == BC_NO_ROW; k++) {
        size_t column = bc_layer_find(layer, keys[k]);

        if (column != BC_NO_COLUMN && layer->columns[column].text)
            row = find_row(layer, column, text, k == 2);
    }
    return row;
}

/* ---- rows that stay ---- */

static void keep_shapes(struct bc_layer *layer, const bool *keep)
{
    struct bc_shapes kept;

    if (layer->shapes.n_features == 0)
        return;
    bc_shapes_init(&kept);
    for (size_t i = 0; i < layer->shapes.n_features; i++)
        if (keep[i])
            bc_shapes_append(&kept, &layer->shapes, i);
    bc_shapes_clear(&layer->shapes);
    layer->shapes = kept;
}

static void move_row(struct bc_layer *layer, size_t from, size_t to)
{
    for (size_t c = 0; c < layer->n_columns; c++) {
        struct bc_column *column = &layer->columns[c];

        if (column->text)
            column->text[to] = column->text[from];
        if (column->decimal)
            column->decimal[to] = column->decimal[from];
        if (column->doubtful)
            column->doubtful[to] = column->doubtful[from];
    }
    layer->row_source[to] = layer->row_source[from];
    layer->row_line[to] = layer->row_line[from];
    layer->x[to] = layer->x[from];
    layer->y[to] = layer->y[from];
    if (layer->row_epsg)
        layer->row_epsg[to] = layer->row_epsg[from];
}

void bc_layer_keep(struct bc_layer *layer, const bool *keep)
{
    size_t n = 0;

    keep_shapes(layer, keep);
    for (size_t row = 0; row < layer->n_features; row++)
        if (keep[row])
            move_row(layer, row, n++);
    layer->n_features = n;
}

/* ---- rows in another order ---- */

/** The items of an array, those of row_at[i] at place i; takes @p items. */
static void *reordered(void *items, const size_t *row_at, size_t n, size_t size)
{
    const char *from = items;
    char *to;

    if (!items)
        return NULL;
    to = bc_alloc(n, size);
    for (size_t i = 0; i < n; i++)
        memcpy(to + i * size, from + row_at[i] * size, size);
    free(items);
    return to;
}

static void reorder_shapes(struct bc_layer *layer, const size_t *row_at)
{
    struct bc_shapes moved;

    if (layer->shapes.n_features == 0)
        return;
    bc_shapes_init(&moved);
    for (size_t i = 0; i < layer->n_features; i++)
        if (row_at[i] < layer->shapes.n_features)
            bc_shapes_append(&moved, &layer->shapes, row_at[i]);
        else
            bc_shapes_begin_feature(&moved);
    bc_shapes_clear(&layer->shapes);
    layer->shapes = moved;
}

#define REORDER(items)                                                         \
    ((items) = reordered((items), row_at, layer->n_features, sizeof *(items)))

void bc_layer_reorder(struct bc_layer *layer, const size_t *row_at)
{
    reorder_shapes(layer, row_at);
    for (size_t c = 0; c < layer->n_columns; c++) {
        struct bc_column *column = &layer->columns[c];

        REORDER(column->text);
        REORDER(column->decimal);
        REORDER(column->doubtful);
    }
    REORDER(layer->row_source);
    REORDER(layer->row_line);
    REORDER(layer->x);
    REORDER(layer->y);
    REORDER(layer->row_epsg);
}
