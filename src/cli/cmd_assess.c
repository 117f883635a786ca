/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/run.h"
#include "output/canvas_cairo.h"
#include "output/publish.h"
#include "output/writers.h"

/* The order in which OUT is made: the manifest counts all the others. */
static enum bc_status (*const writers[])(const struct bc_outcome *,
                                         struct bc_stage *,
                                         struct bc_error *) = {
    bc_tables_write, bc_workbook_write, bc_geojson_write, bc_geopackage_write,
    bc_raster_write, bc_qgis_write,     bc_report_write,  bc_pictures_write,
    bc_atlas_write,  bc_manifest_write};
enum { N_WRITERS = sizeof writers / sizeof *writers };

static enum bc_status check_interrupt(struct bc_error *err)
{
    return bc_interrupted ? bc_error_set(err, BC_INTERRUPTED, "interrupted")
                          : BC_OK;
}

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

static enum bc_status compute(struct bc_run *run, const char *file,
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
        status = check_interrupt(err);
    if (!status)
        status = bc_run_join(run, err);
    if (!status)
        status = bc_run_overlay(run, err);
    if (!status)
        status = bc_run_network(run, err);
    if (!status)
        status = bc_run_water(run, err);
    if (!status)
        status = check_interrupt(err);
    if (!status)
        status = bc_run_plan(run, err);
    return status;
}

/** What the project's compensation rule makes of the months. */
static enum bc_status write_amounts(struct bc_run *run, struct bc_stage *stage,
                                    struct bc_error *err)
{
    struct bc_text bytes = {0};
    enum bc_status status;

    if (!run->amounts.name)
        return BC_OK;
    bc_table_csv(&run->amounts, &bytes);
    status = bc_stage_write(stage, "compensation.csv", bytes.data, bytes.length,
                            err);
    bc_text_clear(&bytes);
    return status;
}

/** Names without a font would be rows of boxes: then no picture is better. */
static void choose_pictures(struct bc_run *run, bool unwanted)
{
    run->project.pictures &= !unwanted;
    if (!run->project.pictures || bc_picture_has_font())
        return;
    run->project.pictures = false;
    bc_findings_addf(run->findings,
                     (struct bc_finding){.code = BC_FOUND_NO_FONT,
                                         .source = run->project.file},
                     "no font with Chinese characters: maps/*.png and "
                     "atlas.pdf are left out");
}

static enum bc_status write_all(struct bc_run *run, const char *out,
                                bool overwrite, struct bc_error *err)
{
    struct bc_stage *stage = NULL;
    enum bc_status status = bc_stage_new(out, overwrite, &stage, err);

    if (!status)
        status = write_amounts(run, stage, err);
    for (int i = 0; !status && i < N_WRITERS; i++) {
        status = writers[i](&run->outcome, stage, err);
        if (!status)
            status = check_interrupt(err);
        if (run->progress)
            run->progress(0.8 + 0.19 * (i + 1) / N_WRITERS,
                          run->progress_context);
    }
    if (!status)
        status = bc_stage_publish(stage, err);
    bc_stage_free(stage);
    if (!status && run->progress)
        run->progress(1, run->progress_context);
    return status;
}

static enum bc_status print_outcome(const struct bc_run *run, const char *out,
                                    bool json, bool quiet, struct bc_error *err)
{
    struct bc_table table = {0};
    enum bc_status status = BC_OK;

    if (json) {
        bc_table_results(&run->outcome, &table);
        status = bc_print_table(&table, true, NULL, err);
        bc_table_clear(&table);
    } else if (!quiet) {
        bc_print_summary(&run->outcome);
        printf(bc_say("\nreport:       %s/report.html\nQGIS project: "
                      "%s/project.qgs\n"),
               out, out);
    }
    return status;
}

/** The same project once more, with the changes of --what-if, in memory. */
static enum bc_status compute_changed(const struct bc_run *run,
                                      struct bc_run *changed, const char *file,
                                      const char *what_if, struct bc_error *err)
{
    changed->what_if_file = what_if;
    changed->crosswalk_file = run->crosswalk_file;
    return what_if ? compute(changed, file, err) : BC_OK;
}

/** The verdicts that change; as JSON all of them. */
static enum bc_status print_changes(const struct bc_outcome *outcome, bool json,
                                    struct bc_error *err)
{
    struct bc_table table = {0};
    enum bc_status status;

    bc_table_what_if(outcome, !json, &table);
    if (!table.n_rows && !json)
        fprintf(stderr, bc_say("basincheck: nothing changes in any verdict\n"));
    status = bc_print_table(&table, json, NULL, err);
    bc_table_clear(&table);
    return status;
}

static bool any_missed(const struct bc_results *results)
{
    for (size_t i = 0; i < results->n; i++)
        if (results->result[i].verdict == BC_MISSED)
            return true;
    return false;
}

int cmd_assess(int argc, char **argv)
{
    bool help = false, overwrite = false, json = false, quiet = false;
    bool internal = false, no_pictures = false;
    const char *out = NULL, *fail_on = NULL, *what_if = NULL, *by = NULL;
    struct bc_run changed = {0};
    struct bc_run run = {.progress = bc_print_progress,
                         .progress_context = &quiet};
    const struct bc_option options[] = {
        {"output", 'o', "OUT", BC_N("the folder to make (required)"), NULL,
         &out},
        {"overwrite", 0, NULL, BC_N("replace an OUT made by basincheck"),
         &overwrite, NULL},
        {"crosswalk", 0, "FILE",
         BC_N("a reviewed crosswalk.csv: its basins win over computed ones"),
         NULL, &run.crosswalk_file},
        {"what-if", 0, "FILE",
         BC_N("feature, field, value: verdicts before and after; OUT may be "
              "left "
              "out"),
         NULL, &what_if},
        {"by", 0, "month",
         BC_N("each month of the period too: series.csv, bulletin.csv, "
              "cards.csv"),
         NULL, &by},
        {"internal", 0, NULL,
         BC_N("exact positions in the report: not for publication"), &internal,
         NULL},
        {"no-pictures", 0, NULL, BC_N("no maps/*.png, no atlas.pdf"),
         &no_pictures, NULL},
        {"fail-on", 0, "missed", BC_N("exit with 1 when a target is missed"),
         NULL, &fail_on},
        {"json", 0, NULL,
         BC_N("print results.csv as JSON instead of the summary"), &json, NULL},
        {"quiet", 'q', NULL, BC_N("no summary, no progress"), &quiet, NULL},
        {"help", 'h', NULL, BC_N("this text"), &help, NULL},
        {0}};
    const struct bc_usage usage = {
        .verb = "assess",
        .arguments = "PROJECT.yaml",
        .summary = BC_N("read, join, assess, evaluate; write maps and report"),
        .details =
            BC_N("Writes OUT: report.html, project.qgs, basincheck.gpkg, "
                 "GeoJSON, GeoTIFF and CSV.\nOUT appears whole or not at "
                 "all. The summary is printed to stdout, findings to "
                 "stderr."),
        .options = options,
        .min_arguments = 1,
        .max_arguments = 1};
    struct bc_error err = {0};
    int first = 0;
    int exit_status = bc_command_start(&usage, argc, argv, &help, &first);
    enum bc_status status = BC_OK;

    if (exit_status >= 0)
        return exit_status;
    if (!out && !what_if)
        status = bc_error_set(&err, BC_USAGE,
                              "where to? add -o OUT, a folder to make");
    else if (out && strcmp(out, "-") == 0)
        status =
            bc_error_set(&err, BC_USAGE, "assess makes a folder; '-' is none");
    else if (fail_on && strcmp(fail_on, "missed") != 0)
        status = bc_error_set(&err, BC_USAGE,
                              "--fail-on takes 'missed', not '%s'", fail_on);
    else if (by && strcmp(by, "month") != 0)
        status =
            bc_error_set(&err, BC_USAGE, "--by takes 'month', not '%s'", by);
    if (!status)
        status = compute(&run, argv[first], &err);
    if (!status)
        status = compute_changed(&run, &changed, argv[first], what_if, &err);
    if (!status && by)
        status = bc_run_series(&run, &err);
    if (run.findings && run.crs) {
        if (internal)
            run.project.report_precision_m = 0;
        choose_pictures(&run, no_pictures || !out);
        bc_run_finish(&run);
        if (what_if)
            run.outcome.what_if = &changed.results;
        bc_print_findings(run.findings);
    }
    if (!status && out)
        status = write_all(&run, out, overwrite, &err);
    if (!status && what_if)
        status = print_changes(&run.outcome, json, &err);
    else if (!status)
        status = print_outcome(&run, out, json, quiet, &err);
    exit_status = bc_command_end(status, &err);
    if (!status && fail_on && any_missed(&run.results))
        exit_status = 1;
    bc_run_clear(&changed);
    bc_run_clear(&run);
    return exit_status;
}
