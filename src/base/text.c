/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/memory.h"

#define REPLACEMENT 0xFFFDU
#define BOX 0x25A1U     /* □ */
#define LONGEST_WORD 64 /* no suggestion beyond: the work is quadratic */

/* ---- growing ---- */

static void reserve(struct bc_text *text, size_t more)
{
    text->data =
        bc_reserve(text->data, &text->capacity, text->length + more + 1, 1);
}

void bc_text_add(struct bc_text *text, const char *string)
{
    if (string)
        bc_text_add_bytes(text, string, strlen(string));
}

void bc_text_add_bytes(struct bc_text *text, const char *bytes, size_t n)
{
    reserve(text, n);
    if (n)
        memcpy(text->data + text->length, bytes, n);
    text->length += n;
    text->data[text->length] = '\0';
}

void bc_text_repeat(struct bc_text *text, size_t from, size_t n)
{
    reserve(text, n);
    memmove(text->data + text->length, text->data + from, n);
    text->length += n;
    text->data[text->length] = '\0';
}

static void add_byte(struct bc_text *text, char byte)
{
    bc_text_add_bytes(text, &byte, 1);
}

void bc_text_printf(struct bc_text *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    bc_text_vprintf(text, format, arguments);
    va_end(arguments);
}

void bc_text_vprintf(struct bc_text *text, const char *format,
                     va_list arguments)
{
    va_list again;
    size_t room;
    int n;

    va_copy(again, arguments);
    reserve(text, 0);
    room = text->capacity - text->length;
    n = vsnprintf(text->data + text->length, room, format, arguments);
    if (n >= 0 && (size_t)n >= room) {
        reserve(text, (size_t)n);
        vsnprintf(text->data + text->length, (size_t)n + 1, format, again);
    }
    if (n > 0)
        text->length += (size_t)n;
    text->data[text->length] = '\0';
    va_end(again);
}

const char *bc_text_string(const struct bc_text *text)
{
    return text->data ? text->data : "";
}

void bc_text_clear(struct bc_text *text)
{
    free(text->data);
    *text = (struct bc_text){0};
}

char *bc_text_take(struct bc_text *text)
{
    char *data = text->data ? text->data : bc_copy("");

    *text = (struct bc_text){0};
    return data;
}

/* ---- UTF-8 ---- */

/* The length of the sequence at the start of bytes, 0 when it is not one.
 * Unicode 15, table 3-7: no overlong forms, no surrogates. Reads no byte
 * behind one that does not continue, so a NUL ends it too. */
static size_t decode(const char *bytes, size_t n, unsigned *code_point)
{
    static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *b = (const unsigned char *)bytes;
    size_t length;
    unsigned value;

    assert(n > 0);
    if (b[0] < 0x80) {
        *code_point = b[0];
        return 1;
    }
    if (b[0] < 0xC2 || b[0] > 0xF4)
        return 0;
    length = b[0] >= 0xF0 ? 4 : b[0] >= 0xE0 ? 3 : 2;
    value = b[0] & (0xFFU >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if (i >= n || (b[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (b[i] & 0x3FU);
    }
    if (value < least[length] || value > 0x10FFFF ||
        (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *code_point = value;
    return length;
}

size_t bc_utf8_prefix(const char *bytes, size_t n)
{
    unsigned code_point;
    size_t done = 0, length;

    while (done < n) {
        if ((unsigned char)bytes[done] < 0x80) { /* most are */
            done++;
            continue;
        }
        length = decode(bytes + done, n - done, &code_point);
        if (length == 0)
            break;
        done += length;
    }
    return done;
}

bool bc_utf8_valid(const char *bytes, size_t n)
{
    return bc_utf8_prefix(bytes, n) == n;
}

/* As decode, but always moves on: a bad byte is U+FFFD. */
static size_t decode_any(const char *bytes, size_t n, unsigned *code_point)
{
    size_t length = decode(bytes, n, code_point);

    if (length > 0)
        return length;
    *code_point = REPLACEMENT;
    return 1;
}

unsigned bc_utf8_next(const char **cursor)
{
    unsigned code_point;

    if (**cursor == '\0')
        return 0;
    *cursor += decode_any(*cursor, 4, &code_point);
    return code_point;
}

void bc_utf8_append(struct bc_text *text, unsigned code_point)
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        code_point = REPLACEMENT;
    if (code_point < 0x80) {
        add_byte(text, (char)code_point);
        return;
    }
    if (code_point < 0x800) {
        add_byte(text, (char)(0xC0 | code_point >> 6));
    } else {
        if (code_point < 0x10000) {
            add_byte(text, (char)(0xE0 | code_point >> 12));
        } else {
            add_byte(text, (char)(0xF0 | code_point >> 18));
            add_byte(text, (char)(0x80 | (code_point >> 12 & 0x3F)));
        }
        add_byte(text, (char)(0x80 | (code_point >> 6 & 0x3F)));
    }
    add_byte(text, (char)(0x80 | (code_point & 0x3F)));
}

/* ---- written for others ---- */

void bc_text_add_real(struct bc_text *text, double value, int places)
{
    char buffer[400]; /* 309 digits of DBL_MAX, a separator, 17 places */
    const char *fraction;
    size_t n_whole, n_fraction;
    int n;

    assert(places >= 0 && places <= 17);
    if (!isfinite(value))
        return;
    n = snprintf(buffer, sizeof buffer, "%.*f", places, fabs(value));
    /* Whatever the locale puts between, `places` digits end the text. */
    n_whole = strspn(buffer, "0123456789");
    fraction = buffer + n - places;
    n_fraction = (size_t)places;
    while (n_fraction > 0 && fraction[n_fraction - 1] == '0')
        n_fraction--;
    if (value < 0 && (n_fraction > 0 || n_whole > 1 || buffer[0] != '0'))
        add_byte(text, '-');
    bc_text_add_bytes(text, buffer, n_whole);
    if (n_fraction > 0) {
        add_byte(text, '.');
        bc_text_add_bytes(text, fraction, n_fraction);
    }
}

/** Ten times a value from 1 to 10^14 as a whole number, half to even: what is
 * left over is exact, for it has fewer bits than a double. */
static uint64_t tenths_of(double value)
{
    double tenths = nearbyint(value * 10), rest = fma(value, 10, -tenths);

    if (fabs(rest) > 0.5 || (fabs(rest) == 0.5 && fmod(tenths, 2) != 0))
        tenths += rest > 0 ? 1 : -1;
    return (uint64_t)tenths;
}

void bc_print_tenths(double value, char text[32])
{
    char digits[24], *first = digits + sizeof digits;
    uint64_t tenths;

    if (!(value >= 1 && value < 1e14)) {
        snprintf(text, 32, "%.1f", value);
        return;
    }
    tenths = tenths_of(value);
    *--first = '\0';
    *--first = (char)('0' + tenths % 10);
    *--first = '.';
    for (tenths /= 10; tenths > 0; tenths /= 10)
        *--first = (char)('0' + tenths % 10);
    memcpy(text, first, (size_t)(digits + sizeof digits - first));
}

/* What a terminal would obey or what would make a line read otherwise. */
static bool is_hidden(unsigned code_point)
{
    return (code_point >= 0x80 && code_point < 0xA0) || code_point == 0x061C ||
           code_point == 0x200E || code_point == 0x200F ||
           (code_point >= 0x2028 && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069) ||
           code_point == 0xFFFE || code_point == 0xFFFF; /* no characters */
}

static void add_json_character(struct bc_text *text, unsigned code_point)
{
    static const char plain[] = "\"\\\b\f\n\r\t";
    static const char letter[] = "\"\\bfnrt";
    const char *found =
        code_point < 0x80 ? strchr(plain, (int)code_point) : NULL;

    if (found) {
        add_byte(text, '\\');
        add_byte(text, letter[found - plain]);
    } else if (code_point < 0x20 || code_point == 0x7F ||
               is_hidden(code_point)) {
        bc_text_printf(text, "\\u%04x", code_point);
    } else {
        bc_utf8_append(text, code_point);
    }
}

void bc_text_add_json(struct bc_text *text, const char *string)
{
    unsigned code_point;

    if (!string) {
        bc_text_add(text, "null");
        return;
    }
    add_byte(text, '"');
    while ((code_point = bc_utf8_next(&string)) != 0)
        add_json_character(text, code_point);
    add_byte(text, '"');
}

/* Outside of strings JSON has no such characters. */
void bc_text_add_json_dump(struct bc_text *text, const char *json)
{
    unsigned code_point;

    while ((code_point = bc_utf8_next(&json)) != 0)
        if (code_point == 0x7F || is_hidden(code_point))
            bc_text_printf(text, "\\u%04x", code_point);
        else
            bc_utf8_append(text, code_point);
}

static bool is_number(const char *string)
{
    struct bc_decimal value;

    return bc_decimal_parse(bc_slice_of(string), &value) != BC_NOT_A_NUMBER;
}

/* The character at @p string, or what stands for it when it is not seen.
 * @return what is behind it */
static const char *add_shown(struct bc_text *text, const char *string)
{
    unsigned code_point = 0;
    size_t length = decode(string, 4, &code_point);

    if (length == 0 || code_point < 0x20 || code_point == 0x7F)
        bc_text_printf(text, "\\x%02X", (unsigned char)*string);
    else if (is_hidden(code_point))
        bc_text_printf(text, "\\u%04X", code_point);
    else
        bc_text_add_bytes(text, string, length);
    return string + (length ? length : 1);
}

/* How many bytes are shown as they are and need no quotes doubled. */
static size_t plain_run(const char *string)
{
    size_t n = 0;

    while (string[n] >= ' ' && string[n] <= '~' && string[n] != '"')
        n++;
    return n;
}

/* Letters, digits, points and hyphens stand in a cell as they are, but for a
 * hyphen in front. @return how many bytes when there is nothing else; 0 */
static size_t bare_cell(const char *string)
{
    size_t n = 0;

    if (*string == '-')
        return 0;
    while ((string[n] >= '0' && string[n] <= '9') || string[n] == '.' ||
           string[n] == '-' || string[n] == '_' ||
           (string[n] >= 'A' && string[n] <= 'Z') ||
           (string[n] >= 'a' && string[n] <= 'z'))
        n++;
    return string[n] ? 0 : n;
}

void bc_text_add_csv(struct bc_text *text, const char *string)
{
    bool guarded, quoted;
    size_t bare;

    if (!string || !*string)
        return;
    bare = bare_cell(string);
    if (bare > 0) {
        bc_text_add_bytes(text, string, bare);
        return;
    }
    /* One sign alone (the `=` of a target) is no formula. */
    guarded = strchr("=+-@\t\r\n", *string) && string[1] && !is_number(string);
    quoted = strpbrk(string, ",\"\r\n") != NULL;
    if (quoted)
        add_byte(text, '"');
    if (guarded)
        add_byte(text, '\'');
    while (*string) {
        size_t n = plain_run(string);

        bc_text_add_bytes(text, string, n);
        string += n;
        if (!*string)
            break;
        if (*string == '"')
            add_byte(text, '"');
        if (strchr("\t\r\n", *string))
            add_byte(text, *string++);
        else
            string = add_shown(text, string);
    }
    if (quoted)
        add_byte(text, '"');
}

void bc_text_add_escaped(struct bc_text *text, const char *string)
{
    while (string && *string)
        string = add_shown(text, string);
}

/* Without width or ink: Unicode 15, Default_Ignorable_Code_Point but for those
 * of is_hidden, and the blank of Braille. */
static bool is_unseen(unsigned code_point)
{
    static const struct {
        unsigned first, last;
    } ranges[] = {{0x00, 0x08},       {0x0B, 0x0C},      {0x0E, 0x1F},
                  {0x7F, 0x7F},       {0xAD, 0xAD},      {0x034F, 0x034F},
                  {0x115F, 0x1160},   {0x17B4, 0x17B5},  {0x180B, 0x180F},
                  {0x200B, 0x200D},   {0x2060, 0x2065},  {0x206A, 0x206F},
                  {0x2800, 0x2800},   {0x3164, 0x3164},  {0xFE00, 0xFE0F},
                  {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},  {0xFFF0, 0xFFF8},
                  {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code_point >= ranges[i].first && code_point <= ranges[i].last)
            return true;
    return is_hidden(code_point);
}

unsigned bc_text_find_unseen(const char *string)
{
    while (string && *string) {
        unsigned code_point = 0;
        size_t length = decode(string, 4, &code_point);

        if (length > 0 && is_unseen(code_point))
            return code_point;
        string += length ? length : 1;
    }
    return 0;
}

void bc_text_add_visible(struct bc_text *text, const char *string)
{
    while (string && *string) {
        unsigned code_point = 0;
        size_t length = decode(string, 4, &code_point);
        bool kept = length > 0 && (code_point >= 0x20 || code_point == '\t' ||
                                   code_point == '\n');

        if (kept && code_point != 0x7F && !is_hidden(code_point))
            bc_text_add_bytes(text, string, length);
        else
            bc_utf8_append(text, BOX);
        string += length ? length : 1;
    }
}

/* ---- slices ---- */

struct bc_slice bc_slice_of(const char *string)
{
    return (struct bc_slice){string, string ? strlen(string) : 0};
}

static bool is_blank(unsigned code_point)
{
    return code_point == ' ' || (code_point >= '\t' && code_point <= '\r') ||
           code_point == 0x00A0 || code_point == 0x3000 ||
           code_point == 0xFEFF || code_point == 0x202F ||
           (code_point >= 0x2000 && code_point <= 0x200B);
}

struct bc_slice bc_slice_trim(struct bc_slice slice)
{
    size_t start = slice.length, end = slice.length;
    unsigned code_point;

    for (size_t i = 0, length; i < slice.length; i += length) {
        length = decode_any(slice.data + i, slice.length - i, &code_point);
        if (is_blank(code_point))
            continue;
        if (start == slice.length)
            start = i;
        end = i + length;
    }
    if (slice.data)
        slice.data += start;
    slice.length = end - start;
    return slice;
}

bool bc_slice_is(struct bc_slice slice, const char *string)
{
    return strlen(string) == slice.length &&
           (slice.length == 0 || memcmp(slice.data, string, slice.length) == 0);
}

/* ---- folding ---- */

static unsigned fold(unsigned code_point)
{
    if (code_point >= 0xFF01 && code_point <= 0xFF5E)
        return code_point - 0xFEE0;
    if ((code_point >= 0x2010 && code_point <= 0x2015) ||
        code_point == 0x2212 || code_point == 0xFE58 || code_point == 0xFE63)
        return '-';
    if (is_blank(code_point))
        return ' ';
    return code_point;
}

void bc_text_fold(struct bc_text *out, const char *string, size_t n)
{
    struct bc_slice slice = bc_slice_trim((struct bc_slice){string, n});
    unsigned code_point;

    reserve(out, 0);
    out->data[out->length] = '\0';
    for (size_t i = 0, length; i < slice.length; i += length) {
        length = decode(slice.data + i, slice.length - i, &code_point);
        if (length > 0) {
            bc_utf8_append(out, fold(code_point));
        } else { /* not UTF-8: not ours to change */
            length = 1;
            add_byte(out, slice.data[i]);
        }
    }
}

char *bc_text_key(const char *string)
{
    struct bc_text key = {0};
    size_t n = 0;

    bc_text_fold(&key, string, strlen(string));
    for (size_t i = 0; i < key.length; i++) {
        char byte = key.data[i];

        if (strchr(" _-.", byte))
            continue;
        key.data[n++] =
            byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
    }
    key.data[n] = '\0';
    return bc_text_take(&key);
}

/* ---- suggestions ---- */

struct word {
    unsigned letters[LONGEST_WORD];
    size_t n; /* LONGEST_WORD + 1 when longer */
};

/* Case, width and `_ - .` are no mistake worth a distance: keys are compared.
 */
static struct word word_of(const char *string)
{
    struct word word = {.n = 0};
    char *key = bc_text_key(string);
    const char *cursor = key;
    unsigned letter;

    while ((letter = bc_utf8_next(&cursor)) != 0) {
        if (word.n == LONGEST_WORD) {
            word.n++;
            break;
        }
        word.letters[word.n++] = letter;
    }
    free(key);
    return word;
}

/* Edits that make one word the other; two swapped neighbours are one edit. */
static size_t distance(const struct word *a, const struct word *b)
{
    size_t d[LONGEST_WORD + 1][LONGEST_WORD + 1];

    for (size_t i = 0; i <= a->n; i++)
        d[i][0] = i;
    for (size_t j = 0; j <= b->n; j++)
        d[0][j] = j;
    for (size_t i = 1; i <= a->n; i++) {
        for (size_t j = 1; j <= b->n; j++) {
            const unsigned *p = &a->letters[i - 1], *q = &b->letters[j - 1];
            size_t least = d[i - 1][j - 1] + (*p != *q);

            if (d[i - 1][j] + 1 < least)
                least = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < least)
                least = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && p[0] == q[-1] && p[-1] == q[0] &&
                d[i - 2][j - 2] + 1 < least)
                least = d[i - 2][j - 2] + 1;
            d[i][j] = least;
        }
    }
    return d[a->n][b->n];
}

const char *bc_text_suggest(const char *word, const char *const *candidates)
{
    struct word meant = word_of(word);
    const char *best = NULL;
    size_t least = meant.n / 3 + 1; /* to be less than */

    if (meant.n > LONGEST_WORD)
        return NULL;
    for (; *candidates; candidates++) {
        struct word candidate = word_of(*candidates);
        size_t edits;

        if (candidate.n > LONGEST_WORD)
            continue;
        edits = distance(&meant, &candidate);
        if (edits < least) {
            least = edits;
            best = *candidates;
        }
    }
    return best;
}

bool bc_text_is_one_of(const char *word, const char *const *words)
{
    while (*words && strcmp(word, *words) != 0)
        words++;
    return *words;
}

/* ---- set cells ---- */

static bool is_separator(unsigned code_point)
{
    return code_point == '/' || code_point == ';' ||
           code_point == 0x3001 /* 、 */ || code_point == 0xFF1B /* ； */ ||
           code_point == 0xFF0F /* ／ */;
}

bool bc_set_any(const char *cell,
                bool (*visit)(struct bc_slice member, void *context),
                void *context)
{
    const char *start = cell, *cursor = cell;

    while (cell) {
        const char *end = cursor;
        unsigned code_point = bc_utf8_next(&cursor);

        if (code_point != 0 && !is_separator(code_point))
            continue;
        struct bc_slice member =
            bc_slice_trim((struct bc_slice){start, (size_t)(end - start)});
        if (member.length > 0 && visit(member, context))
            return true;
        if (code_point == 0)
            return false;
        start = cursor;
    }
    return false;
}

static bool is_member(struct bc_slice member, void *context)
{
    return bc_slice_is(member, context);
}

bool bc_set_has(const char *cell, const char *member)
{
    return bc_set_any(cell, is_member, (void *)member);
}
