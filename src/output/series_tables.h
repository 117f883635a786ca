/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_SERIES_TABLES_H
#define BC_OUTPUT_SERIES_TABLES_H

#include "output/table.h"

/* The tables of `assess --by month`; without a series they are empty. */

/** series.csv: a row per target, scope and month. */
void bc_table_series(const struct bc_outcome *outcome, struct bc_table *table);
/** bulletin.csv: the sections at risk of each month (plan/cards.h). */
void bc_table_bulletin(const struct bc_outcome *outcome,
                       struct bc_table *table);
/** cards.csv: a row per basin, at the end of the period. */
void bc_table_cards(const struct bc_outcome *outcome, struct bc_table *table);

#endif
