/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_COMMAND_H
#define BC_CLI_COMMAND_H

#include "base/option.h"
#include "cli/run.h"
#include "output/table.h"

/** A verb: takes argv from its own name on, answers the exit status. */
struct bc_command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
};

int cmd_assess(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_compare(int argc, char **argv);
int cmd_classify(int argc, char **argv);
int cmd_init(int argc, char **argv);
int cmd_join(int argc, char **argv);
int cmd_map(int argc, char **argv);
int cmd_overlay(int argc, char **argv);
int cmd_trace(int argc, char **argv);

/** Parses and, where --help was asked for, prints help.
 * @return -1 to go on, else the exit status */
int bc_command_start(const struct bc_usage *usage, int argc, char **argv,
                     const bool *help, int *first);
/** What `--language` asks for, NULL when it was not given. */
const char *bc_command_language(void);
/** `-o OUT` of a verb that makes a folder. */
enum bc_status bc_command_check_folder(const char *verb, const char *out,
                                       struct bc_error *err);
/** What the run has found by now, on stderr; its outcome can then be read. */
void bc_command_tell(struct bc_run *run);
/** How a verb prints its one table. */
struct bc_printing {
    bool json, quiet;
    const char *out;     /* NULL: stdout */
    bool only_the_table; /* the findings are the table */
};
/**
 * The end of such a verb: findings on stderr, and, when @p status is BC_OK, the
 * table that @p make makes of the outcome.
 * @return as bc_command_end
 */
int bc_command_print(struct bc_run *run, enum bc_status status,
                     void (*make)(const struct bc_outcome *outcome,
                                  struct bc_table *table),
                     const struct bc_printing *printing, struct bc_error *err);
/** Prints a failure's message; its exit status. */
int bc_command_end(enum bc_status status, const struct bc_error *err);

#endif
