/* SPDX-License-Identifier: MIT */
#include "cli/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/deadline.h"
#include "base/language.h"
#include "base/memory.h"
#include "cli/print.h"
#include "cli/run_parts.h"
#include "layer/connection.h"
#include "layer/faults.h"
#include "layer/source.h"

/** No table of this run may be written over a file that it reads. */
static void protect_inputs(const struct bc_project *project)
{
    const char *const tables[] = {
        project->targets, project->risk_list.path, project->flood_rain.path,
        project->compensation.path, project->compensation_pairs.path};

    if (!project->file)
        return; /* it was not read */
    bc_print_protect(project->file);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (tables[i])
            bc_print_protect(tables[i]);
    for (size_t i = 0; i < project->n_sources; i++)
        for (size_t j = 0; j < project->sources[i].source.n_paths; j++)
            bc_print_protect(project->sources[i].source.paths[j]);
}

bool bc_run_is_observations(const struct bc_source *source)
{
    return strcmp(source->role, "observations") == 0;
}

enum bc_status bc_run_go_on(const char *doing, struct bc_error *err)
{
    return bc_interrupted ? bc_error_set(err, BC_INTERRUPTED, "interrupted")
                          : bc_deadline_check(bc_say(doing), err);
}

void bc_run_tell(const struct bc_run *run, double done)
{
    if (run->progress)
        run->progress(done, run->progress_context);
}

struct bc_input_file *bc_run_add_input(struct bc_run *run, const char *label,
                                       const char *path, const char *role)
{
    run->inputs =
        bc_resize(run->inputs, run->n_inputs + 1, sizeof *run->inputs);
    run->inputs[run->n_inputs] =
        (struct bc_input_file){.label = label,
                               .path = bc_connection_is(path) ? NULL : path,
                               .role = role};
    return &run->inputs[run->n_inputs++];
}

size_t bc_run_empty_rows(const struct bc_findings *findings, const char *label)
{
    size_t n = 0;

    for (size_t i = 0; i < bc_findings_count(findings); i++) {
        const struct bc_finding *finding = bc_findings_get(findings, i);
        n += finding->code == BC_FOUND_EMPTY_ROW && finding->source &&
             strcmp(finding->source, label) == 0;
    }
    return n;
}

/** What stands behind the `source:` that a message begins with; NULL. */
static const char *behind(const char *source, const char *message)
{
    const size_t n = strlen(source);

    return strncmp(message, source, n) == 0 && message[n] == ':'
               ? message + n + 1
               : NULL;
}

/** 0: the message names none. */
static size_t line_of(const char *source, const char *message)
{
    const char *line = behind(source, message);

    return line && *line >= '0' && *line <= '9' ? strtoul(line, NULL, 10) : 0;
}

void bc_run_tell_unreadable(struct bc_run *run, const char *source,
                            const char *message)
{
    const char *file = run->project.file;

    if (behind(file, message)) /* what it says of the source is wrong */
        source = file;
    bc_findings_add(run->findings,
                    &(struct bc_finding){.code = BC_FOUND_UNREADABLE,
                                         .source = source,
                                         .line = line_of(source, message),
                                         .message = message});
}

enum bc_status bc_run_or_finding(struct bc_run *run, const char *source,
                                 enum bc_status status, struct bc_error *err)
{
    if (status && bc_interrupted) /* a call that was broken off has failed */
        return bc_error_set(err, BC_INTERRUPTED, "interrupted");
    if (!status || !run->collect || status == BC_INTERRUPTED)
        return status;
    bc_run_tell_unreadable(run, source, err->message);
    return BC_OK;
}

static size_t file_in(const struct bc_source *source, const char *message)
{
    for (size_t i = 0; i < source->n_paths; i++)
        if (behind(source->labels[i], message))
            return i;
    return 0;
}

static void tell_rest(struct bc_run *run, const char *label,
                      const char *message)
{
    const size_t line = line_of(label, message);

    if (line > 0) /* else the message is about all of it */
        bc_findings_add(
            run->findings,
            &(struct bc_finding){
                .code = BC_FOUND_REST_UNREAD,
                .source = label,
                .line = line,
                .message = BC_N("what stands behind the error was not "
                                "examined")});
}

enum bc_status bc_run_file_or_finding(struct bc_run *run,
                                      const struct bc_source *source,
                                      enum bc_word (*word)(struct bc_slice),
                                      enum bc_status status,
                                      struct bc_error *err)
{
    const size_t file = file_in(source, err->message);
    const char *label = source->labels[file];
    struct bc_faults faults;
    bool is_all;

    if (!status || !run->collect || status == BC_INTERRUPTED || bc_interrupted)
        return bc_run_or_finding(run, label, status, err);
    is_all = bc_faults_find(source, file, word, &faults);
    if (!bc_faults_hold(&faults, err)) {
        faults.fault[0] = *err; /* it is none of those */
        faults.n = 1;
        is_all = false;
    }
    for (size_t i = 0; i < faults.n; i++)
        bc_run_tell_unreadable(run, label, faults.fault[i].message);
    if (!is_all)
        tell_rest(run, label, faults.fault[faults.n - 1].message);
    return BC_OK;
}

/** What is wrong in the project becomes findings, and the rest is examined.
 * @return @p status when there is no such thing */
static enum bc_status collect_faults(struct bc_run *run, const char *file,
                                     enum bc_status status)
{
    const struct bc_tree *tree = run->project.tree;
    const size_t n = bc_tree_n_faults(tree);

    for (size_t i = 0; i < n; i++)
        bc_run_tell_unreadable(run, file, bc_tree_fault(tree, i));
    return n > 0 ? BC_OK : status;
}

/** The language of what is written, set before anything is. */
static void set_language(struct bc_run *run)
{
    struct bc_project *project = &run->project;
    enum bc_language language = BC_CHINESE;

    if (run->language)
        project->language = run->language;
    bc_language_parse(project->language, &language);
    bc_report_language_set(language);
    if (!project->title)
        project->title = bc_in_report("流域目标对照");
}

/** In place of one that is none `check` takes the usual one. */
static enum bc_status open_crs(struct bc_run *run, struct bc_error *err)
{
    const struct bc_project *project = &run->project;
    enum bc_status status = bc_crs_new(project->crs, &run->crs, err);
    const struct bc_node *node;
    struct bc_error inner = *err;

    if (!status || !run->collect)
        return status;
    node = bc_node_get(bc_tree_root(project->tree), "crs");
    if (node)
        status = bc_node_error(node, err, "%s", inner.message);
    status = bc_run_or_finding(run, project->file, status, err);
    return status ? status : bc_crs_new(BC_PROJECT_CRS, &run->crs, err);
}

enum bc_status bc_run_open(struct bc_run *run, const char *file,
                           struct bc_error *err)
{
    enum bc_status status = bc_gdal_init(err);

    run->findings = bc_findings_new();
    run->geos = bc_geos_new();
    if (!status)
        status = bc_project_read(file, &run->project, err);
    if (status && run->collect)
        status = collect_faults(run, file, status);
    if (run->project.limits.seconds > 0)
        bc_deadline_set(run->project.limits.seconds);
    if (!status) {
        set_language(run);
        bc_project_doubt(&run->project, run->findings);
    }
    protect_inputs(&run->project);
    if (!status)
        status = open_crs(run, err);
    return status;
}

void bc_run_clear(struct bc_run *run)
{
    bc_progress_clear(&run->counts);
    bc_upstream_clear(&run->upstream);
    bc_gaps_clear(&run->gaps);
    bc_series_free(run->series);
    bc_results_clear(&run->results);
    bc_targets_clear(&run->targets);
    bc_layer_free(run->target_table);
    bc_layer_free(run->what_if_table);
    free(run->rating);
    free(run->lake_judgement);
    free(run->before);
    free(run->judgement);
    bc_observations_free(run->earlier_observations);
    bc_result_folder_clear(&run->earlier);
    bc_table_clear(&run->confidence);
    bc_resample_free(run->days);
    bc_table_clear(&run->amounts);
    free(run->risk_listed);
    bc_flood_free(run->flood);
    bc_daily_free(run->daily);
    bc_observations_free(run->observations);
    bc_network_free(run->network);
    bc_layer_free(run->redline_buffers);
    bc_layer_free(run->water_strips);
    bc_layer_free(run->fences);
    bc_overlay_clear(&run->overlay);
    bc_near_clear(&run->section_near);
    bc_near_clear(&run->suspect_near);
    bc_near_clear(&run->outfall_near);
    bc_cover_clear(&run->outfall_zones);
    bc_cover_clear(&run->section_redlines);
    bc_cover_clear(&run->suspect_redlines);
    bc_cover_clear(&run->outfall_redlines);
    bc_join_clear(&run->suspect_join);
    bc_join_clear(&run->outfall_join);
    bc_join_clear(&run->section_join);
    bc_findings_free(run->counted_findings);
    bc_crosswalk_free(run->crosswalk);
    bc_layer_free(run->crosswalk_table);
    free(run->inputs);
    bc_index_free(run->basin_index);
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
        .pictures = project->pictures,
        .resolution_m = project->resolution_m,
        .raster = project->raster,
        .geodesy = run->crs,
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
        .zones = bc_run_layer(run, "zones"),
        .redline_buffers = run->redline_buffers,
        .water_strips = run->water_strips,
        .fences = run->fences,
        .section_near = run->section_near.first ? &run->section_near : NULL,
        .outfall_near = run->outfall_near.first ? &run->outfall_near : NULL,
        .suspect_near = run->suspect_near.first ? &run->suspect_near : NULL,
        .outfall_zones = run->outfall_zones.first ? &run->outfall_zones : NULL,
        .buffers = &project->method.redline_buffers,
        .duplicate_distance_m = project->method.duplicate_distance_m,
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
        .daily = run->daily,
        .water_method = &project->method.water,
        .judgement = run->judgement,
        .judgement_before = run->before,
        .lake_judgement = run->lake_judgement,
        .rating = run->rating,
        .targets = &run->targets,
        .results = &run->results,
        .upstream = run->network && bc_run_layer(run, "outfalls")
                        ? &run->upstream
                        : NULL,
        .gaps = &run->gaps,
        .progress = &run->counts,
        .series = run->series,
        .card_rule = project->method.cards,
        .strict = project->method.strict,
        .exclude_no_action = project->method.exclude_no_action,
        .findings = run->findings,
        .n_inputs = run->n_inputs,
        .inputs = run->inputs};
    if (run->observations)
        outcome->observation_counts = bc_observations_counts(run->observations);
}
