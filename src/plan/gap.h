/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_GAP_H
#define BC_PLAN_GAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plan/evaluate.h"
#include "plan/target.h"
#include "plan/upstream.h"
#include "water/assess.h"
#include "water/item.h"

/*
 * What must change so that a missed target is met: the features that speak
 * against it, cheapest first, and of them the smallest set that is enough.
 *
 * A set is smallest by its number (bc_changes_needed); any of that many would
 * do, and the cheapest are named. "Cheapest" is our own choice and no
 * regulation's: of sections the fewest classes to rise, then the smallest fall
 * (oxygen: rise) in per cent of the item that is farthest off, then the code;
 * of outfalls the fewest stages that are left, then the shortest way down the
 * rivers to a section that misses its target, then the code; of anything else
 * the code. Money is not known here. Features without data are taken to stay
 * unknown.
 */

enum bc_direction_of_change {
    BC_NO_DIRECTION,
    BC_MUST_FALL,
    BC_MUST_RISE,
    BC_INTO_RANGE /* pH: between limit and high */
};
const char *bc_direction_name(enum bc_direction_of_change direction);

/** One thing about one feature. A section has a row for each item that holds
 * it back, an outfall one. What does not apply is missing, 0 or "". */
struct bc_gap {
    size_t result; /* index into results */
    size_t rank;   /* of the feature in its result, 1 the cheapest */
    bool needed;   /* in the smallest set */
    /* NULL: the figure itself, or features that the layer does not list */
    const struct bc_basis_row *feature;
    int class_no, wanted_class;
    enum bc_item item; /* BC_NO_ITEM: no item alone */
    enum bc_direction_of_change direction;
    struct bc_decimal now;         /* mean of the item, or the figure */
    struct bc_decimal limit, high; /* to be kept; high of a range alone */
    struct bc_decimal change;      /* by how much, in unit */
    struct bc_decimal percent;     /* of now, 1 decimal, rounded up */
    const char *unit;
    /* what each month left of the year may average (oxygen: must), January to
     * the end of the period being as they were read; not told when the period
     * reaches over a year, or when the points of a lake differ in their months
     */
    int n_left;
    struct bc_decimal remaining;
    bool lost; /* not even 0 in all of them would do */
    int stage, wanted_stage;
    const char *responsible;
    const char *state, *wanted; /* of other conditions: the cell now, and
                                   the condition that it must meet */
};

struct bc_gaps {
    size_t n;
    struct bc_gap *gap; /* by result, rank, item */
    struct bc_arena arena;
    size_t room;
};

/** The gaps of every result that is missed. @p gaps borrows from results,
 * targets and layers.
 * @param upstream  of the sections of the same results; NULL: no rivers */
void bc_gaps_find(const struct bc_plan_input *input,
                  const struct bc_targets *targets,
                  const struct bc_results *results,
                  const struct bc_upstream *upstream, struct bc_gaps *gaps);
void bc_gaps_clear(struct bc_gaps *gaps);

/** How far the mean of an item is from the limit of @p wanted (a class): fills
 * item, direction, now, limit, high, change, percent and unit.
 * @return false when it keeps the limit, or is not assessed */
bool bc_gap_of_item(const struct bc_judgement *judgement, enum bc_item item,
                    int wanted, struct bc_gap *gap);

#endif
