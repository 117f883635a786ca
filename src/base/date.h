/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_DATE_H
#define BC_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/** Days since 1970-01-01 (proleptic Gregorian); BC_NO_DATE is missing. */
typedef int32_t bc_day;
#define BC_NO_DATE INT32_MIN

/** BC_NO_DATE if there is no such day in the years 1..9999. */
bc_day bc_day_of(int year, int month, int day);
static inline bc_day bc_day_of_seconds(int64_t seconds)
{
    return (bc_day)(seconds / 86400 - (seconds % 86400 < 0));
}
void bc_day_split(bc_day day, int *year, int *month, int *day_of_month);
void bc_day_print(bc_day day, char text[16]); /* 2024-06-30, "" if missing */

/** 2024-06-30, 2024/6/30, 2024.6.30, 20240630, 2024年6月30日; else false. */
bool bc_day_parse(struct bc_slice text, bc_day *day);

/**
 * A date with or without a time of day: `2021-04-01T08:00:00+08:00`,
 * `2021-04-01 08:00`, `2021年4月1日 8时`, and, when @p year is not 0,
 * `04-01 08:00` of that year.
 * @param offset_minutes of the times that name no offset (China: 480)
 * @param[out] seconds  since 1970-01-01T00:00 in that same offset (local time)
 */
bool bc_time_parse(struct bc_slice text, int year, int offset_minutes,
                   int64_t *seconds);
void bc_time_print(int64_t seconds, int offset_minutes, char text[32]);

/** `2021-04`, `2021/4`, `2021.04`, `202104`, `2021年4月`, and `4月` of @p year
 * when that is not 0: the first day of the month. (`2021.4` is refused:
 * `2021.1` may have been October.) */
bool bc_month_parse(struct bc_slice text, int year, bc_day *first);

/** Months since January of year 0: year * 12 + month - 1. */
int bc_month_of_day(bc_day day);

/** First and last day, both inside. */
struct bc_period {
    bc_day first, last;
    char label[32]; /* as written: 2021, 2021-Q2, 2021-04, 2021-01..2021-06 */
};

bool bc_period_parse(const char *text, struct bc_period *period);
/** The months first..last (bc_month_of_day) with the label of their kind:
 * a year, a quarter, a month, or a range. */
struct bc_period bc_period_of_months(int first, int last);
int bc_period_months(const struct bc_period *period); /* how many it touches */
/** The same span one year earlier, with its own label: of a parsed period. */
struct bc_period bc_period_year_before(const struct bc_period *period);

#endif
