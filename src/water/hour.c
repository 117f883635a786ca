/* SPDX-License-Identifier: MIT */
#include "water/hour.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define MOST_KEPT 64 /* rows of one time, to recognise identical ones */

struct bc_hour_rows {
    struct bc_reading *kept; /* rows x width */
    size_t room;
    struct bc_sum *sums; /* width; of two rows and more */
};

void bc_hour_clear(struct bc_hour *hour)
{
    if (hour->rows) {
        free(hour->rows->kept);
        free(hour->rows->sums);
    }
    free(hour->rows);
    *hour = (struct bc_hour){.width = hour->width};
}

void bc_hour_open(struct bc_hour *hour, int64_t time, int month)
{
    bc_hour_empty(hour);
    hour->time = time;
    hour->month = month;
    hour->open = hour->met = true;
    hour->differs = false;
}

void bc_hour_empty(struct bc_hour *hour)
{
    hour->n_rows = 0;
}

/* ---- rows ---- */

static size_t count_kept(const struct bc_hour *hour)
{
    return hour->n_rows < MOST_KEPT ? hour->n_rows : MOST_KEPT;
}

static struct bc_reading kept(const struct bc_hour *hour, size_t k, size_t i)
{
    return hour->width == 1 && k == 0 ? bc_hour_first(hour)
                                      : hour->rows->kept[k * hour->width + i];
}

static void keep_row(struct bc_hour *hour, const struct bc_reading *readings)
{
    struct bc_hour_rows *rows;

    if (hour->width == 1 && hour->n_rows == 0) {
        bc_hour_set_first(hour, *readings);
        return;
    }
    if (!hour->rows)
        hour->rows = bc_alloc(1, sizeof *hour->rows);
    rows = hour->rows;
    rows->kept = bc_reserve(rows->kept, &rows->room,
                            ((size_t)hour->n_rows + 1) * hour->width,
                            sizeof *rows->kept);
    memcpy(rows->kept + (size_t)hour->n_rows * hour->width, readings,
           hour->width * sizeof *readings);
}

static void add_sum(struct bc_hour *hour, enum bc_item first, size_t i,
                    struct bc_reading reading)
{
    if (bc_decimal_known(reading.value))
        bc_sum_add_reading(&hour->rows->sums[i], (enum bc_item)(first + i),
                           reading);
}

/* Sums of the first row, which alone needs none. */
static void begin_sums(struct bc_hour *hour, enum bc_item first)
{
    if (!hour->rows->sums)
        hour->rows->sums = bc_alloc(hour->width, sizeof *hour->rows->sums);
    memset(hour->rows->sums, 0, hour->width * sizeof *hour->rows->sums);
    for (size_t i = 0; i < hour->width; i++)
        add_sum(hour, first, i, kept(hour, 0, i));
}

void bc_hour_add(struct bc_hour *hour, enum bc_item first,
                 const struct bc_reading *readings)
{
    if (hour->n_rows < MOST_KEPT)
        keep_row(hour, readings);
    if (hour->n_rows == 1)
        begin_sums(hour, first);
    for (size_t i = 0; i < hour->width && hour->n_rows > 0; i++)
        add_sum(hour, first, i, readings[i]);
    hour->n_rows++;
}

bool bc_hour_has(const struct bc_hour *hour, const struct bc_reading *readings)
{
    for (size_t k = 0; k < count_kept(hour); k++) {
        size_t i = 0;

        while (i < hour->width &&
               bc_reading_same(kept(hour, k, i), readings[i]))
            i++;
        if (i == hour->width)
            return true;
    }
    return false;
}

size_t bc_hour_contradiction(const struct bc_hour *hour,
                             const struct bc_reading *readings)
{
    for (size_t i = 0; i < hour->width; i++) {
        if (!bc_decimal_known(readings[i].value))
            continue;
        for (size_t k = 0; k < count_kept(hour); k++) {
            struct bc_reading known = kept(hour, k, i);

            if (bc_decimal_known(known.value) &&
                !bc_reading_same(known, readings[i]))
                return i;
        }
    }
    return hour->width;
}

struct bc_sum bc_hour_sum(const struct bc_hour *hour, enum bc_item first,
                          size_t i)
{
    struct bc_sum sum = {0};
    struct bc_reading row = {BC_MISSING, false};

    if (hour->n_rows > 1)
        return hour->rows->sums[i];
    if (hour->n_rows == 1)
        row = kept(hour, 0, i);
    if (bc_decimal_known(row.value))
        bc_sum_add_reading(&sum, (enum bc_item)(first + i), row);
    return sum;
}
