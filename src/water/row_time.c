/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "layer/layer.h"
#include "water/row_parts.h"

/* A date that a spreadsheet has left as a number, `44287.333`: days since
 * 1899-12-30, of the years 2000 to 2099, to the minute. */
static bool take_serial(struct bc_slice text, int64_t *seconds)
{
    enum { FIRST = 36526, LAST = 73050, BEFORE_1970 = 25569, MINUTES = 1440 };
    struct bc_decimal days, minutes;

    if (text.length < 5 || (text.length > 5 && text.data[5] != '.') ||
        bc_decimal_parse(text, &days) > BC_PARSED_ROUNDED ||
        bc_decimal_compare(days, bc_decimal_of(FIRST, 0)) < 0 ||
        bc_decimal_compare(days, bc_decimal_of(LAST + 1, 0)) >= 0)
        return false;
    minutes =
        bc_decimal_divide((bc_int128)days.units * MINUTES, days.scale, 1, 0);
    *seconds = (minutes.units - (int64_t)BEFORE_1970 * MINUTES) * 60;
    return true;
}

static bool parse_time(struct bc_slice text, int year, int offset_minutes,
                       int64_t *seconds, bool *is_month)
{
    bc_day day = BC_NO_DATE;
    struct bc_text folded = {0};
    bool parsed = bc_time_parse(text, year, offset_minutes, seconds);

    *is_month = false;
    if (parsed || text.length == 0)
        return parsed;
    bc_text_fold(&folded, text.data, text.length);
    parsed = bc_time_parse((struct bc_slice){folded.data, folded.length}, year,
                           offset_minutes, seconds);
    /* A month stands for its first day: monthly tables have no other. */
    if (!parsed &&
        bc_month_parse(bc_slice_of(bc_text_string(&folded)), year, &day)) {
        *seconds = (int64_t)day * 86400;
        parsed = *is_month = true;
    }
    if (!parsed)
        parsed =
            take_serial((struct bc_slice){folded.data, folded.length}, seconds);
    bc_text_clear(&folded);
    return parsed;
}

/* `4`, `4月`, `4.0` of a part of the date: its digits. */
static struct bc_slice digits_of(struct bc_slice cell)
{
    size_t n = 0;

    while (n < cell.length && cell.data[n] >= '0' && cell.data[n] <= '9')
        n++;
    if (bc_slice_is((struct bc_slice){cell.data + n, cell.length - n}, ".0"))
        cell.length = n;
    for (const char *const *unit =
             (const char *const[]){"年", "月", "日", "号", "时", NULL};
         *unit; unit++)
        if (bc_slice_is((struct bc_slice){cell.data + n, cell.length - n},
                        *unit))
            cell.length = n;
    return cell;
}

/* Adds a part of the date to the text; false when the cell is empty. */
static bool add_part(struct bc_text *date, const struct bc_rows *rows, size_t r,
                     size_t column, const char *unit)
{
    struct bc_slice cell = bc_row_cell(rows, r, column);
    struct bc_text folded = {0};
    struct bc_slice digits;

    if (cell.length == 0)
        return false;
    bc_text_fold(&folded, cell.data, cell.length);
    digits =
        digits_of((struct bc_slice){bc_text_string(&folded), folded.length});
    bc_text_printf(date, "%.*s%s", (int)digits.length, digits.data, unit);
    bc_text_clear(&folded);
    return true;
}

/* The time of a row as one text, `2021年4月1日 8时` where it stands in parts; a
 * month that has its year in it, `2021-04`, needs no parts. */
struct bc_slice bc_row_time_of(struct bc_row_layout *layout,
                               const struct bc_rows *rows, size_t r)
{
    struct bc_slice whole = bc_row_cell(rows, r, layout->time);
    struct bc_text *date = &layout->date;
    bool is_clock = whole.length > 0 && whole.length <= 8 &&
                    memchr(whole.data, ':', whole.length);

    if (layout->month == BC_NO_COLUMN || (whole.length > 0 && !is_clock))
        return whole;
    date->length = 0;
    add_part(date, rows, r, layout->month, "");
    if (strspn(bc_text_string(date), "0123456789") >= 4)
        return bc_row_cell(rows, r, layout->month);
    date->length = 0;
    add_part(date, rows, r, layout->year, "年");
    if (add_part(date, rows, r, layout->month, "月") &&
        add_part(date, rows, r, layout->day, "日 ") &&
        !add_part(date, rows, r, is_clock ? layout->time : BC_NO_COLUMN, ""))
        add_part(date, rows, r, layout->hour, "时");
    return bc_slice_trim((struct bc_slice){bc_text_string(date), date->length});
}

/* The year of a row: its own column's, else @p year. */
int bc_row_year_of(const struct bc_row_layout *layout,
                   const struct bc_rows *rows, size_t r, int year)
{
    enum { FIRST = 1900, LAST = 2100 };
    struct bc_slice cell = digits_of(bc_row_cell(rows, r, layout->year));
    struct bc_decimal own;

    if (cell.length != 4 || bc_decimal_parse(cell, &own) != BC_PARSED ||
        own.scale != 0 || own.units < FIRST || own.units > LAST)
        return year;
    return (int)own.units;
}

enum bc_status bc_row_read_time(struct bc_row_layout *layout,
                                struct bc_observation *row, int year,
                                int offset_minutes,
                                struct bc_findings *findings,
                                struct bc_error *err)
{
    enum { LEAP_YEAR = 2020 };
    int64_t any;
    bool is_month;

    if (layout->n_last_time > 0 && layout->last_year == year &&
        row->time.length == layout->n_last_time &&
        bc_bytes_same(row->time.data, layout->last_time, row->time.length)) {
        row->has_time = true;
        row->seconds = layout->last_seconds;
        row->is_month = layout->last_is_month;
        return BC_OK;
    }
    row->has_time = parse_time(row->time, year, offset_minutes, &row->seconds,
                               &row->is_month);
    if (row->has_time && row->time.length < sizeof layout->last_time) {
        memcpy(layout->last_time, row->time.data, row->time.length);
        layout->n_last_time = row->time.length;
        layout->last_seconds = row->seconds;
        layout->last_is_month = row->is_month;
        layout->last_year = year;
    }
    if (row->has_time)
        return BC_OK;
    if (year == 0 &&
        parse_time(row->time, LEAP_YEAR, offset_minutes, &any, &is_month))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: the time '%.*s' has no year; give --year, "
                            "or 'year' with the source",
                            row->source, row->line, (int)row->time.length,
                            row->time.data);
    bc_row_found(findings, row, BC_FOUND_BAD_DATE, "time", row->time,
                 "not a time; the row was left out");
    return BC_OK;
}
