/* SPDX-License-Identifier: MIT */
#include "output/report_map.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static enum bc_river_look look_of_river(const struct bc_layer *rivers,
                                        size_t row, size_t n_upstream)
{
    const char *kind = bc_row_text(rivers, "kind", row);

    if (strcmp(kind, "canal") == 0 || strcmp(kind, "渠") == 0 ||
        strcmp(kind, "渠道") == 0)
        return BC_CANAL;
    /* the stems to which a fifth of the network drains */
    return n_upstream >= 3 && 5 * n_upstream >= rivers->n_features
               ? BC_LARGE_RIVER
               : BC_SMALL_RIVER;
}

/** Where a line's last vertex lies. */
static bool river_end(const struct bc_shapes *shapes, size_t row, double *x,
                      double *y)
{
    size_t part = shapes->part_of[row + 1];

    if (part == shapes->part_of[row])
        return false;
    size_t end = shapes->vertex_of[shapes->ring_of[part]];

    *x = shapes->x[end - 1];
    *y = shapes->y[end - 1];
    return true;
}

/** Whether a line goes on from there: not when it ends there, too. */
static bool river_leads_on(const struct bc_shapes *shapes, size_t row, double x,
                           double y)
{
    size_t first = shapes->ring_of[shapes->part_of[row]];
    size_t end = shapes->ring_of[shapes->part_of[row + 1]];

    for (size_t i = shapes->vertex_of[first]; i + 1 < shapes->vertex_of[end];
         i++)
        if (fabs(shapes->x[i] - x) < 1e-7 && fabs(shapes->y[i] - y) < 1e-7)
            return true;
    return false;
}

/** The river that a river flows into: lines run downstream and end on a vertex
 * of the next. */
static size_t next_river(const struct bc_layer *rivers, size_t row)
{
    double x = 0, y = 0;

    if (!river_end(&rivers->shapes, row, &x, &y))
        return BC_NO_ROW;
    for (size_t i = 0; i < rivers->n_features; i++)
        if (i != row && river_leads_on(&rivers->shapes, i, x, y))
            return i;
    return BC_NO_ROW;
}

enum bc_river_look *bc_rivers_rank(const struct bc_layer *rivers)
{
    size_t n = rivers ? rivers->n_features : 0;
    size_t *next = bc_alloc(n, sizeof(*next));
    size_t *upstream = bc_alloc(n, sizeof(*upstream));
    /* a province's network needs no ranks: each map shows a few lines of it */
    bool small = n < 500;

    for (size_t i = 0; i < n; i++)
        next[i] = small ? next_river(rivers, i) : BC_NO_ROW;
    for (size_t i = 0; i < n; i++) {
        size_t steps = 0; /* a ring of rivers must not hold us */

        for (size_t at = next[i]; at != BC_NO_ROW && steps < n;
             at = next[at], steps++)
            upstream[at]++;
    }
    enum bc_river_look *look = bc_alloc(n, sizeof(*look));

    for (size_t i = 0; i < n; i++)
        look[i] = look_of_river(rivers, i, upstream[i]);
    free(next);
    free(upstream);
    return look;
}
