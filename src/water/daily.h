/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_DAILY_H
#define BC_WATER_DAILY_H

#include <stdbool.h>

#include "base/date.h"
#include "water/observation.h"

/**
 * Means of the days of a short period, for curves and for no verdict: memory
 * grows with sections x items x days of it, and rows outside it leave no
 * trace.
 */
struct bc_daily;

struct bc_daily *bc_daily_new(const struct bc_period *period);
void bc_daily_free(struct bc_daily *daily); /* accepts NULL */
/** First and last day of the period that any section was sampled on; false when
 * there is none. */
bool bc_daily_span(const struct bc_daily *daily, bc_day *first, bc_day *last);

/** For `keep` of bc_observation_options; @p daily is a struct bc_daily. */
void bc_daily_keep(void *daily, const struct bc_day_sample *sample);

/** Of one day; n is 0 where there is none. Days
 * without automatic samples are left out where the item has any: as in the
 * means of months, automatic samples win. See bc_mean_value. */
struct bc_mean bc_daily_mean(const struct bc_daily *daily, size_t section,
                             enum bc_item item, bc_day day);

#endif
