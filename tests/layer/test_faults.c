/* SPDX-License-Identifier: MIT */
#include "layer/faults.h"

#include <string.h>

#include "files.h"
#include "layer/source.h"

static bool find(struct files *files, const char *name, const char *text,
                 size_t n, struct bc_faults *faults)
{
    const char *path = files_path(files, name);
    const struct bc_source source = {
        .role = "villages", .n_paths = 1, .paths = &path, .labels = &name};

    files_write(files, name, text, n);
    return bc_faults_find(&source, 0, NULL, faults);
}

static void assert_fault(const struct bc_faults *faults, size_t i,
                         const char *words)
{
    assert_true(i < faults->n);
    if (strncmp(faults->fault[i].message, words, strlen(words)) != 0)
        fail_msg("'%s' for '%s'", faults->fault[i].message, words);
}

static void what_is_right_has_none(void **state)
{
    struct bc_faults faults;

    assert_true(find(*state, "a.csv", "a,b\n1,2\n", 8, &faults));
    assert_int_equal(faults.n, 0);
    /* nor what is not looked at */
    assert_false(find(*state, "a.geojson", "{", 1, &faults));
    assert_int_equal(faults.n, 0);
}

/* Rows are read in pieces, with and without quotes; lines are counted on. */
static void a_long_file_is_read_to_its_end(void **state)
{
    static const char *const right[] = {"1,2\n", "1,\"a\n2\"\n"};
    struct bc_faults faults;

    for (size_t quotes = 0; quotes < 2; quotes++) {
        struct bc_text text = {0};

        bc_text_add(&text, "a,b\n1\n");
        for (size_t row = 0; row < 100000; row++)
            bc_text_add(&text, row == 60000 ? "1,\r2\n" : right[quotes]);
        bc_text_add(&text, "1,2,3\n");
        assert_true(find(*state, "long.csv", text.data, text.length, &faults));
        assert_int_equal(faults.n, 3);
        assert_fault(&faults, 0, "long.csv:2: 1 cells");
        assert_fault(&faults, 1,
                     quotes ? "long.csv:120003: a carriage return"
                            : "long.csv:60003: a carriage return");
        assert_fault(&faults, 2,
                     quotes ? "long.csv:200002: 3 cells"
                            : "long.csv:100003: 3 cells");
        bc_text_clear(&text);
    }
}

/* What stands behind a quote may be its text. */
static void a_quote_ends_it(void **state)
{
    static const char opened[] = "a,b\n1\n1,\"2\n3\n4\n";
    static const char closed[] = "a,b\n1\n1,\"2\"3\n4\n";
    struct bc_faults faults;

    assert_false(find(*state, "a.csv", opened, sizeof opened - 1, &faults));
    assert_int_equal(faults.n, 2);
    assert_fault(&faults, 1, "a.csv:3: a quote is opened");
    assert_false(find(*state, "a.csv", closed, sizeof closed - 1, &faults));
    assert_int_equal(faults.n, 2);
    assert_fault(&faults, 1, "a.csv:3: text after a closing quote");
}

static void there_are_so_many_at_most(void **state)
{
    struct bc_faults faults;
    struct bc_text text = {0};

    bc_text_add(&text, "a,b\n");
    for (size_t row = 0; row < BC_MOST_FAULTS; row++)
        bc_text_add(&text, "1\n");
    assert_true(find(*state, "a.csv", text.data, text.length, &faults));
    assert_int_equal(faults.n, BC_MOST_FAULTS);
    bc_text_add(&text, "1\n");
    assert_false(find(*state, "a.csv", text.data, text.length, &faults));
    assert_int_equal(faults.n, BC_MOST_FAULTS);
    bc_text_clear(&text);
}

/* Rows at the top are read twice where a header is looked for. */
static void the_same_counts_once(void **state)
{
    struct bc_faults faults = {0};
    struct bc_error err;
    (void)state;

    bc_error_set(&err, BC_BAD_INPUT, "a.csv:2: x");
    assert_false(bc_faults_take(NULL, &err));
    assert_false(bc_faults_hold(&faults, &err));
    assert_true(bc_faults_take(&faults, &err));
    assert_true(bc_faults_take(&faults, &err));
    assert_true(bc_faults_hold(&faults, &err));
    assert_int_equal(faults.n, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(what_is_right_has_none),
        files_test(a_long_file_is_read_to_its_end),
        files_test(a_quote_ends_it),
        files_test(there_are_so_many_at_most),
        cmocka_unit_test(the_same_counts_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
