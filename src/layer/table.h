/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_TABLE_H
#define BC_LAYER_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include <ogr_api.h>

#include "base/error.h"
#include "base/text.h"
#include "layer/source.h"

struct bc_builder;

/**
 * One table of a container (GeoPackage, Shapefile, FlatGeobuf, XLSX) or of a
 * server, row by row: every cell as UTF-8 text, geometry as OGR's or as
 * well-known binary.
 */
struct bc_table {
    const char *label;             /* of the file, for messages; borrowed */
    struct bc_input_limits limits; /* what its cells may be */
    size_t n_columns;
    struct bc_slice *names;
    const char *crs; /* as the file says it; NULL */
    /* the current row */
    size_t row;             /* 1-based; of a sheet: as it is numbered there; of
                               a server: its key where that is an integer */
    struct bc_slice *cells; /* empty is missing */
    bool has_geometry;
    OGRGeometryH geometry;       /* borrowed; NULL: binary, or there is none */
    const unsigned char *binary; /* borrowed; NULL when it is broken */
    size_t binary_length;
    const char *cut_column; /* whose text ended in half a character; NULL */

    enum bc_status (*next)(struct bc_table *table, bool *more,
                           struct bc_error *err);
    enum bc_status (*read_all)(struct bc_table *table,
                               struct bc_builder *builder,
                               const size_t *columns, bool *done,
                               struct bc_error *err); /* NULL: row by row */
    void (*remark)(const struct bc_table *table, size_t header,
                   struct bc_findings *findings); /* NULL: nothing to say */
    void (*free)(struct bc_table *table);
};

/** Opens the only table of @p source's file number @p path, or the one that
 * source->layer names. */
enum bc_status bc_table_open(const struct bc_source *source, size_t path,
                             struct bc_table **table, struct bc_error *err);
enum bc_status bc_table_next(struct bc_table *table, bool *more,
                             struct bc_error *err);
/**
 * Appends all rows to @p builder where the table can be read by all threads;
 * none has been read yet, and column i is the builder's @p columns[i].
 * @param[out] done  false: nothing was appended, bc_table_next is to read the
 *                   rows, and to tell what is wrong
 */
enum bc_status bc_table_read_all(struct bc_table *table,
                                 struct bc_builder *builder,
                                 const size_t *columns, bool *done,
                                 struct bc_error *err);
/** What was odd about the table as a whole, once its rows are read: deleted
 * rows, hidden cells, merged ones.
 * @param header  the last row of the header, 1-based; of a sheet */
void bc_table_remark(const struct bc_table *table, size_t header,
                     struct bc_findings *findings);
void bc_table_free(struct bc_table *table);

/* The three kinds of it. */
enum bc_status bc_table_open_ogr(const struct bc_source *source, size_t path,
                                 struct bc_table **table, struct bc_error *err);
enum bc_status bc_table_open_geopackage(const struct bc_source *source,
                                        size_t path, struct bc_table **table,
                                        struct bc_error *err);

/** @p source's layer names the table: `schema.table` or `table`. */
enum bc_status bc_table_open_server(const struct bc_source *source, size_t path,
                                    struct bc_table **table,
                                    struct bc_error *err);

enum bc_status bc_table_open_workbook(const struct bc_source *source,
                                      size_t path, struct bc_table **table,
                                      struct bc_error *err);

/** The layer of @p source among @p names: by name, or the only one; where they
 * are to be listed, the first.
 * @retval BC_BAD_INPUT  none, several, or not there; they are listed */
enum bc_status bc_table_choose(const struct bc_source *source,
                               const char *label, const char *const *names,
                               size_t n, size_t *choice, struct bc_error *err);

/** UTF-8 without a NUL, of no more than @p most bytes. */
bool bc_cell_is_text(struct bc_slice cell, size_t most);
/** The error of a cell that is longer than @p limits allow. */
enum bc_status bc_cell_refuse(const char *label, size_t line,
                              const struct bc_input_limits *limits,
                              struct bc_error *err);

/** Refuses names that are empty, repeated or differ only in case.
 * @param where  `file` or `file:line`, for the message */
enum bc_status bc_header_check(const char *where, const struct bc_slice *names,
                               size_t n, struct bc_error *err);

#endif
