/* SPDX-License-Identifier: MIT */
#include "water/flood.h"

#include <stdlib.h>
#include <string.h>

#include "water/method.h"

struct bc_flood_options bc_flood_options_default(void)
{
    struct bc_flood_options options = {.aggregate = BC_FLOOD_MAX,
                                       .round = true,
                                       .rain_mm = bc_decimal_of(25, 0),
                                       .offset_minutes = 480};
    static const enum bc_item items[] = {BC_CODMN, BC_COD, BC_NH3N, BC_TP};

    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++)
        options.items[items[i]] = true;
    bc_flood_set_months(&options, "5-9");
    return options;
}

enum bc_status bc_flood_set_items(struct bc_flood_options *options,
                                  const char *text, struct bc_error *err)
{
    struct bc_water_method method = bc_water_method_default();
    enum bc_status status = bc_water_method_set_items(&method, text, err);

    for (int i = 0; i < BC_N_ITEMS && !status; i++)
        if (method.items[i] &&
            bc_limits_of((enum bc_item)i, BC_LAKE)->direction != BC_UPPER_LIMIT)
            status = bc_error_set(err, BC_BAD_INPUT,
                                  "'%s' has no upper limit; its intensity is "
                                  "not defined",
                                  bc_item_symbol((enum bc_item)i));
    if (!status)
        memcpy(options->items, method.items, sizeof options->items);
    return status;
}

bool bc_flood_set_months(struct bc_flood_options *options, const char *text)
{
    char *rest;
    long first = strtol(text, &rest, 10), last = first;

    if (rest == text)
        return false;
    if (*rest == '-') {
        text = rest + 1;
        last = strtol(text, &rest, 10);
    }
    if (rest == text || *rest || first < 1 || first > 12 || last < 1 ||
        last > 12)
        return false;
    for (long m = 1; m <= 12; m++)
        options->months[m - 1] =
            first <= last ? m >= first && m <= last : m >= first || m <= last;
    return true;
}

static const char *const aggregates[] = {[BC_FLOOD_MAX] = "max",
                                         [BC_FLOOD_MEAN] = "mean",
                                         [BC_FLOOD_P95] = "p95",
                                         NULL};

const char *const *bc_flood_aggregates(void)
{
    return aggregates;
}

bool bc_flood_set_aggregate(struct bc_flood_options *options, const char *text)
{
    for (int a = BC_FLOOD_MAX; a <= BC_FLOOD_P95; a++) {
        if (strcmp(text, aggregates[a]) == 0) {
            options->aggregate = (enum bc_flood_aggregate)a;
            return true;
        }
    }
    return false;
}

/* ---- words ---- */

static void add_items(const struct bc_flood_options *options, bool chinese,
                      struct bc_text *out)
{
    bool first = true;

    for (int i = 0; i < BC_N_ITEMS; i++) {
        if (!options->items[i])
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

static void add_months(const struct bc_flood_options *options, bool chinese,
                       struct bc_text *out)
{
    bool first = true;

    for (int m = 0; m < 12; m++) {
        if (!options->months[m])
            continue;
        bc_text_printf(out, "%s%d", first ? "" : chinese ? "、" : ", ", m + 1);
        first = false;
    }
}

static void add_rain(const struct bc_flood_options *options, bool chinese,
                     struct bc_text *out)
{
    char mm[24];

    if (!options->rain)
        return;
    bc_decimal_print_short(options->rain_mm, mm);
    bc_text_printf(out, chinese ? "、日降雨量≥%s mm" : ", rain >= %s mm a day",
                   mm);
    if (options->days_after > 0)
        bc_text_printf(out, chinese ? "及其后%d日" : " and %d days after",
                       options->days_after);
}

void bc_flood_formula(const struct bc_flood_options *options, bool chinese,
                      struct bc_text *out)
{
    static const char *const words[][2] = {
        [BC_FLOOD_MAX] = {"highest daily mean", "日均值的最大值"},
        [BC_FLOOD_MEAN] = {"mean of the daily means", "日均值的平均值"},
        [BC_FLOOD_P95] = {"95th percentile (nearest rank) of the daily means",
                          "日均值的第95百分位数(最近秩)"}};
    const char *aggregate_words = words[options->aggregate][chinese];

    bc_text_add(out, chinese ? "汛期污染强度＝各项目("
                             : "intensity = largest "
                               "over the items (");
    add_items(options, chinese, out);
    bc_text_printf(out,
                   chinese ? ")中“%s÷断面目标类别限值”的最大值；汛期："
                           : ") of %s / limit of the section's target class; "
                             "season: months ",
                   aggregate_words);
    add_months(options, chinese, out);
    bc_text_add(out, chinese ? "月" : "");
    add_rain(options, chinese, out);
    bc_text_add(out, chinese ? "；大于1为超标" : "; above 1 is over");
}

const char *bc_flood_note(bool chinese)
{
    return chinese ? "公式与默认参数凭记忆(未见环办水体函〔2022〕52号原文)，"
                     "可在项目文件中修改"
                   : "formula and defaults are from memory (环办水体函〔2022〕"
                     "52号 was not seen); the project file can change them";
}

const char *bc_flood_reason(enum bc_flood_doubt doubt, bool chinese)
{
    static const char *const words[][2] = {
        [BC_FLOOD_SURE] = {"", ""},
        [BC_FLOOD_NO_TARGET] = {"no target class", "无水质目标"},
        [BC_FLOOD_NO_TYPE] = {"river, lake or reservoir not said",
                              "未注明河流、湖泊或水库"},
        [BC_FLOOD_NO_DAYS] = {"no item was measured on a day that counts",
                              "计算日内无监测数据"},
        [BC_FLOOD_BLIND] = {"a detection limit lies above the limit to be "
                            "judged",
                            "检出限高于目标限值"}};

    return words[doubt][chinese];
}
