/* SPDX-License-Identifier: MIT */
/* GEOS and PROJ that fail (--wrap), and our own repair that does: each call of
 * it once.
 */
#include "test.h"

#include <proj.h>
#include <setjmp.h>

#include "geo/antimeridian.h"
#include "geo/buffer.h"
#include "geo/examine.h"
#include "geo/geodesic.h"
#include "geo/geos_shapes.h"
#include "geo/network.h"
#include "geo/overlay.h"
#include "geo/repair.h"
#include "geo/untangle.h"
#include "layers.h"

static const char *failing; /* the call that fails */

static bool fails(const char *call)
{
    return failing && strcmp(failing, call) == 0;
}

/* NOLINTBEGIN(bugprone-macro-parentheses): names and lists of them */
#define WRAP(type, name, failed, parameters, arguments)                        \
    type __real_##name parameters;                                             \
    type __wrap_##name parameters;                                             \
    type __wrap_##name parameters                                              \
    {                                                                          \
        return fails(#name) ? failed : __real_##name arguments;                \
    }
/* NOLINTEND(bugprone-macro-parentheses) */

WRAP(GEOSGeometry *, GEOSIntersection_r, NULL,
     (GEOSContextHandle_t geos, const GEOSGeometry *a, const GEOSGeometry *b),
     (geos, a, b))
WRAP(GEOSGeometry *, GEOSUnion_r, NULL,
     (GEOSContextHandle_t geos, const GEOSGeometry *a, const GEOSGeometry *b),
     (geos, a, b))
WRAP(GEOSGeometry *, GEOSDifference_r, NULL,
     (GEOSContextHandle_t geos, const GEOSGeometry *a, const GEOSGeometry *b),
     (geos, a, b))
WRAP(GEOSGeometry *, GEOSUnaryUnion_r, NULL,
     (GEOSContextHandle_t geos, const GEOSGeometry *a), (geos, a))
WRAP(char, GEOSEquals_r, 2,
     (GEOSContextHandle_t geos, const GEOSGeometry *a, const GEOSGeometry *b),
     (geos, a, b))
WRAP(char, GEOSPreparedCovers_r, 2,
     (GEOSContextHandle_t geos, const GEOSPreparedGeometry *a,
      const GEOSGeometry *b),
     (geos, a, b))
WRAP(char, GEOSPreparedIntersects_r, 2,
     (GEOSContextHandle_t geos, const GEOSPreparedGeometry *a,
      const GEOSGeometry *b),
     (geos, a, b))
WRAP(GEOSGeometry *, GEOSMakeValidWithParams_r, NULL,
     (GEOSContextHandle_t geos, const GEOSGeometry *a,
      const GEOSMakeValidParams *how),
     (geos, a, how))

/* 2 when it fails, 0 when nothing is valid in its eyes */
char __real_GEOSisValidDetail_r(GEOSContextHandle_t geos, const GEOSGeometry *a,
                                int flags, char **reason, GEOSGeometry **place);
char __wrap_GEOSisValidDetail_r(GEOSContextHandle_t geos, const GEOSGeometry *a,
                                int flags, char **reason, GEOSGeometry **place);
char __wrap_GEOSisValidDetail_r(GEOSContextHandle_t geos, const GEOSGeometry *a,
                                int flags, char **reason, GEOSGeometry **place)
{
    if (fails("GEOSisValidDetail_r"))
        return 2;
    return fails("all is valid")
               ? 0
               : __real_GEOSisValidDetail_r(geos, a, flags, reason, place);
}

/* Ours: what it cannot repair GEOS repairs. */
enum bc_noded __real_bc_untangle(const struct bc_shapes *from,
                                 struct bc_shapes *parts);
enum bc_noded __wrap_bc_untangle(const struct bc_shapes *from,
                                 struct bc_shapes *parts);
enum bc_noded __wrap_bc_untangle(const struct bc_shapes *from,
                                 struct bc_shapes *parts)
{
    return failing ? BC_NODED_NEVER : __real_bc_untangle(from, parts);
}

WRAP(PJ *, proj_normalize_for_visualization, NULL,
     (PJ_CONTEXT * context, const PJ *operation), (context, operation))

struct rig {
    struct bc_geos *geos;
    struct bc_crs *crs;
    struct bc_findings *findings;
    struct bc_error err;
};

static int begin(void **state)
{
    struct rig *rig = bc_alloc(1, sizeof *rig);

    rig->geos = bc_geos_new();
    rig->crs = cgcs2000();
    rig->findings = bc_findings_new();
    *state = rig;
    return 0;
}

static int end(void **state)
{
    struct rig *rig = *state;

    failing = NULL;
    bc_findings_free(rig->findings);
    bc_crs_free(rig->crs);
    bc_geos_free(rig->geos);
    free(rig);
    return 0;
}

static struct bc_layer *polygon(const char *role, const char *feature)
{
    return polygons_of(role, 1, (const char *const[][2]){{"A", feature}});
}

#define BOX "114 30,115 30,115 31,114 31,114 30"
#define LOBES "114 30,116 32,116 30,114 31,114 30" /* of two sizes */
#define BOW_TIE "114 30,115 31,115 30,114 31,114 30"

/* ---- what GEOS says ---- */

static void an_error_has_the_words_of_geos(void **state)
{
    const double two[] = {1, 2, 3, 4};
    struct rig *rig = *state;

    assert_int_equal(bc_geos_error(rig->geos, "trying", &rig->err),
                     BC_INTERNAL);
    assert_string_equal(rig->err.message,
                        "GEOS failed when trying: no reason given");
    assert_null(GEOSGeom_createLinearRing_r(
        rig->geos->handle,
        GEOSCoordSeq_copyFromBuffer_r(rig->geos->handle, two, 2, 0, 0)));
    bc_geos_error(rig->geos, "trying", &rig->err);
    assert_non_null(strstr(rig->err.message, "IllegalArgumentException: "));
}

static jmp_buf out_of_memory;

static void jump(size_t bytes)
{
    (void)bytes;
    longjmp(out_of_memory, 1);
}

static void a_geometry_that_is_not_made_is_memory_that_ran_out(void **state)
{
    int made = 1;

    (void)state;
    assert_ptr_equal(bc_geos_made(&made), &made);
    bc_on_out_of_memory(jump);
    if (setjmp(out_of_memory) == 0) {
        bc_geos_made(NULL);
        fail_msg("it goes on with nothing");
    }
    bc_on_out_of_memory(NULL);
}

/* ---- repair ---- */

static enum bc_status repair(struct rig *rig, struct bc_layer *layer)
{
    return bc_geometry_repair(rig->geos, rig->crs, layer, bc_decimal_of(100, 0),
                              rig->findings, &rig->err);
}

/* What is sound beside the bow tie and within it stays as it was. */
static void geos_repairs_what_we_cannot(void **state)
{
    static const char *const features[] = {
        LOBES, LOBES ";118 30,119 30,119 31,118 30",
        LOBES "/115.5 30.8,115.6 30.8,115.6 30.9,115.5 30.8"
              "/114.1 30.4,114.2 30.4,114.2 30.5,114.1 30.4"};
    struct rig *rig = *state;

    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        struct bc_layer *ours = polygon("redlines", features[i]);
        struct bc_layer *theirs = polygon("redlines", features[i]);
        double area_m2;

        failing = NULL;
        assert_int_equal(repair(rig, ours), BC_OK);
        failing = "bc_untangle";
        assert_int_equal(repair(rig, theirs), BC_OK);
        area_m2 = bc_geodesic_area_m2(rig->crs, &ours->shapes, 0);
        assert_near(bc_geodesic_area_m2(rig->crs, &theirs->shapes, 0) / area_m2,
                    1, 1e-9);
        assert_int_equal(theirs->shapes.n_parts, ours->shapes.n_parts);
        assert_int_equal(theirs->shapes.n_rings, ours->shapes.n_rings);
        bc_layer_free(ours);
        bc_layer_free(theirs);
    }
    assert_int_equal(
        bc_findings_count_code(rig->findings, BC_FOUND_REPAIRED_GEOMETRY), 6);
}

static void a_polygon_that_nobody_repairs_is_refused(void **state)
{
    static const struct {
        const char *call;
        enum bc_status status;
        const char *words;
    } cases[] = {
        {"GEOSisValidDetail_r", BC_INTERNAL,
         "GEOS failed when examining a polygon"},
        {"GEOSMakeValidWithParams_r", BC_INTERNAL,
         "GEOS failed when repairing a polygon"},
        {"all is valid", BC_BAD_INPUT,
         "'A' is not valid and cannot be repaired"},
    };
    struct rig *rig = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_layer *layer = polygon("redlines", BOW_TIE);

        failing = cases[i].call;
        assert_int_equal(repair(rig, layer), cases[i].status);
        assert_non_null(strstr(rig->err.message, cases[i].words));
        assert_int_equal(layer->shapes.n_vertices, 5); /* as it was */
        bc_layer_free(layer);
    }
}

/* ---- what is drawn, cut and compared ---- */

static void a_buffer_that_is_not_drawn_is_an_error(void **state)
{
    static const struct {
        const char *call;
        enum bc_buffer_kind kind;
    } cases[] = {{"GEOSUnaryUnion_r", BC_BUFFER_WHOLE},
                 {"GEOSUnion_r", BC_BUFFER_WHOLE},
                 {"GEOSDifference_r", BC_BUFFER_STRIP}};
    const struct bc_distances distances = {.n = 1, .m = {100}};
    struct rig *rig = *state;
    struct bc_layer *layer = polygon("redlines", BOX);
    const struct bc_layer *layers[] = {layer};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_layer *buffers;

        failing = cases[i].call;
        assert_int_equal(bc_buffer_layer(rig->crs, "redlines", layers, 1,
                                         &distances, cases[i].kind, &buffers,
                                         &rig->err),
                         BC_INTERNAL);
        assert_null(buffers);
        assert_non_null(
            strstr(rig->err.message, "GEOS failed when drawing a buffer"));
    }
    bc_layer_free(layer);
}

static enum bc_status lay(struct rig *rig, const char *redline, double *area_m2)
{
    struct bc_layer *redlines = polygon("redlines", redline);
    struct bc_layer *basins = polygon("basins", BOX);
    struct bc_overlay overlay;
    enum bc_status status =
        bc_overlay_basins(rig->geos, rig->crs, redlines, basins, NULL, true, 0,
                          0, rig->findings, &overlay, &rig->err);

    *area_m2 = status || overlay.n == 0 ? 0 : overlay.area_m2[0];
    bc_overlay_clear(&overlay);
    bc_layer_free(redlines);
    bc_layer_free(basins);
    return status;
}

/* A predicate that fails leaves the question to the intersection. */
static void an_overlay_needs_the_intersection_alone(void **state)
{
    static const char *const predicates[] = {"GEOSPreparedIntersects_r",
                                             "GEOSPreparedCovers_r"};
    static const char inside[] =
        "114.2 30.2,114.4 30.2,114.4 30.4,114.2 30.4,114.2 30.2";
    static const char across[] =
        "114.2 29.8,114.4 29.8,114.4 30.4,114.2 30.4,114.2 29.8";
    struct rig *rig = *state;
    double expected, area_m2;

    assert_int_equal(lay(rig, inside, &expected), BC_OK);
    for (size_t i = 0; i < 2; i++) {
        failing = predicates[i];
        assert_int_equal(lay(rig, inside, &area_m2), BC_OK);
        assert_near(area_m2 / expected, 1, 1e-12);
    }
    failing = "GEOSIntersection_r";
    assert_int_equal(lay(rig, across, &area_m2), BC_INTERNAL);
    assert_non_null(strstr(rig->err.message, "intersecting two polygons"));
}

static void a_line_that_is_not_cut_by_a_lake_is_an_error(void **state)
{
    struct rig *rig = *state;
    struct bc_layer *rivers =
        bc_layer_new("rivers", "r.geojson", BC_GEOMETRY_LINE, 1);
    struct bc_layer *lakes = polygon("lakes", BOX);
    struct bc_network_options options = {.snap_m = 1};
    struct bc_network *network = NULL;

    set_key(rivers, 0, "code", "R");
    add_feature(&rivers->shapes, "113 30.5,116 30.5");
    failing = "GEOSIntersection_r";
    assert_int_equal(bc_network_new(rig->geos, rig->crs, rivers, lakes,
                                    &options, rig->findings, &network,
                                    &rig->err),
                     BC_INTERNAL);
    assert_null(network);
    assert_non_null(strstr(rig->err.message, "finding a river's lakes"));
    bc_layer_free(rivers);
    bc_layer_free(lakes);
}

static void what_cannot_be_compared_is_not_the_same(void **state)
{
    static const char *const features[][2] = {
        {"A", BOX}, {"B", "115 31,115 30,114 30,114 31,115 31"}};
    struct rig *rig = *state;
    struct bc_layer *layer = polygons_of("redlines", 2, features);

    bc_examine_features(rig->geos, layer, 0, 0, rig->findings);
    assert_int_equal(bc_findings_count(rig->findings), 1);
    failing = "GEOSEquals_r";
    bc_examine_features(rig->geos, layer, 0, 0, rig->findings);
    assert_int_equal(bc_findings_count(rig->findings), 1);
    bc_layer_free(layer);
}

static void what_cannot_be_cut_at_the_antimeridian_is_said(void **s)
{
    struct rig *rig = *s;
    struct bc_layer *layer =
        polygon("redlines", "179 10,-179 10,-179 11,179 11,179 10");

    failing = "GEOSIntersection_r";
    bc_antimeridian_cut(rig->geos, layer, rig->findings);
    assert_int_equal(layer->shapes.n_vertices, 0);
    assert_int_equal(bc_findings_count(rig->findings), 1);
    assert_non_null(strstr(bc_findings_get(rig->findings, 0)->message,
                           "cannot be cut there"));
    bc_layer_free(layer);
}

/* ---- PROJ ---- */

static void a_route_that_is_not_made_is_an_error(void **state)
{
    static const double seven[7] = {1};
    static const struct {
        const char *crs;
        struct bc_crs_shift shift;
        const char *words;
    } cases[] = {
        {"EPSG:4547", {0}, "cannot be brought from 'EPSG:4547'"},
        {"EPSG:2436", {0}, "no transformation to"},
        {"EPSG:2436", {.parameters = seven}, "cannot be brought from"},
    };
    struct rig *rig = *state;

    failing = "proj_normalize_for_visualization";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_layer *layer =
            points_of(1, (const double[][2]){{537199, 3375605}});

        layer->crs = cases[i].crs;
        assert_int_equal(bc_crs_normalise(rig->crs, layer, &cases[i].shift,
                                          rig->findings, &rig->err),
                         BC_BAD_INPUT);
        assert_non_null(strstr(rig->err.message, cases[i].words));
        bc_layer_free(layer);
    }
}

#define geos_test(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        geos_test(an_error_has_the_words_of_geos),
        geos_test(a_geometry_that_is_not_made_is_memory_that_ran_out),
        geos_test(geos_repairs_what_we_cannot),
        geos_test(a_polygon_that_nobody_repairs_is_refused),
        geos_test(a_buffer_that_is_not_drawn_is_an_error),
        geos_test(an_overlay_needs_the_intersection_alone),
        geos_test(a_line_that_is_not_cut_by_a_lake_is_an_error),
        geos_test(what_cannot_be_compared_is_not_the_same),
        geos_test(a_route_that_is_not_made_is_an_error),
        geos_test(what_cannot_be_cut_at_the_antimeridian_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
