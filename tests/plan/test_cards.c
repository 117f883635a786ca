/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "plan/cards.h"
#include "tables.h"

#define MONTHS 4
#define MAX_SECTIONS 4

static struct bc_series series;
static struct bc_period months[MONTHS];
static struct bc_judgement judgement[MONTHS * MAX_SECTIONS];
static struct bc_section_month section[MONTHS * MAX_SECTIONS];

/* A letter a month: m misses its target, r meets it and is at risk, . meets it
 * and is not, ? has no data. */
static void make(size_t n, const char *const *letters)
{
    series = (struct bc_series){.n_months = MONTHS,
                                .months = months,
                                .n_sections = n,
                                .judgement = judgement,
                                .section = section};
    for (size_t s = 0; s < n; s++)
        for (size_t m = 0; m < MONTHS; m++) {
            char letter = letters[s][m];
            size_t at = m * n + s;

            judgement[at].target_class = 3;
            judgement[at].meets_target = letter == 'm'   ? 0
                                         : letter == '?' ? -1
                                                         : 1;
            section[at].reason = "";
            section[at].risk = letter == 'm'   ? BC_RISK_FAILING
                               : letter == 'r' ? BC_RISK_REBOUND
                               : letter == '?' ? BC_RISK_UNKNOWN
                                               : BC_RISK_NONE;
        }
}

static void months_are_counted_back_to_the_first_that_is_met(void **state)
{
    (void)state;
    make(4, (const char *const[]){".mmm", "mmrm", "mm?m", "mmmm"});
    assert_int_equal(bc_series_missed(&series, 0, 3), 3);
    assert_int_equal(bc_series_missed(&series, 0, 0), 0);
    assert_int_equal(bc_series_missed(&series, 1, 3), 1);
    assert_int_equal(bc_series_missed(&series, 1, 1), 2);
    assert_int_equal(bc_series_missed(&series, 2, 3), 1); /* nobody knows */
    assert_int_equal(bc_series_missed(&series, 3, 3), 4);
    assert_int_equal(bc_series_at_risk(&series, 1, 3), 4);
    assert_int_equal(bc_series_at_risk(&series, 2, 3), 1);
}

static void assert_state(const struct bc_bulletin_row *row, size_t month,
                         size_t which, enum bc_bulletin_state expected)
{
    assert_int_equal(row->month, month);
    assert_int_equal(row->section, which);
    assert_int_equal(row->state, expected);
}

static void a_bulletin_says_what_is_new_lasting_and_gone(void **state)
{
    struct bc_bulletin_row *rows;
    size_t n;

    (void)state;
    make(3, (const char *const[]){"mr..", ".m?.", "...."});
    n = bc_bulletin(&series, &rows);
    assert_int_equal(n, 5);
    assert_state(&rows[0], 0, 0, BC_BULLETIN_FIRST);
    assert_state(&rows[1], 1, 1, BC_BULLETIN_NEW);
    assert_state(&rows[2], 1, 0, BC_BULLETIN_LASTING);
    assert_int_equal(rows[2].missed, 0);
    assert_int_equal(rows[2].at_risk, 2);
    assert_state(&rows[3], 2, 0, BC_BULLETIN_GONE);
    assert_state(&rows[4], 2, 1, BC_BULLETIN_NO_DATA);
    free(rows);
}

static void a_basin_has_the_card_of_its_worst_section(void **state)
{
    static const size_t basin_of[] = {0, 0, 1, BC_NO_ROW};
    struct bc_card_rule rule = bc_card_rule_default();
    struct bc_card *cards;

    (void)state;
    make(4, (const char *const[]){"..mm", "mmmm", "mm.m", "mmmm"});
    bc_cards_of(&series, &rule, basin_of, 3, &cards);
    assert_int_equal(cards[0].colour, BC_CARD_RED);
    assert_int_equal(cards[0].months, 4);
    assert_int_equal(cards[0].n_sections, 2);
    assert_int_equal(cards[0].section[0], 1); /* the longest row first */
    assert_int_equal(cards[0].section[1], 0);
    assert_int_equal(cards[1].colour, BC_CARD_NONE);
    assert_int_equal(cards[1].months, 1);
    assert_int_equal(cards[2].colour, BC_CARD_NONE);
    assert_int_equal(cards[2].n_sections, 0);
    bc_cards_free(cards, 3);
}

static void cards_come_at_the_months_of_the_rule(void **state)
{
    struct bc_card_rule rule = {.yellow = 2, .red = 4};
    struct bc_text words = {0};

    (void)state;
    assert_int_equal(bc_card_colour(&rule, 1), BC_CARD_NONE);
    assert_int_equal(bc_card_colour(&rule, 2), BC_CARD_YELLOW);
    assert_int_equal(bc_card_colour(&rule, 3), BC_CARD_YELLOW);
    assert_int_equal(bc_card_colour(&rule, 4), BC_CARD_RED);
    bc_card_rule_text(&rule, true, &words);
    assert_non_null(strstr(bc_text_string(&words), "凭记忆"));
    bc_text_clear(&words);
}

static void a_card_says_why_it_is_there(void **state)
{
    static const size_t basin_of[] = {0, 0, 1, 2};
    struct bc_card_rule rule = bc_card_rule_default();
    struct bc_layer *sections =
        layer_of("sections", "code,name\nS1,甲\nS2,\nS3,丙\nS4,丁\n");
    struct bc_card *cards;
    static const struct {
        size_t card;
        bool chinese;
        const char *text;
    } cases[] = {
        {0, true, "S2连续4个月未达Ⅲ类；甲连续2个月未达Ⅲ类"},
        {0, false,
         "S2: class III missed for 4 months in a row; 甲: class III missed for "
         "2 months in a row"},
        {1, true, "未达目标类别的月数不足"},
        {1, false, "too few months over the target class"},
        {2, true, "最近一月没有断面未达目标类别"},
        {2, false, "no section misses its class in the last month"},
    };

    (void)state;
    make(4, (const char *const[]){"..mm", "mmmm", "mm.m", "mmm."});
    bc_cards_of(&series, &rule, basin_of, 3, &cards);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bc_text text = {0};

        bc_card_text(&series, &cards[cases[i].card], sections, cases[i].chinese,
                     &text);
        assert_string_equal(bc_text_string(&text), cases[i].text);
        bc_text_clear(&text);
    }
    bc_cards_free(cards, 3);
    bc_layer_free(sections);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_are_counted_back_to_the_first_that_is_met),
        cmocka_unit_test(a_bulletin_says_what_is_new_lasting_and_gone),
        cmocka_unit_test(a_basin_has_the_card_of_its_worst_section),
        cmocka_unit_test(cards_come_at_the_months_of_the_rule),
        cmocka_unit_test(a_card_says_why_it_is_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
