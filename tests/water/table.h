/* SPDX-License-Identifier: MIT */
#ifndef BC_TEST_WATER_TABLE_H
#define BC_TEST_WATER_TABLE_H

/* Tables for tests: CSV without line ends in cells, from text or a file, as
 * rows or as cells. */

#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "layer/layer.h"
#include "layer/rows.h"

#define MOST_CELLS 64

/* Splits a line in place. @return how many cells */
static inline size_t split_line(char *line, char *cells[MOST_CELLS])
{
    size_t n = 0;

    line[strcspn(line, "\r")] = '\0';
    for (;;) {
        bool quoted = *line == '"';
        size_t length = strcspn(line += quoted, quoted ? "\"" : ",");

        assert_true(n < MOST_CELLS);
        cells[n++] = line;
        line += length;
        if (quoted)
            *line++ = '\0'; /* the closing quote */
        if (*line == '\0')
            return n;
        *line++ = '\0';
    }
}

/* Hands a table to a sink, a few rows at a time. */
static inline enum bc_status feed(struct bc_rows_sink sink, const char *name,
                                  const char *csv, struct bc_error *err)
{
    enum { BATCH = 7 };
    struct bc_slice cells[BATCH * MOST_CELLS], names[MOST_CELLS];
    size_t lines[BATCH], n_columns = 0, n_rows = 0, line_no = 0;
    char *copy = bc_copy(csv), *at = copy, *cell[MOST_CELLS];
    enum bc_status status = BC_OK;

    while (*at && !status) {
        size_t length = strcspn(at, "\n");
        char *next = at + length + (at[length] == '\n');
        size_t n;

        at[length] = '\0';
        n = split_line(at, cell);
        if (++line_no == 1) {
            n_columns = n;
            for (size_t c = 0; c < n; c++)
                names[c] = bc_slice_of(cell[c]);

            const struct bc_header header = {name, names, n, 1, 1, ""};

            status = sink.header(sink.context, &header, err);
        } else {
            for (size_t c = 0; c < n_columns; c++)
                cells[n_rows * n_columns + c] =
                    bc_slice_of(c < n ? cell[c] : "");
            lines[n_rows++] = line_no;
        }
        at = next;
        if (!status && n_rows > 0 && (n_rows == BATCH || !*at)) {
            const struct bc_rows rows = {name,  n_rows, n_columns,
                                         cells, lines,  0};

            status = sink.rows(sink.context, &rows, err);
            n_rows = 0;
        }
    }
    free(copy);
    return status;
}

/* A file without its byte order mark; the caller frees it. */
static inline char *read_text(const char *path)
{
    struct bc_error err;
    char *bytes;
    size_t n;

    if (bc_file_read(path, &bytes, &n, &err))
        fail_msg("%s", err.message);
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        memmove(bytes, bytes + 3, n - 2);
    return bytes;
}

/* Calls @p each with the cells of every row behind the header. */
static inline void for_each_row(const char *path,
                                void (*each)(char *const *cells, size_t n,
                                             void *context),
                                void *context)
{
    char *text = read_text(path), *at = text, *cells[MOST_CELLS];
    size_t n_rows = 0;

    while (*at) {
        size_t length = strcspn(at, "\n");
        char *next = at + length + (at[length] == '\n');

        at[length] = '\0';
        if (n_rows++ > 0)
            each(cells, split_line(at, cells), context);
        at = next;
    }
    assert_true(n_rows > 1);
    free(text);
}

/* A layer of text columns, each a key under its own name. */
static inline struct bc_layer *layer_of(const char *role, const char *csv)
{
    char *copy = bc_copy(csv), *at = copy, *cells[MOST_CELLS];
    size_t n_rows = 0, row = 0, n_columns;
    struct bc_layer *layer;

    for (const char *c = csv; *c; c++)
        n_rows += *c == '\n';
    layer = bc_layer_new(role, "table.csv", BC_GEOMETRY_NONE, n_rows - 1);
    while (*at) {
        size_t length = strcspn(at, "\n");
        char *next = at + length + (at[length] == '\n');

        at[length] = '\0';
        n_columns = split_line(at, cells);
        for (size_t c = 0; c < n_columns; c++) {
            if (row == 0)
                bc_layer_add_key(
                    layer,
                    bc_arena_copy(&layer->arena, cells[c], strlen(cells[c])),
                    bc_layer_add_column(layer, cells[c], BC_TEXT));
            else
                bc_layer_set_text(layer, c, row - 1,
                                  cells[c][0] ? cells[c] : NULL);
        }
        row++;
        at = next;
    }
    free(copy);
    return layer;
}

#endif
