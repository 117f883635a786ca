/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_TABLE_ROW_H
#define BC_OUTPUT_TABLE_ROW_H

/* How rows of tables are made: cell by cell, in the order of the columns. */

#include <stdint.h>

#include "base/date.h"
#include "base/decimal.h"
#include "output/table.h"

/** Starts a table with an array of columns. */
#define BC_TABLE(title, array)                                                 \
    ((struct bc_table){.name = (title),                                        \
                       .n_columns = sizeof(array) / sizeof *(array),           \
                       .columns = (array)})

/* One row in the making: cells are put in the order of the columns, a NUL
 * between them. */
#define BC_TABLE_COLUMNS 32
struct bc_table_row {
    size_t n;
    size_t begins[BC_TABLE_COLUMNS];
    struct bc_text text;
};

/* Where a cell stands in the text of a table. */
struct bc_table_place {
    size_t from, n;
};

/** Rows that were printed. */
struct bc_table_csv {
    struct bc_text text;
    struct bc_table_row above; /* the last of them */
    /** Where its cells stand, each with what ends it. */
    struct bc_table_place places[BC_TABLE_COLUMNS];
    struct bc_text spare; /* for the next row */
};

/** A row of a table that may be printed as it comes; of others {0} does. */
struct bc_table_row bc_table_row_begin(struct bc_table *table);
/** Appends the row, which has a cell for each column, and empties it. */
void bc_put_end(struct bc_table_row *row, struct bc_table *table);

/** The next cell: what is appended to it. */
struct bc_text *bc_put_cell(struct bc_table_row *row);
void bc_put_text(struct bc_table_row *row, const char *text); /* NULL: empty */
void bc_put_nothing(struct bc_table_row *row, size_t n_cells);
void bc_put_count(struct bc_table_row *row, int64_t value);
/** Empty where zero or less stands for "none". */
void bc_put_positive(struct bc_table_row *row, int64_t value);
/** 1, 0, or empty for -1: cannot be told. */
void bc_put_flag(struct bc_table_row *row, int flag);
void bc_put_decimal(struct bc_table_row *row, struct bc_decimal value);
/** Without zeros at its end. */
void bc_put_short(struct bc_table_row *row, struct bc_decimal value);
void bc_put_real(struct bc_table_row *row, double value, int places);
void bc_put_day(struct bc_table_row *row, bc_day day);
/** Puts the text and clears it. */
void bc_put_taken(struct bc_table_row *row, struct bc_text *text);

#endif
