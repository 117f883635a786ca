/* SPDX-License-Identifier: MIT */
#include "water/sums.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

size_t bc_slots_need(struct bc_slots *slots, enum bc_item item)
{
    if (slots->of[item] == 0)
        slots->of[item] = ++slots->n;
    return slots->of[item] - (size_t)1;
}

/* Where a month stands, or would stand. */
static size_t place_of(const struct bc_sums *sums, int month)
{
    size_t at = sums->n;

    if (at > 0 && month >= sums->months[0].month) {
        size_t guess = (size_t)(month - sums->months[0].month);

        if (guess < at && sums->months[guess].month == month)
            return guess; /* no month is left out before it */
    }
    while (at > 0 && sums->months[at - 1].month >= month)
        at--;
    return at;
}

static const struct bc_month *find_month(const struct bc_sums *sums, int month)
{
    size_t at = place_of(sums, month);

    return at < sums->n && sums->months[at].month == month ? &sums->months[at]
                                                           : NULL;
}

static void add_month(struct bc_sums *sums, size_t at, int month)
{
    sums->months = bc_reserve(sums->months, &sums->room, sums->n + 1,
                              sizeof *sums->months);
    memmove(sums->months + at + 1, sums->months + at,
            (sums->n - at) * sizeof *sums->months);
    sums->n++;
    sums->months[at] = (struct bc_month){.month = month};
}

/* Room for the items that the section has met since. The first month of a
 * section meets them one by one: what it leaves behind each time is half. */
static void widen(struct bc_month *month, struct bc_arena *arena, size_t slot,
                  unsigned n_slots)
{
    const size_t had = month->n_slots;
    size_t n = slot + 1 < n_slots ? n_slots : slot + 1;
    struct bc_sum *wide;

    if (had > 0 && n < 2 * had)
        n = 2 * had;
    wide = bc_arena_alloc(arena, n * sizeof *wide);
    if (had > 0)
        memcpy(wide, month->sums, had * sizeof *wide);
    month->sums = wide;
    month->n_slots = (unsigned)n;
}

struct bc_sum *bc_sums_need(struct bc_sums *sums, struct bc_slots *slots,
                            struct bc_arena *arena, int month,
                            enum bc_item item)
{
    size_t slot = bc_slots_need(slots, item);
    size_t at = place_of(sums, month);

    if (at == sums->n || sums->months[at].month != month)
        add_month(sums, at, month);
    if (slot >= sums->months[at].n_slots)
        widen(&sums->months[at], arena, slot, slots->n);
    return &sums->months[at].sums[slot];
}

const struct bc_sum *bc_sums_find(const struct bc_sums *sums,
                                  const struct bc_slots *slots, int month,
                                  enum bc_item item)
{
    const struct bc_month *found;
    size_t slot = slots->of[item];

    if (slot == 0 || !(found = find_month(sums, month)) ||
        slot > found->n_slots || found->sums[slot - 1].n == 0)
        return NULL;
    return &found->sums[slot - 1];
}

bool bc_sums_has(const struct bc_sums *sums, int month)
{
    return find_month(sums, month) != NULL;
}

const struct bc_sum *bc_sums_of_month(const struct bc_sums *sums, int month,
                                      size_t *n)
{
    const struct bc_month *found = find_month(sums, month);

    *n = found ? found->n_slots : 0;
    return found ? found->sums : NULL;
}

void bc_sums_span(const struct bc_sums *sums, bool *any, int *first, int *last)
{
    if (sums->n == 0)
        return;
    if (!*any || sums->months[0].month < *first)
        *first = sums->months[0].month;
    if (!*any || sums->months[sums->n - 1].month > *last)
        *last = sums->months[sums->n - 1].month;
    *any = true;
}

void bc_sums_fetch(const struct bc_sums *sums, int month)
{
    enum { LINE = 64 }; /* bytes that a processor fetches at once */
    const struct bc_month *found = find_month(sums, month);
    const char *bytes = found ? (const char *)found->sums : NULL;

    for (size_t at = 0; found && at < found->n_slots * sizeof *found->sums;
         at += LINE)
        __builtin_prefetch(bytes + at);
}

void bc_sums_clear(struct bc_sums *sums)
{
    free(sums->months);
    *sums = (struct bc_sums){0};
}
