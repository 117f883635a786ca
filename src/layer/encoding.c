/* SPDX-License-Identifier: MIT */
#include "layer/encoding.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"

#define NO_ICONV ((iconv_t)-1)

enum { LONGEST_NAME = 40 }; /* of an encoding */

enum state { UNDECIDED, PLAIN_UTF8, CONVERTED };

struct bc_decoder {
    char *label;
    char *name; /* for iconv, or "UTF-8"; NULL until it is known */
    bool named; /* by the caller or a mark, not by the bytes */
    bool begun;
    enum state state;
    iconv_t converter;
    char tail[8]; /* a character cut at the end of a piece */
    size_t n_tail;
    size_t n_wide, n_rare; /* characters of what is taken for GB18030, and those
                              that simplified Chinese hardly uses */
};

/* ---- UTF-8 ---- */

static size_t ascii_run(const char *bytes, size_t n)
{
    uint64_t words[4];
    size_t i = 0;

    for (; i + sizeof words <= n; i += sizeof words) {
        memcpy(words, bytes + i, sizeof words);
        if ((words[0] | words[1] | words[2] | words[3]) &
            UINT64_C(0x8080808080808080))
            break;
    }
    while (i < n && (unsigned char)bytes[i] < 0x80)
        i++;
    return i;
}

static size_t high_run(const char *bytes, size_t n)
{
    size_t i = 0;

    while (i < n && (unsigned char)bytes[i] >= 0x80)
        i++;
    return i;
}

/* The length of the character at the start, 0 when the bytes are none. */
static size_t character_length(const char *bytes, size_t n)
{
    for (size_t length = 1; length <= 4 && length <= n; length++)
        if (bc_utf8_valid(bytes, length))
            return length;
    return 0;
}

/* As bc_utf8_prefix, with a short cut through ASCII. */
static size_t valid_length(const char *bytes, size_t n)
{
    size_t at = 0, run, valid;

    do {
        at += ascii_run(bytes + at, n - at);
        run = high_run(bytes + at, n - at);
        valid = bc_utf8_prefix(bytes + at, run);
        at += valid;
    } while (at < n && valid == run);
    return at;
}

/* Whether the bytes, at least one, may be the beginning of one character. */
static bool is_cut_character(const char *bytes, size_t n)
{
    unsigned char lead = (unsigned char)bytes[0];
    size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;

    if (n >= length || lead < 0xC2 || lead > 0xF4)
        return false;
    for (size_t i = 1; i < n; i++)
        if (((unsigned char)bytes[i] & 0xC0) != 0x80)
            return false;
    return true;
}

const char *bc_encoding_guess(const char *bytes, size_t n)
{
    size_t n_long = 0, n_bad = 0, at = 0;

    while (at < n) {
        size_t length;

        at += ascii_run(bytes + at, n - at);
        if (at == n)
            break;
        if (is_cut_character(bytes + at, n - at))
            break;
        length = character_length(bytes + at, n - at);
        n_bad += length == 0;
        n_long += length >= 3;
        at += length ? length : 1;
    }
    /* GB18030 rarely makes three bytes that look like UTF-8, so a text full of
     * them is UTF-8, and a bad byte in it is an error, not another encoding. */
    return n_bad == 0 || n_long > n_bad ? "UTF-8" : "GB18030";
}

/* ---- names ---- */

/* What people and .cpg files write, by bc_text_key, and what iconv knows. */
static const struct {
    const char *key, *name;
} names[] = {
    {"utf8", "UTF-8"},        {"65001", "UTF-8"},
    {"cp65001", "UTF-8"},     {"gbk", "GB18030"},
    {"gb2312", "GB18030"},    {"gb18030", "GB18030"},
    {"936", "GB18030"},       {"cp936", "GB18030"},
    {"oem936", "GB18030"},    {"ansi936", "GB18030"},
    {"ms936", "GB18030"},     {"euccn", "GB18030"},
    {"big5", "BIG5"},         {"950", "CP950"},
    {"88591", "ISO-8859-1"},  {"iso88591", "ISO-8859-1"},
    {"latin1", "ISO-8859-1"}, {"1252", "CP1252"},
    {"ansi1252", "CP1252"},   {"utf16", "UTF-16LE"},
};

static char *iconv_name(const char *name)
{
    char *key = bc_text_key(name);
    const char *known = name;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(key, names[i].key) == 0)
            known = names[i].name;
    free(key);
    return bc_copy(known);
}

static enum bc_status set_encoding(struct bc_decoder *decoder, const char *name,
                                   struct bc_error *err)
{
    free(decoder->name);
    decoder->name = iconv_name(name);
    if (strcmp(decoder->name, "UTF-8") == 0) {
        decoder->state = PLAIN_UTF8;
        return BC_OK;
    }
    if (decoder->converter != NO_ICONV)
        iconv_close(decoder->converter);
    errno = 0;
    /* "//IGNORE" would drop what cannot be read. */
    decoder->converter = strstr(decoder->name, "//")
                             ? NO_ICONV
                             : iconv_open("UTF-8", decoder->name);
    if (decoder->converter == NO_ICONV && errno == ENOMEM)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: not enough memory to read the encoding '%s'",
                            decoder->label, name);
    if (decoder->converter == NO_ICONV)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: unknown encoding '%s'; name one such as "
                            "UTF-8, GB18030 or UTF-16LE",
                            decoder->label, name);
    decoder->state = CONVERTED;
    return BC_OK;
}

enum bc_status bc_decoder_new(const char *label, const char *name,
                              struct bc_decoder **decoder, struct bc_error *err)
{
    struct bc_decoder *made = bc_alloc(1, sizeof *made);
    enum bc_status status = BC_OK;

    *decoder = NULL;
    made->label = bc_copy(label);
    made->converter = NO_ICONV;
    if (name && *name) {
        made->named = true;
        status = set_encoding(made, name, err);
    }
    if (status) {
        bc_decoder_free(made);
        return status;
    }
    *decoder = made;
    return BC_OK;
}

void bc_decoder_free(struct bc_decoder *decoder)
{
    if (!decoder)
        return;
    if (decoder->converter != NO_ICONV)
        iconv_close(decoder->converter);
    free(decoder->label);
    free(decoder->name);
    free(decoder);
}

/* ---- decoding ---- */

static size_t count_lines(const char *bytes, size_t n)
{
    size_t lines = 0;

    for (size_t i = 0; i < n; i++)
        lines += bytes[i] == '\n';
    return lines;
}

/* @p out ends before the bad byte and begins at @p line. */
static enum bc_status undecodable(const struct bc_decoder *decoder, size_t line,
                                  const struct bc_text *out,
                                  struct bc_error *err)
{
    line += count_lines(out->data, out->length);
    if (decoder->named)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: bytes that are not %s; name the encoding "
                            "that the file has",
                            decoder->label, line, decoder->name);
    if (decoder->state == PLAIN_UTF8)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: bytes that are not UTF-8 as the rest is; "
                            "save the file in one encoding",
                            decoder->label, line);
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s:%zu: bytes that are neither UTF-8 nor GB18030; "
                        "name the encoding of the file",
                        decoder->label, line);
}

static void keep_tail(struct bc_decoder *decoder, const char *bytes, size_t n)
{
    assert(n <= sizeof decoder->tail);
    memcpy(decoder->tail, bytes, n);
    decoder->n_tail = n;
}

static enum bc_status add_utf8(struct bc_decoder *decoder, const char *bytes,
                               size_t n, bool last, size_t line,
                               struct bc_text *out, struct bc_error *err)
{
    size_t valid = valid_length(bytes, n);

    bc_text_add_bytes(out, bytes, valid);
    if (valid < n && (last || !is_cut_character(bytes + valid, n - valid)))
        return undecodable(decoder, line, out, err);
    keep_tail(decoder, bytes + valid, n - valid);
    return BC_OK;
}

/* GB2312 holds what people write; it is what has a lead and a trail byte of
 * 0xA1 and more in GB18030. Big5 and Shift-JIS read as GB18030 are full of
 * other characters. */
static void count_rare(struct bc_decoder *decoder, const char *bytes, size_t n)
{
    const unsigned char *at = (const unsigned char *)bytes, *end = at + n;

    while (at < end) {
        if (*at < 0x80 || end - at < 2) {
            at++;
            continue;
        }
        decoder->n_wide++;
        decoder->n_rare += at[0] < 0xA1 || at[1] < 0xA1 || at[0] > 0xF7 ||
                           (at[0] > 0xA9 && at[0] < 0xB0);
        at += at[1] <= '9' ? 4 : 2; /* '0' and more */
    }
}

/* At the end: whether the guess was good. */
static enum bc_status check_guess(const struct bc_decoder *decoder,
                                  struct bc_error *err)
{
    enum { FEW = 8, ONE_IN = 4 };

    if (decoder->n_rare < FEW || decoder->n_rare * ONE_IN < decoder->n_wide)
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: bytes that are not UTF-8, and read as GB18030 "
                        "make rare characters (%zu of %zu); name the encoding "
                        "of the file, such as BIG5 or GB18030",
                        decoder->label, decoder->n_rare, decoder->n_wide);
}

static enum bc_status add_converted(struct bc_decoder *decoder,
                                    const char *bytes, size_t n, bool last,
                                    size_t line, struct bc_text *out,
                                    struct bc_error *err)
{
    char *in = (char *)bytes;
    size_t left = n;

    while (left > 0) {
        char buffer[16384];
        char *to = buffer;
        size_t room = sizeof buffer;
        bool bad =
            iconv(decoder->converter, &in, &left, &to, &room) == (size_t)-1 &&
            errno != E2BIG;

        bc_text_add_bytes(out, buffer, sizeof buffer - room);
        if (!bad)
            continue;
        if (errno == EINVAL && !last && left <= sizeof decoder->tail)
            break; /* a cut character: the next piece brings the rest */
        return undecodable(decoder, line, out, err);
    }
    if (!decoder->named)
        count_rare(decoder, bytes, n - left);
    keep_tail(decoder, in, left);
    return BC_OK;
}

/* @return the length of the mark, 0 when there is none */
static enum bc_status read_mark(struct bc_decoder *decoder, const char *bytes,
                                size_t n, size_t *mark, struct bc_error *err)
{
    static const struct {
        const char *bytes, *name;
        size_t n;
    } marks[] = {{"\xEF\xBB\xBF", "UTF-8", 3},
                 {"\xFF\xFE", "UTF-16LE", 2},
                 {"\xFE\xFF", "UTF-16BE", 2},
                 {"\x84\x31\x95\x33", "GB18030", 4}};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (n < marks[i].n || memcmp(bytes, marks[i].bytes, marks[i].n) != 0)
            continue;
        *mark = marks[i].n;
        decoder->named = true;
        return set_encoding(decoder, marks[i].name, err);
    }
    return BC_OK;
}

static enum bc_status decode(struct bc_decoder *decoder, const char *bytes,
                             size_t n, bool last, size_t line,
                             struct bc_text *out, struct bc_error *err)
{
    enum bc_status status = BC_OK;

    decoder->n_tail = 0;
    /* ASCII decides nothing: the first other byte does. */
    if (decoder->state == UNDECIDED && ascii_run(bytes, n) < n)
        status = set_encoding(decoder, bc_encoding_guess(bytes, n), err);
    if (status)
        return status;
    return decoder->state == CONVERTED
               ? add_converted(decoder, bytes, n, last, line, out, err)
               : add_utf8(decoder, bytes, n, last, line, out, err);
}

const char *bc_decoder_guessed(const struct bc_decoder *decoder)
{
    return decoder->state == CONVERTED && !decoder->named ? decoder->name
                                                          : NULL;
}

void bc_encoding_tell(const char *guessed, const char *label,
                      struct bc_findings *findings)
{
    if (guessed && findings)
        bc_findings_addf(
            findings,
            (struct bc_finding){.code = BC_FOUND_ENCODING_GUESSED,
                                .source = label,
                                .value = guessed},
            "its bytes are not UTF-8 and no encoding is named; they were "
            "taken for %s",
            guessed);
}

void bc_decoder_expect_no_mark(struct bc_decoder *decoder)
{
    decoder->begun = true;
}

enum bc_status bc_decoder_add(struct bc_decoder *decoder, const char *bytes,
                              size_t n, bool last, size_t line,
                              struct bc_text *out, struct bc_error *err)
{
    enum bc_status status = BC_OK;
    struct bc_text joined = {0};
    size_t mark = 0;

    if (!decoder->begun && n > 0) {
        decoder->begun = true;
        status = read_mark(decoder, bytes, n, &mark, err);
        bytes += mark;
        n -= mark;
    }
    if (!status && decoder->n_tail > 0) {
        bc_text_add_bytes(&joined, decoder->tail, decoder->n_tail);
        bc_text_add_bytes(&joined, bytes, n);
        bytes = joined.data;
        n = joined.length;
    }
    if (!status && n > 0)
        status = decode(decoder, bytes, n, last, line, out, err);
    bc_text_clear(&joined);
    return status || !last ? status : check_guess(decoder, err);
}

/* @param[out] is_there  whether there was one to read */
static enum bc_status read_cpg(const char *path, const char *label,
                               bool *is_there, char **name,
                               struct bc_error *err)
{
    struct bc_error reason;
    struct bc_slice word;
    char *bytes = NULL;
    size_t n = 0;

    *is_there = bc_path_is_there(path);
    if (!*is_there)
        return BC_OK;
    if (bc_file_read(path, &bytes, &n, &reason))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: its .cpg cannot be read; correct or remove it",
                            label);
    word = bc_slice_trim((struct bc_slice){bytes, strcspn(bytes, "\r\n")});
    if (word.length <= LONGEST_NAME && !memchr(bytes, '\0', n))
        *name = bc_copy_bytes(word.data, word.length);
    free(bytes);
    if (*name)
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: its .cpg names no encoding; write one such as "
                        "UTF-8 or GB18030 into it",
                        label);
}

enum bc_status bc_encoding_beside(const char *path, const char *label,
                                  char **name, struct bc_error *err)
{
    static const char *const suffixes[] = {".cpg", ".CPG"};
    const char *dot = strrchr(bc_path_name(path), '.');
    size_t stem = dot ? (size_t)(dot - path) : strlen(path);
    enum bc_status status = BC_OK;
    bool is_there = false;

    *name = NULL;
    for (size_t i = 0; i < 2 && !is_there && !status; i++) {
        struct bc_text beside = {0};

        bc_text_add_bytes(&beside, path, stem);
        bc_text_add(&beside, suffixes[i]);
        status = read_cpg(beside.data, label, &is_there, name, err);
        bc_text_clear(&beside);
    }
    return status;
}
