/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "output/css.h"
#include "test.h"

static const char sheet[] =
    "/* .a { fill: #000 } */\n"
    ":root { --ink: #1b1f22; }\n"
    ".a, .b { fill: #f00; stroke: var(--ink); stroke-width: .7; }\n"
    ".b { stroke-dasharray: 9 2.5 1.8 2.5; }\n"
    ".map .t { text-anchor: middle; font-weight: 700; }\n"
    ".t { font-weight: 400; }\n"
    "text { font-family: \"Noto Sans CJK SC\", serif; }\n"
    ".h { fill: url(#hat); fill-rule: evenodd; }\n"
    ".a:hover { fill: #fff; }\n"
    "@media print { .a { fill: #0f0; } }\n";

static struct bc_paint paint(const char *group, const char *element,
                             const char *css)
{
    static struct bc_css *looks;

    if (!looks)
        looks = bc_css_new(sheet);
    struct bc_paint found =
        bc_css_paint(looks, &group, group ? 1 : 0, element, css);

    return found;
}

static void test_a_colour_may_come_from_root(void **state)
{
    struct bc_paint found = paint(NULL, "path", "a");

    (void)state;
    assert_true(found.has_fill && found.has_stroke);
    assert_true(found.fill.red == 1 && found.fill.green == 0);
    assert_true(found.stroke.red == 0x1b / 255.0);
    assert_true(found.width > 0.699 && found.width < 0.701);
}

static void test_media_and_states_do_not_count(void **state)
{
    (void)state;
    assert_true(paint(NULL, "path", "a").fill.green == 0);
}

static void test_a_class_of_several_is_enough(void **state)
{
    struct bc_paint found = paint(NULL, "path", "x b");

    (void)state;
    assert_int_equal(found.n_dash, 4);
    assert_true(found.dash[1] == 2.5);
}

static void test_weight_goes_before_order(void **state)
{
    (void)state;
    assert_int_equal(paint("map", "text", "t").weight, 700);
    assert_true(paint("map", "text", "t").centred);
    assert_int_equal(paint(NULL, "text", "t").weight, 400);
    assert_false(paint(NULL, "text", "t").centred);
}

static void test_names_of_fonts_lose_their_quotes(void **state)
{
    (void)state;
    assert_string_equal(paint(NULL, "text", NULL).family,
                        "Noto Sans CJK SC, serif");
}

static void test_a_hatch_is_named(void **state)
{
    struct bc_paint found = paint(NULL, "path", "h");

    (void)state;
    assert_string_equal(found.hatch, "hat");
    assert_false(found.has_fill);
    assert_true(found.even_odd);
}

/* What is cut off or means nothing here is passed over, and the rest stands. */
static void test_what_is_not_understood_is_passed_over(void **state)
{
    static const char odd[] =
        "{ fill: #111; }\n"
        ".a { nothing; fill: var(--none); stroke: #fff }\n"
        "a b c d e f g h i j k l { fill: #222; }\n"
        "path { fill: #333; stroke: #44; }\n"
        "@media x { .a { stroke: #000 } /* open";
    struct bc_css *looks = bc_css_new(odd);
    struct bc_paint found = bc_css_paint(looks, NULL, 0, "path", "a");

    (void)state;
    assert_false(found.has_fill); /* no such variable */
    assert_true(found.has_stroke && found.stroke.red == 1);
    found = bc_css_paint(looks, NULL, 0, "path", NULL);
    assert_true(found.has_fill && found.fill.red == 0x33 / 255.0);
    assert_false(found.has_stroke); /* #44 is no colour */
    bc_css_free(looks);
    bc_css_free(NULL);
}

static void test_names_and_numbers_end_where_they_end(void **state)
{
    static const char odd[] =
        ":root { --ink2: #fff; --ink: #000; }\n"
        ".a, , .b { stroke: var(--ink2); stroke-width: 7px; fill: ; }\n"
        ".b { stroke-width: .7px; stroke-opacity: .5/2; font-family: 'A', B }\n"
        ".c { fill: #555";
    struct bc_css *looks = bc_css_new(odd);
    struct bc_paint found = bc_css_paint(looks, NULL, 0, "path", "a");

    (void)state;
    assert_true(found.has_stroke && found.stroke.red == 1); /* not --ink */
    assert_true(found.width == 7);
    assert_false(found.has_fill);
    found = bc_css_paint(looks, NULL, 0, "path", "b");
    assert_true(found.stroke.red == 1 && found.stroke.alpha == 0.5);
    assert_true(found.width > 0.699 && found.width < 0.701);
    assert_string_equal(found.family, "A, B");
    found = bc_css_paint(looks, NULL, 0, "path", "c"); /* never closed */
    assert_true(found.fill.red == 0);
    bc_css_free(looks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_not_understood_is_passed_over),
        cmocka_unit_test(test_names_and_numbers_end_where_they_end),
        cmocka_unit_test(test_a_colour_may_come_from_root),
        cmocka_unit_test(test_media_and_states_do_not_count),
        cmocka_unit_test(test_a_class_of_several_is_enough),
        cmocka_unit_test(test_weight_goes_before_order),
        cmocka_unit_test(test_names_of_fonts_lose_their_quotes),
        cmocka_unit_test(test_a_hatch_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
