/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_WORKBOOK_WHOLE_H
#define BC_OUTPUT_WORKBOOK_WHOLE_H

#include <stdbool.h>
#include <stddef.h>

/* Private to workbook_write: a workbook read back, cell by cell. */
struct bc_book;

/** NULL when a part of it cannot be unpacked, or is not XML to its last tag
 * (sheets are read later, by the functions below). */
struct bc_book *bc_book_open(const char *path);
void bc_book_close(struct bc_book *book);
/** Begins with sheet @p number, the first is 1. */
bool bc_book_sheet(struct bc_book *book, size_t number);
/** Is the next cell of the sheet this one? Cells come row by row, empty ones
 * not at all; @p row and @p column begin with 0. */
bool bc_book_text(struct bc_book *book, size_t row, size_t column,
                  const char *text);
bool bc_book_number(struct bc_book *book, size_t row, size_t column,
                    double value);
/** Has the sheet no more cells, and is it XML to its last tag? */
bool bc_book_sheet_ends(struct bc_book *book);

#endif
