/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <math.h>

#include "plan/verdict.h"
#include "tables.h"

static struct bc_target target_of(const char *measure, const char *op,
                                  const char *value)
{
    struct bc_text text = {0};
    struct bc_layer *table;
    struct bc_targets targets;
    struct bc_target target;
    struct bc_error err;

    bc_text_printf(&text,
                   "id,layer,measure,of,op,value\nA,sections,%s,n = 1,%s,%s\n",
                   measure, op, value);
    table = layer_of("targets", text.data);
    if (bc_targets_new(table, &targets, &err))
        fail_msg("%s", err.message);
    target = targets.target[0]; /* its figure holds no pointers */
    bc_targets_clear(&targets);
    bc_layer_free(table);
    bc_text_clear(&text);
    return target;
}

static void the_cases_hold(void **state)
{
    struct csv cases = csv_read(BC_TEST_DATA "/plan/comparison.csv");

    (void)state;
    for (size_t i = 1; i < cases.n_rows; i++) {
        struct bc_target target =
            target_of(csv_get(&cases, i, "measure"), csv_get(&cases, i, "op"),
                      csv_get(&cases, i, "value"));
        int64_t k = atoll(csv_get(&cases, i, "k"));
        int64_t n = atoll(csv_get(&cases, i, "n"));

        if (bc_count_meets(&target, k, n, false) !=
            (strcmp(csv_get(&cases, i, "printed"), "met") == 0))
            fail_msg("line %zu: printed", i + 1);
        if (bc_count_meets(&target, k, n, true) !=
            (strcmp(csv_get(&cases, i, "strict"), "met") == 0))
            fail_msg("line %zu: strict", i + 1);
        if (bc_changes_needed(&target, k, n, false) !=
            atoll(csv_get(&cases, i, "changes")))
            fail_msg("line %zu: %lld changes", i + 1,
                     (long long)bc_changes_needed(&target, k, n, false));
    }
    csv_clear(&cases);
}

/* Every k of every n up to 25: no smaller number of changes meets the target,
 * and the number said does. */
static void the_changes_needed_are_the_fewest(void **state)
{
    static const char *const ops[] = {">=", "<=", "=", "<", ">"};
    static const char *const values[] = {"0",    "100",   "86.7",  "50",
                                         "33.3", "10/11", "66.67", "12.5"};

    (void)state;
    for (size_t o = 0; o < 5; o++)
        for (size_t v = 0; v < 8; v++)
            for (int strict = 0; strict < 2; strict++) {
                struct bc_target target = target_of("share", ops[o], values[v]);

                for (int64_t n = 1; n <= 25; n++)
                    for (int64_t k = 0; k <= n; k++) {
                        int64_t fewest = -1;

                        for (int64_t other = 0; other <= n; other++) {
                            int64_t changes = other < k ? k - other : other - k;

                            if (bc_count_meets(&target, other, n, strict) &&
                                (fewest < 0 || changes < fewest))
                                fewest = changes;
                        }
                        assert_int_equal(
                            bc_changes_needed(&target, k, n, strict), fewest);
                    }
            }
}

static void one_more_that_meets_never_lowers_a_share(void **state)
{
    static const char *const values[] = {"86.7", "50", "100", "10/11", "0.1"};

    (void)state;
    for (size_t v = 0; v < 5; v++) {
        struct bc_target target = target_of("share", ">=", values[v]);

        for (int64_t n = 1; n <= 60; n++)
            for (int64_t k = 0; k <= n; k++) {
                int before =
                    bc_compare_to_target(&target, bc_share(k, n), false);
                int after = bc_compare_to_target(&target,
                                                 bc_share(k + 1, n + 1), false);

                assert_true(after >= before);
                assert_true(bc_fraction_compare(bc_share(k + 1, n + 1),
                                                bc_share(k, n)) >= 0);
            }
    }
}

static struct bc_fraction fraction(int64_t numerator, int64_t denominator)
{
    return (struct bc_fraction){numerator, denominator};
}

static void fractions_compare_exactly(void **state)
{
    const struct bc_fraction huge = {(bc_int128)INT64_MAX * INT64_MAX,
                                     INT64_MAX - 1};
    const struct bc_fraction larger = {(bc_int128)INT64_MAX * INT64_MAX + 1,
                                       INT64_MAX - 1};

    (void)state;
    assert_int_equal(bc_fraction_compare(fraction(1, 3), fraction(2, 6)), 0);
    assert_int_equal(bc_fraction_compare(fraction(1, 3), fraction(3, 10)), 1);
    assert_int_equal(bc_fraction_compare(fraction(-1, 3), fraction(-3, 10)),
                     -1);
    assert_int_equal(bc_fraction_compare(fraction(-1, 3), fraction(1, 3)), -1);
    assert_int_equal(bc_fraction_compare(fraction(0, 7), fraction(0, 9)), 0);
    assert_int_equal(bc_fraction_compare(fraction(3, 1), fraction(10, 3)), -1);
    assert_int_equal(bc_fraction_compare(huge, larger), -1);
    assert_int_equal(bc_fraction_compare(larger, huge), 1);
    assert_int_equal(bc_fraction_compare(huge, huge), 0);
}

static void fractions_compare_as_products_do(void **state)
{
    (void)state;
    for (int an = -12; an <= 12; an++)
        for (int ad = 1; ad <= 12; ad++)
            for (int bn = -12; bn <= 12; bn++)
                for (int bd = 1; bd <= 12; bd++)
                    assert_int_equal(
                        bc_fraction_compare(fraction(an, ad), fraction(bn, bd)),
                        (an * bd > bn * ad) - (an * bd < bn * ad));
}

static void a_verdict_holds_only_when_it_is_the_same(void **state)
{
    (void)state;
    assert_int_equal(bc_verdict_between(BC_GE, -1, 1), BC_CANNOT_JUDGE);
    assert_int_equal(bc_verdict_between(BC_GE, 0, 1), BC_MET);
    assert_int_equal(bc_verdict_between(BC_GE, -1, -1), BC_MISSED);
    assert_int_equal(bc_verdict_between(BC_GT, 0, 1), BC_CANNOT_JUDGE);
    assert_int_equal(bc_verdict_between(BC_LE, -1, 0), BC_MET);
    assert_int_equal(bc_verdict_between(BC_LT, -1, 0), BC_CANNOT_JUDGE);
    /* on the way from below to above it may be equal */
    assert_int_equal(bc_verdict_between(BC_EQ, -1, 1), BC_CANNOT_JUDGE);
    assert_int_equal(bc_verdict_between(BC_EQ, 1, 1), BC_MISSED);
}

/* Bulletins force shares to add up, so the last digit may differ by one. */
static void published_shares_are_reproduced(void **state)
{
    struct csv cases = csv_read(BC_TEST_DATA "/plan/published.csv");

    (void)state;
    for (size_t i = 1; i < cases.n_rows; i++) {
        struct bc_fraction share = bc_share(atoll(csv_get(&cases, i, "k")),
                                            atoll(csv_get(&cases, i, "n")));
        struct bc_decimal printed =
            bc_decimal_divide_half_up(share.numerator, 0, share.denominator, 1);
        double expected = strtod(csv_get(&cases, i, "printed"), NULL);

        if (fabs(bc_decimal_real(printed) - expected) > 0.1 + 1e-9)
            fail_msg("%s: %g", csv_get(&cases, i, "source"),
                     bc_decimal_real(printed));
    }
    csv_clear(&cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cases_hold),
        cmocka_unit_test(the_changes_needed_are_the_fewest),
        cmocka_unit_test(one_more_that_meets_never_lowers_a_share),
        cmocka_unit_test(fractions_compare_exactly),
        cmocka_unit_test(fractions_compare_as_products_do),
        cmocka_unit_test(published_shares_are_reproduced),
        cmocka_unit_test(a_verdict_holds_only_when_it_is_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
