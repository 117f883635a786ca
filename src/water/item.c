/* SPDX-License-Identifier: MIT */
#include "water/item.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "water/gb3838.h"
#include "water/names.h"

static struct item {
    const char *symbol, *name_zh, *name_en, *unit;
} items[BC_N_ITEMS];
static struct bc_names keys; /* of every name; kept like the table itself */

/* A key that also reads `NH₃-N` and `S²⁻` as they are meant. */
static char *key_of(struct bc_slice name)
{
    static const char plus_minus[] = "+-";
    struct bc_text plain = {0};
    char *copy = bc_copy_bytes(name.data, name.length), *key;
    const char *cursor = copy;
    unsigned letter;

    while ((letter = bc_utf8_next(&cursor)) != 0) {
        if (letter >= 0x2080 && letter <= 0x2089)
            letter = letter - 0x2080 + '0'; /* subscripts */
        else if (letter == 0xB2 || letter == 0xB3)
            letter = letter - 0xB2 + '2'; /* superscripts 2 and 3 */
        else if (letter == 0x2076)
            letter = '6';
        else if (letter == 0x207A || letter == 0x207B)
            letter = (unsigned char)plus_minus[letter - 0x207A];
        bc_utf8_append(&plain, letter);
    }
    key = bc_text_key(bc_text_string(&plain));
    bc_text_clear(&plain);
    free(copy);
    return key;
}

static void add_name(const char *name, size_t n, size_t item)
{
    char *key = key_of((struct bc_slice){name, n});
    size_t length = strlen(key);

    assert(length == 0 || !bc_names_find(&keys, key, length) ||
           *bc_names_find(&keys, key, length) == item);
    if (length > 0)
        bc_names_put(&keys, key, length, item);
    free(key);
}

static void add_aliases(const char *aliases, size_t item)
{
    while (*aliases) {
        size_t n = strcspn(aliases, "|");

        add_name(aliases, n, item);
        aliases += n + (aliases[n] == '|');
    }
}

/* `总氮(湖、库)` is the row's name, `总氮` the item's. */
static const char *name_without_water(const char *name)
{
    static const char water[] = "(湖、库)";
    const char *at = strstr(name, water);

    return at ? bc_copy_bytes(name, (size_t)(at - name)) : name;
}

static void build(void)
{
    size_t n;
    const struct bc_gb3838_row *rows = bc_gb3838_rows(&n);

    for (size_t r = 0; r < n; r++) {
        const char *const *cell = rows[r].cell;
        size_t item = bc_gb3838_item(&rows[r]);

        assert(item < BC_N_ITEMS);
        if (!items[item].symbol)
            items[item] = (struct item){cell[BC_GB_ITEM],
                                        name_without_water(cell[BC_GB_NAME_ZH]),
                                        cell[BC_GB_NAME_EN], cell[BC_GB_UNIT]};
        for (int c = BC_GB_ITEM; c <= BC_GB_NAME_EN; c++)
            add_name(cell[c], strlen(cell[c]), item);
        add_name(items[item].name_zh, strlen(items[item].name_zh), item);
        add_name(cell[BC_GB_HJ_CODE], strlen(cell[BC_GB_HJ_CODE]), item);
        add_aliases(cell[BC_GB_ALIASES], item);
    }
}

static void need_items(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, build);
}

static const struct item *item_of(enum bc_item item)
{
    assert(item < BC_N_ITEMS);
    need_items();
    return &items[item];
}

const char *bc_item_symbol(enum bc_item item)
{
    return item_of(item)->symbol;
}

const char *bc_item_name_zh(enum bc_item item)
{
    return item_of(item)->name_zh;
}

const char *bc_item_name_en(enum bc_item item)
{
    return item_of(item)->name_en;
}

const char *bc_item_unit(enum bc_item item)
{
    return item_of(item)->unit;
}

enum bc_item bc_item_find(struct bc_slice name)
{
    char *key = key_of(name);
    const size_t *found;

    need_items();
    found = bc_names_find(&keys, key, strlen(key));
    free(key);
    return found ? (enum bc_item) * found : BC_NO_ITEM;
}

/* ---- units ---- */

enum dimension { NONE, MASS, COUNT, LENGTH, TEMPERATURE, CONDUCTIVITY, TURBID };

/* Units by bc_text_key (lower case, without blanks and `-`): a power of ten of
 * the first unit of their dimension. */
static const struct unit {
    const char *key;
    enum dimension dimension;
    int power;
} units[] = {
    {"", NONE, 0},
    {"/", NONE, 0},
    {"无量纲", NONE, 0},
    {"mg/l", MASS, 0},
    {"g/m3", MASS, 0},
    {"g/l", MASS, 3},
    {"kg/m3", MASS, 3},
    {"ug/l", MASS, -3},
    {"μg/l", MASS, -3}, /* Greek mu */
    {"µg/l", MASS, -3}, /* micro sign */
    {"mg/m3", MASS, -3},
    {"ng/l", MASS, -6},
    {"ug/m3", MASS, -6},
    {"μg/m3", MASS, -6},
    {"µg/m3", MASS, -6},
    {"count/l", COUNT, 0},
    {"cells/l", COUNT, 0},
    {"cell/l", COUNT, 0},
    {"个/l", COUNT, 0},
    {"mpn/l", COUNT, 0},
    {"cfu/l", COUNT, 0},
    {"mpn/100ml", COUNT, 1},
    {"cfu/100ml", COUNT, 1},
    {"个/100ml", COUNT, 1},
    {"cells/ml", COUNT, 3},
    {"个/ml", COUNT, 3},
    {"万个/l", COUNT, 4},
    {"m", LENGTH, 0},
    {"米", LENGTH, 0},
    {"cm", LENGTH, -2},
    {"厘米", LENGTH, -2},
    {"mm", LENGTH, -3},
    {"degc", TEMPERATURE, 0},
    {"℃", TEMPERATURE, 0},
    {"°c", TEMPERATURE, 0},
    {"c", TEMPERATURE, 0},
    {"us/cm", CONDUCTIVITY, 0},
    {"μs/cm", CONDUCTIVITY, 0},
    {"µs/cm", CONDUCTIVITY, 0},
    {"ms/m", CONDUCTIVITY, 1},
    {"ms/cm", CONDUCTIVITY, 3},
    {"ntu", TURBID, 0},
    {"ftu", TURBID, 0},
    {"度", TURBID, 0},
};

static const struct unit *unit_find(struct bc_slice name)
{
    char *key = key_of(name);
    const struct unit *found = NULL;

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strcmp(units[i].key, key) == 0)
            found = &units[i];
    free(key);
    return found;
}

bool bc_item_factor(enum bc_item item, struct bc_slice unit,
                    struct bc_decimal *factor)
{
    const struct unit *given = unit_find(unit);
    const struct unit *own = unit_find(bc_slice_of(bc_item_unit(item)));
    /* nothing, a dash or a stroke: whatever the item is counted in */
    bool unnamed = given && (!*given->key || strcmp(given->key, "/") == 0);

    assert(own);
    *factor = BC_MISSING;
    if (unnamed || (given && given->dimension == own->dimension))
        *factor = bc_decimal_shift(bc_decimal_of(1, 0),
                                   unnamed ? 0 : given->power - own->power);
    return bc_decimal_known(*factor);
}

/* ---- headers ---- */

/* Takes the last `(...)` off a folded header; false when there is none. */
static bool take_brackets(struct bc_slice *header, struct bc_slice *inside)
{
    size_t end = header->length, open;
    int depth = 0;

    if (end == 0 || header->data[end - 1] != ')')
        return false;
    for (open = end; open-- > 0;) {
        depth += header->data[open] == ')';
        depth -= header->data[open] == '(';
        if (depth == 0)
            break;
    }
    if (depth != 0)
        return false;
    *inside = bc_slice_trim(
        (struct bc_slice){header->data + open + 1, end - open - 2});
    *header = bc_slice_trim((struct bc_slice){header->data, open});
    return true;
}

/* What stands in brackets says again what the item is: `(TP)`, `(以N计)`. */
static bool is_synonym(enum bc_item item, struct bc_slice text)
{
    static const char as[] = "以";

    return bc_item_find(text) == item ||
           (text.length > sizeof as - 1 &&
            memcmp(text.data, as, sizeof as - 1) == 0);
}

enum bc_item bc_item_of_header(struct bc_slice header,
                               struct bc_decimal *factor)
{
    enum { MOST_BRACKETS = 3 };
    struct bc_text folded = {0};
    struct bc_slice name, inside[MOST_BRACKETS], unit = {"", 0};
    size_t n = 0;
    enum bc_item item;

    bc_text_fold(&folded, header.data, header.length);
    name = (struct bc_slice){bc_text_string(&folded), folded.length};
    while ((item = bc_item_find(name)) == BC_NO_ITEM && n < MOST_BRACKETS &&
           take_brackets(&name, &inside[n]))
        n++;
    *factor = BC_MISSING;
    if (item != BC_NO_ITEM) {
        for (size_t i = 0; i < n; i++)
            if (!is_synonym(item, inside[i]))
                unit = inside[i];
        bc_item_factor(item, unit, factor);
    }
    bc_text_clear(&folded);
    return item;
}

/* ---- classes ---- */

static const char *const class_names[] = {"", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"};

static int class_of_numeral(const char *numeral)
{
    static const char *const numerals[6][5] = {
        {"Ⅰ", "ⅰ", "i", "1", "一"},   {"Ⅱ", "ⅱ", "ii", "2", "二"},
        {"Ⅲ", "ⅲ", "iii", "3", "三"}, {"Ⅳ", "ⅳ", "iv", "4", "四"},
        {"Ⅴ", "ⅴ", "v", "5", "五"},   {"Ⅵ", "ⅵ", "vi", "6", "六"}};

    for (int c = 0; c < 6; c++)
        for (int form = 0; form < 5; form++)
            if (strcmp(numeral, numerals[c][form]) == 0)
                return c + 1;
    return -1;
}

/* The key of a class without what may stand about its numeral: `Ⅲ类水质`. */
static char *without_words(char *key)
{
    static const char *const ends[] = {"水质", "水", "类", "級", "级", "class"};
    static const char first[] = "第", class_en[] = "class";
    size_t n = strlen(key);

    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t length = strlen(ends[i]);

        if (n > length && strcmp(key + n - length, ends[i]) == 0)
            key[n -= length] = '\0';
    }
    if (strncmp(key, first, sizeof first - 1) == 0)
        return key + sizeof first - 1;
    if (strncmp(key, class_en, sizeof class_en - 1) == 0)
        return key + sizeof class_en - 1;
    return key;
}

int bc_class_parse(struct bc_slice text)
{
    static const char *const worse[] = {"劣", ">", "worsethan"};
    char *copy, *key, *numeral;
    int class_no = 0;

    if (text.length == 0)
        return 0;
    copy = bc_copy_bytes(text.data, text.length);
    key = bc_text_key(copy);
    free(copy);
    if (key[strspn(key, "*/")] != '\0') { /* dashes are not in a key */
        bool over = false;

        numeral = without_words(key);
        for (size_t i = 0; i < sizeof worse / sizeof worse[0] && !over; i++) {
            size_t length = strlen(worse[i]);

            over = strncmp(numeral, worse[i], length) == 0;
            numeral += over ? length : 0;
        }
        class_no = class_of_numeral(without_words(numeral));
        if (over)
            class_no = class_no == 5 ? 6 : -1;
    }
    free(key);
    return class_no;
}

const char *bc_class_name(int class_no)
{
    assert(class_no >= 0 && class_no <= 6);
    return class_names[class_no];
}
