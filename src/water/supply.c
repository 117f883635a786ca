/* SPDX-License-Identifier: MIT */
#include "water/supply.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "water/cells.h"
#include "water/gb3838.h"
#include "water/section.h"

struct bc_supply_options bc_supply_options_default(void)
{
    return (struct bc_supply_options){.class_no = 3};
}

/* `1` marks the 21, `S` the supplementary five. */
bool bc_supply_decides(enum bc_item item)
{
    size_t n;
    const struct bc_gb3838_row *rows = bc_gb3838_rows(&n);

    bool decides = false;

    for (size_t r = 0; r < n; r++)
        if (bc_gb3838_item(&rows[r]) == (size_t)item)
            decides = strcmp(rows[r].cell[BC_GB_IN_21], "1") == 0 ||
                      strcmp(rows[r].cell[BC_GB_IN_21], "S") == 0;
    return decides;
}

static void judge_item(const struct bc_supply_options *options,
                       enum bc_water water, enum bc_item item,
                       const struct bc_item_result *measured,
                       struct bc_supply_item *result)
{
    const struct bc_limits *limits = bc_limits_of(item, water);
    struct bc_decimal over;

    *result = (struct bc_supply_item){.mean = measured->mean,
                                      .limit = limits->limit[options->class_no],
                                      .multiple = BC_MISSING,
                                      .meets = -1};
    if (!bc_decimal_known(measured->mean) || limits->direction == BC_NO_LIMIT)
        return;
    result->blind =
        limits->direction == BC_UPPER_LIMIT &&
        bc_decimal_known(measured->detection_limit) &&
        !bc_limits_meet(limits, options->class_no, measured->detection_limit);
    if (result->blind)
        return;
    result->meets = bc_limits_meet(limits, options->class_no, measured->mean);
    if (result->meets || !limits->has_multiple)
        return;
    over = bc_decimal_subtract(measured->mean, result->limit);
    result->multiple = bc_cells_ratio(over, result->limit, 1);
}

void bc_supply_judge(const struct bc_supply_options *options,
                     const struct bc_judgement *judgement,
                     struct bc_supply_row *row)
{
    bool unsure = false;

    assert(options->class_no >= 1 && options->class_no <= 5);
    row->n_measured = row->n_missing = row->n_over = row->n_blind = 0;
    for (int i = 0; i < BC_N_ITEMS; i++) {
        const struct bc_supply_item *item = &row->item[i];

        judge_item(options, judgement->water, (enum bc_item)i,
                   &judgement->item[i], &row->item[i]);
        if (!bc_supply_decides((enum bc_item)i))
            continue;
        row->n_measured += bc_decimal_known(item->mean);
        row->n_missing += !bc_decimal_known(item->mean);
        row->n_over += item->meets == 0;
        row->n_blind += item->blind;
        unsure |= bc_decimal_known(item->mean) && item->meets < 0;
    }
    if (row->n_over > 0)
        row->complies = 0;
    else if (row->n_measured == 0 || unsure ||
             (options->require_all && row->n_missing > 0))
        row->complies = -1;
    else
        row->complies = 1;
}

struct bc_supply_row *bc_supply_rows(const struct bc_supply_options *options,
                                     const struct bc_observations *observations,
                                     const struct bc_water_method *method,
                                     const struct bc_layer *sources,
                                     const struct bc_period *period)
{
    struct bc_supply_row *rows = bc_alloc(sources->n_features, sizeof *rows);

    for (size_t s = 0; s < sources->n_features; s++) {
        struct bc_judgement judgement;

        bc_assess_section(observations, method, sources, s, period, NULL,
                          &judgement);
        rows[s].source = s;
        rows[s].code = bc_section_code(sources, s);
        bc_supply_judge(options, &judgement, &rows[s]);
    }
    return rows;
}

struct bc_supply_counts bc_supply_count(const struct bc_supply_row *rows,
                                        size_t n)
{
    struct bc_supply_counts counts = {.n = n};

    for (size_t i = 0; i < n; i++) {
        counts.n_yes += rows[i].complies == 1;
        counts.n_no += rows[i].complies == 0;
        counts.n_unknown += rows[i].complies < 0;
    }
    return counts;
}

/* ---- words ---- */

void bc_supply_over(const struct bc_supply_row *row, struct bc_text *out)
{
    bool first = true;

    for (int i = 0; i < BC_N_ITEMS; i++) {
        char multiple[24];

        if (row->item[i].meets != 0 || !bc_supply_decides((enum bc_item)i))
            continue;
        bc_decimal_print(row->item[i].multiple, multiple);
        bc_text_printf(out, "%s%s", first ? "" : ";",
                       bc_item_name_zh((enum bc_item)i));
        if (multiple[0])
            bc_text_printf(out, "(%s)", multiple);
        first = false;
    }
}

/* The items that were measured and cannot be judged. */
static void add_unsure(const struct bc_supply_row *row, bool blind,
                       bool chinese, const char *what, struct bc_text *out)
{
    bool first = true;

    for (int i = 0; i < BC_N_ITEMS; i++) {
        const struct bc_supply_item *item = &row->item[i];

        if (!bc_supply_decides((enum bc_item)i) ||
            !bc_decimal_known(item->mean) || item->meets >= 0 ||
            item->blind != blind)
            continue;
        if (first && out->length > 0)
            bc_text_add(out, chinese ? "；" : "; ");
        bc_text_printf(out, "%s%s",
                       first     ? what
                       : chinese ? "、"
                                 : ", ",
                       chinese ? bc_item_name_zh((enum bc_item)i)
                               : bc_item_symbol((enum bc_item)i));
        first = false;
    }
}

void bc_supply_reason(const struct bc_supply_row *row, bool chinese,
                      struct bc_text *out)
{
    struct bc_text reason = {0};

    if (row->complies == 0) {
        bc_text_add(&reason, chinese ? "超标：" : "over: ");
        bc_supply_over(row, &reason);
    } else if (row->complies < 0 && row->n_measured == 0) {
        bc_text_add(&reason, chinese ? "无监测数据" : "nothing was measured");
    } else if (row->complies < 0) {
        add_unsure(row, true, chinese,
                   chinese ? "检出限高于限值："
                           : "detection limit above the "
                             "limit: ",
                   &reason);
        add_unsure(row, false, chinese,
                   chinese ? "未注明河流、湖泊或水库："
                           : "river, lake or reservoir not said: ",
                   &reason);
        if (reason.length == 0)
            bc_text_printf(&reason,
                           chinese ? "有%zu项未监测" : "%zu items not measured",
                           row->n_missing);
    }
    bc_text_add(out, bc_text_string(&reason));
    bc_text_clear(&reason);
}

const char *bc_supply_note(bool chinese)
{
    return chinese
               ? "GB 3838-2002 表1的21项(总氮不计，粪大肠菌群单列)按类别限值、"
                 "表2的5项按单一限值逐项评价；项目范围凭记忆"
               : "GB 3838-2002: the 21 items of table 1 (no TN, faecal "
                 "coliforms apart) against the class limit, the 5 of table "
                 "2 against theirs; the set of items is from memory";
}
