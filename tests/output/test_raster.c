/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <gdal.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
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
    struct bc_raster_file files[8];
    const char *const *names;
    size_t n = bc_raster_files(&fixture->outcome, files, 8);

    (void)state;
    assert_int_equal(n, 4);
    assert_int_equal(bc_raster_files(&fixture->outcome, files, 1), 1);
    assert_int_equal(bc_stage_files(stage, &names), 4 * 3);
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

static void a_second_run_writes_the_same_bytes(void **state)
{
    const char *const *names;
    size_t n = bc_stage_files(stage, &names);
    char(*digests)[65] = calloc(n, sizeof *digests);

    (void)state;
    for (size_t i = 0; i < n; i++)
        assert_int_equal(
            bc_file_sha256(bc_stage_path(stage, names[i]), digests[i], &err),
            BC_OK);
    bc_stage_free(stage);
    stage = outcome_fixture_stage(fixture);
    assert_int_equal(bc_raster_write(&fixture->outcome, stage, &err), BC_OK);
    assert_int_equal(bc_stage_files(stage, &names), n);
    for (size_t i = 0; i < n; i++) {
        char digest[65];

        assert_int_equal(
            bc_file_sha256(bc_stage_path(stage, names[i]), digest, &err),
            BC_OK);
        assert_string_equal(digest, digests[i]);
    }
    free(digests);
}

static void without_lakes_there_is_no_raster_of_lakes(void **state)
{
    struct bc_raster_file files[8];

    (void)state;
    fixture->outcome.lakes = NULL;
    assert_int_equal(bc_raster_files(&fixture->outcome, files, 8), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(the_files_are_those_that_are_announced),
        TEST(a_raster_is_a_cog_with_its_classes),
        TEST(cells_hold_the_verdict_of_their_basin),
        TEST(a_lake_is_one_class_and_says_its_points),
        TEST(a_second_run_writes_the_same_bytes),
        TEST(without_lakes_there_is_no_raster_of_lakes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
