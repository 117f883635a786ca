/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_LACK_H
#define BC_WATER_LACK_H

#include "base/finding.h"
#include "layer/layer.h"
#include "water/judge.h"
#include "water/observation.h"

/**
 * Tells what keeps the judgement of a section from being whole: no data, items
 * or months that are missing, detection limits too high, no target, a class in
 * the table that the observations contradict.
 * @param sections  NULL: @p section is a number of @p observations
 * @param means     of the period, by item
 */
void bc_lacks_tell(struct bc_findings *findings,
                   const struct bc_observations *observations,
                   const struct bc_water_method *method,
                   const struct bc_layer *sections, size_t section,
                   const struct bc_period *period, const struct bc_mean *means,
                   const struct bc_judgement *judgement);
/** Of that alone what does not hang on the observations: the target class. */
void bc_lacks_tell_target(struct bc_findings *findings,
                          const struct bc_layer *sections, size_t section,
                          const struct bc_judgement *judgement);

#endif
