/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_PROJECT_PARTS_H
#define BC_CLI_PROJECT_PARTS_H

#include "base/setting.h"
#include "cli/project.h"

/* The sections of a project file. @p project is a struct bc_project, as the
 * `read` of a bc_setting takes it. */

/** `layers`: sources with their paths found. */
enum bc_status bc_project_read_layers(const struct bc_node *node, void *project,
                                      struct bc_error *err);
/** `method`. */
enum bc_status bc_project_read_method(const struct bc_node *node, void *project,
                                      struct bc_error *err);
/** `output`. */
enum bc_status bc_project_read_output(const struct bc_node *node, void *project,
                                      struct bc_error *err);

/** One file under two names, of one role.
 * @retval BC_BAD_INPUT  there is one */
enum bc_status bc_project_refuse_twice(const struct bc_project *project,
                                       const char *role, struct bc_error *err);

/** A text that lives as long as the project. */
const char *bc_project_keep(struct bc_project *project, const char *text);
/** The one file that a node names, beside the project file. */
enum bc_status bc_project_find_file(const struct bc_node *node,
                                    struct bc_project *project,
                                    struct bc_project_file *file,
                                    struct bc_error *err);

#endif
