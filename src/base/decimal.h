/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_DECIMAL_H
#define BC_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

__extension__ typedef __int128 bc_int128; /* not ISO C; for sums */

/** units / 10^scale, exactly; `known` false is a missing value. */
struct bc_decimal {
    int64_t units; /* what is made here has at most 18 digits */
    int8_t scale;  /* 0..18 */
    bool known;
};

/* Arithmetic with a missing value gives a missing value, and so does a result
 * whose whole part has more than 18 digits. */

/** What the parser made of a text. */
enum bc_parse {
    BC_PARSED,
    BC_PARSED_ROUNDED, /* more digits than fit; rounded half-even */
    BC_NOT_A_NUMBER,
    BC_OUT_OF_RANGE
};

#define BC_MISSING ((struct bc_decimal){0, 0, false})

struct bc_decimal bc_decimal_of(int64_t units, int scale);
static inline bool bc_decimal_known(struct bc_decimal value)
{
    return value.known;
}

/**
 * Parses the whole of a trimmed slice: sign, digits, one point, optional
 * exponent (`4e-05`). ASCII only: fold full-width text first. No thousands
 * commas, no hexadecimal, no blanks. Trailing zeros keep their scale (`80.0`
 * has scale 1).
 */
enum bc_parse bc_decimal_parse(struct bc_slice text, struct bc_decimal *value);

/** -1, 0, 1; exact whatever the scales. Both must be known. */
int bc_decimal_compare(struct bc_decimal a, struct bc_decimal b);

/** To @p places decimals (0..18), half-even (GB/T 8170) or half-up (halves
 * away from zero). The result has scale @p places: 7 to 2 places is 7.00. */
struct bc_decimal bc_decimal_round(struct bc_decimal value, int places);
struct bc_decimal bc_decimal_round_half_up(struct bc_decimal value, int places);

/** a x 10^power, a + b, a - b: exact while 18 digits and 18 places hold them,
 * else with fewer places, half-even. */
struct bc_decimal bc_decimal_shift(struct bc_decimal value, int power);
struct bc_decimal bc_decimal_subtract(struct bc_decimal a, struct bc_decimal b);
struct bc_decimal bc_decimal_add(struct bc_decimal a, struct bc_decimal b);

/**
 * numerator / denominator rounded to @p places decimals, half-even (or
 * half-up), from 128-bit integers: how means and shares are made.
 * The numerator is in units of 10^-@p scale (0..18). denominator > 0.
 */
struct bc_decimal bc_decimal_divide(bc_int128 numerator, int scale,
                                    int64_t denominator, int places);
struct bc_decimal bc_decimal_divide_half_up(bc_int128 numerator, int scale,
                                            int64_t denominator, int places);

double bc_decimal_real(struct bc_decimal value); /* NaN when missing */
/** Nearest decimal with @p places decimals; missing unless finite. */
struct bc_decimal bc_decimal_from_real(double value, int places);

/** All decimals of the scale ("80.0"); "" when missing. Fits in 24 bytes. */
void bc_decimal_print(struct bc_decimal value, char text[24]);
/** As print, trailing zeros dropped. */
void bc_decimal_print_short(struct bc_decimal value, char text[24]);

/** A whole number of up to 128 bits. */
void bc_int128_print(bc_int128 value, char text[41]);
/** Sign and digits, nothing else; false when it is none or does not fit. */
bool bc_int128_parse(const char *text, bc_int128 *value);

#endif
