/* SPDX-License-Identifier: MIT */
#include "water/names.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct bc_name {
    const char *bytes; /* NULL: a free slot */
    size_t n;
    uint64_t hash;
    size_t number;
};

static uint64_t hash_of(const char *bytes, size_t n)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */

    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return hash ^ hash >> 32;
}

/* The slot of a name, or the free one where it belongs. n_slots is a power of
 * two and some slot is free. */
static struct bc_name *slot_of(const struct bc_names *names, const char *bytes,
                               size_t n, uint64_t hash)
{
    size_t at = (size_t)hash & (names->n_slots - 1);

    for (;; at = (at + 1) & (names->n_slots - 1)) {
        struct bc_name *slot = &names->slots[at];

        if (!slot->bytes || (slot->hash == hash && slot->n == n &&
                             memcmp(slot->bytes, bytes, n) == 0))
            return slot;
    }
}

static void grow(struct bc_names *names)
{
    struct bc_names larger = {.n_slots =
                                  names->n_slots ? 2 * names->n_slots : 64};

    larger.slots = bc_alloc(larger.n_slots, sizeof *larger.slots);
    for (size_t i = 0; i < names->n_slots; i++) {
        const struct bc_name *name = &names->slots[i];

        if (name->bytes)
            *slot_of(&larger, name->bytes, name->n, name->hash) = *name;
    }
    free(names->slots);
    names->slots = larger.slots;
    names->n_slots = larger.n_slots;
}

size_t *bc_names_find(const struct bc_names *names, const char *bytes, size_t n)
{
    struct bc_name *slot;

    if (names->n_slots == 0)
        return NULL;
    slot = slot_of(names, bytes, n, hash_of(bytes, n));
    return slot->bytes ? &slot->number : NULL;
}

void bc_names_put(struct bc_names *names, const char *bytes, size_t n,
                  size_t number)
{
    uint64_t hash = hash_of(bytes, n);
    struct bc_name *slot;

    if (2 * (names->n_names + 1) > names->n_slots)
        grow(names);
    slot = slot_of(names, bytes, n, hash);
    if (!slot->bytes) {
        slot->bytes = bc_arena_copy(&names->arena, bytes, n);
        slot->n = n;
        slot->hash = hash;
        names->n_names++;
    }
    slot->number = number;
}

void bc_names_clear(struct bc_names *names)
{
    free(names->slots);
    bc_arena_clear(&names->arena);
    *names = (struct bc_names){0};
}
