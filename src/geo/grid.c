/* SPDX-License-Identifier: MIT */
#include "geo/grid.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

#define DEGREE (M_PI / 180)

/* Metres in a degree on CGCS2000 and WGS 84, by the usual cosine series; good
 * to a centimetre, far below a cell. */
static double degree_north_m(double latitude)
{
    return 111132.954 - 559.822 * cos(2 * latitude * DEGREE) +
           1.175 * cos(4 * latitude * DEGREE);
}

static double degree_east_m(double latitude)
{
    return 111412.84 * cos(latitude * DEGREE) -
           93.5 * cos(3 * latitude * DEGREE) +
           0.118 * cos(5 * latitude * DEGREE);
}

/** Cells from the first to the last whole step around an extent, at least 1. */
static double cells_between(double low, double high, double step)
{
    return fmax(ceil(high / step) - floor(low / step), 1);
}

void bc_grid_init(struct bc_grid *grid, const double bounds[4],
                  double resolution_m, const struct bc_zone *zone)
{
    double middle = (bounds[1] + bounds[3]) / 2;
    double step_m = resolution_m > 0 ? resolution_m : BC_GRID_STEP_M;
    double most = resolution_m > 0 ? BC_GRID_MAX_CELLS : BC_GRID_USUAL_CELLS;
    double step_x = step_m / (zone ? 1 : degree_east_m(middle));
    double step_y = step_m / (zone ? 1 : degree_north_m(middle));
    double width, height;

    assert(resolution_m >= 0 && isfinite(bounds[0] + bounds[1]) &&
           isfinite(bounds[2] + bounds[3]));
    for (;;) {
        width = cells_between(bounds[0], bounds[2], step_x);
        height = cells_between(bounds[1], bounds[3], step_y);
        if (width * height <= most)
            break;
        step_x *= 2;
        step_y *= 2;
    }
    grid->width = (size_t)width;
    grid->height = (size_t)height;
    grid->zone = zone;
    grid->step_x = step_x;
    grid->step_y = step_y;
    grid->x0 = floor(bounds[0] / step_x) * step_x;
    grid->y0 = (floor(bounds[1] / step_y) + height) * step_y;
    grid->cells = bc_alloc(grid->width * grid->height, sizeof *grid->cells);
}

void bc_grid_clear(struct bc_grid *grid)
{
    free(grid->cells);
    *grid = (struct bc_grid){0};
}

/* ---- places ---- */

static double centre_x(const struct bc_grid *grid, size_t column)
{
    return grid->x0 + ((double)column + 0.5) * grid->step_x;
}

static double centre_y(const struct bc_grid *grid, size_t row)
{
    return grid->y0 - ((double)row + 0.5) * grid->step_y;
}

/* Longitude turns a spot about the axis, so a block needs few sines. */
static void spots_of_degrees(const struct bc_grid *grid,
                             const struct bc_block *block,
                             struct bc_spot *spots)
{
    size_t width = block->last[0] - block->first[0];

    for (size_t c = 0; c < width; c++) {
        double lon = centre_x(grid, block->first[0] + c) * DEGREE;
        double east = sin(lon), north = cos(lon);
        struct bc_spot *spot = &spots[c];

        for (size_t row = block->first[1]; row < block->last[1]; row++) {
            *spot = (struct bc_spot){north, east, 0};
            spot += width;
        }
    }
    for (size_t row = block->first[1]; row < block->last[1]; row++) {
        struct bc_spot meridian = bc_globe_spot(0, centre_y(grid, row));

        for (size_t c = 0; c < width; c++, spots++)
            *spots = (struct bc_spot){spots->x * meridian.x,
                                      spots->y * meridian.x, meridian.z};
    }
}

static void spots_of_zone(const struct bc_grid *grid,
                          const struct bc_block *block, struct bc_spot *spots)
{
    size_t width = block->last[0] - block->first[0];
    double *x = bc_alloc(2 * width, sizeof *x), *y = x + width;

    for (size_t row = block->first[1]; row < block->last[1]; row++) {
        for (size_t c = 0; c < width; c++) {
            x[c] = centre_x(grid, block->first[0] + c);
            y[c] = centre_y(grid, row);
        }
        bc_zone_unproject(grid->zone, x, y, width);
        for (size_t c = 0; c < width; c++)
            *spots++ = bc_globe_spot(x[c], y[c]);
    }
    free(x);
}

void bc_grid_spots(const struct bc_grid *grid, const struct bc_block *block,
                   struct bc_spot *spots)
{
    if (grid->zone)
        spots_of_zone(grid, block, spots);
    else
        spots_of_degrees(grid, block, spots);
}

double bc_grid_cell_m2(const struct bc_grid *grid, size_t row)
{
    double y = centre_y(grid, row);

    if (grid->zone)
        return grid->step_x * grid->step_y;
    return grid->step_x * degree_east_m(y) * grid->step_y * degree_north_m(y);
}

void bc_grid_locate(const struct bc_grid *grid, double lon, double lat,
                    double cell[2])
{
    if (grid->zone)
        bc_zone_project(grid->zone, &lon, &lat, 1);
    cell[0] = (lon - grid->x0) / grid->step_x - 0.5;
    cell[1] = (grid->y0 - lat) / grid->step_y - 0.5;
}

/* ---- burning ---- */

/** Where an edge crosses the middle of a row of cells. */
struct crossing {
    size_t row, column; /* the first column whose centre is not west of it */
};

struct crossings {
    struct crossing *item;
    size_t n, room;
};

/**
 * The first cell of @p n whose centre is at or beyond @p position (in cells).
 * Edges reach from one such number to the next, so cells between two polygons
 * that share an edge fall to exactly one of them.
 */
static size_t first_cell(double position, size_t n)
{
    double cell = ceil(position - 0.5);

    if (!(cell > 0))
        return 0;
    return cell >= (double)n ? n : (size_t)cell;
}

static size_t first_row(const struct bc_grid *grid, double y)
{
    return first_cell((grid->y0 - y) / grid->step_y, grid->height);
}

static void add_edge(const struct bc_grid *grid, double x1, double y1,
                     double x2, double y2, const size_t rows[2],
                     struct crossings *found)
{
    size_t top, bottom;

    if (y1 < y2) { /* north to south, so that both neighbours reckon alike */
        add_edge(grid, x2, y2, x1, y1, rows, found);
        return;
    }
    top = first_row(grid, y1);
    bottom = first_row(grid, y2);
    top = top > rows[0] ? top : rows[0];
    bottom = bottom < rows[1] ? bottom : rows[1];
    if (top >= bottom)
        return;
    found->item = bc_reserve(found->item, &found->room, found->n + bottom - top,
                             sizeof *found->item);
    for (size_t row = top; row < bottom; row++) {
        double y = grid->y0 - ((double)row + 0.5) * grid->step_y;
        double x = x1 + (y1 - y) / (y1 - y2) * (x2 - x1);

        found->item[found->n++] = (struct crossing){
            row, first_cell((x - grid->x0) / grid->step_x, grid->width)};
    }
}

static int by_place(const void *a, const void *b)
{
    const struct crossing *left = a, *right = b;

    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    return (left->column > right->column) - (left->column < right->column);
}

/* Rings are closed, so every row is crossed an even number of times. */
static void fill(struct bc_grid *grid, const struct crossings *found,
                 uint8_t value)
{
    for (size_t i = 0; i + 1 < found->n; i += 2) {
        uint8_t *row = grid->cells + found->item[i].row * grid->width;

        assert(found->item[i].row == found->item[i + 1].row);
        for (size_t c = found->item[i].column; c < found->item[i + 1].column;
             c++)
            row[c] = value;
    }
}

void bc_grid_burn_rows(struct bc_grid *grid, const struct bc_shapes *polygons,
                       size_t feature, const size_t rows[2], uint8_t value)
{
    size_t first = polygons->ring_of[polygons->part_of[feature]];
    size_t end = polygons->ring_of[polygons->part_of[feature + 1]];
    struct crossings found = {0};

    for (size_t r = first; r < end; r++)
        for (size_t v = polygons->vertex_of[r];
             v + 1 < polygons->vertex_of[r + 1]; v++)
            add_edge(grid, polygons->x[v], polygons->y[v], polygons->x[v + 1],
                     polygons->y[v + 1], rows, &found);
    if (found.n > 0)
        qsort(found.item, found.n, sizeof *found.item, by_place);
    fill(grid, &found, value);
    free(found.item);
}

void bc_grid_burn(struct bc_grid *grid, const struct bc_shapes *polygons,
                  size_t feature, uint8_t value)
{
    bc_grid_burn_rows(grid, polygons, feature, (size_t[]){0, grid->height},
                      value);
}

void bc_grid_rows(const struct bc_grid *grid, const struct bc_shapes *polygons,
                  size_t feature, size_t rows[2])
{
    double box[4];

    rows[0] = rows[1] = 0;
    if (!bc_shapes_bounds(polygons, feature, box))
        return;
    rows[0] = first_row(grid, box[3]);
    rows[1] = first_row(grid, box[1]);
}
