/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_OBSERVATION_H
#define BC_WATER_OBSERVATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/error.h"
#include "base/finding.h"
#include "layer/layer.h"
#include "layer/rows.h"
#include "layer/source.h"
#include "water/item.h"
#include "water/mean.h"
#include "water/row.h"

/**
 * Observations gathered in one streaming pass into sums per section, month and
 * item: memory grows with sections x months x items, never with rows. Sums are
 * integers in 128 bits (water/mean.h), so the order of rows changes nothing.
 *
 * Repeats: rows of one section and one time are one sample. They are recognised
 * while they follow one another among the rows of their section, whatever rows
 * of other sections stand between; a section whose times go forth and back is
 * told so (UNORDERED_ROWS), for there repeats count as samples of their own. Of
 * files whose rows can be held (bc_observations_hold) they are all recognised.
 * Identical rows count once (among the first 64 different ones of one time).
 * Of rows that differ, each item's mean enters as the sample.
 */
struct bc_observations;

/** Counts that must add up: read = used + empty + bad time + outside + unknown
 * + duplicate. */
struct bc_observation_counts {
    size_t rows_read;
    size_t rows_used;      /* at least one value entered a sum */
    size_t rows_empty;     /* no value in any item */
    size_t rows_bad_time;  /* `*`, impossible dates */
    size_t rows_outside;   /* of every period that is asked for */
    size_t rows_unknown;   /* section not in the table */
    size_t rows_duplicate; /* identical to another of the same hour, or passed
                              over for another (first, last) */
};

/** A sample on its way into the sum of its month, repeats settled; or those of
 * a day that a server has summed up. */
struct bc_day_sample {
    size_t section;
    enum bc_kind kind; /* automatic, or unknown: any other */
    bc_day day;
    enum bc_item item;
    struct bc_sum sum; /* of one sample, nearly always */
};

struct bc_observation_options {
    const struct bc_layer *sections; /* keys code, name, alias; NULL: any name
                                        is a section of its own */
    const struct bc_period *periods; /* rows outside all of them are counted;
                                        copied; none: every time is inside */
    size_t n_periods;
    int offset_minutes; /* 480 */
    int year;           /* for times without one; 0: none */
    int implausible;    /* bc_credible_of; 0: no value is */
    /** Told of each row that has a section, a value and a time inside, before
     * repeats are settled; NULL: nobody is. */
    void (*visit)(void *context, size_t section,
                  const struct bc_observation *row);
    void *visit_context;
    /** Told of days that a server has summed up, in place of their rows. */
    void (*visit_day)(void *context, const struct bc_day_sample *day);
    /** Told of each sample; NULL: nobody is. */
    void (*keep)(void *context, const struct bc_day_sample *sample);
    void *keep_context;
    /** mean, first, last or error for differing rows of one time */
    enum bc_duplicates {
        BC_DUPLICATES_MEAN,
        BC_DUPLICATES_FIRST,
        BC_DUPLICATES_LAST,
        BC_DUPLICATES_ERROR
    } duplicates;
};

/** @p findings may be NULL. */
struct bc_observations *
bc_observations_new(const struct bc_observation_options *options,
                    struct bc_findings *findings);
void bc_observations_free(struct bc_observations *observations);

/** Changes the year for the next file (a source of another year). */
void bc_observations_set_year(struct bc_observations *observations, int year);
/** Says what the next files hold. Automatic samples of an item and month win
 * over others, which fill the rest (82号). */
void bc_observations_set_kind(struct bc_observations *observations,
                              enum bc_kind kind);

/** For bc_observations_hold: some 400,000 rows of a long table, or 150,000 of a
 * wide one. */
#define BC_OBSERVATIONS_HELD ((size_t)64 << 20)
/**
 * From here on the rows of a file are held back, in @p bytes of memory at most,
 * and entered by section and time when it ends: whatever their order, the same.
 * Larger files are entered as they come. 0: all are.
 */
void bc_observations_hold(struct bc_observations *observations, size_t bytes);
/** As much as is worth holding of a file: nothing of one so large that its rows
 * would not all find room, nor of what is no file (NULL). */
size_t bc_observations_room(const char *path);
/** Enters the rows that are held: the file has ended. The next header does so,
 * too, and finishing; counts and kinds need it before. */
enum bc_status bc_observations_end_file(struct bc_observations *observations,
                                        struct bc_error *err);

/** The sink to hand to bc_rows_read; wide and long tables are told apart by
 * their headers. */
struct bc_rows_sink bc_observations_sink(struct bc_observations *observations);
/* ---- what a server has summed up (water/month_sums.h), in place of rows ----
 */

/** The section that @p row names; BC_NO_ROW with a finding as of a row. */
size_t bc_observations_section_of(struct bc_observations *observations,
                                  const struct bc_observation *row);
/** Rows of sections that are not in the table; rows outside the periods. */
void bc_observations_add_unknown(struct bc_observations *observations,
                                 size_t n_rows);
void bc_observations_add_outside(struct bc_observations *observations,
                                 size_t n_rows);
/** So many rows as @p sum has samples, of one month, inside the periods.
 * @param row     of their section, with the first time
 * @param of_day  they are of one day: who keeps days is told */
void bc_observations_add_samples(struct bc_observations *observations,
                                 const struct bc_observation *row,
                                 size_t section, enum bc_item item,
                                 const struct bc_sum *sum, bool of_day);
/** What follows is other rows, not later ones: of the same file, too. */
void bc_observations_begin_anew(struct bc_observations *observations);
/** Those that the options named. */
const struct bc_period *
bc_observations_periods(const struct bc_observations *observations, size_t *n);
/** How the columns of the file are read whose header came last. */
const struct bc_row_layout *
bc_observations_layout(const struct bc_observations *observations);

/** After the last row of all files: closes the pending hours. */
enum bc_status bc_observations_finish(struct bc_observations *observations,
                                      struct bc_error *err);

struct bc_observation_counts
bc_observations_counts(const struct bc_observations *observations);
size_t bc_observations_n_sections(const struct bc_observations *observations);
const char *bc_observations_section(const struct bc_observations *observations,
                                    size_t section); /* code, or name as read */

/** River or lake, as the first row of the section says that says it; a row that
 * says another is a finding. Unknown without a column of types. */
enum bc_water bc_observations_water(const struct bc_observations *observations,
                                    size_t section);

/** Says it in place of such a column. */
void bc_observations_set_water(struct bc_observations *observations,
                               size_t section, enum bc_water water);

/**
 * Mean of an item's monthly means over the months of a period; n is the number
 * of those that have at least @p min_samples samples. See bc_mean_value.
 * Finished observations may be asked by several threads.
 */
struct bc_mean bc_observations_mean(const struct bc_observations *observations,
                                    size_t section, enum bc_item item,
                                    const struct bc_period *period,
                                    int min_samples);
/** That of every item. */
void bc_observations_means(const struct bc_observations *observations,
                           size_t section, const struct bc_period *period,
                           int min_samples, struct bc_mean means[BC_N_ITEMS]);
/** Says whose first month will be asked for next: where there are thousands of
 * sections and months, each stands in another place of memory. */
void bc_observations_fetch(const struct bc_observations *observations,
                           size_t section, const struct bc_period *period);
/** What if the mean had been @p value: each month of @p period holds samples of
 * it alone, as many as it had, @p min_samples at least. After finishing. */
void bc_observations_set_mean(struct bc_observations *observations,
                              size_t section, enum bc_item item,
                              const struct bc_period *period,
                              struct bc_decimal value, int min_samples);
/** Puts other samples in place of those of one month (bc_month_of_day). After
 * finishing. */
void bc_observations_set_sum(struct bc_observations *observations,
                             size_t section, enum bc_kind kind,
                             enum bc_item item, int month,
                             const struct bc_sum *sum);
/** First and last month (bc_month_of_day) that has a sample; false when there
 * is none. */
bool bc_observations_months(const struct bc_observations *observations,
                            int *first, int *last);
/** The samples of one month (bc_month_of_day) that count; NULL: none. */
const struct bc_sum *
bc_observations_sum(const struct bc_observations *observations, size_t section,
                    enum bc_item item, int month);
/** Whether there are samples of any item in one month. */
bool bc_observations_has(const struct bc_observations *observations,
                         size_t section, int month);
/** Samples of an item in one month (bc_month_of_day). */
size_t bc_observations_samples(const struct bc_observations *observations,
                               size_t section, enum bc_item item, int month);

#endif
