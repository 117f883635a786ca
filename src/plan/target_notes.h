/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_TARGET_NOTES_H
#define BC_PLAN_TARGET_NOTES_H

#include "plan/members.h"
#include "plan/scope.h"

/* Findings about rows of targets that are no mistakes for certain, but say
 * less than was probably meant. */
struct bc_target_notes {
    const struct bc_plan_input *input;
    const struct bc_targets *targets;
    struct bc_findings *findings;
};

/** A layer that the project lacks and whose name is nearly one that it has. */
void bc_target_note_layer(const struct bc_target_notes *notes,
                          const struct bc_target *target);
/** Basins and regions that nobody knows. */
void bc_target_note_scope(const struct bc_target_notes *notes,
                          const struct bc_target *target,
                          const struct bc_scope *scope);
/** A period of its own that is not what was judged. */
void bc_target_note_period(const struct bc_target_notes *notes,
                           const struct bc_target *target);
/** A scope that was named and holds no row of the layer: @p inside, a flag a
 * row, as bc_scope_rows gives it with @p reason. */
void bc_target_note_rows(const struct bc_target_notes *notes,
                         const struct bc_target *target,
                         const struct bc_scope *scope,
                         const struct bc_layer *layer, enum bc_reason reason,
                         const bool *inside);
/** Cells that are no number in the column that the target computes with; told
 * by the first target that does. */
void bc_target_note_numbers(const struct bc_target_notes *notes, size_t index,
                            const struct bc_layer *layer);
/** A `where` that no row fulfils, and values that no row has. */
void bc_target_note_words(const struct bc_target_notes *notes,
                          const struct bc_subject *subject);

#endif
