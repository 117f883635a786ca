/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_ENCODING_H
#define BC_LAYER_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/finding.h"
#include "base/text.h"

/**
 * Turns the bytes of one file into UTF-8, piece after piece. A byte order mark
 * decides; then the encoding that was named; then what the bytes are: UTF-8,
 * else GB18030 (of which GBK and GB2312 are parts). Bytes that are neither are
 * an error that names the line.
 */
struct bc_decoder;

/**
 * @param label  the file, for messages; copied
 * @param name   "UTF-8", "GBK", "UTF-16LE", a code page such as "936"; NULL or
 *               "" leaves it to the bytes
 */
enum bc_status bc_decoder_new(const char *label, const char *name,
                              struct bc_decoder **decoder,
                              struct bc_error *err);
void bc_decoder_free(struct bc_decoder *decoder);

/** What comes is no text of its own, such as the cells of a .dbf: bytes as of a
 * byte order mark are characters. */
void bc_decoder_expect_no_mark(struct bc_decoder *decoder);

/**
 * Appends the UTF-8 of the next @p n bytes to @p out. A character cut at their
 * end waits for the next piece; cut at the end of the @p last it is an error.
 *
 * @param line  where @p out begins, for messages
 */
enum bc_status bc_decoder_add(struct bc_decoder *decoder, const char *bytes,
                              size_t n, bool last, size_t line,
                              struct bc_text *out, struct bc_error *err);

/**
 * @param label      the file at @p path, for messages
 * @param[out] name  the first line of the `.cpg` beside @p path, NULL when
 *                   there is no such file; the caller frees it
 * @retval BC_BAD_INPUT  it is not a regular file, or too long for a name
 */
enum bc_status bc_encoding_beside(const char *path, const char *label,
                                  char **name, struct bc_error *err);

/** The encoding that the bytes so far were taken for, when nobody named it and
 * they are not UTF-8; else NULL. */
const char *bc_decoder_guessed(const struct bc_decoder *decoder);
/** The finding of it; nothing where @p guessed or @p findings is NULL. */
void bc_encoding_tell(const char *guessed, const char *label,
                      struct bc_findings *findings);

/** "UTF-8" or "GB18030": what bytes without a mark most likely are; "UTF-8"
 * for plain ASCII. */
const char *bc_encoding_guess(const char *bytes, size_t n);

#endif
