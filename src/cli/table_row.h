/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_TABLE_ROW_H
#define BC_CLI_TABLE_ROW_H

#include <stddef.h>

#include "base/decimal.h"
#include "base/text.h"
#include "output/table.h"

/** A row in the making: its cells are put one after the other, in the order of
 * the columns. */
struct bc_table_row {
    char *cell[32];
    size_t n;
};

/** Starts a table with an array of columns. */
#define BC_TABLE(title, array)                                                 \
    ((struct bc_table){.name = (title),                                        \
                       .n_columns = sizeof(array) / sizeof *(array),           \
                       .columns = (array)})

void bc_put_text(struct bc_table_row *row, const char *text); /* NULL: empty */
void bc_put_nothing(struct bc_table_row *row, size_t n_cells);
void bc_put_count(struct bc_table_row *row, size_t count);
/** A class 1..6, or anything that 0 stands for none of. */
void bc_put_positive(struct bc_table_row *row, int number);
/** 1, 0, or empty for -1: cannot be told. */
void bc_put_flag(struct bc_table_row *row, int flag);
void bc_put_decimal(struct bc_table_row *row, struct bc_decimal value);
/** Puts the text and clears it. */
void bc_put_taken(struct bc_table_row *row, struct bc_text *text);
/** Appends the row, which is empty again; every column must have its cell. */
void bc_put_end(struct bc_table_row *row, struct bc_table *table);

#endif
