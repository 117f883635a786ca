/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_JSON_H
#define BC_LAYER_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/**
 * A strict JSON text (RFC 8259, UTF-8) that is walked through once: the caller
 * asks for what it expects. Numbers stay text, so that no digit is lost. Every
 * message starts with `file:line: `.
 */
struct bc_json {
    const char *label;
    const char *start, *at, *end; /* *end is NUL */
    int depth, deepest;
    size_t longest; /* bytes of a string */
};

void bc_json_init(struct bc_json *json, const char *label, const char *bytes,
                  size_t n);

enum bc_status bc_json_refuse(const struct bc_json *json, struct bc_error *err,
                              const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** The first byte of the next value: one of `{["tfn-0..9`, 0 at the end. */
char bc_json_peek(struct bc_json *json);

/**
 * Into an object or array (@p bracket is `{` or `[`), then from member to
 * member until there is none, which leaves it, or @p status is an error. Start
 * with @p first true.
 */
enum bc_status bc_json_enter(struct bc_json *json, char bracket,
                             struct bc_error *err);
bool bc_json_next(struct bc_json *json, char bracket, bool *first,
                  enum bc_status *status, struct bc_error *err);
/** The key of the next member of an object, and its colon. */
enum bc_status bc_json_key(struct bc_json *json, struct bc_text *key,
                           struct bc_error *err);

/** Replaces @p text with the string, unescaped. */
enum bc_status bc_json_string(struct bc_json *json, struct bc_text *text,
                              struct bc_error *err);
enum bc_status bc_json_number(struct bc_json *json, struct bc_slice *number,
                              struct bc_error *err);
/** Passes over any value; @p value is its text. */
enum bc_status bc_json_skip(struct bc_json *json, struct bc_slice *value,
                            struct bc_error *err);
/** After the last value: nothing may follow. */
enum bc_status bc_json_finish(struct bc_json *json, struct bc_error *err);

#endif
