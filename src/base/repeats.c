/* SPDX-License-Identifier: MIT */
#include "base/repeats.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"

/* The upper bits of a hash say in which part it lies, the next 48 are kept: 60
 * bits tell things apart. */
enum { PART_BITS = 12, N_PARTS = 1 << PART_BITS, KEPT_BITS = 48 };
enum { PARTS_PER_CHUNK = 256, BLOCK_HASHES = 64 };

/** Hashes of one part, the upper 32 and the lower 16 of the bits kept. */
struct block {
    struct block *before;
    uint32_t high[BLOCK_HASHES];
    uint16_t low[BLOCK_HASHES];
};

struct part {
    struct block *last;
    size_t n;
};

struct bc_repeats {
    struct part part[N_PARTS];
};

struct bc_repeats *bc_repeats_new(void)
{
    return bc_alloc(1, sizeof(struct bc_repeats));
}

void bc_repeats_free(struct bc_repeats *repeats)
{
    if (!repeats)
        return;
    for (size_t i = 0; i < N_PARTS; i++)
        for (struct block *block = repeats->part[i].last, *before; block;
             block = before) {
            before = block->before;
            free(block);
        }
    free(repeats);
}

/* ---- adding ---- */

static void add(struct part *part, uint64_t hash)
{
    const size_t place = part->n++ % BLOCK_HASHES;

    if (place == 0) {
        struct block *block = bc_resize(NULL, 1, sizeof *block);

        block->before = part->last;
        part->last = block;
    }
    part->last->high[place] = (uint32_t)(hash >> 20);
    part->last->low[place] = (uint16_t)(hash >> 4);
}

/** Hashes, to be added by threads that each have parts of their own. */
struct adding {
    struct bc_repeats *repeats;
    const uint64_t *hashes;
    size_t n;
};

static void add_to_chunk(void *context, size_t chunk)
{
    const struct adding *it = context;

    for (size_t i = 0; i < it->n; i++) {
        const size_t part = it->hashes[i] >> (64 - PART_BITS);

        if (part / PARTS_PER_CHUNK == chunk)
            add(&it->repeats->part[part], it->hashes[i]);
    }
}

void bc_repeats_add(struct bc_repeats *repeats, const uint64_t *hashes,
                    size_t n)
{
    struct adding it = {repeats, hashes, n};

    bc_parallel_for(N_PARTS / PARTS_PER_CHUNK, add_to_chunk, &it);
}

/* ---- looking ---- */

/** A table of hashes, 0 where there is none. */
struct table {
    uint64_t *slots;
    size_t room; /* a power of two */
};

/** @return whether it stands there already */
static bool put(const struct table *table, uint64_t hash)
{
    size_t at = hash & (table->room - 1);

    hash |= (uint64_t)1 << KEPT_BITS; /* none is 0 */
    while (table->slots[at] != 0) {
        if (table->slots[at] == hash)
            return true;
        at = (at + 1) & (table->room - 1);
    }
    table->slots[at] = hash;
    return false;
}

/** Makes a table empty, and large enough for @p n. */
static void prepare(struct table *table, size_t n)
{
    if (!table->slots || table->room < 2 * n) {
        table->room = table->room ? table->room : BLOCK_HASHES;
        while (table->room < 2 * n)
            table->room *= 2;
        table->slots = bc_resize(table->slots, table->room, sizeof(uint64_t));
    }
    memset(table->slots, 0, table->room * sizeof(uint64_t));
}

static bool has_repeat(const struct part *part, struct table *table)
{
    size_t n_in_block = part->n % BLOCK_HASHES;

    if (part->n < 2)
        return false;

    prepare(table, part->n);
    n_in_block = n_in_block ? n_in_block : BLOCK_HASHES;
    for (const struct block *block = part->last; block; block = block->before) {
        for (size_t i = 0; i < n_in_block; i++)
            if (put(table, (uint64_t)block->high[i] << 16 | block->low[i]))
                return true;
        n_in_block = BLOCK_HASHES;
    }
    return false;
}

struct looking {
    const struct bc_repeats *repeats;
    atomic_bool found;
};

static void look_at_chunk(void *context, size_t chunk)
{
    struct looking *it = context;
    struct table table = {NULL, 0};

    for (size_t i = 0; i < PARTS_PER_CHUNK && !atomic_load(&it->found); i++)
        if (has_repeat(&it->repeats->part[chunk * PARTS_PER_CHUNK + i], &table))
            atomic_store(&it->found, true);
    free(table.slots);
}

bool bc_repeats_any(const struct bc_repeats *repeats)
{
    struct looking it = {.repeats = repeats};

    bc_parallel_for(N_PARTS / PARTS_PER_CHUNK, look_at_chunk, &it);
    return atomic_load(&it.found);
}
