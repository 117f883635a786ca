/* SPDX-License-Identifier: MIT */
#include "water/month_query.h"

#include "table.h"

/* That PostgreSQL 15 takes the SQL, and what it answers, is tested with real
 * servers: tests/postgres/observations.sh. */

static const char *const header[] = {"section", "time",  "month",    "item",
                                     "unit",    "value", "condition"};
enum { N = sizeof header / sizeof *header };

struct table {
    const char *names[N], *types[N];
    struct bc_row_layout layout;
    struct bc_month_table table;
};

/* Of the first columns alone, or with one of classes beside. */
static struct table *table_of_columns(size_t n, const char *last)
{
    static const char *const types[N] = {
        "text",    "timestamp without time zone",
        "integer", "text",
        "text",    "numeric",
        "text"};
    struct table *made = bc_alloc(1, sizeof *made);
    struct bc_slice names[N];
    struct bc_error err;

    for (size_t c = 0; c < n; c++) {
        made->names[c] = last && c == n - 1 ? last : header[c];
        names[c] = bc_slice_of(made->names[c]);
        made->types[c] = types[c];
    }
    assert_int_equal(
        bc_row_layout_read(&made->layout,
                           &(struct bc_header){"t", names, n, 1, 1, ""}, NULL,
                           &err),
        BC_OK);
    made->table = (struct bc_month_table){"water.obs", n, made->names,
                                          made->types, &made->layout};
    return made;
}

static struct table *table_of(void)
{
    return table_of_columns(N, NULL);
}

static void free_table(struct table *table)
{
    bc_row_layout_clear(&table->layout);
    free(table);
}

static void assert_has(const struct bc_text *sql, const char *piece)
{
    if (!strstr(sql->data, piece))
        fail_msg("no %s\nin %s", piece, sql->data);
}

/* The section leads, the month is a plain column, nothing is cast inside: that
 * postgres_fdw ships, as EXPLAIN shows in the
 * test above. */
static void sums_are_grouped_by_plain_columns(void **state)
{
    struct table *table = table_of();
    struct bc_text sql = {0};

    (void)state;
    bc_month_query_sums(&table->table, (const int[]){202104, 202012}, 2, false,
                        &sql);
    assert_has(&sql, " FROM \"water\".\"obs\" WHERE \"month\" IN (202104, "
                     "202012) GROUP BY \"section\", \"month\", \"item\", "
                     "\"unit\") AS g(c1, ");
    assert_has(&sql, "count(DISTINCT \"time\") FILTER (WHERE \"value\" IS NOT "
                     "NULL)");
    assert_has(&sql, "sum(\"value\") FILTER (WHERE \"condition\" = '<')");
    assert_has(&sql, " ORDER BY g.c1::text COLLATE \"C\"");
    *strstr(sql.data, ") AS g(") = '\0';
    assert_null(strstr(strstr(sql.data, "(SELECT"), "::text"));
    bc_text_clear(&sql);
    free_table(table);
}

/* No column says `<`: no value is below a detection limit, and none odd. */
static void without_conditions_nothing_is_below(void **state)
{
    struct table *table = table_of_columns(N - 1, NULL);
    struct bc_text sql = {0};

    (void)state;
    assert_null(bc_month_query_obstacle(&table->table));
    bc_month_query_sums(&table->table, (const int[]){202104}, 1, false, &sql);
    assert_has(&sql, "sum(\"value\") FILTER (WHERE FALSE), max(\"value\") "
                     "FILTER (WHERE FALSE), count(*) FILTER (WHERE \"time\" "
                     "<> \"time\"::timestamp(0)) FROM");
    assert_null(strstr(sql.data, "condition"));
    bc_text_clear(&sql);
    free_table(table);
}

static void classes_are_read_row_by_row(void **state)
{
    struct table *table = table_of_columns(N, "水质类别");

    (void)state;
    assert_non_null(
        strstr(bc_month_query_obstacle(&table->table), "a column of classes"));
    free_table(table);
}

static void months_are_asked_for_by_section(void **state)
{
    struct table *table = table_of();
    struct bc_text sql = {0};

    (void)state;
    bc_month_query_months(&table->table, &sql);
    assert_has(&sql, "(SELECT \"section\", \"month\" FROM \"water\".\"obs\" "
                     "GROUP BY \"section\", \"month\") AS g(c1, c2)");
    bc_text_clear(&sql);
    free_table(table);
}

static void days_are_groups_of_their_own(void **state)
{
    struct table *table = table_of();
    struct bc_text sql = {0};
    struct bc_month_keys keys = bc_month_query_keys(&table->table, true);

    (void)state;
    assert_int_equal(keys.month, 1);
    assert_int_equal(keys.day, 2);
    bc_month_query_sums(&table->table, (const int[]){202104}, 1, true, &sql);
    assert_has(&sql, " GROUP BY \"section\", \"month\", \"time\"::date, "
                     "\"item\", \"unit\")");
    bc_text_clear(&sql);
    free_table(table);
}

static void names_and_texts_are_no_sql(void **state)
{
    struct table *table = table_of();
    struct bc_text sql = {0};
    const char *const items[] = {"pH'; DROP TABLE t; --"};
    const struct bc_slice cells[] = {bc_slice_of("O'Hara"),
                                     bc_slice_of("202104"),
                                     bc_slice_of("TP"),
                                     {NULL, 0}};
    const struct bc_month_keys keys = bc_month_query_keys(&table->table, false);

    (void)state;
    table->names[5] = "v\"; DROP TABLE t; --";
    bc_month_query_values(&table->table, (const int[]){202104}, 1, false, items,
                          1, &sql);
    assert_has(&sql, "\"item\" IN ('pH''; DROP TABLE t; --')");
    assert_has(&sql, "\"v\"\"; DROP TABLE t; --\" IS NOT NULL");
    sql.length = 0;
    bc_month_query_where_group(&table->table, &keys, cells, &sql);
    assert_has(&sql, " AND \"section\" = 'O''Hara' AND \"month\" = '202104' "
                     "AND \"item\" = 'TP' AND \"unit\" IS NULL)");
    bc_text_clear(&sql);
    free_table(table);
}

static void assert_obstacle(size_t column, const char *type, const char *says)
{
    struct table *table = table_of();
    const char *obstacle;

    table->types[column] = type;
    obstacle = bc_month_query_obstacle(&table->table);
    if (says)
        assert_non_null(strstr(obstacle, says));
    else
        assert_null(obstacle);
    free_table(table);
}

static void only_exact_columns_are_summed(void **state)
{
    (void)state;
    assert_obstacle(5, "numeric", NULL);
    assert_obstacle(5, "integer", NULL);
    assert_obstacle(5, "double precision", "not numeric");
    assert_obstacle(5, "text", "not numeric");
    assert_obstacle(2, "text", "'month' of integers");
    assert_obstacle(1, "date", NULL);
    assert_obstacle(1, "timestamp with time zone", "without time zone");
    assert_obstacle(6, "boolean", "conditions");
}

/* Plans of PostgreSQL 15.18 with postgres_fdw, shortened. */
static void plans_that_fetch_rows_are_told(void **state)
{
    (void)state;
    assert_false(bc_month_query_travels(
        "Append\n"
        "  ->  Async Foreign Scan\n"
        "        Output: section, (count(*))\n"
        "        Relations: Aggregate on (public.obs1 observations)\n"
        "        Remote SQL: SELECT section, count(*) FROM public.obs\n"));
    assert_true(bc_month_query_travels(
        "HashAggregate\n"
        "  Output: section, sum(value)\n"
        "  ->  Append\n"
        "        ->  Async Foreign Scan on public.obs1 observations_1\n"
        "        ->  Async Foreign Scan on public.obs2 observations_2\n"));
    assert_true(bc_month_query_travels("Foreign Scan on public.obs1"));
    assert_false(bc_month_query_travels(
        "GroupAggregate\n  ->  Seq Scan on public.\"Foreign Scan on x\"\n"));
    assert_false(bc_month_query_travels(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_grouped_by_plain_columns),
        cmocka_unit_test(without_conditions_nothing_is_below),
        cmocka_unit_test(classes_are_read_row_by_row),
        cmocka_unit_test(months_are_asked_for_by_section),
        cmocka_unit_test(days_are_groups_of_their_own),
        cmocka_unit_test(names_and_texts_are_no_sql),
        cmocka_unit_test(only_exact_columns_are_summed),
        cmocka_unit_test(plans_that_fetch_rows_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
