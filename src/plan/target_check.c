/* SPDX-License-Identifier: MIT */
#include "plan/target_check.h"

#include <stdlib.h>
#include <string.h>

#include "layer/role.h"
#include "plan/target_notes.h"
#include "plan/waters.h"

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
        !bc_text_is_one_of(target->of, names))
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

bool bc_target_computes(const struct bc_target *target)
{
    return !target->of_condition && *target->of &&
           target->measure != BC_DISTINCT;
}

bool bc_target_is_number(const char *cell)
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
        if (cells[row] && bc_target_is_number(cells[row]))
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
    size_t column = bc_target_computes(target)
                        ? bc_condition_column(layer, target->of)
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

enum bc_status bc_targets_check(const struct bc_plan_input *input,
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

void bc_targets_check_each(const struct bc_plan_input *input,
                           struct bc_targets *targets,
                           struct bc_findings *findings)
{
    bool *keep = bc_alloc(targets->n + 1, sizeof *keep);

    for (size_t i = 0; i < targets->n; i++) {
        const struct bc_target *target = &targets->target[i];
        const struct bc_layer *layer = bc_plan_layer(input, target->layer);
        struct bc_error err;

        keep[i] = !layer || !check_target(targets, target, layer, &err);
        if (!keep[i])
            bc_findings_add(findings,
                            &(struct bc_finding){.code = BC_FOUND_UNREADABLE,
                                                 .source = targets->source,
                                                 .line = target->line,
                                                 .message = err.message});
    }
    bc_targets_keep(targets, keep);
    free(keep);
}

void bc_targets_note_layers(const struct bc_plan_input *input,
                            const struct bc_targets *targets,
                            struct bc_findings *findings)
{
    const struct bc_target_notes notes = {input, targets, findings};

    for (size_t i = 0; i < targets->n; i++)
        if (!bc_plan_layer(input, targets->target[i].layer))
            bc_target_note_layer(&notes, &targets->target[i]);
}
