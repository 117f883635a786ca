/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_RANDOM_H
#define BC_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/**
 * splitmix64 (Steele, Lea, Flood 2014, Fast splittable pseudorandom number
 * generators; constants from memory, proved by published first numbers in the
 * tests): the same numbers from the same seed on every machine. For draws of a
 * simulation, never for secrets.
 */
struct bc_random {
    uint64_t state; /* the seed to begin with */
};

uint64_t bc_random_next(struct bc_random *random);
/** One of 0 .. n-1, each as likely; n > 0. */
size_t bc_random_below(struct bc_random *random, size_t n);

#endif
