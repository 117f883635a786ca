/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_MONTH_SUMS_H
#define BC_WATER_MONTH_SUMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "water/month_query.h"
#include "water/observation.h"

/**
 * What a server has summed up (water/month_query.h), and whether it is what the
 * rules of rows would have made of the rows.
 *
 * A group is taken as it is when every row of it has a time of its own, and its
 * smallest and its largest value are values of the item in a known unit: the
 * rows between them are, too. Where rows repeat a time, where a value is none
 * of the item, where two spellings lead to one section and item, the group is
 * doubtful: its rows are read one by one. So are rows without a value. Either
 * way the findings, the counts and the means are those of the rows.
 */
struct bc_month_sums;

/** @param table, observations  borrowed
 * @param header  that the layout of the table was read from */
struct bc_month_sums *bc_month_sums_new(const struct bc_month_table *table,
                                        const struct bc_header *header,
                                        bool by_day,
                                        struct bc_observations *observations);
void bc_month_sums_free(struct bc_month_sums *sums);

/** Takes a row of the answer to bc_month_query_sums; data NULL is NULL.
 * @retval BC_BAD_INPUT  the month is not that of the times */
enum bc_status bc_month_sums_take(struct bc_month_sums *sums,
                                  const struct bc_slice *cells,
                                  struct bc_error *err);
/** The spellings of pH that were met; borrowed. */
const char *const *bc_month_sums_ph(const struct bc_month_sums *sums,
                                    size_t *n);
/** Takes a row of the answer to bc_month_query_values. */
enum bc_status bc_month_sums_take_value(struct bc_month_sums *sums,
                                        const struct bc_slice *cells,
                                        struct bc_error *err);

/** After the last row: the groups that are taken enter the observations. */
enum bc_status bc_month_sums_enter(struct bc_month_sums *sums,
                                   struct bc_error *err);

/** What is left to be read row by row: rows without a value ... */
size_t bc_month_sums_n_empty(const struct bc_month_sums *sums);
/** ... and, after bc_month_sums_enter, doubtful groups, each month of them
 * once:
 * @p at starts at 0.
 * @param[out] condition  bc_month_query_where_group is added to it
 * @return false when there is no group left */
bool bc_month_sums_next_doubtful(const struct bc_month_sums *sums, size_t *at,
                                 struct bc_text *condition);

#endif
