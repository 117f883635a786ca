/* SPDX-License-Identifier: MIT */
#include "layer/csv_scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "layer/table.h"

#define WINDOW_BYTES ((size_t)256 * 1024)

static enum bc_status refuse(const struct bc_csv_form *form, size_t line,
                             const char *what, struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT, "%s:%zu: %s", form->label, line,
                        bc_say(what));
}

void bc_csv_form_separate(struct bc_csv_form *form, char separator)
{
    form->separator = separator;
    memset(form->is_stop, 0, sizeof form->is_stop);
    form->is_stop[(unsigned char)separator] = 1;
    form->is_stop['\n'] = form->is_stop['\r'] = form->is_stop['"'] =
        form->is_stop[0] = 1;
}

void bc_csv_batch_clear(struct bc_csv_batch *batch)
{
    bc_text_clear(&batch->text);
    bc_stops_clear(&batch->stops);
    free(batch->cells);
    free(batch->lines);
    *batch = (struct bc_csv_batch){0};
}

/* ---- cells ---- */

/* The text stays as it is until the row is whole: it may be scanned again. */
static enum bc_status quoted_cell(const struct bc_csv_form *form,
                                  const struct bc_csv_batch *batch,
                                  struct bc_csv_scan *scan,
                                  struct bc_slice *cell, struct bc_error *err)
{
    char *at = scan->at + 1;
    size_t opened = scan->line;

    cell->data = at;
    for (;;) {
        while (*at != '"' && *at != '\n' && *at != '\0')
            at++;
        if (*at == '"' && at[1] != '"')
            break;
        if (*at == '\0' && at < scan->end)
            return refuse(form, scan->line,
                          "a NUL byte; save the file as text in UTF-8", err);
        if (*at == '\0') {
            scan->more = true;
            return batch->at_end ? refuse(form, opened,
                                          "a quote is opened and never closed; "
                                          "close it",
                                          err)
                                 : BC_OK;
        }
        scan->line += *at == '\n';
        scan->doubled |= *at == '"';
        at += *at == '"' ? 2 : 1;
    }
    cell->length = (size_t)(at - cell->data);
    scan->at = at + 1;
    return BC_OK;
}

void bc_csv_undouble(struct bc_slice *cell)
{
    char *to = (char *)cell->data;

    for (size_t i = 0; i < cell->length; i++) {
        *to++ = cell->data[i];
        i += cell->data[i] == '"';
    }
    cell->length = (size_t)(to - cell->data);
}

static enum bc_status bad_byte(const struct bc_csv_form *form,
                               const struct bc_csv_scan *scan, bool quoted,
                               struct bc_error *err)
{
    if (*scan->at == '\r')
        return refuse(form, scan->line,
                      "a carriage return inside a row; end lines with LF or "
                      "CR LF",
                      err);
    if (*scan->at == '\0')
        return refuse(form, scan->line,
                      "a NUL byte; save the file as text in UTF-8", err);
    return refuse(form, scan->line,
                  quoted
                      ? "text after a closing quote; double the quotes "
                        "inside a cell"
                      : BC_N("a quote inside a cell that is not quoted; quote "
                             "the cell and double the quotes inside"),
                  err);
}

/* What stands behind a cell: a separator, the end of the row, or trouble. */
static enum bc_status end_cell(const struct bc_csv_form *form,
                               const struct bc_csv_batch *batch,
                               struct bc_csv_scan *scan, bool quoted,
                               struct bc_error *err)
{
    char *at = scan->at;

    if (*at == form->separator) {
        scan->at++;
        return BC_OK;
    }
    if (*at == '\r' && at + 1 == scan->end && !batch->at_end) {
        scan->more = true;
        return BC_OK;
    }
    if (*at == '\n' || (*at == '\r' && at[1] == '\n')) {
        scan->at += *at == '\r' ? 2 : 1;
        scan->line++;
        scan->ended = true;
        return BC_OK;
    }
    if (*at == '\0' && at == scan->end) {
        scan->more = !batch->at_end;
        scan->ended = true; /* the last line may lack its LF */
        return BC_OK;
    }
    return bad_byte(form, scan, quoted, err);
}

/* Where the line ends that @p stop ends or begins to; NULL when it does
 * neither. */
static char *line_end(char *stop)
{
    if (*stop == '\r' && stop[1] == '\n')
        stop++;
    return *stop == '\n' ? stop : NULL;
}

/* The usual rows, plain cells and a line end, as many as follow each other:
 * their stops are separators and then the line end.
 * @return whether there was any */
static bool scan_plain_rows(const struct bc_csv_form *form,
                            struct bc_csv_batch *batch,
                            struct bc_csv_scan *scan)
{
    const size_t n = form->n_written, first_row = batch->n_rows;
    const size_t longest = (size_t)form->limits.cell_bytes;
    const char separator = form->separator;
    const uint32_t *stop = batch->stops.at + batch->next_stop;
    const uint32_t *last = batch->stops.at + batch->stops.n;
    char *const text = batch->text.data, *row = scan->at;
    size_t n_rows = first_row, most = (size_t)(last - stop) / n;
    struct bc_slice *cell;

    if (form->n_columns < n || most == 0) /* the rest must be empty */
        return false;
    batch->cells = bc_reserve(batch->cells, &batch->cell_room,
                              batch->n_cells + most * n, sizeof *batch->cells);
    batch->lines = bc_reserve(batch->lines, &batch->line_room,
                              batch->n_rows + most, sizeof *batch->lines);
    cell = batch->cells + batch->n_cells;
    while ((size_t)(last - stop) >= n) {
        char *from = row, *end;
        size_t c = 0;

        for (; c + 1 < n && text[stop[c]] == separator; c++) {
            char *at = text + stop[c];

            cell[c] = (struct bc_slice){from, (size_t)(at - from)};
            from = at + 1;
        }
        end = line_end(text + stop[c]);
        if (c + 1 < n || !end || (size_t)(end - row) > longest ||
            text + stop[c] == row) /* an empty line is no row */
            break;
        cell[c] = (struct bc_slice){from, (size_t)(text + stop[c] - from)};
        stop += n + (text[stop[c]] == '\r');
        batch->lines[n_rows] = scan->line + (n_rows - first_row);
        n_rows++;
        cell += n;
        row = end + 1;
        if (stop > last) /* a line end on the border of two windows */
            stop = last;
    }
    batch->next_stop = (size_t)(stop - batch->stops.at);
    batch->n_cells += (n_rows - first_row) * n;
    batch->n_rows = n_rows;
    scan->at = row;
    scan->line += n_rows - first_row;
    return n_rows > first_row;
}

/* The stops behind a row that is not plain are next. */
static void skip_stops(struct bc_csv_batch *batch,
                       const struct bc_csv_scan *scan)
{
    size_t at = (size_t)(scan->at - batch->text.data);

    while (batch->next_stop < batch->stops.n &&
           batch->stops.at[batch->next_stop] < at)
        batch->next_stop++;
}

/* Sees to the stops of the row at scan->at: those of a window of the text, for
 * a row may be long. */
static void need_stops(const struct bc_csv_form *form,
                       struct bc_csv_batch *batch,
                       const struct bc_csv_scan *scan)
{
    const struct bc_text *text = &batch->text;
    size_t at = (size_t)(scan->at - text->data);

    if (batch->stops.n - batch->next_stop >= form->n_written ||
        batch->stops_end == text->length)
        return;
    batch->stops_end =
        text->length - at > WINDOW_BYTES ? at + WINDOW_BYTES : text->length;
    batch->next_stop = batch->stops.n = 0;
    if (batch->stops_end < UINT32_MAX) /* else by cells */
        bc_stops_find(&batch->stops, text->data, at, batch->stops_end,
                      form->separator);
}

enum bc_status bc_csv_scan_row(const struct bc_csv_form *form,
                               struct bc_csv_batch *batch,
                               struct bc_csv_scan *scan, struct bc_error *err)
{
    enum bc_status status = BC_OK;
    size_t first = batch->n_cells;

    scan->ended = scan->more = scan->doubled = false;
    while (!status && !scan->ended && !scan->more) {
        struct bc_slice cell = {scan->at, 0};
        bool quoted = *scan->at == '"';

        if (batch->n_cells - first >= (size_t)form->limits.columns)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s:%zu: a row of more than %d cells; look "
                                "for a line end that is missing, or raise "
                                "limits: columns",
                                form->label, batch->line, form->limits.columns);
        if (quoted) {
            status = quoted_cell(form, batch, scan, &cell, err);
            if (status || scan->more)
                break;
        } else {
            char *at = scan->at;

            while (!form->is_stop[(unsigned char)*at])
                at++;
            cell.length = (size_t)(at - scan->at);
            scan->at = at;
        }
        if (batch->n_cells == batch->cell_room)
            batch->cells = bc_reserve(batch->cells, &batch->cell_room,
                                      batch->n_cells + 1, sizeof *batch->cells);
        batch->cells[batch->n_cells++] = cell;
        status = end_cell(form, batch, scan, quoted, err);
    }
    if (!status && !scan->more && scan->doubled && !scan->again)
        for (size_t i = first; i < batch->n_cells; i++)
            bc_csv_undouble(&batch->cells[i]);
    return status;
}

/* ---- rows ---- */

/* The row's cells stand behind those of the rows before it. */
static enum bc_status take_row(const struct bc_csv_form *form,
                               struct bc_csv_batch *batch, size_t first,
                               struct bc_error *err)
{
    size_t n = batch->n_cells - first;

    if (n != form->n_written)
        return bc_error_set(
            err, BC_BAD_INPUT, "%s:%zu: %zu cells where the header has %zu; %s",
            form->label, batch->line, n, form->n_written,
            n < form->n_written
                ? bc_say("add the separators of the empty cells")
                : bc_say("quote the cell that holds a separator"));
    while (batch->n_cells - first > form->n_columns) {
        struct bc_slice cell = batch->cells[--batch->n_cells];

        if (bc_slice_trim(cell).length > 0)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s:%zu: a value in column %zu, which has no "
                                "name; name the column",
                                form->label, batch->line,
                                batch->n_cells - first + 1);
    }
    if (batch->n_rows == batch->line_room)
        batch->lines = bc_reserve(batch->lines, &batch->line_room,
                                  batch->n_rows + 1, sizeof *batch->lines);
    batch->lines[batch->n_rows++] = batch->line;
    return BC_OK;
}

static size_t count_separators(const struct bc_csv_form *form, const char *from,
                               const char *to)
{
    size_t n = 0;

    for (; from < to; from++)
        n += *from == form->separator;
    return n;
}

/* A quote that is opened in one row and closed by that of another makes one
 * cell of both: its first line goes on to the end of a row, its last begins
 * one. Of few columns that may be a text with commas. */
static enum bc_status refuse_swallowed(const struct bc_csv_form *form,
                                       const struct bc_csv_batch *batch,
                                       size_t first, struct bc_error *err)
{
    enum { FEW_COLUMNS = 4 };

    for (size_t i = first; i < batch->n_cells; i++) {
        struct bc_slice cell = batch->cells[i];
        const char *end = cell.data + cell.length;
        const char *line = memchr(cell.data, '\n', cell.length);
        const char *last = memrchr(cell.data, '\n', cell.length);

        if (line && form->n_written >= FEW_COLUMNS &&
            count_separators(form, cell.data, line) + 1 + (i - first) ==
                form->n_written &&
            count_separators(form, last, end) == i - first)
            return refuse(form, batch->line,
                          "a quoted cell that goes on into another row; close "
                          "the quote",
                          err);
    }
    return BC_OK;
}

/* Only a long row can have a long cell. */
static enum bc_status check_cells(const struct bc_csv_form *form,
                                  const struct bc_csv_batch *batch,
                                  size_t first, size_t row_length,
                                  struct bc_error *err)
{
    const size_t longest = (size_t)form->limits.cell_bytes;

    for (size_t i = first; row_length > longest && i < batch->n_cells; i++)
        if (batch->cells[i].length > longest)
            return bc_cell_refuse(form->label, batch->line, &form->limits, err);
    return BC_OK;
}

/* An empty line holds nothing; it is no row of one empty cell. */
static bool skip_empty_line(struct bc_csv_scan *scan)
{
    char *end = line_end(scan->at);

    if (!end)
        return false;
    scan->at = end + 1;
    scan->line++;
    return true;
}

/* A byte that does not belong into a plain cell: behind it the next line begins
 * a row. Behind a quote that opens or closes a cell nobody knows. */
static bool is_stray(const struct bc_csv_form *form, const char *row,
                     const char *at)
{
    const char before = at > row ? at[-1] : form->separator;

    return *at == '"' ? before != form->separator
                      : (*at == '\r' || *at == '\0') && before != '"';
}

static bool pass_stray(const struct bc_csv_form *form, const char *row,
                       struct bc_csv_scan *scan, const struct bc_error *err)
{
    char *end = memchr(scan->at, '\n', (size_t)(scan->end - scan->at));

    if (!end || !is_stray(form, row, scan->at) ||
        !bc_faults_take(form->faults, err))
        return false;
    scan->at = end + 1;
    scan->line++;
    return true;
}

/* The row at scan->at, cell by cell. */
static enum bc_status scan_one_row(const struct bc_csv_form *form,
                                   struct bc_csv_batch *batch,
                                   struct bc_csv_scan *scan,
                                   struct bc_error *err)
{
    const size_t first = batch->n_cells, n_rows = batch->n_rows;
    const char *row = scan->at;
    enum bc_status status = bc_csv_scan_row(form, batch, scan, err);

    if (status) {
        if (pass_stray(form, row, scan, err))
            status = BC_OK;
    } else if (!scan->more) {
        status = refuse_swallowed(form, batch, first, err);
        if (status)
            return status;
        status = check_cells(form, batch, first, (size_t)(scan->at - row), err);
        if (!status)
            status = take_row(form, batch, first, err);
        if (status && bc_faults_take(form->faults, err))
            status = BC_OK;
    }
    if (batch->n_rows == n_rows)
        batch->n_cells = first;
    return status;
}

enum bc_status bc_csv_scan_rows(const struct bc_csv_form *form,
                                struct bc_csv_batch *batch, size_t end,
                                struct bc_error *err)
{
    struct bc_csv_scan scan = {.at = batch->text.data + batch->at,
                               .end = batch->text.data + end,
                               .line = batch->line};
    enum bc_status status = BC_OK;

    batch->next_stop = batch->stops.n = batch->stops_end = 0;
    while (!status && scan.at < scan.end) {
        need_stops(form, batch, &scan);
        if (!scan_plain_rows(form, batch, &scan) && !skip_empty_line(&scan)) {
            status = scan_one_row(form, batch, &scan, err);
            if (!status && scan.more)
                break;
        }
        skip_stops(batch, &scan);
        batch->line = scan.line;
        batch->at = (size_t)(scan.at - batch->text.data);
    }
    return status;
}
