/* SPDX-License-Identifier: MIT */
#include "geo/tiles.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "geo/runs.h"

/* More tiles than this no longer fit a processor's cache, fewer hold more
 * edges; where polygons lie upon each other a tile costs as many entries. */
#define MOST_TILES 4e6
#define MOST_ENTRIES 16e6
#define EDGES_PER_TILE 4.0
#define LEAST_TILES 64.0
#define RUN_VERTICES 32768
#define CHUNK_TILES 65536

/* ---- where a tile lies ---- */

static double column_x(const struct bc_tiles *tiles, size_t column)
{
    return tiles->x + (double)column * tiles->width;
}

static double row_y(const struct bc_tiles *tiles, size_t row)
{
    return tiles->y + (double)row * tiles->height;
}

/* The product may be off by one where a place lies near a grid line. */
static size_t column_of(const struct bc_tiles *tiles, double x)
{
    size_t column = (size_t)((x - tiles->x) * tiles->per_width);

    if (column > 0 && x < column_x(tiles, column))
        column--;
    else if (x >= column_x(tiles, column + 1))
        column++;
    return column;
}

static size_t row_of(const struct bc_tiles *tiles, double y)
{
    size_t row = (size_t)((y - tiles->y) * tiles->per_height);

    if (row > 0 && y < row_y(tiles, row))
        row--;
    else if (y >= row_y(tiles, row + 1))
        row++;
    return row;
}

size_t bc_tiles_find(const struct bc_tiles *tiles, double x, double y)
{
    size_t column, row;

    if (!(x >= tiles->x && y >= tiles->y &&
          x < column_x(tiles, tiles->n_columns) &&
          y < row_y(tiles, tiles->n_rows)))
        return BC_NO_ROW;
    column = column_of(tiles, x);
    row = row_of(tiles, y);
    return row * tiles->n_columns + column;
}

/* ---- from a tile's corner to a place ---- */

/** An edge of a polygon. */
struct edge {
    double ax, ay, bx, by;
};

static struct edge edge_at(const struct bc_shapes *shapes, size_t v)
{
    return (struct edge){shapes->x[v], shapes->y[v], shapes->x[v + 1],
                         shapes->y[v + 1]};
}

/* The path to a place goes north first, then east. Its places are thought of
 * as moved east by less than any number, and north by less than that, so that
 * none lies on an edge and none of its lines goes through a vertex. */
static bool is_left(const struct edge *e, double x, double y)
{
    int side = bc_orientation(e->ax, e->ay, e->bx, e->by, x, y);

    if (side == 0)
        return e->by != e->ay ? e->by < e->ay : e->bx > e->ax;
    return side > 0;
}

static bool crosses_north(const struct edge *e, double x, double from,
                          double to)
{
    return (e->ax > x) != (e->bx > x) &&
           is_left(e, x, from) != is_left(e, x, to);
}

static bool crosses_east(const struct edge *e, double y, double from, double to)
{
    if ((e->ay > y) == (e->by > y) || (e->ax < from && e->bx < from) ||
        (e->ax > to && e->bx > to))
        return false;
    return is_left(e, from, y) != is_left(e, to, y);
}

static bool is_on(const struct edge *e, double x, double y)
{
    return x >= bc_lesser(e->ax, e->bx) && x <= bc_greater(e->ax, e->bx) &&
           y >= bc_lesser(e->ay, e->by) && y <= bc_greater(e->ay, e->by) &&
           bc_orientation(e->ax, e->ay, e->bx, e->by, x, y) == 0;
}

int bc_tiles_side(const struct bc_tiles *tiles, size_t tile,
                  const struct bc_tile_entry *entry, double x, double y)
{
    double corner_x = column_x(tiles, tile % tiles->n_columns);
    double corner_y = row_y(tiles, tile / tiles->n_columns);
    bool inside = entry->inside;

    for (size_t i = 0; i < entry->n_edges; i++) {
        struct edge e = edge_at(tiles->polygons, tiles->edge[entry->first + i]);

        if (is_on(&e, x, y))
            return 0;
        inside ^= crosses_north(&e, corner_x, corner_y, y);
        inside ^= crosses_east(&e, y, corner_x, x);
    }
    return inside ? 1 : -1;
}

int bc_tiles_crossing(const struct bc_tiles *tiles, size_t tile,
                      const double edge[4], double x, double y)
{
    double corner_x = column_x(tiles, tile % tiles->n_columns);
    double corner_y = row_y(tiles, tile / tiles->n_columns);
    struct edge e = {edge[0], edge[1], edge[2], edge[3]};
    int way = 0;

    if (crosses_north(&e, corner_x, corner_y, y))
        way += is_left(&e, corner_x, y) ? 1 : -1;
    if (crosses_east(&e, y, corner_x, x))
        way += is_left(&e, x, y) ? 1 : -1;
    return way;
}

bool bc_tiles_is_left(const double edge[4], double x, double y)
{
    struct edge e = {edge[0], edge[1], edge[2], edge[3]};

    return is_left(&e, x, y);
}

void bc_tiles_bounds(const struct bc_tiles *tiles, size_t tile,
                     double bounds[4])
{
    size_t column = tile % tiles->n_columns, row = tile / tiles->n_columns;

    bounds[0] = column_x(tiles, column);
    bounds[1] = row_y(tiles, row);
    bounds[2] = column_x(tiles, column + 1);
    bounds[3] = row_y(tiles, row + 1);
}

/* ---- one polygon into tiles ---- */

/* Edges this near to a tile count as in it, as a share of its size. */
#define SLACK 1e-6

/** A rectangle of tiles, the ends included. */
struct window {
    size_t west, south, east, north;
};

static size_t window_width(const struct window *window)
{
    return window->east - window->west + 1;
}

static size_t window_size(const struct window *window)
{
    return window_width(window) * (window->north - window->south + 1);
}

/** An edge in a tile of the window. */
struct reach {
    size_t tile;
    uint32_t edge;
};

/** A polygon in a tile, and which tile. */
struct placed {
    uint32_t tile;
    struct bc_tile_entry entry;
};

/** The tiles of one run of features, as they come. */
struct filling {
    const struct bc_tiles *tiles;
    double slack_x, slack_y; /* edges this near to a tile count as in it */
    struct placed *placed;
    size_t n_placed, placed_room;
    uint32_t *edge; /* vertices that they begin at */
    size_t n_edges, edge_room;
    /* of the feature at hand */
    struct reach *reach;
    size_t n_reached, reach_room;
    size_t *first; /* of each tile of the window: into edge */
    size_t first_room;
};

static struct window window_of(const struct filling *filling,
                               const double box[4])
{
    const struct bc_tiles *tiles = filling->tiles;

    return (struct window){column_of(tiles, box[0] - filling->slack_x),
                           row_of(tiles, box[1] - filling->slack_y),
                           column_of(tiles, box[2] + filling->slack_x),
                           row_of(tiles, box[3] + filling->slack_y)};
}

/** What rounding does to where a flat edge leaves its row. */
static double blur_of(const struct bc_tiles *tiles, const struct edge *e,
                      size_t last_row)
{
    return fabs((e->bx - e->ax) / (e->by - e->ay)) * 4 * DBL_EPSILON *
           (fabs(e->ay) + fabs(e->by) + fabs(row_y(tiles, last_row)));
}

/** From where to where an edge runs within a row, west to east. */
static void span_of(const struct bc_tiles *tiles, const struct edge *e,
                    size_t row, double blur, double span[2])
{
    double x[2];

    for (int i = 0; i < 2; i++) {
        double t = (row_y(tiles, row + (size_t)i) - e->ay) / (e->by - e->ay);

        if (!isfinite(t)) /* along a grid line */
            t = i;
        x[i] = e->ax + bc_lesser(bc_greater(t, 0), 1) * (e->bx - e->ax);
    }
    span[0] = bc_greater(bc_lesser(x[0], x[1]) - blur, bc_lesser(e->ax, e->bx));
    span[1] =
        bc_lesser(bc_greater(x[0], x[1]) + blur, bc_greater(e->ax, e->bx));
}

static void reach_row(struct filling *filling, const struct window *window,
                      size_t v, size_t row, double low, double high)
{
    const struct bc_tiles *tiles = filling->tiles;
    size_t last = column_of(tiles, high + filling->slack_x);

    for (size_t c = column_of(tiles, low - filling->slack_x); c <= last; c++) {
        filling->reach =
            bc_reserve(filling->reach, &filling->reach_room,
                       filling->n_reached + 1, sizeof *filling->reach);
        filling->reach[filling->n_reached++] = (struct reach){
            (row - window->south) * window_width(window) + c - window->west,
            (uint32_t)v};
    }
}

/** Every tile that the edge comes near; one too many does no harm. */
static void reach_edge(struct filling *filling, const struct window *window,
                       size_t v)
{
    const struct bc_tiles *tiles = filling->tiles;
    struct edge e = edge_at(tiles->polygons, v);
    double west = bc_lesser(e.ax, e.bx), east = bc_greater(e.ax, e.bx);
    size_t row = row_of(tiles, bc_lesser(e.ay, e.by) - filling->slack_y);
    size_t last = row_of(tiles, bc_greater(e.ay, e.by) + filling->slack_y);
    double blur;

    if (row == last) {
        reach_row(filling, window, v, row, west, east);
        return;
    }
    blur = blur_of(tiles, &e, last);
    for (; row <= last; row++) {
        double span[2];

        span_of(tiles, &e, row, blur, span);
        reach_row(filling, window, v, row, span[0], span[1]);
    }
}

static void reach_edges(struct filling *filling, const struct window *window,
                        size_t feature)
{
    const struct bc_shapes *shapes = filling->tiles->polygons;
    size_t ring = shapes->ring_of[shapes->part_of[feature]];
    size_t end = shapes->ring_of[shapes->part_of[feature + 1]];

    filling->n_reached = 0;
    for (; ring < end; ring++)
        for (size_t v = shapes->vertex_of[ring];
             v + 1 < shapes->vertex_of[ring + 1]; v++)
            if (shapes->x[v] != shapes->x[v + 1] ||
                shapes->y[v] != shapes->y[v + 1])
                reach_edge(filling, window, v);
}

/** The edges of the feature, by tile of the window and as they come, behind
 * those of the features before it. */
static void sort_edges(struct filling *filling, const struct window *window)
{
    size_t n = window_size(window), *first;

    filling->first = bc_reserve(filling->first, &filling->first_room, n + 2,
                                sizeof *filling->first);
    first = filling->first;
    memset(first, 0, (n + 2) * sizeof *first);
    for (size_t i = 0; i < filling->n_reached; i++)
        first[filling->reach[i].tile + 2]++;
    for (size_t c = 2; c <= n; c++)
        first[c] += first[c - 1];
    filling->edge = bc_reserve(filling->edge, &filling->edge_room,
                               filling->n_edges + filling->n_reached,
                               sizeof *filling->edge);
    for (size_t i = 0; i < filling->n_reached; i++)
        filling->edge[filling->n_edges + first[filling->reach[i].tile + 1]++] =
            filling->reach[i].edge;
}

/* Copied as a whole, not inlined: bits set one by one read a fresh page before
 * they write to it, and the kernel makes it twice. */
__attribute__((noinline)) static void place(struct filling *filling,
                                            const struct placed *placed)
{
    filling->placed =
        bc_reserve(filling->placed, &filling->placed_room,
                   filling->n_placed + 1, sizeof *filling->placed);
    filling->placed[filling->n_placed++] = *placed;
}

/** Along a row of tiles from corner to corner; the first one lies outside. */
static void fill_row(struct filling *filling, const struct window *window,
                     size_t row, size_t feature)
{
    const struct bc_tiles *tiles = filling->tiles;
    const size_t *first =
        filling->first + (row - window->south) * window_width(window);
    double y = row_y(tiles, row);
    bool inside = false;

    for (size_t c = window->west; c <= window->east; c++, first++) {
        size_t n = first[1] - first[0], begin = filling->n_edges + first[0];
        double from = column_x(tiles, c), to = column_x(tiles, c + 1);
        struct placed placed = {
            (uint32_t)(row * tiles->n_columns + c),
            {(uint32_t)feature, (uint32_t)begin, n & 0x7fffffff, inside}};

        if (n > 0 || inside)
            place(filling, &placed);
        for (size_t i = 0; i < n; i++) {
            struct edge e = edge_at(tiles->polygons, filling->edge[begin + i]);

            inside ^= crosses_east(&e, y, from, to);
        }
    }
}

static void fill(struct filling *filling, size_t feature, const double box[4])
{
    struct window window = window_of(filling, box);

    window.west--; /* its corners lie outside for certain */
    reach_edges(filling, &window, feature);
    sort_edges(filling, &window);
    for (size_t row = window.south; row <= window.north; row++)
        fill_row(filling, &window, row, feature);
    filling->n_edges += filling->n_reached;
}

/* ---- the tiles along an edge that is none of the polygons' ---- */

/** Pulls a range to the grid; false when it lies beside it. */
static bool clamp(double *low, double *high, double least, double most)
{
    if (!(*low < most && *high >= least))
        return false;
    *low = fmax(*low, least);
    *high = fmin(*high, most);
    return true;
}

void bc_tiles_along(const struct bc_tiles *tiles, double ax, double ay,
                    double bx, double by,
                    void (*visit)(void *context, size_t tile), void *context)
{
    struct edge e = {ax, ay, bx, by};
    double slack_x = tiles->width * SLACK, slack_y = tiles->height * SLACK;
    double east = column_x(tiles, tiles->n_columns) - tiles->width / 2;
    double north = row_y(tiles, tiles->n_rows) - tiles->height / 2;
    double low = fmin(ay, by) - slack_y, high = fmax(ay, by) + slack_y, blur;
    size_t last;

    if ((ax == bx && ay == by) || !clamp(&low, &high, tiles->y, north))
        return;
    last = row_of(tiles, high);
    blur = blur_of(tiles, &e, last);
    for (size_t row = row_of(tiles, low); row <= last; row++) {
        double span[2];
        size_t c, last_column;

        span_of(tiles, &e, row, blur, span);
        span[0] -= slack_x;
        span[1] += slack_x;
        if (!clamp(&span[0], &span[1], tiles->x, east))
            continue;
        last_column = column_of(tiles, span[1]);
        for (c = column_of(tiles, span[0]); c <= last_column; c++)
            visit(context, row * tiles->n_columns + c);
    }
}

/* ---- the grid ---- */

/** The box around all polygons, and how often they cover it with theirs. */
static double measure(const struct bc_shapes *polygons, double box[4])
{
    double one[4], sum = 0, area;

    box[0] = box[1] = INFINITY;
    box[2] = box[3] = -INFINITY;
    for (size_t f = 0; f < polygons->n_features; f++) {
        if (!bc_shapes_bounds(polygons, f, one))
            continue;
        box[0] = fmin(box[0], one[0]);
        box[1] = fmin(box[1], one[1]);
        box[2] = fmax(box[2], one[2]);
        box[3] = fmax(box[3], one[3]);
        sum += (one[2] - one[0]) * (one[3] - one[1]);
    }
    area = (box[2] - box[0]) * (box[3] - box[1]);
    return area > 0 ? fmax(sum / area, 1) : 1;
}

/** Tiles as square as the numbers allow, with one more all around. */
static void lay_out(struct bc_tiles *tiles, const double box[4], double depth)
{
    double wanted = (double)tiles->polygons->n_vertices / EDGES_PER_TILE;
    double n =
        fmin(fmin(MOST_TILES, MOST_ENTRIES / depth), fmax(LEAST_TILES, wanted));
    double width = box[2] - box[0], height = box[3] - box[1];
    double least = 1e-9 * fmax(1, fmax(fabs(box[0]), fabs(box[3])));
    double side;

    width = fmax(width, least);
    height = fmax(height, least);
    n = fmax(n, 1);
    side = sqrt(width * height / n);
    tiles->n_columns = (size_t)fmin(fmax(ceil(width / side), 1), n);
    tiles->n_rows = (size_t)fmin(fmax(ceil(height / side), 1), n);
    tiles->width = width / (double)tiles->n_columns;
    tiles->height = height / (double)tiles->n_rows;
    tiles->per_width = 1 / tiles->width;
    tiles->per_height = 1 / tiles->height;
    tiles->n_columns += 4;
    tiles->n_rows += 4;
    tiles->x = box[0] - 2 * tiles->width;
    tiles->y = box[1] - 2 * tiles->height;
}

/** All runs of features. */
struct grid {
    struct bc_tiles *tiles;
    struct bc_runs runs;
    struct filling *filling; /* of each run */
};

static void fill_run(void *context, size_t run)
{
    const struct grid *grid = context;
    struct filling *filling = &grid->filling[run];
    double box[4];

    filling->tiles = grid->tiles;
    filling->slack_x = grid->tiles->width * SLACK;
    filling->slack_y = grid->tiles->height * SLACK;
    for (size_t f = grid->runs.first[run]; f < grid->runs.first[run + 1]; f++)
        if (bc_shapes_bounds(grid->tiles->polygons, f, box))
            fill(filling, f, box);
    free(filling->reach);
    free(filling->first);
}

/** The edges of all runs, one behind the other. */
static void gather_edges(struct grid *grid)
{
    size_t n = 0;

    for (size_t r = 0; r < grid->runs.n; r++)
        n += grid->filling[r].n_edges;
    assert(n <= UINT32_MAX);
    grid->tiles->edge = bc_resize(NULL, n + 1, sizeof *grid->tiles->edge);
    n = 0;
    for (size_t r = 0; r < grid->runs.n; r++) {
        struct filling *filling = &grid->filling[r];

        for (size_t i = 0; i < filling->n_placed; i++)
            filling->placed[i].entry.first += (uint32_t)n;
        if (filling->n_edges > 0)
            memcpy(grid->tiles->edge + n, filling->edge,
                   filling->n_edges * sizeof *filling->edge);
        n += filling->n_edges;
        free(filling->edge);
    }
}

/** The entries of all runs by tile, where they are counted and then put as the
 * threads come to them. */
struct gathering {
    struct grid *grid;
    size_t n_tiles, n_chunks;
    _Atomic(uint32_t) *next; /* how many a tile has; then where one goes */
};

static void count_entries(void *context, size_t run)
{
    const struct gathering *it = context;
    const struct filling *filling = &it->grid->filling[run];

    for (size_t i = 0; i < filling->n_placed; i++)
        atomic_fetch_add_explicit(&it->next[filling->placed[i].tile], 1,
                                  memory_order_relaxed);
}

static void put_entries(void *context, size_t run)
{
    const struct gathering *it = context;
    struct filling *filling = &it->grid->filling[run];

    for (size_t i = 0; i < filling->n_placed; i++) {
        const struct placed *placed = &filling->placed[i];

        it->grid->tiles->entry[atomic_fetch_add_explicit(
            &it->next[placed->tile], 1, memory_order_relaxed)] = placed->entry;
    }
    free(filling->placed);
}

/** Those of a tile in the order of the features, each of which has one. */
static void sort_entries(void *context, size_t chunk)
{
    const struct gathering *it = context;
    const struct bc_tiles *tiles = it->grid->tiles;
    const size_t end = bc_chunk_begin(it->n_tiles, it->n_chunks, chunk + 1);

    for (size_t t = bc_chunk_begin(it->n_tiles, it->n_chunks, chunk); t < end;
         t++)
        for (size_t i = tiles->first[t] + 1; i < tiles->first[t + 1]; i++) {
            const struct bc_tile_entry entry = tiles->entry[i];
            size_t at = i;

            for (; at > tiles->first[t] &&
                   tiles->entry[at - 1].feature > entry.feature;
                 at--)
                tiles->entry[at] = tiles->entry[at - 1];
            tiles->entry[at] = entry;
        }
}

static void gather_entries(struct grid *grid)
{
    struct bc_tiles *tiles = grid->tiles;
    struct gathering it = {.grid = grid,
                           .n_tiles = tiles->n_columns * tiles->n_rows};
    size_t n = 0;

    assert(it.n_tiles <= UINT32_MAX);
    it.n_chunks = bc_chunks(it.n_tiles, CHUNK_TILES);
    it.next = bc_alloc(it.n_tiles, sizeof *it.next);
    tiles->first = bc_resize(NULL, it.n_tiles + 1, sizeof *tiles->first);
    bc_parallel_for(grid->runs.n, count_entries, &it);
    for (size_t t = 0; t < it.n_tiles; t++) {
        tiles->first[t] = n;
        n += it.next[t];
        it.next[t] = (uint32_t)tiles->first[t];
    }
    tiles->first[it.n_tiles] = n;
    assert(n <= UINT32_MAX);
    tiles->entry = bc_resize(NULL, n + 1, sizeof *tiles->entry);
    bc_parallel_for(grid->runs.n, put_entries, &it);
    bc_parallel_for(it.n_chunks, sort_entries, &it);
    free(it.next);
}

void bc_tiles_init(struct bc_tiles *tiles, const struct bc_shapes *polygons)
{
    struct grid grid = {.tiles = tiles};
    double box[4], depth = measure(polygons, box);

    *tiles = (struct bc_tiles){.polygons = polygons,
                               .width = 1,
                               .height = 1,
                               .per_width = 1,
                               .per_height = 1};
    assert(polygons->n_vertices <= UINT32_MAX);
    if (box[0] <= box[2])
        lay_out(tiles, box, depth);
    bc_runs_init(&grid.runs, polygons, RUN_VERTICES);
    grid.filling = bc_alloc(grid.runs.n, sizeof *grid.filling);
    bc_parallel_for(grid.runs.n, fill_run, &grid);
    gather_edges(&grid);
    gather_entries(&grid);
    free(grid.filling);
    bc_runs_clear(&grid.runs);
}

void bc_tiles_clear(struct bc_tiles *tiles)
{
    free(tiles->first);
    free(tiles->entry);
    free(tiles->edge);
}
