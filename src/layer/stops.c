/* SPDX-License-Identifier: MIT */
#include "layer/stops.h"

#include <stdbool.h>
#include <stdlib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/memory.h"

enum { BLOCK = 64, STEP = 16 };

static bool is_stop(char byte, char separator)
{
    return byte == separator || byte == '\n' || byte == '\r' || byte == '"' ||
           byte == '\0';
}

#ifdef __SSE2__
/* Bit i is set when byte i is a stop. */
static uint64_t stops_of_16(const char *text, char separator)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);
    __m128i found = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(separator));

    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
    return (uint64_t)(unsigned)_mm_movemask_epi8(found);
}

static uint64_t stops_of_block(const char *text, char separator)
{
    return stops_of_16(text, separator) |
           stops_of_16(text + 16, separator) << 16 |
           stops_of_16(text + 32, separator) << 32 |
           stops_of_16(text + 48, separator) << 48;
}
#else
static uint64_t stops_of_block(const char *text, char separator)
{
    uint64_t bits = 0;

    for (int i = 0; i < BLOCK; i++)
        bits |= (uint64_t)is_stop(text[i], separator) << i;
    return bits;
}
#endif

/* Without a call, where the processor that is built for has no such operation.
 */
static size_t count_bits(uint64_t bits)
{
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) +
           (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (size_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}

/* Writes STEP at once, as many as there are in most blocks: what stands behind
 * the last is written over by the next. */
static size_t add_block(uint32_t *at, uint64_t bits, size_t base)
{
    const uint64_t last = UINT64_C(1) << (BLOCK - 1); /* there is always one */
    size_t n = count_bits(bits);

    for (size_t done = 0; done < n; done += STEP)
        for (size_t i = 0; i < STEP; i++) {
            at[done + i] =
                (uint32_t)(base + (size_t)__builtin_ctzll(bits | last));
            bits &= bits - 1;
        }
    return n;
}

void bc_stops_find(struct bc_stops *stops, const char *text, size_t from,
                   size_t n, char separator)
{
    size_t at = from;

    stops->n = 0;
    stops->at =
        bc_reserve(stops->at, &stops->room, n - from + STEP, sizeof *stops->at);
    for (; at + BLOCK <= n; at += BLOCK)
        stops->n += add_block(stops->at + stops->n,
                              stops_of_block(text + at, separator), at);
    for (; at < n; at++)
        if (is_stop(text[at], separator))
            stops->at[stops->n++] = (uint32_t)at;
}

void bc_stops_clear(struct bc_stops *stops)
{
    free(stops->at);
    *stops = (struct bc_stops){0};
}
