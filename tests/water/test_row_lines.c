/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "test.h"
#include "water/row.h"

/* Lines are read to the same runs and values as the cells that they are cut
 * into, or not at all. */

enum { N_COLUMNS = 4, MOST_ROWS = 64, OFFSET = 480 };

/** The same rows, read both ways. */
struct both {
    struct bc_row_ahead by_lines, by_cells;
    struct bc_slice cells[MOST_ROWS * N_COLUMNS];
    size_t lines[MOST_ROWS];
    struct bc_rows rows;
};

static void start(struct both *both, const char *header)
{
    struct bc_slice names[N_COLUMNS];
    struct bc_header given = {.source = "a.csv",
                              .names = names,
                              .n_columns = N_COLUMNS,
                              .first_line = 1,
                              .last_line = 1,
                              .above = ""};

    *both = (struct both){.rows = {.source = "a.csv", .n_columns = N_COLUMNS}};
    for (size_t c = 0; c < N_COLUMNS; c++) {
        names[c] = (struct bc_slice){header, strcspn(header, ",")};
        header += names[c].length + (header[names[c].length] == ',');
    }
    assert_true(bc_row_ahead_header(&both->by_lines, &given));
    assert_true(bc_row_ahead_header(&both->by_cells, &given));
}

static void stop(struct both *both)
{
    bc_row_ahead_clear(&both->by_lines);
    bc_row_ahead_clear(&both->by_cells);
}

/* As layer/csv does it. */
static void cut(struct both *both, const char *text)
{
    both->rows.cells = both->cells;
    both->rows.lines = both->lines;
    both->rows.n_rows = 0;
    for (size_t n = 0; *text; n++) {
        size_t length = strcspn(text, ",\r\n");

        assert_true(n < MOST_ROWS * N_COLUMNS);
        both->cells[n] = (struct bc_slice){text, length};
        text += length + strspn(text + length, "\r") + 1;
        if ((n + 1) % N_COLUMNS == 0)
            both->lines[both->rows.n_rows++] = n / N_COLUMNS + 2;
    }
}

static size_t read_lines(struct both *both, const char *text)
{
    const struct bc_lines lines = {.text = text,
                                   .n = strlen(text),
                                   .first_line = 2,
                                   .separator = ',',
                                   .n_columns = N_COLUMNS,
                                   .longest = 60,
                                   .slot = 1};

    return bc_row_ahead_lines(&both->by_lines, &lines, 0, OFFSET);
}

static void assert_slice(struct bc_slice a, struct bc_slice b)
{
    assert_int_equal(a.length, b.length);
    assert_memory_equal(a.data, b.data, a.length);
}

static void assert_runs(const struct bc_row_ahead *a,
                        const struct bc_row_ahead *b)
{
    assert_int_equal(a->n_runs, b->n_runs);
    for (size_t i = 0; i < a->n_runs; i++) {
        assert_int_equal(a->runs[i].end, b->runs[i].end);
        assert_slice(a->runs[i].section, b->runs[i].section);
        assert_slice(a->runs[i].time, b->runs[i].time);
        assert_int_equal(a->runs[i].seconds, b->runs[i].seconds);
        assert_int_equal(a->runs[i].month, b->runs[i].month);
        assert_int_equal(a->runs[i].is_month, b->runs[i].is_month);
        assert_int_equal(a->runs[i].same_section, b->runs[i].same_section);
    }
}

/* Text that a first batch, by cells, has made the items known of. */
static void assert_same(const char *header, const char *text)
{
    struct both both;

    start(&both, header);
    cut(&both, text);
    bc_row_ahead_read(&both.by_lines, &both.rows, 0, OFFSET);
    bc_row_ahead_read(&both.by_cells, &both.rows, 0, OFFSET);
    bc_row_ahead_read(&both.by_cells, &both.rows, 0, OFFSET);
    assert_int_equal(read_lines(&both, text), both.rows.n_rows);
    assert_runs(&both.by_lines, &both.by_cells);
    for (size_t r = 0; r < both.rows.n_rows; r++) {
        const struct bc_row_value *a = &both.by_lines.values[r];
        const struct bc_row_value *b = &both.by_cells.values[r];

        assert_int_equal(a->state, b->state);
        assert_int_equal(a->item, b->item);
        if (a->state != BC_ROW_VALUE)
            continue;
        assert_int_equal(a->units, b->units);
        assert_int_equal(a->scale, b->scale);
        assert_int_equal(a->non_detect, b->non_detect);
    }
    stop(&both);
}

static void assert_refused(const char *text)
{
    struct both both;

    start(&both, "section,time,item,value");
    assert_int_equal(read_lines(&both, text), 0);
    stop(&both);
}

static void samples_of_sections_are_runs(void **state)
{
    (void)state;
    assert_same("section,time,item,value", "S1,2021-01-01,pH,7.7\n"
                                           "S1,2021-01-01,DO,6.66\n"
                                           "S1,2021-01-01,TP,0.01L\n"
                                           "S2,2021-01-01,pH,7.25\n"
                                           "S2,2021-01-01,DO,\n"
                                           "S2,2021-01-01,TP,4e-05L\n"
                                           "S2,2021-01-02 08:00,pH,8\n"
                                           "S2,2021-01-02 08:00,TP,--\n");
}

static void blanks_line_ends_and_orders_of_columns_are_all_one(void **state)
{
    (void)state;
    assert_same("section,time,item,value", " S1 , 2021-01-01 , pH , 7.1 \n"
                                           "S1,2021-01-01,TP,<0.5\n"
                                           "S1,2021-01-01,TP,123456.789\n");
    assert_same("section,time,item,value", "S1,2021-01-01,pH,7.7\r\n"
                                           "S1,2021-01-01,DO,6\r\n"
                                           "S1,2021-01-01,DO,\r\n");
    assert_same("value,item,section,time", "7.7,pH,S1,2021-01-01\n"
                                           "6.6,DO,S1,2021-01-01\n"
                                           "6.6,DO,S2,2021-01-01\n");
    assert_same("value,section,time,item", "7.7,S1,2021-01,pH\r\n"
                                           ",S1,2021-01,DO\r\n");
}

static void an_item_that_is_none_was_told_by_an_earlier_batch(void **state)
{
    const char *text = "S1,2021-01-01,pH,7.7\nS1,2021-01-01,humour,1\n";

    (void)state;
    assert_same("section,time,item,value", text);
    assert_refused(text); /* it was not */
}

static void what_is_no_plain_row_is_left_to_cells(void **state)
{
    (void)state;
    assert_refused("S1,2021-01-01,pH\n");
    assert_refused("S1,2021-01-01,pH,7,\n");
    assert_refused("S1,2021-01-01,pH\n7,8,9,10\n");
    assert_refused("S1,2021-01-01,pH,7\n\n");
    assert_refused("S1,2021-01-01,p\rH,7\n");
    assert_refused("S1,2021-01-01,pH,7\r\r\n");
    assert_refused("S1,2021-01-01,pH,7\t\n");
    assert_refused("S1,2021-13-01,pH,7\n");
    assert_refused("S1,2021-01-01,pH,x\n");
    assert_refused("S1,2021-01-01,pH,ND\n");
    assert_refused("S1,2021-01-01,pH,15\n");
    assert_refused(
        "S1 and a name that goes on and on, longer than cells may be,"
        "2021-01-01,pH,7\n");
}

static void other_columns_are_left_to_cells(void **state)
{
    struct both both;

    (void)state;
    start(&both, "section,time,pH,DO");
    assert_int_equal(read_lines(&both, "S1,2021-01-01,7,8\n"), 0);
    stop(&both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_of_sections_are_runs),
        cmocka_unit_test(blanks_line_ends_and_orders_of_columns_are_all_one),
        cmocka_unit_test(an_item_that_is_none_was_told_by_an_earlier_batch),
        cmocka_unit_test(what_is_no_plain_row_is_left_to_cells),
        cmocka_unit_test(other_columns_are_left_to_cells),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
