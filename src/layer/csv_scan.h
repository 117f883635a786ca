/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_CSV_SCAN_H
#define BC_LAYER_CSV_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "layer/faults.h"
#include "layer/limits.h"
#include "layer/stops.h"

/* Private to layer: text of a CSV file to cells (layer/csv.h). */

/** What all rows of a file have in common. */
struct bc_csv_form {
    const char *label;
    struct bc_input_limits limits;
    char separator;
    unsigned char is_stop[256]; /* bytes that end a plain run */
    size_t n_written;           /* cells of a row */
    size_t n_columns;         /* of them those with a name; the rest is empty */
    struct bc_faults *faults; /* gathered, by one thread; NULL */
};

void bc_csv_form_separate(struct bc_csv_form *form, char separator);

/** Some text of a file, UTF-8 with a NUL behind it, and the rows that were
 * found in it: their cells are slices of it. Start it as `{0}`. */
struct bc_csv_batch {
    struct bc_text text;
    size_t at;   /* the next row in the text */
    size_t line; /* where that row begins */
    bool at_end; /* the text goes to the end of the file */
    struct bc_slice *cells;
    size_t n_cells, cell_room;
    size_t *lines;
    size_t n_rows, line_room;
    struct bc_stops stops;       /* of a part of the text */
    size_t next_stop, stops_end; /* the next of them; where they end */
};

void bc_csv_batch_clear(struct bc_csv_batch *batch);

/** Where a row stands while it is scanned. */
struct bc_csv_scan {
    char *at;
    char *end;    /* holds a NUL, or the next row */
    size_t line;  /* of `at` */
    bool ended;   /* `at` is behind the row */
    bool doubled; /* a cell holds doubled quotes */
    bool more;    /* the row goes on behind the text */
    bool again;   /* the row will be scanned again: its text stays */
};

/** Appends the cells of the row at scan->at, as many as it has. */
enum bc_status bc_csv_scan_row(const struct bc_csv_form *form,
                               struct bc_csv_batch *batch,
                               struct bc_csv_scan *scan, struct bc_error *err);
/** Makes two quotes one; a plain cell holds none. */
void bc_csv_undouble(struct bc_slice *cell);

/** All whole rows from batch->at to byte @p end of the text, which is its end,
 * or that of a row in a text without quotes. batch->at is behind them then. */
enum bc_status bc_csv_scan_rows(const struct bc_csv_form *form,
                                struct bc_csv_batch *batch, size_t end,
                                struct bc_error *err);

#endif
