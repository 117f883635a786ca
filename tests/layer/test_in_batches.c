/* SPDX-License-Identifier: MIT */
/* Points of all formats that come in batches do, whole and in their order, and
 * are read whole where more than that is to be told of them. */
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "files.h"

#define N_ROWS 20000
#define PER_BATCH 600

/** What came in batches. */
struct taken {
    size_t n_rows, n_batches, most;
    bool is_right;
};

static double x_of(size_t row)
{
    return 110 + (double)(row % 97) / 128;
}

static bool take(void *context, struct bc_layer *part)
{
    struct taken *taken = context;

    for (size_t i = 0; i < part->n_features; i++) {
        const size_t row = taken->n_rows++;
        char code[16];

        snprintf(code, sizeof code, "P%05zu", row);
        taken->is_right = taken->is_right && part->x[i] == x_of(row) &&
                          part->y[i] == 30.5 &&
                          strcmp(bc_layer_text(part, "code", i), code) == 0;
    }
    taken->n_batches++;
    if (part->n_features > taken->most)
        taken->most = part->n_features;
    return true;
}

static bool read_in_batches(struct files *files, const char *crs,
                            struct taken *taken)
{
    const struct bc_layer_taker taker = {PER_BATCH, take, taken};

    *taken = (struct taken){.is_right = true};
    files_source(files, "sections", files->path);
    files->source.crs = crs;
    return bc_layer_read_plainly(&files->source, &taker);
}

/* GDAL writes them. */
static void write_points(struct files *files, const char *name,
                         const char *driver)
{
    const char *options[] = {"SPATIAL_INDEX=NO", NULL};
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    OGRFieldDefnH field = OGR_Fld_Create("code", OFTString);
    GDALDatasetH dataset =
        GDALCreate(GDALGetDriverByName(driver), files_path(files, name), 0, 0,
                   0, GDT_Unknown, NULL);
    OGRLayerH layer;

    assert_int_equal(OSRImportFromEPSG(srs, 4490), OGRERR_NONE);
    layer =
        GDALDatasetCreateLayer(dataset, "a", srs, wkbPoint, (char **)options);
    assert_int_equal(OGR_L_CreateField(layer, field, 0), OGRERR_NONE);
    for (size_t i = 0; i < N_ROWS; i++) {
        OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
        char code[16];

        snprintf(code, sizeof code, "P%05zu", i);
        OGR_G_SetPoint_2D(point, 0, x_of(i), 30.5);
        OGR_F_SetFieldString(row, 0, code);
        OGR_F_SetGeometryDirectly(row, point);
        assert_int_equal(OGR_L_CreateFeature(layer, row), OGRERR_NONE);
        OGR_F_Destroy(row);
    }
    GDALClose(dataset);
    OGR_Fld_Destroy(field);
    OSRRelease(srs);
}

/* Places of row @p odd are @p cells instead. */
static void write_csv(struct files *files, const char *header, size_t odd,
                      const char *cells)
{
    struct bc_text text = {0};

    bc_text_printf(&text, "%s\n", header);
    for (size_t i = 0; i < N_ROWS; i++)
        if (i == odd)
            bc_text_printf(&text, "%s\n", cells);
        else
            bc_text_printf(&text, "P%05zu,%.7f,30.5\n", i, x_of(i));
    files_write(files, "a.csv", text.data, text.length);
    bc_text_clear(&text);
}

static void assert_batches(const struct taken *taken)
{
    assert_true(taken->is_right);
    assert_int_equal(taken->n_rows, N_ROWS);
    assert_true(taken->n_batches > 1);
    assert_true(taken->most < N_ROWS);
}

static void points_of_a_flatgeobuf_come_in_batches(void **state)
{
    struct taken taken;

    write_points(*state, "a.fgb", "FlatGeobuf");
    assert_true(read_in_batches(*state, NULL, &taken));
    assert_batches(&taken);
}

static void points_of_a_shapefile_come_in_batches(void **state)
{
    struct taken taken;

    write_points(*state, "a.shp", "ESRI Shapefile");
    assert_true(read_in_batches(*state, NULL, &taken));
    assert_batches(&taken);
    assert_int_equal(taken.most, PER_BATCH);
}

static void points_of_a_csv_come_in_batches(void **state)
{
    struct taken taken;

    write_csv(*state, "code,lon,lat", SIZE_MAX, "");
    assert_true(read_in_batches(*state, NULL, &taken));
    assert_batches(&taken);
    assert_true(read_in_batches(*state, "EPSG:4490", &taken));
    assert_batches(&taken);
}

/* X and Y of degrees are what they are called, whatever the other rows hold. */
static void columns_x_and_y_of_degrees_come_in_batches(void **state)
{
    struct taken taken;

    write_csv(*state, "code,x,y", SIZE_MAX, "");
    assert_true(read_in_batches(*state, "EPSG:4490", &taken));
    assert_batches(&taken);
}

/* Of eastings and northings all rows tell which is which, so no part of them
 * may. */
static void columns_x_and_y_of_a_zone_are_read_whole(void **state)
{
    struct files *files = *state;
    struct bc_text text = {0};
    struct taken taken;

    bc_text_add(&text, "code,x,y\n");
    for (size_t i = 0; i < N_ROWS; i++)
        bc_text_printf(&text,
                       i < N_ROWS / 2 ? "P%05zu,3370000,38500000\n"
                                      : "P%05zu,38500000,3370000\n",
                       i);
    files_write(files, "a.csv", text.data, text.length);
    bc_text_clear(&text);
    assert_false(read_in_batches(files, "EPSG:4526", &taken));
    assert_int_equal(taken.n_rows, 0);
}

static void a_csv_of_which_something_is_to_be_told_is_read_whole(void **state)
{
    static const char *const odd[] = {
        ",110.5,30.5",       /* no code */
        "P15000,,",          /* no position */
        "P15000,30.5,110.5", /* latitude first */
        "P15000,38500000,3.4e6" /* a zone among degrees */,
        "P15000,110.5", /* a cell is missing */
        ",," /* an empty row */};
    struct taken taken;

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        write_csv(*state, "code,lon,lat", 15000, odd[i]);
        assert_false(read_in_batches(*state, NULL, &taken));
    }
}

static void geojson_is_read_whole(void **state)
{
    struct files *files = *state;
    struct taken taken;

    files_say(files, "a.geojson",
              "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":"
              "\"Feature\",\"properties\":{\"code\":\"P00000\"},\"geometry\":{"
              "\"type\":\"Point\",\"coordinates\":[110,30.5]}}]}");
    assert_false(read_in_batches(files, NULL, &taken));
    assert_int_equal(taken.n_rows, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(points_of_a_flatgeobuf_come_in_batches),
        files_test(points_of_a_shapefile_come_in_batches),
        files_test(points_of_a_csv_come_in_batches),
        files_test(columns_x_and_y_of_degrees_come_in_batches),
        files_test(columns_x_and_y_of_a_zone_are_read_whole),
        files_test(a_csv_of_which_something_is_to_be_told_is_read_whole),
        files_test(geojson_is_read_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
