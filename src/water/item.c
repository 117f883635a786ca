/* SPDX-License-Identifier: MIT */
#include "water/item.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

bool bc_item_is_core(enum bc_item item)
{
    return item == BC_PH || item == BC_DO || item == BC_CODMN ||
           item == BC_NH3N || item == BC_TP;
}

void bc_items_add(struct bc_text *list, enum bc_item item)
{
    if (list->length > 0)
        bc_text_add(list, ";");
    bc_text_add(list, bc_item_symbol(item));
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
    {"none", NONE, 0},
    {"stdunits", NONE, 0},
    {"phunits", NONE, 0},
    {"mg/l", MASS, 0},
    {"g/m3", MASS, 0},
    {"毫克/升", MASS, 0},
    {"微克/升", MASS, -3},
    {"毫克/立方米", MASS, -3},
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
    {"#/100ml", COUNT, 1},
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
    {"umho/cm", CONDUCTIVITY, 0},
    {"μs/cm", CONDUCTIVITY, 0},
    {"µs/cm", CONDUCTIVITY, 0},
    {"ms/m", CONDUCTIVITY, 1},
    {"ms/cm", CONDUCTIVITY, 3},
    {"ntu", TURBID, 0},
    {"ftu", TURBID, 0},
    {"fnu", TURBID, 0},
    {"度", TURBID, 0},
};

static const struct unit *unit_of_key(const char *key, size_t n)
{
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strlen(units[i].key) == n && memcmp(units[i].key, key, n) == 0)
            return &units[i];
    return NULL;
}

/* nothing, a dash or a stroke: whatever the item is counted in */
static bool is_unnamed(const struct unit *unit)
{
    return !*unit->key || strcmp(unit->key, "/") == 0;
}

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

/*
 * What is weighed, where another species than the limit's is: the share of the
 * limit's in it, by atomic masses N 14.007, P 30.974, O 15.999, H 1.008.
 */
static const struct share {
    const char *of, *in; /* by key_of */
    int units;           /* 10^-5 */
} shares[] = {{"n", "no3", 22590},  {"n", "nh3", 82245}, {"n", "nh4", 77649},
              {"n", "nh4+", 77649}, {"p", "po4", 32614}, {"p", "p2o5", 43642}};

/* The species that the limits of an item speak of: `(as N)` in its name. */
static char *own_species(enum bc_item item)
{
    static const char as[] = "(as ";
    const char *name = items[item].name_en, *at = strstr(name, as);

    return key_of(
        at ? (struct bc_slice){at + strlen(as), strcspn(at + strlen(as), ")")}
           : (struct bc_slice){"", 0});
}

/* The factor of `N`, `NO3` ... ; false for a species that is not known. */
static bool species_factor(enum bc_item item, struct bc_slice species,
                           struct bc_decimal *factor)
{
    char *key = key_of(species), *own = own_species(item);
    bool known = strcmp(key, own) == 0 || bc_item_find(species) == item;

    *factor = known ? bc_decimal_of(1, 0) : BC_MISSING;
    for (size_t i = 0; i < sizeof shares / sizeof shares[0] && !known; i++) {
        known =
            strcmp(own, shares[i].of) == 0 && strcmp(key, shares[i].in) == 0;
        if (known)
            *factor = bc_decimal_of(shares[i].units, 5);
    }
    free(key);
    free(own);
    return known;
}

/* Takes `as N` or `以N计` off a folded text; false when none stands there. */
static bool take_species(struct bc_slice *text, struct bc_slice *species)
{
    static const char zh[] = "以", counted[] = "计", en[] = "as ";
    const size_t n_zh = sizeof zh - 1, n_counted = sizeof counted - 1;
    struct bc_slice all = *text;

    for (size_t i = 0; i + n_zh <= all.length; i++) {
        struct bc_slice rest = {all.data + i, all.length - i};
        bool begins = i == 0 || rest.data[-1] == ' ';

        if (memcmp(rest.data, zh, n_zh) == 0) {
            rest.data += n_zh;
            rest.length -= n_zh;
            if (rest.length >= n_counted &&
                memcmp(rest.data + rest.length - n_counted, counted,
                       n_counted) == 0)
                rest.length -= n_counted;
        } else if (begins && rest.length > 2 &&
                   strncasecmp(rest.data, en, 2) == 0) {
            rest.data += 2; /* `asNO3` is met, too */
            rest.length -= 2;
        } else {
            continue;
        }
        *text = (struct bc_slice){all.data, i};
        while (text->length > 0 && strchr(" ,", text->data[text->length - 1]))
            text->length--;
        *species = bc_slice_trim(rest);
        return true;
    }
    return false;
}

/* Without the brackets about all of it. */
static struct bc_slice unbracketed(struct bc_slice text)
{
    text = bc_slice_trim(text);
    if (text.length > 1 && text.data[0] == '(' &&
        text.data[text.length - 1] == ')')
        text = (struct bc_slice){text.data + 1, text.length - 2};
    return text;
}

/* A power of ten of the item's own unit. */
static bool unit_power(enum bc_item item, struct bc_slice text, int *power)
{
    char *key = key_of(text), *own_key = key_of(bc_slice_of(items[item].unit));
    const struct unit *unit = unit_of_key(key, strlen(key));
    const struct unit *own = unit_of_key(own_key, strlen(own_key));
    bool known =
        unit && (is_unnamed(unit) || unit->dimension == own->dimension);

    *power = known && !is_unnamed(unit) ? unit->power - own->power : 0;
    free(key);
    free(own_key);
    return known;
}

/* A unit as it is written, in parts. */
struct written {
    struct bc_decimal share; /* of the species; missing: not known */
    struct bc_slice unit;
};

/* Takes `mg/L`, `以N计` or `mg/l as N`, folded already, apart. */
static void add_part(enum bc_item item, struct bc_slice text,
                     struct written *written)
{
    struct bc_slice species;
    bool named = take_species(&text, &species);

    if (named && !species_factor(item, species, &written->share))
        written->share = BC_MISSING;
    else if (!named || text.length > 0)
        written->unit = text;
}

static bool written_factor(enum bc_item item, const struct written *written,
                           struct bc_decimal *factor)
{
    int power;

    *factor = unit_power(item, written->unit, &power)
                  ? bc_decimal_shift(written->share, power)
                  : BC_MISSING;
    return bc_decimal_known(*factor);
}

bool bc_item_factor(enum bc_item item, struct bc_slice unit,
                    struct bc_decimal *factor)
{
    struct written written = {bc_decimal_of(1, 0), {"", 0}};
    struct bc_text folded = {0};
    struct bc_slice inside;
    bool known;

    need_items();
    bc_text_fold(&folded, unit.data, unit.length);
    unit =
        unbracketed((struct bc_slice){bc_text_string(&folded), folded.length});
    if (take_brackets(&unit, &inside)) {
        add_part(item, inside, &written);
        if (written.unit.length > 0) /* brackets about something else */
            written.share = BC_MISSING;
    }
    add_part(item, unit, &written);
    known = written_factor(item, &written, factor);
    bc_text_clear(&folded);
    return known;
}

bool bc_unit_is(struct bc_slice text)
{
    struct bc_text folded = {0};
    struct bc_slice unit;
    const struct unit *found;
    char *key;

    bc_text_fold(&folded, text.data, text.length);
    unit =
        unbracketed((struct bc_slice){bc_text_string(&folded), folded.length});
    key = key_of(unit);
    found = unit_of_key(key, strlen(key));
    free(key);
    bc_text_clear(&folded);
    return found && !is_unnamed(found);
}

/* ---- headers ---- */

enum bc_item bc_item_of_header(struct bc_slice header,
                               struct bc_decimal *factor)
{
    enum { MOST_BRACKETS = 3 };
    struct written written = {bc_decimal_of(1, 0), {"", 0}};
    struct bc_text folded = {0};
    struct bc_slice name, inside[MOST_BRACKETS];
    size_t n = 0;
    enum bc_item item;

    bc_text_fold(&folded, header.data, header.length);
    name = (struct bc_slice){bc_text_string(&folded), folded.length};
    while ((item = bc_item_find(name)) == BC_NO_ITEM && n < MOST_BRACKETS &&
           take_brackets(&name, &inside[n]))
        n++;
    *factor = BC_MISSING;
    if (item != BC_NO_ITEM) {
        for (size_t i = 0; i < n; i++) /* `(TP)` says the item again */
            if (bc_item_find(inside[i]) != item)
                add_part(item, inside[i], &written);
        written_factor(item, &written, factor);
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

const char *bc_class_name_en(int class_no)
{
    static const char *const names[] = {"", "I", "II", "III", "IV", "V", ">V"};

    assert(class_no >= 0 && class_no <= 6);
    return names[class_no];
}

const char *bc_class_name(int class_no)
{
    assert(class_no >= 0 && class_no <= 6);
    return class_names[class_no];
}
