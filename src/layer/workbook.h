/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_WORKBOOK_H
#define BC_LAYER_WORKBOOK_H

#include "base/error.h"

/** Refuses an .xlsx that is no zip archive or that unpacks to more than 1 GiB,
 * or to more than 64 MiB and 100 times its size: it is opened in memory. */
enum bc_status bc_workbook_check(const char *path, const char *label,
                                 struct bc_error *err);

#endif
