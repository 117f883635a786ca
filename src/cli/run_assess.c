/* SPDX-License-Identifier: MIT */
#include "cli/run.h"

#include <string.h>
#include <sys/stat.h>

#include "base/deadline.h"
#include "base/language.h"
#include "cli/print.h"
#include "cli/run_parts.h"
#include "output/publish.h"
#include "output/writers.h"

volatile sig_atomic_t bc_interrupted;

static enum bc_status require(const struct bc_run *run, const char *role,
                              struct bc_error *err)
{
    if (bc_run_layer(run, role))
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT, "%s: no layer '%s'; assess needs it",
                        run->project.file, role);
}

/** Observations, or the class of each section as it is given. */
static enum bc_status require_water(const struct bc_run *run,
                                    struct bc_error *err)
{
    const struct bc_project *project = &run->project;

    for (size_t i = 0; i < project->n_sources; i++)
        if (strcmp(project->sources[i].source.role, "observations") == 0)
            return BC_OK;
    if (bc_layer_find(bc_run_layer(run, "sections"), "class") != BC_NO_COLUMN)
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: no layer 'observations', and sections have no "
                        "column 'class'; assess needs one of them",
                        project->file);
}

enum bc_status bc_run_assess(struct bc_run *run, const char *file,
                             struct bc_error *err)
{
    enum bc_status status = bc_run_open(run, file, err);

    if (!status)
        status = bc_run_layers(run, NULL, err);
    if (!status)
        status = bc_run_what_if(run, err);
    if (!status)
        status = require(run, "basins", err);
    if (!status)
        status = require(run, "sections", err);
    if (!status)
        status = require_water(run, err);
    if (!status)
        status = bc_run_join(run, err);
    if (!status)
        status = bc_run_overlay(run, err);
    if (!status)
        status = bc_run_buffers(run, err);
    if (!status)
        status = bc_run_network(run, err);
    if (!status)
        bc_run_outfall_waters(run);
    if (!status)
        status = bc_run_water(run, err);
    if (!status)
        status = bc_run_plan(run, err);
    return status;
}

/** A table that only some runs make. */
static enum bc_status write_table(const struct bc_table *table,
                                  struct bc_stage *stage, const char *name,
                                  struct bc_error *err)
{
    struct bc_text bytes = {0};
    enum bc_status status;

    if (!table->name)
        return BC_OK;
    bc_table_csv(table, &bytes);
    status = bc_stage_write(stage, name, bytes.data, bytes.length, err);
    bc_text_clear(&bytes);
    return status;
}

/** With very many basins the maps of each take longer than all the rest. */
static void say_which_pictures(struct bc_run *run)
{
    const struct bc_layer *basins = bc_run_layer(run, "basins");

    if (run->project.pictures == BC_PICTURES_YES && basins &&
        basins->n_features > BC_PICTURES_MOST)
        bc_findings_addf(
            run->findings,
            (struct bc_finding){.code = BC_FOUND_FEW_PICTURES,
                                .source = run->project.file},
            "%zu basins are more than %d: maps/*.png and atlas.pdf "
            "hold one map of them all and no map of each",
            basins->n_features, BC_PICTURES_MOST);
}

void bc_run_choose_pictures(struct bc_run *run, bool unwanted)
{
    if (unwanted)
        run->project.pictures = BC_PICTURES_NO;
    if (!run->project.pictures)
        return;
    if (bc_picture_font(NULL)) {
        say_which_pictures(run);
        return;
    }
    run->project.pictures = BC_PICTURES_NO;
    bc_findings_addf(run->findings,
                     (struct bc_finding){.code = BC_FOUND_NO_FONT,
                                         .source = run->project.file},
                     "no font with Chinese characters: maps/*.png and "
                     "atlas.pdf are left out");
}

/** Written over, the earlier result would be compared with itself next time. */
static enum bc_status keep_earlier(const struct bc_project *project,
                                   const char *out, struct bc_error *err)
{
    struct stat found, wanted;

    if (!project->earlier.path || stat(project->earlier.path, &found) != 0 ||
        stat(out, &wanted) != 0 || found.st_ino != wanted.st_ino ||
        found.st_dev != wanted.st_dev)
        return BC_OK;
    return bc_error_set(err, BC_CANNOT_WRITE,
                        "'%s' is the folder that 'compare_with' names; write "
                        "to another one",
                        out);
}

/** Told after each kind of output; whether the next one may begin. */
static bool step(size_t done, size_t n, void *context)
{
    const struct bc_run *run = context;

    bc_run_tell(run, 0.8 + 0.19 * (double)done / (double)n);
    return !bc_interrupted && !bc_deadline_is_over();
}

enum bc_status bc_run_write(struct bc_run *run, const char *out, bool overwrite,
                            struct bc_error *err)
{
    struct bc_stage *stage = NULL;
    enum bc_status status = keep_earlier(&run->project, out, err);

    if (!status)
        status = bc_print_spare_inputs(out, err);
    if (!status)
        status = bc_stage_new(out, overwrite, &stage, err);
    if (!status)
        status = write_table(&run->amounts, stage, "compensation.csv", err);
    if (!status)
        status = write_table(&run->confidence, stage, "confidence.csv", err);
    if (!status)
        status = bc_outputs_write(&run->outcome, stage, step, run, err);
    if (status == BC_INTERRUPTED)
        status = bc_run_go_on(BC_N("writing"), err);
    if (!status)
        status = bc_stage_publish(stage, err);
    bc_stage_free(stage);
    if (!status)
        bc_run_tell(run, 1);
    return status;
}
