/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <math.h>

#include "geo/buffer.h"
#include "geo/geodesic.h"
#include "geo/index.h"
#include "layers.h"

/* Distances are asked of GeographicLib (in PROJ) by another way than the one
 * that draws: from each vertex of an outline to the nearest place of the
 * feature, which a search in small steps finds. */

struct drawn {
    struct bc_geos *geos;
    struct bc_crs *crs;
    struct bc_shapes shapes;
};

static struct drawn *drawn_new(void)
{
    struct drawn *it = bc_alloc(1, sizeof *it);

    it->geos = bc_geos_new();
    it->crs = cgcs2000();
    bc_shapes_init(&it->shapes);
    return it;
}

static void drawn_free(struct drawn *it)
{
    bc_shapes_clear(&it->shapes);
    bc_crs_free(it->crs);
    bc_geos_free(it->geos);
    free(it);
}

static void draw(struct drawn *it, const struct bc_layer *layer,
                 double distance_m, enum bc_buffer_kind kind)
{
    struct bc_error err;

    bc_shapes_clear(&it->shapes);
    bc_shapes_init(&it->shapes);
    if (bc_buffer_feature(it->geos, it->crs, layer, 0, distance_m, kind,
                          &it->shapes, &err))
        fail_msg("%s", err.message);
    assert_int_equal(it->shapes.n_features, 1);
}

/** The geodesic distance from x, y to an edge: its minimum, by halving thirds.
 */
static double edge_distance_m(const struct bc_crs *crs, double x, double y,
                              const double *xs, const double *ys)
{
    double low = 0, high = 1;

    for (int i = 0; i < 45; i++) {
        double a = low + (high - low) / 3, b = high - (high - low) / 3;
        double at_a =
            bc_geodesic_distance_m(crs, x, y, xs[0] + a * (xs[1] - xs[0]),
                                   ys[0] + a * (ys[1] - ys[0]));
        double at_b =
            bc_geodesic_distance_m(crs, x, y, xs[0] + b * (xs[1] - xs[0]),
                                   ys[0] + b * (ys[1] - ys[0]));

        if (at_a < at_b)
            high = b;
        else
            low = a;
    }
    return bc_geodesic_distance_m(crs, x, y, xs[0] + low * (xs[1] - xs[0]),
                                  ys[0] + low * (ys[1] - ys[0]));
}

static double feature_distance_m(const struct bc_crs *crs,
                                 const struct bc_layer *layer, double x,
                                 double y)
{
    const struct bc_shapes *shapes = &layer->shapes;
    double nearest = INFINITY;

    if (layer->geometry == BC_GEOMETRY_POINT)
        return bc_geodesic_distance_m(crs, x, y, layer->x[0], layer->y[0]);
    for (size_t r = 0; r < shapes->ring_of[shapes->part_of[1]]; r++)
        for (size_t v = shapes->vertex_of[r]; v + 1 < shapes->vertex_of[r + 1];
             v++)
            nearest = fmin(nearest, edge_distance_m(crs, x, y, shapes->x + v,
                                                    shapes->y + v));
    return nearest;
}

/** Never farther; nearer only where the chords of two arcs meet. */
static void expect_width(const struct drawn *it, const struct bc_layer *layer,
                         double distance_m)
{
    assert_true(it->shapes.n_vertices > 36);
    for (size_t v = 0; v < it->shapes.n_vertices; v++) {
        double m = feature_distance_m(it->crs, layer, it->shapes.x[v],
                                      it->shapes.y[v]);

        assert_true(m < distance_m + 0.05);
        assert_true(m > 0.999 * distance_m - 0.05);
    }
}

static const double distances_m[] = {50, 500, 1000, 5000};

static void a_point_has_a_circle_in_true_metres(void **state)
{
    /* either side of the border of the zones of 114 E and 117 E, 115.5 E */
    static const double places[][2] = {
        {115.5, 30.2}, {115.4999, 30.2}, {112, 29}, {114.3, 53.5}};
    struct drawn *it = drawn_new();

    (void)state;
    for (size_t p = 0; p < 4; p++)
        for (size_t d = 0; d < 4; d++) {
            struct bc_layer *point = points_of(1, &places[p]);
            double r = distances_m[d];

            draw(it, point, r, BC_BUFFER_WHOLE);
            expect_width(it, point, r);
            /* a polygon of 72 corners in a circle: 36/pi sin(5 degrees) of it
             */
            assert_near(bc_geodesic_area_m2(it->crs, &it->shapes, 0) /
                            (36 * sin(M_PI / 36) * r * r),
                        1, 1e-6);
            bc_layer_free(point);
        }
    drawn_free(it);
}

static void a_river_over_several_zones_has_a_strip_in_true_metres(void **state)
{
    /* 300 km from the zone of 111 E over those of 114 E and 117 E, with a
     * sharp bend, a long edge and a stretch that is given twice */
    struct bc_layer *river = polygons_of(
        "rivers", 1,
        (const char *const[][2]){
            {"R", "112.4 30.1,114.9 30.2,115.4 30.6,115.45 30.4,115.45 30.4,"
                  "115.52 30.5,115.6 30.2"}});
    struct drawn *it = drawn_new();

    (void)state;
    river->geometry = BC_GEOMETRY_LINE;
    for (size_t d = 0; d < 4; d++) {
        draw(it, river, distances_m[d], BC_BUFFER_WHOLE);
        expect_width(it, river, distances_m[d]);
        assert_int_equal(it->shapes.n_parts, 1);
    }
    bc_layer_free(river);
    drawn_free(it);
}

/** A line that bends at random, every 20 to 300 m; at last back to where it
 * began, or not. */
static struct bc_layer *meander(uint64_t *random, bool is_closed)
{
    enum { STEPS = 30 };
    struct bc_layer *river =
        polygons_of("rivers", 1, (const char *const[][2]){{"R", ""}});
    double x = 114, y = 30, heading = 0;

    river->geometry = BC_GEOMETRY_LINE;
    bc_shapes_clear(&river->shapes);
    bc_shapes_init(&river->shapes);
    bc_shapes_begin_feature(&river->shapes);
    bc_shapes_begin_part(&river->shapes);
    bc_shapes_begin_ring(&river->shapes);
    for (int i = 0; i < STEPS; i++) {
        double step = random_between(random, 2e-4, 3e-3);

        bc_shapes_add_vertex(&river->shapes, x, y);
        /* straight on, a bend, or nearly back */
        if (i % 3 > 0)
            heading +=
                random_between(random, -3.1, 3.1) * (i % 3 == 1 ? 0.1 : 1);
        x += step * cos(heading);
        y += step * sin(heading);
    }
    if (is_closed)
        bc_shapes_add_vertex(&river->shapes, 114, 30);
    return river;
}

/* The width of the vertices tells of slits, too: theirs lie within. */
static void a_line_of_short_edges_has_all_places_in_its_reach(void **state)
{
    enum { LINES = 9, POINTS = 60 };
    struct drawn *it = drawn_new();
    uint64_t random = 5;
    size_t n_inside = 0;

    (void)state;
    for (int line = 0; line < LINES; line++) {
        struct bc_layer *river = meander(&random, line % 2);
        double r = (double[]){40, 400, 2000}[line % 3];

        draw(it, river, r, BC_BUFFER_WHOLE);
        expect_width(it, river, r);
        for (int i = 0; i < POINTS; i++) {
            double x = 114 + random_between(&random, -0.03, 0.03);
            double y = 30 + random_between(&random, -0.03, 0.03);
            double m = feature_distance_m(it->crs, river, x, y);
            bool inside = brute_force_inside(&it->shapes, 0, x, y);

            if (m < 0.999 * r || m > r + 0.05)
                assert_int_equal(inside, m < r);
            n_inside += inside;
        }
        bc_layer_free(river);
    }
    assert_in_range(n_inside, LINES * POINTS / 10, LINES * POINTS * 9 / 10);
    drawn_free(it);
}

/** 30 km on a side about the border of two zones, with a hole. */
static struct bc_layer *lake_with_island(void)
{
    return polygons_of(
        "lakes", 1,
        (const char *const[][2]){
            {"L", "115.35 30,115.65 30,115.65 30.3,115.35 30.3,115.35 30/"
                  "115.45 30.1,115.45 30.2,115.55 30.2,115.55 30.1,"
                  "115.45 30.1"}});
}

static void a_polygon_grows_and_its_holes_shrink(void **state)
{
    struct bc_layer *lake = lake_with_island();
    struct drawn *it = drawn_new();

    (void)state;
    for (size_t d = 0; d < 3; d++) {
        draw(it, lake, distances_m[d], BC_BUFFER_WHOLE);
        expect_width(it, lake, distances_m[d]);
        assert_int_equal(it->shapes.n_rings, 2);
    }
    /* the island is 9.6 km wide: within 5 km of the water all of it */
    draw(it, lake, 5600, BC_BUFFER_WHOLE);
    assert_int_equal(it->shapes.n_rings, 1);
    bc_layer_free(lake);
    drawn_free(it);
}

static void a_strip_is_the_buffer_without_the_water(void **state)
{
    struct bc_layer *lake = lake_with_island();
    struct drawn *it = drawn_new();
    double whole, strip, water;

    (void)state;
    draw(it, lake, 500, BC_BUFFER_WHOLE);
    whole = bc_geodesic_area_m2(it->crs, &it->shapes, 0);
    draw(it, lake, 500, BC_BUFFER_STRIP);
    strip = bc_geodesic_area_m2(it->crs, &it->shapes, 0);
    water = bc_geodesic_area_m2(it->crs, &lake->shapes, 0);
    /* the strip cuts an outline in stretches that are straight in degrees, an
     * area is measured along geodesics: a few metres over 30 km */
    assert_near(strip / (whole - water), 1, 0.02);
    assert_int_equal(it->shapes.n_parts, 2); /* outside, and on the island */
    bc_layer_free(lake);
    drawn_free(it);
}

static void a_buffer_of_nothing_is_the_feature_or_nothing(void **state)
{
    struct bc_layer *lake = lake_with_island();
    struct bc_layer *point = points_of(1, (const double[][2]){{114, 30}});
    struct drawn *it = drawn_new();

    (void)state;
    draw(it, lake, 0, BC_BUFFER_WHOLE);
    assert_int_equal(it->shapes.n_vertices, lake->shapes.n_vertices);
    draw(it, lake, 0, BC_BUFFER_STRIP);
    assert_int_equal(it->shapes.n_parts, 0);
    draw(it, point, 0, BC_BUFFER_WHOLE);
    assert_int_equal(it->shapes.n_parts, 0);
    point->x[0] = NAN;
    draw(it, point, 500, BC_BUFFER_WHOLE);
    assert_int_equal(it->shapes.n_parts, 0);
    bc_layer_free(point);
    bc_layer_free(lake);
    drawn_free(it);
}

static void a_width_below_zero_is_refused(void **state)
{
    static const double wrong[] = {-1, -0.001, NAN, INFINITY, 100001};
    struct bc_layer *lake = lake_with_island();
    struct drawn *it = drawn_new();
    struct bc_error err;

    (void)state;
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(bc_buffer_feature(it->geos, it->crs, lake, 0, wrong[i],
                                           BC_BUFFER_WHOLE, &it->shapes, &err),
                         BC_BAD_INPUT);
    assert_int_equal(it->shapes.n_features, 0);
    bc_layer_free(lake);
    drawn_free(it);
}

static void a_layer_of_buffers_names_feature_and_distance(void **state)
{
    struct bc_layer *lake = lake_with_island(), *made = NULL;
    const struct bc_layer *const layers[] = {NULL, lake};
    struct drawn *it = drawn_new();
    struct bc_error err;

    (void)state;
    lake->illustrative = true;
    assert_int_equal(bc_buffer_layer(it->crs, "strips", layers, 2,
                                     &(struct bc_distances){2, {50, 500}},
                                     BC_BUFFER_STRIP, &made, &err),
                     BC_OK);
    assert_int_equal(made->n_features, 2);
    assert_int_equal(made->shapes.n_features, 2);
    assert_string_equal(bc_layer_text(made, "code", 1), "L/500");
    assert_string_equal(bc_layer_text(made, "of", 1), "L");
    assert_string_equal(bc_layer_text(made, "layer", 1), "lakes");
    assert_int_equal(bc_layer_decimal(made, "distance_m")[0].units, 50000);
    assert_true(made->illustrative);
    bc_layer_free(made);
    bc_layer_free(lake);
    drawn_free(it);
}

/* A line of one place is a point; what has no place has no buffer. */
static void a_line_of_one_place_has_a_circle(void **state)
{
    const struct bc_distances distances = {.n = 2, .m = {100, 200}};
    struct drawn *it = drawn_new();
    struct bc_layer *line =
        bc_layer_new("rivers", "r.geojson", BC_GEOMETRY_LINE, 2);
    struct bc_layer *points = points_of(
        3, (const double[][2]){{114, 30}, {NAN, NAN}, {114, INFINITY}});
    struct bc_layer *table =
        bc_layer_new("targets", "t.csv", BC_GEOMETRY_NONE, 1);
    const struct bc_layer *layers[] = {line, NULL, points, table};
    struct bc_layer *buffers;
    struct bc_error err;

    (void)state;
    add_feature(&line->shapes, "114 30,114 30,114 30");
    add_feature(&line->shapes, "");
    draw(it, line, 100, BC_BUFFER_WHOLE);
    assert_near(bc_geodesic_area_m2(it->crs, &it->shapes, 0) / (M_PI * 1e4), 1,
                0.002);
    assert_int_equal(bc_buffer_layer(it->crs, "buffers", layers, 4, &distances,
                                     BC_BUFFER_WHOLE, &buffers, &err),
                     BC_OK);
    assert_int_equal(buffers->n_features, 4);
    bc_layer_free(buffers);
    bc_layer_free(table);
    bc_layer_free(points);
    bc_layer_free(line);
    drawn_free(it);
}

/* A line that goes round with a bend at each vertex, which makes more pieces
 * than are united at once. The ring about a circle of radius R holds 4 pi R d;
 * its chords and the arcs about them lie less than 0.01 % inside. */
static void many_bends_are_united_in_batches(void **state)
{
    enum { N = 2500 };
    const double radius_m = 5000, distance_m = 50;
    struct drawn *it = drawn_new();
    struct bc_layer *line =
        bc_layer_new("rivers", "r.geojson", BC_GEOMETRY_LINE, 1);
    double area_m2;

    (void)state;
    bc_shapes_begin_feature(&line->shapes);
    bc_shapes_begin_part(&line->shapes);
    bc_shapes_begin_ring(&line->shapes);
    for (int i = 0; i <= N; i++) {
        double at[2];

        bc_geodesic_direct(it->crs, 114, 30, 360.0 * (i % N) / N, radius_m, at);
        bc_shapes_add_vertex(&line->shapes, at[0], at[1]);
    }
    draw(it, line, distance_m, BC_BUFFER_WHOLE);
    assert_int_equal(it->shapes.n_parts, 1);
    assert_int_equal(it->shapes.n_rings, 2);
    area_m2 = bc_geodesic_area_m2(it->crs, &it->shapes, 0);
    assert_near(area_m2 / (4 * M_PI * radius_m * distance_m), 1, 1e-4);
    bc_layer_free(line);
    drawn_free(it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_of_one_place_has_a_circle),
        cmocka_unit_test(many_bends_are_united_in_batches),
        cmocka_unit_test(a_point_has_a_circle_in_true_metres),
        cmocka_unit_test(a_river_over_several_zones_has_a_strip_in_true_metres),
        cmocka_unit_test(a_line_of_short_edges_has_all_places_in_its_reach),
        cmocka_unit_test(a_polygon_grows_and_its_holes_shrink),
        cmocka_unit_test(a_strip_is_the_buffer_without_the_water),
        cmocka_unit_test(a_buffer_of_nothing_is_the_feature_or_nothing),
        cmocka_unit_test(a_width_below_zero_is_refused),
        cmocka_unit_test(a_layer_of_buffers_names_feature_and_distance),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
