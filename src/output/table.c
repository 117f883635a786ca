/* SPDX-License-Identifier: MIT */
#include "output/table_row.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void bc_table_clear(struct bc_table *table)
{
    bc_arena_clear(&table->texts);
    free(table->cells);
    if (table->csv) {
        bc_text_clear(&table->csv->text);
        bc_text_clear(&table->csv->above.text);
        bc_text_clear(&table->csv->spare);
    }
    free(table->csv);
    *table = (struct bc_table){0};
}

/* A copy, or what stands above when it is the same. */
static const char *keep_cell(struct bc_table *table, const char *text,
                             const char *above)
{
    if (above && strcmp(text, above) == 0)
        return above;
    return bc_arena_copy(&table->texts, text, strlen(text));
}

void bc_table_add_row(struct bc_table *table, const char *const *cells)
{
    size_t n = table->n_rows * table->n_columns;

    assert(!table->csv);
    table->cells = bc_reserve(table->cells, &table->room, n + table->n_columns,
                              sizeof *table->cells);
    for (size_t i = 0; i < table->n_columns; i++)
        table->cells[n + i] = keep_cell(
            table, cells[i] ? cells[i] : "",
            table->n_rows > 0 ? table->cells[n - table->n_columns + i] : NULL);
    table->n_rows++;
}

void bc_table_append(struct bc_table *table, struct bc_table *rows)
{
    size_t n = table->n_rows * table->n_columns;
    size_t n_more = rows->n_rows * rows->n_columns;

    assert(table->n_columns == rows->n_columns && !table->csv == !rows->csv);
    if (table->csv) {
        bc_text_add_bytes(&table->csv->text, rows->csv->text.data,
                          rows->csv->text.length);
        table->n_rows += rows->n_rows;
        bc_table_clear(rows);
        return;
    }
    table->cells = bc_reserve(table->cells, &table->room, n + n_more,
                              sizeof *table->cells);
    if (n_more > 0)
        memcpy(table->cells + n, rows->cells, n_more * sizeof *rows->cells);
    table->n_rows += rows->n_rows;
    bc_arena_take(&table->texts, &rows->texts);
    bc_table_clear(rows);
}

void bc_table_findings(const struct bc_findings *findings,
                       struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"level", false}, {"code", false},    {"source", false},
        {"line", true},   {"feature", false}, {"field", false},
        {"value", false}, {"message", false}};
    struct bc_table_row row = {0};

    *table = BC_TABLE("findings", columns);
    for (size_t i = 0; i < bc_findings_count(findings); i++) {
        const struct bc_finding *finding = bc_findings_get(findings, i);

        bc_put_text(&row, bc_level_name(bc_finding_level(finding->code)));
        bc_put_text(&row, bc_finding_name(finding->code));
        bc_put_text(&row, finding->source);
        bc_put_positive(&row, (int64_t)finding->line);
        bc_put_text(&row, finding->feature);
        bc_put_text(&row, finding->field);
        bc_put_text(&row, finding->value);
        bc_put_text(&row, finding->message);
        bc_put_end(&row, table);
    }
}

/* A cell that repeats the one above it, as the words of the method do, is
 * copied. */
static void add_csv_cell(const struct bc_table *table, size_t i,
                         struct bc_table_place *above, struct bc_text *out)
{
    const char *cell = table->cells[i];
    size_t from = out->length;

    if (i >= table->n_columns && cell == table->cells[i - table->n_columns])
        bc_text_repeat(out, above->from, above->n);
    else
        bc_text_add_csv(out, cell);
    *above = (struct bc_table_place){from, out->length - from};
}

static void print_header(const struct bc_table *table, struct bc_text *out)
{
    bc_text_add(out, "\xEF\xBB\xBF");
    for (size_t c = 0; c < table->n_columns; c++)
        bc_text_printf(out, "%s%s", c ? "," : "", table->columns[c].name);
    bc_text_add(out, "\r\n");
}

void bc_table_print(struct bc_table *table, bool with_header)
{
    assert(table->n_rows == 0 && !table->csv);
    table->csv = bc_alloc(1, sizeof *table->csv);
    if (with_header)
        print_header(table, &table->csv->text);
}

const struct bc_text *bc_table_printed(const struct bc_table *table)
{
    return table->csv ? &table->csv->text : NULL;
}

void bc_table_csv(const struct bc_table *table, struct bc_text *out)
{
    struct bc_table_place *above = bc_alloc(table->n_columns, sizeof *above);

    assert(!table->csv && table->n_columns > 0);
    print_header(table, out);
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        add_csv_cell(table, i, &above[i % table->n_columns], out);
        bc_text_add(out, (i + 1) % table->n_columns ? "," : "\r\n");
    }
    free(above);
}

void bc_table_json(const struct bc_table *table, struct bc_text *out)
{
    assert(table->n_columns > 0);
    bc_text_add(out, "[");
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        size_t c = i % table->n_columns;
        const char *cell = table->cells[i];

        bc_text_add(out, c ? "," : i ? ",\n{" : "\n{");
        bc_text_add_json(out, table->columns[c].name);
        bc_text_add(out, ":");
        if (!*cell)
            bc_text_add(out, "null");
        else if (table->columns[c].number)
            bc_text_add(out, cell);
        else
            bc_text_add_json(out, cell);
        if (c + 1 == table->n_columns)
            bc_text_add(out, "}");
    }
    bc_text_add(out, table->n_rows ? "\n]\n" : "]\n");
}
