/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_NAMES_H
#define BC_WATER_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"

/** Byte strings to numbers, by hash; the strings are copied. Start as `{0}`. */
struct bc_names {
    struct bc_name *slots;
    size_t n_slots, n_names;
    struct bc_arena arena;
};

/** The number of a name, borrowed until the next put; NULL when absent. */
size_t *bc_names_find(const struct bc_names *names, const char *bytes,
                      size_t n);
/** Adds a name or gives it another number. */
void bc_names_put(struct bc_names *names, const char *bytes, size_t n,
                  size_t number);
void bc_names_clear(struct bc_names *names);

/** memcmp() == 0 without a call: names are short. */
static inline bool bc_bytes_same(const char *a, const char *b, size_t n)
{
    uint64_t x = 0, y = 0;

    if (n < sizeof(uint32_t)) {
        while (n > 0 && a[n - 1] == b[n - 1])
            n--;
        return n == 0;
    }
    if (n < sizeof x) { /* two halves, which overlap */
        memcpy(&x, a, sizeof(uint32_t));
        memcpy(&y, b, sizeof(uint32_t));
        if (x != y)
            return false;
        memcpy(&x, a + n - sizeof(uint32_t), sizeof(uint32_t));
        memcpy(&y, b + n - sizeof(uint32_t), sizeof(uint32_t));
        return x == y;
    }
    if (n <= 2 * sizeof x) {
        uint64_t u = 0, v = 0;

        memcpy(&x, a, sizeof x);
        memcpy(&y, b, sizeof y);
        memcpy(&u, a + n - sizeof u, sizeof u);
        memcpy(&v, b + n - sizeof v, sizeof v);
        return ((x ^ y) | (u ^ v)) == 0;
    }
    for (size_t i = 0; i < n; i += sizeof x) {
        size_t at = i + sizeof x <= n ? i : n - sizeof x; /* the last overlap */

        memcpy(&x, a + at, sizeof x);
        memcpy(&y, b + at, sizeof y);
        if (x != y)
            return false;
    }
    return true;
}

#endif
