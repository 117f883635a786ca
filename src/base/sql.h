/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_SQL_H
#define BC_BASE_SQL_H

#include "base/text.h"

/* Names and texts of a project in the SQL of a PostgreSQL server: whatever they
 * hold, they stay a name or a text. */

/** @p name as a quoted identifier. */
void bc_sql_add_name(struct bc_text *sql, struct bc_slice name);
/** @p table, `schema.table` or `table`, as quoted identifiers; a table with a
 * point in its name needs its schema: `public.a.b`. */
void bc_sql_add_table(struct bc_text *sql, const char *table);
/** @p text as a literal; standard_conforming_strings is on. */
void bc_sql_add_text(struct bc_text *sql, struct bc_slice text);

#endif
