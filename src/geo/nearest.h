/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_NEAREST_H
#define BC_GEO_NEAREST_H

#include <stddef.h>

#include "geo/crs.h"
#include "geo/globe.h"

/**
 * A k-d tree of places on the ellipsoid. Rows without a place (NaN) are in no
 * answer. Queries may run in several threads at once.
 */
struct bc_nearest;

/** @param x, y  longitude and latitude in degrees, @p n of each */
struct bc_nearest *bc_nearest_new(const double *x, const double *y, size_t n);
struct bc_nearest *bc_nearest_of_spots(const struct bc_spot *spots, size_t n);
void bc_nearest_free(struct bc_nearest *tree);
/** How many places there are. */
size_t bc_nearest_count(const struct bc_nearest *tree);

/**
 * The row nearest by geodesic, the lowest of equals, and its distance.
 * A geodesic is never shorter than its chord, so every row whose chord is not
 * longer than the best geodesic is measured: the answer is that of brute force.
 * @return BC_NO_ROW without places, or where x or y is not finite
 */
size_t bc_nearest_row(const struct bc_nearest *tree, const struct bc_crs *crs,
                      double x, double y, double *distance_m);
/** The same for @p n places, by several threads.
 * @param[out] rows, distances_m  room for n */
void bc_nearest_rows(const struct bc_nearest *tree, const struct bc_crs *crs,
                     const double *x, const double *y, size_t n, size_t *rows,
                     double *distances_m);

/** Chord to the @p k-th nearest (1: the nearest; at most BC_NEAREST_MAX);
 * infinite when there are fewer. */
#define BC_NEAREST_MAX 64
double bc_nearest_chord_m(const struct bc_nearest *tree,
                          const struct bc_spot *from, size_t k);

/** A growing list of rows, freed by the caller. */
struct bc_near_rows {
    size_t *row;
    size_t n, room;
};
/** All rows within a chord, ascending; replaces what @p rows held. */
void bc_nearest_within(const struct bc_nearest *tree,
                       const struct bc_spot *from, double chord_m,
                       struct bc_near_rows *rows);

#endif
