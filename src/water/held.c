/* SPDX-License-Identifier: MIT */
#include "water/held.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"

struct bc_held_reading {
    struct bc_reading reading;
    enum bc_item item;
};

struct bc_held_row {
    size_t section, line;
    int64_t seconds;
    const struct bc_held_reading *readings; /* while the rows are sorted */
    size_t first, n_readings;               /* of readings */
    size_t text, n_name, n_time;            /* name, then time as written */
    enum bc_item item;
    enum bc_water water;
    bool is_month;
};

void bc_held_clear(struct bc_held *held)
{
    free(held->rows);
    free(held->readings);
    bc_text_clear(&held->texts);
    *held = (struct bc_held){0};
}

void bc_held_empty(struct bc_held *held)
{
    held->n = held->n_readings = held->texts.length = 0;
}

size_t bc_held_size(const struct bc_held *held)
{
    return held->n * sizeof *held->rows +
           held->n_readings * sizeof *held->readings + held->texts.length;
}

static void add_reading(struct bc_held *held, enum bc_item item,
                        struct bc_reading reading)
{
    if (!bc_decimal_known(reading.value))
        return;
    held->readings = bc_reserve(held->readings, &held->reading_room,
                                held->n_readings + 1, sizeof *held->readings);
    held->readings[held->n_readings++] =
        (struct bc_held_reading){reading, item};
}

void bc_held_add(struct bc_held *held, size_t section,
                 const struct bc_observation *row)
{
    struct bc_held_row made = {.section = section,
                               .line = row->line,
                               .seconds = row->seconds,
                               .first = held->n_readings,
                               .text = held->texts.length,
                               .n_name = row->section[0].length,
                               .n_time = row->time.length,
                               .item = row->item,
                               .water = row->water,
                               .is_month = row->is_month};

    if (row->item != BC_NO_ITEM)
        add_reading(held, row->item, row->reading[row->item]);
    else
        for (int item = 0; item < BC_N_ITEMS; item++)
            add_reading(held, (enum bc_item)item, row->reading[item]);
    made.n_readings = held->n_readings - made.first;
    bc_text_add_bytes(&held->texts, row->section[0].data, made.n_name);
    bc_text_add_bytes(&held->texts, row->time.data, made.n_time);
    held->rows = bc_reserve(held->rows, &held->room, held->n + 1, sizeof made);
    held->rows[held->n++] = made;
}

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

static int compare_readings(const struct bc_held_reading *a,
                            const struct bc_held_reading *b)
{
    const struct bc_decimal left = a->reading.value, right = b->reading.value;
    int order = COMPARE(a->item, b->item);

    if (!order)
        order = COMPARE(left.units, right.units);
    if (!order)
        order = COMPARE(left.scale, right.scale);
    if (!order)
        order = COMPARE(a->reading.non_detect, b->reading.non_detect);
    return order;
}

static int by_time(const void *left, const void *right)
{
    const struct bc_held_row *a = left, *b = right;
    int order = COMPARE(a->section, b->section);

    if (!order)
        order = COMPARE(a->seconds, b->seconds);
    if (!order)
        order = COMPARE(a->item, b->item);
    return order;
}

static int by_time_and_line(const void *left, const void *right)
{
    const struct bc_held_row *a = left, *b = right;
    int order = by_time(a, b);

    return order ? order : COMPARE(a->line, b->line);
}

static int by_time_and_content(const void *left, const void *right)
{
    const struct bc_held_row *a = left, *b = right;
    int order = by_time(a, b);

    if (!order)
        order = COMPARE(a->water, b->water);
    if (!order)
        order = COMPARE(a->n_readings, b->n_readings);
    for (size_t i = 0; !order && i < a->n_readings; i++)
        order = compare_readings(&a->readings[i], &b->readings[i]);
    return order ? order : COMPARE(a->line, b->line);
}

void bc_held_sort(struct bc_held *held, bool by_line)
{
    for (size_t i = 0; i < held->n; i++)
        held->rows[i].readings = held->readings + held->rows[i].first;
    if (held->n > 1)
        qsort(held->rows, held->n, sizeof *held->rows,
              by_line ? by_time_and_line : by_time_and_content);
}

size_t bc_held_get(const struct bc_held *held, size_t i,
                   struct bc_observation *row)
{
    const struct bc_held_row *from = &held->rows[i];
    const char *text = held->texts.data + from->text;

    *row = (struct bc_observation){.line = from->line,
                                   .section = {{text, from->n_name}},
                                   .n_section = 1,
                                   .time = {text + from->n_name, from->n_time},
                                   .seconds = from->seconds,
                                   .has_time = true,
                                   .is_month = from->is_month,
                                   .n_readings = from->n_readings,
                                   .item = from->item,
                                   .water = from->water};
    for (int item = 0; item < BC_N_ITEMS; item++)
        row->reading[item].value = BC_MISSING;
    for (size_t r = from->first; r < from->first + from->n_readings; r++)
        row->reading[held->readings[r].item] = held->readings[r].reading;
    return from->section;
}
