/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <gdal.h>
#include <jansson.h>
#include <ogr_api.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "outcome_fixture.h"
#include "output/writers.h"

static struct outcome_fixture *fixture;
static struct bc_stage *stage;
static struct bc_error err;

static int set_up(void **state)
{
    (void)state;
    fixture = outcome_fixture_new();
    stage = outcome_fixture_stage(fixture);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bc_stage_free(stage);
    outcome_fixture_free(fixture);
    return 0;
}

static void read_staged(const char *name, char **bytes)
{
    size_t n;

    if (bc_file_read(bc_stage_path(stage, name), bytes, &n, &err))
        fail_msg("%s", err.message);
}

static json_t *load(const char *name)
{
    char *bytes = NULL;
    read_staged(name, &bytes);
    json_error_t error;
    json_t *root = json_loads(bytes, JSON_REJECT_DUPLICATES, &error);

    if (!root)
        fail_msg("%s:%d: %s", name, error.line, error.text);
    assert_int_equal(bytes[strlen(bytes) - 1], '\n');
    free(bytes);
    return root;
}

static json_t *feature(json_t *root, size_t i)
{
    return json_array_get(json_object_get(root, "features"), i);
}

static const json_t *property(json_t *root, size_t i, const char *name)
{
    const json_t *found =
        json_object_get(json_object_get(feature(root, i), "properties"), name);

    assert_non_null(found);
    return found;
}

static void members_are_those_of_rfc_7946(void **state)
{
    json_t *root;

    (void)state;
    assert_int_equal(bc_geojson_write(&fixture->outcome, stage, &err), BC_OK);
    root = load("sections.geojson");
    assert_string_equal(json_string_value(json_object_get(root, "type")),
                        "FeatureCollection");
    assert_null(json_object_get(root, "crs"));
    assert_null(json_object_get(root, "name"));
    assert_null(json_object_get(root, "note")); /* not illustrative */
    assert_int_equal(json_array_size(json_object_get(root, "features")), 5);
    assert_string_equal(
        json_string_value(json_object_get(feature(root, 0), "id")), "S1");
    json_decref(root);
}

/* RFC 7946 section 11.2 asks for no more than six or seven decimals; a
 * coordinate must not have more of them in the text. */
static void coordinates_have_seven_decimals_at_most(void **state)
{
    const char *at;
    char *bytes = NULL;

    (void)state;
    fixture->basins->shapes.x[1] = 114.123456789;
    fixture->sections->x[0] = 114.0000000499;
    assert_int_equal(bc_geojson_write(&fixture->outcome, stage, &err), BC_OK);
    read_staged("basins.geojson", &bytes);
    at = strstr(bytes, "114.1234568");
    assert_non_null(at);
    assert_int_equal(strspn(at, "0123456789."), strlen("114.1234568"));
    free(bytes);
    read_staged("sections.geojson", &bytes);
    assert_null(strstr(bytes, "114.00000005"));
    free(bytes);
}

/* `x.geojson` and `x.tif` of one folder would share one `x.qml`. */
static void
each_layer_has_a_style_beside_it_and_no_raster_its_name(void **state)
{
    const char *const *names;
    size_t n, pairs = 0;
    char qml[96];

    (void)state;
    assert_int_equal(bc_geojson_write(&fixture->outcome, stage, &err), BC_OK);
    n = bc_stage_files(stage, &names);
    for (size_t i = 0; i < n; i++) {
        const char *dot = strstr(names[i], ".geojson");

        assert_null(strchr(names[i], '/')); /* rasters lie in maps/ */
        if (!dot)
            continue;
        snprintf(qml, sizeof qml, "%.*s.qml", (int)(dot - names[i]), names[i]);
        assert_int_equal(access(bc_stage_path(stage, qml), F_OK), 0);
        pairs++;
    }
    assert_int_equal(pairs, 6);
    assert_int_equal(n, 2 * pairs);
}

static void cells_keep_their_types(void **state)
{
    json_t *root;

    (void)state;
    assert_int_equal(bc_geojson_write(&fixture->outcome, stage, &err), BC_OK);
    root = load("sections.geojson");
    assert_int_equal(json_integer_value(property(root, 1, "class_no")), 4);
    assert_string_equal(json_string_value(property(root, 1, "class")), "Ⅳ");
    assert_near(json_real_value(property(root, 1, "tp_mg_l")), 0.28, 1e-12);
    assert_string_equal(json_string_value(property(root, 1, "class_before")),
                        "Ⅲ");
    assert_string_equal(json_string_value(property(root, 1, "basin")), "BS-B");
    assert_true(json_is_null(property(root, 4, "class_no")));
    assert_true(json_is_null(property(root, 4, "basin")));
    assert_string_equal(json_string_value(property(root, 4, "name")),
                        "=1+1,\"坏\"");
    json_decref(root);
    root = load("outfalls.geojson");
    assert_string_equal(json_string_value(property(root, 0, "date_traced")),
                        "2020-06-30");
    assert_int_equal(json_integer_value(property(root, 1, "in_redline")), 1);
    assert_string_equal(json_string_value(property(root, 1, "redline_found")),
                        "RL-1");
    json_decref(root);
    root = load("basins.geojson");
    assert_near(json_number_value(property(root, 0, "area_km2")), 107, 1e-9);
    assert_int_equal(json_integer_value(property(root, 0, "n_good")), 1);
    assert_near(json_number_value(property(root, 0, "good_share")), 100.0 / 3,
                1e-6);
    assert_string_equal(json_string_value(property(root, 1, "verdict")),
                        "missed");
    assert_string_equal(json_string_value(property(root, 1, "missed_titles")),
                        "国考断面优良率;排污口溯源率");
    json_decref(root);
}

/* Twice the signed area of a ring of a GeoJSON polygon. */
static double turn(const json_t *ring)
{
    double sum = 0;

    for (size_t i = 0; i + 1 < json_array_size(ring); i++) {
        const json_t *a = json_array_get(ring, i);
        const json_t *b = json_array_get(ring, i + 1);

        sum += json_number_value(json_array_get(a, 0)) *
                   json_number_value(json_array_get(b, 1)) -
               json_number_value(json_array_get(b, 0)) *
                   json_number_value(json_array_get(a, 1));
    }
    return sum;
}

/* RFC 7946 section 3.1.6. The lake is put in the place of the red lines: it has
 * an island. */
static void shells_turn_left_and_holes_right(void **state)
{
    const json_t *rings;
    json_t *root;

    (void)state;
    fixture->overlay.n = 0;
    fixture->outcome.redlines = fixture->lakes;
    fixture->outcome.overlay = NULL;
    fixture->outcome.outfall_redlines = NULL;
    fixture->outcome.section_redlines = NULL;
    fixture->outcome.suspect_redlines = NULL;
    assert_int_equal(bc_geojson_write(&fixture->outcome, stage, &err), BC_OK);
    root = load("redlines.geojson");
    rings = json_object_get(json_object_get(feature(root, 0), "geometry"),
                            "coordinates");
    assert_int_equal(json_array_size(rings), 2);
    assert_true(turn(json_array_get(rings, 0)) > 0);
    assert_true(turn(json_array_get(rings, 1)) < 0);
    json_decref(root);
}

static void gdal_reads_what_was_written(void **state)
{
    static const struct {
        const char *name;
        int n;
    } layers[] = {{"sections", 5}, {"outfalls", 4}, {"suspects", 2},
                  {"redlines", 1}, {"overlaps", 2}, {"basins", 2}};

    (void)state;
    assert_int_equal(bc_geojson_write(&fixture->outcome, stage, &err), BC_OK);
    GDALAllRegister();
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
        GDALDatasetH dataset;
        OGRFeatureH row;
        OGRLayerH layer;
        char name[64];
        int n = 0;

        snprintf(name, sizeof name, "%s.geojson", layers[i].name);
        dataset = GDALOpenEx(bc_stage_path(stage, name), GDAL_OF_VECTOR, NULL,
                             NULL, NULL);
        assert_non_null(dataset);
        layer = GDALDatasetGetLayer(dataset, 0);
        while ((row = OGR_L_GetNextFeature(layer))) {
            assert_true(OGR_G_IsValid(OGR_F_GetGeometryRef(row)));
            OGR_F_Destroy(row);
            n++;
        }
        assert_int_equal(n, layers[i].n);
        GDALClose(dataset);
    }
}

static void illustrative_data_say_so(void **state)
{
    json_t *root;

    (void)state;
    fixture->sections->illustrative = true;
    assert_int_equal(bc_geojson_write(&fixture->outcome, stage, &err), BC_OK);
    root = load("sections.geojson");
    assert_non_null(json_object_get(root, "note"));
    assert_true(json_is_true(property(root, 0, "illustrative")));
    json_decref(root);
    root = load("outfalls.geojson");
    assert_true(json_is_false(property(root, 0, "illustrative")));
    json_decref(root);
}

static void a_missing_point_has_no_geometry(void **state)
{
    json_t *root;

    (void)state;
    fixture->sections->x[1] = (double)NAN;
    assert_int_equal(bc_geojson_write(&fixture->outcome, stage, &err), BC_OK);
    root = load("sections.geojson");
    assert_true(json_is_null(json_object_get(feature(root, 1), "geometry")));
    json_decref(root);
}

static void an_endless_coordinate_is_refused(void **state)
{
    (void)state;
    fixture->basins->shapes.x[1] = (double)INFINITY;
    assert_int_equal(bc_geojson_write(&fixture->outcome, stage, &err),
                     BC_BAD_DATA);
    assert_non_null(strstr(err.message, "'basins'"));
}

/* A centimetre is 1e-7 degrees; finer vertices fall together. */
static void vertices_that_round_to_one_are_written_once(void **state)
{
    const json_t *line;
    json_t *root;

    (void)state;
    fixture->basins->shapes.x[1] = fixture->basins->shapes.x[0] + 1e-9;
    fixture->basins->shapes.y[1] = fixture->basins->shapes.y[0] - 1e-9;
    assert_int_equal(bc_geojson_write(&fixture->outcome, stage, &err), BC_OK);
    root = load("basins.geojson");
    line = json_array_get(
        json_object_get(json_object_get(feature(root, 0), "geometry"),
                        "coordinates"),
        0);
    assert_int_equal(json_array_size(line), 4);
    json_decref(root);
}

/* The ring's vertices about the first of them, a millimetre apart. */
static void shrink_ring(struct bc_shapes *shapes, size_t ring)
{
    const size_t first = shapes->vertex_of[ring];

    for (size_t i = first; i < shapes->vertex_of[ring + 1]; i++) {
        shapes->x[i] = shapes->x[first] + 1e-10 * (double)(i - first);
        shapes->y[i] = shapes->y[first];
    }
}

static void rings_too_small_for_the_decimals_are_left_out(void **state)
{
    json_t *root;

    (void)state;
    fixture->outcome.redlines = fixture->lakes;
    fixture->outcome.overlay = NULL;
    fixture->outcome.outfall_redlines = NULL;
    fixture->outcome.section_redlines = NULL;
    fixture->outcome.suspect_redlines = NULL;
    shrink_ring(&fixture->lakes->shapes, 1);  /* the island */
    shrink_ring(&fixture->basins->shapes, 1); /* all of the second basin */
    assert_int_equal(bc_geojson_write(&fixture->outcome, stage, &err), BC_OK);
    root = load("redlines.geojson");
    assert_int_equal(
        json_array_size(json_object_get(
            json_object_get(feature(root, 0), "geometry"), "coordinates")),
        1);
    json_decref(root);
    root = load("basins.geojson");
    assert_true(json_is_object(json_object_get(feature(root, 0), "geometry")));
    assert_true(json_is_null(json_object_get(feature(root, 1), "geometry")));
    json_decref(root);
}

static void suspects_may_be_areas(void **state)
{
    json_t *root;

    (void)state;
    fixture->suspects->geometry = BC_GEOMETRY_POLYGON;
    for (size_t i = 0; i < 2; i++)
        bc_shapes_append(&fixture->suspects->shapes, &fixture->basins->shapes,
                         i);
    assert_int_equal(bc_geojson_write(&fixture->outcome, stage, &err), BC_OK);
    root = load("suspects.geojson");
    assert_string_equal(
        json_string_value(json_object_get(
            json_object_get(feature(root, 0), "geometry"), "type")),
        "Polygon");
    json_decref(root);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(members_are_those_of_rfc_7946),
        TEST(coordinates_have_seven_decimals_at_most),
        TEST(each_layer_has_a_style_beside_it_and_no_raster_its_name),
        TEST(cells_keep_their_types),
        TEST(shells_turn_left_and_holes_right),
        TEST(gdal_reads_what_was_written),
        TEST(illustrative_data_say_so),
        TEST(a_missing_point_has_no_geometry),
        TEST(an_endless_coordinate_is_refused),
        TEST(vertices_that_round_to_one_are_written_once),
        TEST(rings_too_small_for_the_decimals_are_left_out),
        TEST(suspects_may_be_areas),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
