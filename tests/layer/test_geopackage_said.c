/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <sqlite3.h>
#include <string.h>

#include "base/text.h"
#include "layer/geopackage_said.h"

/* Of a row with heights: a head without a box, then a point or an area of
 * little-endian well-known binary (OGC 12-128r18, 2.1.3; 06-103r4). */
#define HEAD "GP\0\1\x8A\x11\0\0"
#define AT "\0\0\0\0\0\0\x5C\x40\0\0\0\0\0\0\x3E\x40" /* 112 30 */
#define ONE "\0\0\0\0\0\0\xF0\x3F"
#define NAN_BYTES "\0\0\0\0\0\0\xF8\x7F"
#define POINT HEAD "\1\1\0\0\0" AT
#define POINT_Z HEAD "\1\xE9\3\0\0" AT ONE
#define POINT_M HEAD "\1\xD1\7\0\0" AT ONE
#define EMPTY HEAD "\1\1\0\0\0" NAN_BYTES NAN_BYTES
#define LINE HEAD "\1\2\0\0\0\2\0\0\0" AT AT
#define POINTS HEAD "\1\4\0\0\0\1\0\0\0\1\1\0\0\0" AT
#define MANY HEAD "\1\7\0\0\0\1\0\0\0\1\1\0\0\0" AT
#define BOXED                                                                  \
    "GP\0\3\x8A\x11\0\0"                                                       \
    "\0\0\0\0\0\0\x5C\x40\0\0\0\0\0\0\x5C\x40"                                 \
    "\0\0\0\0\0\0\x3E\x40\0\0\0\0\0\0\x3E\x40\1\1\0\0\0" AT
#define BOXED_BIG                                                              \
    "GP\0\2\0\0\x11\x8A"                                                       \
    "\x40\x5C\0\0\0\0\0\0\x40\x5C\0\0\0\0\0\0"                                 \
    "\x40\x3E\0\0\0\0\0\0\x40\x3E\0\0\0\0\0\1\1\1\0\0\0" AT
#define ROW(bytes)                                                             \
    {                                                                          \
        bytes, sizeof(bytes) - 1                                               \
    }
enum { MOST = 4 };

struct row {
    const char *bytes;
    size_t n;
};

static const char schema[] =
    "CREATE TABLE gpkg_contents (table_name TEXT, min_x, min_y, max_x, max_y, "
    "srs_id INTEGER);"
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT, geometry_type_name, "
    "srs_id INTEGER, z, m);"
    "CREATE TABLE gpkg_ogr_contents (table_name TEXT, feature_count INTEGER);";

/* What is said by @p sql, and the rows, in two parts when there are several. */
static struct bc_geopackage_said said_of(const char *sql,
                                         const struct row *rows)
{
    struct bc_geopackage_said said = {0}, part;
    sqlite3 *database;

    assert_int_equal(sqlite3_open(":memory:", &database), SQLITE_OK);
    sqlite3_exec(database, schema, NULL, NULL, NULL);
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(database));
    bc_geopackage_said_read(database, "T", "geom", &said);
    sqlite3_close(database);
    for (size_t i = 0; i < MOST && rows[i].n > 0; i++) {
        part = bc_geopackage_said_part(&said);
        bc_geopackage_said_row(&part, i + 1, (int64_t)i + 1,
                               (const unsigned char *)rows[i].bytes, rows[i].n);
        bc_geopackage_said_join(&said, &part);
    }
    return said;
}

/* The fields of the findings, each with a blank behind it; with its row. */
static void assert_told(const char *sql, const struct row *rows, size_t n_rows,
                        const char *expected)
{
    struct bc_geopackage_said said = said_of(sql, rows);
    struct bc_findings *findings = bc_findings_new();
    struct bc_text told = {0};

    bc_geopackage_said_tell(&said, n_rows, "a.gpkg", findings);
    bc_geopackage_said_clear(&said);
    for (size_t i = 0; i < bc_findings_count(findings); i++) {
        const struct bc_finding *finding = bc_findings_get(findings, i);

        bc_text_printf(&told, "%s", finding->field ? finding->field : "rows");
        if (finding->line)
            bc_text_printf(&told, ":%zu", finding->line);
        bc_text_add(&told, " ");
    }
    if (strcmp(bc_text_string(&told), expected) != 0)
        fail_msg("%s: '%s', not '%s'", sql, bc_text_string(&told), expected);
    bc_text_clear(&told);
    bc_findings_free(findings);
}

#define TYPE(type, z, m)                                                       \
    "INSERT INTO gpkg_geometry_columns VALUES ('t', " type ", 4490, " z ", " m \
    ")"

static void types_are_those_of_the_rows(void **state)
{
    static const struct {
        const char *sql;
        struct row rows[MOST];
        const char *told;
    } cases[] = {
        {TYPE("'POINT'", "0", "0"), {ROW(POINT), ROW(EMPTY)}, ""},
        {TYPE("'point'", "0", "0"), {ROW(BOXED)}, ""},
        {TYPE("'POLYGON'", "0", "0"),
         {ROW(EMPTY), ROW(POINT), ROW(LINE)},
         "geometry_type_name:2 "},
        {TYPE("'POINT'", "0", "0"),
         {ROW(POINT), ROW(POINTS)},
         "geometry_type_name "},
        {TYPE("'MULTIPOINT'", "0", "0"), {ROW(POINT)}, "geometry_type_name "},
        {TYPE("'GEOMETRYCOLLECTION'", "0", "0"), {ROW(POINTS), ROW(MANY)}, ""},
        {TYPE("'GEOMETRYCOLLECTION'", "0", "0"),
         {ROW(POINT)},
         "geometry_type_name:1 "},
        /* any type, one that we do not know, none */
        {TYPE("'GEOMETRY'", "0", "0"), {ROW(POINT), ROW(LINE)}, ""},
        {TYPE("'CURVE'", "0", "0"), {ROW(POINT), ROW(LINE)}, ""},
        {TYPE("NULL", "0", "0"), {ROW(POINT), ROW(LINE)}, ""},
        {"", {ROW(POINT), ROW(LINE)}, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_told(cases[i].sql, cases[i].rows, 0, cases[i].told);
}

/* The second's box ends a trifle north of 30. */
static void a_box_before_a_geometry_is_read_in_its_order_of_bytes(void **state)
{
    static const struct row rows[MOST] = {ROW(BOXED), ROW(BOXED_BIG)};
    struct bc_geopackage_said said = said_of("", rows);

    (void)state;
    assert_int_equal(said.n_shapes, 2);
    assert_int_equal(said.claim.n_wrong, 0);
    assert_true(said.claim.has_found);
    assert_near(said.claim.found[0], 112, 0);
    assert_near(said.claim.found[3], 30, 0);
}

/* 0 none, 1 all, 2 some; anything else says nothing. */
static void heights_and_measures_are_those_of_the_rows(void **state)
{
    static const struct row both[MOST] = {ROW(POINT), ROW(POINT_Z)};
    static const struct row heights[MOST] = {ROW(POINT_Z), ROW(POINT_Z)};
    static const struct row measures[MOST] = {ROW(POINT_M), ROW(EMPTY)};
    static const struct {
        const char *sql;
        const struct row *rows;
        const char *told;
    } cases[] = {
        {TYPE("'POINT'", "0", "0"), both, "z, m "},
        {TYPE("'POINT'", "1", "0"), both, "z, m "},
        {TYPE("'POINT'", "2", "0"), both, ""},
        {TYPE("'POINT'", "1", "0"), heights, ""},
        {TYPE("'POINT'", "1", "1"), heights, "z, m "},
        {TYPE("'POINT'", "0", "0"), measures, "z, m "},
        {TYPE("'POINT'", "0", "1"), measures, ""},
        {TYPE("'POINT'", "0", "2"), measures, ""},
        {TYPE("'POINT'", "3", "-1"), both, ""},
        {TYPE("'POINT'", "'0'", "NULL"), both, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_told(cases[i].sql, cases[i].rows, 0, cases[i].told);
}

#define TREE                                                                   \
    "CREATE VIRTUAL TABLE rtree_t_geom USING "                                 \
    "rtree(id, minx, maxx, miny, maxy);"

static void counts_extents_and_systems_are_those_of_the_rows(void **state)
{
    static const struct row one[MOST] = {ROW(POINT)};
    static const struct row none[MOST] = {ROW("GP")};
    static const struct {
        const char *sql;
        const struct row *rows;
        const char *told;
    } cases[] = {
        {"INSERT INTO gpkg_ogr_contents VALUES ('t', 1)", one, ""},
        {"INSERT INTO gpkg_ogr_contents VALUES ('t', 2)", one, "rows "},
        {"INSERT INTO gpkg_ogr_contents VALUES ('t', NULL)", one, ""},
        {"CREATE TABLE rtree_t_geom_rowid (i); "
         "INSERT INTO rtree_t_geom_rowid VALUES (1)",
         one, ""},
        {"CREATE TABLE rtree_t_geom_rowid (i)", one, "index "},
        {TREE "INSERT INTO rtree_t_geom VALUES (1, 112, 112, 30, 30)", one, ""},
        {TREE "INSERT INTO rtree_t_geom VALUES (1, 0, 1, 0, 1)", one,
         "index:1 "},
        {TREE "INSERT INTO rtree_t_geom VALUES (9, 112, 112, 30, 30)", one,
         "index:1 "},
        {TYPE("'POINT'", "0", "0") "; INSERT INTO gpkg_contents VALUES "
                                   "('T', 112, 30, 112, 30.0, 4490)",
         one, ""},
        {TYPE("'POINT'", "0", "0") "; INSERT INTO gpkg_contents VALUES "
                                   "('t', 111, 30, 112, 30, 4326)",
         one, "extent srs_id "},
        {TYPE("'POINT'", "0", "0") "; INSERT INTO gpkg_contents VALUES "
                                   "('t', NULL, NULL, NULL, NULL, NULL)",
         one, ""},
        /* an extent in words is none */
        {TYPE("'POINT'", "0", "0") "; INSERT INTO gpkg_contents VALUES "
                                   "('t', 'west', NULL, NULL, NULL, 4490)",
         one, "extent "},
        /* a blob that is no geometry: the rest may lie where is said */
        {TYPE("'POINT'", "0", "0") "; INSERT INTO gpkg_contents VALUES "
                                   "('t', 0, 0, 1, 1, 4490)",
         none, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_told(cases[i].sql, cases[i].rows, 1, cases[i].told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_are_those_of_the_rows),
        cmocka_unit_test(a_box_before_a_geometry_is_read_in_its_order_of_bytes),
        cmocka_unit_test(heights_and_measures_are_those_of_the_rows),
        cmocka_unit_test(counts_extents_and_systems_are_those_of_the_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
