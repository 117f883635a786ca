/* SPDX-License-Identifier: MIT */
#include "geo/surface.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "geo/nearest.h"
#include "geo/waterway.h"

#define BLOCK 16 /* cells that share their candidates, each way */
#define FEW 8    /* candidates too many that are struck out singly */
#define K BC_SURFACE_NEIGHBOURS

/** The k nearest of a cell so far, ascending. */
struct near {
    float metres[K];
    float value[K];
};

struct job {
    const struct bc_grid *grid;
    const uint8_t *water;
    const struct bc_surface_points *points;
    size_t k; /* neighbours that count */
    float *values;
    struct bc_surface_result *result;
    struct bc_block window; /* about the water */
    size_t width, n_window;
    struct bc_waterway *waterway;
    size_t (*cell)[2];     /* of each point, in the grid */
    struct bc_spot *spots; /* of each point */
    struct bc_nearest *tree;
    size_t n_across; /* blocks of the window */
    bool *land_near; /* of each block */
    /* where land is near: cells of the window, and their neighbours */
    size_t n_closed, closed_room;
    size_t *closed;
    struct near *near;
    float *between; /* metres from point to point through water */
};

static double estimate(const float *metres, const float *value, size_t n)
{
    double weights = 0, sum = 0;

    for (size_t i = 0; i < n && isfinite(metres[i]); i++) {
        double weight;

        if (metres[i] <= 0)
            return (double)value[i];
        weight = 1 / ((double)metres[i] * (double)metres[i]);
        weights += weight;
        sum += weight * (double)value[i];
    }
    return weights > 0 ? sum / weights : NAN;
}

static void keep(struct near *near, size_t k, float metres, float value)
{
    size_t i = k - 1;

    if (metres >= near->metres[i])
        return;
    for (; i > 0 && near->metres[i - 1] > metres; i--) {
        near->metres[i] = near->metres[i - 1];
        near->value[i] = near->value[i - 1];
    }
    near->metres[i] = metres;
    near->value[i] = value;
}

static void clear_near(struct near *near)
{
    for (size_t i = 0; i < K; i++)
        near->metres[i] = INFINITY;
}

/* ---- where the points are ---- */

static void find_window(struct job *job)
{
    const struct bc_grid *grid = job->grid;
    struct bc_block *w = &job->window;

    *w = (struct bc_block){{grid->width, grid->height}, {0, 0}};
    for (size_t row = 0; row < grid->height; row++)
        for (size_t c = 0; c < grid->width; c++) {
            if (!job->water[row * grid->width + c])
                continue;
            w->first[0] = c < w->first[0] ? c : w->first[0];
            w->last[0] = c >= w->last[0] ? c + 1 : w->last[0];
            w->first[1] = row < w->first[1] ? row : w->first[1];
            w->last[1] = row + 1;
        }
    job->width = w->last[0] > w->first[0] ? w->last[0] - w->first[0] : 0;
    job->n_window = job->width * (job->width ? w->last[1] - w->first[1] : 0);
}

static void place_points(struct job *job)
{
    for (size_t i = 0; i < job->points->n; i++) {
        struct bc_spot *spot = &job->spots[i];
        size_t *cell = job->cell[i];
        struct bc_spot centre;
        double at[2];

        bc_grid_locate(job->grid, job->points->x[i], job->points->y[i], at);
        *spot = bc_globe_spot(job->points->x[i], job->points->y[i]);
        bc_waterway_nearest(job->waterway, at[0], at[1], cell);
        if (fabs(at[0] - (double)cell[0]) <= 0.5 &&
            fabs(at[1] - (double)cell[1]) <= 0.5)
            continue;
        bc_grid_spots(
            job->grid,
            &(struct bc_block){{cell[0], cell[1]}, {cell[0] + 1, cell[1] + 1}},
            &centre);
        job->result->n_moved++;
        job->result->moved_m =
            fmax(job->result->moved_m, sqrt(bc_globe_chord2(spot, &centre)));
        *spot = centre;
    }
}

/* ---- open water: straight lines ---- */

/** Strikes out the farthest until k are left. */
static void strike_out(float *metres2, size_t n, size_t k)
{
    for (; n > k; k++) {
        size_t farthest = 0;

        for (size_t i = 1; i < n; i++)
            if (metres2[i] > metres2[farthest])
                farthest = i;
        metres2[farthest] = -INFINITY;
    }
}

/** The value of a place from its candidates, at least k of them. */
static double straight(const struct job *job, const struct bc_near_rows *rows,
                       const struct bc_spot *at, float *metres2)
{
    double weights = 0, sum = 0;

    for (size_t i = 0; i < rows->n; i++)
        metres2[i] = (float)bc_globe_chord2(at, &job->spots[rows->row[i]]);
    if (rows->n > job->k + FEW || job->k == 1) {
        struct near near;

        clear_near(&near);
        for (size_t i = 0; i < rows->n; i++)
            keep(&near, job->k, sqrtf(metres2[i]),
                 (float)job->points->value[rows->row[i]]);
        return estimate(near.metres, near.value, job->k);
    }
    strike_out(metres2, rows->n, job->k);
    for (size_t i = 0; i < rows->n; i++) {
        double weight;

        if (metres2[i] == 0)
            return job->points->value[rows->row[i]];
        weight = metres2[i] > 0 ? 1 / (double)metres2[i] : 0;
        weights += weight;
        sum += weight * job->points->value[rows->row[i]];
    }
    return sum / weights;
}

/** Whether block and candidates lie in a box without land: then the nearest in
 * a straight line are the nearest by water. */
static bool is_open(const struct job *job, const struct bc_block *block,
                    const struct bc_near_rows *rows)
{
    struct bc_block box = *block;

    for (size_t i = 0; i < rows->n; i++)
        for (int d = 0; d < 2; d++) {
            size_t at = job->cell[rows->row[i]][d];

            box.first[d] = at < box.first[d] ? at : box.first[d];
            box.last[d] = at >= box.last[d] ? at + 1 : box.last[d];
        }
    return bc_waterway_is_open(job->waterway, &box);
}

static void close_cell(struct job *job, size_t column, size_t row)
{
    job->closed = bc_reserve(job->closed, &job->closed_room, job->n_closed + 1,
                             sizeof *job->closed);
    job->closed[job->n_closed++] = (row - job->window.first[1]) * job->width +
                                   column - job->window.first[0];
}

/** The cells of a block, unless land is near. @return whether it is */
static bool fill_block(const struct job *job, const struct bc_block *block,
                       struct bc_near_rows *rows, float *metres2)
{
    struct bc_spot spots[BLOCK * BLOCK];
    size_t width = block->last[0] - block->first[0];
    size_t n = width * (block->last[1] - block->first[1]);
    const struct bc_spot *centre = &spots[n / 2];
    double radius2 = 0;

    bc_grid_spots(job->grid, block, spots);
    for (size_t i = 0; i < n; i++)
        radius2 = fmax(radius2, bc_globe_chord2(&spots[i], centre));
    bc_nearest_within(job->tree, centre,
                      bc_nearest_chord_m(job->tree, centre, job->k) +
                          2 * sqrt(radius2) + 0.01,
                      rows);
    if (!is_open(job, block, rows))
        return true;
    for (size_t i = 0; i < n; i++) {
        size_t row = block->first[1] + i / width;
        size_t cell = row * job->grid->width + block->first[0] + i % width;

        if (job->water[cell])
            job->values[cell] = (float)straight(job, rows, &spots[i], metres2);
    }
    return false;
}

static struct bc_block block_at(const struct job *job, size_t row,
                                size_t column)
{
    const struct bc_block *w = &job->window;
    size_t y = w->first[1] + row * BLOCK, x = w->first[0] + column * BLOCK;

    return (struct bc_block){{x, y},
                             {x + BLOCK < w->last[0] ? x + BLOCK : w->last[0],
                              y + BLOCK < w->last[1] ? y + BLOCK : w->last[1]}};
}

/** One row of blocks. */
static void fill_blocks(void *context, size_t row)
{
    const struct job *job = context;
    struct bc_near_rows rows = {0};
    float *metres2 = bc_alloc(job->points->n + 1, sizeof *metres2);

    for (size_t c = 0; c < job->n_across; c++) {
        struct bc_block block = block_at(job, row, c);

        job->land_near[row * job->n_across + c] =
            fill_block(job, &block, &rows, metres2);
    }
    free(metres2);
    free(rows.row);
}

/** Lists the water of a block for ways about the land. */
static void close_block(struct job *job, const struct bc_block *block)
{
    for (size_t row = block->first[1]; row < block->last[1]; row++)
        for (size_t c = block->first[0]; c < block->last[0]; c++)
            if (job->water[row * job->grid->width + c])
                close_cell(job, c, row);
}

static void fill_open(struct job *job)
{
    size_t n_down =
        bc_chunks(job->window.last[1] - job->window.first[1], BLOCK);

    job->n_across = bc_chunks(job->width, BLOCK);
    job->land_near = bc_alloc(n_down * job->n_across, sizeof *job->land_near);
    if (job->grid->zone) /* a zone is for one thread */
        for (size_t row = 0; row < n_down; row++)
            fill_blocks(job, row);
    else
        bc_parallel_for(n_down, fill_blocks, job);
    for (size_t i = 0; i < n_down * job->n_across; i++)
        if (job->land_near[i]) {
            struct bc_block block =
                block_at(job, i / job->n_across, i % job->n_across);

            close_block(job, &block);
        }
    free(job->land_near);
}

/* ---- about land: ways through water ---- */

static void fill_closed(struct job *job)
{
    size_t n = job->points->n;
    float *metres = bc_alloc(job->n_window, sizeof *metres);

    job->near = bc_alloc(job->n_closed, sizeof *job->near);
    job->between = bc_alloc(n * n, sizeof *job->between);
    for (size_t i = 0; i < job->n_closed; i++)
        clear_near(&job->near[i]);
    for (size_t p = 0; p < n; p++) {
        bc_waterway_spread(job->waterway, job->cell[p], &job->spots[p], metres);
        for (size_t i = 0; i < job->n_closed; i++)
            keep(&job->near[i], job->k, metres[job->closed[i]],
                 (float)job->points->value[p]);
        for (size_t q = 0; q < n; q++)
            job->between[p * n + q] =
                metres[(job->cell[q][1] - job->window.first[1]) * job->width +
                       job->cell[q][0] - job->window.first[0]];
    }
    for (size_t i = 0; i < job->n_closed; i++) {
        size_t row = job->window.first[1] + job->closed[i] / job->width;
        size_t column = job->window.first[0] + job->closed[i] % job->width;
        double value =
            estimate(job->near[i].metres, job->near[i].value, job->k);

        if (isnan(value))
            job->result->n_cut_off++;
        else
            job->values[row * job->grid->width + column] = (float)value;
    }
    free(metres);
}

/* ---- leave one out ---- */

/** A point from all others: by water where ways were reckoned, else straight.
 */
static double from_others(const struct job *job, size_t point)
{
    size_t n = job->points->n;
    struct near near;
    struct bc_near_rows rows = {0};

    clear_near(&near);
    if (job->between) {
        for (size_t q = 0; q < n; q++)
            if (q != point)
                keep(&near, job->k, job->between[q * n + point],
                     (float)job->points->value[q]);
        return estimate(near.metres, near.value, job->k);
    }
    bc_nearest_within(job->tree, &job->spots[point],
                      bc_nearest_chord_m(job->tree, &job->spots[point],
                                         job->k + 1 < n ? job->k + 1 : n) +
                          0.01,
                      &rows);
    for (size_t i = 0; i < rows.n; i++)
        if (rows.row[i] != point)
            keep(&near, job->k,
                 (float)sqrt(bc_globe_chord2(&job->spots[point],
                                             &job->spots[rows.row[i]])),
                 (float)job->points->value[rows.row[i]]);
    free(rows.row);
    return estimate(near.metres, near.value, job->k);
}

static double leave_one_out(const struct job *job)
{
    double squares = 0;
    size_t n = 0;

    for (size_t i = 0; i < job->points->n; i++) {
        double error = from_others(job, i) - job->points->value[i];

        if (isnan(error))
            continue;
        squares += error * error;
        n++;
    }
    return n ? sqrt(squares / (double)n) : NAN;
}

void bc_surface_fill(const struct bc_grid *grid, const uint8_t *water,
                     const struct bc_surface_points *points, bool nearest,
                     float *values, struct bc_surface_result *result)
{
    struct job job = {.grid = grid,
                      .water = water,
                      .points = points,
                      .k = nearest ? 1 : K,
                      .values = values,
                      .result = result};

    *result = (struct bc_surface_result){.rmse = NAN};
    job.k = points->n < job.k ? points->n : job.k;
    find_window(&job);
    if (job.n_window == 0 || points->n == 0)
        return;
    job.waterway = bc_waterway_new(grid, &job.window, water);
    job.cell = bc_alloc(points->n, sizeof *job.cell);
    job.spots = bc_alloc(points->n, sizeof *job.spots);
    place_points(&job);
    job.tree = bc_nearest_of_spots(job.spots, points->n);
    fill_open(&job);
    if (job.n_closed > 0)
        fill_closed(&job);
    result->rmse = leave_one_out(&job);
    bc_nearest_free(job.tree);
    bc_waterway_free(job.waterway);
    free(job.cell);
    free(job.spots);
    free(job.closed);
    free(job.near);
    free(job.between);
}
