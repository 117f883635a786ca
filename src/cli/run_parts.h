/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_RUN_PARTS_H
#define BC_CLI_RUN_PARTS_H

/* What the stages of a run share with each other and with nobody else. */

#include "cli/run.h"

bool bc_run_is_observations(const struct bc_source *source);

/** Tells whoever watches that the share @p done of the run is over. */
void bc_run_tell(const struct bc_run *run, double done);

/** A file for the manifest; valid until the next one is added. */
struct bc_input_file *bc_run_add_input(struct bc_run *run, const char *label,
                                       const char *path, const char *role);

/** Rows of a file that were left out because they hold nothing. */
size_t bc_run_empty_rows(const struct bc_findings *findings, const char *label);

/** Under `check` an unreadable source is one more finding, and no error. */
enum bc_status bc_run_or_finding(struct bc_run *run, const char *source,
                                 enum bc_status status, struct bc_error *err);

/** Whether @p role is among @p roles, which end with NULL; NULL is all. */
bool bc_run_wanted(const char *role, const char *const *roles);

#endif
