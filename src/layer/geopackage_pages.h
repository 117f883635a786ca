/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_GEOPACKAGE_PAGES_H
#define BC_LAYER_GEOPACKAGE_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "layer/builder.h"
#include "layer/geopackage_said.h"

/** A column of a record, in the order of the table. */
struct bc_pages_column {
    size_t column;    /* of the builder; BC_NO_COLUMN: nobody wants it */
    bool is_geometry; /* and goes into no column */
    bool is_row_id;   /* NULL in a record is the number of the row */
    bool is_real;     /* whole numbers are stored as integers, and are none */
};

/** A table whose rows are found by their number, in a database of UTF-8. */
struct bc_pages_table {
    const char *path, *label;
    uint32_t root; /* its first page */
    size_t n_columns;
    const struct bc_pages_column *columns;
    int srs_id;                      /* of the layer; 0 and below: any */
    size_t cell_bytes;               /* that a text may have */
    struct bc_geopackage_said *said; /* told of its geometries */
};

/**
 * The rows of a table straight from the pages of its file, by all threads and
 * several times as fast as SQLite hands them out; cells as SQLite has them.
 * https://www.sqlite.org/fileformat2.html, sections 1.6, 2.1.
 * @param[out] n_rows  how many there are
 * @return false, and the builder as before, at all that is not plain: bytes
 *         that are no UTF-8, too many of them, a record of fewer columns, a
 *         page that is none, a geometry of another srs_id; SQLite is to read
 *         it, and to tell
 */
bool bc_pages_read(const struct bc_pages_table *table,
                   struct bc_builder *builder, size_t *n_rows);

#endif
