/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/geodesic.h"
#include "geo/near.h"
#include "layers.h"

/* Two red lines at the border of the zones of 114 E and 117 E. Metres of a
 * degree at 30 N, by PROJ's geod +ellps=GRS80: 110,852 of latitude
 * (29.5 to 30.5 N), 96,486 of longitude. */
static const char *const lines[][2] = {
    {"RL-W", "115.4 30,115.49 30,115.49 30.1,115.4 30.1,115.4 30"},
    {"RL-E", "115.51 30,115.6 30,115.6 30.1,115.51 30.1,115.51 30/"
             "115.54 30.04,115.54 30.06,115.56 30.06,115.56 30.04,"
             "115.54 30.04"}};

struct found {
    struct bc_geos *geos;
    struct bc_crs *crs;
    struct bc_layer *redlines;
    struct bc_near near;
};

static struct found *found_new(void)
{
    struct found *it = bc_alloc(1, sizeof *it);

    it->geos = bc_geos_new();
    it->crs = cgcs2000();
    it->redlines = polygons_of("redlines", 2, lines);
    return it;
}

static void find(struct found *it, const struct bc_layer *layer, double reach_m)
{
    struct bc_error err;

    bc_near_clear(&it->near);
    if (bc_near_find(it->geos, it->crs, layer, it->redlines, reach_m, 100, 1,
                     &it->near, &err))
        fail_msg("%s", err.message);
    assert_int_equal(it->near.n, layer->n_features);
}

static void found_free(struct found *it)
{
    bc_near_clear(&it->near);
    bc_layer_free(it->redlines);
    bc_crs_free(it->crs);
    bc_geos_free(it->geos);
    free(it);
}

static void expect(const struct found *it, size_t pair, size_t polygon,
                   double distance_m, double tolerance, double share)
{
    assert_int_equal(it->near.polygon[pair], polygon);
    assert_near(it->near.distance_m[pair], distance_m, tolerance);
    assert_near(it->near.share[pair], share, 1e-6);
}

static void points_are_inside_or_so_many_metres_off(void **state)
{
    /* in the gap on the border of zones, inside, in the hole, far, nowhere */
    static const double xy[][2] = {
        {115.5, 30.05}, {115.45, 30.05}, {115.55, 30.05}, {116, 30}, {NAN, 30}};
    struct bc_layer *points = points_of(5, xy);
    struct found *it = found_new();

    (void)state;
    find(it, points, 1200);
    assert_int_equal(it->near.first[1], 2);
    expect(it, 0, 0, 964.4, 0.5, 0);
    expect(it, 1, 1, 964.4, 0.5, 0);
    assert_int_equal(it->near.first[2], 3);
    expect(it, 2, 0, 0, 0, 1);
    assert_int_equal(it->near.first[3], 4);
    expect(it, 3, 1, 964.4, 0.5, 0);
    assert_int_equal(it->near.first[5], 4);
    find(it, points, 960);
    assert_int_equal(it->near.first[5], 1);
    bc_layer_free(points);
    found_free(it);
}

static void without_a_reach_only_what_is_inside_counts(void **state)
{
    static const double xy[][2] = {
        {115.5, 30.05}, {115.45, 30.05}, {115.49, 30.05}};
    struct bc_layer *points = points_of(3, xy);
    struct found *it = found_new();
    struct bc_cover cover;

    (void)state;
    find(it, points, 0);
    assert_int_equal(it->near.first[3], 2); /* the border belongs to it */
    find(it, points, 5000);
    bc_near_cover(&it->near, &cover);
    assert_int_equal(cover.first[1], 0);
    assert_int_equal(cover.first[3], 2);
    assert_int_equal(cover.feature[1], 0);
    bc_cover_clear(&cover);
    bc_layer_free(points);
    found_free(it);
}

static void areas_are_inside_by_what_they_share(void **state)
{
    /* half in RL-W; 0.001 degree (96.5 m) west of RL-E; round RL-W */
    static const char *const suspects[][2] = {
        {"HALF", "115.39 30.04,115.41 30.04,115.41 30.06,115.39 30.06,"
                 "115.39 30.04"},
        {"NEAR", "115.505 30.04,115.509 30.04,115.509 30.06,115.505 30.06,"
                 "115.505 30.04"},
        {"SPIKE", "115.3 29.8,115.35 29.8,115.399 30.05,115.3 29.9,115.3 29.8"},
        {"NONE", ""}};
    struct bc_layer *areas = polygons_of("suspects", 4, suspects);
    struct found *it = found_new();

    (void)state;
    find(it, areas, 100);
    assert_int_equal(it->near.first[1], 1);
    expect(it, 0, 0, 0, 0, 0.5);
    assert_int_equal(it->near.first[2], 2);
    expect(it, 1, 1, 96.5, 0.1, 0);
    assert_int_equal(it->near.first[3], 3);
    expect(it, 2, 0, 96.5, 0.1, 0);
    assert_int_equal(it->near.first[4], 3);
    find(it, areas, 0);
    assert_int_equal(it->near.first[4], 1);
    bc_layer_free(areas);
    found_free(it);
}

static size_t brute_force_pairs(const struct bc_crs *crs,
                                const struct bc_layer *points, double m)
{
    size_t n = 0;

    for (size_t i = 0; i < points->n_features; i++)
        for (size_t j = 0; j < i; j++)
            n += bc_geodesic_distance_m(crs, points->x[i], points->y[i],
                                        points->x[j], points->y[j]) <= m;
    return n;
}

static void near_duplicates_are_those_of_brute_force(void **state)
{
    uint64_t seed = 4;
    double xy[600][2];
    struct bc_crs *crs = cgcs2000();

    (void)state;
    for (size_t i = 0; i < 600; i++) {
        xy[i][0] = random_between(&seed, 113.995, 114.005);
        xy[i][1] = random_between(&seed, 29.995, 30.005);
    }
    for (double m = 3; m < 40; m *= 2) {
        struct bc_layer *points = points_of(600, (const double(*)[2])xy);
        struct bc_findings *findings = bc_findings_new();

        assert_true(brute_force_pairs(crs, points, m) > 0);
        assert_int_equal(bc_near_duplicates(crs, points, m, findings),
                         brute_force_pairs(crs, points, m));
        bc_findings_free(findings);
        bc_layer_free(points);
    }
    bc_crs_free(crs);
}

/* Areas that only touch share nothing; without a reach nothing else counts. */
static void without_a_reach_only_what_is_shared_counts(void **state)
{
    struct found *it = found_new();
    struct bc_layer *areas = polygons_of(
        "reserves", 3,
        (const char *const[][2]){
            {"T", "115.3 30,115.4 30,115.4 30.1,115.3 30.1,115.3 30"},
            {"S", "115.45 30,115.5 30,115.5 30.1,115.45 30.1,115.45 30"},
            {"N", ""}});
    struct bc_layer *rivers =
        bc_layer_new("rivers", "r.geojson", BC_GEOMETRY_LINE, 1);

    (void)state;
    find(it, areas, 0);
    assert_int_equal(it->near.first[3], 1);
    assert_int_equal(it->near.first[1], 0);
    expect(it, 0, 0, 0, 0, 0.8);
    find(it, areas, 200);
    assert_int_equal(it->near.first[1], 1); /* touches: 0 m away */
    /* the box of a corner is near, its polygon is not: 0.0015 degrees each way
     * are 221 m */
    bc_layer_free(areas);
    areas = polygons_of(
        "reserves", 1,
        (const char *const[][2]){
            {"C", "115.3 29.9,115.3985 29.9,115.3985 29.9985,115.3 29.9985,"
                  "115.3 29.9"}});
    find(it, areas, 200);
    assert_int_equal(it->near.first[1], 0);
    find(it, areas, 230);
    assert_int_equal(it->near.first[1], 1);
    add_feature(&rivers->shapes, "115.3 30.05,115.6 30.05");
    find(it, rivers, 200); /* lines are near to nothing */
    assert_int_equal(it->near.first[1], 0);
    bc_layer_free(rivers);
    bc_layer_free(areas);
    found_free(it);
}

/* The larger share, the smaller of nested ones, and of equal ones the lower
 * code; the others are rivals unless one holds the other. */
static void an_area_belongs_to_the_basin_of_its_larger_part(void **state)
{
    static const struct {
        const char *basins[3][2], *basin, *rivals;
    } cases[] = {
        {{{"B", "115 30,116 30,116 31,115 31,115 30"},
          {"A", "116 30,117 30,117 31,116 31,116 30"}},
         "A",
         "B"},
        {{{"B", "115 30,116.1 30,116.1 31,115 31,115 30"},
          {"A", "116.1 30,117 30,117 31,116.1 31,116.1 30"}},
         "B",
         "A"},
        {{{"W", "114 29,118 29,118 32,114 32,114 29"},
          {"P", "115 30,117 30,117 31,115 31,115 30"}},
         "P",
         NULL},
        {{{"P", "115 30,117 30,117 31,115 31,115 30"},
          {"W", "114 29,118 29,118 32,114 32,114 29"}},
         "P",
         NULL},
    };
    struct found *it = found_new();
    struct bc_layer *areas = polygons_of(
        "reserves", 1,
        (const char *const[][2]){
            {"R", "115.8 30.2,116.2 30.2,116.2 30.4,115.8 30.4,115.8 30.2"}});

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_layer *basins = polygons_of("basins", 2, cases[i].basins);
        struct bc_join join;
        struct bc_error err;

        assert_int_equal(bc_join_areas(it->geos, it->crs, areas, basins, 100, 1,
                                       &join, &err),
                         BC_OK);
        assert_string_equal(bc_layer_text(basins, "code", join.basin[0]),
                            cases[i].basin);
        if (!join.rivals[0] || !cases[i].rivals)
            assert_true(join.rivals[0] == cases[i].rivals);
        else
            assert_string_equal(join.rivals[0], cases[i].rivals);
        bc_join_clear(&join);
        bc_layer_free(basins);
    }
    bc_layer_free(areas);
    found_free(it);
}

static void a_near_duplicate_is_named_at_the_later_row(void **state)
{
    /* 0.0001 degree of latitude: 11.09 m, the same way */
    static const double xy[][2] = {{114, 30}, {115, 30}, {114, 30.0001}};
    struct bc_layer *points = points_of(3, xy);
    struct bc_findings *findings = bc_findings_new();
    struct bc_crs *crs = cgcs2000();
    const struct bc_finding *finding;

    (void)state;
    assert_int_equal(bc_near_duplicates(crs, points, 11, findings), 0);
    assert_int_equal(bc_near_duplicates(crs, points, 12, findings), 1);
    finding = bc_findings_get(findings, 0);
    assert_int_equal(finding->code, BC_FOUND_NEAR_DUPLICATE);
    assert_string_equal(finding->feature, "P3");
    assert_int_equal(finding->line, 4);
    assert_non_null(strstr(finding->message, "11.1 m from 'P1' at line 2"));
    bc_crs_free(crs);
    bc_findings_free(findings);
    bc_layer_free(points);
}

static void a_heap_in_one_place_does_not_explode(void **state)
{
    size_t n = 20000;
    double(*xy)[2] = bc_alloc(n, sizeof *xy);
    struct bc_layer *points;
    struct bc_findings *findings = bc_findings_new();
    struct bc_crs *crs = cgcs2000();

    (void)state;
    for (size_t i = 0; i < n; i++) {
        xy[i][0] = 114;
        xy[i][1] = 30;
    }
    points = points_of(n, (const double(*)[2])xy);
    assert_in_range(bc_near_duplicates(crs, points, 0, findings), n - 1, 8 * n);
    bc_crs_free(crs);
    bc_findings_free(findings);
    bc_layer_free(points);
    free(xy);
}

static void an_area_goes_to_the_basin_that_holds_most_of_it(void **state)
{
    static const char *const suspects[][2] = {
        {"IN", "115.41 30.04,115.42 30.04,115.42 30.06,115.41 30.06,"
               "115.41 30.04"},
        {"BOTH", "115.48 30.04,115.54 30.04,115.54 30.06,115.48 30.06,"
                 "115.48 30.04"},
        {"HALF", "115.48 30.04,115.52 30.04,115.52 30.06,115.48 30.06,"
                 "115.48 30.04"},
        {"OUT", "116 30,116.1 30,116.1 30.1,116 30"}};
    struct bc_layer *areas = polygons_of("suspects", 4, suspects);
    struct found *it = found_new();
    struct bc_join join;
    struct bc_error err;

    (void)state;
    assert_int_equal(bc_join_areas(it->geos, it->crs, areas, it->redlines, 100,
                                   1, &join, &err),
                     BC_OK);
    assert_int_equal(join.basin[0], 0);
    assert_int_equal(join.method[0], BC_JOIN_COVERS);
    assert_null(join.rivals[0]);
    assert_int_equal(join.basin[1], 1); /* 0.03 degree of it, 0.01 in RL-W */
    assert_int_equal(join.method[1], BC_JOIN_BOUNDARY);
    assert_string_equal(join.rivals[1], "RL-W");
    assert_int_equal(join.basin[2], 1); /* as much: the lower code */
    assert_string_equal(join.rivals[2], "RL-W");
    assert_int_equal(join.basin[3], BC_NO_ROW);
    assert_int_equal(join.method[3], BC_JOIN_NONE);
    assert_int_equal(join.n_outside, 1);
    bc_join_clear(&join);
    bc_layer_free(areas);
    found_free(it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_are_inside_or_so_many_metres_off),
        cmocka_unit_test(without_a_reach_only_what_is_inside_counts),
        cmocka_unit_test(areas_are_inside_by_what_they_share),
        cmocka_unit_test(near_duplicates_are_those_of_brute_force),
        cmocka_unit_test(without_a_reach_only_what_is_shared_counts),
        cmocka_unit_test(an_area_belongs_to_the_basin_of_its_larger_part),
        cmocka_unit_test(a_near_duplicate_is_named_at_the_later_row),
        cmocka_unit_test(a_heap_in_one_place_does_not_explode),
        cmocka_unit_test(an_area_goes_to_the_basin_that_holds_most_of_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
