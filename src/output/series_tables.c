/* SPDX-License-Identifier: MIT */
#include "output/series_tables.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "plan/cards.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void start(struct bc_table *table, const char *name,
                  const struct bc_table_column *columns, size_t n)
{
    *table = (struct bc_table){.name = name, .columns = columns};
    table->n_columns = n;
}

/* A count as a cell; what zero or less stands for "none" of is empty. */
struct number {
    char text[24];
};

static struct number number_of(int64_t value)
{
    struct number number;

    snprintf(number.text, sizeof number.text, "%" PRId64, value);
    return number;
}

static struct number positive(int64_t value)
{
    return value > 0 ? number_of(value) : (struct number){""};
}

/* ---- targets ---- */

void bc_table_series(const struct bc_outcome *outcome, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"target", false},    {"basin", false}, {"period", false},
        {"verdict", false},   {"k", true},      {"n", true},
        {"n_unknown", true},  {"value", true},  {"title", false},
        {"basin_name", false}};
    const struct bc_series *series = outcome->series;

    start(table, "series", columns, COUNT(columns));
    for (size_t i = 0; i < series->n_results * series->n_months; i++) {
        const struct bc_series_point *point = &series->point[i];
        const struct bc_result *result =
            &outcome->results->result[series->result[i / series->n_months]];
        const struct bc_target *target =
            &outcome->targets->target[result->target];
        struct number k = number_of(point->k), n = number_of(point->n),
                      unknown = number_of(point->n_unknown);
        char value[24];

        bc_decimal_print(bc_decimal_round(point->value, 6), value);
        bc_table_add_row(table, (const char *const[]){
                                    target->id, result->basin,
                                    series->months[i % series->n_months].label,
                                    bc_verdict_name(point->verdict),
                                    point->counted ? k.text : "",
                                    point->counted ? n.text : "",
                                    point->counted ? unknown.text : "", value,
                                    target->title, result->basin_name});
    }
}

/* ---- sections at risk ---- */

static const char *basin_of(const struct bc_outcome *outcome, size_t section)
{
    const struct bc_join *join = outcome->section_join;

    return join->basin[section] != BC_NO_ROW
               ? bc_layer_label(outcome->basins, join->basin[section])
               : "";
}

/* 未达标, 反弹风险; of months without data nothing. */
static const char *risk_in(const struct bc_series *series, size_t section,
                           size_t month)
{
    return bc_risk_name(bc_series_section(series, section, month)->risk);
}

static void add_bulletin_row(const struct bc_outcome *outcome,
                             const struct bc_bulletin_row *row,
                             struct bc_table *table)
{
    const struct bc_series *series = outcome->series;
    const struct bc_judgement *now =
        bc_series_judgement(series, row->section, row->month);
    const struct bc_judgement *then =
        row->month ? bc_series_judgement(series, row->section, row->month - 1)
                   : NULL;
    struct number missed = number_of(row->missed),
                  at_risk = number_of(row->at_risk),
                  target_class = positive(now->target_class);

    bc_table_add_row(
        table,
        (const char *const[]){
            series->months[row->month].label,
            bc_layer_label(outcome->sections, row->section),
            bc_layer_text(outcome->sections, "name", row->section),
            basin_of(outcome, row->section), bc_bulletin_name(row->state),
            bc_bulletin_name_zh(row->state),
            risk_in(series, row->section, row->month),
            row->month ? risk_in(series, row->section, row->month - 1) : "",
            at_risk.text, missed.text, bc_class_name(now->class_no),
            then ? bc_class_name(then->class_no) : "", target_class.text,
            bc_series_section(series, row->section, row->month)->reason});
}

void bc_table_bulletin(const struct bc_outcome *outcome, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"period", false},        {"section", false},
        {"name", false},          {"basin", false},
        {"state", false},         {"state_zh", false},
        {"risk", false},          {"risk_before", false},
        {"months_at_risk", true}, {"months_missed", true},
        {"class", false},         {"class_before", false},
        {"target_class", true},   {"reason", false}};
    struct bc_bulletin_row *rows = NULL;
    size_t n;

    start(table, "bulletin", columns, COUNT(columns));
    n = bc_bulletin(outcome->series, &rows);
    for (size_t i = 0; i < n; i++)
        add_bulletin_row(outcome, &rows[i], table);
    free(rows);
}

/* ---- cards ---- */

static void add_card(const struct bc_outcome *outcome, size_t basin,
                     const struct bc_card *card, const char *rule,
                     struct bc_table *table)
{
    struct bc_text sections = {0}, reason = {0};
    struct number months = number_of(card->months);

    for (size_t i = 0; i < card->n_sections; i++)
        bc_text_printf(&sections, "%s%s", i ? ";" : "",
                       bc_layer_label(outcome->sections, card->section[i]));
    bc_card_text(outcome->series, card, outcome->sections, true, &reason);
    bc_table_add_row(
        table, (const char *const[]){
                   bc_layer_label(outcome->basins, basin),
                   bc_layer_text(outcome->basins, "name", basin),
                   outcome->series->months[outcome->series->n_months - 1].label,
                   bc_card_name(card->colour), bc_card_name_zh(card->colour),
                   months.text, bc_text_string(&sections),
                   bc_text_string(&reason), rule});
    bc_text_clear(&sections);
    bc_text_clear(&reason);
}

void bc_table_cards(const struct bc_outcome *outcome, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"basin", false},    {"basin_name", false}, {"period", false},
        {"card", false},     {"card_zh", false},    {"months", true},
        {"sections", false}, {"reason", false},     {"rule", false}};
    struct bc_card *cards = NULL;
    struct bc_text rule = {0};

    start(table, "cards", columns, COUNT(columns));
    bc_cards_of(outcome->series, &outcome->card_rule,
                outcome->section_join->basin, outcome->basins->n_features,
                &cards);
    bc_card_rule_text(&outcome->card_rule, true, &rule);
    for (size_t b = 0; b < outcome->basins->n_features; b++)
        add_card(outcome, b, &cards[b], bc_text_string(&rule), table);
    bc_text_clear(&rule);
    bc_cards_free(cards, outcome->basins->n_features);
}
