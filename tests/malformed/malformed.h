/* SPDX-License-Identifier: MIT */
#ifndef MALFORMED_H
#define MALFORMED_H

#include <stdbool.h>
#include <stddef.h>

/** The inputs that every case starts from, in each format that is read: made
 * in @p folder of the text files in @p texts. */
void bases_make(const char *texts, const char *folder);

/** Text with its escapes taken: \n \r \t \\ \xHH, and \{N*TEXT} for TEXT, its
 * own escapes taken, N times. The caller frees it; *n may hold NUL bytes. */
char *text_unescape(const char *text, size_t *n);

/** Does one edit of the manifest, as its head describes them, in the working
 * folder. Ends the process with a message when that cannot be done. */
void edit_apply(const char *edit);

/** A workbook of stored parts: @p parts is the inside of <sheetData>, then
 * `@@NAME=XML` for other parts or in place of them. */
void book_write(const char *file, const char *parts);

/** The whole of a file, ended by a NUL; NULL when there is none. */
char *whole_file(const char *file, size_t *n);
void write_whole(const char *file, const char *bytes, size_t n);
void give_up(const char *format, ...)
    __attribute__((noreturn, format(printf, 1, 2)));

#endif
