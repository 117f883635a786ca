/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_MONTH_MEANS_H
#define BC_WATER_MONTH_MEANS_H

#include <stddef.h>

#include "base/error.h"
#include "layer/layer.h"
#include "water/names.h"
#include "water/observation.h"

/*
 * What a run knew of the water, month by month, as a later run reads it in
 * place of the observations: means.csv of a result. `exact_sum` is the sum of
 * the n_samples samples as water/mean.h counts them, so nothing is rounded on
 * the way: both runs judge the same.
 */
#define BC_MONTH_MEANS_SECTION "section" /* code, or name without one */
#define BC_MONTH_MEANS_MONTH "month"     /* 2020-04 */
#define BC_MONTH_MEANS_ITEM "item"       /* bc_item_symbol */
#define BC_MONTH_MEANS_MEAN "mean"       /* for readers */
#define BC_MONTH_MEANS_UNIT "unit"
#define BC_MONTH_MEANS_SAMPLES "n_samples"
#define BC_MONTH_MEANS_LIMIT "detection_limit" /* highest; "" for none */
#define BC_MONTH_MEANS_SUM "exact_sum"

/**
 * Puts the months of the sections that @p rows knows (by the text of their
 * cell) into finished observations; rows of others are passed over.
 *
 * @retval BC_BAD_INPUT  a column is missing, a cell is not what it must be
 */
enum bc_status bc_month_means_take(const struct bc_layer *table,
                                   const struct bc_names *rows,
                                   struct bc_observations *observations,
                                   struct bc_error *err);

#endif
