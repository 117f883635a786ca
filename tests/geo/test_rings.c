/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <geos_c.h>

#include "geo/geos_shapes.h"
#include "geo/ring_proof.h"
#include "geo/rings.h"
#include "layers.h"

#define N_CASES 10000

/** Appends a ring on a lattice of halves: a triangle, or a star of more. */
static void add_ring(struct bc_shapes *shapes, uint64_t *random, double x,
                     double y, double radius)
{
    struct bc_shapes star;

    bc_shapes_init(&star);
    add_star(&star, random, x, y, radius, 3 + bc_test_random(random) % 6);
    bc_shapes_begin_ring(shapes);
    for (size_t v = 0; v < star.n_vertices; v++)
        bc_shapes_add_vertex(shapes, round(star.x[v] * 2) / 2,
                             round(star.y[v] * 2) / 2);
    bc_shapes_clear(&star);
}

/** A square with three holes or so, and a part beside or in it. */
static void add_random(struct bc_shapes *shapes, uint64_t *random)
{
    add_box(shapes, 0, 0, 12, 12);
    for (uint64_t n = bc_test_random(random) % 4; n > 0; n--)
        add_ring(shapes, random, 1 + (double)(bc_test_random(random) % 11),
                 1 + (double)(bc_test_random(random) % 11), 3);
    if (bc_test_random(random) % 2)
        return;
    bc_shapes_begin_part(shapes);
    add_ring(shapes, random, 3 + (double)(bc_test_random(random) % 16), 5, 1.5);
}

static void ten_thousand_polygons_without_doubt_are_valid_to_geos(void **state)
{
    struct bc_geos *geos = bc_geos_new();
    uint64_t random = 404;
    size_t n_clear = 0, n_invalid = 0;

    (void)state;
    for (int i = 0; i < N_CASES; i++) {
        struct bc_shapes shapes;
        struct bc_rings rings;
        GEOSGeometry *polygon;
        bool valid;

        bc_shapes_init(&shapes);
        add_random(&shapes, &random);
        polygon = bc_geos_from_shapes(geos, &shapes, 0);
        valid = polygon && GEOSisValid_r(geos->handle, polygon) == 1;
        bc_rings_examine(&rings, &shapes, 0);
        assert_int_equal(rings.n, shapes.n_rings);
        if (rings.n_doubtful == 0)
            assert_true(valid);
        assert_int_equal(bc_rings_prove(&shapes, 0), rings.n_doubtful == 0);
        n_clear += rings.n_doubtful == 0;
        n_invalid += !valid;
        bc_rings_clear(&rings);
        GEOSGeom_destroy_r(geos->handle, polygon);
        bc_shapes_clear(&shapes);
    }
    assert_in_range(n_clear, 1000, 9000);
    assert_in_range(n_invalid, 1000, 9000);
    bc_geos_free(geos);
}

static void expect_doubt(const char *polygon, const char *expected)
{
    struct bc_shapes shapes;
    struct bc_rings rings;
    char found[32] = "";

    bc_shapes_init(&shapes);
    add_feature(&shapes, polygon);
    bc_rings_examine(&rings, &shapes, 0);
    for (size_t r = 0; r < rings.n; r++)
        strcat(found, rings.doubtful[r] ? "?" : ".");
    assert_string_equal(found, expected);
    assert_int_equal(bc_rings_prove(&shapes, 0), rings.n_doubtful == 0);
    bc_rings_clear(&rings);
    bc_shapes_clear(&shapes);
}

#define BOX "0 0,9 0,9 9,0 9,0 0"
#define HOLE "/1 1,2 1,2 2,1 2,1 1"

static void only_rings_in_doubt_are_named(void **state)
{
    (void)state;
    expect_doubt(BOX HOLE "/4 4,6 4,6 6,4 6,4 4", "...");
    expect_doubt(BOX HOLE "/4 4,6 6,6 4,4 6,4 4", "?.?");     /* a bow tie */
    expect_doubt(BOX HOLE "/4 4,6 4,7 4,6 4,6 6,4 4", "?.?"); /* a spike */
    expect_doubt(BOX HOLE "/4 4,6 4,6 4,6 6,4 6,4 4", "..."); /* a repeat */
    expect_doubt(BOX HOLE "/8 8,9 8,8 9,8 8", "?.?");         /* on the shell */
    expect_doubt(BOX HOLE "/11 1,12 1,12 2,11 1", "?.?");     /* outside */
    expect_doubt(BOX HOLE "/4 4,6 4,6 6,4 6,4 4/5 4.5,5 5,4.5 4.5,5 4.5",
                 "?.??");                                 /* a hole in a hole */
    expect_doubt(BOX HOLE ";4 4,6 4,6 6,4 6,4 4", "?.?"); /* part on part */
    expect_doubt(BOX "/4 4,8 4,8 8,4 8,4 4;5 5,6 5,6 6,5 6,5 5", "...");
}

/** A wall that winds around a place in squares, @p n turns of it. */
static void add_winding(struct bc_shapes *shapes, int n)
{
    bc_shapes_begin_feature(shapes);
    bc_shapes_begin_part(shapes);
    bc_shapes_begin_ring(shapes);
    for (int i = 0; i < 4 * n; i++) /* its outer face, and back its inner one */
        bc_shapes_add_vertex(shapes, i % 4 < 2 ? -i : i + 1,
                             (i + 1) % 4 < 2 ? -i : i + 1);
    for (int i = 4 * n - 1; i >= 0; i--)
        bc_shapes_add_vertex(shapes, i % 4 < 2 ? -i - 0.5 : i + 1.5,
                             (i + 1) % 4 < 2 ? -i - 0.5 : i + 1.5);
    bc_shapes_add_vertex(shapes, shapes->x[0], shapes->y[0]);
}

static void outlines_wound_around_each_other_are_left_to_the_grid(void **state)
{
    (void)state;
    for (int n = 10; n <= 1000; n *= 100) {
        struct bc_shapes shapes;
        struct bc_rings rings;

        bc_shapes_init(&shapes);
        add_winding(&shapes, n);
        bc_rings_examine(&rings, &shapes, 0);
        assert_int_equal(rings.n_doubtful, 0);
        assert_int_equal(bc_rings_prove(&shapes, 0), n == 10);
        bc_rings_clear(&rings);
        bc_shapes_clear(&shapes);
    }
}

static void many_rings_are_left_to_the_grid(void **state)
{
    struct bc_shapes shapes;

    (void)state;
    bc_shapes_init(&shapes);
    add_box(&shapes, 0, 0, 100, 100);
    for (int i = 1; i < 99; i++) {
        size_t ring = shapes.n_rings;

        assert_int_equal(bc_rings_prove(&shapes, 0), ring <= 32);
        bc_shapes_begin_ring(&shapes);
        for (int v = 0; v < 4; v++)
            bc_shapes_add_vertex(&shapes, i + 0.5 * (v == 1),
                                 i + 0.5 * (v == 2));
    }
    bc_shapes_clear(&shapes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_thousand_polygons_without_doubt_are_valid_to_geos),
        cmocka_unit_test(only_rings_in_doubt_are_named),
        cmocka_unit_test(outlines_wound_around_each_other_are_left_to_the_grid),
        cmocka_unit_test(many_rings_are_left_to_the_grid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
