/* SPDX-License-Identifier: MIT */
#include "plan/members.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layer/order.h"
#include "water/section.h"

/* Of the fields that are summed: what 18 digits then cannot hold is missing. */
#define PLACES 6

/* ---- the target and its layer ---- */

static bool is_one_of(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

/* What a name says about the condition or field that uses it. */
static void note_name(const char *name, void *context)
{
    static const char *const of_class[] = {
        "class_no",      "class",     "meets_target",
        "class_change",  "tli",       "deciding_change",
        "trophic_state", "intensity", "risk",
        "risk_reason",   NULL};
    static const char *const of_change[] = {"class_change", "deciding_change",
                                            NULL};
    struct bc_subject *subject = context;

    if (!subject->is_water)
        return;
    subject->about_class |= is_one_of(name, of_class);
    subject->about_target |= strcmp(name, "meets_target") == 0;
    subject->about_change |= is_one_of(name, of_change);
}

static bool has_column(const struct bc_layer *layer, const char *name)
{
    return bc_condition_column(layer, name) != BC_NO_COLUMN;
}

void bc_subject_init(struct bc_subject *subject,
                     const struct bc_plan_input *input,
                     const struct bc_target *target,
                     const struct bc_layer *layer)
{
    bool is_field = !target->of_condition && *target->of;

    *subject =
        (struct bc_subject){.input = input, .target = target, .layer = layer};
    subject->grouped = strcmp(target->layer, "waters") == 0;
    subject->is_water =
        subject->grouped || strcmp(target->layer, "sections") == 0;
    if (target->of_condition)
        bc_condition_columns(target->of_condition, note_name, subject);
    if (is_field)
        note_name(target->of, subject);
    if (subject->is_water && is_field && bc_water_has_field(target->of))
        subject->about_class = true;
    if (subject->is_water && target->measure == BC_CHANGE)
        subject->about_change = true;
    subject->as_units =
        subject->grouped ||
        (subject->is_water && is_field &&
         (target->measure == BC_CHANGE || !has_column(layer, target->of)));
    subject->where = bc_alloc(layer->n_features, sizeof *subject->where);
    bc_condition_belong(target->where_condition, layer, subject->where);
    if (subject->as_units || !target->of_condition)
        return;
    subject->of = bc_alloc(layer->n_features, sizeof *subject->of);
    bc_condition_select(target->of_condition, layer, subject->of);
}

void bc_subject_clear(struct bc_subject *subject)
{
    free(subject->where);
    free(subject->of);
    *subject = (struct bc_subject){0};
}

/* ---- cells ---- */

/* Columns of a layer that are looked up once; BC_NO_COLUMN where absent. */
struct columns {
    const struct bc_layer *layer;
    size_t code, name, risk, class_no, meets_target, stage_no, target_class, of;
};

static struct columns find_columns(const struct bc_layer *layer,
                                   const char *field)
{
    return (struct columns){
        .layer = layer,
        .code = bc_condition_column(layer, "code"),
        .name = bc_condition_column(layer, "name"),
        .risk = bc_condition_column(layer, "risk"),
        .class_no = bc_condition_column(layer, "class_no"),
        .meets_target = bc_condition_column(layer, "meets_target"),
        .stage_no = bc_condition_column(layer, "stage_no"),
        .target_class = bc_condition_column(layer, "target_class"),
        .of = bc_condition_column(layer, field)};
}

static const char *text_cell(const struct bc_layer *layer, size_t column,
                             size_t row)
{
    if (column == BC_NO_COLUMN || layer->columns[column].type != BC_TEXT)
        return NULL;
    return layer->columns[column].text[row];
}

/** "" where the cell is empty. */
static const char *name_of(const struct bc_layer *layer, size_t column,
                           size_t row)
{
    const char *name = text_cell(layer, column, row);

    return name ? name : "";
}

static struct bc_decimal number_cell(const struct bc_layer *layer,
                                     size_t column, size_t row)
{
    struct bc_decimal number = BC_MISSING;
    const char *text;

    if (column == BC_NO_COLUMN)
        return BC_MISSING;
    if (layer->columns[column].type == BC_DECIMAL)
        return layer->columns[column].decimal[row];
    text = layer->columns[column].text[row];
    if (text && bc_decimal_parse(bc_slice_trim(bc_slice_of(text)), &number) >
                    BC_PARSED_ROUNDED)
        return BC_MISSING;
    return number;
}

static const char *word_cell(const struct bc_layer *layer, size_t column,
                             size_t row, struct bc_arena *arena)
{
    char text[24];

    if (column == BC_NO_COLUMN || layer->columns[column].type == BC_TEXT)
        return text_cell(layer, column, row);
    bc_decimal_print_short(layer->columns[column].decimal[row], text);
    return *text ? bc_arena_copy(arena, text, strlen(text)) : NULL;
}

static const char *code_of(const struct columns *columns, size_t row,
                           struct bc_arena *arena)
{
    const char *code = text_cell(columns->layer, columns->code, row);
    char number[32];

    if (!code)
        code = text_cell(columns->layer, columns->name, row);
    if (code)
        return code;
    snprintf(number, sizeof number, "row %zu", row + 1);
    return bc_arena_copy(arena, number, strlen(number));
}

/* ---- members ---- */

/* What does not depend on how the row came about. */
static void fill_member(const struct bc_subject *subject,
                        const struct columns *columns, size_t row,
                        struct bc_arena *arena, struct bc_members *members,
                        struct bc_member *member)
{
    const struct bc_target *target = subject->target;
    const struct bc_layer *layer = columns->layer;
    struct bc_decimal risk = number_cell(layer, columns->risk, row);

    member->at_risk =
        subject->is_water && bc_decimal_known(risk) && risk.units > 0;
    member->class_no = number_cell(layer, columns->class_no, row);
    member->meets_target = number_cell(layer, columns->meets_target, row);
    member->stage_no = number_cell(layer, columns->stage_no, row);
    if (subject->about_class &&
        bc_section_is_dry(subject->layer, member->basis.row))
        member->left_out = true;
    if (subject->about_target &&
        !text_cell(layer, columns->target_class, row)) {
        member->left_out = true;
        members->n_without_target++;
    }
    if (target->measure == BC_DISTINCT)
        member->word = word_cell(layer, columns->of, row, arena);
    else if (!target->of_condition && *target->of)
        member->value = number_cell(layer, columns->of, row);
}

static void collect_rows(const struct bc_subject *subject, const bool *inside,
                         struct bc_arena *arena, struct bc_members *members)
{
    const struct bc_layer *layer = subject->layer;
    const struct columns columns = find_columns(layer, subject->target->of);

    for (size_t row = 0; row < layer->n_features; row++) {
        struct bc_member *member = &members->member[members->n];

        if (!inside[row] || subject->where[row] == BC_FALSE)
            continue;
        members->n++;
        member->basis.row = row;
        member->basis.n_points = 1;
        member->basis.code = code_of(&columns, row, arena);
        member->basis.name = name_of(layer, columns.name, row);
        member->where = subject->where[row];
        member->of = subject->of ? subject->of[row] : BC_TRUE;
        fill_member(subject, &columns, row, arena, members, member);
    }
}

static const size_t *keep_rows(struct bc_arena *arena,
                               const struct bc_water_unit *unit)
{
    size_t *rows = bc_arena_alloc(arena, unit->n_rows * sizeof *rows);

    memcpy(rows, unit->rows, unit->n_rows * sizeof *rows);
    return rows;
}

static void collect_units(const struct bc_subject *subject, const bool *inside,
                          struct bc_arena *arena, struct bc_members *members)
{
    const struct bc_plan_input *input = subject->input;
    const struct bc_target *target = subject->target;
    const struct bc_layer *sections = subject->layer;
    bool is_field =
        !target->of_condition && *target->of && target->measure != BC_DISTINCT;
    const struct columns at = find_columns(sections, target->of);
    struct columns columns;
    struct bc_waters waters;
    struct bc_layer *view;
    enum bc_truth *of;

    bc_waters_group(sections, inside, subject->where, subject->grouped,
                    &waters);
    view = bc_waters_layer(input, sections, &waters);
    columns = find_columns(view, target->of);
    of = bc_alloc(waters.n, sizeof *of);
    if (target->of_condition)
        bc_condition_select(target->of_condition, view, of);
    for (size_t i = 0; i < waters.n; i++) {
        const struct bc_water_unit *unit = &waters.unit[i];
        struct bc_member *member = &members->member[members->n++];

        member->basis.row = unit->rows[0];
        member->basis.n_points = unit->n_rows;
        if (unit->n_rows > 1)
            member->basis.points = keep_rows(arena, unit);
        member->basis.code =
            unit->name ? unit->name : code_of(&at, unit->rows[0], arena);
        member->basis.name =
            unit->name ? unit->name : name_of(sections, at.name, unit->rows[0]);
        member->where = unit->where;
        member->of = target->of_condition ? of[i] : BC_TRUE;
        fill_member(subject, &columns, i, arena, members, member);
        if (unit->perhaps_more)
            member->of = BC_UNKNOWN;
        if (is_field &&
            (target->measure == BC_CHANGE || columns.of == BC_NO_COLUMN))
            member->value =
                bc_water_value(input, sections, unit, false, target->of);
        if (target->measure == BC_CHANGE && input->has_before)
            member->before =
                bc_water_value(input, sections, unit, true, target->of);
        if (unit->perhaps_more)
            member->value = BC_MISSING;
    }
    free(of);
    bc_layer_free(view);
    bc_waters_clear(&waters);
}

/* The first IN list over a column of names: text of the source that is no set
 * and speaks no words. */
static size_t find_names(const struct bc_subject *subject, size_t *column,
                         const char *const **literals)
{
    const struct bc_condition *where = subject->target->where_condition;
    const struct bc_layer *layer = subject->layer;
    const char *name;
    size_t n;

    for (size_t i = 0; (n = bc_condition_in_list(where, i, &name, literals));
         i++) {
        *column = bc_condition_column(layer, name);
        if (*column != BC_NO_COLUMN &&
            layer->columns[*column].type == BC_TEXT &&
            !layer->columns[*column].derived &&
            !bc_condition_words(layer, name) &&
            !bc_condition_is_set(layer, name))
            return n;
    }
    return 0;
}

/* A name in an IN list that matches no row is a feature nobody knows of. */
static size_t count_named(const struct bc_subject *subject, const bool *inside)
{
    const struct bc_layer *layer = subject->layer;
    const char *const *literals;
    size_t column, missing = 0, n = find_names(subject, &column, &literals);

    for (size_t i = 0; i < n; i++) {
        bool found = false;

        for (size_t row = 0; row < layer->n_features && !found; row++) {
            const char *cell = inside[row] && subject->where[row] == BC_TRUE
                                   ? text_cell(layer, column, row)
                                   : NULL;

            found = cell && strcmp(cell, literals[i]) == 0;
        }
        missing += !found;
    }
    return missing;
}

void bc_members_collect(const struct bc_subject *subject, const bool *inside,
                        struct bc_arena *arena, struct bc_members *members)
{
    size_t room = 0;

    for (size_t row = 0; row < subject->layer->n_features; row++)
        room += inside[row] && subject->where[row] != BC_FALSE;
    *members =
        (struct bc_members){.member = bc_alloc(room, sizeof *members->member)};
    if (subject->as_units)
        collect_units(subject, inside, arena, members);
    else
        collect_rows(subject, inside, arena, members);
    for (size_t i = 0; i < members->n; i++) {
        struct bc_member *member = &members->member[i];

        if (bc_decimal_known(member->value))
            member->value = bc_decimal_round(member->value, PLACES);
        if (bc_decimal_known(member->before))
            member->before = bc_decimal_round(member->before, PLACES);
    }
    if (subject->target->measure == BC_EACH)
        members->n_named = count_named(subject, inside);
}

void bc_members_clear(struct bc_members *members)
{
    free(members->member);
    *members = (struct bc_members){0};
}

/* Known before unknown; larger first, or smaller first. */
static int order_of(struct bc_decimal a, struct bc_decimal b, bool larger_first)
{
    int order;

    if (!bc_decimal_known(a) || !bc_decimal_known(b))
        return bc_decimal_known(b) - bc_decimal_known(a);
    order = bc_decimal_compare(a, b);
    return larger_first ? -order : order;
}

int bc_member_worse(const void *a, const void *b)
{
    const struct bc_member *left = *(const struct bc_member *const *)a;
    const struct bc_member *right = *(const struct bc_member *const *)b;
    int order = order_of(left->class_no, right->class_no, true);

    if (!order)
        order = order_of(left->meets_target, right->meets_target, false);
    if (!order)
        order = order_of(left->stage_no, right->stage_no, false);
    if (!order)
        order = strcmp(left->basis.code, right->basis.code);
    return bc_order_then_rows(order, left->basis.row, right->basis.row);
}
