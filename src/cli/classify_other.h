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

/** Starts the table of amounts; a period adds a row a pair. */
void bc_classify_compensation_start(struct bc_table *table);
void bc_classify_compensation_add(const struct bc_classified *classified,
                                  const struct bc_compensation_rule *rule,
                                  const struct bc_compensation_row *rows,
                                  size_t n, struct bc_table *table);

#endif
