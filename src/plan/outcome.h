/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_OUTCOME_H
#define BC_PLAN_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/finding.h"
#include "geo/buffer.h"
#include "geo/cover.h"
#include "geo/join.h"
#include "geo/near.h"
#include "geo/overlay.h"
#include "layer/layer.h"
#include "plan/cards.h"
#include "plan/evaluate.h"
#include "plan/gap.h"
#include "plan/progress.h"
#include "plan/series.h"
#include "plan/target.h"
#include "plan/upstream.h"
#include "water/assess.h"
#include "water/daily.h"
#include "water/rating.h"

/** What a file read was, for the manifest. */
struct bc_input_file {
    const char *label; /* as the project names it */
    const char *path;  /* NULL: a table of a server */
    const char *role;
    size_t rows_read, rows_used, rows_listed; /* read = used + listed */
};

/** How rasters are made: `output` and `method` of the project. */
struct bc_raster_options {
    bool gauss_krueger; /* grid: gk, in the zone of the basins */
    double bandwidth_m; /* density_bandwidth_m */
    enum bc_interpolation {
        BC_INTERPOLATION_NONE,
        BC_INTERPOLATION_IDW,
        BC_INTERPOLATION_NEAREST
    } interpolation;
    int min_points;   /* a lake with fewer is not interpolated */
    const char *maps; /* ",verdict,rating,"; NULL: all */
};

/** Pictures and pages of the atlas. A map a basin takes a quarter of a second:
 * `yes` leaves them out, all but the map of all, where there are more basins
 * than BC_PICTURES_MOST. */
enum bc_pictures { BC_PICTURES_NO, BC_PICTURES_YES, BC_PICTURES_ALL };
#define BC_PICTURES_MOST 20

/**
 * The whole answer of one run, which every writer reads and none changes.
 * Layers are NULL when the project has none. All layers are in `crs`
 * (geographic), valid, with their derived columns.
 */
struct bc_outcome {
    const char *title;
    const char *language; /* "zh" or "en" */
    const char *palette;  /* "official" or "cvd" */
    const char *crs;      /* "EPSG:4490" */
    int crs_epsg;
    struct bc_period period;
    bool has_before;
    struct bc_period before;
    bc_day as_of;
    double report_precision_m; /* 100; 0 with --internal */
    double resolution_m;       /* of rasters; 0: as fits a screen */
    enum bc_pictures pictures; /* maps/ *.png and atlas.pdf: which */
    struct bc_raster_options raster;
    const struct bc_crs *geodesy; /* for geodesics on its ellipsoid */
    bool illustrative;            /* any layer is */
    const char *version;

    const struct bc_layer *basins, *sections, *lakes, *outfalls, *redlines,
        *suspects, *rivers, *regions, *zones;
    /* made here when the project asks for them; NULL */
    const struct bc_layer *redline_buffers, *water_strips, *fences;
    size_t n_layers; /* all of them, free roles too */
    const struct bc_layer *const *layers;

    const struct bc_join *section_join, *outfall_join, *suspect_join;
    const struct bc_overlay *overlay;
    /* red lines that hold a feature or come within the widest of `buffers` */
    const struct bc_near *outfall_near, *suspect_near, *section_near;
    const struct bc_distances *buffers; /* n is 0: inside alone */
    const struct bc_cover *outfall_zones;
    double duplicate_distance_m;
    const struct bc_cover *outfall_redlines, *suspect_redlines,
        *section_redlines;

    const struct bc_observations *observations;
    const struct bc_daily *daily; /* NULL: the period is no single month */
    const struct bc_water_method *water_method;
    const struct bc_judgement *judgement;        /* per section row */
    const struct bc_judgement *judgement_before; /* NULL without `before` */
    const struct bc_judgement *lake_judgement;   /* per lake row: its points */
    const struct bc_basin_rating *rating;        /* per basin row */
    struct bc_observation_counts observation_counts;

    const struct bc_targets *targets;
    const struct bc_results *results;
    const struct bc_upstream *upstream; /* NULL without rivers or outfalls */
    const struct bc_gaps *gaps;         /* what must change; NULL: not asked */
    const struct bc_progress *progress;
    const struct bc_results *what_if; /* after --what-if; NULL: not asked */
    const struct bc_series *series;   /* --by month; NULL: not asked for */
    struct bc_card_rule card_rule;
    bool strict, exclude_no_action;     /* method.compare, method.no_action */
    const struct bc_findings *findings; /* sorted */

    size_t n_inputs;
    const struct bc_input_file *inputs;
};

#endif
