/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_EVALUATE_H
#define BC_PLAN_EVALUATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/finding.h"
#include "layer/layer.h"
#include "plan/target.h"
#include "water/assess.h"

enum bc_verdict {
    BC_MET,
    BC_MISSED,
    BC_CANNOT_JUDGE,
    BC_NO_VALUE,
    BC_ONLY_COUNTED /* op info: shown, never judged; "info" in results.csv */
};
enum bc_flag {
    BC_FLAG_INTERIM = 1,     /* the data's date is before `due` */
    BC_FLAG_ON_THE_LINE = 2, /* one feature fewer would miss it */
    BC_FLAG_BORDERLINE = 4,  /* printed and strict comparison differ */
    BC_FLAG_AT_RISK = 8,     /* met, but not without the sections at risk */
    BC_FLAG_OVERRULED = 16   /* a higher issuer's row decides */
};
/** 时序进度: against an even progress (plan/pace.h). */
enum bc_pace { BC_NO_PACE, BC_AHEAD /* or just there */, BC_BEHIND };
enum bc_standing { BC_ASSESSED, BC_INDICATIVE };

/** Why a target cannot be judged: a code for tables, words come later. */
enum bc_reason {
    BC_NO_REASON,
    BC_REASON_NO_LAYER,
    BC_REASON_NO_REGION,
    BC_REASON_NO_SCOPE,
    BC_REASON_NO_FEATURES,     /* n = 0 */
    BC_REASON_NO_DATA,         /* unsampled */
    BC_REASON_UNKNOWN_DECIDES, /* the unknown features could turn it */
    BC_REASON_NO_YEAR_BEFORE,
    BC_REASON_NOT_ALIKE,        /* the earlier result: 不作比较 */
    BC_REASON_NO_EARLIER_MEANS, /* the earlier result has classes alone */
    BC_REASON_NO_TARGET_CLASS,
    BC_REASON_NO_COLUMN /* the layer lacks the column of the condition */
};
const char *bc_verdict_name(enum bc_verdict verdict);
const char *bc_pace_name(enum bc_pace pace);          /* "ahead" "behind" "" */
const char *bc_reason_text_en(enum bc_reason reason); /* for results.csv */
const char *bc_reason_text_zh(enum bc_reason reason);

/** One water for `waters`, or a feature row elsewhere: what a result rests on.
 */
enum bc_bearing {
    BC_BEARS_NOT,
    BC_BEARS_K,
    BC_BEARS_OTHER,
    BC_BEARS_UNKNOWN,
    BC_LEFT_OUT
};
struct bc_basis_row {
    const char *code; /* feature code; for a lake water its name */
    const char *name; /* "" where the cell is empty */
    size_t row;       /* of the layer; first of the points for a lake water */
    size_t n_points;  /* > 1 for a lake water */
    enum bc_bearing bearing;
    const size_t *points; /* of a lake water: its n_points rows; else NULL */
};

/** A target in one scope. Strings are owned by the results' arena or borrowed
 * from targets and layers. */
struct bc_result {
    size_t target;     /* index into targets */
    const char *basin; /* basin code, scope text or `all` */
    const char *basin_name;
    bool is_basin, is_all; /* how the scope is shown in the matrix */
    enum bc_verdict verdict;
    bool counted; /* k, n are meant */
    int64_t k, n, n_unknown;
    struct bc_decimal value;     /* per cent for shares; 6 decimals */
    struct bc_decimal shortfall; /* >= 0, in the unit; missing if not judged */
    int64_t shortfall_count;     /* features; -1 when it makes no sense */
    const char *worst;           /* codes joined by ';', worst first */
    unsigned flags;
    enum bc_standing standing;
    enum bc_reason reason;
    const char *reason_detail;       /* "0/0", a column name ...; "" */
    const char *period;              /* label of the water's period, or "" */
    bc_day as_of;                    /* of the data that it rests on */
    struct bc_decimal pace_expected; /* of value, at as_of; missing: no pace */
    enum bc_pace pace;
    const struct bc_target *overruled_by; /* of the higher issuer, or NULL */
    size_t n_at_risk; /* meet their target class now, but are at risk */
    size_t n_rows;
    struct bc_basis_row *rows; /* the features in scope */
};

struct bc_results {
    size_t n;
    struct bc_result *result;
    struct bc_arena arena;
    size_t room;
};
void bc_results_clear(struct bc_results *results);

struct bc_judgement;  /* water/assess.h */
struct bc_risk_input; /* water/risk.h */

/** Everything that targets are evaluated over. All borrowed. */
struct bc_plan_input {
    size_t n_layers;
    const struct bc_layer *const *layers; /* by role; derived columns filled:
        sections: class_no meets_target class_change deciding_change tli risk
        intensity in_redline in_zone basin region; outfalls: stage_no traced
        remediated accepted closed in_redline in_zone basin region; suspects:
        in_redline basin region ...  (text `basin` and `region` may be sets) */
    const struct bc_layer *basins;
    const struct bc_layer *regions; /* NULL: none */
    bool lacks_places; /* they are there and could not be read: no scope is
                          doubted */
    /* the waters: judgements are made anew for groups of lake points */
    const struct bc_observations
        *observations; /* NULL: class given in sections */
    const struct bc_water_method *water_method;
    struct bc_period period;
    bool has_before;
    struct bc_period before;
    /* of `before`: the same observations, or the months of an earlier result;
     * NULL: an earlier result that has none */
    const struct bc_observations *observations_before;
    const struct bc_judgement *judgement_before; /* per section row, or NULL */
    enum bc_reason no_before; /* why an earlier result says nothing */
    bc_day as_of;
    bool strict;       /* method.compare: strict */
    bc_day pace_start; /* method.pace_start; 0: January 1st of the due year */
    /* of lakes with several points; NULL: at risk when one of the points is */
    const struct bc_risk_input *risk;
};

/** The layer that a target speaks of (`waters`: the sections), or NULL. */
const struct bc_layer *bc_plan_layer(const struct bc_plan_input *input,
                                     const char *role);

/**
 * Every target in every scope, in the order of the targets and their scopes.
 * Conditions are checked against the columns first (BC_BAD_INPUT).
 */
enum bc_status bc_evaluate(const struct bc_plan_input *input,
                           const struct bc_targets *targets,
                           struct bc_findings *findings,
                           struct bc_results *results, struct bc_error *err);
#endif
