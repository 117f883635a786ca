/* SPDX-License-Identifier: MIT */
/* What is read from the pages is what SQLite reads, or nothing is. */
#include "layer/geopackage_pages.h"

#include <sqlite3.h>

#include "base/file.h"
#include "both_ways.h"

/* A GeoPackage of one table `t`, made by @p sql. */
static void make(struct files *files, const char *sql)
{
    static const char frame[] =
        "PRAGMA application_id = 0x47504B47; PRAGMA page_size = 1024;"
        "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);"
        "CREATE TABLE gpkg_geometry_columns (table_name TEXT, "
        "column_name TEXT, srs_id INTEGER);"
        "CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, "
        "organization_coordsys_id INTEGER, definition TEXT);"
        "INSERT INTO gpkg_contents VALUES ('t', 'attributes');";
    sqlite3 *database = NULL;

    unlink(files_path(files, "a.gpkg"));
    assert_int_equal(sqlite3_open(files->path, &database), SQLITE_OK);
    sqlite3_exec(database, frame, NULL, NULL, NULL);
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(database));
    sqlite3_close(database);
    files_source(files, "stations", files->path);
}

/* ---- cells ---- */

#define SERIES(n)                                                              \
    "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k "          \
    "WHERE i < " #n ") "

static void numbers_of_all_sizes_are_as_sqlite_prints_them(void **state)
{
    struct files *files = *state;

    make(files,
         "CREATE TABLE t (id INTEGER PRIMARY KEY, whole INTEGER, "
         "less INTEGER, \"real\" REAL, part DOUBLE, "
         "any NUMERIC, point \"FLOATING POINT\");" SERIES(
             64) "INSERT INTO t SELECT i * 1000, "
                 "(1 << (i - 1)) - 1, -(1 << (i - 1)), i - 3, "
                 "i / 7.0 * CAST('1e' || (i - 32) AS REAL), i / 3.0, i FROM k;"
                 "INSERT INTO t VALUES (-5, NULL, 0, 1e300, -0.0, 1, 2),"
                 "(-4, 9223372036854775807, 1, 9e999, -9e999, 0, 0)");
    assert_int_equal(assert_read_alike(files), 66);
}

static void texts_of_all_lengths_are_read_over_pages(void **state)
{
    struct files *files = *state;

    make(files,
         "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, note, raw "
         "BLOB);" SERIES(
             3000) "INSERT INTO t SELECT i, "
                   "substr(printf('%.*c', i * 3, '水'), 1, i), "
                   "CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN ' x ' ELSE i END, "
                   "CAST(printf('%*d', i, i) AS BLOB) FROM k");
    assert_int_equal(assert_read_alike(files), 3000);
}

static void rows_of_many_pages_stay_in_their_order(void **state)
{
    struct files *files = *state;

    make(files, "CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT);" SERIES(
                    60000) "INSERT INTO t SELECT i * 3, 'P' || i FROM k;"
                           "DELETE FROM t WHERE id % 5 = 0");
    assert_int_equal(assert_read_alike(files), 48000);
}

static void a_table_without_rows_has_none(void **state)
{
    struct files *files = *state;

    make(files, "CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT)");
    assert_int_equal(assert_read_alike(files), 0);
}

/* ---- geometry ---- */

static void geometries_and_their_faults_are_the_same(void **state)
{
    struct files *files = *state;

    /* a point, a line, nothing, a blob that is none, a point of NaN */
    make(
        files,
        "UPDATE gpkg_contents SET data_type = 'features';"
        "INSERT INTO gpkg_geometry_columns VALUES ('t', 'geom', 4326);"
        "CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, code "
        "TEXT);" SERIES(
            9000) "INSERT INTO t SELECT i, CASE i % 1000 "
                  "WHEN 1 THEN "
                  "X'47500001E61000000102000000020000000000000000005C400000"
                  "0000000040400000000000405C400000000000804040' "
                  "WHEN 2 THEN NULL WHEN 3 THEN X'4750' "
                  "WHEN 4 THEN "
                  "X'47500001E61000000101000000000000000000F87F000000000000"
                  "F87F' "
                  "ELSE "
                  "X'"
                  "47500001E610000001010000000000000000005C400000000000004040' "
                  "END, i FROM k WHERE i > 1");
    assert_int_equal(assert_read_alike(files), 8999);
}

#define FEATURES                                                               \
    "UPDATE gpkg_contents SET data_type = 'features';"                         \
    "INSERT INTO gpkg_geometry_columns VALUES ('t', 'geom', 4326);"            \
    "CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, code TEXT);"
#define A_POINT "X'47500001E610000001010000000000000000005C400000000000004040'"
#define A_LINE                                                                 \
    "X'47500001E61000000102000000020000000000000000005C40000000000000404000"   \
    "00000000405C400000000000804040'"

/* Parts of which the first ones have no shape. */
static void shapes_stand_at_their_rows_whatever_comes_before(void **state)
{
    struct files *files = *state;

    make(files, FEATURES SERIES(130000) "INSERT INTO t SELECT i, CASE WHEN i > "
                                        "120000 THEN " A_LINE " END, i FROM k");
    files->source.role = "suspects"; /* which may have any kind */
    assert_int_equal(assert_read_alike(files), 130000);
}

/* Which kind a layer has its rows tell one after the other. */
static void parts_of_two_kinds_are_left_to_sqlite(void **state)
{
    struct files *files = *state;
    struct bc_builder builder;

    make(files, FEATURES SERIES(60000) "INSERT INTO t SELECT i, CASE WHEN i > "
                                       "30000 THEN " A_LINE " ELSE " A_POINT
                                       " END, i FROM k");
    files->source.role = "suspects";
    assert_false(read_at_once(files, &builder));
    assert_int_equal(builder.layer->n_features, 0);
    bc_builder_clear(&builder);
    read_by_rows(files, &builder);
    assert_int_equal(builder.layer->n_features, 60000);
    assert_int_equal(builder.layer->geometry, BC_GEOMETRY_POINT);
    assert_int_equal(builder.n_mixed, 30000);
    bc_builder_clear(&builder);
}

/* ---- what is left to SQLite ---- */

static void what_is_not_plain_is_left_to_sqlite(void **state)
{
    static const char *const tables[] = {
        "CREATE TABLE t (code TEXT PRIMARY KEY) WITHOUT ROWID;"
        "INSERT INTO t VALUES ('a')",
        "CREATE TABLE t (code TEXT, twice AS (code || code));"
        "INSERT INTO t VALUES ('a')",
        "CREATE TABLE t (code TEXT); INSERT INTO t VALUES ('a');"
        "ALTER TABLE t ADD COLUMN late TEXT DEFAULT 'b'",
        "CREATE TABLE t (id INTEGER PRIMARY KEY DESC, code TEXT);"
        "INSERT INTO t VALUES (NULL, 'a')",
        "CREATE TABLE t (code TEXT); INSERT INTO t VALUES (X'BAD3')",
        "CREATE TABLE t (code TEXT); INSERT INTO t VALUES ('a' || char(0))",
    };
    struct files *files = *state;

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct bc_builder builder;

        make(files, tables[i]);
        assert_false(read_at_once(files, &builder));
        assert_int_equal(builder.layer->n_features, 0);
        bc_builder_clear(&builder);
    }
}

/* One byte of a small file after the other is changed: nothing is read that is
 * not there, which the sanitizers see. */
static void damaged_pages_are_read_within_their_bounds(void **state)
{
    struct files *files = *state;
    struct bc_pages_column columns[] = {
        {.column = BC_NO_COLUMN, .is_row_id = true}, {.column = 0}};
    struct bc_geopackage_said said = {.z = -1, .m = -1};
    struct bc_pages_table table = {
        .label = "a", .columns = columns, .cell_bytes = 1024, .said = &said};
    char *bytes = NULL;
    size_t n = 0;

    make(files, "CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT);" SERIES(
                    40) "INSERT INTO t SELECT i, printf('%.*c', i * 40, 'a') "
                        "FROM k");
    assert_int_equal(bc_file_read(files->path, &bytes, &n, &files->err), BC_OK);
    table.n_columns = 2;
    for (size_t at = 100; at < n; at += 61) {
        const char kept = bytes[at];

        bytes[at] = (char)(kept ^ 0x81);
        files_write(files, "b.gpkg", bytes, n);
        bytes[at] = kept;
        table.path = files->path;
        for (table.root = 2; table.root <= n / 1024; table.root += 7) {
            struct bc_builder builder;
            size_t n_rows;

            bc_builder_init(&builder, "stations", "a");
            bc_builder_column(&builder, bc_slice_of("code"));
            bc_pages_read(&table, &builder, &n_rows);
            bc_builder_clear(&builder);
        }
    }
    free(bytes);
}

/* ---- in batches ---- */

/* 50,000 points, all at one place. */
#define POINTS                                                                 \
    "UPDATE gpkg_contents SET data_type = 'features';"                         \
    "INSERT INTO gpkg_geometry_columns VALUES ('t', 'geom', 4490);"            \
    "INSERT INTO gpkg_spatial_ref_sys VALUES (4490, 'EPSG', 4490, '');"        \
    "CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, code TEXT);" SERIES(  \
        50000) "INSERT INTO t SELECT i, CAST(x'4750000100000000' || "          \
               "x'0101000000' || x'0000000000805B40' || x'0000000000003E40' "  \
               "AS BLOB), printf('P%05d', i) FROM k;"

/** What came in batches. */
struct taken {
    size_t n_rows, n_batches, most, wanted;
    bool is_right;
};

static bool take(void *context, struct bc_layer *part)
{
    struct taken *taken = context;

    for (size_t i = 0; i < part->n_features; i++) {
        char code[16];

        snprintf(code, sizeof code, "P%05zu", ++taken->n_rows);
        taken->is_right = taken->is_right &&
                          part->row_line[i] == taken->n_rows &&
                          part->x[i] == 110 && part->y[i] == 30 &&
                          strcmp(bc_layer_text(part, "code", i), code) == 0 &&
                          strcmp(part->crs, "EPSG:4490") == 0;
    }
    taken->n_batches++;
    if (part->n_features > taken->most)
        taken->most = part->n_features;
    return taken->n_rows < taken->wanted;
}

static bool read_plainly(struct files *files, struct taken *taken)
{
    const struct bc_layer_taker taker = {600, take, taken};

    *taken = (struct taken){.wanted = SIZE_MAX, .is_right = true};
    files_source(files, "sections", files->path);
    return bc_layer_read_plainly(&files->source, &taker);
}

static void plain_points_come_in_batches(void **state)
{
    struct files *files = *state;
    struct taken taken;

    make(files, POINTS);
    assert_true(read_plainly(files, &taken));
    assert_true(taken.is_right);
    assert_int_equal(taken.n_rows, 50000);
    assert_true(taken.n_batches > 1);
    assert_true(taken.most < 50000);
}

static void what_something_is_to_be_told_of_is_read_whole(void **state)
{
    static const char *const odd[] = {
        "UPDATE t SET code = NULL WHERE fid = 4000",
        "UPDATE t SET geom = NULL WHERE fid = 4000",
        "UPDATE t SET geom = x'47' WHERE fid = 4000",
        "UPDATE t SET code = '锟斤拷' WHERE fid = 4000",
        "UPDATE t SET code = CAST(x'FF' AS TEXT) WHERE fid = 4000",
        "ALTER TABLE t RENAME COLUMN code TO other"};
    struct files *files = *state;
    struct taken taken;

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct bc_text sql = {0};

        bc_text_printf(&sql, "%s%s", POINTS, odd[i]);
        make(files, sql.data);
        assert_false(read_plainly(files, &taken));
        bc_text_clear(&sql);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(numbers_of_all_sizes_are_as_sqlite_prints_them),
        files_test(texts_of_all_lengths_are_read_over_pages),
        files_test(rows_of_many_pages_stay_in_their_order),
        files_test(a_table_without_rows_has_none),
        files_test(geometries_and_their_faults_are_the_same),
        files_test(shapes_stand_at_their_rows_whatever_comes_before),
        files_test(parts_of_two_kinds_are_left_to_sqlite),
        files_test(what_is_not_plain_is_left_to_sqlite),
        files_test(damaged_pages_are_read_within_their_bounds),
        files_test(plain_points_come_in_batches),
        files_test(what_something_is_to_be_told_of_is_read_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
