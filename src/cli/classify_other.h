/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_CLASSIFY_OTHER_H
#define BC_CLI_CLASSIFY_OTHER_H

#include "cli/classify_tables.h"
#include "output/table.h"
#include "water/background.h"
#include "water/black_odour.h"
#include "water/compensation.h"
#include "water/flood.h"
#include "water/supply.h"

/* The tables of `classify` beside classes and what becomes of them. Each fills
 * @p table, to be cleared by the caller. */

/** A row a section: flood-season intensity with its formula. */
void bc_classify_flood(const struct bc_flood *flood,
                       const struct bc_flood_options *options,
                       const struct bc_period *period, struct bc_table *table);
/** Rows of points, stretches and waters. */
void bc_classify_black_odour(const struct bc_odour_result *result,
                             enum bc_odour_setting setting,
                             struct bc_table *table);
/** A row a source, each followed by its items, and a row `all`: the sections
 * are the sources. */
void bc_classify_supply(const struct bc_classified *classified,
                        const struct bc_supply_options *options,
                        struct bc_table *table);
/** A row a section and result, with all items and without those taken out, and
 * two rows `all`: every section once. */
void bc_classify_background(const struct bc_classified *classified,
                            const struct bc_background *background,
                            struct bc_table *table);

/**
 * The amounts over the period, a row a pair, or of each of its months.
 * @param pairs   section and the one upstream; NULL when the rule needs none
 * @param before  of every month; NULL: the month a year before it. Without
 *                @p by_month that of @p classified counts
 * @retval BC_BAD_INPUT  see bc_compensation_rows
 */
enum bc_status bc_classify_compensation(const struct bc_classified *classified,
                                        const struct bc_compensation_rule *rule,
                                        const struct bc_layer *pairs,
                                        bool by_month,
                                        const struct bc_period *before,
                                        struct bc_table *table,
                                        struct bc_error *err);

#endif
