/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

/* Compares what was written and lets it go. */
static void assert_text(struct bc_text *text, const char *expected)
{
    assert_string_equal(bc_text_string(text), expected);
    assert_int_equal(text->length, strlen(expected));
    bc_text_clear(text);
}

static void a_text_grows(void **state)
{
    (void)state;
    struct bc_text text = {0};

    assert_string_equal(bc_text_string(&text), "");
    bc_text_add(&text, "水");
    bc_text_add(&text, NULL);
    bc_text_add_bytes(&text, "质abc", 4);
    bc_text_printf(&text, "%d|%s", 42, "x");
    assert_text(&text, "水质a42|x");
}

static void a_taken_text_starts_anew(void **state)
{
    (void)state;
    struct bc_text text = {0};
    char *empty = bc_text_take(&text);

    assert_string_equal(empty, "");
    bc_text_add(&text, "one");
    char *one = bc_text_take(&text);
    assert_string_equal(one, "one");
    assert_text(&text, "");
    free(one);
    free(empty);
}

static void assert_real(double value, int places, const char *expected)
{
    struct bc_text text = {0};

    bc_text_add_real(&text, value, places);
    assert_text(&text, expected);
}

static void a_real_has_no_zeros_at_its_end(void **state)
{
    (void)state;
    assert_real(0, 3, "0");
    assert_real(-0.0, 3, "0");
    assert_real(-0.0004, 3, "0");
    assert_real(-0.0006, 3, "-0.001");
    assert_real(1.5, 3, "1.5");
    assert_real(100, 0, "100");
    assert_real(100, 2, "100");
    assert_real(-12.3456789, 7, "-12.3456789");
    assert_real(116.3912757, 7, "116.3912757");
    assert_real(0.1, 17, "0.10000000000000001");
    assert_real(1e22, 1, "10000000000000000000000");
    assert_real((double)NAN, 3, "");
    assert_real((double)INFINITY, 3, "");
}

static void a_real_has_a_point_in_any_locale(void **state)
{
    (void)state;
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8",
                                        "ps_AF.UTF-8", "C"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        setlocale(LC_NUMERIC, names[i]); /* may not be installed */
        assert_real(-1234.5, 3, "-1234.5");
    }
    setlocale(LC_NUMERIC, "C");
}

static void assert_json(const char *string, const char *expected)
{
    struct bc_text text = {0};

    bc_text_add_json(&text, string);
    assert_text(&text, expected);
}

/* RFC 8259, section 7. */
static void json_strings_are_escaped(void **state)
{
    struct bc_text dump = {0};

    (void)state;
    assert_json("水质", "\"水质\"");
    assert_json("a\"b\\c/d", "\"a\\\"b\\\\c/d\"");
    assert_json("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"");
    assert_json("\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"");
    assert_json("\xc2\x9b\xe2\x80\xae", "\"\\u009b\\u202e\"");
    bc_text_add_json_dump(&dump, "{\"甲\\n\x7f\": \"\xe2\x80\xae\"}\n");
    assert_string_equal(dump.data, "{\"甲\\n\\u007f\": \"\\u202e\"}\n");
    bc_text_clear(&dump);
    assert_json("bad\xFF", "\"bad\xEF\xBF\xBD\"");
    assert_json("", "\"\"");
    assert_json(NULL, "null");
}

static void assert_csv(const char *string, const char *expected)
{
    struct bc_text text = {0};

    bc_text_add_csv(&text, string);
    assert_text(&text, expected);
}

static void a_cell_holds_nothing_that_a_terminal_obeys(void **state)
{
    (void)state;
    assert_csv("a\x1b[31m", "a\\x1B[31m");
    assert_csv("a\x07\x7f", "a\\x07\\x7F");
    assert_csv("\xe2\x80\xae"
               "甲",
               "\\u202E甲");
    assert_csv("a\nb", "\"a\nb\"");
}

static void the_first_character_that_is_not_seen_is_found(void **state)
{
    (void)state;
    /* the first and the last of each range, and what lies beside them */
    static const unsigned unseen[] = {
        0x01,   0x1F,   0x7F,   0x80,    0x9F,   0xAD,   0x061C, 0x200B,
        0x200D, 0x200E, 0x200F, 0x2028,  0x202E, 0x2060, 0x206F, 0x2066,
        0x2069, 0xFFFE, 0xFFFF, 0x034F,  0x115F, 0x1160, 0x2800, 0x3164,
        0xFE00, 0xFE0F, 0xFFA0, 0xE0001, 0xE0FFF};
    static const unsigned seen[] = {
        0x09,   0x0A,   0x0D,   0x20,   0x7E,   0xA0,    0xAC,   0xAE,   0x200A,
        0x2010, 0x2027, 0x202F, 0x205F, 0x2070, 0x034E,  0x0350, 0x115E, 0x1161,
        0x2801, 0x3163, 0x3165, 0xFE10, 0xFFA1, 0xE1000, 0x4E00};

    assert_int_equal(bc_text_find_unseen(NULL), 0);
    assert_int_equal(bc_text_find_unseen("水质 a\t\n"), 0);
    assert_int_equal(bc_text_find_unseen("a\x1b"), 0x1B);
    assert_int_equal(bc_text_find_unseen("甲\xe2\x80\x8b\x7f"), 0x200B);
    assert_int_equal(bc_text_find_unseen("\xe2\x80\xae"), 0x202E);
    assert_int_equal(bc_text_find_unseen("\xef\xbb\xbf"), 0xFEFF);
    for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++) {
        struct bc_text text = {0};

        bc_text_add(&text, "a");
        bc_utf8_append(&text, unseen[i]);
        assert_int_equal(bc_text_find_unseen(bc_text_string(&text)), unseen[i]);
        bc_text_clear(&text);
    }
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) {
        struct bc_text text = {0};

        bc_utf8_append(&text, seen[i]);
        assert_int_equal(bc_text_find_unseen(bc_text_string(&text)), 0);
        bc_text_clear(&text);
    }
    assert_int_equal(bc_text_find_unseen("\xff\xfe"), 0); /* no characters */
}

/* RFC 4180, section 2. */
static void csv_cells_are_quoted_where_needed(void **state)
{
    (void)state;
    assert_csv(NULL, "");
    assert_csv("", "");
    assert_csv("总磷", "总磷");
    assert_csv("a,b", "\"a,b\"");
    assert_csv("a\"b", "\"a\"\"b\"");
    assert_csv("a\r\nb", "\"a\r\nb\"");
}

static void what_a_spreadsheet_would_run_is_guarded(void **state)
{
    (void)state;
    assert_csv("=1+1", "'=1+1");
    assert_csv("@SUM(A1)", "'@SUM(A1)");
    assert_csv("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0");
    assert_csv("-1+1", "'-1+1");
    assert_csv("\t=1", "'\t=1");
    assert_csv("\r=1", "\"'\r=1\"");
    assert_csv("=\"a\",1", "\"'=\"\"a\"\",1\"");
}

static void plain_numbers_are_left_alone(void **state)
{
    (void)state;
    assert_csv("-5", "-5");
    assert_csv("+3.2", "+3.2");
    assert_csv("-1e-05", "-1e-05");
    assert_csv("-", "-"); /* one sign is no formula */
    assert_csv("=", "=");
    assert_csv("-5%", "'-5%");
}

static void assert_escaped(const char *string, const char *expected)
{
    struct bc_text text = {0};

    bc_text_add_escaped(&text, string);
    assert_text(&text, expected);
}

static void a_terminal_gets_no_control_characters(void **state)
{
    (void)state;
    assert_escaped("断面 A", "断面 A");
    assert_escaped("\x1b[2J", "\\x1B[2J");
    assert_escaped("a\nb\tc\x7f", "a\\x0Ab\\x09c\\x7F");
    assert_escaped("\xC2\x9B", "\\u009B");     /* C1: CSI */
    assert_escaped("\xE2\x80\xAE", "\\u202E"); /* right-to-left override */
    assert_escaped("\xE2\x81\xA6", "\\u2066"); /* isolate */
    assert_escaped("\xFF水\xE6\xB0", "\\xFF水\\xE6\\xB0");
    assert_escaped(NULL, "");
}

/* Unicode 15, table 3-7, and the classic wrong forms. */
static void only_well_formed_utf8_is_valid(void **state)
{
    (void)state;
    static const char *const good[] = {"",
                                       "a",
                                       "\xC2\x80",
                                       "\xDF\xBF",
                                       "\xE0\xA0\x80",
                                       "\xED\x9F\xBF",
                                       "\xEE\x80\x80",
                                       "\xF0\x90\x80\x80",
                                       "\xF4\x8F\xBF\xBF"};
    static const char *const bad[] = {"\x80",
                                      "\xC0\x80",
                                      "\xC1\xBF",
                                      "\xC2",
                                      "\xE0\x9F\xBF",
                                      "\xED\xA0\x80",
                                      "\xE6\xB0",
                                      "\xF0\x8F\xBF\xBF",
                                      "\xF4\x90\x80\x80",
                                      "\xF5\x80\x80\x80",
                                      "\xFF"};

    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(bc_utf8_valid(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(bc_utf8_valid(bad[i], strlen(bad[i])));
    assert_true(bc_utf8_valid("a\0b", 3));
    assert_int_equal(bc_utf8_prefix("水a\xFF水", 8), 4);
}

static void every_code_point_is_read_as_it_was_written(void **state)
{
    (void)state;
    struct bc_text text = {0};

    for (unsigned c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
        const char *cursor;

        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        text.length = 0;
        bc_utf8_append(&text, c);
        assert_true(bc_utf8_valid(text.data, text.length));
        cursor = text.data;
        assert_int_equal(bc_utf8_next(&cursor), c);
        assert_int_equal(bc_utf8_next(&cursor), 0);
        assert_ptr_equal(cursor, text.data + text.length);
    }
    for (size_t i = 0; i < 3; i++) {
        static const unsigned none[] = {0xD800, 0xDFFF, 0x110000};

        text.length = 0;
        bc_utf8_append(&text, none[i]);
        assert_string_equal(text.data, "\xEF\xBF\xBD");
    }
    assert_int_equal(bc_utf8_prefix("", 0), 0);
    bc_text_clear(&text);
}

static void random_bytes_are_walked_to_their_end(void **state)
{
    (void)state;
    uint64_t seed = 3;

    for (int round = 0; round < 2000; round++) {
        size_t n = bc_test_random(&seed) % 12;
        char *bytes = malloc(n + 1); /* so that a step too far is seen */
        const char *cursor = bytes;

        for (size_t i = 0; i < n; i++)
            bytes[i] = (char)(bc_test_random(&seed) % 255 + 1);
        bytes[n] = '\0';
        while (bc_utf8_next(&cursor))
            assert_true(cursor <= bytes + n);
        assert_ptr_equal(cursor, bytes + n);
        free(bytes);
    }
}

static void assert_trimmed(const char *string, const char *expected)
{
    assert_true(bc_slice_is(bc_slice_trim(bc_slice_of(string)), expected));
}

static void blanks_of_every_kind_are_trimmed(void **state)
{
    (void)state;
    assert_trimmed("", "");
    assert_trimmed(" \t\r\n", "");
    assert_trimmed("  a b  ", "a b");
    assert_trimmed("\xEF\xBB\xBF水 ", "水");  /* BOM */
    assert_trimmed("　水　质　", "水　质");   /* U+3000 */
    assert_trimmed("\xC2\xA0x\xC2\xA0", "x"); /* NBSP */
    assert_trimmed("x\xE2\x80\x8B", "x");     /* zero-width space */
    assert_trimmed("\x80 ", "\x80");
    assert_true(bc_slice_is(bc_slice_trim((struct bc_slice){NULL, 0}), ""));
}

static void assert_folded(const char *string, const char *expected)
{
    struct bc_text text = {0};

    bc_text_fold(&text, string, strlen(string));
    assert_text(&text, expected);
}

static void full_width_forms_fold_to_ascii(void **state)
{
    (void)state;
    assert_folded("０．０５", "0.05");
    assert_folded("＜０．０１Ｌ", "<0.01L");
    assert_folded("−5", "-5"); /* U+2212 */
    assert_folded("2021–2022", "2021-2022");
    assert_folded("　总磷　（ＴＰ）　", "总磷 (TP)");
    assert_folded("pH", "pH");
    assert_folded("a\xFFz", "a\xFFz");
    assert_folded("", "");
}

static void folding_adds_to_a_text_and_twice_changes_nothing(void **state)
{
    (void)state;
    struct bc_text once = {0}, twice = {0};

    bc_text_add(&once, "[ ");
    bc_text_fold(&once, " ｘ —　ｙ ", strlen(" ｘ —　ｙ "));
    assert_string_equal(once.data, "[ x - y");
    bc_text_fold(&twice, once.data, once.length);
    assert_string_equal(twice.data, once.data);
    bc_text_clear(&once);
    bc_text_clear(&twice);
}

static void equal_keys_are_the_same_header_to_a_reader(void **state)
{
    (void)state;
    static const char *const same[] = {"NH3-N",       "nh3n",  "NH3_N",
                                       " ＮＨ３－Ｎ", "NH3.N", "nh3 n"};

    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        char *key = bc_text_key(same[i]);

        assert_string_equal(key, "nh3n");
        free(key);
    }
}

static void a_misspelt_word_gets_a_suggestion(void **state)
{
    static const char *const with_long[] = {
        "a candidate that is longer than all that is ever written in a project",
        "title", NULL};
    (void)state;
    static const char *const keys[] = {"title",        "period",   "layers",
                                       "resolution_m", "断面名称", NULL};

    assert_string_equal(bc_text_suggest("titel", keys), "title");
    assert_string_equal(bc_text_suggest("Layer", keys), "layers");
    assert_string_equal(bc_text_suggest("resolution-m", keys), "resolution_m");
    assert_string_equal(bc_text_suggest("断面名", keys), "断面名称");
    assert_string_equal(bc_text_suggest("断面名秤", keys), "断面名称");
    assert_null(bc_text_suggest("xyz", keys));
    assert_null(bc_text_suggest("a word that is longer than all that is ever "
                                "looked for in a list of words",
                                keys));
    assert_string_equal(bc_text_suggest("titel", with_long), "title");
    assert_null(bc_text_suggest("", keys));
    assert_null(bc_text_suggest("断", keys));
}

static void the_nearest_candidate_is_suggested(void **state)
{
    (void)state;
    static const char *const words[] = {"basins", "basin", "basinet", NULL};

    assert_string_equal(bc_text_suggest("basin", words), "basin");
    assert_string_equal(bc_text_suggest("basinett", words), "basinet");
}

static void a_very_long_word_gets_no_suggestion(void **state)
{
    (void)state;
    static const char *const words[] = {"title", NULL};
    char word[1000];

    memset(word, 't', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    assert_null(bc_text_suggest(word, words));
}

static bool collect(struct bc_slice member, void *context)
{
    struct bc_text *text = context;

    bc_text_printf(text, "[%.*s]", (int)member.length, member.data);
    return false;
}

static void a_set_cell_is_split_and_trimmed(void **state)
{
    (void)state;
    struct bc_text members = {0};

    assert_false(bc_set_any(" 国控 / 省控、;市控 ；；a／b", collect, &members));
    assert_text(&members, "[国控][省控][市控][a][b]");
    assert_false(bc_set_any("", collect, &members));
    assert_false(bc_set_any(NULL, collect, &members));
    assert_text(&members, "");
}

static void a_set_has_whole_members_only(void **state)
{
    (void)state;
    assert_true(bc_set_has("国控、省控", "省控"));
    assert_false(bc_set_has("国控、省控断面", "省控"));
    assert_false(bc_set_has("", ""));
    assert_false(bc_set_has(NULL, "省控"));
}

static void what_would_turn_or_break_a_line_is_shown_instead(void **state)
{
    struct bc_text text = {0};

    (void)state;
    /* ESC, DEL, U+0085 (C1), U+202E (override), a lone byte: one each */
    bc_text_add_visible(&text, "\x1b\x7f\xc2\x85\xe2\x80\xae\xff 甲\t乙\n");
    assert_string_equal(bc_text_string(&text), "□□□□□ 甲\t乙\n");
    bc_text_clear(&text);
}

static void a_text_repeats_its_own_bytes(void **state)
{
    struct bc_text text = {0};
    (void)state;

    bc_text_add(&text, "a,bc,");
    for (int i = 0; i < 100; i++) /* it moves meanwhile */
        bc_text_repeat(&text, 2, 3);
    bc_text_repeat(&text, 0, 0);
    assert_int_equal(text.length, 5 + 300);
    assert_string_equal(text.data + 299, "bc,bc,");
    bc_text_clear(&text);
}

static void expect_tenths(double value)
{
    char expected[400], found[32];

    snprintf(expected, sizeof expected, "%.1f", value);
    bc_print_tenths(value, found);
    assert_string_equal(found, expected);
}

static void tenths_are_printed_as_printf_does(void **state)
{
    uint64_t random = 9;

    (void)state;
    for (int i = 0; i < 100000; i++) {
        double n = (double)(bc_test_random(&random) % 100000000);
        double far = (double)(bc_test_random(&random) >> 12);

        expect_tenths(n / 4); /* .25 and .75 lie in the middle */
        expect_tenths(n / 20);
        expect_tenths(nextafter(n / 20, INFINITY));
        expect_tenths(nextafter(n / 20, 0));
        expect_tenths(n / 1e7);
        expect_tenths(far / 64);
    }
    expect_tenths(0);
    expect_tenths(0.05);
    expect_tenths(0.95);
    expect_tenths(-1.25);
    expect_tenths(99999999999999.9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_repeats_its_own_bytes),
        cmocka_unit_test(a_text_grows),
        cmocka_unit_test(a_taken_text_starts_anew),
        cmocka_unit_test(a_real_has_no_zeros_at_its_end),
        cmocka_unit_test(a_real_has_a_point_in_any_locale),
        cmocka_unit_test(json_strings_are_escaped),
        cmocka_unit_test(csv_cells_are_quoted_where_needed),
        cmocka_unit_test(a_cell_holds_nothing_that_a_terminal_obeys),
        cmocka_unit_test(the_first_character_that_is_not_seen_is_found),
        cmocka_unit_test(what_a_spreadsheet_would_run_is_guarded),
        cmocka_unit_test(plain_numbers_are_left_alone),
        cmocka_unit_test(a_terminal_gets_no_control_characters),
        cmocka_unit_test(only_well_formed_utf8_is_valid),
        cmocka_unit_test(every_code_point_is_read_as_it_was_written),
        cmocka_unit_test(random_bytes_are_walked_to_their_end),
        cmocka_unit_test(blanks_of_every_kind_are_trimmed),
        cmocka_unit_test(full_width_forms_fold_to_ascii),
        cmocka_unit_test(folding_adds_to_a_text_and_twice_changes_nothing),
        cmocka_unit_test(equal_keys_are_the_same_header_to_a_reader),
        cmocka_unit_test(a_misspelt_word_gets_a_suggestion),
        cmocka_unit_test(the_nearest_candidate_is_suggested),
        cmocka_unit_test(a_very_long_word_gets_no_suggestion),
        cmocka_unit_test(a_set_cell_is_split_and_trimmed),
        cmocka_unit_test(a_set_has_whole_members_only),
        cmocka_unit_test(what_would_turn_or_break_a_line_is_shown_instead),
        cmocka_unit_test(tenths_are_printed_as_printf_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
