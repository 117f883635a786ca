/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/deadline.h"
#include "base/file.h"
#include "base/memory.h"
#include "layer/csv.h"
#include "layer/header.h"
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

static enum bc_status hand_header(const struct bc_source *source,
                                  const struct bc_header *header,
                                  const struct bc_rows_sink *sink,
                                  struct bc_error *err)
{
    size_t n = header->n_columns;
    struct bc_slice *names = bc_alloc(n, sizeof *names);
    struct bc_header renamed = *header;
    enum bc_status status;

    memcpy(names, header->names, n * sizeof *names);
    renamed.names = names;
    status = rename_header(source, header->source, names, n, err);
    if (!status)
        status = sink->header(sink->context, &renamed, err);
    free(names);
    return status;
}

/* ---- rows ---- */

static enum bc_status read_csv(const struct bc_source *source, size_t path,
                               const struct bc_rows_sink *sink,
                               struct bc_error *err)
{
    const struct bc_input_limits limits = bc_source_limits(source);
    struct bc_csv *csv = NULL;
    struct bc_rows rows = {.n_rows = 1};
    enum bc_status status = bc_csv_open_gathering(
        source->paths[path], source->labels[path], source->encoding, sink->word,
        &limits, source->faults, &csv, err);

    if (!status)
        status = hand_header(source, bc_csv_header(csv), sink, err);
    if (!status)
        bc_csv_look_ahead(csv, sink);
    while (!status && rows.n_rows > 0) {
        status = bc_csv_next(csv, &rows, err);
        if (!status && rows.n_rows > 0)
            status = sink->rows(sink->context, &rows, err);
        if (!status)
            status = bc_deadline_check(source->labels[path], err);
    }
    if (!status)
        bc_csv_tell(csv, sink->findings);
    bc_csv_free(csv);
    return status;
}

/* Rows of a table, copied together until they are a batch. */
struct batch {
    const char *label;
    bool is_sheet;
    size_t n_columns;
    struct bc_slice *cells;
    size_t lines[BATCH_ROWS];
    size_t n_rows;
    struct bc_arena arena;
};

static void batch_clear(struct batch *batch)
{
    bc_arena_clear(&batch->arena);
    free(batch->cells);
}

/* Reads on until the batch holds @p most rows or the table has no more. */
static enum bc_status fill_batch(struct batch *batch, struct bc_table *table,
                                 size_t most, bool *more, struct bc_error *err)
{
    enum bc_status status = BC_OK;

    while (!status && *more && batch->n_rows < most) {
        struct bc_slice *cells =
            batch->cells + batch->n_rows * batch->n_columns;
        size_t length = 0;

        status = bc_table_next(table, more, err);
        if (status || !*more)
            break;
        for (size_t i = 0; i < batch->n_columns; i++) {
            cells[i] = table->cells[i];
            cells[i].data =
                bc_arena_copy(&batch->arena, cells[i].data, cells[i].length);
            length += cells[i].length;
        }
        batch->lines[batch->n_rows] = table->row;
        batch->n_rows += length > 0 || !batch->is_sheet; /* else it is none */
    }
    return status;
}

/* Hands on the rows behind the first @p skip of them. */
static enum bc_status hand_batch(struct batch *batch, size_t skip,
                                 const struct bc_rows_sink *sink,
                                 struct bc_error *err)
{
    struct bc_rows rows = {.source = batch->label,
                           .n_rows = batch->n_rows - skip,
                           .n_columns = batch->n_columns,
                           .cells = batch->cells + skip * batch->n_columns,
                           .lines = batch->lines + skip};
    enum bc_status status =
        rows.n_rows > 0 ? sink->rows(sink->context, &rows, err) : BC_OK;

    batch->n_rows = 0;
    bc_arena_clear(&batch->arena);
    return status;
}

/* A sheet names its columns in a row of its own; one without a name gets the
 * number that GDAL gives it.
 * @param[out] n_header   rows to the end of the header
 * @param[out] last_line  its last one */
static enum bc_status sheet_header(const struct bc_source *source,
                                   struct batch *batch, size_t *n_header,
                                   size_t *last_line,
                                   const struct bc_rows_sink *sink,
                                   struct bc_error *err)
{
    struct bc_header_row rows[BC_HEADER_ROWS];
    struct bc_header_place place;
    struct bc_header header = {.source = batch->label,
                               .n_columns = batch->n_columns};

    if (batch->n_rows == 0)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: no header; the first row must name the "
                            "columns",
                            batch->label);
    for (size_t r = 0; r < batch->n_rows; r++)
        rows[r] = (struct bc_header_row){batch->cells + r * batch->n_columns,
                                         batch->n_columns, batch->lines[r]};
    place = bc_header_find(rows, batch->n_rows, sink->word, &batch->arena);
    for (size_t c = 0; c < place.n_names; c++) {
        char name[32];

        snprintf(name, sizeof name, "Field%zu", c + 1);
        if (place.names[c].length == 0)
            place.names[c] =
                bc_slice_of(bc_arena_copy(&batch->arena, name, strlen(name)));
    }
    *n_header = place.last + 1;
    *last_line = rows[place.last].line;
    header.names = place.names;
    header.first_line = rows[place.first].line;
    header.last_line = rows[place.last].line;
    header.above = place.above;
    return hand_header(source, &header, sink, err);
}

static enum bc_status table_header(const struct bc_source *source,
                                   const struct bc_table *table,
                                   const char *label,
                                   const struct bc_rows_sink *sink,
                                   struct bc_error *err)
{
    struct bc_header header = {.source = label,
                               .names = table->names,
                               .n_columns = table->n_columns,
                               .first_line = 1,
                               .last_line = 1,
                               .above = ""};

    return hand_header(source, &header, sink, err);
}

static enum bc_status read_table(const struct bc_source *source, size_t path,
                                 const struct bc_rows_sink *sink,
                                 struct bc_error *err)
{
    /* of a layer, which is read for its faults, the first row is the header */
    const bool headless_sheet = !source->faults || sink->word;
    struct batch batch = {.label = source->labels[path],
                          .is_sheet = headless_sheet &&
                                      bc_format_of(source->paths[path]) ==
                                          BC_FORMAT_XLSX};
    struct bc_table *table = NULL;
    struct bc_source headless = *source; /* the header is looked for here */
    size_t skip = 0, n_header = 1;
    bool more = true;
    enum bc_status status;

    headless.headless = headless_sheet;
    status = bc_table_open(&headless, path, &table, err);

    if (status)
        return status;
    batch.n_columns = table->n_columns;
    batch.cells = bc_alloc(BATCH_ROWS * batch.n_columns, sizeof *batch.cells);
    if (batch.is_sheet) {
        status = fill_batch(&batch, table, BC_HEADER_ROWS, &more, err);
        if (!status)
            status = sheet_header(source, &batch, &skip, &n_header, sink, err);
    } else {
        status = table_header(source, table, batch.label, sink, err);
    }
    while (!status && (more || batch.n_rows > 0)) {
        status = fill_batch(&batch, table, BATCH_ROWS, &more, err);
        if (!status)
            status = hand_batch(&batch, skip, sink, err);
        if (!status)
            status = bc_deadline_check(source->labels[path], err);
        skip = 0;
    }
    if (!status)
        bc_table_remark(table, n_header, sink->findings);
    batch_clear(&batch);
    bc_table_free(table);
    return status;
}

enum bc_status bc_rows_read(const struct bc_source *source,
                            const struct bc_rows_sink *sink,
                            struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (size_t path = 0; path < source->n_paths && !status; path++) {
        const struct bc_file_mark before = bc_file_mark(source->paths[path]);

        if (bc_format_of(source->paths[path]) == BC_FORMAT_CSV)
            status = read_csv(source, path, sink, err);
        else
            status = read_table(source, path, sink, err);
        if (!status)
            status = bc_file_unchanged(source->paths[path],
                                       source->labels[path], &before, err);
    }
    return status;
}
