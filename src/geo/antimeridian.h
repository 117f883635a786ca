/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_ANTIMERIDIAN_H
#define BC_GEO_ANTIMERIDIAN_H

#include "base/finding.h"
#include "geo/geos.h"
#include "layer/layer.h"

/**
 * Cuts lines and polygons with an edge of more than 180 degrees of longitude,
 * which goes the short way, over the antimeridian: plane geometry breaks there,
 * and RFC 7946 section 3.1.9 asks for a part on either side. Each is a finding.
 * What cannot be cut, as a ring around a pole, has no geometry afterwards.
 * Edges along a pole do not cross.
 * @param layer  in degrees, within +-180 and +-90
 */
void bc_antimeridian_cut(const struct bc_geos *geos, struct bc_layer *layer,
                         struct bc_findings *findings);

#endif
