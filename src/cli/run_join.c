/* SPDX-License-Identifier: MIT */
#include "cli/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "cli/print.h"
#include "cli/run_parts.h"
#include "geo/nesting.h"
#include "geo/region.h"
#include "geo/waterside.h"
#include "plan/derive.h"

/** An area that no basin shares. */
static void tell_outside(struct bc_run *run, const struct bc_layer *layer,
                         size_t row)
{
    double bounds[4];

    if (bc_shapes_bounds(&layer->shapes, row, bounds))
        bc_findings_add(
            run->findings,
            &(struct bc_finding){
                .code = BC_FOUND_AREA_OUTSIDE,
                .source = layer->row_source[row],
                .line = layer->row_line[row],
                .feature = bc_layer_label(layer, row),
                .message = BC_N("the area lies outside every basin")});
}

/** A set of basins for polygons: every basin that shares area with them. */
static void derive_basins_of_redlines(struct bc_run *run,
                                      struct bc_layer *redlines,
                                      const struct bc_layer *basins)
{
    const struct bc_overlay *overlay = &run->overlay;
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
        else
            tell_outside(run, redlines, i);
    }
    bc_text_clear(&set);
}

/** A table that names its basin by code or name; of one that does not, no row
 * is in any, which is not known and not 0. */
static void derive_named_basin(struct bc_layer *layer,
                               const struct bc_layer *basins)
{
    struct bc_join join = {.n = layer->n_features};

    if (bc_layer_find(layer, "basin") == BC_NO_COLUMN)
        return;
    join.basin = bc_alloc(layer->n_features + 1, sizeof *join.basin);
    for (size_t i = 0; i < layer->n_features; i++) {
        const char *given = bc_layer_text(layer, "basin", i);
        join.basin[i] = given ? bc_layer_row(basins, given) : BC_NO_ROW;
    }
    bc_derive_basin(layer, basins, &join);
    free(join.basin);
}

static enum bc_status join_layer(struct bc_run *run, struct bc_layer *layer,
                                 struct bc_join *kept, struct bc_error *err)
{
    const struct bc_project_method *method = &run->project.method;
    const struct bc_layer *basins = bc_run_layer(run, "basins");
    struct bc_join join = {0};
    enum bc_status status = BC_OK;

    if (!basins)
        return BC_OK;
    if (layer->geometry == BC_GEOMETRY_NONE)
        derive_named_basin(layer, basins);
    if (layer->geometry == BC_GEOMETRY_POINT)
        bc_join_basins(run->crs, layer, basins, run->basin_index,
                       bc_run_layer(run, "lakes"), method->max_distance_m,
                       run->crosswalk, run->findings, &join);
    else if (layer->geometry == BC_GEOMETRY_POLYGON)
        status = bc_join_areas(run->geos, run->crs, layer, basins,
                               method->sliver_area_m2, method->sliver_width_m,
                               &join, err);
    else
        return BC_OK;
    if (!status)
        bc_derive_basin(layer, basins, &join);
    for (size_t i = 0; !status && layer->geometry == BC_GEOMETRY_POLYGON &&
                       i < layer->n_features;
         i++)
        if (join.basin[i] == BC_NO_ROW)
            tell_outside(run, layer, i);
    if (!status && kept) {
        join.counted = kept->counted;
        *kept = join;
    } else {
        bc_join_clear(&join);
    }
    return status;
}

static enum bc_status join_roles(struct bc_run *run, struct bc_error *err)
{
    static const char *const carriers[] = {"basins", "lakes",    "regions",
                                           "rivers", "redlines", NULL};
    enum bc_status status = BC_OK;

    for (size_t i = 0; !status && i < run->n_layers; i++) {
        struct bc_layer *layer = run->layers[i];
        const char *role = layer->role;
        struct bc_join *join = NULL;
        if (bc_run_wanted(role, carriers))
            continue;
        if (strcmp(role, "sections") == 0)
            join = &run->section_join;
        else if (strcmp(role, "outfalls") == 0)
            join = &run->outfall_join;
        else if (strcmp(role, "suspects") == 0)
            join = &run->suspect_join;
        if (join == &run->section_join && run->counted_findings)
            bc_findings_append(run->findings, run->counted_findings);
        status = join_layer(run, layer, join, err);
        if (!status)
            status = bc_run_cover(run, layer, err);
        if (!status && strcmp(role, "outfalls") == 0) {
            bc_derive_stages(layer, run->project.as_of,
                             run->project.method.exclude_no_action,
                             run->findings);
            bc_near_duplicates(run->crs, layer,
                               run->project.method.duplicate_distance_m,
                               run->findings);
        }
        if (!status)
            bc_region_assign(bc_run_layer(run, "regions"), layer,
                             run->findings);
    }
    return status;
}

/** The crosswalk that came back from a review. */
static enum bc_status read_crosswalk(struct bc_run *run, struct bc_error *err)
{
    const char *file = run->crosswalk_file;
    struct bc_source source = {.role = "crosswalk",
                               .limits = &run->project.limits,
                               .n_paths = 1,
                               .paths = &file,
                               .labels = &file};
    enum bc_status status;

    if (!file)
        return BC_OK;
    bc_print_protect(file);
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

    if (sections) {
        bc_waterside_hint(&waterside, sections, run->findings);
        bc_waterside_check(&waterside, sections,
                           run->project.method.water_distance_m, run->findings);
    }
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

    bc_nesting_look(run->crs, basins, run->basin_index, run->findings);
    return bc_overlay_overlaps(run->geos, run->crs, basins, run->basin_index,
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
        run->basin_index, !run->areas_only, method->sliver_area_m2,
        method->sliver_width_m, run->findings, &run->overlay, err);

    if (!status && redlines)
        derive_basins_of_redlines(run, redlines, basins);
    bc_layer_free(none);
    return status;
}

enum bc_status bc_run_join(struct bc_run *run, struct bc_error *err)
{
    const struct bc_layer *basins = bc_run_layer(run, "basins");
    enum bc_status status = bc_run_go_on(BC_N("joining points"), err);

    if (!status && basins)
        status = find_overlaps(run, basins, err);
    if (!status)
        status = read_crosswalk(run, err);
    if (!status)
        status = join_roles(run, err);
    if (!status) {
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
    enum bc_status status = bc_run_go_on(BC_N("overlaying red lines"), err);

    if (!status && basins)
        status = cut_redlines(run, basins, redlines, err);
    if (!status && redlines)
        bc_region_assign(bc_run_layer(run, "regions"), redlines, run->findings);
    bc_run_tell(run, 0.5);
    return status;
}
