/* SPDX-License-Identifier: MIT */
#include "cli/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "cli/run_parts.h"
#include "geo/antimeridian.h"
#include "geo/coordinate.h"
#include "geo/examine.h"
#include "geo/index.h"
#include "geo/nesting.h"
#include "geo/repair.h"
#include "layer/alike.h"
#include "plan/condition.h"
#include "plan/derive.h"

/* Rows of a file have one label between them. */
static size_t rows_of(const struct bc_layer *layer, const char *label)
{
    const char *last = NULL;
    bool is_same = false;
    size_t n = 0;

    for (size_t i = 0; i < layer->n_features; i++) {
        if (layer->row_source[i] != last)
            is_same = strcmp(layer->row_source[i], label) == 0;
        last = layer->row_source[i];
        n += is_same;
    }
    return n;
}

/** How many rows went, those apart of which nobody can tell. */
static void tell_left_out(const struct bc_layer *layer, const char *where,
                          size_t n_false, size_t n_unknown,
                          struct bc_findings *findings)
{
    struct bc_finding finding = {.source = layer->source, .value = where};

    finding.code = BC_FOUND_LEFT_OUT;
    if (n_false)
        bc_findings_addf(findings, finding, "'where' leaves out %zu rows",
                         n_false);
    finding.code = BC_FOUND_WHERE_UNKNOWN;
    if (n_unknown)
        bc_findings_addf(findings, finding,
                         "'where' cannot be told of %zu rows, for cells are "
                         "empty; they were left out",
                         n_unknown);
}

/** Rows of which `where` is true stay. */
static enum bc_status apply_where(const struct bc_run *run,
                                  const struct bc_project_source *entry,
                                  struct bc_layer *layer,
                                  struct bc_findings *findings,
                                  struct bc_error *err)
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
    tell_left_out(layer, entry->where, n_false, n_unknown, findings);

done:
    free(keep);
    bc_condition_free(condition);
    return status;
}

/** A layer that is read beside the others, and what was found in it. */
struct reading {
    const struct bc_project_source *entry;
    struct bc_layer *layer;        /* NULL: it could not be read */
    bool may_count;                /* points that need not be held */
    struct bc_run_counted counted; /* those that were not */
    struct bc_index *index;        /* of basins */
    size_t *rows_read;             /* of each of its files */
    struct bc_findings *findings;
    enum bc_status status;
    struct bc_error err;
};

enum bc_status bc_run_place(const struct bc_run *run, struct bc_geos *geos,
                            const struct bc_project_source *entry,
                            struct bc_layer *layer,
                            struct bc_findings *findings, struct bc_error *err)
{
    enum bc_status status = BC_OK;

    if (layer->geometry != BC_GEOMETRY_NONE)
        status = bc_coordinates_normalise(
            run->crs, layer, entry->source.coordinates, findings, err);
    if (!status && layer->geometry != BC_GEOMETRY_NONE)
        status =
            bc_crs_normalise(run->crs, layer, &entry->shift, findings, err);
    if (!status)
        bc_antimeridian_cut(geos, layer, findings);
    if (!status && layer->geometry == BC_GEOMETRY_POLYGON)
        status = bc_geometry_repair(geos, run->crs, layer,
                                    run->project.method.repair_max_change,
                                    findings, err);
    return status;
}

static enum bc_status prepare(const struct bc_run *run, struct bc_geos *geos,
                              struct reading *reading)
{
    const struct bc_project_method *method = &run->project.method;
    const struct bc_project_source *entry = reading->entry;
    struct bc_layer *layer = reading->layer;
    struct bc_findings *findings = reading->findings;
    struct bc_error *err = &reading->err;
    enum bc_status status =
        bc_run_place(run, geos, entry, layer, findings, err);

    if (!status)
        status = apply_where(run, entry, layer, findings, err);
    if (!status) {
        bc_distinct_codes(layer, findings);
        bc_alike_report(layer, findings);
    }
    if (!status && strcmp(layer->role, "basins") == 0)
        bc_nesting_check(layer, findings);
    if (!status)
        bc_examine_features(geos, layer, method->sliver_area_m2,
                            method->sliver_width_m, findings);
    return status;
}

static void note_layer(struct bc_layer *layer, bool is_illustrative,
                       struct bc_findings *findings)
{
    if (layer->n_features == 0)
        bc_findings_add(findings,
                        &(struct bc_finding){.code = BC_FOUND_EMPTY_LAYER,
                                             .source = layer->source,
                                             .message = BC_N("holds no row")});
    layer->illustrative = is_illustrative;
    if (layer->illustrative)
        bc_findings_add(findings,
                        &(struct bc_finding){
                            .code = BC_FOUND_ILLUSTRATIVE,
                            .source = layer->source,
                            .message = BC_N("the project marks this layer as "
                                            "illustrative; outputs say so")});
}

/** All layers, each by one thread. */
struct readings {
    const struct bc_run *run;
    struct reading *reading;
    size_t n;
};

static void read_whole(const struct bc_run *run, struct reading *reading)
{
    const struct bc_source *source = &reading->entry->source;
    struct bc_geos *geos = bc_geos_new();

    reading->status = bc_run_go_on(source->labels[0], &reading->err);
    if (!reading->status)
        reading->status = bc_layer_read(source, reading->findings,
                                        &reading->layer, &reading->err);
    if (!reading->status) {
        for (size_t i = 0; i < source->n_paths; i++)
            reading->rows_read[i] =
                rows_of(reading->layer, source->labels[i]) +
                bc_run_empty_rows(reading->findings, source->labels[i]);
        note_layer(reading->layer, source->illustrative, reading->findings);
        reading->status = prepare(run, geos, reading);
    }
    if (!reading->status && strcmp(source->role, "basins") == 0)
        reading->index = bc_index_new(&reading->layer->shapes);
    bc_geos_free(geos);
}

static void read_layer(void *context, size_t which)
{
    const struct readings *readings = context;
    struct reading *reading = &readings->reading[which];

    if (!reading->may_count)
        read_whole(readings->run, reading);
}

/** All that are held, beside the points that are not. */
struct held {
    struct readings *readings;
    struct bc_run_basins basins;
};

static void read_held(void *context)
{
    struct held *held = context;
    const struct readings *readings = held->readings;

    bc_parallel_for(readings->n, read_layer, held->readings);
    for (size_t i = 0; i < readings->n; i++)
        if (readings->reading[i].index) {
            held->basins.layer = readings->reading[i].layer;
            held->basins.index = readings->reading[i].index;
        }
}

static void count_points(const struct bc_run *run, struct reading *points,
                         struct bc_run_basins *basins)
{
    const struct bc_source *source = &points->entry->source;

    if (!bc_run_count(run, points->entry, basins, points->findings,
                      &points->counted)) {
        read_whole(run, points);
        return;
    }
    points->rows_read[0] = points->counted.n_rows;
    points->layer =
        bc_layer_new(source->role, source->labels[0], BC_GEOMETRY_POINT, 0);
}

/** One at most need not be held (bc_run_may_count). */
static void read_all(struct readings *readings)
{
    struct held held = {.readings = readings};
    struct reading *points = NULL;

    for (size_t i = 0; i < readings->n; i++)
        if (readings->reading[i].may_count)
            points = &readings->reading[i];
    if (!points) {
        read_held(&held);
        return;
    }
    held.basins.beside = bc_beside_start(read_held, &held);
    count_points(readings->run, points, &held.basins);
    bc_run_basins_wait(&held.basins);
}

/** Makes what was read the run's, as if it had been read in its turn. */
static enum bc_status take_layer(struct bc_run *run, struct reading *reading,
                                 struct bc_error *err)
{
    const struct bc_source *source = &reading->entry->source;

    bc_findings_append(run->findings, reading->findings);
    for (size_t i = 0; reading->layer && i < source->n_paths; i++) {
        struct bc_input_file *input = bc_run_add_input(
            run, source->labels[i], source->paths[i], source->role);

        input->rows_read = reading->rows_read[i];
        input->rows_used =
            rows_of(reading->layer, input->label) + reading->counted.n_rows;
        input->rows_listed = input->rows_read - input->rows_used;
    }
    if (reading->status) {
        *err = reading->err;
        return bc_run_file_or_finding(run, source, NULL, reading->status, err);
    }
    if (reading->index)
        run->basin_index = reading->index;
    if (reading->counted.count) {
        run->section_join.counted = reading->counted.count;
        run->counted_findings = reading->counted.findings;
    }
    run->layers[run->n_layers++] = reading->layer;
    reading->counted = (struct bc_run_counted){0};
    reading->index = NULL;
    reading->layer = NULL;
    return BC_OK;
}

static void reading_clear(struct reading *reading)
{
    bc_index_free(reading->index);
    bc_layer_free(reading->layer);
    bc_findings_free(reading->counted.findings);
    free(reading->counted.count);
    bc_findings_free(reading->findings);
    free(reading->rows_read);
}

bool bc_run_is_unread(const struct bc_run *run, const char *role)
{
    for (size_t i = 0; i < run->project.n_sources; i++)
        if (strcmp(run->project.sources[i].source.role, role) == 0)
            return !bc_run_layer(run, role);
    return false;
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

/** The layers of these roles, yet to be read. */
static struct readings choose_layers(const struct bc_run *run,
                                     const char *const *roles)
{
    const struct bc_project *project = &run->project;
    struct readings readings = {
        run, bc_alloc(project->n_sources + 1, sizeof *readings.reading), 0};

    for (size_t i = 0; i < project->n_sources; i++) {
        const struct bc_project_source *entry = &project->sources[i];

        if (entry->is_faulty || bc_run_is_observations(&entry->source) ||
            !bc_run_wanted(entry->source.role, roles))
            continue;
        readings.reading[readings.n++] = (struct reading){
            .entry = entry,
            .may_count = bc_run_may_count(run, entry),
            .rows_read = bc_alloc(entry->source.n_paths, sizeof(size_t)),
            .findings = bc_findings_new()};
    }
    return readings;
}

enum bc_status bc_run_layers(struct bc_run *run, const char *const *roles,
                             struct bc_error *err)
{
    struct readings readings = choose_layers(run, roles);
    enum bc_status status = BC_OK;

    run->layers = bc_alloc(readings.n + 1, sizeof *run->layers);
    read_all(&readings);
    for (size_t i = 0; i < readings.n; i++) {
        if (!status)
            status = take_layer(run, &readings.reading[i], err);
        reading_clear(&readings.reading[i]);
    }
    free(readings.reading);
    bc_run_tell(run, 0.3);
    if (!status && bc_run_layer(run, "basins"))
        for (size_t i = 0; i < run->n_layers; i++)
            bc_examine_swapped(run->layers[i], bc_run_layer(run, "basins"),
                               run->findings);
    return status;
}
