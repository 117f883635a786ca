/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_REGION_H
#define BC_GEO_REGION_H

#include "base/error.h"
#include "base/finding.h"
#include "geo/geometry.h"
#include "layer/layer.h"

/**
 * Adds the derived text column `region`: the set of prefecture codes (six
 * digits, joined by '/') that a feature counts in. Decided by its own
 * county_code (4201xx -> 420100; 4290xx stay as they are) or city (a set, by
 * the names of @p regions and a built-in list of Hubei's prefectures), else by
 * the `regions` polygons that cover it. Own code against position: a finding.
 * Missing where neither is there.
 */
enum bc_status bc_region_assign(struct bc_geos *geos,
                                const struct bc_layer *regions,
                                struct bc_layer *layer,
                                struct bc_findings *findings,
                                struct bc_error *err);
#endif
