/* SPDX-License-Identifier: MIT */
#include "water/risk.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "water/cells.h"
#include "water/section.h"
#include "water/standard.h"

enum { CLASS_WITHOUT_TARGET = 3 };

static const char *const names[][2] = {
    [BC_RISK_UNKNOWN] = {"", ""},
    [BC_RISK_NONE] = {"", ""},
    [BC_RISK_REBOUND] = {"at risk", "反弹风险"},
    [BC_RISK_FAILING] = {"failing", "未达标"}};

const char *bc_risk_name(enum bc_risk risk)
{
    return names[risk][1];
}

const char *bc_risk_name_en(enum bc_risk risk)
{
    return names[risk][0];
}

/* ---- thresholds ---- */

struct bc_risk_rule bc_risk_rule_default(void)
{
    return (struct bc_risk_rule){.limit = bc_decimal_of(9, 1),
                                 .oxygen = bc_decimal_of(11, 1),
                                 .months_over = 2,
                                 .months = 12};
}

bool bc_risk_set_months(struct bc_risk_rule *rule, const char *text)
{
    enum { MOST = 120 };
    char *rest = NULL;
    long over = strtol(text, &rest, 10), months;

    if (rest == text || *rest != '/')
        return false;
    text = rest + 1;
    months = strtol(text, &rest, 10);
    if (rest == text || *rest || months < 1 || months > MOST || over < 0 ||
        over > months)
        return false;
    rule->months_over = (int)over;
    rule->months = (int)months;
    return true;
}

void bc_risk_rule_text(const struct bc_risk_rule *rule, bool chinese,
                       struct bc_text *out)
{
    char limit[24], oxygen[24];

    bc_decimal_print_short(rule->limit, limit);
    bc_decimal_print_short(rule->oxygen, oxygen);
    bc_text_printf(out,
                   chinese
                       ? "现未达标；或不低于限值的%s(溶解氧不高于%s)；或类别"
                         "差于对比时段；或近%d个月有%d个月未达(0为不计)。"
                         "阈值凭记忆，非规定"
                       : "fails now; or a mean from %s of its limit on "
                         "(oxygen up to %s); or a worse class than before; "
                         "or, of %d months, %d that failed (0: not asked); "
                         "thresholds from memory, not from a regulation",
                   limit, oxygen, rule->months, rule->months_over);
}

/* ---- rules on judgements ---- */

static int kept_class(const struct bc_judgement *now)
{
    return now->target_class ? now->target_class : CLASS_WITHOUT_TARGET;
}

static bool fails(const struct bc_judgement *now)
{
    return now->meets_target == 0 ||
           (!now->target_class && now->class_no > CLASS_WITHOUT_TARGET);
}

static bool item_fails(const struct bc_judgement *now, enum bc_item item)
{
    const struct bc_item_result *result = &now->item[item];

    return now->target_class
               ? result->misses_target
               : result->assessed && result->class_no > CLASS_WITHOUT_TARGET;
}

/* An item that meets the limit of the kept class, and hardly. */
static bool is_near(const struct bc_judgement *now, enum bc_item item,
                    const struct bc_risk_rule *rule)
{
    const struct bc_limits *limits = bc_limits_of(item, now->water);
    const struct bc_item_result *result = &now->item[item];
    struct bc_decimal limit = limits->limit[kept_class(now)], factor, edge;
    int compared;

    if (!result->assessed || limits->direction == BC_RANGE ||
        !bc_limits_meet(limits, kept_class(now), result->mean))
        return false;
    factor = limits->direction == BC_LOWER_LIMIT ? rule->oxygen : rule->limit;
    edge = bc_decimal_divide((bc_int128)limit.units * factor.units,
                             limit.scale + factor.scale, 1,
                             limit.scale + factor.scale);
    compared = bc_decimal_compare(result->mean, edge);
    return limits->direction == BC_LOWER_LIMIT ? compared <= 0 : compared >= 0;
}

static bool is_worse(const struct bc_judgement *now,
                     const struct bc_judgement *before)
{
    return before && before->class_no && now->class_no > before->class_no;
}

static void mark(struct bc_risk_row *row, enum bc_risk_reason reason,
                 enum bc_item item)
{
    row->item[item] |= (unsigned char)reason;
}

/* (a) to (c), with the items that stand for each. */
static void judge(const struct bc_judgement *now,
                  const struct bc_judgement *before,
                  const struct bc_risk_rule *rule, struct bc_risk_row *row)
{
    bool failing = fails(now), worse = is_worse(now, before);

    if (!now->class_no)
        return;
    row->reasons |= failing ? BC_RISK_FAILS : 0;
    row->reasons |= worse ? BC_RISK_WORSE : 0;
    for (int i = 0; i < BC_N_ITEMS; i++) {
        enum bc_item item = (enum bc_item)i;

        if (failing && item_fails(now, item))
            mark(row, BC_RISK_FAILS, item);
        if (worse && now->item[i].assessed &&
            now->item[i].class_no > before->class_no)
            mark(row, BC_RISK_WORSE, item);
        if (is_near(now, item, rule)) {
            mark(row, BC_RISK_NEAR, item);
            row->reasons |= BC_RISK_NEAR;
        }
    }
}

/* ---- months ---- */

/* (d): each month by itself, on the means of that month. */
static void judge_months(const struct bc_risk_input *input, const size_t *rows,
                         size_t n_rows, struct bc_risk_row *row)
{
    struct bc_water_method method = *input->method;
    int last = bc_month_of_day(input->period->last);
    unsigned char over[BC_N_ITEMS] = {0};

    method.min_months = 1;
    for (int month = last - input->rule.months + 1; month <= last; month++) {
        bc_day day = bc_day_of(month / 12, month % 12 + 1, 1);
        struct bc_period period = {.first = day, .last = day};
        struct bc_judgement judgement;

        if (n_rows == 1)
            bc_assess_section(input->observations, &method, input->sections,
                              rows[0], &period, NULL, &judgement);
        else
            bc_assess_group(input->observations, &method, input->sections, rows,
                            n_rows, &period, &judgement);
        row->n_months += judgement.class_no > 0;
        if (!fails(&judgement))
            continue;
        row->n_over++;
        for (int i = 0; i < BC_N_ITEMS; i++)
            over[i] |= item_fails(&judgement, (enum bc_item)i);
    }
    if (input->rule.months_over <= 0 || row->n_over < input->rule.months_over)
        return;
    row->reasons |= BC_RISK_MONTHS;
    for (int i = 0; i < BC_N_ITEMS; i++)
        if (over[i])
            mark(row, BC_RISK_MONTHS, (enum bc_item)i);
}

/* ---- the list ---- */

static enum bc_risk risk_of(const struct bc_risk_input *input,
                            const struct bc_risk_row *row)
{
    if (input->listed && !(row->reasons & BC_RISK_LISTED))
        return BC_RISK_NONE;
    if (row->reasons & BC_RISK_FAILS)
        return BC_RISK_FAILING;
    if (row->reasons)
        return BC_RISK_REBOUND;
    return row->now->class_no ? BC_RISK_NONE : BC_RISK_UNKNOWN;
}

struct bc_risk_row bc_risk_of_group(const struct bc_risk_input *input,
                                    const size_t *rows, size_t n_rows,
                                    const struct bc_judgement *now,
                                    const struct bc_judgement *before)
{
    struct bc_risk_row row = {.section = rows[0],
                              .now = now,
                              .class_before = before ? before->class_no : 0};

    row.kept_class = kept_class(now);
    judge(now, before, &input->rule, &row);
    if (input->observations)
        judge_months(input, rows, n_rows, &row);
    for (size_t r = 0; r < n_rows; r++)
        if (input->listed && input->listed[rows[r]])
            row.reasons |= BC_RISK_LISTED;
    row.risk = risk_of(input, &row);
    return row;
}

struct bc_risk_row bc_risk_of_section(const struct bc_risk_input *input,
                                      size_t section)
{
    return bc_risk_of_group(input, &section, 1, &input->now[section],
                            input->before ? &input->before[section] : NULL);
}

size_t bc_risk_list(const struct bc_risk_input *input,
                    struct bc_risk_row **rows, size_t *n_unknown)
{
    struct bc_risk_row *found = bc_alloc(input->n_sections + 1, sizeof *found);
    struct bc_risk_row *listed = bc_alloc(input->n_sections + 1, sizeof *found);
    size_t n = 0, n_listed = 0, unknown = 0;

    for (size_t s = 0; s < input->n_sections; s++) {
        if (bc_section_is_dry(input->sections, s))
            continue; /* it leaves every count */
        found[n] = bc_risk_of_section(input, s);
        unknown += found[n].risk == BC_RISK_UNKNOWN;
        n += found[n].risk >= BC_RISK_REBOUND;
    }
    for (int risk = BC_RISK_FAILING; risk >= (int)BC_RISK_REBOUND; risk--)
        for (size_t r = 0; r < n; r++)
            if ((int)found[r].risk == risk)
                listed[n_listed++] = found[r];
    assert(n_listed == n);
    free(found);
    *rows = listed;
    if (n_unknown)
        *n_unknown = unknown;
    return n;
}

static size_t listed_section(struct bc_section_index *index,
                             const struct bc_layer *sections,
                             const struct bc_observations *observations,
                             const char *name)
{
    const struct bc_observation row = {.section = {bc_slice_of(name)},
                                       .n_section = 1};
    size_t n = sections ? 0 : bc_observations_n_sections(observations);

    if (sections)
        return bc_section_of_row(index, &row, NULL);
    for (size_t s = 0; s < n; s++)
        if (strcmp(bc_observations_section(observations, s), name) == 0)
            return s;
    return BC_NO_ROW;
}

enum bc_status bc_risk_read_list(const struct bc_layer *table,
                                 const struct bc_layer *sections,
                                 const struct bc_observations *observations,
                                 struct bc_findings *findings, bool **listed,
                                 struct bc_error *err)
{
    char unit[BC_UNIT_SIZE];
    size_t column = bc_cells_column(
        table, "section|断面|断面名称|断面编码|code|name", unit);
    struct bc_section_index index;

    *listed = NULL;
    if (column == BC_NO_COLUMN)
        return bc_error_set(err, BC_BAD_INPUT, "'%s' needs the column '断面'",
                            table->source);
    bc_section_index_init(&index, sections);
    *listed = bc_alloc((sections ? sections->n_features
                                 : bc_observations_n_sections(observations)) +
                           1,
                       sizeof **listed);
    for (size_t row = 0; row < table->n_features; row++) {
        const char *name = bc_cells_text(table, column, row);
        size_t section =
            name ? listed_section(&index, sections, observations, name)
                 : BC_NO_ROW;

        if (section != BC_NO_ROW)
            (*listed)[section] = true;
        else if (name)
            bc_cells_found(findings, table, row, BC_FOUND_UNKNOWN_SECTION,
                           "section", name,
                           "no such section; the row was left out");
    }
    bc_section_index_clear(&index);
    return BC_OK;
}

/* ---- words ---- */

static void add_items(const struct bc_risk_row *row, enum bc_risk_reason reason,
                      bool chinese, const char *between, struct bc_text *out)
{
    const char *before = "";

    for (int i = 0; i < BC_N_ITEMS; i++) {
        if (!(row->item[i] & reason))
            continue;
        bc_text_add(out, before);
        bc_text_add(out, chinese ? bc_item_name_zh((enum bc_item)i)
                                 : bc_item_symbol((enum bc_item)i));
        before = between;
    }
}

void bc_risk_items(const struct bc_risk_row *row, enum bc_risk_reason reason,
                   bool chinese, struct bc_text *out)
{
    add_items(row, reason, chinese, ";", out);
}

/* A reason without its items. */
static void add_reason(const struct bc_risk_row *row,
                       enum bc_risk_reason reason, bool chinese,
                       struct bc_text *out)
{
    const char *(*name_of)(int) = chinese ? bc_class_name : bc_class_name_en;
    const char *kept = name_of(row->kept_class);

    switch (reason) {
    case BC_RISK_LISTED:
        bc_text_add(out, chinese ? "列入名单" : "on the list given");
        break;
    case BC_RISK_FAILS:
        bc_text_printf(out, chinese ? "未达%s类" : "fails class %s", kept);
        break;
    case BC_RISK_WORSE:
        bc_text_printf(out,
                       chinese ? "类别由%s类变为%s类" : "class %s became %s",
                       name_of(row->class_before), name_of(row->now->class_no));
        break;
    case BC_RISK_MONTHS:
        if (chinese)
            bc_text_printf(out, "近期%d个月中%d个月未达", row->n_months,
                           row->n_over);
        else
            bc_text_printf(out, "%d of the last %d months with data failed",
                           row->n_over, row->n_months);
        break;
    case BC_RISK_NEAR:
        bc_text_printf(
            out, chinese ? "接近%s类限值" : "near the limit of class %s", kept);
        break;
    }
}

void bc_risk_text(const struct bc_risk_row *row, bool chinese,
                  struct bc_text *out)
{
    static const enum bc_risk_reason order[] = {BC_RISK_LISTED, BC_RISK_FAILS,
                                                BC_RISK_WORSE, BC_RISK_MONTHS,
                                                BC_RISK_NEAR};
    size_t start = out->length;

    for (size_t r = 0; r < sizeof order / sizeof order[0]; r++) {
        struct bc_text items = {0};

        if (!(row->reasons & order[r]))
            continue;
        if (out->length > start)
            bc_text_add(out, chinese ? "；" : "; ");
        add_reason(row, order[r], chinese, out);
        add_items(row, order[r], chinese, chinese ? "、" : ", ", &items);
        if (items.length > 0)
            bc_text_printf(out, chinese ? "：%s" : ": %s",
                           bc_text_string(&items));
        bc_text_clear(&items);
    }
}
