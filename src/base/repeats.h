/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_REPEATS_H
#define BC_BASE_REPEATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Whether one of very many things came twice, of which nothing is kept but six
 * bytes of a hash. "No" is certain; "yes" may be two things of one hash, once
 * in 20,000 times for ten million different things, and is for the caller to
 * confirm. The answer does not depend on the order or on threads.
 */
struct bc_repeats;
struct bc_repeats *bc_repeats_new(void);
void bc_repeats_free(struct bc_repeats *repeats);

/** Adds the hashes of @p n things, of which all 64 bits are as good. */
void bc_repeats_add(struct bc_repeats *repeats, const uint64_t *hashes,
                    size_t n);
/** Whether two of those added may be the same. Takes as long as adding them. */
bool bc_repeats_any(const struct bc_repeats *repeats);

#endif
