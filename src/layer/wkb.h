/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_WKB_H
#define BC_LAYER_WKB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "layer/builder.h"

/** The type that a geometry's first bytes name, as ISO and as PostGIS do. */
struct bc_wkb_type {
    unsigned simple; /* 1 point .. 7 collection; 0: any other */
    bool has_z, has_m;
};
struct bc_wkb_type bc_wkb_type(const unsigned char *bytes, size_t n);

/** Makes @p box (layer/claim.h) hold all vertices of simple features, in either
 * order of bytes. @return false when they are curves, or not whole */
bool bc_wkb_box(const unsigned char *bytes, size_t n, double box[4]);

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
