/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "output/report_words.h"
#include "page.h"
#include "report_page.h"

static void the_page_is_well_formed(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *page = report_of(fixture);

    (void)state;
    assert_well_formed(page);
    assert_null(strstr(page, "{{")); /* every mark of the template is filled */
    assert_non_null(strstr(page, "<html lang=\"zh-CN\">"));
    assert_non_null(strstr(page, "<title>试验流域 &amp; 测试</title>"));
    assert_int_equal(count(page, "<h1>"), 1);
    assert_int_equal(count(page, "<section class=\"sheet\""), 3);
    free(page);
    outcome_fixture_free(fixture);
}

static void every_count_of_the_results_is_shown(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *page = report_of(fixture);

    (void)state;
    assert_non_null(strstr(page, "<b>1/2</b>")); /* T1 in BS-A */
    assert_non_null(strstr(page, "<b>0/1</b>")); /* T1, T2 in BS-B */
    assert_non_null(strstr(page, "<b>1/4</b>")); /* T1 over all */
    assert_non_null(strstr(page, "<b>2/3</b>")); /* T2 over all */
    assert_non_null(strstr(page, "缺1"));
    assert_non_null(strstr(page, "未达（未到期）"));
    assert_non_null(strstr(page, "参考，非考核结论"));
    assert_non_null(strstr(page, "内部工作用图，未经审图不得公开"));
    /* each of the four outfalls in a basin has its row or its line */
    assert_non_null(strstr(page, "红线内排口"));
    assert_non_null(strstr(page, "乙排口"));
    free(page);
    outcome_fixture_free(fixture);
}

static void names_from_the_data_are_text_and_never_markup(void **state)
{
    static const char evil[] = "<script>alert(\"甲&乙\")</script>😀'\x01";
    struct outcome_fixture *fixture = outcome_fixture_new();

    (void)state;
    fixture->outcome.title = evil;
    set_name(fixture->basins, 0, evil);
    set_name(fixture->sections, 0, evil);
    set_name(fixture->outfalls, 0, evil);
    set_name(fixture->outfalls, 1, evil);
    set_name(fixture->redlines, 0, evil);
    set_name(fixture->lakes, 0, evil);
    set_name(fixture->rivers, 0, evil);
    fixture->target[0].title = evil;
    fixture->target[0].document = evil;
    char *page = report_of(fixture);

    assert_well_formed(page);
    assert_null(strstr(page, "<script>alert"));
    assert_null(strchr(page, '\x01'));
    assert_int_equal(count(page, "<script"), 1); /* our own */
    assert_non_null(strstr(page, "&lt;script&gt;alert("));
    assert_non_null(strstr(page, "😀"));
    free(page);
    outcome_fixture_free(fixture);
}

static void no_request_leaves_the_page(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *page = report_of(fixture);

    (void)state;
    assert_null(strstr(page, "http"));
    assert_null(strstr(page, "src="));
    assert_null(strstr(page, "@import"));
    assert_null(strstr(page, "<link"));
    assert_int_equal(count(page, "url("), count(page, "url(#"));
    assert_int_equal(count(page, "href="), count(page, "href=\"#"));
    free(page);
    outcome_fixture_free(fixture);
}

static void the_same_outcome_gives_the_same_bytes(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *first = report_of(fixture), *second = report_of(fixture);

    (void)state;
    assert_string_equal(first, second);
    free(first);
    free(second);
    outcome_fixture_free(fixture);
}

static void a_made_up_layer_is_marked_so(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *page = report_of(fixture);

    (void)state;
    assert_null(strstr(page, "class=\"demo\""));
    free(page);
    fixture->outfalls->illustrative = true;
    page = report_of(fixture);
    assert_non_null(strstr(page, "class=\"demo\">示例"));
    free(page);
    outcome_fixture_free(fixture);
}

static void a_project_without_points_still_has_its_sheets(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_outcome *outcome = &fixture->outcome;

    (void)state;
    outcome->sections = outcome->lakes = outcome->outfalls = NULL;
    outcome->redlines = outcome->suspects = outcome->rivers = NULL;
    outcome->section_join = outcome->outfall_join = outcome->suspect_join =
        NULL;
    outcome->overlay = NULL;
    fixture->results.n = 0;
    char *page = report_of(fixture);

    assert_well_formed(page);
    assert_int_equal(count(page, "<section class=\"sheet\""), 3);
    assert_non_null(strstr(page, "本流域没有水质断面"));
    free(page);
    outcome_fixture_free(fixture);
}

/** @p n basins side by side, the first two as before. */
static struct bc_layer *many_basins(size_t n)
{
    struct bc_layer *basins =
        bc_layer_new("basins", "basins.gpkg", BC_GEOMETRY_POLYGON, n);

    bc_layer_add_key(basins, "code",
                     bc_layer_add_column(basins, "code", BC_TEXT));
    bc_layer_add_key(basins, "name",
                     bc_layer_add_column(basins, "name", BC_TEXT));
    for (size_t i = 0; i < n; i++) {
        struct bc_text text = {0};
        double x = 114 + 0.1 * (double)i;

        bc_text_printf(&text, "BS-%c", (char)('A' + i));
        bc_layer_set_text(basins, 0, i, bc_text_string(&text));
        bc_text_add(&text, "流域");
        bc_layer_set_text(basins, 1, i, bc_text_string(&text));
        bc_text_clear(&text);
        bc_shapes_begin_feature(&basins->shapes);
        bc_shapes_begin_part(&basins->shapes);
        bc_shapes_begin_ring(&basins->shapes);
        bc_shapes_add_vertex(&basins->shapes, x, 30.0);
        bc_shapes_add_vertex(&basins->shapes, x, 30.1);
        bc_shapes_add_vertex(&basins->shapes, x + 0.1, 30.1);
        bc_shapes_add_vertex(&basins->shapes, x + 0.1, 30.0);
        bc_shapes_add_vertex(&basins->shapes, x, 30.0);
    }
    return basins;
}

static void more_than_eight_basins_make_blocks_with_heads(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_layer *basins = many_basins(9);

    (void)state;
    fixture->outcome.basins = basins;
    fixture->outcome.overlay = NULL;
    char *page = report_of(fixture);

    assert_well_formed(page);
    assert_int_equal(count(page, "<table class=\"mx "), 2);
    assert_int_equal(count(page, "scope=\"col\">全部"), 1); /* in the last */
    free(page);
    bc_layer_free(basins);
    outcome_fixture_free(fixture);
}

/* Forty-one: one more than the LONG of report_data.c. All five sections of the
 * fixture are put into the first basin, one more than a brief table lists; S1
 * is class Ⅱ, so it alone needs nothing. */
static void very_many_basins_have_brief_sheets_that_say_so(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_layer *basins = many_basins(41);

    (void)state;
    fixture->outcome.basins = basins;
    fixture->outcome.overlay = NULL;
    for (size_t i = 0; i < fixture->section_join.n; i++)
        fixture->section_join.basin[i] = 0;
    char *page = report_of(fixture);

    assert_well_formed(page);
    assert_int_equal(count(page, "<tr data-k=\"s"), 4);
    assert_null(strstr(page, "<tr data-k=\"s3\"")); /* S1, after L1 and L2 */
    assert_non_null(strstr(page, "先列最差的 4 个；其余 1 个断面（"
                                 "<b>0 个差于目标类别</b>）见 classes.csv"));
    assert_int_equal(count(page, "图例见第一个流域"), 40);
    /* signs that <use> draws have their numerals in the middle: the rule must
     * not ask for an ancestor, which is not seen from there */
    assert_non_null(strstr(page, "<use href=\"#s-"));
    assert_non_null(strstr(page, "\n.cl, .map .cl { text-anchor: middle"));
    free(page);
    bc_layer_free(basins);
    outcome_fixture_free(fixture);
}

/* Characters are written as they are, in attributes too. */
static void no_character_is_written_as_a_number(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *page = report_of(fixture);

    (void)state;
    assert_non_null(strstr(page, "aria-label=\"甲湖流域"));
    assert_null(strstr(page, "&#x"));
    free(page);
    outcome_fixture_free(fixture);
}

static void positions_are_rounded_unless_for_internal_use(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();

    (void)state;
    fixture->outcome.report_precision_m = 1000;
    char *before = report_of(fixture);

    fixture->sections->x[0] += 1e-4; /* ten metres */
    char *after = report_of(fixture);

    assert_string_equal(before, after);
    free(after);
    fixture->outcome.report_precision_m = 0;
    after = report_of(fixture);
    assert_string_not_equal(before, after);
    assert_non_null(strstr(before, "位置取整到 1000 米"));
    assert_null(strstr(after, "位置取整到"));
    free(before);
    free(after);
    outcome_fixture_free(fixture);
}

/** @p n times @p word; the caller frees it. */
static char *repeat(const char *word, size_t n)
{
    struct bc_text text = {0};

    while (n--)
        bc_text_add(&text, word);
    return bc_text_take(&text);
}

static void a_long_name_is_cut_on_the_map_alone(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *name = repeat("长名断面甲", 12);

    (void)state;
    set_name(fixture->sections, 0, name);
    char *page = report_of(fixture);

    assert_well_formed(page);
    assert_non_null(strstr(page, name));
    assert_non_null(strstr(page, "长名断面甲长名断面甲长名断…"));
    free(page);
    free(name);
    outcome_fixture_free(fixture);
}

/* Nobody's name is; the CSV files have it whole. */
static void a_name_of_five_hundred_characters_is_cut_in_tables(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *name = repeat("长", 500), *shown = repeat("长", 60);
    struct bc_text cell = {0};

    (void)state;
    set_name(fixture->sections, 0, name);
    char *page = report_of(fixture);

    bc_text_printf(&cell, "<th scope=\"row\">%s…<small>", shown);
    assert_int_equal(count(page, bc_text_string(&cell)), 1);
    bc_text_clear(&cell);
    free(page);
    free(name);
    free(shown);
    outcome_fixture_free(fixture);
}

/* 60 characters: the matrix has room for 40, the sheet has all. */
static void a_target_has_its_whole_title_in_the_sheet(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *title = repeat("长题目", 20), *cut = repeat("长题目", 13);
    struct bc_text cell = {0}, rest = {0}, short_of = {0};

    (void)state;
    fixture->target[1].title = title; /* T2 of outfalls, missed in BS-B */
    char *page = report_of(fixture);

    bc_text_printf(&cell, "<span class=\"tn\">%s长…</span>", cut);
    assert_int_equal(count(page, bc_text_string(&cell)), 1);
    bc_text_printf(&rest, "%s<small>", title); /* both basins' lists */
    assert_int_equal(count(page, bc_text_string(&rest)), 2);
    bc_text_printf(&short_of, "%s还差 <b>1 个</b>",
                   title); /* BS-B's sentence */
    assert_int_equal(count(page, bc_text_string(&short_of)), 1);
    bc_text_clear(&cell);
    bc_text_clear(&rest);
    bc_text_clear(&short_of);
    free(page);
    free(title);
    free(cut);
    outcome_fixture_free(fixture);
}

static void a_number_and_its_unit_are_never_parted(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *page = raw_report_of(fixture);

    (void)state;
    assert_non_null(strstr(page, "50.0 %"));
    assert_null(strstr(page, "50.0 %"));
    assert_null(strstr(page, "≥ 9"));
    free(page);
    outcome_fixture_free(fixture);
}

/** Every result but those of the target @p but cannot be judged. */
static void judge_nothing(struct outcome_fixture *fixture, size_t but)
{
    for (size_t i = 0; i < fixture->results.n; i++)
        if (fixture->result[i].target != but) {
            fixture->result[i].verdict = BC_CANNOT_JUDGE;
            fixture->result[i].reason = BC_REASON_NO_DATA;
            fixture->result[i].shortfall_count = 0;
        }
}

/* All sections have data, so that none is asked for. */
static void where_nothing_can_be_judged_the_tasks_say_why(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *page;

    (void)state;
    for (size_t i = 0; i < fixture->sections->n_features; i++)
        if (fixture->judgement[i].class_no == 0)
            fixture->judgement[i].class_no = 3;
    judge_nothing(fixture, 2); /* T3 is met in BS-B and is of no kind in BS-A */
    page = report_of(fixture);
    assert_int_equal(count(page, "没有一项目标可以判断，说不出要改什么："
                                 "流域内没有此类对象 1 项、没有数据 4 项。"),
                     1);
    assert_int_equal(count(page, "可以判断的 1 项没有要改的；无法判断的另有 4 "
                                 "项：没有数据 4 项。"),
                     1);
    assert_null(strstr(page, "没有要改的。"));
    free(page);
    outcome_fixture_free(fixture);
}

/* Total phosphorus of 乙断面 (S2), 0.28 mg/L: to 0.20 is a fall of 28.57 %. */
static const struct bc_basis_row second = {"S2", "乙断面",       1,
                                           1,    BC_BEARS_OTHER, NULL};
static const struct bc_gap fall = {.result = 1, /* T1 in BS-B: 0 of 1 */
                                   .rank = 1,
                                   .needed = true,
                                   .feature = &second,
                                   .class_no = 4,
                                   .wanted_class = 3,
                                   .item = BC_TP,
                                   .direction = BC_MUST_FALL,
                                   .now = {28, 2, true},
                                   .limit = {2, 1, true},
                                   .change = {8, 2, true},
                                   .percent = {286, 1, true},
                                   .unit = "mg/L",
                                   .responsible = "",
                                   .state = "",
                                   .wanted = ""};

static void a_missed_target_says_what_must_change(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_gap gap = fall;
    const struct bc_gaps gaps = {.n = 1, .gap = &gap};
    char *page = report_of(fixture);

    (void)state;
    assert_null(strstr(page, "总磷 0.28 →")); /* no gaps were asked for */
    free(page);
    fixture->outcome.gaps = &gaps;
    page = report_of(fixture);
    assert_well_formed(page);
    assert_non_null(strstr(page, "<b>乙断面</b>"));
    assert_non_null(strstr(page, "总磷 0.28 → ≤ 0.20（降 28.6 %）"));
    assert_non_null(strstr(page, "优良 0/1 → <b>1/1，达标</b>"));
    free(page);
    gap.n_left = 8;
    gap.remaining = bc_decimal_of(16, 2);
    page = report_of(fixture);
    assert_non_null(strstr(page, "（降 28.6 %；余 8 个月平均 ≤ 0.16）"));
    free(page);
    gap = (struct bc_gap){.result = 1, /* a condition that has no limits */
                          .rank = 1,
                          .needed = true,
                          .feature = &second,
                          .item = BC_NO_ITEM,
                          .unit = "",
                          .responsible = "",
                          .state = "61.2",
                          .wanted = "tli <= 50"};
    page = report_of(fixture);
    assert_well_formed(page);
    assert_non_null(strstr(page, "61.2 → tli &lt;= 50"));
    free(page);
    outcome_fixture_free(fixture);
}

/* S2 is the cheaper of two; one is enough. */
static void what_is_not_needed_comes_last(void **state)
{
    static const struct bc_basis_row other = {"S9", "壬断面",       4,
                                              1,    BC_BEARS_OTHER, NULL};
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_gap gap[] = {fall, fall};
    const struct bc_gaps gaps = {.n = 2, .gap = gap};
    const char *first, *last;

    (void)state;
    gap[1].feature = &other;
    gap[1].rank = 2;
    gap[1].needed = false;
    fixture->outcome.gaps = &gaps;
    char *page = report_of(fixture);
    first = strstr(page, "<b>乙断面</b>");
    last = strstr(page, "<b>壬断面</b>");
    assert_true(first && last && first < last);
    assert_int_equal(count(page, "达标</b>"), 1);
    assert_non_null(strstr(last, "备选"));
    free(page);
    outcome_fixture_free(fixture);
}

static void a_section_that_misses_says_what_lies_upstream(void **state)
{
    struct bc_upstream_row rows[] = {{1, 2, 1500}, {1, 0, 23300}};
    struct bc_upstream upstream = {.n = 2, .row = rows};
    struct bc_gap gap = fall;
    const struct bc_gaps gaps = {.n = 1, .gap = &gap};
    struct outcome_fixture *fixture = outcome_fixture_new();
    char *page;

    (void)state;
    fixture->outcome.upstream = &upstream;
    fixture->outcome.gaps = &gaps;
    page = report_of(fixture);
    assert_well_formed(page);
    /* the first is number 1 of the basin, the second is of another basin */
    assert_int_equal(count(page, "上游未完成整治的排污口（河道距离）："
                                 "1 号 1.5 km、"),
                     1);
    assert_int_equal(count(page, " 23.3 km</span>"), 1);
    free(page);
    upstream.speed_m_s = 0.5; /* 1.8 km an hour */
    page = report_of(fixture);
    assert_int_equal(count(page, " 23.3 km（约 12.9 h）</span>"), 1);
    free(page);
    outcome_fixture_free(fixture);
}

static void keep_phosphorus(struct bc_daily *daily, int day, int64_t units)
{
    struct bc_day_sample sample = {.section = 1,
                                   .kind = BC_KIND_AUTO,
                                   .day = bc_day_of(2021, 4, day),
                                   .item = BC_TP};

    sample.sum.n = 1;
    sample.sum.total = bc_sample_units(
        BC_TP, (struct bc_reading){.value = bc_decimal_of(units, 3)});
    bc_daily_keep(daily, &sample);
}

/* S2, a river, is class Ⅳ for total phosphorus: limit of Ⅲ 0.2 mg/L. A day is
 * (190 - 6) / 3 wide, and the highest value on the upper edge. */
static void a_curve_shows_each_day_and_those_beyond_the_limit(void **state)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_period april;
    struct bc_daily *daily;
    char *page;

    (void)state;
    assert_true(bc_period_parse("2021-04", &april));
    daily = bc_daily_new(&april);
    keep_phosphorus(daily, 2, 160);
    keep_phosphorus(daily, 3, 200); /* equal: it meets the limit */
    keep_phosphorus(daily, 5, 320);
    fixture->outcome.daily = daily;
    page = report_of(fixture);
    assert_well_formed(page);
    assert_non_null(strstr(page, "总磷 2021-04-02 至 2021-04-05 日均值："
                                 "0.160、0.200、–、0.320 mg/L；Ⅲ类限值 0.2；"
                                 "3 个值中 1 个不符合"));
    assert_non_null(strstr(page, "<path class=\"lm\" d=\"M0 15H190\"/>"));
    assert_non_null(strstr(page, "<path class=\"ln\" d=\"M3 19L64.3 15M187 "
                                 "3h0\"/>"));
    assert_non_null(strstr(page, "<path class=\"hi\" d=\"M187 3h0\"/>"));
    assert_int_equal(count(page, "class=\"sp1\""), 1);
    /* in a column that the other basin, which has no curve, lacks */
    assert_int_equal(count(page, "<td class=\"tcol\">"), 1);
    assert_int_equal(count(page, "虚线为目标类别限值"), 1);
    free(page);
    bc_daily_free(daily);
    outcome_fixture_free(fixture);
}

static void assert_no_chinese(const char *text)
{
    for (const char *at = text; *at;)
        if (bc_utf8_next(&at) >= 0x2e80)
            fail_msg("'%s'", text);
}

static void every_finding_is_said_in_english_too(void **state)
{
    (void)state;
    bc_report_language_set(BC_ENGLISH);
    for (int code = 0; code < BC_N_FINDING_CODES; code++) {
        assert_no_chinese(bc_words_finding((enum bc_finding_code)code));
        assert_no_chinese(bc_words_remedy((enum bc_finding_code)code));
    }
    for (int item = 0; item < BC_N_ITEMS; item++)
        assert_no_chinese(bc_words_item((enum bc_item)item));
    assert_string_equal(bc_words_item(BC_NH3N), "ammonia nitrogen");
    assert_string_equal(bc_words_class(6), ">V");
    bc_report_language_set(BC_CHINESE);
    assert_string_equal(bc_words_item(BC_NH3N), "氨氮");
    assert_string_equal(bc_words_class(6), "劣Ⅴ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_finding_is_said_in_english_too),
        cmocka_unit_test(the_page_is_well_formed),
        cmocka_unit_test(every_count_of_the_results_is_shown),
        cmocka_unit_test(names_from_the_data_are_text_and_never_markup),
        cmocka_unit_test(no_request_leaves_the_page),
        cmocka_unit_test(the_same_outcome_gives_the_same_bytes),
        cmocka_unit_test(very_many_basins_have_brief_sheets_that_say_so),
        cmocka_unit_test(no_character_is_written_as_a_number),
        cmocka_unit_test(a_made_up_layer_is_marked_so),
        cmocka_unit_test(a_project_without_points_still_has_its_sheets),
        cmocka_unit_test(more_than_eight_basins_make_blocks_with_heads),
        cmocka_unit_test(positions_are_rounded_unless_for_internal_use),
        cmocka_unit_test(a_long_name_is_cut_on_the_map_alone),
        cmocka_unit_test(a_name_of_five_hundred_characters_is_cut_in_tables),
        cmocka_unit_test(a_target_has_its_whole_title_in_the_sheet),
        cmocka_unit_test(a_number_and_its_unit_are_never_parted),
        cmocka_unit_test(where_nothing_can_be_judged_the_tasks_say_why),
        cmocka_unit_test(a_missed_target_says_what_must_change),
        cmocka_unit_test(what_is_not_needed_comes_last),
        cmocka_unit_test(a_curve_shows_each_day_and_those_beyond_the_limit),
        cmocka_unit_test(a_section_that_misses_says_what_lies_upstream),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
