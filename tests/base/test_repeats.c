/* SPDX-License-Identifier: MIT */
#include "base/repeats.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "test.h"

#define MANY 300000

/** Whether one of the hashes of 0 ... n - 1 comes twice, when that of @p twice
 * (none: n) stands at the end again. */
static bool repeats_of(size_t n, size_t twice, size_t batch)
{
    struct bc_repeats *repeats = bc_repeats_new();
    uint64_t *hashes = bc_alloc(n + 1, sizeof *hashes);
    bool any;

    for (size_t i = 0; i < n; i++)
        hashes[i] = bc_hash_place(110 + (double)i / 1024, 30);
    hashes[n] = twice < n ? hashes[twice] : bc_hash_place(0, 0);
    for (size_t i = 0; i <= n; i += batch)
        bc_repeats_add(repeats, hashes + i,
                       n + 1 - i < batch ? n + 1 - i : batch);
    any = bc_repeats_any(repeats);
    free(hashes);
    bc_repeats_free(repeats);
    return any;
}

static void one_that_comes_again_is_found_wherever_it_was(void **state)
{
    (void)state;
    assert_false(repeats_of(0, 0, 1));
    assert_true(repeats_of(1, 0, 1));
    for (size_t threads = 1; threads <= 3; threads++) {
        bc_threads_set(threads);
        assert_false(repeats_of(MANY, MANY, 10007));
        assert_true(repeats_of(MANY, 0, 10007));
        assert_true(repeats_of(MANY, MANY / 2, MANY + 1));
        assert_true(repeats_of(MANY, MANY - 1, 64));
    }
    bc_threads_set(0);
}

/* The lowest four bits of a hash are not kept: those that differ there alone
 * are taken for one, as any two of one hash would be. */
static void two_of_one_hash_are_said_to_be_one(void **state)
{
    struct bc_repeats *repeats = bc_repeats_new();
    const uint64_t hashes[] = {0x123456789ABCDEF0, 0x123456789ABCDEF1};

    (void)state;
    bc_repeats_add(repeats, hashes, 1);
    assert_false(bc_repeats_any(repeats));
    bc_repeats_add(repeats, hashes + 1, 1);
    assert_true(bc_repeats_any(repeats));
    bc_repeats_free(repeats);
}

/* Every other bit tells two hashes apart, those that say where they are kept,
 * too. */
static void hashes_of_one_bit_are_all_different(void **state)
{
    struct bc_repeats *repeats = bc_repeats_new();

    (void)state;
    for (int bit = 4; bit < 64; bit++) {
        const uint64_t hash = (uint64_t)1 << bit;

        bc_repeats_add(repeats, &hash, 1);
        assert_false(bc_repeats_any(repeats));
    }
    bc_repeats_free(repeats);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_that_comes_again_is_found_wherever_it_was),
        cmocka_unit_test(two_of_one_hash_are_said_to_be_one),
        cmocka_unit_test(hashes_of_one_bit_are_all_different)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
