/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <geos_c.h>

#include "geo/geos_shapes.h"
#include "geo/index.h"
#include "geo/tiles.h"
#include "layers.h"

#define N_CASES 10000

/* Coordinates 12 + k * 2^-49, 24 + k * 2^-48: their products need 128 bits. */
static int exact_side(const int64_t a[2], const int64_t b[2],
                      const int64_t p[2])
{
    __extension__ __int128 left = a[0] - p[0], right = a[1] - p[1];
    bool less = left * (b[1] - p[1]) < right * (b[0] - p[0]);
    bool more = left * (b[1] - p[1]) > right * (b[0] - p[0]);

    return more - less;
}

static void the_side_of_a_line_is_exact(void **state)
{
    uint64_t random = 1997;
    size_t n_on = 0;

    (void)state;
    for (int i = 0; i < N_CASES; i++) {
        int64_t p[3][2];
        double c[3][2];

        /* two points near 12 + 2^-49, one almost on their line */
        for (int j = 0; j < 2; j++) {
            p[0][j] = (int64_t)(bc_test_random(&random) % 64);
            p[1][j] = p[0][j] + (int64_t)(bc_test_random(&random) % 16) *
                                    ((int64_t)1 << 45);
        }
        for (int j = 0; j < 2; j++)
            p[2][j] = p[0][j] + (p[1][j] - p[0][j]) / 2 +
                      (int64_t)(bc_test_random(&random) % 3) - 1;
        for (int k = 0; k < 3; k++) {
            c[k][0] = 12 + (double)p[k][0] * 0x1p-49;
            c[k][1] = 12 + (double)p[k][1] * 0x1p-49;
        }
        assert_int_equal(bc_orientation(c[0][0], c[0][1], c[1][0], c[1][1],
                                        c[2][0], c[2][1]),
                         exact_side(p[0], p[1], p[2]));
        n_on += exact_side(p[0], p[1], p[2]) == 0;
    }
    assert_in_range(n_on, 1000, 9000);
}

/** A star on a lattice, so that points lie on vertices, edges and grid lines.
 */
static void add_lattice_star(struct bc_shapes *shapes, uint64_t *random)
{
    size_t first = shapes->n_vertices, last;

    add_star(shapes, random, 4, 4, 4, 3 + bc_test_random(random) % 12);
    for (size_t v = first; v < shapes->n_vertices; v++) {
        shapes->x[v] = round(shapes->x[v] * 2) / 2;
        shapes->y[v] = round(shapes->y[v] * 2) / 2;
    }
    last = shapes->n_vertices - 1;
    shapes->x[last] = shapes->x[first];
    shapes->y[last] = shapes->y[first];
}

static enum bc_place place_by_geos(const struct bc_geos *geos,
                                   const GEOSGeometry *polygon, double x,
                                   double y)
{
    GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos->handle, x, y);
    char covers = GEOSCovers_r(geos->handle, polygon, point);
    char contains = GEOSContains_r(geos->handle, polygon, point);

    GEOSGeom_destroy_r(geos->handle, point);
    return contains == 1 ? BC_INSIDE
                         : (covers == 1 ? BC_ON_BOUNDARY : BC_OUTSIDE);
}

static enum bc_place place_in(const struct bc_index *index, double x, double y)
{
    struct bc_hit hit;

    return bc_index_covers(index, x, y, &hit, 1) ? hit.place : BC_OUTSIDE;
}

static void ten_thousand_polygons_hold_the_points_that_geos_says(void **state)
{
    struct bc_geos *geos = bc_geos_new();
    uint64_t random = 31;
    size_t n[3] = {0};

    (void)state;
    for (int i = 0; i < N_CASES; i++) {
        struct bc_shapes shapes;
        struct bc_index *index;
        GEOSGeometry *polygon;

        bc_shapes_init(&shapes);
        add_lattice_star(&shapes, &random);
        polygon = bc_geos_from_shapes(geos, &shapes, 0);
        if (polygon && GEOSisValid_r(geos->handle, polygon) == 1) {
            index = bc_index_new(&shapes);
            for (int j = 0; j < 4; j++) {
                double x = (double)(bc_test_random(&random) % 17) / 2;
                double y = (double)(bc_test_random(&random) % 17) / 2;
                enum bc_place place = place_in(index, x, y);

                assert_int_equal(place, place_by_geos(geos, polygon, x, y));
                n[place]++;
            }
            bc_index_free(index);
        }
        GEOSGeom_destroy_r(geos->handle, polygon);
        bc_shapes_clear(&shapes);
    }
    for (int place = 0; place < 3; place++)
        assert_true(n[place] > 1000);
    bc_geos_free(geos);
}

/** The one ring the other way round, from another vertex, some vertices twice.
 */
static void add_disguised(struct bc_shapes *to, const struct bc_shapes *from,
                          uint64_t *random)
{
    size_t n = from->n_vertices - 1, start = bc_test_random(random) % n;
    bool backward = bc_test_random(random) % 2;

    bc_shapes_begin_feature(to);
    bc_shapes_begin_part(to);
    bc_shapes_begin_ring(to);
    for (size_t i = 0; i <= n; i++) {
        size_t v = (start + (backward ? n - i : i)) % n;

        for (uint64_t k = bc_test_random(random) % 3 / 2 + 1; k > 0; k--)
            bc_shapes_add_vertex(to, from->x[v], from->y[v]);
    }
}

static void direction_start_and_repeats_change_nothing(void **state)
{
    uint64_t random = 77;

    (void)state;
    for (int i = 0; i < N_CASES; i++) {
        struct bc_shapes plain, disguised;
        struct bc_index *one, *other;

        bc_shapes_init(&plain);
        bc_shapes_init(&disguised);
        add_star(&plain, &random, 4, 4, 4, 3 + bc_test_random(&random) % 12);
        add_disguised(&disguised, &plain, &random);
        one = bc_index_new(&plain);
        other = bc_index_new(&disguised);
        for (int j = 0; j < 4; j++) {
            double x = random_between(&random, 0, 8);
            double y = random_between(&random, 0, 8);

            assert_int_equal(place_in(one, x, y), place_in(other, x, y));
            assert_int_equal(place_in(one, x, y) == BC_INSIDE,
                             brute_force_inside(&plain, 0, x, y));
        }
        assert_int_equal(place_in(other, plain.x[1], plain.y[1]),
                         BC_ON_BOUNDARY);
        bc_index_free(one);
        bc_index_free(other);
        bc_shapes_clear(&plain);
        bc_shapes_clear(&disguised);
    }
}

/* ---- pairs that may overlap ---- */

static bool has_pair(const struct bc_tiles_pair *pairs, size_t n,
                     size_t earlier, size_t later)
{
    for (size_t i = 0; i < n; i++)
        if (pairs[i].earlier == earlier && pairs[i].later == later)
            return true;
    return false;
}

/** A unit box with @p steps edges a side. */
static void add_stepped_box(struct bc_shapes *shapes, double x, double y,
                            int steps)
{
    const double way[4][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};

    bc_shapes_begin_feature(shapes);
    bc_shapes_begin_part(shapes);
    bc_shapes_begin_ring(shapes);
    for (int side = 0; side < 4; side++) {
        for (int i = 0; i < steps; i++)
            bc_shapes_add_vertex(shapes, x + way[side][0] * i / steps,
                                 y + way[side][1] * i / steps);
        x += way[side][0];
        y += way[side][1];
    }
    bc_shapes_add_vertex(shapes, x, y);
}

static void neighbours_in_a_tiling_are_no_pairs(void **state)
{
    (void)state;
    for (int steps = 1; steps <= 64; steps *= 8) {
        struct bc_shapes shapes;
        struct bc_tiles tiles;
        struct bc_tiles_pair *pairs;

        bc_shapes_init(&shapes);
        for (int y = 0; y < 10; y++) /* rows from the south */
            for (int x = 0; x < 10; x++)
                add_stepped_box(&shapes, x, y, steps);
        bc_tiles_init(&tiles, &shapes);
        /* the outer border included */
        assert_int_equal(bc_tiles_overlaps(&tiles, &pairs), 0);
        free(pairs);
        bc_tiles_clear(&tiles);
        bc_shapes_clear(&shapes);
    }
}

static void every_overlap_is_among_the_pairs(void **state)
{
    struct bc_geos *geos = bc_geos_new();
    uint64_t random = 5;
    size_t n_overlaps = 0;

    (void)state;
    for (int i = 0; i < N_CASES / 10; i++) {
        struct bc_shapes shapes;
        struct bc_tiles tiles;
        struct bc_tiles_pair *pairs;
        GEOSGeometry *g[4];
        size_t n;

        bc_shapes_init(&shapes);
        for (int f = 0; f < 4; f++) {
            double x = (double)(bc_test_random(&random) % 6);
            double y = (double)(bc_test_random(&random) % 6);

            add_box(&shapes, x, y, x + 1 + (double)(i % 3),
                    y + 1 + (double)(i % 2));
            g[f] = bc_geos_from_shapes(geos, &shapes, (size_t)f);
        }
        bc_tiles_init(&tiles, &shapes);
        n = bc_tiles_overlaps(&tiles, &pairs);
        for (size_t a = 0; a < 4; a++)
            for (size_t b = 0; b < a; b++)
                if (GEOSRelatePattern_r(geos->handle, g[a], g[b],
                                        "T********") == 1) {
                    assert_true(has_pair(pairs, n, b, a));
                    n_overlaps++;
                }
        for (int f = 0; f < 4; f++)
            GEOSGeom_destroy_r(geos->handle, g[f]);
        free(pairs);
        bc_tiles_clear(&tiles);
        bc_shapes_clear(&shapes);
    }
    assert_true(n_overlaps > 500);
    bc_geos_free(geos);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_side_of_a_line_is_exact),
        cmocka_unit_test(ten_thousand_polygons_hold_the_points_that_geos_says),
        cmocka_unit_test(direction_start_and_repeats_change_nothing),
        cmocka_unit_test(neighbours_in_a_tiling_are_no_pairs),
        cmocka_unit_test(every_overlap_is_among_the_pairs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
