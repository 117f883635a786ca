/* SPDX-License-Identifier: MIT */
#include "layer/alike.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "base/text.h"
#include "layer/order.h"

#define CHUNK_ROWS 8192

/** Letters of Greek and Cyrillic that look like a Latin one, as a capital or
 * not, in the order of code points. */
static const struct {
    unsigned letter;
    char latin;
} look_alikes[] = {
    {0x0391, 'A'}, {0x0392, 'B'}, {0x0395, 'E'}, {0x0396, 'Z'}, {0x0397, 'H'},
    {0x0399, 'I'}, {0x039A, 'K'}, {0x039C, 'M'}, {0x039D, 'N'}, {0x039F, 'O'},
    {0x03A1, 'P'}, {0x03A4, 'T'}, {0x03A5, 'Y'}, {0x03A7, 'X'}, {0x03BF, 'O'},
    {0x0405, 'S'}, {0x0406, 'I'}, {0x0408, 'J'}, {0x0410, 'A'}, {0x0412, 'B'},
    {0x0415, 'E'}, {0x041A, 'K'}, {0x041C, 'M'}, {0x041D, 'H'}, {0x041E, 'O'},
    {0x0420, 'P'}, {0x0421, 'C'}, {0x0422, 'T'}, {0x0423, 'Y'}, {0x0425, 'X'},
    {0x0430, 'A'}, {0x0435, 'E'}, {0x043E, 'O'}, {0x0440, 'P'}, {0x0441, 'C'},
    {0x0443, 'Y'}, {0x0445, 'X'}, {0x0455, 'S'}, {0x0456, 'I'}, {0x0458, 'J'},
    {0x2160, 'I'}, {0x2164, 'V'}, {0x2169, 'X'}};

static unsigned look_of(unsigned letter)
{
    if (letter >= 'a' && letter <= 'z')
        return letter - 'a' + 'A';
    for (size_t i = 0; i < sizeof look_alikes / sizeof *look_alikes; i++)
        if (look_alikes[i].letter == letter)
            return (unsigned char)look_alikes[i].latin;
    return letter;
}

/** What a reader sees of a text: capitals of half width. */
static void look(struct bc_text *out, const char *text)
{
    struct bc_text folded = {0};
    const char *cursor;
    unsigned letter;

    bc_text_fold(&folded, text, strlen(text));
    cursor = bc_text_string(&folded);
    while ((letter = bc_utf8_next(&cursor)) != 0)
        bc_utf8_append(out, look_of(letter));
    bc_text_clear(&folded);
}

/** Whether all of it is capitals, digits, signs and Chinese, as mostly: of
 * such texts no two look alike. */
static bool is_as_it_looks(const char *text)
{
    for (const unsigned char *b = (const unsigned char *)text; *b; b++) {
        const bool follows = *b >= 0x80 && *b < 0xC0;
        const bool is_chinese = *b >= 0xE4 && *b <= 0xE9;

        if (*b < 0x80 ? *b >= 'a' && *b <= 'z' : !follows && !is_chinese)
            return false;
    }
    return true;
}

/** The looks of a layer's codes, as hashes. */
struct looks {
    const char *const *codes;
    size_t n, n_chunks;
    bool *may_differ; /* of each chunk: a code is not as it looks */
    struct look_row {
        uint64_t hash;
        size_t row;
    } * rows;
};

static void examine_chunk(void *context, size_t chunk)
{
    const struct looks *it = context;
    size_t row = bc_chunk_begin(it->n, it->n_chunks, chunk);
    const size_t end = bc_chunk_begin(it->n, it->n_chunks, chunk + 1);

    while (row < end && (!it->codes[row] || is_as_it_looks(it->codes[row])))
        row++;
    it->may_differ[chunk] = row < end;
}

static bool any_differs(struct looks *it)
{
    bool any = false;

    it->may_differ = bc_alloc(it->n_chunks, sizeof *it->may_differ);
    bc_parallel_for(it->n_chunks, examine_chunk, it);
    for (size_t chunk = 0; chunk < it->n_chunks; chunk++)
        any = any || it->may_differ[chunk];
    free(it->may_differ);
    return any;
}

static void hash_chunk(void *context, size_t chunk)
{
    const struct looks *it = context;
    const size_t end = bc_chunk_begin(it->n, it->n_chunks, chunk + 1);

    for (size_t row = bc_chunk_begin(it->n, it->n_chunks, chunk); row < end;
         row++) {
        struct bc_text seen = {0};

        if (it->codes[row])
            look(&seen, it->codes[row]);
        it->rows[row] =
            (struct look_row){bc_hash_bytes(seen.data, seen.length), row};
        bc_text_clear(&seen);
    }
}

static int by_hash(const void *a, const void *b)
{
    const struct look_row *left = a, *right = b;

    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    return bc_order_then_rows(0, left->row, right->row);
}

static bool looks_like(const char *a, const char *b)
{
    struct bc_text left = {0}, right = {0};
    bool same;

    look(&left, a);
    look(&right, b);
    same = strcmp(bc_text_string(&left), bc_text_string(&right)) == 0;
    bc_text_clear(&left);
    bc_text_clear(&right);
    return same;
}

/** Marks each row of @p like whose code looks like that of a row before it. */
static void find_pairs(const struct looks *it, size_t *like)
{
    const struct look_row *rows = it->rows;

    for (size_t first = 0, end; first < it->n; first = end) {
        const char *code = it->codes[rows[first].row];

        for (end = first + 1; end < it->n && rows[end].hash == rows[first].hash;
             end++) {
            const char *other = it->codes[rows[end].row];

            if (code && other && strcmp(code, other) != 0 &&
                looks_like(code, other))
                like[rows[end].row] = rows[first].row;
        }
    }
}

static void tell(const struct bc_layer *layer, size_t row, size_t like,
                 struct bc_findings *findings)
{
    const char *code = bc_layer_text(layer, "code", row);
    const struct bc_finding finding = {.code = BC_FOUND_ALIKE_CODES,
                                       .source = layer->row_source[row],
                                       .line = layer->row_line[row],
                                       .feature = code,
                                       .field = "code",
                                       .value = code};

    bc_findings_addf(findings, finding,
                     "'%s' at line %zu looks the same but is another code: "
                     "case, width or letters of another script; both count",
                     bc_layer_text(layer, "code", like), layer->row_line[like]);
}

void bc_alike_report(const struct bc_layer *layer, struct bc_findings *findings)
{
    const size_t column = bc_layer_find(layer, "code");
    struct looks it = {.n = layer->n_features,
                       .n_chunks = bc_chunks(layer->n_features, CHUNK_ROWS)};
    size_t *like;

    if (column == BC_NO_COLUMN || !layer->columns[column].text)
        return;
    it.codes = layer->columns[column].text;
    if (!any_differs(&it))
        return;
    it.rows = bc_alloc(it.n, sizeof *it.rows);
    like = bc_alloc(it.n, sizeof *like);
    for (size_t row = 0; row < it.n; row++)
        like[row] = BC_NO_ROW;
    bc_parallel_for(it.n_chunks, hash_chunk, &it);
    qsort(it.rows, it.n, sizeof *it.rows, by_hash);
    find_pairs(&it, like);
    for (size_t row = 0; row < it.n; row++)
        if (like[row] != BC_NO_ROW)
            tell(layer, row, like[row], findings);
    free(like);
    free(it.rows);
}

const char *bc_alike_find(const struct bc_layer *layer, const char *text)
{
    static const char *const names[] = {"code", "name"};

    for (size_t i = 0; i < 2; i++)
        for (size_t row = 0; row < layer->n_features; row++) {
            const char *other = bc_layer_text(layer, names[i], row);

            if (other && strcmp(other, text) != 0 && looks_like(other, text))
                return other;
        }
    return NULL;
}
