/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_ASSESS_H
#define BC_WATER_ASSESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/finding.h"
#include "layer/layer.h"
#include "water/judge.h"
#include "water/method.h"
#include "water/observation.h"

/**
 * The set of some sections, `5+X` with X named: every other item of the 21 of
 * which some month's mean was over class III, or over the target class where
 * that is I or II, from January of the year before to the end of @p period
 * (环办监测函〔2020〕714号; the "5", and which months count, from memory).
 * @p own is @p method where it has no X.
 */
void bc_water_method_resolve(const struct bc_observations *observations,
                             const struct bc_water_method *method,
                             const struct bc_layer *sections,
                             const size_t *rows, size_t n_rows,
                             const struct bc_period *period,
                             struct bc_water_method *own);
/** The months that a judgement of @p period looks at: those of X as well. */
struct bc_period bc_water_method_span(const struct bc_water_method *method,
                                      const struct bc_period *period);

/**
 * A section row of `sections` over @p period. An item needs
 * `min_months` months of `min_samples_month` samples; an item with a detection
 * limit above its class III limit is not judged, and where it lies above the
 * limit of the target, it is unknown whether the target is met.
 *
 * @param observations  NULL: the class is the `class` of the section, taken as
 *                      it is
 * @param sections      NULL: @p section is a number of @p observations, its
 *                      water that of the method
 */
void bc_assess_section(const struct bc_observations *observations,
                       const struct bc_water_method *method,
                       const struct bc_layer *sections, size_t section,
                       const struct bc_period *period,
                       struct bc_findings *findings /* NULL: silent */,
                       struct bc_judgement *judgement);

/**
 * Several points as one water: mean of each point over time first, then the
 * mean over the points that have data (22号, lakes). target_class is that of
 * the points when they agree, else 0; water is that of the first that has one.
 */
void bc_assess_group(const struct bc_observations *observations,
                     const struct bc_water_method *method,
                     const struct bc_layer *sections, const size_t *rows,
                     size_t n_rows, const struct bc_period *period,
                     struct bc_judgement *judgement);

/**
 * Several waters as one: the mean over the waters, each the mean over its
 * points as in bc_assess_group. Water w has the next @p n_of[w] of @p rows;
 * all are rivers, or all are lakes. There is no target.
 */
void bc_assess_waters(const struct bc_observations *observations,
                      const struct bc_water_method *method,
                      const struct bc_layer *sections, const size_t *rows,
                      const size_t *n_of, size_t n_waters,
                      const struct bc_period *period,
                      struct bc_judgement *judgement);

#endif
