/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_REPORT_WORDS_H
#define BC_OUTPUT_REPORT_WORDS_H

#include "base/date.h"
#include "base/finding.h"
#include "base/text.h"
#include "output/report_html.h"
#include "plan/evaluate.h"
#include "plan/target.h"
#include "water/item.h"

/** How numbers and verdicts are said in the report, in one place. */

/** The five looks of a verdict: also the name of its CSS class and its sign. */
enum bc_look {
    BC_LOOK_MET,
    BC_LOOK_MISSED,
    BC_LOOK_INTERIM,
    BC_LOOK_CANNOT,
    BC_LOOK_NONE, /* no figure set */
    BC_LOOK_INFO
};
enum bc_look bc_look_of(const struct bc_result *result);
const char *bc_look_css(enum bc_look look);  /* "interim" */
const char *bc_look_word(enum bc_look look); /* "未达（未到期）" */
/** The sign alone, where the word stands beside it ... */
void bc_look_sign(struct bc_html *html, enum bc_look look);
/** ... and with its word for those who cannot see it. */
void bc_look_write(struct bc_html *html, enum bc_look look);

/** `25.0 %`: the result's value as its measure prints it; "" when missing. */
void bc_words_value(struct bc_text *out, const struct bc_target *target,
                    const struct bc_result *result);
/** `，落后时序进度（应达 48.5 %）`; nothing when there is no pace, or when
 * the target is met. */
void bc_words_pace(struct bc_text *out, const struct bc_target *target,
                   const struct bc_result *result);
/** `1/4`, or the value alone where k and n are not what is compared. */
void bc_words_figure(struct bc_text *out, const struct bc_target *target,
                     const struct bc_result *result);
bool bc_words_is_share(const struct bc_target *target);
/* More of a title or a name no table has room for; the CSV files have it
 * whole. */
#define BC_LONG_TITLE 120
#define BC_LONG_NAME 60
/** A target's title of at most @p em CJK characters, told apart from another of
 * the same words. */
void bc_words_title(struct bc_text *out, const struct bc_targets *targets,
                    size_t target, double em);
/** `≥ 90.9 %`, `= 100 %`, `只列数`, `未定数值`. */
void bc_words_goal(struct bc_text *out, const struct bc_target *target);
/** Where a bullet bar ends and its tick stands: 0..100; false when the measure
 * is no share. */
bool bc_words_bar(const struct bc_target *target,
                  const struct bc_result *result, double *bar, double *tick);
/** What is said after a count of this target's features: ` 个`, ` 处`; nothing
 * in English. */
const char *bc_words_counter(const struct bc_target *target);

/** Ⅰ ... Ⅴ, 劣Ⅴ; I ... V, >V (worse than V). 0: "". */
const char *bc_words_class(int class_no);
/** An item's name without what it is weighed as: 总磷, total phosphorus. */
const char *bc_words_item(enum bc_item item);

/** `11,754`, with @p places decimals. */
void bc_words_thousands(struct bc_text *out, double value, int places);
/** `2024年6月30日`, `30 June 2024`; nothing when missing. */
void bc_words_date(struct bc_text *out, bc_day day);
/** `2021年4月` or `April 2021` for a month, `2021年`, else the label. */
void bc_words_period(struct bc_text *out, const struct bc_period *period);
/** A basin's name without its last 流域. */
void bc_words_short_name(struct bc_text *out, const char *name);

/** At most @p em CJK characters (two others count as one), then `…`. */
void bc_words_cut(struct bc_text *out, const char *text, double em);

void bc_words_write(struct bc_html *html, const char *text, double em);

/** As bc_words_cut, of what stands before a bracket: 府河(涢水) is 府河. */
void bc_words_first_name(struct bc_text *out, const char *name, double em);
/** A name without the (示例) at its end, where a caption says so; at most
 * BC_LONG_NAME. */
void bc_words_plain_name(struct bc_text *out, const char *name);
/** Is it worth saying that one fewer would miss? Not where all must do. */
bool bc_words_on_the_line(const struct bc_target *target,
                          const struct bc_result *result);

/** What a finding is and what to do. */
const char *bc_words_finding(enum bc_finding_code code);
const char *bc_words_remedy(enum bc_finding_code code);

#endif
