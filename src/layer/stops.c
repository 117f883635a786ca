/* SPDX-License-Identifier: MIT */
#include "layer/stops.h"

#include <stdbool.h>
#include <stdlib.h>

#ifdef __SSE2__
#include <immintrin.h>
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

/* Writes the places of @p n bits, STEP at once, as many as there are in most
 * blocks: what stands behind the last is written over by the next. */
static inline __attribute__((always_inline)) size_t
add_block(uint32_t *at, uint64_t bits, size_t n, size_t base)
{
    const uint64_t last = UINT64_C(1) << (BLOCK - 1); /* there is always one */

    for (size_t done = 0; done < n; done += STEP)
        for (size_t i = 0; i < STEP; i++) {
            at[done + i] =
                (uint32_t)(base + (size_t)__builtin_ctzll(bits | last));
            bits &= bits - 1;
        }
    return n;
}

#ifdef __SSE2__
#define BY_AVX2 __attribute__((target("avx2,bmi,popcnt")))

BY_AVX2 static uint64_t stops_of_32(const char *text, char separator)
{
    const __m256i bytes =
        _mm256_loadu_si256((const __m256i *)(const void *)text);
    __m256i found = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(separator));

    found = _mm256_or_si256(found,
                            _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\n')));
    found = _mm256_or_si256(found,
                            _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\r')));
    found =
        _mm256_or_si256(found, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')));
    found = _mm256_or_si256(found,
                            _mm256_cmpeq_epi8(bytes, _mm256_setzero_si256()));
    return (uint64_t)(unsigned)_mm256_movemask_epi8(found);
}

BY_AVX2 static size_t find_by_avx2(struct bc_stops *stops, const char *text,
                                   size_t at, size_t n, char separator)
{
    for (; at + BLOCK <= n; at += BLOCK) {
        uint64_t bits = stops_of_32(text + at, separator) |
                        stops_of_32(text + at + 32, separator) << 32;

        stops->n += add_block(stops->at + stops->n, bits,
                              (size_t)__builtin_popcountll(bits), at);
    }
    return at;
}

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
}
#else
static size_t find_by_avx2(struct bc_stops *stops, const char *text, size_t at,
                           size_t n, char separator)
{
    (void)stops;
    (void)text;
    (void)n;
    (void)separator;
    return at;
}

static bool has_avx2(void)
{
    return false;
}
#endif

static void find(struct bc_stops *stops, const char *text, size_t from,
                 size_t n, char separator, bool by_avx2)
{
    size_t at = from;

    stops->n = 0;
    stops->at =
        bc_reserve(stops->at, &stops->room, n - from + STEP, sizeof *stops->at);
    if (by_avx2)
        at = find_by_avx2(stops, text, at, n, separator);
    for (; at + BLOCK <= n; at += BLOCK) {
        uint64_t bits = stops_of_block(text + at, separator);

        stops->n += add_block(stops->at + stops->n, bits, count_bits(bits), at);
    }
    for (; at < n; at++)
        if (is_stop(text[at], separator))
            stops->at[stops->n++] = (uint32_t)at;
}

void bc_stops_find(struct bc_stops *stops, const char *text, size_t from,
                   size_t n, char separator)
{
    find(stops, text, from, n, separator, has_avx2());
}

void bc_stops_find_plainly(struct bc_stops *stops, const char *text,
                           size_t from, size_t n, char separator)
{
    find(stops, text, from, n, separator, false);
}

void bc_stops_clear(struct bc_stops *stops)
{
    free(stops->at);
    *stops = (struct bc_stops){0};
}
