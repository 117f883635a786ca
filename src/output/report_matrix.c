/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <string.h>

#include "base/language.h"
#include "output/report_words.h"

/* Of a longer title the rest stands in the basin's sheet. */
#define MOST_OF_TITLE 40

/** Basins first .. end - 1, then 全部 in the last block. */
struct block {
    const struct bc_report_data *data;
    size_t first, end;
    bool all;
};

static size_t n_columns(const struct block *block)
{
    return 1 + block->end - block->first + block->all;
}

static const struct bc_target *target_of(const struct bc_report_data *data,
                                         size_t t)
{
    return &data->outcome->targets->target[t];
}

/* Heads. */

static void write_head(const struct block *block, struct bc_html *html)
{
    bc_html_open(html, "thead", NULL);
    bc_html_open(html, "tr", NULL);
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "col");
    bc_html_text(html, bc_in_report("目标"));
    bc_html_close(html);
    for (size_t b = block->first; b < block->end; b++) {
        struct bc_text name = {0}, cut = {0};

        bc_words_short_name(&name, block->data->basin[b].name);
        bc_words_cut(&cut, bc_text_string(&name), 14);
        bc_html_open(html, "th", NULL);
        bc_html_attr(html, "scope", "col");
        bc_html_open(html, "a", NULL);
        bc_html_attrf(html, "href", "#b%zu", b + 1);
        bc_html_text(html, bc_text_string(&cut));
        bc_html_close(html);
        bc_html_close(html);
        bc_text_clear(&name);
        bc_text_clear(&cut);
    }
    if (block->all) {
        bc_html_open(html, "th", "all");
        bc_html_attr(html, "scope", "col");
        bc_html_text(html, bc_in_report("全部"));
        bc_html_close(html);
    }
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

static void write_subject(const struct block *block, enum bc_subject subject,
                          struct bc_html *html)
{
    struct bc_text date = {0};

    bc_report_data_date(block->data, subject, &date);
    bc_html_open(html, "tr", "grp");
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "rowgroup");
    bc_html_attrf(html, "colspan", "%zu", n_columns(block));
    bc_html_text(html, bc_subject_name(subject));
    bc_html_open(html, "span", NULL);
    bc_html_text(html, bc_text_string(&date));
    bc_report_demo(html, bc_is_illustrative(block->data, subject));
    bc_html_close(html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
    bc_text_clear(&date);
}

static void write_row_head(const struct bc_targets *targets, size_t t,
                           struct bc_html *html)
{
    const struct bc_target *target = &targets->target[t];
    struct bc_text goal = {0}, title = {0};
    char due[16];

    bc_words_goal(&goal, target);
    bc_words_title(&title, targets, t, MOST_OF_TITLE);
    bc_day_print(target->due, due);
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    bc_html_open(html, "span", "tt");
    bc_html_leaf(html, "span", "tn", bc_text_string(&title));
    bc_html_leaf(html, "span", "tv", bc_text_string(&goal));
    bc_html_close(html);
    bc_html_open(html, "small", NULL);
    const char *between = *target->document && *target->clause ? " " : "";
    const char *apart = "";

    if (target->op == BC_INFO) {
        bc_html_text(html, bc_in_report("不作考核"));
        apart = " · ";
    }
    if (*target->document || *target->clause) {
        bc_html_textf(html, "%s%s%s%s", apart, target->document, between,
                      target->clause);
        apart = " · ";
    }
    if (*due) {
        bc_html_text(html, apart);
        bc_html_leaff(html, "span", "nw", bc_in_report("期限 %s"), due);
    }
    bc_html_close(html);
    bc_html_close(html);
    bc_text_clear(&goal);
    bc_text_clear(&title);
}

/* Cells. */

static void write_flags(const struct bc_target *target,
                        const struct bc_result *result, struct bc_html *html)
{
    const struct {
        bool said;
        const char *word;
    } flags[] = {{bc_words_on_the_line(target, result), BC_ZH("压线")},
                 {result->flags & BC_FLAG_BORDERLINE, BC_ZH("修约")},
                 {result->flags & BC_FLAG_OVERRULED, BC_ZH("从上")}};

    for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
        if (flags[i].said) {
            bc_html_text(html, " ");
            bc_html_leaf(html, "small", "fl", bc_in_report(flags[i].word));
        }
    if (result->n_unknown > 0) {
        bc_html_text(html, " ");
        bc_html_leaff(html, "small", "fl", bc_in_report("缺%lld"),
                      (long long)result->n_unknown);
    }
}

/** The line under k/n: the share, or why there is none. */
static void write_second_line(const struct bc_target *target,
                              const struct bc_result *result,
                              struct bc_html *html)
{
    struct bc_text text = {0};

    if (result->verdict == BC_CANNOT_JUDGE)
        bc_words_reason(&text, result);
    else if (result->verdict == BC_NO_VALUE)
        bc_text_add(&text, bc_in_report("无目标值"));
    else if (bc_words_is_share(target))
        bc_words_value(&text, target, result);
    if (text.length > 0)
        bc_html_leaf(html, "small", NULL, bc_text_string(&text));
    bc_text_clear(&text);
    write_flags(target, result, html);
}

/** `37425/50000`, of all basins, breaks behind its stroke rather than widen
 * the page. */
static void write_figure(const char *figure, struct bc_html *html)
{
    const char *stroke = strchr(figure, '/');

    bc_html_open(html, "b", NULL);
    if (stroke && strlen(figure) > 7) {
        bc_html_textf(html, "%.*s", (int)(stroke + 1 - figure), figure);
        bc_html_open(html, "wbr", NULL);
        bc_html_close_empty(html);
        figure = stroke + 1;
    }
    bc_html_text(html, figure);
    bc_html_close(html);
}

static void write_cell(const struct bc_target *target,
                       const struct bc_result *result, bool all,
                       struct bc_html *html)
{
    struct bc_text css = {0}, figure = {0};

    if (!result) {
        bc_html_open(html, "td", all ? "v empty all" : "v empty");
        bc_html_leaf(html, "span", "vh", bc_in_report("不适用"));
        bc_html_open(html, "span", NULL);
        bc_html_attr(html, "aria-hidden", "true");
        bc_html_text(html, "·");
        bc_html_close(html);
        bc_html_close(html);
        return;
    }
    enum bc_look look = bc_look_of(result);

    bc_text_printf(&css, "v %s%s", bc_look_css(look), all ? " all" : "");
    bc_words_figure(&figure, target, result);
    bc_html_open(html, "td", bc_text_string(&css));
    bc_html_open(html, "span", "k");
    if (look != BC_LOOK_INFO)
        bc_look_write(html, look);
    write_figure(bc_text_string(&figure), html);
    if (result->flags & BC_FLAG_AT_RISK) {
        bc_html_open(html, "small", "rk");
        bc_html_leaf(html, "span", "vh", bc_in_report("反弹风险"));
        if (result->n_at_risk > 0)
            bc_html_textf(html, "△%zu", result->n_at_risk);
        else
            bc_html_text(html, "△");
        bc_html_close(html);
    }
    bc_html_close(html);
    write_second_line(target, result, html);
    bc_html_close(html);
    bc_text_clear(&css);
    bc_text_clear(&figure);
}

static void write_row(const struct block *block, size_t t, struct bc_html *html)
{
    const struct bc_report_data *data = block->data;
    const struct bc_target *target = target_of(data, t);

    bc_html_open(html, "tr", NULL);
    write_row_head(data->outcome->targets, t, html);
    for (size_t b = block->first; b < block->end; b++)
        write_cell(target, bc_report_result(data, t, data->basin[b].code),
                   false, html);
    if (block->all)
        write_cell(target, bc_report_result(data, t, NULL), true, html);
    bc_html_close(html);
    bc_html_line(html);
}

/* The last row: what each column comes to. */

static void write_total(const struct block *block, const char *code, bool all,
                        struct bc_html *html)
{
    const struct bc_report_data *data = block->data;
    size_t met = 0, missed = 0;

    for (size_t t = 0; t < data->outcome->targets->n; t++) {
        const struct bc_result *result;

        if (data->showing[t] != BC_IN_MATRIX ||
            !(result = bc_report_result(data, t, code)))
            continue;
        met += result->verdict == BC_MET;
        missed += result->verdict == BC_MISSED;
    }
    bc_html_open(html, "td", all ? "all" : NULL);
    bc_html_leaff(html, "b", NULL, "%zu", met);
    bc_html_text(html, " / ");
    bc_html_leaff(html, "b", "mi", "%zu", missed);
    bc_html_close(html);
}

static void write_foot(const struct block *block, struct bc_html *html)
{
    bc_html_open(html, "tfoot", NULL);
    bc_html_open(html, "tr", NULL);
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    bc_html_text(html, bc_in_report("达标 / 未达（项）"));
    bc_html_close(html);
    for (size_t b = block->first; b < block->end; b++)
        write_total(block, block->data->basin[b].code, false, html);
    if (block->all)
        write_total(block, NULL, true, html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

static bool has_rows(const struct bc_report_data *data, enum bc_subject subject)
{
    for (size_t t = 0; t < data->outcome->targets->n; t++)
        if (data->showing[t] == BC_IN_MATRIX &&
            bc_subject_of(target_of(data, t)) == subject)
            return true;
    return false;
}

static void write_block(const struct block *block, struct bc_html *html)
{
    const struct bc_report_data *data = block->data;
    struct bc_text css = {0};

    bc_text_printf(&css, "mx mx%zu", n_columns(block) - 1);
    bc_html_open(html, "table", bc_text_string(&css));
    bc_text_clear(&css);
    bc_html_leaf(
        html, "caption", "vh",
        bc_in_report("各流域对照各项目标的结论：符号、达到数/总数、百分比"));
    write_head(block, html);
    for (int subject = 0; subject < BC_N_SUBJECTS; subject++) {
        if (!has_rows(data, (enum bc_subject)subject))
            continue;
        bc_html_open(html, "tbody", NULL);
        write_subject(block, (enum bc_subject)subject, html);
        for (size_t t = 0; t < data->outcome->targets->n; t++)
            if (data->showing[t] == BC_IN_MATRIX &&
                (int)bc_subject_of(target_of(data, t)) == subject)
                write_row(block, t, html);
        bc_html_close(html);
    }
    write_foot(block, html);
    bc_html_close(html);
    bc_html_line(html);
}

/* What stands under it. */

static size_t count_outside(const struct bc_join *join)
{
    size_t n = 0;

    for (size_t i = 0; join && i < join->n; i++)
        n += join->basin[i] == BC_NO_ROW;
    return n;
}

static void write_note(const struct bc_report_data *data, struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    size_t n_sections = count_outside(outcome->section_join);
    size_t n_outfalls = count_outside(outcome->outfall_join);
    size_t n_indicative = 0, n_assessed = 0;

    for (size_t i = 0; i < outcome->results->n; i++) {
        const struct bc_result *result = &outcome->results->result[i];

        if (data->showing[result->target] != BC_IN_MATRIX ||
            !(result->is_basin || result->is_all))
            continue;
        n_indicative += result->standing == BC_INDICATIVE;
        n_assessed += result->standing == BC_ASSESSED;
    }
    bc_html_open(html, "p", "note");
    bc_html_text(html, bc_in_report("格内为达到数/总数和百分比。"));
    if (n_indicative > 0) {
        bc_html_text(html,
                     n_assessed > 0
                         ? bc_in_report("目标按文件全域下达的，逐流域对照为")
                         : bc_in_report("目标按文件全域下达，逐流域对照均为"));
        bc_html_leaf(html, "b", NULL, bc_in_report("参考，非考核结论"));
        bc_html_text(html, bc_in_report("。"));
    }
    if (data->has_all && n_sections + n_outfalls > 0)
        bc_html_textf(
            html, bc_in_report("“全部”含流域以外的 %zu 个断面、%zu 个排污口。"),
            n_sections, n_outfalls);
    bc_html_text(
        html,
        bc_in_report("“断面（水域）”：每条河的断面各计一个，同一湖库各点求"
                     "均值后计一个。"));
    bc_html_close(html);
    bc_html_line(html);
}

/** How many basins stand side by side: eight, more would not fit A4; fewer
 * where `118/163` is wider than an eighth. */
static size_t block_size(const struct bc_report_data *data)
{
    size_t longest = 0;

    for (size_t t = 0; t < data->outcome->targets->n; t++)
        for (size_t b = 0; b < data->n_basins; b++) {
            const struct bc_result *result =
                bc_report_result(data, t, data->basin[b].code);
            struct bc_text figure = {0};

            if (data->showing[t] != BC_IN_MATRIX || !result)
                continue;
            bc_words_figure(&figure, target_of(data, t), result);
            longest = figure.length > longest ? figure.length : longest;
            bc_text_clear(&figure);
        }
    return longest <= 5 ? 8 : longest <= 7 ? 6 : longest <= 9 ? 5 : 4;
}

void bc_report_matrix(const struct bc_report_data *data, struct bc_html *html)
{
    size_t size = block_size(data);

    bc_html_open(html, "h2", "sub");
    bc_html_attr(html, "id", "h-mx");
    bc_html_text(html, bc_in_report("哪个流域，哪项目标，达到没有"));
    bc_html_close(html);
    bc_html_line(html);
    for (size_t first = 0; first == 0 || first < data->n_basins;
         first += size) {
        size_t end = first + size;
        struct block block = {data, first, end, false};

        if (end >= data->n_basins) {
            block.end = data->n_basins;
            block.all = data->has_all;
        }
        write_block(&block, html);
    }
    write_note(data, html);
}
