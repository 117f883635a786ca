/* SPDX-License-Identifier: MIT */
#ifndef BC_TEST_OUTCOME_FIXTURE_H
#define BC_TEST_OUTCOME_FIXTURE_H

#include "output/publish.h"
#include "plan/outcome.h"

#define N_FIXTURE_LAYERS 7

/**
 * A small outcome made by hand, for the writers' tests. West to east the basins
 * BS-A (甲湖流域) and BS-B (乙河流域) share the edge x = 114.1:
 *
 *     30.1 +-------------------+-------------------+
 *          |  甲湖 with an     RL-1 crosses        |
 *          |  island (hole)  [=====+=====]         |
 *          |  L1 L2            |        S2 P3      |
 *          |  S1 P1 P2         |        乙湖       |
 *     30.0 +-------------------+-------------------+   X1 P4 are outside
 *        114.0               114.1               114.2
 *
 * S1 is class Ⅱ, S2 Ⅳ (total phosphorus), L1 Ⅳ, L2 Ⅴ, X1 unsampled and named
 * `=1+1,"坏"`. 乙湖 has no points. P2 lies in the red line. Targets and results
 * hold every verdict and every flag once or more.
 */
struct outcome_fixture {
    struct bc_outcome outcome; /* a test may change what it needs */
    struct bc_layer *basins, *sections, *lakes, *outfalls, *redlines, *suspects,
        *rivers;
    const struct bc_layer *layers[N_FIXTURE_LAYERS];
    struct bc_join section_join, outfall_join, suspect_join;
    struct bc_overlay overlay;
    struct bc_cover outfall_redlines, suspect_redlines, section_redlines;
    struct bc_water_method water_method;
    struct bc_judgement judgement[5], judgement_before[5], lake_judgement[2];
    struct bc_basin_rating rating[2];
    struct bc_target target[6];
    struct bc_targets targets;
    struct bc_result result[15];
    struct bc_results results;
    struct bc_findings *findings;
    struct bc_crs *crs;
    char root[64]; /* of outcome_fixture_stage; removed at the end */
};

struct outcome_fixture *outcome_fixture_new(void);
/** A stage for a folder `out` in a fresh folder; stages may follow each other.
 * The caller frees it. */
struct bc_stage *outcome_fixture_stage(struct outcome_fixture *fixture);
void outcome_fixture_free(struct outcome_fixture *fixture);

#endif
