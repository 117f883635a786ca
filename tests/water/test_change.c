/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "water/change.h"

/* ---- words ---- */

/* 22号: one class 有所, two or more 明显. */
static void a_section_changes_by_steps_of_its_class(void **state)
{
    (void)state;

    assert_string_equal(bc_change_name(bc_change_of_classes(3, 3)),
                        "无明显变化");
    assert_string_equal(bc_change_name(bc_change_of_classes(3, 2)), "有所好转");
    assert_string_equal(bc_change_name(bc_change_of_classes(3, 1)), "明显好转");
    assert_string_equal(bc_change_name(bc_change_of_classes(3, 4)), "有所变差");
    assert_string_equal(bc_change_name(bc_change_of_classes(3, 6)), "明显变差");
    assert_string_equal(bc_change_name(bc_change_of_classes(0, 3)), "不作比较");
    assert_string_equal(bc_change_name(bc_change_of_classes(3, 0)), "不作比较");
    assert_string_equal(bc_change_name_en(bc_change_of_classes(2, 3)),
                        "slightly worse");
}

static void a_river_changes_by_steps_of_its_rating(void **state)
{
    (void)state;

    assert_int_equal(bc_change_of_ratings(BC_RATING_EXCELLENT, BC_RATING_GOOD),
                     BC_SLIGHTLY_WORSE);
    assert_int_equal(bc_change_of_ratings(BC_RATING_HEAVY, BC_RATING_LIGHT),
                     BC_MUCH_BETTER);
    assert_int_equal(bc_change_of_ratings(BC_RATING_LIGHT, BC_RATING_LIGHT),
                     BC_NO_CHANGE);
    assert_int_equal(bc_change_of_ratings(BC_RATING_NONE, BC_RATING_LIGHT),
                     BC_NOT_COMPARED);
}

/* x = dG - dD with 10 and 20 points, both still the smaller word. */
static void shares_part_at_ten_and_twenty_points(void **state)
{
    const struct bc_change_rule rule = bc_change_rule_default();
    static const struct {
        struct bc_class_counts before, now;
        enum bc_change change;
    } cases[] = {
        {{1000, 500, 100}, {1000, 500, 100}, BC_NO_CHANGE},
        {{1000, 500, 100}, {1000, 600, 100}, BC_NO_CHANGE},
        {{1000, 500, 100}, {1000, 601, 100}, BC_SLIGHTLY_BETTER},
        {{1000, 500, 100}, {1000, 550, 49}, BC_SLIGHTLY_BETTER},
        {{1000, 500, 100}, {1000, 700, 100}, BC_SLIGHTLY_BETTER},
        {{1000, 500, 100}, {1000, 700, 99}, BC_MUCH_BETTER},
        {{1000, 500, 100}, {1000, 400, 100}, BC_NO_CHANGE},
        {{1000, 500, 100}, {1000, 399, 100}, BC_SLIGHTLY_WORSE},
        {{1000, 500, 100}, {1000, 500, 300}, BC_SLIGHTLY_WORSE},
        {{1000, 500, 100}, {1000, 500, 301}, BC_MUCH_WORSE},
        /* 1/3 to 1/3 with other n; 1/3 to 13/30 is 10 points exactly */
        {{3, 1, 0}, {9, 3, 0}, BC_NO_CHANGE},
        {{3, 1, 0}, {30, 13, 0}, BC_NO_CHANGE},
        {{3, 1, 0}, {30, 14, 0}, BC_SLIGHTLY_BETTER},
    };
    (void)state;

    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++)
        assert_int_equal(
            bc_change_of_shares(&rule, cases[c].before, cases[c].now),
            cases[c].change);
}

static void thresholds_are_parameters(void **state)
{
    struct bc_change_rule rule = bc_change_rule_default();
    const struct bc_class_counts before = {1000, 500, 0}, now = {1000, 506, 0};
    (void)state;

    rule.no_change = bc_decimal_of(5, 1);
    rule.slight = bc_decimal_of(60, 2);
    assert_int_equal(bc_change_of_shares(&rule, before, now),
                     BC_SLIGHTLY_BETTER);
    rule.slight = bc_decimal_of(59, 2);
    assert_int_equal(bc_change_of_shares(&rule, before, now), BC_MUCH_BETTER);
}

/* One section more in I-III, or one fewer worse than V, is never a worse
 * word; one against the other way round gives the opposite word. */
static void better_shares_never_have_a_worse_word(void **state)
{
    const struct bc_change_rule rule = bc_change_rule_default();
    uint64_t random = 7;
    (void)state;

    for (int c = 0; c < 20000; c++) {
        size_t n = bc_test_random(&random) % 60 + 1;
        size_t good = bc_test_random(&random) % n;
        size_t worse = bc_test_random(&random) % (n - good);
        size_t m = bc_test_random(&random) % 60 + 1;
        struct bc_class_counts before = {m, bc_test_random(&random) % (m + 1),
                                         0};
        struct bc_class_counts now = {n, good, worse},
                               more = {n, good + 1, worse};
        enum bc_change change = bc_change_of_shares(&rule, before, now);

        assert_true(bc_change_of_shares(&rule, before, more) <= change);
        assert_int_equal(bc_change_of_shares(&rule, now, before),
                         BC_MUCH_BETTER + BC_MUCH_WORSE - change);
        assert_int_equal(bc_change_of_shares(&rule, now, now), BC_NO_CHANGE);
    }
}

/* ---- like with like ---- */

enum { MOST = 8 };

struct pair {
    struct bc_layer *sections;
    struct bc_observations *observations;
    struct bc_water_method method;
    struct bc_change_rule rule;
    struct bc_period before_period, now_period;
    struct bc_judgement before[MOST], now[MOST];
    size_t rows[MOST], n;
    struct bc_basin_rating rated_before, rated_now;
    struct bc_change_input input;
};

static void rate(struct pair *pair, const struct bc_judgement *judgement,
                 const struct bc_period *period, struct bc_basin_rating *rated)
{
    bc_rating_basin(pair->observations, &pair->method, pair->sections,
                    judgement, pair->rows, pair->n, period, rated);
}

/* River sections a, b, c ... (n of them), and two periods of one table. */
static struct pair *pair_of(size_t n, const char *csv, const char *before,
                            const char *now)
{
    struct pair *pair = bc_alloc(1, sizeof *pair);
    struct bc_text sections = {0};
    struct bc_error err;

    bc_text_add(&sections, "code,type\n");
    for (size_t s = 0; s < n; s++)
        bc_text_printf(&sections, "%c,river\n", (int)('a' + s));
    pair->sections = layer_of("sections", bc_text_string(&sections));
    bc_text_clear(&sections);
    pair->method = bc_water_method_default();
    pair->rule = bc_change_rule_default();
    pair->n = n;
    assert_true(bc_period_parse(before, &pair->before_period));
    assert_true(bc_period_parse(now, &pair->now_period));
    pair->observations = bc_observations_new(
        &(struct bc_observation_options){.sections = pair->sections,
                                         .offset_minutes = 480},
        NULL);
    if (feed(bc_observations_sink(pair->observations), "o.csv", csv, &err))
        fail_msg("%s", err.message);
    assert_int_equal(bc_observations_finish(pair->observations, &err), BC_OK);
    for (size_t s = 0; s < n; s++) {
        pair->rows[s] = s;
        bc_assess_section(pair->observations, &pair->method, pair->sections, s,
                          &pair->before_period, NULL, &pair->before[s]);
        bc_assess_section(pair->observations, &pair->method, pair->sections, s,
                          &pair->now_period, NULL, &pair->now[s]);
    }
    rate(pair, pair->before, &pair->before_period, &pair->rated_before);
    rate(pair, pair->now, &pair->now_period, &pair->rated_now);
    pair->input = (struct bc_change_input){
        &pair->rule,          pair->before,      pair->now,
        &pair->before_period, &pair->now_period, &pair->method,
        pair->observations};
    return pair;
}

static void pair_free(struct pair *pair)
{
    bc_observations_free(pair->observations);
    bc_layer_free(pair->sections);
    free(pair);
}

static struct bc_change_row basin_change(const struct pair *pair)
{
    struct bc_change_row row;

    bc_change_basin(&pair->input, pair->rows, pair->n, &pair->rated_before,
                    &pair->rated_now, false, &row);
    return row;
}

static void assert_decimal(struct bc_decimal value, const char *expected)
{
    char text[24];

    bc_decimal_print(value, text);
    assert_string_equal(text, expected);
}

static void assert_unlike(unsigned unlike, const char *zh, const char *en)
{
    struct bc_text text = {0};

    bc_unlike_text(unlike, true, &text);
    assert_string_equal(bc_text_string(&text), zh);
    bc_text_clear(&text);
    bc_unlike_text(unlike, false, &text);
    assert_string_equal(bc_text_string(&text), en);
    bc_text_clear(&text);
}

static void sections_are_compared_on_the_same_items(void **state)
{
    struct pair *pair = pair_of(4,
                                "section,time,TP,COD\n"
                                "a,2020-04-01,0.1,15\na,2021-04-01,0.3,15\n"
                                "b,2020-04-01,0.3,\nb,2021-04-01,0.1,15\n"
                                "c,2021-04-01,0.1,15\n"
                                "d,2020-04-01,0.2,15\nd,2021-04-01,0.2,15\n",
                                "2020-04", "2021-04");
    struct bc_change_row rows[4];
    (void)state;

    bc_change_sections(&pair->input, pair->rows, 4, rows);
    assert_int_equal(rows[0].change, BC_MUCH_WORSE);
    assert_int_equal(rows[0].class_before, 2);
    assert_int_equal(rows[0].class_now, 4);
    assert_int_equal(rows[0].unlike, 0);
    assert_int_equal(rows[1].change, BC_NOT_COMPARED);
    assert_unlike(rows[1].unlike, "评价项目不同", "other items");
    assert_int_equal(rows[2].change, BC_NOT_COMPARED);
    assert_unlike(rows[2].unlike, "缺少类别", "no class in one period");
    assert_int_equal(rows[3].change, BC_NO_CHANGE);
    pair_free(pair);
}

static void other_months_are_not_compared(void **state)
{
    static const char csv[] = "section,time,TP\n"
                              "a,2021-03-01,0.1\na,2021-04-01,0.2\n";
    struct pair *pair = pair_of(1, csv, "2021-03", "2021-04");
    struct bc_change_row row;
    (void)state;

    bc_change_sections(&pair->input, pair->rows, 1, &row);
    assert_int_equal(row.change, BC_NOT_COMPARED);
    assert_unlike(row.unlike, "监测月份不同", "other months");
    pair->rule.any_months = true; /* 环比 */
    bc_change_sections(&pair->input, pair->rows, 1, &row);
    assert_int_equal(row.change, BC_SLIGHTLY_WORSE);
    pair_free(pair);
}

/* A year of which half is there yet is not compared with a whole one. */
static void months_without_samples_are_told(void **state)
{
    struct pair *pair = pair_of(2,
                                "section,time,TP\n"
                                "a,2020-01-01,0.1\na,2020-02-01,0.1\n"
                                "b,2020-03-01,0.1\n"
                                "a,2021-01-01,0.1\na,2021-02-01,0.1\n",
                                "2020-Q1", "2021-Q1");
    struct bc_change_row rows[2];
    (void)state;

    bc_change_sections(&pair->input, pair->rows, 2, rows);
    assert_int_equal(rows[0].unlike, BC_UNLIKE_MONTHS);
    pair->input.observations = NULL;
    bc_change_sections(&pair->input, pair->rows, 2, rows);
    assert_int_equal(rows[0].change, BC_NO_CHANGE);
    pair_free(pair);
}

static const char five[] = "section,time,TP\n"
                           "a,2020-04-01,0.1\nb,2020-04-01,0.1\n"
                           "c,2020-04-01,0.3\nd,2020-04-01,0.3\n"
                           "e,2020-04-01,0.5\n"
                           "a,2021-04-01,0.1\nb,2021-04-01,0.1\n"
                           "c,2021-04-01,0.1\nd,2021-04-01,0.3\n"
                           "e,2021-04-01,0.3\n";

/* 2 of 5 became 3 of 5, worse than V 1 of 5 became none: x = 20 + 20. */
static void a_basin_is_compared_by_shares(void **state)
{
    struct pair *pair = pair_of(5, five, "2020-04", "2021-04");
    struct bc_change_row row = basin_change(pair);
    (void)state;

    assert_int_equal(row.change, BC_MUCH_BETTER);
    assert_int_equal(row.section, BC_NO_ROW);
    assert_decimal(row.dg, "20.00");
    assert_decimal(row.dd, "-20.00");
    assert_decimal(row.x, "40.00");
    assert_int_equal(row.before.n_good, 2);
    assert_int_equal(row.now.n_good, 3);
    /* the rating words: 40 % and 20 % worse, 中度; 60 % and none, 轻度 */
    bc_change_basin(&pair->input, pair->rows, 5, &pair->rated_before,
                    &pair->rated_now, true, &row);
    assert_int_equal(row.rating_before, BC_RATING_MODERATE);
    assert_int_equal(row.rating_now, BC_RATING_LIGHT);
    assert_int_equal(row.change, BC_SLIGHTLY_BETTER);
    pair_free(pair);
}

static void the_order_of_the_sections_changes_nothing(void **state)
{
    struct pair *pair = pair_of(5, five, "2020-04", "2021-04");
    struct bc_change_row row = basin_change(pair), turned;
    (void)state;

    for (size_t s = 0; s < 5; s++)
        pair->rows[s] = 4 - s;
    turned = basin_change(pair);
    assert_int_equal(turned.change, row.change);
    assert_int_equal(bc_decimal_compare(turned.x, row.x), 0);
    pair_free(pair);
}

static void identical_periods_have_no_change(void **state)
{
    struct pair *pair = pair_of(5, five, "2021-04", "2021-04");
    struct bc_change_row rows[5], row = basin_change(pair);
    (void)state;

    assert_int_equal(row.change, BC_NO_CHANGE);
    assert_decimal(row.x, "0.00");
    bc_change_sections(&pair->input, pair->rows, 5, rows);
    for (int s = 0; s < 5; s++)
        assert_int_equal(rows[s].change, BC_NO_CHANGE);
    pair_free(pair);
}

static void a_basin_with_other_sections_is_not_compared(void **state)
{
    struct pair *pair = pair_of(6,
                                "section,time,TP\n"
                                "a,2020-04-01,0.1\nb,2020-04-01,0.1\n"
                                "c,2020-04-01,0.1\nd,2020-04-01,0.1\n"
                                "e,2020-04-01,0.1\n"
                                "a,2021-04-01,0.1\nb,2021-04-01,0.1\n"
                                "c,2021-04-01,0.1\nd,2021-04-01,0.1\n"
                                "e,2021-04-01,0.1\nf,2021-04-01,0.1\n",
                                "2020-04", "2021-04");
    struct bc_change_row row = basin_change(pair);
    (void)state;

    assert_int_equal(row.change, BC_NOT_COMPARED);
    assert_unlike(row.unlike, "断面不同", "other sections");
    assert_decimal(row.x, "0.00");
    pair->rule.tolerance = bc_decimal_of(166, 1); /* 1 of 6 is 16.67 % */
    assert_int_equal(basin_change(pair).change, BC_NOT_COMPARED);
    pair->rule.tolerance = bc_decimal_of(167, 1);
    assert_int_equal(basin_change(pair).change, BC_NO_CHANGE);
    pair_free(pair);
}

static void a_basin_with_other_items_is_not_compared(void **state)
{
    struct pair *pair = pair_of(2,
                                "section,time,TP,COD\n"
                                "a,2020-04-01,0.1,15\nb,2020-04-01,0.1,\n"
                                "a,2021-04-01,0.1,15\nb,2021-04-01,0.1,15\n",
                                "2020-04", "2021-04");
    struct bc_change_row row = basin_change(pair);
    (void)state;

    assert_int_equal(row.unlike, BC_UNLIKE_ITEMS);
    pair->rule.tolerance = bc_decimal_of(50, 0);
    row = basin_change(pair);
    assert_int_equal(row.change, BC_NO_CHANGE); /* by words: two sections */
    assert_false(bc_decimal_known(row.x));
    pair_free(pair);
}

/* Four sections are rated by their worst, five by shares. */
static void a_basin_rated_in_another_way_is_not_compared(void **state)
{
    struct pair *pair = pair_of(5,
                                "section,time,TP\n"
                                "a,2020-04-01,0.1\nb,2020-04-01,0.1\n"
                                "c,2020-04-01,0.1\nd,2020-04-01,0.1\n"
                                "a,2021-04-01,0.1\nb,2021-04-01,0.1\n"
                                "c,2021-04-01,0.1\nd,2021-04-01,0.1\n"
                                "e,2021-04-01,0.1\n",
                                "2020-04", "2021-04");
    struct bc_change_row row;
    (void)state;

    pair->rule.tolerance = bc_decimal_of(20, 0);
    row = basin_change(pair);
    assert_int_equal(row.unlike, BC_UNLIKE_METHOD);
    assert_int_equal(row.change, BC_NOT_COMPARED);
    assert_false(bc_decimal_known(row.x));
    pair_free(pair);
}

static void a_basin_without_data_is_not_compared(void **state)
{
    struct pair *pair =
        pair_of(1, "section,time,TP\na,2021-04-01,0.1\n", "2020-04", "2021-04");
    struct bc_change_row row = basin_change(pair);
    (void)state;

    assert_int_equal(row.change, BC_NOT_COMPARED);
    assert_unlike(row.unlike, "缺少类别；监测月份不同；断面不同",
                  "no class in one period; other months; other sections");
    pair_free(pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_section_changes_by_steps_of_its_class),
        cmocka_unit_test(a_river_changes_by_steps_of_its_rating),
        cmocka_unit_test(shares_part_at_ten_and_twenty_points),
        cmocka_unit_test(thresholds_are_parameters),
        cmocka_unit_test(better_shares_never_have_a_worse_word),
        cmocka_unit_test(sections_are_compared_on_the_same_items),
        cmocka_unit_test(other_months_are_not_compared),
        cmocka_unit_test(months_without_samples_are_told),
        cmocka_unit_test(a_basin_is_compared_by_shares),
        cmocka_unit_test(the_order_of_the_sections_changes_nothing),
        cmocka_unit_test(identical_periods_have_no_change),
        cmocka_unit_test(a_basin_with_other_sections_is_not_compared),
        cmocka_unit_test(a_basin_with_other_items_is_not_compared),
        cmocka_unit_test(a_basin_rated_in_another_way_is_not_compared),
        cmocka_unit_test(a_basin_without_data_is_not_compared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
