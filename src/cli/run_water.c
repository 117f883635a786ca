/* SPDX-License-Identifier: MIT */
#include "cli/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/run_parts.h"
#include "plan/derive.h"

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
    struct bc_input_file *input = bc_run_add_input(
        run, source->labels[file], source->paths[file], source->role);
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
        if (!bc_run_is_observations(source))
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
            status = bc_run_or_finding(run, source->labels[file], status, err);
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
    bc_run_tell(run, 0.7);
    return BC_OK;
}
