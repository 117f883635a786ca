/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <geodesic.h>

#include "geo/crs.h"
#include "geo/geodesic.h"
#include "geo/index.h"
#include "layers.h"

static struct bc_error err;

/** One point P1 on line 2 in the CRS, brought to EPSG:4490. */
static enum bc_status normalise_by(const char *crs_text,
                                   const struct bc_crs_shift *shift, double *x,
                                   double *y, struct bc_findings *findings)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_layer *layer = points_of(1, (const double[][2]){{*x, *y}});
    enum bc_status status;

    layer->crs = crs_text;
    status = bc_crs_normalise(crs, layer, shift, findings, &err);
    *x = layer->x[0];
    *y = layer->y[0];
    if (!status)
        assert_string_equal(layer->crs, "EPSG:4490");
    bc_layer_free(layer);
    bc_crs_free(crs);
    return status;
}

static enum bc_status normalise(const char *crs_text, double *x, double *y,
                                struct bc_findings *findings)
{
    return normalise_by(crs_text, NULL, x, y, findings);
}

/** Expects a refusal whose message holds @p part. */
static void expect_refusal(const char *crs_text, double x, double y,
                           const char *part)
{
    struct bc_findings *findings = bc_findings_new();

    assert_int_not_equal(normalise(crs_text, &x, &y, findings), BC_OK);
    if (!strstr(err.message, part))
        fail_msg("'%s' is not in '%s'", part, err.message);
    bc_findings_free(findings);
}

/** Expects the position and how many notes of one datum. */
static void expect_position(const char *crs_text, double from_x, double from_y,
                            double x, double y, size_t n_notes)
{
    struct bc_findings *findings = bc_findings_new();
    enum bc_status status = normalise(crs_text, &from_x, &from_y, findings);

    if (status)
        fail_msg("%s", err.message);
    assert_near(from_x, x, 1e-8); /* about 1 mm */
    assert_near(from_y, y, 1e-8);
    assert_int_equal(bc_findings_count(findings), n_notes);
    assert_int_equal(bc_findings_count_code(findings, BC_FOUND_DATUM_IDENTICAL),
                     n_notes);
    bc_findings_free(findings);
}

/* Check value of domain/RULES.md section 8, from the EPSG database of PROJ
 * 9.1.1: 30.5 N 114.3875 E is N 3375605.579, E 38537199.723. */
static void gauss_krueger_zones_come_back_to_degrees(void **state)
{
    (void)state;
    expect_position("EPSG:4526", 38537199.723, 3375605.579, 114.3875, 30.5, 0);
    expect_position("EPSG:4547", 537199.723, 3375605.579, 114.3875, 30.5, 0);
    expect_position("urn:ogc:def:crs:EPSG::4547", 537199.723, 3375605.579,
                    114.3875, 30.5, 0);
}

/* All 64 of them: 6 degrees with and without the zone's number, then 3 degrees.
 * On the central meridian the easting is 500 km, and the northing is that of
 * 4547 (cs2cs of PROJ 9.1.1: 40 N is 4429529.030236589). */
static void every_zone_of_cgcs2000_is_known_by_its_code(void **state)
{
    (void)state;
    for (int i = 0; i < 64; i++) {
        bool six = i < 22, numbered = six ? i < 11 : i - 22 < 21;
        int zone = six ? 13 + i % 11 : 25 + (i - 22) % 21;
        double x = 500000 + (numbered ? zone * 1e6 : 0);
        char code[16];

        snprintf(code, sizeof code, "EPSG:%d", 4491 + i);
        expect_position(code, x, 4429529.030236589,
                        six ? zone * 6 - 3 : zone * 3, 40, 0);
    }
}

/* cct of PROJ 9.1.1 with the same pipeline: +proj=helmert
 * +convention=coordinate_frame between the IAG 1975 ellipsoid and CGCS2000. */
static void seven_parameters_of_the_project_are_used_and_said(void **state)
{
    static const double parameters[] = {-1.5, 3.2, 4.1, 0.5, -1.2, 2.1, -3.4};
    const struct bc_crs_shift shift = {.parameters = parameters};
    struct bc_findings *findings = bc_findings_new();
    double x = 537199.723, y = 3375605.579;

    (void)state;
    assert_int_equal(normalise_by("EPSG:2383", &shift, &x, &y, findings),
                     BC_OK);
    assert_near(x, 114.386705710953, 1e-8);
    assert_near(y, 30.500013043816, 1e-8);
    assert_int_equal(bc_findings_count_code(findings, BC_FOUND_DATUM_SHIFT), 1);
    assert_non_null(strstr(bc_findings_get(findings, 0)->message,
                           "by the seven parameters of the project"));
    x = y = 0;
    assert_int_equal(normalise_by("EPSG:4547", &shift, &x, &y, findings),
                     BC_BAD_INPUT);
    assert_non_null(strstr(err.message, "needs no crs_shift"));
    bc_findings_free(findings);
}

/* The example of IOGP guidance note 7-2 for methods 9606 and 9607: 55 N 4 E of
 * WGS 72 is 55 00 00.090 N 4 00 00.554 E of WGS 84, with rZ -0.554 seconds when
 * written for the coordinate frame. */
static void the_signs_are_those_of_the_coordinate_frame(void **state)
{
    static const double parameters[] = {0, 0, 4.5, 0, 0, -0.554, 0.219};
    const struct bc_crs_shift shift = {.parameters = parameters};
    struct bc_findings *findings = bc_findings_new();
    double x = 4, y = 55;

    (void)state;
    assert_int_equal(normalise_by("EPSG:4322", &shift, &x, &y, findings),
                     BC_OK);
    assert_near((x - 4) * 3600, 0.554, 5e-4);
    assert_near((y - 55) * 3600, 0.090, 5e-4);
    bc_findings_free(findings);
}

/* One in degrees, one that ends in radians; the layer needs no crs. */
static void a_pipeline_of_the_project_is_used_and_said(void **state)
{
    static const char *const pipelines[] = {
        "+proj=pipeline +step +inv +proj=tmerc +lon_0=114 +x_0=500000 "
        "+ellps=GRS80 +step +proj=unitconvert +xy_in=rad +xy_out=deg",
        "+proj=pipeline +step +inv +proj=tmerc +lon_0=114 +x_0=500000 "
        "+ellps=GRS80"};
    struct bc_findings *findings = bc_findings_new();

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const struct bc_crs_shift shift = {.pipeline = pipelines[i]};
        double x = 537199.723, y = 3375605.579;

        assert_int_equal(
            normalise_by(i ? "EPSG:2383" : NULL, &shift, &x, &y, findings),
            BC_OK);
        assert_near(x, 114.3875, 1e-8);
        assert_near(y, 30.5, 1e-8);
    }
    assert_int_equal(bc_findings_count_code(findings, BC_FOUND_DATUM_SHIFT), 2);
    bc_findings_free(findings);
}

static void a_pipeline_that_is_none_is_refused(void **state)
{
    static const char *const pipelines[] = {
        "nonsense", "EPSG:15936", "+proj=nonsense", "+proj=longlat +type=crs"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        const struct bc_crs_shift shift = {.pipeline = pipelines[i]};
        double x = 114, y = 30;

        assert_int_equal(normalise_by("EPSG:4214", &shift, &x, &y, NULL),
                         BC_BAD_INPUT);
        assert_non_null(strstr(err.message, "begin it with +proj=pipeline"));
    }
}

static void wgs84_is_copied_and_noted(void **state)
{
    (void)state;
    expect_position("EPSG:4326", 114.3875, 30.5, 114.3875, 30.5, 1);
    expect_position("OGC:CRS84", 114.3875, 30.5, 114.3875, 30.5, 1);
    expect_position("CRS84", 114.3875, 30.5, 114.3875, 30.5, 1);
    expect_position("+proj=longlat +datum=WGS84", 114.3875, 30.5, 114.3875,
                    30.5, 1);
    expect_position("EPSG:4490", 114.3875, 30.5, 114.3875, 30.5, 0);
}

static void copied_coordinates_keep_every_bit(void **state)
{
    struct bc_findings *findings = bc_findings_new();
    double x = 114.352000000000004, y = 0.1 + 0.2;

    (void)state;
    assert_int_equal(normalise("EPSG:4326", &x, &y, findings), BC_OK);
    assert_true(x == 114.352000000000004 && y == 0.1 + 0.2);
    bc_findings_free(findings);
}

/* cs2cs of PROJ 9.1.1: EPSG:4326 to EPSG:32650 */
static void utm_of_wgs84_is_one_datum_too(void **state)
{
    (void)state;
    expect_position("EPSG:32650", 249260.68943, 3377094.09465, 114.3875, 30.5,
                    1);
}

/* redlines.prj of the sample, as ESRI writes it */
static void a_prj_file_without_epsg_code_is_understood(void **state)
{
    static const char wkt[] =
        "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\","
        "DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,"
        "298.257222101]],PRIMEM[\"Greenwich\",0],"
        "UNIT[\"Degree\",0.0174532925199433]]";

    (void)state;
    expect_position(wkt, 114.3875, 30.5, 114.3875, 30.5, 0);
}

static void a_crs_with_heights_counts_by_its_horizontal_part(void **state)
{
    (void)state;
    expect_position("EPSG:4547+5737", 537199.723, 3375605.579, 114.3875, 30.5,
                    0);
}

static void an_unknown_shift_is_refused_with_what_to_give(void **state)
{
    (void)state;
    expect_refusal("EPSG:2383", 537199.723, 3375605.579,
                   "crs_shift: [dx, dy, dz, rx, ry, rz, ds]");
    expect_refusal("EPSG:4214", 114.3875, 30.5, "EPSG:4214");
    expect_refusal("EPSG:4610", 114.3875, 30.5, "EPSG:4610");
}

/* EPSG knows Beijing 1954 to WGS 84 in a few places only: in the Ordos basin,
 * to 1 m, but not in Hubei. Values: cs2cs of PROJ 9.1.1 by EPSG:15936. */
static void an_operation_serves_its_own_area_only(void **state)
{
    struct bc_findings *findings = bc_findings_new();
    double x = 108.5, y = 38;

    (void)state;
    assert_int_equal(normalise("EPSG:4214", &x, &y, findings), BC_OK);
    assert_near(x, 108.500430755, 1e-8);
    assert_near(y, 38.000290500, 1e-8);
    assert_int_equal(bc_findings_count_code(findings, BC_FOUND_DATUM_SHIFT), 1);
    assert_non_null(
        strstr(bc_findings_get(findings, 0)->message, "accuracy 1 m"));
    bc_findings_free(findings);
    expect_refusal("EPSG:4214", 114.3875, 30.5, "EPSG:4214");
}

/* 100 m east at the equator is 100 / 6378137 rad. */
static void a_given_shift_is_used_and_said(void **state)
{
    struct bc_findings *findings = bc_findings_new();
    double x = 90, y = 0;

    (void)state;
    assert_int_equal(normalise("+proj=longlat +ellps=GRS80 +towgs84=-100,0,0",
                               &x, &y, findings),
                     BC_OK);
    assert_near(x, 90 + 100 / 6378137.0 * 180 / M_PI, 1e-8);
    assert_near(y, 0, 1e-8);
    assert_int_equal(bc_findings_count_code(findings, BC_FOUND_DATUM_SHIFT), 1);
    bc_findings_free(findings);
}

static void a_layer_without_crs_is_refused(void **state)
{
    (void)state;
    expect_refusal(NULL, 114, 30,
                   "'points.csv' names no CRS; its values look like degrees "
                   "(EPSG:4490); add crs: EPSG:... to this layer in the "
                   "project file");
    expect_refusal("", 38537199.7, 3375605.6,
                   "look like zone 38 of CGCS2000 (EPSG:4526)");
    expect_refusal("", 3375605.6, 537199.7,
                   "look like a Gauss-Krueger zone without its number (in "
                   "Hubei EPSG:4545 to 4548) with the northing first");
    expect_refusal("", 1e8, 3, "are no degrees");
}

static void a_name_that_is_only_alike_is_no_crs(void **state)
{
    (void)state;
    expect_refusal("Xian 1980", 114, 30, "unknown crs 'Xian 1980'");
    expect_refusal("EPSG:999999", 114, 30, "unknown crs 'EPSG:999999'");
    expect_refusal("+proj=pipeline +step +proj=affine", 114, 30, "unknown crs");
    expect_refusal("EPSG:4978", 114, 30, "neither geographic nor projected");
}

static void metres_claimed_to_be_degrees_are_refused(void **state)
{
    (void)state;
    expect_refusal("EPSG:4490", 537199.7, 3375605.6,
                   "'points.csv' has the crs 'EPSG:4490', but its values look "
                   "like a Gauss-Krueger zone without its number (in Hubei "
                   "EPSG:4545 to 4548); correct the .prj");
    expect_refusal("EPSG:4490", 30.5, 114.3875,
                   "but its values look like degrees with the latitude first; "
                   "put the easting or longitude first");
    expect_refusal("EPSG:4490", 181, 30.5,
                   "points.csv:2: 'P1' at 181 30.5 is not a longitude");
}

static void degrees_claimed_to_be_projected_are_refused(void **state)
{
    (void)state;
    expect_refusal("EPSG:4547", 114.3875, 30.5,
                   "'points.csv' has the crs 'EPSG:4547', but its values look "
                   "like degrees (EPSG:4490); correct the .prj, or name the "
                   "right crs: in the project file");
}

/* northing first, and a zone number that the CRS does not have */
static void positions_far_outside_the_zone_are_refused(void **state)
{
    (void)state;
    expect_refusal("EPSG:4547", 3375605.579, 537199.723,
                   "with the northing first; put the easting");
    expect_refusal("EPSG:4547", 38537199.723, 3375605.579,
                   "easting looks like zone 38 of CGCS2000 (EPSG:4526)");
}

/** Three points in the CRS; @return how many findings took a position */
static size_t normalise_three(const char *crs_text, const double from[3][2],
                              double to_x[3], enum bc_status expected)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_findings *findings = bc_findings_new();
    struct bc_layer *layer = points_of(3, from);
    size_t n;

    layer->crs = crs_text;
    assert_int_equal(bc_crs_normalise(crs, layer, NULL, findings, &err),
                     expected);
    memcpy(to_x, layer->x, 3 * sizeof *to_x);
    n = bc_findings_count_code(findings, BC_FOUND_BAD_GEOMETRY);
    bc_findings_free(findings);
    bc_layer_free(layer);
    bc_crs_free(crs);
    return n;
}

/* 114.3875: check value of RULES.md section 8. */
static void a_stray_among_good_points_loses_its_position(void **state)
{
    static const double strays[][2] = {
        {0, 0}, {114.3, 30.5}, {3375605.579, 38537199.723}, {38537199, 9e8}};
    static const double wrong[][2] = {{300.1, 30}, {114.3, 91}, {1142315, 30}};
    double x[3];

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        const double from[3][2] = {{38537199.723, 3375605.579},
                                   {strays[i][0], strays[i][1]},
                                   {38537199.723, 3375605.579}};

        assert_int_equal(normalise_three("EPSG:4526", from, x, BC_OK), 1);
        assert_near(x[0], 114.3875, 1e-8);
        assert_true(isnan(x[1]));
        assert_near(x[2], 114.3875, 1e-8);
    }
    for (size_t i = 0; i < 3; i++) {
        const double from[3][2] = {
            {114.5, 30}, {wrong[i][0], wrong[i][1]}, {114.6, 30}};

        assert_int_equal(normalise_three("EPSG:4490", from, x, BC_OK), 1);
        assert_true(x[0] == 114.5 && isnan(x[1]) && x[2] == 114.6);
    }
}

static void a_crs_that_most_points_contradict_is_refused(void **state)
{
    double x[3];

    (void)state;
    assert_int_equal(normalise_three("EPSG:4526",
                                     (const double[][2]){{114.3, 30.5},
                                                         {38537199, 3375605},
                                                         {114.4, 30.5}},
                                     x, BC_BAD_DATA),
                     0);
    assert_non_null(strstr(err.message, "is far outside the area"));
    assert_int_equal(normalise_three("EPSG:4490",
                                     (const double[][2]){{38537199, 3375605},
                                                         {114.3, 30.5},
                                                         {38537199, 3375606}},
                                     x, BC_BAD_DATA),
                     0);
    assert_non_null(strstr(err.message, "add the projected crs:"));
}

#define UNKNOWN_METHOD(gcs)                                                    \
    "PROJCS[\"own\"," gcs ",PROJECTION[\"No_Such_Method\"],"                   \
    "PARAMETER[\"False_Easting\",500000],UNIT[\"Meter\",1]]"
#define CHINA_2000                                                             \
    "GEOGCS[\"c\",DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137,"       \
    "298.257222101]],PRIMEM[\"Greenwich\",0],UNIT[\"Degree\",0."               \
    "0174532925199433"                                                         \
    "]]"
#define BEIJING_54                                                             \
    "GEOGCS[\"b\",DATUM[\"D_Beijing_1954\",SPHEROID[\"Krasovsky_1940\","       \
    "6378245,"                                                                 \
    "298.3]],PRIMEM[\"Greenwich\",0],UNIT[\"Degree\",0.0174532925199433]]"

static void a_projection_that_proj_does_not_know_is_refused(void **state)
{
    static const double seven[7] = {1};
    const struct bc_crs_shift shift = {.parameters = seven};
    struct bc_findings *findings = bc_findings_new();
    double x = 537199, y = 3375605;

    (void)state;
    expect_refusal(UNKNOWN_METHOD(CHINA_2000), x, y, "is far outside");
    expect_refusal(UNKNOWN_METHOD(BEIJING_54), x, y, "no transformation to");
    assert_int_equal(
        normalise_by(UNKNOWN_METHOD(BEIJING_54), &shift, &x, &y, findings),
        BC_BAD_DATA);
    assert_non_null(strstr(err.message, "is far outside"));
    bc_findings_free(findings);
}

/* On a sphere the direction from the centre is what it was, and so are the
 * longitude and, but for the flattening, the latitude. */
static void a_sphere_may_be_shifted_too(void **state)
{
    static const double none[7] = {0};
    const struct bc_crs_shift shift = {.parameters = none};
    struct bc_findings *findings = bc_findings_new();
    double x = 114.3875, y = 0;

    (void)state;
    assert_int_equal(normalise_by("+proj=longlat +R=6371000 +no_defs", &shift,
                                  &x, &y, findings),
                     BC_OK);
    assert_near(x, 114.3875, 1e-9);
    assert_near(y, 0, 1e-9);
    bc_findings_free(findings);
}

/* 4 pi R^2 of R = 6371 km is 510064471.91 km2. */
static void the_project_may_be_on_a_sphere(void **state)
{
    struct bc_crs *crs = NULL;
    struct bc_shapes octant;

    (void)state;
    assert_int_equal(
        bc_crs_new("+proj=longlat +R=6371000 +no_defs", &crs, &err), BC_OK);
    assert_int_equal(bc_crs_epsg(crs), 0);
    bc_shapes_init(&octant);
    add_feature(&octant, "0 0,90 0,0 90,0 0");
    assert_near(bc_geodesic_area_m2(crs, &octant, 0) / 1e6, 510064471.91 / 8,
                0.01);
    bc_shapes_clear(&octant);
    bc_crs_free(crs);
}

/* A CRS across the antimeridian, one without an area of use and one whose false
 * easting has another name; the positions are cs2cs' of PROJ 9.1.1. */
static void every_kind_of_projection_is_followed(void **state)
{
    (void)state;
    expect_position("+proj=merc +lon_0=150 +datum=WGS84 +units=m",
                    -3964198.386639266, 3482189.085408618, 114.389, 30, 1);
    expect_position("+proj=lcc +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +x_0=0 "
                    "+y_0=0 +datum=WGS84 +units=m",
                    0, 3517610.795749635, 105, 30, 1);
}

/* A square of zone 38 by its corners, from PROJ 9.1.1. */
static void polygons_come_back_to_degrees(void **state)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_findings *findings = bc_findings_new();
    struct bc_layer *layer = polygons_of(
        "basins", 1,
        (const char *const[][2]){
            {"A", "537199.723 3375605.579,547199.723 3375605.579,"
                  "547199.723 3385605.579,537199.723 3375605.579"}});
    double *x, *y;

    (void)state;
    layer->crs = "EPSG:4547";
    assert_int_equal(bc_crs_normalise(crs, layer, NULL, findings, &err), BC_OK);
    assert_near(layer->shapes.x[0], 114.3875, 1e-8);
    assert_near(layer->shapes.y[0], 30.5, 1e-8);
    assert_int_equal(bc_findings_count(findings), 0);
    /* of a polygon no vertex may lie elsewhere */
    layer->crs = "EPSG:4547";
    x = layer->shapes.x, y = layer->shapes.y;
    for (size_t v = 0; v < 4; v++)
        x[v] = 537199.723, y[v] = 3375605.579 + 1000 * (double)(v % 3);
    x[2] = 9e6;
    assert_int_equal(bc_crs_normalise(crs, layer, NULL, findings, &err),
                     BC_BAD_DATA);
    assert_non_null(strstr(err.message, "'A' at 9000000 3377605.579 is far "
                                        "outside the area of the layer's crs"));
    bc_layer_free(layer);
    bc_findings_free(findings);
    bc_crs_free(crs);
}

/* Few metres from the origin are no degrees, but in China they look so. */
static void small_values_of_a_projected_crs_are_told_apart(void **state)
{
    static const struct {
        double x, y;
        const char *words;
    } cases[] = {
        {114, 30, "look like degrees"}, {60, 30, "is far outside"},
        {140, 30, "is far outside"},    {114, 1, "is far outside"},
        {114, 60, "is far outside"},    {30, 114, "latitude first"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_refusal("EPSG:4547", cases[i].x, cases[i].y, cases[i].words);
}

/* Which crs to name is told by what the values look like. */
static void values_without_crs_say_what_they_look_like(void **state)
{
    static const struct {
        double at[2][2];
        const char *words;
    } cases[] = {
        {{{114, 30}, {115, 31}}, "look like degrees (EPSG:4490)"},
        {{{30, 114}, {31, 115}}, "degrees with the latitude first"},
        {{{38537199, 3375605}, {38547199, 3375605}}, "EPSG:4526"},
        {{{38537199, 3375605}, {37537199, 3375605}}, "several Gauss-Krueger"},
        {{{3375605, 38537199}, {3375605, 38547199}}, "with the northing first"},
        {{{537199, 3375605}, {547199, 3375605}}, "without its number"},
        {{{537199, 3375605}, {114, 30}}, "no degrees and no Gauss-Krueger"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_crs *crs = cgcs2000();
        struct bc_findings *findings = bc_findings_new();
        struct bc_layer *layer = points_of(2, cases[i].at);

        assert_int_equal(bc_crs_normalise(crs, layer, NULL, findings, &err),
                         BC_BAD_INPUT);
        if (!strstr(err.message, cases[i].words))
            fail_msg("'%s' is not in '%s'", cases[i].words, err.message);
        bc_layer_free(layer);
        bc_findings_free(findings);
        bc_crs_free(crs);
    }
}

static void a_turned_pair_far_outside_is_told_to_be_swapped(void **state)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_findings *findings = bc_findings_new();
    struct bc_layer *layer =
        points_of(2, (const double[][2]){{3375605, 38537199}, {9e7, 9e7}});

    (void)state;
    layer->crs = "EPSG:4547";
    assert_int_equal(bc_crs_normalise(crs, layer, NULL, findings, &err),
                     BC_BAD_DATA);
    assert_non_null(strstr(err.message, "swap easting and northing"));
    bc_layer_free(layer);
    bc_findings_free(findings);
    bc_crs_free(crs);
}

static void geographic_crs_are_told_from_others(void **state)
{
    static const struct {
        const char *text;
        bool is_geographic;
    } cases[] = {{"EPSG:4490", true},  {"EPSG:4979", true},
                 {"EPSG:4547", false}, {"EPSG:4978", false},
                 {"nonsense", false},  {"+proj=longlat +ellps=bessel", true}};
    struct bc_crs *crs = cgcs2000();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(bc_crs_is_geographic(crs, cases[i].text),
                         cases[i].is_geographic);
    bc_crs_free(crs);
    expect_position("EPSG:4979", 114.5, 30.5, 114.5, 30.5, 1); /* WGS 84 3D */
    expect_position("EPSG:4480", 114.5, 30.5, 114.5, 30.5, 0); /* CGCS 3D */
    expect_refusal("EPSG:4978", 114.5, 30.5, "neither geographic nor");
}

static void a_datum_is_known_by_its_name(void **state)
{
    (void)state;
    expect_position("GEOGCS[\"own\",DATUM[\"WGS 1984\",SPHEROID[\"WGS 84\","
                    "6378137,298.257223563]],PRIMEM[\"Greenwich\",0],"
                    "UNIT[\"Degree\",0.0174532925199433]]",
                    114.5, 30.5, 114.5, 30.5, 1);
    expect_position("GEOGCS[\"own\",DATUM[\"CGCS 2000\",SPHEROID[\"CGCS2000\","
                    "6378137,298.257222101]],PRIMEM[\"Greenwich\",0],"
                    "UNIT[\"Degree\",0.0174532925199433]]",
                    114.5, 30.5, 114.5, 30.5, 0);
}

/* Other meridians, other units, poles that are turned, and no earth at all. */
static void a_crs_of_other_degrees_is_not_copied(void **state)
{
    static const char *const no_project[] = {
        "+proj=longlat +ellps=GRS80 +pm=paris", "EPSG:4807", "EPSG:4979",
        "+proj=ob_tran +o_proj=longlat +o_lon_p=0 +o_lat_p=30 +ellps=GRS80"};

    (void)state;
    for (size_t i = 0; i < sizeof no_project / sizeof *no_project; i++) {
        struct bc_crs *crs = NULL;

        assert_int_equal(bc_crs_new(no_project[i], &crs, &err), BC_BAD_INPUT);
        assert_non_null(strstr(err.message, "is not geographic in degrees"));
    }
    expect_refusal("EPSG:4807", 114.5, 30.5, "no transformation to");
    expect_refusal(no_project[3], 114.5, 30.5, "neither geographic nor");
    expect_refusal("LOCAL_CS[\"yard\",UNIT[\"metre\",1]]", 114.5, 30.5,
                   "neither geographic nor");
}

/* Beijing 1954 to itself needs no shift; to it from elsewhere none is known
 * without parameters, whatever the family of WGS 84 has. */
static void the_project_may_be_in_another_datum(void **state)
{
    static const struct {
        const char *crs;
        enum bc_status status;
    } cases[] = {{"EPSG:4214", BC_OK}, {"EPSG:4610", BC_BAD_INPUT}};
    struct bc_crs *crs = NULL;

    (void)state;
    assert_int_equal(bc_crs_new("EPSG:4214", &crs, &err), BC_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_layer *layer =
            points_of(2, (const double[][2]){{114.5, 30.5}, {114.5, NAN}});
        struct bc_findings *findings = bc_findings_new();

        layer->crs = cases[i].crs;
        assert_int_equal(bc_crs_normalise(crs, layer, NULL, findings, &err),
                         cases[i].status);
        if (cases[i].status == BC_OK)
            assert_near(layer->x[0], 114.5, 0);
        bc_findings_free(findings);
        bc_layer_free(layer);
    }
    bc_crs_free(crs);
}

/* In radians, as PROJ's own steps count: by way of the centre of the earth and
 * back, which is no way at all. */
static void a_pipeline_may_count_in_radians(void **state)
{
    const struct bc_crs_shift shift = {
        .pipeline = "+proj=pipeline +step +proj=cart +ellps=GRS80 "
                    "+step +inv +proj=cart +ellps=GRS80"};
    struct bc_findings *findings = bc_findings_new();
    double x = 114.5, y = 30.5;

    (void)state;
    assert_int_equal(normalise_by(NULL, &shift, &x, &y, findings), BC_OK);
    assert_near(x, 114.5, 1e-11);
    assert_near(y, 30.5, 1e-11);
    bc_findings_free(findings);
}

/* EPSG:3832 is centred on 150 E and its area of use crosses 180 degrees. */
static void an_area_of_use_may_cross_the_antimeridian(void **state)
{
    (void)state;
    expect_position("EPSG:3832", 0, 3482189.085408618, 150, 30, 1);
}

static void infinite_positions_are_refused(void **state)
{
    (void)state;
    expect_refusal("EPSG:4490", INFINITY, 30, "not a finite position");
    expect_refusal("EPSG:4547", 537199, -INFINITY, "not a finite position");
}

static void a_point_without_position_stays_without(void **state)
{
    struct bc_findings *findings = bc_findings_new();
    double x = NAN, y = NAN;

    (void)state;
    assert_int_equal(normalise("EPSG:4547", &x, &y, findings), BC_OK);
    assert_true(isnan(x) && isnan(y));
    x = y = NAN;
    assert_int_equal(normalise("EPSG:4610", &x, &y, findings), BC_OK);
    bc_findings_free(findings);
}

static void a_bad_vertex_names_its_feature(void **state)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_findings *findings = bc_findings_new();
    struct bc_layer *layer = polygons_of(
        "redlines", 3,
        (const char *const[][2]){{"A", ""},
                                 {"B", "1 1,2 1,2 2,1 1;5 5,6 5,6 6,5 5"},
                                 {"C", "1 1,2 1,2 2,1 1/3 3,4 3,4 94,3 3"}});

    (void)state;
    layer->crs = "EPSG:4490";
    assert_int_equal(bc_crs_normalise(crs, layer, NULL, findings, &err),
                     BC_BAD_DATA);
    assert_non_null(strstr(err.message, ":3: 'C' at 4 94"));
    bc_layer_free(layer);
    bc_findings_free(findings);
    bc_crs_free(crs);
}

static void more_points_than_a_chunk_are_transformed(void **state)
{
    enum { N = 5000 };
    struct bc_crs *crs = cgcs2000();
    struct bc_findings *findings = bc_findings_new();
    struct bc_layer *layer =
        bc_layer_new("outfalls", "outfalls.csv", BC_GEOMETRY_POINT, N);

    (void)state;
    for (size_t i = 0; i < N; i++) {
        layer->x[i] = 537199.723;
        layer->y[i] = 3375605.579;
    }
    layer->crs = "EPSG:4547";
    assert_int_equal(bc_crs_normalise(crs, layer, NULL, findings, &err), BC_OK);
    for (size_t i = 0; i < N; i++) {
        assert_near(layer->x[i], 114.3875, 1e-8);
        assert_near(layer->y[i], 30.5, 1e-8);
    }
    bc_layer_free(layer);
    bc_findings_free(findings);
    bc_crs_free(crs);
}

/* P1: check value of RULES.md section 8. P3, P4: cs2cs of PROJ 9.1.1, 30.5 N
 * 112 E to EPSG:4525 and EPSG:4497. */
static void points_in_zones_of_their_own_come_from_there(void **state)
{
    static const int zones[] = {4526, 0, 4525, 4497};
    struct bc_crs *crs = cgcs2000();
    struct bc_findings *findings = bc_findings_new();
    struct bc_layer *layer =
        points_of(4, (const double[][2]){{38537199.723, 3375605.579},
                                         {NAN, NAN},
                                         {37596001.3082, 3375966.9601},
                                         {19596001.3082, 3375966.9601}});

    (void)state;
    layer->crs = "EPSG:4526";
    layer->row_epsg = bc_alloc(4, sizeof *layer->row_epsg);
    memcpy(layer->row_epsg, zones, sizeof zones);
    assert_int_equal(bc_crs_normalise(crs, layer, NULL, findings, &err), BC_OK);
    assert_string_equal(layer->crs, "EPSG:4490");
    assert_null(layer->row_epsg);
    assert_near(layer->x[0], 114.3875, 1e-8);
    assert_true(isnan(layer->x[1]));
    for (size_t i = 2; i < 4; i++) {
        assert_near(layer->x[i], 112, 1e-8);
        assert_near(layer->y[i], 30.5, 1e-8);
    }
    bc_layer_free(layer);
    bc_findings_free(findings);
    bc_crs_free(crs);
}

static void a_table_needs_no_crs(void **state)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_layer *layer =
        bc_layer_new("villages", "villages.csv", BC_GEOMETRY_NONE, 1);

    (void)state;
    assert_int_equal(bc_crs_normalise(crs, layer, NULL, NULL, &err), BC_OK);
    bc_layer_free(layer);
    bc_crs_free(crs);
}

static void the_project_crs_must_be_geographic(void **state)
{
    struct bc_crs *crs;

    (void)state;
    assert_int_equal(bc_crs_new("EPSG:4547", &crs, &err), BC_BAD_INPUT);
    assert_null(crs);
    assert_non_null(strstr(err.message, "'EPSG:4547' is not geographic"));
    assert_int_equal(bc_crs_new("nonsense", &crs, &err), BC_BAD_INPUT);
    assert_int_equal(bc_crs_new("EPSG:4807", &crs, &err), BC_BAD_INPUT);
    assert_int_equal(bc_crs_new("OGC:CRS84", &crs, &err), BC_OK);
    assert_string_equal(bc_crs_name(crs), "OGC:CRS84");
    assert_int_equal(bc_crs_epsg(crs), 0);
    bc_crs_free(crs);
    crs = cgcs2000();
    assert_int_equal(bc_crs_epsg(crs), 4490);
    bc_crs_free(crs);
}

static void a_missing_proj_db_is_said(void **state)
{
    struct bc_crs *crs;

    (void)state;
    setenv("PROJ_LIB", "/nowhere", 1);
    setenv("PROJ_DATA", "/nowhere", 1);
    assert_int_equal(bc_crs_new("EPSG:4490", &crs, &err), BC_BAD_INPUT);
    unsetenv("PROJ_LIB");
    unsetenv("PROJ_DATA");
    assert_non_null(strstr(err.message, "'proj.db' is not found"));
}

/* GeographicLib, documentation of the geodesic routines: JFK to LHR on WGS 84
 * is 5551759.400 m; Antarctica (Planimeter's example) has a perimeter of
 * 16831067.893 m and an area of 13662703680020.1 m2. */
static void geodesics_agree_with_the_published_values(void **state)
{
    static const char antarctica[] =
        "-58 -63.1,-74 -72.9,-102 -71.9,-102 -74.9,-131 -74.3,-163 -77.5,"
        "163 -77.4,172 -71.7,140 -65.9,113 -65.7,88 -66.6,59 -66.9,25 -69.8,"
        "-4 -70.0,-14 -71.0,-33 -77.3,-46 -77.9,-61 -74.7,-58 -63.1";
    struct bc_shapes shapes;
    struct bc_crs *crs;

    (void)state;
    assert_int_equal(bc_crs_new("EPSG:4326", &crs, &err), BC_OK);
    bc_shapes_init(&shapes);
    add_feature(&shapes, antarctica);
    assert_near(bc_geodesic_distance_m(crs, -73.8, 40.6, -0.5, 51.6),
                5551759.400, 5e-4);
    assert_near(bc_geodesic_length_m(crs, &shapes, 0), 16831067.893, 5e-4);
    assert_near(bc_geodesic_area_m2(crs, &shapes, 0), 13662703680020.1, 0.1);
    bc_shapes_clear(&shapes);
    bc_crs_free(crs);
}

static void an_area_does_not_depend_on_how_rings_are_written(void **state)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_shapes shapes;
    double area_m2;

    (void)state;
    bc_shapes_init(&shapes);
    add_feature(&shapes, "114 30,114.5 30,114.4 30.6,114 30");
    add_feature(&shapes, "114 30,114.4 30.6,114.5 30,114 30"); /* clockwise */
    add_feature(&shapes, "114.4 30.6,114 30,114.5 30,114.4 30.6");
    add_feature(&shapes, "114 30,114 30,114.5 30,114.4 30.6,114.4 30.6,114 30");
    add_feature(&shapes, "");
    area_m2 = bc_geodesic_area_m2(crs, &shapes, 0);
    for (size_t f = 1; f < 4; f++)
        assert_near(bc_geodesic_area_m2(crs, &shapes, f) / area_m2, 1, 1e-12);
    assert_near(bc_geodesic_area_m2(crs, &shapes, 4), 0, 0);
    bc_shapes_clear(&shapes);
    bc_crs_free(crs);
}

/** A ring as another hand would write it: from another vertex, every third
 * vertex twice, and the other way round or not. */
static void add_otherwise(struct bc_shapes *shapes, size_t ring, size_t start,
                          bool backwards)
{
    size_t first = shapes->vertex_of[ring];
    size_t n = shapes->vertex_of[ring + 1] - first - 1;

    bc_shapes_begin_feature(shapes);
    bc_shapes_begin_part(shapes);
    bc_shapes_begin_ring(shapes);
    for (size_t i = 0; i <= n; i++) {
        size_t v = first + (backwards ? start + n - i : start + i) % n;

        for (size_t times = 0; times < (i % 3 == 0 ? 2 : 1); times++)
            bc_shapes_add_vertex(shapes, shapes->x[v], shapes->y[v]);
    }
}

/* The area is also that of PROJ's geod_polygon, vertex by vertex. */
static void
ten_thousand_rings_hold_the_same_however_they_are_written(void **state)
{
    enum { RINGS = 10000, POINTS = 3 };
    struct bc_crs *crs = cgcs2000();
    struct geod_geodesic ellipsoid;
    uint64_t random = 31;
    size_t n_inside = 0;

    (void)state;
    geod_init(&ellipsoid, 6378137, 1 / 298.257222101); /* GRS 80 */
    for (int i = 0; i < RINGS; i++) {
        struct bc_shapes shapes;
        struct bc_index *index;
        double radius = pow(10, random_between(&random, -4, 0.3));
        size_t n = 3 + bc_test_random(&random) % 20;
        double area_m2, by_proj_m2;

        bc_shapes_init(&shapes);
        add_star(&shapes, &random, random_between(&random, 75, 130),
                 random_between(&random, 5, 50), radius, n);
        add_otherwise(&shapes, 0, bc_test_random(&random) % n, i % 2);
        area_m2 = bc_geodesic_area_m2(crs, &shapes, 0);
        geod_polygonarea(&ellipsoid, shapes.y, shapes.x, (int)n, &by_proj_m2,
                         NULL);
        /* of small rings PROJ's differences of large areas leave some cm2 */
        assert_near(area_m2, fabs(by_proj_m2), 1e-9 * area_m2 + 1e-3);
        assert_near(bc_geodesic_area_m2(crs, &shapes, 1), area_m2,
                    1e-9 * area_m2 + 1e-3);
        index = bc_index_new(&shapes);
        for (int p = 0; p < POINTS; p++) {
            struct bc_hit hits[2];
            double x = shapes.x[0] + random_between(&random, -1, 1) * radius;
            double y = shapes.y[0] + random_between(&random, -1, 1) * radius;
            size_t n_hits = bc_index_covers(index, x, y, hits, 2);

            assert_true(n_hits == 0 || n_hits == 2);
            assert_true(n_hits == 0 || hits[0].place == hits[1].place);
            n_inside += n_hits / 2;
        }
        bc_index_free(index);
        bc_shapes_clear(&shapes);
    }
    assert_in_range(n_inside, RINGS / 10, RINGS * POINTS - RINGS / 10);
    bc_crs_free(crs);
}

/* GeographicLib, documentation of PolygonArea: the ellipsoid WGS 84 has
 * 510065621724088.44 m2. */
static void a_ring_may_hold_more_than_half_of_the_earth(void **state)
{
    struct bc_shapes shapes;
    struct bc_crs *crs;
    double cap_m2, rest_m2;

    (void)state;
    assert_int_equal(bc_crs_new("EPSG:4326", &crs, &err), BC_OK);
    bc_shapes_init(&shapes);
    add_feature(&shapes, "-180 -90,180 -90,180 90,-180 90,-180 -90");
    add_feature(&shapes, "-180 -90,180 -90,180 -60,90 -60,0 -60,-90 -60,"
                         "-180 -60,-180 -90");
    add_feature(&shapes, "-180 -60,-90 -60,0 -60,90 -60,180 -60,180 90,"
                         "-180 90,-180 -60");
    add_feature(&shapes, "-180 -60,-180 90,180 90,180 -60,90 -60,0 -60,"
                         "-90 -60,-180 -60"); /* clockwise */
    assert_near(bc_geodesic_area_m2(crs, &shapes, 0), 510065621724088.44, 1);
    cap_m2 = bc_geodesic_area_m2(crs, &shapes, 1);
    rest_m2 = bc_geodesic_area_m2(crs, &shapes, 2);
    assert_true(cap_m2 < 34e12); /* 2 pi R2 (1 - sin 60), more than a square */
    assert_near(cap_m2 + rest_m2, 510065621724088.44, 1);
    assert_near(bc_geodesic_area_m2(crs, &shapes, 3), rest_m2, 1);
    bc_shapes_clear(&shapes);
    bc_crs_free(crs);
}

static void holes_are_taken_off_and_parts_added(void **state)
{
    struct bc_crs *crs = cgcs2000();
    struct bc_shapes shapes;
    double shell_m2, hole_m2, part_m2;

    (void)state;
    bc_shapes_init(&shapes);
    add_box(&shapes, 114, 30, 115, 31);
    add_box(&shapes, 114.2, 30.2, 114.4, 30.4);
    add_box(&shapes, 116, 30, 117, 31);
    add_feature(&shapes, "114 30,115 30,115 31,114 31,114 30/"
                         "114.2 30.2,114.4 30.2,114.4 30.4,114.2 30.4,"
                         "114.2 30.2;"
                         "116 30,117 30,117 31,116 31,116 30");
    shell_m2 = bc_geodesic_area_m2(crs, &shapes, 0);
    hole_m2 = bc_geodesic_area_m2(crs, &shapes, 1);
    part_m2 = bc_geodesic_area_m2(crs, &shapes, 2);
    assert_near(bc_geodesic_area_m2(crs, &shapes, 3),
                shell_m2 - hole_m2 + part_m2, 1e-3);
    bc_shapes_clear(&shapes);
    bc_crs_free(crs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gauss_krueger_zones_come_back_to_degrees),
        cmocka_unit_test(every_zone_of_cgcs2000_is_known_by_its_code),
        cmocka_unit_test(seven_parameters_of_the_project_are_used_and_said),
        cmocka_unit_test(the_signs_are_those_of_the_coordinate_frame),
        cmocka_unit_test(a_pipeline_of_the_project_is_used_and_said),
        cmocka_unit_test(a_pipeline_that_is_none_is_refused),
        cmocka_unit_test(degrees_claimed_to_be_projected_are_refused),
        cmocka_unit_test(wgs84_is_copied_and_noted),
        cmocka_unit_test(copied_coordinates_keep_every_bit),
        cmocka_unit_test(utm_of_wgs84_is_one_datum_too),
        cmocka_unit_test(a_prj_file_without_epsg_code_is_understood),
        cmocka_unit_test(a_crs_with_heights_counts_by_its_horizontal_part),
        cmocka_unit_test(an_unknown_shift_is_refused_with_what_to_give),
        cmocka_unit_test(an_operation_serves_its_own_area_only),
        cmocka_unit_test(a_given_shift_is_used_and_said),
        cmocka_unit_test(a_layer_without_crs_is_refused),
        cmocka_unit_test(a_name_that_is_only_alike_is_no_crs),
        cmocka_unit_test(metres_claimed_to_be_degrees_are_refused),
        cmocka_unit_test(positions_far_outside_the_zone_are_refused),
        cmocka_unit_test(a_stray_among_good_points_loses_its_position),
        cmocka_unit_test(a_crs_that_most_points_contradict_is_refused),
        cmocka_unit_test(a_projection_that_proj_does_not_know_is_refused),
        cmocka_unit_test(a_sphere_may_be_shifted_too),
        cmocka_unit_test(the_project_may_be_on_a_sphere),
        cmocka_unit_test(every_kind_of_projection_is_followed),
        cmocka_unit_test(polygons_come_back_to_degrees),
        cmocka_unit_test(small_values_of_a_projected_crs_are_told_apart),
        cmocka_unit_test(values_without_crs_say_what_they_look_like),
        cmocka_unit_test(a_turned_pair_far_outside_is_told_to_be_swapped),
        cmocka_unit_test(geographic_crs_are_told_from_others),
        cmocka_unit_test(a_datum_is_known_by_its_name),
        cmocka_unit_test(a_crs_of_other_degrees_is_not_copied),
        cmocka_unit_test(the_project_may_be_in_another_datum),
        cmocka_unit_test(a_pipeline_may_count_in_radians),
        cmocka_unit_test(an_area_of_use_may_cross_the_antimeridian),
        cmocka_unit_test(infinite_positions_are_refused),
        cmocka_unit_test(a_point_without_position_stays_without),
        cmocka_unit_test(a_bad_vertex_names_its_feature),
        cmocka_unit_test(more_points_than_a_chunk_are_transformed),
        cmocka_unit_test(points_in_zones_of_their_own_come_from_there),
        cmocka_unit_test(a_table_needs_no_crs),
        cmocka_unit_test(the_project_crs_must_be_geographic),
        cmocka_unit_test(a_missing_proj_db_is_said),
        cmocka_unit_test(geodesics_agree_with_the_published_values),
        cmocka_unit_test(an_area_does_not_depend_on_how_rings_are_written),
        cmocka_unit_test(
            ten_thousand_rings_hold_the_same_however_they_are_written),
        cmocka_unit_test(a_ring_may_hold_more_than_half_of_the_earth),
        cmocka_unit_test(holes_are_taken_off_and_parts_added),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
