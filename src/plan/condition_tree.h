/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_CONDITION_TREE_H
#define BC_PLAN_CONDITION_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/decimal.h"
#include "base/memory.h"

/* What the parser makes of a condition, for condition.c alone. */

enum bc_operand_kind { BC_OPERAND_NAME, BC_OPERAND_TEXT, BC_OPERAND_NUMBER };

/** A name, a 'text' or a number. */
struct bc_operand {
    enum bc_operand_kind kind;
    const char *text; /* the name, the text, or the number as written */
    struct bc_decimal number;
    size_t index; /* a name: into names; else the number of the literal */
};

enum bc_relation {
    BC_EQUAL,
    BC_NOT_EQUAL,
    BC_LESS,
    BC_LESS_EQUAL,
    BC_GREATER,
    BC_GREATER_EQUAL
};

enum bc_term_kind {
    BC_TERM_AND,
    BC_TERM_OR,
    BC_TERM_COMPARE, /* operand[0] relation operand[1] */
    BC_TERM_IN,      /* operand[0] among the others */
    BC_TERM_BETWEEN, /* operand[0] between [1] and [2], both inside */
    BC_TERM_LIKE,    /* operand[1] is the pattern */
    BC_TERM_NULL     /* operand[0] is missing */
};

/** AND and OR hold a list of terms, so that a long chain is not deep. */
struct bc_term {
    enum bc_term_kind kind;
    bool negated;
    enum bc_relation relation;
    size_t n_operands;
    struct bc_operand *operands;
    struct bc_term *first, *next; /* children; sibling */
};

/** A `name IN (...)` that is not negated. */
struct bc_in_list {
    const char *name;
    const char **literals;
    size_t n;
};

struct bc_condition {
    struct bc_arena arena;
    struct bc_term *root; /* NULL: always true */
    size_t n_names;
    const char **names;
    size_t n_literals;
    size_t n_in_lists;
    struct bc_in_list *in_lists;
};

#endif
