/* SPDX-License-Identifier: MIT */
#include "test.h"

#include <stdio.h>

#include "plan/condition.h"
#include "tables.h"

static struct bc_layer *one_row(void)
{
    return layer_of("sections",
                    "code,name,word,number,empty,quote,group,level,city,type,"
                    "date,n:n,none:n\n"
                    "S1,梁子湖湖心,abc,0.00004,,it's,重点湖泊,国考/省控,"
                    "武汉市/荆州市,lake,2024-06-30,3,\n");
}

static enum bc_truth truth_of(const struct bc_layer *layer, const char *text)
{
    struct bc_condition *condition;
    struct bc_error err;
    enum bc_truth truth, selected;

    if (bc_condition_parse(text, &condition, &err))
        fail_msg("%s: %s", text, err.message);
    truth = bc_condition_test(condition, layer, 0);
    bc_condition_select(condition, layer, &selected);
    assert_int_equal(truth, selected);
    bc_condition_free(condition);
    return truth;
}

static void the_cases_hold(void **state)
{
    struct csv cases = csv_read(BC_TEST_DATA "/plan/conditions.csv");
    struct bc_layer *layer = one_row();

    (void)state;
    for (size_t i = 1; i < cases.n_rows; i++) {
        const char *text = csv_get(&cases, i, "condition");
        const char *expected = csv_get(&cases, i, "truth");
        char found = "FTU"[truth_of(layer, text)];

        if (*expected != found)
            fail_msg("line %zu: %s is %c and not %s", i + 1, text, found,
                     expected);
    }
    bc_layer_free(layer);
    csv_clear(&cases);
}

/* The truth tables of three-valued logic (SQL:1999), by its definition: false
 * is 0, unknown 1/2, true 1; AND is the least, OR the greatest, NOT 1 - x. */
static void logic_is_three_valued(void **state)
{
    static const char *const terms[] = {"n = 4", "none = 1", "n = 3"};
    static const enum bc_truth truths[] = {BC_FALSE, BC_UNKNOWN, BC_TRUE};
    struct bc_layer *layer = one_row();
    char text[64];

    (void)state;
    for (int a = 0; a < 3; a++) {
        snprintf(text, sizeof text, "NOT %s", terms[a]);
        assert_int_equal(truth_of(layer, text), truths[2 - a]);
        for (int b = 0; b < 3; b++) {
            snprintf(text, sizeof text, "%s AND %s", terms[a], terms[b]);
            assert_int_equal(truth_of(layer, text), truths[a < b ? a : b]);
            snprintf(text, sizeof text, "%s OR %s", terms[a], terms[b]);
            assert_int_equal(truth_of(layer, text), truths[a > b ? a : b]);
        }
    }
    bc_layer_free(layer);
}

static void stages_compare_in_their_order(void **state)
{
    struct bc_layer *layer =
        layer_of("outfalls", "code,stage\nA,整治中\nB,已验收\nC,\n");
    struct bc_condition *condition;
    enum bc_truth truth[3];

    (void)state;
    assert_int_equal(
        bc_condition_parse("stage >= '完成整治'", &condition, NULL), BC_OK);
    bc_condition_select(condition, layer, truth);
    assert_int_equal(truth[0], BC_FALSE);
    assert_int_equal(truth[1], BC_TRUE);
    assert_int_equal(truth[2], BC_UNKNOWN);
    bc_condition_free(condition);
    bc_layer_free(layer);
}

static void a_derived_column_goes_before_a_key(void **state)
{
    struct bc_layer *layer =
        layer_of("sections", "code,basin,basin:d\nS1,梁子湖流域,BS-LZ/BS-FT\n");

    (void)state;
    assert_int_equal(truth_of(layer, "basin = 'BS-FT'"), BC_TRUE);
    assert_int_equal(truth_of(layer, "basin = '梁子湖流域'"), BC_FALSE);
    bc_layer_free(layer);
}

/* A source may head a column as it likes: `fields: {level: 水体级别}`. */
static void a_header_is_what_the_key_of_its_column_is(void **state)
{
    struct bc_layer *layer =
        layer_of("sections", "code,水体级别,组\nS1,国考/省控,甲/乙\n");

    (void)state;
    bc_layer_add_key(layer, "level", 1);
    assert_int_equal(truth_of(layer, "水体级别 = '国控'"), BC_TRUE);
    assert_int_equal(truth_of(layer, "level = '省控'"), BC_TRUE);
    assert_true(bc_condition_is_set(layer, "水体级别"));
    assert_false(bc_condition_is_set(layer, "组"));
    bc_layer_add_key(layer, "own", 2); /* a key that the role does not know */
    assert_null(bc_condition_words(layer, "组"));
    assert_non_null(bc_condition_words(layer, "水体级别"));
    assert_int_equal(truth_of(layer, "组 = '甲'"), BC_FALSE);
    bc_layer_free(layer);
}

static void assert_refused(const char *text, const char *message)
{
    struct bc_condition *condition;
    struct bc_error err;

    if (!bc_condition_parse(text, &condition, &err))
        fail_msg("%s was accepted", text);
    assert_null(condition);
    assert_string_equal(err.message, message);
}

static void mistakes_are_refused_with_their_column(void **state)
{
    (void)state;
    assert_refused("n = ",
                   "character 5: expected a name, a number or a 'text', "
                   "not the end");
    assert_refused("n", "character 2: expected a comparison, not the end");
    assert_refused("n = 3 ADN n = 4",
                   "character 7: expected AND, OR or the end, "
                   "not 'ADN'; did you mean 'AND'?");
    assert_refused("名称 = 'x", "character 6: the text has no closing \"'\"");
    assert_refused("\"n = 3", "character 1: the name has no closing '\"'");
    assert_refused("n = NULL",
                   "character 5: nothing equals NULL; write 'IS NULL' "
                   "or 'IS NOT NULL'");
    assert_refused("n != 3",
                   "character 3: '!' is no sign; 'not equal' is '<>'");
    assert_refused("n ≥ 3", "character 3: full-width sign; write \">=\"");
    assert_refused("（n = 3）", "character 1: full-width sign; write \"(\"");
    assert_refused("n IN 3", "character 6: expected '(' after IN, not '3'");
    assert_refused("n IN ()", "character 7: expected a name, a number or a "
                              "'text', not ')'");
    assert_refused("n IN (3", "character 8: expected ',' or ')', not the end");
    assert_refused("n IN (m)",
                   "character 7: expected a number or a 'text', not "
                   "'m'");
    assert_refused("(n = 3",
                   "character 7: expected AND, OR or ')', not the end");
    assert_refused("n = 3)",
                   "character 6: expected AND, OR or the end, not ')'");
    assert_refused("n BETWEEN 1",
                   "character 12: expected AND of BETWEEN, not the "
                   "end");
    assert_refused("n IS 3", "character 6: expected NULL or NOT NULL after IS, "
                             "not '3'");
    assert_refused("n LIKE 3", "character 8: expected a 'text' after LIKE, not "
                               "'3'");
    assert_refused("n = 3a",
                   "character 5: '3a' is no number; put a name that has "
                   "such signs in \"\"");
    assert_refused("n = 1.2.3", "character 5: '1.2.3' is no number; put a name "
                                "that has such signs in \"\"");
    assert_refused("n = 3;", "character 6: ';' is no sign of a condition");
    assert_refused("n = 3 AND \t(",
                   "character 13: expected a name, a number or a 'text', not "
                   "the end");
    assert_refused("n IS NOT", "character 9: expected NULL or NOT NULL after "
                               "IS, not the end");
    assert_refused("n IS NOT '", "character 10: the text has no closing \"'\"");
    assert_refused("n IN (3, 'x)", "character 10: the text has no closing "
                                   "\"'\"");
    assert_refused("n = -", "character 5: '-' is no number; put a name that "
                            "has such signs in \"\"");
    assert_refused("n = 3 \x7f", "character 7: '?' is no sign of a condition");
    assert_refused("\x01n = 3", "character 1: '?' is no sign of a condition");
    assert_refused("\"\" = 3", "character 1: the name is empty");
}

static void nesting_ends_somewhere(void **state)
{
    struct bc_text text = {0};
    struct bc_condition *condition;
    struct bc_error err;

    (void)state;
    for (int i = 0; i < 100000; i++)
        bc_text_add(&text, "NOT ");
    assert_int_equal(bc_condition_parse(text.data, &condition, &err),
                     BC_BAD_INPUT);
    assert_non_null(strstr(err.message, "nested too deeply"));
    bc_text_clear(&text);
}

static void a_long_chain_is_not_deep(void **state)
{
    struct bc_layer *layer = one_row();
    struct bc_text text = {0};

    (void)state;
    bc_text_add(&text, "n = 4");
    for (int i = 0; i < 20000; i++)
        bc_text_add(&text, " OR n = 5");
    assert_int_equal(truth_of(layer, text.data), BC_FALSE);
    bc_text_clear(&text);
    bc_layer_free(layer);
}

static void assert_check(const char *text, const char *message)
{
    static const char *const derived[] = {"in_zone", NULL};
    struct bc_layer *layer = one_row();
    struct bc_condition *condition;
    struct bc_error err = {0};

    assert_int_equal(bc_condition_parse(text, &condition, &err), BC_OK);
    bc_condition_check(condition, layer, derived, &err);
    assert_string_equal(err.message, message);
    bc_condition_free(condition);
    bc_layer_free(layer);
}

static void columns_are_checked_before_rows(void **state)
{
    (void)state;
    assert_check("n = 3 AND in_zone = 1", "");
    assert_check("levle = '国考'",
                 "no column 'levle' in sections; did you mean 'level'?");
    assert_check("qqqqq = 3", "no column 'qqqqq' in sections");
    assert_check("level = '国靠'",
                 "'国靠' is no word of 'level'; use one of 国考, 省控, 市控");
    assert_check("level IN ('国控', '省空')",
                 "'省空' is no word of 'level'; use one of 国考, 省控, 市控");
    assert_check("level LIKE '%省%'", "");
    assert_check("level = ''", ""); /* matches nothing, as is meant */
    assert_check("level = name", "");
    assert_check("level IN ('省空', '国控')",
                 "'省空' is no word of 'level'; use one of 国考, 省控, 市控");
    assert_check("n = 'Ⅲ'",
                 "'n' holds numbers and cannot be compared with 'Ⅲ'");
    assert_check("n = '3'", "");
    assert_check("'Ⅲ' = n",
                 "'n' holds numbers and cannot be compared with 'Ⅲ'");
    assert_check("level BETWEEN '市控' AND '国考'",
                 "the words of 'level' have no order; compare "
                 "them with '=' or 'IN'");
    assert_check("3 = 4", "");
    assert_check("(n = 3 OR n = 'Ⅲ') AND n = 3",
                 "'n' holds numbers and cannot be compared with 'Ⅲ'");
    assert_check("level > '省控'",
                 "the words of 'level' have no order; compare "
                 "them with '=' or 'IN'");
}

static void in_lists_are_named(void **state)
{
    struct bc_condition *condition;
    const char *name;
    const char *const *literals;

    (void)state;
    assert_int_equal(
        bc_condition_parse("level NOT IN ('x') AND water IN ('a', 'b')",
                           &condition, NULL),
        BC_OK);
    assert_int_equal(bc_condition_in_list(condition, 0, &name, &literals), 2);
    assert_string_equal(name, "water");
    assert_string_equal(literals[1], "b");
    assert_int_equal(bc_condition_in_list(condition, 1, &name, &literals), 0);
    bc_condition_free(condition);
}

/* No text crashes the parser, and whatever it accepts can be tested. */
static void any_text_is_refused_or_answered(void **state)
{
    static const char *const pieces[] = {
        "n",   "word", "\"group\"", "'x'", "3",       "-",    "=",    "<>", "<",
        "AND", "OR",   "NOT",       "IN",  "BETWEEN", "LIKE", "NULL", "IS", "(",
        ")",   ",",    "'",         "\"",  "湖",      "%",    "！",   ""};
    struct bc_layer *layer = one_row();
    uint64_t seed = 7;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct bc_text text = {0};
        struct bc_condition *condition;
        struct bc_error err;

        for (uint64_t n = bc_test_random(&seed) % 12; n > 0; n--) {
            bc_text_add(&text, pieces[bc_test_random(&seed) %
                                      (sizeof pieces / sizeof *pieces)]);
            bc_text_add(&text, bc_test_random(&seed) % 4 ? " " : "");
        }
        if (!bc_condition_parse(bc_text_string(&text), &condition, &err)) {
            assert_in_range(bc_condition_test(condition, layer, 0), BC_FALSE,
                            BC_UNKNOWN);
            bc_condition_free(condition);
        }
        bc_text_clear(&text);
    }
    bc_layer_free(layer);
}

struct strangers {
    const char *literal[4], *like[4];
    size_t n;
};

static void note_stranger(void *context, const char *name, const char *literal,
                          const char *like)
{
    struct strangers *strangers = context;

    (void)name;
    assert_true(strangers->n < 4);
    strangers->literal[strangers->n] = literal;
    strangers->like[strangers->n++] = like;
}

/* Of `level` the words are checked elsewhere; `city` is a set. */
static void texts_that_no_row_has_are_told(void **state)
{
    struct bc_layer *layer = one_row();
    struct bc_condition *condition = NULL;
    struct strangers strangers = {.n = 0};
    struct bc_error err;
    (void)state;

    assert_int_equal(
        bc_condition_parse("(code = 's1' OR code IN ('S1', 'S2')) AND NOT city "
                           "= '武汉市' AND city <> '黄石市' AND level = '国控' "
                           "AND code LIKE 'x%' AND n > 4 AND word > 'q'",
                           &condition, &err),
        BC_OK);
    bc_condition_strange(condition, layer, note_stranger, &strangers);
    assert_int_equal(strangers.n, 3);
    assert_string_equal(strangers.literal[0], "s1");
    assert_string_equal(strangers.like[0], "S1");
    assert_string_equal(strangers.literal[1], "S2");
    assert_null(strangers.like[1]);
    assert_string_equal(strangers.literal[2], "黄石市");
    bc_condition_free(condition);
    bc_layer_free(layer);
}

/* Whether a column of numbers, one that is derived or none may have a text is
 * not for the rows to say; an empty text asks for nothing. */
static void of_other_columns_no_text_is_told(void **state)
{
    struct bc_layer *layer =
        layer_of("sections", "code,n:n,in_zone:d\nS1,3,一级\n");
    struct bc_condition *condition = NULL;
    struct strangers strangers = {.n = 0};
    struct bc_error err;

    (void)state;
    assert_int_equal(
        bc_condition_parse("n = '4' AND in_zone = '二级' AND absent = 'x' AND "
                           "'a' = 'b' AND code <> '' AND code = 4 AND "
                           "code = in_zone",
                           &condition, &err),
        BC_OK);
    bc_condition_strange(condition, layer, note_stranger, &strangers);
    assert_int_equal(strangers.n, 0);
    bc_condition_free(condition);
    bc_layer_free(layer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cases_hold),
        cmocka_unit_test(logic_is_three_valued),
        cmocka_unit_test(stages_compare_in_their_order),
        cmocka_unit_test(a_derived_column_goes_before_a_key),
        cmocka_unit_test(a_header_is_what_the_key_of_its_column_is),
        cmocka_unit_test(mistakes_are_refused_with_their_column),
        cmocka_unit_test(nesting_ends_somewhere),
        cmocka_unit_test(a_long_chain_is_not_deep),
        cmocka_unit_test(columns_are_checked_before_rows),
        cmocka_unit_test(in_lists_are_named),
        cmocka_unit_test(any_text_is_refused_or_answered),
        cmocka_unit_test(texts_that_no_row_has_are_told),
        cmocka_unit_test(of_other_columns_no_text_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
