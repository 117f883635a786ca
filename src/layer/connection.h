/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_CONNECTION_H
#define BC_LAYER_CONNECTION_H

#include <stdbool.h>

#include "base/error.h"

/* `PG:dbname=hubei host=db`: a source on a PostgreSQL server, as libpq's
 * keywords and values name it. */

/** Whether it is meant to be one: a URL (`postgresql://...`) is none that
 * bc_connection_check takes. */
bool bc_connection_is(const char *source);

/**
 * Whether @p source is a connection that a project file may hold. No message
 * repeats a value of it.
 * @retval BC_BAD_INPUT  a password (it comes from PGPASSWORD, ~/.pgpass or a
 *         service file), an unknown keyword, no keyword and value
 */
enum bc_status bc_connection_check(const char *source, struct bc_error *err);

/** `PG:hubei/sections`: database (or service) and table, what messages and
 * outputs call it: who and where the server is stays out of them. The caller
 * frees it. */
char *bc_connection_label(const char *source, const char *table);

#endif
