/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_WHAT_IF_H
#define BC_PLAN_WHAT_IF_H

#include <stddef.h>

#include "base/date.h"
#include "base/error.h"
#include "layer/layer.h"
#include "water/observation.h"

/*
 * What if: a table of `feature, field, value` (对象, 字段, 新值), and `layer`
 * (图层) where a feature stands in several. A feature is a code, name or alias,
 * or the name of a lake or reservoir, which means each of its points (for an
 * item: each that was sampled). A field
 * is a column of the layer, or of sections an item: its mean over the period is
 * then the value. Words (stages, states) may be written as anywhere else; a new
 * stage empties the dates of the row's stages, which might roll it back.
 * Mistakes are errors `file:line: what; what to do`.
 */

/** Sets the cells that the table names; items are checked and left for
 * bc_what_if_means. */
enum bc_status bc_what_if_cells(const struct bc_layer *table,
                                struct bc_layer *const *layers, size_t n_layers,
                                struct bc_error *err);

/** Sets the means of items: each month of @p period then holds samples of the
 * value alone, as many as it had, @p min_samples at least. */
enum bc_status bc_what_if_means(const struct bc_layer *table,
                                struct bc_layer *const *layers, size_t n_layers,
                                const struct bc_period *period, int min_samples,
                                struct bc_observations *observations,
                                struct bc_error *err);

#endif
