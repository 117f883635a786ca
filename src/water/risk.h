/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_RISK_H
#define BC_WATER_RISK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/finding.h"
#include "base/text.h"
#include "layer/layer.h"
#include "water/assess.h"
#include "water/observation.h"

/*
 * 未达标 and 反弹风险 sections. No public national formula was found; the rules
 * and all their thresholds are from memory, and parameters:
 *   (a) the section fails its target class now (without one: class III), or
 *   (b) an item of the set lies near the limit of that class, or
 *   (c) the class is worse than in the period before, or
 *   (d) it failed in several of the last twelve months.
 * (a) is 未达标, the others without it are 反弹风险.
 */

/** The thresholds. */
struct bc_risk_rule {
    struct bc_decimal limit;  /* 0.9: mean at or above this part of the limit */
    struct bc_decimal oxygen; /* 1.1: dissolved oxygen at or below this part */
    int months_over; /* 2: so many of the months are a risk; 0: never */
    int months;      /* 12: the months that end with the period */
};
struct bc_risk_rule bc_risk_rule_default(void);
/** `2/12`: 2 of 12 months, 120 at most; false when it is none. */
bool bc_risk_set_months(struct bc_risk_rule *rule, const char *text);
/** The thresholds in words, and that they are from memory. */
void bc_risk_rule_text(const struct bc_risk_rule *rule, bool chinese,
                       struct bc_text *out);

/* ---- the list ---- */

enum bc_risk {
    BC_RISK_UNKNOWN, /* nothing judged, and no rule holds */
    BC_RISK_NONE,
    BC_RISK_REBOUND, /* 反弹风险 */
    BC_RISK_FAILING  /* 未达标 */
};
const char *bc_risk_name(enum bc_risk risk); /* 未达标, 反弹风险, "" for none */
const char *bc_risk_name_en(enum bc_risk risk);

enum bc_risk_reason {
    BC_RISK_FAILS = 1,  /* (a) */
    BC_RISK_NEAR = 2,   /* (b) */
    BC_RISK_WORSE = 4,  /* (c) */
    BC_RISK_MONTHS = 8, /* (d) */
    BC_RISK_LISTED = 16 /* on the list that was given */
};

struct bc_risk_input {
    struct bc_risk_rule rule;
    const struct bc_judgement *now, *before; /* [row]; before may be NULL */
    const struct bc_period *period;          /* of now */
    const struct bc_water_method *method;
    const struct bc_observations *observations; /* NULL: no rule (d) */
    const struct bc_layer *sections;            /* NULL: of observations */
    size_t n_sections;
    const bool *listed; /* [row]: the list that stands in place of the rules;
                           NULL: there is none */
};
struct bc_risk_row {
    size_t section;
    enum bc_risk risk;
    unsigned reasons; /* BC_RISK_FAILS ...; of a listed section all that hold */
    const struct bc_judgement *now; /* borrowed */
    int class_before;               /* 0 when there is none */
    int kept_class;                 /* that it must keep: its target, else 3 */
    unsigned char item[BC_N_ITEMS]; /* for which of the reasons it stands */
    int n_over, n_months;           /* months that failed, of those judged */
};

/**
 * One section. With a list, a section on it is at risk, 未达标 when it fails
 * now, and one that is not is no risk.
 */
struct bc_risk_row bc_risk_of_section(const struct bc_risk_input *input,
                                      size_t section);
/** Several points as one water, of which @p now and @p before (may be NULL) are
 * the judgements: at risk by a list when one of the points is on it. */
struct bc_risk_row bc_risk_of_group(const struct bc_risk_input *input,
                                    const size_t *rows, size_t n_rows,
                                    const struct bc_judgement *now,
                                    const struct bc_judgement *before);

/**
 * The sections at risk: failing ones first, else in the order of the rows; dry
 * ones are not among them.
 *
 * @param[out] rows       the caller frees it with free()
 * @param[out] n_unknown  sections of which it cannot be told; NULL: not asked
 * @return how many are at risk
 */
size_t bc_risk_list(const struct bc_risk_input *input,
                    struct bc_risk_row **rows, size_t *n_unknown);

/**
 * The sections on a list: a table with a column 断面 (code, name or alias).
 * A row that names no section is a finding.
 * @param observations  whose sections are meant when @p sections is NULL
 * @param[out] listed  [section]; the caller frees it with free()
 * @retval BC_BAD_INPUT  no such column
 */
enum bc_status bc_risk_read_list(const struct bc_layer *table,
                                 const struct bc_layer *sections,
                                 const struct bc_observations *observations,
                                 struct bc_findings *findings, bool **listed,
                                 struct bc_error *err);

/** The items of one reason, `总磷;氨氮` or `TP;NH3N`. */
void bc_risk_items(const struct bc_risk_row *row, enum bc_risk_reason reason,
                   bool chinese, struct bc_text *out);

/** The reasons in words: `未达Ⅲ类：总磷；近期12个月中3个月未达：总磷、氨氮`, or
 * `fails class Ⅲ: TP; 3 of the last 12 months with data failed: TP, NH3N`. */
void bc_risk_text(const struct bc_risk_row *row, bool chinese,
                  struct bc_text *out);

#endif
