/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_CSV_H
#define BC_LAYER_CSV_H

#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "layer/faults.h"
#include "layer/limits.h"
#include "layer/rows.h"

/**
 * A strict RFC 4180 reader of one file, a batch at a time. Lines end with LF
 * or CR LF; the separator is a comma, or the tab or semicolon that the header
 * uses. Wholly empty lines are passed over. Refused, with file and line: a
 * quote left open, text after a closing quote, a quote inside a plain cell,
 * rows shorter or longer than the header, NUL, a lone CR, a header whose names
 * are empty, repeated or differ only in case, a file that changes meanwhile.
 */
struct bc_csv;

/** @param encoding  as for bc_decoder_new; the `.cpg` beside is asked next
 * @param word  finds a header below titles or over several rows
 *              (layer/header.h); NULL: the first line is the header */
enum bc_status bc_csv_open(const char *path, const char *label,
                           const char *encoding,
                           enum bc_word (*word)(struct bc_slice),
                           const struct bc_input_limits *limits,
                           struct bc_csv **csv, struct bc_error *err);
/** The same; rows that are wrong are noted and left out, where the next one is
 * known all the same. */
enum bc_status bc_csv_open_gathering(const char *path, const char *label,
                                     const char *encoding,
                                     enum bc_word (*word)(struct bc_slice),
                                     const struct bc_input_limits *limits,
                                     struct bc_faults *faults,
                                     struct bc_csv **csv, struct bc_error *err);
/** What is doubtful of the file as a whole, once its rows are read: that its
 * encoding was guessed. */
void bc_csv_tell(const struct bc_csv *csv, struct bc_findings *findings);
void bc_csv_free(struct bc_csv *csv);

/** Where the header stands and its trimmed names, borrowed from @p csv. */
const struct bc_header *bc_csv_header(const struct bc_csv *csv);

/** Before the first rows: who sees them ahead of their turn (layer/rows.h). */
void bc_csv_look_ahead(struct bc_csv *csv, const struct bc_rows_sink *sink);

/** The next rows, valid until the next call; n_rows is 0 at the end. */
enum bc_status bc_csv_next(struct bc_csv *csv, struct bc_rows *rows,
                           struct bc_error *err);

#endif
