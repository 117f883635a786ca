/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "layer/order.h"
#include "output/report_words.h"
#include "water/item.h"

/* How it was worked out, what was doubtful, where the data are from. */

static void write_term(struct bc_html *html, const char *term,
                       const char *meaning)
{
    bc_html_leaf(html, "dt", NULL, term);
    bc_html_leaf(html, "dd", NULL, meaning);
    bc_html_line(html);
}

/** Which of the evaluation set were measured anywhere. */
static void write_items(const struct bc_outcome *outcome, struct bc_html *html)
{
    const struct bc_water_method *method = outcome->water_method;
    size_t n_sections = outcome->sections ? outcome->sections->n_features : 0;
    size_t n = 0;

    bc_html_leaf(html, "dt", NULL, bc_in_report("水质类别"));
    bc_html_open(html, "dd", NULL);
    bc_html_text(
        html,
        bc_in_report("GB 3838-2002 表 1，单因子取最差（环办〔2011〕22号）。"));
    for (int item = 0; method && item < BC_N_ITEMS; item++) {
        bool measured = false;

        for (size_t i = 0; i < n_sections; i++)
            measured |=
                method->items[item]
                    ? bc_decimal_known(outcome->judgement[i].item[item].mean)
                    : outcome->judgement[i].item[item].assessed;
        if (!measured)
            continue;
        bc_html_textf(html, "%s%s",
                      n++ == 0 ? bc_in_report("评价的有：")
                               : bc_in_report("、"),
                      bc_words_item((enum bc_item)item));
    }
    if (n > 0) {
        bc_html_text(html, bc_in_report("。"));
        if (method->others_over)
            bc_html_text(
                html,
                bc_in_report("X：自上年起有月均值超Ⅲ类的其他项目"
                             "（目标更严的，超目标；月份的取法凭记忆）。"));
        else if (n < method->n_items)
            bc_html_textf(html,
                          bc_in_report("%zu 项中其余 %zu 项没有数据，未评价。"),
                          method->n_items, method->n_items - n);
    }
    bc_html_text(html, bc_in_report("总氮不参与定类。"));
    bc_html_close(html);
    bc_html_line(html);
}

static void write_how(const struct bc_outcome *outcome, struct bc_html *html)
{
    const struct bc_water_method *method = outcome->water_method;

    bc_html_open(html, "div", NULL);
    bc_html_leaf(html, "h3", NULL, bc_in_report("怎样算"));
    bc_html_open(html, "dl", NULL);
    write_items(outcome, html);
    write_term(
        html, bc_in_report("均值"),
        bc_in_report(
            "各监测值先按月求算术平均，时段均值为各月均值的平均（pH "
            "按氢离子浓度）；完全相同的重复行只算一次；未检出按检出限的一"
            "半计。"));
    write_term(
        html, bc_in_report("修约"),
        method && method->round
            ? bc_in_report(
                  "均值按环办监测函〔2020〕82号一次修约（四舍六入五成双），再与"
                  "限值比较；等于限值者属较好的类别。")
            : bc_in_report("均值不修约，直接与限值比较。"));
    write_term(
        html, bc_in_report("湖库"),
        bc_in_report(
            "总磷用湖库限值。各点先求均值，再对有数据的点求平均，不取最差"
            "点。"));
    write_term(html, bc_in_report("断面（水域）"),
               bc_in_report("每条河的断面各计一个，同一湖库的各点合计一个。"));
    write_term(
        html, bc_in_report("达标比较"),
        bc_in_report(
            "百分比按目标的位数（至少 1 位）四舍五入后比较；比值、0 % 和 "
            "100 % 按个数比较。"));
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

static void write_wording(const struct bc_outcome *outcome,
                          struct bc_html *html)
{
    struct bc_text text = {0};

    bc_html_open(html, "div", NULL);
    bc_html_leaf(html, "h3", NULL, bc_in_report("口径"));
    bc_html_open(html, "dl", NULL);
    write_term(
        html, bc_in_report("归属"),
        bc_in_report(
            "所填流域优先，湖库断面随湖，其余按点在流域面内判定；在公共界"
            "上的归编码小的流域；界外只计入“全部”。"));
    write_term(
        html, bc_in_report_as("many", "排污口"),
        bc_in_report(
            "分母为全部已排查；完成整治含已验收、已销号、已取缔和合并；验收"
            "销号只算已销号；重复编码取进度靠前者。"));
    write_term(html, bc_in_report("面积"),
               outcome->crs_epsg == 4490 ? bc_in_report("CGCS2000 椭球面积。")
                                         : bc_in_report("椭球面积。"));
    bc_text_add(&text, bc_in_report("水质数据止于 "));
    char day[16];

    bc_day_print(outcome->period.last, day);
    bc_text_printf(&text, bc_in_report("%s，其余数据截至 "), day);
    bc_day_print(outcome->as_of, day);
    bc_text_printf(&text,
                   bc_in_report("%s；早于目标期限的未达写作“未达（未到期）”。"),
                   day);
    write_term(html, bc_in_report("未到期"), bc_text_string(&text));
    bc_text_clear(&text);
    write_term(
        html, bc_in_report("参考"),
        bc_in_report(
            "文件对全省、全市下达的目标逐流域来看，只作参考，不是考核结论"
            "。"));
    write_term(
        html, bc_in_report("无法判断"),
        bc_in_report(
            "缺数据、缺上年同期，或没有该类对象（0/0）。缺数据的断面无论好"
            "坏结论都一样时，照样给出结论。"));
    write_term(
        html, bc_in_report("未核实"),
        bc_in_report(
            "优良评级、反弹风险阈值等按通行做法，未见原文，可在项目文件中"
            "修改。"));
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

/* Findings, one row a code. */

#define N_EXAMPLES 3

/** Puts a name among the first of all, each once, in their order.
 * @param named  room for one more than are kept; @return how many are */
static size_t add_example(const char **named, size_t n, const char *name)
{
    size_t at = 0;

    while (at < n && bc_order_texts(named[at], name) < 0)
        at++;
    if (at < n && strcmp(named[at], name) == 0)
        return n;
    memmove(named + at + 1, named + at, (n - at) * sizeof *named);
    named[at] = name;
    return n < N_EXAMPLES ? n + 1 : N_EXAMPLES;
}

/** Up to three features or fields that findings name: whatever the order of
 * their lines, the same. */
static void write_examples(const struct bc_findings *findings,
                           enum bc_finding_code code, struct bc_html *html)
{
    const char *named[N_EXAMPLES + 1];
    size_t n = 0;

    for (size_t i = 0; i < bc_findings_count(findings); i++) {
        const struct bc_finding *finding = bc_findings_get(findings, i);
        const char *what = finding->feature ? finding->feature : finding->field;

        if (finding->code == code && what && *what)
            n = add_example(named, n, what);
    }
    bc_html_open(html, "td", NULL);
    for (size_t i = 0; i < n; i++)
        bc_html_textf(html, "%s%s", i ? bc_in_report("、") : "", named[i]);
    bc_html_close(html);
}

/** The files that a code was found in. */
static void write_sources(const struct bc_findings *findings,
                          enum bc_finding_code code, struct bc_html *html)
{
    const char *last = "";
    size_t n = 0;

    bc_html_open(html, "td", "src");
    for (size_t i = 0; i < bc_findings_count(findings) && n < 3; i++) {
        const struct bc_finding *finding = bc_findings_get(findings, i);

        if (finding->code != code || !finding->source || !*finding->source ||
            strcmp(finding->source, last) == 0)
            continue;
        last = finding->source;
        bc_html_textf(html, "%s%s", n++ ? bc_in_report("、") : "",
                      strrchr(last, '/') ? strrchr(last, '/') + 1 : last);
    }
    bc_html_close(html);
}

static void write_finding(const struct bc_findings *findings,
                          enum bc_finding_code code, struct bc_html *html)
{
    bool warning = bc_finding_level(code) != BC_NOTE;

    bc_html_open(html, "tr", NULL);
    bc_html_open(html, "td", NULL);
    bc_html_leaf(html, "span", warning ? "lv w" : "lv",
                 warning ? bc_in_report("警告") : bc_in_report("提示"));
    bc_html_close(html);
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    bc_html_text(html, bc_words_finding(code));
    bc_html_close(html);
    bc_html_leaff(html, "td", "n", "%zu",
                  bc_findings_count_code(findings, code));
    write_examples(findings, code, html);
    bc_html_leaf(html, "td", NULL, bc_words_remedy(code));
    write_sources(findings, code, html);
    bc_html_close(html);
    bc_html_line(html);
}

static void write_findings(const struct bc_findings *findings,
                           struct bc_html *html)
{
    size_t n_warnings = bc_findings_count_level(findings, BC_WARNING);
    size_t n_notes = bc_findings_count_level(findings, BC_NOTE);

    bc_html_open(html, "div", "blk");
    bc_html_open(html, "table", "fi");
    bc_html_open(html, "caption", NULL);
    bc_html_text(html, bc_in_report("数据问题 "));
    bc_html_leaff(html, "small", NULL,
                  bc_in_report("警告 %zu 条，提示 %zu 条；逐条见 findings.csv"),
                  n_warnings, n_notes);
    bc_html_close(html);
    bc_report_heads(html, bc_in_report("级别|问题|>条数|例如|处理|来源"));
    bc_html_open(html, "tbody", NULL);
    for (int note = 0; note < 2; note++)
        for (int code = 0; code < BC_N_FINDING_CODES; code++) {
            enum bc_finding_code it = (enum bc_finding_code)code;

            if ((bc_finding_level(it) == BC_NOTE) == (note == 1) &&
                bc_findings_count_code(findings, it) > 0)
                write_finding(findings, it, html);
        }
    bc_html_close(html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

void bc_report_methods(const struct bc_report_data *data, struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;

    bc_html_open(html, "section", "sheet");
    bc_html_attr(html, "id", "methods");
    bc_html_attr(html, "aria-labelledby", "h-m");
    bc_html_open(html, "h2", NULL);
    bc_html_attr(html, "id", "h-m");
    bc_html_text(html, bc_in_report("方法与数据问题"));
    bc_html_close(html);
    bc_html_leaf(
        html, "p", "lede",
        bc_in_report(
            "结论怎样算出来，哪些数据被合并、剔除或存疑。数据问题不影响的"
            "结论照常给出，影响的写“无法判断”。"));
    bc_html_open(html, "div", "two meth");
    write_how(outcome, html);
    write_wording(outcome, html);
    bc_html_close(html);
    if (outcome->findings && bc_findings_count(outcome->findings) > 0)
        write_findings(outcome->findings, html);
    bc_html_close(html);
    bc_html_line(html);
}

/* Footer: every layer with its file, made up or not. */

static const char *role_word(const char *role)
{
    static const char *const words[][2] = {
        {"basins", BC_ZH("流域界")},
        {"sections", BC_ZH_AS("list", "断面")},
        {"lakes", BC_ZH("湖库")},
        {"outfalls", BC_ZH_AS("list", "排污口")},
        {"redlines", BC_ZH_AS("list", "保护红线")},
        {"suspects", BC_ZH("问题点位")},
        {"rivers", BC_ZH("河渠")},
        {"regions", BC_ZH("行政区")},
        {"sources", BC_ZH("水源地")},
        {"zones", BC_ZH_AS("list", "水源保护区")},
        {"observations", BC_ZH("观测")}};

    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (strcmp(role, words[i][0]) == 0)
            return words[i][1];
    return role;
}

static bool is_made_up_role(const struct bc_outcome *outcome, const char *role)
{
    for (size_t i = 0; i < outcome->n_layers; i++)
        if (strcmp(outcome->layers[i]->role, role) == 0)
            return outcome->layers[i]->illustrative;
    return false;
}

static void write_inputs(const struct bc_outcome *outcome, struct bc_html *html)
{
    bool made_up = false;

    bc_html_text(html, bc_in_report("数据来源："));
    for (size_t i = 0; i < outcome->n_inputs; i++) {
        const struct bc_input_file *input = &outcome->inputs[i];
        bool illustrative = is_made_up_role(outcome, input->role) ||
                            strstr(input->label, "illustrative");

        if (strcmp(input->role, "targets") == 0)
            continue;
        bc_html_textf(html, "%s%s %s", i ? bc_in_report("；") : "",
                      bc_report_sense(role_word(input->role)), input->label);
        bc_report_demo(html, illustrative);
        made_up |= illustrative;
    }
    if (outcome->n_inputs == 0)
        for (size_t i = 0; i < outcome->n_layers; i++) {
            const struct bc_layer *layer = outcome->layers[i];

            bc_html_textf(html, "%s%s %s", i ? bc_in_report("；") : "",
                          bc_report_sense(role_word(layer->role)),
                          layer->source);
            bc_report_demo(html, layer->illustrative);
            made_up |= layer->illustrative;
        }
    bc_html_text(html, bc_in_report("。"));
    if (made_up || outcome->illustrative) {
        bc_html_text(html, bc_in_report("标有"));
        bc_html_leaf(html, "b", NULL, bc_in_report("示例"));
        bc_html_text(html, bc_in_report("的数据不代表真实情况。"));
    }
}

void bc_report_footer(const struct bc_report_data *data, struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;

    bc_html_open(html, "footer", NULL);
    bc_html_open(html, "p", NULL);
    write_inputs(outcome, html);
    bc_html_text(html, bc_in_report("内部工作用图，未经审图不得公开。"));
    bc_html_close(html);
    bc_html_leaff(html, "p", NULL, "basincheck %s", outcome->version);
    bc_html_close(html);
    bc_html_line(html);
}
