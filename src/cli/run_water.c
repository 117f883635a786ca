/* SPDX-License-Identifier: MIT */
#include "cli/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "cli/classify_other.h"
#include "cli/run_parts.h"
#include "cli/server_observations.h"
#include "plan/derive.h"
#include "plan/what_if.h"
#include "water/lack.h"
#include "water/section.h"

enum { MOST_PERIODS = 4 };

/** Rows that enter no sum, each kind a finding or counted in one. */
static size_t listed_rows(const struct bc_observation_counts *counts)
{
    return counts->rows_empty + counts->rows_bad_time + counts->rows_outside +
           counts->rows_unknown + counts->rows_duplicate;
}

/** Curves, replicates and the flood season look at the days of a month. */
static bool wants_days(const void *context, int month)
{
    const struct bc_run *run = context;
    const struct bc_period *period = &run->project.period;
    const bool inside = month >= bc_month_of_day(period->first) &&
                        month <= bc_month_of_day(period->last);

    return run->days || (inside && run->daily) ||
           (inside && run->flood &&
            run->project.method.flood.months[month % 12]);
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
    const struct bc_server_observations to = {
        .observations = run->observations,
        .findings = run->findings,
        .duplicates = run->project.method.duplicates,
        .wants_days = wants_days,
        .context = run};
    enum bc_status status = BC_OK, ended;

    one.n_paths = 1;
    one.paths = &source->paths[file];
    one.labels = &source->labels[file];
    bc_observations_set_year(run->observations, source->year);
    bc_observations_set_kind(run->observations, source->kind);
    if (run->flood)
        bc_flood_set_kind(run->flood, source->kind);
    bc_observations_hold(run->observations, bc_observations_room(input->path));
    status = input->path ? bc_rows_read(&one, &sink, err)
                         : bc_server_observations_read(&to, &one, err);
    ended = bc_observations_end_file(run->observations, status ? NULL : err);
    status = status ? status : ended;
    after = bc_observations_counts(run->observations);
    input->rows_read = after.rows_read - before.rows_read;
    input->rows_used = after.rows_used - before.rows_used;
    input->rows_listed = listed_rows(&after) - listed_rows(&before);
    run->incomplete_rows |= status != BC_OK;
    return bc_run_file_or_finding(run, &one, sink.word, status, err);
}

/** Of a server the label, which holds the table. */
static bool is_same_input(const struct bc_input_file *input,
                          const struct bc_source *source, size_t file)
{
    return strcmp(input->role, source->role) == 0 &&
           (input->path ? strcmp(input->path, source->paths[file])
                        : strcmp(input->label, source->labels[file])) == 0;
}

/** A file that is named twice would count twice. */
static enum bc_status refuse_twice(const struct bc_run *run,
                                   const struct bc_source *source, size_t file,
                                   struct bc_error *err)
{
    for (size_t i = 0; i < run->n_inputs; i++)
        if (is_same_input(&run->inputs[i], source, file))
            return bc_error_set(err, BC_BAD_INPUT,
                                "'%s' is named twice among the observations; "
                                "name it once",
                                source->labels[file]);
    return BC_OK;
}

/** The months that end with the period, of which so many may be over. */
static struct bc_period recent_months(const struct bc_project *project)
{
    int last = bc_month_of_day(project->period.last);

    return bc_period_of_months(last - project->method.risk.months + 1, last);
}

/** January to the end of the period: what the year has had so far. */
static struct bc_period year_to_date(const struct bc_project *project)
{
    int last = bc_month_of_day(project->period.last);

    return bc_period_of_months(last - last % 12, last);
}

/** Everything that is asked of the observations: the period, the year so far,
 * what it is compared with, the months of the risk of rebound. */
static size_t wanted_periods(const struct bc_project *project,
                             const struct bc_compensation_rule *rule,
                             struct bc_period wanted[MOST_PERIODS])
{
    size_t n = 0;

    wanted[n++] = project->period;
    wanted[n++] = year_to_date(project);
    if (project->has_before && (!project->earlier.path || rule->before))
        wanted[n++] = project->before;
    else if (rule->before)
        wanted[n++] = bc_period_year_before(&project->period);
    for (size_t i = 0; i < n; i++)
        wanted[i] = bc_water_method_span(&project->method.water, &wanted[i]);
    if (project->method.risk.months_over > 0)
        wanted[n++] = recent_months(project);
    return n;
}

/** Whether a day of the flood season lies in the period. */
static bool has_season(const struct bc_project *project)
{
    int last = bc_month_of_day(project->period.last);

    for (int m = bc_month_of_day(project->period.first); m <= last; m++)
        if (project->method.flood.months[m % 12])
            return true;
    return false;
}

static void start_flood(struct bc_run *run,
                        const struct bc_run_method_tables *tables)
{
    const struct bc_project *project = &run->project;
    struct bc_flood_options options = project->method.flood;

    if (!has_season(project))
        return;
    options.rain = tables->rain;
    options.n_rain = tables->n_rain;
    options.period = &project->period;
    options.sections = bc_run_layer(run, "sections");
    options.round = project->method.water.round;
    options.target_class = project->method.water.target_class;
    options.water = project->method.water.water;
    options.duplicates = project->method.duplicates;
    run->flood = bc_flood_new(&options, NULL);
}

/* Days of the one month that curves are drawn of, days to be drawn anew. */
static void keep_sample(void *context, const struct bc_day_sample *sample)
{
    struct bc_run *run = context;

    if (run->daily)
        bc_daily_keep(run->daily, sample);
    if (run->days)
        bc_resample_keep(run->days, sample);
}

static void start_days(struct bc_run *run,
                       struct bc_observation_options *options)
{
    if (run->replicates.n_replicates)
        run->days = bc_resample_new();
    if (bc_period_months(&run->project.period) == 1)
        run->daily = bc_daily_new(&run->project.period);
    if (run->days || run->daily) {
        options->keep = keep_sample;
        options->keep_context = run;
    }
}

static enum bc_status gather(struct bc_run *run,
                             const struct bc_run_method_tables *tables,
                             struct bc_error *err)
{
    const struct bc_project *project = &run->project;
    struct bc_period periods[MOST_PERIODS];
    struct bc_observation_options options = {
        .sections = bc_run_layer(run, "sections"),
        .periods = periods,
        .n_periods = run->rows_only
                         ? 0 /* all times */
                         : wanted_periods(project, &tables->rule, periods),
        .offset_minutes = 480,
        .visit = run->flood ? bc_flood_take : NULL,
        .visit_day = run->flood ? bc_flood_take_day : NULL,
        .visit_context = run->flood,
        .duplicates = project->method.duplicates,
        .implausible = project->method.implausible};
    enum bc_status status = BC_OK;

    for (size_t i = 0; !status && i < project->n_sources; i++) {
        const struct bc_project_source *entry = &project->sources[i];
        const struct bc_source *source = &entry->source;

        if (!bc_run_is_observations(source))
            continue;
        run->incomplete_rows |= entry->is_faulty || entry->is_partial;
        if (entry->is_faulty)
            continue;
        if (!run->observations) {
            if (!run->rows_only)
                start_days(run, &options);
            run->observations = bc_observations_new(&options, run->findings);
        }
        if (source->illustrative)
            bc_findings_add(
                run->findings,
                &(struct bc_finding){
                    .code = BC_FOUND_ILLUSTRATIVE,
                    .source = source->labels[0],
                    .message = BC_N("the project marks these observations "
                                    "as illustrative; outputs say so")});
        for (size_t file = 0; !status && file < source->n_paths; file++) {
            status = refuse_twice(run, source, file, err);
            if (!status)
                status = read_observations(run, source, file, err);
            status = bc_run_or_finding(run, source->labels[file], status, err);
        }
    }
    if (!status && run->observations)
        status = bc_observations_finish(run->observations, err);
    if (run->flood)
        bc_flood_finish(run->flood);
    if (!status && run->what_if_table)
        status = bc_what_if_means(
            run->what_if_table, run->layers, run->n_layers, &project->period,
            project->method.water.min_samples_month, run->observations, err);
    return status;
}

static enum bc_status judge_sections(struct bc_run *run,
                                     struct bc_layer *sections,
                                     struct bc_error *err)
{
    const struct bc_project *project = &run->project;
    size_t n = sections->n_features;
    enum bc_status status = BC_OK;

    run->judgement = bc_alloc(n + 1, sizeof *run->judgement);
    for (size_t i = 0; i < n; i++) {
        bc_assess_section(run->observations, &project->method.water, sections,
                          i, &project->period,
                          run->incomplete_rows ? NULL : run->findings,
                          &run->judgement[i]);
        if (run->incomplete_rows && run->observations)
            bc_lacks_tell_target(run->findings, sections, i,
                                 &run->judgement[i]);
    }
    if (project->earlier.path) {
        status = bc_run_judge_earlier(run, sections, err);
    } else if (project->has_before && run->observations) {
        run->before = bc_alloc(n + 1, sizeof *run->before);
        for (size_t i = 0; i < n; i++)
            bc_assess_section(run->observations, &project->method.water,
                              sections, i, &project->before, NULL,
                              &run->before[i]);
    }
    bc_derive_classes(sections, run->judgement, run->before);
    return status;
}

struct bc_risk_input bc_run_risk_input(const struct bc_run *run)
{
    const struct bc_project *project = &run->project;
    const struct bc_layer *sections = bc_run_layer(run, "sections");

    return (struct bc_risk_input){.rule = project->method.risk,
                                  .now = run->judgement,
                                  .before = run->before,
                                  .period = &project->period,
                                  .method = &project->method.water,
                                  .observations = run->observations,
                                  .sections = sections,
                                  .n_sections =
                                      sections ? sections->n_features : 0,
                                  .listed = run->risk_listed};
}

/** `risk`, `risk_reason` and `intensity` of the sections. */
static enum bc_status derive_risks(struct bc_run *run,
                                   struct bc_layer *sections,
                                   const struct bc_layer *list,
                                   struct bc_error *err)
{
    enum bc_status status = BC_OK;
    struct bc_risk_input input;

    if (list)
        status = bc_run_or_finding(run, run->project.risk_list.label,
                                   bc_risk_read_list(list, sections, NULL,
                                                     run->findings,
                                                     &run->risk_listed, err),
                                   err);
    if (status)
        return status;
    input = bc_run_risk_input(run);
    bc_derive_risk(sections, &input);
    if (run->flood && run->observations)
        bc_derive_intensity(sections, run->flood, &run->project.period);
    return BC_OK;
}

/** What the compensation rule of the project makes of each month. */
static enum bc_status settle(struct bc_run *run,
                             const struct bc_run_method_tables *tables,
                             struct bc_error *err)
{
    const struct bc_project *project = &run->project;
    struct bc_text method = {0};
    struct bc_classified classified = {.observations = run->observations,
                                       .method = &project->method.water,
                                       .sections =
                                           bc_run_layer(run, "sections"),
                                       .period = project->period,
                                       .findings = run->findings};
    enum bc_status status;

    if (!tables->rules || !run->observations)
        return BC_OK;
    bc_water_method_text(&project->method.water, false, &method);
    classified.method_text = bc_text_string(&method);
    status = bc_classify_compensation(
        &classified, &tables->rule, tables->pairs, true,
        project->has_before ? &project->before : NULL, &run->amounts, err);
    bc_text_clear(&method);
    return bc_run_or_finding(run, bc_run_rule_label(project), status, err);
}

static void judge_lakes(struct bc_run *run, const struct bc_layer *sections)
{
    const struct bc_layer *lakes = bc_run_layer(run, "lakes");
    size_t *rows = bc_alloc(sections->n_features + 1, sizeof *rows);

    run->lake_judgement =
        bc_alloc((lakes ? lakes->n_features : 0) + 1, sizeof *run->judgement);
    for (size_t i = 0; lakes && i < lakes->n_features; i++) {
        const char *name = bc_layer_text(lakes, "name", i);
        size_t n = name ? bc_section_points_of(sections, name, rows) : 0;
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

/** What is said of the waters, once all observations are there. */
static enum bc_status judge(struct bc_run *run, struct bc_layer *sections,
                            const struct bc_run_method_tables *tables,
                            struct bc_error *err)
{
    enum bc_status status = judge_sections(run, sections, err);

    if (!status) {
        judge_lakes(run, sections);
        rate_basins(run, sections);
        status = derive_risks(run, sections, tables->risk_list, err);
    }
    return status ? status : settle(run, tables, err);
}

enum bc_status bc_run_water(struct bc_run *run, struct bc_error *err)
{
    struct bc_layer *sections = bc_run_layer(run, "sections");
    const bool judges = sections && !run->rows_only;
    struct bc_run_method_tables tables = {0};
    enum bc_status status = BC_OK;

    if (!sections && !run->collect) /* `check` reads the rows all the same */
        return BC_OK;
    status = bc_run_go_on(BC_N("reading observations"), err);
    if (!status)
        status = bc_run_method_tables(run, &tables, err);
    if (!status && !run->rows_only)
        status = bc_run_earlier(run, err);
    if (!status && judges)
        start_flood(run, &tables);
    if (!status)
        status = gather(run, &tables, err);
    if (!status && judges)
        status = judge(run, sections, &tables, err);
    bc_run_method_tables_clear(&tables);
    if (!status)
        bc_run_tell(run, 0.7);
    return status;
}
