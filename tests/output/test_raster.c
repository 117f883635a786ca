/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <gdal.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/parallel.h"
#include "layer/source.h"
#include "outcome_fixture.h"
#include "output/style.h"
#include "output/writers.h"

static struct outcome_fixture *fixture;
static struct bc_stage *stage;
static struct bc_error err;

static int set_up(void **state)
{
    (void)state;
    assert_int_equal(bc_gdal_init(&err), BC_OK);
    fixture = outcome_fixture_new();
    fixture->outcome.illustrative = true;
    stage = outcome_fixture_stage(fixture);
    if (bc_raster_write(&fixture->outcome, stage, &err))
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

static GDALDatasetH open_written(const char *name)
{
    GDALDatasetH dataset = GDALOpenEx(bc_stage_path(stage, name),
                                      GDAL_OF_RASTER, NULL, NULL, NULL);

    assert_non_null(dataset);
    return dataset;
}

static int value_at(GDALDatasetH dataset, double x, double y)
{
    double transform[6];
    uint8_t value;

    assert_int_equal(GDALGetGeoTransform(dataset, transform), CE_None);
    assert_int_equal(GDALRasterIO(GDALGetRasterBand(dataset, 1), GF_Read,
                                  (int)((x - transform[0]) / transform[1]),
                                  (int)((y - transform[3]) / transform[5]), 1,
                                  1, &value, 1, 1, GDT_Byte, 0, 0),
                     CE_None);
    return value;
}

static void the_files_are_those_that_are_announced(void **state)
{
    struct bc_raster_file files[32];
    const char *const *names;
    size_t n = bc_raster_files(&fixture->outcome, files, 32), aux = 0;

    (void)state;
    for (size_t i = 0; i < n; i++)
        aux += files[i].look == BC_RASTER_CLASSES; /* names and table */
    assert_int_equal(aux, 4);
    assert_true(n >= 4 + 3 + 2); /* distance, densities; TP and TN of 甲湖 */
    assert_int_equal(bc_raster_files(&fixture->outcome, files, 1), 1);
    assert_int_equal(bc_stage_files(stage, &names), 2 * n + aux);
    assert_string_equal(files[0].name, "maps/verdict.tif");
    assert_int_equal(files[0].n_classes, 4);
}

/* The layout is told by the file itself. */
static void a_raster_is_a_cog_with_its_classes(void **state)
{
    GDALDatasetH dataset = open_written("maps/verdict.tif");
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
    GDALColorTableH colours = GDALGetRasterColorTable(band);
    const GDALColorEntry *missed;
    char **names = GDALGetRasterCategoryNames(band);

    (void)state;
    assert_string_equal(
        GDALGetMetadataItem(dataset, "LAYOUT", "IMAGE_STRUCTURE"), "COG");
    assert_near(GDALGetRasterNoDataValue(band, NULL), 0, 0);
    assert_non_null(colours);
    missed = GDALGetColorEntry(colours, 3);
    assert_int_equal(missed->c1, 0x7a); /* #7a1f5c, styles */
    assert_int_equal(missed->c2, 0x1f);
    assert_non_null(names);
    assert_string_equal(names[0], "无数据");
    assert_string_equal(names[3], "未达");
    assert_non_null(GDALGetDefaultRAT(band));
    assert_string_equal(GDALGetDescription(band), "流域结论");
    assert_string_equal(GDALGetMetadataItem(dataset, "PERIOD", NULL),
                        "2021-04");
    assert_non_null(GDALGetMetadataItem(dataset, "NOTE", NULL));
    GDALClose(dataset);
}

static long offset_of(GDALRasterBandH band, const char *item)
{
    const char *text = GDALGetMetadataItem(band, item, "TIFF");

    return text ? atol(text) : 0;
}

/* The order of a file that is read from its head, as GDAL's own
 * validate_cloud_optimized_geotiff.py asks for it: all directories first, the
 * full one before its overviews from large to small, then the cells, from the
 * smallest overview to the full ones. */
static void assert_order(GDALRasterBandH band)
{
    int n = GDALGetOverviewCount(band);
    long directory = offset_of(band, "IFD_OFFSET");
    long cells = offset_of(band, "BLOCK_OFFSET_0_0");

    assert_in_range(directory, 8, 300); /* behind the head and GDAL's note */
    for (int k = 0; k < n; k++) {
        GDALRasterBandH smaller = GDALGetOverview(band, k);
        long next = offset_of(smaller, "IFD_OFFSET");
        long block = offset_of(smaller, "BLOCK_OFFSET_0_0");

        assert_true(next > directory);
        directory = next;
        if (block > 0 && cells > 0) /* 0: nothing but nodata there */
            assert_true(block < cells);
        cells = block > 0 ? block : cells;
    }
    if (cells > 0)
        assert_true(cells > directory);
}

/* What a reader by HTTP relies on, of every raster: tiles, overviews after one
 * another from large to small, nodata, statistics without a scan. */
static void every_raster_is_a_cog(void **state)
{
    struct bc_raster_file files[32];
    size_t n = bc_raster_files(&fixture->outcome, files, 32);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        GDALDatasetH dataset = open_written(files[i].name);
        GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
        int has_nodata = 0, block_x, block_y, width;
        double low, high, mean, deviation;

        assert_string_equal(
            GDALGetMetadataItem(dataset, "LAYOUT", "IMAGE_STRUCTURE"), "COG");
        assert_order(band);
        GDALGetBlockSize(band, &block_x, &block_y);
        assert_int_equal(block_x, block_y); /* tiles and no strips */
        GDALGetRasterNoDataValue(band, &has_nodata);
        assert_true(has_nodata);
        assert_int_equal(GDALGetRasterStatistics(band, FALSE, FALSE, &low,
                                                 &high, &mean, &deviation),
                         CE_None); /* without being reckoned now */
        assert_true(low <= mean && mean <= high);
        width = GDALGetRasterXSize(dataset);
        if (width > block_x || GDALGetRasterYSize(dataset) > block_y)
            assert_true(GDALGetOverviewCount(band) > 0);
        for (int k = 0; k < GDALGetOverviewCount(band); k++) {
            int smaller = GDALGetRasterBandXSize(GDALGetOverview(band, k));

            assert_true(smaller < width);
            width = smaller;
        }
        assert_true(GDALGetDescription(band)[0] != 0);
        if (files[i].look == BC_RASTER_CLASSES) {
            GDALRasterAttributeTableH table = GDALGetDefaultRAT(band);

            assert_non_null(table);
            assert_int_equal(GDALRATGetRowCount(table), files[i].n_classes);
        }
        GDALClose(dataset);
    }
}

static void cells_hold_the_verdict_of_their_basin(void **state)
{
    GDALDatasetH dataset = open_written("maps/verdict.tif");

    (void)state;
    assert_int_equal(value_at(dataset, 114.05, 30.05), 1);
    assert_int_equal(value_at(dataset, 114.15, 30.05), 3);
    GDALClose(dataset);
    dataset = open_written("maps/rating.tif");
    assert_int_equal(value_at(dataset, 114.05, 30.05), BC_RATING_LIGHT);
    GDALClose(dataset);
}

static void a_lake_is_one_class_and_says_its_points(void **state)
{
    GDALDatasetH dataset = open_written("maps/lake_class.tif");

    (void)state;
    assert_int_equal(value_at(dataset, 114.03, 30.05), 4);
    assert_int_equal(value_at(dataset, 114.05, 30.065), 0); /* the island */
    assert_int_equal(value_at(dataset, 114.16, 30.02), 0);  /* no points */
    assert_string_equal(GDALGetMetadataItem(dataset, "LAKE_POINTS", NULL),
                        "甲湖:2");
    GDALClose(dataset);
    dataset = open_written("maps/lake_deciding.tif");
    assert_int_equal(value_at(dataset, 114.03, 30.05), 4);
    assert_string_equal(GDALGetMetadataItem(dataset, "LAKE_ITEMS", NULL),
                        "甲湖:总磷:2");
    GDALClose(dataset);
}

static float real_at(GDALDatasetH dataset, double x, double y)
{
    double transform[6];
    float value;

    assert_int_equal(GDALGetGeoTransform(dataset, transform), CE_None);
    assert_int_equal(GDALRasterIO(GDALGetRasterBand(dataset, 1), GF_Read,
                                  (int)((x - transform[0]) / transform[1]),
                                  (int)((y - transform[3]) / transform[5]), 1,
                                  1, &value, 1, 1, GDT_Float32, 0, 0),
                     CE_None);
    return value;
}

/* geod of PROJ 9.1.1 on GRS 80: from 114.11 E, 30.06 N to 114.15 E, 30.06 N it
 * is 3857.1 m; half a cell beside it is possible. */
static void distance_to_red_lines_is_in_metres(void **state)
{
    GDALDatasetH dataset = open_written("maps/redline_distance.tif");
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);

    (void)state;
    assert_near(real_at(dataset, 114.15, 30.06), 3857.1,
                fixture->outcome.resolution_m * 0.51);
    assert_near(real_at(dataset, 114.10, 30.06), 0, 0);
    assert_string_equal(GDALGetRasterUnitType(band), "m");
    assert_near(GDALGetRasterNoDataValue(band, NULL), -9999, 0);
    assert_non_null(
        strstr(GDALGetMetadataItem(dataset, "METHOD", NULL), "geodesic"));
    assert_string_equal(GDALGetMetadataItem(dataset, "SOURCES", NULL),
                        "basins.gpkg;redlines.shp");
    GDALClose(dataset);
}

/* P1 to P3 have a stage, P4 has none; P1 is done (outcome_fixture.c). */
static void density_says_what_it_counted(void **state)
{
    GDALDatasetH dataset = open_written("maps/outfall_density.tif");

    (void)state;
    assert_string_equal(GDALGetMetadataItem(dataset, "OUTFALLS", NULL), "4");
    assert_string_equal(GDALGetMetadataItem(dataset, "BANDWIDTH", NULL),
                        "5000 m");
    assert_non_null(
        strstr(GDALGetMetadataItem(dataset, "METHOD", NULL), "quartic kernel"));
    GDALClose(dataset);
    dataset = open_written("maps/outfall_density_unfinished.tif");
    assert_string_equal(GDALGetMetadataItem(dataset, "OUTFALLS", NULL),
                        "2 not remediated; 1 of unknown stage left out");
    GDALClose(dataset);
}

static void a_lake_has_the_mean_of_its_points(void **state)
{
    GDALDatasetH dataset = open_written("maps/lake_TP.tif");

    (void)state;
    assert_near(real_at(dataset, 114.03, 30.05), 0.095, 1e-6);
    assert_near(real_at(dataset, 114.05, 30.065), -9999, 0); /* the island */
    assert_non_null(
        strstr(GDALGetMetadataItem(dataset, "LAKES", NULL), "甲湖: one value"));
    GDALClose(dataset);
}

static void only_the_maps_asked_for_are_made(void **state)
{
    struct bc_raster_file files[32];

    (void)state;
    fixture->outcome.raster.maps = ",outfall_density,rating,";
    assert_int_equal(bc_raster_files(&fixture->outcome, files, 32), 2);
    assert_string_equal(files[0].name, "maps/rating.tif");
    assert_string_equal(files[1].name, "maps/outfall_density.tif");
    fixture->outcome.raster.maps = NULL;
}

/* L1 and L2 have a mean of total phosphorus each (outcome_fixture.c). */
static void a_lake_is_interpolated_where_asked_for(void **state)
{
    GDALDatasetH dataset;
    const char *about;

    (void)state;
    fixture->outcome.raster.interpolation = BC_INTERPOLATION_NEAREST;
    fixture->outcome.raster.min_points = 2;
    bc_stage_free(stage);
    stage = outcome_fixture_stage(fixture);
    assert_int_equal(bc_raster_write(&fixture->outcome, stage, &err), BC_OK);
    dataset = open_written("maps/lake_TP.tif");
    about = GDALGetMetadataItem(dataset, "LAKES", NULL);
    assert_non_null(strstr(about, "甲湖: nearest of 2 points ("));
    assert_non_null(strstr(about, "leave-one-out RMSE"));
    assert_near(real_at(dataset, 114.05, 30.065), -9999, 0); /* the island */
    for (size_t i = 2; i < 4; i++) {                         /* L1 and L2 */
        double mean =
            bc_decimal_real(fixture->outcome.judgement[i].item[BC_TP].mean);

        assert_near(
            real_at(dataset, fixture->sections->x[i], fixture->sections->y[i]),
            mean, 1e-6);
    }
    GDALClose(dataset);
    fixture->outcome.raster.interpolation = BC_INTERPOLATION_NONE;
    fixture->outcome.raster.min_points = 5;
}

/* EPSG:4547 has its central meridian at 114 E. */
static void a_grid_may_lie_in_a_gauss_krueger_zone(void **state)
{
    GDALDatasetH dataset;
    double transform[6];

    (void)state;
    fixture->outcome.raster.gauss_krueger = true;
    bc_stage_free(stage);
    stage = outcome_fixture_stage(fixture);
    assert_int_equal(bc_raster_write(&fixture->outcome, stage, &err), BC_OK);
    dataset = open_written("maps/verdict.tif");
    assert_int_equal(GDALGetGeoTransform(dataset, transform), CE_None);
    assert_near(transform[1], fixture->outcome.resolution_m, 0);
    assert_near(remainder(transform[0], transform[1]), 0, 0);
    assert_near(remainder(transform[3], transform[1]), 0, 0);
    assert_string_equal(OSRGetAuthorityCode(GDALGetSpatialRef(dataset), NULL),
                        "4547");
    /* 114.05 E 30.05 N by cs2cs: 504821.9 E, 3325657.1 N */
    assert_int_equal(value_at(dataset, 504821.9, 3325657.1), 1);
    GDALClose(dataset);
    dataset = open_written("maps/redline_distance.tif");
    assert_non_null(strstr(GDALGetMetadataItem(dataset, "GRID", NULL),
                           "central meridian 114 E"));
    GDALClose(dataset);
    fixture->outcome.raster.gauss_krueger = false;
}

static void any_number_of_threads_writes_the_same_bytes(void **state)
{
    static const size_t threads[] = {1, 2, 8};
    const char *const *names;
    size_t n = bc_stage_files(stage, &names);
    char(*digests)[65] = calloc(n, sizeof *digests);

    (void)state;
    for (size_t i = 0; i < n; i++)
        assert_int_equal(
            bc_file_sha256(bc_stage_path(stage, names[i]), digests[i], &err),
            BC_OK);
    for (size_t t = 0; t < 3; t++) {
        bc_threads_set(threads[t]);
        bc_stage_free(stage);
        stage = outcome_fixture_stage(fixture);
        assert_int_equal(bc_raster_write(&fixture->outcome, stage, &err),
                         BC_OK);
        assert_int_equal(bc_stage_files(stage, &names), n);
        for (size_t i = 0; i < n; i++) {
            char digest[65];

            assert_int_equal(
                bc_file_sha256(bc_stage_path(stage, names[i]), digest, &err),
                BC_OK);
            assert_string_equal(digest, digests[i]);
        }
    }
    bc_threads_set(0);
    free(digests);
}

static void without_lakes_there_is_no_raster_of_lakes(void **state)
{
    struct bc_raster_file files[32];

    (void)state;
    fixture->outcome.lakes = NULL;
    assert_int_equal(bc_raster_files(&fixture->outcome, files, 32), 2 + 3);
    for (size_t i = 0; i < 5; i++)
        assert_null(strstr(files[i].name, "lake"));
}

static void write_again(void)
{
    bc_stage_free(stage);
    stage = outcome_fixture_stage(fixture);
    if (bc_raster_write(&fixture->outcome, stage, &err))
        fail_msg("%s", err.message);
}

/* More cells than BC_RASTER_LARGE: 19,300 m x 11,100 m / (4.9 m)^2. */
static void a_large_raster_is_drawn_by_all_threads(void **state)
{
    const double before = fixture->outcome.resolution_m;
    GDALDatasetH dataset;

    (void)state;
    fixture->outcome.raster.maps = ",verdict,";
    fixture->outcome.resolution_m = 4.9;
    write_again();
    dataset = open_written("maps/verdict.tif");
    assert_true((double)GDALGetRasterXSize(dataset) *
                    GDALGetRasterYSize(dataset) >
                1 << 23);
    assert_int_equal(value_at(dataset, 114.05, 30.05), 1);
    assert_int_equal(value_at(dataset, 114.15, 30.05), 3);
    GDALClose(dataset);
    fixture->outcome.resolution_m = before;
    fixture->outcome.raster.maps = NULL;
}

static void add_box(struct bc_shapes *shapes, double x0, double y0, double x1,
                    double y1)
{
    bc_shapes_begin_part(shapes);
    bc_shapes_begin_ring(shapes);
    bc_shapes_add_vertex(shapes, x0, y0);
    bc_shapes_add_vertex(shapes, x0, y1);
    bc_shapes_add_vertex(shapes, x1, y1);
    bc_shapes_add_vertex(shapes, x1, y0);
    bc_shapes_add_vertex(shapes, x0, y0);
}

static struct bc_layer *lakes_of_two_names(void)
{
    static const char *const cells[2][2] = {{"LK-1", "甲湖"}, {"LK-2", "乙湖"}};
    struct bc_layer *lakes =
        bc_layer_new("lakes", "lakes.shp", BC_GEOMETRY_POLYGON, 2);

    bc_layer_add_key(lakes, "code",
                     bc_layer_add_column(lakes, "code", BC_TEXT));
    bc_layer_add_key(lakes, "name",
                     bc_layer_add_column(lakes, "name", BC_TEXT));
    for (size_t row = 0; row < 2; row++)
        for (size_t c = 0; c < 2; c++)
            bc_layer_set_text(lakes, c, row, cells[row][c]);
    lakes->crs = "EPSG:4490";
    return lakes;
}

/* 甲湖 in two parts of which one has no point; one point, which stands on land
 * 0.002 degrees (193 m) from the water. */
static void a_lake_of_rare_points_says_what_was_done(void **state)
{
    struct bc_layer *own = fixture->lakes, *lakes = lakes_of_two_names();
    struct bc_item_result *second = &fixture->judgement[3].item[BC_TP];
    const struct bc_decimal mean = second->mean;
    const double x = fixture->sections->x[2];
    GDALDatasetH dataset;
    const char *about;

    (void)state;
    bc_shapes_begin_feature(&lakes->shapes);
    add_box(&lakes->shapes, 114.02, 30.04, 114.04, 30.06);
    add_box(&lakes->shapes, 114.06, 30.04, 114.08, 30.06);
    bc_shapes_begin_feature(&lakes->shapes);
    add_box(&lakes->shapes, 114.15, 30.01, 114.18, 30.03);
    fixture->outcome.lakes = lakes;
    fixture->outcome.raster.maps = ",lake_items,";
    fixture->outcome.raster.interpolation = BC_INTERPOLATION_NEAREST;
    fixture->outcome.raster.min_points = 1;
    fixture->sections->x[2] = 114.018;
    second->mean = BC_MISSING;
    write_again();
    dataset = open_written("maps/lake_TP.tif");
    about = GDALGetMetadataItem(dataset, "LAKES", NULL);
    assert_non_null(strstr(about, "甲湖: nearest of 1 point ("));
    assert_non_null(strstr(about, ", cross-validated error unknown"));
    assert_non_null(strstr(about, ", 1 moved up to "));
    assert_non_null(strstr(about, " m into the water"));
    assert_non_null(strstr(about, " cells cut off from all points left empty"));
    assert_near(real_at(dataset, 114.03, 30.05),
                bc_decimal_real(fixture->outcome.judgement[2].item[BC_TP].mean),
                1e-6);
    assert_near(real_at(dataset, 114.07, 30.05), -9999, 0);
    GDALClose(dataset);
    second->mean = mean;
    fixture->sections->x[2] = x;
    fixture->outcome.raster.interpolation = BC_INTERPOLATION_NONE;
    fixture->outcome.raster.min_points = 5;
    fixture->outcome.raster.maps = NULL;
    fixture->outcome.lakes = own;
    bc_layer_free(lakes);
}

/* Not one cell has a value: no statistics are told. */
static void a_lake_without_a_place_leaves_its_raster_empty(void **state)
{
    struct bc_layer *own = fixture->lakes, *lakes = lakes_of_two_names();
    GDALDatasetH dataset;
    GDALRasterBandH band;

    (void)state;
    bc_shapes_begin_feature(&lakes->shapes);
    bc_shapes_begin_feature(&lakes->shapes);
    add_box(&lakes->shapes, 114.15, 30.01, 114.18, 30.03);
    fixture->outcome.lakes = lakes;
    fixture->outcome.raster.maps = ",lake_items,";
    write_again();
    dataset = open_written("maps/lake_TP.tif");
    band = GDALGetRasterBand(dataset, 1);
    assert_near(real_at(dataset, 114.16, 30.02), -9999, 0);
    assert_null(GDALGetMetadataItem(band, "STATISTICS_MEAN", NULL));
    GDALClose(dataset);
    fixture->outcome.raster.maps = NULL;
    fixture->outcome.lakes = own;
    bc_layer_free(lakes);
}

static void without_sections_a_raster_names_the_basins_alone(void **state)
{
    const struct bc_layer *sections = fixture->outcome.sections;
    GDALDatasetH dataset;

    (void)state;
    fixture->outcome.sections = NULL;
    fixture->outcome.raster.maps = ",verdict,";
    write_again();
    dataset = open_written("maps/verdict.tif");
    assert_string_equal(GDALGetMetadataItem(dataset, "SOURCES", NULL),
                        "basins.gpkg");
    GDALClose(dataset);
    fixture->outcome.raster.maps = NULL;
    fixture->outcome.sections = sections;
}

static void without_maps_nothing_is_written(void **state)
{
    const char *const *names;

    (void)state;
    fixture->outcome.raster.maps = ",";
    write_again();
    assert_int_equal(bc_stage_files(stage, &names), 0);
    fixture->outcome.raster.maps = NULL;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_files_are_those_that_are_announced),
        cmocka_unit_test(a_raster_is_a_cog_with_its_classes),
        cmocka_unit_test(every_raster_is_a_cog),
        cmocka_unit_test(cells_hold_the_verdict_of_their_basin),
        cmocka_unit_test(a_lake_is_one_class_and_says_its_points),
        cmocka_unit_test(distance_to_red_lines_is_in_metres),
        cmocka_unit_test(density_says_what_it_counted),
        cmocka_unit_test(a_lake_has_the_mean_of_its_points),
        cmocka_unit_test(only_the_maps_asked_for_are_made),
        cmocka_unit_test(any_number_of_threads_writes_the_same_bytes),
        cmocka_unit_test(a_grid_may_lie_in_a_gauss_krueger_zone),
        cmocka_unit_test(a_lake_is_interpolated_where_asked_for),
        cmocka_unit_test(a_large_raster_is_drawn_by_all_threads),
        cmocka_unit_test(a_lake_of_rare_points_says_what_was_done),
        cmocka_unit_test(a_lake_without_a_place_leaves_its_raster_empty),
        cmocka_unit_test(without_sections_a_raster_names_the_basins_alone),
        cmocka_unit_test(without_maps_nothing_is_written),
        cmocka_unit_test(without_lakes_there_is_no_raster_of_lakes),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
