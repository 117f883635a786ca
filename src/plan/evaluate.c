/* SPDX-License-Identifier: MIT */
#include "plan/evaluate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layer/role.h"
#include "plan/members.h"
#include "plan/scope.h"
#include "plan/tally.h"

/* Columns that are computed, DESIGN.md section 5: known though absent. */
static const char *const derived[] = {
    "class_no", "meets_target", "class_change", "deciding_change",
    "stage_no", "traced",       "remediated",   "accepted",
    "closed",   "in_redline",   "in_zone",      "basin",
    "region",   "tli",          "intensity",    "risk",
    NULL};

/* One run: what is needed from target to target. */
struct run {
    const struct bc_plan_input *input;
    const struct bc_targets *targets;
    struct bc_gazetteer *gazetteer;
    struct bc_scopes *scopes; /* per target */
    struct bc_findings *findings;
    struct bc_results *results;
};

/* ---- names ---- */

const char *bc_verdict_name(enum bc_verdict verdict)
{
    static const char *const names[] = {"met", "missed", "cannot_judge",
                                        "no_value", "info"};

    return names[verdict];
}

static const struct {
    const char *en, *zh;
} reasons[] = {
    [BC_NO_REASON] = {"", ""},
    [BC_REASON_NO_LAYER] = {"layer not in the project", "项目中没有此图层"},
    [BC_REASON_NO_REGION] = {"region not in layers", "图层中没有此行政区"},
    [BC_REASON_NO_SCOPE] = {"scope not in layers", "图层中没有此范围"},
    [BC_REASON_NO_FEATURES] = {"none of this kind", "无此类"},
    [BC_REASON_NO_DATA] = {"no data", "没有数据"},
    [BC_REASON_UNKNOWN_DECIDES] = {"features without data decide",
                                   "缺数据的对象左右结论"},
    [BC_REASON_NO_YEAR_BEFORE] = {"no data for the year before", "缺上年"},
    [BC_REASON_NO_TARGET_CLASS] = {"no target class", "没有目标类别"},
    [BC_REASON_NO_COLUMN] = {"column not in the layer", "图层缺此字段"},
};

const char *bc_reason_text_en(enum bc_reason reason)
{
    return reasons[reason].en;
}

const char *bc_reason_text_zh(enum bc_reason reason)
{
    return reasons[reason].zh;
}

/* ---- checks before anything is evaluated ---- */

static const struct bc_layer *find_layer(const struct bc_plan_input *input,
                                         const char *role)
{
    if (strcmp(role, "waters") == 0)
        role = "sections";
    for (size_t i = 0; i < input->n_layers; i++)
        if (strcmp(input->layers[i]->role, role) == 0)
            return input->layers[i];
    return NULL;
}

/* Names that a condition over this layer may use although the layer lacks
 * them: then the target cannot be judged, which is no mistake in the table. */
static const char **known_names(const struct bc_layer *layer)
{
    const struct bc_role_key *keys = bc_role_find(layer->role)->keys;
    const char **names;
    size_t n = 0;

    while (keys && keys[n].key)
        n++;
    names = bc_alloc(n + sizeof derived / sizeof *derived, sizeof *names);
    for (size_t i = 0; i < n; i++)
        names[i] = keys[i].key;
    for (size_t i = 0; derived[i]; i++)
        names[n++] = derived[i];
    return names;
}

static enum bc_status fail(const struct bc_targets *targets,
                           const struct bc_target *target, const char *field,
                           const char *what, struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT, "%s:%zu: column '%s': %s",
                        targets->source, target->line, field, what);
}

static bool is_known(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* A field is checked as if it stood in a condition. */
static enum bc_status check_field(const struct bc_target *target,
                                  const struct bc_layer *layer,
                                  const char *const *names,
                                  struct bc_error *err)
{
    bool is_water = strcmp(layer->role, "sections") == 0;
    struct bc_condition *condition = NULL;
    struct bc_text text = {0};
    enum bc_status status;

    if (!*target->of || (is_water && bc_water_has_field(target->of)))
        return BC_OK;
    if (is_water && target->measure == BC_CHANGE &&
        !is_known(target->of, names))
        return bc_error_set(err, BC_BAD_INPUT,
                            "no change of '%s' is known; use class_no, tli or "
                            "an item",
                            target->of);
    bc_text_add(&text, "\"");
    for (const char *c = target->of; *c; c++) {
        bc_text_add_bytes(&text, c, 1);
        if (*c == '"')
            bc_text_add(&text, "\"");
    }
    bc_text_add(&text, "\" IS NULL");
    status = bc_condition_parse(bc_text_string(&text), &condition, err);
    if (!status)
        status = bc_condition_check(condition, layer, names, err);
    bc_condition_free(condition);
    bc_text_clear(&text);
    return status;
}

static enum bc_status check_target(const struct bc_targets *targets,
                                   const struct bc_target *target,
                                   const struct bc_layer *layer,
                                   struct bc_error *err)
{
    const char **names = known_names(layer);
    struct bc_error problem;
    const char *field = "where";
    enum bc_status status =
        bc_condition_check(target->where_condition, layer, names, &problem);

    if (!status) {
        field = "of";
        status = target->of_condition
                     ? bc_condition_check(target->of_condition, layer, names,
                                          &problem)
                     : check_field(target, layer, names, &problem);
    }
    free(names);
    return status ? fail(targets, target, field, problem.message, err) : BC_OK;
}

static enum bc_status check(const struct bc_plan_input *input,
                            const struct bc_targets *targets,
                            struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (size_t i = 0; i < targets->n && !status; i++) {
        const struct bc_layer *layer =
            find_layer(input, targets->target[i].layer);

        if (layer)
            status = check_target(targets, &targets->target[i], layer, err);
    }
    return status;
}

/* ---- a where that matches nothing ---- */

struct values {
    const struct bc_layer *layer;
    struct bc_text text;
};

/* The first few values of a column, for the one who mistyped another. */
static void list_values(const char *name, void *context)
{
    enum { MOST = 8 };
    struct values *values = context;
    size_t column = bc_condition_column(values->layer, name), n = 0;
    const char *seen[MOST];

    if (column == BC_NO_COLUMN || !values->layer->columns[column].text)
        return;
    bc_text_printf(&values->text, "; %s:", name);
    for (size_t row = 0; row < values->layer->n_features && n < MOST; row++) {
        const char *cell = values->layer->columns[column].text[row];
        bool repeated = false;

        for (size_t i = 0; i < n && cell; i++)
            repeated = repeated || strcmp(seen[i], cell) == 0;
        if (!cell || repeated)
            continue;
        bc_text_printf(&values->text, "%s %s", n ? "," : "", cell);
        seen[n++] = cell;
    }
}

static void note_empty_where(const struct run *run,
                             const struct bc_subject *subject)
{
    const struct bc_target *target = subject->target;
    struct values values = {.layer = subject->layer};

    if (!*target->where || !subject->layer->n_features)
        return;
    for (size_t row = 0; row < subject->layer->n_features; row++)
        if (subject->where[row] != BC_FALSE)
            return;
    bc_condition_columns(target->where_condition, list_values, &values);
    bc_findings_addf(run->findings,
                     (struct bc_finding){.code = BC_FOUND_WHERE_EMPTY,
                                         .source = run->targets->source,
                                         .line = target->line,
                                         .feature = target->id,
                                         .field = "where",
                                         .value = target->where},
                     "no row of %s matches%s", subject->layer->role,
                     bc_text_string(&values.text));
    bc_text_clear(&values.text);
}

/* ---- one target in one scope ---- */

static bool is_water_layer(const char *layer)
{
    return strcmp(layer, "waters") == 0 || strcmp(layer, "sections") == 0;
}

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
    bool is_water = is_water_layer(run->targets->target[target].layer);
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

/* Why there is nothing to judge, when n is 0 or no value could be made. */
static enum bc_reason reason_of_none(const struct bc_subject *subject,
                                     const struct bc_members *members,
                                     const struct bc_tally *tally)
{
    if (subject->target->measure == BC_CHANGE && !subject->is_water)
        return BC_REASON_NO_YEAR_BEFORE;
    if (tally->n_unknown || tally->n)
        return subject->about_change ? BC_REASON_NO_YEAR_BEFORE
                                     : BC_REASON_NO_DATA;
    return members->n_without_target ? BC_REASON_NO_TARGET_CLASS
                                     : BC_REASON_NO_FEATURES;
}

/* Count, distinct and sum say 0 over a layer that has rows. */
static bool nothing_counts(const struct bc_subject *subject,
                           const struct bc_tally *tally)
{
    enum bc_measure measure = subject->target->measure;

    if (measure == BC_COUNT || measure == BC_DISTINCT || measure == BC_SUM)
        return subject->layer->n_features == 0;
    return !tally->has_value;
}

static struct bc_decimal shortfall_of(const struct bc_target *target,
                                      struct bc_fraction value)
{
    struct bc_decimal gap = bc_decimal_subtract(
        bc_fraction_print(bc_target_figure(target)), bc_fraction_print(value));

    gap.units = gap.units < 0 ? -gap.units : gap.units;
    return gap;
}

static int64_t changes_of(const struct bc_target *target,
                          const struct bc_tally *tally, bool strict)
{
    bool is_max = target->measure == BC_MAX;
    bool more = target->op == BC_GE || target->op == BC_GT;

    switch (target->measure) {
    case BC_SHARE:
    case BC_COUNT:
    case BC_DISTINCT:
    case BC_EACH:
        return bc_changes_needed(target, tally->k, tally->n, strict);
    case BC_MIN:
    case BC_MAX: /* one that reaches it is enough, or all must keep to it */
        if (target->op == BC_EQ)
            return -1;
        return is_max == more ? 1 : tally->n - tally->k;
    default:
        return -1;
    }
}

static void set_shortfall(const struct bc_subject *subject,
                          const struct bc_tally *tally,
                          struct bc_result *result)
{
    const struct bc_target *target = subject->target;
    const struct bc_fraction all = {100, 1};

    if (result->verdict != BC_MET && result->verdict != BC_MISSED)
        return;
    result->shortfall = bc_decimal_of(0, 6);
    result->shortfall_count = 0;
    if (result->verdict == BC_MET)
        return;
    result->shortfall_count = changes_of(target, tally, subject->input->strict);
    if (target->measure != BC_EACH)
        result->shortfall = shortfall_of(target, tally->value);
    else if (strcmp(target->unit, "%") == 0)
        result->shortfall =
            bc_decimal_subtract(bc_fraction_print(all), result->value);
    else
        result->shortfall =
            bc_decimal_round(bc_decimal_of(tally->n - tally->k, 0), 6);
}

/* ---- flags ---- */

static bool has_counts(enum bc_measure measure)
{
    return measure == BC_SHARE || measure == BC_COUNT ||
           measure == BC_DISTINCT || measure == BC_EACH;
}

/* Would the target be missed if @p features turned against it? */
static bool lost_without(const struct bc_subject *subject,
                         const struct bc_tally *tally, int64_t features)
{
    const struct bc_target *target = subject->target;
    bool strict = subject->input->strict;
    int64_t fewer = tally->k - features, more = tally->k + features;
    bool bounded = target->measure == BC_SHARE || target->measure == BC_EACH;
    bool down = fewer >= 0 && !bc_count_meets(target, fewer, tally->n, strict);
    bool up = (!bounded || more <= tally->n) &&
              !bc_count_meets(target, more, tally->n, strict);

    if (target->op == BC_EQ && target->measure != BC_EACH)
        return down || up;
    return bc_target_wants_more(target) ? down : up;
}

static void set_flags(const struct bc_subject *subject,
                      const struct bc_tally *tally, struct bc_result *result)
{
    const struct bc_target *target = subject->target;
    bool judged = result->verdict == BC_MET || result->verdict == BC_MISSED;

    if (judged && target->due != BC_NO_DATE && result->as_of < target->due)
        result->flags |= BC_FLAG_INTERIM;
    if (judged && target->measure != BC_EACH &&
        bc_op_met(target->op,
                  bc_compare_to_target(target, tally->value, false)) !=
            bc_op_met(target->op,
                      bc_compare_to_target(target, tally->value, true)))
        result->flags |= BC_FLAG_BORDERLINE;
    if (result->verdict != BC_MET || !has_counts(target->measure))
        return;
    if (lost_without(subject, tally, 1))
        result->flags |= BC_FLAG_ON_THE_LINE;
    if (result->n_at_risk &&
        lost_without(subject, tally, (int64_t)result->n_at_risk))
        result->flags |= BC_FLAG_AT_RISK;
}

/* ---- the features behind it ---- */

/* Do features of this bearing speak against the target? Where nothing is
 * judged, those that fulfil the condition are what a reader looks for. */
static bool speaks_against(const struct bc_target *target,
                           enum bc_bearing bearing)
{
    if (target->measure == BC_MIN || target->measure == BC_MAX)
        return bearing == BC_BEARS_OTHER;
    if (!has_counts(target->measure) || target->measure == BC_DISTINCT)
        return false;
    if (target->op == BC_INFO)
        return bearing == BC_BEARS_K;
    return bearing ==
           (bc_target_wants_more(target) ? BC_BEARS_OTHER : BC_BEARS_K);
}

static void set_rows(struct run *run, const struct bc_target *target,
                     const struct bc_members *members, struct bc_result *result)
{
    const struct bc_member **worst = bc_alloc(members->n, sizeof *worst);
    struct bc_text codes = {0};
    size_t n = 0;

    result->n_rows = members->n;
    result->rows =
        bc_arena_alloc(&run->results->arena, members->n * sizeof *result->rows);
    for (size_t i = 0; i < members->n; i++) {
        const struct bc_member *member = &members->member[i];
        bool against = speaks_against(target, member->basis.bearing);

        result->rows[i] = member->basis;
        if (against)
            worst[n++] = member;
        else if (member->at_risk && member->basis.bearing <= BC_BEARS_OTHER)
            result->n_at_risk++;
    }
    qsort(worst, n, sizeof *worst, bc_member_worse);
    for (size_t i = 0; i < n; i++)
        bc_text_printf(&codes, "%s%s", i ? ";" : "", worst[i]->basis.code);
    result->worst = keep(run, bc_text_string(&codes));
    bc_text_clear(&codes);
    free(worst);
}

static void judge(struct run *run, const struct bc_subject *subject,
                  const struct bc_members *members,
                  const struct bc_tally *tally, struct bc_result *result)
{
    const struct bc_target *target = subject->target;
    char detail[32];

    result->counted = true;
    result->k = tally->k;
    result->n = tally->n;
    result->n_unknown = tally->n_unknown;
    if (nothing_counts(subject, tally)) {
        enum bc_reason reason = reason_of_none(subject, members, tally);

        set_reason(run, result, reason,
                   reason == BC_REASON_NO_FEATURES ? "0/0" : "");
        return;
    }
    result->value = bc_fraction_print(tally->value);
    if (!target->value.given && target->measure != BC_EACH)
        return;
    result->verdict =
        bc_verdict_between(target->measure == BC_EACH ? BC_EQ : target->op,
                           tally->low, tally->high);
    if (result->verdict == BC_CANNOT_JUDGE) {
        snprintf(detail, sizeof detail, "%lld", (long long)tally->n_unknown);
        set_reason(run, result, BC_REASON_UNKNOWN_DECIDES, detail);
    }
}

/* What no evaluation changes: info is shown, an empty figure is no_value. */
static void settle(const struct bc_target *target, struct bc_result *result)
{
    bool has_figure = target->measure == BC_EACH ||
                      (target->value.given && target->op != BC_NO_OP);

    if (target->op == BC_INFO) {
        result->verdict = BC_ONLY_COUNTED;
    } else if (!has_figure) {
        result->verdict = BC_NO_VALUE;
        result->reason = BC_NO_REASON;
        result->reason_detail = "";
    }
}

/* A measure without its condition or field counts nothing. */
static bool can_count(const struct bc_target *target)
{
    return target->measure == BC_COUNT || *target->of;
}

static void evaluate_scope(struct run *run, const struct bc_subject *subject,
                           const struct bc_scope *scope,
                           struct bc_result *result)
{
    const struct bc_layer *layer = subject->layer;
    bool *inside = bc_alloc(layer->n_features, sizeof *inside);
    struct bc_members members;
    struct bc_tally tally;
    const char *detail = NULL;
    enum bc_reason reason =
        bc_scope_rows(run->gazetteer, scope, layer, inside, &detail);

    if (reason) {
        set_reason(run, result, reason, detail);
    } else if (can_count(subject->target)) {
        bc_members_collect(subject, inside, &run->results->arena, &members);
        bc_tally_members(subject->target, &members, run->input->strict, &tally);
        judge(run, subject, &members, &tally, result);
        settle(subject->target, result);
        set_rows(run, subject->target, &members, result);
        set_shortfall(subject, &tally, result);
        set_flags(subject, &tally, result);
        bc_members_clear(&members);
    }
    free(inside);
}

static void evaluate_target(struct run *run, size_t index)
{
    const struct bc_target *target = &run->targets->target[index];
    const struct bc_layer *layer = find_layer(run->input, target->layer);
    const struct bc_scopes *scopes = &run->scopes[index];
    struct bc_subject subject = {0};
    const char *lack = NULL;

    if (layer) {
        bc_subject_init(&subject, run->input, target, layer);
        lack = lacking_column(&subject);
        note_empty_where(run, &subject);
    }
    for (size_t i = 0; i < scopes->n; i++) {
        struct bc_result *result = add_result(run, index, &scopes->scope[i]);

        if (!layer)
            set_reason(run, result, BC_REASON_NO_LAYER, target->layer);
        else if (lack)
            set_reason(run, result,
                       subject.about_change ? BC_REASON_NO_YEAR_BEFORE
                                            : BC_REASON_NO_COLUMN,
                       lack);
        else
            evaluate_scope(run, &subject, &scopes->scope[i], result);
        settle(target, result);
    }
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

static bool is_overruled(const struct run *run, const struct bc_result *result,
                         const struct bc_scope *scope)
{
    const struct bc_target *lower = &run->targets->target[result->target];

    for (size_t t = 0; lower->yields && t < run->targets->n; t++) {
        const struct bc_scopes *scopes = &run->scopes[t];

        if (!speaks_of_same(&run->targets->target[t], lower))
            continue;
        for (size_t s = 0; s < scopes->n; s++)
            if (bc_scope_contains(&scopes->scope[s], scope))
                return true;
    }
    return false;
}

static void flag_overruled(struct run *run)
{
    size_t at = 0; /* results stand in the order of targets and scopes */

    for (size_t t = 0; t < run->targets->n; t++)
        for (size_t s = 0; s < run->scopes[t].n; s++, at++)
            if (is_overruled(run, &run->results->result[at],
                             &run->scopes[t].scope[s]))
                run->results->result[at].flags |= BC_FLAG_OVERRULED;
}

enum bc_status bc_evaluate(const struct bc_plan_input *input,
                           const struct bc_targets *targets,
                           struct bc_findings *findings,
                           struct bc_results *results, struct bc_error *err)
{
    struct run run = {.input = input,
                      .targets = targets,
                      .findings = findings,
                      .results = results};
    enum bc_status status = check(input, targets, err);

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
