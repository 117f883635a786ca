/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_RUN_H
#define BC_CLI_RUN_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/finding.h"
#include "cli/project.h"
#include "geo/cover.h"
#include "geo/crosswalk.h"
#include "geo/crs.h"
#include "geo/geos.h"
#include "geo/join.h"
#include "geo/near.h"
#include "geo/network.h"
#include "geo/overlay.h"
#include "layer/layer.h"
#include "layer/result_folder.h"
#include "output/table.h"
#include "plan/confidence.h"
#include "plan/evaluate.h"
#include "plan/gap.h"
#include "plan/outcome.h"
#include "plan/progress.h"
#include "plan/target.h"
#include "plan/upstream.h"
#include "water/assess.h"
#include "water/observation.h"
#include "water/rating.h"

/**
 * One run over a project: what each stage made, in the order of the data flow.
 * The verbs call the stages that they need; every stage builds on those before
 * it and leaves the run clearable when it fails.
 */
struct bc_run {
    struct bc_project project;
    struct bc_findings *findings;
    struct bc_crs *crs;
    struct bc_geos *geos;

    size_t n_layers;
    struct bc_layer **layers; /* in the order of the project file */
    size_t n_inputs;
    struct bc_input_file *inputs;

    struct bc_index *basin_index; /* made beside the reading of others */
    const char *language;         /* of what is written, before the project's;
                                     from the command line; NULL */
    const char *crosswalk_file;   /* reviewed, from the command line; NULL */
    struct bc_layer *crosswalk_table;
    struct bc_crosswalk *crosswalk;
    struct bc_join section_join, outfall_join, suspect_join;
    bool counts_only;                     /* of points: they need not be held */
    struct bc_findings *counted_findings; /* of sections that are not; NULL */
    struct bc_cover outfall_redlines, suspect_redlines, section_redlines;
    struct bc_near section_near, outfall_near, suspect_near; /* red lines */
    struct bc_cover outfall_zones;
    struct bc_overlay overlay;
    bool areas_only; /* of the overlay: no pieces */
    /* asked for in the project; NULL */
    struct bc_layer *redline_buffers, *water_strips, *fences;

    struct bc_network *network;

    struct bc_observations *observations;
    struct bc_daily *daily;  /* of a period of one month; NULL */
    struct bc_flood *flood;  /* days of the flood season; NULL: none */
    bool *risk_listed;       /* per section row; NULL: no list is given */
    struct bc_table amounts; /* of the compensation rule; empty: no rule */
    struct bc_judgement *judgement, *before, *lake_judgement;
    struct bc_basin_rating *rating;
    /* where compare_with names a folder */
    struct bc_result_folder earlier;
    struct bc_observations *earlier_observations; /* its months; NULL: none */
    enum bc_reason no_before; /* why it says nothing of the water before */

    /* --confidence; 0 replicates: not asked for */
    struct bc_confidence_options replicates;
    struct bc_resample *days;   /* of the observations; NULL */
    struct bc_table confidence; /* empty: not asked for */

    const char *what_if_file; /* from the command line; NULL */
    struct bc_layer *what_if_table;

    struct bc_layer *target_table;
    struct bc_targets targets;
    struct bc_results results;
    struct bc_upstream upstream;
    struct bc_gaps gaps;
    struct bc_progress counts;
    struct bc_series *series; /* --by month */
    struct bc_outcome outcome;

    bool collect; /* check: an unreadable source is a finding, and on it goes */
    bool rows_only; /* check: rows of observations and targets are read, and
                       nothing is said of the water */
    bool incomplete_rows; /* check: not all observations could be read */
    /** Told about each step; NULL is silent. */
    void (*progress)(double done, void *context);
    void *progress_context;
};

/** Set by SIGINT and SIGTERM; looked at between stages and files. */
extern volatile sig_atomic_t bc_interrupted;

/** All stages of `assess`, of the project in @p file; what a project must have
 * for it is asked first. */
enum bc_status bc_run_assess(struct bc_run *run, const char *file,
                             struct bc_error *err);
/** Before bc_run_finish: no pictures where they are not wanted, or no font has
 * Chinese characters: names would be rows of boxes. */
void bc_run_choose_pictures(struct bc_run *run, bool unwanted);
/** Writes OUT from run->outcome, at once. */
enum bc_status bc_run_write(struct bc_run *run, const char *out, bool overwrite,
                            struct bc_error *err);

/** Reads the project file and makes findings, CRS and GEOS. */
enum bc_status bc_run_open(struct bc_run *run, const char *file,
                           struct bc_error *err);
void bc_run_clear(struct bc_run *run);

/**
 * Reads the layers (all, or only those of @p roles, which ends with NULL),
 * brings them to the project CRS, repairs polygons, applies `where`, keeps one
 * row of each code.
 */
enum bc_status bc_run_layers(struct bc_run *run, const char *const *roles,
                             struct bc_error *err);
/** Changes the layers as the table of --what-if says; nothing without one. */
enum bc_status bc_run_what_if(struct bc_run *run, struct bc_error *err);
/** The layer of a role, NULL when the project has none. */
struct bc_layer *bc_run_layer(const struct bc_run *run, const char *role);

/** Basins, red lines and regions of every point. */
enum bc_status bc_run_join(struct bc_run *run, struct bc_error *err);
/** Red lines cut by basins, and the areas of both. */
enum bc_status bc_run_overlay(struct bc_run *run, struct bc_error *err);
/** Buffers of red lines, strips along waters, fences around sections, where the
 * project asks for them. */
enum bc_status bc_run_buffers(struct bc_run *run, struct bc_error *err);
/** The rivers as a network with sections, outfalls and sources on it; nothing
 * without rivers. */
enum bc_status bc_run_network(struct bc_run *run, struct bc_error *err);
/** Fills the columns of outfalls that say which water is nearest and which
 * section comes next; after bc_run_network. */
void bc_run_outfall_waters(struct bc_run *run);
/** Streams the observations and judges sections, lakes and basins. */
enum bc_status bc_run_water(struct bc_run *run, struct bc_error *err);
/** Reads and evaluates the targets; after bc_run_network what lies upstream of
 * a missed section. */
enum bc_status bc_run_plan(struct bc_run *run, struct bc_error *err);
/** Judges and evaluates each month of the period by itself. */
enum bc_status bc_run_series(struct bc_run *run, struct bc_error *err);
/** run->confidence: how often the verdicts hold when other days are drawn; the
 * run has been assessed with `replicates` set. */
enum bc_status bc_run_confidence(struct bc_run *run, struct bc_error *err);
/** Fills run->outcome from the stages that ran, findings sorted. */
void bc_run_finish(struct bc_run *run);

#endif
