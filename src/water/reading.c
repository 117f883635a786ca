/* SPDX-License-Identifier: MIT */
#include "water/reading.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "water/reading_quick.h"
#include "water/standard.h"

static bool is_word(const char *key, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(key, *words) == 0)
            return true;
    return false;
}

/* Keys of cells in which nothing was measured. */
static const char *const empty_words[] = {
    "",         "na",       "n/a",      "nan",      "null",
    "none",     "无",       "缺测",     "缺失",     "未测",
    "维护",     "停运",     "故障",     "检修",     "停电",
    "断流",     "干涸",     "调试",     "仪器故障", "设备故障",
    "未监测",   "未采样",   "无数据",   "停测",     "不具备运行条件",
    "站点维护", "设备维护", "仪器维护", "数据缺失", "无效",
    NULL};

static const char *const non_detect_words[] = {
    "nd",
    "未检出",
    "低于检出限",
    "<dl",
    "bdl",
    "未检测出",
    "notdetected",
    "*nondetect",
    "nondetect",
    "belowdetectionlimit",
    "belowreportinglimit",
    "belowmethoddetectionlimit",
    "presentbelowquantificationlimit",
    NULL};

/* `--`, and its like: the commonest of those words. */
static bool is_stroke(struct bc_slice cell)
{
    size_t n = 0;

    while (n < cell.length && strchr("-*/", cell.data[n]) && cell.data[n])
        n++;
    return n == cell.length;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Takes the commas out of `1,234.5`; false when they do not part thousands. */
static bool without_commas(struct bc_text *number)
{
    size_t whole = strcspn(number->data, ".eE"), n = 0, since = 0;
    bool comma = false;

    if (!strchr(number->data, ','))
        return true;
    if (number->data[strspn(number->data, "<")] == '0')
        return false; /* 0,123: a comma of decimals, or a slip */
    for (size_t i = 0; i < number->length; i++) {
        char byte = number->data[i];

        if (byte == ',') {
            if (i > whole || since == 0 || since > 3 || (comma && since != 3))
                return false;
            comma = true;
            since = 0;
            continue;
        }
        if (i == whole && comma && since != 3)
            return false;
        since += is_digit(byte);
        number->data[n++] = byte;
    }
    number->data[n] = '\0';
    number->length = n;
    return whole < n || since == 3;
}

/* `<0.01` and `0.01L` (HJ 91: below the detection limit). */
static bool take_non_detect(struct bc_slice *number)
{
    if (number->length > 1 && number->data[0] == '<') {
        number->data++;
        number->length--;
    } else if (number->length > 1 &&
               (number->data[number->length - 1] == 'L' ||
                number->data[number->length - 1] == 'l')) {
        number->length--;
    } else {
        return false;
    }
    *number = bc_slice_trim(*number);
    return true;
}

static enum bc_cell parse_folded(struct bc_text *folded,
                                 struct bc_decimal limit,
                                 struct bc_reading *reading)
{
    struct bc_slice number;
    char *key = bc_text_key(folded->data);
    /* `-` and its like, which the key leaves out; but a point is a slip */
    bool is_point = *key == '\0' && strpbrk(folded->data, "._");
    bool empty = !is_point &&
                 (key[strspn(key, "*/")] == '\0' || is_word(key, empty_words));
    bool not_detected = is_word(key, non_detect_words);

    free(key);
    if (empty)
        return BC_CELL_EMPTY;
    if (not_detected) {
        *reading = (struct bc_reading){limit, true};
        return bc_decimal_known(limit) ? BC_CELL_VALUE : BC_CELL_BAD;
    }
    if (!without_commas(folded))
        return BC_CELL_BAD;
    number = (struct bc_slice){folded->data, folded->length};
    reading->non_detect = take_non_detect(&number);
    if (bc_decimal_parse(number, &reading->value) > BC_PARSED_ROUNDED)
        return BC_CELL_BAD;
    return BC_CELL_VALUE;
}

/* ---- cells ---- */

/* Digits with at most one point, as nearly every cell is: the value that
 * bc_decimal_parse gives it, at once. */
static bool plain_number(struct bc_slice cell, struct bc_decimal *value)
{
    enum { MOST_DIGITS = 18 };
    size_t point = cell.length;
    int64_t units = 0;

    if (cell.length == 0 || cell.length > MOST_DIGITS)
        return false;
    if (cell.length <= sizeof(uint64_t))
        return bc_short_number(cell, value);
    for (size_t i = 0; i < cell.length; i++) {
        if (is_digit(cell.data[i]))
            units = units * 10 + (cell.data[i] - '0');
        else if (cell.data[i] == '.' && point == cell.length && cell.length > 1)
            point = i;
        else
            return false;
    }
    *value = bc_decimal_of(
        units, point < cell.length ? (int)(cell.length - point - 1) : 0);
    return true;
}

enum bc_cell bc_reading_parse(struct bc_slice cell, struct bc_decimal limit,
                              struct bc_reading *reading)
{
    struct bc_text folded = {0};
    struct bc_slice number = cell;
    enum bc_cell kind;

    reading->non_detect = false;
    if (cell.length > 0 && plain_number(cell, &reading->value))
        return BC_CELL_VALUE;
    *reading = (struct bc_reading){BC_MISSING, false};
    if (cell.length == 0 || is_stroke(cell))
        return BC_CELL_EMPTY;
    reading->non_detect = take_non_detect(&number);
    if ((reading->non_detect && plain_number(number, &reading->value)) ||
        bc_decimal_parse(number, &reading->value) <= BC_PARSED_ROUNDED)
        return BC_CELL_VALUE; /* and most others */
    *reading = (struct bc_reading){BC_MISSING, false};
    bc_text_fold(&folded, cell.data, cell.length);
    kind = parse_folded(&folded, limit, reading);
    if (kind != BC_CELL_VALUE)
        *reading = (struct bc_reading){BC_MISSING, false};
    bc_text_clear(&folded);
    return kind;
}

bool bc_reading_is_non_detect(struct bc_slice cell)
{
    char *copy = bc_copy_bytes(cell.data, cell.length);
    char *key = bc_text_key(copy);
    bool is_one = is_word(key, non_detect_words);

    free(key);
    free(copy);
    return is_one;
}

static struct bc_decimal most_of(enum bc_item item)
{
    if (item == BC_PH)
        return bc_decimal_of(MOST_PH, 0);
    if (item == BC_WT)
        return bc_decimal_of(BOILING, 0);
    if (item == BC_DO)
        return bc_decimal_of(MOST_OXYGEN, 0);
    if (strcmp(bc_item_unit(item), "mg/L") == 0)
        return bc_decimal_of(ALL_OF_IT, 0);
    return bc_decimal_of(INT64_C(1000000000000), 0);
}

/* 9999, 99999, 999999: loggers write it where nothing was measured. */
static bool is_nines(enum bc_item item, struct bc_decimal value)
{
    bool is = false;

    if (strcmp(bc_item_unit(item), "mg/L") != 0)
        return false; /* so many germs or microsiemens there may be */
    for (int64_t nines = NINES; nines < ALL_OF_IT && !is;
         nines = 10 * nines + 9)
        is = bc_decimal_compare(value, bc_decimal_of(nines, 0)) == 0;
    return is;
}

bool bc_reading_convert(enum bc_item item, struct bc_decimal factor,
                        struct bc_reading *reading)
{
    const struct bc_decimal none = bc_decimal_of(0, 0);
    struct bc_decimal value;

    assert(bc_decimal_known(factor));
    if (reading->non_detect && reading->value.units == 0)
        return false;
    if (factor.units == 1 && factor.scale == 0 && reading->value.known &&
        bc_is_usual(item, reading))
        return true;
    value = reading->value;
    if (factor.scale != 0)
        value = bc_decimal_shift(value, -factor.scale);
    if (factor.units != 1 || value.scale > BC_READING_PLACES)
        value = bc_decimal_divide(
            (bc_int128)value.units * factor.units, value.scale, 1,
            value.scale > BC_READING_PLACES ? BC_READING_PLACES : value.scale);
    reading->value = value;
    if (!bc_decimal_known(value) ||
        bc_decimal_compare(value, most_of(item)) > 0 || is_nines(item, value))
        return false;
    if (item == BC_PH)
        return bc_decimal_compare(value, none) > 0;
    if (item == BC_WT)
        return bc_decimal_compare(value, bc_decimal_of(FROZEN, 0)) >= 0;
    return bc_decimal_compare(value, none) >= 0;
}

static void set_bounds(struct bc_credible *bounds, enum bc_item item,
                       double low, double high)
{
    double power = 1;

    for (int scale = 0; scale < BC_CREDIBLE_SCALES; scale++) {
        bounds->low[item][scale] = (int64_t)ceil(low * power - 1e-6);
        bounds->high[item][scale] = (int64_t)floor(high * power + 1e-6);
        power *= 10;
    }
}

struct bc_credible bc_credible_of(int times)
{
    const double all = 1e12; /* what is more is no reading */
    struct bc_credible made;

    for (int i = 0; i < BC_N_ITEMS; i++) {
        const enum bc_item item = (enum bc_item)i;
        const struct bc_limits *river = bc_limits_of(item, BC_RIVER);
        const struct bc_limits *limits = river->direction == BC_UPPER_LIMIT
                                             ? river
                                             : bc_limits_of(item, BC_LAKE);
        bool has_limit = item <= BC_S2 && /* no bacteria, nor what follows */
                         limits->direction == BC_UPPER_LIMIT;

        set_bounds(&made, item, -all,
                   times > 0 && has_limit
                       ? times * bc_decimal_real(limits->limit[5])
                       : all);
    }
    if (times <= 0)
        return made;
    set_bounds(&made, BC_PH, 3, 11);
    set_bounds(&made, BC_DO, 0, 30);
    set_bounds(&made, BC_WT, -1, 45);
    return made;
}

bool bc_credible_is(const struct bc_credible *bounds, enum bc_item item,
                    const struct bc_reading *reading)
{
    int64_t units = reading->value.units;
    unsigned scale = (unsigned char)reading->value.scale;

    for (; scale >= BC_CREDIBLE_SCALES; scale--)
        units /= 10;
    return !bounds || (units >= bounds->low[item][scale] &&
                       units <= bounds->high[item][scale]);
}

struct bc_decimal bc_reading_value(struct bc_reading reading)
{
    const int64_t units = reading.value.units;
    const int scale = (unsigned char)reading.value.scale;
    struct bc_decimal half;

    if (!reading.non_detect || !bc_decimal_known(reading.value))
        return reading.value;
    /* 82号 item 7; x / 2 = 5x / 10 */
    half = bc_decimal_shift(
        bc_decimal_divide((bc_int128)units * 5, scale, 1, scale), -1);
    /* of 18 digits the last is rounded */
    return bc_decimal_known(half) ? half
                                  : bc_decimal_divide(units, scale, 2, scale);
}

bool bc_reading_same(struct bc_reading a, struct bc_reading b)
{
    if (!bc_decimal_known(a.value) || !bc_decimal_known(b.value))
        return bc_decimal_known(a.value) == bc_decimal_known(b.value);
    return a.non_detect == b.non_detect &&
           bc_decimal_compare(a.value, b.value) == 0;
}
