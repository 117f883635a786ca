/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "geo/geodesic.h"
#include "geo/join_parts.h"

/* Distances to borders that differ by less are the same distance. */
#define EQUALLY_NEAR_M 0.001

/** By code; rows decide between equal codes. */
static int compare_basins(const struct bc_joiner *joiner, size_t a, size_t b)
{
    int order = strcmp(joiner->code[a], joiner->code[b]);

    return order ? order : (a > b) - (a < b);
}

/** Whether @p basin is a part of @p whole; the steps are counted because the
 * table may lead in a circle. */
static bool is_part_of(const struct bc_joiner *joiner, size_t basin,
                       size_t whole)
{
    for (size_t steps = 0; steps < joiner->basins->n_features; steps++) {
        basin = joiner->parent[basin];
        if (basin == BC_NO_ROW)
            return false;
        if (basin == whole)
            return true;
    }
    return false;
}

bool bc_joiner_has_position(const struct bc_joiner *joiner, size_t i)
{
    return joiner->points->geometry == BC_GEOMETRY_POINT &&
           isfinite(joiner->points->x[i]) && isfinite(joiner->points->y[i]);
}

static void sort_hits(struct bc_joiner *joiner)
{
    for (size_t i = 1; i < joiner->n_hits; i++) /* a handful at most */
        for (size_t j = i;
             j > 0 && compare_basins(joiner, joiner->hits[j].feature,
                                     joiner->hits[j - 1].feature) < 0;
             j--) {
            struct bc_hit hit = joiner->hits[j];

            joiner->hits[j] = joiner->hits[j - 1];
            joiner->hits[j - 1] = hit;
        }
}

/** Makes the hits those of a place. */
static void locate(struct bc_joiner *joiner, double x, double y)
{
    joiner->n_hits =
        bc_index_covers(joiner->index, x, y, joiner->hits, joiner->room);
    if (joiner->n_hits > joiner->room) {
        joiner->hits = bc_reserve(joiner->hits, &joiner->room, joiner->n_hits,
                                  sizeof *joiner->hits);
        bc_index_covers(joiner->index, x, y, joiner->hits, joiner->room);
    }
    sort_hits(joiner);
}

void bc_joiner_locate(struct bc_joiner *joiner, size_t i)
{
    const struct bc_located *located = &joiner->located[i];

    joiner->n_hits = located->n;
    if (located->n > 1)
        locate(joiner, joiner->points->x[i], joiner->points->y[i]);
    else if (located->n == 1)
        joiner->hits[0] =
            (struct bc_hit){located->feature,
                            located->on_boundary ? BC_ON_BOUNDARY : BC_INSIDE};
}

static bool covers(const struct bc_joiner *joiner, size_t basin)
{
    for (size_t h = 0; h < joiner->n_hits; h++)
        if (joiner->hits[h].feature == basin)
            return joiner->hits[h].place != BC_OUTSIDE;
    return false;
}

bool bc_joiner_is_rival(const struct bc_joiner *joiner, size_t hit,
                        size_t basin)
{
    return hit != basin && !is_part_of(joiner, hit, basin) &&
           !is_part_of(joiner, basin, hit);
}

size_t bc_joiner_smallest(const struct bc_joiner *joiner)
{
    for (size_t h = 0; h < joiner->n_hits; h++) {
        size_t basin = joiner->hits[h].feature;
        bool has_part = false;

        for (size_t other = 0; other < joiner->n_hits; other++)
            has_part |= is_part_of(joiner, joiner->hits[other].feature, basin);
        if (!has_part)
            return basin;
    }
    return joiner->hits[0].feature; /* parents in a circle */
}

char *bc_joiner_rivals(const struct bc_joiner *joiner, size_t basin)
{
    struct bc_text codes = {0};

    for (size_t h = 0; h < joiner->n_hits; h++) {
        if (basin != BC_NO_ROW &&
            !bc_joiner_is_rival(joiner, joiner->hits[h].feature, basin))
            continue;
        if (codes.length > 0)
            bc_text_add(&codes, ";");
        bc_text_add(&codes, joiner->code[joiner->hits[h].feature]);
    }
    return codes.length > 0 ? bc_text_take(&codes) : NULL;
}

double bc_joiner_distance_m(const struct bc_joiner *joiner, size_t i,
                            size_t basin)
{
    if (!bc_joiner_has_position(joiner, i))
        return NAN;
    if (covers(joiner, basin))
        return 0;
    return bc_index_distance_m(joiner->index, joiner->crs, basin,
                               joiner->points->x[i], joiner->points->y[i]);
}

/** Where the nearest border to a point is; rows are asked for in their order.
 */
static struct bc_nearest_border border_near(struct bc_joiner *joiner, size_t i)
{
    struct bc_nearest_border border;

    while (joiner->next_far < joiner->n_far &&
           joiner->far[joiner->next_far] < i)
        joiner->next_far++;
    if (joiner->next_far < joiner->n_far && joiner->far[joiner->next_far] == i)
        return joiner->border[joiner->next_far];
    bc_index_nearest_of_each(joiner->index, joiner->points->x,
                             joiner->points->y, &i, 1, &border);
    return border;
}

size_t bc_joiner_nearest(struct bc_joiner *joiner, size_t i, double *distance_m)
{
    struct bc_nearest_border border = border_near(joiner, i);
    size_t nearest = border.feature, shared;

    if (nearest == BC_NO_ROW)
        return nearest;
    *distance_m = bc_geodesic_distance_m(joiner->crs, joiner->points->x[i],
                                         joiner->points->y[i], border.place[0],
                                         border.place[1]);
    locate(joiner, border.place[0], border.place[1]);
    if (joiner->n_hits > 0) {
        shared = bc_joiner_smallest(joiner);
        if (is_part_of(joiner, shared, nearest) ||
            compare_basins(joiner, shared, nearest) < 0)
            nearest = shared;
    }
    joiner->n_hits = 0; /* the point itself has none */
    return nearest;
}

void bc_joiner_equally_near(struct bc_joiner *joiner, size_t i, size_t nearest,
                            double distance_m)
{
    const struct bc_layer *points = joiner->points;
    double x = points->x[i], y = points->y[i];
    double reach_m = distance_m + EQUALLY_NEAR_M;
    size_t n =
        bc_index_around(joiner->index, (const double[]){x, y, x, y}, reach_m,
                        joiner->around, joiner->basins->n_features);

    joiner->hits =
        bc_reserve(joiner->hits, &joiner->room, n + 1, sizeof *joiner->hits);
    joiner->hits[0] = (struct bc_hit){nearest, BC_OUTSIDE};
    joiner->n_hits = 1;
    for (size_t c = 0; c < n; c++) {
        size_t basin = joiner->around[c];

        if (basin != nearest && bc_index_distance_m(joiner->index, joiner->crs,
                                                    basin, x, y) <= reach_m)
            joiner->hits[joiner->n_hits++] = (struct bc_hit){basin, BC_OUTSIDE};
    }
    sort_hits(joiner);
}
