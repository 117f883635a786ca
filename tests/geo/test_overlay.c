/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/geodesic.h"
#include "geo/geos_shapes.h"
#include "geo/overlay.h"
#include "layers.h"

/* Two basins, one above the other; cuts along them leave meridians, which are
 * geodesics, and the common parallel, which cancels: areas add up exactly. */
static const char *const stacked[][2] = {
    {"BS-N", "114 30,115 30,115 31,114 31,114 30"},
    {"BS-S", "114 29,115 29,115 30,114 30,114 29"}};

/** Red lines, basins and what they share. */
struct laid {
    struct bc_geos *geos;
    struct bc_crs *crs;
    struct bc_layer *redlines, *basins;
    struct bc_findings *findings;
    struct bc_overlay overlay;
};

static struct laid *laid_new(size_t n, const char *const redlines[][2])
{
    struct laid *it = bc_alloc(1, sizeof *it);

    it->geos = bc_geos_new();
    it->crs = cgcs2000();
    it->redlines = polygons_of("redlines", n, redlines);
    it->basins = polygons_of("basins", 2, stacked);
    it->findings = bc_findings_new();
    return it;
}

static void lay(struct laid *it, double sliver_area_m2, double sliver_width_m)
{
    struct bc_error err;

    if (bc_overlay_basins(it->geos, it->crs, it->redlines, it->basins, NULL,
                          true, sliver_area_m2, sliver_width_m, it->findings,
                          &it->overlay, &err))
        fail_msg("%s", err.message);
    assert_int_equal(it->overlay.pieces.n_features, it->overlay.n);
}

static void laid_free(struct laid *it)
{
    bc_overlay_clear(&it->overlay);
    bc_layer_free(it->redlines);
    bc_layer_free(it->basins);
    bc_findings_free(it->findings);
    bc_crs_free(it->crs);
    bc_geos_free(it->geos);
    free(it);
}

static void expect_pair(const struct laid *it, size_t i, size_t polygon,
                        size_t basin)
{
    assert_true(i < it->overlay.n);
    assert_int_equal(it->overlay.polygon[i], polygon);
    assert_int_equal(it->overlay.basin[i], basin);
    assert_near(it->overlay.area_m2[i],
                bc_geodesic_area_m2(it->crs, &it->overlay.pieces, i),
                1e-9 * it->overlay.area_m2[i] + 0.01);
    assert_near(it->overlay.share_of_basin[i],
                it->overlay.area_m2[i] / it->overlay.basin_area_m2[basin],
                1e-15);
}

static void pieces_of_a_tiling_add_up_to_the_whole(void **state)
{
    struct laid *it = laid_new(
        2, (const char *const[][2]){
               {"RL-1", "114.2 29.8,114.4 29.8,114.4 30.3,114.2 30.3,"
                        "114.2 29.8"},
               {"RL-2", "114.5 29.9,114.7 29.9,114.7 30.1,114.5 30.1,114.5 29.9"
                        "/114.55 29.95,114.65 29.95,114.65 30.05,114.55 30.05,"
                        "114.55 29.95"}});

    (void)state;
    lay(it, 100, 1);
    assert_int_equal(it->overlay.n, 4);
    expect_pair(it, 0, 0, 0);
    expect_pair(it, 1, 0, 1);
    expect_pair(it, 2, 1, 0);
    expect_pair(it, 3, 1, 1);
    for (size_t p = 0; p < 2; p++)
        assert_near(
            (it->overlay.area_m2[2 * p] + it->overlay.area_m2[2 * p + 1]) /
                it->overlay.polygon_area_m2[p],
            1, 1e-10);
    laid_free(it);
}

static void the_part_outside_every_basin_is_left_out(void **state)
{
    struct laid *it =
        laid_new(1, (const char *const[][2]){
                        {"RL-1", "114.2 30.8,114.4 30.8,114.4 31.2,114.2 31.2,"
                                 "114.2 30.8"}});
    struct bc_shapes outside;

    (void)state;
    bc_shapes_init(&outside);
    add_box(&outside, 114.2, 31, 114.4, 31.2);
    lay(it, 100, 1);
    assert_int_equal(it->overlay.n, 1);
    assert_near(it->overlay.area_m2[0] +
                    bc_geodesic_area_m2(it->crs, &outside, 0),
                it->overlay.polygon_area_m2[0], 0.01);
    bc_shapes_clear(&outside);
    laid_free(it);
}

static void a_red_line_inside_a_basin_is_its_own_piece(void **state)
{
    static const char redline[] = "114.2 30.2,114.4 30.2,114.4 30.4,114.2 30.2;"
                                  "114.6 30.6,114.8 30.6,114.8 30.8,114.6 30.6";
    struct laid *it = laid_new(1, (const char *const[][2]){{"RL-1", redline}});

    (void)state;
    lay(it, 100, 1);
    assert_int_equal(it->overlay.n, 1);
    assert_near(it->overlay.area_m2[0], it->overlay.polygon_area_m2[0], 0);
    assert_int_equal(it->overlay.pieces.n_parts, 2);
    assert_int_equal(it->overlay.pieces.n_vertices, 8);
    laid_free(it);
}

/* The eastern border of the northern basin is also the red line's. */
static void borders_that_only_touch_share_nothing(void **state)
{
    struct laid *it = laid_new(
        4, (const char *const[][2]){
               {"edge", "115 30.2,115.5 30.2,115.5 30.6,115 30.6,115 30.2"},
               {"vertex", "115 31,115.5 31,115.5 31.5,115 31"},
               {"far", "120 31,121 31,121 32,120 31"},
               {"none", ""}});

    (void)state;
    lay(it, 0, 0);
    assert_int_equal(it->overlay.n, 0);
    assert_true(it->overlay.polygon_area_m2[0] > 0);
    assert_near(it->overlay.polygon_area_m2[3], 0, 0);
    laid_free(it);
}

static void a_red_line_drawn_along_a_border_has_one_piece(void **state)
{
    struct laid *it = laid_new(
        1, (const char *const[][2]){
               {"RL-1", "114 30,114.5 30,115 30,115 30.5,114 30.5,114 30"}});

    (void)state;
    lay(it, 100, 1);
    assert_int_equal(it->overlay.n, 1);
    expect_pair(it, 0, 0, 0);
    laid_free(it);
}

/* 0.000002 degrees are 0.2 m, over 0.5 degrees 48 km: 10,000 m2, too narrow;
 * 0.00005 degrees are 5 m squared: wide enough, too small. */
static void slivers_are_dropped_by_area_and_by_width(void **state)
{
    struct laid *it = laid_new(
        2, (const char *const[][2]){
               {"narrow", "114.2 29.8,114.7 29.8,114.7 30.000002,"
                          "114.2 30.000002,114.2 29.8"},
               {"small", "114.9 30.5,115.00005 30.5,115.00005 30.50005,"
                         "114.9 30.50005,114.9 30.5"}});

    (void)state;
    lay(it, 100, 1);
    assert_int_equal(it->overlay.n, 2);
    expect_pair(it, 0, 0, 1);
    expect_pair(it, 1, 1, 0);
    bc_overlay_clear(&it->overlay);
    lay(it, 100, 0.1);
    assert_int_equal(it->overlay.n, 3);
    bc_overlay_clear(&it->overlay);
    lay(it, 1e9, 0);
    assert_int_equal(it->overlay.n, 1);
    laid_free(it);
}

static void set_area(struct laid *it, size_t row, double km2)
{
    char text[24];

    bc_decimal_print(bc_decimal_from_real(km2, 4), text);
    set_key(it->redlines, row, "area", text);
}

static void a_recorded_area_off_by_more_than_a_percent_is_listed(void **state)
{
    static const char triangle[] =
        "114.2 30.2,114.4 30.2,114.4 30.4,114.2 30.2";
    struct laid *it = laid_new(5, (const char *const[][2]){{"exact", triangle},
                                                           {"0.9", triangle},
                                                           {"6", triangle},
                                                           {"-2", triangle},
                                                           {"?", triangle}});
    double km2;

    (void)state;
    km2 = bc_geodesic_area_m2(it->crs, &it->redlines->shapes, 0) / 1e6;
    set_area(it, 0, km2);
    set_area(it, 1, km2 * 1.009);
    set_area(it, 2, km2 * 1.06);
    set_area(it, 3, km2 * 0.98);
    set_key(it->redlines, 4, "area", "约12");
    lay(it, 100, 1);
    assert_int_equal(bc_findings_count(it->findings), 3);
    assert_int_equal(
        bc_findings_count_code(it->findings, BC_FOUND_AREA_DIFFERS), 2);
    assert_string_equal(bc_findings_get(it->findings, 0)->feature, "6");
    assert_non_null(
        strstr(bc_findings_get(it->findings, 0)->message, "(+6.0 %)"));
    assert_string_equal(bc_findings_get(it->findings, 1)->feature, "-2");
    assert_int_equal(bc_findings_get(it->findings, 2)->code,
                     BC_FOUND_BAD_VALUE);
    assert_string_equal(bc_findings_get(it->findings, 2)->feature, "?");
    laid_free(it);
}

static void an_invalid_red_line_is_refused(void **state)
{
    struct laid *it =
        laid_new(1, (const char *const[][2]){
                        {"RL-1", "114 30,115 31,115 30,114 31,114 30"}});
    struct bc_error err;

    (void)state;
    assert_int_equal(bc_overlay_basins(it->geos, it->crs, it->redlines,
                                       it->basins, NULL, true, 100, 1,
                                       it->findings, &it->overlay, &err),
                     BC_BAD_DATA);
    assert_non_null(strstr(err.message, "'RL-1' is not valid"));
    laid_free(it);
}

/** Expects n overlaps of the basins, the first of them by the area of @p piece.
 */
static void expect_overlaps(size_t n_basins, const char *const basins[][2],
                            const char *parent_of_b, size_t n,
                            const char *piece)
{
    struct bc_geos *geos = bc_geos_new();
    struct bc_crs *crs = cgcs2000();
    struct bc_layer *layer = polygons_of("basins", n_basins, basins);
    struct bc_index *index = bc_index_new(&layer->shapes);
    struct bc_findings *findings = bc_findings_new();
    struct bc_error err;

    if (parent_of_b)
        set_key(layer, 1, "parent", parent_of_b);
    if (bc_overlay_overlaps(geos, crs, layer, index, 100, 1, findings, &err))
        fail_msg("%s", err.message);
    assert_int_equal(
        bc_findings_count_code(findings, BC_FOUND_OVERLAPPING_BASINS), n);
    assert_int_equal(bc_findings_count(findings), n);
    if (n > 0) {
        struct bc_shapes shapes;
        char message[128];

        bc_shapes_init(&shapes);
        add_feature(&shapes, piece);
        snprintf(message, sizeof message,
                 "overlaps 'A' by %.4f km2; points in both go to the lower "
                 "code",
                 bc_geodesic_area_m2(crs, &shapes, 0) / 1e6);
        assert_string_equal(bc_findings_get(findings, 0)->message, message);
        bc_shapes_clear(&shapes);
    }
    bc_findings_free(findings);
    bc_index_free(index);
    bc_layer_free(layer);
    bc_crs_free(crs);
    bc_geos_free(geos);
}

static void basins_that_overlap_are_named_with_the_area(void **state)
{
    static const char *const pair[][2] = {
        {"A", "114 30,114.2 30,114.2 30.2,114 30.2,114 30"},
        {"B", "114.1 30,114.3 30,114.3 30.2,114.1 30.2,114.1 30"}};

    (void)state;
    expect_overlaps(2, pair, NULL, 1,
                    "114.1 30,114.2 30,114.2 30.2,114.1 30.2,114.1 30");
    expect_overlaps(2, pair, "A", 0, NULL); /* a part of it */
    expect_overlaps(2, stacked, NULL, 0, NULL);
    expect_overlaps(2,
                    (const char *const[][2]){
                        {"A", "114 30,114.2 30,114.2 30.2,114 30.2,114 30"},
                        {"B", "114.199999 30,114.3 30,114.3 30.2,114.199999 "
                              "30.2,114.199999 30"}},
                    NULL, 0, NULL); /* a tenth of a metre: a sliver */
    expect_overlaps(2, (const char *const[][2]){{"A", ""}, {"B", ""}}, NULL, 0,
                    NULL);
}

/* ---- broken off ---- */

static size_t times_asked, asked_at_most;

static bool has_asked_enough(void)
{
    return ++times_asked >= asked_at_most;
}

/** A comb, its teeth to the north or to the east. */
static void add_comb(struct bc_shapes *shapes, bool north)
{
    enum { TEETH = 40 };
    double x[4 * TEETH + 3], y[4 * TEETH + 3];
    size_t n = 0;

    x[n] = 0, y[n++] = -0.01;
    x[n] = 1, y[n++] = -0.01;
    for (int tooth = TEETH; tooth > 0; tooth--)
        for (int corner = 0; corner < 4; corner++) {
            x[n] = (tooth - (corner < 2 ? 0.3 : 0.7)) / TEETH;
            y[n++] = corner == 1 || corner == 2;
        }
    x[n] = x[0], y[n++] = y[0];
    bc_shapes_begin_feature(shapes);
    bc_shapes_begin_part(shapes);
    bc_shapes_begin_ring(shapes);
    for (size_t v = 0; v < n; v++)
        bc_shapes_add_vertex(shapes, 114 + (north ? x : y)[v],
                             30 + (north ? y : x)[v]);
}

static enum bc_status lay_combs(const struct bc_layer *combs,
                                struct bc_findings *findings)
{
    struct bc_geos *geos = bc_geos_new();
    struct bc_crs *crs = cgcs2000();
    struct bc_index *index = bc_index_new(&combs->shapes);
    struct bc_error err;
    enum bc_status status =
        bc_overlay_overlaps(geos, crs, combs, index, 100, 1, findings, &err);

    bc_index_free(index);
    bc_crs_free(crs);
    bc_geos_free(geos);
    return status;
}

/* A long call of GEOS fails when it is broken off; the next one is as ever. */
static void a_long_intersection_can_be_broken_off(void **state)
{
    struct bc_layer *combs =
        bc_layer_new("basins", "combs.geojson", BC_GEOMETRY_POLYGON, 2);
    struct bc_findings *findings = bc_findings_new();
    size_t n_asked;

    (void)state;
    set_key(combs, 0, "code", "A");
    set_key(combs, 1, "code", "B");
    add_comb(&combs->shapes, true);
    add_comb(&combs->shapes, false);

    times_asked = 0;
    asked_at_most = SIZE_MAX;
    bc_geos_break_off(has_asked_enough);
    assert_int_equal(lay_combs(combs, findings), BC_OK);
    n_asked = times_asked;
    assert_true(n_asked > 100);
    for (asked_at_most = 1; asked_at_most < n_asked; asked_at_most *= 3) {
        times_asked = 0;
        assert_int_equal(lay_combs(combs, findings), BC_INTERNAL);
        assert_true(times_asked < n_asked);
    }
    bc_geos_break_off(NULL);
    assert_int_equal(lay_combs(combs, findings), BC_OK);
    assert_int_equal(bc_findings_count(findings), 2); /* of those that ended */
    bc_findings_free(findings);
    bc_layer_free(combs);
}

/* ---- ten thousand pairs ---- */

enum { SIDE = 100 }; /* so many red lines on so many basins */

static struct bc_layer *stars(const char *role, uint64_t *random)
{
    struct bc_layer *layer =
        bc_layer_new(role, "stars.geojson", BC_GEOMETRY_POLYGON, SIDE);

    for (size_t i = 0; i < SIDE; i++) {
        set_key(layer, i, "code", role);
        add_star(&layer->shapes, random, random_between(random, 114, 114.1),
                 random_between(random, 30, 30.1), 0.08, 4 + i % 9);
    }
    return layer;
}

static GEOSGeometry *shape_of(const struct laid *it,
                              const struct bc_shapes *shapes, size_t feature)
{
    GEOSGeometry *shape = bc_geos_from_shapes(it->geos, shapes, feature);

    assert_non_null(shape);
    return shape;
}

/** In square degrees; destroys the shape. */
static double plane_area(const struct laid *it, GEOSGeometry *shape)
{
    double area;

    assert_int_equal(GEOSArea_r(it->geos->handle, shape, &area), 1);
    GEOSGeom_destroy_r(it->geos->handle, shape);
    return area;
}

/** What of red line @p p is not in basin @p b, by GEOS. */
static double difference(const struct laid *it, size_t p, size_t b)
{
    GEOSContextHandle_t handle = it->geos->handle;
    GEOSGeometry *redline = shape_of(it, &it->redlines->shapes, p);
    GEOSGeometry *basin = shape_of(it, &it->basins->shapes, b);
    GEOSGeometry *rest = GEOSDifference_r(handle, redline, basin);

    assert_non_null(rest);
    GEOSGeom_destroy_r(handle, redline);
    GEOSGeom_destroy_r(handle, basin);
    return plane_area(it, rest);
}

/* Areas by GEOS in the plane of degrees, where a vertex more does not change an
 * edge; on the ellipsoid, where edges are geodesics, it makes it another. */
static void
a_piece_and_what_is_left_are_the_whole_ten_thousand_times(void **state)
{
    struct laid *it = laid_new(0, NULL);
    uint64_t random = 20210401;
    size_t piece = 0;

    (void)state;
    bc_layer_free(it->redlines);
    bc_layer_free(it->basins);
    it->redlines = stars("redlines", &random);
    it->basins = stars("basins", &random);
    lay(it, 0, 0);
    for (size_t p = 0; p < SIDE; p++) {
        double whole = plane_area(it, shape_of(it, &it->redlines->shapes, p));

        for (size_t b = 0; b < SIDE; b++) {
            double part = 0;

            if (piece < it->overlay.n && it->overlay.polygon[piece] == p &&
                it->overlay.basin[piece] == b)
                part =
                    plane_area(it, shape_of(it, &it->overlay.pieces, piece++));
            assert_near((part + difference(it, p, b)) / whole, 1, 1e-9);
        }
    }
    assert_int_equal(piece, it->overlay.n);
    assert_true(piece > SIDE * SIDE / 2); /* most of them do meet */
    laid_free(it);
}

/* ---- by walking along edges, and by GEOS ---- */

/** n stars near each other, on a lattice or not: those share vertices and
 * parts of edges. */
static struct bc_layer *stars_of(const char *role, size_t n, bool on_lattice,
                                 const struct bc_geos *geos, uint64_t *random)
{
    struct bc_layer *layer = bc_layer_new(role, role, BC_GEOMETRY_POLYGON, n);

    while (layer->shapes.n_features < n) {
        struct bc_shapes one;
        GEOSGeometry *star;

        bc_shapes_init(&one);
        add_star(&one, random, random_between(random, 112, 114),
                 random_between(random, 29, 31), 0.8,
                 on_lattice ? 4 + bc_test_random(random) % 12
                            : 100 + bc_test_random(random) % 400);
        for (size_t v = 0; on_lattice && v < one.n_vertices; v++) {
            one.x[v] = round(one.x[v] * 4) / 4;
            one.y[v] = round(one.y[v] * 4) / 4;
        }
        one.x[one.n_vertices - 1] = one.x[0];
        one.y[one.n_vertices - 1] = one.y[0];
        star = bc_geos_from_shapes(geos, &one, 0);
        if (star && GEOSisValid_r(geos->handle, star) == 1)
            bc_shapes_append(&layer->shapes, &one, 0);
        GEOSGeom_destroy_r(geos->handle, star);
        bc_shapes_clear(&one);
    }
    return layer;
}

static double area_by_geos(const struct laid *it, size_t polygon, size_t basin)
{
    GEOSContextHandle_t handle = it->geos->handle;
    GEOSGeometry *a =
        bc_geos_from_shapes(it->geos, &it->redlines->shapes, polygon);
    GEOSGeometry *b = bc_geos_from_shapes(it->geos, &it->basins->shapes, basin);
    GEOSGeometry *common = GEOSIntersection_r(handle, a, b);
    struct bc_shapes piece;
    double area_m2;

    bc_shapes_init(&piece);
    bc_shapes_begin_feature(&piece);
    bc_geos_to_shapes(it->geos, common, &piece);
    area_m2 = bc_geodesic_area_m2(it->crs, &piece, 0);
    bc_shapes_clear(&piece);
    GEOSGeom_destroy_r(handle, a);
    GEOSGeom_destroy_r(handle, b);
    GEOSGeom_destroy_r(handle, common);
    return area_m2;
}

/** @return how many pairs share area */
static size_t expect_areas_of_geos(struct laid *it)
{
    size_t n = 0;
    struct bc_error err;

    assert_int_equal(bc_overlay_basins(it->geos, it->crs, it->redlines,
                                       it->basins, NULL, false, 0, 0,
                                       it->findings, &it->overlay, &err),
                     BC_OK);
    for (size_t p = 0; p < it->redlines->n_features; p++)
        for (size_t b = 0; b < it->basins->n_features; b++) {
            double area_m2 = area_by_geos(it, p, b);
            bool has = n < it->overlay.n && it->overlay.polygon[n] == p &&
                       it->overlay.basin[n] == b;

            assert_near(has ? it->overlay.area_m2[n] : 0, area_m2,
                        1e-8 * area_m2 + 0.1);
            n += has;
        }
    assert_int_equal(n, it->overlay.n);
    assert_int_equal(it->overlay.pieces.n_features, 0);
    bc_overlay_clear(&it->overlay);
    return n;
}

static void shared_areas_are_those_of_geos(void **state)
{
    uint64_t random = 2026;
    size_t n_shared[2] = {0};

    (void)state;
    for (int round = 0; round < 120; round++) {
        bool on_lattice = round % 3 > 0;
        struct laid *it = laid_new(0, NULL);

        bc_layer_free(it->redlines);
        bc_layer_free(it->basins);
        it->redlines = stars_of("redlines", 4, on_lattice, it->geos, &random);
        it->basins = stars_of("basins", 4, on_lattice, it->geos, &random);
        n_shared[on_lattice] += expect_areas_of_geos(it);
        laid_free(it);
    }
    assert_true(n_shared[0] > 150);
    assert_true(n_shared[1] > 300);
}

/* Red lines are drawn along borders of basins, vertex by vertex or across
 * them: the border itself, half of a basin, a hole along it. */
static void red_lines_along_a_border_share_what_they_should(void **state)
{
    struct laid *it = laid_new(
        4, (const char *const[][2]){
               {"RL-1", "114 29,115 29,115 30,114 30,114 29"},
               {"RL-2", "114 29,114.5 29,114.5 30,114 30,114 29"},
               {"RL-3", "114.2 29.5,114.8 29.5,114.8 30,114.2 30,114.2 29.5"},
               {"RL-4", "113 28,116 28,116 32,113 32,113 28"
                        "/114 30,115 30,115 31,114 31,114 30"}});

    (void)state;
    assert_int_equal(expect_areas_of_geos(it), 4); /* BS-S each, BS-N never */
    laid_free(it);
}

static void
a_basin_in_a_red_line_is_shared_whole_and_a_hole_is_not(void **state)
{
    struct laid *it = laid_new(
        3, (const char *const[][2]){
               {"RL-1", "113 28,116 28,116 32,113 32,113 28"},
               {"RL-2", "113 28,116 28,116 32,113 32,113 28"
                        "/114.4 29.4,114.6 29.4,114.6 29.6,114.4 29.6,"
                        "114.4 29.4"},
               {"RL-3", "114.4 29.4,114.6 29.4,114.6 29.6,114.4 29.6,114.4 "
                        "29.4"}});

    (void)state;
    assert_int_equal(expect_areas_of_geos(it), 5);
    laid_free(it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_of_a_tiling_add_up_to_the_whole),
        cmocka_unit_test(the_part_outside_every_basin_is_left_out),
        cmocka_unit_test(a_red_line_inside_a_basin_is_its_own_piece),
        cmocka_unit_test(borders_that_only_touch_share_nothing),
        cmocka_unit_test(a_red_line_drawn_along_a_border_has_one_piece),
        cmocka_unit_test(slivers_are_dropped_by_area_and_by_width),
        cmocka_unit_test(a_recorded_area_off_by_more_than_a_percent_is_listed),
        cmocka_unit_test(an_invalid_red_line_is_refused),
        cmocka_unit_test(basins_that_overlap_are_named_with_the_area),
        cmocka_unit_test(a_long_intersection_can_be_broken_off),
        cmocka_unit_test(
            a_piece_and_what_is_left_are_the_whole_ten_thousand_times),
        cmocka_unit_test(shared_areas_are_those_of_geos),
        cmocka_unit_test(red_lines_along_a_border_share_what_they_should),
        cmocka_unit_test(
            a_basin_in_a_red_line_is_shared_whole_and_a_hole_is_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
