/* SPDX-License-Identifier: MIT */
#include "plan/target_notes.h"

#include <stdlib.h>
#include <string.h>

#include "layer/role.h"
#include "plan/target_check.h"

static struct bc_finding finding_of(const struct bc_target_notes *notes,
                                    const struct bc_target *target,
                                    enum bc_finding_code code,
                                    const char *field, const char *value)
{
    return (struct bc_finding){.code = code,
                               .source = notes->targets->source,
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
void bc_target_note_layer(const struct bc_target_notes *notes,
                          const struct bc_target *target)
{
    const struct bc_plan_input *input = notes->input;
    const char *const *roles = bc_role_names();
    const char **known, *meant;
    size_t n = 0;

    if (bc_text_is_one_of(target->layer, roles) ||
        bc_text_is_one_of(target->layer, plan_layers))
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
        bc_findings_addf(notes->findings,
                         finding_of(notes, target, BC_FOUND_UNKNOWN_LAYER,
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

void bc_target_note_scope(const struct bc_target_notes *notes,
                          const struct bc_target *target,
                          const struct bc_scope *scope)
{
    static const char *const formats[2][2] = {
        {BC_N("no basin '%s'"), BC_N("no basin '%s'; did you mean '%s'?")},
        {BC_N("no region '%s'"), BC_N("no region '%s'; did you mean '%s'?")}};

    for (size_t i = 0; i < scope->n_places; i++) {
        const struct bc_place *place = &scope->places[i];

        if (is_place(place) || notes->input->lacks_places)
            continue;
        bc_findings_addf(
            notes->findings,
            finding_of(notes, target, BC_FOUND_UNKNOWN_SCOPE, "scope",
                       place->code),
            formats[place->kind == BC_PLACE_REGION][place->meant != NULL],
            place->code, place->meant);
    }
}

/* ---- periods ---- */

/* A figure so far is usual (`due` tells); one of other months is another. */
static bool is_judged_by(const struct bc_plan_input *input,
                         const struct bc_target *target,
                         const struct bc_period *its)
{
    if (bc_target_is_of_waters(target))
        return its->first <= input->period.first &&
               its->last >= input->period.last;
    return its->first <= input->as_of && its->last >= input->as_of;
}

void bc_target_note_period(const struct bc_target_notes *notes,
                           const struct bc_target *target)
{
    const struct bc_plan_input *input = notes->input;
    struct bc_period its;
    char as_of[16];

    if (!*target->period || !bc_period_parse(target->period, &its) ||
        is_judged_by(input, target, &its))
        return;
    bc_day_print(input->as_of, as_of);
    bc_findings_addf(
        notes->findings,
        finding_of(notes, target, BC_FOUND_OTHER_PERIOD, "period",
                   target->period),
        BC_N("the row is of '%s', but was judged by the data of '%s'"),
        target->period,
        bc_target_is_of_waters(target) ? input->period.label : as_of);
}

/* ---- cells that are no number ---- */

/* Once for a field, however many targets compute with it. */
static bool is_first_to_compute(const struct bc_target_notes *notes,
                                size_t index)
{
    const struct bc_target *target = &notes->targets->target[index];

    for (size_t t = 0; t < index; t++) {
        const struct bc_target *earlier = &notes->targets->target[t];

        if (bc_target_computes(earlier) &&
            strcmp(earlier->of, target->of) == 0 &&
            bc_plan_layer(notes->input, earlier->layer) ==
                bc_plan_layer(notes->input, target->layer))
            return false;
    }
    return true;
}

void bc_target_note_numbers(const struct bc_target_notes *notes, size_t index,
                            const struct bc_layer *layer)
{
    const struct bc_target *target = &notes->targets->target[index];
    size_t column = bc_target_computes(target)
                        ? bc_condition_column(layer, target->of)
                        : BC_NO_COLUMN;
    const char *const *cells =
        column == BC_NO_COLUMN ? NULL : layer->columns[column].text;

    if (!cells || !is_first_to_compute(notes, index))
        return;
    for (size_t row = 0; row < layer->n_features; row++) {
        if (!cells[row] || bc_target_is_number(cells[row]))
            continue;
        bc_findings_addf(
            notes->findings,
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

/* ---- a scope or a where that matches nothing ---- */

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

/* `*` gives each basin, also those where such features are not; who names a
 * place expects some. */
static bool is_named(const struct bc_target *target,
                     const struct bc_scope *scope)
{
    return strstr(target->scope, scope->label) ||
           strstr(target->scope, scope->name);
}

static bool is_told_already(const struct bc_scope *scope)
{
    for (size_t i = 0; i < scope->n_places; i++)
        if (!is_place(&scope->places[i]))
            return true;
    return false;
}

static bool is_of_water(const struct bc_scope *scope)
{
    for (size_t i = 0; i < scope->n_places; i++)
        if (scope->places[i].kind == BC_PLACE_WATER)
            return true;
    return false;
}

void bc_target_note_rows(const struct bc_target_notes *notes,
                         const struct bc_target *target,
                         const struct bc_scope *scope,
                         const struct bc_layer *layer, enum bc_reason reason,
                         const bool *inside)
{
    struct values values = {.layer = layer};
    struct bc_finding finding =
        finding_of(notes, target, BC_FOUND_EMPTY_SCOPE, "scope", scope->label);

    if (notes->input->lacks_places || !layer->n_features ||
        !is_named(target, scope) || is_told_already(scope))
        return;
    for (size_t row = 0; row < layer->n_features; row++)
        if (inside[row])
            return;
    if (reason == BC_REASON_NO_REGION) {
        bc_findings_addf(notes->findings, finding,
                         "no row of %s says that it lies in the region '%s', "
                         "and no layer of regions has it; nothing is judged",
                         layer->role, scope->name);
        return;
    }
    if (is_of_water(scope))
        list_values("water", &values);
    if (!reason || is_of_water(scope))
        bc_findings_addf(notes->findings, finding,
                         "no row of %s lies in '%s'; nothing is judged%s",
                         layer->role, scope->name,
                         bc_text_string(&values.text));
    bc_text_clear(&values.text);
}

static void note_empty_where(const struct bc_target_notes *notes,
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
        notes->findings,
        finding_of(notes, target, BC_FOUND_WHERE_EMPTY, "where", target->where),
        "no row of %s matches%s", subject->layer->role,
        bc_text_string(&values.text));
    bc_text_clear(&values.text);
}

/* ---- values that no row has ---- */

struct strange {
    const struct bc_target_notes *notes;
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
        finding_of(strange->notes, strange->target, BC_FOUND_NO_SUCH_VALUE,
                   strange->field, literal);
    struct values values = {.layer = strange->layer};

    if (like) {
        finding.code = BC_FOUND_NEAR_VALUE;
        bc_findings_addf(strange->notes->findings, finding,
                         "no '%s' of %s is '%s', but one is '%s'", name,
                         strange->layer->role, literal, like);
        return;
    }
    list_values(name, &values);
    bc_findings_addf(strange->notes->findings, finding,
                     "no '%s' of %s is '%s'%s", name, strange->layer->role,
                     literal, bc_text_string(&values.text));
    bc_text_clear(&values.text);
}

static void note_strange(const struct bc_target_notes *notes,
                         const struct bc_subject *subject)
{
    struct strange strange = {notes, subject->target, subject->layer, "where"};

    bc_condition_strange(subject->target->where_condition, subject->layer,
                         tell_strange, &strange);
    strange.field = "of";
    bc_condition_strange(subject->target->of_condition, subject->layer,
                         tell_strange, &strange);
}

void bc_target_note_words(const struct bc_target_notes *notes,
                          const struct bc_subject *subject)
{
    note_empty_where(notes, subject);
    note_strange(notes, subject);
}
