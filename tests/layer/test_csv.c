/* SPDX-License-Identifier: MIT */
#include "layer/csv.h"

#include <sys/stat.h>

#include "base/parallel.h"
#include "files.h"

static const struct bc_input_limits usual = {.row_mib = 16,
                                             .cell_bytes = 1024 * 1024,
                                             .columns = 4096,
                                             .levels = 64,
                                             .workbook_mib = 1024,
                                             .workbook_ratio = 100};

/* All cells of a file, row by row, as `a|b;c|d;`, after the header. */
static enum bc_status read_all(struct files *files, const char *name,
                               struct bc_text *out)
{
    struct bc_csv *csv = NULL;
    struct bc_rows rows = {.n_rows = 1};
    enum bc_status status = bc_csv_open(files_path(files, name), name, NULL,
                                        NULL, &usual, &csv, &files->err);

    if (!status) {
        const struct bc_header *header = bc_csv_header(csv);

        for (size_t i = 0; i < header->n_columns; i++)
            bc_text_printf(out, "%s%.*s", i ? "|" : "",
                           (int)header->names[i].length, header->names[i].data);
        bc_text_add(out, ";");
    }
    while (!status && rows.n_rows > 0) {
        status = bc_csv_next(csv, &rows, &files->err);
        for (size_t i = 0; !status && i < rows.n_rows * rows.n_columns; i++)
            bc_text_printf(out, "%.*s%s", (int)rows.cells[i].length,
                           rows.cells[i].data,
                           (i + 1) % rows.n_columns ? "|" : ";");
    }
    bc_csv_free(csv);
    return status;
}

static void assert_reads(struct files *files, const char *text, size_t n,
                         const char *expected)
{
    struct bc_text out = {0};

    files_write(files, "a.csv", text, n);
    assert_status(files, read_all(files, "a.csv", &out), BC_OK);
    assert_string_equal(bc_text_string(&out), expected);
    bc_text_clear(&out);
}

static void assert_refuses(struct files *files, const char *text, size_t n,
                           const char *words)
{
    struct bc_text out = {0};

    files_write(files, "a.csv", text, n);
    assert_status(files, read_all(files, "a.csv", &out), BC_BAD_INPUT);
    assert_says(files, words);
    bc_text_clear(&out);
}

#define READS(text, expected)                                                  \
    assert_reads(*state, text, sizeof(text) - 1, expected)
#define REFUSES(text, words)                                                   \
    assert_refuses(*state, text, sizeof(text) - 1, words)

static void line_ends_quotes_and_separators_are_those_of_rfc_4180(void **state)
{
    READS("a,b\n1,2\n", "a|b;1|2;");
    READS("a,b\r\n1,2\r\n3,4\r\n", "a|b;1|2;3|4;");
    READS("a,b\n1,2", "a|b;1|2;");
    READS("a,b\n,\n", "a|b;|;");
    READS("a,b\n\"1,\n2\",\"x\"\"y\"\n", "a|b;1,\n2|x\"y;");
    READS("a,b\n\"\",\"\"\"\"\n", "a|b;|\";");
    READS("a\tb\n1,5\t2\n", "a|b;1,5|2;");
    READS("a;b\n1,5;2\n", "a|b;1,5|2;");
    READS("\"a;x\",b\n1,2\n", "a;x|b;1|2;");
    READS("a\n1\n\n2\n\r\n", "a;1;2;");
    READS(" a , b \n 1 ,2\n", "a|b; 1 |2;");
    READS("a,b\n", "a|b;");
}

static void trailing_columns_without_a_name_must_be_empty(void **state)
{
    READS("a,b,,\n1,2,,\n3,4, ,\n", "a|b;1|2;3|4;");
    REFUSES("a,b,,\n1,2,,\n3,4,5,\n", "a.csv:3: a value in column 3");
    REFUSES("a,,b\n1,2,3\n", "a.csv:1: column 2 has no name");
}

static void what_is_broken_is_refused_with_its_line(void **state)
{
    REFUSES("", "a.csv:1: no header");
    REFUSES("\n", "a.csv:1: no header");
    REFUSES("a,b\n1,2\n\"x,2\n3,4\n", "a.csv:3: a quote is opened and never");
    REFUSES("a,b\n\"x\"y,2\n", "a.csv:2: text after a closing quote");
    REFUSES("a,b\nx\"y\",2\n", "a.csv:2: a quote inside a cell");
    REFUSES("a,b\n1,2\n3\n", "a.csv:3: 1 cells where the header has 2");
    REFUSES("a,b\n1,2\n3,4,5\n", "a.csv:3: 3 cells where the header has 2");
    REFUSES("a,b\n\"1\n2\",3\n4\n", "a.csv:4: 1 cells");
    REFUSES("a,b\n1\0,2\n", "a.csv:2: a NUL byte");
    REFUSES("a,b\n\"1\0\",2\n", "a.csv:2: a NUL byte");
    REFUSES("a,b\r1,2\r", "a.csv:1: a carriage return");
    REFUSES("a,b\n1\r2,3\n", "a.csv:2: a carriage return");
    REFUSES("a,a\n1,2\n", "columns 1 'a' and 2 'a' have one name");
    REFUSES("Code,b,CODE\n1,2,3\n", "columns 1 'Code' and 3 'CODE'");
}

static void bytes_that_are_no_text_are_refused_with_their_line(void **state)
{
    REFUSES("a,b\n1,2\n\xE6\xB2\xB3,\xFF\xFE\n\xE6\xB2\xB3,\xE6\xB2\xB3\n",
            "a.csv:3: bytes that are not UTF-8");
    /* 0xFF begins no character of GB18030 either. */
    REFUSES("a,b\n1,\xFF\n", "a.csv:2: bytes that are neither");
}

static void gbk_and_marked_files_are_read(void **state)
{
    /* 河流,湖泊 in GBK, by iconv -t GBK. */
    READS("\xBA\xD3\xC1\xF7,b\n\xBA\xFE\xB2\xB4,2\n", "河流|b;湖泊|2;");
    READS("\xEF\xBB\xBF\xE6\xB2\xB3,b\n1,2\n", "河|b;1|2;");
    READS("\xFF\xFE\x61\x00,\x00\x62\x00\n\x00\x31\x00,\x00\xB3\x6C\n\x00",
          "a|b;1|河;");
}

static void a_named_encoding_comes_before_the_bytes(void **state)
{
    struct files *files = *state;
    struct bc_csv *csv = NULL;

    files_say(files, "a.csv", "a,b\n\xE6\xB2\xB3,2\n");
    assert_int_equal(bc_csv_open(files_path(files, "a.csv"), "a.csv", "klingon",
                                 NULL, &usual, &csv, &files->err),
                     BC_BAD_INPUT);
    assert_says(files, "unknown encoding 'klingon'");
    assert_int_equal(bc_csv_open(files_path(files, "a.csv"), "a.csv",
                                 "UTF-8//IGNORE", NULL, &usual, &csv,
                                 &files->err),
                     BC_BAD_INPUT);
    assert_null(csv);
}

static void a_file_that_is_no_file_is_refused(void **state)
{
    struct files *files = *state;
    struct bc_text out = {0};

    assert_int_equal(mkfifo(files_path(files, "f.csv"), 0600), 0);
    assert_status(files, read_all(files, "f.csv", &out), BC_BAD_INPUT);
    assert_says(files, "regular");
    assert_status(files, read_all(files, "none.csv", &out), BC_BAD_INPUT);
    assert_says(files, "none.csv: cannot be opened");
    bc_text_clear(&out);
}

/* A cell of 0 to 12 of these, which need quotes more often than not. */
static void add_random_cell(struct bc_text *cell, uint64_t *seed)
{
    static const char *const pieces[] = {"x",  "1.5",  "河", ",", "\"",
                                         "\n", "\r\n", "",   "y"};
    size_t n = bc_test_random(seed) % 13;

    for (size_t i = 0; i < n; i++)
        bc_text_add(cell, pieces[bc_test_random(seed) % 9]);
}

static void add_quoted(struct bc_text *csv, const char *cell, bool quote)
{
    if (!quote && !strpbrk(cell, ",\"\r\n")) {
        bc_text_add(csv, cell);
        return;
    }
    bc_text_add(csv, "\"");
    for (; *cell; cell++) {
        bc_text_add_bytes(csv, cell, 1);
        if (*cell == '"')
            bc_text_add(csv, "\"");
    }
    bc_text_add(csv, "\"");
}

/* What is written comes back, wherever the pieces of 128 KiB end. */
static void a_long_file_comes_back_cell_by_cell(void **state)
{
    struct files *files = *state;
    struct bc_text csv = {0}, expected = {0}, out = {0};
    uint64_t seed = 4490;

    bc_text_add(&csv, "a,b,c\n");
    bc_text_add(&expected, "a|b|c;");
    for (int i = 0; i < 60000; i++) {
        struct bc_text cell = {0};

        add_random_cell(&cell, &seed);
        add_quoted(&csv, bc_text_string(&cell), bc_test_random(&seed) % 4 == 0);
        bc_text_add(&csv, i % 3 < 2 ? "," : i % 2 ? "\n" : "\r\n");
        bc_text_add(&expected, bc_text_string(&cell));
        bc_text_add(&expected, i % 3 < 2 ? "|" : ";");
        bc_text_clear(&cell);
    }
    assert_true(csv.length > 4 * 128 * 1024);
    files_write(files, "a.csv", csv.data, csv.length);
    assert_status(files, read_all(files, "a.csv", &out), BC_OK);
    assert_int_equal(out.length, expected.length);
    assert_memory_equal(out.data, expected.data, out.length);
    bc_text_clear(&csv);
    bc_text_clear(&expected);
    bc_text_clear(&out);
}

static void lines_are_counted_through_quoted_cells(void **state)
{
    struct files *files = *state;
    struct bc_csv *csv = NULL;
    struct bc_rows rows;
    static const char text[] = "a,b\n\n1,2\n\"x\n\ny\",3\r\n\n4,5\n";

    files_write(files, "a.csv", text, sizeof text - 1);
    assert_status(files,
                  bc_csv_open(files_path(files, "a.csv"), "a.csv", NULL, NULL,
                              &usual, &csv, &files->err),
                  BC_OK);
    assert_status(files, bc_csv_next(csv, &rows, &files->err), BC_OK);
    assert_int_equal(rows.n_rows, 3);
    assert_int_equal(rows.lines[0], 3);
    assert_int_equal(rows.lines[1], 4);
    assert_int_equal(rows.lines[2], 8);
    bc_csv_free(csv);
}

/* Rows `i,x` by their numbers, empty lines for longer than a piece in their
 * middle, one quote or none, and a row that is too short at the end. */
static void write_long(struct files *files, int n_rows, int n_empty, int quoted)
{
    struct bc_text csv = {0};

    bc_text_add(&csv, "a,b\n");
    for (int i = 0; i < n_rows; i++) {
        for (int e = 0; e < n_empty && i == n_rows / 2; e++)
            bc_text_add(&csv, "\n");
        bc_text_printf(&csv, i == quoted ? "%d,\"x\"\n" : "%d,x\n", i);
    }
    bc_text_add(&csv, "short\n");
    files_write(files, "a.csv", csv.data, csv.length);
    bc_text_clear(&csv);
}

static void assert_rows(const struct bc_rows *rows, size_t seen, size_t half,
                        size_t n_empty)
{
    for (size_t r = 0; r < rows->n_rows; r++) {
        const size_t i = seen + r;
        char number[24];

        snprintf(number, sizeof number, "%zu", i);
        assert_true(bc_slice_is(rows->cells[2 * r], number));
        assert_true(bc_slice_is(rows->cells[2 * r + 1], "x"));
        assert_int_equal(rows->lines[r], i + 2 + (i >= half ? n_empty : 0));
    }
}

static void a_long_file_is_the_same_by_any_number_of_threads(void **state)
{
    enum { ROWS = 20000, EMPTY = 200000, HALF = ROWS / 2 };
    static const int quoted[] = {-1, 0, HALF, ROWS - 1};
    struct files *files = *state;

    for (size_t q = 0; q < 4; q++) {
        write_long(files, ROWS, EMPTY, quoted[q]);
        for (size_t threads = 1; threads <= 3; threads++) {
            struct bc_csv *csv = NULL;
            struct bc_rows rows = {.n_rows = 1};
            enum bc_status status;
            size_t seen = 0;

            bc_threads_set(threads);
            assert_status(files,
                          bc_csv_open(files_path(files, "a.csv"), "a.csv", NULL,
                                      NULL, &usual, &csv, &files->err),
                          BC_OK);
            while (!(status = bc_csv_next(csv, &rows, &files->err)) &&
                   rows.n_rows > 0) {
                assert_rows(&rows, seen, HALF, EMPTY);
                seen += rows.n_rows;
            }
            assert_int_equal(status, BC_BAD_INPUT);
            assert_says(files, "a.csv:220002: 1 cells where the header has 2");
            assert_true(seen > 0 && seen <= ROWS);
            bc_csv_free(csv);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(line_ends_quotes_and_separators_are_those_of_rfc_4180),
        files_test(trailing_columns_without_a_name_must_be_empty),
        files_test(what_is_broken_is_refused_with_its_line),
        files_test(bytes_that_are_no_text_are_refused_with_their_line),
        files_test(gbk_and_marked_files_are_read),
        files_test(a_named_encoding_comes_before_the_bytes),
        files_test(a_file_that_is_no_file_is_refused),
        files_test(a_long_file_comes_back_cell_by_cell),
        files_test(lines_are_counted_through_quoted_cells),
        files_test(a_long_file_is_the_same_by_any_number_of_threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
