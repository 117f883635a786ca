/* SPDX-License-Identifier: MIT */
#include "geo/waterway.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/** A cell of the window and how far it is, in the order of the search. */
struct stop {
    float metres;
    uint32_t cell;
};

struct bc_waterway {
    const struct bc_grid *grid;
    struct bc_block window;
    size_t width, height;
    uint8_t *water;
    uint32_t *land;        /* cells of land to the north-west of a corner */
    struct bc_spot *spots; /* of centres; made by the first search */
    uint32_t *pivot;       /* where the way to a cell last turned */
    uint8_t *done;
    struct stop *heap;
    size_t n_heap, heap_room;
};

/* ---- making one ---- */

struct bc_waterway *bc_waterway_new(const struct bc_grid *grid,
                                    const struct bc_block *window,
                                    const uint8_t *water)
{
    struct bc_waterway *made = bc_alloc(1, sizeof *made);
    size_t width = window->last[0] - window->first[0];
    size_t height = window->last[1] - window->first[1];

    made->grid = grid;
    made->window = *window;
    made->width = width;
    made->height = height;
    made->water = bc_alloc(width * height + 1, 1);
    made->land = bc_alloc((width + 1) * (height + 1), sizeof *made->land);
    for (size_t row = 0; row < height; row++) {
        const uint8_t *from =
            water + (window->first[1] + row) * grid->width + window->first[0];
        const uint32_t *above = made->land + row * (width + 1);
        uint32_t *here = made->land + (row + 1) * (width + 1), sum = 0;

        for (size_t column = 0; column < width; column++) {
            made->water[row * width + column] = from[column] != 0;
            sum += from[column] == 0;
            here[column + 1] = above[column + 1] + sum;
        }
    }
    return made;
}

void bc_waterway_free(struct bc_waterway *waterway)
{
    if (!waterway)
        return;
    free(waterway->water);
    free(waterway->land);
    free(waterway->spots);
    free(waterway->pivot);
    free(waterway->done);
    free(waterway->heap);
    free(waterway);
}

/* ---- land ---- */

/** Columns and rows of the window, both ends within. */
static bool all_water(const struct bc_waterway *w, size_t left, size_t top,
                      size_t right, size_t bottom)
{
    const uint32_t *above = w->land + top * (w->width + 1);
    const uint32_t *below = w->land + (bottom + 1) * (w->width + 1);

    return below[right + 1] - below[left] - above[right + 1] + above[left] == 0;
}

bool bc_waterway_is_open(const struct bc_waterway *waterway,
                         const struct bc_block *block)
{
    const struct bc_block *window = &waterway->window;

    for (int i = 0; i < 2; i++)
        if (block->first[i] < window->first[i] ||
            block->last[i] > window->last[i] ||
            block->first[i] >= block->last[i])
            return false;
    return all_water(waterway, block->first[0] - window->first[0],
                     block->first[1] - window->first[1],
                     block->last[0] - window->first[0] - 1,
                     block->last[1] - window->first[1] - 1);
}

bool bc_waterway_nearest(const struct bc_waterway *waterway, double column,
                         double row, size_t cell[2])
{
    const struct bc_block *window = &waterway->window;
    double nearest = INFINITY;

    column -= (double)window->first[0];
    row -= (double)window->first[1];
    if (column > -0.5 && column < (double)waterway->width - 0.5 && row > -0.5 &&
        row < (double)waterway->height - 0.5) {
        cell[0] = (size_t)round(column);
        cell[1] = (size_t)round(row);
        if (waterway->water[cell[1] * waterway->width + cell[0]]) {
            cell[0] += window->first[0];
            cell[1] += window->first[1];
            return true;
        }
    }
    for (size_t i = 0; i < waterway->width * waterway->height; i++) {
        size_t across = i % waterway->width, down = i / waterway->width;
        double x = (double)across - column, y = (double)down - row;

        if (waterway->water[i] && x * x + y * y < nearest) {
            nearest = x * x + y * y;
            cell[0] = window->first[0] + across;
            cell[1] = window->first[1] + down;
        }
    }
    return isfinite(nearest);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

/** Whether the straight line between the centres of two cells is water: the
 * box about them, or else every cell on the way, two looks a cell. */
static bool in_sight(const struct bc_waterway *w, size_t a, size_t b)
{
    size_t ax = a % w->width, ay = a / w->width;
    size_t bx = b % w->width, by = b / w->width;
    double dx = (double)bx - (double)ax, dy = (double)by - (double)ay;
    int looks = 2 * (int)fmax(fabs(dx), fabs(dy));

    if (all_water(w, least(ax, bx), least(ay, by), most(ax, bx), most(ay, by)))
        return true;
    for (int i = 1; i < looks; i++) {
        double t = (double)i / looks;
        size_t x = (size_t)((double)ax + t * dx + 0.5);
        size_t y = (size_t)((double)ay + t * dy + 0.5);

        if (!w->water[y * w->width + x])
            return false;
    }
    return true;
}

/* ---- the search ---- */

static bool sooner(const struct stop *a, const struct stop *b)
{
    return a->metres != b->metres ? a->metres < b->metres : a->cell < b->cell;
}

static void push(struct bc_waterway *w, struct stop stop)
{
    size_t i = w->n_heap++;

    w->heap = bc_reserve(w->heap, &w->heap_room, w->n_heap, sizeof *w->heap);
    for (; i > 0 && sooner(&stop, &w->heap[(i - 1) / 2]); i = (i - 1) / 2)
        w->heap[i] = w->heap[(i - 1) / 2];
    w->heap[i] = stop;
}

static struct stop pop(struct bc_waterway *w)
{
    struct stop first = w->heap[0], last = w->heap[--w->n_heap];
    size_t i = 0;

    for (;;) {
        size_t child = 2 * i + 1;

        if (child >= w->n_heap)
            break;
        if (child + 1 < w->n_heap &&
            sooner(&w->heap[child + 1], &w->heap[child]))
            child++;
        if (!sooner(&w->heap[child], &last))
            break;
        w->heap[i] = w->heap[child];
        i = child;
    }
    w->heap[i] = last;
    return first;
}

static float metres_between(const struct bc_waterway *w, size_t a, size_t b)
{
    return (float)sqrt(bc_globe_chord2(&w->spots[a], &w->spots[b]));
}

/** A way to @p next by @p cell, straight from where the way last turned if that
 * is in sight. */
static void try_way(struct bc_waterway *w, size_t cell, size_t next,
                    float *metres)
{
    size_t pivot = w->pivot[cell];
    float way;

    if (!in_sight(w, pivot, next))
        pivot = cell;
    way = metres[pivot] + metres_between(w, pivot, next);
    if (way >= metres[next])
        return;
    metres[next] = way;
    w->pivot[next] = (uint32_t)pivot;
    push(w, (struct stop){way, (uint32_t)next});
}

/* A way between two cells of land that touch at a corner is none. */
static void look_around(struct bc_waterway *w, size_t cell, float *metres)
{
    size_t x = cell % w->width, y = cell / w->width;

    for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++) {
            size_t nx = x + (size_t)dx, ny = y + (size_t)dy;
            size_t next = ny * w->width + nx;

            if (nx >= w->width || ny >= w->height || !w->water[next] ||
                w->done[next])
                continue;
            if (dx && dy && !w->water[y * w->width + nx] &&
                !w->water[ny * w->width + x])
                continue;
            try_way(w, cell, next, metres);
        }
}

static void prepare(struct bc_waterway *w)
{
    size_t n = w->width * w->height;

    if (w->spots)
        return;
    w->spots = bc_alloc(n, sizeof *w->spots);
    w->pivot = bc_alloc(n, sizeof *w->pivot);
    w->done = bc_alloc(n, 1);
    bc_grid_spots(w->grid, &w->window, w->spots);
}

void bc_waterway_spread(struct bc_waterway *waterway, const size_t cell[2],
                        const struct bc_spot *from, float *metres)
{
    struct bc_waterway *w = waterway;
    size_t start = (cell[1] - w->window.first[1]) * w->width + cell[0] -
                   w->window.first[0];
    struct bc_spot centre;

    prepare(w);
    centre = w->spots[start];
    for (size_t i = 0; i < w->width * w->height; i++) {
        metres[i] = INFINITY;
        w->done[i] = 0;
    }
    w->spots[start] = *from;
    metres[start] = 0;
    w->pivot[start] = (uint32_t)start;
    push(w, (struct stop){0, (uint32_t)start});
    while (w->n_heap > 0) {
        size_t here = pop(w).cell;

        if (w->done[here])
            continue;
        w->done[here] = 1;
        look_around(w, here, metres);
    }
    w->spots[start] = centre;
    metres[start] = (float)sqrt(bc_globe_chord2(from, &centre));
}
