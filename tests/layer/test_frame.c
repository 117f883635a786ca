/* SPDX-License-Identifier: MIT */
#include "layer/frame.h"

#include "test.h"

static void expect(double x, double y, enum bc_frame_kind kind, bool turned,
                   int epsg)
{
    struct bc_frame frame = bc_frame_of(x, y);

    assert_int_equal(frame.kind, kind);
    assert_int_equal(frame.turned, turned);
    assert_int_equal(frame.epsg, epsg);
}

static void degrees_are_known_and_their_order_where_china_tells(void **state)
{
    (void)state;
    expect(114.4, 30.5, BC_FRAME_DEGREES, false, 0);
    expect(30.5, 114.4, BC_FRAME_DEGREES, true, 0);
    expect(30.5, 80, BC_FRAME_DEGREES, true, 0); /* Tibet */
    expect(2.35, 48.85, BC_FRAME_DEGREES, false, 0);
    expect(-180, -90, BC_FRAME_DEGREES, false, 0);
}

/* The codes are those of RULES.md section 8. */
static void the_number_in_the_easting_tells_the_zone(void **state)
{
    (void)state;
    expect(36537199.7, 3375605.6, BC_FRAME_ZONED, false, 4524);
    expect(37537199.7, 3375605.6, BC_FRAME_ZONED, false, 4525);
    expect(38537199.7, 3375605.6, BC_FRAME_ZONED, false, 4526);
    expect(3375605.6, 39537199.7, BC_FRAME_ZONED, true, 4527);
    expect(18537199.7, 3375605.6, BC_FRAME_ZONED, false, 4496);
    expect(19537199.7, 3375605.6, BC_FRAME_ZONED, false, 4497);
    expect(3375605.6, 20537199.7, BC_FRAME_ZONED, true, 4498);
    expect(13500000, 4000000, BC_FRAME_ZONED, false, 4491);
    expect(23500000, 4000000, BC_FRAME_ZONED, false, 4501);
    expect(25500000, 4000000, BC_FRAME_ZONED, false, 4513);
    expect(45500000, 4000000, BC_FRAME_ZONED, false, 4533);
}

static void a_zone_without_number_is_not_known(void **state)
{
    (void)state;
    expect(537199.7, 3375605.6, BC_FRAME_PLAIN, false, 0);
    expect(3375605.6, 537199.7, BC_FRAME_PLAIN, true, 0);
}

static void the_rest_is_nothing(void **state)
{
    (void)state;
    expect(NAN, 30, BC_FRAME_NONE, false, 0);
    expect(30, NAN, BC_FRAME_NONE, false, 0);
    expect(INFINITY, 30, BC_FRAME_NONE, false, 0);
    expect(-INFINITY, 3375605.6, BC_FRAME_NONE, false, 0);
    expect(24500000, 4000000, BC_FRAME_NONE, false, 0); /* no such zone */
    expect(38990000, 4000000, BC_FRAME_NONE, false, 0); /* beside the zone */
    expect(38010000, 4000000, BC_FRAME_NONE, false, 0); /* and west of it */
    expect(12500000, 4000000, BC_FRAME_NONE, false, 0);
    expect(46500000, 4000000, BC_FRAME_NONE, false, 0);
    expect(500000, 500000, BC_FRAME_NONE, false, 0);    /* which is which? */
    expect(12735839, 3566841, BC_FRAME_NONE, false, 0); /* Web Mercator */
    expect(181, 30, BC_FRAME_NONE, false, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(degrees_are_known_and_their_order_where_china_tells),
        cmocka_unit_test(the_number_in_the_easting_tells_the_zone),
        cmocka_unit_test(a_zone_without_number_is_not_known),
        cmocka_unit_test(the_rest_is_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
