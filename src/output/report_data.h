/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_REPORT_DATA_H
#define BC_OUTPUT_REPORT_DATA_H

#include <stdbool.h>
#include <stddef.h>

#include "plan/outcome.h"

/** The subjects that the report is divided into, in its order. */
enum bc_subject {
    BC_SUBJECT_WATER,
    BC_SUBJECT_OUTFALLS,
    BC_SUBJECT_REDLINES,
    BC_SUBJECT_SOURCES,
    BC_SUBJECT_OTHER,
    BC_N_SUBJECTS
};
enum bc_subject bc_subject_of(const struct bc_target *target);
const char *bc_subject_name(enum bc_subject subject); /* "入河排污口" */

/**
 * What one basin's map and tables show, under the same numbers: a section or
 * outfall at index i has the number i + 1.
 */
struct bc_basin_data {
    size_t basin; /* row of basins */
    const char *code, *name;
    size_t n_sections;
    size_t *section; /* rows, by code */
    size_t n_listed; /* of them in the table; the others it counts */
    bool *listed;    /* per section */
    size_t n_outfalls;
    size_t n_open;   /* of them not remediated: they come first, by group, stage
                        and code; the others by stage, group and code */
    size_t *outfall; /* rows */
    size_t n_suspects;
    size_t *suspect; /* rows, by code */
    size_t n_pieces;
    size_t *piece; /* indexes into the overlay */
};

/** All of them, as if they lay in one basin, for the map of the whole; the row
 * of basins is BC_NO_ROW. */
void bc_basin_data_whole(const struct bc_outcome *outcome,
                         struct bc_basin_data *whole);
void bc_basin_data_clear(struct bc_basin_data *basin);

/** How a target is shown. */
enum bc_showing {
    BC_NOT_SHOWN, /* report: no */
    BC_IN_MATRIX, /* has a result per basin or over all */
    BC_IN_LIST,   /* judged for other scopes alone */
    BC_IN_FOLD    /* no result can be judged: one line in the folded table */
};

struct bc_report_data {
    const struct bc_outcome *outcome;
    size_t n_basins;
    struct bc_basin_data *basin;
    enum bc_showing *showing; /* per target */
    size_t *first, *end;      /* per target: where its results stand */
    bool has_all;             /* some shown target is judged over all */
    bool is_long;             /* many basins: brief sheets, as below */
};

/** Rows that a table of a brief sheet has room for: those to act on come first,
 * and a line under it says how many more there are, and where. A brief map has
 * no second layer for phones, and names the sections of the table alone. */
#define BC_BRIEF_ROWS 4

/** The class whose limits a section has to keep: its own target, else III. */
int bc_wanted_class(const struct bc_judgement *judgement);
/** Is it worse than that? */
bool bc_needs_change(const struct bc_judgement *judgement);

/** More outfalls in a basin than a map can number: only what is unfinished is
 * listed, and the symbols have no titles. */
bool bc_is_crowded(const struct bc_basin_data *basin);

void bc_report_data_init(struct bc_report_data *data,
                         const struct bc_outcome *outcome);
void bc_report_data_clear(struct bc_report_data *data);

/** The result of a target in a basin; @p code NULL: over all. NULL if none. */
const struct bc_result *bc_report_result(const struct bc_report_data *data,
                                         size_t target, const char *code);

/** Stage 1..8 of an outfall, 0 when unknown. */
int bc_outfall_stage(const struct bc_layer *outfalls, size_t row);
/** 长江 重点支流 重点湖泊 河流 湖泊, or 未分类 (the same pointer). Borrowed. */
extern const char bc_outfall_no_group[];
const char *bc_outfall_group(const struct bc_layer *outfalls, size_t row);

/** Name, else code, of a row; never NULL. */
const char *bc_row_name(const struct bc_layer *layer, size_t row);
const char *bc_row_code(const struct bc_layer *layer, size_t row);
/** A cell, "" when missing. */
const char *bc_row_text(const struct bc_layer *layer, const char *key,
                        size_t row);
/** Whether an item is farther over class III, by its multiple, than @p than;
 * items without a multiple come last. */
bool bc_is_farther_over(const struct bc_judgement *judgement, int item,
                        int than);
/** Does a red line cover this point? NULL cover: no. */
bool bc_is_covered(const struct bc_cover *cover, size_t row);
bool bc_is_covered_by(const struct bc_cover *cover, size_t row, size_t feature);

#endif
