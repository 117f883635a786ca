/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_PROJECT_H
#define BC_CLI_PROJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/tree.h"
#include "geo/buffer.h"
#include "geo/crs.h"
#include "layer/source.h"
#include "plan/cards.h"
#include "plan/outcome.h"
#include "water/assess.h"
#include "water/change.h"
#include "water/flood.h"
#include "water/observation.h"
#include "water/risk.h"

/** Of projects that name no `crs`. */
#define BC_PROJECT_CRS "EPSG:4490"

/** One source of a role, and which of its rows count. */
struct bc_project_source {
    struct bc_source source;
    const char *where;         /* a condition, NULL for all rows */
    int line;                  /* in the project file */
    struct bc_crs_shift shift; /* crs_shift, pipeline */
    bool is_faulty;            /* of what the project says of it */
    bool is_partial;           /* some of its files are not there */
};

/** `method`: DESIGN's defaults where the file is silent. */
struct bc_project_method {
    struct bc_water_method water;
    bool strict; /* compare: strict */
    enum bc_duplicates duplicates;
    int implausible; /* from memory, not from a regulation */
    double max_distance_m;
    double water_distance_m; /* an outfall farther from its water is doubtful */
    struct bc_decimal repair_max_change; /* per cent */
    double sliver_area_m2, sliver_width_m;
    bool exclude_no_action;  /* no_action: exclude */
    double snap_m;           /* ends of rivers this close are one place */
    double river_distance_m; /* points farther off are on no river */
    struct bc_distances redline_buffers, water_buffers, fences;
    double duplicate_distance_m; /* from memory, not from a regulation */
    double speed_m_s;            /* of the water; 0: the project is silent */
    /* from memory, not from a regulation */
    struct bc_risk_rule risk;
    struct bc_change_rule change;
    bc_day pace_start; /* BC_NO_DATE: January 1st of the due year */
    struct bc_flood_options flood;
    struct bc_card_rule cards;
};

/** A table that the project names; path NULL: it names none. */
struct bc_project_file {
    const char *path, *label;
};

/** A project file, read and checked. Strings live as long as it does. */
struct bc_project {
    const char *file;
    const char *title; /* NULL: not given */
    struct bc_period period;
    bc_day as_of; /* the end of the period when the file does not say */
    bool has_before;
    struct bc_period before; /* compare_with; of a folder, once it is read */
    struct bc_project_file earlier; /* compare_with names a folder; NULL */
    const struct bc_node *compare_with;
    const char *crs;
    size_t n_sources;
    struct bc_project_source *sources; /* observations: automatic ones first */
    const char *targets;               /* path, NULL when there is none */
    const char *targets_label;
    struct bc_project_method method;
    /* tables that `method` names */
    struct bc_project_file risk_list;    /* in place of the rules of risk */
    struct bc_project_file flood_rain;   /* rain by day */
    struct bc_project_file compensation; /* the rule; path "example": ours */
    struct bc_project_file compensation_pairs; /* section, section upstream */
    const char *language, *palette;
    enum bc_pictures pictures;     /* maps/ *.png and atlas.pdf */
    struct bc_input_limits limits; /* of inputs */
    double resolution_m, report_precision_m;
    struct bc_raster_options raster;

    struct bc_tree *tree;
    struct bc_arena arena;
    size_t source_room;
};

/**
 * Reads a project file (DESIGN.md section 4). Every message starts
 * `file:line:column: `; unknown keys come with a suggestion; source paths are
 * relative to the file and expanded.
 * The first fault is returned; the tree keeps all of them (bc_tree_fault), and
 * what was not wrong is read.
 */
enum bc_status bc_project_read(const char *file, struct bc_project *project,
                               struct bc_error *err);
/** The period of the folder that `compare_with` names; it must lie before the
 * project's. */
enum bc_status bc_project_set_before(struct bc_project *project,
                                     const struct bc_period *before,
                                     struct bc_error *err);
/** What is known of a project with faults: a key that is none may stand for
 * anything, so that neither is. */
bool bc_project_knows_period(const struct bc_project *project);
bool bc_project_knows_method(const struct bc_project *project);
/** What the file says and nothing looks at. */
void bc_project_doubt(const struct bc_project *project,
                      struct bc_findings *findings);
void bc_project_clear(struct bc_project *project);

#endif
