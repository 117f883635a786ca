/* SPDX-License-Identifier: MIT */
#include "output/table_row.h"

#include <assert.h>
#include <string.h>

struct bc_text *bc_put_cell(struct bc_table_row *row)
{
    assert(row->n < BC_TABLE_COLUMNS);
    if (row->n > 0)
        bc_text_add_bytes(&row->text, "", 1);
    row->begins[row->n++] = row->text.length;
    return &row->text;
}

void bc_put_text(struct bc_table_row *row, const char *text)
{
    struct bc_text *cell = bc_put_cell(row);

    if (text)
        bc_text_add(cell, text);
}

void bc_put_nothing(struct bc_table_row *row, size_t n_cells)
{
    for (size_t i = 0; i < n_cells; i++)
        bc_put_cell(row);
}

void bc_put_flag(struct bc_table_row *row, int flag)
{
    bc_put_text(row, flag < 0 ? NULL : flag ? "1" : "0");
}

void bc_put_taken(struct bc_table_row *row, struct bc_text *text)
{
    bc_put_text(row, bc_text_string(text));
    bc_text_clear(text);
}

void bc_put_count(struct bc_table_row *row, int64_t value)
{
    char text[24];

    bc_decimal_print(bc_decimal_of(value, 0), text);
    bc_put_text(row, text);
}

void bc_put_positive(struct bc_table_row *row, int64_t value)
{
    if (value > 0)
        bc_put_count(row, value);
    else
        bc_put_cell(row);
}

void bc_put_decimal(struct bc_table_row *row, struct bc_decimal value)
{
    char text[24];

    bc_decimal_print(value, text);
    bc_put_text(row, text);
}

void bc_put_short(struct bc_table_row *row, struct bc_decimal value)
{
    char text[24];

    bc_decimal_print_short(value, text);
    bc_put_text(row, text);
}

void bc_put_real(struct bc_table_row *row, double value, int places)
{
    bc_text_add_real(bc_put_cell(row), value, places);
}

void bc_put_day(struct bc_table_row *row, bc_day day)
{
    char text[16];

    bc_day_print(day, text);
    bc_put_text(row, text);
}

static size_t cell_length(const struct bc_table_row *row, size_t i)
{
    return i + 1 < row->n ? row->begins[i + 1] - 1 - row->begins[i]
                          : row->text.length - row->begins[i];
}

static bool same_cell(const struct bc_table_row *a,
                      const struct bc_table_row *b, size_t i)
{
    const size_t n = cell_length(a, i);

    return n == cell_length(b, i) &&
           memcmp(a->text.data + a->begins[i], b->text.data + b->begins[i],
                  n) == 0;
}

/* A cell that repeats the one above it, as the words of the method do, is
 * copied. */
static void print_row(struct bc_table_row *row, struct bc_table_csv *csv)
{
    for (size_t i = 0; i < row->n; i++) {
        const size_t from = csv->text.length;
        struct bc_table_place *place = &csv->places[i];

        if (csv->above.n > 0 && same_cell(row, &csv->above, i)) {
            bc_text_repeat(&csv->text, place->from, place->n);
        } else {
            bc_text_add_csv(&csv->text, row->text.data + row->begins[i]);
            bc_text_add(&csv->text, i + 1 < row->n ? "," : "\r\n");
        }
        *place = (struct bc_table_place){from, csv->text.length - from};
    }
    csv->spare = csv->above.text;
    csv->spare.length = 0;
    csv->above = *row;
    *row = (struct bc_table_row){.n = 0};
}

struct bc_table_row bc_table_row_begin(struct bc_table *table)
{
    struct bc_table_row row = {.n = 0};

    if (table->csv) {
        row.text = table->csv->spare;
        table->csv->spare = (struct bc_text){0};
    }
    return row;
}

void bc_put_end(struct bc_table_row *row, struct bc_table *table)
{
    const char *cells[BC_TABLE_COLUMNS], *text = bc_text_string(&row->text);

    assert(row->n == table->n_columns);
    if (table->csv) {
        print_row(row, table->csv);
        table->n_rows++;
        return;
    }
    for (size_t i = 0; i < row->n; i++)
        cells[i] = text + row->begins[i];
    bc_table_add_row(table, cells);
    bc_text_clear(&row->text);
    row->n = 0;
}
