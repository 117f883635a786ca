/* SPDX-License-Identifier: MIT */
#include "output/report_parts.h"

#include <string.h>

#include "base/language.h"
#include "output/report_words.h"
#include "plan/derive.h"

/* Outfalls in a drinking-water zone of grade I or II: none is lawful there
 * (水污染防治法 article 64), so they come before every target. */

#define MAX_NAMED 6 /* the rest is counted; findings.csv has them all */

static const char *illegal_grade(const struct bc_outcome *outcome, size_t row)
{
    const char *grade =
        bc_zone_grade(outcome->zones, outcome->outfall_zones, row);

    return grade && strcmp(grade, "准") != 0 ? grade : NULL;
}

/** The name of the zone of that grade; several are named by their first. */
static const char *zone_name(const struct bc_outcome *outcome, size_t row,
                             const char *grade)
{
    const struct bc_cover *cover = outcome->outfall_zones;

    size_t i = cover->first[row]; /* one of them has the grade */

    while (strcmp(bc_row_text(outcome->zones, "grade", cover->feature[i]),
                  grade) != 0)
        i++;
    return bc_row_name(outcome->zones, cover->feature[i]);
}

static void write_outfall(const struct bc_outcome *outcome, size_t row,
                          size_t number, struct bc_html *html)
{
    const char *grade = illegal_grade(outcome, row);
    struct bc_text name = {0};

    bc_html_open(html, "li", NULL);
    if (number)
        bc_html_leaff(html, "b", NULL, "%zu", number);
    bc_words_plain_name(&name, bc_row_name(outcome->outfalls, row));
    bc_html_textf(html, bc_in_report("%s%s（%s）在%s%s保护区内"),
                  number ? " " : "", bc_text_string(&name),
                  bc_row_code(outcome->outfalls, row),
                  zone_name(outcome, row, grade), bc_in_report(grade));
    bc_html_textf(html, bc_in_report("，%s"),
                  bc_in_report(bc_row_text(outcome->outfalls, "stage", row)));
    bc_html_close(html);
    bc_text_clear(&name);
}

/** The i-th outfall of the basin, of all where there is none. */
static size_t row_at(const struct bc_basin_data *basin, size_t i)
{
    return basin ? basin->outfall[i] : i;
}

void bc_report_illegal(const struct bc_report_data *data,
                       const struct bc_basin_data *basin, struct bc_html *html)
{
    const struct bc_outcome *outcome = data->outcome;
    size_t n_outfalls = basin               ? basin->n_outfalls
                        : outcome->outfalls ? outcome->outfalls->n_features
                                            : 0;
    size_t n = 0, named = 0;

    if (!outcome->zones || !outcome->outfall_zones)
        return;
    for (size_t i = 0; i < n_outfalls; i++)
        n += illegal_grade(outcome, row_at(basin, i)) != NULL;
    if (n == 0)
        return;
    bc_html_open(html, "div", "law");
    bc_html_open(html, "p", NULL);
    bc_html_leaff(html, "strong", NULL,
                  bc_in_report("饮用水水源保护区内有 %zu 个违法排污口"), n);
    bc_report_demo(html, outcome->zones->illustrative ||
                             bc_is_illustrative(data, BC_SUBJECT_OUTFALLS));
    bc_html_text(
        html,
        bc_in_report("：保护区内禁止设置排污口（水污染防治法第六十四条），"
                     "整治到哪一阶段都一样。"));
    bc_html_close(html);
    bc_html_open(html, "ul", NULL);
    for (size_t i = 0; i < n_outfalls && named < MAX_NAMED; i++)
        if (illegal_grade(outcome, row_at(basin, i))) {
            write_outfall(outcome, row_at(basin, i), basin ? i + 1 : 0, html);
            named++;
        }
    bc_html_close(html);
    if (n > named)
        bc_html_leaff(html, "p", "note",
                      bc_in_report("其余 %zu 个见 findings.csv。"), n - named);
    bc_html_close(html);
    bc_html_line(html);
}
