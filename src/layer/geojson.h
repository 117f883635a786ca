/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_GEOJSON_H
#define BC_LAYER_GEOJSON_H

#include "base/error.h"
#include "layer/builder.h"
#include "layer/claim.h"
#include "layer/limits.h"

/**
 * Reads a GeoJSON FeatureCollection or Feature into a builder. Our own reader,
 * because GDAL's passes over broken features, makes WGS 84 of a `crs` it does
 * not know, clamps long numbers and may fetch a linked `crs`, all in silence.
 *
 * @param encoding  NULL: UTF-8, as the format demands
 * @param limits    of levels, columns and cells
 * @param[out] crs  "OGC:CRS84" without a `crs` member, "EPSG:4547" for its
 *                  names; NULL when it is null; lives in the layer's arena
 * @param[out] claim  what its members `bbox` say
 */
enum bc_status bc_geojson_read(struct bc_builder *builder, const char *path,
                               const char *label, const char *encoding,
                               const struct bc_input_limits *limits,
                               const char **crs, struct bc_claim *claim,
                               struct bc_error *err);

#endif
