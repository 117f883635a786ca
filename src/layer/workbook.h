/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_WORKBOOK_H
#define BC_LAYER_WORKBOOK_H

#include <stddef.h>

#include "base/error.h"
#include "layer/limits.h"

/**
 * The parts of an .xlsx. Refused: what is no whole zip archive, a part that
 * stands twice, encryption, and what unpacks to more than the limits (or to
 * more than 64 MiB and so many times its size: a part is held in memory).
 */
struct bc_workbook;

enum bc_status bc_workbook_open(const char *path, const char *label,
                                const struct bc_input_limits *limits,
                                struct bc_workbook **workbook,
                                struct bc_error *err);
void bc_workbook_free(struct bc_workbook *workbook);

/**
 * A part, unpacked and compared with its checksum.
 * @param[out] bytes  the caller frees them; NULL when there is no such part
 */
enum bc_status bc_workbook_part(struct bc_workbook *workbook, const char *name,
                                char **bytes, size_t *n, struct bc_error *err);

/** Compares the parts that nobody asked for with their checksums: a workbook
 * of which a picture is broken was broken on its way here. */
enum bc_status bc_workbook_check_rest(const struct bc_workbook *workbook,
                                      struct bc_error *err);

#endif
