/* SPDX-License-Identifier: MIT */
#include "water/row.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "layer/layer.h"
#include "water/row_parts.h"

bool bc_row_ahead_header(struct bc_row_ahead *ahead,
                         const struct bc_header *header)
{
    struct bc_error err;

    return !bc_row_layout_read(&ahead->layout, header, NULL, &err) &&
           ahead->layout.month == BC_NO_COLUMN;
}

/* Whether a cell is written as the one above it. */
static inline bool is_repeated(const struct bc_rows *rows, size_t r,
                               size_t column)
{
    const struct bc_slice *cell = &rows->cells[r * rows->n_columns + column];
    const struct bc_slice *above = cell - rows->n_columns;

    return r > 0 && cell->length == above->length &&
           bc_bytes_same(cell->data, above->data, cell->length);
}

/* Neighbours share their time. */
static void read_time(struct bc_row_ahead *ahead, const struct bc_rows *rows,
                      size_t r, int year, int offset_minutes)
{
    struct bc_row_layout *layout = &ahead->layout;
    struct bc_observation *row = &ahead->row;
    struct bc_error err;

    if (layout->year == BC_NO_COLUMN && is_repeated(rows, r, layout->time))
        return;
    year = bc_row_year_of(layout, rows, r, year);
    row->time = bc_row_cell(rows, r, layout->time);
    if (bc_row_read_time(layout, row, year, offset_minutes, NULL, &err))
        row->has_time = false;
    if (!row->has_time || bc_day_of_seconds(row->seconds) == ahead->day)
        return;
    ahead->day = bc_day_of_seconds(row->seconds);
    ahead->month = bc_month_of_day(ahead->day);
}

static void set_reading(struct bc_row_value *value, struct bc_reading reading)
{
    value->units = reading.value.units;
    value->scale = reading.value.scale;
    value->non_detect = reading.non_detect;
}

/* Whatever is told of a row is left to its turn, and so is a row that leaves
 * something to be told. */
static enum bc_row_state read_long(struct bc_row_ahead *ahead,
                                   const struct bc_rows *rows, size_t r,
                                   struct bc_row_value *value)
{
    struct bc_observation *row = &ahead->row;
    struct bc_reading reading;
    struct bc_error err;
    enum bc_cell kind;

    if (bc_row_read_plain(&ahead->layout, rows, r, &value->item, &reading,
                          &kind)) {
        set_reading(value, reading);
        return kind == BC_CELL_VALUE ? BC_ROW_VALUE : BC_ROW_EMPTY;
    }
    if (row->item != BC_NO_ITEM)
        row->reading[row->item] = (struct bc_reading){BC_MISSING, false};
    row->item = BC_NO_ITEM;
    row->n_readings = 0;
    if (bc_row_read_long(&ahead->layout, rows, r, NULL, row, &err) ||
        row->n_readings == 0 ||
        !bc_credible_is(ahead->layout.credible, row->item,
                        &row->reading[row->item]))
        return BC_ROW_IN_TURN;
    value->item = row->item;
    set_reading(value, row->reading[row->item]);
    return BC_ROW_VALUE;
}

static enum bc_row_state read_wide(struct bc_row_ahead *ahead,
                                   const struct bc_rows *rows, size_t r,
                                   struct bc_row_value *value)
{
    const struct bc_row_layout *layout = &ahead->layout;
    size_t n;

    value->item = BC_NO_ITEM;
    if (!bc_row_read_cells(layout, rows, r,
                           ahead->readings + r * layout->n_columns, &n))
        return BC_ROW_IN_TURN;
    value->n_readings = (unsigned char)n; /* an item has one column */
    return n > 0 ? BC_ROW_VALUE : BC_ROW_EMPTY;
}

void bc_row_ahead_read(struct bc_row_ahead *ahead, const struct bc_rows *rows,
                       int year, int offset_minutes)
{
    const struct bc_row_layout *layout = &ahead->layout;
    const struct bc_observation *row = &ahead->row;

    ahead->values = bc_reserve(ahead->values, &ahead->room, rows->n_rows,
                               sizeof *ahead->values);
    if (!layout->is_long)
        ahead->readings = bc_reserve(ahead->readings, &ahead->reading_room,
                                     rows->n_rows * layout->n_columns,
                                     sizeof *ahead->readings);
    for (size_t r = 0; r < rows->n_rows; r++) {
        struct bc_row_value *value = &ahead->values[r];

        read_time(ahead, rows, r, year, offset_minutes);
        value->same_section =
            layout->n_section == 1 && is_repeated(rows, r, layout->section[0]);
        if (!row->has_time)
            value->state = BC_ROW_IN_TURN;
        else if (layout->is_long)
            value->state = (unsigned char)read_long(ahead, rows, r, value);
        else
            value->state = (unsigned char)read_wide(ahead, rows, r, value);
        value->seconds = row->seconds;
        value->month = ahead->month;
        value->is_month = row->is_month;
    }
}

void bc_row_ahead_clear(struct bc_row_ahead *ahead)
{
    bc_row_layout_clear(&ahead->layout);
    free(ahead->values);
    free(ahead->readings);
    *ahead = (struct bc_row_ahead){0};
}

static void take_wide(const struct bc_row_layout *layout,
                      const struct bc_reading *readings,
                      const struct bc_row_value *value,
                      struct bc_observation *row)
{
    for (size_t i = 0; i < layout->n_columns; i++)
        row->reading[layout->columns[i].item] = readings[i];
    row->n_readings = value->n_readings;
}

enum bc_status bc_row_take(struct bc_row_layout *layout,
                           const struct bc_rows *rows, size_t r, int year,
                           int offset_minutes, const struct bc_row_ahead *ahead,
                           struct bc_findings *findings,
                           struct bc_observation *row, struct bc_error *err)
{
    const struct bc_row_value *value = ahead ? &ahead->values[r] : NULL;

    if (!value || value->state == BC_ROW_IN_TURN)
        return bc_row_read(layout, rows, r, year, offset_minutes, findings, row,
                           err);
    bc_row_begin(layout, rows, r, findings, row);
    row->has_time = true;
    row->seconds = value->seconds;
    row->is_month = value->is_month;
    row->item = value->item;
    if (!layout->is_long) {
        take_wide(layout, ahead->readings + r * layout->n_columns, value, row);
    } else if (value->state == BC_ROW_VALUE) {
        row->reading[row->item] = bc_row_reading(value);
        row->n_readings = 1;
    }
    return BC_OK;
}
