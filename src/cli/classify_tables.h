/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_CLASSIFY_TABLES_H
#define BC_CLI_CLASSIFY_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/finding.h"
#include "layer/layer.h"
#include "output/table.h"
#include "water/assess.h"
#include "water/change.h"
#include "water/observation.h"
#include "water/risk.h"
#include "water/trend.h"

/** What the tables of `classify` that look at means are made from. */
struct bc_classified {
    const struct bc_observations *observations; /* all that was read */
    const struct bc_water_method *method;
    const char *method_text; /* bc_water_method_text */
    const struct bc_change_rule *change;
    const struct bc_risk_rule *risk;
    const struct bc_layer *sections; /* NULL: those of observations */
    struct bc_period period;
    struct bc_period before; /* to compare with */
    struct bc_findings *findings;
};

size_t bc_classified_count(const struct bc_classified *classified);
const char *bc_classified_code(const struct bc_classified *classified,
                               size_t section);

/** Of one of many periods no more is told of a section or water than this: that
 * an item was measured and could not be judged. */
void bc_classify_tell_blind(const struct bc_water_method *method,
                            const char *name, const struct bc_period *period,
                            const struct bc_judgement *judgement,
                            struct bc_findings *findings);

/* Each fills @p table, to be cleared by the caller. */

/**
 * A row a basin, a city (a section that two assess is in both), a river and a
 * set of all lakes, by the keys of the section table, and one row `all`, in
 * which every section counts once: shares, word, main pollutants, and the
 * change against `before`. A lake of several points is one of the set.
 *
 * @param periods  those that have such rows each, in their order, in place of
 *                 the one of @p classified; n_periods 0: none
 */
struct bc_rated_period {
    struct bc_period period, before;
};
void bc_classify_rating(const struct bc_classified *classified,
                        const struct bc_rated_period *periods, size_t n_periods,
                        struct bc_table *table);
/** A row a section: classes of both periods and the word of the change. */
void bc_classify_change(const struct bc_classified *classified,
                        struct bc_table *table);
/** A row a section and item: Spearman's rank correlation with time. */
void bc_classify_trend(const struct bc_classified *classified,
                       enum bc_trend_step step, struct bc_table *table);
/** The sections at risk with their reasons.
 * @param listed  [section]: the list in place of the rules; NULL: none */
void bc_classify_risk(const struct bc_classified *classified,
                      const bool *listed, struct bc_table *table);
/** A row a section and item: what the remaining months may average. */
void bc_classify_year_to_date(const struct bc_classified *classified,
                              struct bc_table *table);

#endif
