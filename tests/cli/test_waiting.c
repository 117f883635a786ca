/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <string.h>

#include "cli/waiting.h"

/* What waits is joined and counted by `join --summary`: join_summary_odd.cmd
 * and its kin compare that with points that are held. */

static struct bc_layer *two_points(const char *a, const char *b)
{
    struct bc_layer *layer =
        bc_layer_new("sections", "s.csv", BC_GEOMETRY_POINT, 2);
    const size_t code = bc_layer_add_column(layer, "code", BC_TEXT);

    bc_layer_add_key(layer, "code", code);
    bc_layer_set_text(layer, code, 0, a);
    bc_layer_set_text(layer, code, 1, b);
    layer->x[0] = 1;
    layer->x[1] = 2;
    layer->y[0] = layer->y[1] = 30;
    return layer;
}

/* Copies: the batches that they came in are gone. */
static void points_wait_and_are_put_in_order(void **state)
{
    struct bc_waiting *waiting = bc_waiting_new("sections", "s.csv");
    struct bc_layer *batch = two_points("S4", "S2"), *points;
    size_t code;

    (void)state;
    bc_waiting_add(waiting, batch);
    bc_layer_free(batch);
    batch = two_points("S1", "S3");
    bc_waiting_add(waiting, batch);
    bc_layer_free(batch);
    assert_int_equal(bc_waiting_number(waiting), 4);
    bc_waiting_order(waiting);
    points = bc_waiting_points(waiting);
    code = bc_layer_find(points, "code");
    assert_int_equal(points->n_features, 4);
    for (size_t i = 0; i < 4; i++) {
        static const char *const codes[] = {"S1", "S2", "S3", "S4"};
        static const double x[] = {1, 2, 2, 1};

        assert_string_equal(points->columns[code].text[i], codes[i]);
        assert_near(points->x[i], x[i], 0);
    }
    bc_waiting_let_go(waiting);
    assert_int_equal(bc_waiting_number(waiting), 0);
    bc_waiting_free(waiting);
    bc_waiting_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_wait_and_are_put_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
