/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/region.h"
#include "tables.h"

static void add_box(struct bc_shapes *shapes, double x0, double y0, double x1,
                    double y1)
{
    bc_shapes_begin_feature(shapes);
    bc_shapes_begin_part(shapes);
    bc_shapes_begin_ring(shapes);
    bc_shapes_add_vertex(shapes, x0, y0);
    bc_shapes_add_vertex(shapes, x1, y0);
    bc_shapes_add_vertex(shapes, x1, y1);
    bc_shapes_add_vertex(shapes, x0, y1);
    bc_shapes_add_vertex(shapes, x0, y0);
}

/* Three boxes side by side, in a province that is none of them. */
static struct bc_layer *three_regions(void)
{
    struct bc_layer *regions =
        layer_of("regions", "code,name\n420000,湖北省\n420100,武汉市\n"
                            "429005,潜江市\n340200,芜湖市\n");

    regions->geometry = BC_GEOMETRY_POLYGON;
    add_box(&regions->shapes, 0, 0, 3, 1);
    add_box(&regions->shapes, 0, 0, 1, 1);
    add_box(&regions->shapes, 1, 0, 2, 1);
    add_box(&regions->shapes, 2, 0, 3, 1);
    return regions;
}

static void assign(const struct bc_layer *regions, struct bc_layer *layer,
                   struct bc_findings *findings)
{
    bc_region_assign(regions, layer, findings);
}

static void own_code_or_city_then_position(void **state)
{
    static const struct {
        double x;
        const char *region;
    } expected[] = {
        {0.5, "420100"},        /* county 420115 */
        {1.5, "429005"},        /* governed by the province: its own */
        {0.5, "420100/421000"}, /* two cities */
        {2.5, "340200"},        /* a city that only the layer knows */
        {0.5, "420100"},        /* position alone */
        {1.0, "420100/429005"}, /* on a border: both */
        {9.0, NULL},            /* nowhere */
        {1.5, "420100"},        /* own code against position */
        {0.5, "420100"},        /* a province's code says nothing */
        {0.5, "420100"},        /* 武汉 for short */
    };
    struct bc_layer *regions = three_regions();
    struct bc_layer *layer = layer_of("outfalls", "code,county_code,city\n"
                                                  "A,420115,\n"
                                                  "B,429005,\n"
                                                  "C,,武汉市/荆州市\n"
                                                  "D,,芜湖市\n"
                                                  "E,,\n"
                                                  "F,,\n"
                                                  "G,,\n"
                                                  "H,420115,\n"
                                                  "I,420000,\n"
                                                  "J,,武汉\n");
    struct bc_findings *findings = bc_findings_new();

    (void)state;
    layer->geometry = BC_GEOMETRY_POINT;
    for (size_t row = 0; row < 10; row++) {
        layer->x[row] = expected[row].x;
        layer->y[row] = 0.5;
    }
    assign(regions, layer, findings);
    for (size_t row = 0; row < 10; row++) {
        const char *found = bc_layer_text(layer, "region", row);

        if (expected[row].region && found)
            assert_string_equal(found, expected[row].region);
        else
            assert_true(found == expected[row].region);
    }
    assert_int_equal(bc_findings_count(findings), 1);
    assert_string_equal(bc_findings_get(findings, 0)->feature, "H");
    assert_string_equal(bc_findings_get(findings, 0)->message,
                        "lies in region 429005, but its own code or city says "
                        "420100");
    bc_findings_free(findings);
    bc_layer_free(layer);
    bc_layer_free(regions);
}

static void what_is_no_code_is_told(void **state)
{
    struct bc_layer *layer = layer_of("outfalls", "code,county_code\n"
                                                  "A,42011\n"
                                                  "B,420115.0\n"
                                                  "C,420115002\n"
                                                  "D,\n");
    struct bc_findings *findings = bc_findings_new();

    (void)state;
    assign(NULL, layer, findings);
    assert_null(bc_layer_text(layer, "region", 0));
    assert_null(bc_layer_text(layer, "region", 1));
    assert_string_equal(bc_layer_text(layer, "region", 2), "420100");
    assert_null(bc_layer_text(layer, "region", 3));
    assert_int_equal(bc_findings_count(findings), 2);
    assert_string_equal(bc_findings_get(findings, 0)->feature, "A");
    assert_string_equal(bc_findings_get(findings, 1)->value, "420115.0");
    bc_findings_free(findings);
    bc_layer_free(layer);
}

/* Townships that are drawn over each other, the city last. */
static void a_point_may_lie_in_many_regions(void **state)
{
    enum { TOWNSHIPS = 20 };
    struct bc_text table = {0};
    struct bc_findings *findings = bc_findings_new();
    struct bc_layer *regions, *layer;

    (void)state;
    bc_text_add(&table, "code,name\n");
    for (int i = 0; i < TOWNSHIPS; i++)
        bc_text_printf(&table, "420115%03d,%d\n", 100 + i, i);
    bc_text_add(&table, "429005,潜江市\n");
    regions = layer_of("regions", bc_text_string(&table));
    bc_text_clear(&table);
    regions->geometry = BC_GEOMETRY_POLYGON;
    for (int i = 0; i <= TOWNSHIPS; i++)
        add_box(&regions->shapes, 0, 0, 1, 1);
    layer = layer_of("sections", "code\nA\nB\n");
    layer->geometry = BC_GEOMETRY_POINT;
    layer->x[0] = layer->y[0] = 0.5;
    layer->x[1] = layer->y[1] = NAN; /* no position, no region */
    assign(regions, layer, findings);
    assert_string_equal(bc_layer_text(layer, "region", 0), "420100/429005");
    assert_null(bc_layer_text(layer, "region", 1));
    bc_findings_free(findings);
    bc_layer_free(layer);
    bc_layer_free(regions);
}

static void a_polygon_counts_where_its_vertices_lie(void **state)
{
    struct bc_layer *regions = three_regions();
    struct bc_layer *layer = layer_of("redlines", "code\nA\nB\nC\n");
    struct bc_findings *findings = bc_findings_new();

    (void)state;
    layer->geometry = BC_GEOMETRY_POLYGON;
    add_box(&layer->shapes, 0.5, 0.2, 1.5, 0.8); /* in two */
    add_box(&layer->shapes, 1, 0, 2, 1);         /* exactly one of them */
    bc_shapes_begin_feature(&layer->shapes);     /* nothing */
    assign(regions, layer, findings);
    assert_string_equal(bc_layer_text(layer, "region", 0), "420100/429005");
    assert_string_equal(bc_layer_text(layer, "region", 1), "429005");
    assert_null(bc_layer_text(layer, "region", 2));
    bc_findings_free(findings);
    bc_layer_free(layer);
    bc_layer_free(regions);
}

static void add_line(struct bc_shapes *shapes, size_t n, double xy[][2])
{
    bc_shapes_begin_feature(shapes);
    bc_shapes_begin_part(shapes);
    bc_shapes_begin_ring(shapes);
    for (size_t v = 0; v < n; v++)
        bc_shapes_add_vertex(shapes, xy[v][0], xy[v][1]);
}

/* A line that runs along a border lies in the regions on both sides; where a
 * vertex lies inside, or the middle does, that decides. */
static void a_line_on_a_border_lies_in_both_regions(void **state)
{
    static const char *const expected[] = {"420100/429005", "420100", "429005",
                                           "340200"};
    struct bc_layer *regions = three_regions();
    struct bc_layer *layer = layer_of("rivers", "code\nA\nB\nC\nD\n");
    struct bc_findings *findings = bc_findings_new();

    (void)state;
    layer->geometry = BC_GEOMETRY_LINE;
    add_line(&layer->shapes, 2, (double[][2]){{1, 0.2}, {1, 0.8}}); /* border */
    add_line(&layer->shapes, 3, (double[][2]){{1, 0.2}, {0.5, 0.5}, {1, 1}});
    add_line(&layer->shapes, 2, (double[][2]){{1, 0.2}, {2, 0.8}});
    add_line(&layer->shapes, 2, (double[][2]){{3, 0.2}, {3, 0.8}});
    assign(regions, layer, findings);
    for (size_t row = 0; row < 4; row++)
        assert_string_equal(bc_layer_text(layer, "region", row), expected[row]);
    bc_findings_free(findings);
    bc_layer_free(layer);
    bc_layer_free(regions);
}

static void without_regions_the_own_code_decides(void **state)
{
    struct bc_layer *layer =
        layer_of("villages", "code,county_code,city\nA,420115,\nB,,\n");
    struct bc_findings *findings = bc_findings_new();

    /* a free role has no key county_code, but the header is the same */
    (void)state;
    bc_region_assign(NULL, layer, findings);
    assert_string_equal(bc_layer_text(layer, "region", 0), "420100");
    assert_null(bc_layer_text(layer, "region", 1));
    bc_findings_free(findings);
    bc_layer_free(layer);
}

static void codes_become_prefectures(void **state)
{
    char code[7];

    (void)state;
    assert_true(bc_region_prefecture("420115", code));
    assert_string_equal(code, "420100");
    assert_true(bc_region_prefecture("422801", code));
    assert_string_equal(code, "422800");
    assert_true(bc_region_prefecture("429021", code));
    assert_string_equal(code, "429021");
    assert_true(bc_region_prefecture("420115002", code)); /* a township */
    assert_string_equal(code, "420100");
    assert_true(bc_region_prefecture("429005001002", code));
    assert_string_equal(code, "429005");
    assert_false(bc_region_prefecture("4201150", code));
    assert_false(bc_region_prefecture("420000", code));
    assert_false(bc_region_prefecture("42010", code));
    assert_false(bc_region_prefecture("42010x", code));
    assert_string_equal(bc_region_name("420100"), "武汉市");
    assert_string_equal(bc_region_code("神农架"), "429021");
    assert_string_equal(bc_region_code("芜湖市"), "340200");
    assert_null(bc_region_code("南京市"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_code_or_city_then_position),
        cmocka_unit_test(what_is_no_code_is_told),
        cmocka_unit_test(a_point_may_lie_in_many_regions),
        cmocka_unit_test(a_polygon_counts_where_its_vertices_lie),
        cmocka_unit_test(a_line_on_a_border_lies_in_both_regions),
        cmocka_unit_test(without_regions_the_own_code_decides),
        cmocka_unit_test(codes_become_prefectures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
