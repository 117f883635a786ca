/* SPDX-License-Identifier: MIT */
#include "base/language.h"
#include "cli/run.h"

#include "cli/run_parts.h"
#include "plan/target_check.h"

/** Under `check` there is none if it cannot be read. */
static enum bc_status read_table(struct bc_run *run, struct bc_error *err)
{
    const struct bc_project *project = &run->project;
    struct bc_source source = {.role = "targets",
                               .limits = &project->limits,
                               .n_paths = 1,
                               .paths = (const char **)&project->targets,
                               .labels =
                                   (const char **)&project->targets_label};

    enum bc_status status =
        bc_layer_read(&source, run->findings, &run->target_table, err);

    return bc_run_file_or_finding(run, &source, NULL, status, err);
}

static enum bc_status read_targets(struct bc_run *run, struct bc_error *err)
{
    const struct bc_project *project = &run->project;
    struct bc_input_file *input = NULL;
    enum bc_status status = read_table(run, err);

    if (!status)
        status = bc_targets_new(run->target_table, &run->targets, err);
    if (status)
        return status;
    bc_targets_doubt(&run->targets, run->findings);
    input = bc_run_add_input(run, project->targets_label, project->targets,
                             "targets");
    input->rows_used = run->targets.n;
    input->rows_listed =
        bc_run_empty_rows(run->findings, project->targets_label);
    input->rows_read = input->rows_used + input->rows_listed;
    return BC_OK;
}

static void find_upstream(struct bc_run *run)
{
    const struct bc_layer *sections = bc_run_layer(run, "sections");

    run->upstream.speed_m_s = run->project.method.speed_m_s;
    if (run->network && sections)
        bc_upstream_find(run->network, sections, bc_run_layer(run, "outfalls"),
                         &run->targets, &run->results, &run->upstream);
}

struct bc_plan_input bc_run_plan_input(const struct bc_run *run,
                                       const struct bc_risk_input *risk)
{
    const struct bc_project *project = &run->project;

    return (struct bc_plan_input){
        .n_layers = run->n_layers,
        .layers = (const struct bc_layer *const *)run->layers,
        .basins = bc_run_layer(run, "basins"),
        .regions = bc_run_layer(run, "regions"),
        .observations = run->observations,
        .water_method = &project->method.water,
        .period = project->period,
        .has_before = project->has_before,
        .before = project->before,
        .observations_before = bc_run_observations_before(run),
        .judgement_before = run->before,
        .no_before = run->no_before,
        .as_of = project->as_of,
        .strict = project->method.strict,
        .pace_start = project->method.pace_start,
        .risk = risk};
}

/** For `check`: all that is wrong, and of what is right what is doubtful. */
static enum bc_status examine_targets(struct bc_run *run,
                                      struct bc_plan_input *input,
                                      struct bc_error *err)
{
    struct bc_targets *targets = &run->targets;
    enum bc_status status = read_table(run, err);

    if (status || !run->target_table)
        return status;
    bc_targets_examine(run->target_table, run->findings, targets);
    bc_targets_check_each(input, targets, run->findings);
    bc_targets_doubt(targets, run->findings);
    if (run->rows_only)
        bc_targets_note_layers(input, targets, run->findings);
    if (run->rows_only || (targets->n == 0 && run->target_table->n_features))
        return BC_OK;
    input->lacks_places =
        bc_run_is_unread(run, "basins") || bc_run_is_unread(run, "regions");
    return bc_evaluate(input, targets, run->findings, &run->results, err);
}

enum bc_status bc_run_plan(struct bc_run *run, struct bc_error *err)
{
    const struct bc_project *project = &run->project;
    const struct bc_risk_input risk = bc_run_risk_input(run);
    struct bc_plan_input input = bc_run_plan_input(run, &risk);
    enum bc_status status = BC_OK;

    if (!project->targets)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: no 'targets'; name the table of targets",
                            project->file);
    status = bc_run_go_on(BC_N("judging targets"), err);
    if (!status && run->collect) {
        status = examine_targets(run, &input, err);
        bc_run_tell(run, 0.8);
        return status;
    }
    if (!status)
        status = read_targets(run, err);
    if (!status)
        status = bc_evaluate(&input, &run->targets, run->findings,
                             &run->results, err);
    if (!status) {
        find_upstream(run);
        bc_gaps_find(&input, &run->targets, &run->results, &run->upstream,
                     &run->gaps);
        bc_progress_count(&input, &run->counts);
    }
    bc_run_tell(run, 0.8);
    return status;
}
