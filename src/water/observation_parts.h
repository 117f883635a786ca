/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_OBSERVATION_PARTS_H
#define BC_WATER_OBSERVATION_PARTS_H

#include "water/held.h"
#include "water/hour.h"
#include "water/observation.h"
#include "water/section.h"
#include "water/sums.h"

/* What the files of water/observation.h share. */

enum bc_store { BC_STORE_AUTOMATIC, BC_STORE_OTHER, BC_N_STORES };

/** What was gathered of a section. */
struct bc_observed {
    struct bc_sums store[BC_N_STORES];
    struct bc_slots slots;
    struct bc_hour *hours; /* of a long table, by slot */
    size_t n_hours;
    struct bc_hour *wide; /* on demand */
    size_t next;          /* the section that came after it the last time */
    enum bc_water water;  /* that its rows say */
    bool mixed;           /* they differ, told */
};

struct bc_observations {
    struct bc_observation_options options;
    struct bc_credible credible;
    struct bc_period *periods;
    struct bc_findings *findings;
    enum bc_store store;
    struct bc_section_index index;
    struct bc_row_layout layout;
    bool looks_ahead; /* in this file */
    bool in_full;     /* each of its rows is wanted as a whole */
    struct bc_row_ahead ahead[BC_ROWS_SLOTS];
    struct bc_observed *sections;
    size_t n_sections, room;
    struct bc_arena sums; /* of all sections */
    struct bc_observation_counts counts;
    struct bc_observation row; /* being read */
    struct bc_held held;       /* rows of this file, not entered as yet */
    size_t most_held;          /* bytes; 0: rows are entered as they come */
    bool too_many;             /* of this file */
    bool unordered;            /* told for this file */
    bc_day last_day;           /* of which is known: neighbours share it */
    int last_month;
    bool last_inside;
    struct bc_text last_name; /* whose section is known, as above */
    size_t last_section;
    size_t n_of_last; /* usual rows in a row */
    bool finished;
    char *source;                      /* of the current file */
    unsigned file;                     /* its number */
    struct bc_observation_counts told; /* when the last file ended */
};

struct bc_observed *bc_observations_need(struct bc_observations *observations,
                                         size_t section);
int bc_observations_month(struct bc_observations *observations,
                          int64_t seconds);
/** A section is a river or a lake, not now one and then the other: as the row
 * says that is being read. */
void bc_observations_note_water(struct bc_observations *observations,
                                struct bc_observed *section);
/** Of who keeps days, or is told of them. */
struct bc_day_sample
bc_observations_day(const struct bc_observations *observations,
                    const struct bc_observed *section, enum bc_item item,
                    int64_t time, const struct bc_sum *sum);

/* ---- rows of one time (water/observation_hours.c) ---- */

/** The row that is being read, whose section and time are known and inside, is
 * added to its hour: as one more of its time, or as the first of another.
 * @param first  item of the first of its readings */
enum bc_status bc_observations_enter_row(struct bc_observations *observations,
                                         struct bc_observed *section,
                                         struct bc_hour *hour,
                                         enum bc_item first,
                                         struct bc_error *err);
/** The samples of a finished hour go into their month. */
void bc_observations_close_hour(struct bc_observations *observations,
                                struct bc_observed *section,
                                struct bc_hour *hour, enum bc_item first);
/** What an hour has gathered of its month goes to the sums. */
void bc_observations_hand_over(struct bc_observations *observations,
                               struct bc_observed *section,
                               struct bc_hour *hour, enum bc_item item);
/** Closes every hour: other files may start anew. */
void bc_observations_close_all(struct bc_observations *observations);

#endif
