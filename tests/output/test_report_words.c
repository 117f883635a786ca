/* SPDX-License-Identifier: MIT */
/* How figures, goals and names are said: expected texts by the rules that stand
 * in report_words.h. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "base/language.h"
#include "output/report_words.h"

static int wrong;

static void expect(const char *row, const struct bc_text *got,
                   const char *wanted)
{
    if (strcmp(bc_text_string(got), wanted) == 0)
        return;
    print_error("%s: '%s', not '%s'\n", row, bc_text_string(got), wanted);
    wrong++;
}

static struct bc_decimal decimal(const char *text)
{
    struct bc_decimal value = BC_MISSING;

    if (*text)
        assert_true(bc_decimal_parse(bc_slice_of(text), &value) == BC_PARSED);
    return value;
}

static void set_value(struct bc_target *target, const char *text)
{
    const char *slash = strchr(text, '/');

    target->value.given = *text != '\0';
    target->value.ratio = slash != NULL;
    if (slash) {
        target->value.numerator = text[0] - '0';
        target->value.denominator = slash[1] - '0';
    } else {
        target->value.decimal = decimal(text);
    }
}

static void values_are_said_as_their_measure_and_unit_want(void **state)
{
    static const struct {
        enum bc_measure measure;
        const char *unit, *target, *value, *zh, *en;
    } rows[] = {
        {BC_SHARE, "%", "90.9", "", "", ""},
        {BC_SHARE, "%", "90.9", "66.666667", "66.7 %", "66.7 %"},
        {BC_SHARE, "%", "90.91", "66.666667", "66.67 %", "66.67 %"},
        {BC_EACH, "", "", "50", "50.0 %", "50.0 %"},
        {BC_CHANGE, "%", "", "5", "+5.0 %", "+5.0 %"},
        {BC_CHANGE, "%", "", "-5.25", "−5.3 %", "−5.3 %"},
        {BC_MEAN, "%", "", "0", "0.0 %", "0.0 %"},
        {BC_MAX, "class change", "0", "-1", "升 1 类", "1 class(es) better"},
        {BC_MAX, "class change", "0", "2", "降 2 类", "2 class(es) worse"},
        {BC_MAX, "class change", "0", "0", "持平", "same"},
        {BC_MAX, "class", "3", "4", "4 类", "4 classes"},
        {BC_CHANGE, "percentage points", "5", "3", "+3 个百分点",
         "+3 percentage points"},
        {BC_CHANGE, "mg/L", "5", "-0.12345", "-0.123 mg/L", "-0.123 mg/L"},
        {BC_COUNT, "count", "5", "3", "3 个", "3"},
        {BC_COUNT, "", "5", "3", "3 个", "3"},
        {BC_DISTINCT, "", "5", "3", "3 个", "3"},
        {BC_SUM, "", "5", "3", "3", "3"},
        {BC_SUM, "km2", "5", "3", "3 km2", "3 km2"},
    };

    (void)state;
    wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int english = 0; english < 2; english++) {
            struct bc_target target = {.measure = rows[i].measure,
                                       .unit = rows[i].unit,
                                       .layer = "outfalls"};
            struct bc_result result = {.value = decimal(rows[i].value)};
            struct bc_text text = {0};

            set_value(&target, rows[i].target);
            bc_report_language_set(english ? BC_ENGLISH : BC_CHINESE);
            bc_words_value(&text, &target, &result);
            expect(rows[i].zh, &text, english ? rows[i].en : rows[i].zh);
            bc_text_clear(&text);
        }
    bc_report_language_set(BC_CHINESE);
    assert_int_equal(wrong, 0);
}

/* Nothing is above 100 % or below 0 %. */
static void goals_are_said_as_they_are_meant(void **state)
{
    static const struct {
        enum bc_measure measure;
        enum bc_op op;
        const char *value, *unit, *said;
    } rows[] = {
        {BC_SHARE, BC_GE, "90.9", "%", "≥ 90.9 %"},
        {BC_SHARE, BC_GE, "100", "%", "= 100 %"},
        {BC_SHARE, BC_LE, "0", "%", "= 0 %"},
        {BC_SHARE, BC_LE, "10", "%", "≤ 10 %"},
        {BC_SHARE, BC_GT, "100", "%", "> 100 %"},
        {BC_SHARE, BC_LT, "0", "%", "< 0 %"},
        {BC_SHARE, BC_EQ, "50", "%", "= 50 %"},
        {BC_SHARE, BC_GE, "3/4", "", "≥ 3/4"},
        {BC_SHARE, BC_GE, "", "", "未定数值"},
        {BC_EACH, BC_NO_OP, "", "", "逐个达到"},
        {BC_COUNT, BC_INFO, "", "", "只列数"},
        {BC_COUNT, BC_GE, "5", "count", "≥ 5 个"},
        {BC_SUM, BC_GE, "100", "", "≥ 100"},
        {BC_MAX, BC_LE, "0", "class change", "不降类"},
        {BC_MAX, BC_LE, "1", "class change", "≤ 1 类"},
        {BC_MAX, BC_LT, "0", "class change", "< 0 类"},
    };

    (void)state;
    wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bc_target target = {
            .measure = rows[i].measure, .op = rows[i].op, .unit = rows[i].unit};
        struct bc_text text = {0};

        set_value(&target, rows[i].value);
        bc_words_goal(&text, &target);
        expect(rows[i].said, &text, rows[i].said);
        bc_text_clear(&text);
    }
    assert_int_equal(wrong, 0);
}

static void
a_bar_ends_at_the_value_and_its_tick_stands_at_the_goal(void **state)
{
    static const struct {
        enum bc_measure measure;
        enum bc_op op;
        const char *goal, *value;
        bool drawn;
        double bar, tick;
    } rows[] = {
        {BC_SHARE, BC_GE, "90.9", "25", true, 25, 90.9},
        {BC_SHARE, BC_GE, "3/4", "25", true, 25, 75},
        {BC_SHARE, BC_INFO, "90", "25", true, 25, NAN},
        {BC_EACH, BC_NO_OP, "", "25", true, 25, 100},
        {BC_SHARE, BC_NO_OP, "", "25", true, 25, NAN},
        {BC_SHARE, BC_GE, "90", "", false, 0, 0},
        {BC_MEAN, BC_GE, "90", "25", false, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bc_target target = {.measure = rows[i].measure,
                                   .op = rows[i].op};
        struct bc_result result = {.value = decimal(rows[i].value)};
        double bar = 0, tick = 0;

        set_value(&target, rows[i].goal);
        assert_int_equal(bc_words_bar(&target, &result, &bar, &tick),
                         rows[i].drawn);
        assert_near(bar, rows[i].bar, 1e-9);
        if (isnan(rows[i].tick))
            assert_true(isnan(tick));
        else
            assert_near(tick, rows[i].tick, 1e-9);
    }
}

/* One fewer would miss: said where not all must do, or all do. */
static void on_the_line_is_said_where_there_is_one(void **state)
{
    static const struct {
        enum bc_measure measure;
        enum bc_op op;
        const char *goal;
        int64_t k, n;
        bool counted, flagged, said;
    } rows[] = {
        {BC_SHARE, BC_GE, "75", 3, 4, true, true, true},
        {BC_SHARE, BC_GE, "75", 3, 4, true, false, false},
        {BC_SHARE, BC_GE, "75", 4, 4, true, true, false},
        {BC_SHARE, BC_GE, "75", 4, 4, false, true, true},
        {BC_SHARE, BC_GE, "100", 3, 4, true, true, false},
        {BC_SHARE, BC_LE, "0", 3, 4, true, true, false},
        {BC_SHARE, BC_LE, "25", 1, 4, true, true, true},
        {BC_SHARE, BC_EQ, "75", 3, 4, true, true, false},
        {BC_SHARE, BC_GE, "3/4", 3, 4, true, true, true},
        {BC_SHARE, BC_GE, "", 3, 4, true, true, true},
        {BC_EACH, BC_NO_OP, "", 3, 4, true, true, false},
        {BC_COUNT, BC_GE, "3", 3, 4, true, true, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bc_target target = {.measure = rows[i].measure,
                                   .op = rows[i].op};
        const struct bc_result result = {
            .k = rows[i].k,
            .n = rows[i].n,
            .counted = rows[i].counted,
            .flags = rows[i].flagged ? BC_FLAG_ON_THE_LINE : 0};

        set_value(&target, rows[i].goal);
        if (bc_words_on_the_line(&target, &result) != rows[i].said)
            fail_msg("row %zu", i);
    }
}

/* 时序进度 is said of targets that are missed and not yet due. */
static void progress_is_said_of_what_is_not_yet_due(void **state)
{
    static const struct {
        enum bc_verdict verdict;
        unsigned flags;
        enum bc_pace pace;
        const char *before, *said;
    } rows[] = {
        {BC_MISSED, BC_FLAG_INTERIM, BC_BEHIND, "",
         "落后时序进度（应达 48.5 %）"},
        {BC_MISSED, BC_FLAG_INTERIM, BC_AHEAD, "还差 1",
         "还差 1，快于时序进度（应达 48.5 %）"},
        {BC_MISSED, 0, BC_BEHIND, "", ""},
        {BC_MET, BC_FLAG_INTERIM, BC_AHEAD, "", ""},
        {BC_MISSED, BC_FLAG_INTERIM, BC_NO_PACE, "", ""},
    };
    const struct bc_target target = {.measure = BC_SHARE, .unit = "%"};

    (void)state;
    wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct bc_result result = {.verdict = rows[i].verdict,
                                         .flags = rows[i].flags,
                                         .pace = rows[i].pace,
                                         .pace_expected = decimal("48.5")};
        struct bc_text text = {0};

        bc_text_add(&text, rows[i].before);
        bc_words_pace(&text, &target, &result);
        expect(rows[i].said, &text, rows[i].said);
        bc_text_clear(&text);
    }
    assert_int_equal(wrong, 0);
}

static void a_verdict_has_one_look(void **state)
{
    static const struct {
        enum bc_verdict verdict;
        unsigned flags;
        const char *css;
    } rows[] = {{BC_MET, 0, "met"},
                {BC_MISSED, 0, "missed"},
                {BC_MISSED, BC_FLAG_INTERIM, "interim"},
                {BC_NO_VALUE, 0, "none"},
                {BC_ONLY_COUNTED, 0, "info"},
                {BC_CANNOT_JUDGE, BC_FLAG_INTERIM, "cannot"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct bc_result result = {.verdict = rows[i].verdict,
                                         .flags = rows[i].flags};

        assert_string_equal(bc_look_css(bc_look_of(&result)), rows[i].css);
    }
}

static void numbers_dates_and_periods_are_said_in_both_languages(void **state)
{
    static const struct {
        const char *period, *zh, *en;
    } periods[] = {
        {"2021-04", "2021年4月", "April 2021"},
        {"2021", "2021年", "2021"},
        {"2021-Q2", "2021-Q2", "2021-Q2"},
        {"2020-07..2021-06", "2020-07..2021-06", "2020-07..2021-06"}};
    static const struct {
        double value;
        int places;
        const char *said;
    } numbers[] = {{0, 0, "0"},
                   {999, 0, "999"},
                   {1000, 0, "1,000"},
                   {11754, 0, "11,754"},
                   {1234567, 1, "1,234,567.0"},
                   {-123, 0, "-123"},
                   {-1234, 0, "-1,234"},
                   {-123456.5, 1, "-123,456.5"}};

    (void)state;
    wrong = 0;
    for (int english = 0; english < 2; english++) {
        struct bc_text text = {0};

        bc_report_language_set(english ? BC_ENGLISH : BC_CHINESE);
        for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
            struct bc_period period;

            text.length = 0;
            assert_true(bc_period_parse(periods[i].period, &period));
            bc_words_period(&text, &period);
            expect(periods[i].period, &text,
                   english ? periods[i].en : periods[i].zh);
        }
        text.length = 0;
        bc_words_date(&text, bc_day_of(2024, 6, 30));
        expect("date", &text, english ? "30 June 2024" : "2024年6月30日");
        text.length = 0;
        bc_text_add(&text, "x");
        bc_words_date(&text, BC_NO_DATE);
        expect("no date", &text, "x");
        bc_text_clear(&text);
    }
    bc_report_language_set(BC_CHINESE);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct bc_text text = {0};

        bc_words_thousands(&text, numbers[i].value, numbers[i].places);
        expect(numbers[i].said, &text, numbers[i].said);
        bc_text_clear(&text);
    }
    assert_int_equal(wrong, 0);
}

static void names_are_cut_where_a_reader_can_do_without(void **state)
{
    static const struct {
        void (*cut)(struct bc_text *out, const char *name, double em);
        const char *name;
        double em;
        const char *said;
    } rows[] = {{bc_words_cut, "四个汉字", 4, "四个汉字"},
                {bc_words_cut, "五个汉字了", 4, "五个汉字…"},
                {bc_words_cut, "abcdefgh", 4, "abcdefgh"},
                {bc_words_cut, "abcdefghi", 4, "abcdefgh…"},
                {bc_words_first_name, "府河(涢水)", 9, "府河"},
                {bc_words_first_name, "府河（涢水）", 9, "府河"},
                {bc_words_first_name, "府(一)河（二）", 9, "府"},
                {bc_words_first_name, "府（一）河(二)", 9, "府"},
                {bc_words_first_name, "(涢水)", 9, "(涢水)"},
                {bc_words_first_name, "府河", 1, "府…"}};
    static const struct {
        const char *name, *said;
    } plain[] = {{"新滩(示例)", "新滩"},
                 {"新滩（示例）", "新滩"},
                 {"(示例)", "(示例)"},
                 {"新滩", "新滩"}},
      basins[] = {{"洪湖流域", "洪湖"}, {"流域", "流域"}, {"洪湖", "洪湖"}};

    (void)state;
    wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bc_text text = {0};

        rows[i].cut(&text, rows[i].name, rows[i].em);
        expect(rows[i].name, &text, rows[i].said);
        bc_text_clear(&text);
    }
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        struct bc_text text = {0};

        bc_words_plain_name(&text, plain[i].name);
        expect(plain[i].name, &text, plain[i].said);
        bc_text_clear(&text);
    }
    for (size_t i = 0; i < sizeof basins / sizeof *basins; i++) {
        struct bc_text text = {0};

        bc_words_short_name(&text, basins[i].name);
        expect(basins[i].name, &text, basins[i].said);
        bc_text_clear(&text);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_said_as_their_measure_and_unit_want),
        cmocka_unit_test(goals_are_said_as_they_are_meant),
        cmocka_unit_test(
            a_bar_ends_at_the_value_and_its_tick_stands_at_the_goal),
        cmocka_unit_test(on_the_line_is_said_where_there_is_one),
        cmocka_unit_test(progress_is_said_of_what_is_not_yet_due),
        cmocka_unit_test(a_verdict_has_one_look),
        cmocka_unit_test(numbers_dates_and_periods_are_said_in_both_languages),
        cmocka_unit_test(names_are_cut_where_a_reader_can_do_without),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
