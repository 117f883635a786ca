/* SPDX-License-Identifier: MIT */
#include "cli/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/run_parts.h"
#include "geo/antimeridian.h"
#include "geo/coordinate.h"
#include "geo/examine.h"
#include "geo/nesting.h"
#include "plan/condition.h"
#include "plan/derive.h"

static size_t rows_of(const struct bc_layer *layer, const char *label)
{
    size_t n = 0;

    for (size_t i = 0; i < layer->n_features; i++)
        n += strcmp(layer->row_source[i], label) == 0;
    return n;
}

/** How many rows went, those apart of which nobody can tell. */
static void tell_left_out(struct bc_run *run, const struct bc_layer *layer,
                          const char *where, size_t n_false, size_t n_unknown)
{
    struct bc_finding finding = {.source = layer->source, .value = where};

    finding.code = BC_FOUND_LEFT_OUT;
    if (n_false)
        bc_findings_addf(run->findings, finding, "'where' leaves out %zu rows",
                         n_false);
    finding.code = BC_FOUND_WHERE_UNKNOWN;
    if (n_unknown)
        bc_findings_addf(run->findings, finding,
                         "'where' cannot be told of %zu rows, for cells are "
                         "empty; they were left out",
                         n_unknown);
}

/** Rows of which `where` is true stay. */
static enum bc_status apply_where(struct bc_run *run,
                                  const struct bc_project_source *entry,
                                  struct bc_layer *layer, struct bc_error *err)
{
    struct bc_condition *condition = NULL;
    struct bc_error inner = {0};
    bool *keep = NULL;
    size_t n_false = 0, n_unknown = 0;
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
        enum bc_truth truth = bc_condition_test(condition, layer, i);

        keep[i] = truth == BC_TRUE;
        n_false += truth == BC_FALSE;
        n_unknown += truth == BC_UNKNOWN;
    }
    bc_layer_keep(layer, keep);
    tell_left_out(run, layer, entry->where, n_false, n_unknown);

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
        bc_antimeridian_cut(run->geos, layer, run->findings);
    if (!status && layer->geometry == BC_GEOMETRY_POLYGON)
        status =
            bc_geometry_repair(run->geos, run->crs, layer,
                               method->repair_max_change, run->findings, err);
    if (!status)
        status = apply_where(run, entry, layer, err);
    if (!status)
        bc_distinct_codes(layer, run->findings);
    if (!status && strcmp(layer->role, "basins") == 0)
        bc_nesting_check(layer, run->findings);
    if (!status)
        status =
            bc_examine_features(run->geos, layer, method->sliver_area_m2,
                                method->sliver_width_m, run->findings, err);
    return status;
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
        struct bc_input_file *input = bc_run_add_input(
            run, source->labels[i], source->paths[i], source->role);
        input->rows_read = rows_of(layer, source->labels[i]) +
                           bc_run_empty_rows(run->findings, source->labels[i]);
    }
    if (layer->n_features == 0)
        bc_findings_add(run->findings,
                        &(struct bc_finding){.code = BC_FOUND_EMPTY_LAYER,
                                             .source = layer->source,
                                             .message = BC_N("holds no row")});
    layer->illustrative = source->illustrative;
    if (layer->illustrative)
        bc_findings_add(run->findings,
                        &(struct bc_finding){
                            .code = BC_FOUND_ILLUSTRATIVE,
                            .source = layer->source,
                            .message = BC_N("the project marks this layer as "
                                            "illustrative; outputs say so")});
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

bool bc_run_wanted(const char *role, const char *const *roles)
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
        if (bc_run_is_observations(&entry->source) ||
            !bc_run_wanted(entry->source.role, roles))
            continue;
        status = read_layer(run, entry, err);
        status = bc_run_or_finding(run, entry->source.labels[0], status, err);
        bc_run_tell(run, 0.3 * (double)(i + 1) / (double)project->n_sources);
    }
    if (!status && bc_run_layer(run, "basins"))
        for (size_t i = 0; i < run->n_layers; i++)
            bc_examine_swapped(run->layers[i], bc_run_layer(run, "basins"),
                               run->findings);
    return status;
}
