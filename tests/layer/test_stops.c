/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <string.h>

#include "layer/stops.h"

static void assert_stops(const struct bc_stops *stops, const char *text,
                         size_t from, size_t n, char separator)
{
    size_t count = 0;

    for (size_t i = from; i < n; i++) {
        if (text[i] != separator && !memchr("\n\r\"", text[i], 4))
            continue;
        assert_true(count < stops->n);
        assert_int_equal(stops->at[count++], i);
    }
    assert_int_equal(count, stops->n);
}

/* Whatever stands at the ends of blocks of 16 and 64 bytes, and on processors
 * with AVX2 and without. */
static void stops_are_found_as_byte_by_byte(void **state)
{
    static const char bytes[] = "a7.,;\n\r\"\t\0 -\xE6\x96\xAD"
                                "0123456789";
    uint64_t random = 3;
    struct bc_stops stops = {0};
    (void)state;

    for (int round = 0; round < 500; round++) {
        char text[400];
        size_t n = bc_test_random(&random) % sizeof text;
        size_t from = n ? bc_test_random(&random) % n : 0;
        char separator = ",;\t"[round % 3];
        size_t kinds = round % 4 ? sizeof bytes - 1 : 10; /* or stops alone */

        for (size_t i = 0; i < n; i++)
            text[i] = bytes[bc_test_random(&random) % kinds];
        bc_stops_find(&stops, text, from, n, separator);
        assert_stops(&stops, text, from, n, separator);
        bc_stops_find_plainly(&stops, text, from, n, separator);
        assert_stops(&stops, text, from, n, separator);
    }
    bc_stops_clear(&stops);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_are_found_as_byte_by_byte)};

    return cmocka_run_group_tests_name("layer/stops", tests, NULL, NULL);
}
