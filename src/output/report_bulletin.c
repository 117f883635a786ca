/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <stdlib.h>

#include "base/language.h"
#include "output/report_words.h"
#include "plan/cards.h"
#include "water/item.h"

/* 月通报 and 亮牌 of `assess --by month`: what the last month of the period
 * says, and under it how the months before it stood. */

static size_t last_month(const struct bc_series *series)
{
    return series->n_months - 1;
}

static void write_caption(const struct bc_report_data *data, const char *title,
                          const char *words, struct bc_html *html)
{
    bc_html_open(html, "caption", NULL);
    bc_html_text(html, title);
    bc_html_open(html, "small", NULL);
    bc_html_text(html, words);
    bc_report_demo(html, bc_is_illustrative(data, BC_SUBJECT_WATER));
    bc_html_close(html);
    bc_html_close(html);
}

/** A table that scrolls sideways where the page is narrow. */
static void open_table(const char *label, struct bc_html *html)
{
    bc_html_open(html, "div", "wrap");
    bc_html_attr(html, "tabindex", "0");
    bc_html_attr(html, "role", "region");
    bc_html_attrf(html, "aria-label", bc_in_report("%s，可左右滚动"), label);
    bc_html_open(html, "table", "ot");
}

static void close_table(struct bc_html *html)
{
    bc_html_close(html);
    bc_html_close(html);
    bc_html_close(html);
    bc_html_line(html);
}

/* ---- cards ---- */

static void write_colour(enum bc_card_colour colour, struct bc_html *html)
{
    bc_html_open(html, "td", "num");
    bc_html_open(html, "span", "dot");
    bc_html_attr(html, "style",
                 colour == BC_CARD_RED ? "background:#a8322a"
                                       : "background:#f2c200");
    bc_html_close(html);
    bc_html_text(html, bc_in_report(bc_card_name_zh(colour)));
    bc_html_close(html);
}

static void write_card(const struct bc_outcome *outcome, size_t basin,
                       const struct bc_card *card, struct bc_html *html)
{
    struct bc_text reason = {0};

    bc_card_text(outcome->series, card, outcome->sections,
                 bc_report_language() == BC_CHINESE, &reason);
    bc_html_open(html, "tr", NULL);
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    bc_words_write(html, bc_row_name(outcome->basins, basin), BC_LONG_NAME);
    bc_html_close(html);
    write_colour(card->colour, html);
    bc_html_leaff(html, "td", "n", "%d", card->months);
    bc_html_leaf(html, "td", NULL, bc_text_string(&reason));
    bc_html_close(html);
    bc_html_line(html);
    bc_text_clear(&reason);
}

/** Red ones first, each in the order of the basins. */
static void write_cards_table(const struct bc_report_data *data,
                              const struct bc_card *cards, struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;

    open_table(bc_in_report("亮牌的流域"), html);
    write_caption(data, bc_in_report("亮牌"),
                  bc_in_report("按断面连续未达目标类别的月数"), html);
    bc_report_heads(html, bc_in_report("流域|!牌|>连续月数|原因"));
    bc_html_open(html, "tbody", NULL);
    for (int colour = BC_CARD_RED; colour > BC_CARD_NONE; colour--)
        for (size_t b = 0; b < outcome->basins->n_features; b++)
            if ((int)cards[b].colour == colour)
                write_card(outcome, b, &cards[b], html);
    close_table(html);
}

static void write_cards(const struct bc_report_data *data, struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    size_t n = outcome->basins->n_features, n_of[BC_CARD_RED + 1] = {0};
    struct bc_card *cards;
    struct bc_text rule = {0};

    bc_cards_of(outcome->series, &outcome->card_rule,
                outcome->section_join->basin, n, &cards);
    for (size_t b = 0; b < n; b++)
        n_of[cards[b].colour]++;
    if (n_of[BC_CARD_NONE] < n)
        write_cards_table(data, cards, html);
    bc_card_rule_text(&outcome->card_rule, bc_report_language() == BC_CHINESE,
                      &rule);
    bc_html_leaff(
        html, "p", "note",
        bc_in_report("红牌 %zu 个流域，黄牌 %zu 个，无牌 %zu 个。%s。"),
        n_of[BC_CARD_RED], n_of[BC_CARD_YELLOW], n_of[BC_CARD_NONE],
        bc_text_string(&rule));
    bc_html_line(html);
    bc_text_clear(&rule);
    bc_cards_free(cards, n);
}

/* ---- sections at risk ---- */

static void write_class(int class_no, struct bc_html *html)
{
    char css[] = "c c0";

    css[3] = (char)('0' + class_no);
    bc_html_open(html, "td", "ctr");
    bc_html_leaf(html, "span", css,
                 class_no ? bc_words_class(class_no) : bc_in_report("无数据"));
    bc_html_close(html);
}

static void write_months(int months, struct bc_html *html)
{
    if (months > 0)
        bc_html_leaff(html, "td", "n", "%d", months);
    else
        bc_html_leaf(html, "td", "n mut", "–");
}

static const char *basin_name(const struct bc_outcome *outcome, size_t section)
{
    const struct bc_join *join = outcome->section_join;

    return join && join->basin[section] != BC_NO_ROW
               ? bc_row_name(outcome->basins, join->basin[section])
               : "";
}

static void write_section(const struct bc_outcome *outcome,
                          const struct bc_bulletin_row *row,
                          struct bc_html *html)
{
    const struct bc_series *series = outcome->series;
    const struct bc_judgement *now =
        bc_series_judgement(series, row->section, row->month);
    const struct bc_section_month *month =
        bc_series_section(series, row->section, row->month);

    bc_html_open(html, "tr", NULL);
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    bc_words_write(html, bc_row_name(outcome->sections, row->section),
                   BC_LONG_NAME);
    bc_html_leaf(html, "small", NULL, basin_name(outcome, row->section));
    bc_html_close(html);
    bc_html_leaf(html, "td", NULL,
                 bc_in_report(bc_bulletin_name_zh(row->state)));
    write_class(now->class_no, html);
    if (row->month > 0)
        write_class(
            bc_series_judgement(series, row->section, row->month - 1)->class_no,
            html);
    else
        bc_html_leaf(html, "td", "ctr mut", "–");
    bc_html_leaf(html, "td", "ctr",
                 now->target_class ? bc_words_class(now->target_class) : "–");
    write_months(row->at_risk, html);
    write_months(row->missed, html);
    bc_html_leaf(html, "td", "rem",
                 bc_report_language() == BC_ENGLISH ? month->reason_en
                                                    : month->reason);
    bc_html_close(html);
    bc_html_line(html);
}

/** Sections of a report of very many basins: the first of each state. */
static void write_sections(const struct bc_report_data *data,
                           const struct bc_bulletin_row *rows, size_t n,
                           struct bc_html *html)
{
    size_t n_of[BC_BULLETIN_NO_DATA + 1] = {0}, n_hidden = 0;

    open_table(bc_in_report("风险断面"), html);
    write_caption(data, bc_in_report("风险断面"),
                  bc_in_report("未达标和有反弹风险的断面，以及本月退出的"),
                  html);
    bc_report_heads(
        html, bc_in_report(
                  "断面|!状态|!类别|!上月|!目标|>连续风险月|>连续未达月|原因"));
    bc_html_open(html, "tbody", NULL);
    for (size_t i = 0; i < n; i++)
        if (!data->is_long || n_of[rows[i].state]++ < BC_BRIEF_ROWS)
            write_section(data->outcome, &rows[i], html);
        else
            n_hidden++;
    close_table(html);
    if (n_hidden > 0)
        bc_html_leaff(html, "p", "note",
                      bc_in_report("另有 %zu 个，见 bulletin.csv。"), n_hidden);
}

/* ---- the months before ---- */

static void write_month(const struct bc_series *series, size_t month,
                        const struct bc_bulletin_row *rows, size_t n,
                        struct bc_html *html)
{
    size_t n_of[BC_BULLETIN_NO_DATA + 1] = {0};

    for (size_t i = 0; i < n; i++)
        if (rows[i].month == month)
            n_of[rows[i].state]++;
    bc_html_open(html, "tr", NULL);
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    bc_html_text(html, series->months[month].label);
    bc_html_close(html);
    bc_html_leaff(html, "td", "n", "%zu",
                  n_of[BC_BULLETIN_FIRST] + n_of[BC_BULLETIN_NEW] +
                      n_of[BC_BULLETIN_LASTING]);
    for (int state = BC_BULLETIN_NEW; state <= BC_BULLETIN_NO_DATA; state++)
        if (month > 0)
            bc_html_leaff(html, "td", "n", "%zu", n_of[state]);
        else
            bc_html_leaf(html, "td", "n mut", "–");
    bc_html_close(html);
    bc_html_line(html);
}

static void write_all_months(const struct bc_series *series,
                             const struct bc_bulletin_row *rows, size_t n,
                             struct bc_html *html)
{
    bc_html_open(html, "details", "fold");
    bc_html_leaff(html, "summary", NULL,
                  bc_in_report("各月的风险断面数（%zu 个月）"),
                  series->n_months);
    open_table(bc_in_report("各月的风险断面数"), html);
    bc_html_leaf(html, "caption", "vh", bc_in_report("各月的风险断面数"));
    bc_report_heads(html,
                    bc_in_report("月份|>风险断面|>新增|>持续|>退出|>无数据"));
    bc_html_open(html, "tbody", NULL);
    for (size_t month = 0; month < series->n_months; month++)
        write_month(series, month, rows, n, html);
    close_table(html);
    bc_html_close(html);
    bc_html_line(html);
}

/* ---- the part ---- */

static void write_bulletin(const struct bc_report_data *data,
                           struct bc_html *html)
{
    const struct bc_series *series = data->outcome->series;
    struct bc_bulletin_row *rows;
    size_t n = bc_bulletin(series, &rows), first = 0;

    while (first < n && rows[first].month < last_month(series))
        first++;
    if (first < n)
        write_sections(data, rows + first, n - first, html);
    else
        bc_html_leaf(html, "p", NULL,
                     bc_in_report("本月没有风险断面，也没有退出的。"));
    bc_html_leaf(
        html, "p", "note",
        bc_in_report(
            "每月只用当月的数据评价，没有数据的月份中断连续月数。"
            "未给名单时，风险断面按凭记忆的规则和限值认定，未见文件原文。"));
    bc_html_line(html);
    if (series->n_months > 1)
        write_all_months(series, rows, n, html);
    free(rows);
}

void bc_report_bulletin(const struct bc_report_data *data, struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    const struct bc_series *series = outcome->series;
    struct bc_text month = {0};

    if (!series || series->n_months == 0)
        return;
    bc_words_period(&month, &series->months[last_month(series)]);
    bc_html_open(html, "section", "blk");
    bc_html_attr(html, "aria-labelledby", "h-mb");
    bc_html_open(html, "h2", NULL);
    bc_html_attr(html, "id", "h-mb");
    bc_html_textf(html, bc_in_report("月通报：%s"), bc_text_string(&month));
    bc_html_close(html);
    bc_html_line(html);
    if (outcome->section_join)
        write_cards(data, html);
    write_bulletin(data, html);
    bc_html_close(html);
    bc_html_line(html);
    bc_text_clear(&month);
}
