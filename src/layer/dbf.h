/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_DBF_H
#define BC_LAYER_DBF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/** A column of a .dbf; its name is in the encoding of the file. */
struct bc_dbf_field {
    struct bc_slice name;
    char type;    /* C, N, F, D or L */
    size_t at;    /* of a row's bytes */
    size_t width; /* bytes */
};

/**
 * The table of a shapefile, read strictly: of a text in a column of numbers
 * GDAL 3.6 makes a number in silence, of a width that is wrong other cells.
 *
 * Source: dBASE III PLUS table format, as the ESRI Shapefile Technical
 * Description (1998) names it.
 */
struct bc_dbf {
    char *bytes;
    size_t n;
    size_t n_rows, n_deleted; /* the deleted ones count as rows */
    size_t header, record;    /* bytes of each */
    size_t n_fields;
    struct bc_dbf_field *fields;
    unsigned char language; /* the byte that names a code page */
};

/**
 * @param bytes  the whole file; @p dbf owns it from here on, even on failure
 * @retval BC_BAD_INPUT  cut, columns that do not fill the rows, a type of
 *         column whose values do not stand in it
 */
enum bc_status bc_dbf_init(struct bc_dbf *dbf, const char *label, char *bytes,
                           size_t n, struct bc_error *err);
void bc_dbf_clear(struct bc_dbf *dbf);

/**
 * Raw bytes of a cell, without padding; empty is missing.
 * @param row  from 0
 * @param[out] is_full  the text takes the whole width: it may have been cut
 * @retval BC_BAD_INPUT  a text in a column of numbers, a NUL inside
 */
enum bc_status bc_dbf_cell(const struct bc_dbf *dbf, const char *label,
                           size_t row, size_t field, struct bc_slice *cell,
                           bool *is_full, struct bc_error *err);

#endif
