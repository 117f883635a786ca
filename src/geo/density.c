/* SPDX-License-Identifier: MIT */
#include "geo/density.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define SLACK 1.02 /* the box of a kernel is a little larger than it */

struct point {
    double x, y;
};

static int by_place(const void *a, const void *b)
{
    const struct point *left = a, *right = b;

    if (left->y != right->y)
        return left->y < right->y ? -1 : 1;
    return (left->x > right->x) - (left->x < right->x);
}

/** A whole number of cells from 0 to @p n. */
static size_t clamped(double cell, size_t n)
{
    return (size_t)fmin(fmax(cell, 0), (double)n);
}

/** The cells that a kernel about a point can reach. */
static struct bc_block reach_of(const struct bc_grid *grid,
                                const struct point *point, double bandwidth_m)
{
    double degree = M_PI / 180 * BC_GLOBE_A * (1 - BC_GLOBE_E2);
    double half = bandwidth_m * SLACK;
    double step_x = grid->step_x, step_y = grid->step_y, cell[2];

    if (!grid->zone) {
        double farthest = fmin(fabs(point->y) + half / degree, 89);

        step_x *= degree * cos(farthest * (M_PI / 180));
        step_y *= degree;
    }
    bc_grid_locate(grid, point->x, point->y, cell);
    return (struct bc_block){
        {clamped(floor(cell[0] - half / step_x), grid->width),
         clamped(floor(cell[1] - half / step_y), grid->height)},
        {clamped(ceil(cell[0] + half / step_x) + 1, grid->width),
         clamped(ceil(cell[1] + half / step_y) + 1, grid->height)}};
}

/** Centres of cells, for one kernel after the other. */
struct spots {
    struct bc_spot *spot;
    size_t room;
};

static void add_kernel(const struct bc_grid *grid, const struct point *point,
                       double bandwidth_m, struct spots *spots, float *per_km2)
{
    struct bc_block block = reach_of(grid, point, bandwidth_m);
    struct bc_spot centre = bc_globe_spot(point->x, point->y);
    double h2 = bandwidth_m * bandwidth_m, peak = 3 / (M_PI * h2) * 1e6;
    size_t width = block.last[0] - block.first[0];
    size_t height = block.last[1] - block.first[1];
    const struct bc_spot *spot;

    spots->spot = bc_reserve(spots->spot, &spots->room, width * height,
                             sizeof *spots->spot);
    bc_grid_spots(grid, &block, spots->spot);
    spot = spots->spot;
    for (size_t row = block.first[1]; row < block.last[1]; row++) {
        float *cells = per_km2 + row * grid->width + block.first[0];

        for (size_t i = 0; i < width; i++, spot++) {
            double left = 1 - bc_globe_chord2(spot, &centre) / h2;

            if (left > 0)
                cells[i] += (float)(peak * left * left);
        }
    }
}

size_t bc_density_fill(const struct bc_grid *grid, const double *x,
                       const double *y, const uint8_t *keep, size_t n,
                       double bandwidth_m, float *per_km2)
{
    struct point *points = bc_alloc(n + 1, sizeof *points);
    struct spots spots = {0};
    size_t counted = 0;

    memset(per_km2, 0, grid->width * grid->height * sizeof *per_km2);
    for (size_t i = 0; i < n; i++)
        if (isfinite(x[i]) && isfinite(y[i]) && (!keep || keep[i]))
            points[counted++] = (struct point){x[i], y[i]};
    qsort(points, counted, sizeof *points, by_place);
    for (size_t i = 0; i < counted; i++)
        add_kernel(grid, &points[i], bandwidth_m, &spots, per_km2);
    free(spots.spot);
    free(points);
    return counted;
}
