/* SPDX-License-Identifier: MIT */
#include "layer/csv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "layer/csv_scan.h"
#include "layer/encoding.h"
#include "layer/header.h"
#include "layer/table.h"

#define PIECE_BYTES ((size_t)128 * 1024)
#define MIB ((size_t)1024 * 1024)

/** Rows that are scanned together. */
struct batch {
    struct bc_csv_batch rows;
    size_t end; /* in the text, of the rows: what is behind it is the next's */
    bool is_last;
    size_t n_lines; /* rows that the sink took as lines; 0: it has cells */
    enum bc_status status; /* how it ended */
    struct bc_error err;
};

struct bc_csv {
    char *label;
    int file;
    size_t size, n_read; /* bytes of the file */
    bool at_end;         /* of the file */
    struct bc_decoder *decoder;
    char *piece;                                 /* as read */
    struct batch batches[BC_ROWS_SLOTS], *batch; /* the one being filled */
    struct bc_ahead *ahead;   /* fills and scans them beside the caller */
    struct bc_rows_sink sink; /* who looks at them */
    bool ended;               /* no row is left, or there was an error */
    struct bc_csv_form form;
    size_t line; /* where what is behind the rows of the batch begins */
    enum bc_word (*word)(struct bc_slice cell);
    struct bc_header header; /* its columns are those with a name */
    struct bc_arena arena;   /* of the header */
};

static enum bc_status refuse(const struct bc_csv *csv, size_t line,
                             const char *what, struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT, "%s:%zu: %s", csv->label, line,
                        bc_say(what));
}

/* ---- bytes ---- */

static enum bc_status open_file(struct bc_csv *csv, const char *path,
                                struct bc_error *err)
{
    struct stat info;

    /* O_NONBLOCK: a FIFO is refused, not waited for. */
    csv->file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (csv->file < 0 || fstat(csv->file, &info) != 0)
        return bc_error_set(err, BC_BAD_INPUT, "%s: cannot be opened: %s",
                            csv->label, strerror(errno));
    if (!S_ISREG(info.st_mode))
        return bc_error_set(err, BC_BAD_INPUT, "%s: is not a regular file",
                            csv->label);
    csv->size = (size_t)info.st_size;
    return BC_OK;
}

/* One piece; less only at the end of the file. */
static enum bc_status read_piece(struct bc_csv *csv, size_t *n,
                                 struct bc_error *err)
{
    *n = 0;
    while (*n < PIECE_BYTES) {
        ssize_t got = read(csv->file, csv->piece + *n, PIECE_BYTES - *n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s: cannot be read after byte %zu: %s",
                                csv->label, csv->n_read + *n, strerror(errno));
        if (got == 0) {
            csv->at_end = true;
            break;
        }
        *n += (size_t)got;
    }
    csv->n_read += *n;
    if (csv->n_read > csv->size || (csv->at_end && csv->n_read < csv->size))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: changed while it was read; try again",
                            csv->label);
    return BC_OK;
}

/* Moves what is left to the front and decodes behind it: a piece, and as much
 * again as is left, for a long row is scanned anew each time. */
static enum bc_status fill(struct bc_csv *csv, struct bc_error *err)
{
    const size_t longest = (size_t)csv->form.limits.row_mib * MIB;
    struct bc_csv_batch *rows = &csv->batch->rows;
    struct bc_text *text = &rows->text;
    enum bc_status status = BC_OK;
    size_t n, wanted;

    if (rows->at > 0) {
        text->length -= rows->at;
        memmove(text->data, text->data + rows->at, text->length);
        rows->at = 0;
        csv->batch->end = 0; /* it moved as well, and is looked for again */
    }
    if (text->length > longest)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: a row of more than %d MiB begins here; "
                            "look for a quote that is not closed, or raise "
                            "limits: row_mib",
                            csv->label, csv->line, csv->form.limits.row_mib);
    wanted = text->length ? 2 * text->length : 1;
    if (wanted > longest)
        wanted = longest + 1;
    while (!status && !csv->at_end && text->length < wanted) {
        status = read_piece(csv, &n, err);
        if (!status)
            status = bc_decoder_add(csv->decoder, csv->piece, n, csv->at_end,
                                    csv->line, text, err);
    }
    bc_text_add_bytes(text, "", 0); /* its NUL stops the scanner */
    rows->at_end = csv->at_end;
    return status;
}

/* ---- header ---- */

/* The commonest of comma, tab and semicolon outside quotes in the first line,
 * or, when a title may stand there, in the first line that has one. */
static char find_separator(const char *text, bool titles)
{
    static const char separators[] = ",\t;";
    size_t counts[3] = {0}, best = 0;
    bool inside = false, any = false;

    for (; *text && (inside || *text != '\n' || (titles && !any)); text++) {
        const char *found = strchr(separators, *text);

        if (*text == '"')
            inside = !inside;
        else if (found && !inside)
            counts[found - separators]++;
        any |= found && !inside;
    }
    for (size_t i = 1; i < 3; i++)
        if (counts[i] > counts[best])
            best = i;
    return separators[best];
}

/* The first rows of the file, one of which is the header. */
struct top {
    struct bc_header_row rows[BC_HEADER_ROWS];
    size_t first_cell[BC_HEADER_ROWS];
    struct bc_csv_scan behind[BC_HEADER_ROWS]; /* where the next row begins */
    size_t n_rows;
};

/* @p whole: so many rows are there as there can be. */
static enum bc_status scan_top(struct bc_csv *csv, struct top *top, bool *whole,
                               struct bc_error *err)
{
    const size_t most = csv->word ? BC_HEADER_ROWS : 1;
    struct bc_csv_batch *batch = &csv->batch->rows;
    struct bc_csv_scan scan = {.at = batch->text.data,
                               .end = batch->text.data + batch->text.length,
                               .line = 1,
                               .again = true};
    enum bc_status status = BC_OK;

    batch->n_cells = top->n_rows = 0;
    while (!status && top->n_rows < most && scan.at < scan.end) {
        size_t first = batch->n_cells, line = scan.line;

        csv->line = batch->line = line;
        status = bc_csv_scan_row(&csv->form, batch, &scan, err);
        if (status || scan.more)
            break;
        if (csv->word && batch->n_cells == first + 1 &&
            batch->cells[first].length == 0) {
            batch->n_cells = first; /* an empty line above the header */
            continue;
        }
        top->rows[top->n_rows].line = line;
        top->rows[top->n_rows].n_cells = batch->n_cells - first;
        top->first_cell[top->n_rows] = first;
        top->behind[top->n_rows++] = scan;
    }
    for (size_t r = 0; r < top->n_rows; r++) /* they do not move any more */
        top->rows[r].cells = batch->cells + top->first_cell[r];
    *whole = top->n_rows == most || csv->at_end;
    if (status && csv->form.faults && top->n_rows > 0) {
        *whole = true; /* it is noted in its turn */
        return BC_OK;
    }
    return status;
}

static enum bc_status check_names(const struct bc_csv *csv,
                                  struct bc_error *err)
{
    struct bc_text where = {0};
    enum bc_status status;

    bc_text_printf(&where, "%s:%zu", csv->label, csv->header.first_line);
    status = bc_header_check(where.data, csv->header.names,
                             csv->header.n_columns, err);
    bc_text_clear(&where);
    return status;
}

static enum bc_status take_header(struct bc_csv *csv, const struct top *top,
                                  struct bc_error *err)
{
    struct bc_csv_batch *rows = &csv->batch->rows;
    struct bc_header_place place = {0};

    if (top->n_rows > 0)
        place = bc_header_find(top->rows, top->n_rows, csv->word, &csv->arena);
    rows->n_cells = 0;
    csv->form.n_written = place.n_names;
    for (size_t i = 0; i < place.n_names; i++) {
        struct bc_slice *name = &place.names[i];

        name->data = bc_arena_copy(&csv->arena, name->data, name->length);
        bc_csv_undouble(name);
    }
    /* Spreadsheets leave such columns behind; they must stay empty. */
    while (place.n_names > 0 && place.names[place.n_names - 1].length == 0)
        place.n_names--;
    if (place.n_names == 0)
        return refuse(csv, 1, "no header; the first line must name the columns",
                      err);
    csv->form.n_columns = place.n_names;
    csv->header = (struct bc_header){csv->label,
                                     place.names,
                                     place.n_names,
                                     top->rows[place.first].line,
                                     top->rows[place.last].line,
                                     place.above};
    csv->batch->end = (size_t)(top->behind[place.last].at - rows->text.data);
    csv->line = top->behind[place.last].line;
    return check_names(csv, err);
}

static enum bc_status read_header(struct bc_csv *csv, struct bc_error *err)
{
    struct top top;
    bool whole = false;
    enum bc_status status = BC_OK;

    while (!status && !whole) {
        status = fill(csv, err);
        if (status)
            return status;
        bc_csv_form_separate(
            &csv->form, find_separator(csv->batch->rows.text.data, csv->word));
        status = scan_top(csv, &top, &whole, err);
    }
    return status ? status : take_header(csv, &top, err);
}

enum bc_status bc_csv_open_gathering(const char *path, const char *label,
                                     const char *encoding,
                                     enum bc_word (*word)(struct bc_slice),
                                     const struct bc_input_limits *limits,
                                     struct bc_faults *faults,
                                     struct bc_csv **csv, struct bc_error *err)
{
    struct bc_csv *made = bc_alloc(1, sizeof *made);
    char *beside = NULL;
    enum bc_status status;

    *csv = NULL;
    made->batch = &made->batches[0];
    made->word = word;
    made->label = bc_copy(label);
    made->form.label = made->label;
    made->form.limits = *limits;
    made->form.faults = faults;
    made->line = 1;
    made->piece = bc_alloc(PIECE_BYTES, 1);
    status = open_file(made, path, err);
    if (!status && !encoding)
        status = bc_encoding_beside(path, label, &beside, err);
    if (!status)
        status = bc_decoder_new(label, encoding ? encoding : beside,
                                &made->decoder, err);
    free(beside);
    if (!status)
        status = read_header(made, err);
    if (status) {
        bc_csv_free(made);
        return status;
    }
    *csv = made;
    return BC_OK;
}

enum bc_status bc_csv_open(const char *path, const char *label,
                           const char *encoding,
                           enum bc_word (*word)(struct bc_slice),
                           const struct bc_input_limits *limits,
                           struct bc_csv **csv, struct bc_error *err)
{
    return bc_csv_open_gathering(path, label, encoding, word, limits, NULL, csv,
                                 err);
}

void bc_csv_tell(const struct bc_csv *csv, struct bc_findings *findings)
{
    bc_encoding_tell(bc_decoder_guessed(csv->decoder), csv->label, findings);
}

void bc_csv_free(struct bc_csv *csv)
{
    if (!csv)
        return;
    bc_ahead_stop(csv->ahead);
    if (csv->file >= 0)
        close(csv->file);
    bc_decoder_free(csv->decoder);
    for (size_t i = 0; i < BC_ROWS_SLOTS; i++)
        bc_csv_batch_clear(&csv->batches[i].rows);
    bc_arena_clear(&csv->arena);
    free(csv->piece);
    free(csv->label);
    free(csv);
}

const struct bc_header *bc_csv_header(const struct bc_csv *csv)
{
    return &csv->header;
}

/* ---- rows ---- */

/* What is left of the text goes on in another batch. */
static void turn_to(struct bc_csv *csv, struct batch *next)
{
    const struct batch *last = csv->batch;

    if (next != last) {
        next->rows.text.length = 0;
        bc_text_add_bytes(&next->rows.text, last->rows.text.data + last->end,
                          last->rows.text.length - last->end);
        next->end = 0;
        csv->batch = next;
    }
    next->rows.at = next->end;
    next->rows.at_end = csv->at_end;
    next->rows.n_cells = next->rows.n_rows = 0;
}

static size_t count_lines(const char *text, size_t n)
{
    enum { AT_ONCE = 255 }; /* a byte counts them */
    size_t lines = 0;

    for (size_t from = 0; from < n; from += AT_ONCE) {
        size_t some = n - from < AT_ONCE ? n - from : AT_ONCE;
        unsigned char found = 0;

        for (size_t i = from; i < from + some; i++)
            found = (unsigned char)(found + (text[i] == '\n'));
        lines += found;
    }
    return lines;
}

/* Where the whole rows of the text end. Without a quote they end with their
 * lines, and wait to be scanned; else they are scanned to find out. */
static enum bc_status find_end(struct bc_csv *csv, struct batch *batch)
{
    struct bc_csv_batch *rows = &batch->rows;
    const char *text = rows->text.data;
    size_t n = rows->text.length - rows->at;
    enum bc_status status;
    const char *last;

    rows->line = csv->line;
    if (n > 0 && memchr(text + rows->at, '"', n)) {
        status =
            bc_csv_scan_rows(&csv->form, rows, rows->text.length, &batch->err);
        csv->line = rows->line;
        batch->end = rows->at;
        return status;
    }
    last = n > 0 && !csv->at_end ? memrchr(text + rows->at, '\n', n) : NULL;
    if (csv->at_end)
        batch->end = rows->text.length;
    else
        batch->end = last ? (size_t)(last + 1 - text) : rows->at;
    csv->line += count_lines(text + rows->at, batch->end - rows->at);
    return BC_OK;
}

static bool has_rows(const struct batch *batch)
{
    return batch->rows.n_rows > 0 || batch->end > batch->rows.at;
}

static bool fill_batch(void *context, size_t slot)
{
    struct bc_csv *csv = context;
    struct batch *batch = &csv->batches[slot];
    enum bc_status status = BC_OK;

    turn_to(csv, batch);
    while (!status && !has_rows(batch) &&
           (!csv->at_end || batch->rows.at < batch->rows.text.length)) {
        status = find_end(csv, batch);
        if (!status && !has_rows(batch) && !csv->at_end)
            status = fill(csv, &batch->err);
    }
    batch->status = status;
    batch->is_last =
        status || (csv->at_end && batch->end == batch->rows.text.length);
    return !batch->is_last;
}

/* The rows that wait. */
static void scan_batch(const struct bc_csv *csv, struct batch *batch)
{
    if (!batch->status && batch->end > batch->rows.at)
        batch->status =
            bc_csv_scan_rows(&csv->form, &batch->rows, batch->end, &batch->err);
}

static struct bc_rows rows_of(const struct bc_csv *csv,
                              const struct batch *batch)
{
    struct bc_rows rows = {.source = csv->label,
                           .n_columns = csv->header.n_columns};

    if (csv->sink.look)
        rows.slot = (size_t)(batch - csv->batches) + 1;
    if (batch->n_lines > 0) {
        rows.n_rows = batch->n_lines;
    } else {
        rows.n_rows = batch->rows.n_rows;
        rows.cells = batch->rows.cells;
        rows.lines = batch->rows.lines;
    }
    return rows;
}

/* The rows that wait, as lines. */
static size_t look_at_lines(const struct bc_csv *csv, const struct batch *batch)
{
    const struct bc_csv_batch *rows = &batch->rows;
    const struct bc_lines lines = {.text = rows->text.data + rows->at,
                                   .n = batch->end - rows->at,
                                   .first_line = rows->line,
                                   .separator = csv->form.separator,
                                   .n_columns = csv->form.n_columns,
                                   .longest =
                                       (size_t)csv->form.limits.cell_bytes,
                                   .slot = (size_t)(batch - csv->batches) + 1};

    if (!csv->sink.look_at_lines || batch->status || batch->end <= rows->at ||
        rows->text.data[batch->end - 1] != '\n' ||
        csv->form.n_columns < csv->form.n_written)
        return 0;
    return csv->sink.look_at_lines(csv->sink.context, &lines);
}

/* In any thread. */
static void look_at_batch(void *context, size_t slot)
{
    struct bc_csv *csv = context;
    struct batch *batch = &csv->batches[slot];
    struct bc_rows rows;

    batch->n_lines = look_at_lines(csv, batch);
    if (batch->n_lines > 0)
        return;
    scan_batch(csv, batch);
    if (!csv->sink.look || batch->status)
        return;
    rows = rows_of(csv, batch);
    csv->sink.look(csv->sink.context, &rows);
}

void bc_csv_look_ahead(struct bc_csv *csv, const struct bc_rows_sink *sink)
{
    csv->sink = *sink;
}

/* The next batch, looked at. */
static const struct batch *next_batch(struct bc_csv *csv)
{
    size_t next = 0;

    if (!csv->ahead && csv->size > PIECE_BYTES && !csv->form.faults)
        csv->ahead =
            bc_ahead_start(BC_ROWS_SLOTS, fill_batch, look_at_batch, csv);
    if (csv->ahead)
        next = bc_ahead_next(csv->ahead);
    else
        fill_batch(csv, 0);
    if (!csv->ahead || !bc_ahead_is_threaded(csv->ahead))
        look_at_batch(csv, next);
    return &csv->batches[next];
}

enum bc_status bc_csv_next(struct bc_csv *csv, struct bc_rows *rows,
                           struct bc_error *err)
{
    const struct batch *batch;

    *rows = (struct bc_rows){.source = csv->label,
                             .n_columns = csv->header.n_columns};
    while (!csv->ended && rows->n_rows == 0) { /* lines may all be empty */
        batch = next_batch(csv);
        *rows = rows_of(csv, batch);
        csv->ended = batch->status || batch->is_last;
        if (batch->status) {
            *err = batch->err;
            return batch->status;
        }
    }
    return BC_OK;
}
