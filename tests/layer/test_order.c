/* SPDX-License-Identifier: MIT */
#include "layer/order.h"

#include "files.h"

static void digits_are_numbers_and_the_rest_code_points(void **state)
{
    /* ascending */
    static const char *const texts[] = {
        "",      "0",       "01",
        "1",     "2",       "2a",
        "10",    "9999999", "10000000000000000001",
        "A-9-2", "A-9-10",  "A-10",
        "Aa",    "B",       "P2",
        "P2x",   "P010",    "P10",
        "a",     "丹江",    "洪湖"}; /* U+4E39 U+6D2A */
    const size_t n = sizeof texts / sizeof *texts;

    (void)state;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            int order = bc_order_texts(texts[i], texts[j]);

            if ((order > 0) - (order < 0) != (i > j) - (i < j))
                print_error("'%s' and '%s'\n", texts[i], texts[j]);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
}

static struct bc_layer *layer_of(const char *const *codes, size_t n)
{
    struct bc_layer *layer =
        bc_layer_new("sections", "s.csv", BC_GEOMETRY_POINT, n);
    size_t code = bc_layer_add_column(layer, "code", BC_TEXT);

    for (size_t i = 0; i < n; i++)
        bc_layer_set_text(layer, code, i, codes[i]);
    return layer;
}

/* Whatever of a code the first look at rows sees, the order is that of texts.
 */
static void rows_are_ordered_as_their_codes_are(void **state)
{
    static const char *const parts[] = {"0", "00", "7",  "12", "999999999",
                                        "a", "-",  "丹", "",   "1234567890"};
    enum { N = 400 };
    static char texts[N][80];
    const char *codes[N];
    struct bc_layer *layer;
    uint64_t seed = 7;
    size_t *row_at;

    (void)state;
    for (size_t i = 0; i < N; i++) {
        texts[i][0] = '\0';
        for (int part = 0; part < 6; part++)
            strcat(texts[i], parts[bc_test_random(&seed) % 10]);
        codes[i] = texts[i];
    }
    layer = layer_of(codes, N);
    row_at = bc_order_rows(layer);
    assert_non_null(row_at);
    for (size_t i = 1; i < N; i++)
        assert_true(bc_order_texts(codes[row_at[i - 1]], codes[row_at[i]]) <=
                    0);
    bc_layer_reorder(layer, row_at);
    free(row_at);
    assert_null(bc_order_rows(layer)); /* in order now */
    bc_layer_free(layer);
}

static void rows_of_one_code_are_told_apart_by_cells_and_geometry(void **state)
{
    static const char *const codes[] = {"A", NULL, "A", "A", "A"};
    struct bc_layer *layer = layer_of(codes, 5);
    size_t last = bc_layer_add_column(layer, "z", BC_TEXT);
    size_t first = bc_layer_add_column(layer, "b", BC_TEXT);
    size_t *row_at;

    (void)state;
    bc_layer_set_text(layer, first, 0, "2"); /* b counts before z */
    bc_layer_set_text(layer, last, 0, "1");
    bc_layer_set_text(layer, first, 2, "1");
    bc_layer_set_text(layer, last, 2, "2");
    bc_layer_set_text(layer, first, 3, "1"); /* the same, but for its place */
    bc_layer_set_text(layer, last, 3, "2");
    layer->x[2] = layer->y[2] = layer->y[3] = 2;
    layer->x[3] = 1; /* of the bytes of 1 and 2 those of 2 come first */
    row_at = bc_order_rows(layer);
    assert_non_null(row_at);
    assert_int_equal(row_at[0], 2);
    assert_int_equal(row_at[1], 3);
    assert_int_equal(row_at[2], 0);
    assert_int_equal(row_at[3], 4); /* an empty cell */
    assert_int_equal(row_at[4], 1); /* no code */
    free(row_at);
    bc_layer_free(layer);
}

/* Vertices that are the same in one ring and in two. */
static void rows_of_the_same_vertices_are_told_apart_by_rings(void **state)
{
    static const double x[] = {0, 1, 0, 0, 2, 3, 2, 2},
                        y[] = {0, 0, 1, 0, 0, 0, 1, 0};
    struct bc_layer *layer =
        bc_layer_new("lakes", "l.geojson", BC_GEOMETRY_POLYGON, 2);
    size_t *row_at;

    (void)state;
    for (size_t row = 0; row < 2; row++) {
        bc_shapes_begin_feature(&layer->shapes);
        bc_shapes_begin_part(&layer->shapes);
        bc_shapes_begin_ring(&layer->shapes);
        bc_shapes_add_vertices(&layer->shapes, x, y, row == 0 ? 4 : 8);
        if (row == 0) {
            bc_shapes_begin_ring(&layer->shapes);
            bc_shapes_add_vertices(&layer->shapes, x + 4, y + 4, 4);
        }
    }
    row_at = bc_order_rows(layer);
    assert_non_null(row_at);
    assert_int_equal(row_at[0], 1); /* of one ring */
    assert_int_equal(row_at[1], 0);
    bc_layer_reorder(layer, row_at);
    free(row_at);
    assert_null(bc_order_rows(layer));
    bc_layer_free(layer);
}

/* Threads look at pieces of 8192 rows: the first of each with the one before.
 */
static void a_row_out_of_order_is_seen_wherever_it_stands(void **state)
{
    enum { N = 3 * 8192, LENGTH = 8 };
    char(*codes)[LENGTH] = bc_alloc(N, LENGTH);
    const char **texts = bc_alloc(N, sizeof(char *));
    static const size_t places[] = {1, 8191, 8192, 12000, N - 1};

    (void)state;
    for (size_t i = 0; i < N; i++) {
        snprintf(codes[i], LENGTH, "P%zu", i);
        texts[i] = codes[i];
    }
    for (size_t p = 0; p <= sizeof places / sizeof *places; p++) {
        const bool turned = p < sizeof places / sizeof *places;
        const size_t at = turned ? places[p] : 1;
        struct bc_layer *layer;
        size_t *row_at;

        if (turned)
            texts[at] = codes[at - 1], texts[at - 1] = codes[at];
        layer = layer_of(texts, N);
        row_at = bc_order_rows(layer);
        assert_int_equal(row_at != NULL, turned);
        if (row_at)
            assert_int_equal(row_at[at], at - 1);
        texts[at] = codes[at], texts[at - 1] = codes[at - 1];
        free(row_at);
        bc_layer_free(layer);
    }
    free(texts);
    free(codes);
}

#define LAKE(properties, geometry)                                             \
    "{\"type\":\"Feature\",\"properties\":" properties                         \
    ",\"geometry\":" geometry "}"
#define TRIANGLE(size)                                                         \
    "{\"type\":\"Polygon\",\"coordinates\":"                                   \
    "[[[0,0],[" size ",0],[0," size "],[0,0]]]}"

static const char *const lakes[] = {
    LAKE("{\"code\":\"L1\",\"name\":\"a\"}", TRIANGLE("1")),
    LAKE("{\"note\":\"x\",\"name\":\"a\"}", TRIANGLE("2")),
    LAKE("{\"name\":\"a\",\"code\":\"L1\"}", TRIANGLE("3")),
    LAKE("{\"name\":\"a\",\"code\":\"L1\"}", "null")};

/* The sizes of the features as they stand in the layer, 0 for none. */
static void read_lakes(struct files *files, const size_t turn[4],
                       double sizes[4])
{
    struct bc_text text = {0};

    bc_text_add(&text, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (size_t i = 0; i < 4; i++)
        bc_text_printf(&text, "%s%s", i ? "," : "", lakes[turn[i]]);
    bc_text_add(&text, "]}");
    files_say(files, "l.geojson", text.data);
    bc_text_clear(&text);
    files_source(files, "lakes", files->path)->in_order = true;
    assert_status(files, files_read(files), BC_OK);
    for (size_t i = 0; i < 4; i++) {
        double bounds[4];
        size_t lake = turn[files->layer->row_line[i] - 1];

        sizes[i] =
            bc_shapes_bounds(&files->layer->shapes, i, bounds) ? bounds[2] : 0;
        /* the place goes with its feature */
        assert_near(sizes[i], lake == 3 ? 0 : (double)(lake + 1), 0);
    }
}

static void features_stand_alike_in_every_order_of_a_file(void **state)
{
    double sizes[4], again[4];
    size_t turn[4];

    read_lakes(*state, (const size_t[]){0, 1, 2, 3}, sizes);
    assert_near(sizes[3], 2, 0); /* without a code */
    for (int i = 0; i < 256; i++) {
        unsigned seen = 0;

        for (int j = 0; j < 4; j++) {
            turn[j] = (size_t)(i >> 2 * j & 3);
            seen |= 1U << turn[j];
        }
        if (seen != 15)
            continue;
        read_lakes(*state, turn, again);
        for (int j = 0; j < 4; j++)
            assert_near(again[j], sizes[j], 0);
    }
    /* its finding names it wherever it stands */
    assert_int_equal(files_found(*state, BC_FOUND_BAD_GEOMETRY), 25);
}

/* Suspects are points or areas: not what the first one is. */
/* What was doubtful about a feature goes with it to its place. */
static void a_finding_stays_with_its_feature(void **state)
{
    static const char text[] =
        "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"code\":\"C\"},\"geometry\":"
        "null},"
        "{\"type\":\"Feature\",\"properties\":{\"code\":\"B\"},\"geometry\":"
        "{\"type\":\"Point\",\"coordinates\":[114,30]}},"
        "{\"type\":\"Feature\",\"properties\":{\"code\":\"A\"},\"geometry\":"
        "{\"type\":\"Point\",\"coordinates\":[]}}]}";
    struct files *files = *state;

    files_say(files, "a.geojson", text);
    files_source(files, "outfalls", files->path)->in_order = true;
    assert_status(files, files_read(files), BC_OK);
    assert_cell(files, "code", 0, "A");
    assert_cell(files, "code", 2, "C");
    assert_int_equal(files_found(files, BC_FOUND_BAD_GEOMETRY), 2);
    bc_findings_sort(files->findings); /* by line */
    for (size_t i = 0; i < 2; i++) {
        const struct bc_finding *found = bc_findings_get(files->findings, i);

        assert_string_equal(found->feature, i ? "A" : "C");
        assert_int_equal(found->line, i ? 3 : 1);
    }
}

static void files_of_one_source_have_one_crs(void **state)
{
    static const char text[] =
        "{\"type\":\"FeatureCollection\",%s\"features\":[{\"type\":\"Feature\","
        "\"properties\":{\"code\":\"%c\"},\"geometry\":{\"type\":\"Point\","
        "\"coordinates\":[114,30]}}]}";
    static const char named[] = "\"crs\":{\"type\":\"name\",\"properties\":"
                                "{\"name\":\"EPSG:4490\"}},";
    static const struct {
        const char *crs[2];
        bool alike;
    } cases[] = {{{named, named}, true},
                 {{"", ""}, true},
                 {{named, ""}, false},
                 {{"\"crs\":null,", "\"crs\":null,"}, true},
                 {{"\"crs\":null,", named}, false},
                 {{named, "\"crs\":null,"}, false}};
    struct files *files = *state;
    char path[2][128], json[400];
    const char *paths[] = {path[0], path[1]};
    const char *labels[] = {"a.geojson", "b.geojson"};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int f = 0; f < 2; f++) {
            snprintf(json, sizeof json, text, cases[i].crs[f], 'A' + f);
            files_say(files, labels[f], json);
            strcpy(path[f], files->path);
        }
        files->source = (struct bc_source){
            .role = "outfalls", .n_paths = 2, .paths = paths, .labels = labels};
        assert_status(files, files_read(files),
                      cases[i].alike ? BC_OK : BC_BAD_INPUT);
        if (!cases[i].alike)
            assert_says(files, "b.geojson");
    }
}

static void most_features_decide_what_a_layer_holds(void **state)
{
    static const char point[] =
        "{\"type\":\"Feature\",\"properties\":{\"code\":\"Y1\"},"
        "\"geometry\":{\"type\":\"Point\",\"coordinates\":[114,30]}}";
    static const char area[] =
        "{\"type\":\"Feature\",\"properties\":{\"code\":\"Y2\"},"
        "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
        "[[[0,0],[1,0],[0,1],[0,0]]]}}";
    struct bc_text text = {0};
    struct files *files = *state;

    for (int points = 1; points <= 2; points++) {
        text.length = 0;
        bc_text_printf(
            &text, "{\"type\":\"FeatureCollection\",\"features\":[%s,%s,%s]}",
            points == 1 ? point : area, points == 1 ? area : point,
            points == 1 ? area : point);
        assert_status(
            files, files_try(files, "suspects", "y.geojson", text.data), BC_OK);
        assert_int_equal(files->layer->geometry,
                         points == 1 ? BC_GEOMETRY_POLYGON : BC_GEOMETRY_POINT);
        assert_int_equal(files_found(files, BC_FOUND_MIXED_GEOMETRY), points);
    }
    bc_text_clear(&text);
}

static void texts_ascend_when_each_is_behind_the_one_before(void **state)
{
    const char *text[] = {"P2", "P010", "P10", "Q1"};

    (void)state;
    assert_true(bc_order_ascends(text, 0));
    assert_true(bc_order_ascends(text, 4));
    text[2] = "P010";
    assert_false(bc_order_ascends(text, 4));
    text[2] = NULL;
    assert_false(bc_order_ascends(text, 4));
    assert_true(bc_order_ascends(text, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_numbers_and_the_rest_code_points),
        cmocka_unit_test(texts_ascend_when_each_is_behind_the_one_before),
        cmocka_unit_test(rows_are_ordered_as_their_codes_are),
        cmocka_unit_test(rows_of_one_code_are_told_apart_by_cells_and_geometry),
        cmocka_unit_test(rows_of_the_same_vertices_are_told_apart_by_rings),
        cmocka_unit_test(a_row_out_of_order_is_seen_wherever_it_stands),
        files_test(features_stand_alike_in_every_order_of_a_file),
        files_test(a_finding_stays_with_its_feature),
        files_test(files_of_one_source_have_one_crs),
        files_test(most_features_decide_what_a_layer_holds)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
