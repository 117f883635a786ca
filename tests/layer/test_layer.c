/* SPDX-License-Identifier: MIT */
#include "layer/layer.h"

#include <string.h>

#include "test.h"

/* A triangle of three points and its closing one, beginning at (x, 0). */
static void add_triangle(struct bc_shapes *shapes, double x)
{
    bc_shapes_begin_ring(shapes);
    bc_shapes_add_vertex(shapes, x, 0);
    bc_shapes_add_vertex(shapes, x + 1, 0);
    bc_shapes_add_vertex(shapes, x, 2);
    bc_shapes_add_vertex(shapes, x, 0);
}

static void shapes_are_offsets_into_vertices(void **state)
{
    struct bc_shapes shapes, copy;
    double bounds[4];

    (void)state;
    bc_shapes_init(&shapes);
    bc_shapes_begin_feature(&shapes); /* two parts, the first with a hole */
    bc_shapes_begin_part(&shapes);
    add_triangle(&shapes, 0);
    add_triangle(&shapes, 10);
    bc_shapes_begin_part(&shapes);
    add_triangle(&shapes, 20);
    bc_shapes_begin_feature(&shapes); /* none */
    bc_shapes_begin_feature(&shapes);
    bc_shapes_begin_part(&shapes);
    add_triangle(&shapes, -5);

    assert_int_equal(shapes.n_features, 3);
    assert_int_equal(shapes.n_parts, 3);
    assert_int_equal(shapes.n_rings, 4);
    assert_int_equal(shapes.n_vertices, 16);
    assert_int_equal(shapes.part_of[1], 2);
    assert_int_equal(shapes.part_of[2], 2);
    assert_int_equal(shapes.part_of[3], 3);
    assert_int_equal(shapes.ring_of[1], 2);
    assert_true(bc_shapes_bounds(&shapes, 0, bounds));
    assert_near(bounds[0], 0, 0);
    assert_near(bounds[2], 21, 0);
    assert_near(bounds[3], 2, 0);
    assert_false(bc_shapes_bounds(&shapes, 1, bounds));

    bc_shapes_init(&copy);
    bc_shapes_append(&copy, &shapes, 2);
    assert_int_equal(copy.n_vertices, 4);
    assert_near(copy.x[0], -5, 0);
    bc_shapes_clear(&copy);
    bc_shapes_clear(&shapes);
}

static struct bc_layer *three_sections(void)
{
    static const char *const codes[] = {"A", "B", "C"};
    static const char *const aliases[] = {"甲/老甲", NULL, "丙"};
    struct bc_layer *layer =
        bc_layer_new("sections", "s.csv", BC_GEOMETRY_POINT, 3);
    size_t code = bc_layer_add_column(layer, "断面编码", BC_TEXT);
    size_t alias = bc_layer_add_column(layer, "别名", BC_TEXT);

    for (size_t i = 0; i < 3; i++) {
        bc_layer_set_text(layer, code, i, codes[i]);
        bc_layer_set_text(layer, alias, i, aliases[i]);
        layer->x[i] = (double)i;
    }
    bc_layer_add_key(layer, "code", code);
    bc_layer_add_key(layer, "alias", alias);
    return layer;
}

/* As an empty polygon of a file has it. */
static void a_ring_may_have_no_vertices(void **state)
{
    struct bc_shapes shapes;
    double bounds[4];

    (void)state;
    bc_shapes_init(&shapes);
    bc_shapes_begin_feature(&shapes);
    bc_shapes_begin_part(&shapes);
    bc_shapes_begin_ring(&shapes);
    bc_shapes_add_vertices(&shapes, NULL, NULL, 0);
    assert_int_equal(shapes.n_rings, 1);
    assert_int_equal(shapes.n_vertices, 0);
    assert_false(bc_shapes_bounds(&shapes, 0, bounds));
    bc_shapes_clear(&shapes);
}

static void columns_are_found_by_key_then_derived_then_header(void **state)
{
    struct bc_layer *layer = three_sections();
    size_t tli = bc_layer_add_column(layer, "tli", BC_DECIMAL);

    (void)state;
    assert_int_equal(bc_layer_find(layer, "code"), 0);
    assert_int_equal(bc_layer_find(layer, "断面编码"), 0);
    assert_int_equal(bc_layer_find(layer, "no"), BC_NO_COLUMN);
    assert_false(bc_decimal_known(bc_layer_decimal(layer, "tli")[2]));
    assert_null(bc_layer_decimal(layer, "code"));
    assert_null(bc_layer_text(layer, "tli", 0));
    bc_layer_add_column(layer, "basin", BC_TEXT);
    layer->columns[bc_layer_add_column(layer, "basin", BC_TEXT)].derived = true;
    assert_int_equal(bc_layer_find(layer, "basin"), tli + 2);
    bc_layer_free(layer);
}

static void rows_are_found_by_code_and_members_of_alias(void **state)
{
    struct bc_layer *layer = three_sections();

    (void)state;
    assert_int_equal(bc_layer_row(layer, "B"), 1);
    assert_int_equal(bc_layer_row(layer, "老甲"), 0);
    assert_int_equal(bc_layer_row(layer, "丙"), 2);
    assert_int_equal(bc_layer_row(layer, "甲/老甲"), BC_NO_ROW);
    bc_layer_free(layer);
}

static void rows_that_are_not_kept_go_from_every_column(void **state)
{
    const bool keep[] = {true, false, true};
    struct bc_layer *layer = three_sections();
    size_t tli = bc_layer_add_column(layer, "tli", BC_DECIMAL);

    (void)state;
    layer->columns[tli].decimal[2] = bc_decimal_of(5, 0);
    layer->row_epsg = bc_alloc(3, sizeof *layer->row_epsg);
    layer->row_epsg[2] = 4526;
    for (int i = 0; i < 3; i++) {
        bc_shapes_begin_feature(&layer->shapes);
        bc_shapes_begin_part(&layer->shapes);
        add_triangle(&layer->shapes, i);
    }
    bc_layer_keep(layer, keep);
    assert_int_equal(layer->n_features, 2);
    assert_string_equal(bc_layer_text(layer, "code", 1), "C");
    assert_int_equal(layer->row_line[1], 3);
    assert_near(layer->x[1], 2, 0);
    assert_int_equal(layer->row_epsg[1], 4526);
    assert_int_equal(layer->columns[tli].decimal[1].units, 5);
    assert_int_equal(layer->shapes.n_features, 2);
    assert_near(layer->shapes.x[4], 2, 0);
    bc_layer_free(layer);
    bc_layer_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_are_offsets_into_vertices),
        cmocka_unit_test(a_ring_may_have_no_vertices),
        cmocka_unit_test(columns_are_found_by_key_then_derived_then_header),
        cmocka_unit_test(rows_are_found_by_code_and_members_of_alias),
        cmocka_unit_test(rows_that_are_not_kept_go_from_every_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
