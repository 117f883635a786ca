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
#include "layer/encoding.h"
#include "layer/header.h"
#include "layer/stops.h"
#include "layer/table.h"

#define PIECE_BYTES ((size_t)128 * 1024)
#define WINDOW_BYTES (2 * PIECE_BYTES)
#define MIB ((size_t)1024 * 1024)

/** Rows that were scanned together, and the text that they are slices of. */
struct batch {
    struct bc_text text; /* decoded; what is left of the last piece first */
    struct bc_slice *cells;
    size_t n_cells, cell_room;
    size_t *lines;
    size_t n_rows, line_room;
    enum bc_status status; /* how the scanning ended */
    struct bc_error err;
};

struct bc_csv {
    char *label;
    int file;
    size_t size, n_read; /* bytes of the file */
    bool at_end;         /* of the file */
    struct bc_decoder *decoder;
    char *piece;                                 /* as read */
    struct batch batches[BC_ROWS_SLOTS], *batch; /* the one being scanned */
    struct bc_ahead *ahead; /* scans them beside the caller */
    void (*look)(void *context, const struct bc_rows *rows);
    void *look_context;
    bool ended;  /* no row is left, or there was an error */
    size_t at;   /* the next row in the batch's text */
    size_t line; /* where that row begins */
    struct bc_input_limits limits;
    char separator;
    unsigned char is_stop[256];  /* bytes that end a plain run */
    struct bc_stops stops;       /* of the text that is being scanned */
    size_t next_stop, stops_end; /* the next of them; where they end */
    enum bc_word (*word)(struct bc_slice cell);
    struct bc_header header; /* its columns are those with a name */
    struct bc_arena arena;   /* of the header */
    size_t n_written; /* cells of a row: trailing ones may have no name */
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
    const size_t longest = (size_t)csv->limits.row_mib * MIB;
    struct bc_text *text = &csv->batch->text;
    enum bc_status status = BC_OK;
    size_t n, wanted;

    if (csv->at > 0) {
        text->length -= csv->at;
        memmove(text->data, text->data + csv->at, text->length);
        csv->at = 0;
    }
    if (text->length > longest)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: a row of more than %d MiB begins here; "
                            "look for a quote that is not closed, or raise "
                            "limits: row_mib",
                            csv->label, csv->line, csv->limits.row_mib);
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
    return status;
}

/* ---- cells ---- */

/* Where a row stands while it is scanned. */
struct scan {
    char *at;
    char *end;    /* holds a NUL */
    size_t line;  /* of `at` */
    bool ended;   /* `at` is behind the row */
    bool doubled; /* a cell holds doubled quotes */
    bool more;    /* the row goes on in the next piece */
    bool again;   /* the row will be scanned again: its text stays */
};

/* The text stays as it is until the row is whole: it may be scanned again. */
static enum bc_status quoted_cell(struct bc_csv *csv, struct scan *scan,
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
            return refuse(csv, scan->line,
                          "a NUL byte; save the file as text in UTF-8", err);
        if (*at == '\0') {
            scan->more = true;
            return csv->at_end ? refuse(csv, opened,
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

/* Two quotes are one; a plain cell holds none. */
static void undouble(struct bc_slice *cell)
{
    char *to = (char *)cell->data;

    for (size_t i = 0; i < cell->length; i++) {
        *to++ = cell->data[i];
        i += cell->data[i] == '"';
    }
    cell->length = (size_t)(to - cell->data);
}

static enum bc_status bad_byte(const struct bc_csv *csv,
                               const struct scan *scan, bool quoted,
                               struct bc_error *err)
{
    if (*scan->at == '\r')
        return refuse(csv, scan->line,
                      "a carriage return inside a row; end lines with LF or "
                      "CR LF",
                      err);
    if (*scan->at == '\0')
        return refuse(csv, scan->line,
                      "a NUL byte; save the file as text in UTF-8", err);
    return refuse(csv, scan->line,
                  quoted
                      ? "text after a closing quote; double the quotes "
                        "inside a cell"
                      : BC_N("a quote inside a cell that is not quoted; quote "
                             "the cell and double the quotes inside"),
                  err);
}

/* What stands behind a cell: a separator, the end of the row, or trouble. */
static enum bc_status end_cell(const struct bc_csv *csv, struct scan *scan,
                               bool quoted, struct bc_error *err)
{
    char *at = scan->at;

    if (*at == csv->separator) {
        scan->at++;
        return BC_OK;
    }
    if (*at == '\r' && at + 1 == scan->end && !csv->at_end) {
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
        scan->more = !csv->at_end;
        scan->ended = true; /* the last line may lack its LF */
        return BC_OK;
    }
    return bad_byte(csv, scan, quoted, err);
}

/* The usual row, plain cells and a line end: its stops are separators and then
 * the line end.
 * @return false, and nothing is changed, when it is another */
static bool scan_plain_row(struct bc_csv *csv, struct scan *scan)
{
    const size_t n = csv->n_written;
    const uint32_t *stop = csv->stops.at + csv->next_stop;
    char *text = csv->batch->text.data, *from = scan->at, *end;
    struct bc_slice *cell;

    if (csv->stops.n - csv->next_stop < n)
        return false;
    if (csv->batch->n_cells + n > csv->batch->cell_room)
        csv->batch->cells =
            bc_reserve(csv->batch->cells, &csv->batch->cell_room,
                       csv->batch->n_cells + n, sizeof *csv->batch->cells);
    cell = csv->batch->cells + csv->batch->n_cells;
    for (size_t c = 0; c < n; c++) {
        char *at = text + stop[c];

        if (c + 1 < n && *at != csv->separator)
            return false;
        cell[c] = (struct bc_slice){from, (size_t)(at - from)};
        from = at + 1;
    }
    end = from - 1;
    if (*end == '\r' && end[1] == '\n')
        end++;
    if (*end != '\n')
        return false;
    csv->next_stop += n + (end >= from);
    csv->batch->n_cells += n;
    scan->at = end + 1;
    scan->line++;
    scan->more = false;
    return true;
}

/* The stops behind a row that is not plain are next. */
static void skip_stops(struct bc_csv *csv, const struct scan *scan)
{
    size_t at = (size_t)(scan->at - csv->batch->text.data);

    while (csv->next_stop < csv->stops.n && csv->stops.at[csv->next_stop] < at)
        csv->next_stop++;
}

/* Sees to the stops of the row at scan->at: those of a window of the text, for
 * a row may be long. */
static void need_stops(struct bc_csv *csv, const struct scan *scan)
{
    const struct bc_text *text = &csv->batch->text;
    size_t at = (size_t)(scan->at - text->data);

    if (csv->stops.n - csv->next_stop >= csv->n_written ||
        csv->stops_end == text->length)
        return;
    csv->stops_end =
        text->length - at > WINDOW_BYTES ? at + WINDOW_BYTES : text->length;
    csv->next_stop = csv->stops.n = 0;
    if (csv->stops_end < UINT32_MAX) /* else by cells */
        bc_stops_find(&csv->stops, text->data, at, csv->stops_end,
                      csv->separator);
}

/* Appends the cells of the row at scan->at. */
static enum bc_status scan_row(struct bc_csv *csv, struct scan *scan,
                               struct bc_error *err)
{
    enum bc_status status = BC_OK;
    size_t first = csv->batch->n_cells;

    scan->ended = scan->more = scan->doubled = false;
    while (!status && !scan->ended && !scan->more) {
        struct bc_slice cell = {scan->at, 0};
        bool quoted = *scan->at == '"';

        if (csv->batch->n_cells - first >= (size_t)csv->limits.columns)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s:%zu: a row of more than %d cells; look "
                                "for a line end that is missing, or raise "
                                "limits: columns",
                                csv->label, csv->line, csv->limits.columns);
        if (quoted) {
            status = quoted_cell(csv, scan, &cell, err);
            if (status || scan->more)
                break;
        } else {
            char *at = scan->at;

            while (!csv->is_stop[(unsigned char)*at])
                at++;
            cell.length = (size_t)(at - scan->at);
            scan->at = at;
        }
        if (csv->batch->n_cells == csv->batch->cell_room)
            csv->batch->cells =
                bc_reserve(csv->batch->cells, &csv->batch->cell_room,
                           csv->batch->n_cells + 1, sizeof *csv->batch->cells);
        csv->batch->cells[csv->batch->n_cells++] = cell;
        status = end_cell(csv, scan, quoted, err);
    }
    if (!status && !scan->more && scan->doubled && !scan->again)
        for (size_t i = first; i < csv->batch->n_cells; i++)
            undouble(&csv->batch->cells[i]);
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

static void set_separator(struct bc_csv *csv)
{
    csv->separator = find_separator(csv->batch->text.data, csv->word);
    memset(csv->is_stop, 0, sizeof csv->is_stop);
    csv->is_stop[(unsigned char)csv->separator] = 1;
    csv->is_stop['\n'] = csv->is_stop['\r'] = csv->is_stop['"'] =
        csv->is_stop[0] = 1;
}

/* The first rows of the file, one of which is the header. */
struct top {
    struct bc_header_row rows[BC_HEADER_ROWS];
    size_t first_cell[BC_HEADER_ROWS];
    struct scan behind[BC_HEADER_ROWS]; /* where the next row begins */
    size_t n_rows;
};

/* @p whole: so many rows are there as there can be. */
static enum bc_status scan_top(struct bc_csv *csv, struct top *top, bool *whole,
                               struct bc_error *err)
{
    const size_t most = csv->word ? BC_HEADER_ROWS : 1;
    struct scan scan = {.at = csv->batch->text.data,
                        .end = csv->batch->text.data + csv->batch->text.length,
                        .line = 1,
                        .again = true};
    enum bc_status status = BC_OK;

    csv->batch->n_cells = top->n_rows = 0;
    while (!status && top->n_rows < most && scan.at < scan.end) {
        size_t first = csv->batch->n_cells, line = scan.line;

        csv->line = line;
        status = scan_row(csv, &scan, err);
        if (status || scan.more)
            break;
        if (csv->word && csv->batch->n_cells == first + 1 &&
            csv->batch->cells[first].length == 0) {
            csv->batch->n_cells = first; /* an empty line above the header */
            continue;
        }
        top->rows[top->n_rows].line = line;
        top->rows[top->n_rows].n_cells = csv->batch->n_cells - first;
        top->first_cell[top->n_rows] = first;
        top->behind[top->n_rows++] = scan;
    }
    for (size_t r = 0; r < top->n_rows; r++) /* they do not move any more */
        top->rows[r].cells = csv->batch->cells + top->first_cell[r];
    *whole = top->n_rows == most || csv->at_end;
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
    struct bc_header_place place = {0};

    if (top->n_rows > 0)
        place = bc_header_find(top->rows, top->n_rows, csv->word, &csv->arena);
    csv->batch->n_cells = 0;
    csv->n_written = place.n_names;
    for (size_t i = 0; i < place.n_names; i++) {
        struct bc_slice *name = &place.names[i];

        name->data = bc_arena_copy(&csv->arena, name->data, name->length);
        undouble(name);
    }
    /* Spreadsheets leave such columns behind; they must stay empty. */
    while (place.n_names > 0 && place.names[place.n_names - 1].length == 0)
        place.n_names--;
    if (place.n_names == 0)
        return refuse(csv, 1, "no header; the first line must name the columns",
                      err);
    csv->header = (struct bc_header){csv->label,
                                     place.names,
                                     place.n_names,
                                     top->rows[place.first].line,
                                     top->rows[place.last].line,
                                     place.above};
    csv->at = (size_t)(top->behind[place.last].at - csv->batch->text.data);
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
        set_separator(csv);
        status = scan_top(csv, &top, &whole, err);
    }
    return status ? status : take_header(csv, &top, err);
}

enum bc_status bc_csv_open(const char *path, const char *label,
                           const char *encoding,
                           enum bc_word (*word)(struct bc_slice),
                           const struct bc_input_limits *limits,
                           struct bc_csv **csv, struct bc_error *err)
{
    struct bc_csv *made = bc_alloc(1, sizeof *made);
    char *beside = NULL;
    enum bc_status status;

    *csv = NULL;
    made->batch = &made->batches[0];
    made->word = word;
    made->limits = *limits;
    made->label = bc_copy(label);
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

void bc_csv_free(struct bc_csv *csv)
{
    if (!csv)
        return;
    bc_ahead_stop(csv->ahead);
    if (csv->file >= 0)
        close(csv->file);
    bc_decoder_free(csv->decoder);
    for (size_t i = 0; i < BC_ROWS_SLOTS; i++) {
        bc_text_clear(&csv->batches[i].text);
        free(csv->batches[i].cells);
        free(csv->batches[i].lines);
    }
    bc_stops_clear(&csv->stops);
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

/* The row's cells stand behind those of the rows before it. */
static enum bc_status take_row(struct bc_csv *csv, size_t first,
                               struct bc_error *err)
{
    size_t n = csv->batch->n_cells - first;

    if (n != csv->n_written)
        return bc_error_set(
            err, BC_BAD_INPUT, "%s:%zu: %zu cells where the header has %zu; %s",
            csv->label, csv->line, n, csv->n_written,
            n < csv->n_written
                ? bc_say("add the separators of the empty cells")
                : bc_say("quote the cell that holds a separator"));
    while (csv->batch->n_cells - first > csv->header.n_columns) {
        struct bc_slice cell = csv->batch->cells[--csv->batch->n_cells];

        if (bc_slice_trim(cell).length > 0)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s:%zu: a value in column %zu, which has no "
                                "name; name the column",
                                csv->label, csv->line,
                                csv->batch->n_cells - first + 1);
    }
    if (csv->batch->n_rows == csv->batch->line_room)
        csv->batch->lines =
            bc_reserve(csv->batch->lines, &csv->batch->line_room,
                       csv->batch->n_rows + 1, sizeof *csv->batch->lines);
    csv->batch->lines[csv->batch->n_rows++] = csv->line;
    return BC_OK;
}

static size_t count_separators(const struct bc_csv *csv, const char *from,
                               const char *to)
{
    size_t n = 0;

    for (; from < to; from++)
        n += *from == csv->separator;
    return n;
}

/* A quote that is opened in one row and closed by that of another makes one
 * cell of both: its first line goes on to the end of a row, its last begins
 * one. Of few columns that may be a text with commas. */
static enum bc_status refuse_swallowed(const struct bc_csv *csv, size_t first,
                                       struct bc_error *err)
{
    enum { FEW_COLUMNS = 4 };

    for (size_t i = first; i < csv->batch->n_cells; i++) {
        struct bc_slice cell = csv->batch->cells[i];
        const char *end = cell.data + cell.length;
        const char *line = memchr(cell.data, '\n', cell.length);
        const char *last = memrchr(cell.data, '\n', cell.length);

        if (line && csv->n_written >= FEW_COLUMNS &&
            count_separators(csv, cell.data, line) + 1 + (i - first) ==
                csv->n_written &&
            count_separators(csv, last, end) == i - first)
            return refuse(csv, csv->line,
                          "a quoted cell that goes on into another row; close "
                          "the quote",
                          err);
    }
    return BC_OK;
}

/* Only a long row can have a long cell. */
static enum bc_status check_cells(const struct bc_csv *csv, size_t first,
                                  size_t row_length, struct bc_error *err)
{
    const size_t longest = (size_t)csv->limits.cell_bytes;

    for (size_t i = first; row_length > longest && i < csv->batch->n_cells; i++)
        if (csv->batch->cells[i].length > longest)
            return bc_cell_refuse(csv->label, csv->line, &csv->limits, err);
    return BC_OK;
}

/* An empty line holds nothing; it is no row of one empty cell. */
static bool skip_empty_line(struct bc_csv *csv, struct scan *scan)
{
    size_t n = *scan->at == '\n' ? 1 : 0;

    if (*scan->at == '\r' && scan->at[1] == '\n')
        n = 2;
    scan->at += n;
    scan->line += n > 0;
    csv->line = scan->line;
    csv->at = (size_t)(scan->at - csv->batch->text.data);
    return n > 0;
}

/* All whole rows of the text that is there. */
static enum bc_status scan_text(struct bc_csv *csv, struct bc_error *err)
{
    struct scan scan = {.at = csv->batch->text.data + csv->at,
                        .end = csv->batch->text.data + csv->batch->text.length,
                        .line = csv->line};
    enum bc_status status = BC_OK;

    csv->next_stop = csv->stops.n = csv->stops_end = 0;
    while (!status && scan.at < scan.end) {
        size_t first = csv->batch->n_cells;
        const char *row;
        bool plain;

        if (skip_empty_line(csv, &scan)) {
            skip_stops(csv, &scan);
            continue;
        }
        need_stops(csv, &scan);
        row = scan.at;
        plain = scan_plain_row(csv, &scan);
        if (!plain)
            status = scan_row(csv, &scan, err);
        if (!status && scan.more) {
            csv->batch->n_cells = first;
            break;
        }
        if (!status && !plain)
            status = refuse_swallowed(csv, first, err);
        if (!status)
            status = check_cells(csv, first, (size_t)(scan.at - row), err);
        if (!status)
            status = take_row(csv, first, err);
        if (!plain)
            skip_stops(csv, &scan);
        csv->line = scan.line;
        csv->at = (size_t)(scan.at - csv->batch->text.data);
    }
    return status;
}

/* What is left of the text goes on in another batch. */
static void turn_to(struct bc_csv *csv, struct batch *next)
{
    const struct batch *last = csv->batch;

    if (next != last) {
        next->text.length = 0;
        bc_text_add_bytes(&next->text, last->text.data + csv->at,
                          last->text.length - csv->at);
        csv->batch = next;
        csv->at = 0;
    }
    next->n_cells = next->n_rows = 0;
}

static bool scan_batch(void *context, size_t slot)
{
    struct bc_csv *csv = context;
    struct batch *batch = &csv->batches[slot];
    enum bc_status status = BC_OK;

    turn_to(csv, batch);
    while (!status && batch->n_rows == 0 &&
           (!csv->at_end || csv->at < batch->text.length)) {
        status = scan_text(csv, &batch->err);
        if (!status && batch->n_rows == 0 && !csv->at_end)
            status = fill(csv, &batch->err);
    }
    batch->status = status;
    return !status && batch->n_rows > 0;
}

static struct bc_rows rows_of(const struct bc_csv *csv,
                              const struct batch *batch)
{
    return (struct bc_rows){.source = csv->label,
                            .n_columns = csv->header.n_columns,
                            .n_rows = batch->n_rows,
                            .cells = batch->cells,
                            .lines = batch->lines};
}

static void look_at_batch(void *context, size_t slot)
{
    const struct bc_csv *csv = context;
    struct bc_rows rows = rows_of(csv, &csv->batches[slot]);

    rows.slot = slot + 1;
    csv->look(csv->look_context, &rows);
}

void bc_csv_look_ahead(struct bc_csv *csv, const struct bc_rows_sink *sink)
{
    csv->look = sink->look;
    csv->look_context = sink->context;
}

enum bc_status bc_csv_next(struct bc_csv *csv, struct bc_rows *rows,
                           struct bc_error *err)
{
    const struct batch *batch;
    size_t slot = 0;

    *rows = (struct bc_rows){.source = csv->label,
                             .n_columns = csv->header.n_columns};
    if (csv->ended)
        return BC_OK;
    if (!csv->ahead && csv->size > PIECE_BYTES)
        csv->ahead = bc_ahead_start(BC_ROWS_SLOTS, scan_batch,
                                    csv->look ? look_at_batch : NULL, csv);
    if (csv->ahead)
        slot = bc_ahead_next(csv->ahead);
    else
        scan_batch(csv, 0);
    batch = &csv->batches[slot];
    *rows = rows_of(csv, batch);
    if (csv->look && csv->ahead && bc_ahead_is_threaded(csv->ahead))
        rows->slot = slot + 1;
    csv->ended = batch->status || batch->n_rows == 0;
    if (batch->status)
        *err = batch->err;
    return batch->status;
}
