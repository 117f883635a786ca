/* SPDX-License-Identifier: MIT */
#include "geo/distance.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "geo/nearest.h"

/* Edges are cut into pieces so short that the chord keeps within 2 cm of the
 * surface, and the middle of a piece finds it. */
#define PIECE_M 1000.0
#define BLOCK 8 /* cells that share their candidates, each way */

struct piece {
    struct bc_spot from, along; /* along: to the other end */
    double length2;
};

struct border {
    size_t n, room;
    struct piece *pieces;
    struct bc_nearest *middles; /* of the pieces */
};

static void add_piece(struct border *border, const struct bc_spot *from,
                      const struct bc_spot *to)
{
    border->pieces = bc_reserve(border->pieces, &border->room, border->n + 1,
                                sizeof *border->pieces);
    border->pieces[border->n++] =
        (struct piece){*from,
                       {to->x - from->x, to->y - from->y, to->z - from->z},
                       bc_globe_chord2(from, to)};
}

static void add_edge(struct border *border, const double x[2],
                     const double y[2])
{
    struct bc_spot from = bc_globe_spot(x[0], y[0]);
    struct bc_spot end = bc_globe_spot(x[1], y[1]);
    double length = sqrt(bc_globe_chord2(&from, &end));
    size_t n = (size_t)fmax(ceil(length / PIECE_M), 1);

    for (size_t i = 1; i < n; i++) {
        double t = (double)i / (double)n;
        struct bc_spot to =
            bc_globe_spot(x[0] + t * (x[1] - x[0]), y[0] + t * (y[1] - y[0]));

        add_piece(border, &from, &to);
        from = to;
    }
    add_piece(border, &from, &end);
}

static void cut_up(struct border *border, const struct bc_shapes *polygons)
{
    struct bc_spot *middles;

    for (size_t r = 0; r < polygons->n_rings; r++)
        for (size_t v = polygons->vertex_of[r];
             v + 1 < polygons->vertex_of[r + 1]; v++)
            add_edge(border, polygons->x + v, polygons->y + v);
    middles = bc_alloc(border->n + 1, sizeof *middles);
    for (size_t i = 0; i < border->n; i++) {
        const struct piece *piece = &border->pieces[i];

        middles[i] = (struct bc_spot){piece->from.x + piece->along.x / 2,
                                      piece->from.y + piece->along.y / 2,
                                      piece->from.z + piece->along.z / 2};
    }
    border->middles = bc_nearest_of_spots(middles, border->n);
    free(middles);
}

/** Square of the chord from a spot to a piece. */
static double chord2_to(const struct piece *piece, const struct bc_spot *spot)
{
    double x = spot->x - piece->from.x, y = spot->y - piece->from.y;
    double z = spot->z - piece->from.z;
    double t = x * piece->along.x + y * piece->along.y + z * piece->along.z;

    t = piece->length2 > 0 ? fmin(fmax(t / piece->length2, 0), 1) : 0;
    x -= t * piece->along.x;
    y -= t * piece->along.y;
    z -= t * piece->along.z;
    return x * x + y * y + z * z;
}

/** The radius of a block about a spot. */
static double radius_of(const struct bc_spot *spots, size_t n,
                        const struct bc_spot *centre)
{
    double radius2 = 0;

    for (size_t i = 0; i < n; i++)
        radius2 = fmax(radius2, bc_globe_chord2(&spots[i], centre));
    return sqrt(radius2);
}

/* The piece nearest to a cell has its middle no farther from the centre of the
 * block than the nearest middle there, twice the radius, and half a piece. */
static void fill_block(const struct bc_grid *grid, const struct border *border,
                       const struct bc_block *block, const uint8_t *wanted,
                       const uint8_t *inside, struct bc_near_rows *near,
                       float *metres)
{
    struct bc_spot spots[BLOCK * BLOCK];
    size_t width = block->last[0] - block->first[0];
    size_t n = width * (block->last[1] - block->first[1]);
    const struct bc_spot *centre = &spots[n / 2];
    double reach;

    bc_grid_spots(grid, block, spots);
    reach = bc_nearest_chord_m(border->middles, centre, 1) +
            2 * radius_of(spots, n, centre) + PIECE_M / 2;
    bc_nearest_within(border->middles, centre, reach, near);
    for (size_t i = 0; i < n; i++) {
        size_t cell = (block->first[1] + i / width) * grid->width +
                      block->first[0] + i % width;
        double chord2 = INFINITY;

        if (!wanted[cell])
            continue;
        if (!inside[cell])
            for (size_t k = 0; k < near->n; k++)
                chord2 = fmin(chord2, chord2_to(&border->pieces[near->row[k]],
                                                &spots[i]));
        metres[cell] = inside[cell] ? 0 : (float)bc_globe_arc_m(sqrt(chord2));
    }
}

/** Whether any cell of a block needs a distance that is not 0. */
static bool is_wanted(const struct bc_grid *grid, const struct bc_block *block,
                      const uint8_t *wanted)
{
    for (size_t row = block->first[1]; row < block->last[1]; row++)
        for (size_t c = block->first[0]; c < block->last[0]; c++)
            if (wanted[row * grid->width + c])
                return true;
    return false;
}

struct job {
    const struct bc_grid *grid;
    const struct border *border;
    const uint8_t *wanted, *inside;
    float *metres;
};

/** One row of blocks. */
static void fill_blocks(void *context, size_t chunk)
{
    const struct job *job = context;
    const struct bc_grid *grid = job->grid;
    struct bc_near_rows near = {0};
    size_t row = chunk * BLOCK;

    for (size_t column = 0; column < grid->width; column += BLOCK) {
        struct bc_block block = {
            {column, row},
            {column + BLOCK < grid->width ? column + BLOCK : grid->width,
             row + BLOCK < grid->height ? row + BLOCK : grid->height}};

        if (is_wanted(grid, &block, job->wanted))
            fill_block(grid, job->border, &block, job->wanted, job->inside,
                       &near, job->metres);
    }
    free(near.row);
}

void bc_distance_fill(const struct bc_grid *grid,
                      const struct bc_shapes *polygons, const uint8_t *wanted,
                      const uint8_t *inside, float none, float *metres)
{
    struct border border = {0};
    struct job job = {.grid = grid,
                      .border = &border,
                      .wanted = wanted,
                      .inside = inside,
                      .metres = metres};
    size_t n_rows = bc_chunks(grid->height, BLOCK);

    cut_up(&border, polygons);
    for (size_t i = 0; i < grid->width * grid->height; i++)
        metres[i] = none;
    if (border.n > 0 && grid->zone) /* a zone is for one thread */
        for (size_t row = 0; row < n_rows; row++)
            fill_blocks(&job, row);
    else if (border.n > 0)
        bc_parallel_for(n_rows, fill_blocks, &job);
    bc_nearest_free(border.middles);
    free(border.pieces);
}
