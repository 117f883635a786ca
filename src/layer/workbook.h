/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_WORKBOOK_H
#define BC_LAYER_WORKBOOK_H

#include "base/error.h"

/**
 * What GDAL would do in silence, or not come back from, is checked before it
 * reads an .xlsx. Refused: what is no whole zip archive, what unpacks to more
 * than 1 GiB (or to more than 64 MiB and 100 times its size: it is opened in
 * memory), and formulas without a stored value, which would be empty cells.
 */
enum bc_status bc_workbook_check(const char *path, const char *label,
                                 struct bc_error *err);

#endif
