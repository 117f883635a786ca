/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "geo/boxes.h"
#include "layers.h"

static bool meet(const double a[4], const double b[4])
{
    return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/* Against a loop over all: 0 to 5,000 boxes, a few of them large. */
static void the_boxes_found_are_those_of_a_loop(void **state)
{
    static const size_t sizes[] = {0, 1, 2, 16, 17, 256, 257, 5000};
    static double boxes[5000][4];
    size_t found[5000];
    uint64_t seed = 11;

    (void)state;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        size_t total = 0;

        for (size_t i = 0; i < sizes[s]; i++) {
            double x = random_between(&seed, 0, 100),
                   y = random_between(&seed, 0, 100);
            double side = i % 50 ? 1 : 60;

            boxes[i][0] = x, boxes[i][1] = y;
            boxes[i][2] = x + random_between(&seed, 0, side);
            boxes[i][3] = y + random_between(&seed, 0, side);
        }
        struct bc_boxes *tree =
            bc_boxes_new((const double(*)[4])boxes, sizes[s]);

        for (int query = 0; query < 500; query++) {
            double x = random_between(&seed, -5, 105),
                   y = random_between(&seed, -5, 105);
            double box[4] = {x, y, x + random_between(&seed, 0, 5),
                             y + random_between(&seed, 0, 5)};
            size_t n = bc_boxes_meet(tree, box, found, 5000), expected = 0;

            for (size_t i = 0; i < sizes[s]; i++)
                if (meet(boxes[i], box))
                    assert_int_equal(found[expected++], i);
            assert_int_equal(n, expected);
            total += n;
        }
        assert_true(sizes[s] < 16 || total > 0);
        bc_boxes_free(tree);
    }
}

static void boxes_that_touch_meet_and_unknown_ones_never(void **state)
{
    static const double boxes[][4] = {
        {0, 0, 1, 1}, {NAN, NAN, NAN, NAN}, {1, 1, 2, 2}};
    struct bc_boxes *tree = bc_boxes_new(boxes, 3);
    size_t found[3] = {9, 9, 9};

    (void)state;
    assert_int_equal(bc_boxes_meet(tree, (double[4]){1, 1, 1, 1}, found, 3), 2);
    assert_int_equal(found[0], 0);
    assert_int_equal(found[1], 2);
    assert_int_equal(bc_boxes_meet(tree, (double[4]){NAN, 1, NAN, 1}, found, 3),
                     0);
    found[1] = 9;
    assert_int_equal(bc_boxes_meet(tree, (double[4]){0, 0, 5, 5}, found, 1), 2);
    assert_int_equal(found[1], 9); /* no room for it */
    bc_boxes_free(tree);
    bc_boxes_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_boxes_found_are_those_of_a_loop),
        cmocka_unit_test(boxes_that_touch_meet_and_unknown_ones_never)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
