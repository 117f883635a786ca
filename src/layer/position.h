/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_POSITION_H
#define BC_LAYER_POSITION_H

#include "base/error.h"
#include "layer/builder.h"
#include "layer/source.h"

/**
 * Makes points of a table that has columns of coordinates: those of
 * source->x_field and y_field, else by alias; degrees, minutes and seconds may
 * stand in columns of their own. Without them the layer stays a table. Without
 * source->crs they are longitude and latitude, in degrees; where all of them
 * are Gauss-Krueger with the zone's number in the easting, that zone of
 * CGCS2000, of each row its own (layer->row_epsg), with a doubt a zone that
 * says so. Of columns X and Y the values tell which is the northing. A row
 * whose pair is missing or impossible is a doubt and has no position.
 *
 * @retval BC_BAD_INPUT  only one of the two columns; no pair at all in range
 *                       and no crs; projected values of an unknown zone; `x`
 * and `y` with a crs, whose values do not tell which is the easting
 */
enum bc_status bc_position_read(struct bc_builder *builder,
                                const struct bc_source *source,
                                struct bc_error *err);

/** Whether the positions that were read would be the same among any others: of
 * columns X and Y with a crs all rows together tell which is the northing,
 * unless they are degrees. Without a crs what depends on others is a doubt. */
bool bc_position_is_of_row(const struct bc_layer *layer,
                           const struct bc_source *source);

#endif
