/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_ZONE_H
#define BC_GEO_ZONE_H

#include <stddef.h>

#include "base/error.h"
#include "layer/layer.h"

/**
 * A 3-degree Gauss-Krüger zone of CGCS2000 (EPSG:4534 to 4554: central
 * meridians 75 E to 135 E, false easting 500 km, no zone number in front).
 * Lengths in it are too long by x^2 / 2R^2, x from the central meridian.
 */
struct bc_zone;

/** The zone whose central meridian is nearest to @p longitude. */
enum bc_status bc_zone_new(double longitude, struct bc_zone **zone,
                           struct bc_error *err);
void bc_zone_free(struct bc_zone *zone);
/** Of the zone that bc_zone_new makes. */
int bc_zone_epsg_at(double longitude);
int bc_zone_epsg(const struct bc_zone *zone);     /* 4547 */
int bc_zone_meridian(const struct bc_zone *zone); /* 114 */

/** Longitude and latitude in degrees to easting and northing, in place; a
 * place far from the zone becomes infinite. */
void bc_zone_project(const struct bc_zone *zone, double *x, double *y,
                     size_t n);
/** And back. */
void bc_zone_unproject(const struct bc_zone *zone, double *x, double *y,
                       size_t n);
/** A copy with projected vertices; the caller clears it. */
void bc_zone_shapes(const struct bc_zone *zone, const struct bc_shapes *from,
                    struct bc_shapes *to);

#endif
