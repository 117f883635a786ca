/* SPDX-License-Identifier: MIT */
#include "cli/table_row.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

void bc_put_text(struct bc_table_row *row, const char *text)
{
    assert(row->n < sizeof row->cell / sizeof row->cell[0]);
    row->cell[row->n++] = bc_copy(text ? text : "");
}

void bc_put_nothing(struct bc_table_row *row, size_t n_cells)
{
    for (size_t i = 0; i < n_cells; i++)
        bc_put_text(row, NULL);
}

void bc_put_count(struct bc_table_row *row, size_t count)
{
    char text[24];

    snprintf(text, sizeof text, "%zu", count);
    bc_put_text(row, text);
}

void bc_put_positive(struct bc_table_row *row, int number)
{
    if (number > 0)
        bc_put_count(row, (size_t)number);
    else
        bc_put_text(row, NULL);
}

void bc_put_flag(struct bc_table_row *row, int flag)
{
    bc_put_text(row, flag < 0 ? NULL : flag ? "1" : "0");
}

void bc_put_decimal(struct bc_table_row *row, struct bc_decimal value)
{
    char text[24];

    bc_decimal_print(value, text);
    bc_put_text(row, text);
}

void bc_put_taken(struct bc_table_row *row, struct bc_text *text)
{
    bc_put_text(row, bc_text_string(text));
    bc_text_clear(text);
}

void bc_put_end(struct bc_table_row *row, struct bc_table *table)
{
    assert(row->n == table->n_columns);
    bc_table_add_row(table, (const char *const *)row->cell);
    for (size_t i = 0; i < row->n; i++)
        free(row->cell[i]);
    row->n = 0;
}
