/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/globe.h"
#include "geo/outline.h"
#include "layers.h"

static double chord_m(double x1, double y1, double x2, double y2)
{
    struct bc_spot a = bc_globe_spot(x1, y1), b = bc_globe_spot(x2, y2);

    return sqrt(bc_globe_chord2(&a, &b));
}

static double chord_to_edge_m(const struct bc_shapes *s, size_t v, double t,
                              double x, double y)
{
    return chord_m(x, y, s->x[v] + t * (s->x[v + 1] - s->x[v]),
                   s->y[v] + t * (s->y[v + 1] - s->y[v]));
}

/** Chord to the nearest place of an edge: of places along it the nearest, and
 * then ever shorter steps around it. */
static double brute_force_edge_m(const struct bc_shapes *s, size_t v, double x,
                                 double y)
{
    enum { STEPS = 60 };
    double nearest = INFINITY, at = 0;

    for (int i = 0; i <= STEPS; i++) {
        double m = chord_to_edge_m(s, v, (double)i / STEPS, x, y);

        if (m < nearest) {
            nearest = m;
            at = (double)i / STEPS;
        }
    }
    for (double step = 0.5 / STEPS; step > 1e-10; step /= 2)
        for (int side = -1; side <= 1; side += 2) {
            double t = fmin(fmax(at + side * step, 0), 1);
            double m = chord_to_edge_m(s, v, t, x, y);

            if (m < nearest) {
                nearest = m;
                at = t;
            }
        }
    return nearest;
}

static double brute_force_m(const struct bc_shapes *s, size_t feature, double x,
                            double y)
{
    double nearest = INFINITY;

    for (size_t r = s->ring_of[s->part_of[feature]];
         r < s->ring_of[s->part_of[feature + 1]]; r++)
        for (size_t v = s->vertex_of[r]; v + 1 < s->vertex_of[r + 1]; v++)
            nearest = fmin(nearest, brute_force_edge_m(s, v, x, y));
    return nearest;
}

/** Polygons of every size all over the Earth, most with long edges. */
static void add_polygons(struct bc_shapes *shapes, int n, uint64_t *random)
{
    for (int i = 0; i < n; i++) {
        double reach = pow(10, random_between(random, -3, 1.7));
        double y = random_between(random, -90 + reach, 90 - reach);

        add_star(shapes, random, random_between(random, -180, 180), y, reach,
                 3 + bc_test_random(random) % 40);
    }
}

static void
the_nearest_place_is_that_of_brute_force_anywhere_on_the_earth(void **state)
{
    enum { POLYGONS = 8, POINTS = 40, ROUNDS = 25 };
    uint64_t random = 11;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct bc_shapes shapes;
        struct bc_outlines *outlines;

        bc_shapes_init(&shapes);
        add_polygons(&shapes, POLYGONS, &random);
        outlines = bc_outlines_new(&shapes);
        for (int i = 0; i < POINTS; i++) {
            double x = random_between(&random, -180, 180);
            double y = random_between(&random, -90, 90);
            double expected = INFINITY, place[2], one[2];
            size_t found = bc_outlines_nearest(outlines, x, y, place);

            for (size_t f = 0; f < POLYGONS; f++) {
                double m = brute_force_m(&shapes, f, x, y);

                expected = fmin(expected, m);
                assert_true(bc_outlines_nearest_of(outlines, f, x, y, one));
                assert_near(chord_m(x, y, one[0], one[1]), m, 0.03);
            }
            assert_near(chord_m(x, y, place[0], place[1]), expected, 0.03);
            assert_true(brute_force_m(&shapes, found, place[0], place[1]) <
                        0.01);
        }
        bc_outlines_free(outlines);
        bc_shapes_clear(&shapes);
    }
}

static void expect_place(const char *polygon, double x, double y,
                         double place_x, double place_y)
{
    struct bc_shapes shapes;
    struct bc_outlines *outlines;
    double place[2];

    bc_shapes_init(&shapes);
    add_feature(&shapes, polygon);
    outlines = bc_outlines_new(&shapes);
    assert_int_equal(bc_outlines_nearest(outlines, x, y, place), 0);
    /* a place 10 m along the border is as near, but for millimetres */
    assert_near(place[0], place_x, 1e-4);
    assert_near(place[1], place_y, 1e-4);
    bc_outlines_free(outlines);
    bc_shapes_clear(&shapes);
}

static void the_180th_meridian_is_no_border(void **state)
{
    (void)state;
    expect_place("-180 -9,-170 -9,-170 9,-180 9,-180 -9", 179.5, 0, -180, 0);
}

static void a_parallel_is_no_straight_line(void **state)
{
    (void)state;
    /* of 100 degrees of the parallel of 60 N the place on the same meridian,
     * where the straight line between the ends is 1,100 km away */
    expect_place("-50 60,50 60,50 59,-50 59,-50 60", 10, 61, 10, 60);
    /* all around the equator */
    expect_place("-180 -90,180 -90,180 0,-180 0,-180 -90", 77, 12, 77, 0);
}

/* The polygon of Antarctica ends there with an edge that is no place. */
static void the_way_to_a_pole_ends_at_an_edge_along_it(void **state)
{
    struct bc_shapes shapes;
    struct bc_outlines *outlines;
    double place[2];

    (void)state;
    bc_shapes_init(&shapes);
    add_feature(&shapes, "-180 -90,180 -90,180 -60,-180 -60,-180 -90");
    outlines = bc_outlines_new(&shapes);
    assert_int_equal(bc_outlines_nearest(outlines, 33, -89, place), 0);
    assert_near(place[1], -90, 1e-7);
    bc_outlines_free(outlines);
    bc_shapes_clear(&shapes);
}

static void of_equals_the_first_feature_is_taken(void **state)
{
    struct bc_shapes shapes;
    struct bc_outlines *outlines;
    double place[2];

    (void)state;
    bc_shapes_init(&shapes);
    add_feature(&shapes, "");
    add_box(&shapes, 120, 30, 121, 31);
    for (int i = 0; i < 20; i++)
        add_feature(&shapes, "110 30,111 30,111 31,110 31,110 30");
    outlines = bc_outlines_new(&shapes);
    assert_int_equal(bc_outlines_nearest(outlines, 109, 29, place), 2);
    assert_near(place[0], 110, 0);
    assert_near(place[1], 30, 0);
    assert_false(bc_outlines_nearest_of(outlines, 0, 109, 29, place));
    bc_outlines_free(outlines);
    bc_shapes_clear(&shapes);
}

static void without_outlines_or_a_place_nothing_is_near(void **state)
{
    struct bc_shapes shapes;
    struct bc_outlines *outlines;
    double place[2];

    (void)state;
    bc_shapes_init(&shapes);
    add_feature(&shapes, "");
    outlines = bc_outlines_new(&shapes);
    assert_true(bc_outlines_nearest(outlines, 1, 1, place) == BC_NO_ROW);
    bc_outlines_free(outlines);
    add_box(&shapes, 0, 0, 1, 1);
    outlines = bc_outlines_new(&shapes);
    assert_true(bc_outlines_nearest(outlines, NAN, 1, place) == BC_NO_ROW);
    assert_false(bc_outlines_nearest_of(outlines, 1, 1, INFINITY, place));
    assert_int_equal(bc_outlines_nearest(outlines, 1, 2, place), 1);
    bc_outlines_free(outlines);
    bc_shapes_clear(&shapes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            the_nearest_place_is_that_of_brute_force_anywhere_on_the_earth),
        cmocka_unit_test(the_180th_meridian_is_no_border),
        cmocka_unit_test(a_parallel_is_no_straight_line),
        cmocka_unit_test(the_way_to_a_pole_ends_at_an_edge_along_it),
        cmocka_unit_test(of_equals_the_first_feature_is_taken),
        cmocka_unit_test(without_outlines_or_a_place_nothing_is_near),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
