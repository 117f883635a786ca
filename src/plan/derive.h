/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_DERIVE_H
#define BC_PLAN_DERIVE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/finding.h"
#include "geo/join.h"
#include "layer/layer.h"
#include "water/assess.h"
#include "water/flood.h"
#include "water/risk.h"

/* The columns that targets speak of and no source holds (DESIGN.md section 5).
 * Their names are reserved. */

/** `basin`: the code of each feature's basin. */
void bc_derive_basin(struct bc_layer *layer, const struct bc_layer *basins,
                     const struct bc_join *join);

/** `in_redline` (or `in_zone`): 1 inside one or on its border, else 0. */
void bc_derive_inside(struct bc_layer *layer, const char *name,
                      const struct bc_cover *cover);

/**
 * `stage_no traced remediated accepted closed` of outfalls at @p as_of: a stage
 * whose date lies behind it is rolled back to the last one reached; where dates
 * are missing the stage stays and a finding says so. Dates out of order are
 * findings. With @p exclude_no_action an outfall that needs no action has no
 * stage (unknown to every share).
 */
void bc_derive_stages(struct bc_layer *outfalls, bc_day as_of,
                      bool exclude_no_action, struct bc_findings *findings);

/**
 * `class_no meets_target class_change deciding_change tli` of sections from
 * their judgements. @p before may be NULL.
 */
void bc_derive_classes(struct bc_layer *sections,
                       const struct bc_judgement *now,
                       const struct bc_judgement *before);

/**
 * `risk`, 1 or 0, and `risk_reason`, its reasons in words. Of a dry section,
 * and where nothing was judged and no rule holds, both are missing.
 */
void bc_derive_risk(struct bc_layer *sections,
                    const struct bc_risk_input *input);

/** `intensity` (汛期污染强度) of sections over the season's days of @p period;
 * missing where no day counts, or no limit is known. */
void bc_derive_intensity(struct bc_layer *sections,
                         const struct bc_flood *flood,
                         const struct bc_period *period);

/**
 * Keeps one row of each code: of outfalls the one with the higher stage, of
 * other roles the first. Each row left out is a finding. @return rows left out
 */
size_t bc_distinct_codes(struct bc_layer *layer, struct bc_findings *findings);

#endif
