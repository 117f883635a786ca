/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_TARGET_H
#define BC_PLAN_TARGET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/finding.h"
#include "layer/layer.h"
#include "plan/condition.h"

enum bc_measure {
    BC_SHARE,
    BC_COUNT,
    BC_DISTINCT,
    BC_SUM,
    BC_MEAN,
    BC_MIN,
    BC_MAX,
    BC_CHANGE,
    BC_EACH
};
enum bc_op { BC_NO_OP, BC_GE, BC_LE, BC_EQ, BC_LT, BC_GT, BC_INFO };
enum bc_issuer_level {
    BC_ISSUER_UNKNOWN,
    BC_STATE,
    BC_PROVINCE,
    BC_CITY,
    BC_COUNTY
};

/** The figure of a target, with its printed precision. */
struct bc_target_value {
    bool given;
    bool ratio;                /* `10/11` */
    struct bc_decimal decimal; /* 90.9 has scale 1 */
    long numerator, denominator;
};

/** A row of targets.csv (DESIGN.md section 5). Texts are the layer's, "" when
 * empty. */
struct bc_target {
    const char *id, *title, *document, *clause, *issuer, *basis, *period;
    const char *scope, *layer, *where, *of, *value_text, *unit, *note;
    enum bc_issuer_level issuer_level;
    enum bc_measure measure;
    enum bc_op op;
    struct bc_target_value value;
    bc_day due; /* BC_NO_DATE when empty */
    bool yields, report;
    size_t line;
    size_t where_column, of_column; /* of the table, from 1; 0: none */
    struct bc_condition *where_condition;
    struct bc_condition *of_condition; /* share, count, each; else NULL */
};

/** Is it judged by the water of a period, not by a state at a day? */
bool bc_target_is_of_waters(const struct bc_target *target);

struct bc_targets {
    size_t n;
    struct bc_target *target;
    const char *source;
};

const char *bc_measure_name(enum bc_measure measure);
const char *bc_op_name(enum bc_op op); /* ">=", "" for none */

/**
 * The targets of a table read as the free role `targets`: only id, layer and
 * measure must be filled, ids are unique. All mistakes are errors
 * `file:line:column: what; what to do`, the column by its number and name. @p
 * table must outlive @p targets.
 */
enum bc_status bc_targets_new(const struct bc_layer *table,
                              struct bc_targets *targets, struct bc_error *err);
/** The mistakes of each row of such a table, of each cell one, and ids that
 * repeat, as findings UNREADABLE.
 * @param[out] targets  of the rows without any
 * @return how many */
size_t bc_targets_examine(const struct bc_layer *table,
                          struct bc_findings *findings,
                          struct bc_targets *targets);
/** Those stay for which @p keep is true. */
void bc_targets_keep(struct bc_targets *targets, const bool *keep);
/** What is valid, but hardly meant: a share of at least 0.8 per cent. */
void bc_targets_doubt(const struct bc_targets *targets,
                      struct bc_findings *findings);
void bc_targets_clear(struct bc_targets *targets);

/** What a reader is told it is: its title, or the id of one without. */
const char *bc_target_label(const struct bc_target *target);

#endif
