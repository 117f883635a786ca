/* SPDX-License-Identifier: MIT */
#include "base/decimal.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A sum, a comparison or a division of two decimals stays within 128 bits:
 * 9.3e18 units x 10^18 < 1.7e38. */
#define MOST_PLACES 18
#define MOST_UNITS INT64_C(999999999999999999) /* 18 digits */
#define MOST_DIGITS 38 /* of any power of ten that fits in 128 bits */

enum tie { HALF_EVEN, HALF_UP };

static const int64_t powers[MOST_PLACES + 1] = {
    1,
    10,
    100,
    1000,
    10000,
    100000,
    1000000,
    10000000,
    100000000,
    1000000000,
    10000000000,
    100000000000,
    1000000000000,
    10000000000000,
    100000000000000,
    1000000000000000,
    10000000000000000,
    100000000000000000,
    1000000000000000000,
};

static bc_int128 power_of_ten(int exponent)
{
    bc_int128 power = 1;

    assert(exponent >= 0 && exponent <= MOST_DIGITS);
    for (; exponent > MOST_PLACES; exponent -= MOST_PLACES)
        power *= powers[MOST_PLACES];
    return power * powers[exponent];
}

/*
 * numerator / denominator to the nearest integer; a tie goes to the even one
 * or away from zero. @p more: the numerator was cut, its true value lies
 * further from zero by less than one.
 */
static bc_int128 divide(bc_int128 numerator, bc_int128 denominator,
                        enum tie tie, bool more)
{
    bc_int128 quotient = numerator / denominator;
    bc_int128 rest = numerator % denominator;
    bc_int128 to_next;
    int away = numerator < 0 ? -1 : 1;

    if (rest < 0)
        rest = -rest;
    to_next = denominator - rest; /* 2 x rest might not fit */
    if (rest > to_next ||
        (rest == to_next && (more || tie == HALF_UP || quotient % 2 != 0)))
        quotient += away;
    return quotient;
}

static bool fits(bc_int128 units)
{
    return units >= -MOST_UNITS && units <= MOST_UNITS;
}

struct bc_decimal bc_decimal_of(int64_t units, int scale)
{
    assert(scale >= 0 && scale <= MOST_PLACES);
    return (struct bc_decimal){units, (int8_t)scale, true};
}

/* The decimal nearest to units / 10^scale: as many places as 18 digits leave
 * room for, missing when there is no room for the whole part. */
static struct bc_decimal nearest(bc_int128 units, int64_t scale, bool more)
{
    int64_t drop = scale > MOST_PLACES ? scale - MOST_PLACES : 0;
    bc_int128 rounded = units;

    if (units == 0)
        return bc_decimal_of(0, scale < 0 ? 0 : (int)(scale - drop));
    for (; scale < 0; scale++) {
        if (!fits(units))
            return BC_MISSING;
        units *= 10;
        rounded = units;
    }
    for (;; drop++) {
        if (drop > scale)
            return BC_MISSING;
        if (drop > MOST_DIGITS)
            rounded = 0;
        else if (drop > 0)
            rounded = divide(units, power_of_ten((int)drop), HALF_EVEN, more);
        if (fits(rounded))
            return bc_decimal_of((int64_t)rounded, (int)(scale - drop));
    }
}

/* ---- text ---- */

/* A number as it is read: digits x 10^-scale. */
struct reading {
    bc_int128 digits;
    int64_t scale;
    bool negative;
    bool more; /* non-zero digits behind those that are kept */
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Digits beyond those that 128 bits hold only count and leave a mark. */
static size_t read_digits(struct bc_slice text, size_t i, int places_each,
                          struct reading *number)
{
    const bc_int128 enough = power_of_ten(MOST_DIGITS - 2);

    for (; i < text.length && is_digit(text.data[i]); i++) {
        int digit = text.data[i] - '0';

        if (number->digits < enough) {
            number->digits = number->digits * 10 + digit;
            number->scale += places_each;
        } else {
            number->more = number->more || digit != 0;
            number->scale += places_each - 1;
        }
    }
    return i;
}

static size_t read_exponent(struct bc_slice text, size_t i,
                            struct reading *number)
{
    const int64_t enough = 1000000; /* further on nothing changes */
    int64_t exponent = 0;
    bool negative = false;
    size_t start;

    i++;
    if (i < text.length && (text.data[i] == '+' || text.data[i] == '-'))
        negative = text.data[i++] == '-';
    start = i;
    for (; i < text.length && is_digit(text.data[i]); i++)
        if (exponent < enough)
            exponent = exponent * 10 + (text.data[i] - '0');
    if (i == start)
        return text.length + 1; /* no digit: not a number */
    number->scale += negative ? exponent : -exponent;
    return i;
}

static bool read_number(struct bc_slice text, struct reading *number)
{
    size_t i = 0, start, n_digits;

    if (i < text.length && (text.data[i] == '+' || text.data[i] == '-'))
        number->negative = text.data[i++] == '-';
    start = i;
    i = read_digits(text, i, 0, number);
    n_digits = i - start;
    if (i < text.length && text.data[i] == '.') {
        start = ++i;
        i = read_digits(text, i, 1, number);
        n_digits += i - start;
    }
    if (n_digits == 0)
        return false;
    if (i < text.length && (text.data[i] == 'e' || text.data[i] == 'E'))
        i = read_exponent(text, i, number);
    return i == text.length;
}

enum bc_parse bc_decimal_parse(struct bc_slice text, struct bc_decimal *value)
{
    struct reading number = {0};

    *value = BC_MISSING;
    if (!read_number(text, &number))
        return BC_NOT_A_NUMBER;
    if (number.negative)
        number.digits = -number.digits;
    *value = nearest(number.digits, number.scale, number.more);
    if (!value->known)
        return BC_OUT_OF_RANGE;
    if (number.more)
        return BC_PARSED_ROUNDED;
    if (number.scale <= value->scale)
        return BC_PARSED;
    /* Digits were dropped: they may have been zeros. */
    int64_t dropped = number.scale - value->scale;
    if (number.digits == 0 || (dropped <= MOST_DIGITS &&
                               number.digits % power_of_ten((int)dropped) == 0))
        return BC_PARSED;
    return BC_PARSED_ROUNDED;
}

void bc_decimal_print(struct bc_decimal value, char text[24])
{
    uint64_t units =
        value.units < 0 ? -(uint64_t)value.units : (uint64_t)value.units;
    char digits[24] = ""; /* from the last to the first */
    int n = 0;
    char *out = text;

    if (value.known && value.units < 0)
        *out++ = '-';
    /* At least one digit stands before the point. */
    while (value.known && (units > 0 || n <= value.scale)) {
        digits[n++] = (char)('0' + units % 10);
        units /= 10;
    }
    while (n > 0) {
        if (n == value.scale)
            *out++ = '.';
        *out++ = digits[--n];
    }
    *out = '\0';
}

void bc_decimal_print_short(struct bc_decimal value, char text[24])
{
    for (; value.scale > 0 && value.units % 10 == 0; value.scale--)
        value.units /= 10;
    bc_decimal_print(value, text);
}

/* ---- arithmetic ---- */

static bc_int128 units_at(struct bc_decimal value, int scale)
{
    return value.units * power_of_ten(scale - value.scale);
}

static int wider_scale(struct bc_decimal a, struct bc_decimal b)
{
    return a.scale > b.scale ? a.scale : b.scale;
}

int bc_decimal_compare(struct bc_decimal a, struct bc_decimal b)
{
    bc_int128 left = a.units, right = b.units;

    assert(a.known && b.known);
    if (a.scale < b.scale)
        left *= powers[b.scale - a.scale];
    else if (a.scale > b.scale)
        right *= powers[a.scale - b.scale];
    return (left > right) - (left < right);
}

struct bc_decimal bc_decimal_add(struct bc_decimal a, struct bc_decimal b)
{
    int scale = wider_scale(a, b);

    if (!a.known || !b.known)
        return BC_MISSING;
    return nearest(units_at(a, scale) + units_at(b, scale), scale, false);
}

struct bc_decimal bc_decimal_subtract(struct bc_decimal a, struct bc_decimal b)
{
    int scale = wider_scale(a, b);

    if (!a.known || !b.known)
        return BC_MISSING;
    return nearest(units_at(a, scale) - units_at(b, scale), scale, false);
}

struct bc_decimal bc_decimal_shift(struct bc_decimal value, int power)
{
    if (!value.known)
        return BC_MISSING;
    return nearest(value.units, (int64_t)value.scale - power, false);
}

static struct bc_decimal quotient(bc_int128 numerator, int scale,
                                  bc_int128 denominator, int places,
                                  enum tie tie)
{
    assert(denominator > 0);
    assert(places >= 0 && places <= MOST_PLACES);
    assert(scale >= 0 && scale <= MOST_PLACES);
    if (places < scale)
        denominator *= power_of_ten(scale - places);
    else if (__builtin_mul_overflow(numerator, power_of_ten(places - scale),
                                    &numerator))
        return BC_MISSING; /* above 1.7e38 / 9.3e18 units: would not fit */
    numerator = divide(numerator, denominator, tie, false);
    return fits(numerator) ? bc_decimal_of((int64_t)numerator, places)
                           : BC_MISSING;
}

struct bc_decimal bc_decimal_divide(bc_int128 numerator, int scale,
                                    int64_t denominator, int places)
{
    return quotient(numerator, scale, denominator, places, HALF_EVEN);
}

struct bc_decimal bc_decimal_divide_half_up(bc_int128 numerator, int scale,
                                            int64_t denominator, int places)
{
    return quotient(numerator, scale, denominator, places, HALF_UP);
}

struct bc_decimal bc_decimal_round(struct bc_decimal value, int places)
{
    return value.known
               ? quotient(value.units, value.scale, 1, places, HALF_EVEN)
               : BC_MISSING;
}

struct bc_decimal bc_decimal_round_half_up(struct bc_decimal value, int places)
{
    return value.known ? quotient(value.units, value.scale, 1, places, HALF_UP)
                       : BC_MISSING;
}

/* ---- doubles ---- */

double bc_decimal_real(struct bc_decimal value)
{
    /* Both are exact in a long double of 64 bits. */
    if (!value.known)
        return (double)NAN;
    return (double)((long double)value.units /
                    (long double)powers[value.scale]);
}

/* The nearest unit, where the product with a power of ten, off by less than
 * 10^-6 below 10^9, is surely on the right side of the half.
 * @return false elsewhere */
static bool nearest_unit(double value, int places, int64_t *units)
{
    double product = places <= 9 ? value * (double)powers[places] : INFINITY;
    double rest;

    if (!(fabs(product) < 1e9))
        return false;
    *units = (int64_t)product;
    rest = product - (double)*units;
    if (fabs(rest) > 0.5)
        *units += rest < 0 ? -1 : 1;
    return fabs(fabs(rest) - 0.5) > 1e-6;
}

struct bc_decimal bc_decimal_from_real(double value, int places)
{
    char text[64];
    bc_int128 units = 0;
    int64_t nearby;

    assert(places >= 0 && places <= MOST_PLACES);
    if (!isfinite(value) || fabs(value) > (double)MOST_UNITS)
        return BC_MISSING;
    if (nearest_unit(value, places, &nearby))
        return bc_decimal_of(nearby, places);
    /* printf rounds the exact binary value; its decimal separator, whatever
     * the locale, holds no digit. */
    snprintf(text, sizeof text, "%.*f", places, fabs(value));
    for (const char *c = text; *c; c++)
        if (is_digit(*c))
            units = units * 10 + (*c - '0');
    if (value < 0)
        units = -units;
    return fits(units) ? bc_decimal_of((int64_t)units, places) : BC_MISSING;
}

/* ---- whole numbers ---- */

void bc_int128_print(bc_int128 value, char text[41])
{
    char digits[40];
    size_t n = 0;

    if (value < 0)
        *text++ = '-';
    do {
        int digit = (int)(value % 10); /* of the sign of the value */

        digits[n++] = (char)('0' + (digit < 0 ? -digit : digit));
        value /= 10;
    } while (value);
    while (n)
        *text++ = digits[--n];
    *text = '\0';
}

bool bc_int128_parse(const char *text, bc_int128 *value)
{
    const bool negative = *text == '-';
    bc_int128 sum = 0;

    text += negative;
    if (!*text)
        return false;
    for (; *text; text++) {
        int digit = *text - '0';

        if (digit < 0 || digit > 9 || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_sub_overflow(sum, digit, &sum))
            return false;
    }
    /* below zero there is one number more */
    return negative ? (*value = sum, true)
                    : !__builtin_sub_overflow((bc_int128)0, sum, value);
}
