/* SPDX-License-Identifier: MIT */
#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "water/reading_quick.h"
#include "water/row_parts.h"

/*
 * Lines of a long table without cutting them into cells first. Nearly every
 * cell but the value's is known beforehand: section and time are those of the
 * row before, the item is the one that followed the last time. Such a cell is
 * compared and stepped over.
 */

#define MOST_COLUMNS 16

/** The cell of a column in the row before, with what ends it. */
struct written {
    struct bc_slice cell;
    size_t n; /* bytes of both; 0: there was none */
};

/** Where a row stands while it is read. */
struct lines {
    const char *at, *end; /* the last byte is a line end */
    char separator;
};

/* ---- cells ---- */

static inline uint64_t load_eight(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
    return le64toh(word);
}

/* The first separator or control, among which are NUL and all line ends. */
static inline const char *find_stop(const struct lines *lines)
{
    const uint64_t separators = BC_EVERY((unsigned char)lines->separator);
    const char *at = lines->at;

    for (; lines->end - at >= (ptrdiff_t)sizeof(uint64_t);
         at += sizeof(uint64_t)) {
        uint64_t word = load_eight(at), other = word ^ separators;
        uint64_t stops =
            (~(((other & BC_EVERY(0x7f)) + BC_EVERY(0x7f)) | other) |
             ((word - BC_EVERY(' ')) & ~word)) &
            BC_EVERY(0x80);

        if (stops)
            return at + __builtin_ctzll(stops) / 8;
    }
    while ((unsigned char)*at >= ' ' && *at != lines->separator)
        at++;
    return at;
}

/* How many bytes end the row at @p at; 0: none do. */
static inline size_t line_end(const char *at)
{
    return *at == '\n' ? 1 : at[0] == '\r' && at[1] == '\n' ? 2 : 0;
}

/* Takes a cell; false when it ends with anything else than it must. */
static inline bool take_cell(struct lines *lines, bool is_last,
                             struct written *cell)
{
    const char *stop = find_stop(lines);
    size_t n = is_last ? line_end(stop) : *stop == lines->separator;

    cell->cell = (struct bc_slice){lines->at, (size_t)(stop - lines->at)};
    cell->n = cell->cell.length + n;
    lines->at = stop + n;
    return n > 0;
}

static inline bool follows(const struct lines *lines, const char *bytes,
                           size_t n)
{
    return (size_t)(lines->end - lines->at) >= n &&
           bc_bytes_same(lines->at, bytes, n);
}

/* Steps over a cell that is written as in the row before. */
static inline bool step_over(struct lines *lines, const struct written *cell)
{
    if (cell->n == 0 || !follows(lines, cell->cell.data, cell->n))
        return false;
    lines->at += cell->n;
    return true;
}

/* ---- rows ---- */

/* Whether nothing is wanted of the rows but section, time, item and value. */
static bool is_plain(const struct bc_row_layout *layout)
{
    return layout->is_bare && layout->n_section == 1 &&
           layout->time != BC_NO_COLUMN && layout->month == BC_NO_COLUMN &&
           layout->year == BC_NO_COLUMN && layout->limit == BC_NO_COLUMN &&
           layout->published == BC_NO_COLUMN && layout->type == BC_NO_COLUMN;
}

/* The item of the row, which is likely the one that followed the last time;
 * NULL when the cell ends wrongly. */
static const struct bc_row_column *
take_item(struct lines *lines, struct bc_row_layout *layout, bool is_last)
{
    const struct bc_row_column *column = bc_row_next_spelling(layout);
    struct written item;

    if (column && !is_last && follows(lines, column->words, column->n_item) &&
        lines->at[column->n_item] == lines->separator) {
        lines->at += column->n_item + 1;
        bc_row_take_spelling(layout, column);
    } else if (take_cell(lines, is_last, &item)) {
        column = bc_row_spelling(layout, bc_row_trim(item.cell));
    } else {
        return NULL;
    }
    return column;
}

/** A table that is read by lines. */
struct reader {
    struct bc_row_ahead *ahead;
    struct lines lines;
    size_t n_columns;
    struct written last[MOST_COLUMNS]; /* of section, time and what is not
                                          looked at */
    int year, offset_minutes;
};

/* The row @p r has another section or time than the one before it. */
static bool begin_run(struct reader *reader, size_t r, bool other_section,
                      bool other_time)
{
    struct bc_row_ahead *ahead = reader->ahead;
    const struct bc_row_layout *layout = &ahead->layout;
    struct bc_row_run *run;

    if (other_time) {
        ahead->row.time = bc_row_trim(reader->last[layout->time].cell);
        bc_row_ahead_time(ahead, reader->year, reader->offset_minutes);
    }
    run = bc_row_ahead_add_run(ahead, r);
    run->section = bc_row_trim(reader->last[layout->section[0]].cell);
    run->same_section = !other_section;
    return ahead->row.has_time;
}

/* What the row holds; false when something is to be said of it. */
static bool read_value(struct bc_row_ahead *ahead,
                       const struct bc_row_column *item, struct bc_slice cell,
                       struct bc_row_value *value)
{
    struct bc_reading reading;
    enum bc_cell kind;

    value->item = (unsigned char)item->item;
    value->state = BC_ROW_EMPTY;
    if (item->item == BC_NO_ITEM)
        return bc_row_is_no_item(ahead);
    if (!bc_decimal_known(item->factor) ||
        !bc_row_read_value(&ahead->layout, item, bc_row_trim(cell), &reading,
                           &kind))
        return false;
    if (kind == BC_CELL_VALUE)
        value->state = BC_ROW_VALUE;
    bc_row_set_reading(value, reading);
    return true;
}

/* A line; false when it is anything else than a plain row. */
static bool read_line(struct reader *reader, size_t r)
{
    struct bc_row_ahead *ahead = reader->ahead;
    struct bc_row_layout *layout = &ahead->layout;
    struct lines *lines = &reader->lines;
    const struct bc_row_column *item = NULL;
    struct written value = {{"", 0}, 0};
    bool other_section = false, other_time = false;

    for (size_t c = 0; c < reader->n_columns; c++) {
        const bool is_last = c + 1 == reader->n_columns;

        if (c == layout->value) {
            if (!take_cell(lines, is_last, &value))
                return false;
        } else if (c == layout->item) {
            item = take_item(lines, layout, is_last);
            if (!item)
                return false;
        } else if (!step_over(lines, &reader->last[c])) {
            if (!take_cell(lines, is_last, &reader->last[c]))
                return false;
            other_section |= c == layout->section[0];
            other_time |= c == layout->time;
        }
    }
    if ((other_section || other_time) &&
        !begin_run(reader, r, other_section, other_time))
        return false;
    ahead->runs[ahead->n_runs - 1].end = r + 1;
    if (r == ahead->room)
        bc_row_ahead_need(ahead, r + 1);
    return item && read_value(ahead, item, value.cell, &ahead->values[r]);
}

size_t bc_row_ahead_lines(struct bc_row_ahead *ahead,
                          const struct bc_lines *lines, int year,
                          int offset_minutes)
{
    struct reader reader = {
        .ahead = ahead,
        .lines = {lines->text, lines->text + lines->n, lines->separator},
        .n_columns = lines->n_columns,
        .year = year,
        .offset_minutes = offset_minutes};
    size_t n_rows = 0;

    ahead->n_runs = 0;
    ahead->first_line = lines->first_line;
    if (!is_plain(&ahead->layout) || lines->n_columns > MOST_COLUMNS)
        return 0;
    while (reader.lines.at < reader.lines.end) {
        const char *row = reader.lines.at;

        if (!read_line(&reader, n_rows) ||
            (size_t)(reader.lines.at - row) > lines->longest)
            return 0;
        n_rows++;
    }
    ahead->n_told = ahead->layout.n_spelt;
    return n_rows;
}
