/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <string.h>

#include "output/report_words.h"

/* Red lines in the basin, and what stands in them. */

static void write_area(const struct bc_overlay *overlay, size_t piece,
                       struct bc_html *html)
{
    struct bc_text area = {0}, share = {0};
    char text[24];

    bc_words_thousands(&area, overlay->area_m2[piece] / 1e6, 2);
    bc_decimal_print(
        bc_decimal_from_real(100 * overlay->share_of_basin[piece], 2), text);
    bc_text_printf(&share, "%s %%", text);
    bc_html_open(html, "td", "n");
    bc_html_text(html, bc_text_string(&area));
    bc_html_leaf(html, "small", NULL, bc_text_string(&share));
    bc_html_close(html);
    bc_text_clear(&area);
    bc_text_clear(&share);
}

static void write_outfalls(const struct bc_report_data *data,
                           const struct bc_basin_data *basin, size_t redline,
                           struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    size_t n = 0;

    bc_html_open(html, "td", NULL);
    for (size_t i = 0; i < basin->n_outfalls; i++) {
        size_t row = basin->outfall[i];

        if (!bc_is_covered_by(outcome->outfall_redlines, row, redline))
            continue;
        if (n++ >= 12)
            continue;
        bc_html_open(html, "span", "ln1");
        bc_html_leaff(html, "b", NULL, "%zu", i + 1);
        bc_html_textf(html, " %s",
                      bc_row_text(outcome->outfalls, "stage", row));
        bc_html_close(html);
    }
    if (n == 0)
        bc_html_text(html, "无");
    else if (n > 12)
        bc_html_leaff(html, "span", "ln1", "共 %zu 个", n);
    bc_html_close(html);
}

static void write_suspects(const struct bc_report_data *data,
                           const struct bc_basin_data *basin, size_t redline,
                           struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    size_t n = 0;

    bc_html_open(html, "td", NULL);
    for (size_t i = 0; i < basin->n_suspects; i++) {
        size_t row = basin->suspect[i];

        if (!bc_is_covered_by(outcome->suspect_redlines, row, redline))
            continue;
        n++;
        bc_html_open(html, "span", "ln1");
        bc_html_leaf(html, "b", NULL, bc_row_code(outcome->suspects, row));
        bc_html_textf(html, " %s",
                      bc_row_text(outcome->suspects, "status", row));
        bc_html_close(html);
    }
    if (n == 0)
        bc_html_text(html, "无");
    bc_html_close(html);
}

static void write_row(const struct bc_report_data *data,
                      const struct bc_basin_data *basin, size_t piece,
                      struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    size_t redline = outcome->overlay->polygon[piece];

    bc_html_open(html, "tr", NULL);
    bc_html_leaf(html, "td", "num", bc_row_code(outcome->redlines, redline));
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    bc_html_text(html, bc_row_name(outcome->redlines, redline));
    bc_html_leaf(html, "small", NULL,
                 bc_row_text(outcome->redlines, "type", redline));
    bc_html_close(html);
    write_area(outcome->overlay, piece, html);
    write_outfalls(data, basin, redline, html);
    write_suspects(data, basin, redline, html);
    bc_html_close(html);
    bc_html_line(html);
}

/** Points that are recorded in a red line but stand outside all. */
static void write_outsiders(const struct bc_report_data *data,
                            const struct bc_basin_data *basin,
                            struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    size_t n = 0;

    for (size_t i = 0; i < basin->n_suspects; i++) {
        size_t row = basin->suspect[i];

        if (bc_is_covered(outcome->suspect_redlines, row))
            continue;
        if (n++ == 0)
            bc_html_open(html, "p", "note");
        bc_html_textf(html, "%s%s（%s）", n > 1 ? "、" : "",
                      bc_row_code(outcome->suspects, row),
                      bc_row_text(outcome->suspects, "status", row));
    }
    if (n == 0)
        return;
    bc_html_text(html, "的位置不在任何红线内，按位置不计。");
    bc_html_close(html);
}

/** All suspects of the basin by status, and the share that is closed. */
static void write_statuses(const struct bc_report_data *data,
                           const struct bc_basin_data *basin,
                           struct bc_html *html)
{
    const struct bc_status_count *count =
        data->outcome->progress
            ? bc_status_find(data->outcome->progress, basin->code)
            : NULL;
    size_t confirmed = count ? bc_status_confirmed(count) : 0;
    char percent[24];

    if (!count)
        return;
    bc_html_open(html, "p", "note");
    bc_html_textf(html, "问题点位 %zu 处", count->n);
    for (int status = 1; status <= BC_N_STATUSES; status++)
        if (count->status[status])
            bc_html_textf(html, "，%s %zu", bc_status_name(status),
                          count->status[status]);
    if (count->status[0])
        bc_html_textf(html, "，状态不明 %zu", count->status[0]);
    if (confirmed) {
        bc_decimal_print(
            bc_decimal_divide_half_up((bc_int128)bc_status_closed(count) * 100,
                                      0, (int64_t)confirmed, 1),
            percent);
        bc_html_textf(html, "；属实的已销号 %zu/%zu = %s %%",
                      bc_status_closed(count), confirmed, percent);
    }
    bc_html_text(html, "。");
    bc_html_close(html);
    bc_html_line(html);
}

void bc_report_redlines(const struct bc_report_data *data,
                        const struct bc_basin_data *basin, struct bc_html *html)
{
    if (basin->n_pieces + basin->n_suspects == 0)
        return;
    bc_html_open(html, "div", "orl");
    bc_html_open(html, "table", "rt");
    bc_html_open(html, "caption", NULL);
    bc_html_text(html, "红线与冲突");
    bc_report_demo(html, bc_is_illustrative(data, BC_SUBJECT_REDLINES));
    bc_html_close(html);
    bc_report_heads(html, "编号|红线|>流域内 km²|红线内排污口|问题点位");
    bc_html_open(html, "tbody", NULL);
    for (size_t i = 0; i < basin->n_pieces; i++)
        write_row(data, basin, basin->piece[i], html);
    bc_html_close(html);
    bc_html_close(html);
    write_statuses(data, basin, html);
    write_outsiders(data, basin, html);
    bc_html_close(html);
    bc_html_line(html);
}
