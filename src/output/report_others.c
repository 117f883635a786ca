/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <string.h>

#include "base/language.h"
#include "output/report_words.h"

/* Targets that no basin column can hold: judged for a prefecture, a river, a
 * list of codes; and those that the layers here cannot answer. */

static const struct bc_target *target_of(const struct bc_report_data *data,
                                         const struct bc_result *result)
{
    return &data->outcome->targets->target[result->target];
}

static bool is_other(const struct bc_report_data *data,
                     const struct bc_result *result)
{
    enum bc_showing showing = data->showing[result->target];

    if (showing != BC_IN_LIST && showing != BC_IN_MATRIX)
        return false;
    return !result->is_basin && !result->is_all;
}

static void write_title(const struct bc_target *target, struct bc_html *html)
{
    bc_words_write(html, bc_target_label(target), BC_LONG_TITLE);
    bc_html_open(html, "small", NULL);
    bc_html_textf(html, "%s%s%s", target->document, *target->clause ? " " : "",
                  target->clause);
    bc_html_close(html);
}

/** Standing, flags, reason: what the verdict alone does not say. */
static void write_remark(const struct bc_target *target,
                         const struct bc_result *result, struct bc_html *html)
{
    struct bc_text text = {0};

    bc_words_reason(&text, result);
    if (result->verdict == BC_MISSED && result->shortfall_count > 0)
        bc_text_printf(&text, bc_in_report("还差 %lld%s"),
                       (long long)result->shortfall_count,
                       bc_words_counter(target));
    if (bc_words_on_the_line(target, result))
        bc_text_add(&text, bc_in_report("压线"));
    if (result->n_unknown > 0)
        bc_text_printf(&text, bc_in_report("%s缺 %lld"),
                       text.length ? bc_in_report("，") : "",
                       (long long)result->n_unknown);
    if (result->flags & BC_FLAG_OVERRULED)
        bc_text_printf(&text, bc_in_report("%s以上级文件为准%s%s%s"),
                       text.length ? bc_in_report("，") : "",
                       bc_in_report("（"), result->overruled_by->id,
                       bc_in_report("）"));
    bc_words_pace(&text, target, result);
    if (result->standing == BC_INDICATIVE)
        bc_text_printf(&text, bc_in_report("%s参考，非考核结论"),
                       text.length ? bc_in_report("；") : "");
    bc_html_leaf(html, "td", "rem", bc_text_string(&text));
    bc_text_clear(&text);
}

static const char *scope_name(const struct bc_result *result)
{
    /* a province is no prefecture of the regions layer */
    return strcmp(result->basin_name, "420000") == 0 ? bc_in_report("湖北省")
                                                     : result->basin_name;
}

static void write_other(const struct bc_report_data *data,
                        const struct bc_result *result, struct bc_html *html)
{
    const struct bc_target *target = target_of(data, result);
    enum bc_look look = bc_look_of(result);
    struct bc_text figure = {0}, value = {0}, goal = {0}, css = {0};

    bc_text_printf(&css, "vt %s", bc_look_css(look));
    bc_words_figure(&figure, target, result);
    bc_words_goal(&goal, target);
    if (bc_words_is_share(target))
        bc_words_value(&value, target, result);
    bc_html_open(html, "tr", NULL);
    bc_html_leaf(html, "td", "nw", scope_name(result));
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    write_title(target, html);
    bc_html_close(html);
    bc_html_leaf(html, "td", "n", bc_text_string(&goal));
    bc_html_open(html, "td", "n");
    bc_html_leaf(html, "b", NULL, bc_text_string(&figure));
    if (value.length > 0)
        bc_html_leaf(html, "small", NULL, bc_text_string(&value));
    bc_html_close(html);
    bc_html_open(html, "td", bc_text_string(&css));
    bc_look_sign(html, look);
    bc_html_text(html, bc_look_word(look));
    bc_html_close(html);
    write_remark(target, result, html);
    bc_html_close(html);
    bc_html_line(html);
    bc_text_clear(&figure);
    bc_text_clear(&value);
    bc_text_clear(&goal);
    bc_text_clear(&css);
}

static void write_list(const struct bc_report_data *data, struct bc_html *html)
{
    const struct bc_results *results = data->outcome->results;
    bool made_up = false;
    size_t n = 0;

    for (size_t i = 0; i < results->n; i++)
        if (is_other(data, &results->result[i])) {
            n++;
            made_up |= bc_is_illustrative(
                data, bc_subject_of(target_of(data, &results->result[i])));
        }
    if (n == 0)
        return;
    bc_html_open(html, "div", "wrap");
    bc_html_attr(html, "tabindex", "0");
    bc_html_attr(html, "role", "region");
    bc_html_attr(html, "aria-label",
                 bc_in_report("其他范围的目标，可左右滚动"));
    bc_html_open(html, "table", "ot");
    bc_html_open(html, "caption", NULL);
    bc_html_text(html, bc_in_report("其他范围 "));
    bc_html_open(html, "small", NULL);
    bc_html_text(html, bc_in_report("目标只对一个市州、一条河或指定的对象"));
    bc_report_demo(html, made_up);
    bc_html_close(html);
    bc_html_close(html);
    bc_report_heads(html, bc_in_report("范围|目标|>要求|>现状|结论|说明"));
    bc_html_open(html, "tbody", NULL);
    for (size_t i = 0; i < results->n; i++)
        if (is_other(data, &results->result[i]))
            write_other(data, &results->result[i], html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

/* The fold: one row a reason. */

/** The result that speaks for a folded target: its first. */
static const struct bc_result *first_result(const struct bc_report_data *data,
                                            size_t target)
{
    return data->end[target] > 0
               ? &data->outcome->results->result[data->first[target]]
               : NULL;
}

static void reason_of(const struct bc_report_data *data, size_t target,
                      struct bc_text *out)
{
    const struct bc_result *result = first_result(data, target);

    if (!result || result->verdict == BC_NO_VALUE)
        bc_text_add(out, bc_in_report("文件没有给出数值"));
    else
        bc_words_reason(out, result);
    if (out->length == 0)
        bc_text_add(out, bc_in_report("无法判断"));
}

static bool same_reason(const struct bc_report_data *data, size_t a, size_t b)
{
    struct bc_text left = {0}, right = {0};

    reason_of(data, a, &left);
    reason_of(data, b, &right);
    bool same = strcmp(bc_text_string(&left), bc_text_string(&right)) == 0;

    bc_text_clear(&left);
    bc_text_clear(&right);
    return same;
}

static void write_reason(const struct bc_report_data *data, size_t first,
                         struct bc_html *html)
{
    const struct bc_targets *targets = data->outcome->targets;
    struct bc_text reason = {0};
    size_t n = 0;

    for (size_t t = first; t < targets->n; t++)
        n += data->showing[t] == BC_IN_FOLD && same_reason(data, first, t);
    reason_of(data, first, &reason);
    bc_html_open(html, "tr", NULL);
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    bc_html_text(html, bc_text_string(&reason));
    bc_html_leaff(html, "small", NULL, bc_in_report("%zu 项"), n);
    bc_html_close(html);
    bc_html_open(html, "td", NULL);
    bc_html_open(html, "ul", NULL);
    for (size_t t = first; t < targets->n; t++) {
        const struct bc_target *target = &targets->target[t];

        if (data->showing[t] != BC_IN_FOLD || !same_reason(data, first, t))
            continue;
        bc_html_open(html, "li", NULL);
        bc_words_write(html, bc_target_label(target), BC_LONG_TITLE);
        bc_html_leaff(html, "span", NULL, " %s %s", target->id,
                      target->document);
        bc_html_close(html);
    }
    bc_html_close(html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
    bc_text_clear(&reason);
}

static bool is_first_of_reason(const struct bc_report_data *data, size_t target)
{
    for (size_t t = 0; t < target; t++)
        if (data->showing[t] == BC_IN_FOLD && same_reason(data, t, target))
            return false;
    return true;
}

static void write_fold(const struct bc_report_data *data, struct bc_html *html)
{
    size_t n = 0;

    for (size_t t = 0; t < data->outcome->targets->n; t++)
        n += data->showing[t] == BC_IN_FOLD;
    if (n == 0)
        return;
    bc_html_open(html, "details", "fold");
    bc_html_leaff(html, "summary", NULL,
                  bc_in_report("另有 %zu 项目标无法判断或没有数值，按原因列出"),
                  n);
    bc_html_open(html, "table", "fi");
    bc_html_leaf(html, "caption", "vh",
                 bc_in_report("无法判断或没有数值的目标，按原因"));
    bc_report_heads(html, bc_in_report("原因|目标"));
    bc_html_open(html, "tbody", NULL);
    for (size_t t = 0; t < data->outcome->targets->n; t++)
        if (data->showing[t] == BC_IN_FOLD && is_first_of_reason(data, t))
            write_reason(data, t, html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

void bc_report_others(const struct bc_report_data *data, struct bc_html *html)
{
    bc_html_open(html, "section", "blk");
    bc_html_attr(html, "aria-label", bc_in_report("其他范围和无法判断的目标"));
    write_list(data, html);
    write_fold(data, html);
    bc_html_close(html);
    bc_html_line(html);
}
