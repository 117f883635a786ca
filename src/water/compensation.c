/* SPDX-License-Identifier: MIT */
#include "water/compensation.h"

#include <stdlib.h>
#include <string.h>

#include "water/section.h"

#define RATIO_PLACES 12 /* of C / S and of indices */
#define PLACES 6        /* of what is compared or printed */

extern const unsigned char bc_compensation_csv[];
extern const size_t bc_compensation_csv_size;

static const char example_name[] = "compensation.csv (example)";

struct bc_layer *bc_compensation_example(void)
{
    return bc_cells_embedded(example_name, bc_compensation_csv,
                             bc_compensation_csv_size);
}

/* ---- the rule ---- */

static bool take_items(struct bc_compensation_rule *rule, const char *value)
{
    struct bc_water_method method = bc_water_method_default();

    if (bc_water_method_set_items(&method, value, NULL))
        return false;
    for (int i = 0; i < BC_N_ITEMS; i++)
        if (method.items[i] &&
            bc_limits_of((enum bc_item)i, BC_LAKE)->direction != BC_UPPER_LIMIT)
            return false;
    memcpy(rule->items, method.items, sizeof rule->items);
    return true;
}

static bool take_limits(struct bc_compensation_rule *rule, const char *value)
{
    rule->limit_class = 0;
    if (strcmp(value, "target") == 0)
        return true;
    rule->limit_class = bc_class_parse(bc_slice_of(value));
    return rule->limit_class >= 1 && rule->limit_class <= 5;
}

/* One of two words. */
static bool take_word(bool *flag, const char *value, const char *no,
                      const char *yes)
{
    *flag = strcmp(value, yes) == 0;
    return *flag || strcmp(value, no) == 0;
}

static bool take_month(struct bc_slice member, void *context)
{
    struct bc_compensation_rule *rule = context;
    struct bc_decimal month;

    if (bc_decimal_parse(member, &month) != BC_PARSED || month.scale > 0 ||
        month.units < 1 || month.units > 12)
        return true; /* stop: it is none */
    rule->months[month.units - 1] = true;
    return false;
}

static bool take_step(struct bc_compensation_rule *rule, const char *value,
                      struct bc_decimal amount)
{
    struct bc_compensation_step *step;

    rule->steps =
        bc_resize(rule->steps, rule->n_steps + 1, sizeof *rule->steps);
    step = &rule->steps[rule->n_steps++];
    *step = (struct bc_compensation_step){.amount = amount};
    return bc_decimal_known(amount) &&
           (strcmp(value, "else") == 0 || bc_bound_parse(value, &step->bound));
}

/* Whether the line could be understood. */
static bool take_line(struct bc_compensation_rule *rule, const char *name,
                      const char *value, struct bc_decimal amount)
{
    if (strcmp(name, "class_drop") == 0) {
        rule->class_drop = amount;
        return true;
    }
    if (!value)
        return false;
    if (strcmp(name, "items") == 0)
        return take_items(rule, value);
    if (strcmp(name, "formula") == 0)
        return take_word(&rule->mean, value, "sum", "mean");
    if (strcmp(name, "limits") == 0)
        return take_limits(rule, value);
    if (strcmp(name, "base") == 0)
        return take_word(&rule->before, value, "upstream", "before");
    if (strcmp(name, "months") == 0)
        return !bc_set_any(value, take_month, rule);
    return strcmp(name, "step") == 0 && take_step(rule, value, amount);
}

struct rule_columns {
    size_t rule, name, value, amount, clause;
};

static struct rule_columns find_columns(const struct bc_layer *table)
{
    char unit[BC_UNIT_SIZE];

    return (struct rule_columns){
        .rule = bc_cells_column(table, "rule|规则", unit),
        .name = bc_cells_column(table, "name|参数|名称", unit),
        .value = bc_cells_column(table, "value|值|取值", unit),
        .amount = bc_cells_column(table, "amount|金额", unit),
        .clause = bc_cells_column(table, "clause|依据|文号", unit)};
}

static enum bc_status read_line(const struct bc_layer *table,
                                const struct rule_columns *columns, size_t row,
                                struct bc_compensation_rule *rule,
                                struct bc_error *err)
{
    const char *name = bc_cells_text(table, columns->name, row);
    const char *amount = bc_cells_text(table, columns->amount, row);
    struct bc_decimal number =
        bc_cells_number(table, columns->amount, row, NULL);

    if (!name || (amount && !bc_decimal_known(number)) ||
        !take_line(rule, name, bc_cells_text(table, columns->value, row),
                   number))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: '%s' of the compensation rule cannot be "
                            "understood",
                            table->row_source[row], table->row_line[row],
                            name ? name : "");
    if (strcmp(name, "items") == 0)
        rule->clause = bc_cells_text(table, columns->clause, row);
    return BC_OK;
}

enum bc_status bc_compensation_read(const struct bc_layer *table,
                                    const char *name,
                                    struct bc_compensation_rule *rule,
                                    struct bc_error *err)
{
    struct rule_columns columns = find_columns(table);
    enum bc_status status = BC_OK;
    bool any = false;

    *rule = (struct bc_compensation_rule){
        .name = name,
        .example = strcmp(table->source, example_name) == 0,
        .class_drop = BC_MISSING};
    for (size_t row = 0; row < table->n_features && !status; row++) {
        const char *of = bc_cells_text(table, columns.rule, row);

        if (!rule->name)
            rule->name = of;
        if (of && strcmp(of, rule->name) == 0)
            status = read_line(table, &columns, row, rule, err);
    }
    for (int i = 0; i < BC_N_ITEMS; i++)
        any |= rule->items[i];
    if (!status && (!any || rule->n_steps == 0))
        status = bc_error_set(err, BC_BAD_INPUT,
                              "'%s' has no rule '%s' with items and steps",
                              table->source, rule->name ? rule->name : "");
    if (status)
        bc_compensation_clear(rule);
    return status;
}

void bc_compensation_clear(struct bc_compensation_rule *rule)
{
    free(rule->steps);
    *rule = (struct bc_compensation_rule){0};
}

/* ---- a pair ---- */

/* Sum or mean of C / S; missing when an item is, which is noted. */
static struct bc_decimal index_of(const struct bc_compensation_rule *rule,
                                  const struct bc_judgement *judgement,
                                  enum bc_water water, int limit_class,
                                  bool missing[BC_N_ITEMS])
{
    struct bc_decimal sum = bc_decimal_of(0, RATIO_PLACES);
    int n = 0;

    for (int i = 0; i < BC_N_ITEMS; i++) {
        const struct bc_limits *limits = bc_limits_of((enum bc_item)i, water);
        struct bc_decimal ratio;

        if (!rule->items[i])
            continue;
        ratio = bc_cells_ratio(judgement->item[i].mean,
                               limits->limit[limit_class], RATIO_PLACES);
        missing[i] = !bc_decimal_known(ratio);
        sum = bc_decimal_add(sum, ratio);
        n++;
    }
    if (!bc_decimal_known(sum))
        return BC_MISSING;
    return bc_decimal_divide(sum.units, sum.scale, rule->mean ? n : 1,
                             RATIO_PLACES);
}

static struct bc_decimal change_of(struct bc_decimal now,
                                   struct bc_decimal base)
{
    struct bc_decimal more = bc_decimal_subtract(now, base);

    return bc_cells_ratio(bc_decimal_shift(more, 2), base, PLACES);
}

static bool has_limits(const struct bc_compensation_rule *rule,
                       enum bc_water water, int limit_class)
{
    for (int i = 0; i < BC_N_ITEMS; i++)
        if (rule->items[i] &&
            (limit_class == 0 ||
             bc_limits_of((enum bc_item)i, water)->direction != BC_UPPER_LIMIT))
            return false;
    return true;
}

static void choose_step(const struct bc_compensation_rule *rule,
                        struct bc_compensation_row *row)
{
    row->step = 0;
    while (row->step < rule->n_steps &&
           rule->steps[row->step].bound.relation != BC_NO_BOUND &&
           !bc_bound_holds(rule->steps[row->step].bound, row->change_percent))
        row->step++;
    if (row->step == rule->n_steps) {
        row->doubt = BC_COMPENSATION_NO_STEP;
        return;
    }
    row->amount = rule->steps[row->step].amount;
    if (row->class_dropped && bc_decimal_known(rule->class_drop))
        row->amount = bc_decimal_add(row->amount, rule->class_drop);
}

static void forget(const struct bc_compensation_rule *rule,
                   struct bc_compensation_row *row)
{
    *row = (struct bc_compensation_row){.section = row->section,
                                        .base = row->base,
                                        .index_now = BC_MISSING,
                                        .index_base = BC_MISSING,
                                        .change_percent = BC_MISSING,
                                        .step = rule->n_steps,
                                        .amount = BC_MISSING,
                                        .entry.complies = -1};
}

void bc_compensate(const struct bc_compensation_rule *rule,
                   const struct bc_judgement *now,
                   const struct bc_judgement *base,
                   struct bc_compensation_row *row)
{
    int limit_class = rule->limit_class ? rule->limit_class : now->target_class;
    struct bc_decimal index_now, index_base;

    forget(rule, row);
    row->class_now = now->class_no;
    row->class_base = base->class_no;
    row->class_dropped =
        row->class_base > 0 && row->class_now > row->class_base;
    if (!rule->before)
        bc_entry_compare(now, base, &row->entry);
    if (!has_limits(rule, now->water, limit_class)) {
        row->doubt = BC_COMPENSATION_NO_LIMITS;
        return;
    }
    /* S is the section's own on both sides, or the change would be one of
     * limits. */
    index_now = index_of(rule, now, now->water, limit_class, row->missing_now);
    index_base =
        index_of(rule, base, now->water, limit_class, row->missing_base);
    row->index_now = bc_decimal_round(index_now, PLACES);
    row->index_base = bc_decimal_round(index_base, PLACES);
    row->change_percent = change_of(index_now, index_base);
    if (!bc_decimal_known(index_now) || !bc_decimal_known(index_base))
        row->doubt = BC_COMPENSATION_MISSING;
    else if (!bc_decimal_known(row->change_percent))
        row->doubt = BC_COMPENSATION_ZERO_BASE;
    else
        choose_step(rule, row);
}

/* ---- not worse than at the entry ---- */

static bool is_worse(const struct bc_judgement *section,
                     const struct bc_judgement *entry, enum bc_item item)
{
    const struct bc_item_result *here = &section->item[item];
    const struct bc_item_result *there = &entry->item[item];
    const struct bc_limits *limits = bc_limits_of(item, section->water);
    int compared = bc_decimal_compare(here->mean, there->mean);

    if (limits->direction == BC_RANGE)
        return bc_limits_class(limits, here->mean) >
               bc_limits_class(limits, there->mean);
    return limits->direction == BC_LOWER_LIMIT ? compared < 0 : compared > 0;
}

void bc_entry_compare(const struct bc_judgement *section,
                      const struct bc_judgement *entry,
                      struct bc_entry_rule *result)
{
    bool any_worse = false, any_unknown = false;

    *result = (struct bc_entry_rule){.complies = section->meets_target};
    if (section->meets_target != 0)
        return;
    for (int i = 0; i < BC_N_ITEMS; i++) {
        if (!section->item[i].assessed)
            continue;
        result->unknown[i] = !bc_decimal_known(entry->item[i].mean);
        result->worse[i] =
            !result->unknown[i] && is_worse(section, entry, (enum bc_item)i);
        any_worse |= result->worse[i];
        any_unknown |= result->unknown[i];
    }
    result->complies = any_worse ? 0 : any_unknown ? -1 : 1;
}

/* ---- rows ---- */

struct pairs {
    const struct bc_compensation_rule *rule;
    const struct bc_observations *observations;
    const struct bc_water_method *method;
    const struct bc_layer *sections;
    const struct bc_period *period, *before;
};

static bool is_settled(const struct bc_compensation_rule *rule,
                       const struct bc_period *period)
{
    bool any = false;

    for (int m = 0; m < 12; m++)
        any |= rule->months[m];
    return !any || bc_period_months(period) != 1 ||
           rule->months[bc_month_of_day(period->first) % 12];
}

static void assess_pair(const struct pairs *pairs, size_t section, size_t base,
                        struct bc_compensation_row *row)
{
    struct bc_judgement now, then;

    row->section = bc_section_code(pairs->sections, section);
    row->base =
        base == BC_NO_ROW ? NULL : bc_section_code(pairs->sections, base);
    bc_assess_section(pairs->observations, pairs->method, pairs->sections,
                      section, pairs->period, NULL, &now);
    if (base == BC_NO_ROW || bc_section_is_dry(pairs->sections, section) ||
        bc_section_is_dry(pairs->sections, base)) {
        forget(pairs->rule, row);
        row->class_now = now.class_no;
        row->doubt =
            base == BC_NO_ROW ? BC_COMPENSATION_NO_BASE : BC_COMPENSATION_DRY;
        return;
    }
    bc_assess_section(pairs->observations, pairs->method, pairs->sections, base,
                      pairs->rule->before ? pairs->before : pairs->period, NULL,
                      &then);
    bc_compensate(pairs->rule, &now, &then, row);
    if (!is_settled(pairs->rule, pairs->period)) {
        row->amount = BC_MISSING;
        row->step = pairs->rule->n_steps;
        row->doubt = BC_COMPENSATION_MONTH;
    }
}

/* The section that a cell names; a finding when there is none. */
static size_t section_of(const struct pairs *pairs,
                         const struct bc_layer *table, size_t column,
                         size_t row, struct bc_findings *findings)
{
    const char *text = bc_cells_text(table, column, row);
    size_t section = text ? bc_layer_row(pairs->sections, text) : BC_NO_ROW;

    if (text && section == BC_NO_ROW)
        bc_cells_found(findings, table, row, BC_FOUND_UNKNOWN_SECTION,
                       table->columns[column].name, text,
                       "not in the sections layer");
    return section;
}

static enum bc_status find_pairs(const struct bc_compensation_rule *rule,
                                 const struct bc_layer *table, size_t *section,
                                 size_t *upstream, struct bc_error *err)
{
    char unit[BC_UNIT_SIZE];

    *section = *upstream = BC_NO_COLUMN;
    if (!table && rule->before)
        return BC_OK;
    if (table) {
        *section = bc_cells_column(
            table, "section|断面|断面名称|考核断面|下游断面|code|name", unit);
        *upstream = bc_cells_column(
            table, "upstream|上游断面|对照断面|入境断面|控制断面|entry", unit);
    }
    if (*section == BC_NO_COLUMN ||
        (*upstream == BC_NO_COLUMN && !rule->before))
        return bc_error_set(
            err, BC_BAD_INPUT,
            "'%s' has no columns '断面' and '上游断面'; the rule "
            "'%s' compares pairs of sections",
            table ? table->source : "", rule->name);
    return BC_OK;
}

enum bc_status bc_compensation_rows(
    const struct bc_compensation_rule *rule,
    const struct bc_observations *observations,
    const struct bc_water_method *method, const struct bc_layer *sections,
    const struct bc_layer *table, const struct bc_period *period,
    const struct bc_period *before, struct bc_findings *findings,
    struct bc_compensation_row **rows, size_t *n, struct bc_error *err)
{
    const struct pairs pairs = {rule,     observations, method,
                                sections, period,       before};
    size_t section_column, upstream_column;
    enum bc_status status =
        find_pairs(rule, table, &section_column, &upstream_column, err);
    size_t n_rows = table ? table->n_features : sections->n_features;

    *rows = NULL;
    *n = 0;
    if (status)
        return status;
    *rows = bc_alloc(n_rows, sizeof **rows);
    for (size_t row = 0; row < n_rows; row++) {
        size_t section = row, base;

        if (table)
            section = section_of(&pairs, table, section_column, row, findings);
        if (section == BC_NO_ROW)
            continue;
        base = rule->before
                   ? section
                   : section_of(&pairs, table, upstream_column, row, findings);
        assess_pair(&pairs, section, base, &(*rows)[(*n)++]);
    }
    return BC_OK;
}

/* ---- words ---- */

static void add_items(const bool items[BC_N_ITEMS], bool chinese,
                      struct bc_text *out)
{
    bool first = true;

    for (int i = 0; i < BC_N_ITEMS; i++) {
        if (!items[i])
            continue;
        bc_text_printf(out, "%s%s",
                       first     ? ""
                       : chinese ? "、"
                                 : ", ",
                       chinese ? bc_item_name_zh((enum bc_item)i)
                               : bc_item_symbol((enum bc_item)i));
        first = false;
    }
}

static void add_missing(const struct bc_compensation_row *row, bool chinese,
                        struct bc_text *out)
{
    bool missing[BC_N_ITEMS];

    for (int i = 0; i < BC_N_ITEMS; i++)
        missing[i] = row->missing_now[i] || row->missing_base[i];
    bc_text_add(out, chinese ? "未监测：" : "not measured at one of both: ");
    add_items(missing, chinese, out);
}

static void add_change(const struct bc_compensation_rule *rule,
                       const struct bc_compensation_row *row, bool chinese,
                       struct bc_text *out)
{
    struct bc_decimal size = bc_decimal_round(row->change_percent, 2);
    int sign =
        (row->change_percent.units > 0) - (row->change_percent.units < 0);
    char percent[24];

    size.units = size.units < 0 ? -size.units : size.units;
    bc_decimal_print_short(size, percent);
    if (sign == 0)
        bc_text_add(out, chinese ? "指数持平" : "index unchanged");
    else if (chinese)
        bc_text_printf(out, "指数%s%s%%", sign > 0 ? "上升" : "下降", percent);
    else
        bc_text_printf(out, "index %s by %s %%", sign > 0 ? "up" : "down",
                       percent);
    if (!row->class_dropped)
        return;
    bc_text_printf(out, chinese ? "；类别由%s降为%s" : "; class from %s to %s",
                   bc_class_name(row->class_base),
                   bc_class_name(row->class_now));
    if (!bc_decimal_known(rule->class_drop))
        bc_text_add(out, chinese ? "(规则表未给附加金额)"
                                 : " (the rule gives no extra amount)");
}

void bc_compensation_reason(const struct bc_compensation_rule *rule,
                            const struct bc_compensation_row *row, bool chinese,
                            struct bc_text *out)
{
    switch (row->doubt) {
    case BC_COMPENSATION_SURE:
        add_change(rule, row, chinese, out);
        break;
    case BC_COMPENSATION_MONTH:
        bc_text_add(out, chinese ? "非核算月" : "no month of settlement");
        break;
    case BC_COMPENSATION_DRY:
        bc_text_add(out, chinese ? "断流，不参与核算" : "one of both is dry");
        break;
    case BC_COMPENSATION_NO_BASE:
        bc_text_add(out, chinese ? "无上游断面" : "no upstream section");
        break;
    case BC_COMPENSATION_NO_LIMITS:
        bc_text_add(out, chinese ? "无水质目标或未注明水体类型"
                                 : "no target class, or river or lake not "
                                   "said");
        break;
    case BC_COMPENSATION_MISSING:
        add_missing(row, chinese, out);
        break;
    case BC_COMPENSATION_ZERO_BASE:
        bc_text_add(out, chinese ? "对照指数为零" : "the base's index is 0");
        break;
    case BC_COMPENSATION_NO_STEP:
        bc_text_add(out,
                    chinese ? "规则表无相应档次" : "no step of the rule holds");
        break;
    }
}

void bc_compensation_note(const struct bc_compensation_rule *rule, bool chinese,
                          struct bc_text *out)
{
    bc_text_printf(out, chinese ? "补偿规则 %s" : "compensation rule %s",
                   rule->name);
    if (rule->clause)
        bc_text_printf(out, chinese ? "(%s)" : " (%s)", rule->clause);
    if (rule->example)
        bc_text_add(out, chinese ? "：内置示例，指数公式与限值凭记忆，请以项目"
                                   "规则表代替"
                                 : ": compiled-in example; formula and limits "
                                   "are from memory; give the project its own "
                                   "rule table");
}
