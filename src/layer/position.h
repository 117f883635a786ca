/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_POSITION_H
#define BC_LAYER_POSITION_H

#include "base/error.h"
#include "layer/builder.h"
#include "layer/source.h"

/**
 * Makes points of a table that has columns of coordinates: those of
 * source->x_field and y_field, else by alias. Without them the layer stays a
 * table. Without source->crs they are longitude and latitude, in degrees. A row
 * whose pair is missing or impossible is a doubt and has no position.
 *
 * @retval BC_BAD_INPUT  only one of the two columns; no pair at all in range
 *                       and no crs; `x` and `y` with a crs, of which nobody
 *                       knows whether x is the easting
 */
enum bc_status bc_position_read(struct bc_builder *builder,
                                const struct bc_source *source,
                                struct bc_error *err);

#endif
