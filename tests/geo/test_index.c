/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "base/parallel.h"
#include "geo/geodesic.h"
#include "geo/index.h"
#include "layers.h"

/** Polygons and their index. */
struct indexed {
    struct bc_crs *crs;
    struct bc_shapes shapes;
    struct bc_index *index;
};

static struct indexed *indexed_new(void)
{
    struct indexed *it = bc_alloc(1, sizeof *it);

    it->crs = cgcs2000();
    bc_shapes_init(&it->shapes);
    return it;
}

static void indexed_build(struct indexed *it)
{
    it->index = bc_index_new(&it->shapes);
}

static void indexed_free(struct indexed *it)
{
    bc_index_free(it->index);
    bc_shapes_clear(&it->shapes);
    bc_crs_free(it->crs);
    free(it);
}

static void expect_hits(const struct indexed *it, double x, double y, size_t n,
                        const struct bc_hit *expected)
{
    struct bc_hit hits[8];

    assert_int_equal(bc_index_covers(it->index, x, y, hits, 8), n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(hits[i].feature, expected[i].feature);
        assert_int_equal(hits[i].place, expected[i].place);
    }
}

#define HITS(...)                                                              \
    sizeof((struct bc_hit[]){__VA_ARGS__}) / sizeof(struct bc_hit),            \
        (struct bc_hit[])                                                      \
    {                                                                          \
        __VA_ARGS__                                                            \
    }

static void a_shared_edge_is_the_boundary_of_both(void **state)
{
    struct indexed *it = indexed_new();

    (void)state;
    add_feature(&it->shapes, "0 0,3 0,3 1,3 3,0 3,0 0");
    add_feature(&it->shapes, "3 0,6 0,6 3,3 3,3 1,3 0");
    indexed_build(it);
    expect_hits(it, 3, 1, HITS({0, BC_ON_BOUNDARY}, {1, BC_ON_BOUNDARY}));
    expect_hits(it, 3, 2.125, HITS({0, BC_ON_BOUNDARY}, {1, BC_ON_BOUNDARY}));
    expect_hits(it, 3, 0, HITS({0, BC_ON_BOUNDARY}, {1, BC_ON_BOUNDARY}));
    expect_hits(it, 2.999999999, 2, HITS({0, BC_INSIDE}));
    expect_hits(it, 3.000000001, 2, HITS({1, BC_INSIDE}));
    expect_hits(it, 6, 3, HITS({1, BC_ON_BOUNDARY}));
    expect_hits(it, 7, 1, 0, NULL);
    indexed_free(it);
}

static void a_hole_is_outside_and_its_rim_is_boundary(void **state)
{
    struct indexed *it = indexed_new();

    (void)state;
    add_feature(&it->shapes, "0 0,9 0,9 9,0 9,0 0/3 3,6 3,6 6,3 6,3 3");
    add_feature(&it->shapes, "4 4,5 4,5 5,4 5,4 4");
    indexed_build(it);
    expect_hits(it, 3.5, 3.5, 0, NULL);
    expect_hits(it, 3, 4, HITS({0, BC_ON_BOUNDARY}));
    expect_hits(it, 4.5, 4.5, HITS({1, BC_INSIDE}));
    expect_hits(it, 1, 1, HITS({0, BC_INSIDE}));
    indexed_free(it);
}

static void overlapping_polygons_come_in_feature_order(void **state)
{
    struct indexed *it = indexed_new();
    struct bc_hit one;

    (void)state;
    for (int i = 0; i < 5; i++)
        add_box(&it->shapes, 5 - i, 0, 10 + i, 10);
    indexed_build(it);
    expect_hits(it, 7, 7,
                HITS({0, BC_INSIDE}, {1, BC_INSIDE}, {2, BC_INSIDE},
                     {3, BC_INSIDE}, {4, BC_INSIDE}));
    assert_int_equal(bc_index_covers(it->index, 7, 7, &one, 1), 5);
    assert_int_equal(one.feature, 0);
    assert_int_equal(bc_index_covers(it->index, 7, 7, NULL, 0), 5);
    indexed_free(it);
}

static void nothing_covers_a_point_without_position(void **state)
{
    struct indexed *it = indexed_new();

    (void)state;
    add_feature(&it->shapes, "");
    add_box(&it->shapes, 0, 0, 1, 1);
    indexed_build(it);
    expect_hits(it, NAN, 0.5, 0, NULL);
    expect_hits(it, 0.5, INFINITY, 0, NULL);
    expect_hits(it, 0.5, 0.5, HITS({1, BC_INSIDE}));
    indexed_free(it);
}

static void an_index_of_nothing_answers_nothing(void **state)
{
    struct indexed *it = indexed_new();
    double distance_m;

    (void)state;
    indexed_build(it);
    expect_hits(it, 0, 0, 0, NULL);
    assert_true(bc_index_nearest(it->index, it->crs, 0, 0, &distance_m) ==
                BC_NO_ROW);
    assert_true(isnan(distance_m));
    indexed_free(it);
}

static void random_points_agree_with_ray_casting(void **state)
{
    struct indexed *it = indexed_new();
    uint64_t random = 20211;
    size_t n_inside = 0;

    (void)state;
    for (int i = 0; i < 30; i++)
        add_star(&it->shapes, &random, random_between(&random, 108, 116),
                 random_between(&random, 29, 33), 1, 40);
    indexed_build(it);
    for (int i = 0; i < 10000; i++) {
        double x = random_between(&random, 107, 117);
        double y = random_between(&random, 28, 34);
        struct bc_hit hits[30];
        size_t n = bc_index_covers(it->index, x, y, hits, 30), h = 0;

        for (size_t f = 0; f < 30; f++) {
            bool hit = h < n && hits[h].feature == f;

            assert_int_equal(hit, brute_force_inside(&it->shapes, f, x, y));
            h += hit;
        }
        n_inside += n;
    }
    assert_true(n_inside > 1000);
    indexed_free(it);
}

/** Geodesic distance to the densely cut edges of a feature, one by one. */
static double brute_force_distance_m(const struct indexed *it, size_t f,
                                     double x, double y)
{
    enum { STEPS = 2000 };
    const struct bc_shapes *s = &it->shapes;
    size_t first = s->vertex_of[s->ring_of[s->part_of[f]]];
    size_t end = s->vertex_of[s->ring_of[s->part_of[f + 1]]];
    double nearest = INFINITY;

    for (size_t v = first; v + 1 < end; v++)
        for (int i = 0; i <= STEPS; i++) {
            double t = (double)i / STEPS;

            nearest = fmin(nearest, bc_geodesic_distance_m(
                                        it->crs, x, y,
                                        s->x[v] + t * (s->x[v + 1] - s->x[v]),
                                        s->y[v] + t * (s->y[v + 1] - s->y[v])));
        }
    return nearest;
}

static void the_nearest_boundary_is_right_to_a_thousandth(void **state)
{
    struct indexed *it = indexed_new();
    uint64_t random = 7;

    (void)state;
    for (int i = 0; i < 6; i++)
        add_star(&it->shapes, &random, random_between(&random, 108, 116),
                 random_between(&random, 29, 33), 0.7, 9);
    indexed_build(it);
    for (int i = 0; i < 25; i++) {
        double x = random_between(&random, 104, 120);
        double y = random_between(&random, 25, 37), distance_m;
        double expected = INFINITY;
        size_t nearest =
            bc_index_nearest(it->index, it->crs, x, y, &distance_m);

        for (size_t f = 0; f < 6; f++) {
            double one = brute_force_distance_m(it, f, x, y);

            expected = fmin(expected, one);
            assert_near(bc_index_distance_m(it->index, it->crs, f, x, y) / one,
                        1, 1e-3);
        }
        assert_near(distance_m / expected, 1, 1e-3);
        assert_near(bc_index_distance_m(it->index, it->crs, nearest, x, y),
                    distance_m, 0);
    }
    indexed_free(it);
}

/* Rings of many runs of edges, each twice: the first of equals is asked for. */
static void the_nearest_of_many_is_what_all_of_them_say(void **state)
{
    enum { STARS = 40, ROUNDS = 1000 };
    struct indexed *it = indexed_new();
    struct bc_shapes stars;
    uint64_t random = 97;

    (void)state;
    bc_shapes_init(&stars);
    for (int i = 0; i < STARS; i++)
        add_star(&stars, &random, random_between(&random, 108, 116),
                 random_between(&random, 29, 33), 0.7,
                 (size_t)random_between(&random, 3, 200));
    add_feature(&it->shapes, "");
    for (size_t f = 0; f < 2 * STARS; f++)
        bc_shapes_append(&it->shapes, &stars, f % STARS);
    bc_shapes_clear(&stars);
    indexed_build(it);
    for (int i = 0; i < ROUNDS; i++) {
        double x = random_between(&random, 104, 120);
        double y = random_between(&random, 25, 37), distance_m;
        size_t nearest =
            bc_index_nearest(it->index, it->crs, x, y, &distance_m);

        assert_in_range(nearest, 1, STARS);
        assert_near(bc_index_distance_m(it->index, it->crs, nearest, x, y),
                    distance_m, 0);
        for (size_t f = 1; f <= STARS; f++)
            assert_true(bc_index_distance_m(it->index, it->crs, f, x, y) >=
                        distance_m * (1 - 1e-3));
    }
    indexed_free(it);
}

/* One degree of a meridian around 30.5 N by geod of PROJ 9.1.1 on GRS 80 */
static void the_distance_to_one_polygon_is_geodesic(void **state)
{
    struct indexed *it = indexed_new();

    (void)state;
    add_feature(&it->shapes, "114 31,114.5 31,115 31,115 32,114 31");
    add_feature(&it->shapes, "");
    indexed_build(it);
    assert_near(bc_index_distance_m(it->index, it->crs, 0, 114.5, 30),
                110860.926, 1e-3);
    assert_true(isnan(bc_index_distance_m(it->index, it->crs, 1, 114.5, 30)));
    indexed_free(it);
}

static void neighbours_that_share_the_nearest_vertex_are_as_near(void **state)
{
    struct indexed *it = indexed_new();
    double distance_m;

    (void)state;
    add_feature(&it->shapes, "114 30,114.3 30.05,114.31 30.4,114 30");
    add_feature(&it->shapes, "114.6 30,114.31 30.4,114.3 30.05,114.6 30");
    indexed_build(it);
    assert_int_equal(
        bc_index_nearest(it->index, it->crs, 114.31, 30.9, &distance_m), 0);
    assert_near(bc_index_distance_m(it->index, it->crs, 1, 114.31, 30.9),
                distance_m, 0);
    indexed_free(it);
}

/** Polygons enough for several threads, and points in and out of them. */
struct crowd {
    struct bc_shapes shapes;
    size_t n;
    double *x, *y;
};

static void crowd_init(struct crowd *crowd)
{
    uint64_t random = 12;

    *crowd = (struct crowd){.n = 30000};
    bc_shapes_init(&crowd->shapes);
    for (int i = 0; i < 400; i++)
        add_star(&crowd->shapes, &random, random_between(&random, 0, 30),
                 random_between(&random, 0, 30), 3,
                 i % 50 == 0 ? 10000 : 100 + bc_test_random(&random) % 100);
    crowd->x = bc_alloc(crowd->n, sizeof *crowd->x);
    crowd->y = bc_alloc(crowd->n, sizeof *crowd->y);
    for (size_t i = 0; i < crowd->n; i++) {
        size_t v = bc_test_random(&random) % crowd->shapes.n_vertices;
        bool on_vertex = i % 10 == 0;

        crowd->x[i] =
            on_vertex ? crowd->shapes.x[v] : random_between(&random, -5, 35);
        crowd->y[i] =
            on_vertex ? crowd->shapes.y[v] : random_between(&random, -5, 35);
    }
    crowd->x[7] = NAN;
}

static void crowd_clear(struct crowd *crowd)
{
    bc_shapes_clear(&crowd->shapes);
    free(crowd->x);
    free(crowd->y);
}

static void
many_points_are_located_as_each_with_any_number_of_threads(void **state)
{
    static const size_t threads[] = {1, 2, 8};
    struct crowd crowd;
    struct bc_located *located;
    size_t n_covered = 0;

    (void)state;
    crowd_init(&crowd);
    located = bc_alloc(crowd.n, sizeof *located);
    for (size_t t = 0; t < 3; t++) {
        struct bc_index *index;

        bc_threads_set(threads[t]);
        index = bc_index_new(&crowd.shapes);
        bc_index_locate(index, crowd.x, crowd.y, crowd.n, located);
        for (size_t i = 0; i < crowd.n; i++) {
            struct bc_hit hit;

            assert_int_equal(
                located[i].n,
                bc_index_covers(index, crowd.x[i], crowd.y[i], &hit, 1));
            if (located[i].n == 0)
                continue;
            assert_int_equal(located[i].feature, hit.feature);
            assert_int_equal(located[i].on_boundary,
                             hit.place == BC_ON_BOUNDARY);
            n_covered += located[i].n;
        }
        bc_index_free(index);
    }
    bc_threads_set(0);
    assert_true(n_covered % 3 == 0); /* every time as many */
    assert_true(n_covered > 3 * crowd.n / 2);
    free(located);
    crowd_clear(&crowd);
}

static void
the_nearest_of_many_points_is_that_of_each_with_any_number_of_threads(
    void **state)
{
    enum { ROWS = 3000 };
    static const size_t threads[] = {1, 2, 8};
    struct crowd crowd;
    struct bc_crs *crs = cgcs2000();
    struct bc_nearest_border *found = bc_alloc(ROWS, sizeof *found);
    size_t *row = bc_alloc(ROWS, sizeof *row);

    (void)state;
    crowd_init(&crowd);
    for (size_t i = 0; i < ROWS; i++)
        row[i] = i * 7;
    for (size_t t = 0; t < 3; t++) {
        struct bc_index *index;

        bc_threads_set(threads[t]);
        index = bc_index_new(&crowd.shapes);
        bc_index_nearest_of_each(index, crowd.x, crowd.y, row, ROWS, found);
        assert_true(found[1].feature == BC_NO_ROW); /* it has no position */
        for (size_t i = 2; i < ROWS; i++) {
            double x = crowd.x[row[i]], y = crowd.y[row[i]], distance_m;

            assert_int_equal(found[i].feature,
                             bc_index_nearest(index, crs, x, y, &distance_m));
            assert_near(bc_geodesic_distance_m(crs, x, y, found[i].place[0],
                                               found[i].place[1]),
                        distance_m, 0);
        }
        bc_index_free(index);
    }
    bc_threads_set(0);
    free(found);
    free(row);
    crowd_clear(&crowd);
    bc_crs_free(crs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shared_edge_is_the_boundary_of_both),
        cmocka_unit_test(a_hole_is_outside_and_its_rim_is_boundary),
        cmocka_unit_test(overlapping_polygons_come_in_feature_order),
        cmocka_unit_test(nothing_covers_a_point_without_position),
        cmocka_unit_test(an_index_of_nothing_answers_nothing),
        cmocka_unit_test(random_points_agree_with_ray_casting),
        cmocka_unit_test(the_nearest_boundary_is_right_to_a_thousandth),
        cmocka_unit_test(the_nearest_of_many_is_what_all_of_them_say),
        cmocka_unit_test(the_distance_to_one_polygon_is_geodesic),
        cmocka_unit_test(neighbours_that_share_the_nearest_vertex_are_as_near),
        cmocka_unit_test(
            many_points_are_located_as_each_with_any_number_of_threads),
        cmocka_unit_test(
            the_nearest_of_many_points_is_that_of_each_with_any_number_of_threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
