/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/coordinate.h"
#include "layers.h"

static void expect(enum bc_coordinates frame, double x, double y, double to_x,
                   double to_y)
{
    double there[2] = {x, y}, back[2] = {to_x, to_y};

    bc_coordinates_shift(frame, there);
    assert_near(there[0], to_x, 1e-9);
    assert_near(there[1], to_y, 1e-9);
    assert_true(bc_coordinates_undo(frame, back));
    assert_near(back[0], x, 2e-9);
    assert_near(back[1], y, 2e-9);
}

/* The test cases of eviltransform (github.com/googollee/eviltransform) and of
 * coordtransform (github.com/wandergis/coordtransform, 116.404). */
static void published_pairs_of_gcj02_are_met(void **state)
{
    (void)state;
    expect(BC_GCJ02, 121.5272106, 31.1774276, 121.531541859215,
           31.17530398364597);
    expect(BC_GCJ02, 113.912316, 22.543847, 113.9171764808363,
           22.540796131694766);
    expect(BC_GCJ02, 116.377817, 39.911954, 116.38404722455657,
           39.91334545536069);
    expect(BC_GCJ02, 116.404, 39.915, 116.41024449916938, 39.91640428150164);
}

/* coordtransform: 116.404 39.915 of GCJ-02 is 116.41036949371029
 * 39.92133699351021 of BD-09. */
static void baidu_stands_on_top_of_gcj02(void **state)
{
    double wgs84[2] = {116.404, 39.915}, bd09[2];

    (void)state;
    assert_true(bc_coordinates_undo(BC_GCJ02, wgs84));
    bd09[0] = wgs84[0];
    bd09[1] = wgs84[1];
    bc_coordinates_shift(BC_BD09, bd09);
    assert_near(bd09[0], 116.41036949371029, 2e-9);
    assert_near(bd09[1], 39.92133699351021, 2e-9);
}

/* Outside of 72.004 to 137.8347 E and 0.8293 to 55.8271 N nothing is shifted,
 * as in eviltransform. */
static void abroad_nothing_is_shifted(void **state)
{
    static const struct {
        double x, y;
        bool shifted;
    } cases[] = {{72, 30, false},    {72.1, 30, true},  {137.9, 30, false},
                 {137.8, 30, true},  {110, 0.8, false}, {110, 0.9, true},
                 {110, 55.9, false}, {110, 55.8, true}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double place[2] = {cases[i].x, cases[i].y};

        bc_coordinates_shift(BC_GCJ02, place);
        assert_int_equal(place[0] != cases[i].x || place[1] != cases[i].y,
                         cases[i].shifted);
    }
}

static void ten_thousand_places_come_back_to_1e_9_degree(void **state)
{
    static const enum bc_coordinates frames[] = {BC_GCJ02, BC_BD09};
    uint64_t seed = 20210401;

    (void)state;
    for (size_t i = 0; i < 10000; i++)
        for (size_t f = 0; f < 2; f++) {
            /* away from the edge of the frame, where it is not smooth */
            double x = random_between(&seed, 73, 137);
            double y = random_between(&seed, 2, 55), place[2] = {x, y};

            bc_coordinates_shift(frames[f], place);
            assert_true(bc_coordinates_undo(frames[f], place));
            assert_near(place[0], x, 1e-9);
            assert_near(place[1], y, 1e-9);
        }
}

static void nothing_moves_outside_china_or_in_other_frames(void **state)
{
    double place[2] = {-0.1, 51.5};

    (void)state;
    assert_false(bc_coordinates_undo(BC_GCJ02, place));
    bc_coordinates_shift(BC_BD09, place);
    assert_true(place[0] == -0.1 && place[1] == 51.5);
    place[0] = 114;
    place[1] = 30;
    assert_false(bc_coordinates_undo(BC_WGS84, place));
    assert_false(bc_coordinates_undo(BC_CGCS2000, place));
    bc_coordinates_shift(BC_CGCS2000, place);
    assert_true(place[0] == 114 && place[1] == 30);
}

static void a_layer_is_put_back_and_said(void **state)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_layer *points = points_of(
        4, (const double[][2]){
               {114.3, 30.5}, {114.4, 30.6}, {NAN, NAN}, {2.35, 48.85}});
    struct bc_findings *findings = bc_findings_new();
    struct bc_error err;
    double shifted[2] = {114.3, 30.5};

    (void)state;
    bc_coordinates_shift(BC_GCJ02, shifted);
    points->x[0] = shifted[0];
    points->y[0] = shifted[1];
    points->crs = "EPSG:4326";
    assert_int_equal(
        bc_coordinates_normalise(crs, points, BC_GCJ02, findings, &err), BC_OK);
    assert_near(points->x[0], 114.3, 1e-9);
    assert_near(points->y[0], 30.5, 1e-9);
    assert_true(isnan(points->x[2]));
    assert_true(points->x[3] == 2.35);
    assert_int_equal(bc_findings_count(findings), 1);
    assert_int_equal(bc_findings_get(findings, 0)->code,
                     BC_FOUND_COORDINATES_UNDONE);
    assert_non_null(
        strstr(bc_findings_get(findings, 0)->message, "2 positions moved"));
    bc_findings_free(findings);
    bc_layer_free(points);
    bc_crs_free(crs);
}

static void projected_coordinates_are_refused(void **state)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_layer *points =
        points_of(1, (const double[][2]){{537199.723, 3375605.579}});
    struct bc_error err;

    (void)state;
    points->crs = "EPSG:4547";
    assert_int_equal(bc_coordinates_normalise(crs, points, BC_BD09, NULL, &err),
                     BC_BAD_INPUT);
    assert_non_null(strstr(err.message, "BD-09 is longitude and latitude"));
    bc_layer_free(points);
    bc_crs_free(crs);
}

static void vertices_of_lines_move_too(void **state)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_layer *rivers =
        bc_layer_new("rivers", "rivers.geojson", BC_GEOMETRY_LINE, 1);
    struct bc_findings *findings = bc_findings_new();
    struct bc_error err;

    (void)state;
    add_feature(&rivers->shapes, "114 30,115 31");
    rivers->crs = "OGC:CRS84";
    assert_int_equal(
        bc_coordinates_normalise(crs, rivers, BC_BD09, findings, &err), BC_OK);
    for (size_t v = 0; v < 2; v++) {
        double place[2] = {rivers->shapes.x[v], rivers->shapes.y[v]};

        bc_coordinates_shift(BC_BD09, place);
        assert_near(place[0], 114 + (double)v, 1e-9);
        assert_near(place[1], 30 + (double)v, 1e-9);
    }
    bc_findings_free(findings);
    bc_layer_free(rivers);
    bc_crs_free(crs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_pairs_of_gcj02_are_met),
        cmocka_unit_test(baidu_stands_on_top_of_gcj02),
        cmocka_unit_test(abroad_nothing_is_shifted),
        cmocka_unit_test(ten_thousand_places_come_back_to_1e_9_degree),
        cmocka_unit_test(nothing_moves_outside_china_or_in_other_frames),
        cmocka_unit_test(a_layer_is_put_back_and_said),
        cmocka_unit_test(projected_coordinates_are_refused),
        cmocka_unit_test(vertices_of_lines_move_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
