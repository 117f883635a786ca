/* SPDX-License-Identifier: MIT */
#include "water/cells.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* ---- columns ---- */

/* A header as it is compared: folded, without brackets. */
static char *header_key(const char *header, char unit[BC_UNIT_SIZE])
{
    struct bc_text folded = {0}, name = {0};
    const char *open = NULL;
    char *key;

    unit[0] = '\0';
    bc_text_fold(&folded, header, strlen(header));
    for (const char *at = bc_text_string(&folded); *at; at++) {
        if (*at == '(' && !open)
            open = at + 1;
        else if (*at == ')' && open) {
            snprintf(unit, BC_UNIT_SIZE, "%.*s", (int)(at - open), open);
            open = NULL;
        } else if (!open) {
            bc_text_add_bytes(&name, at, 1);
        }
    }
    key = bc_text_key(bc_text_string(&name));
    bc_text_clear(&folded);
    bc_text_clear(&name);
    return key;
}

static size_t column_of(const struct bc_layer *table, const char *alias,
                        char unit[BC_UNIT_SIZE])
{
    size_t column = bc_layer_find(table, alias);
    char *wanted = bc_text_key(alias);

    if (column != BC_NO_COLUMN) /* a key may have any header */
        free(header_key(table->columns[column].name, unit));
    for (size_t c = 0; c < table->n_columns && column == BC_NO_COLUMN; c++) {
        char *key = header_key(table->columns[c].name, unit);

        if (strcmp(key, wanted) == 0)
            column = c;
        free(key);
    }
    free(wanted);
    return column;
}

size_t bc_cells_column(const struct bc_layer *table, const char *aliases,
                       char unit[BC_UNIT_SIZE])
{
    size_t column = BC_NO_COLUMN;

    while (*aliases && column == BC_NO_COLUMN) {
        size_t n = strcspn(aliases, "|");
        char *alias = bc_copy_bytes(aliases, n);

        column = column_of(table, alias, unit);
        free(alias);
        aliases += n + (aliases[n] == '|');
    }
    if (column == BC_NO_COLUMN)
        unit[0] = '\0';
    return column;
}

/* ---- cells ---- */

const char *bc_cells_text(const struct bc_layer *table, size_t column,
                          size_t row)
{
    assert(row < table->n_features);
    if (column == BC_NO_COLUMN || table->columns[column].type != BC_TEXT)
        return NULL;
    return table->columns[column].text[row];
}

static bool number_of(const char *text, struct bc_decimal *number)
{
    struct bc_text folded = {0};
    enum bc_parse parsed;

    bc_text_fold(&folded, text, strlen(text));
    parsed = bc_decimal_parse(
        (struct bc_slice){bc_text_string(&folded), folded.length}, number);
    bc_text_clear(&folded);
    return parsed <= BC_PARSED_ROUNDED;
}

struct bc_decimal bc_cells_number(const struct bc_layer *table, size_t column,
                                  size_t row, struct bc_findings *findings)
{
    const char *text = bc_cells_text(table, column, row);
    struct bc_decimal number = BC_MISSING;

    if (text && !number_of(text, &number))
        bc_cells_found(findings, table, row, BC_FOUND_BAD_VALUE,
                       table->columns[column].name, text,
                       "not a number; treated as missing");
    return number;
}

void bc_cells_found(struct bc_findings *findings, const struct bc_layer *table,
                    size_t row, enum bc_finding_code code, const char *field,
                    const char *value, const char *message)
{
    bc_findings_add(findings,
                    &(struct bc_finding){.code = code,
                                         .source = table->row_source[row],
                                         .line = table->row_line[row],
                                         .field = field,
                                         .value = value,
                                         .message = message});
}

/* ---- compiled-in tables ---- */

static size_t count_lines(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += *text == '\n';
    return n;
}

/* The cells of a line go to a row; the header's, row 0, become columns. */
static void put_line(struct bc_layer *table, char *line, size_t line_no)
{
    char *cell;

    for (size_t c = 0; (cell = strsep(&line, ",")); c++) {
        if (line_no == 0)
            bc_layer_add_key(table,
                             bc_arena_copy(&table->arena, cell, strlen(cell)),
                             bc_layer_add_column(table, cell, BC_TEXT));
        else
            bc_layer_set_text(table, c, line_no - 1, cell);
        assert(c < table->n_columns); /* the tables are ours */
    }
}

struct bc_layer *bc_cells_embedded(const char *name, const unsigned char *csv,
                                   size_t size)
{
    char *copy = bc_copy_bytes((const char *)csv, size), *at = copy, *line;
    size_t n_lines = count_lines(copy);
    struct bc_layer *table =
        bc_layer_new(name, name, BC_GEOMETRY_NONE, n_lines - 1);

    assert(n_lines > 1);
    for (size_t l = 0; l < n_lines && (line = strsep(&at, "\n")); l++) {
        if (l > 0)
            table->row_line[l - 1] = l + 1;
        put_line(table, line, l);
    }
    free(copy);
    return table;
}

/* ---- bounds and ratios ---- */

bool bc_bound_parse(const char *text, struct bc_bound *bound)
{
    static const struct {
        const char *sign;
        enum bc_relation relation;
    } signs[] = {{"<=", BC_AT_MOST},  {"≤", BC_AT_MOST},  {"<", BC_BELOW},
                 {">=", BC_AT_LEAST}, {"≥", BC_AT_LEAST}, {">", BC_ABOVE}};
    struct bc_text folded = {0};
    bool parsed = false;

    *bound = (struct bc_bound){BC_NO_BOUND, BC_MISSING};
    bc_text_fold(&folded, text, strlen(text));
    for (size_t s = 0; s < sizeof signs / sizeof signs[0] && !parsed; s++) {
        size_t n = strlen(signs[s].sign);

        if (strncmp(bc_text_string(&folded), signs[s].sign, n) != 0)
            continue;
        if (!number_of(folded.data + n, &bound->value))
            break;
        bound->relation = signs[s].relation;
        parsed = true;
    }
    bc_text_clear(&folded);
    return parsed;
}

bool bc_bound_holds(struct bc_bound bound, struct bc_decimal value)
{
    int compared;

    if (bound.relation == BC_NO_BOUND || !bc_decimal_known(value))
        return false;
    compared = bc_decimal_compare(value, bound.value);
    switch (bound.relation) {
    case BC_BELOW:
        return compared < 0;
    case BC_AT_MOST:
        return compared <= 0;
    case BC_ABOVE:
        return compared > 0;
    default: /* BC_AT_LEAST */
        return compared >= 0;
    }
}

struct bc_decimal bc_cells_ratio(struct bc_decimal a, struct bc_decimal b,
                                 int places)
{
    bc_int128 numerator = a.units; /* 18 digits, and 18 more below */

    if (!bc_decimal_known(a) || !bc_decimal_known(b) || b.units <= 0)
        return BC_MISSING;
    for (int s = 0; s < b.scale; s++)
        numerator *= 10;
    return bc_decimal_divide(numerator, a.scale, b.units, places);
}
