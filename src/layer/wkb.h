/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_WKB_H
#define BC_LAYER_WKB_H

#include <stddef.h>
#include <stdint.h>

#include "layer/builder.h"

/**
 * Well-known binary (OGC 06-103r4, 8.2) as the geometry of the builder's
 * current row, with the findings of bc_ogr_shape_add. Plain points, lines and
 * polygons go straight into the columns; all else is left to OGR.
 * @param bytes  n of them; NULL, or what OGR cannot decode, is a fault
 */
void bc_wkb_add(struct bc_builder *builder, const unsigned char *bytes,
                size_t n);

/**
 * What stands before well-known binary in a GeoPackage: OGC 12-128r18, 2.1.3.
 * @return its bytes; 0 when it is none, or nothing follows
 */
size_t bc_wkb_header(const unsigned char *blob, size_t n, int32_t *srs_id);

#endif
