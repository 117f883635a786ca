/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_METHOD_H
#define BC_WATER_METHOD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "water/item.h"
#include "water/standard.h"

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

/** `GB 3838-2002; 环办〔2011〕22号; 21项; 82号修约; ...`: what every output
 * names. @param samples  single samples: no means, never rounded */
void bc_water_method_text(const struct bc_water_method *method, bool samples,
                          struct bc_text *out);

/** Takes one more item into the evaluation set. */
void bc_water_method_include(struct bc_water_method *method, enum bc_item item);
/** The months with enough samples that a mean of @p period needs. */
int bc_water_method_months(const struct bc_water_method *method,
                           const struct bc_period *period);

#endif
