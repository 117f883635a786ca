/* SPDX-License-Identifier: MIT */
#include "plan/evaluate.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "plan/judge.h"
#include "plan/scope.h"
#include "plan/target_check.h"
#include "plan/target_notes.h"

/* One run: what is needed from target to target. */
struct run {
    const struct bc_plan_input *input;
    const struct bc_targets *targets;
    struct bc_gazetteer *gazetteer;
    struct bc_scopes *scopes; /* per target */
    struct bc_target_notes notes;
    struct bc_results *results;
};

const struct bc_layer *bc_plan_layer(const struct bc_plan_input *input,
                                     const char *role)
{
    if (strcmp(role, "waters") == 0)
        role = "sections";
    for (size_t i = 0; i < input->n_layers; i++)
        if (strcmp(input->layers[i]->role, role) == 0)
            return input->layers[i];
    return NULL;
}

/* ---- one target in one scope ---- */

static const char *keep(struct run *run, const char *text)
{
    return bc_arena_copy(&run->results->arena, text, strlen(text));
}

/* The row as it is before anything is known. */
static struct bc_result *add_result(struct run *run, size_t target,
                                    const struct bc_scope *scope)
{
    struct bc_results *results = run->results;
    const struct bc_plan_input *input = run->input;
    bool is_water = bc_target_is_of_waters(&run->targets->target[target]);
    struct bc_result *result;

    results->result = bc_reserve(results->result, &results->room,
                                 results->n + 1, sizeof *results->result);
    result = &results->result[results->n++];
    *result = (struct bc_result){
        .target = target,
        .basin = scope->label,
        .basin_name = scope->name,
        .is_basin = scope->is_basin,
        .is_all = scope->is_all,
        .verdict = BC_CANNOT_JUDGE,
        .value = BC_MISSING,
        .shortfall = BC_MISSING,
        .pace_expected = BC_MISSING,
        .shortfall_count = -1,
        .worst = "",
        .standing = scope->standing,
        .reason_detail = "",
        .period = is_water ? keep(run, input->period.label) : "",
        .as_of = is_water ? input->period.last : input->as_of};
    return result;
}

static void set_reason(struct run *run, struct bc_result *result,
                       enum bc_reason reason, const char *detail)
{
    result->reason = reason;
    result->reason_detail = keep(run, detail ? detail : "");
}

/* The first column that the layer lacks, if a condition or field needs one. */
struct lack {
    const struct bc_subject *subject;
    const char *name;
};

static void note_lack(const char *name, void *context)
{
    struct lack *lack = context;
    const struct bc_subject *subject = lack->subject;
    bool judged_here =
        subject->as_units &&
        (bc_water_has_field(name) || strcmp(name, "class_change") == 0 ||
         strcmp(name, "deciding_change") == 0 ||
         strcmp(name, "meets_target") == 0 || strcmp(name, "risk") == 0 ||
         strcmp(name, "intensity") == 0);

    if (!lack->name && !judged_here &&
        bc_condition_column(subject->layer, name) == BC_NO_COLUMN)
        lack->name = name;
}

static const char *lacking_column(const struct bc_subject *subject)
{
    const struct bc_target *target = subject->target;
    struct lack lack = {.subject = subject};
    struct bc_subject plain = *subject;

    plain.as_units = false; /* `where` looks at the sections themselves */
    lack.subject = &plain;
    bc_condition_columns(target->where_condition, note_lack, &lack);
    lack.subject = subject;
    if (target->of_condition)
        bc_condition_columns(target->of_condition, note_lack, &lack);
    else if (*target->of)
        note_lack(target->of, &lack);
    return lack.name;
}

/* A measure without its condition or field counts nothing. */
static bool can_count(const struct bc_target *target)
{
    return target->measure == BC_COUNT || *target->of;
}

/* @return whether the scope is a place in this project */
static bool evaluate_scope(struct run *run, const struct bc_subject *subject,
                           const struct bc_scope *scope,
                           struct bc_result *result)
{
    const struct bc_layer *layer = subject->layer;
    bool *inside = bc_alloc(layer->n_features, sizeof *inside);
    struct bc_arena *arena = &run->results->arena;
    struct bc_members members;
    const char *detail = NULL;
    enum bc_reason reason =
        bc_scope_rows(run->gazetteer, scope, layer, inside, &detail);

    bc_target_note_rows(&run->notes, subject->target, scope, layer, reason,
                        inside);
    if (reason) {
        set_reason(run, result, reason, detail);
    } else if (can_count(subject->target)) {
        bc_members_collect(subject, inside, arena, &members);
        bc_result_judge(subject, &members, arena, result);
        bc_members_clear(&members);
    }
    free(inside);
    return !reason;
}

static void evaluate_target(struct run *run, size_t index)
{
    const struct bc_target *target = &run->targets->target[index];
    const struct bc_layer *layer = bc_plan_layer(run->input, target->layer);
    const struct bc_scopes *scopes = &run->scopes[index];
    struct bc_subject subject = {0};
    const char *lack = NULL;
    bool placed = false;

    bc_target_note_period(&run->notes, target);
    if (layer) {
        bc_subject_init(&subject, run->input, target, layer);
        lack = lacking_column(&subject);
        bc_target_note_numbers(&run->notes, index, layer);
    } else {
        bc_target_note_layer(&run->notes, target);
    }
    for (size_t i = 0; i < scopes->n; i++) {
        struct bc_result *result = add_result(run, index, &scopes->scope[i]);

        bc_target_note_scope(&run->notes, target, &scopes->scope[i]);
        if (!layer)
            set_reason(run, result, BC_REASON_NO_LAYER, target->layer);
        else if (lack)
            set_reason(run, result,
                       subject.about_change ? BC_REASON_NO_YEAR_BEFORE
                                            : BC_REASON_NO_COLUMN,
                       lack);
        else
            placed |= evaluate_scope(run, &subject, &scopes->scope[i], result);
        bc_result_settle(target, result);
    }
    if (placed) /* elsewhere no row can match */
        bc_target_note_words(&run->notes, &subject);
    bc_subject_clear(&subject);
}

/* ---- the higher document decides ---- */

static bool same_but_for_blanks(const char *a, const char *b)
{
    for (;;) {
        while (*a == ' ')
            a++;
        while (*b == ' ')
            b++;
        if (*a != *b)
            return false;
        if (!*a)
            return true;
        a++;
        b++;
    }
}

static int year_of(const struct bc_target *target)
{
    struct bc_period period;
    int year = 0, month, day;

    if (*target->period && bc_period_parse(target->period, &period))
        bc_day_split(period.last, &year, &month, &day);
    else if (target->due != BC_NO_DATE)
        bc_day_split(target->due, &year, &month, &day);
    return year;
}

/* The level of sections is part of `where`. */
static bool speaks_of_same(const struct bc_target *higher,
                           const struct bc_target *lower)
{
    return higher->issuer_level && higher->issuer_level < lower->issuer_level &&
           higher->value.given && higher->op != BC_INFO &&
           higher->measure == lower->measure &&
           strcmp(higher->layer, lower->layer) == 0 &&
           same_but_for_blanks(higher->where, lower->where) &&
           same_but_for_blanks(higher->of, lower->of) &&
           year_of(higher) == year_of(lower);
}

/* The row that decides instead: the highest issuer's, of those the first. */
static const struct bc_target *overruling(const struct run *run,
                                          const struct bc_result *result,
                                          const struct bc_scope *scope)
{
    const struct bc_target *lower = &run->targets->target[result->target];
    const struct bc_target *decides = NULL;

    for (size_t t = 0; lower->yields && t < run->targets->n; t++) {
        const struct bc_target *higher = &run->targets->target[t];
        const struct bc_scopes *scopes = &run->scopes[t];

        if (!speaks_of_same(higher, lower) ||
            (decides && higher->issuer_level >= decides->issuer_level))
            continue;
        for (size_t s = 0; s < scopes->n; s++)
            if (bc_scope_contains(&scopes->scope[s], scope))
                decides = higher;
    }
    return decides;
}

static void flag_overruled(struct run *run)
{
    size_t at = 0; /* results stand in the order of targets and scopes */

    for (size_t t = 0; t < run->targets->n; t++)
        for (size_t s = 0; s < run->scopes[t].n; s++, at++) {
            struct bc_result *result = &run->results->result[at];

            result->overruled_by =
                overruling(run, result, &run->scopes[t].scope[s]);
            if (result->overruled_by)
                result->flags |= BC_FLAG_OVERRULED;
        }
}

enum bc_status bc_evaluate(const struct bc_plan_input *input,
                           const struct bc_targets *targets,
                           struct bc_findings *findings,
                           struct bc_results *results, struct bc_error *err)
{
    struct run run = {.input = input,
                      .targets = targets,
                      .notes = {input, targets, findings},
                      .results = results};
    enum bc_status status = bc_targets_check(input, targets, err);

    *results = (struct bc_results){0};
    if (status)
        return status;
    run.gazetteer = bc_gazetteer_new(input);
    run.scopes = bc_alloc(targets->n, sizeof *run.scopes);
    for (size_t i = 0; i < targets->n; i++)
        run.scopes[i] = bc_scopes_expand(
            run.gazetteer, targets->target[i].scope, &results->arena);
    for (size_t i = 0; i < targets->n; i++)
        evaluate_target(&run, i);
    if (!targets->n)
        bc_findings_addf(findings,
                         (struct bc_finding){.code = BC_FOUND_NO_TARGETS,
                                             .source = targets->source},
                         "no targets; nothing is judged");
    flag_overruled(&run);
    free(run.scopes);
    bc_gazetteer_free(run.gazetteer);
    return BC_OK;
}

void bc_results_clear(struct bc_results *results)
{
    free(results->result);
    bc_arena_clear(&results->arena);
    *results = (struct bc_results){0};
}
