/* SPDX-License-Identifier: MIT */
#include "water/mean.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>

#define SHARES 2520   /* least common multiple of 1 .. 10 */
#define FRACTION 32   /* bits of a mean behind the unit */
#define NEAR 4096     /* of 2^32: as good as a whole unit */
#define PH_PLACES 22  /* 10^-pH of pH 14 still has eight digits */
#define PH_DECIMALS 6 /* of a mean pH before it is rounded or compared */

/* Of a number with so many decimals: 2520 x 10^(10 - decimals). */
static const int64_t per_unit[BC_READING_PLACES + 1] = {
    SHARES * INT64_C(10000000000),
    SHARES *INT64_C(1000000000),
    SHARES *INT64_C(100000000),
    SHARES *INT64_C(10000000),
    SHARES *INT64_C(1000000),
    SHARES *INT64_C(100000),
    SHARES *INT64_C(10000),
    SHARES *INT64_C(1000),
    SHARES *INT64_C(100),
    SHARES *INT64_C(10),
    SHARES};

static bc_int128 ions_of(struct bc_decimal ph);

/* bc_sample_units without a call. */
static inline bc_int128 units_of(enum bc_item item,
                                 const struct bc_reading *reading)
{
    const struct bc_decimal value = reading->value;
    int64_t unit;

    assert(value.known && value.scale <= BC_READING_PLACES);
    if (item == BC_PH)
        return ions_of(value);
    unit = per_unit[value.scale];
    return value.units * (bc_int128)(reading->non_detect ? unit / 2 : unit);
}

/* H+ of a pH; powers take their time, and feeds repeat their values. */
static bc_int128 ions_of(struct bc_decimal ph)
{
    static _Thread_local struct known {
        struct bc_decimal ph;
        bc_int128 ions;
    } known[256];
    struct known *at = &known[ph.units & 255];

    if (!at->ph.known || at->ph.units != ph.units || at->ph.scale != ph.scale)
        *at = (struct known){
            ph,
            SHARES * (bc_int128)rint(pow(10, PH_PLACES - bc_decimal_real(ph)))};
    return at->ions;
}

bc_int128 bc_sample_units(enum bc_item item, struct bc_reading reading)
{
    return units_of(item, &reading);
}

static struct bc_decimal larger(struct bc_decimal a, struct bc_decimal b)
{
    if (!bc_decimal_known(a))
        return b;
    if (a.units == b.units && a.scale == b.scale && b.known)
        return a; /* a laboratory has one limit */
    return bc_decimal_known(b) && bc_decimal_compare(b, a) > 0 ? b : a;
}

struct bc_sum bc_sum_of(bc_int128 total, size_t n, struct bc_decimal limit)
{
    assert(n <= UINT32_MAX);
    return (struct bc_sum){.total = total,
                           .n = (uint32_t)n,
                           .limit_units = limit.units,
                           .limit_scale = limit.scale,
                           .has_limit = limit.known};
}

static void raise_limit(struct bc_sum *sum, struct bc_decimal limit)
{
    limit = larger(bc_sum_limit(sum), limit);
    sum->limit_units = limit.units;
    sum->limit_scale = limit.scale;
    sum->has_limit = limit.known;
}

void bc_sum_add(struct bc_sum *sum, bc_int128 sample,
                struct bc_decimal detection_limit)
{
    sum->total += sample;
    sum->n++;
    if (bc_decimal_known(detection_limit))
        raise_limit(sum, detection_limit);
}

void bc_sum_add_reading(struct bc_sum *sum, enum bc_item item,
                        struct bc_reading reading)
{
    sum->total += units_of(item, &reading);
    sum->n++;
    if (reading.non_detect)
        raise_limit(sum, reading.value);
}

bc_int128 bc_samples_total(bc_int128 measured, bc_int128 below)
{
    return measured * SHARES + below * (SHARES / 2);
}

void bc_sum_merge(struct bc_sum *sum, const struct bc_sum *more)
{
    sum->total += more->total;
    assert(more->n <= UINT32_MAX - sum->n);
    sum->n += more->n;
    if (more->has_limit)
        raise_limit(sum, bc_sum_limit(more));
}

/* By the processor where 64 bits hold both, as nearly always. */
static bc_int128 divide_down(bc_int128 numerator, bc_int128 denominator,
                             bc_int128 *rest)
{
    if (numerator >= 0 && numerator <= INT64_MAX && denominator <= INT64_MAX) {
        *rest = (int64_t)numerator % (int64_t)denominator;
        return (int64_t)numerator / (int64_t)denominator;
    }
    *rest = numerator % denominator;
    return numerator / denominator;
}

/* Nearest integer, half-even; the denominator is positive. */
static bc_int128 divide(bc_int128 numerator, bc_int128 denominator)
{
    bc_int128 rest, quotient = divide_down(numerator, denominator, &rest);
    int away = numerator < 0 ? -1 : 1;

    if (rest < 0)
        rest = -rest;
    if (rest > denominator - rest ||
        (rest == denominator - rest && quotient % 2 != 0))
        quotient += away;
    return quotient;
}

bc_int128 bc_sum_sample(const struct bc_sum *sum)
{
    if (sum->n == 1)
        return sum->total; /* nearly every sample */
    return divide(sum->total, (bc_int128)sum->n);
}

/* total / n with the fraction bits. */
static bc_int128 with_fraction(bc_int128 total, size_t n)
{
    bc_int128 rest, whole = divide_down(total, (bc_int128)n, &rest), none;
    const bc_int128 one = (bc_int128)1 << FRACTION;

    if (rest == 0)
        return whole * one;
    return whole * one + divide_down(rest * one, (bc_int128)n, &none);
}

void bc_mean_add_sum(struct bc_mean *mean, const struct bc_sum *month)
{
    assert(month->n > 0);
    mean->total += with_fraction(month->total, month->n);
    mean->n++;
    mean->n_samples += month->n;
    mean->highest_limit = larger(mean->highest_limit, bc_sum_limit(month));
}

void bc_mean_add_mean(struct bc_mean *mean, const struct bc_mean *point)
{
    assert(point->n > 0);
    mean->total += point->total / (bc_int128)point->n;
    mean->n++;
    mean->n_samples += point->n_samples;
    mean->n_short += point->n_short;
    mean->highest_limit = larger(mean->highest_limit, point->highest_limit);
}

/* The mean in 2^-32 units, on the whole unit it cannot be told from. */
static bc_int128 settled(const struct bc_mean *mean)
{
    const bc_int128 one = (bc_int128)1 << FRACTION;
    bc_int128 value =
        mean->n == 1 ? mean->total : mean->total / (bc_int128)mean->n;
    bc_int128 fraction = value & (one - 1); /* of what is below zero, too */

    if (fraction < NEAR)
        return value - fraction;
    return fraction > one - NEAR ? value - fraction + one : value;
}

/* What is below 0 is so by few degrees. */
static bool fits(bc_int128 units)
{
    return units <= INT64_MAX;
}

static bc_int128 unit_of_place(int decimals)
{
    return (bc_int128)per_unit[decimals] << FRACTION;
}

/* Means of few samples have no fraction. */
static void shorten(bc_int128 *value, bc_int128 *unit)
{
    if ((*value & (((bc_int128)1 << FRACTION) - 1)) != 0)
        return;
    *value >>= FRACTION;
    *unit >>= FRACTION;
}

/* Toward zero, and then the last digit odd if anything was cut. */
static struct bc_decimal unrounded(bc_int128 value)
{
    for (int decimals = BC_READING_PLACES;; decimals--) {
        bc_int128 unit, units, rest, whole = value;

        assert(decimals >= 0); /* readings are below 10^12 */
        unit = unit_of_place(decimals);
        shorten(&whole, &unit);
        units = divide_down(whole, unit, &rest);
        if (rest != 0 && units % 2 == 0)
            units += value < 0 ? -1 : 1;
        if (fits(units))
            return bc_decimal_of((int64_t)units, decimals);
    }
}

static bc_int128 in_place(bc_int128 value, int decimals)
{
    bc_int128 unit = unit_of_place(decimals);

    shorten(&value, &unit);
    return divide(value, unit);
}

static struct bc_decimal rounded(bc_int128 value, int decimals)
{
    bc_int128 units = in_place(value, decimals);

    while (units == 0 && value != 0 && decimals < BC_READING_PLACES)
        units = in_place(value, ++decimals);
    assert(fits(units));
    return bc_decimal_of((int64_t)units, decimals);
}

static struct bc_decimal ph_of(bc_int128 hydrogen, int decimals)
{
    double ions =
        (double)hydrogen / (double)((bc_int128)1 << FRACTION) / SHARES;
    struct bc_decimal ph =
        bc_decimal_from_real(PH_PLACES - log10(ions), PH_DECIMALS);

    return decimals < 0 ? ph : bc_decimal_round(ph, decimals);
}

struct bc_decimal bc_mean_value(enum bc_item item, const struct bc_mean *mean,
                                int decimals)
{
    bc_int128 value;

    if (mean->n == 0)
        return BC_MISSING;
    value = settled(mean);
    if (item == BC_PH)
        return ph_of(value, decimals);
    return decimals < 0 ? unrounded(value) : rounded(value, decimals);
}
