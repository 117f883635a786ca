/* SPDX-License-Identifier: MIT */
#include "base/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "test.h"

static struct bc_tree *parse(const char *yaml)
{
    struct bc_tree *tree = NULL;
    struct bc_error err = {0};

    bc_tree_parse("p.yaml", yaml, strlen(yaml), &tree, &err);
    assert_string_equal(err.message, "");
    assert_non_null(tree);
    return tree;
}

static void assert_refused_bytes(const char *yaml, size_t n,
                                 const char *message)
{
    struct bc_tree *tree = (struct bc_tree *)"";
    struct bc_error err = {0};

    assert_int_equal(bc_tree_parse("p.yaml", yaml, n, &tree, &err),
                     BC_BAD_INPUT);
    assert_null(tree);
    assert_string_equal(err.message, message);
}

static void assert_refused(const char *yaml, const char *message)
{
    assert_refused_bytes(yaml, strlen(yaml), message);
}

static const char project[] = "# a project\n"
                              "title: 水质 2021\n"
                              "layers:\n"
                              "  sections: {path: a.csv, \"crs\": 'x'}\n"
                              "  list:\n"
                              "    - one\n"
                              "    - [2, 3]\n"
                              "empty:\n";

static void nodes_have_kinds_texts_and_children(void **state)
{
    (void)state;
    struct bc_tree *tree = parse(project);
    const struct bc_node *root = bc_tree_root(tree);
    const struct bc_node *layers = bc_node_get(root, "layers");
    const struct bc_node *list = bc_node_get(layers, "list");

    assert_int_equal(root->kind, BC_MAP);
    assert_int_equal(root->n_children, 3);
    assert_null(root->key);
    assert_string_equal(bc_node_get(root, "title")->text, "水质 2021");
    assert_false(bc_node_get(root, "title")->quoted);
    assert_true(bc_node_get(bc_node_get(layers, "sections"), "crs")->quoted);
    assert_int_equal(list->kind, BC_LIST);
    assert_int_equal(list->n_children, 2);
    assert_string_equal(list->children[0].text, "one");
    assert_null(list->children[0].key);
    assert_string_equal(list->children[1].children[1].text, "3");
    assert_string_equal(bc_node_get(root, "empty")->text, "");
    bc_tree_free(tree);
}

static void nodes_know_where_they_stand(void **state)
{
    (void)state;
    struct bc_tree *tree = parse(project);
    const struct bc_node *root = bc_tree_root(tree);
    const struct bc_node *sections =
        bc_node_get(bc_node_get(root, "layers"), "sections");
    const struct bc_node *crs = bc_node_get(sections, "crs");

    assert_string_equal(crs->file, "p.yaml");
    assert_int_equal(root->line, 2);
    assert_int_equal(root->column, 1);
    assert_int_equal(sections->key_line, 4);
    assert_int_equal(sections->key_column, 3);
    assert_int_equal(sections->column, 13);
    assert_int_equal(crs->line, 4);
    assert_int_equal(crs->key_column, 27);
    assert_int_equal(crs->column, 34);
    bc_tree_free(tree);
}

/* A column is a character, not a byte. */
static void columns_count_characters(void **state)
{
    (void)state;
    struct bc_tree *tree = parse("\xEF\xBB\xBF{水质: a, b: c}\n");

    assert_int_equal(bc_node_get(bc_tree_root(tree), "b")->column, 12);
    assert_int_equal(bc_node_get(bc_tree_root(tree), "b")->line, 1);
    bc_tree_free(tree);
}

static void looking_in_nothing_finds_nothing(void **state)
{
    (void)state;
    struct bc_tree *tree = parse("a: 1\n");
    const struct bc_node *root = bc_tree_root(tree);

    assert_null(bc_node_get(root, "b"));
    assert_null(bc_node_get(bc_node_get(root, "b"), "c"));
    assert_null(bc_node_get(bc_node_get(root, "a"), "c"));
    bc_tree_free(tree);
    bc_tree_free(NULL);
}

static void a_key_stands_once(void **state)
{
    (void)state;
    assert_refused("a: 1\nb: 2\na: 3\n",
                   "p.yaml:3:1: key 'a' stands here again, after line 1");
    assert_refused("x:\n  b: 1\n  'b': 2\n",
                   "p.yaml:3:3: key 'b' stands here again, after line 2");
    assert_refused("{c: 1, b: 1, c: 1, b: 1, c: 1}",
                   "p.yaml:1:14: key 'c' stands here again, after line 1");
    bc_tree_free(parse("a: {b: 1}\nb: {b: 1}\n"));
}

static void anchors_aliases_and_tags_are_refused(void **state)
{
    (void)state;
    assert_refused("a: &x 1\n", "p.yaml:1:4: anchor 'x' is not allowed here");
    assert_refused("a: *x\n", "p.yaml:1:4: alias 'x' is not allowed here");
    assert_refused("*x : 1\n", "p.yaml:1:1: alias 'x' is not allowed here");
    assert_refused("&k a: 1\n", "p.yaml:1:1: anchor 'k' is not allowed here");
    assert_refused(
        "a: !!str 1\n",
        "p.yaml:1:4: tag 'tag:yaml.org,2002:str' is not allowed here");
    assert_refused("- &l [1]\n", "p.yaml:1:3: anchor 'l' is not allowed here");
    assert_refused("m: !map {}\n",
                   "p.yaml:1:4: tag '!map' is not allowed here");
}

static void a_key_is_a_word(void **state)
{
    (void)state;
    assert_refused("? [a]\n: 1\n",
                   "p.yaml:1:3: a key must be a word, not a list or a map");
}

static void one_document_and_no_more(void **state)
{
    (void)state;
    assert_refused("", "p.yaml:1:1: there is nothing in the file");
    assert_refused("# only a comment\n",
                   "p.yaml:2:1: there is nothing in the file");
    assert_refused("a: 1\n---\nb: 2\n",
                   "p.yaml:2:1: only one document is allowed");
    bc_tree_free(parse("---\na: 1\n...\n"));
}

static void what_is_not_yaml_is_refused_with_its_place(void **state)
{
    (void)state;
    assert_refused("a: 1\n b: 2\n",
                   "p.yaml:2:3: mapping values are not allowed in this "
                   "context");
    assert_refused("a: [1, 2\n",
                   "p.yaml:2:1: did not find expected ',' or ']' while "
                   "parsing a flow sequence");
    assert_refused("a: \"x\n",
                   "p.yaml:2:1: found unexpected end of stream while scanning "
                   "a quoted scalar");
}

static void what_is_not_text_is_refused_with_its_place(void **state)
{
    (void)state;
    assert_refused("a: 1\n水: \xB2\xE2\n", "p.yaml:2:4: this is not UTF-8");
    assert_refused("\xFF\xFE"
                   "a",
                   "p.yaml:1:1: this is not UTF-8");
    assert_refused("a: 1\n水b: \x07\n",
                   "p.yaml:2:5: control characters are not allowed");
    assert_refused_bytes("a: \0", 4,
                         "p.yaml:1:4: control characters are not allowed");
    assert_refused("a: \"x\\0y\"\n", "p.yaml:1:4: '\\0' cannot be in a text");
}

static char *nested(int levels)
{
    struct bc_text text = {0};

    for (int i = 0; i < levels; i++)
        bc_text_add(&text, "[");
    for (int i = 0; i < levels; i++)
        bc_text_add(&text, "]");
    return bc_text_take(&text);
}

static void depth_is_bounded(void **state)
{
    (void)state;
    char *deep = nested(65), *most = nested(64), *absurd = nested(100000);

    bc_tree_free(parse(most));
    assert_refused(deep, "p.yaml:1:65: more than 64 levels");
    assert_refused(absurd, "p.yaml:1:65: more than 64 levels");
    free(deep);
    free(most);
    free(absurd);
}

static void an_unknown_key_is_refused_with_a_suggestion(void **state)
{
    (void)state;
    static const char *const keys[] = {"title", "method", NULL};
    struct bc_tree *tree = parse("title: x\nmetod: y\n");
    struct bc_tree *other = parse("  zzz: y\n");
    struct bc_tree *good = parse("method: 1\n");
    struct bc_tree *list = parse("[1]\n");
    struct bc_error err = {0};

    assert_int_equal(bc_node_check_keys(bc_tree_root(tree), keys, &err),
                     BC_BAD_INPUT);
    assert_string_equal(
        err.message, "p.yaml:2:1: unknown key 'metod'; did you mean 'method'?");
    bc_node_check_keys(bc_tree_root(other), keys, &err);
    assert_string_equal(err.message, "p.yaml:1:3: unknown key 'zzz'");
    bc_node_check_keys(bc_tree_root(list), keys, &err);
    assert_string_equal(err.message, "p.yaml:1:1: must be a map, not a list");
    assert_int_equal(bc_node_check_keys(bc_tree_root(good), keys, &err), BC_OK);
    bc_tree_free(tree);
    bc_tree_free(other);
    bc_tree_free(good);
    bc_tree_free(list);
}

/* A scalar parser, without what it answers. */
typedef enum bc_status check_fn(const struct bc_node *node,
                                struct bc_error *err);

static enum bc_status check_decimal(const struct bc_node *node,
                                    struct bc_error *err)
{
    struct bc_decimal value;
    enum bc_status status = bc_node_decimal(node, &value, err);

    assert_int_equal(value.known, status == BC_OK);
    return status;
}

static enum bc_status check_percent(const struct bc_node *node,
                                    struct bc_error *err)
{
    struct bc_decimal value;
    enum bc_status status = bc_node_percent(node, &value, err);

    assert_int_equal(value.known, status == BC_OK);
    return status;
}

static enum bc_status check_integer(const struct bc_node *node,
                                    struct bc_error *err)
{
    int64_t value;

    return bc_node_integer(node, 1, 12, &value, err);
}

static enum bc_status check_flag(const struct bc_node *node,
                                 struct bc_error *err)
{
    bool value;

    return bc_node_flag(node, &value, err);
}

static enum bc_status check_date(const struct bc_node *node,
                                 struct bc_error *err)
{
    bc_day day;

    return bc_node_date(node, &day, err);
}

static enum bc_status check_period(const struct bc_node *node,
                                   struct bc_error *err)
{
    struct bc_period period;

    return bc_node_period(node, &period, err);
}

static enum bc_status check_choice(const struct bc_node *node,
                                   struct bc_error *err)
{
    static const char *const words[] = {"official", "cvd", "grey", NULL};
    int choice;

    return bc_node_choice(node, words, &choice, err);
}

/* The message for `k: value`, "" when the value is accepted. */
static void assert_check(check_fn *check, const char *value,
                         const char *message)
{
    struct bc_text yaml = {0};
    struct bc_error err = {0};
    struct bc_tree *tree;

    bc_text_printf(&yaml, "k: %s\n", value);
    tree = parse(yaml.data);
    assert_int_equal(check(bc_node_get(bc_tree_root(tree), "k"), &err),
                     *message ? BC_BAD_INPUT : BC_OK);
    assert_string_equal(err.message, message);
    bc_tree_free(tree);
    bc_text_clear(&yaml);
}

static void a_number_is_a_number_and_nothing_else(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "090",   "1,5",   "90.9%",
        "maybe", "1_000", "0x10",
        ".inf",  "-007",  "0.12345678901234567891"};

    assert_check(check_decimal, "90.9", "");
    assert_check(check_decimal, "-0.5", "");
    assert_check(check_decimal, "0", "");
    assert_check(check_decimal, "1e-5", "");
    assert_check(check_decimal, "'7'", "");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct bc_text message = {0};

        bc_text_printf(&message, "p.yaml:1:4: 'k' must be a number, not '%s'",
                       wrong[i]);
        assert_check(check_decimal, wrong[i], message.data);
        bc_text_clear(&message);
    }
    assert_check(check_decimal, "",
                 "p.yaml:1:3: 'k' must be a number, not empty");
    assert_check(check_decimal, "''",
                 "p.yaml:1:4: 'k' must be a number, not ''");
    assert_check(check_decimal, "[1]",
                 "p.yaml:1:4: 'k' must be a number, not a list");
}

static void a_percentage_has_its_sign(void **state)
{
    (void)state;
    assert_check(check_percent, "1%", "");
    assert_check(check_percent, "0.5%", "");
    assert_check(check_percent, "1",
                 "p.yaml:1:4: 'k' must be a percentage such as 1%, not '1'");
    assert_check(check_percent, "1 %",
                 "p.yaml:1:4: 'k' must be a percentage such as 1%, not '1 %'");
    assert_check(check_percent, "{}",
                 "p.yaml:1:4: 'k' must be a percentage such as 1%, not a map");
}

static void a_whole_number_lies_within_its_bounds(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "0", "13", "1.0", "1e0", "01", "one", "-1", "99999999999999999999"};

    assert_check(check_integer, "1", "");
    assert_check(check_integer, "12", "");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct bc_text message = {0};

        bc_text_printf(
            &message,
            "p.yaml:1:4: 'k' must be a whole number from 1 to 12, not '%s'",
            wrong[i]);
        assert_check(check_integer, wrong[i], message.data);
        bc_text_clear(&message);
    }
}

static void a_flag_is_true_or_false(void **state)
{
    (void)state;
    assert_check(check_flag, "true", "");
    assert_check(check_flag, "no", "");
    assert_check(check_flag, "maybe",
                 "p.yaml:1:4: 'k' must be true or false, not 'maybe'");
}

static void a_date_and_a_period_are_strict(void **state)
{
    (void)state;
    assert_check(check_date, "2024-06-30", "");
    assert_check(check_date, "2023-02-30",
                 "p.yaml:1:4: 'k' must be a date such as 2024-06-30, not "
                 "'2023-02-30'");
    assert_check(check_period, "2021-Q2", "");
    assert_check(check_period, "2021-Q5",
                 "p.yaml:1:4: 'k' must be a period such as 2021, 2021-Q2, "
                 "2021-04 or 2021-01..2021-06, not '2021-Q5'");
}

static void a_choice_is_one_of_its_words(void **state)
{
    (void)state;
    assert_check(check_choice, "cvd", "");
    assert_check(check_choice, "oficial",
                 "p.yaml:1:4: 'k' must be official, cvd or grey, not "
                 "'oficial'; did you mean 'official'?");
    assert_check(check_choice, "red",
                 "p.yaml:1:4: 'k' must be official, cvd or grey, not 'red'");
}

static void checked_scalars_have_their_values(void **state)
{
    (void)state;
    static const char *const words[] = {"a", "b", NULL};
    struct bc_tree *tree =
        parse("n: 0.90\np: 1.5%\ni: -3\nf: yes\nd: 2024-06-30\n"
              "q: 2021-Q2\nc: b\n");
    const struct bc_node *root = bc_tree_root(tree);
    struct bc_error err = {0};
    struct bc_decimal number = BC_MISSING, percent = BC_MISSING;
    struct bc_period period = {0};
    int64_t integer = 0;
    bool flag = false;
    bc_day day = 0;
    int choice = 0;

    assert_false(
        bc_node_decimal(bc_node_get(root, "n"), &number, &err) ||
        bc_node_percent(bc_node_get(root, "p"), &percent, &err) ||
        bc_node_integer(bc_node_get(root, "i"), -5, 5, &integer, &err) ||
        bc_node_flag(bc_node_get(root, "f"), &flag, &err) ||
        bc_node_date(bc_node_get(root, "d"), &day, &err) ||
        bc_node_period(bc_node_get(root, "q"), &period, &err) ||
        bc_node_choice(bc_node_get(root, "c"), words, &choice, &err));
    assert_int_equal(bc_decimal_compare(number, bc_decimal_of(9, 1)), 0);
    assert_int_equal(bc_decimal_compare(percent, bc_decimal_of(15, 1)), 0);
    assert_int_equal(integer, -3);
    assert_true(flag);
    assert_int_equal(day, bc_day_of(2024, 6, 30));
    assert_string_equal(period.label, "2021-Q2");
    assert_int_equal(choice, 1);
    bc_tree_free(tree);
}

/* Whatever a byte becomes, the parser answers with a tree or a message. */
static void damaged_documents_give_a_tree_or_a_message(void **state)
{
    (void)state;
    uint64_t seed = 12;

    for (int round = 0; round < 5000; round++) {
        char yaml[sizeof project];
        struct bc_tree *tree = NULL;
        struct bc_error err = {0};

        memcpy(yaml, project, sizeof yaml);
        for (int i = 0; i < 3; i++)
            yaml[bc_test_random(&seed) % (sizeof yaml - 1)] =
                "&*!{}[]:-\n \"'#%@|>?,\x80"[bc_test_random(&seed) % 22];
        if (bc_tree_parse("p.yaml", yaml, sizeof yaml - 1, &tree, &err)) {
            assert_null(tree);
            assert_int_equal(strncmp(err.message, "p.yaml:", 7), 0);
        } else {
            assert_non_null(tree);
        }
        bc_tree_free(tree);
    }
}

static void an_empty_text_is_refused_in_a_map_and_in_a_list(void **state)
{
    (void)state;
    struct bc_tree *tree = parse("name: ''\nlist: [a, '']\n");
    const struct bc_node *root = bc_tree_root(tree);
    const struct bc_node *list = bc_node_get(root, "list");
    struct bc_error err = {0};
    const char *text = NULL;

    assert_int_equal(bc_node_text(bc_node_get(root, "name"), &text, &err),
                     BC_BAD_INPUT);
    assert_string_equal(err.message, "p.yaml:1:7: 'name' is empty");
    assert_int_equal(bc_node_text(&list->children[0], &text, &err), BC_OK);
    assert_string_equal(text, "a");
    assert_int_equal(bc_node_text(&list->children[1], &text, &err),
                     BC_BAD_INPUT);
    assert_string_equal(err.message,
                        "p.yaml:2:11: a member of the list is empty");
    bc_tree_free(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_text_is_refused_in_a_map_and_in_a_list),
        cmocka_unit_test(nodes_have_kinds_texts_and_children),
        cmocka_unit_test(nodes_know_where_they_stand),
        cmocka_unit_test(columns_count_characters),
        cmocka_unit_test(looking_in_nothing_finds_nothing),
        cmocka_unit_test(a_key_stands_once),
        cmocka_unit_test(anchors_aliases_and_tags_are_refused),
        cmocka_unit_test(a_key_is_a_word),
        cmocka_unit_test(one_document_and_no_more),
        cmocka_unit_test(what_is_not_yaml_is_refused_with_its_place),
        cmocka_unit_test(what_is_not_text_is_refused_with_its_place),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(an_unknown_key_is_refused_with_a_suggestion),
        cmocka_unit_test(a_number_is_a_number_and_nothing_else),
        cmocka_unit_test(a_percentage_has_its_sign),
        cmocka_unit_test(a_whole_number_lies_within_its_bounds),
        cmocka_unit_test(a_flag_is_true_or_false),
        cmocka_unit_test(a_date_and_a_period_are_strict),
        cmocka_unit_test(a_choice_is_one_of_its_words),
        cmocka_unit_test(checked_scalars_have_their_values),
        cmocka_unit_test(damaged_documents_give_a_tree_or_a_message),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
