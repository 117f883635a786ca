/* SPDX-License-Identifier: MIT */
#include "water/gb3838.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

extern const unsigned char bc_gb3838_csv[];
extern const size_t bc_gb3838_csv_size;

static struct bc_gb3838_row *rows; /* kept for the life of the process */
static size_t n_rows;

/* One RFC 4180 cell, unquoted in place. @return what follows its separator */
static char *take_cell(char *at, char **cell, char *separator)
{
    char *to = *cell = at;

    if (*at == '"') {
        for (at++; *at && (*at != '"' || at[1] == '"'); at++) {
            at += *at == '"'; /* "" is one quote */
            *to++ = *at;
        }
        at += *at == '"';
    }
    while (*at && *at != ',' && *at != '\n')
        *to++ = *at++;
    *separator = *at;
    at += *at != '\0';
    *to = '\0';
    return at;
}

static void parse(void)
{
    char *at = bc_copy_bytes((const char *)bc_gb3838_csv, bc_gb3838_csv_size);
    size_t room = 0;
    char *cell, separator = ',';

    while (*at) {
        rows = bc_reserve(rows, &room, n_rows + 1, sizeof *rows);
        for (size_t c = 0; c < BC_GB_N_COLUMNS; c++) {
            assert(c == 0 || separator == ','); /* the table is ours */
            at = take_cell(at, &cell, &separator);
            rows[n_rows].cell[c] = cell;
        }
        assert(separator != ',');
        n_rows++;
    }
}

const struct bc_gb3838_row *bc_gb3838_rows(size_t *n)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, parse);
    *n = n_rows - 1;
    return rows + 1; /* behind the header */
}

size_t bc_gb3838_item(const struct bc_gb3838_row *row)
{
    return strtoul(row->cell[BC_GB_NO], NULL, 10) - 1;
}
