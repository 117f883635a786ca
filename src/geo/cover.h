/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_COVER_H
#define BC_GEO_COVER_H

#include <stddef.h>

#include "layer/layer.h"

/** Which polygons cover each point of a point layer: lists of rows, ascending;
 * point i has feature[first[i]] .. feature[first[i + 1] - 1]. */
struct bc_cover {
    size_t n;
    size_t *first; /* n + 1 offsets into feature */
    size_t *feature;
};
void bc_cover_clear(struct bc_cover *cover);
void bc_cover_points(const struct bc_layer *points,
                     const struct bc_layer *polygons, struct bc_cover *cover);

#endif
