/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include "test.h"

static void places_and_bytes_have_hashes_of_their_own(void **state)
{
    (void)state;
    assert_int_equal(bc_hash_place(0.0, 1), bc_hash_place(-0.0, 1));
    assert_int_not_equal(bc_hash_place(1, 2), bc_hash_place(2, 1));
    assert_int_not_equal(bc_hash_bytes("a", 1), bc_hash_bytes("a", 2));
    assert_int_not_equal(bc_hash_bytes("abcdefgha", 9),
                         bc_hash_bytes("abcdefghb", 9));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_and_bytes_have_hashes_of_their_own)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
