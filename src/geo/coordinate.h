/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_COORDINATE_H
#define BC_GEO_COORDINATE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/finding.h"
#include "geo/crs.h"
#include "layer/layer.h"
#include "layer/source.h"

/**
 * The shifted coordinates of Chinese web maps: GCJ-02 ("Mars") and Baidu's
 * BD-09 on top of it. Both are smooth shifts of about 500 m that a closed
 * formula gives in one direction only.
 *
 * @param position  longitude and latitude in degrees, WGS 84 to @p frame, in
 *                  place; outside China and for the other frames nothing moves
 */
void bc_coordinates_shift(enum bc_coordinates frame, double position[2]);

/** The other way, by iteration to 1e-9 degree. @return whether it moved */
bool bc_coordinates_undo(enum bc_coordinates frame, double position[2]);

/**
 * Brings the layer of a source in GCJ-02 or BD-09 to WGS 84, in place, with a
 * finding that says how far it moved; for the other frames nothing happens.
 * @retval BC_BAD_INPUT  the layer's CRS is not geographic
 */
enum bc_status bc_coordinates_normalise(struct bc_crs *crs,
                                        struct bc_layer *layer,
                                        enum bc_coordinates frame,
                                        struct bc_findings *findings,
                                        struct bc_error *err);

const char *bc_coordinates_name(enum bc_coordinates frame); /* "GCJ-02" */

#endif
