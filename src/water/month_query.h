/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_MONTH_QUERY_H
#define BC_WATER_MONTH_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "water/row.h"

/*
 * What a server is asked of a table of observations, in the SQL of PostgreSQL:
 * sums and counts of each section, month and item in place of rows. The
 * section leads the groups and the month is a plain column, so that a table
 * that is partitioned by section adds up where its partitions are.
 *
 * Numbers are not judged here: of each group come the smallest and the largest
 * value, the most decimals, the first and the last time and how many different
 * ones there are, so that water/month_sums can tell whether the rules of rows
 * would have made the same of it. Where not, its rows are asked for.
 */

/** A table as the server has it. Borrowed. */
struct bc_month_table {
    const char *name; /* `schema.table` or `table` */
    size_t n_columns; /* those of the header that the layout was read from */
    const char *const *names; /* on the server: `fields` may have renamed them
                                 in the header */
    const char *const *types; /* "numeric", "integer" ... */
    const struct bc_row_layout *layout;
};

/** Why its sums cannot be asked for, a message of a finding; NULL: they can. */
const char *bc_month_query_obstacle(const struct bc_month_table *table);

/** The columns that a group is of: section columns, month, day (of sums by
 * day), item, unit, fraction, type. */
#define BC_MONTH_KEYS (BC_SECTION_COLUMNS + 6)
struct bc_month_keys {
    size_t n;
    size_t column[BC_MONTH_KEYS]; /* of the table; the day: the time's */
    size_t month, day;            /* of the keys; day BC_NO_COLUMN: by month */
};
struct bc_month_keys bc_month_query_keys(const struct bc_month_table *table,
                                         bool by_day);

/** What follows the keys in an answer to bc_month_query_sums. */
enum bc_month_cell {
    BC_MONTH_ROWS,
    BC_MONTH_VALUES, /* rows that have one */
    BC_MONTH_TIMES,  /* different ones of them */
    BC_MONTH_FIRST,
    BC_MONTH_LAST,
    BC_MONTH_LOW,
    BC_MONTH_HIGH,
    BC_MONTH_PLACES, /* most decimals */
    BC_MONTH_SUM,
    BC_MONTH_BELOW, /* the sum of the detection limits */
    BC_MONTH_LIMIT, /* the highest of them */
    BC_MONTH_ODD,   /* rows that only the rules of rows understand */
    BC_N_MONTH_CELLS
};

/** In the order of the sections.
 * @param months  as the column has them, 202104; at least one */
void bc_month_query_sums(const struct bc_month_table *table, const int *months,
                         size_t n_months, bool by_day, struct bc_text *sql);

/** Values and how often each was measured, behind the keys: pH is no sum.
 * @param items  spellings, as they stand in the table */
void bc_month_query_values(const struct bc_month_table *table,
                           const int *months, size_t n_months, bool by_day,
                           const char *const *items, size_t n_items,
                           struct bc_text *sql);

/** The months of each section, behind its columns. */
void bc_month_query_months(const struct bc_month_table *table,
                           struct bc_text *sql);

/** How many rows of each section lie in other months, and how many of them
 * in none: two cells behind the section columns. */
void bc_month_query_outside(const struct bc_month_table *table,
                            const int *months, size_t n_months,
                            struct bc_text *sql);

/** The condition of rows of these months without a value or a word for it. */
void bc_month_query_where_empty(const struct bc_month_table *table,
                                const int *months, size_t n_months,
                                struct bc_text *sql);
/** Adds the condition of a group's other rows. @p cells are those of the keys
 * without a day; data NULL is NULL. */
void bc_month_query_where_group(const struct bc_month_table *table,
                                const struct bc_month_keys *keys,
                                const struct bc_slice *cells,
                                struct bc_text *sql);
/** Section and time, by which rows that repeat follow one another. */
void bc_month_query_order(const struct bc_month_table *table,
                          struct bc_text *sql);

/** Whether a plan, as EXPLAIN (VERBOSE, COSTS OFF) prints it, fetches rows of
 * other servers instead of sums. */
bool bc_month_query_travels(const char *plan);

#endif
