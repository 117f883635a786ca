/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <stdio.h>
#include <string.h>

#define SECONDS_PER_DAY 86400

/* ---- calendar ---- */

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[month - 1] + (month == 2 && leap);
}

/*
 * Years are counted from March, so that a leap day ends its year, and from
 * 0000-03-01, 719468 days before 1970-01-01. In such a year the months before
 * month m have (153 m + 2) / 5 days.
 */
bc_day bc_day_of(int year, int month, int day)
{
    int y, day_of_year;

    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return BC_NO_DATE;
    y = month > 2 ? year : year - 1;
    day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    return y * 365 + y / 4 - y / 100 + y / 400 + day_of_year - 719468;
}

void bc_day_split(bc_day day, int *year, int *month, int *day_of_month)
{
    int64_t days, era, in_era, of_era, m;

    *year = *month = *day_of_month = 0;
    if (day == BC_NO_DATE)
        return;
    days = (int64_t)day + 719468;
    era = (days >= 0 ? days : days - 146096) / 146097; /* 400 years */
    in_era = days - era * 146097;
    of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    days = in_era - (365 * of_era + of_era / 4 - of_era / 100);
    m = (5 * days + 2) / 153;
    *day_of_month = (int)(days - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = (int)(era * 400 + of_era) + (*month <= 2);
}

void bc_day_print(bc_day day, char text[16])
{
    int year, month, day_of_month;

    text[0] = '\0';
    if (day == BC_NO_DATE)
        return;
    bc_day_split(day, &year, &month, &day_of_month);
    /* The remainders tell the compiler that the text fits. */
    snprintf(text, 16, "%04u-%02u-%02u", (unsigned)year % 10000,
             (unsigned)month % 100, (unsigned)day_of_month % 100);
}

int bc_month_of_day(bc_day day)
{
    int year, month, day_of_month;

    bc_day_split(day, &year, &month, &day_of_month);
    return year * 12 + month - 1;
}

/* ---- reading ---- */

/* Each take_ function moves past what it names, or leaves text as it is. */

static bool take(struct bc_slice *text, const char *word)
{
    size_t n = strlen(word);

    if (text->length < n || memcmp(text->data, word, n) != 0)
        return false;
    text->data += n;
    text->length -= n;
    return true;
}

static bool take_digits(struct bc_slice *text, size_t least, size_t most,
                        int *value)
{
    size_t n = 0;

    *value = 0;
    while (n < text->length && n < most && text->data[n] >= '0' &&
           text->data[n] <= '9')
        *value = *value * 10 + (text->data[n++] - '0');
    if (n < least)
        return false;
    text->data += n;
    text->length -= n;
    return true;
}

static bool take_blanks(struct bc_slice *text)
{
    bool any = false;

    while (take(text, " ") || take(text, "\t"))
        any = true;
    return any;
}

static bool take_month_and_day(struct bc_slice *text, const char *separator,
                               int *month, int *day)
{
    return take_digits(text, 1, 2, month) && take(text, separator) &&
           take_digits(text, 1, 2, day);
}

/* After the year: the separator that follows it decides the rest. */
static bool take_rest_of_date(struct bc_slice *text, int year, bc_day *day)
{
    static const char *const separators[] = {"-", "/", "."};
    int month = 0, day_of_month = 0;
    bool read = false;

    if (take(text, "年")) {
        read = take_month_and_day(text, "月", &month, &day_of_month) &&
               take(text, "日");
    } else if (text->length > 0 && text->data[0] >= '0' &&
               text->data[0] <= '9') {
        read = take_digits(text, 2, 2, &month) &&
               take_digits(text, 2, 2, &day_of_month);
    } else {
        for (int i = 0; i < 3 && !read; i++)
            read =
                take(text, separators[i]) &&
                take_month_and_day(text, separators[i], &month, &day_of_month);
    }
    *day = read ? bc_day_of(year, month, day_of_month) : BC_NO_DATE;
    return *day != BC_NO_DATE;
}

static bool take_date(struct bc_slice *text, bc_day *day)
{
    int year;

    return take_digits(text, 4, 4, &year) && take_rest_of_date(text, year, day);
}

/* `04-01`, `4/1`, `4月1日` of a year that stands elsewhere. */
static bool take_date_of_year(struct bc_slice *text, int year, bc_day *day)
{
    static const char *const separators[] = {"-", "/", "."};
    struct bc_slice start = *text;
    int month, day_of_month;
    bool read = take_month_and_day(text, "月", &month, &day_of_month) &&
                take(text, "日");

    for (int i = 0; i < 3 && !read; i++) {
        *text = start;
        read = take_month_and_day(text, separators[i], &month, &day_of_month);
    }
    *day = read ? bc_day_of(year, month, day_of_month) : BC_NO_DATE;
    return *day != BC_NO_DATE;
}

bool bc_day_parse(struct bc_slice text, bc_day *day)
{
    bool read = take_date(&text, day) && text.length == 0;

    if (!read)
        *day = BC_NO_DATE;
    return read;
}

/* `8时`, `8时30分`, `8时30分15秒` */
static bool take_chinese_clock(struct bc_slice *text, int clock[3])
{
    if (!take_digits(text, 1, 2, &clock[0]) || !take(text, "时"))
        return false;
    if (text->length == 0)
        return true;
    if (!take_digits(text, 1, 2, &clock[1]) || !take(text, "分"))
        return false;
    return text->length == 0 ||
           (take_digits(text, 1, 2, &clock[2]) && take(text, "秒"));
}

/* `8:00`, `08:00:15`, `08:00:15.000`: a part of a second is dropped. */
static bool take_clock(struct bc_slice *text, int clock[3])
{
    int part;

    if (!take_digits(text, 1, 2, &clock[0]) || !take(text, ":") ||
        !take_digits(text, 2, 2, &clock[1]))
        return false;
    if (!take(text, ":"))
        return true;
    if (!take_digits(text, 2, 2, &clock[2]))
        return false;
    return !take(text, ".") || take_digits(text, 1, 9, &part);
}

static bool take_time_of_day(struct bc_slice *text, int *seconds)
{
    struct bc_slice start = *text;
    int clock[3] = {0};

    if (!take_chinese_clock(text, clock)) {
        *text = start;
        memset(clock, 0, sizeof clock);
        if (!take_clock(text, clock))
            return false;
    }
    *seconds = clock[0] * 3600 + clock[1] * 60 + clock[2];
    /* 24:00 is the end of a day (ISO 8601-1, 5.3.1.1). */
    return clock[1] < 60 && clock[2] < 60 && *seconds <= SECONDS_PER_DAY;
}

/* `Z`, `+08:00`, `+0800`, `+08`; nothing leaves minutes as it is. */
static bool take_offset(struct bc_slice *text, int *offset)
{
    int sign, hours, minutes = 0;

    take_blanks(text);
    if (text->length == 0)
        return true;
    if (take(text, "Z")) {
        *offset = 0;
        return true;
    }
    sign = take(text, "+") ? 1 : take(text, "-") ? -1 : 0;
    if (sign == 0 || !take_digits(text, 2, 2, &hours))
        return false;
    if (text->length > 0) {
        take(text, ":");
        if (!take_digits(text, 2, 2, &minutes))
            return false;
    }
    *offset = sign * (hours * 60 + minutes);
    return hours <= 14 && minutes < 60;
}

bool bc_time_parse(struct bc_slice text, int year, int offset_minutes,
                   int64_t *seconds)
{
    struct bc_slice start = text;
    int of_day = 0, offset = offset_minutes;
    bool chinese, gap;
    bc_day day;

    *seconds = 0;
    if (!take_date(&text, &day)) {
        text = start;
        if (year == 0 || !take_date_of_year(&text, year, &day))
            return false;
    }
    if (text.length > 0) {
        chinese = memcmp(text.data - strlen("日"), "日", strlen("日")) == 0;
        gap = take(&text, "T") || take_blanks(&text);
        if ((!gap && !chinese) || !take_time_of_day(&text, &of_day) ||
            !take_offset(&text, &offset) || text.length > 0)
            return false;
    }
    *seconds = (int64_t)day * SECONDS_PER_DAY + of_day +
               (int64_t)(offset_minutes - offset) * 60;
    return true;
}

void bc_time_print(int64_t seconds, int offset_minutes, char text[32])
{
    int64_t day = seconds / SECONDS_PER_DAY;
    int of_day = (int)(seconds % SECONDS_PER_DAY);
    int offset = offset_minutes < 0 ? -offset_minutes : offset_minutes;
    char date[16];

    if (of_day < 0) {
        of_day += SECONDS_PER_DAY;
        day--;
    }
    bc_day_print((bc_day)day, date);
    snprintf(text, 32, "%sT%02d:%02d:%02d%c%02d:%02d", date, of_day / 3600,
             of_day / 60 % 60, of_day % 60, offset_minutes < 0 ? '-' : '+',
             offset / 60 % 100, offset % 60);
}

bool bc_month_parse(struct bc_slice text, int year, bc_day *first)
{
    struct bc_slice start = text;
    int month = 0;
    int written = 0;
    bool read = take_digits(&text, 4, 4, &written);

    if (read)
        year = written;
    if (read && take(&text, "年"))
        read = take_digits(&text, 1, 2, &month) && take(&text, "月");
    else if (read && (take(&text, "-") || take(&text, "/")))
        read = take_digits(&text, 1, 2, &month);
    else if (read) {
        take(&text, ".");
        read = take_digits(&text, 2, 2, &month);
    } else {
        text = start;
        read =
            year > 0 && take_digits(&text, 1, 2, &month) && take(&text, "月");
    }
    *first = read && text.length == 0 ? bc_day_of(year, month, 1) : BC_NO_DATE;
    return *first != BC_NO_DATE;
}

/* ---- periods ---- */

/* `2021`, `2021-Q2`, `2021-04` or `2021-04-01`: its first and last day. */
static bool take_span(struct bc_slice *text, bc_day *first, bc_day *last)
{
    int year, quarter, month = 1, last_month = 12, day = 1;
    bool one_day = false;

    if (!take_digits(text, 4, 4, &year))
        return false;
    if (take(text, "-Q")) {
        if (!take_digits(text, 1, 1, &quarter) || quarter < 1 || quarter > 4)
            return false;
        month = quarter * 3 - 2;
        last_month = quarter * 3;
    } else if (take(text, "-")) {
        if (!take_digits(text, 2, 2, &month) || month < 1 || month > 12)
            return false;
        last_month = month;
        one_day = take(text, "-");
        if (one_day && !take_digits(text, 2, 2, &day))
            return false;
    }
    *first = bc_day_of(year, month, day);
    *last = one_day
                ? *first
                : bc_day_of(year, last_month, days_in_month(year, last_month));
    return *first != BC_NO_DATE && *last != BC_NO_DATE;
}

bool bc_period_parse(const char *text, struct bc_period *period)
{
    struct bc_slice rest = bc_slice_of(text);
    bc_day unused;
    bool read;

    *period = (struct bc_period){.first = BC_NO_DATE, .last = BC_NO_DATE};
    if (rest.length >= sizeof period->label)
        return false;
    read = take_span(&rest, &period->first, &period->last) &&
           (!take(&rest, "..") || take_span(&rest, &unused, &period->last)) &&
           rest.length == 0 && period->first <= period->last;
    if (read)
        memcpy(period->label, text, strlen(text) + 1);
    else
        *period = (struct bc_period){.first = BC_NO_DATE, .last = BC_NO_DATE};
    return read;
}

int bc_period_months(const struct bc_period *period)
{
    return bc_month_of_day(period->last) - bc_month_of_day(period->first) + 1;
}

/* The year that starts here becomes the one before; a 29 February, which that
 * year cannot have, becomes the 28th. */
static void set_back_a_year(char *span)
{
    struct bc_slice digits = {span, 4};
    char before[8];
    int year;

    take_digits(&digits, 4, 4, &year);
    snprintf(before, sizeof before, "%04d", (year + 9999) % 10000);
    memcpy(span, before, 4);
    if (strncmp(span + 4, "-02-29", 6) == 0)
        span[9] = '8';
}

struct bc_period bc_period_year_before(const struct bc_period *period)
{
    struct bc_period before;
    char label[sizeof period->label];
    char *second;

    memcpy(label, period->label, sizeof label);
    set_back_a_year(label);
    second = strstr(label, "..");
    if (second)
        set_back_a_year(second + 2);
    bc_period_parse(label, &before);
    return before;
}

struct bc_period bc_period_of_months(int first, int last)
{
    struct bc_period period = {0};
    char text[64];

    if (first == last)
        snprintf(text, sizeof text, "%04d-%02d", first / 12, first % 12 + 1);
    else if (first % 12 == 0 && last == first + 11)
        snprintf(text, sizeof text, "%04d", first / 12);
    else if (first % 3 == 0 && last == first + 2)
        snprintf(text, sizeof text, "%04d-Q%d", first / 12, first % 12 / 3 + 1);
    else
        snprintf(text, sizeof text, "%04d-%02d..%04d-%02d", first / 12,
                 first % 12 + 1, last / 12, last % 12 + 1);
    bc_period_parse(text, &period);
    return period;
}
