/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "layer/csv.h"
#include "layer/source.h"
#include "layer/table.h"

#define BATCH_ROWS 1024

/* ---- header ---- */

/* A header that `fields` names for a key is handed on as that key. */
static enum bc_status rename_header(const struct bc_source *source,
                                    const char *label, struct bc_slice *names,
                                    size_t n, struct bc_error *err)
{
    for (size_t f = 0; f < source->n_fields; f++) {
        const struct bc_field_map *field = &source->fields[f];
        bool found = false;

        for (size_t i = 0; i < n && !found; i++) {
            found = bc_slice_is(names[i], field->header);
            if (found)
                names[i] = bc_slice_of(field->key);
        }
        if (!found)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s: no column '%s', which fields names for "
                                "'%s'; correct fields",
                                label, field->header, field->key);
    }
    return bc_header_check(label, names, n, err);
}

static enum bc_status hand_header(const struct bc_source *source, size_t path,
                                  const struct bc_slice *names, size_t n,
                                  const struct bc_rows_sink *sink,
                                  struct bc_error *err)
{
    const char *label = source->labels[path];
    struct bc_slice *renamed = bc_alloc(n, sizeof *renamed);
    enum bc_status status;

    memcpy(renamed, names, n * sizeof *renamed);
    status = rename_header(source, label, renamed, n, err);
    if (!status)
        status = sink->header(sink->context, label, renamed, n, err);
    free(renamed);
    return status;
}

/* ---- rows ---- */

static enum bc_status read_csv(const struct bc_source *source, size_t path,
                               const struct bc_rows_sink *sink,
                               struct bc_error *err)
{
    struct bc_csv *csv = NULL;
    struct bc_rows rows = {.n_rows = 1};
    const struct bc_slice *names;
    size_t n;
    enum bc_status status = bc_csv_open(
        source->paths[path], source->labels[path], source->encoding, &csv, err);

    if (!status) {
        names = bc_csv_header(csv, &n);
        status = hand_header(source, path, names, n, sink, err);
    }
    while (!status && rows.n_rows > 0) {
        status = bc_csv_next(csv, &rows, err);
        if (!status && rows.n_rows > 0)
            status = sink->rows(sink->context, &rows, err);
    }
    bc_csv_free(csv);
    return status;
}

/* Rows of a table, copied together until they are a batch. */
struct batch {
    struct bc_slice *cells;
    size_t lines[BATCH_ROWS];
    size_t n_rows;
    struct bc_arena arena;
};

static void add_row(struct batch *batch, const struct bc_table *table)
{
    struct bc_slice *cells = batch->cells + batch->n_rows * table->n_columns;

    for (size_t i = 0; i < table->n_columns; i++) {
        cells[i] = table->cells[i];
        cells[i].data =
            bc_arena_copy(&batch->arena, cells[i].data, cells[i].length);
    }
    batch->lines[batch->n_rows++] = table->row;
}

static enum bc_status hand_batch(struct batch *batch, const char *label,
                                 const struct bc_table *table,
                                 const struct bc_rows_sink *sink,
                                 struct bc_error *err)
{
    struct bc_rows rows = {.source = label,
                           .n_rows = batch->n_rows,
                           .n_columns = table->n_columns,
                           .cells = batch->cells,
                           .lines = batch->lines};
    enum bc_status status =
        batch->n_rows ? sink->rows(sink->context, &rows, err) : BC_OK;

    batch->n_rows = 0;
    bc_arena_clear(&batch->arena);
    return status;
}

static enum bc_status read_table(const struct bc_source *source, size_t path,
                                 const struct bc_rows_sink *sink,
                                 struct bc_error *err)
{
    const char *label = source->labels[path];
    struct bc_table *table = NULL;
    struct batch batch = {.n_rows = 0};
    bool more = true;
    enum bc_status status = bc_table_open(source, path, &table, err);

    if (!status)
        status = hand_header(source, path, table->names, table->n_columns, sink,
                             err);
    if (!status)
        batch.cells =
            bc_alloc(BATCH_ROWS * table->n_columns, sizeof *batch.cells);
    while (!status && more) {
        status = bc_table_next(table, &more, err);
        if (!status && more)
            add_row(&batch, table);
        if (!status && (!more || batch.n_rows == BATCH_ROWS))
            status = hand_batch(&batch, label, table, sink, err);
    }
    bc_arena_clear(&batch.arena);
    free(batch.cells);
    bc_table_free(table);
    return status;
}

enum bc_status bc_rows_read(const struct bc_source *source,
                            const struct bc_rows_sink *sink,
                            struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (size_t path = 0; path < source->n_paths && !status; path++) {
        if (bc_format_of(source->paths[path]) == BC_FORMAT_CSV)
            status = read_csv(source, path, sink, err);
        else
            status = read_table(source, path, sink, err);
    }
    return status;
}
