/* SPDX-License-Identifier: MIT */
#ifndef BC_TEST_FAULT_RUN_H
#define BC_TEST_FAULT_RUN_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/text.h"
#include "fault.h"

/**
 * The program under faults: a fork of the test, which holds the whole of
 * basincheck, calls its main.
 */

/** Starts a run of @p words, what follows `basincheck`, ending with NULL.
 * @param out  where its standard output goes; NULL: into @p log as well */
pid_t fault_start(const char *const *words, const struct fault *faults,
                  const char *out, const char *log);
/** @return its status as waitpid tells it */
int fault_finish(pid_t child);
/** A line of shell that must succeed. */
void fault_shell(const char *line);
/** Each file below @p path with its digest. */
void fault_list(const char *path, struct bc_text *list);
/** Whether the file @p log holds the words. */
bool fault_said(const char *log, const char *words);
/** A folder of the test, in memory if there is one, becomes the current one. */
bool fault_folder(const char *name);

#endif
