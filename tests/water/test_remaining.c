/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <stdio.h>

#include "water/remaining.h"

enum { MOST_ITEMS = 4 };

struct run {
    struct bc_layer *sections;
    struct bc_observations *observations;
    struct bc_water_method method;
    struct bc_remaining_row *rows;
    size_t n;
};

static struct bc_observations *observe(const struct bc_layer *sections,
                                       const char *csv)
{
    struct bc_observations *observations = bc_observations_new(
        &(struct bc_observation_options){.sections = sections,
                                         .offset_minutes = 480},
        NULL);
    struct bc_error err;

    if (feed(bc_observations_sink(observations), "o.csv", csv, &err))
        fail_msg("%s", err.message);
    assert_int_equal(bc_observations_finish(observations, &err), BC_OK);
    return observations;
}

static struct run start(const char *sections, const char *csv, int last_month)
{
    struct run run = {.sections = layer_of("sections", sections),
                      .method = bc_water_method_default()};
    struct bc_remaining_input input = bc_remaining_input_default();

    run.observations = observe(run.sections, csv);
    input.observations = run.observations;
    input.method = &run.method;
    input.sections = run.sections;
    input.year = 2021;
    input.last_month = last_month;
    run.n = bc_remaining_list(&input, &run.rows);
    return run;
}

static void stop(struct run *run)
{
    free(run->rows);
    bc_observations_free(run->observations);
    bc_layer_free(run->sections);
}

static void assert_decimal(struct bc_decimal value, const char *expected)
{
    char text[24];

    bc_decimal_print(value, text);
    assert_string_equal(text, expected);
}

static const char river[] = "code,type,target_class\nR,river,III\n";

/* The same cells in the months 1..n_months of 2021. */
static char *months_of(const char *header, int n_months, const char *cells)
{
    struct bc_text csv = {0};

    bc_text_printf(&csv, "section,time,%s\n", header);
    for (int m = 1; m <= n_months; m++)
        bc_text_printf(&csv, "R,2021-%02d-15,%s\n", m, cells);
    return bc_text_take(&csv);
}

/*
 * By hand, TP, target III (0.2), nine months of 0.21: the year may be 0.2005,
 * a tie that goes to the even 0.200; (12 x 0.2005 - 9 x 0.21) / 3 = 0.172.
 * DO, 5 at least: the tie 4.95 goes to the even 5.0 (49.5 units, 50 is even);
 * (12 x 4.95 - 9 x 4.8) / 3 = 5.4.
 */
static void the_bound_uses_what_rounding_forgives(void **state)
{
    char *csv = months_of("TP,DO,pH", 9, "0.21,4.8,7");
    struct run run = start(river, csv, 0);
    (void)state;

    assert_int_equal(run.n, 3);
    assert_int_equal(run.rows[0].item, BC_PH);
    assert_int_equal(run.rows[0].state, BC_REMAINING_NO_BOUND);
    assert_string_equal(bc_remaining_name(run.rows[0].state), "不适用");
    assert_false(bc_decimal_known(run.rows[0].limit));

    assert_int_equal(run.rows[1].item, BC_DO);
    assert_true(run.rows[1].at_least);
    assert_decimal(run.rows[1].bound, "5.4");
    assert_false(run.rows[1].meets_so_far);

    assert_int_equal(run.rows[2].item, BC_TP);
    assert_int_equal(run.rows[2].state, BC_REMAINING_BOUND);
    assert_int_equal(run.rows[2].target_class, 3);
    assert_int_equal(run.rows[2].n_months, 9);
    assert_int_equal(run.rows[2].n_left, 3);
    assert_decimal(run.rows[2].so_far, "0.210");
    assert_decimal(run.rows[2].limit, "0.2");
    assert_decimal(run.rows[2].bound, "0.172");
    stop(&run);
    free(csv);
}

/* Without rounding 0.2 is 0.2: (2.4 - 1.89) / 3 = 0.17. */
static void without_rounding_the_limit_itself_counts(void **state)
{
    char *csv = months_of("TP", 9, "0.21");
    struct run run = start(river, csv, 0);
    struct bc_period period;
    struct bc_mean so_far;
    (void)state;

    run.method.round = false;
    assert_true(bc_period_parse("2021-01..2021-09", &period));
    so_far = bc_observations_mean(run.observations, 0, BC_TP, &period, 1);
    assert_decimal(
        bc_remaining_bound(&run.method, BC_TP, BC_RIVER, 3, &so_far, 3),
        "0.170");
    stop(&run);
    free(csv);
}

/* Of points that months are missing of no mean of the year can be foreseen;
 * nor of none, nor where the months left do not make a year any more. */
static void a_lake_needs_the_same_months_of_all_its_points(void **state)
{
    static const size_t rows[] = {0, 1, 2};
    const struct bc_water_method method = bc_water_method_default();
    const bc_day february = bc_day_of(2021, 2, 28);
    struct bc_layer *points =
        layer_of("sections", "code,type\nA,lake\nB,lake\nC,lake\n");
    struct bc_observations *observations =
        observe(points, "section,time,TP,COD\n"
                        "A,2021-01-15,0.1,10\nA,2021-02-15,0.2,10\n"
                        "B,2021-01-15,0.3,\nB,2021-02-15,0.4,20\n");
    struct bc_mean so_far;
    (void)state;

    assert_true(bc_remaining_so_far(observations, &method, rows, 3, BC_TP,
                                    february, &so_far));
    assert_int_equal(so_far.n, 2);
    assert_decimal(bc_mean_value(BC_TP, &so_far, 3), "0.250");
    assert_false(bc_remaining_so_far(observations, &method, rows, 3, BC_COD,
                                     february, &so_far));
    assert_false(bc_remaining_so_far(observations, &method, rows, 3, BC_F,
                                     february, &so_far));
    assert_false(bc_remaining_so_far(observations, &method, rows, 3, BC_TP,
                                     bc_day_of(2021, 11, 30), &so_far));
    bc_observations_free(observations);
    bc_layer_free(points);
}

static void a_year_that_cannot_be_saved_is_lost(void **state)
{
    char *csv = months_of("TP,DO", 11, "0.5,9");
    struct run run = start(river, csv, 0);
    (void)state;

    assert_int_equal(run.rows[0].state, BC_REMAINING_BOUND);
    assert_decimal(run.rows[0].bound, "0.0"); /* (59.4 - 99) / 1: any */
    assert_int_equal(run.rows[0].plausible, BC_EASILY);
    assert_int_equal(run.rows[1].state, BC_REMAINING_LOST);
    assert_false(bc_decimal_known(run.rows[1].bound));
    assert_int_equal(run.rows[1].plausible, BC_PLAUSIBLE_NONE);
    assert_string_equal(bc_remaining_name_en(run.rows[1].state),
                        "out of reach");
    stop(&run);
    free(csv);
}

static void other_states_say_why_there_is_no_bound(void **state)
{
    char *whole = months_of("TP", 12, "0.5");
    struct run over = start(river, whole, 0);
    struct run few = start(river, "section,time,TP\nR,2021-06-01,0.1\n", 6);
    struct run blind = start(river, "section,time,TP\nR,2021-02-01,0.3L\n", 0);
    (void)state;

    assert_int_equal(over.rows[0].state, BC_REMAINING_OVER);
    assert_false(over.rows[0].meets_so_far);
    assert_int_equal(few.rows[0].state, BC_REMAINING_FEW); /* 1 + 6 < 8 */
    assert_int_equal(blind.rows[0].state, BC_REMAINING_BLIND);
    stop(&over);
    stop(&few);
    stop(&blind);
    free(whole);
}

static void
only_sections_with_a_target_and_items_measured_are_told(void **state)
{
    struct run run = start(
        "code,type,target_class\nN,river,\nU,,III\nL,lake,II\nR,river,V\n",
        "section,time,TP,TN\nN,2021-01-01,0.1,1\nU,2021-01-01,0.1,1\n"
        "L,2021-01-01,0.02,1\nR,2020-01-01,0.1,1\n",
        0);
    (void)state;

    assert_int_equal(run.n, 1);
    assert_int_equal(run.rows[0].section, 2);
    assert_int_equal(run.rows[0].item, BC_TP);
    assert_decimal(run.rows[0].limit, "0.025"); /* of lakes, class II */
    stop(&run);
}

static void months_behind_the_day_asked_for_are_left_out(void **state)
{
    char *csv = months_of("TP", 12, "0.1");
    struct run run = start(river, csv, 4);
    (void)state;

    assert_int_equal(run.rows[0].n_months, 4);
    assert_int_equal(run.rows[0].n_left, 8);
    assert_int_equal(run.rows[0].n_past, 4);
    stop(&run);
    free(csv);
}

/* Eleven months at 0.21: 12 x 0.2005 - 11 x 0.21 = 0.096 is left. The months
 * before, 2020 and 2021, say how plausible that is. */
static void a_bound_is_held_against_the_months_of_the_past(void **state)
{
    static const struct {
        int n_low; /* of twelve months in 2020 at 0.05 */
        enum bc_plausible plausible;
        const char *zh;
    } cases[] = {{0, BC_NEVER_SEEN, "从未出现"},
                 {1, BC_POSSIBLE, "有可能"},
                 {12, BC_POSSIBLE, "有可能"}};
    (void)state;

    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        struct bc_text csv = {0};
        struct run run;

        bc_text_add(&csv, "section,time,TP\n");
        for (int m = 1; m <= 12; m++)
            bc_text_printf(&csv, "R,2020-%02d-01,%s\n", m,
                           m <= cases[c].n_low ? "0.05" : "0.3");
        for (int m = 1; m <= 11; m++)
            bc_text_printf(&csv, "R,2021-%02d-01,0.21\n", m);
        run = start(river, bc_text_string(&csv), 0);
        bc_text_clear(&csv);
        assert_decimal(run.rows[0].bound, "0.096");
        assert_int_equal(run.rows[0].n_past, 23);
        assert_int_equal(run.rows[0].n_past_within, cases[c].n_low);
        assert_int_equal(run.rows[0].plausible, cases[c].plausible);
        assert_string_equal(bc_plausible_name(run.rows[0].plausible),
                            cases[c].zh);
        stop(&run);
    }
}

/* Seven months of 2020 and one of 2021, of thirteen: 61.54 %. */
static void a_share_may_have_decimals(void **state)
{
    static const struct {
        int64_t units;
        enum bc_plausible plausible;
    } cases[] = {{615, BC_EASILY}, {616, BC_POSSIBLE}};
    struct bc_text csv = {0};

    (void)state;
    bc_text_add(&csv, "section,time,TP\n");
    for (int m = 1; m <= 12; m++)
        bc_text_printf(&csv, "R,2020-%02d-01,%s\n", m, m <= 7 ? "0.05" : "9");
    bc_text_add(&csv, "R,2021-01-01,0.1\n");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct run run = start(river, bc_text_string(&csv), 0);
        struct bc_remaining_input input = bc_remaining_input_default();
        struct bc_remaining_row *rows;

        input.observations = run.observations;
        input.method = &run.method;
        input.sections = run.sections;
        input.year = 2021;
        input.easily = bc_decimal_of(cases[i].units, 1);
        assert_int_equal(bc_remaining_list(&input, &rows), 1);
        assert_int_equal(rows[0].n_past, 13);
        assert_int_equal(rows[0].n_past_within, 8);
        assert_int_equal(rows[0].plausible, cases[i].plausible);
        free(rows);
        stop(&run);
    }
    bc_text_clear(&csv);
}

static void a_year_without_observations_has_no_rows(void **state)
{
    static const struct {
        const char *csv;
        size_t n;
        size_t n_months;
    } cases[] = {{"section,time,TP\n", 0, 0},
                 {"section,time,TP\nR,2020-12-01,0.1\n", 0, 0},
                 {"section,time,TP\nR,2021-12-01,0.1\nR,2022-01-01,9\n", 1, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct run run = start(river, cases[i].csv, 0);

        assert_int_equal(run.n, cases[i].n);
        if (run.n > 0)
            assert_int_equal(run.rows[0].n_months, cases[i].n_months);
        stop(&run);
    }
}

/* ---- properties ---- */

static const enum bc_item tried[MOST_ITEMS] = {BC_DO, BC_CODMN, BC_NH3N, BC_TP};

/* Random months so far, as a table; a non-detect now and then. */
static void add_months(struct bc_text *csv, uint64_t *random, int n_months)
{
    static const struct {
        uint64_t below; /* in units of the last place */
        int places;
    } values[MOST_ITEMS] = {{80, 1}, {100, 1}, {150, 2}, {300, 3}};

    bc_text_add(csv, "section,time,DO,CODMn,NH3-N,TP\n");
    for (int m = 1; m <= n_months; m++) {
        for (uint64_t day = bc_test_random(random) % 3 + 1; day > 0; day--) {
            bc_text_printf(csv, "R,2021-%02d-%02d", m, (int)day);
            for (int i = 0; i < MOST_ITEMS; i++) {
                uint64_t units = bc_test_random(random) % values[i].below;
                char text[24];

                bc_decimal_print(
                    bc_decimal_of((int64_t)units, values[i].places), text);
                bc_text_printf(csv, ",%s%s", text,
                               i == 3 && units > 0 && units < 20 ? "L" : "");
            }
            bc_text_add(csv, "\n");
        }
    }
}

/* Judges the whole year with @p bound in each month left, as any year is. */
static bool year_meets(const struct run *run, const struct bc_text *so_far,
                       enum bc_item item, struct bc_decimal value, int n_months)
{
    struct bc_text csv = {0};
    struct bc_observations *observations;
    struct bc_judgement judgement;
    struct bc_period year;
    char text[24];

    bc_text_add(&csv, bc_text_string(so_far));
    bc_decimal_print(value, text);
    for (int m = n_months + 1; m <= 12; m++) {
        bc_text_printf(&csv, "R,2021-%02d-01", m);
        for (int i = 0; i < MOST_ITEMS; i++)
            bc_text_printf(&csv, ",%s", tried[i] == item ? text : "");
        bc_text_add(&csv, "\n");
    }
    observations = observe(run->sections, bc_text_string(&csv));
    bc_text_clear(&csv);
    assert_true(bc_period_parse("2021", &year));
    bc_assess_section(observations, &run->method, run->sections, 0, &year, NULL,
                      &judgement);
    bc_observations_free(observations);
    assert_true(judgement.item[item].assessed);
    return !judgement.item[item].misses_target;
}

static void check_bound(const struct run *run, const struct bc_text *so_far,
                        const struct bc_remaining_row *row)
{
    struct bc_decimal beyond = row->bound;
    int sign = row->at_least ? -1 : 1;

    if (row->state == BC_REMAINING_LOST) {
        assert_false(year_meets(run, so_far, row->item, bc_decimal_of(0, 0),
                                row->n_months));
        return;
    }
    assert_int_equal(row->state, BC_REMAINING_BOUND);
    assert_int_equal(row->bound.scale,
                     bc_limits_of(row->item, BC_RIVER)->decimals);
    assert_true(year_meets(run, so_far, row->item, row->bound, row->n_months));
    beyond.units += sign;
    if (beyond.units >= 0)
        assert_false(year_meets(run, so_far, row->item, beyond, row->n_months));
}

static void the_bound_is_the_bound(void **state)
{
    uint64_t random = 5;
    size_t n_bounds = 0, n_lost = 0;
    (void)state;

    for (int c = 0; c < 150; c++) {
        int n_months = (int)(bc_test_random(&random) % 11) + 1;
        char sections[64];
        struct bc_text so_far = {0};
        struct run run;

        snprintf(sections, sizeof sections,
                 "code,type,target_class\nR,river,%d\n",
                 (int)(bc_test_random(&random) % 4) + 2);
        add_months(&so_far, &random, n_months);
        run = start(sections, bc_text_string(&so_far), n_months);
        assert_int_equal(run.n, MOST_ITEMS);
        for (size_t r = 0; r < run.n; r++) {
            check_bound(&run, &so_far, &run.rows[r]);
            n_bounds += run.rows[r].state == BC_REMAINING_BOUND;
            n_lost += run.rows[r].state == BC_REMAINING_LOST;
        }
        stop(&run);
        bc_text_clear(&so_far);
    }
    assert_true(n_bounds > 100 && n_lost > 20);
}

/* A worse month so far never leaves more for the rest of the year. */
static void a_worse_past_never_allows_more(void **state)
{
    struct bc_decimal last = bc_decimal_of(1000, 0);
    (void)state;

    for (int units = 150; units < 280; units++) {
        char cells[16], *csv;
        struct run run;

        snprintf(cells, sizeof cells, "0.%03d", units);
        csv = months_of("TP", 8, cells);
        run = start(river, csv, 0);
        if (run.rows[0].state == BC_REMAINING_BOUND) {
            assert_true(bc_decimal_compare(run.rows[0].bound, last) < 0);
            last = run.rows[0].bound;
        }
        stop(&run);
        free(csv);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bound_uses_what_rounding_forgives),
        cmocka_unit_test(without_rounding_the_limit_itself_counts),
        cmocka_unit_test(a_lake_needs_the_same_months_of_all_its_points),
        cmocka_unit_test(a_year_that_cannot_be_saved_is_lost),
        cmocka_unit_test(other_states_say_why_there_is_no_bound),
        cmocka_unit_test(
            only_sections_with_a_target_and_items_measured_are_told),
        cmocka_unit_test(months_behind_the_day_asked_for_are_left_out),
        cmocka_unit_test(a_bound_is_held_against_the_months_of_the_past),
        cmocka_unit_test(a_share_may_have_decimals),
        cmocka_unit_test(a_year_without_observations_has_no_rows),
        cmocka_unit_test(the_bound_is_the_bound),
        cmocka_unit_test(a_worse_past_never_allows_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
