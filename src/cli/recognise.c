/* SPDX-License-Identifier: MIT */
#include "cli/recognise.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/language.h"
#include "base/text.h"
#include "layer/degrees.h"
#include "layer/frame.h"
#include "layer/keys.h"
#include "water/item.h"

const char *bc_clue_name(enum bc_clue clue)
{
    static const char *const names[] = {"", "values", "part", "header"};

    return names[clue];
}

const char *bc_sure_name(enum bc_sure sure)
{
    static const char *const names[] = {BC_N("guess"), BC_N("likely"),
                                        BC_N("sure")};

    return names[sure];
}

/* ---- signs ---- */

/** Words in the name of a file or layer, and ends of the names of features,
 * that speak for a role. Compared in lower case; from what Hubei's layers are
 * called, not from a standard. */
static const struct sign {
    const char *role, *file, *ends;
} signs[] = {
    {"basins", "流域|汇水|basin|watershed", "流域|汇水区|basin|watershed"},
    {"sections", "断面|站点|点位|测站|section|station", NULL},
    {"lakes", "湖泊|湖库|水库|lake|reservoir", "湖|水库|垸|lake|reservoir"},
    {"outfalls", "排污口|排口|outfall", "排污口|排口|outfall"},
    {"redlines", "红线|redline", "红线|红线区|自然保护区|湿地公园|森林公园"},
    {"suspects", "疑似|问题|图斑|线索|suspect", NULL},
    {"rivers", "河流|水系|河道|river|stream", "河|江|水|渠|港|溪|river|creek"},
    {"sources", "水源地|饮用水|取水|intake", "水源地|水源|水厂|取水口"},
    {"zones", "水源保护|保护区|zone", "一级保护区|二级保护区|准保护区"},
    {"regions", "行政|区划|市州|区县|县界|市界|region|county|admin|prefecture",
     "市|县|区|州|省|林区"},
};

/** Every role but observations has some. */
static const struct sign *signs_of(const struct bc_role *role)
{
    size_t i = 0;

    while (strcmp(signs[i].role, role->name) != 0) {
        i++;
        assert(i < sizeof signs / sizeof *signs);
    }
    return &signs[i];
}

/** Calls for each member of `a|b|c` until one answers true. */
static bool any_of(const char *list, bool (*test)(const char *, const char *),
                   const char *text)
{
    bool found = false;

    for (const char *at = list; *at && !found;) {
        size_t n = strcspn(at, "|");
        char *word = bc_copy_bytes(at, n);

        found = test(text, word);
        free(word);
        at += n + (at[n] == '|');
    }
    return found;
}

static bool has_word(const char *text, const char *word)
{
    return strstr(text, word) != NULL;
}

static bool ends_with(const char *text, const char *word)
{
    size_t n = strlen(text), m = strlen(word);

    return n >= m && strcmp(text + n - m, word) == 0;
}

/* ---- columns ---- */

/* No list has as many words, nor as many sets of them. */
enum { MOST_WORDS = 60 };

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t count_distinct(const char **cells, size_t n)
{
    size_t n_distinct = 0;

    qsort(cells, n, sizeof *cells, compare_texts);
    for (size_t i = 0; i < n; i++)
        n_distinct += i == 0 || strcmp(cells[i], cells[i - 1]) != 0;
    return n_distinct;
}

static bool is_chinese(const char *text)
{
    unsigned code;

    while ((code = bc_utf8_next(&text)) != 0)
        if (code >= 0x4e00 && code <= 0x9fff)
            return true;
    return false;
}

static bool is_number(const char *text)
{
    struct bc_decimal value;

    return bc_decimal_parse(bc_slice_of(text), &value) <= BC_PARSED_ROUNDED;
}

static bool is_six_digits(const char *text)
{
    return strlen(text) == 6 && strspn(text, "0123456789") == 6;
}

static bool is_date(const char *text)
{
    int64_t seconds;

    return !is_six_digits(text) &&
           bc_time_parse(bc_slice_of(text), 0, 480, &seconds);
}

struct bc_column_look bc_column_look_at(const struct bc_layer *sample,
                                        size_t column)
{
    struct bc_column_look look = {0};
    const char **cells = bc_alloc(sample->n_features + 1, sizeof *cells);

    for (size_t row = 0; row < sample->n_features; row++) {
        const char *cell = sample->columns[column].text[row];

        if (!cell)
            continue;
        cells[look.n_filled++] = cell;
        look.n_numbers += is_number(cell);
        look.n_dates += is_date(cell);
        look.n_chinese += is_chinese(cell);
        look.n_six_digits += is_six_digits(cell);
    }
    look.n_distinct = count_distinct(cells, look.n_filled);
    free(cells);
    return look;
}

/** Whether @p n of the filled cells are nine in ten or more. */
static bool mostly(const struct bc_column_look *look, size_t n)
{
    return look->n_filled > 0 && n * 10 >= look->n_filled * 9;
}

const char *bc_column_kind(const struct bc_column_look *look)
{
    if (look->n_filled == 0)
        return "empty";
    if (mostly(look, look->n_dates))
        return "date";
    return mostly(look, look->n_numbers) ? "number" : "text";
}

/* ---- a table under study ---- */

struct study {
    const struct bc_layer *sample;
    struct bc_column_look *looks;
    char **keys; /* of the headers, bc_text_key */
    char *name;  /* of the file, lower case */
    struct bc_arena *arena;
};

/** Row numbers that programs add: codes only where nothing else is. */
static bool is_row_number(const char *key)
{
    static const char list[] = "fid|ogcfid|objectid|gid|rowid|序号|field1|no";

    return any_of(list, ends_with, key) && strlen(key) <= 9;
}

static size_t least_rows(size_t n, size_t tenths)
{
    return (n * tenths + 9) / 10;
}

/** Cells that end with a word of @p ends, of ten filled ones. */
static size_t tenths_ending(const struct study *study, size_t column,
                            const char *ends)
{
    size_t n = 0, n_filled = study->looks[column].n_filled;

    for (size_t row = 0; ends && row < study->sample->n_features; row++) {
        const char *cell = study->sample->columns[column].text[row];
        char *key = bc_text_key(cell ? cell : "");
        char *bracket = strchr(key, '('); /* 洪湖(示例) */

        if (bracket && bracket > key)
            *bracket = '\0';
        n += cell && any_of(ends, ends_with, key);
        free(key);
    }
    return n_filled > 0 ? n * 10 / n_filled : 0;
}

/** Whether nearly all cells are words of a list, and not bare digits, which
 * some lists know too. */
static bool speaks(const struct study *study, size_t column, const char *list)
{
    size_t n = 0;
    struct bc_arena arena = {0};

    if (study->looks[column].n_distinct > MOST_WORDS)
        return false;
    for (size_t row = 0; row < study->sample->n_features; row++) {
        const char *cell = study->sample->columns[column].text[row];

        n += cell && !is_number(cell) && strlen(cell) > 1 &&
             bc_word_canonical(list, cell, &arena) != NULL;
    }
    bc_arena_clear(&arena);
    return mostly(&study->looks[column], n);
}

static bool holds_classes(const struct study *study, size_t column)
{
    size_t n = 0;

    for (size_t row = 0; row < study->sample->n_features; row++) {
        const char *cell = study->sample->columns[column].text[row];

        n += cell && !is_number(cell) && bc_class_parse(bc_slice_of(cell)) > 0;
    }
    return mostly(&study->looks[column], n);
}

static bool looks_like_code(const struct study *study, size_t column)
{
    const struct bc_column_look *look = &study->looks[column];
    size_t n = 0;

    if (look->n_filled < study->sample->n_features ||
        look->n_distinct < least_rows(look->n_filled, 9) ||
        is_row_number(study->keys[column]) || mostly(look, look->n_dates))
        return false;
    for (size_t row = 0; row < study->sample->n_features; row++) {
        const char *cell = study->sample->columns[column].text[row];

        n += strlen(cell) <= 40 && strpbrk(cell, "0123456789") &&
             !strpbrk(cell, ". ") && !is_chinese(cell);
    }
    return mostly(look, n);
}

static bool looks_like_name(const struct study *study, size_t column)
{
    const struct bc_column_look *look = &study->looks[column];

    return look->n_filled >= least_rows(study->sample->n_features, 9) &&
           look->n_distinct >= least_rows(look->n_filled, 8) &&
           mostly(look, look->n_chinese) && !mostly(look, look->n_dates);
}

/* ---- keys ---- */

/** Whether another header holds @p alias: a short one at its end, a long one
 * anywhere. @return the length that it explains, 0: it does not */
static size_t part_of(const char *header, const char *alias)
{
    size_t n = strlen(alias);
    bool is_ascii = (unsigned char)*alias < 0x80;
    size_t anywhere = is_ascii ? 8 : 9; /* three characters */

    if (strcmp(header, alias) == 0 || n < (is_ascii ? 4 : 6))
        return 0;
    if (n >= anywhere ? has_word(header, alias) : ends_with(header, alias))
        return n;
    return 0;
}

static size_t best_part(const char *header, const char *aliases)
{
    size_t best = 0;

    for (const char *at = aliases; *at;) {
        size_t n = strcspn(at, "|"), length;
        char *alias = bc_copy_bytes(at, n), *key = bc_text_key(alias);

        length = part_of(header, key);
        best = length > best ? length : best;
        free(key);
        free(alias);
        at += n + (at[n] == '|');
    }
    return best;
}

static bool equals(const char *header, const char *alias)
{
    char *key = bc_text_key(alias);
    bool same = strcmp(header, key) == 0;

    free(key);
    return same;
}

/** In how many roles the header is known, observations apart. */
static size_t roles_knowing(const char *header)
{
    size_t n = 0;

    for (const char *const *name = bc_role_names(); *name; name++) {
        const struct bc_role_key *key = bc_role_find(*name)->keys;

        if (strcmp(*name, "observations") == 0)
            continue;
        while (key->key && !any_of(key->aliases, equals, header))
            key++;
        n += key->key != NULL;
    }
    return n;
}

/** The guesses of one role while they are made: a column a key. */
struct making {
    const struct study *study;
    size_t *column_of; /* of each key; BC_NO_COLUMN */
    enum bc_clue *clue_of;
    bool *taken; /* columns */
};

static void take(struct making *making, size_t key, size_t column,
                 enum bc_clue clue)
{
    making->column_of[key] = column;
    making->clue_of[key] = clue;
    making->taken[column] = true;
}

/** As layer/keys does it: no field map is needed for these. */
static void take_headers(struct making *making, const struct bc_role *role)
{
    struct bc_error ignored;

    for (size_t k = 0; role->keys[k].key; k++) {
        size_t column;

        if (!bc_keys_alias(making->study->sample, role->keys[k].key,
                           role->keys[k].aliases, &column, &ignored) &&
            column != BC_NO_COLUMN)
            take(making, k, column, BC_CLUE_HEADER);
    }
}

/** A code is told by a part of its header only where it tells rows apart. */
static bool may_serve(const struct study *study, const struct bc_role_key *key,
                      size_t column)
{
    const struct bc_column_look *look = &study->looks[column];

    return strcmp(key->key, "code") != 0 ||
           look->n_distinct >= least_rows(look->n_filled, 9);
}

/** The longest part first, each key and column once. */
static void take_parts(struct making *making, const struct bc_role *role)
{
    const struct study *study = making->study;

    for (;;) {
        size_t best = 0, best_key = 0, best_column = 0;

        for (size_t k = 0; role->keys[k].key; k++) {
            if (making->column_of[k] != BC_NO_COLUMN)
                continue;
            for (size_t c = 0; c < study->sample->n_columns; c++) {
                size_t length =
                    making->taken[c] || !may_serve(study, &role->keys[k], c)
                        ? 0
                        : best_part(study->keys[c], role->keys[k].aliases);
                if (length > best) {
                    best = length;
                    best_key = k;
                    best_column = c;
                }
            }
        }
        if (best == 0)
            return;
        take(making, best_key, best_column, BC_CLUE_PART);
    }
}

static bool holds(const struct study *study, const struct bc_role_key *key,
                  size_t column)
{
    const struct bc_column_look *look = &study->looks[column];

    if (key->words)
        return speaks(study, column, key->words);
    if (strcmp(key->key, "code") == 0)
        return looks_like_code(study, column);
    if (strcmp(key->key, "name") == 0)
        return looks_like_name(study, column);
    if (strcmp(key->key, "target_class") == 0)
        return holds_classes(study, column);
    if (strcmp(key->key, "county_code") == 0)
        return mostly(look, look->n_six_digits);
    if (strcmp(key->key, "basin") == 0)
        return tenths_ending(study, column, "流域") >= 9;
    if (strcmp(key->key, "city") == 0)
        return tenths_ending(study, column, "市|州|林区") >= 9;
    if (strcmp(key->key, "water") == 0 ||
        strcmp(key->key, "receiving_water") == 0)
        return look->n_distinct < look->n_filled &&
               tenths_ending(study, column, "湖|河|江|水库|渠|港|溪") >= 6;
    return false;
}

static void take_values(struct making *making, const struct bc_role *role)
{
    const struct study *study = making->study;

    for (size_t k = 0; role->keys[k].key; k++)
        for (size_t c = 0; c < study->sample->n_columns &&
                           making->column_of[k] == BC_NO_COLUMN;
             c++)
            if (!making->taken[c] && holds(study, &role->keys[k], c))
                take(making, k, c, BC_CLUE_VALUES);
}

/** A layer of names only has them as codes. */
static void share_names(struct making *making, const struct bc_role *role)
{
    size_t code = BC_NO_COLUMN, name = BC_NO_COLUMN;

    for (size_t k = 0; role->keys[k].key; k++) {
        if (strcmp(role->keys[k].key, "code") == 0 && role->keys[k].required)
            code = k;
        if (strcmp(role->keys[k].key, "name") == 0)
            name = k;
    }
    if (code == BC_NO_COLUMN || making->column_of[code] != BC_NO_COLUMN ||
        name == BC_NO_COLUMN || making->column_of[name] == BC_NO_COLUMN)
        return;
    take(making, code, making->column_of[name], BC_CLUE_VALUES);
}

/* ---- scores ---- */

static int score_geometry(const struct bc_layer *sample,
                          const struct bc_role *role)
{
    if (sample->geometry == BC_GEOMETRY_NONE)
        return role->table_allowed ? 0 : -1;
    if (sample->geometry == role->geometry)
        return role->geometry == BC_GEOMETRY_LINE ? 8 : 3;
    return role->any_geometry && sample->geometry == BC_GEOMETRY_POLYGON ? 1
                                                                         : -1;
}

static int score_header(const struct study *study,
                        const struct bc_role_key *key, size_t column,
                        enum bc_clue clue)
{
    size_t n_roles;

    /* 备注 may stand in any table, whichever roles read it. */
    if (clue == BC_CLUE_VALUES || strcmp(key->key, "note") == 0)
        return 0;
    if (clue == BC_CLUE_PART)
        return key->required ? 3 : 2;
    n_roles = roles_knowing(study->keys[column]);
    return (n_roles <= 1   ? 6
            : n_roles == 2 ? 4
            : n_roles <= 4 ? 2
                           : 0) +
           key->required;
}

/** Words of a list of its own, and ends of the names. */
static int score_values(const struct making *making, const struct bc_role *role)
{
    const struct sign *sign = signs_of(role);
    int score = 0;

    for (size_t k = 0; role->keys[k].key; k++) {
        const struct bc_role_key *key = &role->keys[k];
        size_t column = making->column_of[k];

        if (column == BC_NO_COLUMN)
            continue;
        if (key->words && speaks(making->study, column, key->words))
            score += strcmp(key->words, "water_type") == 0 ? 3 : 6;
        else if (strcmp(key->key, "name") == 0)
            score += (int)tenths_ending(making->study, column, sign->ends) / 2;
        else if (strcmp(key->key, "target_class") == 0 &&
                 holds_classes(making->study, column))
            score += 4;
        else if (strcmp(key->key, "code") == 0 &&
                 strcmp(role->name, "regions") == 0 &&
                 mostly(&making->study->looks[column],
                        making->study->looks[column].n_six_digits))
            score += 5;
    }
    return score;
}

static struct bc_role_guess guess_role(const struct study *study,
                                       const struct bc_role *role)
{
    struct bc_role_guess guess = {.role = role};
    struct making making = {.study = study};
    const struct sign *sign = signs_of(role);
    size_t n = 0;

    while (role->keys[n].key)
        n++;
    making.column_of = bc_alloc(n + 1, sizeof *making.column_of);
    making.clue_of = bc_alloc(n + 1, sizeof *making.clue_of);
    making.taken = bc_alloc(study->sample->n_columns + 1, sizeof(bool));
    for (size_t k = 0; k < n; k++)
        making.column_of[k] = BC_NO_COLUMN;
    take_headers(&making, role);
    take_parts(&making, role);
    take_values(&making, role);
    share_names(&making, role);

    guess.fields = bc_arena_alloc(study->arena, (n + 1) * sizeof *guess.fields);
    for (size_t k = 0; k < n; k++) {
        size_t column = making.column_of[k];

        if (column == BC_NO_COLUMN) {
            if (role->keys[k].required && !guess.missing)
                guess.missing = role->keys[k].key;
            continue;
        }
        guess.by_headers +=
            score_header(study, &role->keys[k], column, making.clue_of[k]);
        guess.fields[guess.n_fields++] = (struct bc_field_guess){
            role->keys[k].key, column, making.clue_of[k]};
    }
    guess.by_geometry = score_geometry(study->sample, role);
    guess.by_values = score_values(&making, role);
    guess.by_name = any_of(sign->file, has_word, study->name) ? 5 : 0;
    guess.score = guess.by_geometry + guess.by_headers + guess.by_values +
                  guess.by_name - (guess.missing ? 4 : 0);
    if (guess.by_geometry < 0)
        guess.score = -1;
    free(making.column_of);
    free(making.clue_of);
    free(making.taken);
    return guess;
}

/* ---- all roles ---- */

static void study_start(struct study *study, const struct bc_layer *sample,
                        const char *name, struct bc_arena *arena)
{
    *study = (struct study){.sample = sample, .arena = arena};
    study->looks = bc_alloc(sample->n_columns + 1, sizeof *study->looks);
    study->keys = bc_alloc(sample->n_columns + 1, sizeof *study->keys);
    study->name = bc_text_key(name);
    for (size_t c = 0; c < sample->n_columns; c++) {
        study->looks[c] = bc_column_look_at(sample, c);
        study->keys[c] = bc_text_key(sample->columns[c].name);
    }
}

static void study_end(struct study *study)
{
    for (size_t c = 0; c < study->sample->n_columns; c++)
        free(study->keys[c]);
    free(study->keys);
    free(study->looks);
    free(study->name);
}

size_t bc_recognise(const struct bc_layer *sample, const char *name,
                    struct bc_arena *arena, struct bc_role_guess **guesses)
{
    struct study study;
    size_t n = 0;

    for (const char *const *role = bc_role_names(); *role; role++)
        n++;
    *guesses = bc_arena_alloc(arena, n * sizeof **guesses);
    n = 0;
    study_start(&study, sample, name, arena);
    for (const char *const *role = bc_role_names(); *role; role++) {
        struct bc_role_guess guess;
        size_t at = n;

        if (strcmp(*role, "observations") == 0)
            continue;
        guess = guess_role(&study, bc_role_find(*role));
        for (; at > 0 && (*guesses)[at - 1].score < guess.score; at--)
            (*guesses)[at] = (*guesses)[at - 1];
        (*guesses)[at] = guess;
        n++;
    }
    study_end(&study);
    return n;
}

enum bc_sure bc_recognise_sure(const struct bc_role_guess *guesses, size_t n)
{
    int lead = n > 1 && guesses[1].score > 0
                   ? guesses[0].score - guesses[1].score
                   : guesses[0].score;

    if (guesses[0].missing || lead < 2)
        return BC_GUESS;
    return guesses[0].score >= 12 && lead >= 5 ? BC_SURE : BC_LIKELY;
}

/* ---- coordinates ---- */

/** A column of coordinates in China, told from each cell alone. */
static bool holds_axis(const struct bc_layer *sample, size_t column,
                       bool is_latitude)
{
    size_t n_filled = 0, n = 0;
    double low = is_latitude ? 17 : 73, high = is_latitude ? 54 : 136;

    for (size_t row = 0; row < sample->n_features; row++) {
        const char *cell = sample->columns[column].text[row];
        double degrees;

        if (!cell)
            continue;
        n_filled++;
        /* Of whole numbers nobody can tell: a length, a share, a year. */
        n += strpbrk(cell, ".°度 ") &&
             bc_degrees_parse(bc_slice_of(cell), is_latitude, &degrees) &&
             degrees >= low && degrees <= high;
    }
    return n_filled > 0 && n * 10 >= n_filled * 9;
}

static size_t find_part(const struct bc_layer *sample, const char *parts)
{
    size_t found = BC_NO_COLUMN;

    for (size_t c = 0; c < sample->n_columns && found == BC_NO_COLUMN; c++) {
        char *key = bc_text_key(sample->columns[c].name);

        if (any_of(parts, has_word, key))
            found = c;
        free(key);
    }
    return found;
}

enum bc_clue bc_recognise_xy(const struct bc_layer *sample, size_t *x,
                             size_t *y)
{
    *x = find_part(sample, "经度|东经|longitude|easting|东坐标|横坐标");
    *y = find_part(sample, "纬度|北纬|latitude|northing|北坐标|纵坐标");
    if (*x != BC_NO_COLUMN && *y != BC_NO_COLUMN)
        return BC_CLUE_PART;
    *x = *y = BC_NO_COLUMN;
    for (size_t c = 0; c < sample->n_columns; c++) {
        if (*x == BC_NO_COLUMN && holds_axis(sample, c, false))
            *x = c;
        else if (*y == BC_NO_COLUMN && holds_axis(sample, c, true))
            *y = c;
    }
    return *x != BC_NO_COLUMN && *y != BC_NO_COLUMN ? BC_CLUE_VALUES
                                                    : BC_CLUE_NONE;
}
