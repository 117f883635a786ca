/* SPDX-License-Identifier: MIT */
/* What is read of a FlatGeobuf at once is what GDAL reads, or nothing is. */
#include "layer/flatgeobuf.h"

#include <gdal.h>
#include <ogr_srs_api.h>

#include "base/file.h"
#include "both_ways.h"

struct field {
    const char *name;
    OGRFieldType type;
};

static const struct field plain[] = {{"code", OFTString},
                                     {"n", OFTInteger},
                                     {"long", OFTInteger64},
                                     {"real", OFTReal}};
#define N_PLAIN (sizeof plain / sizeof *plain)

/* GDAL writes it: every row has one of the geometries in turn, the seventh no
 * cells. */
static void write_rows(struct files *files, OGRwkbGeometryType type,
                       const struct field *fields, size_t n_fields,
                       const char *const *wkts, size_t n_wkts, int n_rows)
{
    const char *options[] = {"SPATIAL_INDEX=NO", NULL};
    GDALDatasetH dataset;
    OGRLayerH layer;

    unlink(files_path(files, "a.fgb"));
    dataset = GDALCreate(GDALGetDriverByName("FlatGeobuf"), files->path, 0, 0,
                         0, GDT_Unknown, NULL);
    layer = GDALDatasetCreateLayer(dataset, "a", NULL, type, (char **)options);
    for (size_t i = 0; i < n_fields; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(fields[i].name, fields[i].type);

        assert_int_equal(OGR_L_CreateField(layer, field, 0), OGRERR_NONE);
        OGR_Fld_Destroy(field);
    }
    for (int i = 0; i < n_rows; i++) {
        OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGRGeometryH geometry = NULL;
        char *wkt = (char *)wkts[(size_t)i % n_wkts], code[32];

        snprintf(code, sizeof code, "断面 %d", i);
        for (int f = 0; f < (int)n_fields && i % 7 != 6; f++)
            if (fields[f].type == OFTString)
                OGR_F_SetFieldString(row, f, code);
            else if (fields[f].type == OFTReal)
                OGR_F_SetFieldDouble(row, f, (i - 40) / 7.0);
            else if (fields[f].type == OFTInteger64)
                OGR_F_SetFieldInteger64(row, f, (i - 40) * 12345678901LL);
            else if (fields[f].type == OFTInteger)
                OGR_F_SetFieldInteger(row, f, i - 40);
            else
                OGR_F_SetFieldDateTime(row, f, 2024, 6, 30, 0, 0, 0, 0);
        assert_int_equal(OGR_G_CreateFromWkt(&wkt, NULL, &geometry),
                         OGRERR_NONE);
        OGR_F_SetGeometryDirectly(row, geometry);
        assert_int_equal(OGR_L_CreateFeature(layer, row), OGRERR_NONE);
        OGR_F_Destroy(row);
    }
    GDALClose(dataset);
    files_source(files, "stations", files_path(files, "a.fgb"));
}

static void write_plain(struct files *files, OGRwkbGeometryType type,
                        const char *const *wkts, size_t n_wkts, int n_rows)
{
    write_rows(files, type, plain, N_PLAIN, wkts, n_wkts, n_rows);
}

static void points_of_several_chunks_are_the_same(void **state)
{
    static const char *const wkts[] = {"POINT (114.5 30.5)", "POINT (1 2)"};

    write_plain(*state, wkbPoint, wkts, 2, 20000);
    assert_int_equal(assert_read_alike(*state), 20000);
}

static void lines_and_polygons_are_the_same(void **state)
{
    static const char *const lines[] = {"LINESTRING (0 0, 1 1, 2 0)"};
    static const char *const many_lines[] = {
        "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3, 4 4))",
        "MULTILINESTRING ((5 5, 6 6))"};
    static const char *const polygons[] = {
        "POLYGON ((0 0, 4 0, 4 4, 0 0))",
        "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1))"};
    static const char *const many_polygons[] = {
        "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((5 5, 6 5, 6 6, 5 5)))",
        "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1)))"};

    write_plain(*state, wkbLineString, lines, 1, 50);
    assert_int_equal(assert_read_alike(*state), 50);
    write_plain(*state, wkbMultiLineString, many_lines, 2, 50);
    assert_int_equal(assert_read_alike(*state), 50);
    write_plain(*state, wkbPolygon, polygons, 2, 50);
    assert_int_equal(assert_read_alike(*state), 50);
    write_plain(*state, wkbMultiPolygon, many_polygons, 2, 50);
    assert_int_equal(assert_read_alike(*state), 50);
}

static void geometries_of_several_types_are_the_same(void **state)
{
    static const char *const wkts[] = {
        "POLYGON ((0 0, 4 0, 4 4, 0 0))",
        "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((5 5, 6 5, 6 6, 5 5)))",
        "POINT (1 2)"};

    write_plain(*state, wkbUnknown, wkts, 3, 60);
    assert_int_equal(assert_read_alike(*state), 60);
}

/* `断面 0` has 8 bytes. */
static void a_cell_that_is_too_long_is_refused(void **state)
{
    static const char *const points[] = {"POINT (1 2)"};
    static const struct field name[] = {{"name", OFTString}};
    struct bc_input_limits limits = bc_input_limits_default();
    struct files *files = *state;
    struct bc_table *table = NULL;
    struct bc_builder builder;
    bool more = true;

    write_rows(files, wkbPoint, name, 1, points, 1, 3);
    limits.cell_bytes = 8;
    files->source.limits = &limits;
    assert_int_equal(assert_read_alike(files), 3);
    limits.cell_bytes = 7;
    assert_false(read_at_once(files, &builder));
    assert_int_equal(builder.layer->n_features, 0);
    bc_builder_clear(&builder);
    assert_status(files, bc_table_open(&files->source, 0, &table, &files->err),
                  BC_OK);
    assert_int_equal(bc_table_next(table, &more, &files->err), BC_BAD_INPUT);
    bc_table_free(table);
    files->source.limits = NULL;
}

static void what_is_not_plain_is_left_to_gdal(void **state)
{
    static const char *const flat[] = {"POINT (1 2)"};
    static const char *const high[] = {"POINT Z (1 2 3)"};
    static const char *const points[] = {"MULTIPOINT ((1 2))"};
    static const struct field time[] = {{"at", OFTDateTime}};
    struct files *files = *state;
    struct bc_builder builder;

    write_rows(files, wkbPoint, time, 1, flat, 1, 3);
    assert_false(read_at_once(files, &builder));
    assert_int_equal(builder.layer->n_features, 0);
    bc_builder_clear(&builder);
    write_plain(files, wkbPoint25D, high, 1, 3);
    assert_false(read_at_once(files, &builder));
    bc_builder_clear(&builder);
    write_plain(files, wkbMultiPoint, points, 1, 3);
    assert_false(read_at_once(files, &builder));
    assert_int_equal(builder.layer->n_features, 0);
    bc_builder_clear(&builder);
}

/* Nothing is read that is not there, which the sanitizers see. */
static void damaged_features_are_read_within_their_bounds(void **state)
{
    static const char *const wkts[] = {
        "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((5 5, 6 5, 6 6, 5 5)))"};
    static const size_t columns[] = {0, 1, 2, 3};
    struct files *files = *state;
    char *bytes = NULL;
    size_t n = 0;

    write_plain(files, wkbMultiPolygon, wkts, 1, 4);
    assert_int_equal(bc_file_read(files->path, &bytes, &n, &files->err), BC_OK);
    for (size_t at = 0; at < n; at++) {
        const char kept = bytes[at];
        struct bc_flatgeobuf file;
        struct bc_builder builder;
        struct bc_claim claim = {0};

        bytes[at] = (char)(kept ^ 0x85);
        files_write(files, "b.fgb", bytes, n);
        bytes[at] = kept;
        bc_builder_init(&builder, "stations", "a");
        for (size_t i = 0; i < N_PLAIN; i++)
            bc_builder_column(&builder, bc_slice_of(plain[i].name));
        if (bc_flatgeobuf_open(files->path, "b", &file, &files->err) == BC_OK)
            bc_flatgeobuf_read(&file, "b", columns, N_PLAIN, 1024, &builder,
                               &claim);
        bc_flatgeobuf_close(&file);
        bc_builder_clear(&builder);
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(points_of_several_chunks_are_the_same),
        files_test(lines_and_polygons_are_the_same),
        files_test(geometries_of_several_types_are_the_same),
        files_test(a_cell_that_is_too_long_is_refused),
        files_test(what_is_not_plain_is_left_to_gdal),
        files_test(damaged_features_are_read_within_their_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
