/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/reading.h"

/* The cells hold commas: this table is parted by semicolons. */
static void check_reading(const char *line)
{
    static const char *const kinds[] = {"value", "empty", "bad"};
    char cells[5][64] = {""};
    struct bc_decimal limit = BC_MISSING;
    struct bc_reading reading;
    char text[24];
    int n = 0;

    print_message("%s\n", line);
    for (const char *at = line; n < 5; n++) {
        size_t length = strcspn(at, ";");

        memcpy(cells[n], at, length);
        at += length + (at[length] != '\0');
    }
    bc_decimal_parse(bc_slice_of(cells[1]), &limit);
    assert_string_equal(
        kinds[bc_reading_parse(bc_slice_trim(bc_slice_of(cells[0])), limit,
                               &reading)],
        cells[2]);
    bc_decimal_print(reading.value, text);
    assert_string_equal(text, cells[3]);
    assert_int_equal(reading.non_detect, atoi(cells[4]));
}

static void cells_are_read_as_laboratories_write_them(void **state)
{
    char *text = read_text(BC_TEST_DATA "/water/readings.csv");
    char *line = strtok(text, "\n");
    int n = 0;
    (void)state;

    while ((line = strtok(NULL, "\n"))) {
        check_reading(line);
        n++;
    }
    assert_true(n > 40);
    free(text);
}

static struct bc_reading reading_of(const char *text)
{
    struct bc_reading reading;

    assert_int_equal(bc_reading_parse(bc_slice_of(text), BC_MISSING, &reading),
                     BC_CELL_VALUE);
    return reading;
}

static bool converts(enum bc_item item, const char *text, int power)
{
    struct bc_reading reading = reading_of(text);

    return bc_reading_convert(
        item, bc_decimal_shift(bc_decimal_of(1, 0), power), &reading);
}

static void a_value_is_brought_to_the_unit_of_its_item(void **state)
{
    struct bc_reading reading = reading_of("0.0071");
    char text[24];
    (void)state;

    assert_true(bc_reading_convert(BC_CHLA, bc_decimal_of(1000, 0), &reading));
    bc_decimal_print_short(reading.value, text);
    assert_string_equal(text, "7.1");
    reading = reading_of("0.05");
    assert_true(bc_reading_convert(BC_HG, bc_decimal_of(1, 6), &reading));
    bc_decimal_print(reading.value, text);
    assert_string_equal(text, "0.00000005");
}

static void what_no_water_has_is_refused(void **state)
{
    (void)state;
    assert_false(converts(BC_TP, "-0.01", 0));
    assert_true(converts(BC_TP, "0", 0));
    assert_true(converts(BC_TP, "1000000", 0)); /* mg in a kilogram */
    assert_false(converts(BC_TP, "1000000.1", 0));
    assert_false(converts(BC_TP, "1001", 3));
    assert_true(converts(BC_WT, "-0.3", 0));
    assert_false(converts(BC_WT, "-5.1", 0));
    assert_true(converts(BC_WT, "100", 0));
    assert_false(converts(BC_WT, "100.1", 0));
    assert_false(converts(BC_PH, "0", 0));
    assert_false(converts(BC_PH, "14.01", 0));
    assert_true(converts(BC_PH, "14", 0));
    assert_true(converts(BC_ALGAE, "1e12", 0));
    assert_false(converts(BC_ALGAE, "1e9", 4));
    assert_false(converts(BC_ALGAE, "99999999999999999", 6));
}

/* 14.6 mg/L is saturation under air at 0 degrees (HJ 506), 20.95 % of it
 * oxygen; 95 is a share of saturation. */
static void no_water_dissolves_more_oxygen_than_there_is(void **state)
{
    (void)state;
    assert_true(converts(BC_DO, "14.6", 0));
    assert_true(converts(BC_DO, "70", 0));
    assert_true(converts(BC_DO, "70.00", 0));
    assert_false(converts(BC_DO, "70.01", 0));
    assert_false(converts(BC_DO, "71", 0));
    assert_false(converts(BC_DO, "95.0", 0));
    assert_false(converts(BC_DO, "999", 0));
    assert_true(converts(BC_DO, "8.1234567", 0));
}

static void nines_are_a_word_for_nothing(void **state)
{
    (void)state;
    assert_false(converts(BC_TP, "9999", 0));
    assert_false(converts(BC_COD, "9999.00", 0));
    assert_false(converts(BC_TP, "99999", 0));
    assert_false(converts(BC_TP, "999999", 0));
    assert_false(converts(BC_TP, "9.999", 3));
    assert_true(converts(BC_COD, "9998", 0));
    assert_true(converts(BC_COD, "99.99", 0));
    assert_true(converts(BC_CL, "999", 0));
    assert_true(converts(BC_FC, "9999", 0));
    assert_true(converts(BC_EC, "9999", 0));
}

static void a_detection_limit_is_above_nothing(void **state)
{
    (void)state;
    assert_false(converts(BC_TP, "<0", 0));
    assert_false(converts(BC_TP, "0.000L", 0));
    assert_true(converts(BC_TP, "0.001L", 0));
}

static void a_non_detect_is_half_its_limit(void **state)
{
    char text[24];
    (void)state;

    bc_decimal_print(bc_reading_value(reading_of("0.01L")), text);
    assert_string_equal(text, "0.005");
    /* a half has one digit more than 18, which are all that there are */
    bc_decimal_print(bc_reading_value(reading_of("5050500505505.00105L")),
                     text);
    assert_string_equal(text, "2525250252752.50052");
    bc_decimal_print(bc_reading_value(reading_of("0.01")), text);
    assert_string_equal(text, "0.01");
}

static void readings_are_the_same_by_value(void **state)
{
    const struct bc_reading missing = {BC_MISSING, false};
    (void)state;

    assert_true(bc_reading_same(reading_of("0.1"), reading_of("0.100")));
    assert_false(bc_reading_same(reading_of("0.1"), reading_of("0.1L")));
    assert_false(bc_reading_same(reading_of("0.1"), reading_of("0.11")));
    assert_false(bc_reading_same(reading_of("0"), missing));
    assert_true(bc_reading_same(missing, missing));
}

/* Bounds of our own, from memory: those of the header. */
static void what_hardly_any_water_has_is_not_credible(void **state)
{
    static const struct {
        enum bc_item item;
        const char *cell;
        bool is;
    } cases[] = {
        {BC_TP, "40", true},    {BC_TP, "40.1", false},
        {BC_NH3N, "200", true}, {BC_NH3N, "200.1", false},
        {BC_TN, "200", true},   {BC_TN, "201", false},
        {BC_DO, "30", true},    {BC_DO, "30.1", false},
        {BC_PH, "3", true},     {BC_PH, "2.9", false},
        {BC_PH, "11.1", false}, {BC_WT, "46", false},
        {BC_FC, "1e9", true},   {BC_TURB, "5000", true},
        {BC_CL, "19000", true}, /* the sea's */
    };
    const struct bc_credible bounds = bc_credible_of(BC_CREDIBLE_TIMES);
    const struct bc_credible none = bc_credible_of(0);
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_reading reading = reading_of(cases[i].cell);

        if (bc_credible_is(&bounds, cases[i].item, &reading) != cases[i].is)
            fail_msg("%s %s", bc_item_symbol(cases[i].item), cases[i].cell);
        assert_true(bc_credible_is(&none, cases[i].item, &reading));
        assert_true(bc_credible_is(NULL, cases[i].item, &reading));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_read_as_laboratories_write_them),
        cmocka_unit_test(a_value_is_brought_to_the_unit_of_its_item),
        cmocka_unit_test(what_no_water_has_is_refused),
        cmocka_unit_test(no_water_dissolves_more_oxygen_than_there_is),
        cmocka_unit_test(nines_are_a_word_for_nothing),
        cmocka_unit_test(a_detection_limit_is_above_nothing),
        cmocka_unit_test(a_non_detect_is_half_its_limit),
        cmocka_unit_test(readings_are_the_same_by_value),
        cmocka_unit_test(what_hardly_any_water_has_is_not_credible),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
