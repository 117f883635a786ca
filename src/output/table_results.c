/* SPDX-License-Identifier: MIT */
#include "output/table_row.h"

#include <stdlib.h>
#include <string.h>

#include "layer/role.h"

static void put_flags(struct bc_table_row *row, unsigned flags)
{
    static const char *const names[] = {"interim", "on_the_line", "borderline",
                                        "at_risk", "overruled"};
    struct bc_text *cell = bc_put_cell(row);
    const char *before = "";

    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        if (!(flags & 1U << i))
            continue;
        bc_text_printf(cell, "%s%s", before, names[i]);
        before = ";";
    }
}

static void put_reason(struct bc_table_row *row, const struct bc_result *result)
{
    struct bc_text *cell = bc_put_cell(row);
    const char *reason = bc_reason_text_en(result->reason);
    const char *detail = result->reason_detail;

    bc_text_add(cell, reason);
    if (!*detail)
        return;
    if (*reason)
        bc_text_printf(cell, " (%s)", detail);
    else
        bc_text_add(cell, detail);
}

/* The unfinished outfalls upstream of what keeps the result from being met. */
static void put_upstream(struct bc_table_row *row,
                         const struct bc_outcome *outcome,
                         const struct bc_target *target,
                         const struct bc_result *result)
{
    struct bc_text *cell = bc_put_cell(row);
    struct bc_upstream_row *rows = NULL;
    size_t n = bc_upstream_of_result(outcome->upstream, outcome->sections,
                                     target, result, &rows);

    for (size_t i = 0; i < n; i++)
        bc_text_printf(cell, "%s%s", i ? ";" : "",
                       bc_layer_label(outcome->outfalls, rows[i].outfall));
    free(rows);
}

static void put_result(struct bc_table_row *row,
                       const struct bc_outcome *outcome,
                       const struct bc_result *result)
{
    const struct bc_target *target = &outcome->targets->target[result->target];

    bc_put_text(row, target->id);
    bc_put_text(row, result->basin);
    bc_put_text(row, bc_verdict_name(result->verdict));
    if (result->counted) {
        bc_put_count(row, result->k);
        bc_put_count(row, result->n);
        bc_put_count(row, result->n_unknown);
    } else {
        bc_put_cell(row);
        bc_put_cell(row);
        bc_put_cell(row);
    }
    bc_put_decimal(row, bc_decimal_round(result->value, 6));
    bc_put_text(row, bc_op_name(target->op));
    bc_put_text(row, target->value_text);
    bc_put_text(row, target->unit);
    bc_put_short(row, bc_decimal_round(result->shortfall, 6));
    if (result->shortfall_count >= 0)
        bc_put_count(row, result->shortfall_count);
    else
        bc_put_cell(row);
    bc_put_text(row, result->worst);
    put_flags(row, result->flags);
    bc_put_text(row,
                result->standing == BC_ASSESSED ? "assessed" : "indicative");
    put_reason(row, result);
    bc_put_text(row, target->title);
    bc_put_text(row, result->basin_name);
    bc_put_text(row, target->layer);
    bc_put_text(row, bc_measure_name(target->measure));
    bc_put_text(row, result->period);
    bc_put_day(row, result->as_of);
    bc_put_day(row, target->due);
    bc_put_text(row, target->document);
    bc_put_text(row, target->clause);
    bc_put_text(row, target->issuer);
    put_upstream(row, outcome, target, result);
    bc_put_decimal(row, result->pace_expected);
    bc_put_text(row, bc_pace_name(result->pace));
    bc_put_text(row, result->overruled_by ? result->overruled_by->id : "");
}

void bc_table_results(const struct bc_outcome *outcome, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {{"target", false},
                                                     {"basin", false},
                                                     {"verdict", false},
                                                     {"k", true},
                                                     {"n", true},
                                                     {"n_unknown", true},
                                                     {"value", true},
                                                     {"op", false},
                                                     {"target_value", false},
                                                     {"unit", false},
                                                     {"shortfall", true},
                                                     {"shortfall_count", true},
                                                     {"worst", false},
                                                     {"flags", false},
                                                     {"standing", false},
                                                     {"reason", false},
                                                     {"title", false},
                                                     {"basin_name", false},
                                                     {"layer", false},
                                                     {"measure", false},
                                                     {"period", false},
                                                     {"as_of", false},
                                                     {"due", false},
                                                     {"document", false},
                                                     {"clause", false},
                                                     {"issuer", false},
                                                     {"upstream", false},
                                                     {"pace_expected", true},
                                                     {"pace", false},
                                                     {"overruled_by", false}};
    struct bc_table_row row = {0};

    *table = BC_TABLE("results", columns);
    for (size_t i = 0; i < outcome->results->n; i++) {
        put_result(&row, outcome, &outcome->results->result[i]);
        bc_put_end(&row, table);
    }
}

static void put_gap(struct bc_table_row *row, const struct bc_gap *gap,
                    const struct bc_outcome *outcome)
{
    const struct bc_result *result = &outcome->results->result[gap->result];
    const struct bc_target *target = &outcome->targets->target[result->target];
    const struct bc_basis_row *feature = gap->feature;
    int next = gap->wanted_stage > gap->stage ? gap->stage + 1 : 0;

    bc_put_text(row, target->id);
    bc_put_text(row, result->basin);
    bc_put_count(row, (int64_t)gap->rank);
    bc_put_text(row, gap->needed ? "yes" : "no");
    bc_put_text(row, target->layer);
    bc_put_text(row, feature ? feature->code : "");
    bc_put_text(row, feature ? feature->name : "");
    bc_put_positive(row, gap->class_no);
    bc_put_positive(row, gap->wanted_class);
    bc_put_text(row, gap->item == BC_NO_ITEM ? "" : bc_item_symbol(gap->item));
    bc_put_decimal(row, gap->now);
    bc_put_decimal(row, gap->limit);
    bc_put_decimal(row, gap->high);
    bc_put_text(row, bc_direction_name(gap->direction));
    bc_put_short(row, gap->change);
    bc_put_decimal(row, gap->percent);
    bc_put_text(row, gap->unit);
    bc_put_positive(row, gap->n_left);
    if (gap->lost)
        bc_put_text(row, "lost");
    else
        bc_put_decimal(row, gap->remaining);
    bc_put_text(row, gap->stage ? bc_stage_name(gap->stage) : "");
    bc_put_text(row, next ? bc_stage_name(next) : "");
    bc_put_text(row, gap->wanted_stage ? bc_stage_name(gap->wanted_stage) : "");
    bc_put_text(row, gap->state);
    bc_put_text(row, gap->wanted);
    bc_put_text(row, gap->responsible);
}

void bc_table_changes(const struct bc_outcome *outcome, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"target", false},
        {"basin", false},
        {"rank", true},
        {"needed", false},
        {"layer", false},
        {"code", false},
        {"name", false},
        {"class_no", true},
        {"wanted_class", true},
        {"item", false},
        {"now", true},
        {"limit", true},
        {"limit_high", true},
        {"direction", false},
        {"must_change", true},
        {"must_change_percent", true},
        {"unit", false},
        {"months_left", true},
        {"months_left_may_average", false},
        {"stage", false},
        {"next_stage", false},
        {"wanted_stage", false},
        {"state", false},
        {"wanted", false},
        {"responsible", false}};
    struct bc_table_row row = {0};

    *table = BC_TABLE("changes", columns);
    for (size_t i = 0; outcome->gaps && i < outcome->gaps->n; i++) {
        put_gap(&row, &outcome->gaps->gap[i], outcome);
        bc_put_end(&row, table);
    }
}

static void put_state(struct bc_table_row *row, const struct bc_result *result)
{
    bc_put_text(row, bc_verdict_name(result->verdict));
    if (result->counted) {
        bc_put_count(row, result->k);
        bc_put_count(row, result->n);
    } else {
        bc_put_cell(row);
        bc_put_cell(row);
    }
    bc_put_decimal(row, bc_decimal_round(result->value, 6));
    if (result->shortfall_count >= 0)
        bc_put_count(row, result->shortfall_count);
    else
        bc_put_cell(row);
}

static bool same_state(const struct bc_result *a, const struct bc_result *b)
{
    bool known = bc_decimal_known(a->value);

    return a->verdict == b->verdict && a->k == b->k && a->n == b->n &&
           known == bc_decimal_known(b->value) &&
           (!known || bc_decimal_compare(a->value, b->value) == 0);
}

/* The result of the same target in the same scope; NULL when the change took
 * the scope away. Results stand in one order. */
static const struct bc_result *find_same(const struct bc_results *results,
                                         const struct bc_result *wanted,
                                         size_t near)
{
    for (size_t i = 0; i < results->n; i++) {
        const struct bc_result *result =
            &results->result[(near + i) % results->n];

        if (result->target == wanted->target &&
            strcmp(result->basin, wanted->basin) == 0)
            return result;
    }
    return NULL;
}

void bc_table_what_if(const struct bc_outcome *outcome, bool changed_only,
                      struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"target", false},
        {"basin", false},
        {"changed", false},
        {"verdict", false},
        {"k", true},
        {"n", true},
        {"value", true},
        {"shortfall_count", true},
        {"verdict_after", false},
        {"k_after", true},
        {"n_after", true},
        {"value_after", true},
        {"shortfall_count_after", true},
        {"title", false}};
    struct bc_table_row row = {0};

    *table = BC_TABLE("what_if", columns);
    for (size_t i = 0; outcome->what_if && i < outcome->results->n; i++) {
        const struct bc_result *before = &outcome->results->result[i];
        const struct bc_result *after = find_same(outcome->what_if, before, i);
        const struct bc_target *target =
            &outcome->targets->target[before->target];
        bool same = after && same_state(before, after);

        if (same && changed_only)
            continue;
        bc_put_text(&row, target->id);
        bc_put_text(&row, before->basin);
        bc_put_text(&row, same ? "no" : "yes");
        put_state(&row, before);
        if (after)
            put_state(&row, after);
        else
            for (int c = 0; c < 5; c++)
                bc_put_cell(&row);
        bc_put_text(&row, target->title);
        bc_put_end(&row, table);
    }
}
