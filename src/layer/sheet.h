/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_SHEET_H
#define BC_LAYER_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "layer/faults.h"

/** What a number stands for. */
enum bc_sheet_format { BC_SHEET_NUMBER, BC_SHEET_DATE, BC_SHEET_PERCENT };

/** Texts and formats that the sheets of a workbook share. */
struct bc_sheet_shared {
    const char **texts; /* shared strings */
    size_t n_texts;
    enum bc_sheet_format *formats; /* of cells */
    size_t n_formats;
    struct bc_arena arena;
};

/** Merged cells, rows from 1. */
struct bc_sheet_merge {
    size_t first_row, last_row;
};

struct bc_sheet_cell {
    size_t column; /* from 0 */
    size_t at, length;
};

/**
 * One sheet, row by row. What a spreadsheet program shows is what is read:
 * a date as 2024-06-30, a number with 15 digits, a share of format 0% as 80%,
 * TRUE as the word. Refused,
 * with the row: XML that breaks off or declares entities, rows or cells out of
 * order, of an unknown type or outside of the data, references outside a sheet
 * or to a text that is not there, a formula without its value.
 *
 * Source: ECMA-376-1, 18.3 (worksheets), 18.17.4 (dates of the 1900 system).
 */
struct bc_sheet;

/** @param xml     the part, borrowed as long as the sheet
 * @param shared  borrowed too
 * @param label   the file, for messages; borrowed */
enum bc_status bc_sheet_open(const char *label, const char *xml, size_t n,
                             const struct bc_sheet_shared *shared,
                             struct bc_sheet **sheet, struct bc_error *err);
/** Cells that are wrong are noted there and left out. */
void bc_sheet_gather(struct bc_sheet *sheet, struct bc_faults *faults);
void bc_sheet_free(struct bc_sheet *sheet);

/** The next row that is there, empty ones too. @return whether there was one;
 * none when @p status is an error, or becomes one */
bool bc_sheet_next(struct bc_sheet *sheet, enum bc_status *status,
                   struct bc_error *err);

/** What stands in the row that was read. */
size_t bc_sheet_row(const struct bc_sheet *sheet);
size_t bc_sheet_cells(const struct bc_sheet *sheet,
                      const struct bc_sheet_cell **cells, const char **text);

/** What was seen so far; merges and all rows once the rows are read. */
struct bc_sheet_seen {
    size_t n_hidden_rows, first_hidden_row;
    size_t n_hidden_columns, first_hidden_column; /* from 1 */
    size_t n_merges;
    const struct bc_sheet_merge *merges;
};
struct bc_sheet_seen bc_sheet_seen(const struct bc_sheet *sheet);

/** Shared texts and formats of `xl/sharedStrings.xml` and `xl/styles.xml`;
 * either may be NULL. */
enum bc_status bc_sheet_shared_read(struct bc_sheet_shared *shared,
                                    const char *label, const char *strings,
                                    size_t n_strings, const char *styles,
                                    size_t n_styles, struct bc_error *err);
void bc_sheet_shared_clear(struct bc_sheet_shared *shared);

#endif
