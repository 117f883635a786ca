/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "cli/classify_options.h"
#include "cli/classify_other.h"
#include "cli/classify_tables.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/project.h"
#include "cli/server_observations.h"
#include "layer/connection.h"
#include "layer/source.h"
#include "output/table.h"
#include "water/assess.h"
#include "water/cells.h"
#include "water/observation.h"
#include "water/sample.h"
#include "water/section.h"

/** One run of `classify`. */
struct job {
    const struct bc_classify_request *request;
    struct bc_layer *sections; /* NULL: none was given */
    struct bc_findings *findings;
    struct bc_text method;      /* in words, for every row */
    struct bc_samples *samples; /* being made; NULL: no samples are */
    struct bc_arena arena;      /* labels of servers */
    struct bc_table table;
};

/* Reading ------------------------------------------------------------------ */

/** A table of which no position is wanted. */
static enum bc_status read_table(struct job *job, const char *role,
                                 const char *file, struct bc_layer **layer,
                                 struct bc_error *err)
{
    const struct bc_source source = {.role = role,
                                     .table = true,
                                     .limits = &job->request->limits,
                                     .n_paths = 1,
                                     .paths = &file,
                                     .labels = &file};

    return bc_layer_read(&source, job->findings, layer, err);
}

static enum bc_status stream_files(const struct job *job, const char *pattern,
                                   const struct bc_rows_sink *sink,
                                   struct bc_error *err)
{
    struct bc_source source = {.role = "observations",
                               .limits = &job->request->limits,
                               .layer = job->request->layer};
    char **paths = NULL;
    size_t n = 0;
    enum bc_status status = bc_source_expand(NULL, pattern, &paths, &n, err);

    if (!status) {
        source.n_paths = n;
        source.paths = (const char **)paths;
        source.labels = (const char **)paths;
        for (size_t i = 0; i < n; i++)
            bc_print_protect(paths[i]);
        status = bc_rows_read(&source, sink, err);
    }
    for (size_t i = 0; i < n; i++)
        free(paths[i]);
    free(paths);
    return status;
}

/** Sums, where @p observations are to be filled; else rows. */
static enum bc_status stream_server(struct job *job, const char *connection,
                                    struct bc_observations *observations,
                                    const struct bc_rows_sink *sink,
                                    struct bc_error *err)
{
    const struct bc_server_observations to = {.observations = observations,
                                              .findings = job->findings,
                                              .duplicates =
                                                  job->request->duplicates};
    struct bc_source source = {.role = "observations",
                               .layer = job->request->layer,
                               .n_paths = 1,
                               .paths = &connection};
    /* samples keep them all */
    const enum bc_duplicates duplicates =
        job->samples ? BC_DUPLICATES_MEAN : job->request->duplicates;
    enum bc_status status = bc_connection_check(connection, err);
    const char *kept;
    char *label;

    if (status)
        return status;
    label = bc_connection_label(connection, source.layer);
    kept = bc_arena_copy(&job->arena, label, strlen(label));
    free(label);
    source.labels = &kept;
    return observations ? bc_server_observations_read(&to, &source, err)
                        : bc_server_rows_read(&source, duplicates, job->samples,
                                              sink, err);
}

/** Brings all that the command line names into a sink, which is that of
 * @p observations where there are any. */
static enum bc_status stream(struct job *job, const struct bc_rows_sink *sink,
                             struct bc_observations *observations,
                             struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (size_t f = 0; !status && f < job->request->n_files; f++) {
        const char *file = job->request->files[f];
        const bool server = bc_connection_is(file);

        if (observations)
            bc_observations_hold(observations,
                                 bc_observations_room(server ? NULL : file));
        status = server ? stream_server(job, file, observations, sink, err)
                        : stream_files(job, file, sink, err);
        if (!status && observations)
            status = bc_observations_end_file(observations, err);
    }
    return status;
}

/* By sample ---------------------------------------------------------------- */

static enum bc_status add_sample(void *context, const struct bc_sample *sample,
                                 struct bc_error *err)
{
    struct job *job = context;

    (void)err;
    bc_table_classes_add(&job->table, sample->section, sample->time,
                         &sample->judgement, bc_text_string(&job->method));
    return BC_OK;
}

static enum bc_status classify_samples(struct job *job, struct bc_error *err)
{
    struct bc_sample_options options = {.sections = job->sections,
                                        .method = &job->request->method,
                                        .offset_minutes = 480,
                                        .year = job->request->year,
                                        .visit = add_sample,
                                        .context = job};
    struct bc_samples *samples = bc_samples_new(&options, job->findings);
    struct bc_rows_sink sink = bc_samples_sink(samples);
    enum bc_status status;

    job->samples = samples;
    status = stream(job, &sink, NULL, err);
    if (!status)
        status = bc_samples_finish(samples, err);
    job->samples = NULL;
    bc_samples_free(samples);
    return status;
}

/* Periods ------------------------------------------------------------------ */

/** The whole period: what was asked for, else all months with samples. */
static bool whole_period(const struct bc_classify_request *request,
                         const struct bc_observations *observations,
                         struct bc_period *period)
{
    int first = 0, last = 0;

    *period = request->period;
    if (request->has_period)
        return true;
    if (!bc_observations_months(observations, &first, &last))
        return false;
    *period = bc_period_of_months(first, last);
    return true;
}

static struct bc_period period_before(const struct bc_classify_request *request,
                                      const struct bc_period *period)
{
    return request->has_before ? request->before
                               : bc_period_year_before(period);
}

/* Classes ------------------------------------------------------------------ */

/** A section, or the points of a lake, or of a part of one. */
struct unit {
    const char *name;
    const size_t *rows;
    size_t n;
    bool is_group; /* points are averaged */
};

static void add_class(struct job *job,
                      const struct bc_observations *observations,
                      const struct unit *unit, const struct bc_period *period,
                      bool always)
{
    const struct bc_water_method *method = &job->request->method;
    struct bc_judgement judgement;

    if (unit->is_group)
        bc_assess_group(observations, method, job->sections, unit->rows,
                        unit->n, period, &judgement);
    else
        bc_assess_section(observations, method, job->sections, unit->rows[0],
                          period, always ? job->findings : NULL, &judgement);
    if (!always)
        bc_classify_tell_blind(method, unit->name, period, &judgement,
                               job->findings);
    if (always || judgement.n_samples)
        bc_table_classes_add(&job->table, unit->name, period->label, &judgement,
                             bc_text_string(&job->method));
}

/** The parts of the whole period that have a row each. */
struct steps {
    struct bc_period whole, *parts;
    size_t n;
};

/** @return false when there is nothing */
static bool find_steps(const struct bc_classify_request *request,
                       const struct bc_observations *observations,
                       struct steps *steps)
{
    const enum bc_classify_by by = request->by;
    const int months = by == BC_BY_MONTH ? 1 : by == BC_BY_QUARTER ? 3 : 12;
    int first, last;

    *steps = (struct steps){0};
    if (!whole_period(request, observations, &steps->whole))
        return false;
    first = bc_month_of_day(steps->whole.first);
    last = bc_month_of_day(steps->whole.last);
    first -= first % months;
    steps->parts =
        bc_alloc((size_t)last - (size_t)first + 1, sizeof *steps->parts);
    for (; first <= last; first += months)
        steps->parts[steps->n++] =
            bc_period_of_months(first, first + months - 1);
    return true;
}

/** Rows of one unit: one a period that has samples; the whole period is a row
 * even without, so that no section of the table is missing. */
static void add_unit(struct job *job,
                     const struct bc_observations *observations,
                     const struct steps *steps, const struct unit *unit)
{
    if (job->request->by == BC_BY_PERIOD) {
        add_class(job, observations, unit, &steps->whole, true);
        return;
    }
    for (size_t step = 0; step < steps->n; step++) {
        if (step + 1 < steps->n)
            bc_observations_fetch(observations, unit->rows[0],
                                  &steps->parts[step + 1]);
        add_class(job, observations, unit, &steps->parts[step], false);
    }
}

/** Sections whose rows are made beside those of others. */
struct block {
    struct bc_table table;
    struct bc_findings *findings;
};

struct blocks {
    const struct job *job;
    const struct bc_classified *all;
    const struct steps *steps;
    struct block *block;
    size_t n, first; /* of all, and the first of those in the making */
};

static void fill_block(void *context, size_t chunk)
{
    const struct blocks *blocks = context;
    const size_t n = bc_classified_count(blocks->all);
    const size_t b = blocks->first + chunk;
    struct job part = {.request = blocks->job->request,
                       .sections = blocks->job->sections,
                       .findings = bc_findings_new(),
                       .method = blocks->job->method};

    bc_table_classes_start(&part.table);
    if (!blocks->job->request->json)
        bc_table_print(&part.table, false);
    for (size_t i = bc_chunk_begin(n, blocks->n, b);
         i < bc_chunk_begin(n, blocks->n, b + 1); i++) {
        const struct unit unit = {
            .name = bc_classified_code(blocks->all, i), .rows = &i, .n = 1};

        add_unit(&part, blocks->all->observations, blocks->steps, &unit);
    }
    blocks->block[chunk] = (struct block){part.table, part.findings};
}

/** Blocks are few at once: their rows are copied when they are put together. */
static void add_sections(struct job *job, const struct bc_classified *all,
                         const struct steps *steps)
{
    enum { SECTIONS = 32, BLOCKS = 32 };
    struct block block[BLOCKS];
    struct blocks blocks = {
        job, all, steps, block, bc_chunks(bc_classified_count(all), SECTIONS),
        0};

    for (; blocks.first < blocks.n; blocks.first += BLOCKS) {
        size_t left = blocks.n - blocks.first;
        size_t n = left < BLOCKS ? left : BLOCKS;

        bc_parallel_for(n, fill_block, &blocks);
        for (size_t b = 0; b < n; b++) {
            bc_table_append(&job->table, &block[b].table);
            bc_findings_append(job->findings, block[b].findings);
            bc_findings_free(block[b].findings);
        }
    }
}

/** The lake that a section is a point of, or NULL. */
static const char *lake_of(const struct job *job, size_t section)
{
    enum bc_water water = bc_section_water(job->sections, section);

    if (water == BC_WATER_UNKNOWN)
        water = job->request->method.water;
    return water == BC_LAKE || water == BC_RESERVOIR
               ? bc_layer_text(job->sections, "water", section)
               : NULL;
}

static bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/** The points of @p lake, all or those of one part, that are not dry; none when
 * a section before @p first is one of them, for then they are done. */
static size_t lake_points(const struct job *job, const char *lake,
                          const char *part, size_t first, size_t *rows)
{
    size_t n = 0;

    for (size_t i = 0; i < job->sections->n_features; i++) {
        if (!same_text(lake_of(job, i), lake) ||
            (part && !same_text(bc_layer_text(job->sections, "part", i), part)))
            continue;
        if (i < first)
            return 0;
        if (!bc_section_is_dry(job->sections, i))
            rows[n++] = i;
    }
    return n;
}

/** `洪湖` and `洪湖/北部`: each lake, and each part of it, once. */
static void add_lakes(struct job *job,
                      const struct bc_observations *observations,
                      const struct steps *steps)
{
    const struct bc_layer *sections = job->sections;
    size_t n = sections ? sections->n_features : 0;
    size_t *rows = bc_alloc(n + 1, sizeof *rows);

    for (size_t i = 0; i < n; i++) {
        const char *lake = lake_of(job, i);
        const char *part = bc_layer_text(sections, "part", i);
        struct unit unit = {.name = lake, .rows = rows, .is_group = true};
        struct bc_text name = {0};

        unit.n = lake ? lake_points(job, lake, NULL, i, rows) : 0;
        if (unit.n > 0)
            add_unit(job, observations, steps, &unit);
        unit.n = lake && part ? lake_points(job, lake, part, i, rows) : 0;
        if (unit.n > 0) {
            bc_text_printf(&name, "%s/%s", lake, part);
            unit.name = bc_text_string(&name);
            add_unit(job, observations, steps, &unit);
        }
        bc_text_clear(&name);
    }
    free(rows);
}

static void add_classes(struct job *job,
                        const struct bc_observations *observations)
{
    const struct bc_classified all = {.observations = observations,
                                      .sections = job->sections};
    struct steps steps;

    if (!find_steps(job->request, observations, &steps))
        return;
    add_sections(job, &all, &steps);
    if (job->request->lakes)
        add_lakes(job, observations, &steps);
    free(steps.parts);
}

/* Further tables of means -------------------------------------------------- */

static enum bc_status add_risks(struct job *job,
                                const struct bc_classified *classified,
                                struct bc_error *err)
{
    const struct bc_classify_request *request = job->request;
    const char *file = request->risk_file;
    struct bc_project project = {0};
    struct bc_layer *table = NULL;
    bool *listed = NULL;
    enum bc_status status = BC_OK;

    if (!file && request->project_file) {
        status = bc_project_read(request->project_file, &project, err);
        file = project.risk_list.path;
    }
    if (!status && file)
        status = read_table(job, "list", file, &table, err);
    if (!status && table)
        status =
            bc_risk_read_list(table, job->sections, classified->observations,
                              job->findings, &listed, err);
    if (!status)
        bc_classify_risk(classified, listed, &job->table);
    free(listed);
    bc_layer_free(table);
    bc_project_clear(&project);
    return status;
}

static enum bc_status add_background(struct job *job,
                                     const struct bc_classified *classified,
                                     struct bc_error *err)
{
    struct bc_background background = {0};
    struct bc_layer *table = NULL;
    enum bc_status status =
        read_table(job, "background", job->request->rules_file, &table, err);

    if (!status)
        status = bc_background_read(table, job->sections, job->findings,
                                    &background, err);
    if (!status)
        bc_classify_background(classified, &background, &job->table);
    bc_background_clear(&background);
    bc_layer_free(table);
    return status;
}

static bool is_project(const char *file)
{
    const char *dot = strrchr(file, '.');

    return dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

/** The rule, and the pairs unless given, that a project file names; they live
 * as long as @p project. */
static enum bc_status files_of_project(struct bc_project *project,
                                       const char **rules, const char **pairs,
                                       struct bc_error *err)
{
    enum bc_status status = bc_project_read(*rules, project, err);

    if (!status && !project->compensation.path)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: no 'compensation' under 'method'; name the "
                              "table of the rule there",
                              *rules);
    if (status)
        return status;
    *rules = project->compensation.path;
    if (!*pairs)
        *pairs = project->compensation_pairs.path;
    return BC_OK;
}

static enum bc_status add_compensation(struct job *job,
                                       const struct bc_classified *classified,
                                       struct bc_error *err)
{
    const struct bc_classify_request *request = job->request;
    struct bc_project project = {0};
    struct bc_compensation_rule rule = {0};
    struct bc_layer *rules = NULL, *pairs = NULL;
    const char *rules_file = request->rules_file;
    const char *pairs_file = request->pairs_file;
    enum bc_status status = BC_OK;

    if (is_project(rules_file))
        status = files_of_project(&project, &rules_file, &pairs_file, err);
    if (!status && strcmp(rules_file, "example") == 0)
        rules = bc_compensation_example();
    else if (!status)
        status = read_table(job, "compensation", rules_file, &rules, err);
    if (!status && pairs_file)
        status = read_table(job, "pairs", pairs_file, &pairs, err);
    if (!status)
        status = bc_compensation_read(rules, NULL, &rule, err);
    if (!status && !rule.before && !pairs)
        status = bc_error_set(err, BC_USAGE,
                              "the rule '%s' compares with the section "
                              "upstream: add --pairs TABLE (断面, 上游断面)",
                              rule.name);
    if (!status)
        status = bc_classify_compensation(
            classified, &rule, pairs,
            request->has_by && request->by == BC_BY_MONTH,
            request->has_before ? &request->before : NULL, &job->table, err);
    bc_compensation_clear(&rule);
    bc_layer_free(pairs);
    bc_layer_free(rules);
    bc_project_clear(&project);
    return status;
}

/** A table of which nothing can be said is a wrong file, not a clean river. */
static enum bc_status no_sample(const struct bc_classify_request *request,
                                struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT,
                        "'%s' holds no sample that can be used",
                        request->files[0]);
}

/** A month, a quarter or a year after the other, each with its own before. */
static void add_ratings(struct job *job, const struct bc_classified *classified)
{
    const struct bc_classify_request *request = job->request;
    struct bc_rated_period *periods = NULL;
    struct steps steps = {0};

    if (request->has_by && request->by != BC_BY_PERIOD)
        find_steps(request, classified->observations, &steps);
    periods = bc_alloc(steps.n + 1, sizeof *periods);
    for (size_t i = 0; i < steps.n; i++)
        periods[i] = (struct bc_rated_period){
            steps.parts[i], period_before(request, &steps.parts[i])};
    bc_classify_rating(classified, periods, steps.n, &job->table);
    free(periods);
    free(steps.parts);
}

static enum bc_status add_further(struct job *job,
                                  const struct bc_observations *observations,
                                  struct bc_error *err)
{
    const struct bc_classify_request *request = job->request;
    const struct bc_supply_options supply = bc_supply_options_default();
    struct bc_classified classified = {.observations = observations,
                                       .method = &request->method,
                                       .method_text =
                                           bc_text_string(&job->method),
                                       .change = &request->change,
                                       .risk = &request->risk,
                                       .sections = job->sections,
                                       .findings = job->findings};

    if (!whole_period(request, observations, &classified.period))
        return no_sample(request, err);
    classified.before = period_before(request, &classified.period);
    switch (request->what) {
    case BC_RATINGS:
        add_ratings(job, &classified);
        break;
    case BC_CHANGES:
        bc_classify_change(&classified, &job->table);
        break;
    case BC_TRENDS:
        bc_classify_trend(&classified,
                          request->has_by && request->by == BC_BY_MONTH
                              ? BC_TREND_MONTHS
                              : BC_TREND_YEARS,
                          &job->table);
        break;
    case BC_RISKS:
        return add_risks(job, &classified, err);
    case BC_YEAR_TO_DATE:
        bc_classify_year_to_date(&classified, &job->table);
        break;
    case BC_SUPPLY:
        bc_classify_supply(&classified, &supply, &job->table);
        break;
    case BC_BACKGROUND:
        return add_background(job, &classified, err);
    default: /* the others are made from something else than means */
        assert(request->what == BC_COMPENSATION);
        return add_compensation(job, &classified, err);
    }
    return BC_OK;
}

static enum bc_status classify_periods(struct job *job, struct bc_error *err)
{
    const struct bc_classify_request *request = job->request;
    const struct bc_period span =
        bc_water_method_span(&request->method, &request->period);
    /* The further tables look at other years too. */
    const struct bc_observation_options options = {
        .sections = job->sections,
        .periods = &span,
        .n_periods = request->has_period && request->what == BC_CLASSES,
        .offset_minutes = 480,
        .year = request->year,
        .implausible = request->implausible,
        .duplicates = request->duplicates};
    struct bc_observations *observations =
        bc_observations_new(&options, job->findings);
    struct bc_rows_sink sink = bc_observations_sink(observations);
    enum bc_status status = stream(job, &sink, observations, err);

    if (!status)
        status = bc_observations_finish(observations, err);
    if (!status && request->what != BC_CLASSES)
        status = add_further(job, observations, err);
    else if (!status)
        add_classes(job, observations);
    bc_observations_free(observations);
    return status;
}

/* Flood season, black-odorous waters --------------------------------------- */

static enum bc_status read_rain(struct job *job,
                                struct bc_flood_options *options,
                                struct bc_flood_rain **rain,
                                struct bc_error *err)
{
    struct bc_layer *table = NULL;
    enum bc_status status = BC_OK;

    if (!job->request->rain_file)
        return BC_OK;
    status = read_table(job, "rain", job->request->rain_file, &table, err);
    if (!status)
        status = bc_flood_rain_read(table, job->findings, rain,
                                    &options->n_rain, err);
    options->rain = *rain;
    bc_layer_free(table);
    return status;
}

static enum bc_status classify_flood(struct job *job, struct bc_error *err)
{
    const struct bc_classify_request *request = job->request;
    struct bc_flood_options options = request->flood;
    struct bc_period period = request->period;
    struct bc_flood_rain *rain = NULL;
    struct bc_flood *flood = NULL;
    struct bc_rows_sink sink;
    enum bc_status status = read_rain(job, &options, &rain, err);

    options.round = request->method.round;
    options.sections = job->sections;
    options.target_class = request->method.target_class;
    options.water = request->method.water;
    options.year = request->year;
    options.duplicates = request->duplicates;
    if (!request->has_period)
        bc_period_parse("1900-01..2100-12", &period);
    flood = bc_flood_new(&options, job->findings);
    sink = bc_flood_sink(flood);
    if (!status)
        status = stream(job, &sink, NULL, err);
    bc_flood_finish(flood);
    if (!status)
        bc_classify_flood(flood, &options, &period, &job->table);
    bc_flood_free(flood);
    free(rain);
    return status;
}

static enum bc_status classify_black_odour(struct job *job,
                                           struct bc_error *err)
{
    const enum bc_odour_setting setting =
        job->request->rural ? BC_ODOUR_RURAL : BC_ODOUR_URBAN;
    const struct bc_odour_rules rules = bc_odour_rules(setting);
    const struct bc_source source = {
        .role = "black_odour",
        .table = true,
        .limits = &job->request->limits,
        .n_paths = job->request->n_files,
        .paths = (const char **)job->request->files,
        .labels = (const char **)job->request->files};
    struct bc_layer *layer = NULL;
    struct bc_odour_reading *readings = NULL;
    struct bc_odour_result result = {0};
    size_t n = 0;
    enum bc_status status = BC_OK;

    for (size_t f = 0; f < source.n_paths && !status; f++)
        if (bc_connection_is(source.paths[f]))
            status = bc_error_set(err, BC_USAGE,
                                  "--black-odour reads files, no server; copy "
                                  "the table to a CSV");
    if (!status)
        status = bc_layer_read(&source, job->findings, &layer, err);
    if (!status)
        status = bc_odour_read(layer, job->findings, &readings, &n, err);
    if (!status) {
        bc_odour_assess(&rules, readings, n, job->findings, &result);
        bc_classify_black_odour(&result, setting, &job->table);
    }
    bc_odour_result_clear(&result);
    free(readings);
    bc_layer_free(layer);
    return status;
}

/* The verb ----------------------------------------------------------------- */

static enum bc_status run(struct job *job, struct bc_error *err)
{
    const struct bc_classify_request *request = job->request;
    const bool samples =
        request->what == BC_CLASSES && request->by == BC_BY_SAMPLE;
    const char *role = request->what == BC_SUPPLY ? "sources" : "sections";
    enum bc_status status = bc_gdal_init(err);

    bc_water_method_text(&request->method, samples, &job->method);
    if (request->what == BC_CLASSES)
        bc_table_classes_start(&job->table);
    if (request->what == BC_CLASSES && !request->json)
        bc_table_print(&job->table, true);
    if (!status && request->sections_file)
        status =
            read_table(job, role, request->sections_file, &job->sections, err);
    if (status)
        return status;
    if (request->what == BC_FLOODS)
        return classify_flood(job, err);
    if (request->what == BC_BLACK_ODOUR)
        return classify_black_odour(job, err);
    status = samples ? classify_samples(job, err) : classify_periods(job, err);
    if (!status && request->what == BC_CLASSES && job->table.n_rows == 0)
        status = no_sample(request, err);
    return status;
}

int cmd_classify(int argc, char **argv)
{
    struct bc_classify_request request;
    struct job job = {.request = &request};
    struct bc_error err = {0};
    int exit_status = bc_classify_read(argc, argv, &request);
    enum bc_status status = BC_OK;

    if (exit_status >= 0)
        return exit_status;
    job.findings = bc_findings_new();
    status = run(&job, &err);
    bc_findings_sort(job.findings);
    bc_print_findings(job.findings);
    if (!status)
        status = bc_print_table(&job.table, request.json, request.out, &err);
    bc_table_clear(&job.table);
    bc_text_clear(&job.method);
    bc_arena_clear(&job.arena);
    bc_layer_free(job.sections);
    bc_findings_free(job.findings);
    return bc_command_end(status, &err);
}
