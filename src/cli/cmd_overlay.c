/* SPDX-License-Identifier: MIT */
#include "cli/command.h"
#include "cli/print.h"
#include "cli/run.h"

static enum bc_status compute(struct bc_run *run, const char *file,
                              struct bc_error *err)
{
    static const char *const roles[] = {"basins", "redlines", NULL};
    enum bc_status status = bc_run_open(run, file, err);

    if (!status)
        status = bc_run_layers(run, roles, err);
    for (size_t i = 0; !status && roles[i]; i++)
        if (!bc_run_layer(run, roles[i]))
            status = bc_error_set(err, BC_BAD_INPUT,
                                  "%s: no layer '%s'; overlay needs it", file,
                                  roles[i]);
    if (!status)
        status = bc_run_join(run, err);
    if (!status)
        status = bc_run_overlay(run, err);
    return status;
}

int cmd_overlay(int argc, char **argv)
{
    bool help = false;
    struct bc_printing printing = {0};
    const struct bc_option options[] = {
        {"output", 'o', "FILE", BC_N("write the table there, not to stdout"),
         NULL, &printing.out},
        {"json", 0, NULL, BC_N("an array of objects instead of CSV"),
         &printing.json, NULL},
        {"quiet", 'q', NULL, BC_N("no progress"), &printing.quiet, NULL},
        {"help", 'h', NULL, BC_N("this text"), &help, NULL},
        {0}};
    const struct bc_usage usage = {
        .verb = "overlay",
        .arguments = "PROJECT.yaml",
        .summary = BC_N("red-line areas per basin"),
        .details =
            BC_N("Prints overlaps.csv: redline,basin,area_km2,share_of_basin."
                 " Areas are geodesic;\nan edge is the geodesic between its "
                 "vertices."),
        .options = options,
        .min_arguments = 1,
        .max_arguments = 1};
    struct bc_run run = {.progress = bc_print_progress,
                         .progress_context = &printing.quiet,
                         .areas_only = true};
    struct bc_error err = {0};
    int first = 0;
    int exit_status = bc_command_start(&usage, argc, argv, &help, &first);
    enum bc_status status = BC_OK;

    if (exit_status >= 0)
        return exit_status;
    status = compute(&run, argv[first], &err);
    exit_status =
        bc_command_print(&run, status, bc_table_overlaps, &printing, &err);
    bc_run_clear(&run);
    return exit_status;
}
