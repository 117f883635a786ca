/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_TREE_H
#define BC_BASE_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/error.h"

/**
 * A YAML document (libyaml) as a tree whose nodes know where they stand.
 * Strict: one document, no aliases, anchors or tags, no key twice, UTF-8,
 * at most 64 levels. Scalars are text; the functions below are the one place
 * that makes numbers and flags of them. Every message starts
 * `file:line:column: `.
 */
enum bc_node_kind { BC_SCALAR, BC_LIST, BC_MAP };

struct bc_node {
    enum bc_node_kind kind;
    int line, column; /* 1-based */
    const char *file;
    const char *key; /* of a map's child, else NULL */
    int key_line, key_column;
    const char *text; /* of a scalar */
    bool quoted;
    size_t n_children;
    struct bc_node *children; /* items, or values with their keys */
    struct bc_tree *tree;     /* that keeps what is wrong at it */
};

struct bc_tree;
enum bc_status bc_tree_parse(const char *file, const char *bytes, size_t n,
                             struct bc_tree **tree, struct bc_error *err);
void bc_tree_free(struct bc_tree *tree);
const struct bc_node *bc_tree_root(const struct bc_tree *tree);
/** The message of each bc_node_error() at the tree's nodes, in their order: who
 * reads goes on behind the first, so that all are told at once. */
size_t bc_tree_n_faults(const struct bc_tree *tree); /* NULL: 0 */
const char *bc_tree_fault(const struct bc_tree *tree, size_t i);
/** The key of the root, a map, in which it lies; NULL: before the first. */
const char *bc_tree_fault_key(const struct bc_tree *tree, size_t i);

/** The child of a map, or NULL. */
const struct bc_node *bc_node_get(const struct bc_node *map, const char *key);

/** An error at a node: `file:line:column: ` goes in front. Its tree keeps the
 * message. */
enum bc_status bc_node_error(const struct bc_node *node, struct bc_error *err,
                             const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** @p keys ends with NULL. Each unknown key is an error with a suggestion; the
 * first one is returned. */
enum bc_status bc_node_check_keys(const struct bc_node *map,
                                  const char *const *keys,
                                  struct bc_error *err);
enum bc_status bc_node_expect(const struct bc_node *node,
                              enum bc_node_kind kind, struct bc_error *err);

/* The checked scalar parser: what is not wholly of the kind is an error that
 * says what was expected (`090`, `1,5`, `90.9%`, `maybe` are refused). */
enum bc_status bc_node_decimal(const struct bc_node *node,
                               struct bc_decimal *value, struct bc_error *err);
/* `1%`, as percent; the sign is not left out, so that 0.01 is not doubtful. */
enum bc_status bc_node_percent(const struct bc_node *node,
                               struct bc_decimal *value, struct bc_error *err);
enum bc_status bc_node_integer(const struct bc_node *node, int64_t low,
                               int64_t high, int64_t *value,
                               struct bc_error *err);
enum bc_status bc_node_flag(const struct bc_node *node, bool *value,
                            struct bc_error *err); /* true false yes no */
enum bc_status bc_node_date(const struct bc_node *node, bc_day *day,
                            struct bc_error *err);
enum bc_status bc_node_period(const struct bc_node *node,
                              struct bc_period *period, struct bc_error *err);
/** A text that is not empty; as long as the tree lives. */
enum bc_status bc_node_text(const struct bc_node *node, const char **text,
                            struct bc_error *err);
/** Index into @p words (ends with NULL); unknown: error with a suggestion. */
enum bc_status bc_node_choice(const struct bc_node *node,
                              const char *const *words, int *choice,
                              struct bc_error *err);

#endif
