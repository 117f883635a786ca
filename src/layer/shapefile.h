/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_SHAPEFILE_H
#define BC_LAYER_SHAPEFILE_H

#include "base/error.h"
#include "layer/dbf.h"

/**
 * What GDAL passes over in silence is checked before it reads: .shp, .shx and
 * .dbf all there, whole, of as many records, and each record where the index
 * says it is, of the number, length and type that it should have.
 *
 * @param[out] table     the .dbf; the caller clears it, after failures too
 * @param[out] encoding  of the .dbf: by the .cpg, its language byte, or its
 *                       bytes; the caller frees it
 */
enum bc_status bc_shapefile_check(const char *path, const char *label,
                                  struct bc_dbf *table, char **encoding,
                                  struct bc_error *err);

#endif
