/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_SHAPEFILE_H
#define BC_LAYER_SHAPEFILE_H

#include <stddef.h>

#include "base/error.h"

/**
 * What GDAL passes over in silence is checked before it reads: .shp, .shx and
 * .dbf all there, whole, and of as many records.
 *
 * @param[out] encoding   of the .dbf: by the .cpg, its language byte, or its
 *                        bytes; the caller frees it
 * @param[out] n_records  of each of the three, less the deleted ones
 */
enum bc_status bc_shapefile_check(const char *path, const char *label,
                                  char **encoding, size_t *n_records,
                                  struct bc_error *err);

#endif
