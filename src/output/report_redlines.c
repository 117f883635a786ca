/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <math.h>
#include <string.h>

#include "base/language.h"
#include "output/report_words.h"
#include "plan/derive.h"

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
        bc_html_textf(
            html, " %s",
            bc_in_report(bc_row_text(outcome->outfalls, "stage", row)));
        bc_html_close(html);
    }
    if (n == 0)
        bc_html_text(html, bc_in_report("无"));
    else if (n > 12)
        bc_html_leaff(html, "span", "ln1", bc_in_report("共 %zu 个"), n);
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
        bc_html_textf(
            html, " %s",
            bc_in_report(bc_row_text(outcome->suspects, "status", row)));
        bc_html_close(html);
    }
    if (n == 0)
        bc_html_text(html, bc_in_report("无"));
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
    bc_words_write(html, bc_row_name(outcome->redlines, redline), BC_LONG_NAME);
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
        bc_html_textf(
            html, bc_in_report("%s%s（%s）"), n > 1 ? bc_in_report("、") : "",
            bc_row_code(outcome->suspects, row),
            bc_in_report(bc_row_text(outcome->suspects, "status", row)));
    }
    if (n == 0)
        return;
    bc_html_text(html, bc_in_report("的位置不在任何红线内，按位置不计。"));
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
    bc_html_textf(html, bc_in_report("问题点位 %zu 处"), count->n);
    for (int status = 1; status <= BC_N_STATUSES; status++)
        if (count->status[status])
            bc_html_textf(html, bc_in_report("，%s %zu"),
                          bc_in_report(bc_status_name(status)),
                          count->status[status]);
    if (count->status[0])
        bc_html_textf(html, bc_in_report("，状态不明 %zu"), count->status[0]);
    if (confirmed) {
        bc_decimal_print(
            bc_decimal_divide_half_up((bc_int128)bc_status_closed(count) * 100,
                                      0, (int64_t)confirmed, 1),
            percent);
        bc_html_textf(html, bc_in_report("；属实的已销号 %zu/%zu = %s %%"),
                      bc_status_closed(count), confirmed, percent);
    }
    bc_html_text(html, bc_in_report("。"));
    bc_html_close(html);
    bc_html_line(html);
}

/** Whether the feature lies in this buffer of its nearest red line and in none
 * narrower; 0: in the red line. */
static bool is_nearest_at(const struct bc_outcome *outcome,
                          const struct bc_near *near, size_t row,
                          double buffer_m)
{
    double nearest_m = INFINITY;

    for (size_t i = near->first[row]; i < near->first[row + 1]; i++)
        nearest_m = fmin(nearest_m, near->distance_m[i]);
    return nearest_m < INFINITY &&
           bc_buffer_of(outcome->buffers, nearest_m) == buffer_m;
}

static void write_near(const struct bc_outcome *outcome,
                       const struct bc_near *near, const size_t *rows, size_t n,
                       double buffer_m, struct bc_html *html)
{
    size_t found = 0;

    for (size_t i = 0; near && i < n; i++)
        found += is_nearest_at(outcome, near, rows[i], buffer_m);
    bc_html_leaff(html, "td", "n", "%zu", found);
}

static void write_buffer(const struct bc_outcome *outcome,
                         const struct bc_basin_data *basin, double from_m,
                         double buffer_m, struct bc_html *html)
{
    bc_html_open(html, "tr", NULL);
    bc_html_open(html, "th", NULL);
    bc_html_attr(html, "scope", "row");
    if (buffer_m > 0)
        bc_html_textf(html, bc_in_report("外 %g–%g m"), from_m, buffer_m);
    else
        bc_html_text(html, bc_in_report("红线内"));
    bc_html_close(html);
    write_near(outcome, outcome->outfall_near, basin->outfall,
               basin->n_outfalls, buffer_m, html);
    write_near(outcome, outcome->section_near, basin->section,
               basin->n_sections, buffer_m, html);
    write_near(outcome, outcome->suspect_near, basin->suspect,
               basin->n_suspects, buffer_m, html);
    bc_html_close(html);
    bc_html_line(html);
}

/** What stands in each buffer, each feature once: by its nearest red line. */
static void write_buffers(const struct bc_report_data *data,
                          const struct bc_basin_data *basin,
                          struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    const struct bc_distances *buffers = outcome->buffers;

    if (!buffers || !buffers->n || !outcome->redlines)
        return;
    bc_html_open(html, "table", "rt");
    bc_html_open(html, "caption", NULL);
    bc_html_text(html, bc_in_report("红线内外（每个对象按最近的红线计一次）"));
    bc_report_demo(html, bc_is_illustrative(data, BC_SUBJECT_REDLINES));
    bc_html_close(html);
    bc_report_heads(html, bc_in_report("!距红线|>排污口|>断面|>问题点位"));
    bc_html_open(html, "tbody", NULL);
    write_buffer(outcome, basin, 0, 0, html);
    for (size_t i = 0; i < buffers->n; i++)
        if (buffers->m[i] > 0)
            write_buffer(outcome, basin, i ? buffers->m[i - 1] : 0,
                         buffers->m[i], html);
    bc_html_close(html);
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
    bc_html_text(html, bc_in_report("红线与冲突"));
    bc_report_demo(html, bc_is_illustrative(data, BC_SUBJECT_REDLINES));
    bc_html_close(html);
    bc_report_heads(
        html, bc_in_report("编号|红线|>流域内 km²|红线内排污口|问题点位"));
    bc_html_open(html, "tbody", NULL);
    for (size_t i = 0; i < basin->n_pieces; i++)
        write_row(data, basin, basin->piece[i], html);
    bc_html_close(html);
    bc_html_close(html);
    write_buffers(data, basin, html);
    write_statuses(data, basin, html);
    write_outsiders(data, basin, html);
    bc_html_close(html);
    bc_html_line(html);
}
