/* SPDX-License-Identifier: MIT */
#include "layer/order.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"

/* ---- texts ---- */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/** A number within a text: its digits without the zeros before them. */
struct number {
    const char *digits;
    size_t length;
};

/** The number at *@p cursor, which moves past it. */
static struct number next_number(const char **cursor)
{
    struct number number;

    while (**cursor == '0')
        ++*cursor;
    number.digits = *cursor;
    while (is_digit(**cursor))
        ++*cursor;
    number.length = (size_t)(*cursor - number.digits);
    return number;
}

static int compare_numbers(const char **a, const char **b)
{
    struct number left = next_number(a), right = next_number(b);

    if (left.length != right.length)
        return left.length < right.length ? -1 : 1;
    return memcmp(left.digits, right.digits, left.length);
}

int bc_order_texts(const char *a, const char *b)
{
    const char *left = a, *right = b;

    for (;;) {
        int order;

        if (is_digit(*left) && is_digit(*right)) {
            order = compare_numbers(&left, &right);
            if (order)
                return order;
        } else if (*left != *right) {
            return (unsigned char)*left < (unsigned char)*right ? -1 : 1;
        } else if (*left == '\0') {
            return strcmp(a, b); /* but for zeros: 1 and 01 */
        } else {
            left++;
            right++;
        }
    }
}

/* ---- rows ---- */

/** What rows are compared by, the most telling column first. */
struct criteria {
    const struct bc_layer *layer;
    const struct bc_column **columns;
    size_t n;
};

/** A row and the beginning of its first cell, two numbers in the order of
 * texts: most rows are told apart by them alone. */
struct place {
    uint64_t high, low;
    size_t row;
    const struct criteria *by;
};

static uint64_t of_bytes(const unsigned char bytes[8])
{
    uint64_t number = 0;

    for (int i = 0; i < 8; i++)
        number = number << 8 | bytes[i];
    return number;
}

/** The first 16 bytes of a text that is compared byte by byte as
 * bc_order_texts compares the whole one: a number is written as how long it is
 * (nines and what is left, which are digits too) and its digits. */
static void set_beginning(struct place *place, const char *text)
{
    unsigned char bytes[16] = {0};
    size_t n = 0;

    if (!text) {
        place->high = place->low = UINT64_MAX;
        return;
    }
    while (*text && n < sizeof bytes) {
        struct number number;
        size_t left;

        if (!is_digit(*text)) {
            bytes[n++] = (unsigned char)*text++;
            continue;
        }
        number = next_number(&text);
        for (left = number.length; left >= 9 && n < sizeof bytes; left -= 9)
            bytes[n++] = '9';
        if (n < sizeof bytes)
            bytes[n++] = (unsigned char)('0' + left);
        for (size_t i = 0; i < number.length && n < sizeof bytes; i++)
            bytes[n++] = (unsigned char)number.digits[i];
    }
    place->high = of_bytes(bytes);
    place->low = of_bytes(bytes + 8);
}

static int compare_cells(const char *a, const char *b)
{
    if (!a || !b)
        return (a == NULL) - (b == NULL);
    return bc_order_texts(a, b);
}

static int compare_bytes(const double *values, size_t a, size_t b, size_t n)
{
    return n ? memcmp(values + a, values + b, n * sizeof *values) : 0;
}

/** Where the vertices of a row begin, how many there are, and of how many
 * rings. The last rows may have no shape yet. */
struct extent {
    size_t first, n, n_rings;
};

static struct extent extent_of(const struct bc_shapes *shapes, size_t row)
{
    size_t ring, end;

    if (row >= shapes->n_features)
        return (struct extent){0, 0, 0};
    ring = shapes->ring_of[shapes->part_of[row]];
    end = shapes->ring_of[shapes->part_of[row + 1]];
    return (struct extent){shapes->vertex_of[ring],
                           shapes->vertex_of[end] - shapes->vertex_of[ring],
                           end - ring};
}

/** Any order will do, if it is one. */
static int compare_shapes(const struct bc_shapes *shapes, size_t a, size_t b)
{
    const struct extent left = extent_of(shapes, a);
    const struct extent right = extent_of(shapes, b);
    int order;

    if (left.n != right.n)
        return left.n < right.n ? -1 : 1;
    if (left.n_rings != right.n_rings)
        return left.n_rings < right.n_rings ? -1 : 1;
    order = compare_bytes(shapes->x, left.first, right.first, left.n);
    return order ? order
                 : compare_bytes(shapes->y, left.first, right.first, left.n);
}

static int compare_rows(const struct criteria *by, size_t a, size_t b)
{
    const struct bc_layer *layer = by->layer;
    int order = 0;

    for (size_t i = 0; !order && i < by->n; i++) {
        const char **text = by->columns[i]->text;

        order = compare_cells(text[a], text[b]);
    }
    if (!order)
        order = compare_bytes(layer->x, a, b, 1);
    if (!order)
        order = compare_bytes(layer->y, a, b, 1);
    if (!order)
        order = compare_shapes(&layer->shapes, a, b);
    return order;
}

static int compare_places(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    int order;

    if (a->high != b->high)
        return a->high < b->high ? -1 : 1;
    if (a->low != b->low)
        return a->low < b->low ? -1 : 1;
    order = compare_rows(a->by, a->row, b->row);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static int compare_columns(const void *left, const void *right)
{
    const struct bc_column *const *a = left, *const *b = right;

    return strcmp((*a)->name, (*b)->name);
}

/** Code, name, and all columns by their names: which column of GeoJSON comes
 * first is for its features' order to say. */
static struct criteria criteria_of(const struct bc_layer *layer)
{
    static const char *const keys[] = {"code", "name"};
    struct criteria by = {layer, NULL, 0};
    size_t first;

    by.columns = bc_alloc(layer->n_columns + 2, sizeof *by.columns);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t column = bc_layer_find(layer, keys[i]);

        if (column != BC_NO_COLUMN)
            by.columns[by.n++] = &layer->columns[column];
    }
    first = by.n;
    for (size_t i = 0; i < layer->n_columns; i++)
        by.columns[by.n++] = &layer->columns[i];
    qsort(by.columns + first, by.n - first, sizeof *by.columns,
          compare_columns);
    return by;
}

static struct place place_of(const struct criteria *by, size_t row)
{
    struct place place = {.row = row, .by = by};

    set_beginning(&place, by->n ? by->columns[0]->text[row] : NULL);
    return place;
}

#define CHUNK_ROWS 8192

/** A look at rows as they stand. */
struct looking {
    const struct criteria *by;
    size_t n_chunks;
    atomic_bool found; /* a row that belongs before the one before it */
};

static void look_at_chunk(void *context, size_t chunk)
{
    struct looking *it = context;
    const size_t n = it->by->layer->n_features;
    const size_t begin = bc_chunk_begin(n, it->n_chunks, chunk);
    const size_t end = bc_chunk_begin(n, it->n_chunks, chunk + 1);
    struct place before = place_of(it->by, begin > 0 ? begin - 1 : 0);

    for (size_t row = begin > 0 ? begin : 1;
         row < end && !atomic_load_explicit(&it->found, memory_order_relaxed);
         row++) {
        const struct place place = place_of(it->by, row);

        if (compare_places(&before, &place) >= 0)
            atomic_store(&it->found, true);
        before = place;
    }
}

/** As in files that were written in order: nothing is to be held for that. */
static bool are_in_order(const struct criteria *by)
{
    struct looking it = {
        .by = by, .n_chunks = bc_chunks(by->layer->n_features, CHUNK_ROWS)};

    bc_parallel_for(it.n_chunks, look_at_chunk, &it);
    return !atomic_load(&it.found);
}

/** A look at texts as they stand. */
struct ascending {
    const char *const *text;
    size_t n, n_chunks;
    atomic_bool fails;
};

static void look_at_texts(void *context, size_t chunk)
{
    struct ascending *it = context;
    const size_t end = bc_chunk_begin(it->n, it->n_chunks, chunk + 1);
    size_t i = bc_chunk_begin(it->n, it->n_chunks, chunk);

    for (; i < end && !atomic_load_explicit(&it->fails, memory_order_relaxed);
         i++)
        if (!it->text[i] ||
            (i > 0 && (!it->text[i - 1] ||
                       bc_order_texts(it->text[i - 1], it->text[i]) >= 0)))
            atomic_store(&it->fails, true);
}

bool bc_order_ascends(const char *const *text, size_t n)
{
    struct ascending it = {
        .text = text, .n = n, .n_chunks = bc_chunks(n, CHUNK_ROWS)};

    bc_parallel_for(it.n_chunks, look_at_texts, &it);
    return !atomic_load(&it.fails);
}

static size_t *sort_rows(const struct criteria *by)
{
    const size_t n = by->layer->n_features;
    struct place *places = bc_resize(NULL, n, sizeof *places);
    size_t *row_at = bc_resize(NULL, n, sizeof *row_at);

    for (size_t row = 0; row < n; row++)
        places[row] = place_of(by, row);
    qsort(places, n, sizeof *places, compare_places);
    for (size_t i = 0; i < n; i++)
        row_at[i] = places[i].row;
    free(places);
    return row_at;
}

size_t *bc_order_rows(const struct bc_layer *layer)
{
    const struct criteria by = criteria_of(layer);
    size_t *row_at = are_in_order(&by) ? NULL : sort_rows(&by);

    free(by.columns);
    return row_at;
}
