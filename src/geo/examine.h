/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_EXAMINE_H
#define BC_GEO_EXAMINE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/finding.h"
#include "geo/geos.h"
#include "layer/layer.h"

/**
 * Exchanges the longitude and latitude of the points that lie outside the
 * extent of @p basins by more than a degree, and exchanged inside it; each is
 * a finding.
 * @param points, basins  in degrees; other layers than points stay
 */
void bc_examine_swapped(struct bc_layer *points, const struct bc_layer *basins,
                        struct bc_findings *findings);

/** What holds all basins: xmin ymin xmax ymax; false when there is nothing. */
bool bc_examine_extent(const struct bc_layer *basins, double extent[4]);
/** As bc_examine_swapped, by that extent. */
void bc_examine_swapped_from(struct bc_layer *points, const double extent[4],
                             struct bc_findings *findings);

/**
 * What is odd about features that are valid each by itself; nothing is changed.
 * Findings: features with the geometry of an earlier one (polygons whatever
 * their start and direction, lines either way round), lines without length, and
 * polygons smaller than @p sliver_area_m2 or narrower (area / half perimeter)
 * than @p sliver_width_m.
 * @param layer  in degrees, polygons valid
 */
void bc_examine_features(struct bc_geos *geos, const struct bc_layer *layer,
                         double sliver_area_m2, double sliver_width_m,
                         struct bc_findings *findings);

#endif
