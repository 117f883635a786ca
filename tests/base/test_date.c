/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <string.h>
#include <time.h>

#include "test.h"

static void known_days_have_known_numbers(void **state)
{
    (void)state;
    /* Days since the epoch: POSIX, 4.16; `date -d 2000-03-01Z +%s` / 86400. */
    assert_int_equal(bc_day_of(1970, 1, 1), 0);
    assert_int_equal(bc_day_of(1969, 12, 31), -1);
    assert_int_equal(bc_day_of(2000, 3, 1), 11017);
    assert_int_equal(bc_day_of(2021, 4, 1), 18718);
    assert_int_equal(bc_day_of(1, 1, 1), -719162);
    assert_int_equal(bc_day_of(9999, 12, 31), 2932896);
}

/* Gregorian: a fourth year leaps, a hundredth not, a four hundredth does. */
static void impossible_days_are_no_dates(void **state)
{
    (void)state;
    assert_int_equal(bc_day_of(2023, 2, 29), BC_NO_DATE);
    assert_int_equal(bc_day_of(1900, 2, 29), BC_NO_DATE);
    assert_true(bc_day_of(2000, 2, 29) != BC_NO_DATE);
    assert_true(bc_day_of(2024, 2, 29) != BC_NO_DATE);
    assert_int_equal(bc_day_of(2024, 4, 31), BC_NO_DATE);
    assert_int_equal(bc_day_of(2024, 0, 1), BC_NO_DATE);
    assert_int_equal(bc_day_of(2024, 13, 1), BC_NO_DATE);
    assert_int_equal(bc_day_of(2024, 1, 0), BC_NO_DATE);
    assert_int_equal(bc_day_of(0, 1, 1), BC_NO_DATE);
    assert_int_equal(bc_day_of(10000, 1, 1), BC_NO_DATE);
}

static void every_day_splits_prints_and_reads_as_itself(void **state)
{
    (void)state;
    int last_month = -1;

    for (bc_day day = bc_day_of(1895, 1, 1); day <= bc_day_of(2105, 1, 1);
         day++) {
        int year, month, day_of_month;
        char text[16];
        bc_day again;

        bc_day_split(day, &year, &month, &day_of_month);
        assert_int_equal(bc_day_of(year, month, day_of_month), day);
        bc_day_print(day, text);
        assert_true(bc_day_parse(bc_slice_of(text), &again));
        assert_int_equal(again, day);
        assert_true(bc_month_of_day(day) - last_month <= 1 || last_month == -1);
        last_month = bc_month_of_day(day);
    }
}

/* glibc's gmtime is the second opinion. */
static void days_agree_with_the_c_library(void **state)
{
    (void)state;
    uint64_t seed = 9;

    for (int i = 0; i < 20000; i++) {
        bc_day day = (bc_day)(bc_test_random(&seed) % 3652059) - 719162;
        time_t seconds = (time_t)day * 86400;
        struct tm tm;
        int year, month, day_of_month;

        gmtime_r(&seconds, &tm);
        bc_day_split(day, &year, &month, &day_of_month);
        assert_int_equal(year, tm.tm_year + 1900);
        assert_int_equal(month, tm.tm_mon + 1);
        assert_int_equal(day_of_month, tm.tm_mday);
    }
}

static void a_missing_day_prints_as_nothing(void **state)
{
    (void)state;
    char text[16] = "x";
    int year, month, day;

    bc_day_print(BC_NO_DATE, text);
    assert_string_equal(text, "");
    bc_day_split(BC_NO_DATE, &year, &month, &day);
    assert_int_equal(year, 0);
}

static void dates_are_read_in_the_forms_people_write(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "2024-06-30", "2024-6-30", "2024/6/30",     "2024/06/30",
        "2024.6.30",  "20240630",  "2024年6月30日", "2024年06月30日"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bc_day day;

        assert_true(bc_day_parse(bc_slice_of(texts[i]), &day));
        assert_int_equal(day, bc_day_of(2024, 6, 30));
    }
}

static void what_is_not_wholly_a_date_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "2024",
                                        "2024-06",
                                        "2023-02-30",
                                        "2024-06-31",
                                        "2024-06-30 ",
                                        " 2024-06-30",
                                        "2024-06/30",
                                        "24-06-30",
                                        "2024-006-30",
                                        "2024-06-030",
                                        "2024-06-30T00:00",
                                        "2024063",
                                        "202406300",
                                        "2024年6月30",
                                        "6/30/2024",
                                        "2024-00-10",
                                        "2024--6-30",
                                        "-2024-06-30",
                                        "2024-06-3O",
                                        "2024年x月1日",
                                        "2024年6",
                                        "2024:06:30",
                                        "202406x0"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bc_day day = 1;

        assert_false(bc_day_parse(bc_slice_of(texts[i]), &day));
        assert_int_equal(day, BC_NO_DATE);
    }
}

/* 2021-04-01T08:00:00 as seconds of local time: 18718 x 86400 + 8 x 3600. */
#define EIGHT_O_CLOCK INT64_C(1617264000)

static void times_are_read_in_the_forms_people_write(void **state)
{
    (void)state;
    static const char *const texts[] = {"2021-04-01T08:00:00+08:00",
                                        "2021-04-01 08:00",
                                        "2021-04-01 8:00",
                                        "2021/4/1 8:00:00",
                                        "2021/04/01 08:00:00+08",
                                        "2021-04-01T08:00:00.000+0800",
                                        "2021-04-01T00:00:00Z",
                                        "2021-03-31T19:00:00-05:00",
                                        "2021年4月1日 8时",
                                        "2021年4月1日8时",
                                        "2021年4月1日 8时0分0秒",
                                        "2021年4月1日 8时0分",
                                        "2021-04-01\t08:00",
                                        "2021年4月1日 08:00",
                                        "20210401 08:00",
                                        "2021-04-01  08:00 +08:00"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int64_t seconds;

        assert_true(bc_time_parse(bc_slice_of(texts[i]), 0, 480, &seconds));
        assert_int_equal(seconds, EIGHT_O_CLOCK);
    }
}

static void a_date_alone_is_its_first_second(void **state)
{
    (void)state;
    int64_t seconds;

    assert_true(bc_time_parse(bc_slice_of("2021-04-01"), 0, 480, &seconds));
    assert_int_equal(seconds, EIGHT_O_CLOCK - 8 * 3600);
}

static void a_time_without_a_year_is_of_the_year_that_is_given(void **state)
{
    (void)state;
    static const char *const texts[] = {"04-01 08:00", "4/1 8:00", "4月1日 8时",
                                        "04-01T08:00:00"};
    int64_t seconds;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_true(bc_time_parse(bc_slice_of(texts[i]), 2021, 480, &seconds));
        assert_int_equal(seconds, EIGHT_O_CLOCK);
        assert_false(bc_time_parse(bc_slice_of(texts[i]), 0, 480, &seconds));
    }
    assert_true(
        bc_time_parse(bc_slice_of("2021-04-01 08:00"), 1999, 480, &seconds));
    assert_int_equal(seconds, EIGHT_O_CLOCK);
    assert_false(bc_time_parse(bc_slice_of("02-29"), 2021, 480, &seconds));
    assert_false(bc_time_parse(bc_slice_of("4月1"), 2021, 480, &seconds));
    assert_false(bc_time_parse(bc_slice_of("4"), 2021, 480, &seconds));
    assert_true(bc_time_parse(bc_slice_of("02-29"), 2024, 480, &seconds));
}

static void midnight_may_end_a_day(void **state)
{
    (void)state;
    int64_t end, start;

    assert_true(bc_time_parse(bc_slice_of("2021-04-01 24:00"), 0, 480, &end));
    assert_true(bc_time_parse(bc_slice_of("2021-04-02 00:00"), 0, 480, &start));
    assert_int_equal(end, start);
}

static void what_is_not_wholly_a_time_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "08:00",
        "2021-04-01 ",
        "2021-04-01T",
        "2021-04-0108:00",
        "2021-04-01 8",
        "2021-04-01 08:0",
        "2021-04-01 24:01",
        "2021-04-01 25:00",
        "2021-04-01 08:60",
        "2021-04-01 08:00:60",
        "2021-04-01 08:00x",
        "2021-04-01 08:00+8",
        "2021-04-01 08:00+08:0",
        "2021-04-01 08:00+08:60",
        "2021-04-01 08:00 UTC",
        "2021-02-29 08:00",
        "2021年4月1日 8时30",
        "2021年4月1日 8时x分",
        "2021年4月1日 8时30分x",
        "2021年4月1日 8时30分15",
        "2021-04-01 08:00:00.",
        "2021-04-01 08:00:00.x",
        "2021-04-01 08:00+15:00",
        "2021-04-01 08:00+",
        "2021-04-01 08:00+08:00x",
        "2021-04-01 08:00:0",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int64_t seconds;

        assert_false(bc_time_parse(bc_slice_of(texts[i]), 0, 480, &seconds));
    }
}

static void a_time_prints_with_its_offset_and_reads_back(void **state)
{
    (void)state;
    char text[32];
    uint64_t seed = 8;

    bc_time_print(EIGHT_O_CLOCK, 480, text);
    assert_string_equal(text, "2021-04-01T08:00:00+08:00");
    bc_time_print(-1, -210, text);
    assert_string_equal(text, "1969-12-31T23:59:59-03:30");
    for (int i = 0; i < 20000; i++) {
        int64_t seconds =
            (int64_t)(bc_test_random(&seed) % 8000000000) - 4000000000;
        int offset = (int)(bc_test_random(&seed) % 1440) - 720;
        int64_t again;

        bc_time_print(seconds, offset, text);
        assert_true(bc_time_parse(bc_slice_of(text), 0, offset, &again));
        assert_int_equal(again, seconds);
    }
}

static void assert_period(const char *text, bc_day first, bc_day last,
                          int n_months)
{
    struct bc_period period;

    assert_true(bc_period_parse(text, &period));
    assert_int_equal(period.first, first);
    assert_int_equal(period.last, last);
    assert_string_equal(period.label, text);
    assert_int_equal(bc_period_months(&period), n_months);
}

static void periods_run_from_first_to_last_day(void **state)
{
    (void)state;
    assert_period("2021", bc_day_of(2021, 1, 1), bc_day_of(2021, 12, 31), 12);
    assert_period("2021-Q2", bc_day_of(2021, 4, 1), bc_day_of(2021, 6, 30), 3);
    assert_period("2021-04", bc_day_of(2021, 4, 1), bc_day_of(2021, 4, 30), 1);
    assert_period("2024-02", bc_day_of(2024, 2, 1), bc_day_of(2024, 2, 29), 1);
    assert_period("2021-01..2021-06", bc_day_of(2021, 1, 1),
                  bc_day_of(2021, 6, 30), 6);
    assert_period("2021-04-01..2021-04-05", bc_day_of(2021, 4, 1),
                  bc_day_of(2021, 4, 5), 1);
    assert_period("2020-Q4..2021-Q1", bc_day_of(2020, 10, 1),
                  bc_day_of(2021, 3, 31), 6);
    assert_period("2019..2021", bc_day_of(2019, 1, 1), bc_day_of(2021, 12, 31),
                  36);
}

static void what_is_not_wholly_a_period_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "21",
                                        "2021-",
                                        "2021-4",
                                        "2021-Q0",
                                        "2021-Q5",
                                        "2021-Q",
                                        "2021-04-",
                                        "2021-04-1",
                                        "0000",
                                        "2021-q2",
                                        "2021-13",
                                        "2021-00",
                                        "2021-02-30",
                                        "2021-04-00",
                                        "2021..",
                                        "..2021",
                                        "2021-04 ",
                                        "2021..2020",
                                        "2021-01...2021-06",
                                        "2021-06..2021-01",
                                        "2021-01-01..2021-01-31..2021-02-01"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct bc_period period;

        assert_false(bc_period_parse(texts[i], &period));
        assert_int_equal(period.first, BC_NO_DATE);
        assert_string_equal(period.label, "");
    }
}

static void months_are_read_in_the_forms_people_write(void **state)
{
    static const struct {
        const char *text;
        int year;
        bool read;
    } cases[] = {
        {"2021-04", 0, true},  {"2021/4", 0, true},     {"2021年4月", 0, true},
        {"202104", 0, true},   {"2021.04", 0, true},    {"4月", 2021, true},
        {"4月", 0, false},     {"4", 2021, false},      {"2021年4", 0, false},
        {"2021-", 0, false},   {"2021年x月", 0, false}, {"20214", 0, false},
        {"2021-13", 0, false}, {"2021-00", 0, false},   {"2021-04x", 0, false},
        {"", 2021, false},     {"x月", 2021, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bc_day first;
        bool read =
            bc_month_parse(bc_slice_of(cases[i].text), cases[i].year, &first);

        if (read != cases[i].read)
            fail_msg("'%s' of %d", cases[i].text, cases[i].year);
        assert_int_equal(first, read ? bc_day_of(2021, 4, 1) : BC_NO_DATE);
    }
}

static void the_year_before_is_the_same_span(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"2021", "2020"},
        {"2021-Q2", "2020-Q2"},
        {"2024-02", "2023-02"},
        {"2021-01..2021-06", "2020-01..2020-06"},
        {"2020-Q4..2021-Q1", "2019-Q4..2020-Q1"},
        {"2024-02-01..2024-02-29", "2023-02-01..2023-02-28"},
        {"2024-02-29", "2023-02-28"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_period period, before, expected;

        assert_true(bc_period_parse(cases[i][0], &period));
        assert_true(bc_period_parse(cases[i][1], &expected));
        before = bc_period_year_before(&period);
        assert_int_equal(before.first, expected.first);
        assert_int_equal(before.last, expected.last);
        assert_string_equal(before.label, expected.label);
    }
}

static void the_first_year_has_none_before(void **state)
{
    (void)state;
    struct bc_period period;

    assert_true(bc_period_parse("0001", &period));
    assert_int_equal(bc_period_year_before(&period).first, BC_NO_DATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days_have_known_numbers),
        cmocka_unit_test(impossible_days_are_no_dates),
        cmocka_unit_test(every_day_splits_prints_and_reads_as_itself),
        cmocka_unit_test(days_agree_with_the_c_library),
        cmocka_unit_test(a_missing_day_prints_as_nothing),
        cmocka_unit_test(dates_are_read_in_the_forms_people_write),
        cmocka_unit_test(what_is_not_wholly_a_date_is_refused),
        cmocka_unit_test(times_are_read_in_the_forms_people_write),
        cmocka_unit_test(a_date_alone_is_its_first_second),
        cmocka_unit_test(a_time_without_a_year_is_of_the_year_that_is_given),
        cmocka_unit_test(midnight_may_end_a_day),
        cmocka_unit_test(what_is_not_wholly_a_time_is_refused),
        cmocka_unit_test(a_time_prints_with_its_offset_and_reads_back),
        cmocka_unit_test(periods_run_from_first_to_last_day),
        cmocka_unit_test(what_is_not_wholly_a_period_is_refused),
        cmocka_unit_test(months_are_read_in_the_forms_people_write),
        cmocka_unit_test(the_year_before_is_the_same_span),
        cmocka_unit_test(the_first_year_has_none_before),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
