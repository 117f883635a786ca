/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_TOGETHER_H
#define BC_WATER_TOGETHER_H

/* Private to water: which rows of a long table were measured together. */

#include <stdbool.h>
#include <stddef.h>

#include "water/reading.h"

/** A row of one section and time. */
struct bc_together {
    enum bc_item item;
    struct bc_reading reading; /* or missing */
};

struct bc_together_found {
    size_t n_samples; /* at least 1; each has a value where any row has */
    bool is_doubtful; /* the rows alone do not say which belong together */
    enum bc_item doubtful[2]; /* items that vary */
};

/**
 * A row without repeats of its item is one sample with all others. Where items
 * stand more than once, the rows are several samples: one after the other, each
 * up to the row that repeats an item, or, where rows of an item stand together,
 * the first of each, the second of each ...
 *
 * When no more than one item varies, the others being there as often with the
 * same value, the samples are the same however the rows stand. Else they are
 * doubtful.
 *
 * @param in_order    false: their order says nothing; the first of each then
 *                    make a sample, which is right unless they are doubtful
 * @param[out] sample of each row, from 0; n: of none, it has no value
 */
struct bc_together_found bc_together_find(const struct bc_together *rows,
                                          size_t n, bool in_order,
                                          size_t *sample);

#endif
