/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <sqlite3.h>
#include <string.h>

#include "layer/geopackage_tree.h"

enum { N = 500 };

#define TREE                                                                   \
    "CREATE VIRTUAL TABLE rtree_T_geom USING "                                 \
    "rtree(id, minx, maxx, miny, maxy);"

/* As SQLite itself makes a tree of N points at 100 + i / 100, 30, of ids
 * 3 i - 7: ten nodes of 51 cells below a root. */
static sqlite3 *database_of(const char *sql)
{
    sqlite3 *database;
    char *more = sqlite3_mprintf(
        "%s WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n "
        "WHERE i < %d) INSERT INTO rtree_T_geom SELECT 3 * i - 7, "
        "100 + i / 100.0, 100 + i / 100.0, 30, 30 FROM n",
        sql, N - 1);

    assert_int_equal(sqlite3_open(":memory:", &database), SQLITE_OK);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    if (sqlite3_exec(database, more, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(database));
    sqlite3_free(more);
    return database;
}

/* How many of the points agree, once @p spoil is done to the tree. */
static size_t n_agreeing(const char *spoil, struct bc_geopackage_tree *tree)
{
    sqlite3 *database = database_of(TREE);
    size_t n = 0;

    if (sqlite3_exec(database, spoil, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", spoil, sqlite3_errmsg(database));
    *tree = (struct bc_geopackage_tree){0};
    bc_geopackage_tree_read(database, "t", "GEOM", N, tree);
    sqlite3_close(database);
    for (int i = 0; i < N && tree->was_read; i++)
        n += bc_geopackage_tree_agrees(
            tree, 3 * i - 7,
            (double[]){100 + i / 100.0, 30, 100 + i / 100.0, 30});
    return n;
}

static void a_tree_of_sqlite_agrees_with_what_it_was_made_of(void **state)
{
    struct bc_geopackage_tree tree;

    (void)state;
    assert_int_equal(n_agreeing("", &tree), N);
    assert_int_equal(tree.n, N);
    assert_false(tree.is_broken);
    assert_false(
        bc_geopackage_tree_agrees(&tree, -6, (double[]){100, 30, 100, 30}));
    assert_false(
        bc_geopackage_tree_agrees(&tree, -7, (double[]){100, 30, 100, 31}));
    bc_geopackage_tree_clear(&tree);
}

static void entries_that_were_changed_or_are_gone_do_not_agree(void **state)
{
    struct bc_geopackage_tree tree;

    (void)state;
    assert_int_equal(
        n_agreeing("UPDATE rtree_T_geom SET maxy = 31 WHERE id < 5", &tree),
        N - 4);
    bc_geopackage_tree_clear(&tree);
    assert_int_equal(n_agreeing("DELETE FROM rtree_T_geom WHERE id > 5", &tree),
                     5);
    bc_geopackage_tree_clear(&tree);
    assert_int_equal(n_agreeing("DELETE FROM rtree_T_geom", &tree), 0);
    assert_false(tree.is_broken);
    bc_geopackage_tree_clear(&tree);
}

/* Bytes of nodes: SQLite itself finds nothing, or another row, by them. */
static void a_broken_node_is_said(void **state)
{
    static const char *const spoils[] = {
        "DELETE FROM rtree_T_geom_node WHERE nodeno = 1",
        "DELETE FROM rtree_T_geom_node WHERE nodeno = 3",
        "UPDATE rtree_T_geom_node SET data = x'0000' WHERE nodeno = 3",
        "UPDATE rtree_T_geom_node SET data = NULL WHERE nodeno = 3",
        /* more cells than the node has room for; too deep; in a circle */
        "UPDATE rtree_T_geom_node SET data = x'0000FFFF' || substr(data, 5) "
        "WHERE nodeno = 3",
        "UPDATE rtree_T_geom_node SET data = x'FFFF' || substr(data, 3) "
        "WHERE nodeno = 1",
        "UPDATE rtree_T_geom_node SET data = x'0028' || substr(data, 3, 2) || "
        "x'0000000000000001' || substr(data, 13) WHERE nodeno = 1",
        /* the leaf lies elsewhere than the root says */
        "UPDATE rtree_T_geom_node SET data = substr(data, 1, 12) || "
        "zeroblob(16) || substr(data, 29) WHERE nodeno = 1",
    };

    (void)state;
    for (size_t i = 0; i < sizeof spoils / sizeof *spoils; i++) {
        struct bc_geopackage_tree tree;

        if (n_agreeing(spoils[i], &tree) != 0 || !tree.is_broken)
            fail_msg("not broken: %s", spoils[i]);
        bc_geopackage_tree_clear(&tree);
    }
}

/* Of another form, or too large: nothing is known of it. */
static void what_is_no_index_of_a_geopackage_is_not_looked_at(void **state)
{
    struct bc_geopackage_tree tree = {0};
    sqlite3 *database = database_of(TREE);

    (void)state;
    bc_geopackage_tree_read(database, "t", "geom", BC_TREE_MOST + 1, &tree);
    bc_geopackage_tree_read(database, "t", "other", N, &tree);
    sqlite3_close(database);
    database = database_of("CREATE VIRTUAL TABLE rtree_T_geom USING "
                           "rtree_i32(id, minx, maxx, miny, maxy);");
    bc_geopackage_tree_read(database, "t", "geom", N, &tree);
    sqlite3_close(database);
    database = database_of("CREATE TABLE rtree_T_geom (a, b, c, d, e);");
    bc_geopackage_tree_read(database, "t", "geom", N, &tree);
    sqlite3_close(database);
    assert_false(tree.was_read);
    assert_false(tree.is_broken);
    assert_null(tree.entries);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tree_of_sqlite_agrees_with_what_it_was_made_of),
        cmocka_unit_test(entries_that_were_changed_or_are_gone_do_not_agree),
        cmocka_unit_test(a_broken_node_is_said),
        cmocka_unit_test(what_is_no_index_of_a_geopackage_is_not_looked_at),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
