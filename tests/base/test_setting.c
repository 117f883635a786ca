/* SPDX-License-Identifier: MIT */
#include "base/setting.h"

#include <string.h>

#include "base/date.h"
#include "base/decimal.h"
#include "test.h"

struct kept {
    const char *text, *word;
    double real;
    struct bc_decimal decimal, percent;
    int integer, choice;
    bool flag, either;
    bc_day date;
    char read[20];
};

static enum bc_status read_last(const struct bc_node *node, void *into,
                                struct bc_error *err)
{
    struct kept *kept = into;

    if (strcmp(node->text, "bad") == 0)
        return bc_node_error(node, err, "'%s' is bad", node->key);
    strncpy(kept->read, node->text, sizeof kept->read - 1);
    return BC_OK;
}

#define AT(member) .at = offsetof(struct kept, member)
static const char *const colours[] = {"red", "green", "blue", NULL};
static const char *const answers[] = {"left", "right", NULL};
static const struct bc_setting settings[] = {
    {"text", BC_SETTING_TEXT, AT(text)},
    {"real", BC_SETTING_REAL, AT(real), .low = 1},
    {"decimal", BC_SETTING_DECIMAL, AT(decimal)},
    {"percent", BC_SETTING_PERCENT, AT(percent)},
    {"integer", BC_SETTING_INTEGER, AT(integer), .low = 2, .high = 9},
    {"choice", BC_SETTING_CHOICE, AT(choice), .words = colours},
    {"word", BC_SETTING_WORD, AT(word), .words = colours},
    {"either", BC_SETTING_EITHER, AT(either), .words = answers},
    {"flag", BC_SETTING_FLAG, AT(flag)},
    {"date", BC_SETTING_DATE, AT(date)},
    {"last", BC_SETTING_READ, .read = read_last},
    {.name = NULL}};

static struct bc_tree *parse(const char *yaml)
{
    struct bc_tree *tree = NULL;
    struct bc_error err = {0};

    assert_int_equal(bc_tree_parse("p.yaml", yaml, strlen(yaml), &tree, &err),
                     BC_OK);
    return tree;
}

static void every_kind_is_kept_where_its_setting_says(void **state)
{
    (void)state;
    struct bc_tree *tree = parse("text: 汉江\nreal: 2.5\ndecimal: 0.05\n"
                                 "percent: 1.5%\ninteger: 9\nchoice: blue\n"
                                 "either: right\nword: green\nflag: yes\n"
                                 "date: 2021-04-30\nlast: own\n");
    struct kept kept = {0};
    struct bc_error err = {0};

    assert_int_equal(
        bc_settings_read(bc_tree_root(tree), settings, &kept, &err), BC_OK);
    assert_string_equal(kept.text, "汉江");
    assert_true(kept.real == 2.5);
    assert_true(bc_decimal_real(kept.decimal) == 0.05);
    assert_true(bc_decimal_real(kept.percent) == 1.5);
    assert_int_equal(kept.integer, 9);
    assert_int_equal(kept.choice, 2);
    assert_string_equal(kept.word, "green");
    assert_true(kept.either && kept.flag);
    assert_int_equal(kept.date, bc_day_of(2021, 4, 30));
    assert_string_equal(kept.read, "own");
    bc_tree_free(tree);
}

static void a_key_that_is_not_there_leaves_its_member(void **state)
{
    (void)state;
    struct bc_tree *tree = parse("flag: no\n");
    struct kept kept = {.real = 7, .flag = true, .either = true, .choice = 1};
    struct bc_error err = {0};

    assert_int_equal(
        bc_settings_read(bc_tree_root(tree), settings, &kept, &err), BC_OK);
    assert_false(kept.flag);
    assert_true(kept.real == 7 && kept.either && kept.choice == 1);
    bc_tree_free(tree);
}

static void assert_refused(const char *yaml, const char *message)
{
    struct bc_tree *tree = parse(yaml);
    struct kept kept = {0};
    struct bc_error err = {0};

    assert_int_equal(
        bc_settings_read(bc_tree_root(tree), settings, &kept, &err),
        BC_BAD_INPUT);
    assert_string_equal(err.message, message);
    bc_tree_free(tree);
}

static void a_value_of_another_kind_is_refused_where_it_stands(void **state)
{
    (void)state;
    assert_refused("text: ''\n", "p.yaml:1:7: 'text' is empty");
    assert_refused("text: [1]\n",
                   "p.yaml:1:7: 'text' must be a text, not a list");
    assert_refused("flag: no\nreal: 0.9\n",
                   "p.yaml:2:7: 'real' must be 1 or more");
    assert_refused("decimal: -1\n", "p.yaml:1:10: 'decimal' must be 0 or more");
    assert_refused("integer: 10\n", "p.yaml:1:10: 'integer' must be a whole "
                                    "number from 2 to 9, not '10'");
    assert_refused("either: up\n",
                   "p.yaml:1:9: 'either' must be left or right, not 'up'");
    assert_refused("last: bad\n", "p.yaml:1:7: 'last' is bad");
}

static void the_first_error_of_the_file_is_told(void **state)
{
    (void)state;
    assert_refused("last: bad\nreal: none\n", "p.yaml:1:7: 'last' is bad");
    assert_refused("real: none\nlast: bad\n",
                   "p.yaml:1:7: 'real' must be a number, not 'none'");
    assert_refused("real: none\nflags: yes\n",
                   "p.yaml:2:1: unknown key 'flags'; did you mean 'flag'?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_kept_where_its_setting_says),
        cmocka_unit_test(a_key_that_is_not_there_leaves_its_member),
        cmocka_unit_test(a_value_of_another_kind_is_refused_where_it_stands),
        cmocka_unit_test(the_first_error_of_the_file_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
