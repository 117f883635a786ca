/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_FLATGEOBUF_H
#define BC_LAYER_FLATGEOBUF_H

#include <stddef.h>

#include "base/error.h"

/**
 * What GDAL passes over in silence is checked before it reads: as many
 * features as the header says, side by side to the end of the file.
 *
 * @param[out] n_features  how many there are
 * @retval BC_BAD_INPUT  cut, bytes behind the end, another count
 */
enum bc_status bc_flatgeobuf_check(const char *path, const char *label,
                                   size_t *n_features, struct bc_error *err);

#endif
