/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/coordinate.h"
#include "geo/waterside.h"
#include "layers.h"

/** A river that winds to the east, a lake, and outfalls. */
struct shore {
    struct bc_crs *crs;
    struct bc_layer *rivers, *lakes, *points;
    struct bc_findings *findings;
};

static struct shore shore_new(struct bc_layer *points)
{
    struct shore shore = {
        .crs = cgcs2000(),
        .rivers = bc_layer_new("rivers", "rivers.geojson", BC_GEOMETRY_LINE, 3),
        .lakes = polygons_of(
            "lakes", 1,
            (const char *const[][2]){
                {"LK", "114.5 30.5,114.6 30.5,114.6 30.6,114.5 30.6,"
                       "114.5 30.5"}}),
        .points = points,
        .findings = bc_findings_new()};

    set_key(shore.rivers, 0, "code", "R1");
    set_key(shore.rivers, 0, "name", "府河");
    add_feature(&shore.rivers->shapes,
                "114 30,114.1 30.1,114.2 30,114.3 30.1,114.4 30");
    set_key(shore.rivers, 1, "code", "R2"); /* another part of it */
    set_key(shore.rivers, 1, "name", "府河");
    add_feature(&shore.rivers->shapes, "114.4 30,114.5 30.1");
    add_feature(&shore.rivers->shapes, "");
    set_key(shore.lakes, 0, "name", "东湖");
    return shore;
}

static struct bc_waterside waterside_of(const struct shore *shore)
{
    return (struct bc_waterside){shore->crs, shore->lakes, shore->rivers};
}

static void shore_clear(struct shore *shore)
{
    bc_layer_free(shore->rivers);
    bc_layer_free(shore->lakes);
    bc_layer_free(shore->points);
    bc_findings_free(shore->findings);
    bc_crs_free(shore->crs);
}

/* The distance along the meridian of 114.55 E from 30.65 to 30.60 N is
 * 5543.15 m (geod of PROJ 9.1.1, GRS80). */
static void
an_outfall_far_from_its_water_is_listed_with_the_distance(void **state)
{
    struct shore shore =
        shore_new(points_of(6, (const double[][2]){{114.55, 30.65},
                                                   {114.45, 30.05},
                                                   {114.55, 30.65},
                                                   {114.55, 30.65},
                                                   {NAN, NAN},
                                                   {114.55, 30.55}}));
    struct bc_waterside waterside = waterside_of(&shore);
    const struct bc_finding *found;

    (void)state;
    set_key(shore.points, 0, "receiving_water", "东湖");
    set_key(shore.points, 1, "receiving_water", "府河");
    shore.points->role = "outfalls";
    set_key(shore.points, 2, "receiving_water", "长江"); /* nobody knows */
    set_key(shore.points, 4, "receiving_water", "东湖");
    set_key(shore.points, 5, "receiving_water", "R2");
    bc_waterside_check(&waterside, shore.points, 5544, shore.findings);
    assert_int_equal(bc_findings_count(shore.findings), 2);
    found = bc_findings_get(shore.findings, 1);
    assert_int_equal(found->code, BC_FOUND_UNKNOWN_WATER);
    assert_string_equal(found->feature, "P3");
    assert_string_equal(found->message,
                        "'长江' is no name or code of a lake or river of the "
                        "project (rows that name it: 1)");
    found = bc_findings_get(shore.findings, 0);
    assert_int_equal(found->code, BC_FOUND_FAR_FROM_WATER);
    assert_string_equal(found->feature, "P6");
    assert_string_equal(found->value, "R2");
    assert_non_null(strstr(found->message, "m from the water it names; the "
                                           "nearest is '东湖', 47"));
    bc_waterside_check(&waterside, shore.points, 5543, shore.findings);
    bc_findings_sort(shore.findings);
    assert_int_equal(bc_findings_count(shore.findings), 5);
    found = bc_findings_get(shore.findings, 0);
    assert_string_equal(found->feature, "P1");
    assert_string_equal(found->message,
                        "lies 5543 m from the water it names; the nearest is "
                        "'东湖', 5543 m away");
    shore_clear(&shore);
}

static void a_river_section_far_from_its_river_is_listed(void **state)
{
    struct shore shore =
        shore_new(points_of(1, (const double[][2]){{114.55, 30.55}}));
    struct bc_waterside waterside = waterside_of(&shore);

    (void)state;
    set_key(shore.points, 0, "type", "river");
    set_key(shore.points, 0, "water", "R2");
    bc_waterside_check(&waterside, shore.points, 5544, shore.findings);
    assert_int_equal(bc_findings_count(shore.findings), 1);
    assert_string_equal(bc_findings_get(shore.findings, 0)->field, "water");
    /* of a lake the shore says nothing of a point in its middle */
    set_key(shore.points, 0, "type", "lake");
    set_key(shore.points, 0, "water", "东湖");
    bc_waterside_check(&waterside, shore.points, 5, shore.findings);
    assert_int_equal(bc_findings_count(shore.findings), 1);
    shore_clear(&shore);
}

/** Points on the river, moved by @p frame and off the line by @p off degrees.
 */
static struct bc_layer *riverside(size_t n, enum bc_coordinates frame,
                                  double off)
{
    struct bc_layer *points =
        bc_layer_new("outfalls", "outfalls.csv", BC_GEOMETRY_POINT, n);

    for (size_t i = 0; i < n; i++) {
        double along = 4.0 * (double)i / (double)n;
        double up = along - 2 * floor(along / 2);
        double place[2] = {114 + along / 10, 30 + (up < 1 ? up : 2 - up) / 10 +
                                                 (i % 2 ? off : -off)};

        bc_coordinates_shift(frame, place);
        points->x[i] = place[0];
        points->y[i] = place[1];
    }
    return points;
}

static void expect_hint(size_t n, enum bc_coordinates frame, double off,
                        const char *value)
{
    struct shore shore = shore_new(riverside(n, frame, off));
    struct bc_waterside waterside = waterside_of(&shore);

    bc_waterside_hint(&waterside, shore.points, shore.findings);
    assert_int_equal(bc_findings_count(shore.findings), value != NULL);
    if (value) {
        const struct bc_finding *found = bc_findings_get(shore.findings, 0);

        assert_int_equal(found->code, BC_FOUND_COORDINATES_SHIFTED);
        assert_string_equal(found->value, value);
        assert_non_null(strstr(found->message, "nothing was moved"));
    }
    shore_clear(&shore);
}

static void a_layer_of_a_web_map_is_hinted_at(void **state)
{
    (void)state;
    expect_hint(60, BC_GCJ02, 0.0003, "gcj02");
    expect_hint(5, BC_GCJ02, 0.0003, "gcj02");
    expect_hint(3000, BC_GCJ02, 0.0003, "gcj02");
    expect_hint(60, BC_BD09, 0.0003, "bd09");
}

static void a_layer_in_its_place_is_not(void **state)
{
    (void)state;
    expect_hint(60, BC_WGS84, 0.0003, NULL);
    expect_hint(60, BC_WGS84, 0, NULL);
    expect_hint(60, BC_WGS84, 0.01, NULL);  /* a kilometre off, either way */
    expect_hint(4, BC_GCJ02, 0.0003, NULL); /* too few to tell */
}

static void lakes_tell_nothing_of_points_inside(void **state)
{
    struct shore shore = shore_new(riverside(60, BC_GCJ02, 0));
    struct bc_waterside waterside = waterside_of(&shore),
                        none = {shore.crs, NULL, NULL};

    (void)state;
    bc_waterside_hint(&none, shore.points, shore.findings);
    for (size_t i = 0; i < 60; i++)
        set_key(shore.points, i, "type", i % 2 ? "lake" : "reservoir");
    bc_waterside_hint(&waterside, shore.points, shore.findings);
    assert_int_equal(bc_findings_count(shore.findings), 0);
    shore_clear(&shore);
}

/* The same meridian; a vertex of a river; no position. */
static void the_nearest_water_of_each_point_is_named(void **state)
{
    struct shore shore = shore_new(points_of(
        3, (const double[][2]){{114.55, 30.65}, {114.5, 30.1}, {NAN, 30}}));
    struct bc_waterside waterside = waterside_of(&shore);
    struct bc_near_water found[3];

    (void)state;
    bc_waterside_nearest(&waterside, shore.points, found);
    assert_ptr_equal(found[0].layer, shore.lakes);
    assert_int_equal(found[0].row, 0);
    assert_near(found[0].distance_m, 5543.15, 0.01);
    assert_ptr_equal(found[1].layer, shore.rivers);
    assert_int_equal(found[1].row, 1);
    assert_near(found[1].distance_m, 0, 1e-6);
    assert_null(found[2].layer);
    assert_true(isnan(found[2].distance_m));
    waterside.lakes = NULL;
    bc_waterside_nearest(&waterside, shore.points, found);
    assert_ptr_equal(found[0].layer, shore.rivers);
    assert_true(found[0].distance_m > 5543.15);
    shore_clear(&shore);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_river_section_far_from_its_river_is_listed),
        cmocka_unit_test(
            an_outfall_far_from_its_water_is_listed_with_the_distance),
        cmocka_unit_test(a_layer_of_a_web_map_is_hinted_at),
        cmocka_unit_test(a_layer_in_its_place_is_not),
        cmocka_unit_test(lakes_tell_nothing_of_points_inside),
        cmocka_unit_test(the_nearest_water_of_each_point_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
