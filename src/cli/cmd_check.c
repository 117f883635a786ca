/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>

#include "base/deadline.h"
#include "base/language.h"
#include "base/tree.h"
#include "cli/command.h"
#include "cli/environment.h"
#include "cli/print.h"
#include "cli/run.h"
#include "cli/run_parts.h"

/** Faults of the project are rows of the table, in English as all of them: it
 * is read once more.
 * @return the status that reading it as usual had, when it was not understood
 */
static enum bc_status open_faulty(struct bc_run *run, const char *file,
                                  enum bc_status status, struct bc_error *err)
{
    const struct bc_run fresh = {.progress = run->progress,
                                 .progress_context = run->progress_context,
                                 .language = run->language,
                                 .collect = true};
    const enum bc_language language = bc_language();

    if (!run->project.tree)
        return status;
    bc_run_clear(run);
    *run = fresh;
    bc_language_set(BC_ENGLISH);
    status = bc_run_open(run, file, err);
    bc_language_set(language);
    return status;
}

/** Each stage takes what those before it could make. Without the method nothing
 * is joined, for a distance may be wrong, and without the period nothing said
 * of the water: it would be taken for what it is not. */
static enum bc_status examine_stages(struct bc_run *run, struct bc_error *err)
{
    static enum bc_status (*const stages[])(struct bc_run *,
                                            struct bc_error *) = {
        bc_run_join, bc_run_overlay, bc_run_network, bc_run_water, bc_run_plan};
    enum { FIRST_OF_WATER = 3, N = sizeof stages / sizeof *stages };
    struct bc_project *project = &run->project;
    const bool knows_period = bc_project_knows_period(project);
    const bool knows_method = bc_project_knows_method(project);
    enum bc_status status = bc_run_layers(run, NULL, err);

    run->rows_only = !knows_period || !knows_method;
    if (!knows_period) /* no date is later than the day that nobody knows */
        project->as_of = INT32_MAX;
    status = bc_run_or_finding(run, project->file, status, err);
    for (int i = knows_method ? 0 : FIRST_OF_WATER; i < N && !status; i++) {
        if ((stages[i] == bc_run_plan && !project->targets) ||
            (stages[i] == bc_run_network && bc_run_is_unread(run, "lakes")))
            continue; /* a lake is a part of the network */
        status = stages[i](run, err);
        if (status && i == FIRST_OF_WATER) /* targets are only read then */
            run->rows_only = true;
        status = bc_run_or_finding(run, project->file, status, err);
        if (bc_deadline_is_over())
            break; /* the others would but say so again */
    }
    return status;
}

/** As far as the inputs allow. */
static enum bc_status examine(struct bc_run *run, const char *file,
                              struct bc_error *err)
{
    enum bc_status status = bc_run_open(run, file, err);
    const enum bc_language language = bc_language();

    if (status)
        status = open_faulty(run, file, status, err);
    if (status)
        return status; /* without a project there is nothing to examine */
    run->collect = true;
    bc_language_set(BC_ENGLISH); /* errors become rows of the table */
    status = examine_stages(run, err);
    if (bc_interrupted)
        status = bc_error_set(err, BC_INTERRUPTED, "interrupted");
    bc_language_set(language);
    return status;
}

static void list_findings(const struct bc_outcome *outcome,
                          struct bc_table *table)
{
    bc_table_findings(outcome->findings, table);
}

/** `--env`: the place itself instead of a project. */
static int check_environment(const struct bc_printing *printing)
{
    struct bc_table table = {0};
    struct bc_error err = {0};
    size_t n_missing = bc_environment_table(&table);
    enum bc_status status =
        bc_print_table(&table, printing->json, printing->out, &err);

    bc_table_clear(&table);
    if (!status && n_missing > 0)
        status = bc_error_set(&err, BC_BAD_INPUT,
                              "missing: %zu; the table says what to "
                              "install",
                              n_missing);
    return bc_command_end(status, &err);
}

int cmd_check(int argc, char **argv)
{
    bool help = false, environment = false;
    struct bc_printing printing = {.only_the_table = true};
    const struct bc_option options[] = {
        {"env", 0, NULL,
         BC_N("no project: libraries, drivers, fonts and what is missing"),
         &environment, NULL},
        {"output", 'o', "FILE", BC_N("write the findings there, not to stdout"),
         NULL, &printing.out},
        {"json", 0, NULL, BC_N("an array of objects instead of CSV"),
         &printing.json, NULL},
        {"quiet", 'q', NULL, BC_N("no progress"), &printing.quiet, NULL},
        {"help", 'h', NULL, BC_N("this text"), &help, NULL},
        {0}};
    const struct bc_usage usage = {
        .verb = "check",
        .arguments = "PROJECT.yaml | --env",
        .summary = BC_N("examine the inputs only: all findings of all files"),
        .details =
            BC_N("Prints findings.csv: what would be repaired, left out or "
                 "is doubtful, with its\nplace. Exit status 3 when a file "
                 "cannot be used."),
        .options = options,
        .max_arguments = 1};
    struct bc_run run = {.progress = bc_print_progress,
                         .progress_context = &printing.quiet};
    struct bc_error err = {0};
    int first = 0;
    int exit_status = bc_command_start(&usage, argc, argv, &help, &first);
    enum bc_status status = BC_OK;

    if (exit_status >= 0)
        return exit_status;
    if (environment && first == argc)
        return check_environment(&printing);
    if (environment || first == argc)
        return bc_command_end(
            bc_error_set(&err, BC_USAGE,
                         "'check' needs either PROJECT.yaml or --env"),
            &err);
    status = examine(&run, argv[first], &err);
    exit_status =
        bc_command_print(&run, status, list_findings, &printing, &err);
    if (!exit_status && bc_findings_count_level(run.findings, BC_ERROR) > 0) {
        fprintf(stderr, bc_say("basincheck: errors: %zu; see the findings\n"),
                bc_findings_count_level(run.findings, BC_ERROR));
        exit_status = bc_exit_status(BC_BAD_INPUT);
    }
    bc_run_clear(&run);
    return exit_status;
}
