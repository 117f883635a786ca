/* SPDX-License-Identifier: MIT */
#include "plan/evaluate.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "layer/role.h"
#include "plan/judge.h"
#include "plan/scope.h"

/* Columns that are computed, DESIGN.md section 5: known though absent. */
static const char *const derived[] = {"class_no",     "meets_target",
                                      "class_change", "deciding_change",
                                      "stage_no",     "traced",
                                      "remediated",   "accepted",
                                      "closed",       "in_redline",
                                      "in_zone",      "basin",
                                      "region",       "tli",
                                      "intensity",    "risk",
                                      "risk_reason",  NULL};

/* One run: what is needed from target to target. */
struct run {
    const struct bc_plan_input *input;
    const struct bc_targets *targets;
    struct bc_gazetteer *gazetteer;
    struct bc_scopes *scopes; /* per target */
    struct bc_findings *findings;
    struct bc_results *results;
};

/* ---- checks before anything is evaluated ---- */

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
                           const struct bc_target *target, bool is_of,
                           const char *what, struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT, "%s:%zu:%zu: column '%s': %s",
                        targets->source, target->line,
                        is_of ? target->of_column : target->where_column,
                        is_of ? "of" : "where", what);
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

/* ---- fields that are computed with ---- */

static bool computes(const struct bc_target *target)
{
    return !target->of_condition && *target->of &&
           target->measure != BC_DISTINCT;
}

static bool is_number(const char *cell)
{
    struct bc_decimal number;

    return bc_decimal_parse(bc_slice_trim(bc_slice_of(cell)), &number) <=
           BC_PARSED_ROUNDED;
}

/* Does the column hold text, and none of it a number? Without any text its
 * values are wanted, which is no mistake. */
static bool is_of_words(const struct bc_layer *layer, size_t column)
{
    const char *const *cells = layer->columns[column].text;
    bool any = false;

    for (size_t row = 0; cells && row < layer->n_features; row++) {
        if (cells[row] && is_number(cells[row]))
            return false;
        any = any || cells[row];
    }
    return any;
}

static bool holds_numbers(const struct bc_layer *layer, size_t column)
{
    const char *const *cells = layer->columns[column].text;

    for (size_t row = 0; cells && row < layer->n_features; row++)
        if (cells[row])
            return !is_of_words(layer, column);
    return !cells;
}

static enum bc_status no_number(const struct bc_target *target,
                                const struct bc_layer *layer,
                                struct bc_error *err)
{
    const char **names = bc_alloc(layer->n_columns + 1, sizeof *names);
    struct bc_text hint = {0};
    const char *meant;
    size_t n = 0;

    for (size_t c = 0; c < layer->n_columns; c++)
        if (holds_numbers(layer, c))
            names[n++] = layer->columns[c].name;
    meant = bc_text_suggest(target->of, names);
    if (meant)
        bc_text_printf(&hint, "did you mean '%s'?", meant);
    else
        bc_text_printf(&hint, "%s", n ? "use one of" : "no column does");
    for (size_t i = 0; !meant && i < n && i < 8; i++)
        bc_text_printf(&hint, "%s %s", i ? "," : "", names[i]);
    bc_error_set(err, BC_BAD_INPUT,
                 "'%s' of %s holds no number, which '%s' needs; %s", target->of,
                 layer->role, bc_measure_name(target->measure),
                 bc_text_string(&hint));
    bc_text_clear(&hint);
    free(names);
    return BC_BAD_INPUT;
}

static enum bc_status check_numbers(const struct bc_target *target,
                                    const struct bc_layer *layer,
                                    struct bc_error *err)
{
    size_t column = computes(target) ? bc_condition_column(layer, target->of)
                                     : BC_NO_COLUMN;

    if (column == BC_NO_COLUMN || !is_of_words(layer, column))
        return BC_OK;
    return no_number(target, layer, err);
}

static enum bc_status check_target(const struct bc_targets *targets,
                                   const struct bc_target *target,
                                   const struct bc_layer *layer,
                                   struct bc_error *err)
{
    const char **names = known_names(layer);
    struct bc_error problem;
    bool is_of = false;
    enum bc_status status =
        bc_condition_check(target->where_condition, layer, names, &problem);

    if (!status) {
        is_of = true;
        status = target->of_condition
                     ? bc_condition_check(target->of_condition, layer, names,
                                          &problem)
                     : check_field(target, layer, names, &problem);
        if (!status)
            status = check_numbers(target, layer, &problem);
    }
    free(names);
    return status ? fail(targets, target, is_of, problem.message, err) : BC_OK;
}

static enum bc_status check(const struct bc_plan_input *input,
                            const struct bc_targets *targets,
                            struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (size_t i = 0; i < targets->n && !status; i++) {
        const struct bc_layer *layer =
            bc_plan_layer(input, targets->target[i].layer);

        if (layer)
            status = check_target(targets, &targets->target[i], layer, err);
    }
    return status;
}

/* ---- words that name nothing ---- */

static struct bc_finding finding_of(const struct run *run,
                                    const struct bc_target *target,
                                    enum bc_finding_code code,
                                    const char *field, const char *value)
{
    return (struct bc_finding){.code = code,
                               .source = run->targets->source,
                               .line = target->line,
                               .feature = target->id,
                               .field = field,
                               .value = value};
}

/* What the plans speak of besides the roles. */
static const char *const plan_layers[] = {
    "air",       "black_odour",    "buffers",
    "carbon",    "damages",        "ecology",
    "emergency", "emissions",      "groundwater",
    "industry",  "inspection",     "key_basins",
    "pilots",    "platform",       "projects",
    "radiation", "redline_pilots", "soil",
    "stations",  "villages",       "waste",
    NULL};

/* A layer that the project lacks is no mistake (plans speak of more than a
 * project has), unless its name is nearly one that there is. */
static void note_layer(const struct run *run, const struct bc_target *target)
{
    const struct bc_plan_input *input = run->input;
    const char *const *roles = bc_role_names();
    const char **known, *meant;
    size_t n = 0;

    if (is_known(target->layer, roles) || is_known(target->layer, plan_layers))
        return;
    while (roles[n])
        n++;
    known = bc_alloc(n + input->n_layers + 2, sizeof *known);
    memcpy(known, roles, n * sizeof *known);
    for (size_t i = 0; i < input->n_layers; i++)
        known[n++] = input->layers[i]->role;
    known[n] = "waters";
    meant = bc_text_suggest(target->layer, known);
    free(known);
    if (meant)
        bc_findings_addf(run->findings,
                         finding_of(run, target, BC_FOUND_UNKNOWN_LAYER,
                                    "layer", target->layer),
                         "no layer '%s'; did you mean '%s'?", target->layer,
                         meant);
}

/* A code may be of any region; a name that is none of ours is a mistake. */
static bool is_place(const struct bc_place *place)
{
    if (strcmp(place->code, "*") == 0)
        return true; /* `*` and `region:*` without such a layer */
    if (place->kind == BC_PLACE_REGION)
        return strspn(place->code, "0123456789") == 6;
    return place->kind != BC_PLACE_UNKNOWN;
}

static void note_scope(const struct run *run, const struct bc_target *target,
                       const struct bc_scope *scope)
{
    static const char *const formats[2][2] = {
        {BC_N("no basin '%s'"), BC_N("no basin '%s'; did you mean '%s'?")},
        {BC_N("no region '%s'"), BC_N("no region '%s'; did you mean '%s'?")}};

    for (size_t i = 0; i < scope->n_places; i++) {
        const struct bc_place *place = &scope->places[i];

        if (is_place(place))
            continue;
        bc_findings_addf(
            run->findings,
            finding_of(run, target, BC_FOUND_UNKNOWN_SCOPE, "scope",
                       place->code),
            formats[place->kind == BC_PLACE_REGION][place->meant != NULL],
            place->code, place->meant);
    }
}

/* ---- cells that are no number ---- */

/* Once for a field, however many targets compute with it. */
static bool is_first_to_compute(const struct run *run, size_t index)
{
    const struct bc_target *target = &run->targets->target[index];

    for (size_t t = 0; t < index; t++) {
        const struct bc_target *earlier = &run->targets->target[t];

        if (computes(earlier) && strcmp(earlier->of, target->of) == 0 &&
            bc_plan_layer(run->input, earlier->layer) ==
                bc_plan_layer(run->input, target->layer))
            return false;
    }
    return true;
}

static void note_numbers(const struct run *run, size_t index,
                         const struct bc_layer *layer)
{
    const struct bc_target *target = &run->targets->target[index];
    size_t column = computes(target) ? bc_condition_column(layer, target->of)
                                     : BC_NO_COLUMN;
    const char *const *cells =
        column == BC_NO_COLUMN ? NULL : layer->columns[column].text;

    if (!cells || !is_first_to_compute(run, index))
        return;
    for (size_t row = 0; row < layer->n_features; row++) {
        if (!cells[row] || is_number(cells[row]))
            continue;
        bc_findings_addf(
            run->findings,
            (struct bc_finding){.code = BC_FOUND_BAD_VALUE,
                                .source = layer->row_source[row],
                                .line = layer->row_line[row],
                                .feature = bc_layer_text(layer, "code", row),
                                .field = target->of,
                                .value = cells[row]},
            BC_N("'%s' is no number, as target '%s' needs; it counts as "
                 "missing"),
            cells[row], target->id);
    }
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
    bc_findings_addf(
        run->findings,
        finding_of(run, target, BC_FOUND_WHERE_EMPTY, "where", target->where),
        "no row of %s matches%s", subject->layer->role,
        bc_text_string(&values.text));
    bc_text_clear(&values.text);
}

/* ---- one target in one scope ---- */

struct strange {
    const struct run *run;
    const struct bc_target *target;
    const struct bc_layer *layer;
    const char *field;
};

/* Nothing is like it: of a count that is a true 0, as of a mistyped word. */
static void tell_strange(void *context, const char *name, const char *literal,
                         const char *like)
{
    const struct strange *strange = context;
    struct bc_finding finding =
        finding_of(strange->run, strange->target, BC_FOUND_NO_SUCH_VALUE,
                   strange->field, literal);
    struct values values = {.layer = strange->layer};

    if (like) {
        finding.code = BC_FOUND_NEAR_VALUE;
        bc_findings_addf(strange->run->findings, finding,
                         "no '%s' of %s is '%s', but one is '%s'", name,
                         strange->layer->role, literal, like);
        return;
    }
    list_values(name, &values);
    bc_findings_addf(strange->run->findings, finding, "no '%s' of %s is '%s'%s",
                     name, strange->layer->role, literal,
                     bc_text_string(&values.text));
    bc_text_clear(&values.text);
}

static void note_strange(const struct run *run,
                         const struct bc_subject *subject)
{
    struct strange strange = {run, subject->target, subject->layer, "where"};

    bc_condition_strange(subject->target->where_condition, subject->layer,
                         tell_strange, &strange);
    strange.field = "of";
    bc_condition_strange(subject->target->of_condition, subject->layer,
                         tell_strange, &strange);
}

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

    if (layer) {
        bc_subject_init(&subject, run->input, target, layer);
        lack = lacking_column(&subject);
        note_numbers(run, index, layer);
    } else {
        note_layer(run, target);
    }
    for (size_t i = 0; i < scopes->n; i++) {
        struct bc_result *result = add_result(run, index, &scopes->scope[i]);

        note_scope(run, target, &scopes->scope[i]);
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
    if (placed) { /* elsewhere no row can match */
        note_empty_where(run, &subject);
        note_strange(run, &subject);
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
