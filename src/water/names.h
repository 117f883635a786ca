/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_NAMES_H
#define BC_WATER_NAMES_H

#include <stddef.h>

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

#endif
