/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <math.h>
#include <ogr_api.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "layer/claim.h"
#include "layer/ogr_shape.h"
#include "layer/source.h"
#include "layer/wkb.h"

/* What OGR makes of the bytes is what the straight way must make of them. */

static const char *const geometries[] = {
    "POINT (114.3 30.6)",
    "POINT EMPTY",
    "POINT Z (114.3 30.6 20)",
    "MULTIPOINT (114.3 30.6)",
    "MULTIPOINT (114.3 30.6, 114.4 30.7)",
    "LINESTRING (0 0, 1 1, 2 1)",
    "LINESTRING EMPTY",
    "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3, 4 3))",
    "MULTILINESTRING ((0 0, 1 1), EMPTY)",
    "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 1 2, 2 2, 1 1))",
    "POLYGON ((0 0, 9 0, 9 9, 0 9))", /* open */
    "POLYGON ((0 0, 9 0, 0 0))",
    "POLYGON M ((0 0 1, 9 0 1, 9 9 1, 0 0 1))",
    "POLYGON EMPTY",
    "MULTIPOLYGON (((0 0, 2 0, 2 2, 0 0)), ((3 0, 8 0, 8 8), (6 1, 7 1, 7 2)))",
    "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), EMPTY)",
    "CURVEPOLYGON (CIRCULARSTRING (0 0, 1 1, 2 0, 1 -1, 0 0))",
    "GEOMETRYCOLLECTION (POINT (1 2))",
};
enum { N_GEOMETRIES = sizeof geometries / sizeof *geometries };

static const char *const roles[] = {"sections", "rivers", "basins", "regions",
                                    "observations"};
enum { N_ROLES = sizeof roles / sizeof *roles };

static size_t binary_of(const char *text, OGRwkbByteOrder order,
                        unsigned char **bytes)
{
    OGRGeometryH geometry = NULL;
    char *wkt = bc_copy(text), *rest = wkt;
    size_t n;

    assert_int_equal(OGR_G_CreateFromWkt(&rest, NULL, &geometry), OGRERR_NONE);
    n = (size_t)OGR_G_WkbSize(geometry);
    *bytes = bc_alloc(n, 1);
    OGR_G_ExportToIsoWkb(geometry, order, *bytes);
    OGR_G_DestroyGeometry(geometry);
    free(wkt);
    return n;
}

static void add_by_ogr(struct bc_builder *builder, const unsigned char *bytes,
                       size_t n)
{
    OGRGeometryH geometry = NULL;

    if (OGR_G_CreateFromWkb(bytes, NULL, &geometry, (int)n) == OGRERR_NONE &&
        OGR_G_WkbSize(geometry) == (int)n)
        bc_ogr_shape_add(builder, geometry);
    else
        bc_builder_fault(builder, "a geometry that cannot be decoded");
    OGR_G_DestroyGeometry(geometry);
}

static void assert_same_numbers(const double *a, const double *b, size_t n)
{
    if (n > 0)
        assert_memory_equal(a, b, n * sizeof *a); /* NaN too */
}

static void assert_same(const struct bc_builder *a, const struct bc_builder *b)
{
    const struct bc_layer *one = a->layer, *other = b->layer;
    const struct bc_shapes *s = &one->shapes, *t = &other->shapes;

    assert_int_equal(one->geometry, other->geometry);
    assert_int_equal(s->n_features, t->n_features);
    assert_int_equal(s->n_parts, t->n_parts);
    assert_int_equal(s->n_rings, t->n_rings);
    assert_int_equal(s->n_vertices, t->n_vertices);
    assert_memory_equal(s->ring_of, t->ring_of,
                        (s->n_parts + 1) * sizeof *s->ring_of);
    assert_memory_equal(s->vertex_of, t->vertex_of,
                        (s->n_rings + 1) * sizeof *s->vertex_of);
    assert_same_numbers(s->x, t->x, s->n_vertices);
    assert_same_numbers(s->y, t->y, s->n_vertices);
    assert_same_numbers(one->x, other->x, 1);
    assert_same_numbers(one->y, other->y, 1);
    assert_int_equal(a->has_heights, b->has_heights);
    assert_int_equal(a->n_mixed, b->n_mixed);
    assert_int_equal(a->n_doubts, b->n_doubts);
    for (size_t i = 0; i < a->n_doubts; i++)
        assert_string_equal(a->doubts[i].message, b->doubts[i].message);
}

/** @return whether a geometry was taken */
static bool expect_same(const char *role, const unsigned char *bytes, size_t n)
{
    struct bc_builder straight, ogr;
    bool taken;

    bc_builder_init(&straight, role, "a");
    bc_builder_init(&ogr, role, "a");
    bc_builder_begin_row(&straight, "a", 1);
    bc_builder_begin_row(&ogr, "a", 1);
    bc_wkb_add(&straight, bytes, n);
    add_by_ogr(&ogr, bytes, n);
    assert_same(&straight, &ogr);
    taken = straight.n_taken > 0;
    bc_builder_clear(&straight);
    bc_builder_clear(&ogr);
    return taken;
}

static void every_kind_of_geometry_is_what_ogr_makes_of_it(void **state)
{
    size_t n_taken = 0;

    (void)state;
    for (int g = 0; g < N_GEOMETRIES; g++)
        for (int order = wkbXDR; order <= wkbNDR; order++) {
            unsigned char *bytes;
            size_t n = binary_of(geometries[g], (OGRwkbByteOrder)order, &bytes);

            for (int r = 0; r < N_ROLES; r++)
                n_taken += expect_same(roles[r], bytes, n);
            free(bytes);
        }
    assert_true(n_taken > 20);
}

/* Bytes that are no coordinates: the order, types and counts of the head. */
static void broken_bytes_are_what_ogr_makes_of_them(void **state)
{
    uint64_t random = 8;

    (void)state;
    for (int g = 0; g < N_GEOMETRIES; g++) {
        unsigned char *bytes;
        size_t n = binary_of(geometries[g], wkbNDR, &bytes);

        for (size_t cut = 1; cut < n; cut++)
            expect_same("basins", bytes, cut);
        for (int i = 0; i < 200; i++) {
            size_t at = bc_test_random(&random) % (n < 13 ? n : 13);
            unsigned char before = bytes[at];

            bytes[at] = (unsigned char)bc_test_random(&random);
            expect_same(roles[i % N_ROLES], bytes, n);
            bytes[at] = before;
        }
        free(bytes);
    }
}

/* Its box is that of OGR's envelope, but of curves, in both orders. */
static void a_box_holds_what_ogr_s_does(void **state)
{
    (void)state;

    for (size_t g = 0; g < N_GEOMETRIES; g++)
        for (int order = wkbXDR; order <= wkbNDR; order++) {
            unsigned char *bytes;
            size_t n = binary_of(geometries[g], (OGRwkbByteOrder)order, &bytes);
            double box[4] = BC_NO_BOX;
            bool is_curve = strstr(geometries[g], "CURVE") != NULL;
            OGRGeometryH geometry = NULL;
            OGREnvelope all;

            assert_int_equal(bc_wkb_box(bytes, n, box), !is_curve);
            assert_false(bc_wkb_box(bytes, n - 1, box));
            OGR_G_CreateFromWkb(bytes, NULL, &geometry, (int)n);
            OGR_G_GetEnvelope(geometry, &all);
            assert_int_equal(isfinite(box[0]),
                             !is_curve && !OGR_G_IsEmpty(geometry));
            if (isfinite(box[0])) {
                assert_near(box[0], all.MinX, 0);
                assert_near(box[1], all.MinY, 0);
                assert_near(box[2], all.MaxX, 0);
                assert_near(box[3], all.MaxY, 0);
            }
            OGR_G_DestroyGeometry(geometry);
            free(bytes);
        }
}

/* One collection in the other: what is deeper than 32 is none of ours. */
static void a_box_of_collections_ends_at_some_depth(void **state)
{
    static const unsigned char head[] = {1, 7, 0, 0, 0, 1, 0, 0, 0};
    static const double place[] = {114, 30};
    unsigned char bytes[64 * sizeof head + 21] = {0};
    (void)state;

    for (size_t depth = 1; depth < 64; depth += 31) {
        size_t n = depth * sizeof head;
        double box[4] = BC_NO_BOX;

        for (size_t i = 0; i < depth; i++)
            memcpy(bytes + i * sizeof head, head, sizeof head);
        memset(bytes + n, 0, 21);
        bytes[n] = bytes[n + 1] = 1;
        memcpy(bytes + n + 5, place, sizeof place);
        assert_int_equal(bc_wkb_box(bytes, n + 21, box), depth == 1);
        if (depth == 1)
            assert_near(box[2], 114, 0);
    }
}

/* Bytes behind what is whole are a fault, as a cut end is. */
static void nothing_stands_behind_a_geometry(void **state)
{
    (void)state;
    for (int g = 0; g < N_GEOMETRIES; g++) {
        unsigned char *bytes, *more;
        size_t n = binary_of(geometries[g], wkbNDR, &bytes);

        more = bc_alloc(n + 1, 1);
        memcpy(more, bytes, n);
        assert_false(expect_same("basins", more, n + 1));
        free(more);
        free(bytes);
    }
    assert_false(expect_same("basins", NULL, 0));
}

static void a_type_says_what_it_has(void **state)
{
    /* ISO as OGR writes it; the last as PostGIS does */
    static const struct {
        unsigned char bytes[5];
        struct bc_wkb_type type;
    } cases[] = {
        {{1, 1, 0, 0, 0}, {1, false, false}},
        {{0, 0, 0, 0, 6}, {6, false, false}},
        {{1, 0xEB, 3, 0, 0}, {3, true, false}}, /* 1003 */
        {{1, 0xD3, 7, 0, 0}, {3, false, true}}, /* 2003 */
        {{1, 0xBB, 11, 0, 0}, {3, true, true}}, /* 3003 */
        {{1, 10, 0, 0, 0}, {0, false, false}},  /* a curve polygon */
        {{1, 3, 0, 0, 0x80}, {3, true, false}},
        {{1, 3, 0, 0, 0xC0}, {3, true, true}},
        {{2, 1, 0, 0, 0}, {0, false, false}},      /* no order of bytes */
        {{1, 8, 0, 0, 0}, {0, false, false}},      /* no such type */
        {{1, 0xA1, 0x0F, 0, 0}, {0, false, true}}, /* 4001 */
    };
    (void)state;

    assert_int_equal(bc_wkb_type(cases[0].bytes, 4).simple, 0);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_wkb_type type = bc_wkb_type(cases[i].bytes, 5);

        assert_int_equal(type.simple, cases[i].type.simple);
        assert_int_equal(type.has_z, cases[i].type.has_z);
        assert_int_equal(type.has_m, cases[i].type.has_m);
    }
}

static int without_messages(void **state)
{
    struct bc_error err;

    (void)state;
    return (int)bc_gdal_init(&err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_geometry_is_what_ogr_makes_of_it),
        cmocka_unit_test(broken_bytes_are_what_ogr_makes_of_them),
        cmocka_unit_test(a_box_holds_what_ogr_s_does),
        cmocka_unit_test(a_box_of_collections_ends_at_some_depth),
        cmocka_unit_test(nothing_stands_behind_a_geometry),
        cmocka_unit_test(a_type_says_what_it_has),
    };

    return cmocka_run_group_tests(tests, without_messages, NULL);
}
