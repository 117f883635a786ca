/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "layer/source.h"
#include "outcome_fixture.h"
#include "output/writers.h"

static struct outcome_fixture *fixture;
static struct bc_stage *stage;
static struct bc_error err;

/* A table without rows is made last. */
static struct bc_gap gap = {.rank = 1,
                            .item = BC_NO_ITEM,
                            .unit = "",
                            .responsible = "",
                            .state = "",
                            .wanted = ""};
static const struct bc_gaps gaps = {.n = 1, .gap = &gap};

static int set_up(void **state)
{
    (void)state;
    assert_int_equal(bc_gdal_init(&err), BC_OK);
    fixture = outcome_fixture_new();
    fixture->outcome.gaps = &gaps;
    fixture->outcome.illustrative = fixture->sections->illustrative = true;
    stage = outcome_fixture_stage(fixture);
    if (bc_geopackage_write(&fixture->outcome, stage, &err))
        fail_msg("%s", err.message);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bc_stage_free(stage);
    outcome_fixture_free(fixture);
    return 0;
}

static GDALDatasetH open_written(void)
{
    GDALDatasetH dataset = GDALOpenEx(bc_stage_path(stage, "basincheck.gpkg"),
                                      GDAL_OF_VECTOR, NULL, NULL, NULL);

    assert_non_null(dataset);
    return dataset;
}

static void layers_stand_in_the_order_of_a_map(void **state)
{
    static const char *const names[] = {
        "sections", "suspects",       "outfalls",       "rivers",
        "redlines", "overlaps",       "lakes",          "basins",
        "results",  "changes",        "classes",        "crosswalk",
        "findings", "outfall_stages", "suspect_status", "redline_conflicts",
        "upstream", "layer_styles"};
    GDALDatasetH dataset = open_written();

    (void)state;
    assert_int_equal(GDALDatasetGetLayerCount(dataset), 18);
    for (int i = 0; i < 18; i++)
        assert_string_equal(OGR_L_GetName(GDALDatasetGetLayer(dataset, i)),
                            names[i]);
    GDALClose(dataset);
}

static void the_crs_is_the_projects(void **state)
{
    GDALDatasetH dataset = open_written();
    OGRLayerH layer = GDALDatasetGetLayerByName(dataset, "basins");
    OGREnvelope box;

    (void)state;
    assert_string_equal(OSRGetAuthorityCode(OGR_L_GetSpatialRef(layer), NULL),
                        "4490");
    assert_int_equal(OGR_L_GetExtent(layer, &box, TRUE), OGRERR_NONE);
    assert_near(box.MinX, 114, 1e-9); /* longitude first */
    assert_near(box.MaxY, 30.1, 1e-9);
    GDALClose(dataset);
}

static void cells_and_rings_are_read_back(void **state)
{
    GDALDatasetH dataset = open_written();
    OGRLayerH layer = GDALDatasetGetLayerByName(dataset, "lakes");
    OGRFeatureH lake = OGR_L_GetFeature(layer, 1);
    OGRGeometryH polygon = OGR_G_GetGeometryRef(OGR_F_GetGeometryRef(lake), 0);
    OGRFeatureH outfall =
        OGR_L_GetFeature(GDALDatasetGetLayerByName(dataset, "outfalls"), 1);

    (void)state;
    assert_int_equal(OGR_G_GetGeometryCount(polygon), 2); /* an island */
    assert_true(OGR_G_IsValid(polygon));
    assert_int_equal(
        OGR_F_GetFieldAsInteger(lake, OGR_F_GetFieldIndex(lake, "n_points")),
        2);
    assert_string_equal(
        OGR_F_GetFieldAsString(outfall,
                               OGR_F_GetFieldIndex(outfall, "date_traced")),
        "2020/06/30");
    OGR_F_Destroy(lake);
    OGR_F_Destroy(outfall);
    GDALClose(dataset);
}

static int query(const char *sql, char *text, size_t room)
{
    sqlite3_stmt *statement = NULL;
    sqlite3 *db = NULL;
    int found = 0;

    assert_int_equal(sqlite3_open_v2(bc_stage_path(stage, "basincheck.gpkg"),
                                     &db, SQLITE_OPEN_READONLY, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL),
                     SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        snprintf(text, room, "%s",
                 (const char *)sqlite3_column_text(statement, 0));
        found++;
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return found;
}

/* What QGIS needs to find a style: guides, GeoPackage that opens styled. */
static void every_layer_has_its_style(void **state)
{
    char text[256];

    (void)state;
    assert_int_equal(query("SELECT styleQML FROM layer_styles WHERE "
                           "f_table_schema = '' AND f_geometry_column = 'geom' "
                           "AND useAsDefault = 1 AND styleQML LIKE '%<qgis%'",
                           text, sizeof text),
                     8);
    assert_int_equal(query("SELECT table_name FROM gpkg_contents WHERE "
                           "table_name = 'layer_styles' AND "
                           "data_type = 'attributes'",
                           text, sizeof text),
                     1);
}

/* A file that is opened must not grow a -wal beside it, nor hold one. */
static void the_journal_is_deleted_and_nothing_is_left_beside(void **state)
{
    const char *const *names;
    char text[64];

    (void)state;
    assert_int_equal(query("PRAGMA journal_mode", text, sizeof text), 1);
    assert_string_equal(text, "delete");
    assert_int_equal(bc_stage_files(stage, &names), 1);
    assert_string_equal(names[0], "basincheck.gpkg");
    assert_int_not_equal(
        access(bc_stage_path(stage, "basincheck.gpkg-wal"), F_OK), 0);
    assert_int_not_equal(
        access(bc_stage_path(stage, "basincheck.gpkg-journal"), F_OK), 0);
    assert_int_equal(query("PRAGMA integrity_check", text, sizeof text), 1);
    assert_string_equal(text, "ok");
}

/* The panel is filled in the order of gpkg_contents, first on top: no polygon
 * may cover a point. */
static void points_come_before_lines_and_lines_before_polygons(void **state)
{
    char text[64];

    (void)state;
    assert_int_equal(
        query("SELECT c.table_name FROM gpkg_contents c JOIN "
              "gpkg_geometry_columns g USING (table_name) WHERE "
              "g.geometry_type_name LIKE '%POINT' AND c.rowid > (SELECT "
              "min(d.rowid) FROM gpkg_contents d JOIN gpkg_geometry_columns h "
              "USING (table_name) WHERE h.geometry_type_name NOT LIKE "
              "'%POINT')",
              text, sizeof text),
        0);
    assert_int_equal(query("SELECT c.table_name FROM gpkg_contents c JOIN "
                           "gpkg_geometry_columns g USING (table_name) WHERE "
                           "g.geometry_type_name LIKE '%POINT'",
                           text, sizeof text),
                     3);
}

static void dates_and_metadata_are_those_of_the_data(void **state)
{
    char text[2048];

    (void)state;
    assert_int_equal(query("SELECT DISTINCT last_change FROM gpkg_contents",
                           text, sizeof text),
                     1);
    assert_string_equal(text, "2021-04-30T00:00:00.000Z");
    assert_int_equal(
        query("SELECT DISTINCT timestamp FROM gpkg_metadata_reference", text,
              sizeof text),
        1);
    assert_string_equal(text, "2021-04-30T00:00:00.000Z");
    assert_int_equal(
        query("SELECT metadata FROM gpkg_metadata", text, sizeof text), 1);
    assert_non_null(strstr(text, "2021-04"));
    assert_non_null(strstr(text, "illustrative"));
    assert_int_equal(query("SELECT description FROM gpkg_contents WHERE "
                           "table_name = 'sections'",
                           text, sizeof text),
                     1);
    assert_non_null(strstr(text, "illustrative"));
}

static void a_second_run_writes_the_same_bytes(void **state)
{
    char first[65], second[65];

    (void)state;
    assert_int_equal(
        bc_file_sha256(bc_stage_path(stage, "basincheck.gpkg"), first, &err),
        BC_OK);
    bc_stage_free(stage);
    stage = outcome_fixture_stage(fixture);
    assert_int_equal(bc_geopackage_write(&fixture->outcome, stage, &err),
                     BC_OK);
    assert_int_equal(
        bc_file_sha256(bc_stage_path(stage, "basincheck.gpkg"), second, &err),
        BC_OK);
    assert_string_equal(first, second);
}

static void a_folder_in_the_way_is_an_error(void **state)
{
    (void)state;
    bc_stage_free(stage);
    stage = outcome_fixture_stage(fixture);
    assert_int_equal(mkdir(bc_stage_path(stage, "basincheck.gpkg"), 0777), 0);
    assert_int_equal(bc_geopackage_write(&fixture->outcome, stage, &err),
                     BC_CANNOT_WRITE);
    assert_non_null(strstr(err.message, "basincheck.gpkg"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* OGC:CRS84 is WGS 84 with longitude first; EPSG has no number of it. */
static void a_crs_may_have_no_number_of_epsg(void **state)
{
    GDALDatasetH dataset;
    OGRLayerH layer;
    OGREnvelope box;

    (void)state;
    fixture->outcome.crs = "OGC:CRS84";
    fixture->outcome.crs_epsg = 0;
    bc_stage_free(stage);
    stage = outcome_fixture_stage(fixture);
    assert_int_equal(bc_geopackage_write(&fixture->outcome, stage, &err),
                     BC_OK);
    dataset = open_written();
    layer = GDALDatasetGetLayerByName(dataset, "basins");
    assert_true(OSRIsGeographic(OGR_L_GetSpatialRef(layer)));
    assert_int_equal(OGR_L_GetExtent(layer, &box, TRUE), OGRERR_NONE);
    assert_near(box.MinX, 114, 1e-9);
    GDALClose(dataset);
    fixture->outcome.crs = "PARIS:12";
    assert_int_equal(bc_geopackage_write(&fixture->outcome, stage, &err),
                     BC_INTERNAL);
    assert_non_null(strstr(err.message, "'PARIS:12'"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(layers_stand_in_the_order_of_a_map),
        TEST(the_crs_is_the_projects),
        TEST(cells_and_rings_are_read_back),
        TEST(every_layer_has_its_style),
        TEST(the_journal_is_deleted_and_nothing_is_left_beside),
        TEST(points_come_before_lines_and_lines_before_polygons),
        TEST(dates_and_metadata_are_those_of_the_data),
        TEST(a_second_run_writes_the_same_bytes),
        TEST(a_folder_in_the_way_is_an_error),
        TEST(a_crs_may_have_no_number_of_epsg),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
