/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_ERROR_H
#define BC_BASE_ERROR_H

#include <basincheck/error.h>

/**
 * Writes the message (cut at a UTF-8 boundary when too long). An argument
 * may be err->message itself; a NULL @p err drops the message.
 * @return @p status, so that a caller can `return bc_error_set(...)`
 */
enum bc_status bc_error_set(struct bc_error *err, enum bc_status status,
                            const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
