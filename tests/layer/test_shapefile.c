/* SPDX-License-Identifier: MIT */
/* The table of a shapefile, and what FlatGeobuf alone can hold. */
#include "layer/shapefile.h"

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "files.h"

/* A table of one column and one row, in bytes. */
struct cell {
    char type;
    const char *bytes;
    size_t width;
    unsigned char language;
    const char *name; /* of the column; NULL: "v" */
};

static void put(unsigned char *at, int n, uint32_t value, bool big)
{
    for (int i = 0; i < n; i++)
        at[big ? n - 1 - i : i] = (unsigned char)(value >> (8 * i));
}

/* ESRI Shapefile Technical Description (1998): two points, 50 words each. */
static void write_shapes(struct files *files)
{
    unsigned char shp[128] = {0}, shx[108] = {0};
    const double at[2] = {114.5, 30.5};

    put(shp, 4, 9994, true);
    put(shp + 24, 4, sizeof shp / 2, true);
    put(shp + 28, 4, 1000, false);
    put(shp + 32, 4, 1, false); /* points */
    memcpy(shp + 36, at, sizeof at);
    memcpy(shp + 52, at, sizeof at);
    memcpy(shx, shp, 100);
    put(shx + 24, 4, sizeof shx / 2, true);
    put(shx + 100, 4, 50, true);
    put(shx + 104, 4, 10, true);
    put(shp + 100, 4, 1, true);
    put(shp + 104, 4, 10, true);
    put(shp + 108, 4, 1, false);
    memcpy(shp + 112, at, sizeof at);
    files_write(files, "a.shp", (char *)shp, sizeof shp);
    files_write(files, "a.shx", (char *)shx, sizeof shx);
}

static enum bc_status read_cell(struct files *files, const struct cell *cell)
{
    unsigned char dbf[512] = {3};
    const char *name = cell->name ? cell->name : "v";

    put(dbf + 4, 4, 1, false);
    put(dbf + 8, 2, 65, false);
    put(dbf + 10, 2, 1 + (uint32_t)cell->width, false);
    dbf[29] = cell->language;
    memcpy(dbf + 32, name, strlen(name));
    dbf[43] = (unsigned char)cell->type;
    dbf[48] = (unsigned char)cell->width;
    dbf[64] = 0x0D;
    dbf[65] = ' ';
    memcpy(dbf + 66, cell->bytes, cell->width);
    write_shapes(files);
    files_write(files, "a.dbf", (char *)dbf, 66 + cell->width);
    files_source(files, "villages", files_path(files, "a.shp"));
    return files_read(files);
}

static void a_cell_is_read_by_the_type_of_its_column(void **state)
{
    static const struct {
        struct cell cell;
        const char *expected; /* NULL: missing */
    } cases[] = {
        {{'D', "20240630", 8, 0, NULL}, "2024-06-30"},
        {{'D', "00000000", 8, 0, NULL}, NULL},
        {{'D', "        ", 8, 0, NULL}, NULL},
        {{'D', "2024063 ", 8, 0, NULL}, "2024063"},
        {{'N', "  1.50", 6, 0, NULL}, "1.50"},
        {{'N', "******", 6, 0, NULL}, NULL},
        {{'F', "1.5e+002", 8, 0, NULL}, "1.5e+002"},
        {{'F', "        ", 8, 0, NULL}, NULL},
        {{'L', "T", 1, 0, NULL}, "T"},
        {{'L', "?", 1, 0, NULL}, NULL},
        {{'L', "?T", 2, 0, NULL}, "?T"},
        {{'C', "ab  ", 4, 0, NULL}, "ab"},
        {{'C', "ab\0 ", 4, 0, NULL}, "ab"},
        {{'C', "ab\0\0", 4, 0, NULL}, "ab"},
        {{'C', "0000", 4, 0, NULL}, "0000"},
        /* the encoding is the language's, where it says Chinese */
        {{'C', "\xBA\xD3", 2, 0x4D, NULL}, "河"},
        {{'C', "\xBA\xD3", 2, 0x7A, NULL}, "河"},
        {{'C', "\xAA\x65", 2, 0x78, NULL}, "河"},
        {{'C', "\xBA\xD3", 2, 0x57, NULL}, "河"},
        {{'C', "河", 3, 0x57, NULL}, "河"},
    };
    struct files *files = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text;

        assert_status(files, read_cell(files, &cases[i].cell), BC_OK);
        assert_near(files->layer->x[0], 114.5, 0);
        text = bc_layer_text(files->layer, "v", 0);
        if (!text || !cases[i].expected)
            assert_true(text == cases[i].expected);
        else
            assert_string_equal(text, cases[i].expected);
    }
    assert_int_equal(files_found(files, BC_FOUND_CUT_TEXT), 0);
}

static void a_cell_that_its_column_cannot_hold_is_refused(void **state)
{
    static const struct {
        struct cell cell;
        const char *words;
    } cases[] = {
        {{'N', "  x ", 4, 0, NULL}, "a.shp:1: a value that is no number"},
        {{'F', "1,5", 3, 0, NULL}, "a.shp:1: a value that is no number"},
        {{'C', "a\0b ", 4, 0, NULL}, "a.shp:1: a NUL byte in column 1"},
        {{'C', "\xFF\xFE  ", 4, 0x4D, NULL}, "a.shp:1: bytes in 'v'"},
        {{'\0', "ab", 2, 0, NULL}, "is of a type (0x00)"},
        {{'C', "ab", 2, 0, "v\xFFzzzzzzz"}, "bytes in 'the header'"},
    };
    struct files *files = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (read_cell(files, &cases[i].cell) != BC_BAD_INPUT)
            fail_msg("not refused: %s", cases[i].words);
        assert_says(files, cases[i].words);
    }
}

/* A field of 5 bytes, of which GB 18030 takes 2 a character and UTF-8 takes 3:
 * the half that is left of the last is no text. */
static void a_character_cut_by_its_column_is_dropped_and_said(void **state)
{
    static const struct cell cells[] = {
        {'C', "\xBA\xD3\xC1\xF7\xD3", 5, 0x4D, NULL},
        {'C', "\xE6\xB2\xB3\xE6\xB5", 5, 0, NULL},
    };
    static const char *const expected[] = {"河流", "河"};
    struct files *files = *state;

    for (size_t i = 0; i < 2; i++) {
        assert_status(files, read_cell(files, &cells[i]), BC_OK);
        assert_cell(files, "v", 0, expected[i]);
        assert_int_equal(files_found(files, BC_FOUND_CUT_TEXT), i + 1);
    }
    assert_string_equal(bc_findings_get(files->findings, 0)->message,
                        "the last character of 'v' was cut by the width of the "
                        "column; it was dropped");
}

static void a_table_whose_header_does_not_end_is_cut(void **state)
{
    static const struct cell cell = {'C', "ab", 2, 0, NULL};
    struct files *files = *state;
    unsigned char dbf[68] = {3};

    assert_status(files, read_cell(files, &cell), BC_OK);
    put(dbf + 4, 4, 1, false);
    put(dbf + 8, 2, 64, false); /* no end of the fields */
    put(dbf + 10, 2, 3, false);
    dbf[43] = 'C';
    dbf[48] = 2;
    files_write(files, "a.dbf", (char *)dbf, sizeof dbf);
    files_source(files, "villages", files_path(files, "a.shp"));
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "its .dbf is cut");
}

static void the_index_numbers_shapes_from_one_or_from_nought(void **state)
{
    static const struct cell cell = {'C', "ab", 2, 0, NULL};
    static const struct {
        unsigned char number, length;
        bool read;
    } cases[] = {{1, 10, true}, {0, 10, true}, {2, 10, false}, {1, 1, false}};
    struct files *files = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        FILE *file;

        assert_status(files, read_cell(files, &cell), BC_OK);
        file = fopen(files_path(files, "a.shp"), "r+");
        fseek(file, 103, SEEK_SET);
        fputc(cases[i].number, file);
        fseek(file, 107, SEEK_SET);
        fputc(cases[i].length, file);
        fclose(file);
        file = fopen(files_path(files, "a.shx"), "r+");
        fseek(file, 107, SEEK_SET);
        fputc(cases[i].length, file);
        fclose(file);
        files_source(files, "villages", files_path(files, "a.shp"));
        assert_status(files, files_read(files),
                      cases[i].read ? BC_OK : BC_BAD_INPUT);
    }
    assert_says(files, "a.shp:1: the shape is not the one that the .shx names");
}

/* ---- FlatGeobuf ---- */

/* Written by GDAL, which is how they come about. */
static void write_flatgeobuf(struct files *files, const char *wkt)
{
    static const struct {
        const char *name;
        OGRFieldType type;
    } fields[] = {{"code", OFTString},   {"day", OFTDate},
                  {"at", OFTDateTime},   {"west", OFTDateTime},
                  {"bare", OFTDateTime}, {"n", OFTInteger}};
    GDALDatasetH dataset =
        GDALCreate(GDALGetDriverByName("FlatGeobuf"),
                   files_path(files, "a.fgb"), 0, 0, 0, GDT_Unknown, NULL);
    OGRSpatialReferenceH crs = NULL;
    OGRLayerH layer;
    OGRFeatureH row;
    OGRGeometryH point = NULL;

    if (wkt)
        crs = OSRNewSpatialReference(wkt);
    layer = GDALDatasetCreateLayer(dataset, "a", crs, wkbPoint, NULL);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(fields[i].name, fields[i].type);

        assert_int_equal(OGR_L_CreateField(layer, field, 0), OGRERR_NONE);
        OGR_Fld_Destroy(field);
    }
    row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(row, 0, "P1");
    OGR_F_SetFieldDateTime(row, 1, 2024, 6, 30, 0, 0, 0, 0);
    OGR_F_SetFieldDateTime(row, 2, 2024, 6, 30, 8, 5, 9, 132); /* UTC+8 */
    OGR_F_SetFieldDateTime(row, 3, 2024, 6, 30, 8, 5, 9, 86);  /* UTC-3:30 */
    OGR_F_SetFieldDateTime(row, 4, 2024, 6, 30, 8, 5, 9, 0);
    point = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(point, 0, 114.5, 30.5);
    OGR_F_SetGeometryDirectly(row, point);
    assert_int_equal(OGR_L_CreateFeature(layer, row), OGRERR_NONE);
    OGR_F_Destroy(row);
    OSRDestroySpatialReference(crs);
    GDALClose(dataset);
    files_source(files, "villages", files_path(files, "a.fgb"));
}

static void dates_and_times_are_written_as_iso_8601(void **state)
{
    struct files *files = *state;

    write_flatgeobuf(files, NULL);
    assert_status(files, files_read(files), BC_OK);
    assert_cell(files, "code", 0, "P1");
    assert_cell(files, "day", 0, "2024-06-30T00:00:00"); /* it has no dates */
    assert_cell(files, "at", 0, "2024-06-30T08:05:09+08:00");
    assert_cell(files, "west", 0, "2024-06-30T08:05:09-03:30");
    assert_cell(files, "bare", 0, "2024-06-30T08:05:09");
    assert_null(bc_layer_text(files->layer, "n", 0));
    assert_null(files->layer->crs);
}

static void a_crs_without_a_number_is_kept_as_wkt(void **state)
{
    static const char wkt[] =
        "GEOGCS[\"own\",DATUM[\"own\",SPHEROID[\"own\",6378140,298.257]],"
        "PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]]";
    struct files *files = *state;

    write_flatgeobuf(files, wkt);
    assert_status(files, files_read(files), BC_OK);
    assert_non_null(strstr(files->layer->crs, "6378140,298.257"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(a_cell_is_read_by_the_type_of_its_column),
        files_test(a_cell_that_its_column_cannot_hold_is_refused),
        files_test(a_character_cut_by_its_column_is_dropped_and_said),
        files_test(a_table_whose_header_does_not_end_is_cut),
        files_test(the_index_numbers_shapes_from_one_or_from_nought),
        files_test(dates_and_times_are_written_as_iso_8601),
        files_test(a_crs_without_a_number_is_kept_as_wkt),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
