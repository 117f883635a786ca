/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <math.h>
#include <string.h>

#include "layer/claim.h"

static const double unit[4] = {0, 0, 1, 1};

static size_t n_told(const struct bc_claim *claim)
{
    struct bc_findings *findings = bc_findings_new();
    size_t n;

    bc_claim_tell(claim, "a.gpkg", findings);
    n = bc_findings_count_code(findings, BC_FOUND_STALE_HEADER);
    assert_int_equal(n, bc_findings_count(findings));
    bc_findings_free(findings);
    return n;
}

static void boxes_agree_but_for_rounding(void **state)
{
    static const struct {
        double said[4], found[4];
        bool agrees;
    } cases[] = {
        {{0, 0, 1, 1}, {0, 0, 1, 1}, true},
        {{0, 0, 1, 1.0009}, {0, 0, 1, 1}, true},
        {{0, 0, 1, 1.0011}, {0, 0, 1, 1}, false},
        {{0, 0, 0.5, 1}, {0, 0, 1, 1}, false},
        /* a point to six digits of its coordinates */
        {{114.3, 30.6, 114.3, 30.6}, {114.30001, 30.6, 114.30001, 30.6}, true},
        {{114.3, 30.6, 114.3, 30.6}, {114.31, 30.6, 114.31, 30.6}, false},
        {{(double)NAN, 0, 1, 1}, {0, 0, 1, 1}, false},
        {{-HUGE_VAL, 0, 1, 1}, {0, 0, 1, 1}, false},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(bc_box_agrees(cases[i].said, cases[i].found),
                         cases[i].agrees);
}

static void an_extent_is_that_of_all_rows(void **state)
{
    const double left[4] = {0, 0, 0.5, 1}, right[4] = {0.5, 0, 1, 1};
    struct bc_claim claim = {0};
    (void)state;

    bc_claim_say(&claim, unit);
    assert_int_equal(n_told(&claim), 0); /* no rows: nothing is claimed */
    bc_claim_add(&claim, 1, left, left);
    assert_int_equal(n_told(&claim), 1);
    bc_claim_add(&claim, 2, NULL, right);
    assert_int_equal(n_told(&claim), 0);
    bc_claim_add(&claim, 3, left, right);
    assert_int_equal(n_told(&claim), 1); /* the row's own box */
    assert_int_equal(claim.first_wrong, 3);
}

static void what_is_not_known_is_not_compared(void **state)
{
    const double left[4] = {0, 0, 0.5, 1};
    struct bc_claim claim = {0};
    (void)state;

    bc_claim_say(&claim, unit);
    bc_claim_add(&claim, 1, NULL, left);
    bc_claim_add(&claim, 2, left, NULL);
    assert_int_equal(n_told(&claim), 0);
}

/* Threads read parts of the rows; which comes first is told of the first. */
static void parts_say_what_the_whole_does(void **state)
{
    const double left[4] = {0, 0, 0.5, 1}, right[4] = {0.5, 0, 1, 1};
    struct bc_claim whole = {0}, none = {0}, first = {0}, second = {0};
    (void)state;

    bc_claim_say(&whole, unit);
    bc_claim_join(&whole, &none);
    assert_int_equal(n_told(&whole), 0);
    bc_claim_add(&first, 7, right, left);
    bc_claim_join(&whole, &first);
    assert_int_equal(n_told(&whole), 2); /* the extent, and a row's box */
    bc_claim_add(&second, 9, left, right);
    bc_claim_join(&whole, &second);
    bc_claim_join(&whole, &none);
    assert_int_equal(n_told(&whole), 1);
    assert_int_equal(whole.n_wrong, 2);
    assert_int_equal(whole.first_wrong, 7);
    none.is_partial = true; /* a row that was not understood */
    bc_claim_join(&first, &none);
    bc_claim_say(&first, unit);
    assert_int_equal(n_told(&first), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes_agree_but_for_rounding),
        cmocka_unit_test(an_extent_is_that_of_all_rows),
        cmocka_unit_test(what_is_not_known_is_not_compared),
        cmocka_unit_test(parts_say_what_the_whole_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
