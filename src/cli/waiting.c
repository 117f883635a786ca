/* SPDX-License-Identifier: MIT */
#include "cli/waiting.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "layer/order.h"

struct bc_waiting {
    struct bc_layer *points; /* the file of each row is set when it is asked */
    size_t room;
    struct bc_arena cells; /* of its columns */
    struct bc_located *located;
    size_t located_room;
};

/* Columns that are kept, in their order in the layer. */
enum { CODE, BASIN, N_KEPT };
static const char *const kept[N_KEPT] = {"code", "basin"};

struct bc_waiting *bc_waiting_new(const char *role, const char *source)
{
    struct bc_waiting *made = bc_alloc(1, sizeof *made);

    made->points = bc_layer_new(role, source, BC_GEOMETRY_POINT, 0);
    for (size_t c = 0; c < N_KEPT; c++)
        bc_layer_add_column(made->points, kept[c], BC_TEXT);
    return made;
}

void bc_waiting_free(struct bc_waiting *waiting)
{
    if (!waiting)
        return;
    bc_layer_free(waiting->points);
    bc_arena_clear(&waiting->cells);
    free(waiting->located);
    free(waiting);
}

struct bc_layer *bc_waiting_points(struct bc_waiting *waiting)
{
    struct bc_layer *points = waiting->points;

    points->row_source = bc_resize(points->row_source, points->n_features,
                                   sizeof *points->row_source);
    for (size_t i = 0; i < points->n_features; i++)
        points->row_source[i] = points->source;
    return points;
}

size_t bc_waiting_number(const struct bc_waiting *waiting)
{
    return waiting->points->n_features;
}

/* ---- more of them ---- */

static void make_room(struct bc_waiting *waiting, size_t needed)
{
    struct bc_layer *points = waiting->points;
    size_t room = waiting->room;

    if (needed <= room)
        return;
    points->x = bc_reserve(points->x, &room, needed, sizeof *points->x);
    points->y = bc_resize(points->y, room, sizeof *points->y);
    points->row_line =
        bc_resize(points->row_line, room, sizeof *points->row_line);
    for (size_t c = 0; c < N_KEPT; c++)
        points->columns[c].text =
            bc_resize(points->columns[c].text, room, sizeof(char *));
    waiting->room = room;
}

/** The cells of a part behind those that wait. */
static void add_cells(struct bc_waiting *waiting, size_t column,
                      const struct bc_layer *part)
{
    const struct bc_layer *points = waiting->points;
    const size_t from = bc_layer_find(part, kept[column]);
    const char **to = points->columns[column].text + points->n_features;

    for (size_t i = 0; i < part->n_features; i++) {
        const char *cell =
            from == BC_NO_COLUMN ? NULL : part->columns[from].text[i];

        to[i] =
            cell ? bc_arena_copy(&waiting->cells, cell, strlen(cell)) : NULL;
    }
}

void bc_waiting_add(struct bc_waiting *waiting, const struct bc_layer *part)
{
    struct bc_layer *points = waiting->points;
    const size_t n = points->n_features;

    make_room(waiting, n + part->n_features);
    memcpy(points->x + n, part->x, part->n_features * sizeof *part->x);
    memcpy(points->y + n, part->y, part->n_features * sizeof *part->y);
    memcpy(points->row_line + n, part->row_line,
           part->n_features * sizeof *part->row_line);
    for (size_t c = 0; c < N_KEPT; c++)
        add_cells(waiting, c, part);
    points->n_features += part->n_features;
}

/* ---- where they lie ---- */

static bool is_plain(const struct bc_layer *points, size_t i,
                     const struct bc_located *located)
{
    return located->n == 1 && !located->on_boundary &&
           !points->columns[BASIN].text[i];
}

static void move(struct bc_layer *points, size_t from, size_t to)
{
    points->x[to] = points->x[from];
    points->y[to] = points->y[from];
    points->row_line[to] = points->row_line[from];
    for (size_t c = 0; c < N_KEPT; c++)
        points->columns[c].text[to] = points->columns[c].text[from];
}

void bc_waiting_count(struct bc_waiting *waiting, const struct bc_index *index,
                      size_t *count)
{
    struct bc_layer *points = waiting->points;
    const size_t n = points->n_features;
    size_t n_left = 0;

    waiting->located = bc_reserve(waiting->located, &waiting->located_room,
                                  n + 1, sizeof *waiting->located);
    bc_index_locate(index, points->x, points->y, n, waiting->located);
    for (size_t i = 0; i < n; i++)
        if (is_plain(points, i, &waiting->located[i]))
            count[waiting->located[i].feature]++;
        else
            move(points, i, n_left++);
    points->n_features = n_left;
}

void bc_waiting_order(struct bc_waiting *waiting)
{
    struct bc_layer *points = bc_waiting_points(waiting);
    size_t *row_at = bc_order_rows(points);

    if (!row_at)
        return;
    bc_layer_reorder(points, row_at);
    waiting->room = points->n_features;
    free(row_at);
}

void bc_waiting_join(struct bc_waiting *waiting, struct bc_joiner *joiner,
                     size_t n_basins, struct bc_findings *findings,
                     size_t *count)
{
    struct bc_join join = {0};

    bc_joiner_join(joiner, bc_waiting_points(waiting), findings, &join);
    bc_join_count(&join, n_basins, count);
    bc_join_clear(&join);
    bc_waiting_let_go(waiting);
}

void bc_waiting_let_go(struct bc_waiting *waiting)
{
    waiting->points->n_features = 0;
    bc_arena_clear(&waiting->cells);
}
