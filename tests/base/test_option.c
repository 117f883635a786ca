/* SPDX-License-Identifier: MIT */
#include "base/option.h"

#include <string.h>

#include "test.h"

static bool overwrite, quiet, help;
static const char *format;

static const struct bc_option options[] = {
    {"output-format", 'f', "FORMAT", "format of the layers", NULL, &format},
    {"creation-option", 0, "KEY=VALUE", "passed on to the driver", NULL, NULL},
    {"overwrite", 0, NULL, "replace what is there", &overwrite, NULL},
    {"quiet", 'q', NULL, "say nothing but warnings", &quiet, NULL},
    {"help", 'h', NULL, "print this", &help, NULL},
    {NULL, 0, NULL, NULL, NULL, NULL},
};

static const struct bc_usage usage = {
    .verb = "assess",
    .arguments = "PROJECT.yaml OUT",
    .summary = "Classify the sections of a project.",
    .details = "OUT is made whole or not at all.",
    .options = options,
    .min_arguments = 2,
    .max_arguments = 2,
};

#define MOST_WORDS 8

/* The words behind the verb, NULL last; what was permuted comes back. */
static enum bc_status parse(char *words[MOST_WORDS], int *first,
                            struct bc_error *err)
{
    int n = 0;

    overwrite = quiet = help = false;
    format = NULL;
    while (words[n])
        n++;
    return bc_options_parse(&usage, n, words, first, err);
}

#define WORD(text) ((char[]){text})

static void options_and_arguments_mix(void **state)
{
    (void)state;
    char *words[MOST_WORDS] = {
        WORD("assess"), WORD("p.yaml"), WORD("--overwrite"), WORD("out"),
        WORD("-f"),     WORD("GPKG"),   WORD("-q")};
    struct bc_error err = {0};
    int first = 0;

    assert_int_equal(parse(words, &first, &err), BC_OK);
    assert_true(overwrite);
    assert_true(quiet);
    assert_false(help);
    assert_string_equal(format, "GPKG");
    assert_int_equal(first, 5);
    assert_string_equal(words[first], "p.yaml");
    assert_string_equal(words[first + 1], "out");
}

static void options_come_in_every_form_of_getopt(void **state)
{
    (void)state;
    struct bc_error err = {0};
    int first = 0;
    char *joined[MOST_WORDS] = {WORD("assess"), WORD("--output-format=X=Y"),
                                WORD("a"), WORD("b")};
    char *cluster[MOST_WORDS] = {WORD("assess"), WORD("-qfCSV"), WORD("a"),
                                 WORD("b")};
    char *ended[MOST_WORDS] = {WORD("assess"), WORD("--"), WORD("-q"),
                               WORD("b")};

    assert_int_equal(parse(joined, &first, &err), BC_OK);
    assert_string_equal(format, "X=Y");
    assert_int_equal(parse(cluster, &first, &err), BC_OK);
    assert_true(quiet);
    assert_string_equal(format, "CSV");
    assert_int_equal(parse(ended, &first, &err), BC_OK);
    assert_false(quiet);
    assert_string_equal(ended[first], "-q");
}

static void assert_usage(char *word, const char *message)
{
    char *words[MOST_WORDS] = {WORD("assess"), WORD("a"), WORD("b"), word};
    struct bc_error err = {0};
    int first;

    assert_int_equal(parse(words, &first, &err), BC_USAGE);
    assert_int_equal(err.status, BC_USAGE);
    assert_string_equal(err.message, message);
}

static void what_is_not_understood_is_said(void **state)
{
    (void)state;
    assert_usage(WORD("--overwirte"), "unknown option '--overwirte'; did you "
                                      "mean '--overwrite'?");
    assert_usage(WORD("--xyz=1"), "unknown option '--xyz'");
    assert_usage(WORD("--o"), "unknown option '--o'"); /* of two */
    assert_usage(WORD("-x"), "unknown option '-x'");
    assert_usage(WORD("-qx"), "unknown option '-x'");
    assert_usage(WORD("--quiet=1"), "option '--quiet' takes no argument");
    assert_usage(WORD("-f"), "option '--output-format' needs FORMAT");
    assert_usage(WORD("--output-format"),
                 "option '--output-format' needs FORMAT");
    assert_usage(WORD("c"), "surplus argument 'c'");
}

static void missing_arguments_are_named(void **state)
{
    (void)state;
    char *words[MOST_WORDS] = {WORD("assess"), WORD("p.yaml")};
    struct bc_error err = {0};
    int first;

    assert_int_equal(parse(words, &first, &err), BC_USAGE);
    assert_string_equal(err.message, "'assess' needs PROJECT.yaml OUT");
}

static void help_needs_no_arguments(void **state)
{
    (void)state;
    char *words[MOST_WORDS] = {WORD("assess"), WORD("-h")};
    struct bc_error err = {0};
    int first;

    assert_int_equal(parse(words, &first, &err), BC_OK);
    assert_true(help);
}

static void help_comes_from_the_table(void **state)
{
    (void)state;
    struct bc_text out = {0};

    bc_options_help(&usage, &out);
    assert_string_equal(
        out.data, "Usage: basincheck assess [OPTIONS] PROJECT.yaml OUT\n"
                  "\n"
                  "Classify the sections of a project.\n"
                  "\n"
                  "OUT is made whole or not at all.\n"
                  "\n"
                  "Options:\n"
                  "  -f, --output-format FORMAT  format of the layers\n"
                  "      --creation-option KEY=VALUE\n"
                  "                              passed on to the driver\n"
                  "      --overwrite             replace what is there\n"
                  "  -q, --quiet                 say nothing but warnings\n"
                  "  -h, --help                  print this\n");
    bc_text_clear(&out);
}

static char pairs[64];

static void take_pair(const char *key, const char *value)
{
    strcat(strcat(strcat(strcat(pairs, key), ":"), value), ";");
}

static void a_pair_takes_two_words_or_one_with_an_equals_sign(void **state)
{
    static bool loud;
    static const struct bc_option common[] = {
        {"verbose", 'v', NULL, "say more", &loud, NULL},
        {"config", 0, "KEY VALUE", "set it", NULL, NULL},
        {NULL, 0, NULL, NULL, NULL, NULL}};
    struct bc_usage with_common = usage;
    struct bc_error err = {0};
    struct bc_text help_text = {0};
    int first = 0;
    char *words[] = {WORD("assess"),
                     WORD("p.yaml"),
                     WORD("--config"),
                     WORD("A"),
                     WORD("1"),
                     WORD("out"),
                     WORD("-v"),
                     WORD("--config=B=2"),
                     NULL};
    char *cut[] = {WORD("assess"),   WORD("a"), WORD("b"),
                   WORD("--config"), WORD("A"), NULL};

    (void)state;
    with_common.common = common;
    with_common.pair = take_pair;
    assert_int_equal(bc_options_parse(&with_common, 8, words, &first, &err),
                     BC_OK);
    assert_string_equal(pairs, "A:1;B:2;");
    assert_true(loud);
    assert_int_equal(first, 6);
    assert_string_equal(words[first], "p.yaml");
    assert_string_equal(words[first + 1], "out");
    assert_int_equal(bc_options_parse(&with_common, 5, cut, &first, &err),
                     BC_USAGE);
    assert_string_equal(err.message, "option '--config' needs KEY VALUE");
    bc_options_help(&with_common, &help_text);
    assert_non_null(strstr(bc_text_string(&help_text), "--config KEY VALUE"));
    bc_text_clear(&help_text);
}

static void without_help_arguments_are_always_needed(void **state)
{
    static const struct bc_option few[] = {
        {"quiet", 'q', NULL, "say nothing but warnings", &quiet, NULL},
        {NULL, 0, NULL, NULL, NULL, NULL}};
    const struct bc_usage bare = {.verb = "assess",
                                  .arguments = "PROJECT.yaml",
                                  .options = few,
                                  .min_arguments = 1,
                                  .max_arguments = 1};
    char *words[] = {WORD("assess"), WORD("-q"), NULL};
    struct bc_error err = {0};
    int first = 0;

    (void)state;
    assert_int_equal(bc_options_parse(&bare, 2, words, &first, &err), BC_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_and_arguments_mix),
        cmocka_unit_test(options_come_in_every_form_of_getopt),
        cmocka_unit_test(what_is_not_understood_is_said),
        cmocka_unit_test(missing_arguments_are_named),
        cmocka_unit_test(help_needs_no_arguments),
        cmocka_unit_test(help_comes_from_the_table),
        cmocka_unit_test(without_help_arguments_are_always_needed),
        cmocka_unit_test(a_pair_takes_two_words_or_one_with_an_equals_sign),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
