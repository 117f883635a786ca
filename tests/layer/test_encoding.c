/* SPDX-License-Identifier: MIT */
#include "layer/encoding.h"

#include "files.h"

/* One of @p bytes at a time, so that every character is cut. */
static enum bc_status decode_slowly(const char *name, const char *bytes,
                                    size_t n, struct bc_text *out,
                                    struct bc_error *err)
{
    struct bc_decoder *decoder = NULL;
    enum bc_status status = bc_decoder_new("a.csv", name, &decoder, err);

    for (size_t i = 0; i < n && !status; i += 4)
        status = bc_decoder_add(decoder, bytes + i, n - i < 4 ? n - i : 4,
                                i + 4 >= n, 1, out, err);
    bc_decoder_free(decoder);
    return status;
}

static void assert_decodes(const char *name, const char *bytes, size_t n,
                           const char *expected)
{
    struct bc_text out = {0};
    struct bc_error err;

    assert_int_equal(decode_slowly(name, bytes, n, &out, &err), BC_OK);
    assert_string_equal(bc_text_string(&out), expected);
    bc_text_clear(&out);
}

#define DECODES(name, bytes, expected)                                         \
    assert_decodes(name, bytes, sizeof(bytes) - 1, expected)

static void characters_cut_between_pieces_are_joined(void **state)
{
    (void)state;
    DECODES(NULL, "abc河流湖泊", "abc河流湖泊");
    DECODES("UTF-8", "a\xF0\xA0\x80\x80z", "a\xF0\xA0\x80\x80z");
    /* 洪湖 in GBK; U+20000 in GB18030 is 95 32 82 36 (iconv). */
    DECODES("GBK", "a\xBA\xE9\xBA\xFE", "a洪湖");
    DECODES("936", "\x95\x32\x82\x36", "\xF0\xA0\x80\x80");
    DECODES("GB18030", "ab\x95\x32\x82\x36z", "ab\xF0\xA0\x80\x80z");
    DECODES(NULL, "\xFE\xFF\x6C\xB3\x00z", "河z");
    DECODES("GBK", "\xFE\xFF\x6C\xB3", "河"); /* the mark knows better */
}

static void a_cut_last_character_is_refused(void **state)
{
    struct bc_text out = {0};
    struct bc_error err;

    (void)state;
    assert_int_equal(decode_slowly("UTF-8", "ab\n\xE6\xB2", 5, &out, &err),
                     BC_BAD_INPUT);
    assert_non_null(strstr(err.message, "a.csv:2: bytes that are not UTF-8"));
    out.length = 0;
    assert_int_equal(decode_slowly("GBK", "ab\xBA", 3, &out, &err),
                     BC_BAD_INPUT);
    out.length = 0;
    assert_int_equal(decode_slowly("UTF-8", "abc\xE6\x41yz", 7, &out, &err),
                     BC_BAD_INPUT);
    out.length = 0;
    assert_int_equal(decode_slowly("GBK", "abc\xBA\x20yz", 7, &out, &err),
                     BC_BAD_INPUT);
    out.length = 0;
    assert_int_equal(decode_slowly("UTF-8",
                                   "a\xFF"
                                   "bcdefg",
                                   8, &out, &err),
                     BC_BAD_INPUT);
    bc_text_clear(&out);
}

static void text_is_guessed_by_its_bytes(void **state)
{
    (void)state;
    assert_string_equal(bc_encoding_guess("abc", 3), "UTF-8");
    assert_string_equal(bc_encoding_guess("河流", 6), "UTF-8");
    assert_string_equal(bc_encoding_guess("\xBA\xD3\xC1\xF7", 4), "GB18030");
    /* A piece of a file may end within a character. */
    assert_string_equal(bc_encoding_guess("abc\xC3", 4), "UTF-8");
    assert_string_equal(bc_encoding_guess("abc\xE6\xB2", 5), "UTF-8");
    assert_string_equal(bc_encoding_guess("abc\xF0\xA0\x80", 6), "UTF-8");
    assert_string_equal(bc_encoding_guess("abc\xE6\x41", 5), "GB18030");
    assert_string_equal(bc_encoding_guess("abc\xC1", 4), "GB18030");
    assert_string_equal(bc_encoding_guess("abc\xF5\x80", 5), "GB18030");
    /* UTF-8 with one bad byte stays UTF-8, which then is refused. */
    assert_string_equal(bc_encoding_guess("河流\xFF湖泊", 13), "UTF-8");
}

/* Big5 of U+6771 U+6A4B ... by Python's codec: read as GB18030 five of its
 * eight characters or more are no GB2312. */
static void what_is_no_simplified_chinese_is_no_gb18030(void **state)
{
    static const char big5[] =
        "\xAA\x46\xBE\xF4\xA4\xA4\xB4\xE5\xC2\x5F\xAD\xB1\xB0\xEA\xA6\xD2\xAA"
        "\x46\xBE\xF4\xA4\xA4\xB4\xE5\xC2\x5F\xAD\xB1\xB0\xEA\xA6\xD2\xAA\x46"
        "\xBE\xF4\xA4\xA4\xB4\xE5\xC2\x5F\xAD\xB1\xB0\xEA\xA6\xD2";
    struct bc_text out = {0};
    struct bc_error err;

    (void)state;
    assert_int_equal(decode_slowly(NULL, big5, sizeof big5 - 1, &out, &err),
                     BC_BAD_INPUT);
    assert_non_null(strstr(err.message, "name the encoding of the file"));
    out.length = 0;
    assert_int_equal(decode_slowly("BIG5", big5, sizeof big5 - 1, &out, &err),
                     BC_OK);
    bc_text_clear(&out);
    /* Shift-JIS, half-width: of 0x80 to 0xA0, or above 0xF7 or 0xA9 */
    for (int i = 0; i < 4; i++) {
        static const char *const rare[] = {"\x81\x40", "\xF8\xA1", "\xAA\xA1",
                                           "\x81\x30\x81\x30"};
        struct bc_text many = {0};

        for (int k = 0; k < 8; k++)
            bc_text_add(&many, rare[i]);
        out.length = 0;
        assert_int_equal(
            decode_slowly(NULL, many.data, many.length, &out, &err),
            BC_BAD_INPUT);
        assert_non_null(strstr(err.message, "(8 of 8)"));
        many.length -= strlen(rare[i]); /* too few to tell */
        out.length = 0;
        assert_int_equal(
            decode_slowly(NULL, many.data, many.length, &out, &err), BC_OK);
        bc_text_clear(&many);
    }
    bc_text_clear(&out);
    /* nor are eight rare ones in a long text */
    struct bc_text text = {0}, wanted = {0};
    for (int i = 0; i < 8; i++) {
        bc_text_add(&text, "\x81\x40\xBA\xE9\xBA\xFE\xBA\xE9\xBA\xFE");
        bc_text_add(&wanted, "丂洪湖洪湖");
    }
    assert_decodes(NULL, text.data, text.length, wanted.data);
    bc_text_clear(&text);
    bc_text_clear(&wanted);
    /* One rare name among usual words is no doubt: 朱镕基 in GBK. */
    DECODES(NULL, "\xD6\xEC\xE9\x46\xBB\xF9", "朱镕基");
}

static void a_cpg_is_found_beside(void **state)
{
    struct files *files = *state;
    struct bc_error err;
    char *name;

    files_say(files, "a.cpg", "GBK\r\n");
    assert_int_equal(
        bc_encoding_beside(files_path(files, "a.csv"), "a.csv", &name, &err),
        BC_OK);
    assert_string_equal(name, "GBK");
    free(name);
    assert_int_equal(
        bc_encoding_beside(files_path(files, "b.csv"), "b.csv", &name, &err),
        BC_OK);
    assert_null(name);
    /* of a name without a suffix, or in capitals */
    files_say(files, "c.CPG", "UTF-8");
    assert_int_equal(
        bc_encoding_beside(files_path(files, "c"), "c", &name, &err), BC_OK);
    assert_string_equal(name, "UTF-8");
    free(name);
}

/* The encoding is not guessed because the name of it could not be looked at. */
static void a_cpg_that_cannot_be_looked_at_is_refused(void **state)
{
    struct files *files = *state;
    struct bc_error err;
    char *name;

    assert_int_equal(symlink("loop", files_path(files, "loop")), 0);
    assert_int_equal(bc_encoding_beside(files_path(files, "loop/a.csv"),
                                        "a.csv", &name, &err),
                     BC_BAD_INPUT);
    assert_null(name);
    assert_string_equal(err.message,
                        "a.csv: its .cpg cannot be read; correct or remove it");
    unlink(files_path(files, "loop"));
}

static void a_cpg_that_is_no_name_is_refused(void **state)
{
    struct files *files = *state;
    struct bc_error err;
    char *name;

    files_say(files, "a.cpg",
              "a text that is much too long to be the name of an encoding");
    assert_int_equal(
        bc_encoding_beside(files_path(files, "a.csv"), "a.csv", &name, &err),
        BC_BAD_INPUT);
    assert_null(name);
    assert_string_equal(err.message,
                        "a.csv: its .cpg names no encoding; write one such as "
                        "UTF-8 or GB18030 into it");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_cut_between_pieces_are_joined),
        cmocka_unit_test(a_cut_last_character_is_refused),
        cmocka_unit_test(text_is_guessed_by_its_bytes),
        cmocka_unit_test(what_is_no_simplified_chinese_is_no_gb18030),
        files_test(a_cpg_is_found_beside),
        files_test(a_cpg_that_cannot_be_looked_at_is_refused),
        files_test(a_cpg_that_is_no_name_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
