/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "output/report_words.h"
#include "output/style.h"
#include "water/item.h"

/* Small pieces. */

void bc_report_demo(struct bc_html *html, bool made_up)
{
    if (!made_up)
        return;
    bc_html_text(html, " ");
    bc_html_leaf(html, "i", "demo", bc_in_report("示例"));
}

static bool is_made_up(const struct bc_layer *layer)
{
    return layer && layer->illustrative;
}

bool bc_is_illustrative(const struct bc_report_data *data,
                        enum bc_subject subject)
{
    const struct bc_outcome *outcome = data->outcome;

    switch (subject) {
    case BC_SUBJECT_WATER:
        return is_made_up(outcome->sections);
    case BC_SUBJECT_OUTFALLS:
        return is_made_up(outcome->outfalls);
    case BC_SUBJECT_REDLINES:
        return is_made_up(outcome->redlines) || is_made_up(outcome->suspects);
    default:
        break;
    }
    for (size_t t = 0; t < outcome->targets->n; t++) {
        const struct bc_target *target = &outcome->targets->target[t];

        if (bc_subject_of(target) != subject)
            continue;
        for (size_t i = 0; i < outcome->n_layers; i++)
            if (strcmp(outcome->layers[i]->role, target->layer) == 0 &&
                outcome->layers[i]->illustrative)
                return true;
    }
    return false;
}

void bc_report_data_date(const struct bc_report_data *data,
                         enum bc_subject subject, struct bc_text *out)
{
    static const char *const words[] = {BC_ZH("监测 "), BC_ZH("进度截至 "),
                                        BC_ZH("状态截至 "), BC_ZH("截至 "),
                                        BC_ZH("截至 ")};

    bc_text_add(out, bc_in_report(words[subject]));
    if (subject == BC_SUBJECT_WATER)
        bc_words_period(out, &data->outcome->period);
    else
        bc_words_date(out, data->outcome->as_of);
}

void bc_words_reason(struct bc_text *out, const struct bc_result *result)
{
    static const char *const words[] = {
        [BC_NO_REASON] = "",
        [BC_REASON_NO_LAYER] = BC_ZH("没有该类图层"),
        [BC_REASON_NO_REGION] = BC_ZH("没有该行政区的对象"),
        [BC_REASON_NO_SCOPE] = BC_ZH("范围不在图层内"),
        [BC_REASON_NO_FEATURES] = BC_ZH("无此类"),
        [BC_REASON_NO_DATA] = BC_ZH("没有数据"),
        [BC_REASON_UNKNOWN_DECIDES] = BC_ZH("缺数据，结论未定"),
        [BC_REASON_NO_YEAR_BEFORE] = BC_ZH("缺上年"),
        [BC_REASON_NOT_ALIKE] = BC_ZH("与以前的结果不可比"),
        [BC_REASON_NO_EARLIER_MEANS] = BC_ZH("以前的结果缺均值"),
        [BC_REASON_NO_TARGET_CLASS] = BC_ZH("没有目标类别"),
        [BC_REASON_NO_COLUMN] = BC_ZH("图层缺少该列")};

    bc_text_add(out, bc_in_report(words[result->reason]));
}

void bc_report_heads(struct bc_html *html, const char *heads)
{
    bc_html_open(html, "thead", NULL);
    bc_html_open(html, "tr", NULL);
    while (*heads) {
        bool right = *heads == '>', fixed = *heads == '!';

        heads += right || fixed;
        size_t length = strcspn(heads, "|");
        char *head = bc_copy_bytes(heads, length);

        bc_html_open(html, "th", right ? "r" : fixed ? "fixed" : NULL);
        bc_html_attr(html, "scope", "col");
        bc_html_text(html, head);
        bc_html_close(html);
        free(head);
        heads += length + (heads[length] == '|');
    }
    bc_html_close(html);
    bc_html_close(html);
}

/* Signs: the only drawings that stand for words. */

static void write_sign(struct bc_html *html, const char *css,
                       const char *const (*shapes)[2], size_t n)
{
    bc_html_open(html, "symbol", NULL);
    bc_html_attrf(html, "id", "v-%s", css);
    bc_html_attr(html, "viewBox", "0 0 16 16");
    for (size_t i = 0; i < n; i++) {
        bc_html_open(html, "path", shapes[i][0]);
        bc_html_attr(html, "d", shapes[i][1]);
        bc_html_close_empty(html);
    }
    bc_html_close(html);
}

void bc_report_signs(const struct bc_map_base *base, struct bc_html *html)
{
    static const char cross[] = "M4.6 4.6l6.8 6.8M11.4 4.6l-6.8 6.8";
    static const char *const met[][2] = {
        {"sm", "M.5 8a7.5 7.5 0 0 1 15 0a7.5 7.5 0 0 1-15 0z"},
        {"sw", "M4.2 8.4l2.6 2.6 5-5.6"}};
    static const char *const missed[][2] = {
        {"sf", "M0 0h16v16H0z"}, {"sb1", "M.6.6h14.8v14.8H.6z"}, {"sx", cross}};
    static const char *const interim[][2] = {{"si", "M1 1h14v14H1z"},
                                             {"sxi", cross}};
    static const char *const cannot[][2] = {
        {"sq", "M1 8a7 7 0 0 1 14 0a7 7 0 0 1-14 0z"},
        {"sqm", "M5.8 6.4c0-3 4.6-3 4.6 0 0 1.7-2.3 1.7-2.3 3.5M8.1 11.2v1.6"}};
    static const char *const none[][2] = {{"sqm", "M3 8h10"}};
    static const char *const info[][2] = {
        {"sd", "M5 8a3 3 0 0 1 6 0a3 3 0 0 1-6 0z"}};

    bc_html_open(html, "svg", "defs");
    bc_html_attr(html, "aria-hidden", "true");
    bc_html_open(html, "defs", NULL);
    write_sign(html, "met", met, 2);
    write_sign(html, "missed", missed, 3);
    write_sign(html, "interim", interim, 2);
    write_sign(html, "cannot", cannot, 2);
    write_sign(html, "none", none, 1);
    write_sign(html, "info", info, 1);
    bc_report_key_defs(html);
    bc_map_write_defs(base, html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

/* Masthead. */

static void open_fact(struct bc_html *html, const char *word)
{
    bc_html_open(html, "div", NULL);
    bc_html_leaf(html, "dt", NULL, word);
    bc_html_open(html, "dd", NULL);
}

static void close_fact(struct bc_html *html)
{
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

/** The documents of the targets in matrix and list, each once. */
static void write_documents(const struct bc_report_data *data,
                            struct bc_html *html)
{
    const struct bc_targets *targets = data->outcome->targets;
    size_t n = 0;

    for (size_t t = 0; t < targets->n; t++) {
        const char *document = targets->target[t].document;
        bool seen = !*document || data->showing[t] == BC_NOT_SHOWN ||
                    data->showing[t] == BC_IN_FOLD;

        for (size_t u = 0; u < t && !seen; u++)
            seen = data->showing[u] != BC_NOT_SHOWN &&
                   data->showing[u] != BC_IN_FOLD &&
                   strcmp(targets->target[u].document, document) == 0;
        if (seen)
            continue;
        if (n < 4)
            bc_html_textf(html, "%s%s", n ? bc_in_report("、") : "", document);
        n++;
    }
    if (n > 4)
        bc_html_textf(html, bc_in_report("等 %zu 件"), n);
    if (n == 0)
        bc_html_text(html, "–");
}

static void write_extent(const struct bc_outcome *outcome, struct bc_html *html)
{
    bc_html_textf(html, bc_in_report("%zu 个流域"),
                  outcome->basins ? outcome->basins->n_features : 0);
    if (outcome->sections)
        bc_html_textf(html, bc_in_report("、%zu 个断面"),
                      outcome->sections->n_features);
    if (outcome->outfalls)
        bc_html_textf(html, bc_in_report("、%zu 个排污口"),
                      outcome->outfalls->n_features);
}

void bc_report_masthead(const struct bc_report_data *data, struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    struct bc_text text = {0};

    bc_html_open(html, "header", "mast");
    bc_html_open(html, "div", "no");
    bc_html_leaf(html, "span", NULL, bc_in_report("流域目标对照报告"));
    bc_html_leaf(html, "span", NULL,
                 bc_in_report("内部工作用图，未经审图不得公开"));
    bc_html_close(html);
    bc_html_leaf(html, "h1", NULL, outcome->title);
    bc_html_line(html);
    bc_html_open(html, "dl", "facts");
    open_fact(html, bc_in_report("水质时段"));
    bc_words_period(&text, &outcome->period);
    bc_html_text(html, bc_text_string(&text));
    close_fact(html);
    bc_text_clear(&text);
    open_fact(html, bc_in_report("排污口、红线截至"));
    bc_words_date(&text, outcome->as_of);
    bc_html_text(html, bc_text_string(&text));
    bc_text_clear(&text);
    bc_report_demo(html, bc_is_illustrative(data, BC_SUBJECT_OUTFALLS) ||
                             bc_is_illustrative(data, BC_SUBJECT_REDLINES));
    close_fact(html);
    open_fact(html, bc_in_report("对照文件"));
    write_documents(data, html);
    close_fact(html);
    open_fact(html, bc_in_report("范围"));
    write_extent(outcome, html);
    close_fact(html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

/* Legend. */

static void write_verdict_key(struct bc_html *html, enum bc_look look,
                              const char *sample, const char *meaning)
{
    struct bc_text css = {0};

    bc_text_printf(&css, "v %s", bc_look_css(look));
    bc_html_open(html, "div", NULL); /* keeps sign and word in one line */
    bc_html_open(html, "dt", NULL);
    bc_html_open(html, "span", bc_text_string(&css));
    bc_html_open(html, "svg", "s");
    bc_html_attr(html, "aria-hidden", "true");
    bc_html_open(html, "use", NULL);
    bc_html_attrf(html, "href", "#v-%s", bc_look_css(look));
    bc_html_close_empty(html);
    bc_html_close(html);
    bc_html_leaf(html, "b", NULL, sample);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_leaf(html, "dd", NULL, meaning);
    bc_html_close(html);
    bc_text_clear(&css);
}

static void write_flag_key(struct bc_html *html, const char *flag,
                           const char *meaning)
{
    bc_html_open(html, "div", NULL);
    bc_html_open(html, "dt", NULL);
    bc_html_leaf(html, "b", NULL, flag);
    bc_html_close(html);
    bc_html_leaf(html, "dd", NULL, meaning);
    bc_html_close(html);
}

/** Is a flag in any result that is shown? */
static bool has_flag(const struct bc_report_data *data, unsigned flag)
{
    const struct bc_results *results = data->outcome->results;

    for (size_t i = 0; i < results->n; i++)
        if ((results->result[i].flags & flag) &&
            data->showing[results->result[i].target] != BC_NOT_SHOWN)
            return true;
    return false;
}

static void write_legend(const struct bc_report_data *data,
                         struct bc_html *html)
{
    bc_html_open(html, "aside", "leg");
    bc_html_attr(html, "aria-labelledby", "h-lg");
    bc_html_open(html, "h2", "sub");
    bc_html_attr(html, "id", "h-lg");
    bc_html_text(html, bc_in_report("符号"));
    bc_html_close(html);
    bc_html_open(html, "dl", NULL);
    write_verdict_key(html, BC_LOOK_MET, "3/4", bc_in_report("达标"));
    write_verdict_key(html, BC_LOOK_MISSED, "3/4",
                      bc_in_report("未达：数据已到或过了期限"));
    write_verdict_key(html, BC_LOOK_INTERIM, "3/4",
                      bc_in_report("未达（未到期）：数据早于期限"));
    write_verdict_key(html, BC_LOOK_CANNOT, "0/0",
                      bc_in_report("无法判断：缺数据，或没有此类对象"));
    write_flag_key(html, bc_in_report("压线"),
                   bc_in_report("恰好够，退回 1 个即未达"));
    write_flag_key(html, bc_in_report("缺 1"),
                   bc_in_report("另有 1 个没有数据，不计入总数"));
    write_flag_key(html, "△ 2",
                   bc_in_report("其中 2 个有反弹风险（某项已近限值）"));
    if (has_flag(data, BC_FLAG_BORDERLINE))
        write_flag_key(html, bc_in_report("修约"),
                       bc_in_report("按印出的位数比较才达到，原数不足"));
    if (has_flag(data, BC_FLAG_OVERRULED))
        write_flag_key(html, bc_in_report("从上"),
                       bc_in_report("上级文件另有目标，以上级为准"));
    bc_html_close(html);
    bc_html_line(html);
    bc_html_open(html, "p", "cls");
    bc_html_leaf(html, "span", NULL,
                 bc_in_report("水质类别另用圆标，不用于结论"));
    bc_html_open(html, "span", "cl6");
    for (int class_no = 1; class_no <= 6; class_no++) {
        char css[] = "c c0";

        css[3] = (char)('0' + class_no);
        bc_html_leaf(html, "span", css, bc_words_class(class_no));
        bc_html_text(html, " ");
    }
    bc_html_close(html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

void bc_report_first(const struct bc_report_data *data, struct bc_html *html)
{
    bc_html_open(html, "section", "first");
    bc_html_attr(html, "aria-labelledby", "h-mx");
    bc_report_top(data, html);
    bc_html_open(html, "div", "am");
    bc_report_matrix(data, html);
    bc_html_close(html);
    write_legend(data, html);
    bc_html_close(html);
    bc_html_line(html);
    bc_report_others(data, html);
    bc_report_bulletin(data, html);
}
