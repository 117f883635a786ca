/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "base/parallel.h"
#include "geo/geodesic.h"
#include "geo/nearest.h"
#include "layers.h"

#define N 3000

static double lon[N], lat[N];

/** Spread over the province, some of them bunched and some twice. */
static void scatter(uint64_t seed)
{
    for (size_t i = 0; i < N; i++) {
        double reach = i % 3 ? 3 : 0.01;

        lon[i] = 112 + random_between(&seed, -reach, reach);
        lat[i] = 31 + random_between(&seed, -reach, reach);
        if (i % 10 == 9) {
            lon[i] = lon[i - 5];
            lat[i] = lat[i - 5];
        }
    }
}

static void the_nearest_is_that_of_brute_force(void **state)
{
    struct bc_crs *crs = cgcs2000();
    uint64_t seed = 11;

    (void)state;
    scatter(7);
    lon[17] = NAN;
    struct bc_nearest *tree = bc_nearest_new(lon, lat, N);

    assert_int_equal(bc_nearest_count(tree), N - 1);
    for (int trial = 0; trial < 300; trial++) {
        double x = 112 + random_between(&seed, -6, 6);
        double y = 31 + random_between(&seed, -6, 6);
        double expected = INFINITY, distance;
        size_t row = BC_NO_ROW;

        for (size_t i = 0; i < N; i++) {
            double m = isnan(lon[i])
                           ? INFINITY
                           : bc_geodesic_distance_m(crs, x, y, lon[i], lat[i]);

            if (m < expected) {
                expected = m;
                row = i;
            }
        }
        assert_int_equal(bc_nearest_row(tree, crs, x, y, &distance), row);
        assert_true(distance == expected);
    }
    bc_nearest_free(tree);
    bc_crs_free(crs);
}

/* A meridian is bent more than a parallel, so to the north a shorter chord may
 * belong to the longer geodesic. */
static void a_shorter_chord_does_not_win_over_a_shorter_geodesic(void **state)
{
    struct bc_crs *crs = cgcs2000();
    /* due east and due north of 112 E 30 N, some 1,000 km off */
    double east[2] = {122.5, 112}, north[2] = {30, 30}, distance;

    (void)state;
    struct bc_spot from = bc_globe_spot(112, 30);
    struct bc_spot right = bc_globe_spot(east[0], north[0]);
    double low = 33, high = 45;

    for (int i = 0; i < 60;
         i++) { /* the same chord to the north, a hair less */
        double middle = (low + high) / 2;
        struct bc_spot up = bc_globe_spot(112, middle);

        if (bc_globe_chord2(&from, &up) <
            bc_globe_chord2(&from, &right) - 2 * 1e6 * 0.01)
            low = middle;
        else
            high = middle;
    }
    north[1] = low;
    double to_east = bc_geodesic_distance_m(crs, 112, 30, east[0], north[0]);
    double to_north = bc_geodesic_distance_m(crs, 112, 30, east[1], north[1]);
    struct bc_spot up = bc_globe_spot(east[1], north[1]);

    assert_true(bc_globe_chord2(&from, &up) < bc_globe_chord2(&from, &right));
    assert_true(to_east < to_north);
    struct bc_nearest *tree = bc_nearest_new(east, north, 2);

    assert_int_equal(bc_nearest_row(tree, crs, 112, 30, &distance), 0);
    assert_true(distance == to_east);
    bc_nearest_free(tree);
    bc_crs_free(crs);
}

static void of_equals_the_first_row_is_taken(void **state)
{
    const double x[] = {114, 113, 113, 113}, y[] = {30, 30, 30, 30};
    struct bc_crs *crs = cgcs2000();
    struct bc_nearest *tree = bc_nearest_new(x, y, 4);
    double distance;

    (void)state;
    assert_int_equal(bc_nearest_row(tree, crs, 112.9, 30, &distance), 1);
    bc_nearest_free(tree);
    tree = bc_nearest_new(x, y, 0);
    assert_true(bc_nearest_row(tree, crs, 112, 30, &distance) == BC_NO_ROW);
    assert_true(isnan(distance));
    bc_nearest_free(tree);
    bc_crs_free(crs);
}

static void any_number_of_threads_finds_the_same_rows(void **state)
{
    static const size_t threads[] = {1, 2, 8};
    struct bc_crs *crs = cgcs2000();
    static double x[N], y[N], distances[N];
    static size_t rows[N];
    struct bc_nearest *tree;
    uint64_t seed = 12;

    (void)state;
    scatter(11);
    tree = bc_nearest_new(lon, lat, N);
    for (size_t i = 0; i < N; i++) {
        x[i] = random_between(&seed, 109, 115);
        y[i] = i == 7 ? NAN : random_between(&seed, 28, 34);
    }
    for (size_t t = 0; t < 3; t++) {
        bc_threads_set(threads[t]);
        bc_nearest_rows(tree, crs, x, y, N, rows, distances);
        for (size_t i = 0; i < N; i++) {
            double distance;

            assert_true(bc_nearest_row(tree, crs, x[i], y[i], &distance) ==
                        rows[i]);
            assert_true(i == 7 ? isnan(distances[i])
                               : distance == distances[i]);
        }
    }
    bc_threads_set(0);
    bc_nearest_free(tree);
    bc_crs_free(crs);
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;

    return (left > right) - (left < right);
}

static void neighbours_in_order_and_within(void **state)
{
    uint64_t seed = 5;
    double chord2[N];
    struct bc_near_rows rows = {0};

    (void)state;
    scatter(3);
    struct bc_nearest *tree = bc_nearest_new(lon, lat, N);

    for (int trial = 0; trial < 50; trial++) {
        struct bc_spot from = bc_globe_spot(112 + random_between(&seed, -4, 4),
                                            31 + random_between(&seed, -4, 4));
        size_t within = 0;

        for (size_t i = 0; i < N; i++) {
            struct bc_spot spot = bc_globe_spot(lon[i], lat[i]);

            chord2[i] = bc_globe_chord2(&from, &spot);
            within += chord2[i] <= 50e3 * 50e3;
        }
        qsort(chord2, N, sizeof *chord2, by_size);
        assert_near(bc_nearest_chord_m(tree, &from, 1), sqrt(chord2[0]), 1e-6);
        assert_near(bc_nearest_chord_m(tree, &from, 12), sqrt(chord2[11]),
                    1e-6);
        bc_nearest_within(tree, &from, 50e3, &rows);
        assert_int_equal(rows.n, within);
        for (size_t i = 1; i < rows.n; i++)
            assert_true(rows.row[i - 1] < rows.row[i]);
    }
    free(rows.row);
    bc_nearest_free(tree);
}

static void a_chord_tells_the_geodesic(void **state)
{
    struct bc_crs *crs = cgcs2000();
    uint64_t seed = 9;

    (void)state;
    for (int trial = 0; trial < 1000; trial++) {
        double x = random_between(&seed, 108, 116);
        double y = random_between(&seed, 29, 33);
        double x2 = x + random_between(&seed, -0.7, 0.7);
        double y2 = y + random_between(&seed, -0.7, 0.7);
        struct bc_spot a = bc_globe_spot(x, y), b = bc_globe_spot(x2, y2);

        assert_near(bc_globe_arc_m(sqrt(bc_globe_chord2(&a, &b))),
                    bc_geodesic_distance_m(crs, x, y, x2, y2), 0.01);
    }
    bc_crs_free(crs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_is_that_of_brute_force),
        cmocka_unit_test(a_shorter_chord_does_not_win_over_a_shorter_geodesic),
        cmocka_unit_test(of_equals_the_first_row_is_taken),
        cmocka_unit_test(any_number_of_threads_finds_the_same_rows),
        cmocka_unit_test(neighbours_in_order_and_within),
        cmocka_unit_test(a_chord_tells_the_geodesic),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
