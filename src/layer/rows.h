/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_ROWS_H
#define BC_LAYER_ROWS_H

#include <stddef.h>

#include "base/error.h"
#include "base/finding.h"
#include "base/text.h"

/** So many batches at most are being read ahead of their turn. */
#define BC_ROWS_SLOTS 8

/** A batch of table rows: cell c of row r is cells[r * n_columns + c]. UTF-8;
 * an empty cell has length 0. Valid during the call only. */
struct bc_rows {
    const char *source; /* file as the project names it */
    size_t n_rows, n_columns;
    const struct bc_slice *cells; /* NULL, as lines: the sink took them as
                                     lines, and has what it needs of them */
    const size_t *lines;          /* 1-based line or row of each */
    /* 1 .. BC_ROWS_SLOTS when the sink has looked at the batch, under this
     * number; 0: it has not */
    size_t slot;
};

/** The same as text: whole lines without any quote, a row each unless they are
 * empty, not cut into cells and not checked. */
struct bc_lines {
    const char *text;
    size_t n; /* bytes; the last is a line end */
    size_t first_line;
    char separator;
    size_t n_columns; /* of a row that is right */
    size_t longest;   /* line that needs no other check */
    size_t slot;
};

/** The header of a file. Valid during the call only. */
struct bc_header {
    const char *source;
    const struct bc_slice *names;
    size_t n_columns;
    size_t first_line, last_line; /* 1 and 1, but for what stands above it and
                                     for merged cells over several rows */
    const char *above;            /* text of the rows that stand above, or "" */
};

/** What a cell is to a sink that looks for its header. */
enum bc_word { BC_WORD_OTHER, BC_WORD_NAME, BC_WORD_UNIT };

/** Who takes the rows: first the header of each file, then its batches. A
 * failing answer ends the reading and becomes its status. */
struct bc_rows_sink {
    enum bc_status (*header)(void *context, const struct bc_header *header,
                             struct bc_error *err);
    enum bc_status (*rows)(void *context, const struct bc_rows *rows,
                           struct bc_error *err);
    void *context;
    /** For tables as people write them, with titles above the header and
     * headers over several rows; NULL: the first row is the header. */
    enum bc_word (*word)(struct bc_slice cell);
    struct bc_findings *findings; /* what a table hides or merges; NULL */
    /** Sees batches before their turn where there are threads for it, several
     * at once, each alive until `rows` is done with it; NULL: nothing does. */
    void (*look)(void *context, const struct bc_rows *rows);
    /** The same of lines, which a sink may read in place of their cells: NULL,
     * or answers how many rows they are, and 0 where it wants the cells, as it
     * must when a line is anything else than a row of plain cells. */
    size_t (*look_at_lines)(void *context, const struct bc_lines *lines);
};

#endif
