/* SPDX-License-Identifier: MIT */
#include "cli/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/print.h"
#include "geo/coordinate.h"
#include "geo/examine.h"
#include "geo/region.h"
#include "geo/waterside.h"
#include "layer/role.h"
#include "layer/source.h"
#include "plan/condition.h"
#include "plan/derive.h"

static bool is_observations(const struct bc_source *source)
{
    return strcmp(source->role, "observations") == 0;
}

static void tell(const struct bc_run *run, double done)
{
    if (run->progress)
        run->progress(done, run->progress_context);
}

/** No table of this run may be written over a file that it reads. */
static void protect_inputs(const struct bc_project *project)
{
    bc_print_protect(project->file);
    if (project->targets)
        bc_print_protect(project->targets);
    for (size_t i = 0; i < project->n_sources; i++)
        for (size_t j = 0; j < project->sources[i].source.n_paths; j++)
            bc_print_protect(project->sources[i].source.paths[j]);
}

enum bc_status bc_run_open(struct bc_run *run, const char *file,
                           struct bc_error *err)
{
    enum bc_status status = bc_gdal_init(err);

    run->findings = bc_findings_new();
    run->geos = bc_geos_new();
    if (!status)
        status = bc_project_read(file, &run->project, err);
    protect_inputs(&run->project);
    if (!status)
        status = bc_crs_new(run->project.crs, &run->crs, err);
    return status;
}

void bc_run_clear(struct bc_run *run)
{
    bc_results_clear(&run->results);
    bc_targets_clear(&run->targets);
    bc_layer_free(run->target_table);
    free(run->rating);
    free(run->lake_judgement);
    free(run->before);
    free(run->judgement);
    bc_observations_free(run->observations);
    bc_network_free(run->network);
    bc_overlay_clear(&run->overlay);
    bc_cover_clear(&run->section_redlines);
    bc_cover_clear(&run->suspect_redlines);
    bc_cover_clear(&run->outfall_redlines);
    bc_join_clear(&run->suspect_join);
    bc_join_clear(&run->outfall_join);
    bc_join_clear(&run->section_join);
    bc_crosswalk_free(run->crosswalk);
    bc_layer_free(run->crosswalk_table);
    free(run->inputs);
    for (size_t i = 0; i < run->n_layers; i++)
        bc_layer_free(run->layers[i]);
    free(run->layers);
    bc_geos_free(run->geos);
    bc_crs_free(run->crs);
    bc_findings_free(run->findings);
    bc_project_clear(&run->project);
}

struct bc_layer *bc_run_layer(const struct bc_run *run, const char *role)
{
    for (size_t i = 0; i < run->n_layers; i++)
        if (strcmp(run->layers[i]->role, role) == 0)
            return run->layers[i];
    return NULL;
}

/* Layers ------------------------------------------------------------------ */

static struct bc_input_file *add_input(struct bc_run *run, const char *label,
                                       const char *path, const char *role)
{
    run->inputs =
        bc_resize(run->inputs, run->n_inputs + 1, sizeof *run->inputs);
    run->inputs[run->n_inputs] =
        (struct bc_input_file){.label = label, .path = path, .role = role};
    return &run->inputs[run->n_inputs++];
}

static size_t rows_of(const struct bc_layer *layer, const char *label)
{
    size_t n = 0;

    for (size_t i = 0; i < layer->n_features; i++)
        n += strcmp(layer->row_source[i], label) == 0;
    return n;
}

static size_t empty_rows_of(const struct bc_findings *findings,
                            const char *label)
{
    size_t n = 0;

    for (size_t i = 0; i < bc_findings_count(findings); i++) {
        const struct bc_finding *finding = bc_findings_get(findings, i);
        n += finding->code == BC_FOUND_EMPTY_ROW && finding->source &&
             strcmp(finding->source, label) == 0;
    }
    return n;
}

/** Rows of which `where` is true stay; how many went is a finding. */
static enum bc_status apply_where(struct bc_run *run,
                                  const struct bc_project_source *entry,
                                  struct bc_layer *layer, struct bc_error *err)
{
    struct bc_condition *condition = NULL;
    struct bc_error inner = {0};
    bool *keep = NULL;
    size_t left_out = 0;
    enum bc_status status = BC_OK;

    if (!entry->where)
        return BC_OK;
    status = bc_condition_parse(entry->where, &condition, &inner);
    if (!status)
        status = bc_condition_check(condition, layer, NULL, &inner);
    if (status) {
        bc_error_set(err, status, "%s:%d: 'where': %s", run->project.file,
                     entry->line, inner.message);
        goto done;
    }
    keep = bc_alloc(layer->n_features + 1, sizeof *keep);
    for (size_t i = 0; i < layer->n_features; i++) {
        keep[i] = bc_condition_test(condition, layer, i) == BC_TRUE;
        left_out += !keep[i];
    }
    bc_layer_keep(layer, keep);
    if (left_out)
        bc_findings_addf(run->findings,
                         (struct bc_finding){.code = BC_FOUND_LEFT_OUT,
                                             .source = layer->source,
                                             .value = entry->where},
                         "'where' leaves out %zu rows", left_out);

done:
    free(keep);
    bc_condition_free(condition);
    return status;
}

static enum bc_status prepare(struct bc_run *run,
                              const struct bc_project_source *entry,
                              struct bc_layer *layer, struct bc_error *err)
{
    const struct bc_project_method *method = &run->project.method;
    enum bc_status status = BC_OK;

    if (layer->geometry != BC_GEOMETRY_NONE)
        status = bc_coordinates_normalise(
            run->crs, layer, entry->source.coordinates, run->findings, err);
    if (!status && layer->geometry != BC_GEOMETRY_NONE)
        status = bc_crs_normalise(run->crs, layer, &entry->shift, run->findings,
                                  err);
    if (!status)
        bc_examine_crossings(layer, run->findings);
    if (!status && layer->geometry == BC_GEOMETRY_POLYGON)
        status =
            bc_geometry_repair(run->geos, run->crs, layer,
                               method->repair_max_change, run->findings, err);
    if (!status)
        status = apply_where(run, entry, layer, err);
    if (!status)
        bc_distinct_codes(layer, run->findings);
    if (!status)
        status =
            bc_examine_features(run->geos, layer, method->sliver_area_m2,
                                method->sliver_width_m, run->findings, err);
    return status;
}

/** Under `check` an unreadable source is one more finding. */
static enum bc_status or_finding(struct bc_run *run, const char *source,
                                 enum bc_status status, struct bc_error *err)
{
    if (!status || !run->collect)
        return status;
    bc_findings_add(run->findings,
                    &(struct bc_finding){.code = BC_FOUND_UNREADABLE,
                                         .source = source,
                                         .message = err->message});
    return BC_OK;
}

static enum bc_status read_layer(struct bc_run *run,
                                 const struct bc_project_source *entry,
                                 struct bc_error *err)
{
    const struct bc_source *source = &entry->source;
    struct bc_layer *layer = NULL;
    size_t first = run->n_inputs;
    enum bc_status status = bc_layer_read(source, run->findings, &layer, err);

    if (status)
        return status;
    for (size_t i = 0; i < source->n_paths; i++) {
        struct bc_input_file *input =
            add_input(run, source->labels[i], source->paths[i], source->role);
        input->rows_read = rows_of(layer, source->labels[i]) +
                           empty_rows_of(run->findings, source->labels[i]);
    }
    if (layer->n_features == 0)
        bc_findings_add(run->findings,
                        &(struct bc_finding){.code = BC_FOUND_EMPTY_LAYER,
                                             .source = layer->source,
                                             .message = "holds no row"});
    layer->illustrative = source->illustrative;
    if (layer->illustrative)
        bc_findings_add(
            run->findings,
            &(struct bc_finding){.code = BC_FOUND_ILLUSTRATIVE,
                                 .source = layer->source,
                                 .message = "the project marks this layer as "
                                            "illustrative; outputs say so"});
    status = prepare(run, entry, layer, err);
    for (size_t i = first; i < run->n_inputs; i++) {
        struct bc_input_file *input = &run->inputs[i];
        input->rows_used = rows_of(layer, input->label);
        input->rows_listed = input->rows_read - input->rows_used;
    }
    if (status) {
        bc_layer_free(layer);
        return status;
    }
    run->layers[run->n_layers++] = layer;
    return BC_OK;
}

static bool wanted(const char *role, const char *const *roles)
{
    if (!roles)
        return true;
    for (; *roles; roles++)
        if (strcmp(*roles, role) == 0)
            return true;
    return false;
}

enum bc_status bc_run_layers(struct bc_run *run, const char *const *roles,
                             struct bc_error *err)
{
    const struct bc_project *project = &run->project;
    enum bc_status status = BC_OK;

    run->layers = bc_alloc(project->n_sources + 1, sizeof *run->layers);
    for (size_t i = 0; !status && i < project->n_sources; i++) {
        const struct bc_project_source *entry = &project->sources[i];
        if (is_observations(&entry->source) ||
            !wanted(entry->source.role, roles))
            continue;
        status = read_layer(run, entry, err);
        status = or_finding(run, entry->source.labels[0], status, err);
        tell(run, 0.3 * (double)(i + 1) / (double)project->n_sources);
    }
    return status;
}

/* Join -------------------------------------------------------------------- */

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

static enum bc_status join_layer(struct bc_run *run, struct bc_layer *layer,
                                 struct bc_join *kept, struct bc_error *err)
{
    const struct bc_layer *basins = bc_run_layer(run, "basins");
    struct bc_join join = {0};
    enum bc_status status = BC_OK;

    if (!basins)
        return BC_OK;
    if (layer->geometry != BC_GEOMETRY_POINT) {
        if (layer->geometry == BC_GEOMETRY_NONE)
            derive_named_basin(layer, basins);
        return BC_OK;
    }
    status = bc_join_basins(run->geos, run->crs, layer, basins,
                            bc_run_layer(run, "lakes"),
                            run->project.method.max_distance_m, run->crosswalk,
                            run->findings, &join, err);
    if (!status)
        bc_derive_basin(layer, basins, &join);
    if (!status && kept)
        *kept = join;
    else
        bc_join_clear(&join);
    return status;
}

static enum bc_status cover_layer(struct bc_run *run, struct bc_layer *layer,
                                  struct bc_cover *cover, struct bc_error *err)
{
    const struct bc_layer *redlines = bc_run_layer(run, "redlines");
    enum bc_status status = BC_OK;

    if (!redlines || layer->geometry != BC_GEOMETRY_POINT)
        return BC_OK;
    status = bc_join_cover(run->geos, layer, redlines, cover, err);
    if (!status)
        bc_derive_inside(layer, "in_redline", cover);
    return status;
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

static enum bc_status join_roles(struct bc_run *run, struct bc_error *err)
{
    static const char *const carriers[] = {"basins", "lakes",    "regions",
                                           "rivers", "redlines", NULL};
    enum bc_status status = BC_OK;

    for (size_t i = 0; !status && i < run->n_layers; i++) {
        struct bc_layer *layer = run->layers[i];
        const char *role = layer->role;
        struct bc_join *join = NULL;
        struct bc_cover *cover = NULL;
        struct bc_cover unused = {0};
        if (wanted(role, carriers))
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
        status = join_layer(run, layer, join, err);
        if (!status)
            status = cover_layer(run, layer, cover ? cover : &unused, err);
        bc_cover_clear(&unused);
        if (!status && strcmp(role, "outfalls") == 0)
            bc_derive_stages(layer, run->project.as_of,
                             run->project.method.exclude_no_action,
                             run->findings);
        if (!status && cover && strcmp(role, "sections") != 0)
            report_redlines(run, layer, cover, strcmp(role, "outfalls") == 0);
        if (!status)
            status = bc_region_assign(run->geos, bc_run_layer(run, "regions"),
                                      layer, run->findings, err);
    }
    return status;
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
    input = add_input(run, file, file, "crosswalk");
    input->rows_used = bc_crosswalk_finish(run->crosswalk, run->findings);
    input->rows_read =
        run->crosswalk_table->n_features + empty_rows_of(run->findings, file);
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
    struct bc_layer *redlines = bc_run_layer(run, "redlines");
    enum bc_status status = basins ? find_overlaps(run, basins, err) : BC_OK;

    if (!status)
        status = read_crosswalk(run, err);
    if (!status)
        status = join_roles(run, err);
    if (!status) {
        finish_crosswalk(run);
        examine_waterside(run);
    }
    if (!status && basins)
        status = cut_redlines(run, basins, redlines, err);
    if (!status && redlines)
        status = bc_region_assign(run->geos, bc_run_layer(run, "regions"),
                                  redlines, run->findings, err);
    tell(run, 0.5);
    return status;
}

/* Rivers ------------------------------------------------------------------ */

enum bc_status bc_run_network(struct bc_run *run, struct bc_error *err)
{
    static const struct {
        enum bc_mark_kind kind;
        const char *role;
    } points[] = {{BC_MARK_SECTION, "sections"},
                  {BC_MARK_OUTFALL, "outfalls"},
                  {BC_MARK_SOURCE, "sources"}};
    const struct bc_network_options options = {
        run->project.method.snap_m, run->project.method.river_distance_m};
    const struct bc_layer *rivers = bc_run_layer(run, "rivers");
    enum bc_status status = BC_OK;

    if (!rivers)
        return BC_OK;
    status =
        bc_network_new(run->geos, run->crs, rivers, bc_run_layer(run, "lakes"),
                       &options, run->findings, &run->network, err);
    for (size_t i = 0; !status && i < sizeof points / sizeof *points; i++) {
        const struct bc_layer *layer = bc_run_layer(run, points[i].role);
        if (layer)
            bc_network_put(run->network, points[i].kind, layer, run->findings);
    }
    return status;
}

/* Water ------------------------------------------------------------------- */

/** Rows that enter no sum, each kind a finding or counted in one. */
static size_t listed_rows(const struct bc_observation_counts *counts)
{
    return counts->rows_empty + counts->rows_bad_time + counts->rows_outside +
           counts->rows_unknown + counts->rows_duplicate;
}

/** Reads one file of observations and counts its rows. */
static enum bc_status read_observations(struct bc_run *run,
                                        const struct bc_source *source,
                                        size_t file, struct bc_error *err)
{
    struct bc_source one = *source;
    struct bc_rows_sink sink = bc_observations_sink(run->observations);
    struct bc_observation_counts before =
        bc_observations_counts(run->observations);
    struct bc_observation_counts after;
    struct bc_input_file *input =
        add_input(run, source->labels[file], source->paths[file], source->role);
    enum bc_status status = BC_OK;

    one.n_paths = 1;
    one.paths = &source->paths[file];
    one.labels = &source->labels[file];
    bc_observations_set_year(run->observations, source->year);
    bc_observations_set_kind(run->observations, source->kind);
    status = bc_rows_read(&one, &sink, err);
    after = bc_observations_counts(run->observations);
    input->rows_read = after.rows_read - before.rows_read;
    input->rows_used = after.rows_used - before.rows_used;
    input->rows_listed = listed_rows(&after) - listed_rows(&before);
    return status;
}

/** A file that is named twice would count twice. */
static enum bc_status refuse_twice(const struct bc_run *run,
                                   const struct bc_source *source, size_t file,
                                   struct bc_error *err)
{
    for (size_t i = 0; i < run->n_inputs; i++)
        if (strcmp(run->inputs[i].path, source->paths[file]) == 0 &&
            strcmp(run->inputs[i].role, source->role) == 0)
            return bc_error_set(err, BC_BAD_INPUT,
                                "'%s' is named twice among the observations; "
                                "name it once",
                                source->labels[file]);
    return BC_OK;
}

static enum bc_status gather(struct bc_run *run, struct bc_error *err)
{
    const struct bc_project *project = &run->project;
    struct bc_period periods[2] = {project->period, project->before};
    struct bc_observation_options options = {
        .sections = bc_run_layer(run, "sections"),
        .periods = periods,
        .n_periods = project->has_before ? 2 : 1,
        .offset_minutes = 480,
        .duplicates = project->method.duplicates};
    enum bc_status status = BC_OK;

    for (size_t i = 0; !status && i < project->n_sources; i++) {
        const struct bc_source *source = &project->sources[i].source;
        if (!is_observations(source))
            continue;
        if (!run->observations)
            run->observations = bc_observations_new(&options, run->findings);
        if (source->illustrative)
            bc_findings_add(
                run->findings,
                &(struct bc_finding){.code = BC_FOUND_ILLUSTRATIVE,
                                     .source = source->labels[0],
                                     .message =
                                         "the project marks these observations "
                                         "as illustrative; outputs say so"});
        for (size_t file = 0; !status && file < source->n_paths; file++) {
            status = refuse_twice(run, source, file, err);
            if (!status)
                status = read_observations(run, source, file, err);
            status = or_finding(run, source->labels[file], status, err);
        }
    }
    if (!status && run->observations)
        status = bc_observations_finish(run->observations, err);
    return status;
}

static void judge_sections(struct bc_run *run, struct bc_layer *sections)
{
    const struct bc_project *project = &run->project;
    size_t n = sections->n_features;

    run->judgement = bc_alloc(n + 1, sizeof *run->judgement);
    for (size_t i = 0; i < n; i++)
        bc_assess_section(run->observations, &project->method.water, sections,
                          i, &project->period, run->findings,
                          &run->judgement[i]);
    if (project->has_before && run->observations) {
        run->before = bc_alloc(n + 1, sizeof *run->before);
        for (size_t i = 0; i < n; i++)
            bc_assess_section(run->observations, &project->method.water,
                              sections, i, &project->before, NULL,
                              &run->before[i]);
    }
    bc_derive_classes(sections, run->judgement, run->before,
                      &project->method.risk);
}

static bool is_standing_water(const struct bc_layer *sections, size_t row)
{
    enum bc_water water = bc_water_parse(bc_layer_text(sections, "type", row));

    return water == BC_LAKE || water == BC_RESERVOIR;
}

static void judge_lakes(struct bc_run *run, const struct bc_layer *sections)
{
    const struct bc_layer *lakes = bc_run_layer(run, "lakes");
    size_t *rows = bc_alloc(sections->n_features + 1, sizeof *rows);

    run->lake_judgement =
        bc_alloc((lakes ? lakes->n_features : 0) + 1, sizeof *run->judgement);
    for (size_t i = 0; lakes && i < lakes->n_features; i++) {
        const char *name = bc_layer_text(lakes, "name", i);
        size_t n = 0;
        for (size_t row = 0; name && row < sections->n_features; row++) {
            const char *water = bc_layer_text(sections, "water", row);
            if (water && strcmp(water, name) == 0 &&
                is_standing_water(sections, row))
                rows[n++] = row;
        }
        if (run->observations)
            bc_assess_group(run->observations, &run->project.method.water,
                            sections, rows, n, &run->project.period,
                            &run->lake_judgement[i]);
    }
    free(rows);
}

static void rate_basins(struct bc_run *run, const struct bc_layer *sections)
{
    const struct bc_layer *basins = bc_run_layer(run, "basins");
    size_t *rows = bc_alloc(sections->n_features + 1, sizeof *rows);

    run->rating =
        bc_alloc((basins ? basins->n_features : 0) + 1, sizeof *run->rating);
    for (size_t i = 0; basins && i < basins->n_features; i++) {
        size_t n = 0;
        for (size_t row = 0; row < sections->n_features; row++)
            if (run->section_join.basin && run->section_join.basin[row] == i)
                rows[n++] = row;
        bc_rating_basin(run->observations, &run->project.method.water, sections,
                        run->judgement, rows, n, &run->project.period,
                        &run->rating[i]);
    }
    free(rows);
}

enum bc_status bc_run_water(struct bc_run *run, struct bc_error *err)
{
    struct bc_layer *sections = bc_run_layer(run, "sections");
    enum bc_status status = BC_OK;

    if (!sections)
        return BC_OK;
    status = gather(run, err);
    if (status)
        return status;
    judge_sections(run, sections);
    judge_lakes(run, sections);
    rate_basins(run, sections);
    tell(run, 0.7);
    return BC_OK;
}

/* Plan -------------------------------------------------------------------- */

static enum bc_status read_targets(struct bc_run *run, struct bc_error *err)
{
    const struct bc_project *project = &run->project;
    struct bc_source source = {.role = "targets",
                               .n_paths = 1,
                               .paths = (const char **)&project->targets,
                               .labels =
                                   (const char **)&project->targets_label};
    struct bc_input_file *input = NULL;
    enum bc_status status =
        bc_layer_read(&source, run->findings, &run->target_table, err);

    if (!status)
        status = bc_targets_new(run->target_table, &run->targets, err);
    if (status)
        return status;
    input = add_input(run, project->targets_label, project->targets, "targets");
    input->rows_used = run->targets.n;
    input->rows_listed = empty_rows_of(run->findings, project->targets_label);
    input->rows_read = input->rows_used + input->rows_listed;
    return BC_OK;
}

enum bc_status bc_run_plan(struct bc_run *run, struct bc_error *err)
{
    const struct bc_project *project = &run->project;
    struct bc_plan_input input = {
        .n_layers = run->n_layers,
        .layers = (const struct bc_layer *const *)run->layers,
        .basins = bc_run_layer(run, "basins"),
        .regions = bc_run_layer(run, "regions"),
        .observations = run->observations,
        .water_method = &project->method.water,
        .period = project->period,
        .has_before = project->has_before,
        .before = project->before,
        .as_of = project->as_of,
        .strict = project->method.strict,
        .risk_rule = &project->method.risk};
    enum bc_status status = BC_OK;

    if (!project->targets)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: no 'targets'; name the table of targets",
                            project->file);
    status = read_targets(run, err);
    if (!status)
        status = bc_evaluate(&input, &run->targets, run->findings,
                             &run->results, err);
    tell(run, 0.8);
    return status;
}

/* Outcome ------------------------------------------------------------------ */

static bool any_illustrative(const struct bc_run *run)
{
    for (size_t i = 0; i < run->project.n_sources; i++)
        if (run->project.sources[i].source.illustrative)
            return true;
    return false;
}

void bc_run_finish(struct bc_run *run)
{
    const struct bc_project *project = &run->project;
    struct bc_outcome *outcome = &run->outcome;

    bc_findings_sort(run->findings);
    *outcome = (struct bc_outcome){
        .title = project->title,
        .language = project->language,
        .palette = project->palette,
        .crs = bc_crs_name(run->crs),
        .crs_epsg = bc_crs_epsg(run->crs),
        .period = project->period,
        .has_before = project->has_before,
        .before = project->before,
        .as_of = project->as_of,
        .report_precision_m = project->report_precision_m,
        .resolution_m = project->resolution_m,
        .illustrative = any_illustrative(run),
        .version = BC_VERSION,
        .basins = bc_run_layer(run, "basins"),
        .sections = bc_run_layer(run, "sections"),
        .lakes = bc_run_layer(run, "lakes"),
        .outfalls = bc_run_layer(run, "outfalls"),
        .redlines = bc_run_layer(run, "redlines"),
        .suspects = bc_run_layer(run, "suspects"),
        .rivers = bc_run_layer(run, "rivers"),
        .regions = bc_run_layer(run, "regions"),
        .n_layers = run->n_layers,
        .layers = (const struct bc_layer *const *)run->layers,
        .section_join = run->section_join.basin ? &run->section_join : NULL,
        .outfall_join = run->outfall_join.basin ? &run->outfall_join : NULL,
        .suspect_join = run->suspect_join.basin ? &run->suspect_join : NULL,
        .overlay = run->overlay.basin_area_m2 ? &run->overlay : NULL,
        .outfall_redlines =
            run->outfall_redlines.first ? &run->outfall_redlines : NULL,
        .suspect_redlines =
            run->suspect_redlines.first ? &run->suspect_redlines : NULL,
        .section_redlines =
            run->section_redlines.first ? &run->section_redlines : NULL,
        .observations = run->observations,
        .water_method = &project->method.water,
        .judgement = run->judgement,
        .judgement_before = run->before,
        .lake_judgement = run->lake_judgement,
        .rating = run->rating,
        .targets = &run->targets,
        .results = &run->results,
        .findings = run->findings,
        .n_inputs = run->n_inputs,
        .inputs = run->inputs};
    if (run->observations)
        outcome->observation_counts = bc_observations_counts(run->observations);
}
