/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_WORKBOOK_WHOLE_H
#define BC_OUTPUT_WORKBOOK_WHOLE_H

#include <stdbool.h>

/* Private to workbook_write. */

/** Are the two workbooks the same bytes, can each part of them be unpacked, and
 * is it XML to its last tag? */
bool bc_workbook_is_whole(const char *path, const char *again);

#endif
