/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_RECORDED_AREA_H
#define BC_GEO_RECORDED_AREA_H

#include "base/finding.h"
#include "layer/layer.h"

/**
 * Compares the areas that a table states (key `area`) with those of the
 * outlines, a finding for each that differs by more than 1 %. They are in the
 * unit that the header says (面积(公顷), area_mu); a header without a unit is
 * taken as km2, or as the one of hectares, mu and m2 in which more of the rows
 * agree, and that is a finding, too.
 * @param area_m2  of each feature's outline; not above 0: it is not compared
 */
void bc_recorded_area_check(const struct bc_layer *polygons,
                            const double *area_m2,
                            struct bc_findings *findings);

#endif
