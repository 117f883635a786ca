/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_SAMPLE_H
#define BC_WATER_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/finding.h"
#include "layer/layer.h"
#include "layer/rows.h"
#include "water/assess.h"

/** One observation, judged by itself: no mean, no rounding, no repeats taken
 * out. Valid during the call only. */
struct bc_sample {
    const char *source;
    size_t line;         /* of its first row, in a long table */
    const char *section; /* code, or as written when no table is given or it
                            names none there */
    size_t row;          /* of the sections table, or BC_NO_ROW */
    const char *time;    /* 2021-04-01T08:00:00+08:00; as written if no time */
    int published;       /* class in the row, 0 when there is none */
    struct bc_judgement judgement;
};

struct bc_sample_options {
    const struct bc_layer *sections; /* NULL: any name, method->water */
    /* items; water and target class where nothing else says them; no rounding
     */
    const struct bc_water_method *method;
    int offset_minutes;
    int year;         /* for times without one; 0: none */
    size_t most_held; /* bytes of rows that wait; 0: BC_OBSERVATIONS_HELD */
    enum bc_status (*visit)(void *context, const struct bc_sample *sample,
                            struct bc_error *err);
    void *context;
};

/**
 * `classify --by sample`: one call of `visit` for each row of a wide table. In
 * a long one the rows of a section and time are one sample, wherever they stand
 * in the file; where items stand more than once, they are several
 * (water/together.h). Long rows wait for the end of their file, or until they
 * take too much memory: then rows of one time that stand far apart are samples
 * of their own (finding UNORDERED_ROWS). The class is the one a station feed
 * publishes.
 */
struct bc_samples;
struct bc_samples *bc_samples_new(const struct bc_sample_options *options,
                                  struct bc_findings *findings);
void bc_samples_free(struct bc_samples *samples);
struct bc_rows_sink bc_samples_sink(struct bc_samples *samples);
/** Of the tables that follow: whether their rows have no order of their own, as
 * in a table of a server without a key. Which values were measured together is
 * then an error where it is doubtful (water/together.h). */
void bc_samples_without_order(struct bc_samples *samples, bool without);
/** After the last row: hands over what waits of a long table.
 * @retval BC_BAD_INPUT  the rows of a table without order are doubtful */
enum bc_status bc_samples_finish(struct bc_samples *samples,
                                 struct bc_error *err);

/** Judges the readings of one sample (in the items' units, missing where not
 * measured) for a water and a target class (0: none). */
void bc_sample_judge(const struct bc_reading readings[BC_N_ITEMS],
                     enum bc_water water, int target_class,
                     const struct bc_water_method *method,
                     struct bc_judgement *judgement);

#endif
