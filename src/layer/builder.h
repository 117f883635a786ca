/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_BUILDER_H
#define BC_LAYER_BUILDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/finding.h"
#include "base/text.h"
#include "layer/layer.h"
#include "layer/role.h"
#include "layer/source.h"

/** What was odd about a row; becomes a finding when its code is known. */
struct bc_doubt {
    size_t row;
    enum bc_finding_code code;
    const char *message, *chinese; /* in the layer's arena */
};

struct bc_builder;

/** Where rows go while the file is read on, about so many at a time. */
struct bc_batches {
    size_t n_rows;
    const char *crs; /* as the file says it, before its rows; NULL */
    /** Takes a builder of rows, to be cleared.
     * @return false: no more of them are wanted */
    bool (*take)(void *context, struct bc_builder *batch);
    /** Before the file is closed: nothing of it is needed any more when it is
     * back. */
    void (*end)(void *context);
    void *context;
};

/**
 * A layer that grows row by row: every reader feeds one, and what they have in
 * common (trimming, kinds of geometry, broken coordinates) is settled here.
 */
struct bc_builder {
    const struct bc_role *role;
    struct bc_layer *layer;
    size_t row_room;
    struct bc_doubt *doubts;
    size_t n_doubts, doubt_room;
    enum bc_geometry kind;   /* where the role takes any; none: the first's */
    size_t n_of[4];          /* geometries met, by kind */
    size_t n_taken, n_mixed; /* geometries of the layer's kind, and others */
    bool has_heights;        /* Z or M were dropped */
    const char *recent[64];  /* short cells, by a hash: most come again */
    struct bc_batches *batches; /* NULL: rows stay */
};

void bc_builder_init(struct bc_builder *builder, const char *role,
                     const char *source);
void bc_builder_clear(struct bc_builder *builder);

/** The column of exactly that name, added when there is none. */
size_t bc_builder_column(struct bc_builder *builder, struct bc_slice name);

/** @param label  the file as the project names it; kept, not copied */
void bc_builder_begin_row(struct bc_builder *builder, const char *label,
                          size_t line);
/**
 * For rows that are read beside each other: adds first[n] - first[0] rows to
 * those of the builder and makes a builder for each part of them, rows first[i]
 * to first[i + 1] - 1, to be filled as if it were alone, by any thread.
 */
struct bc_builder *bc_builder_split(struct bc_builder *builder,
                                    const size_t *first, size_t n);
/**
 * Puts the parts together in their order and frees them.
 * @param are_filled  false: reading failed
 * @return false then, and when a part has another kind of geometry than those
 *         before it: the rows are gone again, as if none had been added
 */
bool bc_builder_join(struct bc_builder *builder, const size_t *first, size_t n,
                     struct bc_builder *parts, bool are_filled);

/** Which parts of a file from @p begin on are read together: all, or those of
 * a batch. @p first is as above. @return the part after them */
size_t bc_builder_batch_end(const struct bc_builder *builder,
                            const size_t *first, size_t n, size_t begin);
/** Lets a batch go, where rows go in batches; the columns stay.
 * @return false: no more rows are wanted */
bool bc_builder_pass_on(struct bc_builder *builder);

/** A cell of the current row: UTF-8, trimmed here; empty is missing. */
void bc_builder_set(struct bc_builder *builder, size_t column,
                    struct bc_slice text);
void bc_builder_doubt(struct bc_builder *builder, size_t row,
                      enum bc_finding_code code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/**
 * Geometry of the current row: begin, then a point, or parts of rings of
 * vertices in layer->shapes (each ring ended), then end.
 * @return false when the layer holds another kind: pass the geometry over
 */
bool bc_builder_begin_geometry(struct bc_builder *builder,
                               enum bc_geometry kind);
void bc_builder_point(struct bc_builder *builder, double x, double y);
/** Closes the ring just made when it is a polygon's and open. */
void bc_builder_end_ring(struct bc_builder *builder);
void bc_builder_end_geometry(struct bc_builder *builder);

/** What holds the geometry of the current row; false when it has none. */
bool bc_builder_box(const struct bc_builder *builder, double box[4]);

/** The kind that most geometries met are, of as many the one of the most
 * dimensions. */
enum bc_geometry bc_builder_most(const struct bc_builder *builder);

/** "table" "point" "line" "polygon" */
const char *bc_geometry_name(enum bc_geometry kind);

/** Leaves the row without geometry and says why. */
void bc_builder_fault(struct bc_builder *builder, const char *what);

#endif
