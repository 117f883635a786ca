/* SPDX-License-Identifier: MIT */
/* Containers: GeoPackage, Shapefile, FlatGeobuf, XLSX. */
#include "layer/table.h"

#include <sqlite3.h>

#include "files.h"

static enum bc_status read_copy(struct files *files, const char *role,
                                const char *from, const char *name, size_t n)
{
    files_copy(files, from, name, n);
    files_source(files, role, files->path);
    return files_read(files);
}

/* ---- GeoPackage ---- */

static const char basins[] = BC_SAMPLE "/basins.gpkg";

/* A copy of the sample with something done to it. */
static void change_geopackage(struct files *files, const char *sql)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *trigger = NULL;
    char *drops[40];
    int n = 0;

    files_copy(files, basins, "a.gpkg", SIZE_MAX);
    assert_int_equal(sqlite3_open(files->path, &database), SQLITE_OK);
    /* They call functions that only GDAL has. */
    sqlite3_prepare_v2(database,
                       "SELECT 'DROP TRIGGER \"' || name || '\"' FROM "
                       "sqlite_schema WHERE type = 'trigger'",
                       -1, &trigger, NULL);
    while (sqlite3_step(trigger) == SQLITE_ROW && n < 40)
        drops[n++] = bc_copy((const char *)sqlite3_column_text(trigger, 0));
    sqlite3_finalize(trigger);
    while (n-- > 0) {
        sqlite3_exec(database, drops[n], NULL, NULL, NULL);
        free(drops[n]);
    }
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK)
        print_error("%s\n", sqlite3_errmsg(database));
    assert_int_equal(sqlite3_errcode(database), SQLITE_OK);
    sqlite3_close(database);
    files_source(files, "basins", files->path);
}

/* GDAL 3.6 reads them as 0.05, 0 and nothing. */
static void text_in_a_numeric_column_stays_text(void **state)
{
    struct files *files = *state;

    change_geopackage(files, "ALTER TABLE basins ADD COLUMN v REAL;"
                             "ALTER TABLE basins ADD COLUMN i INTEGER;"
                             "ALTER TABLE basins ADD COLUMN d DATE;"
                             "UPDATE basins SET v = '0.05L', i = 'abc', "
                             "d = '2023-13-01'");
    assert_status(files, files_read(files), BC_OK);
    assert_cell(files, "v", 0, "0.05L");
    assert_cell(files, "i", 0, "abc");
    assert_cell(files, "d", 0, "2023-13-01");
}

static void rows_are_counted_by_reading(void **state)
{
    struct files *files = *state;

    change_geopackage(files, "UPDATE gpkg_ogr_contents SET feature_count = 99");
    assert_status(files, files_read(files), BC_OK);
    assert_int_equal(files->layer->n_features, 4);
}

static void a_view_is_refused(void **state)
{
    struct files *files = *state;

    change_geopackage(
        files, "CREATE VIEW v AS WITH RECURSIVE r(code) AS (SELECT 1 UNION ALL "
               "SELECT code + 1 FROM r) SELECT code FROM r;"
               "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
               "VALUES ('v', 'attributes', 'v')");
    files->source.layer = "v";
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "'v' is a view");
}

static void several_layers_need_a_name(void **state)
{
    struct files *files = *state;

    change_geopackage(
        files, "CREATE TABLE t (fid INTEGER PRIMARY KEY, code TEXT);"
               "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
               "VALUES ('t', 'attributes', 't')");
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "several layers; name one with layer: basins, t");
    files->source.layer = "basin";
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "has no layer 'basin'");
    files->source.layer = "basins";
    assert_status(files, files_read(files), BC_OK);
}

static void a_broken_blob_is_a_finding(void **state)
{
    struct files *files = *state;

    change_geopackage(files,
                      "UPDATE basins SET geom = X'4750' WHERE code = 'BS-LZ';"
                      "UPDATE basins SET geom = NULL WHERE code = 'BS-HH'");
    assert_status(files, files_read(files), BC_OK);
    assert_int_equal(files->layer->n_features, 4);
    assert_int_equal(files_found(files, BC_FOUND_BAD_GEOMETRY), 2);
}

/* 0 is an undefined CRS (OGC 12-128r18, 1.1.2): a row may know better. */
static void rows_of_a_layer_without_a_crs_may_say_theirs(void **state)
{
    struct files *files = *state;

    change_geopackage(
        files, "UPDATE gpkg_geometry_columns SET srs_id = 0;"
               "INSERT OR IGNORE INTO gpkg_spatial_ref_sys (srs_name, srs_id, "
               "organization, organization_coordsys_id, definition) VALUES "
               "('undefined', 0, 'NONE', 0, 'undefined')");
    assert_status(files, files_read(files), BC_OK);
    assert_int_equal(files->layer->n_features, 4);
    assert_null(files->layer->crs);
}

/* GDAL names its own key so; a column that a table has beside it is none. */
static void the_keys_of_gdal_are_no_columns(void **state)
{
    struct files *files = *state;

    change_geopackage(
        files, "CREATE TABLE t (ogc_fid INTEGER PRIMARY KEY, code TEXT);"
               "INSERT INTO t VALUES (7, 'A');"
               "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
               "VALUES ('t', 'attributes', 't')");
    files->source.layer = "t";
    files->source.role = "villages";
    assert_status(files, files_read(files), BC_OK);
    assert_int_equal(files->layer->n_columns, 1);
    assert_cell(files, "code", 0, "A");
}

/* OGC 12-128r18, 2.1.3: either order of bytes, with or without the box. */
static void a_header_of_a_blob_may_have_either_order_of_bytes(void **state)
{
    struct files *files = *state;

    change_geopackage(files, "UPDATE basins SET geom = CAST(X'475000000000118A'"
                             " || substr(geom, 41) AS BLOB)");
    assert_status(files, files_read(files), BC_OK);
    assert_int_equal(files_found(files, BC_FOUND_BAD_GEOMETRY), 0);
    assert_int_equal(files->layer->geometry, BC_GEOMETRY_POLYGON);
    change_geopackage(files, "UPDATE basins SET geom = CAST(X'47500000000010E6'"
                             " || substr(geom, 41) AS BLOB)");
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "a geometry of srs_id 4326 in a layer of 4490");
    /* 0 and -1 are no CRS and contradict none */
    change_geopackage(files, "UPDATE basins SET geom = CAST(X'4750000000000000'"
                             " || substr(geom, 41) AS BLOB)");
    assert_status(files, files_read(files), BC_OK);
    assert_int_equal(files_found(files, BC_FOUND_BAD_GEOMETRY), 0);
}

static void a_blob_without_a_geometry_is_a_finding(void **state)
{
    static const char *const blobs[] = {
        "X'585000000000118A'",
        "X'475800000000118A'",     /* not GP */
        "X'475000200000118A0101'", /* extended */
        "X'4750000A0000118A0101'", /* a box that is none */
        "X'475000000000118A'",
        "X'475000020000118A'", /* nothing behind it */
    };
    struct files *files = *state;

    for (size_t i = 0; i < sizeof blobs / sizeof *blobs; i++) {
        char sql[128];

        snprintf(sql, sizeof sql,
                 "UPDATE basins SET geom = %s WHERE code = 'BS-LZ'", blobs[i]);
        change_geopackage(files, sql);
        assert_status(files, files_read(files), BC_OK);
        assert_int_equal(files_found(files, BC_FOUND_BAD_GEOMETRY), i + 1);
    }
}

static void a_path_may_hold_what_an_address_may_not(void **state)
{
    struct files *files = *state;

    assert_status(
        files, read_copy(files, "basins", basins, "a b#c?d%41.gpkg", SIZE_MAX),
        BC_OK);
    assert_int_equal(files->layer->n_features, 4);
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    struct files *files = *state;

    change_geopackage(files, "UPDATE basins SET name = X'BAD3'");
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "a.gpkg:1: 'name' holds bytes");
}

static void a_file_in_use_or_damaged_is_refused(void **state)
{
    struct files *files = *state;

    files_say(files, "a.gpkg-wal", "x");
    assert_status(files, read_copy(files, "basins", basins, "a.gpkg", SIZE_MAX),
                  BC_BAD_INPUT);
    assert_says(files, "'a.gpkg-wal' lies beside it");
    assert_status(files, read_copy(files, "basins", basins, "b.gpkg", 60000),
                  BC_BAD_INPUT);
    assert_says(files, "b.gpkg: ");
    assert_status(files, files_try(files, "basins", "c.gpkg", "no database"),
                  BC_BAD_INPUT);
    assert_says(files, "c.gpkg: ");
}

/* ---- Shapefile ---- */

static void copy_shapefile(struct files *files, const char *without)
{
    static const char *const suffixes[] = {"shx", "dbf", "prj", "cpg", "shp"};

    for (size_t i = 0; i < 5; i++) {
        char from[128], name[16];

        if (strcmp(suffixes[i], without) == 0)
            continue;
        snprintf(from, sizeof from, "%s/redlines.%s", BC_SAMPLE, suffixes[i]);
        snprintf(name, sizeof name, "a.%s", suffixes[i]);
        files_copy(files, from, name, SIZE_MAX);
    }
    files_path(files, "a.shp");
    files_source(files, "redlines", files->path);
}

static void a_shapefile_needs_its_three_files(void **state)
{
    struct files *files = *state;

    copy_shapefile(files, "dbf");
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "a.shp: its .dbf is missing");
    copy_shapefile(files, "");
    remove(files_path(files, "a.shx"));
    files_source(files, "redlines", files_path(files, "a.shp"));
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "a.shp: its .shx is missing");
}

static void a_cut_shapefile_is_refused(void **state)
{
    static const struct {
        const char *suffix;
        size_t n;
        const char *words;
    } cases[] = {{"shp", 9000, "says"},
                 {"shx", 150, ".shx is cut"},
                 {"dbf", 1500, ".dbf is cut"}};
    struct files *files = *state;

    for (size_t i = 0; i < 3; i++) {
        char from[128], name[16];

        copy_shapefile(files, "");
        snprintf(from, sizeof from, "%s/redlines.%s", BC_SAMPLE,
                 cases[i].suffix);
        snprintf(name, sizeof name, "a.%s", cases[i].suffix);
        files_copy(files, from, name, cases[i].n);
        files_source(files, "redlines", files_path(files, "a.shp"));
        assert_status(files, files_read(files), BC_BAD_INPUT);
        assert_says(files, cases[i].words);
    }
}

static void without_a_prj_the_crs_is_unknown(void **state)
{
    struct files *files = *state;

    copy_shapefile(files, "prj");
    assert_status(files, files_read(files), BC_OK);
    assert_null(files->layer->crs);
    files->source.crs = "EPSG:4490";
    assert_status(files, files_read(files), BC_OK);
    assert_string_equal(files->layer->crs, "EPSG:4490");
}

static void without_a_cpg_gbk_is_seen_in_the_bytes(void **state)
{
    struct files *files = *state;

    copy_shapefile(files, "cpg");
    assert_status(files, files_read(files), BC_OK);
    assert_non_null(strstr(bc_layer_text(files->layer, "name", 0), "洪湖"));
}

static void a_wrong_encoding_is_refused_with_its_row(void **state)
{
    struct files *files = *state;

    copy_shapefile(files, "cpg");
    files->source.encoding = "UTF-8";
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "a.shp:1: bytes in 'HXMC'");
}

/* ---- FlatGeobuf and sheets ---- */

static const char suspects[] = BC_TEST_DATA "/layer/suspects.fgb";
static const char sheet[] = BC_TEST_DATA "/layer/sections.xlsx";

static void a_flatgeobuf_is_read_and_a_cut_one_refused(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  read_copy(files, "suspects", suspects, "a.fgb", SIZE_MAX),
                  BC_OK);
    assert_int_equal(files->layer->n_features, 10);
    assert_string_equal(files->layer->crs, "EPSG:4490");
    assert_cell(files, "status", 0, "已销号");
    for (size_t n = 0; n < 2856; n += 97)
        assert_status(files, read_copy(files, "suspects", suspects, "a.fgb", n),
                      BC_BAD_INPUT);
}

static void heights_go_and_dates_are_iso(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  read_copy(files, "zones_3d",
                            BC_TEST_DATA "/layer/heights.fgb", "h.fgb",
                            SIZE_MAX),
                  BC_OK);
    assert_cell(files, "at", 0, "2024-06-30T08:15:00+08:00");
    assert_cell(files, "n", 0, "420100");
    assert_int_equal(files->layer->geometry, BC_GEOMETRY_POLYGON);
    assert_int_equal(files_found(files, BC_FOUND_HEIGHTS_DROPPED), 1);
}

static void a_sheet_of_text_has_a_header_and_keeps_zeros(void **state)
{
    struct files *files = *state;

    assert_status(
        files, read_copy(files, "sections", sheet, "a.xlsx", SIZE_MAX), BC_OK);
    assert_int_equal(files->layer->n_features, 3);
    assert_cell(files, "code", 0, "007");
    assert_cell(files, "level", 0, "国考/省控");
    assert_cell(files, "type", 0, "lake");
    assert_cell(files, "name", 2, "丙,断面");
    assert_null(bc_layer_text(files->layer, "level", 2)); /* 县控 */
    assert_int_equal(files_found(files, BC_FOUND_UNKNOWN_WORD), 1);
    assert_int_equal(files->layer->row_line[0], 2);
    assert_near(files->layer->x[1], 114.5, 0);
}

static void numbers_of_a_sheet_have_fifteen_digits(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  read_copy(files, "observed",
                            BC_TEST_DATA "/layer/numbers.xlsx", "n.xlsx",
                            SIZE_MAX),
                  BC_OK);
    assert_cell(files, "TP(mg/L)", 0, "0.1");
    assert_cell(files, "TP(mg/L)", 1, "0.025");
    assert_cell(files, "n", 0, "420100");
    assert_cell(files, "n", 1, "2");
    assert_cell(files, "time", 0, "2021-04-01");
    assert_cell(files, "time", 1, "2021-04-01 08:00:00");
    assert_int_equal(files->layer->row_line[1], 4); /* the third is none */
    assert_int_equal(files_found(files, BC_FOUND_EMPTY_ROW), 0);
}

static void a_formula_without_a_value_is_refused(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  read_copy(files, "observed",
                            BC_TEST_DATA "/layer/formula.xlsx", "f.xlsx",
                            SIZE_MAX),
                  BC_BAD_INPUT);
    assert_says(files, ": a formula without its value");
}

static void a_workbook_that_is_none_is_refused(void **state)
{
    struct files *files = *state;

    assert_status(files, read_copy(files, "sections", sheet, "a.xlsx", 2000),
                  BC_BAD_INPUT);
    assert_says(files, "a.xlsx: is no whole .xlsx workbook");
    assert_status(files, files_try(files, "sections", "b.xlsx", "x"),
                  BC_BAD_INPUT);
}

/* Declared sizes stand at 24 in each entry of the directory. */
static void a_workbook_that_would_fill_the_memory_is_refused(void **state)
{
    struct files *files = *state;
    static char bytes[8192];
    FILE *file = fopen(sheet, "rb");
    size_t n = fread(bytes, 1, sizeof bytes, file);

    fclose(file);
    for (size_t i = 0; i + 46 < n; i++)
        if (memcmp(bytes + i, "PK\1\2", 4) == 0)
            bytes[i + 27] = 0x08; /* 128 MiB */
    files_write(files, "a.xlsx", bytes, n);
    files_source(files, "sections", files->path);
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "would unpack to 1152 MiB");
}

/* Numbers of a zip are little-endian (APPNOTE.TXT 4.3): in an entry of the
 * directory the method at 10, sizes at 20 and 24, the length of an extra field
 * at 30, the place at 42; in the head of a part that of its name at 26. */
static void a_workbook_whose_parts_are_not_as_said_is_refused(void **state)
{
    static const struct {
        size_t at, n;
        uint64_t value;
        bool in_part;
    } cases[] = {
        {10, 2, 1, false},          /* a method that there is not */
        {10, 2, 0, false},          /* not packed, and of two sizes */
        {20, 4, 0x00100000, false}, /* behind the end */
        {24, 4, 1, false},          /* unpacks to more */
        {24, 4, 60000, false},      /* and to less */
        {30, 2, 0xFFFF, false},     /* the entry does not end */
        {42, 4, 0xFFFFFFF0, false}, /* stands behind the end */
        {42, 4, 20, false},         /* where no part begins */
        {42, 4, 3463, false},       /* and where it cannot: ten bytes on */
        {26, 2, 0xFFFF, true},      /* its name does not end */
    };
    struct files *files = *state;
    static char bytes[8192], changed[8192];
    FILE *file = fopen(sheet, "rb");
    size_t n = fread(bytes, 1, sizeof bytes, file);

    fclose(file);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        const char *magic = cases[c].in_part ? "PK\3\4" : "PK\1\2";

        memcpy(changed, bytes, n);
        for (size_t i = 0; i + 46 < n; i++)
            if (memcmp(bytes + i, magic, 4) == 0)
                for (size_t k = 0; k < cases[c].n; k++)
                    changed[i + cases[c].at + k] =
                        (char)(cases[c].value >> (8 * k));
        files_write(files, "a.xlsx", changed, n);
        files_source(files, "sections", files->path);
        assert_status(files, files_read(files), BC_BAD_INPUT);
        assert_says(files, "a.xlsx: is no whole .xlsx workbook");
    }
}

static void a_suffix_chooses_the_driver(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  read_copy(files, "suspects", suspects, "a.shp", SIZE_MAX),
                  BC_BAD_INPUT);
    assert_status(files,
                  read_copy(files, "suspects", suspects, "a.gpkg", SIZE_MAX),
                  BC_BAD_INPUT);
    assert_status(files,
                  read_copy(files, "suspects", suspects, "a.csv", SIZE_MAX),
                  BC_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(text_in_a_numeric_column_stays_text),
        files_test(rows_are_counted_by_reading),
        files_test(a_view_is_refused),
        files_test(several_layers_need_a_name),
        files_test(a_broken_blob_is_a_finding),
        files_test(rows_of_a_layer_without_a_crs_may_say_theirs),
        files_test(the_keys_of_gdal_are_no_columns),
        files_test(a_header_of_a_blob_may_have_either_order_of_bytes),
        files_test(a_blob_without_a_geometry_is_a_finding),
        files_test(a_path_may_hold_what_an_address_may_not),
        files_test(bytes_that_are_no_text_are_refused),
        files_test(a_file_in_use_or_damaged_is_refused),
        files_test(a_shapefile_needs_its_three_files),
        files_test(a_cut_shapefile_is_refused),
        files_test(without_a_prj_the_crs_is_unknown),
        files_test(without_a_cpg_gbk_is_seen_in_the_bytes),
        files_test(a_wrong_encoding_is_refused_with_its_row),
        files_test(a_flatgeobuf_is_read_and_a_cut_one_refused),
        files_test(heights_go_and_dates_are_iso),
        files_test(a_sheet_of_text_has_a_header_and_keeps_zeros),
        files_test(numbers_of_a_sheet_have_fifteen_digits),
        files_test(a_formula_without_a_value_is_refused),
        files_test(a_workbook_that_is_none_is_refused),
        files_test(a_workbook_that_would_fill_the_memory_is_refused),
        files_test(a_workbook_whose_parts_are_not_as_said_is_refused),
        files_test(a_suffix_chooses_the_driver),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
