/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_ASSESS_H
#define BC_WATER_ASSESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/finding.h"
#include "layer/layer.h"
#include "water/item.h"
#include "water/observation.h"
#include "water/standard.h"

/** The parameters of the judgement: `method` of the project file. */
struct bc_water_method {
    bool items[BC_N_ITEMS];     /* the evaluation set; `21` by default */
    size_t n_items;
    bool round;                 /* rule 82 (default) or none */
    int min_samples_month;      /* 1 */
    int min_months;             /* 0: two thirds of the period, rounded up */
};
struct bc_water_method bc_water_method_default(void);

/** One item of a judgement. */
struct bc_item_result {
    struct bc_decimal mean; /* missing when not measured */
    int class_no;           /* 0 when not measured or without limits */
    struct bc_decimal over_iii;    /* C/limit III - 1, 1 decimal; missing if none */
    struct bc_decimal over_target; /* against the section's own target class */
    size_t n_samples;
};

/**
 * The judgement of a section, or of a group of points as one water, over a
 * period: GB 3838-2002 single-factor method on period means
 * (环办〔2011〕22号), TN beside it and never in it.
 */
struct bc_judgement {
    enum bc_water water;
    int class_no; /* 1..6; 0 when it cannot be told */
    int class_tn; /* lakes and reservoirs; 0 when not measured */
    int target_class; /* 0 when it has none */
    int meets_target; /* 1, 0, or -1 unknown (no class, or no target) */
    struct bc_item_result item[BC_N_ITEMS];
    size_t n_assessed, n_missing; /* of the evaluation set */
    size_t n_samples;  /* most samples of any item of the set */
    size_t n_points;   /* that have data, for a group */
    enum bc_item deciding; /* decides the class: largest C/limit III; BC_NO_ITEM */
    enum bc_item main_pollutant[3]; /* only when worse than III; BC_NO_ITEM */
    struct bc_decimal tli; /* 4 decimals; missing without chlorophyll a */
    const char *trophic_state; /* 贫营养 ... or NULL */
};

/** A section row of `sections` over @p period. */
void bc_assess_section(const struct bc_observations *observations,
                       const struct bc_water_method *method,
                       const struct bc_layer *sections, size_t section,
                       const struct bc_period *period,
                       struct bc_findings *findings /* NULL: silent */,
                       struct bc_judgement *judgement);

/**
 * Several points as one water: mean of each point over time first, then the
 * mean over the points that have data (22号, lakes). target_class is that of
 * the points when they agree, else 0.
 */
void bc_assess_group(const struct bc_observations *observations,
                     const struct bc_water_method *method,
                     const struct bc_layer *sections, const size_t *rows,
                     size_t n_rows, const struct bc_period *period,
                     struct bc_judgement *judgement);

/** `总磷(0.4);氨氮(0.2)`: multiples of class III, or of the target class. */
void bc_judgement_pollutants(const struct bc_judgement *judgement,
                             bool of_target, struct bc_text *out);

/**
 * % change of the mean of the item that decides the class now against before:
 * + is worse (DO reversed); missing when either is not known.
 */
struct bc_decimal bc_deciding_change(const struct bc_judgement *now,
                                     const struct bc_judgement *before);

#endif
