/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/examine.h"
#include "layers.h"

/** Examines features written as in layers.h, slivers below 100 m2 or 1 m. */
static struct bc_findings *examine(enum bc_geometry geometry, size_t n,
                                   const char *const *features)
{
    struct bc_geos *geos = bc_geos_new();
    struct bc_layer *layer = bc_layer_new("redlines", "r.geojson", geometry, n);
    struct bc_findings *findings = bc_findings_new();

    for (size_t i = 0; i < n; i++) {
        char code[24];

        snprintf(code, sizeof code, "F%zu", i + 1);
        set_key(layer, i, "code", code);
        layer->row_line[i] = i + 1;
        add_feature(&layer->shapes, features[i]);
    }
    bc_examine_features(geos, layer, 100, 1, findings);
    bc_findings_sort(findings);
    bc_layer_free(layer);
    bc_geos_free(geos);
    return findings;
}

static void expect(struct bc_findings *findings, size_t n,
                   enum bc_finding_code code, const char *feature,
                   const char *message)
{
    assert_int_equal(bc_findings_count(findings), n);
    assert_int_equal(bc_findings_count_code(findings, code), n);
    if (n > 0) {
        assert_string_equal(bc_findings_get(findings, 0)->feature, feature);
        assert_string_equal(bc_findings_get(findings, 0)->message, message);
    }
    bc_findings_free(findings);
}

static void a_polygon_written_otherwise_is_the_same(void **state)
{
    static const char *const features[] = {
        "114 30,115 30,115 31,114 31,114 30",
        "114 30,115 30,115 31,114 30", /* the same box */
        "115 31,115 30,114 30,114 31,115 31", "", ""};

    (void)state;
    expect(examine(BC_GEOMETRY_POLYGON, 5, features), 1,
           BC_FOUND_DUPLICATE_GEOMETRY, "F3",
           "has the geometry of 'F1' (line 1); both are kept");
}

static void a_line_backwards_is_the_same(void **state)
{
    static const char *const features[] = {"114 30,114.5 30.2,115 31",
                                           "115 31,114.5 30.2,114 30",
                                           "114 30,115 31"};

    (void)state;
    expect(examine(BC_GEOMETRY_LINE, 3, features), 1,
           BC_FOUND_DUPLICATE_GEOMETRY, "F2",
           "has the geometry of 'F1' (line 1); both are kept");
}

static void a_line_of_one_place_has_no_length(void **state)
{
    static const char *const features[] = {"114 30,114.5 30.2", "114 30,114 30",
                                           "114 30,114.1 30,114 30"};

    (void)state;
    expect(examine(BC_GEOMETRY_LINE, 3, features), 1, BC_FOUND_BAD_GEOMETRY,
           "F2", "the line has no length: all its vertices are one");
}

/* The same box, the same number of vertices, the same x. */
static void lines_that_differ_in_one_vertex_are_two(void **state)
{
    static const char *const features[] = {
        "114 30,114.5 30.2,115 31",        "114 30,114.5 30.3,115 31",
        "115 31,114.5 30.4,114 30",        "114 30,114.4 30.2,115 31",
        "114 30,115 31;114.2 30.2,114 30", "114 30,115 31"};

    (void)state;
    expect(examine(BC_GEOMETRY_LINE, 6, features), 0,
           BC_FOUND_DUPLICATE_GEOMETRY, NULL, NULL);
}

static void a_table_has_nothing_that_is_odd(void **state)
{
    struct bc_layer *table =
        bc_layer_new("targets", "t.csv", BC_GEOMETRY_NONE, 2);
    struct bc_findings *findings = bc_findings_new();

    (void)state;
    bc_examine_features(NULL, table, 100, 1, findings);
    expect(findings, 0, BC_FOUND_SLIVER, NULL, NULL);
    bc_layer_free(table);
}

static void points_at_one_place_are_the_same(void **state)
{
    struct bc_layer *points = points_of(
        5, (const double[][2]){
               {114, 30}, {NAN, NAN}, {114, 30}, {NAN, NAN}, {114, 31}});
    struct bc_findings *findings = bc_findings_new();

    (void)state;
    bc_examine_features(NULL, points, 0, 0, findings);
    expect(findings, 1, BC_FOUND_DUPLICATE_GEOMETRY, "P3",
           "has the geometry of 'P1' (line 2); both are kept");
    bc_layer_free(points);
}

/* A degree of latitude at 30 N is 110.85 km, one of longitude 96.49 km. */
static void what_is_small_or_narrow_is_a_sliver(void **state)
{
    static const char *const small[] = {
        "114 30,114.00005 30,114.00005 30.00005,114 30.00005,114 30",
        "114 30,114.01 30,114.01 30.01,114 30.01,114 30"};
    static const char *const narrow[] = {
        "114 30,114.00001 30,114.00001 30.02,114 30.02,114 30"};

    (void)state;
    expect(examine(BC_GEOMETRY_POLYGON, 2, small), 1, BC_FOUND_SLIVER, "F1",
           "an outline of 27 m2, 2.58 m wide; it is kept");
    expect(examine(BC_GEOMETRY_POLYGON, 1, narrow), 1, BC_FOUND_SLIVER, "F1",
           "an outline of 2139 m2, 0.96 m wide; it is kept");
}

static void a_point_that_fits_the_basins_exchanged_is_exchanged(void **state)
{
    /* Xinjiang, where both orders are degrees */
    struct bc_layer *basins =
        polygons_of("basins", 2,
                    (const char *const[][2]){
                        {"A", "80 40,82 40,82 42,80 42,80 40"}, {"B", ""}});
    /* the last two lie beside the basins when they are exchanged */
    struct bc_layer *points = points_of(
        6, (const double[][2]){
               {81, 41}, {41, 81}, {114, 30}, {NAN, NAN}, {35, 81}, {47, 81}});
    struct bc_findings *findings = bc_findings_new();

    (void)state;
    bc_examine_swapped(points, basins, findings);
    assert_near(points->x[0], 81, 0);
    assert_near(points->x[1], 81, 0);
    assert_near(points->y[1], 41, 0);
    assert_near(points->x[2], 114, 0);
    assert_near(points->x[4], 35, 0);
    assert_near(points->x[5], 47, 0);
    expect(findings, 1, BC_FOUND_SWAPPED_COORDINATES, "P2",
           "41 81 lies far from every basin, and among them when exchanged; "
           "they were exchanged");
    bc_layer_free(points);
    bc_layer_free(basins);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_polygon_written_otherwise_is_the_same),
        cmocka_unit_test(a_line_backwards_is_the_same),
        cmocka_unit_test(a_line_of_one_place_has_no_length),
        cmocka_unit_test(lines_that_differ_in_one_vertex_are_two),
        cmocka_unit_test(a_table_has_nothing_that_is_odd),
        cmocka_unit_test(points_at_one_place_are_the_same),
        cmocka_unit_test(what_is_small_or_narrow_is_a_sliver),
        cmocka_unit_test(a_point_that_fits_the_basins_exchanged_is_exchanged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
