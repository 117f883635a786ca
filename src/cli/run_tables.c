/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "cli/run_parts.h"

/** Reads one table, NULL if `check` cannot, and counts its rows for the
 * manifest. Of the steps of a rule the first that holds counts: those alone
 * stay as they are given. */
static enum bc_status read_table(struct bc_run *run, const char *role,
                                 const struct bc_project_file *file,
                                 struct bc_layer **table, struct bc_error *err)
{
    const struct bc_source source = {.role = role,
                                     .table = true,
                                     .limits = &run->project.limits,
                                     .in_order =
                                         strcmp(role, "compensation") != 0,
                                     .n_paths = 1,
                                     .paths = (const char **)&file->path,
                                     .labels = (const char **)&file->label};
    struct bc_input_file *input;
    enum bc_status status;

    if (!file->path)
        return BC_OK;
    status = bc_layer_read(&source, run->findings, table, err);
    if (status)
        return bc_run_file_or_finding(run, &source, NULL, status, err);
    input = bc_run_add_input(run, file->label, file->path, role);
    input->rows_used = (*table)->n_features;
    input->rows_listed = bc_run_empty_rows(run->findings, file->label);
    input->rows_read = input->rows_used + input->rows_listed;
    return BC_OK;
}

static enum bc_status read_rain(struct bc_run *run,
                                struct bc_run_method_tables *tables,
                                struct bc_error *err)
{
    struct bc_layer *table = NULL;
    enum bc_status status =
        read_table(run, "rain", &run->project.flood_rain, &table, err);

    if (!status && table)
        status = bc_flood_rain_read(table, run->findings, &tables->rain,
                                    &tables->n_rain, err);
    bc_layer_free(table);
    return bc_run_or_finding(run, run->project.flood_rain.label, status, err);
}

const char *bc_run_rule_label(const struct bc_project *project)
{
    return project->compensation.label ? project->compensation.label
                                       : project->file;
}

/** What is read of a rule that is wrong is let go. */
static void drop_rule(struct bc_run_method_tables *tables)
{
    bc_compensation_clear(&tables->rule);
    tables->rule = (struct bc_compensation_rule){0};
    bc_layer_free(tables->rules);
    bc_layer_free(tables->pairs);
    tables->rules = tables->pairs = NULL;
}

static enum bc_status read_rule(struct bc_run *run,
                                struct bc_run_method_tables *tables,
                                struct bc_error *err)
{
    const struct bc_project *project = &run->project;
    const char *file = project->compensation.path;
    enum bc_status status = BC_OK;

    if (!file)
        return BC_OK;
    if (strcmp(file, "example") == 0)
        tables->rules = bc_compensation_example();
    else
        status = read_table(run, "compensation", &project->compensation,
                            &tables->rules, err);
    if (!status)
        status = read_table(run, "pairs", &project->compensation_pairs,
                            &tables->pairs, err);
    if (!status && (!tables->rules ||
                    (project->compensation_pairs.path && !tables->pairs))) {
        drop_rule(tables); /* `check` has told why */
        return BC_OK;
    }
    if (!status)
        status = bc_compensation_read(tables->rules, NULL, &tables->rule, err);
    if (!status && !tables->rule.before && !tables->pairs)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: the rule '%s' compares with the section "
                              "upstream; name the table of 断面, 上游断面 as "
                              "'compensation_pairs' under 'method'",
                              project->file, tables->rule.name);
    if (status && run->collect)
        drop_rule(tables);
    return bc_run_or_finding(run, bc_run_rule_label(project), status, err);
}

enum bc_status bc_run_method_tables(struct bc_run *run,
                                    struct bc_run_method_tables *tables,
                                    struct bc_error *err)
{
    enum bc_status status = read_table(run, "list", &run->project.risk_list,
                                       &tables->risk_list, err);

    if (!status)
        status = read_rain(run, tables, err);
    if (!status)
        status = read_rule(run, tables, err);
    return status;
}

void bc_run_method_tables_clear(struct bc_run_method_tables *tables)
{
    bc_compensation_clear(&tables->rule);
    bc_layer_free(tables->pairs);
    bc_layer_free(tables->rules);
    bc_layer_free(tables->risk_list);
    free(tables->rain);
    *tables = (struct bc_run_method_tables){0};
}
