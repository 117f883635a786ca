/* SPDX-License-Identifier: MIT */
#include "base/random.h"

uint64_t bc_random_next(struct bc_random *random)
{
    uint64_t z = random->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

size_t bc_random_below(struct bc_random *random, size_t n)
{
    uint64_t number;

    do /* the last, incomplete run of n numbers would favour the first */
        number = bc_random_next(random);
    while (number >= UINT64_MAX - UINT64_MAX % n);
    return (size_t)(number % n);
}
