/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "base/random.h"

/* The first numbers of splitmix64 from the seed 1234567, as Rosetta Code
 * (Pseudo-random numbers/Splitmix64) lists them; from memory. */
static void gives_the_published_numbers(void **state)
{
    static const uint64_t expected[] = {
        UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
        UINT64_C(9817491932198370423), UINT64_C(4593380528125082431),
        UINT64_C(16408922859458223821)};
    struct bc_random random = {1234567};

    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_true(bc_random_next(&random) == expected[i]);
}

/* 30000 draws of one in three: 10000 each, sigma = sqrt(30000 x 2/9) = 82. */
static void draws_each_as_often(void **state)
{
    struct bc_random random = {1};
    size_t n[3] = {0};

    (void)state;
    for (int i = 0; i < 30000; i++)
        n[bc_random_below(&random, 3)]++;
    for (int i = 0; i < 3; i++)
        assert_in_range(n[i], 10000 - 3 * 82, 10000 + 3 * 82);
}

static void one_of_one_is_always_the_same(void **state)
{
    struct bc_random random = {7};

    (void)state;
    for (int i = 0; i < 100; i++)
        assert_int_equal(bc_random_below(&random, 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_published_numbers),
        cmocka_unit_test(draws_each_as_often),
        cmocka_unit_test(one_of_one_is_always_the_same)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
