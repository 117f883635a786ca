/* SPDX-License-Identifier: MIT */
#include "geo/crs_parts.h"

#include <math.h>
#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "geo/feature.h"

/* ---- degrees ---- */

#define CHUNK_POSITIONS 262144

/** A count of positions that are plainly degrees. */
struct counting {
    const struct bc_positions *all;
    size_t n_chunks;
    size_t *n_plain; /* of each chunk */
};

/** Whether bc_frame_of says degrees, longitude first, as it does south or east
 * of all that lies in China the other way round. */
static bool is_plain(double x, double y)
{
    return (fabs(x) <= 180) & (fabs(y) <= 90) & ((y < 73) | (x > 54));
}

static void count_plain(void *context, size_t chunk)
{
    const struct counting *it = context;
    const size_t end = bc_chunk_begin(it->all->n, it->n_chunks, chunk + 1);
    size_t n = 0;

    for (size_t i = bc_chunk_begin(it->all->n, it->n_chunks, chunk); i < end;
         i++)
        n += is_plain(it->all->x[i], it->all->y[i]);
    it->n_plain[chunk] = n;
}

/** Whether all positions are there, finite and plainly degrees. */
static bool are_degrees(const struct bc_positions *all)
{
    struct counting it = {.all = all,
                          .n_chunks = bc_chunks(all->n, CHUNK_POSITIONS)};
    size_t n = 0;

    it.n_plain = bc_alloc(it.n_chunks, sizeof *it.n_plain);
    bc_parallel_for(it.n_chunks, count_plain, &it);
    for (size_t i = 0; i < it.n_chunks; i++)
        n += it.n_plain[i];
    free(it.n_plain);
    return n > 0 && n == all->n;
}

struct bc_positions bc_positions_of(struct bc_layer *layer)
{
    struct bc_positions all = {
        .layer = layer, .x = layer->x, .y = layer->y, .n = layer->n_features};

    if (layer->geometry != BC_GEOMETRY_POINT) {
        all.x = layer->shapes.x;
        all.y = layer->shapes.y;
        all.n = layer->shapes.n_vertices;
    }
    all.are_degrees = are_degrees(&all);
    return all;
}

/* ---- which feature ---- */

/** The piece that item @p i belongs to: offsets[piece] <= i, the last such. */
static size_t owner(const size_t *offsets, size_t n_pieces, size_t i)
{
    size_t low = 0, high = n_pieces;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (offsets[middle] <= i)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static size_t feature_at(const struct bc_positions *all, size_t i)
{
    const struct bc_shapes *shapes = &all->layer->shapes;

    if (all->layer->geometry == BC_GEOMETRY_POINT)
        return i;
    i = owner(shapes->vertex_of, shapes->n_rings, i);
    i = owner(shapes->ring_of, shapes->n_parts, i);
    return owner(shapes->part_of, shapes->n_features, i);
}

/** "'file' line 3: 'HH-05' at 114.5 30.2" in front of what is wrong with it. */
enum bc_status bc_positions_refuse(const struct bc_positions *all, size_t i,
                                   double x, double y, const char *why,
                                   struct bc_error *err)
{
    size_t row = feature_at(all, i);

    return bc_error_set(err, BC_BAD_DATA, "%s:%zu: '%s' at %.10g %.10g %s",
                        bc_feature_source(all->layer, row),
                        bc_feature_line(all->layer, row),
                        bc_feature_name(all->layer, row), x, y, why);
}

/** A point may have no position; a vertex must. */
bool bc_positions_missing(const struct bc_positions *all, size_t i)
{
    return all->layer->geometry == BC_GEOMETRY_POINT &&
           (isnan(all->x[i]) || isnan(all->y[i]));
}

enum bc_status bc_positions_finite(const struct bc_positions *all,
                                   struct bc_error *err)
{
    for (size_t i = 0; !all->are_degrees && i < all->n; i++)
        if (!bc_positions_missing(all, i) &&
            !(isfinite(all->x[i]) && isfinite(all->y[i])))
            return bc_positions_refuse(all, i, all->x[i], all->y[i],
                                       bc_say("is not a finite position"), err);
    return BC_OK;
}

bool bc_is_degrees(double x, double y)
{
    return fabs(x) <= 180 && fabs(y) <= 90;
}

/** xmin ymin xmax ymax; false when there is no position at all. */
bool bc_positions_bounds(const struct bc_positions *all, double bounds[4])
{
    bool any = false;

    bounds[0] = bounds[1] = INFINITY;
    bounds[2] = bounds[3] = -INFINITY;
    for (size_t i = 0; i < all->n; i++) {
        if (bc_positions_missing(all, i))
            continue;
        bounds[0] = fmin(bounds[0], all->x[i]);
        bounds[1] = fmin(bounds[1], all->y[i]);
        bounds[2] = fmax(bounds[2], all->x[i]);
        bounds[3] = fmax(bounds[3], all->y[i]);
        any = true;
    }
    return any;
}

void bc_stray_add(struct bc_strays *strays, size_t at, double x, double y)
{
    strays->items = bc_reserve(strays->items, &strays->room, strays->n + 1,
                               sizeof *strays->items);
    strays->items[strays->n++] = (struct bc_stray){at, x, y};
}

/** Whether so many are few: less than half of the points. Of other shapes none
 * may be odd. */
bool bc_strays_few(const struct bc_strays *strays,
                   const struct bc_positions *all)
{
    size_t n_points = 0;

    if (all->layer->geometry != BC_GEOMETRY_POINT)
        return strays->n == 0;
    for (size_t i = 0; i < all->n; i++)
        n_points += !bc_positions_missing(all, i);
    return strays->n == 0 || 2 * strays->n < n_points;
}

const char bc_out_of_area[] =
    BC_N("%.10g %.10g is far outside the area of the layer's crs, where most "
         "rows lie; the feature has no position");

/** Takes their positions, and says so. */
void bc_strays_leave_out(const struct bc_positions *all,
                         const struct bc_strays *strays, const char *format,
                         struct bc_findings *findings)
{
    for (size_t i = 0; i < strays->n; i++) {
        const struct bc_stray *stray = &strays->items[i];

        bc_findings_addf(
            findings,
            bc_feature_finding(all->layer, stray->at, BC_FOUND_BAD_GEOMETRY),
            format, stray->x, stray->y);
        all->x[stray->at] = all->y[stray->at] = NAN;
    }
}
