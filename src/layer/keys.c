/* SPDX-License-Identifier: MIT */
#include "layer/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/absent.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/parallel.h"

size_t bc_keys_column(const struct bc_layer *layer, const char *header)
{
    size_t column = BC_NO_COLUMN;
    char *key;

    for (size_t i = 0; i < layer->n_columns; i++)
        if (strcmp(layer->columns[i].name, header) == 0)
            return i;
    key = bc_text_key(header);
    for (size_t i = 0; i < layer->n_columns && column == BC_NO_COLUMN; i++) {
        char *name = bc_text_key(layer->columns[i].name);

        if (strcmp(name, key) == 0)
            column = i;
        free(name);
    }
    free(key);
    return column;
}

/* Another column after @p column that a reader takes for the same header. */
static size_t twin(const struct bc_layer *layer, size_t column)
{
    char *key = bc_text_key(layer->columns[column].name);
    size_t other = BC_NO_COLUMN;

    for (size_t i = column + 1; i < layer->n_columns; i++) {
        char *name = bc_text_key(layer->columns[i].name);

        if (strcmp(name, key) == 0)
            other = i;
        free(name);
    }
    free(key);
    return other;
}

enum bc_status bc_keys_alias(const struct bc_layer *layer, const char *key,
                             const char *aliases, size_t *column,
                             struct bc_error *err)
{
    size_t other;

    *column = BC_NO_COLUMN;
    while (*aliases && *column == BC_NO_COLUMN) {
        size_t n = strcspn(aliases, "|");
        char *alias = bc_copy_bytes(aliases, n);

        *column = bc_keys_column(layer, alias);
        free(alias);
        aliases += n + (aliases[n] == '|');
    }
    other = *column == BC_NO_COLUMN ? BC_NO_COLUMN : twin(layer, *column);
    if (other == BC_NO_COLUMN)
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: columns '%s' and '%s' may both be '%s'; choose "
                        "one with fields",
                        layer->source, layer->columns[*column].name,
                        layer->columns[other].name, key);
}

void bc_keys_list(const struct bc_layer *layer, struct bc_text *out)
{
    bc_text_add(out, " (headers found: ");
    for (size_t i = 0; i < layer->n_columns; i++)
        bc_text_printf(out, "%s%s", i ? ", " : "", layer->columns[i].name);
    bc_text_add(out, ")");
}

/* ---- keys ---- */

static const char *mapped_header(const struct bc_source *source,
                                 const char *key)
{
    for (size_t i = 0; i < source->n_fields; i++)
        if (strcmp(source->fields[i].key, key) == 0)
            return source->fields[i].header;
    return NULL;
}

static enum bc_status no_such_header(const struct bc_layer *layer,
                                     const char *key, const char *header,
                                     struct bc_error *err)
{
    const char **names = bc_alloc(layer->n_columns + 1, sizeof *names);
    struct bc_text list = {0};
    const char *near;

    for (size_t i = 0; i < layer->n_columns; i++)
        names[i] = layer->columns[i].name;
    near = bc_text_suggest(header, names);
    bc_keys_list(layer, &list);
    bc_error_set(
        err, BC_BAD_INPUT,
        "%s: no column '%s', which fields names for '%s'; %s%s%s%s",
        layer->source, header, key, near ? bc_say("did you mean '") : "",
        near ? near : bc_say("correct fields"), near ? "'" : "", list.data);
    bc_text_clear(&list);
    free(names);
    return BC_BAD_INPUT;
}

static enum bc_status add_mapped(struct bc_layer *layer, const char *key,
                                 const char *header, struct bc_error *err)
{
    size_t column = bc_keys_column(layer, header);

    if (column == BC_NO_COLUMN)
        return no_such_header(layer, key, header, err);
    bc_layer_add_key(layer, key, column);
    return BC_OK;
}

static enum bc_status missing_key(const struct bc_layer *layer, const char *key,
                                  struct bc_error *err)
{
    struct bc_text list = {0};

    bc_keys_list(layer, &list);
    bc_error_set(err, BC_BAD_INPUT,
                 "%s: no column for '%s' of '%s'; add it, or name the column "
                 "in the project with fields: {%s: HEADER}%s",
                 layer->source, key, layer->role, key, list.data);
    bc_text_clear(&list);
    return BC_BAD_INPUT;
}

static enum bc_status add_key(struct bc_layer *layer,
                              const struct bc_role_key *key,
                              const struct bc_source *source,
                              struct bc_error *err)
{
    const char *header = mapped_header(source, key->key);
    size_t column;
    enum bc_status status;

    if (header)
        return add_mapped(layer, key->key, header, err);
    status = bc_keys_alias(layer, key->key, key->aliases, &column, err);
    if (status)
        return status;
    if (column != BC_NO_COLUMN)
        bc_layer_add_key(layer, key->key, column);
    else if (key->required)
        return missing_key(layer, key->key, err);
    return BC_OK;
}

static bool is_key(const struct bc_role *role, const char *name)
{
    const struct bc_role_key *key = role->keys;

    while (key->key && strcmp(key->key, name) != 0)
        key++;
    return key->key != NULL;
}

enum bc_status bc_keys_find(struct bc_layer *layer, const struct bc_role *role,
                            const struct bc_source *source,
                            struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (const struct bc_role_key *key = role->keys; key->key && !status; key++)
        status = add_key(layer, key, source, err);
    /* Names of the user's own, for conditions. */
    for (size_t i = 0; i < source->n_fields && !status; i++)
        if (!is_key(role, source->fields[i].key))
            status = add_mapped(layer, source->fields[i].key,
                                source->fields[i].header, err);
    return status;
}

/* ---- doubts ---- */

static bool serves_a_key(const struct bc_layer *layer,
                         const struct bc_role *role, size_t column)
{
    for (const struct bc_role_key *key = role->keys; key->key; key++)
        if (bc_layer_find(layer, key->key) == column)
            return true;
    return false;
}

/* Two columns that head one key: the first alias serves, and that is said. */
static void report_other_columns(const struct bc_layer *layer,
                                 const struct bc_role *role,
                                 const struct bc_role_key *key,
                                 struct bc_findings *findings)
{
    size_t column = bc_layer_find(layer, key->key);
    const char *aliases = key->aliases;

    while (*aliases && column != BC_NO_COLUMN) {
        size_t n = strcspn(aliases, "|"), other;
        char *alias = bc_copy_bytes(aliases, n);

        other = bc_keys_column(layer, alias);
        free(alias);
        aliases += n + (aliases[n] == '|');
        if (other == BC_NO_COLUMN || serves_a_key(layer, role, other))
            continue;
        bc_findings_addf(
            findings,
            (struct bc_finding){.code = BC_FOUND_OTHER_COLUMN,
                                .source = layer->source,
                                .field = key->key,
                                .value = layer->columns[other].name},
            "column '%s' may be '%s' too; '%s' was taken",
            layer->columns[other].name, key->key, layer->columns[column].name);
        return;
    }
}

/* A key that is none of the role's is a name of the user's own, unless it looks
 * like one of them. */
static void report_own_keys(const struct bc_layer *layer,
                            const struct bc_role *role,
                            const struct bc_source *source,
                            struct bc_findings *findings)
{
    size_t n = 0;
    const char **known;

    while (role->keys[n].key)
        n++;
    known = bc_alloc(n + 1, sizeof *known);
    for (size_t i = 0; i < n; i++)
        known[i] = role->keys[i].key;
    for (size_t i = 0; i < source->n_fields; i++) {
        const char *key = source->fields[i].key;
        const char *near =
            is_key(role, key) ? NULL : bc_text_suggest(key, known);

        if (near)
            bc_findings_addf(findings,
                             (struct bc_finding){.code = BC_FOUND_OWN_KEY,
                                                 .source = layer->source,
                                                 .field = key},
                             "fields has '%s', which no rule looks at; did you "
                             "mean '%s'?",
                             key, near);
    }
    free(known);
}

/** The names of a key that no column serves, each with its key. */
struct missing {
    const char **names, **keys;
    size_t n, names_room, keys_room;
};

static void add_missing(struct missing *missing, const char *name,
                        const char *key)
{
    missing->names = bc_reserve(missing->names, &missing->names_room,
                                missing->n + 2, sizeof *missing->names);
    missing->keys = bc_reserve(missing->keys, &missing->keys_room,
                               missing->n + 1, sizeof *missing->keys);
    missing->keys[missing->n] = key;
    missing->names[missing->n++] = name;
    missing->names[missing->n] = NULL;
}

static struct missing find_missing(const struct bc_layer *layer,
                                   const struct bc_role *role,
                                   struct bc_arena *arena)
{
    struct missing missing = {0};

    for (const struct bc_role_key *key = role->keys; key->key; key++) {
        const char *alias = key->aliases;

        if (bc_layer_find(layer, key->key) != BC_NO_COLUMN)
            continue;
        add_missing(&missing, key->key, key->key);
        for (size_t n; *alias; alias += n + (alias[n] == '|')) {
            n = strcspn(alias, "|");
            add_missing(&missing, bc_arena_copy(arena, alias, n), key->key);
        }
    }
    return missing;
}

static bool is_read(const struct bc_layer *layer, size_t column)
{
    for (size_t k = 0; k < layer->n_keys; k++)
        if (layer->keys[k].column == column)
            return true;
    return false;
}

/* A misspelt header takes a whole column out: one that nothing reads, while a
 * key with nearly that name has no column. */
static void report_near_columns(const struct bc_layer *layer,
                                const struct bc_role *role,
                                struct bc_findings *findings)
{
    struct bc_arena arena = {0};
    struct missing missing = find_missing(layer, role, &arena);

    for (size_t c = 0; missing.n > 0 && c < layer->n_columns; c++) {
        const char *header = layer->columns[c].name, *near;
        size_t i = 0;

        if (is_read(layer, c))
            continue;
        near = bc_text_suggest(header, missing.names);
        if (!near)
            continue;
        while (missing.names[i] != near)
            i++;
        bc_findings_addf(findings,
                         (struct bc_finding){.code = BC_FOUND_NEAR_COLUMN,
                                             .source = layer->source,
                                             .field = missing.keys[i],
                                             .value = header},
                         "nothing reads the column '%s', and none is '%s'; did "
                         "you mean '%s'?",
                         header, missing.keys[i], near);
    }
    free(missing.names);
    free(missing.keys);
    bc_arena_clear(&arena);
}

static void report_empty(const struct bc_layer *layer, const char *key,
                         struct bc_findings *findings)
{
    size_t column = bc_layer_find(layer, key);

    for (size_t row = 0; column != BC_NO_COLUMN && row < layer->n_features;
         row++)
        if (!layer->columns[column].text[row])
            bc_findings_addf(
                findings,
                (struct bc_finding){.code = BC_FOUND_EMPTY_KEY,
                                    .source = layer->row_source[row],
                                    .line = layer->row_line[row],
                                    .field = key},
                "'%s' is empty, by which others name the feature", key);
}

void bc_keys_report(const struct bc_layer *layer, const struct bc_role *role,
                    const struct bc_source *source,
                    struct bc_findings *findings)
{
    for (const struct bc_role_key *key = role->keys; key->key; key++) {
        if (!key->required)
            continue; /* `basin` and `basin_code` of one table are usual */
        if (!mapped_header(source, key->key))
            report_other_columns(layer, role, key, findings);
        report_empty(layer, key->key, findings);
    }
    report_own_keys(layer, role, source, findings);
    report_near_columns(layer, role, findings);
}

/* What decoders put in place of bytes that they could not read, and what GBK
 * makes of that. */
static bool is_lost(const char *text)
{
    return strstr(text, "\xEF\xBF\xBD") || strstr(text, "锟斤拷");
}

/** Whether a cell holds what is seen of ASCII, and Chinese from U+4000 to
 * U+9FFF but for what begins as 锟 does: as most cells are, told byte by byte.
 */
static bool is_plain(const char *text)
{
    for (const unsigned char *b = (const unsigned char *)text; *b; b++) {
        bool is_ascii = *b >= 0x20 && *b < 0x7F;
        bool follows = *b >= 0x80 && *b < 0xC0;
        bool is_chinese = *b >= 0xE4 && *b < 0xE9;

        if (!is_ascii && !follows && !is_chinese &&
            (*b != 0xE9 || b[1] == 0x94))
            return false;
    }
    return true;
}

static struct bc_finding cell_finding(const struct bc_layer *layer, size_t row,
                                      size_t column, enum bc_finding_code code)
{
    return (struct bc_finding){.code = code,
                               .source = layer->row_source[row],
                               .line = layer->row_line[row],
                               .feature = bc_layer_text(layer, "code", row),
                               .field = layer->columns[column].name,
                               .value = layer->columns[column].text[row]};
}

/** A list or an object of JSON, as a property that is none of text. */
static bool is_json(const char *cell)
{
    const size_t n = strlen(cell);

    return n > 1 && ((*cell == '{' && cell[n - 1] == '}') ||
                     (*cell == '[' && cell[n - 1] == ']' &&
                      (n == 2 || strpbrk(cell, "\",{"))));
}

static bool names_nothing(const char *cell)
{
    return bc_is_absent(bc_slice_of(cell)) || is_json(cell);
}

/** What a cell lost, or has and does not show; or an error in place of a key,
 * which becomes missing. */
static void report_cell(const struct bc_layer *layer,
                        const struct bc_role *role, size_t row, size_t column,
                        struct bc_findings *findings)
{
    const char **cells = layer->columns[column].text, *cell = cells[row];
    const unsigned unseen = bc_text_find_unseen(cell);

    if (names_nothing(cell) && is_key(role, layer->columns[column].name)) {
        bc_findings_addf(
            findings, cell_finding(layer, row, column, BC_FOUND_BAD_VALUE),
            is_json(cell)
                ? BC_N("a list or an object of JSON in place of a text; the "
                       "cell counts as empty")
                : BC_N("an error or a missing value in place of a text; the "
                       "cell counts as empty"));
        cells[row] = NULL;
        return;
    }

    if (is_lost(cell))
        bc_findings_addf(
            findings, cell_finding(layer, row, column, BC_FOUND_LOST_TEXT),
            BC_N("characters were lost when the text was read with another "
                 "encoding, before it came here"));
    if (strpbrk(cell, "\t\r\n") &&
        strcmp(layer->columns[column].name, "code") == 0)
        bc_findings_addf(
            findings,
            cell_finding(layer, row, column, BC_FOUND_UNSEEN_CHARACTER),
            BC_N("a line end or a tab stands in the code; it was kept"));
    if (unseen)
        bc_findings_addf(
            findings,
            cell_finding(layer, row, column, BC_FOUND_UNSEEN_CHARACTER),
            BC_N("the text holds U+%04X, which is not seen; it was kept"),
            unseen);
}

#define CHUNK_ROWS 8192

/** A look at all cells of a column: which chunks of rows may hold more than
 * what is plain. */
struct looking {
    const char *const *cells;
    size_t n, n_chunks;
    bool *may_hold; /* of each chunk */
};

/** Nothing is to be said of it. */
static bool is_usual(const char *cell)
{
    return !cell ||
           (is_plain(cell) && *cell != '{' && *cell != '[' &&
            !(bc_may_be_absent(*cell) && bc_is_absent(bc_slice_of(cell))));
}

static void look_at_chunk(void *context, size_t chunk)
{
    const struct looking *it = context;
    size_t row = bc_chunk_begin(it->n, it->n_chunks, chunk);
    const size_t end = bc_chunk_begin(it->n, it->n_chunks, chunk + 1);

    while (row < end && is_usual(it->cells[row]))
        row++;
    it->may_hold[chunk] = row < end;
}

void bc_keys_report_lost(const struct bc_layer *layer,
                         const struct bc_role *role,
                         struct bc_findings *findings)
{
    struct looking it = {.n = layer->n_features,
                         .n_chunks = bc_chunks(layer->n_features, CHUNK_ROWS)};

    it.may_hold = bc_alloc(it.n_chunks, sizeof *it.may_hold);
    for (size_t column = 0; column < layer->n_columns; column++) {
        it.cells = layer->columns[column].text;
        bc_parallel_for(it.n_chunks, look_at_chunk, &it);
        for (size_t chunk = 0; chunk < it.n_chunks; chunk++) {
            const size_t begin = bc_chunk_begin(it.n, it.n_chunks, chunk);
            const size_t end = bc_chunk_begin(it.n, it.n_chunks, chunk + 1);

            for (size_t row = begin; it.may_hold[chunk] && row < end; row++)
                if (!is_usual(it.cells[row]))
                    report_cell(layer, role, row, column, findings);
        }
    }
    free(it.may_hold);
}

/* ---- words ---- */

static void translate_column(struct bc_layer *layer,
                             const struct bc_role_key *key, size_t column,
                             struct bc_findings *findings)
{
    const char **cells = layer->columns[column].text;
    struct bc_text words = {0};

    bc_word_list(key->words, &words);
    for (size_t row = 0; row < layer->n_features; row++) {
        const char *word;

        if (!cells[row])
            continue;
        word = bc_word_canonical(key->words, cells[row], &layer->arena);
        if (word) {
            cells[row] = word;
            continue;
        }
        bc_findings_addf(
            findings,
            (struct bc_finding){.code = BC_FOUND_UNKNOWN_WORD,
                                .source = layer->row_source[row],
                                .line = layer->row_line[row],
                                .feature = bc_layer_text(layer, "code", row),
                                .field = key->key,
                                .value = cells[row]},
            BC_N("'%s' is no word of '%s' (%s); the cell counts as empty"),
            cells[row], key->key, bc_text_string(&words));
        bc_layer_set_doubtful(layer, column, row);
    }
    bc_text_clear(&words);
}

void bc_keys_translate(struct bc_layer *layer, const struct bc_role *role,
                       struct bc_findings *findings)
{
    for (const struct bc_role_key *key = role->keys; key->key; key++) {
        size_t column = bc_layer_find(layer, key->key);

        if (key->words && column != BC_NO_COLUMN)
            translate_column(layer, key, column, findings);
    }
}
