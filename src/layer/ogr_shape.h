/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_OGR_SHAPE_H
#define BC_LAYER_OGR_SHAPE_H

#include <ogr_api.h>

#include "layer/builder.h"

/** An OGR geometry as the geometry of the builder's current row. Heights and
 * measures are dropped; curves become chords of one degree of arc, with a
 * finding; what the layer cannot hold is a finding too. */
void bc_ogr_shape_add(struct bc_builder *builder, OGRGeometryH geometry);

#endif
