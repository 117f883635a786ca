/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <string.h>

/** Every bit of a number changes half of those that come out: the finaliser of
 * MurmurHash3. */
static uint64_t mix(uint64_t hash)
{
    hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDu;
    hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53u;
    return hash ^ hash >> 33;
}

uint64_t bc_hash_bytes(const void *bytes, size_t n)
{
    const char *at = bytes;
    uint64_t hash = n;

    for (; n > 0; at += 8) {
        const size_t taken = n < 8 ? n : 8;
        uint64_t word = 0;

        memcpy(&word, at, taken);
        hash = mix(hash + 0x9E3779B97F4A7C15u) ^ mix(word);
        n -= taken;
        if (n == 0)
            break;
    }
    return mix(hash);
}

uint64_t bc_hash_place(double x, double y)
{
    const double place[2] = {x + 0.0, y + 0.0};

    return bc_hash_bytes(place, sizeof place);
}
