/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_COMPARE_H
#define BC_PLAN_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "layer/layer.h"

/* What changed between two results. Only like is compared with like (the
 * 不作比较 of the bureaus' bulletins): the same items and method, periods of
 * the same months, shares of the same sections. */

enum bc_compared_kind {
    BC_COMPARED_VERDICT, /* of a target in a scope */
    BC_COMPARED_CLASS,   /* of a section */
    BC_COMPARED_STAGE,   /* of an outfall */
    BC_COMPARED_BASIN,   /* that a point belongs to */
    BC_COMPARED_FEATURE  /* there or not */
};
const char *bc_compared_kind_name(enum bc_compared_kind kind);

enum bc_compared_list {
    BC_LIST_BETTER,
    BC_LIST_WORSE,
    BC_LIST_SAME,
    BC_LIST_CHANGED, /* another basin: neither better nor worse */
    BC_LIST_ADDED,
    BC_LIST_GONE,
    BC_LIST_NOT_COMPARED /* 不作比较 */
};
const char *bc_compared_list_name(enum bc_compared_list list);
const char *bc_compared_list_name_zh(enum bc_compared_list list);

/** One result: the tables that assess writes, every cell as text. */
struct bc_compared_side {
    bool has_period;
    struct bc_period period;
    const char *items, *method; /* how they are written; "" when unknown */
    /* NULL: not there, and nothing is said of it */
    const struct bc_layer *results, *classes, *crosswalk, *outfalls;
};

struct bc_compared_row {
    enum bc_compared_kind kind;
    enum bc_compared_list list;
    const char *layer;  /* "sections"; of a verdict "targets" */
    const char *code;   /* of the feature, or the target's id */
    const char *basin;  /* of a verdict its scope; "" */
    const char *before; /* "missed (2/4)", "Ⅳ" ... ; "" when there is none */
    const char *after;
    const char *reason; /* why it is not compared; "" */
};

struct bc_comparison {
    size_t n, room;
    struct bc_compared_row *row; /* by list, then kind, then as in the tables */
    struct bc_arena arena;
};

/**
 * @param any_months  periods of other months of the year (but as many) are
 *                    compared too: a month with the one before it
 */
void bc_compare(const struct bc_compared_side *old_side,
                const struct bc_compared_side *new_side, bool any_months,
                struct bc_comparison *comparison);
void bc_comparison_clear(struct bc_comparison *comparison);

/** Why nothing that rests on water is compared; NULL when it is. */
const char *bc_compare_unlike(const struct bc_compared_side *old_side,
                              const struct bc_compared_side *new_side,
                              bool any_months);

#endif
