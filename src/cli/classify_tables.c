/* SPDX-License-Identifier: MIT */
#include "cli/classify_tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/classify_compare.h"
#include "output/table_row.h"
#include "water/remaining.h"
#include "water/section.h"

size_t bc_classified_count(const struct bc_classified *classified)
{
    return classified->sections
               ? classified->sections->n_features
               : bc_observations_n_sections(classified->observations);
}

const char *bc_classified_code(const struct bc_classified *classified,
                               size_t section)
{
    return classified->sections
               ? bc_layer_text(classified->sections, "code", section)
               : bc_observations_section(classified->observations, section);
}

void bc_classify_tell_blind(const struct bc_water_method *method,
                            const char *name, const struct bc_period *period,
                            const struct bc_judgement *judgement,
                            struct bc_findings *findings)
{
    struct bc_text items = {0};

    bc_judgement_blind_items(method, judgement, &items);
    if (items.length > 0)
        bc_findings_add(
            findings,
            &(struct bc_finding){
                .code = BC_FOUND_NON_DETECT_LIMIT,
                .feature = name,
                .field = bc_text_string(&items),
                .value = period->label,
                .message =
                    "a detection limit lies above the limit to be judged"});
    bc_text_clear(&items);
}

/* Change ------------------------------------------------------------------- */

void bc_classify_change(const struct bc_classified *classified,
                        struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},      {"period", false},  {"before", false},
        {"class_before", true},  {"class_no", true}, {"change", false},
        {"not_compared", false}, {"rule", false},    {"method", false}};
    size_t n = bc_classified_count(classified);
    size_t *rows = bc_alloc(n + 1, sizeof *rows);
    struct bc_change_row *changes = bc_alloc(n + 1, sizeof *changes);
    struct bc_compared comparison = {0};
    struct bc_text rule = {0};

    *table = BC_TABLE("change", columns);
    bc_change_rule_text(classified->change, true, &rule);
    for (size_t i = 0; i < n; i++)
        rows[i] = i;
    bc_compared_make(classified, classified->findings, &comparison);
    bc_change_sections(&comparison.input, rows, n, changes);
    for (size_t i = 0; i < n; i++) {
        struct bc_table_row row = {.n = 0};
        struct bc_text unlike = {0};

        bc_put_text(&row, bc_classified_code(classified, i));
        bc_put_text(&row, classified->period.label);
        bc_put_text(&row, classified->before.label);
        bc_put_positive(&row, changes[i].class_before);
        bc_put_positive(&row, changes[i].class_now);
        if (bc_section_is_dry(classified->sections, i)) {
            changes[i].change = BC_NOT_COMPARED;
            bc_text_add(&unlike, "断流，不参与统计");
        } else {
            bc_unlike_text(changes[i].unlike, true, &unlike);
        }
        bc_put_text(&row, bc_change_name(changes[i].change));
        bc_put_taken(&row, &unlike);
        bc_put_text(&row, bc_text_string(&rule));
        bc_put_text(&row, classified->method_text);
        bc_put_end(&row, table);
    }
    bc_text_clear(&rule);
    bc_compared_clear(&comparison);
    free(changes);
    free(rows);
}

/* Trend -------------------------------------------------------------------- */

static void put_moment(struct bc_table_row *row, enum bc_trend_step step,
                       int moment)
{
    struct bc_text text = {0};

    if (step == BC_TREND_MONTHS)
        bc_text_printf(&text, "%04d-%02d", moment / 12, moment % 12 + 1);
    else
        bc_text_printf(&text, "%04d", moment);
    bc_put_taken(row, &text);
}

static void put_trend(const struct bc_classified *classified,
                      enum bc_trend_step step, const struct bc_trend_row *found,
                      struct bc_table *table)
{
    struct bc_table_row row = {.n = 0};

    bc_put_text(&row, bc_classified_code(classified, found->section));
    bc_put_text(&row, bc_item_symbol(found->item));
    put_moment(&row, step, found->first);
    put_moment(&row, step, found->last);
    bc_put_count(&row, found->trend.n);
    bc_put_decimal(&row, found->first_mean);
    bc_put_decimal(&row, found->last_mean);
    bc_put_decimal(&row, found->trend.rs);
    bc_put_decimal(&row, found->trend.wp_05);
    bc_put_decimal(&row, found->trend.wp_01);
    bc_put_text(&row, bc_trend_name(found->trend.direction));
    bc_put_positive(&row, found->trend.level_percent);
    bc_put_text(&row, found->worse > 0   ? "worse"
                      : found->worse < 0 ? "better"
                                         : "");
    bc_put_text(&row, "Spearman 秩相关(22号)，并列取平均秩；|rs|≥Wp 为显著；Wp "
                      "表凭记忆");
    bc_put_text(&row, classified->method_text);
    bc_put_end(&row, table);
}

void bc_classify_trend(const struct bc_classified *classified,
                       enum bc_trend_step step, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},  {"item", false},  {"first", false},
        {"last", false},     {"n", true},      {"first_mean", true},
        {"last_mean", true}, {"rs", true},     {"wp_05", true},
        {"wp_01", true},     {"trend", false}, {"level_percent", true},
        {"for_the", false},  {"rule", false},  {"method", false}};
    const struct bc_trend_input input = {.observations =
                                             classified->observations,
                                         .method = classified->method,
                                         .sections = classified->sections,
                                         .period = classified->period,
                                         .step = step};
    struct bc_trend_row *rows = NULL;
    size_t n = bc_trend_list(&input, &rows);

    *table = BC_TABLE("trend", columns);
    for (size_t i = 0; i < n; i++)
        put_trend(classified, step, &rows[i], table);
    free(rows);
}

/* Risk --------------------------------------------------------------------- */

void bc_classify_risk(const struct bc_classified *classified,
                      const bool *listed, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},    {"period", false},  {"risk", false},
        {"kept_class", true},  {"class_no", true}, {"class_before", true},
        {"months_over", true}, {"months", true},   {"reasons", false},
        {"rule", false},       {"method", false}};
    struct bc_judgement *now = bc_classified_judgements(classified);
    struct bc_judgement *before = bc_classified_judgements(classified);
    const struct bc_risk_input input = {
        .rule = *classified->risk,
        .now = now,
        .before = before,
        .period = &classified->period,
        .method = classified->method,
        .observations = classified->observations,
        .sections = classified->sections,
        .n_sections = bc_classified_count(classified),
        .listed = listed};
    struct bc_risk_row *rows = NULL;
    struct bc_text rule = {0};
    size_t n;

    *table = BC_TABLE("risk", columns);
    bc_classified_judge(classified, &classified->period, classified->findings,
                        now);
    bc_classified_judge(classified, &classified->before, NULL, before);
    n = bc_risk_list(&input, &rows, NULL);
    if (listed)
        bc_text_add(&rule, "以给定名单代替规则；理由按：");
    bc_risk_rule_text(classified->risk, true, &rule);
    for (size_t i = 0; i < n; i++) {
        struct bc_table_row row = {.n = 0};
        struct bc_text reasons = {0};

        bc_put_text(&row, bc_classified_code(classified, rows[i].section));
        bc_put_text(&row, classified->period.label);
        bc_put_text(&row, bc_risk_name(rows[i].risk));
        bc_put_positive(&row, rows[i].kept_class);
        bc_put_positive(&row, rows[i].now->class_no);
        bc_put_positive(&row, rows[i].class_before);
        bc_put_count(&row, (size_t)rows[i].n_over);
        bc_put_count(&row, (size_t)rows[i].n_months);
        bc_risk_text(&rows[i], true, &reasons);
        bc_put_taken(&row, &reasons);
        bc_put_text(&row, bc_text_string(&rule));
        bc_put_text(&row, classified->method_text);
        bc_put_end(&row, table);
    }
    bc_text_clear(&rule);
    free(rows);
    free(before);
    free(now);
}

/* Year to date ------------------------------------------------------------- */

static void put_remaining(const struct bc_classified *classified,
                          const struct bc_remaining_row *found,
                          const char *rule, struct bc_table *table)
{
    const bool bound = found->state == BC_REMAINING_BOUND;
    struct bc_table_row row = {.n = 0};

    bc_put_text(&row, bc_classified_code(classified, found->section));
    bc_put_text(&row, bc_item_symbol(found->item));
    bc_put_text(&row, bc_item_unit(found->item));
    bc_put_positive(&row, found->target_class);
    bc_put_decimal(&row, found->limit);
    bc_put_count(&row, (size_t)found->n_months);
    bc_put_count(&row, (size_t)found->n_left);
    bc_put_decimal(&row, found->so_far);
    bc_put_flag(&row, found->meets_so_far);
    bc_put_decimal(&row, found->bound);
    bc_put_text(&row, !bound ? "" : found->at_least ? "least" : "most");
    bc_put_text(&row, bc_remaining_name(found->state));
    bc_put_count(&row, found->n_past);
    bc_put_count(&row, found->n_past_within);
    bc_put_text(&row, bc_plausible_name(found->plausible));
    bc_put_text(&row, rule);
    bc_put_text(&row, classified->method_text);
    bc_put_end(&row, table);
}

void bc_classify_year_to_date(const struct bc_classified *classified,
                              struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},     {"item", false},
        {"unit", false},        {"target_class", true},
        {"limit", true},        {"months", true},
        {"months_left", true},  {"so_far", true},
        {"meets_so_far", true}, {"remaining_may_average", true},
        {"at", false},          {"state", false},
        {"past_months", true},  {"past_within", true},
        {"plausible", false},   {"rule", false},
        {"method", false}};
    struct bc_remaining_input input = bc_remaining_input_default();
    struct bc_remaining_row *rows = NULL;
    struct bc_text rule = {0};
    char easily[24];
    size_t n = 0;

    *table = BC_TABLE("year_to_date", columns);
    bc_decimal_print_short(input.easily, easily);
    bc_text_printf(&rule,
                   "余下各月均按有监测计；以往%s%%及以上的月份做到为容易"
                   "达到(本工具的取值，非规定)",
                   easily);
    bc_day_split(classified->period.last, &input.year, &(int){0}, &(int){0});
    input.observations = classified->observations;
    input.method = classified->method;
    input.sections = classified->sections;
    n = bc_remaining_list(&input, &rows);
    for (size_t i = 0; i < n; i++)
        put_remaining(classified, &rows[i], bc_text_string(&rule), table);
    bc_text_clear(&rule);
    free(rows);
}
