/* SPDX-License-Identifier: MIT */
/* What a server is asked: names of a table and its columns stay names, whatever
 * they are made of. An input is the table and two columns, parted by line ends.
 */
#include "fuzz.h"

#include <string.h>

#include "water/month_query.h"

enum { COLUMNS = 5 };

/* The query without what stands in quotes; every quote is closed. */
static void skeleton_of(const char *sql, struct bc_text *skeleton)
{
    char quote = 0;

    for (const char *at = sql; *at; at++) {
        if (!quote && (*at == '"' || *at == '\'')) {
            quote = *at;
            bc_text_add_bytes(skeleton, at, 1);
        } else if (quote && *at == quote) {
            if (at[1] == quote)
                at++;
            else
                quote = 0;
        } else if (!quote) {
            bc_text_add_bytes(skeleton, at, 1);
        }
    }
    HOLDS(!quote);
}

static void ask(const char *const names[3], struct bc_text *skeleton)
{
    static const char *const header[COLUMNS] = {"section", "time", "month",
                                                "item", "value"};
    static const char *const types[COLUMNS] = {
        "text", "timestamp without time zone", "integer", "text", "numeric"};
    const char *columns[COLUMNS] = {names[1], header[1], header[2], names[2],
                                    header[4]};
    struct bc_slice slices[COLUMNS];
    struct bc_row_layout layout = {0};
    struct bc_month_table table = {names[0], COLUMNS, columns, types, &layout};
    struct bc_text sql = {0};
    struct bc_error err;

    for (size_t c = 0; c < COLUMNS; c++)
        slices[c] = bc_slice_of(header[c]);
    HOLDS(bc_row_layout_read(
              &layout, &(struct bc_header){"t", slices, COLUMNS, 1, 1, ""},
              NULL, &err) == BC_OK);
    bc_month_query_sums(&table, (const int[]){202104}, 1, false, &sql);
    skeleton_of(sql.data, skeleton);
    bc_text_clear(&sql);
    bc_row_layout_clear(&layout);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = strndup((const char *)data, size), *rest = text;
    const char *names[3] = {strsep(&rest, "\n"), strsep(&rest, "\n"),
                            strsep(&rest, "\n")};
    struct bc_text plain = {0}, odd = {0};

    /* a dot parts the schema from the table */
    if (names[2] && !strchr(names[0], '.')) {
        ask((const char *const[]){"t", "s", "i"}, &plain);
        ask(names, &odd);
        HOLDS(!strcmp(plain.data, odd.data));
    }
    bc_text_clear(&plain);
    bc_text_clear(&odd);
    free(text);
    return 0;
}
