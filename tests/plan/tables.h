/* SPDX-License-Identifier: MIT */
#ifndef BC_TESTS_PLAN_TABLES_H
#define BC_TESTS_PLAN_TABLES_H

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "layer/layer.h"
#include "layer/role.h"

/* Tables written down in tests, and the cases under tests/data/plan. */
struct csv {
    size_t n_rows, n_columns; /* the first row is the header */
    char **cells;
};

static inline const char *csv_cell(const struct csv *csv, size_t row,
                                   size_t column)
{
    return csv->cells[row * csv->n_columns + column];
}

/* A cell by its header; the test ends when there is none. */
static inline const char *csv_get(const struct csv *csv, size_t row,
                                  const char *name)
{
    for (size_t c = 0; c < csv->n_columns; c++)
        if (strcmp(csv_cell(csv, 0, c), name) == 0)
            return csv_cell(csv, row, c);
    fail_msg("no column %s", name);
    return NULL;
}

/* Every row has as many cells as the header. */
static inline struct csv csv_parse(const char *text)
{
    struct csv csv = {0};
    size_t n = 0, room = 0;

    for (const char *c = text; *c;) {
        struct bc_text cell = {0};
        bool quoted = *c == '"';

        for (c += quoted; *c; c++) {
            if (quoted && *c == '"' && *++c != '"')
                break;
            if (!quoted && (*c == ',' || *c == '\n'))
                break;
            bc_text_add_bytes(&cell, c, 1);
        }
        csv.cells = bc_reserve(csv.cells, &room, n + 1, sizeof *csv.cells);
        csv.cells[n++] = bc_copy(bc_text_string(&cell));
        bc_text_clear(&cell);
        if (*c != ',') {
            csv.n_rows++;
            if (!csv.n_columns)
                csv.n_columns = n;
            assert_int_equal(csv.n_rows * csv.n_columns, n);
        }
        c += *c != '\0';
    }
    return csv;
}

static inline struct csv csv_read(const char *path)
{
    struct csv csv;
    struct bc_error err;
    char *bytes;
    size_t n;

    if (bc_file_read(path, &bytes, &n, &err))
        fail_msg("%s", err.message);
    csv = csv_parse(bytes);
    free(bytes);
    return csv;
}

static inline void csv_clear(struct csv *csv)
{
    for (size_t i = 0; i < csv->n_rows * csv->n_columns; i++)
        free(csv->cells[i]);
    free(csv->cells);
}

static inline bool is_key(const char *role, const char *name)
{
    const struct bc_role_key *keys = bc_role_find(role)->keys;

    for (; keys && keys->key; keys++)
        if (strcmp(keys->key, name) == 0)
            return true;
    return false;
}

/* `name:n` is a derived column of numbers, `name:d` one of text; an empty cell
 * is missing, `?` a word that the reader did not know. */
static inline struct bc_layer *layer_of(const char *role, const char *text)
{
    struct csv csv = csv_parse(text);
    struct bc_layer *layer =
        bc_layer_new(role, "table.csv", BC_GEOMETRY_NONE, csv.n_rows - 1);

    for (size_t c = 0; c < csv.n_columns; c++) {
        char *name = bc_copy(csv_cell(&csv, 0, c));
        char *colon = strchr(name, ':');
        bool numbers = colon && colon[1] == 'n';
        size_t column;

        if (colon)
            *colon = '\0';
        column =
            bc_layer_add_column(layer, name, numbers ? BC_DECIMAL : BC_TEXT);
        layer->columns[column].derived = colon;
        if (!colon && is_key(role, name))
            bc_layer_add_key(layer, name, column);
        free(name);
        for (size_t row = 0; row < layer->n_features; row++) {
            const char *cell = csv_cell(&csv, row + 1, c);

            if (*cell && numbers)
                assert_int_equal(
                    bc_decimal_parse(bc_slice_of(cell),
                                     &layer->columns[column].decimal[row]),
                    BC_PARSED);
            else if (strcmp(cell, "?") == 0)
                bc_layer_set_doubtful(layer, column, row);
            else if (*cell)
                bc_layer_set_text(layer, column, row, cell);
        }
    }
    for (size_t row = 0; row < layer->n_features; row++)
        layer->row_line[row] = row + 2;
    csv_clear(&csv);
    return layer;
}

#endif
