/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_CONDITION_H
#define BC_PLAN_CONDITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "layer/layer.h"

/** Three-valued logic: NULL compared is unknown. */
enum bc_truth { BC_FALSE, BC_TRUE, BC_UNKNOWN };

/**
 * A condition of targets.csv or of a role's `where`:
 * `= <> < <= > >= AND OR NOT IN BETWEEN LIKE IS [NOT] NULL`, parentheses,
 * exact decimals, 'text' case-sensitive, bare or "quoted" names.
 */
struct bc_condition;

/** An empty text is a condition that is always true. The message names the
 * character (1-based) where it cannot be understood. */
enum bc_status bc_condition_parse(const char *text,
                                  struct bc_condition **condition,
                                  struct bc_error *err);
void bc_condition_free(struct bc_condition *condition);

/**
 * Are all its columns there? `no column 'stge' in outfalls; did you mean
 * 'stage'?` Derived names (DESIGN.md section 5) count as there when
 * @p derived (ends with NULL) lists them.
 */
enum bc_status bc_condition_check(const struct bc_condition *condition,
                                  const struct bc_layer *layer,
                                  const char *const *derived,
                                  struct bc_error *err);

/** Literals of set columns (level, city) pass the alias tables (国控 = 国考).
 */
enum bc_truth bc_condition_test(const struct bc_condition *condition,
                                const struct bc_layer *layer, size_t row);

/** As bc_condition_test for every row: names are looked up once.
 * @param[out] truth  n_features */
void bc_condition_select(const struct bc_condition *condition,
                         const struct bc_layer *layer, enum bc_truth *truth);

/**
 * Which rows a `where` selects: an empty cell leaves a row out, as in SQL. A
 * row is unknown when it may be selected once an unknown word is mended, or a
 * class or stage is known.
 */
void bc_condition_belong(const struct bc_condition *condition,
                         const struct bc_layer *layer, enum bc_truth *truth);

/** The column that a name of a condition means: a derived column goes before a
 * key field of the same name (its name is reserved), then as
 * bc_layer_find. */
size_t bc_condition_column(const struct bc_layer *layer, const char *name);

/** Is the column a set (level, city, basin, region): cells split at `/ 、 ;`?
 */
bool bc_condition_is_set(const struct bc_layer *layer, const char *name);

/** The word list that a column speaks, or NULL. */
const char *bc_condition_words(const struct bc_layer *layer, const char *name);

/** Calls @p visit with each column name used. */
void bc_condition_columns(const struct bc_condition *condition,
                          void (*visit)(const char *name, void *context),
                          void *context);
/** Told of a text that a condition compares with, and no cell of the column is.
 * @param like  a cell that differs in case, width or blanks alone; NULL: none
 */
typedef void bc_strange_visit(void *context, const char *name,
                              const char *literal, const char *like);
/** The texts behind `=`, `<>` and IN that no row of a layer with rows has, of
 * columns that have no list of words (there they are errors). */
void bc_condition_strange(const struct bc_condition *condition,
                          const struct bc_layer *layer, bc_strange_visit *visit,
                          void *context);

/** Is it one comparison `name relation literal`, not negated? @p relation is
 * "<=" and its like. Borrowed. */
bool bc_condition_single(const struct bc_condition *condition,
                         const char **name, const char **relation,
                         const char **literal);

/** The literals of the `name IN (...)` number @p which (0 is the first) that
 * is not negated, for `each`. Borrowed.
 * @return how many; 0 when there is no such list */
size_t bc_condition_in_list(const struct bc_condition *condition, size_t which,
                            const char **name, const char *const **literals);

#endif
