/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_STOPS_H
#define BC_LAYER_STOPS_H

#include <stddef.h>
#include <stdint.h>

/**
 * Where the bytes of a text stand that end a plain run of it: the separator, a
 * line end, a quote or a NUL. Start it as `{0}`.
 */
struct bc_stops {
    uint32_t *at;
    size_t n, room;
};

/** Finds those from @p from on, to byte @p n of @p text, which is below 4 GiB;
 * those found before are forgotten. */
void bc_stops_find(struct bc_stops *stops, const char *text, size_t from,
                   size_t n, char separator);

/** The same as on a processor without AVX2, for the tests. */
void bc_stops_find_plainly(struct bc_stops *stops, const char *text,
                           size_t from, size_t n, char separator);
void bc_stops_clear(struct bc_stops *stops);

#endif
