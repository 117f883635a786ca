/* SPDX-License-Identifier: MIT */
#include "water/together.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/** What the rows of an item are. */
struct seen {
    size_t n, n_values;
    struct bc_reading first; /* value */
    bool differs;            /* one of its values from the first */
};

static void look(const struct bc_together *rows, size_t n,
                 struct seen seen[BC_N_ITEMS])
{
    memset(seen, 0, BC_N_ITEMS * sizeof *seen);
    for (size_t i = 0; i < n; i++) {
        struct seen *item = &seen[rows[i].item];

        item->n++;
        if (!bc_decimal_known(rows[i].reading.value))
            continue;
        if (item->n_values++ == 0)
            item->first = rows[i].reading;
        else if (!bc_reading_same(item->first, rows[i].reading))
            item->differs = true;
    }
}

static void find_doubt(const struct seen seen[BC_N_ITEMS],
                       struct bc_together_found *found)
{
    size_t most = 0, n_varying = 0;

    for (int item = 0; item < BC_N_ITEMS; item++)
        if (seen[item].n_values > most)
            most = seen[item].n_values;
    for (int item = 0; item < BC_N_ITEMS && n_varying < 2; item++)
        if (seen[item].n_values > 0 && most > 1 &&
            (seen[item].differs || seen[item].n_values < most))
            found->doubtful[n_varying++] = (enum bc_item)item;
    found->is_doubtful = n_varying > 1;
}

/** Whether the rows of each item stand together. */
static bool stand_by_item(const struct bc_together *rows, size_t n)
{
    bool met[BC_N_ITEMS] = {false};

    for (size_t i = 0; i < n; i++) {
        if (met[rows[i].item] && rows[i - 1].item != rows[i].item)
            return false;
        met[rows[i].item] = true;
    }
    return true;
}

/** The first of each item, the second of each ... */
static void number_by_item(const struct bc_together *rows, size_t n,
                           bool values_alone, size_t *sample)
{
    size_t next[BC_N_ITEMS] = {0};

    for (size_t i = 0; i < n; i++) {
        sample[i] = next[rows[i].item];
        next[rows[i].item] +=
            !values_alone || bc_decimal_known(rows[i].reading.value);
    }
}

static void number_in_turn(const struct bc_together *rows, size_t n,
                           size_t *sample)
{
    bool met[BC_N_ITEMS] = {false}; /* with a value, in this sample */
    size_t number = 0;

    for (size_t i = 0; i < n; i++) {
        if (met[rows[i].item]) {
            number++;
            memset(met, 0, sizeof met);
        }
        met[rows[i].item] = bc_decimal_known(rows[i].reading.value);
        sample[i] = number;
    }
}

/** Takes out the numbers of samples without a value. @return how many stay */
static size_t close_gaps(const struct bc_together *rows, size_t n,
                         size_t *sample)
{
    size_t *number = bc_alloc(n, sizeof *number); /* 0: no value, as yet */
    size_t n_samples = 0;

    for (size_t i = 0; i < n; i++)
        if (bc_decimal_known(rows[i].reading.value))
            number[sample[i]] = 1;
    for (size_t s = 0; s < n; s++)
        if (number[s])
            number[s] = ++n_samples;
    for (size_t i = 0; i < n; i++)
        sample[i] = number[sample[i]] ? number[sample[i]] - 1 : n;
    if (n_samples == 0) {
        memset(sample, 0, n * sizeof *sample);
        n_samples = 1;
    }
    free(number);
    return n_samples;
}

struct bc_together_found bc_together_find(const struct bc_together *rows,
                                          size_t n, bool in_order,
                                          size_t *sample)
{
    struct bc_together_found found = {.n_samples = 1};
    struct seen seen[BC_N_ITEMS];
    size_t most = 0;

    look(rows, n, seen);
    for (int item = 0; item < BC_N_ITEMS; item++)
        if (seen[item].n > most)
            most = seen[item].n;
    if (most <= 1) {
        memset(sample, 0, n * sizeof *sample);
        return found;
    }
    find_doubt(seen, &found);
    if (!in_order || stand_by_item(rows, n))
        number_by_item(rows, n, !in_order, sample);
    else
        number_in_turn(rows, n, sample);
    found.n_samples = close_gaps(rows, n, sample);
    return found;
}
