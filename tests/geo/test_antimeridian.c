/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/antimeridian.h"
#include "geo/geodesic.h"
#include "layers.h"

struct world {
    struct bc_layer *layer;
    struct bc_findings *findings;
};

/** One feature written as in layers.h, cut. */
static struct world cut(enum bc_geometry geometry, const char *feature)
{
    struct bc_geos *geos = bc_geos_new();
    struct world world = {bc_layer_new("rivers", "r.geojson", geometry, 1),
                          bc_findings_new()};

    set_key(world.layer, 0, "code", "F");
    add_feature(&world.layer->shapes, feature);
    bc_antimeridian_cut(geos, world.layer, world.findings);
    assert_int_equal(world.layer->shapes.n_features, 1);
    bc_geos_free(geos);
    return world;
}

static void clear(struct world *world)
{
    bc_layer_free(world->layer);
    bc_findings_free(world->findings);
}

static void expect_finding(const struct world *world, const char *message)
{
    assert_int_equal(bc_findings_count(world->findings), 1);
    assert_int_equal(bc_findings_get(world->findings, 0)->code,
                     BC_FOUND_ANTIMERIDIAN);
    assert_string_equal(bc_findings_get(world->findings, 0)->message, message);
}

static void expect_part(const struct world *world, size_t part, double west,
                        double south, double east, double north)
{
    struct bc_shapes one;
    double box[4];

    bc_shapes_init(&one);
    bc_shapes_begin_feature(&one);
    bc_shapes_begin_part(&one);
    bc_shapes_begin_ring(&one);
    for (size_t v =
             world->layer->shapes.vertex_of[world->layer->shapes.ring_of[part]];
         v <
         world->layer->shapes.vertex_of[world->layer->shapes.ring_of[part] + 1];
         v++)
        bc_shapes_add_vertex(&one, world->layer->shapes.x[v],
                             world->layer->shapes.y[v]);
    assert_true(bc_shapes_bounds(&one, 0, box));
    assert_near(box[0], west, 1e-12);
    assert_near(box[1], south, 1e-12);
    assert_near(box[2], east, 1e-12);
    assert_near(box[3], north, 1e-12);
    bc_shapes_clear(&one);
}

/* The example of RFC 7946 section 3.1.9, both ways. */
static void a_line_is_cut_where_it_crosses(void **state)
{
    struct world east = cut(BC_GEOMETRY_LINE, "170 45,-170 45");
    struct world west = cut(BC_GEOMETRY_LINE, "-170 40,170 50,160 50");
    struct world on_it = cut(BC_GEOMETRY_LINE, "170 45,180 45,-170 45");

    (void)state;
    expect_finding(&east, "crosses the antimeridian; it was cut there, into 2 "
                          "parts");
    assert_int_equal(east.layer->shapes.n_parts, 2);
    expect_part(&east, 0, 170, 45, 180, 45);
    expect_part(&east, 1, -180, 45, -170, 45);
    expect_part(&west, 0, -180, 40, -170, 45);
    expect_part(&west, 1, 160, 45, 180, 50);
    assert_int_equal(on_it.layer->shapes.n_vertices, 4);
    expect_part(&on_it, 1, -180, 45, -170, 45);
    clear(&east);
    clear(&west);
    clear(&on_it);
}

/* The example of RFC 7946 section 3.1.9. */
static void a_polygon_has_a_part_on_either_side(void **state)
{
    struct world world =
        cut(BC_GEOMETRY_POLYGON, "170 40,-170 40,-170 50,170 50,170 40");

    (void)state;
    expect_finding(&world, "crosses the antimeridian; it was cut there, into "
                           "2 parts");
    assert_int_equal(world.layer->shapes.n_parts, 2);
    expect_part(&world, 0, 170, 40, 180, 50);
    expect_part(&world, 1, -180, 40, -170, 50);
    clear(&world);
}

/** The area does not change by the cut: against the same polygon elsewhere. */
static void holes_stay_holes_whatever_side_they_begin_on(void **state)
{
    static const char *const crossing[] = {
        "170 40,-170 40,-170 50,170 50,170 40/-178 44,-176 44,-176 46,-178 44/"
        "179 42,179 43,-179 43,-179 42,179 42",
        "-170 40,-170 50,170 50,170 40,-170 40/-176 44,-176 46,-178 44,-176 44/"
        "-179 42,179 42,179 43,-179 43,-179 42"};
    static const char *const elsewhere =
        "-10 40,10 40,10 50,-10 50,-10 40/2 44,4 44,4 46,2 44/"
        "-1 42,-1 43,1 43,1 42,-1 42";
    struct bc_crs *crs = NULL;
    struct bc_error err;
    struct world plain = cut(BC_GEOMETRY_POLYGON, elsewhere);

    (void)state;
    assert_int_equal(bc_crs_new("EPSG:4490", &crs, &err), BC_OK);
    assert_int_equal(bc_findings_count(plain.findings), 0);
    for (size_t i = 0; i < 2; i++) {
        struct world world = cut(BC_GEOMETRY_POLYGON, crossing[i]);
        double area_m2 = bc_geodesic_area_m2(crs, &world.layer->shapes, 0);
        double same_m2 = bc_geodesic_area_m2(crs, &plain.layer->shapes, 0);

        /* the cut puts vertices into edges, which are geodesics before */
        assert_near(area_m2 / same_m2, 1, 5e-3);
        assert_int_equal(world.layer->shapes.n_parts, 2);
        clear(&world);
    }
    clear(&plain);
    bc_crs_free(crs);
}

static void around_a_pole_nothing_can_be_cut(void **state)
{
    struct world world = cut(BC_GEOMETRY_POLYGON, "0 80,120 80,-120 80,0 80");

    (void)state;
    expect_finding(&world,
                   "crosses the antimeridian and cannot be cut there (around "
                   "a pole, or crossing itself); the feature counts as one "
                   "without geometry");
    assert_int_equal(world.layer->shapes.n_parts, 0);
    clear(&world);
}

static void what_ends_at_the_antimeridian_or_a_pole_stays(void **state)
{
    struct bc_geos *geos = bc_geos_new();
    struct bc_layer *layer =
        polygons_of("regions", 4,
                    (const char *const[][2]){
                        {"A", "170 60,180 60,180 65,170 60"},
                        {"B", "170 60,-170 60,-170 65,170 60"},
                        {"C", "-180 -80,180 -80,180 -90,-180 -90,-180 -80"},
                        {"D", "-180 -90,180 -90,0 -80,-180 -90"}});
    struct bc_findings *findings = bc_findings_new();

    (void)state;
    bc_antimeridian_cut(geos, layer, findings);
    assert_int_equal(layer->shapes.n_features, 4);
    assert_int_equal(layer->shapes.part_of[1], 1);
    assert_int_equal(layer->shapes.part_of[2], 3);
    assert_int_equal(layer->shapes.n_parts, 4);
    bc_findings_sort(findings);
    assert_int_equal(bc_findings_count(findings), 2);
    assert_string_equal(bc_findings_get(findings, 0)->feature, "B");
    assert_string_equal(bc_findings_get(findings, 1)->feature, "C");
    bc_layer_free(layer);
    bc_findings_free(findings);
    bc_geos_free(geos);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_cut_where_it_crosses),
        cmocka_unit_test(a_polygon_has_a_part_on_either_side),
        cmocka_unit_test(holes_stay_holes_whatever_side_they_begin_on),
        cmocka_unit_test(around_a_pole_nothing_can_be_cut),
        cmocka_unit_test(what_ends_at_the_antimeridian_or_a_pole_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
