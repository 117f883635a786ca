/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_HOUR_H
#define BC_WATER_HOUR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "water/item.h"
#include "water/mean.h"
#include "water/reading.h"

/**
 * The rows of one section and time that were met last. In a long table each
 * item has its own, for it may be sorted by item. Start it with its width.
 */
struct bc_hour {
    struct bc_sum gathered; /* of its month, where it has one item: earlier
                               samples on their way to the sums */
    int64_t time;
    int64_t latest; /* of all the times met */
    int64_t units;  /* the value of the first row, where it has one item */
    struct bc_hour_rows
        *rows;     /* of a time that has several, or several items */
    int month;     /* bc_month_of_day of its time */
    unsigned file; /* that the last row came from */
    unsigned n_rows;
    unsigned char width;   /* items of a row: all, or one */
    signed char direction; /* of time, row by row: -1, 0 not known, 1 */
    int8_t scale;          /* of units */
    bool non_detect : 1;   /* the value of the first row */
    bool met : 1, open : 1;
    bool differs : 1; /* found and told */
};

/** The first row of an hour of one item. */
static inline struct bc_reading bc_hour_first(const struct bc_hour *hour)
{
    return (struct bc_reading){{hour->units, hour->scale, true},
                               hour->non_detect};
}

static inline void bc_hour_set_first(struct bc_hour *hour,
                                     struct bc_reading reading)
{
    hour->units = reading.value.units;
    hour->scale = reading.value.scale;
    hour->non_detect = reading.non_detect;
}

/** Begins a time with its row, in an hour of one item whose last time had one
 * row, too: what differs, which is little, for this is nearly every row. */
static inline void bc_hour_pass(struct bc_hour *hour, int64_t time, int month,
                                struct bc_reading reading)
{
    hour->time = time;
    hour->month = month;
    hour->differs = false;
    bc_hour_set_first(hour, reading);
    if (time > hour->latest)
        hour->latest = time;
}

void bc_hour_clear(struct bc_hour *hour);
/** Begins a time that has no rows yet. */
void bc_hour_open(struct bc_hour *hour, int64_t time, int month);
/** Forgets the rows of its time. */
void bc_hour_empty(struct bc_hour *hour);
/** @param first  the item of the first of @p readings, of which there are as
 *                many as the hour is wide */
void bc_hour_add(struct bc_hour *hour, enum bc_item first,
                 const struct bc_reading *readings);
/** Whether an earlier row holds the same: among the first 64 different ones. */
bool bc_hour_has(const struct bc_hour *hour, const struct bc_reading *readings);
/** The first item that has another value in an earlier row; its width if none.
 */
size_t bc_hour_contradiction(const struct bc_hour *hour,
                             const struct bc_reading *readings);
/** The rows of an item, @p i behind @p first; n is 0 when none has a value. */
struct bc_sum bc_hour_sum(const struct bc_hour *hour, enum bc_item first,
                          size_t i);

#endif
