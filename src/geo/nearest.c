/* SPDX-License-Identifier: MIT */
#include "geo/nearest.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "geo/geodesic.h"

#define LEAF 8
/* The tree lies on one ellipsoid, the geodesics may be of another. */
#define ELLIPSOID_SLACK 1e-4

/** A place; in the middle of its range it also splits that along an axis. */
struct item {
    double at[3];
    size_t row;
    int axis;
};

struct bc_nearest {
    size_t n;
    struct item *items;
    double *lon, *lat; /* per row, degrees; NULL when made of spots */
};

/* ---- making one ---- */

static bool before(const struct item *a, const struct item *b, int axis)
{
    if (a->at[axis] != b->at[axis])
        return a->at[axis] < b->at[axis];
    return a->row < b->row;
}

static void swap(struct item *a, struct item *b)
{
    struct item kept = *a;

    *a = *b;
    *b = kept;
}

/** Puts the item that belongs in the middle there, smaller ones before it. */
static void select_middle(struct item *items, size_t n, int axis)
{
    size_t low = 0, high = n - 1, middle = n / 2;

    while (low < high) {
        struct item pivot = items[low + (high - low) / 2];
        size_t i = low, j = high;

        for (;; i++, j--) {
            while (before(&items[i], &pivot, axis))
                i++;
            while (before(&pivot, &items[j], axis))
                j--;
            if (i >= j)
                break;
            swap(&items[i], &items[j]);
        }
        if (middle <= j)
            high = j;
        else
            low = j + 1;
    }
}

static int widest_axis(const struct item *items, size_t n)
{
    double widest = -1;
    int axis = 0;

    for (int a = 0; a < 3; a++) {
        double low = INFINITY, high = -INFINITY;

        for (size_t i = 0; i < n; i++) {
            low = fmin(low, items[i].at[a]);
            high = fmax(high, items[i].at[a]);
        }
        if (high - low > widest) {
            widest = high - low;
            axis = a;
        }
    }
    return axis;
}

static void split(struct item *items, size_t n)
{
    while (n > LEAF) {
        size_t middle = n / 2;
        int axis = widest_axis(items, n);

        select_middle(items, n, axis);
        items[middle].axis = axis;
        split(items, middle);
        items += middle + 1;
        n -= middle + 1;
    }
}

static void add(struct bc_nearest *tree, const struct bc_spot *spot, size_t row)
{
    if (isfinite(spot->x + spot->y + spot->z))
        tree->items[tree->n++] =
            (struct item){{spot->x, spot->y, spot->z}, row, 0};
}

struct bc_nearest *bc_nearest_of_spots(const struct bc_spot *spots, size_t n)
{
    struct bc_nearest *tree = bc_alloc(1, sizeof *tree);

    tree->items = bc_alloc(n + 1, sizeof *tree->items);
    for (size_t row = 0; row < n; row++)
        add(tree, &spots[row], row);
    split(tree->items, tree->n);
    return tree;
}

struct bc_nearest *bc_nearest_new(const double *x, const double *y, size_t n)
{
    struct bc_nearest *tree = bc_alloc(1, sizeof *tree);

    tree->items = bc_alloc(n + 1, sizeof *tree->items);
    tree->lon = bc_alloc(n + 1, sizeof *tree->lon);
    tree->lat = bc_alloc(n + 1, sizeof *tree->lat);
    for (size_t row = 0; row < n; row++) {
        struct bc_spot spot = bc_globe_spot(x[row], y[row]);

        tree->lon[row] = x[row];
        tree->lat[row] = y[row];
        add(tree, &spot, row);
    }
    split(tree->items, tree->n);
    return tree;
}

void bc_nearest_free(struct bc_nearest *tree)
{
    if (!tree)
        return;
    free(tree->items);
    free(tree->lon);
    free(tree->lat);
    free(tree);
}

size_t bc_nearest_count(const struct bc_nearest *tree)
{
    return tree->n;
}

/* ---- asking it ---- */

/** What is looked for: places within a bound that a visit may draw closer. */
struct query {
    double at[3];
    double bound2; /* square of the chord; on it is inside */
    void (*visit)(struct query *query, const struct item *item, double chord2);
    void *state;
};

static void look_at(struct query *query, const struct item *item)
{
    double x = item->at[0] - query->at[0], y = item->at[1] - query->at[1];
    double z = item->at[2] - query->at[2], chord2 = x * x + y * y + z * z;

    if (chord2 <= query->bound2)
        query->visit(query, item, chord2);
}

static void search(const struct item *items, size_t n, struct query *query)
{
    while (n > LEAF) {
        size_t middle = n / 2;
        const struct item *item = &items[middle];
        double beyond = query->at[item->axis] - item->at[item->axis];
        bool right = beyond > 0;

        if (right)
            search(item + 1, n - middle - 1, query);
        else
            search(items, middle, query);
        look_at(query, item);
        if (beyond * beyond > query->bound2)
            return;
        if (!right)
            items = item + 1;
        n = right ? middle : n - middle - 1;
    }
    for (size_t i = 0; i < n; i++)
        look_at(query, &items[i]);
}

static struct query query_at(const struct bc_spot *from, double bound2,
                             void (*visit)(struct query *, const struct item *,
                                           double),
                             void *state)
{
    return (struct query){{from->x, from->y, from->z}, bound2, visit, state};
}

struct best {
    size_t row;
    double chord2;
};

static void keep_nearest(struct query *query, const struct item *item,
                         double chord2)
{
    struct best *best = query->state;

    *best = (struct best){item->row, chord2};
    query->bound2 = chord2;
}

/** Rows that may be nearer by geodesic than the nearest by chord. */
struct rivals {
    const struct bc_nearest *tree;
    const struct bc_crs *crs;
    double x, y;
    size_t row;
    double distance_m;
};

static void measure(struct query *query, const struct item *item, double chord2)
{
    struct rivals *rivals = query->state;
    double m = bc_geodesic_distance_m(rivals->crs, rivals->x, rivals->y,
                                      rivals->tree->lon[item->row],
                                      rivals->tree->lat[item->row]);

    (void)chord2;
    if (m < rivals->distance_m ||
        (m == rivals->distance_m && item->row < rivals->row)) {
        rivals->distance_m = m;
        rivals->row = item->row;
    }
}

size_t bc_nearest_row(const struct bc_nearest *tree, const struct bc_crs *crs,
                      double x, double y, double *distance_m)
{
    struct bc_spot from = bc_globe_spot(x, y);
    struct best best = {BC_NO_ROW, 0};
    struct rivals rivals = {tree, crs, x, y, BC_NO_ROW, NAN};
    struct query query = query_at(&from, INFINITY, keep_nearest, &best);
    double reach;

    *distance_m = NAN;
    if (!isfinite(x) || !isfinite(y))
        return BC_NO_ROW;
    search(tree->items, tree->n, &query);
    if (best.row == BC_NO_ROW)
        return BC_NO_ROW;
    rivals.row = best.row;
    rivals.distance_m = bc_geodesic_distance_m(crs, x, y, tree->lon[best.row],
                                               tree->lat[best.row]);
    reach = rivals.distance_m * (1 + ELLIPSOID_SLACK);
    query = query_at(&from, reach * reach, measure, &rivals);
    search(tree->items, tree->n, &query);
    *distance_m = rivals.distance_m;
    return rivals.row;
}

#define PLACES 1000 /* that a thread takes at a time */

struct places {
    const struct bc_nearest *tree;
    const struct bc_crs *crs;
    const double *x, *y;
    size_t n, *rows;
    double *distances_m;
};

static void find_chunk(void *context, size_t chunk)
{
    const struct places *places = context;
    size_t end = (chunk + 1) * PLACES;

    for (size_t i = chunk * PLACES; i < end && i < places->n; i++)
        places->rows[i] =
            bc_nearest_row(places->tree, places->crs, places->x[i],
                           places->y[i], &places->distances_m[i]);
}

void bc_nearest_rows(const struct bc_nearest *tree, const struct bc_crs *crs,
                     const double *x, const double *y, size_t n, size_t *rows,
                     double *distances_m)
{
    struct places places = {tree, crs, x, y, n, rows, distances_m};

    bc_parallel_for(bc_chunks(n, PLACES), find_chunk, &places);
}

/** The k smallest squares met, ascending. */
struct smallest {
    double chord2[BC_NEAREST_MAX];
    size_t k, n;
};

static void keep_smallest(struct query *query, const struct item *item,
                          double chord2)
{
    struct smallest *kept = query->state;
    size_t i = kept->n < kept->k ? kept->n++ : kept->k - 1;

    (void)item;
    for (; i > 0 && kept->chord2[i - 1] > chord2; i--)
        kept->chord2[i] = kept->chord2[i - 1];
    kept->chord2[i] = chord2;
    if (kept->n == kept->k)
        query->bound2 = kept->chord2[kept->k - 1];
}

double bc_nearest_chord_m(const struct bc_nearest *tree,
                          const struct bc_spot *from, size_t k)
{
    struct smallest kept = {.k = k};
    struct query query = query_at(from, INFINITY, keep_smallest, &kept);

    assert(k >= 1 && k <= BC_NEAREST_MAX);
    search(tree->items, tree->n, &query);
    return kept.n < k ? INFINITY : sqrt(kept.chord2[k - 1]);
}

static void keep_row(struct query *query, const struct item *item,
                     double chord2)
{
    struct bc_near_rows *rows = query->state;

    (void)chord2;
    rows->row =
        bc_reserve(rows->row, &rows->room, rows->n + 1, sizeof *rows->row);
    rows->row[rows->n++] = item->row;
}

static int ascending(const void *a, const void *b)
{
    size_t left = *(const size_t *)a, right = *(const size_t *)b;

    return (left > right) - (left < right);
}

void bc_nearest_within(const struct bc_nearest *tree,
                       const struct bc_spot *from, double chord_m,
                       struct bc_near_rows *rows)
{
    struct query query = query_at(from, chord_m * chord_m, keep_row, rows);

    rows->n = 0;
    search(tree->items, tree->n, &query);
    if (rows->n > 1)
        qsort(rows->row, rows->n, sizeof *rows->row, ascending);
}
