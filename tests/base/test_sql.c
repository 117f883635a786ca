/* SPDX-License-Identifier: MIT */
#include "base/sql.h"

#include "test.h"

/* What PostgreSQL 15 says to it: SELECT quote_ident('...'), quote_literal. */

static void a_name_stays_a_name_whatever_it_holds(void **state)
{
    struct bc_text sql = {0};

    (void)state;
    bc_sql_add_name(&sql, bc_slice_of("总磷(mg/L)"));
    bc_sql_add_name(&sql, bc_slice_of("x\"; DROP TABLE t; --"));
    assert_string_equal(sql.data, "\"总磷(mg/L)\"\"x\"\"; DROP TABLE t; --\"");
    bc_text_clear(&sql);
}

static void a_table_is_in_a_schema_or_not(void **state)
{
    struct bc_text sql = {0};

    (void)state;
    bc_sql_add_table(&sql, "sections");
    bc_text_add(&sql, " ");
    bc_sql_add_table(&sql, "water.断面");
    bc_text_add(&sql, " ");
    bc_sql_add_table(&sql, "a\".b.c");
    bc_text_add(&sql, " ");
    bc_sql_add_table(&sql, "public.a.b"); /* the table a.b */
    assert_string_equal(sql.data,
                        "\"sections\" \"water\".\"断面\" \"a\"\"\".\"b.c\" "
                        "\"public\".\"a.b\"");
    bc_text_clear(&sql);
}

static void a_text_stays_a_text_whatever_it_holds(void **state)
{
    struct bc_text sql = {0};

    (void)state;
    bc_sql_add_text(&sql, bc_slice_of("it's \\' or 1=1 --"));
    bc_sql_add_text(&sql, bc_slice_of(""));
    assert_string_equal(sql.data, "'it''s \\'' or 1=1 --'''");
    bc_text_clear(&sql);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_stays_a_name_whatever_it_holds),
        cmocka_unit_test(a_table_is_in_a_schema_or_not),
        cmocka_unit_test(a_text_stays_a_text_whatever_it_holds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
