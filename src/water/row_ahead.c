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

    ahead->n_told = 0;
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

void bc_row_ahead_time(struct bc_row_ahead *ahead, int year, int offset_minutes)
{
    struct bc_observation *row = &ahead->row;
    struct bc_error err;

    if (bc_row_read_time(&ahead->layout, row, year, offset_minutes, NULL, &err))
        row->has_time = false;
    if (!row->has_time || bc_day_of_seconds(row->seconds) == ahead->day)
        return;
    ahead->day = bc_day_of_seconds(row->seconds);
    ahead->month = bc_month_of_day(ahead->day);
}

struct bc_row_run *bc_row_ahead_add_run(struct bc_row_ahead *ahead, size_t r)
{
    const struct bc_observation *row = &ahead->row;
    struct bc_row_run *run;

    ahead->runs = bc_reserve(ahead->runs, &ahead->run_room, ahead->n_runs + 1,
                             sizeof *ahead->runs);
    run = &ahead->runs[ahead->n_runs++];
    *run = (struct bc_row_run){.end = r + 1,
                               .time = row->time,
                               .seconds = row->seconds,
                               .month = ahead->month,
                               .is_month = row->is_month};
    return run;
}

void bc_row_ahead_need(struct bc_row_ahead *ahead, size_t n_rows)
{
    ahead->values =
        bc_reserve(ahead->values, &ahead->room, n_rows, sizeof *ahead->values);
}

/* Row @p r goes on with the last run, or begins another: neighbours share
 * section and time. */
static void read_run(struct bc_row_ahead *ahead, const struct bc_rows *rows,
                     size_t r, int year, int offset_minutes)
{
    struct bc_row_layout *layout = &ahead->layout;
    const bool named = layout->n_section == 1;
    const bool same = named && is_repeated(rows, r, layout->section[0]);
    const bool same_time =
        layout->year == BC_NO_COLUMN && is_repeated(rows, r, layout->time);
    struct bc_row_run *run;

    if (same_time && (same || !named) && ahead->n_runs > 0) {
        ahead->runs[ahead->n_runs - 1].end = r + 1;
        return;
    }
    if (!same_time) {
        ahead->row.time = bc_row_cell(rows, r, layout->time);
        bc_row_ahead_time(ahead, bc_row_year_of(layout, rows, r, year),
                          offset_minutes);
    }
    run = bc_row_ahead_add_run(ahead, r);
    run->same_section = same;
    if (named)
        run->section = bc_row_cell(rows, r, layout->section[0]);
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
    enum bc_item item;

    if (bc_row_read_plain(&ahead->layout, rows, r, &item, &reading, &kind)) {
        value->item = (unsigned char)item;
        bc_row_set_reading(value, reading);
        return kind == BC_CELL_VALUE ? BC_ROW_VALUE : BC_ROW_EMPTY;
    }
    if (bc_row_is_no_item(ahead)) {
        value->item = BC_NO_ITEM;
        return BC_ROW_EMPTY;
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
    value->item = (unsigned char)row->item;
    bc_row_set_reading(value, row->reading[row->item]);
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

    bc_row_ahead_need(ahead, rows->n_rows);
    ahead->n_runs = 0;
    if (!layout->is_long)
        ahead->readings = bc_reserve(ahead->readings, &ahead->reading_room,
                                     rows->n_rows * layout->n_columns,
                                     sizeof *ahead->readings);
    for (size_t r = 0; r < rows->n_rows; r++) {
        struct bc_row_value *value = &ahead->values[r];

        read_run(ahead, rows, r, year, offset_minutes);
        if (!ahead->row.has_time)
            value->state = BC_ROW_IN_TURN;
        else if (layout->is_long)
            value->state = (unsigned char)read_long(ahead, rows, r, value);
        else
            value->state = (unsigned char)read_wide(ahead, rows, r, value);
    }
    ahead->n_told = layout->n_spelt;
}

void bc_row_ahead_clear(struct bc_row_ahead *ahead)
{
    bc_row_layout_clear(&ahead->layout);
    free(ahead->values);
    free(ahead->runs);
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

/* As bc_row_begin, of lines: they hold nothing else. */
static void begin_line(const struct bc_row_ahead *ahead,
                       const struct bc_row_run *run, const char *source,
                       size_t r, struct bc_observation *row)
{
    bc_row_forget(row);
    row->source = source;
    row->line = ahead->first_line + r;
    row->n_section = 1;
    row->section[0] = run->section;
    row->time = run->time;
    row->published = 0;
    row->water = BC_WATER_UNKNOWN;
}

enum bc_status bc_row_take(struct bc_row_layout *layout,
                           const struct bc_rows *rows, size_t r, int year,
                           int offset_minutes, const struct bc_row_ahead *ahead,
                           const struct bc_row_run *run,
                           struct bc_findings *findings,
                           struct bc_observation *row, struct bc_error *err)
{
    const struct bc_row_value *value = &ahead->values[r];

    if (value->state == BC_ROW_IN_TURN)
        return bc_row_read(layout, rows, r, year, offset_minutes, findings, row,
                           err);
    if (rows->cells)
        bc_row_begin(layout, rows, r, findings, row);
    else
        begin_line(ahead, run, rows->source, r, row);
    row->has_time = true;
    row->seconds = run->seconds;
    row->is_month = run->is_month;
    row->item = (enum bc_item)value->item;
    if (!layout->is_long) {
        take_wide(layout, ahead->readings + r * layout->n_columns, value, row);
    } else if (value->state == BC_ROW_VALUE) {
        row->reading[row->item] = bc_row_reading(value);
        row->n_readings = 1;
    }
    return BC_OK;
}
