/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_JOIN_PARTS_H
#define BC_GEO_JOIN_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "geo/join.h"

/* What the files of geo/join.h share. */

/** What finding one basin after the other needs. */
struct bc_joiner {
    const struct bc_crs *crs;
    const struct bc_layer *points, *basins, *lakes;
    double max_distance_m;
    struct bc_crosswalk *crosswalk;
    struct bc_findings *findings;
    struct bc_join *join;
    const struct bc_index *index;
    const char **code; /* of each basin */
    size_t *parent;    /* of each basin; BC_NO_ROW for none */
    /* of each point; NULL where the layer has no such column */
    const char *const *point_code, *const *given, *const *type, *const *water;
    struct bc_located *located;
    /* of the points that only the nearest basin is left to, by row */
    size_t *far;
    struct bc_nearest_border *border;
    size_t n_far, next_far;
    size_t *around; /* candidates, as many as basins */
    /* of the point at hand */
    struct bc_hit *hits; /* by basin code; those outside are as near as any */
    size_t n_hits, room;
};

/* ---- where a point lies (geo/join_place.c) ---- */

bool bc_joiner_has_position(const struct bc_joiner *joiner, size_t i);
/** Makes the hits those of a point that has a position. */
void bc_joiner_locate(struct bc_joiner *joiner, size_t i);
/** A basin is no rival of its own parts: the smallest one counts. */
bool bc_joiner_is_rival(const struct bc_joiner *joiner, size_t hit,
                        size_t basin);
/** The lowest code among the smallest of the hits, of which there are some. */
size_t bc_joiner_smallest(const struct bc_joiner *joiner);
/** Codes of the other basins among the hits; NULL when none. */
char *bc_joiner_rivals(const struct bc_joiner *joiner, size_t basin);
/** 0 inside and on the border; NaN without a position. */
double bc_joiner_distance_m(const struct bc_joiner *joiner, size_t i,
                            size_t basin);
/** The basin whose border is nearest to a point outside all; where several
 * share the nearest place the one that counts which would inside. Points are
 * asked for in their order.
 * @return BC_NO_ROW when there is no basin */
size_t bc_joiner_nearest(struct bc_joiner *joiner, size_t i,
                         double *distance_m);
/** Makes the hits the basins that are as near to a point as the nearest one,
 * wherever on their borders. */
void bc_joiner_equally_near(struct bc_joiner *joiner, size_t i, size_t nearest,
                            double distance_m);

#endif
