/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_REPORT_PARTS_H
#define BC_OUTPUT_REPORT_PARTS_H

#include "output/report_data.h"
#include "output/report_html.h"
#include "output/report_map.h"
#include "plan/outcome.h"

/* The parts of the report in its order; styles/report.html says where each
 * stands. */

/** The style sheet, then the colours that the project may choose. */
void bc_report_style(const char *palette, struct bc_text *out);
/** Signs and patterns that the rest uses. */
void bc_report_signs(const struct bc_map_base *base, struct bc_html *html);
void bc_report_masthead(const struct bc_report_data *data,
                        struct bc_html *html);
/** First screen: what matters most, the matrix, the legend. */
void bc_report_first(const struct bc_report_data *data, struct bc_html *html);
void bc_report_top(const struct bc_report_data *data, struct bc_html *html);
void bc_report_matrix(const struct bc_report_data *data, struct bc_html *html);
/** Targets of other scopes, and those without an answer. */
void bc_report_others(const struct bc_report_data *data, struct bc_html *html);
/** 月通报 and 亮牌 of the last month; nothing without `--by month`. */
void bc_report_bulletin(const struct bc_report_data *data,
                        struct bc_html *html);
/** A sheet of one basin. */
void bc_report_basin(const struct bc_report_data *data,
                     const struct bc_map_base *base, size_t basin,
                     struct bc_html *html);
void bc_report_sections(const struct bc_report_data *data,
                        const struct bc_basin_data *basin,
                        struct bc_html *html);
void bc_report_outfalls(const struct bc_report_data *data,
                        const struct bc_basin_data *basin,
                        struct bc_html *html);
void bc_report_redlines(const struct bc_report_data *data,
                        const struct bc_basin_data *basin,
                        struct bc_html *html);
/** A curve of the item that decides a section's class, by months or days, with
 * its range in words; nothing in a brief sheet, of very many sections or where
 * the data are few. */
void bc_report_section_trend(const struct bc_report_data *data, size_t row,
                             struct bc_html *html);
/** Would that write anything? */
bool bc_report_has_trend(const struct bc_report_data *data, size_t row);
/** A curve of a share in each month; nothing without `--by month`. */
void bc_report_target_trend(const struct bc_report_data *data,
                            const struct bc_target *target,
                            const struct bc_result *result,
                            struct bc_html *html);
/** Outfalls where the law allows none, of the basin or (NULL) of all; nothing
 * where there are none. */
void bc_report_illegal(const struct bc_report_data *data,
                       const struct bc_basin_data *basin, struct bc_html *html);
void bc_report_tasks(const struct bc_report_data *data,
                     const struct bc_basin_data *basin, struct bc_html *html);
/** A line of the outfalls that are not finished upstream of a section (of a
 * lake: of any of its points) that misses its target; nothing where there are
 * none. */
void bc_report_upstream(const struct bc_report_data *data,
                        const struct bc_basin_data *basin,
                        const struct bc_basis_row *feature,
                        struct bc_html *html);
/** A line of the outfalls that a result waits for and that lie upstream of such
 * a section, nearest first. */
void bc_report_nearest(const struct bc_report_data *data,
                       const struct bc_basin_data *basin,
                       const struct bc_result *result, struct bc_html *html);
/** How it was worked out, what was doubtful, where the data are from. */
void bc_report_methods(const struct bc_report_data *data, struct bc_html *html);
void bc_report_footer(const struct bc_report_data *data, struct bc_html *html);

/* Small pieces that several parts use. */

/** 示例, when @p made_up. */
void bc_report_demo(struct bc_html *html, bool made_up);
bool bc_is_illustrative(const struct bc_report_data *data,
                        enum bc_subject subject);
/** The date that a subject's data are of, in words. */
void bc_report_data_date(const struct bc_report_data *data,
                         enum bc_subject subject, struct bc_text *out);
/** Why a result has no verdict, in a few words. */
void bc_words_reason(struct bc_text *out, const struct bc_result *result);
/** The signs of the maps' legends. */
void bc_report_key_defs(struct bc_html *html);
/** A head of several cells: `|` parts them, `>` is one over numbers,
 * `!` one that the script leaves alone: its order is no alphabet's. */
void bc_report_heads(struct bc_html *html, const char *heads);

#endif
