/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_CLASSIFY_TABLES_H
#define BC_CLI_CLASSIFY_TABLES_H

#include <stdbool.h>

#include "base/date.h"
#include "base/error.h"
#include "base/finding.h"
#include "layer/layer.h"
#include "output/table.h"
#include "water/assess.h"
#include "water/black_odour.h"
#include "water/flood.h"
#include "water/observation.h"

/** What the further tables of `classify` are made from. */
struct bc_classified {
    const struct bc_observations *observations; /* all that was read */
    const struct bc_water_method *method;
    const struct bc_layer *sections; /* NULL: those of observations */
    struct bc_period period;
    struct bc_period before; /* to compare with */
    struct bc_findings *findings;
};

/* Each fills @p table, to be cleared by the caller. */

/** A row a basin of the section table (key `basin`), or one row `all`: shares,
 * word, main pollutants, and the change against `before`. */
void bc_classify_rating(const struct bc_classified *classified,
                        struct bc_table *table);
/** A row a section: classes of both periods and the word of the change. */
void bc_classify_change(const struct bc_classified *classified,
                        struct bc_table *table);
/** A row a section and item: Spearman's rank correlation over the years. */
void bc_classify_trend(const struct bc_classified *classified,
                       struct bc_table *table);
/** The sections at risk with their reasons. */
void bc_classify_risk(const struct bc_classified *classified,
                      struct bc_table *table);
/** A row a section and item: what the remaining months may average. */
void bc_classify_year_to_date(const struct bc_classified *classified,
                              struct bc_table *table);

/** A row a section: flood-season intensity with its formula. */
void bc_classify_flood(const struct bc_flood *flood,
                       const struct bc_flood_options *options,
                       const struct bc_period *period, struct bc_table *table);
/** Rows of points, stretches and waters. */
void bc_classify_black_odour(const struct bc_odour_result *result,
                             enum bc_odour_setting setting,
                             struct bc_table *table);

#endif
