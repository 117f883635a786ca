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
#include "water/trophic.h"

/** The parameters of the judgement: `method` of the project file. */
struct bc_water_method {
    bool items[BC_N_ITEMS]; /* the evaluation set; `21` by default */
    size_t n_items;
    bool others_over;      /* and X, see bc_water_method_resolve: no */
    bool round;            /* rule 82 (default) or none */
    int min_samples_month; /* 1 */
    int min_months;        /* 0: two thirds of the period, rounded up */
    enum bc_water water;   /* of sections without a type; unknown */
    int target_class;      /* of sections without one; 0: none */
    /* from memory, so a project can change them */
    bool metals_first; /* cyanide and heavy metals lead the pollutants: yes */
    bool tli_without_chla; /* no */
    int rating_minimum;    /* sections that are rated by shares: 5 */
};
struct bc_water_method bc_water_method_default(void);

/**
 * The evaluation set of a text: `21`, `5` (pH, DO, CODMn, NH3N, TP), `5+X`,
 * items separated by `, ; 、` or `/`, or `5+` such items.
 * @retval BC_BAD_INPUT  an unknown item; one without limits; TN, which never
 *                       enters a class
 */
enum bc_status bc_water_method_set_items(struct bc_water_method *method,
                                         const char *text,
                                         struct bc_error *err);

/**
 * The set of some sections, `5+X` with X named: every other item of the 21 of
 * which some month's mean was over class III, or over the target class where
 * that is I or II, from January of the year before to the end of @p period
 * (环办监测函〔2020〕714号; the "5", and which months count, from memory).
 * @p own is @p method where it has no X.
 */
void bc_water_method_resolve(const struct bc_observations *observations,
                             const struct bc_water_method *method,
                             const struct bc_layer *sections,
                             const size_t *rows, size_t n_rows,
                             const struct bc_period *period,
                             struct bc_water_method *own);
/** The months that a judgement of @p period looks at: those of X as well. */
struct bc_period bc_water_method_span(const struct bc_water_method *method,
                                      const struct bc_period *period);

/** `GB 3838-2002; 环办〔2011〕22号; 21项; 82号修约; ...`: what every output
 * names. @param samples  single samples: no means, never rounded */
void bc_water_method_text(const struct bc_water_method *method, bool samples,
                          struct bc_text *out);

/** One item of a judgement. */
struct bc_item_result {
    struct bc_decimal mean; /* missing when not measured (often enough) */
    double exact;           /* the mean before rounding; NaN when missing */
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
    int class_no;     /* 1..6; 0 when it cannot be told */
    int class_tn;     /* lakes and reservoirs; 0 when not measured */
    int target_class; /* 0 when it has none */
    int meets_target; /* 1, 0, or -1 unknown (no class, or no target) */
    struct bc_item_result item[BC_N_ITEMS];
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
};

/**
 * A section row of `sections` over @p period. An item needs
 * `min_months` months of `min_samples_month` samples; an item with a detection
 * limit above its class III limit is not judged, and where it lies above the
 * limit of the target, it is unknown whether the target is met.
 *
 * @param observations  NULL: the class is the `class` of the section, taken as
 *                      it is
 * @param sections      NULL: @p section is a number of @p observations, its
 *                      water that of the method
 */
void bc_assess_section(const struct bc_observations *observations,
                       const struct bc_water_method *method,
                       const struct bc_layer *sections, size_t section,
                       const struct bc_period *period,
                       struct bc_findings *findings /* NULL: silent */,
                       struct bc_judgement *judgement);

/**
 * Several points as one water: mean of each point over time first, then the
 * mean over the points that have data (22号, lakes). target_class is that of
 * the points when they agree, else 0; water is that of the first that has one.
 */
void bc_assess_group(const struct bc_observations *observations,
                     const struct bc_water_method *method,
                     const struct bc_layer *sections, const size_t *rows,
                     size_t n_rows, const struct bc_period *period,
                     struct bc_judgement *judgement);

/**
 * Several waters as one: the mean over the waters, each the mean over its
 * points as in bc_assess_group. Water w has the next @p n_of[w] of @p rows;
 * all are rivers, or all are lakes. There is no target.
 */
void bc_assess_waters(const struct bc_observations *observations,
                      const struct bc_water_method *method,
                      const struct bc_layer *sections, const size_t *rows,
                      const size_t *n_of, size_t n_waters,
                      const struct bc_period *period,
                      struct bc_judgement *judgement);

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

#endif
