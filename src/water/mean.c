/* SPDX-License-Identifier: MIT */
#include "water/mean.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>

#define SHARES 2520   /* least common multiple of 1 .. 10 */
#define FRACTION 32   /* bits of a mean behind the unit */
#define NEAR 4096     /* of 2^32: as good as a whole unit */
#define FEW 1048576   /* samples: their mean is no nearer to a unit it is not */
#define PH_PLACES 22  /* 10^-pH of pH 14 still has eight digits */
#define PH_DECIMALS 6 /* of a mean pH before it is rounded or compared */

/* Of a number with so many decimals: 2520 x 10^(10 - decimals). */
const int64_t bc_sample_units_per[BC_READING_PLACES + 1] = {
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
    unit = bc_sample_units_per[value.scale];
    return value.units * (bc_int128)(unit >> reading->non_detect); /* even */
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

bc_int128 bc_mean_total(const struct bc_mean *mean)
{
    return mean->of > 0 ? with_fraction(mean->total, mean->of) : mean->total;
}

/* Makes place for another mean beside the first. */
static void divide_first(struct bc_mean *mean)
{
    mean->total = bc_mean_total(mean);
    mean->of = 0;
}

void bc_mean_add_sum(struct bc_mean *mean, const struct bc_sum *month)
{
    assert(month->n > 0);
    if (mean->n == 0) {
        mean->total = month->total;
        mean->of = month->n;
    } else {
        divide_first(mean);
        mean->total += with_fraction(month->total, month->n);
    }
    mean->n++;
    mean->n_samples += month->n;
    mean->highest_limit = larger(mean->highest_limit, bc_sum_limit(month));
}

void bc_mean_add_mean(struct bc_mean *mean, const struct bc_mean *point)
{
    assert(point->n > 0);
    divide_first(mean);
    mean->total += bc_mean_total(point) / (bc_int128)point->n;
    mean->n++;
    mean->n_samples += point->n_samples;
    mean->n_short += point->n_short;
    mean->highest_limit = larger(mean->highest_limit, point->highest_limit);
}

/* The mean in 2^-32 units, on the whole unit it cannot be told from. */
static bc_int128 settled(const struct bc_mean *mean)
{
    const bc_int128 one = (bc_int128)1 << FRACTION;
    bc_int128 value = bc_mean_total(mean), fraction;

    if (mean->n > 1)
        value /= (bc_int128)mean->n;
    fraction = value & (one - 1); /* of what is below zero, too */
    if (fraction < NEAR)
        return value - fraction;
    return fraction > one - NEAR ? value - fraction + one : value;
}

/* ---- one month, in 64 bits ---- */

/* The mean of few samples of one month, as nearly every one is, need not be
 * brought to 2^-32 units: it is a fraction whose terms a processor divides.
 * @return false of others */
static bool is_short(const struct bc_mean *mean)
{
    return mean->of > 0 && mean->of <= FEW && mean->total >= 0 &&
           mean->total <= INT64_MAX;
}

static int64_t divide_short(int64_t numerator, int64_t denominator)
{
    int64_t quotient = numerator / denominator;
    int64_t rest = numerator % denominator, to_next = denominator - rest;

    return quotient + (rest > to_next || (rest == to_next && quotient % 2));
}

/* As rounded or, of decimals below 0, unrounded; false when 64 bits do not do.
 */
static bool short_value(const struct bc_mean *mean, int decimals,
                        struct bc_decimal *value)
{
    const int64_t total = (int64_t)mean->total;
    int places = decimals < 0 ? BC_READING_PLACES : decimals;
    int64_t one, units;

    if (__builtin_mul_overflow(bc_sample_units_per[places], (int64_t)mean->of,
                               &one))
        return false;
    if (decimals < 0) {
        units = total / one;
        units |= total % one != 0;
    } else {
        units = divide_short(total, one);
        while (units == 0 && total != 0 && places < BC_READING_PLACES)
            units =
                divide_short(total, bc_sample_units_per[++places] * mean->of);
    }
    *value = bc_decimal_of(units, places);
    return true;
}

/* ---- any mean ---- */

/* What is below 0 is so by few degrees. */
static bool fits(bc_int128 units)
{
    return units <= INT64_MAX;
}

static bc_int128 unit_of_place(int decimals)
{
    return (bc_int128)bc_sample_units_per[decimals] << FRACTION;
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
    struct bc_decimal shortly;
    bc_int128 value;

    if (mean->n == 0)
        return BC_MISSING;
    if (item != BC_PH && is_short(mean) &&
        short_value(mean, decimals, &shortly))
        return shortly;
    value = settled(mean);
    if (item == BC_PH)
        return ph_of(value, decimals);
    return decimals < 0 ? unrounded(value) : rounded(value, decimals);
}
