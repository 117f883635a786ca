/* SPDX-License-Identifier: MIT */
#include "base/decimal.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

static struct bc_decimal number(const char *text)
{
    struct bc_decimal value;
    enum bc_parse parse = bc_decimal_parse(bc_slice_of(text), &value);

    assert_true(parse == BC_PARSED || parse == BC_PARSED_ROUNDED);
    assert_true(value.known);
    return value;
}

static void assert_prints(struct bc_decimal value, const char *expected)
{
    char text[24];

    bc_decimal_print(value, text);
    assert_string_equal(text, expected);
}

static void assert_parses(const char *text, enum bc_parse parse,
                          const char *expected)
{
    struct bc_decimal value;

    assert_int_equal(bc_decimal_parse(bc_slice_of(text), &value), parse);
    assert_prints(value, expected);
}

static void numbers_keep_the_decimals_they_are_written_with(void **state)
{
    (void)state;
    assert_parses("0", BC_PARSED, "0");
    assert_parses("80.0", BC_PARSED, "80.0");
    assert_parses("-0.050", BC_PARSED, "-0.050");
    assert_parses("+7", BC_PARSED, "7");
    assert_parses("007", BC_PARSED, "7");
    assert_parses(".5", BC_PARSED, "0.5");
    assert_parses("5.", BC_PARSED, "5");
    assert_parses("-0.0", BC_PARSED, "0.0");
}

static void exponents_shift_the_point(void **state)
{
    (void)state;
    assert_parses("4e-05", BC_PARSED, "0.00004");
    assert_parses("1E3", BC_PARSED, "1000");
    assert_parses("1.50e1", BC_PARSED, "15.0");
    assert_parses("-2.5E+2", BC_PARSED, "-250");
    assert_parses("0e999999999999", BC_PARSED, "0");
    assert_parses("0.0e-999999999999", BC_PARSED, "0.000000000000000000");
}

static void what_is_not_wholly_a_number_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",    " ",   " 1",    "1 ", "+",     "-",     ".",    "+.",  "--1",
        "1-",  "1,5", "1.2.3", "1e", "1e+",   "e5",    "0x10", "nan", "inf",
        "1_0", "１",  "1L",    "<1", "1e5.5", "1e--5", "1.e",  "- 1"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_parses(texts[i], BC_NOT_A_NUMBER, "");
    assert_int_equal(bc_decimal_parse((struct bc_slice){"1\0002", 3},
                                      &(struct bc_decimal){0}),
                     BC_NOT_A_NUMBER);
}

static void digits_that_do_not_fit_are_rounded_half_even(void **state)
{
    (void)state;
    assert_parses("0.1234567890123456785", BC_PARSED_ROUNDED,
                  "0.123456789012345678");
    assert_parses("0.1234567890123456775", BC_PARSED_ROUNDED,
                  "0.123456789012345678");
    assert_parses("-0.1234567890123456775", BC_PARSED_ROUNDED,
                  "-0.123456789012345678");
    /* One digit far behind decides the tie. */
    assert_parses("0.1234567890123456785000000000000000000000000000000001",
                  BC_PARSED_ROUNDED, "0.123456789012345679");
    assert_parses("123456789.0123456789", BC_PARSED_ROUNDED,
                  "123456789.012345679");
    assert_parses("9.999999999999999999999", BC_PARSED_ROUNDED,
                  "10.0000000000000000");
    assert_parses("1e-19", BC_PARSED_ROUNDED, "0.000000000000000000");
    assert_parses("6e-19", BC_PARSED_ROUNDED, "0.000000000000000001");
    assert_parses("1e-999999999999", BC_PARSED_ROUNDED, "0.000000000000000000");
}

static void zeros_that_do_not_fit_are_no_loss(void **state)
{
    (void)state;
    assert_parses("0.500000000000000000000000000000000000000000000000000",
                  BC_PARSED, "0.500000000000000000");
    assert_parses("12.0000000000000000000", BC_PARSED, "12.0000000000000000");
    assert_parses("00000000000000000000000000000000000000000000000000001",
                  BC_PARSED, "1");
}

static void what_is_too_large_is_out_of_range(void **state)
{
    (void)state;
    assert_parses("999999999999999999", BC_PARSED, "999999999999999999");
    assert_parses("1000000000000000000", BC_OUT_OF_RANGE, "");
    assert_parses("-1e18", BC_OUT_OF_RANGE, "");
    assert_parses("999999999999999999.6", BC_OUT_OF_RANGE, "");
    assert_parses("1e999999999999999999999", BC_OUT_OF_RANGE, "");
    assert_parses("99999999999999999999999999999999999999999999999999999999",
                  BC_OUT_OF_RANGE, "");
}

static struct bc_decimal random_decimal(uint64_t *seed)
{
    int64_t units = (int64_t)(bc_test_random(seed) % 1000000000000000000);

    /* Small numbers of few decimals meet often enough to be equal. */
    if (bc_test_random(seed) % 2)
        units %= 2000;
    if (bc_test_random(seed) % 2)
        units = -units;
    return bc_decimal_of(units, (int)(bc_test_random(seed) % 19));
}

static void printed_numbers_read_as_they_were(void **state)
{
    (void)state;
    uint64_t seed = 1;

    for (int i = 0; i < 20000; i++) {
        struct bc_decimal value = random_decimal(&seed), again;
        char text[24];

        bc_decimal_print(value, text);
        assert_int_equal(bc_decimal_parse(bc_slice_of(text), &again),
                         BC_PARSED);
        assert_int_equal(again.units, value.units);
        assert_int_equal(again.scale, value.scale);
        bc_decimal_print_short(value, text);
        assert_int_equal(bc_decimal_compare(number(text), value), 0);
    }
}

static void the_longest_numbers_fit_their_buffer(void **state)
{
    (void)state;
    assert_prints(bc_decimal_of(INT64_MIN, 18), "-9.223372036854775808");
    assert_prints(bc_decimal_of(-1, 18), "-0.000000000000000001");
    assert_prints(bc_decimal_of(INT64_MAX, 0), "9223372036854775807");
    assert_prints(BC_MISSING, "");
}

static void a_short_print_drops_zeros_behind_the_point_only(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"80.0", "80"},
                                           {"0.050", "0.05"},
                                           {"100", "100"},
                                           {"0.000", "0"},
                                           {"-1.10", "-1.1"}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[24];

        bc_decimal_print_short(number(cases[i][0]), text);
        assert_string_equal(text, cases[i][1]);
    }
}

static void comparison_is_exact_whatever_the_scales(void **state)
{
    (void)state;
    assert_int_equal(bc_decimal_compare(number("0.05"), number("0.0500")), 0);
    assert_int_equal(bc_decimal_compare(number("0.05"), number("4e-2")), 1);
    assert_int_equal(bc_decimal_compare(number("-1"), number("-0.9")), -1);
    assert_int_equal(bc_decimal_compare(number("999999999999999999"),
                                        number("0.999999999999999999")),
                     1);
    assert_int_equal(bc_decimal_compare(number("0.000000000000000001"),
                                        number("-999999999999999999")),
                     1);
}

static void comparison_is_an_order(void **state)
{
    (void)state;
    uint64_t seed = 2;

    for (int i = 0; i < 20000; i++) {
        struct bc_decimal a = random_decimal(&seed);
        struct bc_decimal b = random_decimal(&seed);
        struct bc_decimal c = random_decimal(&seed);

        assert_int_equal(bc_decimal_compare(a, a), 0);
        assert_int_equal(bc_decimal_compare(a, b), -bc_decimal_compare(b, a));
        if (bc_decimal_compare(a, b) <= 0 && bc_decimal_compare(b, c) <= 0)
            assert_true(bc_decimal_compare(a, c) <= 0);
    }
}

static void assert_rounds(const char *value, int places, const char *expected)
{
    assert_prints(bc_decimal_round(number(value), places), expected);
}

/* The examples of GB/T 8170-2008, 3.2.1 to 3.2.5; to tens and hundreds by a
 * shift. */
static void rounding_follows_gb_t_8170(void **state)
{
    (void)state;
    assert_rounds("12.1498", 0, "12");
    assert_rounds("12.1498", 1, "12.1");
    assert_rounds("12.68", 0, "13"); /* 1268 to hundreds */
    assert_rounds("10.5002", 0, "11");
    assert_rounds("1.050", 1, "1.0");
    assert_rounds("0.35", 1, "0.4");
    assert_rounds("2.500", 0, "2"); /* 2500 to thousands */
    assert_rounds("3.500", 0, "4");
    assert_rounds("-35.5", 0, "-36"); /* -355 to tens */
    assert_rounds("-32.5", 0, "-32");
    assert_rounds("-0.0365", 3, "-0.036");
}

/* GB/T 8170-2008, 3.3: in one step, never in several. */
static void rounding_is_one_step(void **state)
{
    (void)state;
    assert_rounds("97.46", 0, "97");
    assert_rounds("15.4546", 0, "15");
}

static void rounding_half_up_goes_away_from_zero(void **state)
{
    (void)state;
    assert_prints(bc_decimal_round_half_up(number("2.5"), 0), "3");
    assert_prints(bc_decimal_round_half_up(number("-2.5"), 0), "-3");
    assert_prints(bc_decimal_round_half_up(number("2.4999"), 0), "2");
    assert_prints(bc_decimal_round_half_up(number("88.85"), 1), "88.9");
}

static void rounding_gives_the_places_that_were_asked_for(void **state)
{
    (void)state;
    assert_rounds("7", 2, "7.00");
    assert_rounds("0.05", 2, "0.05");
    assert_prints(bc_decimal_round(number("999999999999999999"), 1), "");
    assert_prints(bc_decimal_round(BC_MISSING, 1), "");
}

static void rounding_moves_half_a_unit_at_most_and_keeps_order(void **state)
{
    (void)state;
    uint64_t seed = 3;

    for (int i = 0; i < 20000; i++) {
        struct bc_decimal a = random_decimal(&seed);
        struct bc_decimal b = random_decimal(&seed);
        int places = (int)(bc_test_random(&seed) % 4);
        struct bc_decimal half = bc_decimal_of(5, places + 1);
        struct bc_decimal ra = bc_decimal_round(a, places);
        struct bc_decimal rb = bc_decimal_round(b, places);
        struct bc_decimal moved;

        if (!ra.known || !rb.known)
            continue;
        moved = bc_decimal_subtract(ra, a);
        if (moved.units < 0)
            moved.units = -moved.units;
        assert_true(bc_decimal_compare(moved, half) <= 0);
        if (bc_decimal_compare(moved, half) == 0)
            assert_int_equal(ra.units % 2, 0);
        if (bc_decimal_compare(a, b) <= 0)
            assert_true(bc_decimal_compare(ra, rb) <= 0);
        assert_int_equal(bc_decimal_compare(bc_decimal_round(ra, places), ra),
                         0);
    }
}

static void shifts_are_exact_while_they_fit(void **state)
{
    (void)state;
    assert_prints(bc_decimal_shift(number("12.5"), 1), "125");
    assert_prints(bc_decimal_shift(number("12.5"), 3), "12500");
    assert_prints(bc_decimal_shift(number("12.5"), -3), "0.0125");
    assert_prints(bc_decimal_shift(number("1"), 18), "");
    assert_prints(bc_decimal_shift(number("0"), 100), "0");
    assert_prints(bc_decimal_shift(number("15"), -19), "0.000000000000000002");
    assert_prints(bc_decimal_shift(BC_MISSING, 1), "");
}

static void sums_and_differences_are_exact(void **state)
{
    (void)state;
    assert_prints(bc_decimal_add(number("0.1"), number("0.2")), "0.3");
    assert_prints(bc_decimal_add(number("0.10"), number("2")), "2.10");
    assert_prints(bc_decimal_subtract(number("1"), number("0.001")), "0.999");
    assert_prints(bc_decimal_subtract(number("0.1"), number("0.10")), "0.00");
    assert_prints(bc_decimal_add(number("999999999999999999"), number("1")),
                  "");
    /* No room for all decimals: as many as 18 digits leave, half-even. */
    assert_prints(bc_decimal_add(number("999999999"), number("0.1234567885")),
                  "999999999.123456788");
    assert_prints(bc_decimal_add(BC_MISSING, number("1")), "");
    assert_prints(bc_decimal_subtract(number("1"), BC_MISSING), "");
}

static void adding_and_taking_away_comes_back(void **state)
{
    (void)state;
    uint64_t seed = 4;

    for (int i = 0; i < 20000; i++) {
        struct bc_decimal a =
            bc_decimal_of((int64_t)(bc_test_random(&seed) % 100000000), 4);
        struct bc_decimal b =
            bc_decimal_of(-(int64_t)(bc_test_random(&seed) % 100000000), 6);
        struct bc_decimal sum = bc_decimal_add(a, b);

        assert_int_equal(bc_decimal_compare(bc_decimal_subtract(sum, b), a), 0);
        assert_int_equal(bc_decimal_compare(sum, bc_decimal_add(b, a)), 0);
    }
}

static void means_and_shares_are_rounded_once(void **state)
{
    (void)state;
    /* (0.10 + 0.11) / 2 = 0.105, a tie */
    assert_prints(bc_decimal_divide(21, 2, 2, 2), "0.10");
    assert_prints(bc_decimal_divide_half_up(21, 2, 2, 2), "0.11");
    assert_prints(bc_decimal_divide(-21, 2, 2, 2), "-0.10");
    assert_prints(bc_decimal_divide_half_up(-21, 2, 2, 2), "-0.11");
    assert_prints(bc_decimal_divide(1, 0, 3, 18), "0.333333333333333333");
    assert_prints(bc_decimal_divide(2, 0, 3, 1), "0.7");
    assert_prints(bc_decimal_divide(90 * 100, 0, 99, 1), "90.9");
    assert_prints(bc_decimal_divide(0, 3, 7, 1), "0.0");
}

static void a_quotient_that_does_not_fit_is_missing(void **state)
{
    (void)state;
    bc_int128 most = (bc_int128)1 << 126;

    assert_prints(bc_decimal_divide(most, 0, 1, 18), "");
    assert_prints(bc_decimal_divide(-most, 0, 1, 0), "");
    assert_prints(bc_decimal_divide(INT64_MAX, 0, 1, 0), "");
    /* 2^126 / 10^18 / INT64_MAX = 9.2233720... */
    assert_prints(bc_decimal_divide(most, 18, INT64_MAX, 5), "9.22337");
    assert_prints(bc_decimal_divide(1, 18, INT64_MAX, 0), "0");
}

static void division_agrees_with_integers(void **state)
{
    (void)state;
    uint64_t seed = 5;

    for (int i = 0; i < 20000; i++) {
        int64_t n = (int64_t)(bc_test_random(&seed) % 2001) - 1000;
        int64_t d = (int64_t)(bc_test_random(&seed) % 30) + 1;
        int64_t q = bc_decimal_divide(n, 0, d, 0).units;
        int64_t twice = 2 * llabs(n - q * d);

        assert_true(twice <= d);
        if (twice == d)
            assert_int_equal(q % 2, 0);
    }
}

static void a_double_is_the_nearest(void **state)
{
    (void)state;
    assert_true(bc_decimal_real(number("0.1")) == 0.1);
    assert_true(bc_decimal_real(number("-123.456")) == -123.456);
    assert_true(bc_decimal_real(number("4e-05")) == 4e-05);
    assert_true(isnan(bc_decimal_real(BC_MISSING)));
}

static void a_double_is_rounded_by_its_exact_value(void **state)
{
    (void)state;
    /* 0.15 lies below 15/100 in binary, 0.35 too, 0.125 is exact. */
    assert_prints(bc_decimal_from_real(0.15, 1), "0.1");
    assert_prints(bc_decimal_from_real(0.35, 1), "0.3");
    assert_prints(bc_decimal_from_real(0.125, 2), "0.12");
    assert_prints(bc_decimal_from_real(-0.4, 0), "0");
    assert_prints(bc_decimal_from_real(50.0000004, 6), "50.000000");
    assert_prints(bc_decimal_from_real(-1234.5678, 2), "-1234.57");
    assert_prints(bc_decimal_from_real(1e18, 0), "");
    assert_prints(bc_decimal_from_real(1, 18), "");
    assert_prints(bc_decimal_from_real((double)NAN, 2), "");
    assert_prints(bc_decimal_from_real((double)-INFINITY, 2), "");
}

static void doubles_and_decimals_do_not_depend_on_the_locale(void **state)
{
    (void)state;
    static const char *const names[] = {"de_DE.UTF-8", "ps_AF.UTF-8"};

    for (size_t i = 0; i < 2; i++) {
        setlocale(LC_NUMERIC, names[i]); /* may not be installed */
        assert_prints(bc_decimal_from_real(-1234.5, 2), "-1234.50");
        assert_prints(number("1234.5"), "1234.5");
    }
    setlocale(LC_NUMERIC, "C");
}

static void a_decimal_survives_as_a_double(void **state)
{
    (void)state;
    uint64_t seed = 6;

    /* 15 digits do: DBL_DIG. */
    for (int i = 0; i < 20000; i++) {
        int places = (int)(bc_test_random(&seed) % 16);
        struct bc_decimal value = bc_decimal_of(
            (int64_t)(bc_test_random(&seed) % 1000000000000000), places);
        struct bc_decimal again =
            bc_decimal_from_real(bc_decimal_real(value), places);

        assert_int_equal(again.units, value.units);
    }
}

/* The largest and the smallest of 128 bits: 2^127 - 1 and -2^127. */
static void whole_numbers_of_128_bits_are_printed_and_read(void **state)
{
    static const char *const kept[] = {
        "0", "-1", "1000000000000000000000",
        "170141183460469231731687303715884105727",
        "-170141183460469231731687303715884105728"};
    static const char *const refused[] = {
        "",    "-",   "1.0",
        "+1",  " 1",  "170141183460469231731687303715884105728",
        "1e3", "--1", "-170141183460469231731687303715884105729"};
    bc_int128 value;
    char text[41];
    (void)state;

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        assert_true(bc_int128_parse(kept[i], &value));
        bc_int128_print(value, text);
        assert_string_equal(text, kept[i]);
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(bc_int128_parse(refused[i], &value));
}

/* printf rounds the exact binary value. */
static void a_real_is_rounded_as_printf_does(void **state)
{
    uint64_t random = 11;
    (void)state;

    for (int round = 0; round < 20000; round++) {
        int places = (int)(bc_test_random(&random) % 10);
        double value = (double)(int64_t)bc_test_random(&random) /
                       (double)(UINT64_C(1) << bc_test_random(&random) % 64);
        int beside = round % 8 / 2 - 1;
        char printed[400], text[24];
        struct bc_decimal made;

        if (round % 2) { /* ties, and what lies beside them */
            value = (double)(bc_test_random(&random) % 100000) + 0.5;
            for (int p = 0; p < places; p++)
                value /= 10;
            value *= 1 + beside * 0x1p-52;
        }
        made = bc_decimal_from_real(value, places);
        if (!bc_decimal_known(made))
            continue;
        bc_decimal_print(made, text);
        snprintf(printed, sizeof printed, "%.*f", places, value);
        if (made.units == 0) /* "-0.00" */
            assert_string_equal(text, printed + (printed[0] == '-'));
        else
            assert_string_equal(text, printed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_real_is_rounded_as_printf_does),
        cmocka_unit_test(numbers_keep_the_decimals_they_are_written_with),
        cmocka_unit_test(exponents_shift_the_point),
        cmocka_unit_test(what_is_not_wholly_a_number_is_refused),
        cmocka_unit_test(digits_that_do_not_fit_are_rounded_half_even),
        cmocka_unit_test(zeros_that_do_not_fit_are_no_loss),
        cmocka_unit_test(what_is_too_large_is_out_of_range),
        cmocka_unit_test(printed_numbers_read_as_they_were),
        cmocka_unit_test(the_longest_numbers_fit_their_buffer),
        cmocka_unit_test(a_short_print_drops_zeros_behind_the_point_only),
        cmocka_unit_test(comparison_is_exact_whatever_the_scales),
        cmocka_unit_test(comparison_is_an_order),
        cmocka_unit_test(rounding_follows_gb_t_8170),
        cmocka_unit_test(rounding_is_one_step),
        cmocka_unit_test(rounding_half_up_goes_away_from_zero),
        cmocka_unit_test(rounding_gives_the_places_that_were_asked_for),
        cmocka_unit_test(rounding_moves_half_a_unit_at_most_and_keeps_order),
        cmocka_unit_test(shifts_are_exact_while_they_fit),
        cmocka_unit_test(sums_and_differences_are_exact),
        cmocka_unit_test(adding_and_taking_away_comes_back),
        cmocka_unit_test(means_and_shares_are_rounded_once),
        cmocka_unit_test(a_quotient_that_does_not_fit_is_missing),
        cmocka_unit_test(division_agrees_with_integers),
        cmocka_unit_test(a_double_is_the_nearest),
        cmocka_unit_test(a_double_is_rounded_by_its_exact_value),
        cmocka_unit_test(doubles_and_decimals_do_not_depend_on_the_locale),
        cmocka_unit_test(a_decimal_survives_as_a_double),
        cmocka_unit_test(whole_numbers_of_128_bits_are_printed_and_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
