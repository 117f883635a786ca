/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_RESAMPLE_H
#define BC_WATER_RESAMPLE_H

#include <stddef.h>

#include "base/date.h"
#include "base/random.h"
#include "water/observation.h"

/**
 * Block bootstrap of observations: of each section, month and kind of sample
 * (automatic or not) as many days as it has are drawn with replacement, and
 * each drawn day brings all its samples of all items along. A day is the block
 * because samples of four hours resemble their neighbours, and items of one day
 * each other. (Bootstrap: Efron 1979; blocks for dependent data: Künsch 1989;
 * from memory.)
 *
 * What it leaves out: days resemble the days around them as well, sections each
 * other, and the analysis errs; so the true spread is rather wider. A month
 * with one day cannot vary. An item of which the drawn days hold too few
 * samples for the month to count keeps the samples that were measured.
 *
 * Memory grows with sections x days x items, so days are kept only when asked
 * for. Sums are integers: a draw is exact, and so is the way back.
 */
struct bc_resample;

struct bc_resample *bc_resample_new(void);
void bc_resample_free(struct bc_resample *resample);

/** For `keep` of bc_observation_options; @p resample is a struct bc_resample.
 */
void bc_resample_keep(void *resample, const struct bc_day_sample *sample);

/** Puts drawn samples in place of those measured. @p observations are finished,
 * and those that @p resample was told of.
 * @param min_samples  that a month needs to count (bc_observations_mean) */
void bc_resample_draw(struct bc_resample *resample, struct bc_random *random,
                      int min_samples, struct bc_observations *observations);
/** Puts back what was measured. */
void bc_resample_restore(struct bc_resample *resample,
                         struct bc_observations *observations);

/** Adds the months of @p period in which the section was sampled, and those of
 * them that have but one day, which cannot vary. */
void bc_resample_months(struct bc_resample *resample, size_t section,
                        const struct bc_period *period, size_t *n_months,
                        size_t *n_one_day);

#endif
