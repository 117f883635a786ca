/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_GEOMETRY_H
#define BC_GEO_GEOMETRY_H

#include <stdbool.h>

#include "base/decimal.h"
#include "base/error.h"
#include "base/finding.h"
#include "geo/crs.h"
#include "layer/layer.h"

/** GEOS with its own context; objects are made from columns on demand. */
struct bc_geos;
struct bc_geos *bc_geos_new(void);
void bc_geos_free(struct bc_geos *geos);
/**
 * GEOS asks @p wanted in its long loops, in any thread; true breaks the call
 * off, which then fails as others do: what it was for is wrong or missing, and
 * the caller is to end without a result. NULL: nothing is broken off. To be set
 * before there are threads.
 */
void bc_geos_break_off(bool (*wanted)(void));

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
const char *bc_geos_version(void);

#endif
