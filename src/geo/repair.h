/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_REPAIR_H
#define BC_GEO_REPAIR_H

#include "base/decimal.h"
#include "base/error.h"
#include "base/finding.h"
#include "geo/crs.h"
#include "geo/geos.h"
#include "layer/layer.h"

/**
 * Makes every polygon of a layer usable: finite, closed, valid. Invalid ones
 * are repaired as by GEOS' structure method with a finding that names reason,
 * place, and geodesic area before and after; refused (error) when the area
 * moves by more than @p max_change_percent or nothing is left.
 */
enum bc_status
bc_geometry_repair(struct bc_geos *geos, const struct bc_crs *crs,
                   struct bc_layer *layer, struct bc_decimal max_change_percent,
                   struct bc_findings *findings, struct bc_error *err);

#endif
