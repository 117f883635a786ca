/* SPDX-License-Identifier: MIT */
#include "layer/geojson.h"

#include "files.h"

#define COLLECTION(features)                                                   \
    "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define FEATURE(properties, geometry)                                          \
    "{\"type\":\"Feature\",\"properties\":" properties                         \
    ",\"geometry\":" geometry "}"
#define POINT(x, y) "{\"type\":\"Point\",\"coordinates\":[" x "," y "]}"
#define SQUARE                                                                 \
    "{\"type\":\"Polygon\",\"coordinates\":[[[114,30],[115,30],[115,31],"      \
    "[114,30]]]}"

static void numbers_and_texts_keep_every_digit(void **state)
{
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "villages", "a.geojson",
                            COLLECTION(FEATURE(
                                "{\"code\":\"007\",\"n\":12345678901234567890,"
                                "\"v\":0.10,\"b\":true,\"t\":\"\\u6cb3\\n\","
                                "\"e\":\"\",\"x\":null,\"l\":[1, 2]}",
                                POINT("114.123456789012345", "3e1")))),
                  BC_OK);
    assert_cell(files, "code", 0, "007");
    assert_cell(files, "n", 0, "12345678901234567890");
    assert_cell(files, "v", 0, "0.10");
    assert_cell(files, "b", 0, "true");
    assert_cell(files, "t", 0, "河");
    assert_cell(files, "l", 0, "[1, 2]");
    assert_null(bc_layer_text(files->layer, "e", 0));
    assert_null(bc_layer_text(files->layer, "x", 0));
    assert_near(files->layer->x[0], 114.123456789012345, 0);
    assert_near(files->layer->y[0], 30, 0);
}

static void members_may_come_in_any_order(void **state)
{
    struct files *files = *state;

    assert_status(
        files,
        files_try(files, "basins", "a.geojson",
                  "{\"features\":[{\"geometry\":{\"coordinates\":[[[1,2],[3,2],"
                  "[3,4],[1,2]]],\"type\":\"Polygon\"},\"id\":\"B-1\","
                  "\"type\":\"Feature\",\"properties\":null}],"
                  "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                  "\"urn:ogc:def:crs:EPSG::4547\"}},"
                  "\"type\":\"FeatureCollection\"}"),
        BC_OK);
    assert_string_equal(files->layer->crs, "EPSG:4547");
    assert_cell(files, "code", 0, "B-1");
    assert_int_equal(files->layer->shapes.n_vertices, 4);
}

static void columns_are_those_of_all_features(void **state)
{
    struct files *files = *state;

    assert_status(
        files,
        files_try(files, "villages", "a.geojson",
                  COLLECTION(FEATURE("{\"a\":1}", POINT("1", "2")) "," FEATURE(
                      "{\"b\":2}", "null"))),
        BC_OK);
    assert_cell(files, "a", 0, "1");
    assert_null(bc_layer_text(files->layer, "b", 0));
    assert_cell(files, "b", 1, "2");
    assert_true(isnan(files->layer->x[1]));
    assert_int_equal(files_found(files, BC_FOUND_BAD_GEOMETRY), 1);
}

static void crs_is_a_name_or_refused(void **state)
{
#define WITH_CRS(crs)                                                          \
    "{\"type\":\"FeatureCollection\",\"crs\":" crs                             \
    ",\"features\":[" FEATURE("{\"a\":1}", POINT("1", "2")) "]}"
    struct files *files = *state;

    assert_status(files,
                  files_try(files, "villages", "a.geojson",
                            WITH_CRS("{\"type\":\"name\",\"properties\":{"
                                     "\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84"
                                     "\"}}")),
                  BC_OK);
    assert_string_equal(files->layer->crs, "OGC:CRS84");
    assert_status(files,
                  files_try(files, "villages", "a.geojson", WITH_CRS("null")),
                  BC_OK);
    assert_null(files->layer->crs);
    assert_status(
        files,
        files_try(files, "villages", "a.geojson",
                  WITH_CRS("{\"type\":\"link\",\"properties\":{\"href\":"
                           "\"http://127.0.0.1/crs\"}}")),
        BC_BAD_INPUT);
    assert_says(files, "'crs' that is not a name");
    assert_status(files,
                  files_try(files, "villages", "a.geojson",
                            WITH_CRS("{\"type\":\"EPSG\",\"properties\":{"
                                     "\"name\":\"EPSG:4490\"}}")),
                  BC_BAD_INPUT);
    assert_says(files, "'crs' that is not a name");
    assert_status(files,
                  files_try(files, "villages", "a.geojson",
                            COLLECTION("{\"type\":\"Feature\",\"crs\":null}")),
                  BC_OK);
    assert_status(files,
                  files_try(files, "villages", "a.geojson",
                            COLLECTION("{\"type\":\"Feature\",\"crs\":{}}")),
                  BC_BAD_INPUT);
    assert_says(files, "a 'crs' of one object");
}

static void broken_json_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"", "a.geojson:1: the file ends"},
        {"[]", "no object"},
        {COLLECTION("") "x", "text after the end"},
        {"{\"type\":\"FeatureCollection\",\n\"features\":[",
         "a.geojson:2: the file ends"},
        {COLLECTION("{\"type\":\"Feature\",\n\"properties\":{\"a\":NaN}}"),
         "a.geojson:2: no value"},
        {COLLECTION(FEATURE("{\"a\":01}", "null")), "no number"},
        {COLLECTION(FEATURE("{\"a\":1,\"a\":2}", "null")), "'a' stands twice"},
        {COLLECTION("{\"type\":\"Feature\",\"type\":\"Feature\"}"),
         "'type' stands twice"},
        {COLLECTION(FEATURE("{\"a\":\"\\ud800\"}", "null")), "no character"},
        {COLLECTION(FEATURE("{\"a\":\"\\x\"}", "null")), "escape"},
        {COLLECTION(FEATURE("{\"a\":\"x\ny\"}", "null")), "end of a string"},
        {COLLECTION(FEATURE("{\"a\":1,}", "null")), "no string"},
        {COLLECTION("{\"type\":\"Point\"}"), "'Feature' should stand"},
        {COLLECTION("{}"), "no feature"},
        {COLLECTION("7"), "no object"},
        {"{\"x\":1}", "neither a FeatureCollection"},
        {"{\"x\":q}", "no value"},
        {"{\"type\":7}", "no string"},
        {"{\"type\":\"FeatureCollection\",7}", "no string"},
        {"{\"type\":\"FeatureCollection\",\"type\":7}", "stands twice"},
        {COLLECTION("{\"type\":7}"), "no string"},
        {COLLECTION(FEATURE("{}", "{\"type\":7}")), "no string"},
        {COLLECTION(FEATURE("{}", "{7}")), "no string"},
        {COLLECTION(FEATURE("{}", "{\"type\":\"Point\",\"type\":\"Point\"}")),
         "stands twice"},
        {COLLECTION(FEATURE("{}", "7")), "no object"},
        {COLLECTION(FEATURE("{7}", "null")), "no string"},
        {COLLECTION("{7}"), "no string"},
        {"{\"type\":\"Topology\"}", "neither a FeatureCollection"},
        {"{\"type\":\"FeatureCollection\"}", "no 'features'"},
        {COLLECTION(FEATURE("{}", "{\"type\":\"Circle\",\"coordinates\":[]}")),
         "'Circle' is no type"},
        {COLLECTION(FEATURE("{}", "{\"type\":\"Point\"}")),
         "without coordinates"},
        {COLLECTION(FEATURE("{\"a\":\"\xBA\xD3\"}", "null")), "not UTF-8"},
        {COLLECTION(FEATURE("{\"a\":1,\"A\":2}", "null")), "have one name"},
    };
    struct files *files = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_status(files,
                      files_try(files, "villages", "a.geojson", cases[i].text),
                      BC_BAD_INPUT);
        assert_says(files, cases[i].words);
        assert_null(files->layer);
    }
    files_source(files, "villages", files_path(files, "gone.geojson"));
    assert_int_not_equal(files_read(files), BC_OK);
    assert_says(files, "gone.geojson");
}

/* Whitespace of all four kinds, unknown members, a feature's own order. */
#define WHOLE(geometry)                                                        \
    "{\"x\":{\"a\":[1,-2,true,{}]},\r\n\t\"type\":\"FeatureCollection\","      \
    "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4490\"}},"     \
    "\"features\":[{\"bbox\":[1],\"id\":\"\\ud83c\\udf0a\",\"properties\":"    \
    "{\"v\":1.5e+3,\"w\":\"a\\tb\",\"n\":null},\"geometry\":" geometry         \
    ",\"type\":\"Feature\"},{\"type\":\"Feature\",\"geometry\":null}]}"

static void a_file_that_breaks_off_anywhere_is_refused(void **state)
{
    static const struct {
        const char *role, *text;
    } cases[] = {
        {"villages", WHOLE(POINT("114.5", "30E-1"))},
        {"villages",
         WHOLE("{\"coordinates\":[114.5,30,7],\"type\":\"Point\"}")},
        {"outfalls", WHOLE("{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,"
                           "4]]}")},
        {"basins", WHOLE(SQUARE)},
        {"rivers", WHOLE("{\"x\":1,\"type\":\"MultiLineString\","
                         "\"coordinates\":[[[1,2],[3,4]]]}")},
        {"villages", FEATURE("{\"code\":\"A\"}", POINT("1", "2"))},
    };
    struct files *files = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t whole = strlen(cases[i].text);

        for (size_t n = 0; n < whole; n++) {
            files_write(files, "a.geojson", cases[i].text, n);
            files_source(files, cases[i].role, files->path);
            if (files_read(files) != BC_BAD_INPUT)
                fail_msg("case %zu is read from %zu of %zu bytes", i, n, whole);
            assert_says(files, "a.geojson:");
        }
        assert_status(
            files, files_try(files, cases[i].role, "a.geojson", cases[i].text),
            BC_OK);
    }
}

/* RFC 8259, 7: beyond the first plane a pair of surrogates. */
static void an_escape_is_one_character(void **state)
{
    static const struct {
        const char *escape, *expected;
    } cases[] = {
        {"\\u6CB3\\u6d41", "河流"},
        {"\\ud83c\\uDF0A", "\xF0\x9F\x8C\x8A"},
        {"\\udbff\\udfff", "\xF4\x8F\xBF\xBF"},
        {"a\\\"b\\\\c\\/d", "a\"b\\c/d"},
        {"\\ud83c", NULL},
        {"\\udf0a", NULL},
        {"\\ud83c\\ud83c", NULL},
        {"\\ud83c\\u0041", NULL},
        {"\\ud83c\\u00", NULL},
        {"\\ud83c\\n", NULL},
        {"\\u0000", NULL},
        {"\\u12", NULL},
        {"\\u12G4", NULL},
        {"\\u-123", NULL},
        {"\\u", NULL},
    };
    struct files *files = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256];

        snprintf(text, sizeof text,
                 COLLECTION(FEATURE("{\"a\":\"%s\"}", "null")),
                 cases[i].escape);
        assert_status(files, files_try(files, "villages", "a.geojson", text),
                      cases[i].expected ? BC_OK : BC_BAD_INPUT);
        if (cases[i].expected)
            assert_cell(files, "a", 0, cases[i].expected);
        else
            assert_says(files, "a.geojson:1: ");
    }
}

static void a_coordinate_is_the_nearest_double(void **state)
{
    static const struct {
        const char *text;
        double expected;
    } cases[] = {
        {"114.25", 114.25},
        {"-0.1", -0.1},
        {"1.1425E+2", 114.25},
        {"11425e-2", 114.25},
        {"900.71992547409930", 900.7199254740993}, /* above 2^53 digits */
        {"-900.71992547409930", -900.7199254740993},
    };
    static const char *const wrong[] = {"1.",  ".5", "1e",    "1e+",
                                        "1E-", "-",  "--1",   "+1",
                                        "01",  "1f", "\"1\"", "1e5.5"};
    struct files *files = *state;
    char text[256];

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(text, sizeof text,
                 COLLECTION(FEATURE("{\"a\":1}", POINT("%s", "30"))),
                 cases[i].text);
        assert_status(files, files_try(files, "villages", "a.geojson", text),
                      BC_OK);
        assert_near(files->layer->x[0], cases[i].expected, 0);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(text, sizeof text,
                 COLLECTION(FEATURE("{\"a\":1}", POINT("%s", "30"))), wrong[i]);
        assert_status(files, files_try(files, "villages", "a.geojson", text),
                      BC_BAD_INPUT);
    }
}

static void the_encoding_is_the_one_that_is_named(void **state)
{
    static const char text[] =
        COLLECTION(FEATURE("{\"code\":\"\xBA\xD3\"}", POINT("1", "2")));
    struct files *files = *state;

    files_say(files, "a.geojson", text);
    files_source(files, "villages", files->path)->encoding = "GB18030";
    assert_status(files, files_read(files), BC_OK);
    assert_cell(files, "code", 0, "河");
    files->source.encoding = "klingon";
    assert_status(files, files_read(files), BC_BAD_INPUT);
    assert_says(files, "klingon");
}

static void a_thousand_brackets_do_not_end_the_program(void **state)
{
    struct files *files = *state;
    char text[2000];

    memset(text, '[', sizeof text);
    memcpy(text, "{\"type\":\"FeatureCollection\",\"features\":", 39);
    files_write(files, "a.geojson", text, sizeof text);
    files_source(files, "villages", files->path);
    assert_status(files, files_read(files), BC_BAD_INPUT);
}

static void doubtful_geometry_is_a_finding_and_the_row_stays(void **state)
{
    static const char *const geometries[] = {
        "{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[null,2],[3,4],[1,2]]]}",
        ("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[1e400,2],[3,4],"
         "[1,2]]]}"),
        "{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,2],[1,2]]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[]}",
        "{\"type\":\"GeometryCollection\",\"geometries\":[]}",
        "null",
    };
    struct files *files = *state;
    const size_t n = sizeof geometries / sizeof *geometries;
    struct bc_text text = {0};

    bc_text_add(&text, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (size_t i = 0; i < n; i++)
        bc_text_printf(&text, FEATURE("{\"code\":\"%zu\"}", "%s") ",", i,
                       geometries[i]);
    bc_text_add(&text, FEATURE("{\"code\":\"good\"}", SQUARE) "]}");
    assert_status(files, files_try(files, "basins", "a.geojson", text.data),
                  BC_OK);
    bc_text_clear(&text);
    assert_int_equal(files->layer->n_features, n + 1);
    assert_int_equal(files_found(files, BC_FOUND_BAD_GEOMETRY), n);
    assert_string_equal(bc_findings_get(files->findings, 0)->feature, "0");
    assert_int_equal(files->layer->shapes.n_features, n + 1);
    assert_int_equal(files->layer->shapes.n_vertices, 4);
    assert_int_equal(files->layer->shapes.part_of[n], 0);
}

static void an_open_ring_is_closed_with_a_finding(void **state)
{
    struct files *files = *state;

    assert_status(
        files,
        files_try(files, "basins", "a.geojson",
                  COLLECTION(FEATURE("{\"code\":\"A\"}",
                                     "{\"type\":\"Polygon\",\"coordinates\":"
                                     "[[[1,2],[3,2],[3,4]]]}"))),
        BC_OK);
    assert_int_equal(files->layer->shapes.n_vertices, 4);
    assert_near(files->layer->shapes.x[3], 1, 0);
    assert_int_equal(files_found(files, BC_FOUND_REPAIRED_GEOMETRY), 1);
}

static void parts_and_holes_are_told_apart(void **state)
{
#define RING "[[1,2],[3,2],[3,4],[1,2]]"
    struct files *files = *state;
    const struct bc_shapes *shapes;

    assert_status(
        files,
        files_try(files, "villages", "a.geojson",
                  COLLECTION(FEATURE("{}", "{\"type\":\"MultiPolygon\","
                                           "\"coordinates\":[[" RING "," RING
                                           "],[" RING "]]}"))),
        BC_OK);
    shapes = &files->layer->shapes;
    assert_int_equal(shapes->n_parts, 2);
    assert_int_equal(shapes->n_rings, 3);
    assert_int_equal(shapes->ring_of[1], 2);
    assert_status(files,
                  files_try(files, "rivers", "a.geojson",
                            COLLECTION(FEATURE("{\"code\":\"R\"}",
                                               "{\"type\":\"MultiLineString\","
                                               "\"coordinates\":[[[1,2],[3,4]],"
                                               "[[5,6],[7,8],[9,9]]]}"))),
                  BC_OK);
    shapes = &files->layer->shapes;
    assert_int_equal(files->layer->geometry, BC_GEOMETRY_LINE);
    assert_int_equal(shapes->n_parts, 2);
    assert_int_equal(shapes->n_rings, 2);
    assert_int_equal(shapes->vertex_of[1], 2);
}

static void other_kinds_and_multipoints_are_said(void **state)
{
    struct files *files = *state;

    assert_status(
        files,
        files_try(
            files, "outfalls", "a.geojson",
            COLLECTION(
                FEATURE("{\"code\":\"A\"}", POINT("114", "30")) "," FEATURE(
                    "{\"code\":\"B\"}",
                    SQUARE) "," FEATURE("{\"code\":\"C\"}",
                                        "{\"type\":\"MultiPoint\","
                                        "\"coordinates\":"
                                        "[[114,30,7]]}") "," FEATURE("{\"code\""
                                                                     ":\"D\"}",
                                                                     "{\"type\""
                                                                     ":\"MultiP"
                                                                     "oint\","
                                                                     "\"coordin"
                                                                     "ates\":"
                                                                     "[[114,30]"
                                                                     ",[115,31]"
                                                                     "]}"))),
        BC_OK);
    assert_int_equal(files->layer->n_features, 4);
    assert_int_equal(files_found(files, BC_FOUND_MIXED_GEOMETRY), 1);
    assert_int_equal(files_found(files, BC_FOUND_BAD_GEOMETRY), 1);
    assert_int_equal(files_found(files, BC_FOUND_HEIGHTS_DROPPED), 1);
    assert_true(isnan(files->layer->x[1]));
    assert_near(files->layer->x[2], 114, 0);
    assert_true(isnan(files->layer->x[3]));
}

static void a_layer_of_another_kind_is_refused(void **state)
{
    struct files *files = *state;

    assert_status(
        files,
        files_try(files, "basins", "a.geojson",
                  COLLECTION(FEATURE("{\"code\":\"A\"}", POINT("114", "30")))),
        BC_BAD_INPUT);
    assert_says(files, "holds no polygon, which 'basins' needs");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        files_test(numbers_and_texts_keep_every_digit),
        files_test(members_may_come_in_any_order),
        files_test(columns_are_those_of_all_features),
        files_test(crs_is_a_name_or_refused),
        files_test(broken_json_is_refused_with_its_line),
        files_test(a_file_that_breaks_off_anywhere_is_refused),
        files_test(an_escape_is_one_character),
        files_test(a_coordinate_is_the_nearest_double),
        files_test(the_encoding_is_the_one_that_is_named),
        files_test(a_thousand_brackets_do_not_end_the_program),
        files_test(doubtful_geometry_is_a_finding_and_the_row_stays),
        files_test(an_open_ring_is_closed_with_a_finding),
        files_test(parts_and_holes_are_told_apart),
        files_test(other_kinds_and_multipoints_are_said),
        files_test(a_layer_of_another_kind_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
