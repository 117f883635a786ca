/* SPDX-License-Identifier: MIT */
#include "water/sums.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct bc_month {
    int month; /* bc_month_of_day */
    unsigned n_slots;
    struct bc_sum sums[];
};

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

    if (at > 0 && month >= sums->months[0]->month) {
        size_t guess = (size_t)(month - sums->months[0]->month);

        if (guess < at && sums->months[guess]->month == month)
            return guess; /* no month is left out before it */
    }
    while (at > 0 && sums->months[at - 1]->month >= month)
        at--;
    return at;
}

static struct bc_month *find_month(const struct bc_sums *sums, int month)
{
    size_t at = place_of(sums, month);

    return at < sums->n && sums->months[at]->month == month ? sums->months[at]
                                                            : NULL;
}

static size_t size_of(size_t n_slots)
{
    return sizeof(struct bc_month) + n_slots * sizeof(struct bc_sum);
}

static struct bc_month *add_month(struct bc_sums *sums, size_t at, int month,
                                  unsigned n_slots)
{
    struct bc_month *made = bc_alloc(1, size_of(n_slots));

    sums->months = bc_reserve(sums->months, &sums->room, sums->n + 1,
                              sizeof(struct bc_month *));
    memmove(sums->months + at + 1, sums->months + at,
            (sums->n - at) * sizeof(struct bc_month *));
    sums->n++;
    made->month = month;
    made->n_slots = n_slots;
    return sums->months[at] = made;
}

/* The items that the section has met since. */
static struct bc_month *widen(struct bc_month **month, unsigned n_slots)
{
    struct bc_month *wide = bc_alloc(1, size_of(n_slots));

    memcpy(wide, *month, size_of((*month)->n_slots));
    wide->n_slots = n_slots;
    free(*month);
    return *month = wide;
}

struct bc_sum *bc_sums_need(struct bc_sums *sums, struct bc_slots *slots,
                            int month, enum bc_item item)
{
    size_t slot = bc_slots_need(slots, item);
    size_t at = place_of(sums, month);
    struct bc_month *found;

    if (at == sums->n || sums->months[at]->month != month)
        found = add_month(sums, at, month, slots->n);
    else
        found = sums->months[at];
    if (slot >= found->n_slots)
        found = widen(&sums->months[at], slots->n);
    return &found->sums[slot];
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
    if (!*any || sums->months[0]->month < *first)
        *first = sums->months[0]->month;
    if (!*any || sums->months[sums->n - 1]->month > *last)
        *last = sums->months[sums->n - 1]->month;
    *any = true;
}

void bc_sums_clear(struct bc_sums *sums)
{
    for (size_t m = 0; m < sums->n; m++)
        free(sums->months[m]);
    free(sums->months);
    *sums = (struct bc_sums){0};
}
