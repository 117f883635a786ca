/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_LAYER_H
#define BC_LAYER_LAYER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/memory.h"

#define BC_NO_ROW SIZE_MAX
#define BC_NO_COLUMN SIZE_MAX

enum bc_geometry {
    BC_GEOMETRY_NONE, /* a table */
    BC_GEOMETRY_POINT,
    BC_GEOMETRY_LINE,
    BC_GEOMETRY_POLYGON
};

/**
 * Lines and polygons of n features as offsets into coordinates:
 * feature f has the parts part_of[f] .. part_of[f+1]-1, part p the rings
 * ring_of[p] .. ring_of[p+1]-1 (the first is the shell; a line is a part of
 * one ring), ring r the vertices vertex_of[r] .. vertex_of[r+1]-1 (closed: the
 * last repeats the first). A feature without parts has no geometry.
 */
struct bc_shapes {
    size_t n_features, n_parts, n_rings, n_vertices;
    size_t *part_of, *ring_of, *vertex_of; /* n + 1 each */
    double *x, *y;
    /* room, in items */
    size_t feature_room, part_room, ring_room, vertex_room;
};

void bc_shapes_init(struct bc_shapes *shapes);
void bc_shapes_clear(struct bc_shapes *shapes);
/* Builders append to the last open piece; begin feature, part, ring in turn. */
void bc_shapes_begin_feature(struct bc_shapes *shapes);
void bc_shapes_begin_part(struct bc_shapes *shapes);
void bc_shapes_begin_ring(struct bc_shapes *shapes);
void bc_shapes_add_vertex(struct bc_shapes *shapes, double x, double y);
/** Makes room for @p n vertices in all. */
void bc_shapes_reserve(struct bc_shapes *shapes, size_t n);
/** Appends @p n vertices, which are not those of @p shapes itself. */
void bc_shapes_add_vertices(struct bc_shapes *shapes, const double *x,
                            const double *y, size_t n);
/** Appends @p n vertices from pairs of doubles, x before y, at any address. */
void bc_shapes_add_pairs(struct bc_shapes *shapes, const unsigned char *pairs,
                         size_t n);
/** Appends a copy of feature @p feature of @p other. */
void bc_shapes_append(struct bc_shapes *shapes, const struct bc_shapes *other,
                      size_t feature);
/** Appends copies of all features of @p other. */
void bc_shapes_append_all(struct bc_shapes *shapes,
                          const struct bc_shapes *other);
/** xmin ymin xmax ymax; false when the feature has no geometry. */
bool bc_shapes_bounds(const struct bc_shapes *shapes, size_t feature,
                      double bounds[4]);

/** The two kinds of column: text as read, decimals where a rule counts. */
enum bc_column_type { BC_TEXT, BC_DECIMAL };

struct bc_column {
    const char *name; /* as the source writes it, or a derived name */
    enum bc_column_type type;
    const char **text;          /* n_features; NULL is missing */
    struct bc_decimal *decimal; /* n_features, when type is BC_DECIMAL */
    bool *doubtful; /* n_features: missing because the source's word is
                       unknown; NULL: none is */
    bool derived;   /* computed here, not read */
};

/** A key field of the role (DESIGN.md section 3) and the column that serves it.
 */
struct bc_key {
    const char *key; /* canonical: "code", "target_class" */
    size_t column;
};

/**
 * A layer is columns of n_features values; the order is the source's, or that
 * of layer/order.h where it was asked for.
 * All text lives in the layer's arena. Derived columns may be added later.
 */
struct bc_layer {
    const char *role;   /* "sections" */
    const char *source; /* the path(s) as the project names them */
    enum bc_geometry geometry;
    size_t n_features;
    size_t n_columns;
    struct bc_column *columns;
    size_t n_keys;
    struct bc_key *keys;
    const char **row_source; /* n_features: the file of each row */
    size_t *row_line;        /* n_features: 1-based line (CSV) or row number */
    double *x, *y;           /* points; NaN when missing */
    struct bc_shapes shapes; /* lines and polygons */
    const char *crs;         /* as the source says it: "EPSG:4490", WKT; NULL */
    int *row_epsg; /* n_features: points that are each in a zone of their own,
                      not in `crs` (0: no position); NULL: all are in `crs` */
    bool illustrative; /* the project says that the data are made up */
    struct bc_arena arena;
    size_t column_room, key_room;
};

struct bc_layer *bc_layer_new(const char *role, const char *source,
                              enum bc_geometry geometry, size_t n_features);
void bc_layer_free(struct bc_layer *layer);

/** Adds a column of missing values. @return its index */
size_t bc_layer_add_column(struct bc_layer *layer, const char *name,
                           enum bc_column_type type);
void bc_layer_add_key(struct bc_layer *layer, const char *key, size_t column);

/** Copies @p text (NULL: missing) into the arena and the cell. */
void bc_layer_set_text(struct bc_layer *layer, size_t column, size_t row,
                       const char *text);

/** Empties the cell of a word that nobody knows: what is meant may be any. */
void bc_layer_set_doubtful(struct bc_layer *layer, size_t column, size_t row);
bool bc_layer_is_doubtful(const struct bc_layer *layer, size_t column,
                          size_t row);

/**
 * The column of a name: a key, then a derived column, then a source header.
 * @return BC_NO_COLUMN when there is none
 */
size_t bc_layer_find(const struct bc_layer *layer, const char *name);

/** A cell as text, borrowed and not empty; NULL when the column or the value is
 * missing. */
const char *bc_layer_text(const struct bc_layer *layer, const char *name,
                          size_t row);
/** What a feature is told apart by: its code, or the name of one that has none;
 * NULL when it has neither. */
const char *bc_layer_label(const struct bc_layer *layer, size_t row);
/** The decimals of a BC_DECIMAL column, borrowed; NULL when there is none. */
struct bc_decimal *bc_layer_decimal(const struct bc_layer *layer,
                                    const char *name);
/** The row whose key `code` (then `name`, then a member of `alias`) is @p text
 * exactly; BC_NO_ROW when there is none. Linear: index it for big jobs. */
size_t bc_layer_row(const struct bc_layer *layer, const char *text);

/** Keeps the rows with keep[row]; the others go from every column. */
void bc_layer_keep(struct bc_layer *layer, const bool *keep);
/** Brings row row_at[i] to place i; every row is named once. */
void bc_layer_reorder(struct bc_layer *layer, const size_t *row_at);

#endif
