/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_MEAN_H
#define BC_WATER_MEAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "water/item.h"
#include "water/reading.h"

/*
 * Means without floating point: the same whatever the order of the rows, and
 * rounded once, at the end.
 *
 * A sample is an integer: its value (for pH the H+ ion, 10^-pH) in units of
 * 10^-10 (10^-22) / 2520. 2520 divides by 1..10, so the mean of up to ten rows
 * of one hour, and half of a detection limit, are exact.
 *
 * A mean has 32 bits behind the unit. Whether it is a tie or equals a limit is
 * a question about whole units, and a fraction within 2^-20 of a whole unit is
 * taken as that unit. So the mean of one month is exact for up to a million
 * samples; the mean of such means is wrong only where the true value lies
 * within 10^-19 of a tie or a limit without being there.
 */

/** The samples of one item in one month: in 32 bytes, for there are many. */
struct bc_sum {
    bc_int128 total;
    int64_t limit_units; /* bc_sum_limit */
    uint32_t n;          /* a month has 2.7 million seconds */
    int8_t limit_scale;
    bool has_limit;
};

/** Of no samples to begin with: `{0}`. @p limit may be missing. */
struct bc_sum bc_sum_of(bc_int128 total, size_t n, struct bc_decimal limit);
/** The highest detection limit of the non-detects, or missing. */
static inline struct bc_decimal bc_sum_limit(const struct bc_sum *sum)
{
    return (struct bc_decimal){sum->limit_units, sum->limit_scale,
                               sum->has_limit};
}

/** A reading, converted to the item's unit, as a sample. */
bc_int128 bc_sample_units(enum bc_item item, struct bc_reading reading);
void bc_sum_add(struct bc_sum *sum, bc_int128 sample,
                struct bc_decimal detection_limit);
/** Adds a reading as a sample. */
void bc_sum_add_reading(struct bc_sum *sum, enum bc_item item,
                        struct bc_reading reading);
/** Units of a sample in one of a number with so many decimals. */
extern const int64_t bc_sample_units_per[BC_READING_PLACES + 1];
/** Nearly every reading, without a call.
 * @return false of others, for bc_sum_add_reading: a pH, and a detection limit
 *         that differs from the one before; nothing is added */
static inline bool bc_sum_add_plain(struct bc_sum *sum, enum bc_item item,
                                    int64_t units, int8_t scale,
                                    bool non_detect)
{
    if (item == BC_PH ||
        (non_detect && sum->has_limit &&
         (sum->limit_units != units || sum->limit_scale != scale)))
        return false;
    if (non_detect) {
        sum->limit_units = units;
        sum->limit_scale = scale;
        sum->has_limit = true;
    }
    sum->total += units * (bc_int128)(bc_sample_units_per[scale] >> non_detect);
    sum->n++;
    return true;
}
/** Samples by their sums in 10^-BC_READING_PLACES of the item's unit, not of
 * pH:
 * @p below of the limits that were not reached, @p measured of all others. */
bc_int128 bc_samples_total(bc_int128 measured, bc_int128 below);
void bc_sum_merge(struct bc_sum *sum, const struct bc_sum *more);
/** Mean of a sum as one sample, half-even. */
bc_int128 bc_sum_sample(const struct bc_sum *sum);

/** A mean of means: over months, or over points. */
struct bc_mean {
    bc_int128 total; /* of n means: bc_mean_total */
    size_t n;        /* months, or points */
    uint32_t of;     /* the total is of so many samples of one month, not
                        divided by them as yet; 0: it is of means */
    size_t n_samples;
    size_t n_short; /* months left out for too few samples */
    struct bc_decimal highest_limit;
};

void bc_mean_add_sum(struct bc_mean *mean, const struct bc_sum *month);
void bc_mean_add_mean(struct bc_mean *mean, const struct bc_mean *point);
/** The sum of its n means, with 32 bits behind the unit. */
bc_int128 bc_mean_total(const struct bc_mean *mean);

/**
 * The mean as it is judged; missing when n is 0.
 *
 * @param decimals  to round to, half-even; a value that would become 0 keeps
 *                  one significant digit (环办监测函〔2020〕82号). Negative:
 * not to be rounded: up to ten decimals, of which the last is odd where more
 * would follow, so that comparing it with a limit gives the answer of the exact
 * mean. pH has six decimals before it is rounded.
 */
struct bc_decimal bc_mean_value(enum bc_item item, const struct bc_mean *mean,
                                int decimals);

#endif
