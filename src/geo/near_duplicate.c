/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "geo/feature.h"
#include "geo/geodesic.h"
#include "geo/near.h"

#define PAIRS_A_POINT 8            /* of a heap of points in one place */
#define METRES_PER_DEGREE 110574.0 /* no degree of latitude is shorter */

/** Points sorted into a grid whose cells are not smaller than the distance:
 * what is near lies in the same cell or one beside it. */
struct placed {
    int64_t row, column;
    size_t feature;
};

static int by_cell(const void *a, const void *b)
{
    const struct placed *left = a, *right = b;

    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    if (left->column != right->column)
        return left->column < right->column ? -1 : 1;
    return (left->feature > right->feature) - (left->feature < right->feature);
}

/** The first of the sorted points that is not before a cell. */
static size_t first_in(const struct placed *placed, size_t n, int64_t row,
                       int64_t column)
{
    const struct placed cell = {row, column, 0};
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (by_cell(&placed[middle], &cell) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct placed *place_all(const struct bc_layer *points,
                                double distance_m, size_t *n)
{
    struct placed *placed = bc_alloc(points->n_features + 1, sizeof *placed);
    double farthest = 0, height, width;

    *n = 0;
    for (size_t i = 0; i < points->n_features; i++)
        if (isfinite(points->x[i]) && isfinite(points->y[i]))
            farthest = fmax(farthest, fabs(points->y[i]));
    height = fmax(distance_m, 1) / METRES_PER_DEGREE;
    width = height / fmax(cos(fmin(farthest, 89) * M_PI / 180), 0.01);
    for (size_t i = 0; i < points->n_features; i++)
        if (isfinite(points->x[i]) && isfinite(points->y[i]))
            placed[(*n)++] =
                (struct placed){(int64_t)floor(points->y[i] / height),
                                (int64_t)floor(points->x[i] / width), i};
    qsort(placed, *n, sizeof *placed, by_cell);
    return placed;
}

/** @return whether the two are a pair */
static bool compare(const struct bc_crs *crs, const struct bc_layer *points,
                    size_t a, size_t b, double distance_m,
                    struct bc_findings *findings)
{
    size_t later = a > b ? a : b, earlier = a > b ? b : a;
    const char *code = bc_layer_text(points, "code", earlier);
    const char *other = bc_layer_text(points, "code", later);
    double apart_m = bc_geodesic_distance_m(crs, points->x[a], points->y[a],
                                            points->x[b], points->y[b]);

    if (apart_m > distance_m || (code && other && strcmp(code, other) == 0))
        return false;
    bc_findings_addf(
        findings, bc_feature_finding(points, later, BC_FOUND_NEAR_DUPLICATE),
        "%.1f m from '%s' at line %zu; both are counted", apart_m,
        bc_feature_name(points, earlier), bc_feature_line(points, earlier));
    return true;
}

size_t bc_near_duplicates(const struct bc_crs *crs,
                          const struct bc_layer *points, double distance_m,
                          struct bc_findings *findings)
{
    size_t n, n_pairs = 0;
    struct placed *placed = place_all(points, distance_m, &n);

    for (size_t i = 0; i < n; i++) {
        const struct placed *at = &placed[i];
        size_t found = 0, below;

        /* to the right in this row, then the three cells of the next */
        for (size_t j = i + 1;
             j < n && found < PAIRS_A_POINT && placed[j].row == at->row &&
             placed[j].column <= at->column + 1;
             j++)
            found += compare(crs, points, at->feature, placed[j].feature,
                             distance_m, findings);
        below = first_in(placed, n, at->row + 1, at->column - 1);
        for (size_t j = below;
             j < n && found < PAIRS_A_POINT && placed[j].row == at->row + 1 &&
             placed[j].column <= at->column + 1;
             j++)
            found += compare(crs, points, at->feature, placed[j].feature,
                             distance_m, findings);
        n_pairs += found;
    }
    free(placed);
    return n_pairs;
}
