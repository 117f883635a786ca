/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_COMPENSATION_H
#define BC_WATER_COMPENSATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/text.h"
#include "layer/layer.h"
#include "water/assess.h"
#include "water/cells.h"

/*
 * Compensation between the regions above and below a section (跨断面生态补偿).
 *
 * A section's index is the sum, or the mean, of C / S over the rule's items; S
 * is the limit of the section's target class, or of a fixed class. The change
 * of the index in % against the base, the upstream control section or an
 * earlier period, chooses a step, the step the amount in 10,000 yuan (万元;
 * above zero: received, below: paid). Ratios and indices have
 * 12 decimals; the change is rounded to 6 before it is compared, so that one of
 * exactly 10 % is 10 %.
 *
 * Each city has its own rule, so it is a table that the project carries:
 *
 *     rule,name,value,amount         one line for each of
 *     R,items,CODMn/COD/NH3N/TP,
 *     R,formula,sum,                 sum | mean
 *     R,limits,target,               target | a class 1 .. 5
 *     R,base,upstream,               upstream | before
 *     R,months,1/3/5/7/9/11,         of settlement; none: every month
 *     R,step,<=10,-100               the first that holds; `else` for the rest
 *     R,class_drop,,-50              added when the class is worse than the
 *                                    base's; empty: nothing
 *
 * The compiled-in example is Wuhan's rule of 2017 for the Yangtze
 * (武政办〔2017〕127号); its formula and S are from memory [M] and its extra
 * for a drop of the class is left empty, for its amount was not verified.
 */

struct bc_compensation_step {
    struct bc_bound bound; /* of the change in %; no relation: any change */
    struct bc_decimal amount;
};

struct bc_compensation_rule {
    const char *name;   /* borrowed from the table */
    const char *clause; /* of its items; NULL */
    bool example;       /* the compiled-in one */
    bool items[BC_N_ITEMS];
    bool mean;       /* of C / S; else the sum */
    int limit_class; /* 1..5; 0: the section's target class */
    bool before;     /* base: an earlier period; else upstream */
    bool months[12]; /* none set: every month */
    struct bc_compensation_step *steps;
    size_t n_steps;
    struct bc_decimal class_drop; /* missing: none */
};

/** The example as a table that bc_compensation_read reads; free it. */
struct bc_layer *bc_compensation_example(void);

/**
 * @param name  of the rule; NULL: the first of the table
 * @param[out] rule  its strings are those of @p table
 * @retval BC_BAD_INPUT  no such rule; a line that cannot be understood
 *                       (`file:line: ...`); no items, or no step
 */
enum bc_status bc_compensation_read(const struct bc_layer *table,
                                    const char *name,
                                    struct bc_compensation_rule *rule,
                                    struct bc_error *err);
void bc_compensation_clear(struct bc_compensation_rule *rule);

/** Why there is no amount. */
enum bc_compensation_doubt {
    BC_COMPENSATION_SURE,
    BC_COMPENSATION_MONTH,     /* no month of settlement */
    BC_COMPENSATION_DRY,       /* one of both is dry */
    BC_COMPENSATION_NO_BASE,   /* no upstream section is named, or known */
    BC_COMPENSATION_NO_LIMITS, /* no target class, or river or lake not said */
    BC_COMPENSATION_MISSING,   /* an item was not measured at one of both */
    BC_COMPENSATION_ZERO_BASE, /* the index of the base is 0 */
    BC_COMPENSATION_NO_STEP    /* no step holds */
};

/**
 * Shiyan's county rule of 2021, beside the amounts: a section complies when it
 * meets its target or, if not, when no assessed item is worse than at the
 * section where the river enters (a larger mean, DO a smaller; pH a worse
 * class).
 */
struct bc_entry_rule {
    int complies; /* 1, 0, -1: cannot be told */
    bool worse[BC_N_ITEMS];
    bool unknown[BC_N_ITEMS]; /* not measured at the entry */
};
void bc_entry_compare(const struct bc_judgement *section,
                      const struct bc_judgement *entry,
                      struct bc_entry_rule *result);

/** A row to print. */
struct bc_compensation_row {
    const char *section, *base; /* codes, borrowed; base NULL when not known.
                                   The same section for an earlier period */
    struct bc_decimal index_now, index_base; /* 6 decimals; missing */
    struct bc_decimal change_percent;        /* 6 decimals; + is worse */
    size_t step;               /* of the rule; n_steps when none */
    int class_now, class_base; /* 0: not known */
    bool class_dropped;
    struct bc_decimal amount; /* 10,000 yuan, the extra included; missing */
    enum bc_compensation_doubt doubt;
    bool missing_now[BC_N_ITEMS], missing_base[BC_N_ITEMS];
    struct bc_entry_rule entry; /* against an upstream base; else -1 */
};

/** One pair of judgements; @p row keeps its names. */
void bc_compensate(const struct bc_compensation_rule *rule,
                   const struct bc_judgement *now,
                   const struct bc_judgement *base,
                   struct bc_compensation_row *row);

/**
 * A row for each pair of a table with the columns section and upstream
 * (断面, 上游断面), by code, name or alias; for an earlier period for each
 * section of the table, or, when @p pairs is NULL, for every section.
 * @param before  the earlier period; used by rules with such a base
 * @param[out] rows  strings are those of the layers; the caller frees it
 * @retval BC_BAD_INPUT  no such columns; no pairs for a rule that needs them
 */
enum bc_status bc_compensation_rows(
    const struct bc_compensation_rule *rule,
    const struct bc_observations *observations,
    const struct bc_water_method *method, const struct bc_layer *sections,
    const struct bc_layer *pairs, const struct bc_period *period,
    const struct bc_period *before, struct bc_findings *findings,
    struct bc_compensation_row **rows, size_t *n, struct bc_error *err);

/** Why that amount, or why none, in words. */
void bc_compensation_reason(const struct bc_compensation_rule *rule,
                            const struct bc_compensation_row *row, bool chinese,
                            struct bc_text *out);
/** Where the rule is from: for every output. */
void bc_compensation_note(const struct bc_compensation_rule *rule, bool chinese,
                          struct bc_text *out);

#endif
