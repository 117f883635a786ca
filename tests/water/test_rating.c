/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <stdio.h>

#include "water/rating.h"

/* 环办〔2011〕22号 by shares; n = 1000 sections. */
static void shares_part_at_90_75_20_and_40_percent(void **state)
{
    static const struct {
        size_t good, worse;
        enum bc_rating rating;
    } cases[] = {
        {1000, 0, BC_RATING_EXCELLENT}, {900, 100, BC_RATING_EXCELLENT},
        {899, 0, BC_RATING_GOOD},       {750, 250, BC_RATING_GOOD},
        {749, 0, BC_RATING_LIGHT},      {749, 199, BC_RATING_LIGHT},
        {749, 200, BC_RATING_MODERATE}, {0, 399, BC_RATING_MODERATE},
        {0, 400, BC_RATING_HEAVY},      {0, 1000, BC_RATING_HEAVY},
    };
    (void)state;

    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++)
        assert_int_equal(
            bc_rating_by_shares(1000, cases[c].good, cases[c].worse),
            cases[c].rating);
    assert_int_equal(bc_rating_by_shares(0, 0, 0), BC_RATING_NONE);
    /* Hubei: 29 waters, 20.7 % (6) worse than V, 轻度 would need < 20 % */
    assert_int_equal(bc_rating_by_shares(10, 9, 1), BC_RATING_EXCELLENT);
}

static void a_class_has_its_word(void **state)
{
    static const char *const words[] = {
        "", "优", "优", "良好", "轻度污染", "中度污染", "重度污染"};
    (void)state;

    for (int class_no = 0; class_no <= 6; class_no++)
        assert_string_equal(bc_rating_name(bc_rating_of_class(class_no)),
                            words[class_no]);
}

struct basin {
    struct bc_layer *sections;
    struct bc_observations *observations;
    struct bc_water_method method;
    struct bc_period period;
    struct bc_judgement judgement[8];
    size_t rows[8], n;
};

static struct basin basin_of(const char *sections, const char *csv)
{
    struct basin basin = {.sections = layer_of("sections", sections),
                          .method = bc_water_method_default()};
    struct bc_error err;

    assert_true(bc_period_parse("2021-04", &basin.period));
    basin.observations = bc_observations_new(
        &(struct bc_observation_options){.sections = basin.sections,
                                         .offset_minutes = 480},
        NULL);
    assert_int_equal(
        feed(bc_observations_sink(basin.observations), "o.csv", csv, &err),
        BC_OK);
    bc_observations_finish(basin.observations, &err);
    basin.n = basin.sections->n_features;
    for (size_t s = 0; s < basin.n; s++) {
        basin.rows[s] = s;
        bc_assess_section(basin.observations, &basin.method, basin.sections, s,
                          &basin.period, NULL, &basin.judgement[s]);
    }
    return basin;
}

static struct bc_basin_rating rate(const struct basin *basin)
{
    struct bc_basin_rating rating;

    bc_rating_basin(basin->observations, &basin->method, basin->sections,
                    basin->judgement, basin->rows, basin->n, &basin->period,
                    &rating);
    return rating;
}

static void basin_free(struct basin *basin)
{
    bc_observations_free(basin->observations);
    bc_layer_free(basin->sections);
}

/* Ⅲ, Ⅲ, 劣Ⅴ: the mean COD (20 + 20 + 56) / 3 = 32 is class Ⅴ. */
static void few_sections_are_rated_by_their_means(void **state)
{
    struct basin basin =
        basin_of("code,type\na,river\nb,river\nc,river\nd,river\n",
                 "section,time,COD\na,2021-04-01,20\nb,2021-04-01,20\n"
                 "c,2021-04-01,56\n");
    struct bc_basin_rating rating = rate(&basin);
    (void)state;

    assert_false(rating.by_shares);
    assert_int_equal(rating.n, 3);
    assert_int_equal(rating.n_good, 2);
    assert_int_equal(rating.n_worse, 1);
    assert_int_equal(rating.rating, BC_RATING_MODERATE);
    assert_int_equal(rating.main_pollutant[0], BC_COD);
    assert_int_equal(rating.main_pollutant[1], BC_NO_ITEM);
    basin_free(&basin);
}

/* TP 0.1 is Ⅱ in a river and Ⅳ in a lake: the worse word stands. */
static void rivers_and_lakes_are_averaged_apart(void **state)
{
    struct basin basin =
        basin_of("code,type\na,river\nb,lake\n",
                 "section,time,TP\na,2021-04-01,0.1\nb,2021-04-01,0.1\n");
    struct bc_basin_rating rating = rate(&basin);
    (void)state;

    assert_int_equal(rating.rating, BC_RATING_LIGHT);
    assert_int_equal(rating.main_pollutant[0], BC_TP);
    basin_free(&basin);
}

static void five_sections_are_rated_by_shares(void **state)
{
    struct basin basin =
        basin_of("code,type\na,river\nb,river\nc,river\nd,river\ne,river\n",
                 "section,time,COD,TP\na,2021-04-01,15,0.1\n"
                 "b,2021-04-01,15,0.1\nc,2021-04-01,15,0.3\n"
                 "d,2021-04-01,15,0.1\ne,2021-04-01,35,0.3\n");
    struct bc_basin_rating rating = rate(&basin);
    (void)state;

    assert_true(rating.by_shares);
    assert_int_equal(rating.rating, BC_RATING_LIGHT); /* 3 of 5 = 60 % */
    assert_int_equal(rating.main_pollutant[0], BC_TP);
    assert_int_equal(rating.main_pollutant[1], BC_COD);
    assert_int_equal(rating.main_pollutant[2], BC_NO_ITEM);
    assert_int_equal(rating.n_over[0], 2);
    assert_int_equal(rating.n_over[1], 1);
    assert_int_equal(rating.n_over[2], 0);
    basin_free(&basin);
}

/* Points of one lake are averaged and count once (22号): 0.02 and 0.06 make
 * 0.04, Ⅲ of a lake. The dry point is none. */
static void a_lake_counts_once_however_many_points_it_has(void **state)
{
    struct basin basin =
        basin_of("code,type,water,state\na,river,,\np,lake,湖,\nb,river,,\n"
                 "q,lake,湖,\nr,lake,湖,断流\n",
                 "section,time,TP\na,2021-04-01,0.1\nb,2021-04-01,0.1\n"
                 "p,2021-04-01,0.02\nq,2021-04-01,0.06\nr,2021-04-01,0.9\n");
    struct bc_basin_rating rating = rate(&basin);
    (void)state;

    assert_int_equal(rating.n, 3);
    assert_int_equal(rating.n_good, 3);
    assert_int_equal(rating.n_dry, 0);
    assert_false(rating.by_shares);
    assert_int_equal(rating.rating, BC_RATING_GOOD);
    basin_free(&basin);
}

/* Of given classes there is no mean: points that agree speak for their lake. */
static void points_with_given_classes_speak_where_they_agree(void **state)
{
    static const struct {
        const char *classes;
        size_t n_good, n;
    } cases[] = {{"Ⅲ,Ⅲ", 2, 2}, {"Ⅲ,Ⅳ", 1, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char sections[256];
        struct basin basin;
        struct bc_basin_rating rating;

        snprintf(sections, sizeof sections,
                 "code,type,water,class\na,river,,Ⅱ\np,lake,湖,%.3s\n"
                 "q,lake,湖,%s\n",
                 cases[i].classes, cases[i].classes + 4);
        basin = basin_of(sections, "section,time,TP\n");
        for (size_t s = 0; s < basin.n; s++)
            bc_assess_section(NULL, &basin.method, basin.sections, s,
                              &basin.period, NULL, &basin.judgement[s]);
        bc_rating_basin(NULL, &basin.method, basin.sections, basin.judgement,
                        basin.rows, basin.n, &basin.period, &rating);
        assert_int_equal(rating.n, cases[i].n);
        assert_int_equal(rating.n_good, cases[i].n_good);
        basin_free(&basin);
    }
}

/* 0.02 three times in one lake and 0.10 in another: the mean of both is 0.06, Ⅳ
 * (GB 3838-2002 table 1); that of the four points would be 0.04, Ⅲ. */
static void each_lake_weighs_the_same_in_a_mean(void **state)
{
    struct basin basin =
        basin_of("code,type,water\np,lake,甲湖\nq,lake,甲湖\nr,lake,甲湖\n"
                 "s,lake,乙湖\n",
                 "section,time,TP\np,2021-04-01,0.02\nq,2021-04-01,0.02\n"
                 "r,2021-04-01,0.02\ns,2021-04-01,0.10\n");
    struct bc_basin_rating rating = rate(&basin);
    (void)state;

    assert_int_equal(rating.n, 2);
    assert_int_equal(rating.rating, BC_RATING_LIGHT); /* 0.06; points: 0.04 */
    basin_free(&basin);
}

/* TP of a river (GB 3838-2002 table 1): a value of each class; then none. */
static void the_shares_of_all_classes_sum_to_n(void **state)
{
    static const char *const tp[] = {"0.02", "0.1", "0.2", "0.3",
                                     "0.4",  "0.5", ""};
    enum { N_SECTIONS = 6, ROUNDS = 60, NONE = 6, DRY = 7, N_KINDS = 8 };
    unsigned seed = 3838;
    (void)state;

    for (int round = 0; round < ROUNDS; round++) {
        struct bc_text sections = {0}, csv = {0};
        size_t n_of[N_KINDS] = {0};
        struct basin basin;
        struct bc_basin_rating rating;

        bc_text_add(&sections, "code,type,state\n");
        bc_text_add(&csv, "section,time,TP\n");
        for (int i = 0; i < N_SECTIONS; i++) {
            unsigned kind = (seed = seed * 1103515245U + 12345U) >> 16;

            kind %= N_KINDS;
            n_of[kind]++;
            bc_text_printf(&sections, "%c,river,%s\n", 'a' + i,
                           kind == DRY ? "断流" : "");
            bc_text_printf(&csv, "%c,2021-04-01,%s\n", 'a' + i,
                           tp[kind == DRY ? NONE : kind]);
        }
        basin = basin_of(bc_text_string(&sections), bc_text_string(&csv));
        rating = rate(&basin);
        assert_int_equal(rating.n, n_of[0] + n_of[1] + n_of[2] + n_of[3] +
                                       n_of[4] + n_of[5]);
        assert_int_equal(rating.n_good, n_of[0] + n_of[1] + n_of[2]);
        assert_int_equal(rating.n_worse, n_of[5]);
        assert_int_equal(rating.n_unknown, n_of[NONE]);
        assert_int_equal(rating.n_dry, n_of[DRY]);
        basin_free(&basin);
        bc_text_clear(&sections);
        bc_text_clear(&csv);
    }
}

static void a_basin_without_judged_sections_has_no_rating(void **state)
{
    struct basin basin = basin_of("code,type\na,river\n", "section,time,TP\n");
    struct bc_basin_rating rating = rate(&basin);
    (void)state;

    assert_int_equal(rating.rating, BC_RATING_NONE);
    assert_int_equal(rating.n, 0);
    basin_free(&basin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_part_at_90_75_20_and_40_percent),
        cmocka_unit_test(a_class_has_its_word),
        cmocka_unit_test(few_sections_are_rated_by_their_means),
        cmocka_unit_test(rivers_and_lakes_are_averaged_apart),
        cmocka_unit_test(five_sections_are_rated_by_shares),
        cmocka_unit_test(a_lake_counts_once_however_many_points_it_has),
        cmocka_unit_test(points_with_given_classes_speak_where_they_agree),
        cmocka_unit_test(each_lake_weighs_the_same_in_a_mean),
        cmocka_unit_test(the_shares_of_all_classes_sum_to_n),
        cmocka_unit_test(a_basin_without_judged_sections_has_no_rating),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
