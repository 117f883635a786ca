/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_TEXT_H
#define BC_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/** A growing string. Start it as `{0}`; no data until something is added. */
struct bc_text {
    char *data; /* NUL-terminated */
    size_t length, capacity;
};

void bc_text_add(struct bc_text *text, const char *string); /* NULL adds none */
void bc_text_add_bytes(struct bc_text *text, const char *bytes, size_t n);
/** Its own bytes @p from on, once more. */
void bc_text_repeat(struct bc_text *text, size_t from, size_t n);
void bc_text_printf(struct bc_text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void bc_text_vprintf(struct bc_text *text, const char *format,
                     va_list arguments) __attribute__((format(printf, 2, 0)));
/** @p value with at most @p places (0..17) decimals, no trailing zeros, a point
 * in any locale; nothing when it is not finite. */
void bc_text_add_real(struct bc_text *text, double value, int places);
/** As "%.1f" prints, many times faster where the value is from 1 to below
 * 10^14. */
void bc_print_tenths(double value, char text[32]);
/** A JSON string with its quotes, NULL as `null`; non-ASCII stays UTF-8 but for
 * what a terminal would obey, a byte that is not UTF-8 becomes U+FFFD. */
void bc_text_add_json(struct bc_text *text, const char *string);
/** JSON that a library wrote: what is not seen in it is escaped likewise. */
void bc_text_add_json_dump(struct bc_text *text, const char *json);
/** An RFC 4180 cell; text that a spreadsheet would run (= + - @ TAB CR LF)
 * gets a leading apostrophe unless it is a number, what a terminal would obey
 * is escaped as below; NULL is empty. */
void bc_text_add_csv(struct bc_text *text, const char *string);
/** For a terminal: control bytes, DEL, C1, bidi overrides and what is not UTF-8
 * as \xNN or \uNNNN. */
void bc_text_add_escaped(struct bc_text *text, const char *string);
/** For a page or a map: the same, except tabs and line ends, as a box, U+25A1
 * (a reader takes U+FFFD for text that was decoded wrongly). */
void bc_text_add_visible(struct bc_text *text, const char *string);
/** The first character that is not seen: control, bidi, of no width; 0: all
 * are. */
unsigned bc_text_find_unseen(const char *string);
const char *bc_text_string(const struct bc_text *text); /* "" when empty */
void bc_text_clear(struct bc_text *text);
char *bc_text_take(struct bc_text *text); /* the caller's; text starts anew */

/** A piece of text that is not its own. */
struct bc_slice {
    const char *data;
    size_t length;
};

struct bc_slice bc_slice_of(const char *string);
/** Without the blanks around it: ASCII, U+3000, NBSP, U+2000..200B, BOM. */
struct bc_slice bc_slice_trim(struct bc_slice slice);
bool bc_slice_is(struct bc_slice slice, const char *string);

bool bc_utf8_valid(const char *bytes, size_t n);
/** How many bytes are UTF-8 before the first that is not; n when all are. */
size_t bc_utf8_prefix(const char *bytes, size_t n);
/** The code point at *@p cursor, which moves past it; 0 at the end, U+FFFD for
 * a byte that is not UTF-8. */
unsigned bc_utf8_next(const char **cursor);
void bc_utf8_append(struct bc_text *text, unsigned code_point);

/**
 * Folds full-width forms (U+FF01..FF5E), ideographic blanks, dashes and minus
 * signs to ASCII, trims, and adds it to @p out; letters keep their case.
 * @p string may not be part of @p out.
 */
void bc_text_fold(struct bc_text *out, const char *string, size_t n);

/** Folded, ASCII letters lowered, blanks and `_ - .` dropped: equal keys are
 * the same header or word to a reader. Caller frees. */
char *bc_text_key(const char *string);

/**
 * The candidate a misspelt @p word most likely meant (edit distance of their
 * keys at most a third of its length), or NULL. Candidates end with NULL.
 */
const char *bc_text_suggest(const char *word, const char *const *candidates);
/** Whether @p word stands among @p words, which end with NULL, letter by
 * letter. */
bool bc_text_is_one_of(const char *word, const char *const *words);

/** Calls @p visit with each trimmed, non-empty member of a set cell, split at
 * `/ 、 ; ；`. Stops when visit answers true, and answers so. */
bool bc_set_any(const char *cell,
                bool (*visit)(struct bc_slice member, void *context),
                void *context);
bool bc_set_has(const char *cell, const char *member);

#endif
