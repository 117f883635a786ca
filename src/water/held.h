/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_HELD_H
#define BC_WATER_HELD_H

/* Private to water: rows of one file that wait for those that belong to them.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "water/row.h"

/** Rows as small as they get: of a wide one the items that it has alone. Start
 * it as `{0}`. */
struct bc_held {
    struct bc_held_row *rows;
    size_t n, room;
    struct bc_held_reading *readings;
    size_t n_readings, reading_room;
    struct bc_text texts;
};

void bc_held_clear(struct bc_held *held);
/** Forgets the rows and keeps the memory. */
void bc_held_empty(struct bc_held *held);
/** Bytes that the rows take. */
size_t bc_held_size(const struct bc_held *held);

void bc_held_add(struct bc_held *held, size_t section,
                 const struct bc_observation *row);
/**
 * By section, time, item. Rows that agree in them stand in the order of what
 * they hold, or of their lines.
 */
void bc_held_sort(struct bc_held *held, bool by_line);
/** Row @p i as it was added, but for its source, and of its names the first.
 * Slices live until rows are added. @return its section */
size_t bc_held_get(const struct bc_held *held, size_t i,
                   struct bc_observation *row);

#endif
