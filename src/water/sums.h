/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_SUMS_H
#define BC_WATER_SUMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "water/item.h"
#include "water/mean.h"

/** The sums of a month, which stand together: rows come by month or by item. */
struct bc_month {
    int month; /* bc_month_of_day */
    unsigned n_slots;
    struct bc_sum *sums;
};

/**
 * Sums of one section by month, of those items that it has. Start all as `{0}`.
 */
struct bc_sums {
    struct bc_month *months; /* in their order */
    size_t n, room;
};

/** Where the items of a section stand among its sums. */
struct bc_slots {
    unsigned char of[BC_N_ITEMS]; /* 1 and on; 0: it has none of the item */
    unsigned char n;
};

/** The slot of an item, from 0; a new one when it has none. */
size_t bc_slots_need(struct bc_slots *slots, enum bc_item item);

/** The sum to add to, valid until the next call for this section.
 * @param arena  in which all sums stand */
struct bc_sum *bc_sums_need(struct bc_sums *sums, struct bc_slots *slots,
                            struct bc_arena *arena, int month,
                            enum bc_item item);
/** NULL when there is no sample. */
const struct bc_sum *bc_sums_find(const struct bc_sums *sums,
                                  const struct bc_slots *slots, int month,
                                  enum bc_item item);
/** Whether any item has samples in a month. */
bool bc_sums_has(const struct bc_sums *sums, int month);
/** The sums of a month by slot, @p n of them, to look at many; NULL: none. */
const struct bc_sum *bc_sums_of_month(const struct bc_sums *sums, int month,
                                      size_t *n);
/** Widens first..last by the months of them; @p any: they hold some. */
void bc_sums_span(const struct bc_sums *sums, bool *any, int *first, int *last);
/** Brings the sums of a month near that will soon be looked at. */
void bc_sums_fetch(const struct bc_sums *sums, int month);
/** The sums themselves are their arena's. */
void bc_sums_clear(struct bc_sums *sums);

#endif
