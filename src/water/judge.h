/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_JUDGE_H
#define BC_WATER_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/text.h"
#include "water/item.h"
#include "water/method.h"
#include "water/standard.h"
#include "water/trophic.h"

/** One item of a judgement. */
struct bc_item_result {
    struct bc_decimal mean; /* missing when not measured (often enough) */
    double exact;           /* the mean before rounding, of those items that
                               bc_judgement_needs_exact names; NaN when missing */
    int class_no;           /* 0 when not measured or without limits */
    struct bc_decimal
        over_iii; /* C/limit III - 1, 1 decimal, or the first that is not 0 */
    struct bc_decimal over_target; /* against the section's own target class */
    size_t n_samples;
    struct bc_decimal detection_limit; /* highest of non-detects; missing */
    bool assessed;                     /* in the set, and its class is known */
    bool misses_target; /* assessed, and over the limit of the target class */
};

/**
 * The judgement of a section, or of a group of points as one water, over a
 * period: GB 3838-2002 single-factor method on period means
 * (环办〔2011〕22号), TN beside it and never in it.
 */
struct bc_judgement {
    enum bc_water water;
    int class_no;      /* 1..6; 0 when it cannot be told */
    int class_tn;      /* lakes and reservoirs; 0 when not measured */
    int target_class;  /* 0 when it has none */
    int meets_target;  /* 1, 0, or -1 unknown (no class, or no target) */
    uint64_t assessed; /* those items that are, a bit each */
    size_t n_assessed, n_missing; /* of the evaluation set */
    size_t n_samples;             /* most samples of any item of the set */
    size_t n_points;              /* that have data, for a group */
    enum bc_item
        deciding; /* decides the class: largest C/limit III; BC_NO_ITEM */
    enum bc_item main_pollutant[3]; /* only when worse than III; BC_NO_ITEM */
    bool metals_first;              /* as the method said */
    struct bc_decimal tli; /* 4 decimals; missing without chlorophyll a, unless
                              the method asks for it */
    struct bc_decimal tli_part[BC_TLI_N_PARTS]; /* those that it is made of */
    const char *trophic_state;                  /* 贫营养 ... or NULL */
    struct bc_item_result item[BC_N_ITEMS];
};

/** Whether the trophic state rests on the mean of an item before rounding: of
 * lakes and reservoirs, by the judgement's water. */
bool bc_judgement_needs_exact(const struct bc_judgement *judgement,
                              enum bc_item item);

/**
 * Judges means: everything of @p judgement that follows from water,
 * target_class and, of each item, mean, exact, n_samples and detection_limit.
 */
void bc_judge(const struct bc_water_method *method,
              struct bc_judgement *judgement);

/** `Pb;TP`: the items of the set that were measured with a detection limit
 * above the limit of class III, or of the target class, and cannot be judged by
 * it. */
void bc_judgement_blind_items(const struct bc_water_method *method,
                              const struct bc_judgement *judgement,
                              struct bc_text *items);

/** No item measured, nothing told. */
void bc_judgement_init(struct bc_judgement *judgement);

/** `总磷(0.4);氨氮(0.2)`: multiples of class III of the main pollutants, or of
 * the target class of every item that misses it. */
void bc_judgement_pollutants(const struct bc_judgement *judgement,
                             bool of_target, struct bc_text *out);

/** `叶绿素a(50.0061);总磷(45.7093)`: the indices that the TLI is made of. */
void bc_judgement_tli_parts(const struct bc_judgement *judgement,
                            struct bc_text *out);

/**
 * % change of the mean of the item that decides the class now against before:
 * + is worse (DO reversed); missing when either is not known, and for pH, which
 * has no worse direction. Six decimals.
 */
struct bc_decimal bc_deciding_change(const struct bc_judgement *now,
                                     const struct bc_judgement *before);

/** Whether the detection limit lets nobody say if @p class_no is met. */
bool bc_item_result_is_blind(const struct bc_item_result *result,
                             const struct bc_limits *limits, int class_no);

#endif
