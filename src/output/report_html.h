/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_REPORT_HTML_H
#define BC_OUTPUT_REPORT_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/**
 * A piece of HTML in memory, made by libxml2's writer: text and attributes are
 * escaped there and nowhere else. Control characters, which HTML cannot hold,
 * become U+25A1. Memory that the writer lacks ends the process, as our own
 * (base/memory.h): it fails for nothing else.
 */
struct bc_html;

struct bc_html *bc_html_new(void);
/** Adds what was written to @p out and frees the piece. */
void bc_html_finish(struct bc_html *html, struct bc_text *out);

/** Opens an element; @p css is its class, NULL for none. Attributes follow at
 * once, then content. */
void bc_html_open(struct bc_html *html, const char *name, const char *css);
void bc_html_attr(struct bc_html *html, const char *name, const char *value);
void bc_html_attrf(struct bc_html *html, const char *name, const char *format,
                   ...) __attribute__((format(printf, 3, 4)));
/** With an end tag, also when empty: HTML knows no `<span/>`. */
void bc_html_close(struct bc_html *html);
/** `<name/>`: void elements of HTML and shapes of SVG alone. */
void bc_html_close_empty(struct bc_html *html);

void bc_html_text(struct bc_html *html, const char *text); /* NULL: nothing */
void bc_html_textf(struct bc_html *html, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** Opens, writes @p text, closes. */
void bc_html_leaf(struct bc_html *html, const char *name, const char *css,
                  const char *text);
void bc_html_leaff(struct bc_html *html, const char *name, const char *css,
                   const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** A line break in the source, for those who read it. */
void bc_html_line(struct bc_html *html);

#endif
