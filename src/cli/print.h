/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_PRINT_H
#define BC_CLI_PRINT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/finding.h"
#include "output/table.h"
#include "plan/outcome.h"

/** `basincheck: error: what` on stderr, control bytes escaped. */
void bc_print_error(const struct bc_error *err);

/** Every error and warning as `file:line: warning: what; what to do`, and one
 * line that counts the notes. */
void bc_print_findings(const struct bc_findings *findings);

/** Whether bc_print_findings prints each note, too. */
void bc_print_notes(bool wanted);

/** A progress bar in GDAL's manner, where stderr is a terminal, or always.
 * @param quiet  a bool: no bar */
void bc_print_progress(double done, void *quiet);
void bc_print_progress_always(bool always);

/** The verdicts per basin, counted, as an aligned table on stdout. */
void bc_print_summary(const struct bc_outcome *outcome);

/**
 * A table as CSV or JSON to stdout, or to @p file, which appears whole or not
 * at all.
 */
enum bc_status bc_print_table(const struct bc_table *table, bool json,
                              const char *file, struct bc_error *err);

/** Text to stdout, or to @p file in the same manner. */
enum bc_status bc_print_text(const struct bc_text *text, const char *file,
                             struct bc_error *err);

/** Names a file that the run reads: a table is never written over it. */
void bc_print_protect(const char *path);
/** @retval BC_CANNOT_WRITE  the folder OUT, which is to be replaced, holds such
 * a file */
enum bc_status bc_print_spare_inputs(const char *out, struct bc_error *err);

/** Exit status of DESIGN.md section 7. */
int bc_exit_status(enum bc_status status);

#endif
