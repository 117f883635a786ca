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
    size_t n_words, n_item; /* bytes of all; of the item */
};

/** As bc_slice_trim. */
static inline struct bc_slice bc_row_trim(struct bc_slice cell)
{
    if (cell.length == 0 ||
        (cell.data[0] > ' ' && cell.data[0] <= '~' &&
         cell.data[cell.length - 1] > ' ' && cell.data[cell.length - 1] <= '~'))
        return cell; /* nearly every cell */
    return bc_slice_trim(cell);
}

/** A trimmed cell; empty without a column. */
static inline struct bc_slice bc_row_cell(const struct bc_rows *rows, size_t r,
                                          size_t c)
{
    if (c == BC_NO_COLUMN)
        return (struct bc_slice){"", 0};
    assert(c < rows->n_columns);
    return bc_row_trim(rows->cells[r * rows->n_columns + c]);
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

/** The readings of the row before it. */
void bc_row_forget(struct bc_observation *row);
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
/** The spelling behind that of the row before, as items of a sample follow each
 * other; NULL when none was met yet. Of a layout that is bare. */
static inline const struct bc_row_column *
bc_row_next_spelling(const struct bc_row_layout *layout)
{
    size_t next = layout->last_spelt + 1;

    if (next > layout->n_spelt)
        return NULL;
    return &layout->spelt[next < layout->n_spelt ? next : 0];
}
/** How a cell spells an item, in such a layout. Valid until the next call. */
const struct bc_row_column *bc_row_spelling(struct bc_row_layout *layout,
                                            struct bc_slice item);
/** It is this one. */
static inline void bc_row_take_spelling(struct bc_row_layout *layout,
                                        const struct bc_row_column *column)
{
    layout->last_spelt = (size_t)(column - layout->spelt);
}
/** The value of a known item, or that there is none; false of a cell of which
 * anything is to be said. */
bool bc_row_read_value(const struct bc_row_layout *layout,
                       const struct bc_row_column *column, struct bc_slice cell,
                       struct bc_reading *reading, enum bc_cell *kind);
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

/** Adds the run of row @p r, whose time ahead->row holds, to those of a batch
 * read ahead. */
struct bc_row_run *bc_row_ahead_add_run(struct bc_row_ahead *ahead, size_t r);
/** Room for the values of so many rows. */
void bc_row_ahead_need(struct bc_row_ahead *ahead, size_t n_rows);
/** Understands ahead->row.time. */
void bc_row_ahead_time(struct bc_row_ahead *ahead, int year,
                       int offset_minutes);

/** Whether what the last row spelt is no item, which was told before. */
static inline bool bc_row_is_no_item(const struct bc_row_ahead *ahead)
{
    const size_t spelt = ahead->layout.last_spelt;

    return spelt < ahead->n_told &&
           ahead->layout.spelt[spelt].item == BC_NO_ITEM;
}

static inline void bc_row_set_reading(struct bc_row_value *value,
                                      struct bc_reading reading)
{
    value->units = reading.value.units;
    value->scale = reading.value.scale;
    value->non_detect = reading.non_detect;
}

#endif
