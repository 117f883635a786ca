/* SPDX-License-Identifier: MIT */
#include "cli/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/run_parts.h"
#include "geo/region.h"
#include "geo/waterside.h"
#include "plan/derive.h"

/** A set of basins for polygons: every basin that shares area with them. */
static void derive_basins_of_redlines(struct bc_layer *redlines,
                                      const struct bc_layer *basins,
                                      const struct bc_overlay *overlay)
{
    size_t column = bc_layer_add_column(redlines, "basin", BC_TEXT);
    struct bc_text set = {0};

    redlines->columns[column].derived = true;
    for (size_t i = 0, piece = 0; i < redlines->n_features; i++) {
        set.length = 0;
        for (; piece < overlay->n && overlay->polygon[piece] == i; piece++)
            bc_text_printf(
                &set, "%s%s", set.length ? "/" : "",
                bc_layer_text(basins, "code", overlay->basin[piece]));
        if (set.length)
            bc_layer_set_text(redlines, column, i, set.data);
    }
    bc_text_clear(&set);
}

/** A table that names its basin by code or name. */
static void derive_named_basin(struct bc_layer *layer,
                               const struct bc_layer *basins)
{
    struct bc_join join = {.n = layer->n_features};

    join.basin = bc_alloc(layer->n_features + 1, sizeof *join.basin);
    for (size_t i = 0; i < layer->n_features; i++) {
        const char *given = bc_layer_text(layer, "basin", i);
        join.basin[i] = given ? bc_layer_row(basins, given) : BC_NO_ROW;
    }
    bc_derive_basin(layer, basins, &join);
    free(join.basin);
}

static void join_layer(struct bc_run *run, struct bc_layer *layer,
                       struct bc_join *kept)
{
    const struct bc_layer *basins = bc_run_layer(run, "basins");
    struct bc_join join = {0};

    if (basins && layer->geometry == BC_GEOMETRY_NONE)
        derive_named_basin(layer, basins);
    if (!basins || layer->geometry != BC_GEOMETRY_POINT)
        return;
    bc_join_basins(run->crs, layer, basins, bc_run_layer(run, "lakes"),
                   run->project.method.max_distance_m, run->crosswalk,
                   run->findings, &join);
    bc_derive_basin(layer, basins, &join);
    if (kept)
        *kept = join;
    else
        bc_join_clear(&join);
}

static void cover_layer(struct bc_run *run, struct bc_layer *layer,
                        struct bc_cover *cover)
{
    const struct bc_layer *redlines = bc_run_layer(run, "redlines");

    if (!redlines || layer->geometry != BC_GEOMETRY_POINT)
        return;
    bc_join_cover(layer, redlines, cover);
    bc_derive_inside(layer, "in_redline", cover);
}

/** An outfall in a red line, or a suspect recorded in another one. */
static void report_redlines(struct bc_run *run, const struct bc_layer *layer,
                            const struct bc_cover *cover, bool outfalls)
{
    const struct bc_layer *redlines = bc_run_layer(run, "redlines");

    for (size_t i = 0; cover->first && i < layer->n_features; i++) {
        const char *recorded = bc_layer_text(layer, "redline", i);
        struct bc_finding finding = {.code = outfalls
                                                 ? BC_FOUND_IN_REDLINE
                                                 : BC_FOUND_REDLINE_CONTRADICTS,
                                     .source = layer->row_source[i],
                                     .line = layer->row_line[i],
                                     .feature = bc_layer_text(layer, "code", i),
                                     .field = outfalls ? NULL : "redline",
                                     .value = outfalls ? NULL : recorded};
        bool found = false;
        for (size_t j = cover->first[i]; j < cover->first[i + 1]; j++) {
            const char *code =
                bc_layer_text(redlines, "code", cover->feature[j]);
            if (outfalls)
                bc_findings_addf(run->findings, finding,
                                 "the outfall lies in red line %s", code);
            found = found || (recorded && code && strcmp(recorded, code) == 0);
        }
        if (!outfalls && recorded && !found)
            bc_findings_addf(run->findings, finding,
                             "recorded in red line %s, but the position is "
                             "outside it",
                             recorded);
    }
}

static void join_roles(struct bc_run *run)
{
    static const char *const carriers[] = {"basins", "lakes",    "regions",
                                           "rivers", "redlines", NULL};

    for (size_t i = 0; i < run->n_layers; i++) {
        struct bc_layer *layer = run->layers[i];
        const char *role = layer->role;
        struct bc_join *join = NULL;
        struct bc_cover *cover = NULL;
        struct bc_cover unused = {0};
        if (bc_run_wanted(role, carriers))
            continue;
        if (strcmp(role, "sections") == 0) {
            join = &run->section_join;
            cover = &run->section_redlines;
        } else if (strcmp(role, "outfalls") == 0) {
            join = &run->outfall_join;
            cover = &run->outfall_redlines;
        } else if (strcmp(role, "suspects") == 0) {
            join = &run->suspect_join;
            cover = &run->suspect_redlines;
        }
        join_layer(run, layer, join);
        cover_layer(run, layer, cover ? cover : &unused);
        bc_cover_clear(&unused);
        if (strcmp(role, "outfalls") == 0)
            bc_derive_stages(layer, run->project.as_of,
                             run->project.method.exclude_no_action,
                             run->findings);
        if (cover && strcmp(role, "sections") != 0)
            report_redlines(run, layer, cover, strcmp(role, "outfalls") == 0);
        bc_region_assign(bc_run_layer(run, "regions"), layer, run->findings);
    }
}

/** The crosswalk that came back from a review. */
static enum bc_status read_crosswalk(struct bc_run *run, struct bc_error *err)
{
    const char *file = run->crosswalk_file;
    struct bc_source source = {
        .role = "crosswalk", .n_paths = 1, .paths = &file, .labels = &file};
    enum bc_status status;

    if (!file)
        return BC_OK;
    status = bc_file_check(file, err);
    if (!status)
        status =
            bc_layer_read(&source, run->findings, &run->crosswalk_table, err);
    if (!status)
        status = bc_crosswalk_new(run->crosswalk_table, run->findings,
                                  &run->crosswalk, err);
    return status;
}

static void finish_crosswalk(struct bc_run *run)
{
    const char *file = run->crosswalk_file;
    struct bc_input_file *input;

    if (!file)
        return;
    input = bc_run_add_input(run, file, file, "crosswalk");
    input->rows_used = bc_crosswalk_finish(run->crosswalk, run->findings);
    input->rows_read = run->crosswalk_table->n_features +
                       bc_run_empty_rows(run->findings, file);
    input->rows_listed = input->rows_read - input->rows_used;
}

/** Waters that contradict, and layers that look like a web map's. */
static void examine_waterside(struct bc_run *run)
{
    const struct bc_waterside waterside = {run->crs, bc_run_layer(run, "lakes"),
                                           bc_run_layer(run, "rivers")};
    const struct bc_layer *sections = bc_run_layer(run, "sections");
    const struct bc_layer *outfalls = bc_run_layer(run, "outfalls");

    if (sections)
        bc_waterside_hint(&waterside, sections, run->findings);
    if (!outfalls)
        return;
    bc_waterside_hint(&waterside, outfalls, run->findings);
    bc_waterside_check(&waterside, outfalls,
                       run->project.method.water_distance_m, run->findings);
}

static enum bc_status find_overlaps(struct bc_run *run,
                                    const struct bc_layer *basins,
                                    struct bc_error *err)
{
    const struct bc_project_method *method = &run->project.method;

    return bc_overlay_overlaps(run->geos, run->crs, basins,
                               method->sliver_area_m2, method->sliver_width_m,
                               run->findings, err);
}

/** Without red lines there are no pieces, but the areas of the basins. */
static enum bc_status cut_redlines(struct bc_run *run,
                                   const struct bc_layer *basins,
                                   struct bc_layer *redlines,
                                   struct bc_error *err)
{
    const struct bc_project_method *method = &run->project.method;
    struct bc_layer *none =
        redlines ? NULL : bc_layer_new("redlines", "", BC_GEOMETRY_POLYGON, 0);
    enum bc_status status = bc_overlay_basins(
        run->geos, run->crs, redlines ? redlines : none, basins,
        method->sliver_area_m2, method->sliver_width_m, run->findings,
        &run->overlay, err);

    if (!status && redlines)
        derive_basins_of_redlines(redlines, basins, &run->overlay);
    bc_layer_free(none);
    return status;
}

enum bc_status bc_run_join(struct bc_run *run, struct bc_error *err)
{
    const struct bc_layer *basins = bc_run_layer(run, "basins");
    enum bc_status status = basins ? find_overlaps(run, basins, err) : BC_OK;

    if (!status)
        status = read_crosswalk(run, err);
    if (!status) {
        join_roles(run);
        finish_crosswalk(run);
        examine_waterside(run);
    }
    bc_run_tell(run, 0.4);
    return status;
}

enum bc_status bc_run_overlay(struct bc_run *run, struct bc_error *err)
{
    const struct bc_layer *basins = bc_run_layer(run, "basins");
    struct bc_layer *redlines = bc_run_layer(run, "redlines");
    enum bc_status status = BC_OK;

    if (basins)
        status = cut_redlines(run, basins, redlines, err);
    if (!status && redlines)
        bc_region_assign(bc_run_layer(run, "regions"), redlines, run->findings);
    bc_run_tell(run, 0.5);
    return status;
}
