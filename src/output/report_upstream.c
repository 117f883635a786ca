/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "output/report_words.h"

/* Along the rivers: which outfalls that are not finished lie upstream of a
 * section that misses its target, and how far. */

#define MAX_NAMED 6 /* the rest is counted; upstream.csv has them all */

/** The number that an outfall has in the basin's table, else its name. */
static void write_outfall(const struct bc_outcome *outcome,
                          const struct bc_basin_data *basin, size_t row,
                          struct bc_html *html)
{
    struct bc_text name = {0};

    for (size_t i = 0; i < basin->n_outfalls; i++)
        if (basin->outfall[i] == row) {
            bc_html_textf(html, bc_in_report("%zu 号"), i + 1);
            return;
        }
    bc_words_plain_name(&name, bc_row_name(outcome->outfalls, row));
    bc_html_text(html, bc_text_string(&name));
    bc_text_clear(&name);
}

static void write_row(const struct bc_outcome *outcome,
                      const struct bc_basin_data *basin,
                      const struct bc_upstream_row *row, struct bc_html *html)
{
    double travel_h = bc_upstream_travel_h(outcome->upstream, row);
    struct bc_text km = {0};

    write_outfall(outcome, basin, row->outfall, html);
    bc_text_add_real(&km, row->distance_m / 1000, 1);
    bc_html_textf(html, " %s km", bc_text_string(&km));
    if (!isnan(travel_h))
        bc_html_textf(html, bc_in_report("（约 %.1f h）"), travel_h);
    bc_text_clear(&km);
}

static void write_rows(const struct bc_outcome *outcome,
                       const struct bc_basin_data *basin, const char *head,
                       const struct bc_upstream_row *rows, size_t n,
                       struct bc_html *html)
{
    if (!n)
        return;
    bc_html_open(html, "span", "ln1");
    bc_html_text(html, head);
    for (size_t i = 0; i < n && i < MAX_NAMED; i++) {
        bc_html_text(html, i ? bc_in_report("、") : "");
        write_row(outcome, basin, &rows[i], html);
    }
    if (n > MAX_NAMED)
        bc_html_textf(html, bc_in_report("，共 %zu 个"), n);
    bc_html_close(html);
}

static bool is_of(const struct bc_basis_row *feature, size_t section)
{
    for (size_t i = 0; feature->points && i < feature->n_points; i++)
        if (feature->points[i] == section)
            return true;
    return feature->row == section;
}

void bc_report_upstream(const struct bc_report_data *data,
                        const struct bc_basin_data *basin,
                        const struct bc_basis_row *feature,
                        struct bc_html *html)
{
    const struct bc_upstream *upstream = data->outcome->upstream;
    struct bc_upstream_row *rows = NULL;
    size_t n = 0;

    if (!upstream || !upstream->n)
        return;
    rows = bc_alloc(upstream->n, sizeof *rows);
    for (size_t i = 0; i < upstream->n; i++)
        if (is_of(feature, upstream->row[i].section))
            rows[n++] = upstream->row[i];
    n = bc_upstream_nearest(rows, n); /* a lake has several points */
    write_rows(data->outcome, basin,
               bc_in_report("上游未完成整治的排污口（河道距离）："), rows, n,
               html);
    free(rows);
}

/** Is the outfall one that the result waits for? */
static bool is_wanted(const struct bc_result *result, size_t outfall)
{
    for (size_t i = 0; i < result->n_rows; i++)
        if (result->rows[i].row == outfall)
            return result->rows[i].bearing == BC_BEARS_OTHER;
    return false;
}

void bc_report_nearest(const struct bc_report_data *data,
                       const struct bc_basin_data *basin,
                       const struct bc_result *result, struct bc_html *html)
{
    const struct bc_upstream *upstream = data->outcome->upstream;
    struct bc_upstream_row *rows = NULL;
    size_t n = 0;

    if (!upstream || !upstream->n)
        return;
    rows = bc_alloc(upstream->n, sizeof *rows);
    for (size_t i = 0; i < upstream->n; i++)
        if (is_wanted(result, upstream->row[i].outfall))
            rows[n++] = upstream->row[i];
    n = bc_upstream_nearest(rows, n);
    write_rows(data->outcome, basin,
               bc_in_report("先近后远（到未达标断面的河道距离）："), rows, n,
               html);
    free(rows);
}
