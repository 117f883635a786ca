/* SPDX-License-Identifier: MIT */
#include "water/standard.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "water/gb3838.h"

enum { N_WATERS = BC_RESERVOIR + 1 };

static struct bc_limits limits_table[BC_N_ITEMS][N_WATERS];
static atomic_bool is_built; /* asked before the call of pthread_once, which
                                each section and month would pay many times */

static const char *const water_words[N_WATERS][4] = {
    [BC_RIVER] = {"river", "河流", "河流型", "河"},
    [BC_LAKE] = {"lake", "湖泊", "湖泊型", "湖"},
    [BC_RESERVOIR] = {"reservoir", "水库", "湖库", "库"}};

enum bc_water bc_water_parse(const char *text)
{
    enum bc_water water = BC_WATER_UNKNOWN;
    char *key = text ? bc_text_key(text) : NULL;

    for (int w = BC_RIVER; key && w < N_WATERS; w++)
        for (int form = 0; form < 4; form++)
            if (strcmp(key, water_words[w][form]) == 0)
                water = (enum bc_water)w;
    free(key);
    return water;
}

const char *bc_water_name(enum bc_water water)
{
    return water == BC_WATER_UNKNOWN ? "" : water_words[water][0];
}

static struct bc_decimal number_of(const char *text, size_t n)
{
    struct bc_decimal value;
    enum bc_parse parsed = bc_decimal_parse((struct bc_slice){text, n}, &value);

    assert(parsed == BC_PARSED); /* the table is ours */
    (void)parsed;
    return value;
}

static enum bc_direction direction_of(const char *word)
{
    if (strcmp(word, "le") == 0)
        return BC_UPPER_LIMIT;
    if (strcmp(word, "ge") == 0)
        return BC_LOWER_LIMIT;
    return strcmp(word, "range") == 0 ? BC_RANGE : BC_NO_LIMIT;
}

static void read_limits(const struct bc_gb3838_row *row,
                        struct bc_limits *limits)
{
    limits->direction = direction_of(row->cell[BC_GB_DIRECTION]);
    if (limits->direction == BC_NO_LIMIT)
        return;
    for (int k = 1; k <= 5; k++) {
        const char *cell = row->cell[BC_GB_I + k - 1];
        size_t n = strcspn(cell, "~"); /* `6~9` */

        limits->limit[k] = number_of(cell, n);
        if (limits->direction == BC_RANGE)
            limits->high = number_of(cell + n + 1, strlen(cell) - n - 1);
    }
}

/* The decimals of the mean; where 82号 names none, those of an hour's value. */
static int decimals_of(const struct bc_gb3838_row *row)
{
    const char *cell = row->cell[BC_GB_DECIMALS_ASSESS];

    return atoi(*cell ? cell : row->cell[BC_GB_DECIMALS_HOUR]);
}

static bool applies_to(const char *waterbody, int water)
{
    if (strcmp(waterbody, "river") == 0)
        return water == BC_RIVER;
    if (strcmp(waterbody, "lake") == 0)
        return water == BC_LAKE || water == BC_RESERVOIR;
    return true; /* any, source */
}

static void build(void)
{
    size_t n;
    const struct bc_gb3838_row *rows = bc_gb3838_rows(&n);

    for (size_t r = 0; r < n; r++) {
        for (int w = 0; w < N_WATERS; w++) {
            struct bc_limits *limits =
                &limits_table[bc_gb3838_item(&rows[r])][w];

            limits->decimals = decimals_of(&rows[r]);
            limits->in_21 = strcmp(rows[r].cell[BC_GB_IN_21], "1") == 0;
            limits->has_multiple =
                strcmp(rows[r].cell[BC_GB_HAS_MULTIPLE], "1") == 0;
            if (applies_to(rows[r].cell[BC_GB_WATERBODY], w))
                read_limits(&rows[r], limits);
        }
    }
    atomic_store_explicit(&is_built, true, memory_order_release);
}

const struct bc_limits *bc_limits_of(enum bc_item item, enum bc_water water)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    assert(item < BC_N_ITEMS && (int)water < N_WATERS);
    if (!atomic_load_explicit(&is_built, memory_order_acquire))
        pthread_once(&once, build);
    return &limits_table[item][water];
}

bool bc_limits_meet(const struct bc_limits *limits, int class_no,
                    struct bc_decimal value)
{
    int compared;

    assert(class_no >= 1 && class_no <= 5 && bc_decimal_known(value));
    if (limits->direction == BC_NO_LIMIT)
        return true;
    compared = bc_decimal_compare(value, limits->limit[class_no]);
    if (limits->direction == BC_UPPER_LIMIT)
        return compared <= 0;
    if (limits->direction == BC_RANGE &&
        bc_decimal_compare(value, limits->high) > 0)
        return false;
    return compared >= 0;
}

int bc_limits_class(const struct bc_limits *limits, struct bc_decimal value)
{
    int class_no = 1;

    if (!bc_decimal_known(value) || limits->direction == BC_NO_LIMIT)
        return 0;
    while (class_no <= 5 && !bc_limits_meet(limits, class_no, value))
        class_no++;
    return class_no;
}
