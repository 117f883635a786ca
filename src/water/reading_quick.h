/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_READING_QUICK_H
#define BC_WATER_READING_QUICK_H

/* Private to water: the readings that nearly every cell holds, without a call.
 */

#include <endian.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "water/reading.h"

/* Numbers eight bytes at once. */

#define BC_EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))

static inline uint64_t bc_load_four(const char *bytes)
{
    uint32_t word;

    memcpy(&word, bytes, sizeof word);
    return le32toh(word);
}

/* The bytes of a text of 1 to 8, the first of them lowest; zeros above. */
static inline uint64_t bc_load_word(struct bc_slice text)
{
    const unsigned char *at = (const unsigned char *)text.data;
    size_t n = text.length;

    if (n >= 4) /* the halves overlap */
        return bc_load_four(text.data) | bc_load_four(text.data + n - 4)
                                             << (8 * (n - 4));
    return at[0] | (uint64_t)at[n / 2] << (8 * (n / 2)) |
           (uint64_t)at[n - 1] << (8 * (n - 1));
}

static inline bool bc_are_digits(uint64_t word)
{
    return (word & BC_EVERY(0xf0)) == BC_EVERY('0') &&
           ((word + BC_EVERY(6)) & BC_EVERY(0xf0)) == BC_EVERY('0');
}

/* The number that eight digits write, the first of them lowest: by pairs, then
 * fours, then all. */
static inline int64_t bc_number_of(uint64_t word)
{
    const uint64_t fours = UINT64_C(0x000000ff000000ff);

    word -= BC_EVERY('0');
    word = word * 10 + (word >> 8);
    return (int64_t)(((word & fours) * (100 + (UINT64_C(1000000) << 32)) +
                      (word >> 16 & fours) * (1 + (UINT64_C(10000) << 32))) >>
                     32);
}

/** Digits with at most one point, 1 to 8 bytes; false of anything else. */
static inline bool bc_short_number(struct bc_slice cell,
                                   struct bc_decimal *value)
{
    uint64_t word = bc_load_word(cell), other = word ^ BC_EVERY('.');
    uint64_t points =
        ~(((other & BC_EVERY(0x7f)) + BC_EVERY(0x7f)) | other | BC_EVERY(0x7f));
    size_t n = cell.length, scale = 0;

    if (points && n > 1) {
        unsigned at = (unsigned)__builtin_ctzll(points) & ~7u;
        uint64_t before = (UINT64_C(1) << at) - 1;

        word = (word & before) | (word >> 8 & ~before);
        scale = --n - at / 8;
    }
    word = word << (8 * (8 - n)) | BC_EVERY('0') >> (8 * (n - 1)) >> 8;
    if (!bc_are_digits(word))
        return false;
    *value = (struct bc_decimal){bc_number_of(word), (int8_t)scale, true};
    return true;
}

/* Physics, not regulation: a litre of water weighs a million milligrams, water
 * boils at 100 degrees, and under pure oxygen at 0 degrees it dissolves 14.6 /
 * 0.2095 = 70 mg/L. What is more was written in percent of saturation, or is a
 * word for nothing. */
enum {
    ALL_OF_IT = 1000000,
    BOILING = 100,
    FROZEN = -5,
    MOST_PH = 14,
    MOST_OXYGEN = 70,
    NINES = 9999
};

/** Nearly every value, already in the item's unit. */
static inline bool bc_is_usual(enum bc_item item,
                               const struct bc_reading *reading)
{
    enum { MOST_SCALE = 3 };
    static const int64_t powers[MOST_SCALE + 1] = {1, 10, 100, 1000};

    const int64_t units = reading->value.units;
    const int8_t scale = reading->value.scale;

    if (item == BC_PH || item == BC_DO)
        return units > 0 && scale <= MOST_SCALE &&
               units <= (item == BC_PH ? MOST_PH : MOST_OXYGEN) * powers[scale];
    return item != BC_WT && units >= 0 && units <= ALL_OF_IT &&
           (units < NINES || scale >= MOST_SCALE) && scale <= BC_READING_PLACES;
}

/**
 * A cell such as `0.025` or `0.01L` that is a usual value of the item in the
 * item's own unit: as bc_reading_parse and bc_reading_convert have it.
 * @return false of any other, which they must read
 */
static inline bool bc_reading_quick(struct bc_slice cell, enum bc_item item,
                                    struct bc_reading *reading)
{
    reading->non_detect = cell.length > 1 && cell.data[cell.length - 1] == 'L';
    cell.length -= reading->non_detect;
    return cell.length > 0 && cell.length <= sizeof(uint64_t) &&
           bc_short_number(cell, &reading->value) &&
           (!reading->non_detect || reading->value.units != 0) &&
           bc_is_usual(item, reading);
}

#endif
