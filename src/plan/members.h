/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_MEMBERS_H
#define BC_PLAN_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>

#include "layer/layer.h"
#include "plan/evaluate.h"
#include "plan/target.h"
#include "plan/waters.h"

/** A target and the layer that it speaks of, with its `where` answered. */
struct bc_subject {
    const struct bc_plan_input *input;
    const struct bc_target *target;
    const struct bc_layer *layer; /* of `waters`: the sections */
    bool is_water;                /* sections or waters */
    bool as_units;                /* looked at through judgements of waters */
    bool grouped;                 /* waters */
    bool about_class;             /* a dry section leaves n */
    bool about_target;            /* a section without target class leaves n */
    bool about_change;            /* needs the year before */
    enum bc_truth *where;         /* per row of the layer */
    enum bc_truth *of;            /* the same; NULL when as_units */
};

/** Answers `where` and `of` for every row. */
void bc_subject_init(struct bc_subject *subject,
                     const struct bc_plan_input *input,
                     const struct bc_target *target,
                     const struct bc_layer *layer);
void bc_subject_clear(struct bc_subject *subject);

/** A feature that a target looks at: `where` is true or unknown. */
struct bc_member {
    struct bc_basis_row basis;
    enum bc_truth where, of;
    bool left_out; /* dry, or without target class */
    bool at_risk;
    struct bc_decimal value;  /* of the field, with 6 decimals */
    struct bc_decimal before; /* measure change */
    const char *word;         /* measure distinct */
    struct bc_decimal class_no, meets_target, stage_no; /* how bad it is */
};

struct bc_members {
    size_t n;
    struct bc_member *member;
    size_t n_named; /* names of an IN list that no row has (measure each) */
    size_t n_without_target; /* left out for want of a target class */
};

/** The members among the rows with inside[row]. Texts that are not the
 * layer's live in @p arena. */
void bc_members_collect(const struct bc_subject *subject, const bool *inside,
                        struct bc_arena *arena, struct bc_members *members);
void bc_members_clear(struct bc_members *members);

/** Orders members worst first: class (worse first), target missed before met,
 * stage (earlier first), then code. For qsort of pointers. */
int bc_member_worse(const void *a, const void *b);

#endif
