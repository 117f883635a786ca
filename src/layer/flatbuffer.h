/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_FLATBUFFER_H
#define BC_LAYER_FLATBUFFER_H

/* Private to layer: tables and vectors of a FlatBuffer, looked up within its
 * bounds (flatbuffers.dev/internals). Places are offsets; 0 is none, for no
 * table begins there. */

#include <stdint.h>

struct bc_flatbuffer {
    const unsigned char *bytes;
    uint64_t n;
};

/** Little-endian; 0 outside too. */
static inline uint64_t bc_flat_number(const struct bc_flatbuffer *flat,
                                      uint64_t at, int n)
{
    uint64_t value = 0;

    if (at > flat->n || flat->n - at < (uint64_t)n)
        return 0;
    while (n-- > 0)
        value = value << 8 | flat->bytes[at + (uint64_t)n];
    return value;
}

/** What an offset at @p at points to. */
static inline uint64_t bc_flat_follow(const struct bc_flatbuffer *flat,
                                      uint64_t at)
{
    uint64_t offset = at ? bc_flat_number(flat, at, 4) : 0;

    return offset ? at + offset : 0;
}

/** Where field @p i of a table stands; 0: it has its usual value. */
static inline uint64_t bc_flat_field(const struct bc_flatbuffer *flat,
                                     uint64_t table, uint64_t i)
{
    uint64_t vtable =
        table - (uint64_t)(int64_t)(int32_t)bc_flat_number(flat, table, 4);
    uint64_t offset = 0;

    if (table && 4 + 2 * i < bc_flat_number(flat, vtable, 2))
        offset = bc_flat_number(flat, vtable + 4 + 2 * i, 2);
    return offset ? table + offset : 0;
}

/** The number of a field whose usual value is 0. */
static inline uint64_t bc_flat_value(const struct bc_flatbuffer *flat,
                                     uint64_t table, uint64_t i, int n)
{
    const uint64_t at = bc_flat_field(flat, table, i);

    return at ? bc_flat_number(flat, at, n) : 0;
}

/** A vector of @p n items. */
struct bc_flat_vector {
    uint64_t at, n;
};

/** The vector of a field; empty where there is none. @p n is UINT64_MAX where
 * it would go on behind the end. */
static inline struct bc_flat_vector
bc_flat_vector(const struct bc_flatbuffer *flat, uint64_t table, uint64_t i,
               uint64_t item_bytes)
{
    const uint64_t at = bc_flat_follow(flat, bc_flat_field(flat, table, i));
    const struct bc_flat_vector vector = {at + 4, bc_flat_number(flat, at, 4)};

    if (at == 0)
        return (struct bc_flat_vector){0, 0};
    if (vector.at > flat->n || vector.n > (flat->n - vector.at) / item_bytes)
        return (struct bc_flat_vector){0, UINT64_MAX};
    return vector;
}

#endif
