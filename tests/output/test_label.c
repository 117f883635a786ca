/* SPDX-License-Identifier: MIT */
#include "output/label.h"
#include "test.h"

static const struct bc_box frame = {0, 0, 720, 600};

static bool boxes_meet(struct bc_box a, struct bc_box b)
{
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

static uint64_t seed;

static double random_below(double limit)
{
    return limit * (double)(bc_test_random(&seed) >> 11) / 9007199254740992.0;
}

static void a_free_point_has_its_label_to_the_right(void **state)
{
    struct bc_label_sheet *sheet = bc_label_sheet_new(frame);
    struct bc_label label;

    (void)state;
    assert_true(bc_label_place(sheet, &bc_label_rings_section, 300, 300, 8, 60,
                               17, &label));
    assert_near(label.box.x0, 310, 1e-9); /* 8 and a gap of 2 */
    assert_near(label.box.y0, 291.5, 1e-9);
    assert_near(label.offset, 0, 1e-9);
    assert_false(label.leader);
    bc_label_sheet_free(sheet);
    bc_label_sheet_free(NULL);
}

static void a_label_keeps_inside_the_frame(void **state)
{
    struct bc_label_sheet *sheet = bc_label_sheet_new(frame);
    struct bc_label label;

    (void)state;
    assert_true(bc_label_place(sheet, &bc_label_rings_section, 715, 5, 4, 60,
                               17, &label));
    assert_true(label.box.x1 <= 720 && label.box.y0 >= 0);
    bc_label_sheet_free(sheet);
}

static void a_label_keeps_off_a_line(void **state)
{
    struct bc_label_sheet *sheet = bc_label_sheet_new(frame);
    struct bc_label label;

    (void)state;
    for (double x = 310; x < 380; x += 4) /* where the label would be */
        bc_label_soft(sheet, x, 300);
    assert_true(bc_label_place(sheet, &bc_label_rings_section, 300, 300, 8, 60,
                               17, &label));
    assert_true(label.box.y1 < 300 || label.box.y0 > 300 || label.box.x1 < 310);
    bc_label_sheet_free(sheet);
}

static void a_far_label_has_a_leader_to_its_edge(void **state)
{
    struct bc_label_sheet *sheet = bc_label_sheet_new(frame);
    struct bc_label label;

    (void)state;
    bc_label_obstacle(sheet, (struct bc_box){280, 280, 320, 320});
    assert_true(bc_label_place(sheet, &bc_label_rings_outfall, 300, 300, 3, 12,
                               10, &label));
    assert_true(label.offset > 3);
    assert_true(label.leader);
    assert_true(label.leader_x >= label.box.x0 &&
                label.leader_x <= label.box.x1);
    assert_true(label.leader_y >= label.box.y0 &&
                label.leader_y <= label.box.y1);
    bc_label_sheet_free(sheet);
}

static void no_place_is_said_and_leaves_the_label_alone(void **state)
{
    struct bc_label_sheet *sheet = bc_label_sheet_new(frame);
    struct bc_label label = {.offset = 42};

    (void)state;
    bc_label_obstacle(sheet, frame);
    assert_false(bc_label_place(sheet, &bc_label_rings_outfall, 300, 300, 3, 12,
                                10, &label));
    assert_false(bc_label_place_near(sheet, 300, 300, 40, 15, 90, &label));
    assert_near(label.offset, 42, 0);
    bc_label_sheet_free(sheet);
}

static void the_name_of_an_area_is_centred_when_it_can_be(void **state)
{
    struct bc_label_sheet *sheet = bc_label_sheet_new(frame);
    struct bc_label label;

    (void)state;
    assert_true(bc_label_place_near(sheet, 200, 100, 40, 16, 60, &label));
    assert_near((label.box.x0 + label.box.x1) / 2, 200, 1e-9);
    assert_near((label.box.y0 + label.box.y1) / 2, 100, 1e-9);
    bc_label_sheet_free(sheet);
}

static void widths_are_one_em_for_chinese_and_less_for_others(void **state)
{
    (void)state;
    assert_near(bc_label_width("洪湖", 12), 24, 1e-9);
    assert_near(bc_label_width("12", 10), 11.6, 1e-9);
    assert_near(bc_label_width("Ⅳ", 10), 10, 1e-9);
    assert_near(bc_label_width("", 10), 0, 0);
}

/* Symbols and what was placed, for the property. */
struct configuration {
    size_t n;
    struct bc_box box[300];
    struct bc_box symbol[100];
    size_t n_symbols;
};

static void place_at_random(struct configuration *it)
{
    struct bc_label_sheet *sheet = bc_label_sheet_new(frame);

    it->n = 0;
    it->n_symbols = 5 + (size_t)random_below(95);
    for (size_t i = 0; i < it->n_symbols; i++) {
        double r = 2 + random_below(7);
        /* crowded on purpose: most points in a sixth of the map */
        double x = i % 5 ? 100 + random_below(250) : random_below(720);
        double y = i % 5 ? 200 + random_below(200) : random_below(600);

        it->symbol[i] = (struct bc_box){x - r, y - r, x + r, y + r};
        bc_label_obstacle(sheet, it->symbol[i]);
        for (int s = 0; s < 10; s++)
            bc_label_soft(sheet, random_below(720), random_below(600));
    }
    for (size_t i = 0; i < it->n_symbols; i++) {
        const struct bc_box *symbol = &it->symbol[i];
        double x = (symbol->x0 + symbol->x1) / 2;
        double y = (symbol->y0 + symbol->y1) / 2;
        double width = 8 + random_below(90), height = 9 + random_below(9);
        struct bc_label label;

        if (bc_label_place(sheet,
                           i % 2 ? &bc_label_rings_section
                                 : &bc_label_rings_outfall,
                           x, y, symbol->x1 - x, width, height, &label))
            it->box[it->n++] = label.box;
        if (i % 7 == 0 &&
            bc_label_place_near(sheet, x, y, width, height, 60, &label))
            it->box[it->n++] = label.box;
    }
    bc_label_sheet_free(sheet);
}

static void labels_never_meet_each_other_or_a_symbol(void **state)
{
    static struct configuration it;

    (void)state;
    seed = 20210430;
    for (int round = 0; round < 1000; round++) {
        place_at_random(&it);
        for (size_t i = 0; i < it.n; i++) {
            assert_true(it.box[i].x0 >= frame.x0 && it.box[i].x1 <= frame.x1);
            assert_true(it.box[i].y0 >= frame.y0 && it.box[i].y1 <= frame.y1);
            for (size_t j = 0; j < i; j++)
                assert_false(boxes_meet(it.box[i], it.box[j]));
            for (size_t j = 0; j < it.n_symbols; j++)
                assert_false(boxes_meet(it.box[i], it.symbol[j]));
        }
    }
}

static void the_same_points_have_the_same_labels(void **state)
{
    static struct configuration first, second;

    (void)state;
    seed = 7;
    place_at_random(&first);
    seed = 7;
    place_at_random(&second);
    assert_int_equal(first.n, second.n);
    assert_memory_equal(first.box, second.box, first.n * sizeof(*first.box));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_free_point_has_its_label_to_the_right),
        cmocka_unit_test(a_label_keeps_inside_the_frame),
        cmocka_unit_test(a_label_keeps_off_a_line),
        cmocka_unit_test(a_far_label_has_a_leader_to_its_edge),
        cmocka_unit_test(no_place_is_said_and_leaves_the_label_alone),
        cmocka_unit_test(the_name_of_an_area_is_centred_when_it_can_be),
        cmocka_unit_test(widths_are_one_em_for_chinese_and_less_for_others),
        cmocka_unit_test(labels_never_meet_each_other_or_a_symbol),
        cmocka_unit_test(the_same_points_have_the_same_labels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
