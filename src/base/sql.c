/* SPDX-License-Identifier: MIT */
#include "base/sql.h"

#include <string.h>

static void add_quoted(struct bc_text *sql, struct bc_slice text, char quote)
{
    bc_text_add_bytes(sql, &quote, 1);
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == quote)
            bc_text_add_bytes(sql, &quote, 1);
        bc_text_add_bytes(sql, &text.data[i], 1);
    }
    bc_text_add_bytes(sql, &quote, 1);
}

void bc_sql_add_name(struct bc_text *sql, struct bc_slice name)
{
    add_quoted(sql, name, '"');
}

void bc_sql_add_table(struct bc_text *sql, const char *table)
{
    const char *point = strchr(table, '.');

    if (point) {
        bc_sql_add_name(sql, (struct bc_slice){table, (size_t)(point - table)});
        bc_text_add(sql, ".");
        table = point + 1;
    }
    bc_sql_add_name(sql, bc_slice_of(table));
}

void bc_sql_add_text(struct bc_text *sql, struct bc_slice text)
{
    add_quoted(sql, text, '\'');
}
