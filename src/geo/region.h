/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_REGION_H
#define BC_GEO_REGION_H

#include <stdbool.h>

#include "base/error.h"
#include "base/finding.h"
#include "geo/geos.h"
#include "layer/layer.h"

/**
 * Adds the derived text column `region`: the set of prefecture codes (six
 * digits, joined by '/') that a feature counts in. Decided by its own
 * county_code (4201xx -> 420100; 4290xx stay as they are) or city (a set, by
 * the names of @p regions and the built-in list below), else by
 * the `regions` polygons that cover it (lines and polygons: those that hold
 * one of its vertices). Where it has both, each city counts. Own code against
 * position, or what is no code: a finding. Missing where neither is there.
 * @param regions  NULL when the project has none
 */
void bc_region_assign(const struct bc_layer *regions, struct bc_layer *layer,
                      struct bc_findings *findings);

/** The prefecture of a code of six digits: 420115 -> 420100; counties under
 * the province itself (429005, 4690xx) are their own. Of a township (nine
 * digits) and a village (twelve, both from memory) the first six count. False
 * for a province or what is no such code. */
bool bc_region_prefecture(const char *code, char prefecture[7]);

/** Of the provinces, the prefectures of Hubei and Anhui and the districts of
 * Wuhan: 420100 <-> 武汉市 (武汉 is found too); or NULL. */
const char *bc_region_name(const char *code);
const char *bc_region_code(const char *name);

#endif
