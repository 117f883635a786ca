/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_ROW_PARTS_H
#define BC_WATER_ROW_PARTS_H

#include <assert.h>

#include "layer/layer.h"
#include "water/row.h"

/* What the files of water/row.h share. */

/** A column, or a spelling in a long table, that holds values of an item. */
struct bc_row_column {
    size_t column;
    enum bc_item item; /* BC_NO_ITEM: a spelling that is no item */
    struct bc_decimal factor;
    char *header; /* as written, for findings */
    char *words;  /* of a spelling: item, fraction and unit, NUL between */
    size_t n_words;
};

/** A trimmed cell; empty without a column. */
static inline struct bc_slice bc_row_cell(const struct bc_rows *rows, size_t r,
                                          size_t c)
{
    struct bc_slice cell;

    if (c == BC_NO_COLUMN)
        return (struct bc_slice){"", 0};
    assert(c < rows->n_columns);
    cell = rows->cells[r * rows->n_columns + c];
    if (cell.length == 0 ||
        (cell.data[0] > ' ' && cell.data[0] <= '~' &&
         cell.data[cell.length - 1] > ' ' && cell.data[cell.length - 1] <= '~'))
        return cell; /* nearly every cell */
    return bc_slice_trim(cell);
}

/** The time of a row as one text, `2021年4月1日 8时` where it stands in parts;
 * a month that has its year in it, `2021-04`, needs no parts. */
struct bc_slice bc_row_time_of(struct bc_row_layout *layout,
                               const struct bc_rows *rows, size_t r);
/** The year of a row: its own column's, else @p year. */
int bc_row_year_of(const struct bc_row_layout *layout,
                   const struct bc_rows *rows, size_t r, int year);
/** Understands row->time. */
enum bc_status bc_row_read_time(struct bc_row_layout *layout,
                                struct bc_observation *row, int year,
                                int offset_minutes,
                                struct bc_findings *findings,
                                struct bc_error *err);

/** Everything of a row but its time and readings, of which it has none. */
void bc_row_begin(struct bc_row_layout *layout, const struct bc_rows *rows,
                  size_t r, struct bc_findings *findings,
                  struct bc_observation *row);
/** The item and value of a row of a long table. */
enum bc_status bc_row_read_long(struct bc_row_layout *layout,
                                const struct bc_rows *rows, size_t r,
                                struct bc_findings *findings,
                                struct bc_observation *row,
                                struct bc_error *err);
/** The same of a row of which nothing is to be said but, perhaps, that its cell
 * is empty; false of any other, which bc_row_read_long must read. */
bool bc_row_read_plain(struct bc_row_layout *layout, const struct bc_rows *rows,
                       size_t r, enum bc_item *item, struct bc_reading *reading,
                       enum bc_cell *kind);
/** The readings of a row of a wide table, in the order of layout->columns;
 * false when something is to be said of a cell. */
bool bc_row_read_cells(const struct bc_row_layout *layout,
                       const struct bc_rows *rows, size_t r,
                       struct bc_reading *readings, size_t *n_readings);

#endif
