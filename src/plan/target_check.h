/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_TARGET_CHECK_H
#define BC_PLAN_TARGET_CHECK_H

#include "plan/evaluate.h"

/**
 * Whether every target's conditions and field can be asked of its layer: names
 * that neither the layer, its role nor a computed column has, and fields of
 * words where numbers are needed, are BC_BAD_INPUT with line and column. A
 * target whose layer the project lacks is left alone.
 */
enum bc_status bc_targets_check(const struct bc_plan_input *input,
                                const struct bc_targets *targets,
                                struct bc_error *err);

/** The same, as a finding UNREADABLE for each target of which it is not so;
 * the others stay. */
void bc_targets_check_each(const struct bc_plan_input *input,
                           struct bc_targets *targets,
                           struct bc_findings *findings);

/** Of targets that are not evaluated: layers whose name is nearly another. */
void bc_targets_note_layers(const struct bc_plan_input *input,
                            const struct bc_targets *targets,
                            struct bc_findings *findings);

/** Whether the target computes with the numbers of its field `of`. */
bool bc_target_computes(const struct bc_target *target);
/** Whether such a cell is a number. */
bool bc_target_is_number(const char *cell);

#endif
