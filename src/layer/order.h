/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_ORDER_H
#define BC_LAYER_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "layer/layer.h"

/**
 * As people sort codes: digits that stand together are one number, all else is
 * compared by bytes, which in UTF-8 is the order of code points: P2 < P010 <
 * P10 < Q1. Equal texts alone are equal.
 * @return below 0, 0 or above 0
 */
int bc_order_texts(const char *a, const char *b);

/**
 * The order of a layer's rows that does not depend on how they stand in their
 * file: by `code`, then `name` (bc_order_texts; missing last), then by all
 * cells, column after column in the order of their names, then by geometry.
 * Rows that are equal in all that stay as they stand, and nothing but their
 * places tells them apart.
 * @return for each row which one comes to its place, to be freed; NULL: the
 *         rows stand so already
 */
size_t *bc_order_rows(const struct bc_layer *layer);

/** Whether none of @p n texts is missing, and each stands behind the one before
 * it: then none is there twice. */
bool bc_order_ascends(const char *const *text, size_t n);

/** For comparisons: by @p order, of equals by their rows. */
static inline int bc_order_then_rows(int order, size_t left, size_t right)
{
    return order ? order : (left > right) - (left < right);
}

#endif
