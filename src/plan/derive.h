/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_DERIVE_H
#define BC_PLAN_DERIVE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/finding.h"
#include "geo/buffer.h"
#include "geo/cover.h"
#include "geo/join.h"
#include "geo/near.h"
#include "geo/network.h"
#include "geo/waterside.h"
#include "layer/layer.h"
#include "water/assess.h"
#include "water/flood.h"
#include "water/risk.h"

/* The columns that targets speak of and no source holds (DESIGN.md section 5).
 * Their names are reserved. */

/** `basin`: the code of each feature's basin. */
void bc_derive_basin(struct bc_layer *layer, const struct bc_layer *basins,
                     const struct bc_join *join);

/** `in_redline`: 1 inside one or on its border, else 0. */
void bc_derive_inside(struct bc_layer *layer, const char *name,
                      const struct bc_cover *cover);

/** The strictest grade (key `grade`: 一级, 二级, 准) of the zones that cover a
 * feature; NULL when none does. */
const char *bc_zone_grade(const struct bc_layer *zones,
                          const struct bc_cover *cover, size_t row);

/** `in_zone`: bc_zone_grade, or 区外 outside all. */
void bc_derive_zones(struct bc_layer *layer, const struct bc_layer *zones,
                     const struct bc_cover *cover);

/** The smallest of the distances that reaches @p distance_m, 0 when that is 0;
 * NAN when none does. */
double bc_buffer_of(const struct bc_distances *buffers, double distance_m);

/**
 * `redline_near`, `redline_distance_m`, `redline_buffer_m`: the nearest red
 * line, how far it is and the smallest buffer that holds the feature (0:
 * inside); missing beyond all buffers.
 */
void bc_derive_near(struct bc_layer *layer, const struct bc_layer *redlines,
                    const struct bc_near *near,
                    const struct bc_distances *buffers);

/** Adds `nearest_water` (its name, else its code) and `nearest_water_m`, empty
 * without one. @param near  one for each row */
void bc_derive_waters(struct bc_layer *layer, const struct bc_near_water *near);

/** Adds `next_section`, the code of the section that the water of a point comes
 * to first, and `next_section_km` along the rivers; empty where it comes to
 * none, or the point stands on no river. */
void bc_derive_next_section(struct bc_layer *layer, enum bc_mark_kind kind,
                            const struct bc_layer *sections,
                            const struct bc_network *network);

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
/** The same columns filled once more, from other judgements. */
void bc_derive_classes_again(struct bc_layer *sections,
                             const struct bc_judgement *now,
                             const struct bc_judgement *before);
/** Their names. */
enum { BC_N_CLASS_COLUMNS = 5 };
extern const char *const bc_class_columns[BC_N_CLASS_COLUMNS];

/**
 * `risk`, 1 or 0, and `risk_reason`, its reasons in words (`risk_reason_en`: in
 * English). Of a dry section, and where nothing was judged and no rule holds,
 * they are missing.
 */
void bc_derive_risk(struct bc_layer *sections,
                    const struct bc_risk_input *input);

/** `intensity` (汛期污染强度) of sections over the season's days of @p period;
 * missing where no day counts, or no limit is known. */
void bc_derive_intensity(struct bc_layer *sections,
                         const struct bc_flood *flood,
                         const struct bc_period *period);

/**
 * Keeps one row of each code: of outfalls the one with the higher stage, then
 * the one with more filled cells, then the first, which in layers that are in
 * order (layer/order.h) is the same wherever the rows stand. Each row left out
 * is a finding. @return rows left out
 */
size_t bc_distinct_codes(struct bc_layer *layer, struct bc_findings *findings);

#endif
