/* SPDX-License-Identifier: MIT */
#include "layer/connection.h"

#include <stdlib.h>
#include <string.h>

#include "layer/source.h"
#include "test.h"

/* The grammar is libpq's: PostgreSQL 15, 34.1.1.1. */

static struct bc_error err;

static void connections_are_no_files(void **state)
{
    (void)state;
    assert_true(bc_connection_is("PG:dbname=hubei"));
    assert_true(bc_connection_is("postgresql://db/hubei"));
    assert_true(bc_connection_is("postgres://db/hubei"));
    assert_true(bc_connection_is("PostgreSQL:dbname=hubei"));
    assert_false(bc_connection_is("pg.csv"));
    assert_int_equal(bc_format_of("PG:dbname=a.csv"), BC_FORMAT_SERVER);
}

static void keywords_and_values_are_taken(void **state)
{
    static const char *const good[] = {
        "PG:dbname=hubei",  "PG: host = db port=5432  dbname='a b'",
        "PG:service=water", "PG:dbname='it\\'s' user=a\\ b",
        "PG:dbname=",       "PG:dbname=a\\"};

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(bc_connection_check(good[i], &err), BC_OK);
}

static void what_is_no_connection_is_refused(void **state)
{
    static const char *const bad[] = {"PG:",
                                      "PG:hubei",
                                      "PG:dbname='hubei",
                                      "PG:=x",
                                      "PG:dbname=hubei host",
                                      "postgres://db/hubei",
                                      "PostgreSQL:dbname=hubei"};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(bc_connection_check(bad[i], &err), BC_BAD_INPUT);
        assert_non_null(strstr(err.message, "PG:dbname=NAME"));
    }
}

static void a_password_is_refused_and_not_repeated(void **state)
{
    static const char *const bad[] = {"PG:dbname=hubei password=hunter2",
                                      "PG:password = 'hunter2'",
                                      "PG:dbname=hubei sslpassword=hunter2",
                                      "postgresql://user:hunter2@db/hubei"};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(bc_connection_check(bad[i], &err), BC_BAD_INPUT);
        assert_null(strstr(err.message, "hunter2"));
    }
    assert_int_equal(bc_connection_check(bad[0], &err), BC_BAD_INPUT);
    assert_non_null(strstr(err.message, "PGPASSWORD"));
}

/* `options` would undo what the session is set to. */
static void other_keywords_are_refused(void **state)
{
    (void)state;
    assert_int_equal(bc_connection_check("PG:options=-cx=y", &err),
                     BC_BAD_INPUT);
    assert_non_null(strstr(err.message, "no keyword 'options'"));
    assert_int_equal(bc_connection_check("PG:dbnam=hubei", &err), BC_BAD_INPUT);
    assert_non_null(strstr(err.message, "did you mean 'dbname'"));
}

static void assert_label(const char *source, const char *table,
                         const char *expected)
{
    char *label = bc_connection_label(source, table);

    assert_string_equal(label, expected);
    free(label);
}

static void a_label_names_neither_host_nor_user(void **state)
{
    (void)state;
    assert_label("PG:host=db user=me dbname=hubei", "断面", "PG:hubei/断面");
    assert_label("PG:service=water", "a.b", "PG:water/a.b");
    assert_label("PG:service=water dbname='it\\'s'", NULL, "PG:it's");
    assert_label("PG:user=me", "t", "PG:/t");
}

/* A command line or a table of targets names files alone. */
static void a_connection_is_no_path(void **state)
{
    char **paths = NULL;
    size_t n = 0;

    (void)state;
    assert_int_equal(
        bc_source_expand(NULL, "PG:password=hunter2", &paths, &n, &err),
        BC_BAD_INPUT);
    assert_non_null(strstr(err.message, "'PG:...' is a connection"));
    assert_null(strstr(err.message, "hunter2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connections_are_no_files),
        cmocka_unit_test(keywords_and_values_are_taken),
        cmocka_unit_test(what_is_no_connection_is_refused),
        cmocka_unit_test(a_password_is_refused_and_not_repeated),
        cmocka_unit_test(other_keywords_are_refused),
        cmocka_unit_test(a_label_names_neither_host_nor_user),
        cmocka_unit_test(a_connection_is_no_path),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
