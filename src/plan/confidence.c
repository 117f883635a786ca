/* SPDX-License-Identifier: MIT */
#include "plan/confidence.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "plan/derive.h"

/* What is drawn, judged and evaluated over and over. */
struct work {
    struct bc_plan_input input; /* of the drawn samples */
    const struct bc_layer **layers;
    struct bc_layer
        sections; /* the given ones, with class columns of its own */
    struct bc_targets targets; /* only shares of classes */
    size_t *target;            /* and which of all they are */
    struct bc_judgement *now, *before;
    struct bc_observations *observations;
    struct bc_decimal *shares; /* per row, n_replicates */
};

/* ---- which targets ---- */

static void note_class(const char *name, void *context)
{
    bool *found = context;

    for (size_t i = 0; i < BC_N_CLASS_COLUMNS; i++)
        *found = *found || strcmp(name, bc_class_columns[i]) == 0;
}

static bool is_share_of_classes(const struct bc_target *target)
{
    bool found = false;

    if (target->measure != BC_SHARE || !target->of_condition ||
        (strcmp(target->layer, "sections") != 0 &&
         strcmp(target->layer, "waters") != 0))
        return false;
    bc_condition_columns(target->where_condition, note_class, &found);
    bc_condition_columns(target->of_condition, note_class, &found);
    return found;
}

static void choose_targets(struct work *work, const struct bc_targets *targets)
{
    work->targets = (struct bc_targets){
        .target = bc_alloc(targets->n + 1, sizeof *targets->target),
        .source = targets->source};
    work->target = bc_alloc(targets->n + 1, sizeof *work->target);
    for (size_t i = 0; i < targets->n; i++) {
        if (!is_share_of_classes(&targets->target[i]))
            continue;
        work->target[work->targets.n] = i;
        work->targets.target[work->targets.n++] = targets->target[i];
    }
}

static bool is_chosen(const struct work *work, const struct bc_result *result)
{
    if (result->verdict != BC_MET && result->verdict != BC_MISSED)
        return false;
    for (size_t i = 0; i < work->targets.n; i++)
        if (work->target[i] == result->target)
            return true;
    return false;
}

/* ---- sections of the drawn samples ---- */

static void copy_sections(struct work *work, const struct bc_layer *sections)
{
    size_t n = sections->n_features;

    work->sections = *sections;
    work->sections.columns =
        bc_alloc(sections->n_columns, sizeof *sections->columns);
    memcpy(work->sections.columns, sections->columns,
           sections->n_columns * sizeof *sections->columns);
    for (size_t i = 0; i < BC_N_CLASS_COLUMNS; i++) {
        size_t column = bc_layer_find(sections, bc_class_columns[i]);

        work->sections.columns[column].decimal =
            bc_alloc(n + 1, sizeof(struct bc_decimal));
    }
    work->now = bc_alloc(n + 1, sizeof *work->now);
    work->before = bc_alloc(n + 1, sizeof *work->before);
}

/* The days of an earlier result are not here to be drawn: it stays as it is. */
static bool draws_before(const struct work *work)
{
    return work->input.has_before &&
           work->input.observations_before == work->observations;
}

static void start(struct work *work, const struct bc_plan_input *input,
                  const struct bc_layer *sections,
                  const struct bc_targets *targets)
{
    choose_targets(work, targets);
    copy_sections(work, sections);
    work->layers = bc_alloc(input->n_layers + 1, sizeof(struct bc_layer *));
    for (size_t i = 0; i < input->n_layers; i++)
        work->layers[i] =
            input->layers[i] == sections ? &work->sections : input->layers[i];
    work->input = *input;
    work->input.layers = work->layers;
    work->input.observations = work->observations;
    if (draws_before(work))
        work->input.judgement_before = work->before;
}

static void stop(struct work *work)
{
    for (size_t i = 0; i < BC_N_CLASS_COLUMNS; i++)
        free(bc_layer_decimal(&work->sections, bc_class_columns[i]));
    free(work->sections.columns);
    free(work->now);
    free(work->before);
    free(work->layers);
    free(work->targets.target);
    free(work->target);
    free(work->shares);
}

static void judge(struct work *work)
{
    const struct bc_plan_input *input = &work->input;
    bool drawn = draws_before(work);

    for (size_t row = 0; row < work->sections.n_features; row++) {
        bc_assess_section(work->observations, input->water_method,
                          &work->sections, row, &input->period, NULL,
                          &work->now[row]);
        if (drawn)
            bc_assess_section(work->observations, input->water_method,
                              &work->sections, row, &input->before, NULL,
                              &work->before[row]);
    }
    bc_derive_classes_again(&work->sections, work->now,
                            input->judgement_before);
}

/* ---- counting ---- */

/* The rows stand in the order of the results, which evaluating some of the
 * targets keeps. */
static void count(struct work *work, const struct bc_results *given,
                  const struct bc_results *drawn, size_t replicate,
                  struct bc_confidence *confidence)
{
    size_t at = 0;

    for (size_t r = 0; r < confidence->n; r++) {
        struct bc_confidence_row *row = &confidence->row[r];
        const struct bc_result *wanted = &given->result[row->result];

        while (work->target[drawn->result[at].target] != wanted->target ||
               strcmp(drawn->result[at].basin, wanted->basin) != 0) {
            at++;
            assert(at < drawn->n);
        }
        row->n_held += drawn->result[at].verdict == wanted->verdict;
        work->shares[r * confidence->n_replicates + replicate] =
            drawn->result[at].value;
    }
}

static int by_value(const void *a, const void *b)
{
    return bc_decimal_compare(*(const struct bc_decimal *)a,
                              *(const struct bc_decimal *)b);
}

static struct bc_decimal nearest_rank(const struct bc_decimal *sorted, size_t n,
                                      size_t percent)
{
    return n ? bc_decimal_round(sorted[(n * percent + 99) / 100 - 1], 1)
             : BC_MISSING;
}

static void summarise(struct work *work, struct bc_confidence *confidence)
{
    assert(confidence->n_replicates > 0);
    for (size_t r = 0; r < confidence->n; r++) {
        struct bc_confidence_row *row = &confidence->row[r];
        struct bc_decimal *shares = work->shares + r * confidence->n_replicates;
        size_t n = 0;

        for (size_t i = 0; i < confidence->n_replicates; i++)
            if (bc_decimal_known(shares[i]))
                shares[n++] = shares[i];
        qsort(shares, n, sizeof *shares, by_value);
        row->holds = bc_decimal_of(
            (int64_t)(row->n_held * 1000 / confidence->n_replicates), 1);
        row->p05 = nearest_rank(shares, n, 5);
        row->p95 = nearest_rank(shares, n, 95);
    }
}

static void count_months(const struct work *work,
                         const struct bc_result *result,
                         struct bc_resample *days,
                         struct bc_confidence_row *row)
{
    for (size_t i = 0; i < result->n_rows; i++) {
        const struct bc_basis_row *basis = &result->rows[i];

        for (size_t p = 0; p < (basis->points ? basis->n_points : 1); p++)
            bc_resample_months(
                days, basis->points ? basis->points[p] : basis->row,
                &work->input.period, &row->n_months, &row->n_one_day);
    }
}

static void choose_rows(struct work *work, const struct bc_results *results,
                        struct bc_resample *days,
                        struct bc_confidence *confidence)
{
    confidence->row = bc_alloc(results->n + 1, sizeof *confidence->row);
    for (size_t i = 0; i < results->n; i++) {
        struct bc_confidence_row *row = &confidence->row[confidence->n];

        if (!is_chosen(work, &results->result[i]))
            continue;
        *row = (struct bc_confidence_row){.result = i};
        count_months(work, &results->result[i], days, row);
        confidence->n++;
    }
    work->shares = bc_alloc(confidence->n * confidence->n_replicates + 1,
                            sizeof *work->shares);
}

static enum bc_status replicate(struct work *work,
                                const struct bc_results *given, size_t number,
                                struct bc_confidence *confidence,
                                struct bc_error *err)
{
    struct bc_findings *unheard = bc_findings_new();
    struct bc_results drawn = {0};
    enum bc_status status;

    judge(work);
    status = bc_evaluate(&work->input, &work->targets, unheard, &drawn, err);
    if (!status)
        count(work, given, &drawn, number, confidence);
    bc_results_clear(&drawn);
    bc_findings_free(unheard);
    return status;
}

enum bc_status bc_confidence_find(
    const struct bc_plan_input *input, const struct bc_targets *targets,
    const struct bc_results *results, struct bc_observations *observations,
    struct bc_resample *days, const struct bc_confidence_options *options,
    struct bc_confidence *confidence, struct bc_error *err)
{
    const struct bc_layer *sections = bc_plan_layer(input, "sections");
    struct work work = {.observations = observations};
    struct bc_random random = {options->seed};
    enum bc_status status = BC_OK;

    *confidence = (struct bc_confidence){.n_replicates = options->n_replicates};
    if (!sections)
        return BC_OK;
    start(&work, input, sections, targets);
    choose_rows(&work, results, days, confidence);
    for (size_t i = 0; i < options->n_replicates && confidence->n && !status;
         i++) {
        bc_resample_draw(days, &random, input->water_method->min_samples_month,
                         observations);
        status = replicate(&work, results, i, confidence, err);
    }
    bc_resample_restore(days, observations);
    summarise(&work, confidence);
    stop(&work);
    return status;
}

void bc_confidence_clear(struct bc_confidence *confidence)
{
    free(confidence->row);
    *confidence = (struct bc_confidence){0};
}
