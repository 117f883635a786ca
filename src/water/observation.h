/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_OBSERVATION_H
#define BC_WATER_OBSERVATION_H

#include <stddef.h>

#include "base/date.h"
#include "base/error.h"
#include "base/finding.h"
#include "layer/layer.h"
#include "layer/rows.h"
#include "water/item.h"

/**
 * Observations gathered in one streaming pass into sums per section, month and
 * item: memory grows with sections x months x items, never with rows. Sums are
 * scaled integers in 128 bits; pH goes through H+ in double.
 */
struct bc_observations;

/** Counts that must add up: read = used + empty + outside + unknown + dropped. */
struct bc_observation_counts {
    size_t rows_read;
    size_t rows_used;       /* at least one value entered a sum */
    size_t rows_empty;      /* no value in any item */
    size_t rows_bad_time;   /* `*`, impossible dates */
    size_t rows_outside;    /* of every period that is asked for */
    size_t rows_unknown;    /* section not in the table */
    size_t rows_duplicate;  /* identical to another of the same hour */
};

struct bc_observation_options {
    const struct bc_layer *sections; /* keys code, name, alias; NULL: any name
                                        is a section of its own */
    const struct bc_period *periods; /* rows outside all of them are counted */
    size_t n_periods;
    int offset_minutes;              /* 480 */
    int year;                        /* for times without one; 0: none */
    /** mean, first, last or error for differing rows of one time */
    enum bc_duplicates { BC_DUPLICATES_MEAN, BC_DUPLICATES_FIRST,
                         BC_DUPLICATES_LAST, BC_DUPLICATES_ERROR } duplicates;
};

struct bc_observations *
bc_observations_new(const struct bc_observation_options *options,
                    struct bc_findings *findings);
void bc_observations_free(struct bc_observations *observations);

/** Changes the year for the next file (a source of another year). */
void bc_observations_set_year(struct bc_observations *observations, int year);

/** The sink to hand to bc_rows_read; wide and long tables are told apart by
 * their headers. */
struct bc_rows_sink bc_observations_sink(struct bc_observations *observations);
/** After the last row: closes the pending hour. */
enum bc_status bc_observations_finish(struct bc_observations *observations,
                                      struct bc_error *err);

struct bc_observation_counts
bc_observations_counts(const struct bc_observations *observations);
size_t bc_observations_n_sections(const struct bc_observations *observations);
const char *bc_observations_section(const struct bc_observations *observations,
                                    size_t section); /* code, or name as read */

/** One section's mean of one item over one month or period. */
struct bc_mean {
    struct bc_decimal value; /* rounded by rule 82; missing when no sample */
    size_t n_samples;
    size_t n_months;
    bool non_detect_over; /* some detection limit lies above the class III limit */
};

#endif
