/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <geos_c.h>

#include "geo/geos_shapes.h"
#include "geo/untangle.h"
#include "layers.h"

#define N_CASES 1200
#define N_PLACES 40

/** A number of a lattice, where rings often share vertices and edges; or any,
 * where they cross anywhere. */
static double random_step(uint64_t *random, double most, bool on_lattice)
{
    double any = random_between(random, 0, most);

    return on_lattice ? floor(any) : any;
}

/** A ring of any vertices near a place: most cross themselves. */
static void add_tangle(struct bc_shapes *shapes, uint64_t *random, double west,
                       double south, double width, bool on_lattice)
{
    size_t n = 3 + bc_test_random(random) % 6, first = shapes->n_vertices;

    bc_shapes_begin_ring(shapes);
    for (size_t v = 0; v < n; v++) {
        double x = west + random_step(random, width, on_lattice);
        double y = south + random_step(random, width, on_lattice);

        bc_shapes_add_vertex(shapes, x, y);
    }
    bc_shapes_add_vertex(shapes, shapes->x[first], shapes->y[first]);
}

static void add_box_ring(struct bc_shapes *shapes, double x, double y,
                         double width, double height)
{
    bc_shapes_begin_ring(shapes);
    bc_shapes_add_vertex(shapes, x, y);
    bc_shapes_add_vertex(shapes, x + width, y);
    bc_shapes_add_vertex(shapes, x + width, y + height);
    bc_shapes_add_vertex(shapes, x, y + height);
    bc_shapes_add_vertex(shapes, x, y);
}

/** One or two parts with holes; boxes or tangles. */
static void add_random(struct bc_shapes *shapes, uint64_t *random)
{
    bool on_lattice = bc_test_random(random) % 4 > 0;
    size_t n_parts = 1 + bc_test_random(random) % 2;

    bc_shapes_begin_feature(shapes);
    for (size_t p = 0; p < n_parts; p++) {
        double x = random_step(random, 8, on_lattice);
        size_t n_holes = bc_test_random(random) % 5;

        bc_shapes_begin_part(shapes);
        if (bc_test_random(random) % 2)
            add_tangle(shapes, random, x, 0, 11, on_lattice);
        else
            add_box_ring(shapes, x, 1, 10, 10);
        for (size_t h = 0; h < n_holes; h++) {
            double west = x + random_step(random, 9, on_lattice);
            double south = random_step(random, 9, on_lattice);

            if (bc_test_random(random) % 3 == 0)
                add_tangle(shapes, random, west, south, 4, on_lattice);
            else
                add_box_ring(shapes, west, south,
                             1 + random_step(random, 3, on_lattice),
                             1 + random_step(random, 3, on_lattice));
        }
    }
}

static GEOSGeometry *make_valid(const struct bc_geos *geos,
                                const GEOSGeometry *geometry)
{
    GEOSMakeValidParams *params = GEOSMakeValidParams_create_r(geos->handle);
    GEOSGeometry *valid;

    GEOSMakeValidParams_setMethod_r(geos->handle, params,
                                    GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(geos->handle, params, 0);
    valid = GEOSMakeValidWithParams_r(geos->handle, geometry, params);
    GEOSMakeValidParams_destroy_r(geos->handle, params);
    return valid;
}

/** A ring on its own, valid. */
static GEOSGeometry *ring_of(const struct bc_geos *geos,
                             const struct bc_shapes *shapes, size_t ring)
{
    struct bc_shapes one;
    GEOSGeometry *polygon, *valid;
    size_t first = shapes->vertex_of[ring];

    bc_shapes_init(&one);
    bc_shapes_begin_feature(&one);
    bc_shapes_begin_part(&one);
    bc_shapes_begin_ring(&one);
    bc_shapes_add_vertices(&one, shapes->x + first, shapes->y + first,
                           shapes->vertex_of[ring + 1] - first);
    polygon = bc_geos_from_shapes(geos, &one, 0);
    valid = make_valid(geos, polygon);
    assert_non_null(valid);
    GEOSGeom_destroy_r(geos->handle, polygon);
    bc_shapes_clear(&one);
    return valid;
}

/** Whether a hole and its shell share a place and no area: whether the hole
 * counts as beside the shell is then a matter of GEOS' rounding. */
static bool has_hole_that_only_touches(const struct bc_geos *geos,
                                       const struct bc_shapes *shapes)
{
    bool has = false;

    for (size_t p = 0; p < shapes->n_parts; p++) {
        GEOSGeometry *shell = ring_of(geos, shapes, shapes->ring_of[p]);

        for (size_t r = shapes->ring_of[p] + 1; r < shapes->ring_of[p + 1];
             r++) {
            GEOSGeometry *hole = ring_of(geos, shapes, r);
            GEOSGeometry *both = GEOSIntersection_r(geos->handle, shell, hole);
            double distance = 1, area = 0;

            assert_non_null(both);
            GEOSDistance_r(geos->handle, shell, hole, &distance);
            GEOSArea_r(geos->handle, both, &area);
            has = has || (distance < 1e-9 && area < 1e-9);
            GEOSGeom_destroy_r(geos->handle, both);
            GEOSGeom_destroy_r(geos->handle, hole);
        }
        GEOSGeom_destroy_r(geos->handle, shell);
    }
    return has;
}

/** Parts that are a feature each, as one of many parts. */
static GEOSGeometry *geometry_of(const struct bc_geos *geos,
                                 const struct bc_shapes *parts)
{
    struct bc_shapes one = *parts;
    size_t part_of[2] = {0, parts->n_parts};

    one.n_features = 1;
    one.part_of = part_of;
    return bc_geos_from_shapes(geos, &one, 0);
}

static bool is_in(const struct bc_shapes *parts, double x, double y)
{
    bool inside = false;

    for (size_t f = 0; f < parts->n_features; f++)
        inside = inside || brute_force_inside(parts, f, x, y);
    return inside;
}

static void expect_same_places(const struct bc_shapes *parts,
                               const struct bc_shapes *expected,
                               uint64_t *random)
{
    for (int p = 0; p < N_PLACES; p++) {
        double x = random_between(random, -1, 20);
        double y = random_between(random, -1, 13);

        if (is_in(parts, x, y) != is_in(expected, x, y))
            fail_msg("%.17g %.17g is in one alone", x, y);
    }
}

/** @return whether it is what GEOS makes of the same polygon, if it can */
static bool is_as_geos_does(const struct bc_geos *geos,
                            const struct bc_shapes *shapes,
                            const struct bc_shapes *parts, uint64_t *random,
                            size_t *n_refused)
{
    GEOSGeometry *before = bc_geos_from_shapes(geos, shapes, 0);
    GEOSGeometry *theirs = make_valid(geos, before);
    GEOSGeometry *ours = geometry_of(geos, parts);
    double area = 0, expected_area = 0;
    struct bc_shapes expected;
    bool same = true;

    assert_int_equal(GEOSisValid_r(geos->handle, ours), 1);
    if (theirs) {
        GEOSArea_r(geos->handle, ours, &area);
        GEOSArea_r(geos->handle, theirs, &expected_area);
        same = fabs(area - expected_area) <= 1e-9 * fmax(expected_area, 1);
        bc_shapes_init(&expected);
        bc_shapes_begin_feature(&expected);
        bc_geos_to_shapes(geos, theirs, &expected);
        if (same)
            expect_same_places(parts, &expected, random);
        bc_shapes_clear(&expected);
    } else {
        ++*n_refused;
    }
    GEOSGeom_destroy_r(geos->handle, before);
    GEOSGeom_destroy_r(geos->handle, theirs);
    GEOSGeom_destroy_r(geos->handle, ours);
    return same;
}

static bool is_valid(const struct bc_geos *geos, const struct bc_shapes *shapes)
{
    GEOSGeometry *polygon = bc_geos_from_shapes(geos, shapes, 0);
    bool valid = GEOSisValid_r(geos->handle, polygon) == 1;

    GEOSGeom_destroy_r(geos->handle, polygon);
    return valid;
}

static void thousands_of_tangles_become_what_geos_makes_of_them(void **state)
{
    struct bc_geos *geos = bc_geos_new();
    uint64_t random = 1805;
    size_t n_invalid = 0, n_differ = 0, n_refused = 0;

    (void)state;
    for (int i = 0; i < N_CASES; i++) {
        struct bc_shapes shapes, parts;

        bc_shapes_init(&shapes);
        bc_shapes_init(&parts);
        add_random(&shapes, &random);
        n_invalid += !is_valid(geos, &shapes);
        assert_int_equal(bc_untangle(&shapes, &parts), BC_NODED);
        if (!is_as_geos_does(geos, &shapes, &parts, &random, &n_refused)) {
            n_differ++;
            if (!has_hole_that_only_touches(geos, &shapes))
                fail_msg("case %d has an other area than GEOS gives it", i);
        }
        bc_shapes_clear(&shapes);
        bc_shapes_clear(&parts);
    }
    assert_in_range(n_invalid, N_CASES / 2, N_CASES);
    assert_in_range(n_differ + n_refused, 0, N_CASES / 200);
    bc_geos_free(geos);
}

static void expect_parts(const char *polygon, size_t n_parts, size_t n_rings,
                         double expected)
{
    struct bc_geos *geos = bc_geos_new();
    struct bc_shapes shapes, parts;
    GEOSGeometry *after;
    double area = 0;

    bc_shapes_init(&shapes);
    bc_shapes_init(&parts);
    add_feature(&shapes, polygon);
    assert_int_equal(bc_untangle(&shapes, &parts), BC_NODED);
    assert_int_equal(parts.n_features, n_parts);
    assert_int_equal(parts.n_rings, n_rings);
    after = geometry_of(geos, &parts);
    assert_int_equal(GEOSisValid_r(geos->handle, after), 1);
    GEOSArea_r(geos->handle, after, &area);
    assert_near(area, expected, 1e-12);
    GEOSGeom_destroy_r(geos->handle, after);
    bc_shapes_clear(&shapes);
    bc_shapes_clear(&parts);
    bc_geos_free(geos);
}

#define BOX "0 0,9 0,9 9,0 9,0 0"

/* areas by counting squares */
static void rings_become_shells_and_holes(void **state)
{
    (void)state;
    expect_parts("0 0,2 2,2 0,0 2,0 0", 2, 2, 2); /* a bow tie */
    /* a shell that touches itself from within has a hole instead */
    expect_parts("0 0,9 0,9 9,0 9,0 0,1 2,2 2,2 1,0 0", 1, 2, 79);
    /* the holes touch, and part the shell */
    expect_parts(BOX "/0 3,3 3,3 4,0 4,0 3/3 4,9 4,9 5,3 5,3 4", 2, 2, 72);
    /* holes that share an edge become one */
    expect_parts(BOX "/1 1,2 1,2 2,1 2,1 1/2 1,3 1,3 2,2 2,2 1", 1, 2, 79);
    /* an island in a ring of holes that touch */
    expect_parts(BOX "/1 1,7 1,7 2,1 2,1 1/7 2,8 2,8 8,7 8,7 2/1 8,7 8,7 9,1 9,"
                     "1 8/0 2,1 2,1 8,0 8,0 2",
                 3, 3, 81 - 24);
    expect_parts(BOX "/11 1,12 1,12 2,11 2,11 1", 2, 2, 82);  /* beside */
    expect_parts("0 0,5 0,9 0,0 0/1 1,2 1,2 2,1 1", 0, 0, 0); /* no shell */
}

/* @p n strokes up and down, then as many to and fro across them: n * n places
 * where edges cross. */
static void weave(struct bc_shapes *shapes, int n)
{
    bc_shapes_begin_feature(shapes);
    bc_shapes_begin_part(shapes);
    bc_shapes_begin_ring(shapes);
    for (int i = 0; i < n; i++)
        bc_shapes_add_vertex(shapes, i, i % 2 ? n : -1);
    for (int i = 0; i < n; i++)
        bc_shapes_add_vertex(shapes, i % 2 ? n : -1, i);
    bc_shapes_add_vertex(shapes, 0, -1);
}

static void crossings_beyond_all_reason_are_not_begun_with(void **state)
{
    struct bc_shapes shapes, parts;

    (void)state;
    bc_shapes_init(&shapes);
    bc_shapes_init(&parts);
    weave(&shapes, 2000); /* 4 million */
    assert_int_equal(bc_untangle(&shapes, &parts), BC_NODED_TANGLED);
    assert_int_equal(parts.n_features, 0);
    bc_shapes_clear(&shapes);
    bc_shapes_init(&shapes);
    weave(&shapes, 100);
    assert_int_equal(bc_untangle(&shapes, &parts), BC_NODED);
    bc_shapes_clear(&shapes);
    bc_shapes_clear(&parts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rings_become_shells_and_holes),
        cmocka_unit_test(crossings_beyond_all_reason_are_not_begun_with),
        cmocka_unit_test(thousands_of_tangles_become_what_geos_makes_of_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
