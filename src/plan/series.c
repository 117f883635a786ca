/* SPDX-License-Identifier: MIT */
#include "plan/series.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/derive.h"
#include "water/section.h"

/* ---- a copy of the sections, whose derived columns may change ---- */

/* What is made anew for every month. */
static bool is_judged(const char *name)
{
    static const char *const names[] = {
        "class_no", "meets_target", "class_change",   "deciding_change", "tli",
        "risk",     "risk_reason",  "risk_reason_en", "intensity"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static void copy_column(struct bc_layer *copy, const struct bc_layer *layer,
                        size_t column)
{
    const struct bc_column *from = &layer->columns[column];
    size_t added = bc_layer_add_column(copy, from->name, from->type);
    struct bc_column *to = &copy->columns[added];
    size_t n = layer->n_features;

    to->derived = from->derived;
    if (from->text)
        memcpy(to->text, from->text, n * sizeof *from->text);
    if (from->decimal)
        memcpy(to->decimal, from->decimal, n * sizeof *from->decimal);
    for (size_t row = 0; row < n; row++)
        if (bc_layer_is_doubtful(layer, column, row))
            bc_layer_set_doubtful(copy, added, row);
    for (size_t k = 0; k < layer->n_keys; k++)
        if (layer->keys[k].column == column)
            bc_layer_add_key(copy, layer->keys[k].key, added);
}

/* Texts are borrowed from @p layer. */
static struct bc_layer *copy_sections(const struct bc_layer *layer)
{
    size_t n = layer->n_features;
    struct bc_layer *copy =
        bc_layer_new(layer->role, layer->source, layer->geometry, n);

    for (size_t column = 0; column < layer->n_columns; column++)
        if (!layer->columns[column].derived ||
            !is_judged(layer->columns[column].name))
            copy_column(copy, layer, column);
    /* asked for, and of no month; adding a column may move the others */
    size_t intensity = bc_layer_add_column(copy, "intensity", BC_DECIMAL);

    copy->columns[intensity].derived = true;
    memcpy(copy->row_source, layer->row_source, n * sizeof *copy->row_source);
    memcpy(copy->row_line, layer->row_line, n * sizeof *copy->row_line);
    if (layer->geometry == BC_GEOMETRY_POINT) {
        memcpy(copy->x, layer->x, n * sizeof *copy->x);
        memcpy(copy->y, layer->y, n * sizeof *copy->y);
    }
    return copy;
}

/* ---- one month ---- */

struct work {
    const struct bc_plan_input *input;
    const struct bc_targets *targets;
    const struct bc_results *results;
    const struct bc_layer *sections;
    size_t which; /* of the layers is the sections */
    struct bc_water_method method;
    struct bc_series *series;
};

static bool lies_in(const struct bc_period *month,
                    const struct bc_period *period)
{
    return month->first >= period->first && month->last <= period->last;
}

static void judge_all(const struct work *work, const struct bc_period *month,
                      const struct bc_observations *observations,
                      struct bc_judgement *judgement)
{
    for (size_t i = 0; i < work->series->n_sections; i++) {
        bc_assess_section(observations, &work->method, work->sections, i, month,
                          NULL, &judgement[i]);
        if (judgement[i].n_samples == 0) { /* a class given is no month's */
            judgement[i].class_no = 0;
            judgement[i].meets_target = -1;
        }
    }
}

static struct bc_risk_input risk_input(const struct work *work, size_t month,
                                       const struct bc_judgement *before)
{
    struct bc_series *series = work->series;
    struct bc_risk_input input = *work->input->risk;

    input.now = series->judgement + month * series->n_sections;
    input.before = before;
    input.period = &series->months[month];
    input.method = &work->method;
    return input;
}

static const char *keep_reason(struct bc_series *series,
                               const struct bc_risk_row *row, bool chinese)
{
    struct bc_text reason = {0};
    const char *kept;

    bc_risk_text(row, chinese, &reason);
    kept =
        bc_arena_copy(&series->arena, bc_text_string(&reason), reason.length);
    bc_text_clear(&reason);
    return kept;
}

static void find_risks(const struct work *work, size_t month,
                       const struct bc_judgement *before)
{
    struct bc_series *series = work->series;
    size_t n = series->n_sections;
    const struct bc_risk_input input = risk_input(work, month, before);

    for (size_t i = 0; i < n; i++) {
        struct bc_section_month *section = &series->section[month * n + i];
        struct bc_risk_row row;

        section->reason = section->reason_en = "";
        if (bc_section_is_dry(work->sections, i))
            continue;
        row = bc_risk_of_section(&input, i);
        section->risk = row.risk;
        if (row.risk < BC_RISK_REBOUND)
            continue;
        section->reason = keep_reason(series, &row, true);
        section->reason_en = keep_reason(series, &row, false);
    }
}

/* The scopes of a target do not depend on the months, and so neither do the
 * places of the results. */
static void take_points(const struct work *work, size_t month,
                        const struct bc_results *results)
{
    struct bc_series *series = work->series;

    for (size_t i = 0; i < series->n_results; i++) {
        const struct bc_result *result = &results->result[series->result[i]];

        assert(result->target ==
               work->results->result[series->result[i]].target);
        series->point[i * series->n_months + month] = (struct bc_series_point){
            result->verdict, result->counted,   result->k,
            result->n,       result->n_unknown, result->value};
    }
}

static enum bc_status evaluate(const struct work *work, size_t month,
                               const struct bc_judgement *before,
                               struct bc_error *err)
{
    struct bc_series *series = work->series;
    const struct bc_layer **layers =
        bc_alloc(work->input->n_layers, sizeof(const struct bc_layer *));
    struct bc_layer *sections = copy_sections(work->sections);
    struct bc_findings *findings = bc_findings_new(); /* said already */
    const struct bc_risk_input risk = risk_input(work, month, before);
    struct bc_plan_input input = *work->input;
    struct bc_results results = {0};
    enum bc_status status;

    bc_derive_classes(sections, risk.now, before);
    bc_derive_risk(sections, &risk);
    for (size_t i = 0; i < input.n_layers; i++)
        layers[i] = i == work->which ? sections : work->input->layers[i];
    input.layers = layers;
    input.water_method = &work->method;
    input.period = series->months[month];
    input.before = bc_period_year_before(&input.period);
    input.has_before = before != NULL;
    input.judgement_before = before;
    input.risk = &risk;
    status = bc_evaluate(&input, work->targets, findings, &results, err);
    if (!status)
        take_points(work, month, &results);
    bc_results_clear(&results);
    bc_findings_free(findings);
    bc_layer_free(sections);
    free(layers);
    return status;
}

static enum bc_status add_month(const struct work *work, size_t month,
                                struct bc_error *err)
{
    struct bc_series *series = work->series;
    const struct bc_period *now = &series->months[month];
    struct bc_period then = bc_period_year_before(now);
    struct bc_judgement *before = NULL;
    enum bc_status status;

    judge_all(work, now, work->input->observations,
              series->judgement + month * series->n_sections);
    if (work->input->observations_before &&
        lies_in(&then, &work->input->before)) {
        before = bc_alloc(series->n_sections, sizeof *before);
        judge_all(work, &then, work->input->observations_before, before);
    }
    find_risks(work, month, before);
    status = evaluate(work, month, before, err);
    free(before);
    return status;
}

/* ---- all of them ---- */

static void list_months(struct bc_series *series,
                        const struct bc_period *period)
{
    int first = bc_month_of_day(period->first);

    series->n_months = (size_t)bc_period_months(period);
    series->months = bc_alloc(series->n_months, sizeof *series->months);
    for (size_t i = 0; i < series->n_months; i++) {
        int month = first + (int)i;
        char label[32];

        snprintf(label, sizeof label, "%04d-%02d", month / 12, month % 12 + 1);
        bc_period_parse(label, &series->months[i]);
    }
}

static void list_results(struct bc_series *series,
                         const struct bc_results *results)
{
    series->result = bc_alloc(results->n, sizeof *series->result);
    for (size_t i = 0; i < results->n; i++)
        if (*results->result[i].period)
            series->result[series->n_results++] = i;
    series->point =
        bc_alloc(series->n_results * series->n_months, sizeof *series->point);
}

enum bc_status bc_series_new(const struct bc_plan_input *input,
                             const struct bc_targets *targets,
                             const struct bc_results *results,
                             struct bc_series **series, struct bc_error *err)
{
    struct work work = {.input = input, .targets = targets, .results = results};
    enum bc_status status = BC_OK;

    *series = NULL;
    for (size_t i = 0; i < input->n_layers; i++)
        if (strcmp(input->layers[i]->role, "sections") == 0) {
            work.sections = input->layers[i];
            work.which = i;
        }
    if (!work.sections || !input->observations || !input->water_method ||
        !input->risk)
        return BC_OK;
    work.method = *input->water_method;
    work.method.min_months = 1; /* of a month there is one */
    work.series = bc_alloc(1, sizeof *work.series);
    work.series->n_sections = work.sections->n_features;
    list_months(work.series, &input->period);
    list_results(work.series, results);
    work.series->judgement =
        bc_alloc(work.series->n_months * work.series->n_sections,
                 sizeof *work.series->judgement);
    work.series->section =
        bc_alloc(work.series->n_months * work.series->n_sections,
                 sizeof *work.series->section);
    for (size_t i = 0; !status && i < work.series->n_months; i++)
        status = add_month(&work, i, err);
    if (!status)
        *series = work.series;
    else
        bc_series_free(work.series);
    return status;
}

void bc_series_free(struct bc_series *series)
{
    if (!series)
        return;
    free(series->months);
    free(series->result);
    free(series->point);
    free(series->judgement);
    free(series->section);
    bc_arena_clear(&series->arena);
    free(series);
}

const struct bc_judgement *bc_series_judgement(const struct bc_series *series,
                                               size_t section, size_t month)
{
    return &series->judgement[month * series->n_sections + section];
}

const struct bc_section_month *bc_series_section(const struct bc_series *series,
                                                 size_t section, size_t month)
{
    return &series->section[month * series->n_sections + section];
}
