/* SPDX-License-Identifier: MIT */
#include "plan/waters.h"

#include <stdlib.h>
#include <string.h>

#include "plan/derive.h"
#include "water/section.h"
#include "water/standard.h"

/* ---- which sections are one water ---- */

struct order {
    const char **name; /* per section: the lake's name, or NULL */
    size_t *leader;    /* per section: the first of its water */
};

static int by_name(const void *a, const void *b, void *context)
{
    const struct order *order = context;
    size_t left = *(const size_t *)a, right = *(const size_t *)b;
    int names = strcmp(order->name[left], order->name[right]);

    return names ? names : (left > right) - (left < right);
}

static int by_leader(const void *a, const void *b, void *context)
{
    const struct order *order = context;
    size_t left = *(const size_t *)a, right = *(const size_t *)b;
    size_t l = order->leader[left], r = order->leader[right];

    if (l != r)
        return l < r ? -1 : 1;
    return (left > right) - (left < right);
}

static const char *lake_name(const struct bc_layer *sections, size_t row)
{
    const char *type = bc_layer_text(sections, "type", row);
    enum bc_water water = type ? bc_water_parse(type) : BC_WATER_UNKNOWN;

    if (water != BC_LAKE && water != BC_RESERVOIR)
        return NULL;
    return bc_layer_text(sections, "water", row);
}

static void find_leaders(struct order *order, size_t *lakes, size_t n)
{
    qsort_r(lakes, n, sizeof *lakes, by_name, order);
    for (size_t i = 1; i < n; i++)
        if (strcmp(order->name[lakes[i]], order->name[lakes[i - 1]]) == 0)
            order->leader[lakes[i]] = order->leader[lakes[i - 1]];
}

static struct bc_decimal number_in(const struct bc_layer *layer,
                                   const char *name, size_t row)
{
    size_t column = bc_condition_column(layer, name);
    struct bc_decimal number = BC_MISSING;

    if (column == BC_NO_COLUMN)
        return BC_MISSING;
    if (layer->columns[column].type == BC_DECIMAL)
        return layer->columns[column].decimal[row];
    if (layer->columns[column].text[row])
        bc_decimal_parse(bc_slice_of(layer->columns[column].text[row]),
                         &number);
    return number;
}

/* Keeps the points that stand for the lake: those that surely belong to it
 * before those that perhaps do, wet before dry. */
static size_t choose_points(const struct bc_layer *sections,
                            const enum bc_truth *where, size_t *rows, size_t n,
                            bool *perhaps_more)
{
    bool any_sure = false, any_wet = false;
    size_t kept = 0, n_perhaps = 0;

    for (size_t i = 0; i < n; i++)
        any_sure = any_sure || where[rows[i]] == BC_TRUE;
    for (size_t i = 0; i < n; i++)
        n_perhaps += where[rows[i]] == BC_UNKNOWN &&
                     bc_decimal_known(number_in(sections, "class_no", rows[i]));
    /* one alone is the whole lake */
    *perhaps_more = n_perhaps > (any_sure ? 0 : 1);
    for (size_t i = 0; i < n; i++)
        if (!any_sure || where[rows[i]] == BC_TRUE)
            rows[kept++] = rows[i];
    n = kept;
    for (size_t i = 0; i < n; i++)
        any_wet = any_wet || !bc_section_is_dry(sections, rows[i]);
    kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!any_wet || !bc_section_is_dry(sections, rows[i]))
            rows[kept++] = rows[i];
    return kept;
}

static void add_units(const struct bc_layer *sections,
                      const struct order *order, const enum bc_truth *where,
                      size_t n, struct bc_waters *waters)
{
    for (size_t first = 0, end; first < n; first = end) {
        struct bc_water_unit *unit = &waters->unit[waters->n++];
        size_t leader = order->leader[waters->rows[first]];

        for (end = first + 1;
             end < n && order->leader[waters->rows[end]] == leader; end++)
            ;
        unit->name = order->name[leader];
        unit->rows = waters->rows + first;
        unit->n_rows = choose_points(sections, where, waters->rows + first,
                                     end - first, &unit->perhaps_more);
        unit->where = where[unit->rows[0]];
    }
}

void bc_waters_group(const struct bc_layer *sections, const bool *inside,
                     const enum bc_truth *where, bool grouped,
                     struct bc_waters *waters)
{
    struct order order = {bc_alloc(sections->n_features, sizeof *order.name),
                          bc_alloc(sections->n_features, sizeof *order.leader)};
    size_t *lakes = bc_alloc(sections->n_features, sizeof *lakes);
    size_t n = 0, n_lakes = 0;

    *waters = (struct bc_waters){0};
    waters->rows = bc_alloc(sections->n_features, sizeof *waters->rows);
    for (size_t row = 0; row < sections->n_features; row++) {
        if (!inside[row] || where[row] == BC_FALSE)
            continue;
        waters->rows[n++] = row;
        order.leader[row] = row;
        order.name[row] = grouped ? lake_name(sections, row) : NULL;
        if (order.name[row])
            lakes[n_lakes++] = row;
    }
    find_leaders(&order, lakes, n_lakes);
    qsort_r(waters->rows, n, sizeof *waters->rows, by_leader, &order);
    waters->unit = bc_alloc(n, sizeof *waters->unit);
    add_units(sections, &order, where, n, waters);
    free(order.name);
    free(order.leader);
    free(lakes);
}

void bc_waters_clear(struct bc_waters *waters)
{
    free(waters->unit);
    free(waters->rows);
    *waters = (struct bc_waters){0};
}

/* ---- what they are ---- */

static const char *const judged[] = {
    "class_no", "meets_target", "class_change", "deciding_change",
    "tli",      "risk",         "intensity"};
#define N_JUDGED (sizeof judged / sizeof *judged)

/* The largest of the points': a lake is at risk when one of them is. */
static struct bc_decimal largest(const struct bc_layer *sections,
                                 const struct bc_water_unit *unit,
                                 const char *name)
{
    struct bc_decimal most = BC_MISSING;

    for (size_t i = 0; i < unit->n_rows; i++) {
        struct bc_decimal one = number_in(sections, name, unit->rows[i]);

        if (bc_decimal_known(one) &&
            (!bc_decimal_known(most) || bc_decimal_compare(one, most) > 0))
            most = one;
    }
    return most;
}

/* Without a mean, points that agree speak for all. */
static struct bc_decimal common(const struct bc_layer *sections,
                                const struct bc_water_unit *unit,
                                const char *name)
{
    struct bc_decimal value = BC_MISSING;

    for (size_t i = 0; i < unit->n_rows; i++) {
        struct bc_decimal one = number_in(sections, name, unit->rows[i]);

        if (!bc_decimal_known(one))
            continue;
        if (bc_decimal_known(value) && bc_decimal_compare(one, value) != 0)
            return BC_MISSING;
        value = one;
    }
    return value;
}

static struct bc_decimal class_of(const struct bc_judgement *judgement)
{
    return judgement->class_no ? bc_decimal_of(judgement->class_no, 0)
                               : BC_MISSING;
}

static struct bc_decimal risk_of(const struct bc_risk_input *input,
                                 const struct bc_water_unit *unit,
                                 const struct bc_judgement *now,
                                 const struct bc_judgement *before)
{
    enum bc_risk risk =
        bc_risk_of_group(input, unit->rows, unit->n_rows, now, before).risk;

    return risk == BC_RISK_UNKNOWN ? BC_MISSING
                                   : bc_decimal_of(risk >= BC_RISK_REBOUND, 0);
}

void bc_water_before(const struct bc_plan_input *input,
                     const struct bc_layer *sections, const size_t *rows,
                     size_t n_rows, struct bc_judgement *before)
{
    bc_judgement_init(before);
    if (n_rows == 1 && input->judgement_before)
        *before = input->judgement_before[rows[0]];
    else if (input->has_before && input->observations_before)
        bc_assess_group(input->observations_before, input->water_method,
                        sections, rows, n_rows, &input->before, before);
}

static void judge_anew(const struct bc_plan_input *input,
                       const struct bc_layer *sections,
                       const struct bc_water_unit *unit,
                       struct bc_decimal value[N_JUDGED])
{
    struct bc_judgement now, before;

    for (size_t i = 0; i < 5; i++)
        value[i] = common(sections, unit, judged[i]);
    value[5] = largest(sections, unit, "risk");
    value[6] = largest(sections, unit, "intensity");
    if (!input->observations)
        return;
    bc_assess_group(input->observations, input->water_method, sections,
                    unit->rows, unit->n_rows, &input->period, &now);
    if (!now.class_no) /* perhaps the table gives a class */
        return;
    value[0] = class_of(&now);
    value[1] =
        now.meets_target < 0 ? BC_MISSING : bc_decimal_of(now.meets_target, 0);
    value[2] = value[3] = BC_MISSING;
    value[4] = now.tli;
    if (input->has_before) {
        bc_water_before(input, sections, unit->rows, unit->n_rows, &before);
        value[2] = bc_decimal_subtract(value[0], class_of(&before));
        value[3] = bc_deciding_change(&now, &before);
    }
    if (input->risk)
        value[5] = risk_of(input->risk, unit, &now,
                           input->has_before ? &before : NULL);
}

static void set_number(struct bc_layer *layer, const char *name, size_t row,
                       struct bc_decimal value)
{
    struct bc_column *column =
        &layer->columns[bc_condition_column(layer, name)];
    char text[24];

    if (column->type == BC_DECIMAL) {
        column->decimal[row] = value;
        return;
    }
    bc_decimal_print(value, text);
    column->text[row] = bc_decimal_known(value)
                            ? bc_arena_copy(&layer->arena, text, strlen(text))
                            : NULL;
}

/* The first of the points that has a target class lends it to the lake. */
static void copy_row(struct bc_layer *layer, size_t row,
                     const struct bc_layer *sections,
                     const struct bc_water_unit *unit)
{
    size_t target = bc_layer_find(sections, "target_class");

    for (size_t c = 0; c < sections->n_columns; c++) {
        const struct bc_column *from = &sections->columns[c];
        size_t i = 0;

        while (c == target && from->text && i + 1 < unit->n_rows &&
               !from->text[unit->rows[i]])
            i++;
        if (from->text)
            layer->columns[c].text[row] = from->text[unit->rows[i]];
        if (bc_layer_is_doubtful(sections, c, unit->rows[i]))
            bc_layer_set_doubtful(layer, c, row);
        if (from->decimal)
            layer->columns[c].decimal[row] = from->decimal[unit->rows[i]];
    }
}

static struct bc_layer *with_columns_of(const struct bc_layer *sections,
                                        size_t n)
{
    struct bc_layer *layer =
        bc_layer_new("sections", sections->source, BC_GEOMETRY_NONE, n);

    for (size_t c = 0; c < sections->n_columns; c++) {
        bc_layer_add_column(layer, sections->columns[c].name,
                            sections->columns[c].type);
        layer->columns[c].derived = sections->columns[c].derived;
    }
    for (size_t k = 0; k < sections->n_keys; k++)
        bc_layer_add_key(layer, sections->keys[k].key,
                         sections->keys[k].column);
    for (size_t i = 0; i < N_JUDGED; i++)
        if (bc_condition_column(layer, judged[i]) == BC_NO_COLUMN) {
            size_t added = bc_layer_add_column(layer, judged[i], BC_DECIMAL);

            layer->columns[added].derived = true;
        }
    return layer;
}

struct bc_layer *bc_waters_layer(const struct bc_plan_input *input,
                                 const struct bc_layer *sections,
                                 const struct bc_waters *waters)
{
    struct bc_layer *layer = with_columns_of(sections, waters->n);

    for (size_t row = 0; row < waters->n; row++) {
        const struct bc_water_unit *unit = &waters->unit[row];
        struct bc_decimal value[N_JUDGED];

        copy_row(layer, row, sections, unit);
        if (unit->n_rows < 2)
            continue;
        judge_anew(input, sections, unit, value);
        for (size_t i = 0; i < N_JUDGED; i++)
            set_number(layer, judged[i], row, value[i]);
    }
    return layer;
}

bool bc_water_has_field(const char *field)
{
    return strcmp(field, "class_no") == 0 || strcmp(field, "tli") == 0 ||
           bc_item_find(bc_slice_of(field)) != BC_NO_ITEM;
}

struct bc_decimal bc_water_value(const struct bc_plan_input *input,
                                 const struct bc_layer *sections,
                                 const struct bc_water_unit *unit, bool before,
                                 const char *field)
{
    enum bc_item item = bc_item_find(bc_slice_of(field));
    struct bc_judgement judgement;

    if (before)
        bc_water_before(input, sections, unit->rows, unit->n_rows, &judgement);
    else if (input->observations)
        bc_assess_group(input->observations, input->water_method, sections,
                        unit->rows, unit->n_rows, &input->period, &judgement);
    else
        return BC_MISSING;
    if (strcmp(field, "class_no") == 0)
        return class_of(&judgement);
    if (strcmp(field, "tli") == 0)
        return judgement.tli;
    return item == BC_NO_ITEM ? BC_MISSING : judgement.item[item].mean;
}
