/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/run.h"
#include "cli/run_parts.h"
#include "output/publish.h"
#include "output/style.h"
#include "output/writers.h"

/** The stages of assess, over whatever layers there are. */
static enum bc_status compute(struct bc_run *run, const char *file,
                              struct bc_error *err)
{
    enum bc_status status = bc_run_open(run, file, err);

    if (!status)
        status = bc_run_layers(run, NULL, err);
    if (!status)
        status = bc_run_join(run, err);
    if (!status)
        status = bc_run_water(run, err);
    if (!status && run->project.targets)
        status = bc_run_plan(run, err);
    return status;
}

static enum bc_status write_maps(const struct bc_run *run, const char *out,
                                 bool overwrite, struct bc_error *err)
{
    struct bc_stage *stage = NULL;
    struct bc_raster_file first;
    enum bc_status status = BC_OK;

    if (bc_raster_files(&run->outcome, &first, 1) == 0)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: nothing to map; a raster needs basins or "
                            "lakes, and 'output: maps' must name one that "
                            "there is",
                            run->project.file);
    status = bc_print_spare_inputs(out, err);
    if (!status)
        status = bc_stage_new(out, overwrite, &stage, err);
    if (!status)
        status = bc_raster_write(&run->outcome, stage, err);
    if (!status)
        status = bc_run_go_on(BC_N("writing the maps"), err);
    if (!status)
        status = bc_manifest_write(&run->outcome, stage, err);
    if (!status)
        status = bc_stage_publish(stage, err);
    bc_stage_free(stage);
    return status;
}

int cmd_map(int argc, char **argv)
{
    bool help = false, overwrite = false, quiet = false;
    const char *out = NULL;
    struct bc_run run = {.progress = bc_print_progress,
                         .progress_context = &quiet};
    const struct bc_option options[] = {
        {"output", 'o', "OUT", BC_N("the folder to make (required)"), NULL,
         &out},
        {"overwrite", 0, NULL, BC_N("replace an OUT made by basincheck"),
         &overwrite, NULL},
        {"crosswalk", 0, "FILE", BC_N("a reviewed one: its basins win"), NULL,
         &run.crosswalk_file},
        {"quiet", 'q', NULL, BC_N("no progress"), &quiet, NULL},
        {"help", 'h', NULL, BC_N("this text"), &help, NULL},
        {0}};
    const struct bc_usage usage = {
        .verb = "map",
        .arguments = "PROJECT.yaml",
        .summary = BC_N("the rasters alone"),
        .details = BC_N(
            "Writes OUT/maps/*.tif, the same as assess does: verdict and "
            "rating of basins,\nclass and items of lakes, distance to red "
            "lines, density of outfalls.\n'output: maps' in the project names "
            "those that are wanted."),
        .options = options,
        .min_arguments = 1,
        .max_arguments = 1};
    struct bc_error err = {0};
    int first = 0;
    int exit_status = bc_command_start(&usage, argc, argv, &help, &first);
    enum bc_status status = BC_OK;

    if (exit_status >= 0)
        return exit_status;
    run.language = bc_command_language();
    status = bc_command_check_folder("map", out, &err);
    if (!status)
        status = compute(&run, argv[first], &err);
    bc_command_tell(&run);
    if (!status)
        status = write_maps(&run, out, overwrite, &err);
    if (!status)
        bc_print_progress(1, &quiet);
    exit_status = bc_command_end(status, &err);
    bc_run_clear(&run);
    return exit_status;
}
