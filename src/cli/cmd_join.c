/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/run.h"
#include "geo/nearest.h"

/** How many points each basin got, and last those that got none. */
static size_t *count_points(const struct bc_join *join, size_t n_basins)
{
    size_t *count = bc_alloc(n_basins + 1, sizeof *count);

    if (join->counted)
        memcpy(count, join->counted, (n_basins + 1) * sizeof *count);
    bc_join_count(join, n_basins, count);
    return count;
}

/** `layer,basin,n`: how many points each basin got. */
static void summarise(const struct bc_outcome *outcome, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"layer", false}, {"basin", false}, {"n", true}};
    const struct {
        const struct bc_layer *layer;
        const struct bc_join *join;
    } joins[] = {{outcome->sections, outcome->section_join},
                 {outcome->outfalls, outcome->outfall_join},
                 {outcome->suspects, outcome->suspect_join}};

    *table = (struct bc_table){
        .name = "summary", .n_columns = 3, .columns = columns};
    for (size_t j = 0; j < sizeof joins / sizeof *joins; j++) {
        size_t n_basins = outcome->basins->n_features, *n;

        if (!joins[j].join)
            continue;
        n = count_points(joins[j].join, n_basins);
        for (size_t basin = 0; basin <= n_basins; basin++) {
            const bool none = basin == n_basins;
            char count[24];

            snprintf(count, sizeof count, "%zu", n[basin]);
            bc_table_add_row(
                table,
                (const char *const[]){
                    joins[j].layer->role,
                    none ? "" : bc_layer_text(outcome->basins, "code", basin),
                    count});
        }
        free(n);
    }
}

/** `outfall,section,distance_m`: the section nearest to each outfall. */
static void list_nearest(const struct bc_outcome *outcome,
                         struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"outfall", false}, {"section", false}, {"distance_m", true}};
    const struct bc_layer *outfalls = outcome->outfalls;
    const struct bc_layer *sections = outcome->sections;
    const size_t n = outfalls->n_features;
    struct bc_nearest *tree =
        bc_nearest_new(sections->x, sections->y, sections->n_features);
    size_t *rows = bc_alloc(n, sizeof *rows);
    double *distances_m = bc_alloc(n, sizeof *distances_m);

    *table = (struct bc_table){
        .name = "nearest", .n_columns = 3, .columns = columns};
    bc_nearest_rows(tree, outcome->geodesy, outfalls->x, outfalls->y, n, rows,
                    distances_m);
    for (size_t i = 0; i < n; i++) {
        char metres[32] = "";

        if (rows[i] != BC_NO_ROW)
            bc_print_tenths(distances_m[i], metres);
        bc_table_add_row(table,
                         (const char *const[]){
                             bc_layer_text(outfalls, "code", i),
                             rows[i] == BC_NO_ROW
                                 ? ""
                                 : bc_layer_text(sections, "code", rows[i]),
                             metres});
    }
    free(distances_m);
    free(rows);
    bc_nearest_free(tree);
}

static enum bc_status compute_nearest(struct bc_run *run, const char *file,
                                      struct bc_error *err)
{
    static const char *const roles[] = {"sections", "outfalls", NULL};
    enum bc_status status = bc_run_open(run, file, err);

    if (!status)
        status = bc_run_layers(run, roles, err);
    for (size_t i = 0; !status && roles[i]; i++) {
        const struct bc_layer *layer = bc_run_layer(run, roles[i]);

        if (!layer || layer->geometry != BC_GEOMETRY_POINT)
            status = bc_error_set(err, BC_BAD_INPUT,
                                  "%s: no layer '%s' of points; join "
                                  "--nearest needs it",
                                  file, roles[i]);
    }
    return status;
}

static enum bc_status compute(struct bc_run *run, const char *file,
                              struct bc_error *err)
{
    static const char *const roles[] = {
        "basins", "lakes", "rivers", "sections", "outfalls", "suspects", NULL};
    enum bc_status status = bc_run_open(run, file, err);

    if (!status)
        status = bc_run_layers(run, roles, err);
    if (!status && !bc_run_layer(run, "basins"))
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: no layer 'basins'; join needs it", file);
    if (!status)
        status = bc_run_join(run, err);
    return status;
}

int cmd_join(int argc, char **argv)
{
    bool help = false, summary = false, nearest = false;
    struct bc_printing printing = {0};
    struct bc_run run = {.progress = bc_print_progress,
                         .progress_context = &printing.quiet};
    const struct bc_option options[] = {
        {"summary", 0, NULL, BC_N("count the points per basin: layer,basin,n"),
         &summary, NULL},
        {"nearest", 0, NULL,
         BC_N(
             "the section nearest to each outfall: outfall,section,distance_m"),
         &nearest, NULL},
        {"crosswalk", 0, "FILE", BC_N("a reviewed one: its basins win"), NULL,
         &run.crosswalk_file},
        {"output", 'o', "FILE", BC_N("write the table there, not to stdout"),
         NULL, &printing.out},
        {"json", 0, NULL, BC_N("an array of objects instead of CSV"),
         &printing.json, NULL},
        {"quiet", 'q', NULL, BC_N("no progress"), &printing.quiet, NULL},
        {"help", 'h', NULL, BC_N("this text"), &help, NULL},
        {0}};
    const struct bc_usage usage = {
        .verb = "join",
        .arguments = "PROJECT.yaml",
        .summary = BC_N("which basin each point got, and how"),
        .details =
            BC_N("Prints crosswalk.csv: layer,code,basin,method,distance_m,"
                 "rivals.\nDistances are geodesic; of equally near "
                 "sections the first code is taken."),
        .options = options,
        .min_arguments = 1,
        .max_arguments = 1};
    struct bc_error err = {0};
    int first = 0;
    int exit_status = bc_command_start(&usage, argc, argv, &help, &first);
    enum bc_status status = BC_OK;

    if (exit_status >= 0)
        return exit_status;
    if (nearest && summary)
        status = bc_error_set(&err, BC_USAGE,
                              "--nearest and --summary exclude each other");
    if (!status)
        run.counts_only = summary;
    if (!status)
        status = nearest ? compute_nearest(&run, argv[first], &err)
                         : compute(&run, argv[first], &err);
    exit_status = bc_command_print(&run, status,
                                   nearest   ? list_nearest
                                   : summary ? summarise
                                             : bc_table_crosswalk,
                                   &printing, &err);
    bc_run_clear(&run);
    return exit_status;
}
