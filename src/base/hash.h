/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_HASH_H
#define BC_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/** A hash of @p n bytes. */
uint64_t bc_hash_bytes(const void *bytes, size_t n);
/** A hash of a place; -0 is 0. */
uint64_t bc_hash_place(double x, double y);

#endif
