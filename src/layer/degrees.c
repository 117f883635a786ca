/* SPDX-License-Identifier: MIT */
#include "layer/degrees.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/decimal.h"

/* How the three units are marked; folding has made ASCII of full-width ones. */
static const char *const marks[3][11] = {
    {"°", "º", "˚", "゜", "度", "d", ":", NULL},
    {"′", "'", "’", "‘", "´", "`", "分", ":", NULL},
    {"″", "\"", "”", "“", "''", "′′", "´´", "``", "秒", NULL},
};

static const struct hemisphere {
    const char *word;
    bool is_latitude;
    int sign;
} hemispheres[] = {{"经度", false, 1},  {"纬度", true, 1}, {"东经", false, 1},
                   {"西经", false, -1}, {"北纬", true, 1}, {"南纬", true, -1},
                   {"东", false, 1},    {"西", false, -1}, {"北", true, 1},
                   {"南", true, -1},    {"E", false, 1},   {"W", false, -1},
                   {"N", true, 1},      {"S", true, -1},   {"e", false, 1},
                   {"w", false, -1},    {"n", true, 1},    {"s", true, -1}};

static bool has_prefix(struct bc_slice text, const char *prefix)
{
    size_t n = strlen(prefix);

    return text.length >= n && memcmp(text.data, prefix, n) == 0;
}

static struct bc_slice without(struct bc_slice text, size_t front, size_t back)
{
    text.data += front;
    text.length -= front + back;
    return bc_slice_trim(text);
}

/* Takes the word of a hemisphere from either end; one of the other axis stays,
 * and is no number. */
static int take_sign(struct bc_slice *text, bool is_latitude)
{
    for (size_t i = 0; i < sizeof hemispheres / sizeof *hemispheres; i++) {
        const struct hemisphere *h = &hemispheres[i];
        size_t n = strlen(h->word);
        struct bc_slice end = *text;

        if (h->is_latitude != is_latitude || text->length <= n)
            continue;
        end.data += end.length - n;
        end.length = n;
        if (has_prefix(*text, h->word))
            *text = without(*text, n, 0);
        else if (bc_slice_is(end, h->word))
            *text = without(*text, 0, n);
        else
            continue;
        return h->sign;
    }
    if (has_prefix(*text, "-")) {
        *text = without(*text, 1, 0);
        return -1;
    }
    return 1;
}

static bool take_number(struct bc_slice *text, double *value)
{
    struct bc_slice number = *text;
    struct bc_decimal decimal;
    size_t n = 0;

    while (n < text->length &&
           (isdigit((unsigned char)text->data[n]) || text->data[n] == '.'))
        n++;
    number.length = n;
    if (n == 0 || !isdigit((unsigned char)*text->data) ||
        bc_decimal_parse(number, &decimal) > BC_PARSED_ROUNDED)
        return false;
    *value = bc_decimal_real(decimal);
    *text = without(*text, n, 0);
    return true;
}

/* The mark of a unit; none begins with another of its unit. */
static bool take_mark(struct bc_slice *text, int unit)
{
    for (const char *const *mark = marks[unit]; *mark; mark++) {
        if (!has_prefix(*text, *mark))
            continue;
        *text = without(*text, strlen(*mark), 0);
        return true;
    }
    return false;
}

/* `114.23.15`: dots for marks. */
static void dots_to_blanks(struct bc_text *text)
{
    char *first = strchr(text->data, '.');
    char *second = first ? strchr(first + 1, '.') : NULL;

    if (second && second > first + 1 &&
        strspn(text->data, "0123456789.") == text->length)
        *first = *second = ' ';
}

/** @param limit  what minutes and seconds stay below */
static bool parse_units(struct bc_slice text, double limit, double *degrees)
{
    static const double size[] = {1, 60, 3600};
    double value[3] = {0};
    int unit = 0;

    for (; unit < 3 && text.length > 0; unit++) {
        if (unit > 0 && value[unit - 1] != (double)(int)value[unit - 1])
            return false; /* only the last may have a fraction */
        if (!take_number(&text, &value[unit]))
            return false;
        /* A blank is a mark too, and trimming has taken it. */
        if (!take_mark(&text, unit) && text.length > 0 &&
            !(unit < 2 && isdigit((unsigned char)*text.data)))
            return false;
    }
    if (text.length > 0 || unit == 0 || value[0] > 180 || value[1] >= limit ||
        value[2] >= limit)
        return false;
    *degrees = 0;
    for (int i = 0; i < 3; i++)
        *degrees += value[i] / size[i];
    return true;
}

static bool parse(struct bc_slice text, bool is_latitude, double limit,
                  double *degrees)
{
    struct bc_text folded = {0};
    struct bc_slice rest;
    struct bc_decimal decimal;
    bool good = true;
    int sign;

    if (bc_decimal_parse(text, &decimal) <= BC_PARSED_ROUNDED) {
        *degrees = bc_decimal_real(decimal);
        return true;
    }
    bc_text_fold(&folded, text.data, text.length);
    rest = (struct bc_slice){folded.data, folded.length};
    if (bc_decimal_parse(rest, &decimal) <= BC_PARSED_ROUNDED) {
        *degrees = bc_decimal_real(decimal);
    } else {
        dots_to_blanks(&folded);
        sign = take_sign(&rest, is_latitude);
        good = parse_units(rest, limit, degrees);
        *degrees *= sign;
    }
    bc_text_clear(&folded);
    return good;
}

bool bc_degrees_parse(struct bc_slice text, bool is_latitude, double *degrees)
{
    return parse(text, is_latitude, 60, degrees);
}

bool bc_degrees_is_over(struct bc_slice text, bool is_latitude)
{
    double degrees = 0;

    return !parse(text, is_latitude, 60, &degrees) &&
           parse(text, is_latitude, INFINITY, &degrees);
}
