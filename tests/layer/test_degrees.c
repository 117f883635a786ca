/* SPDX-License-Identifier: MIT */
#include "layer/degrees.h"

#include "test.h"

static double longitude(const char *text)
{
    double degrees;

    return bc_degrees_parse(bc_slice_of(text), false, &degrees) ? degrees
                                                                : (double)NAN;
}

static double latitude(const char *text)
{
    double degrees;

    return bc_degrees_parse(bc_slice_of(text), true, &degrees) ? degrees
                                                               : (double)NAN;
}

static void decimals_are_read_exactly(void **state)
{
    (void)state;
    assert_near(longitude("114.3875"), 114.3875, 0);
    assert_near(longitude(" １１４．３８７５ "), 114.3875, 0);
    assert_near(latitude("-30.5"), -30.5, 0);
    assert_near(latitude("3375605.579"), 3375605.579, 0);
}

/* 114 + 23/60 + 15/3600 = 114.3875. */
static void degrees_minutes_seconds_are_read_however_marked(void **state)
{
    static const char *const texts[] = {
        "114°23′15″",  "114°23'15\"",       "114度23分15秒",  "114.23.15",
        "114 23 15",   "114:23:15",         "东经114°23′15″", "E114°23′15″",
        "114°23′15″E", "１１４°２３′１５″", "114°23'15.0\"E", "114º23’15”",
        "114°23.25′",  "114.3875°",         "114.3875E",      "114° 23′ 15″",
        "114°23'15''", "经度114°23′15″",    "114°23′15″东",   "114゜23´15´´",
        "114°23`15``", "114d23'15\"",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_near(longitude(texts[i]), 114.3875, 1e-12);
    assert_near(latitude("N30°30′"), 30.5, 1e-12);
    assert_near(latitude("30°30′S"), -30.5, 1e-12);
    assert_near(latitude("-30°30′"), -30.5, 1e-12);
    assert_near(latitude("南纬30°30′"), -30.5, 1e-12);
}

static void what_is_no_angle_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "x",
        "114°60′00″",
        "114°23′60″",
        "3833'19.37\"",
        "114°N",
        "114°23′15″北",
        "30d30m0s",
        "114.5°23′",
        "181°",
        "114°23′15″6",
        "1,5",
        "114..5",
        "114-23-15",
        "°",
        "0x10",
        "nan",
        "114°23′15″20‴",
        ".5°",
        "114°.5′",
        "114°23;",
        "--30°",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!isnan(longitude(texts[i])))
            print_error("'%s' was read\n", texts[i]);
        assert_true(isnan(longitude(texts[i])));
    }
}

static void sixty_minutes_are_told_from_what_is_no_angle(void **state)
{
    static const char *const over[] = {"114°60′00″", "114°23′60″", "114.23.75"};
    static const char *const other[] = {
        "114°59′59.9″", "", "x", "181°", "1,5", "3833'19.37\"", "191°60′00″"};

    (void)state;
    for (size_t i = 0; i < sizeof over / sizeof *over; i++)
        assert_true(bc_degrees_is_over(bc_slice_of(over[i]), false));
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        assert_false(bc_degrees_is_over(bc_slice_of(other[i]), false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_read_exactly),
        cmocka_unit_test(degrees_minutes_seconds_are_read_however_marked),
        cmocka_unit_test(what_is_no_angle_is_refused),
        cmocka_unit_test(sixty_minutes_are_told_from_what_is_no_angle),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
