/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_JOIN_H
#define BC_GEO_JOIN_H

#include <stddef.h>

#include "base/error.h"
#include "base/finding.h"
#include "geo/crosswalk.h"
#include "geo/crs.h"
#include "geo/geos.h"
#include "geo/index.h"
#include "layer/layer.h"

/** How a point came to its basin, in the order of precedence. */
enum bc_join_method {
    BC_JOIN_NONE,
    BC_JOIN_REVIEWED, /* the reviewed crosswalk says so; maybe none */
    BC_JOIN_GIVEN,    /* the table names the basin */
    BC_JOIN_LAKE,     /* the basin of the lake that a lake section names */
    BC_JOIN_COVERS,   /* inside one basin */
    BC_JOIN_BOUNDARY, /* on a border or in several: the lowest basin code */
    BC_JOIN_NEAREST   /* outside all, within the distance */
};
const char *bc_join_method_name(enum bc_join_method method); /* "covers" */

/** The basin of every point: one each, with the others that cover it. */
struct bc_join {
    size_t n;
    size_t *basin; /* row of basins, BC_NO_ROW for none */
    enum bc_join_method *method;
    /* to the basin; 0 inside and on its border; with BC_JOIN_NONE to the
     * nearest basin; NaN without a position or any basin */
    double *distance_m;
    /* codes, sorted, of the others that cover the point or, with
     * BC_JOIN_NEAREST, are as near within a millimetre, joined by ';'; NULL
     * when none. A basin and the parts of it are no rivals. */
    char **rivals;
    size_t n_on_boundary; /* BC_JOIN_BOUNDARY */
    size_t n_outside;     /* in no basin */
    /* points of each basin, and last of none, that were counted while they were
     * read and are no rows of the layer; NULL: none were */
    size_t *counted;
};
void bc_join_clear(struct bc_join *join);

/** Adds to @p count how many points each of @p n_basins got, and last how many
 * got none. */
void bc_join_count(const struct bc_join *join, size_t n_basins, size_t *count);

/**
 * @param points      sections or outfalls in the project CRS
 * @param basins      with key `code`, and `name` when there is one
 * @param index       of the basins' shapes
 * @param lakes       NULL, or lakes with `name` and `basin`: a section of type
 *                    lake or reservoir goes to the basin of the lake that its
 *                    `water` names
 * @param max_distance_m  0: nearest is off
 * @param crosswalk  NULL, or what was reviewed: it wins, and where it differs
 *                   from what would have been computed is a finding
 * A given basin (key `basin`, a code or a name) that contradicts the position
 * (more than @p max_distance_m outside of it) is a finding and wins; an unknown
 * one is a finding and loses. Where basins have parts (key `parent`), a point
 * goes to the smallest of those that cover it or are equally near.
 */
void bc_join_basins(const struct bc_crs *crs, const struct bc_layer *points,
                    const struct bc_layer *basins, const struct bc_index *index,
                    const struct bc_layer *lakes, double max_distance_m,
                    struct bc_crosswalk *crosswalk,
                    struct bc_findings *findings, struct bc_join *join);

/** The same for points that come in parts: what is known of the basins is found
 * out once. All but the parts must outlive it. */
struct bc_joiner;
struct bc_joiner *
bc_joiner_new(const struct bc_crs *crs, const struct bc_layer *basins,
              const struct bc_index *index, const struct bc_layer *lakes,
              double max_distance_m, struct bc_crosswalk *crosswalk);
void bc_joiner_join(struct bc_joiner *joiner, const struct bc_layer *points,
                    struct bc_findings *findings, struct bc_join *join);
void bc_joiner_free(struct bc_joiner *joiner);

/**
 * The basin of every polygon of a layer: the one that holds most of it, of
 * nested ones the smallest. BC_JOIN_COVERS when no other holds a part,
 * BC_JOIN_BOUNDARY when others do (they are rivals), BC_JOIN_NONE outside all
 * (the distance is NaN). Slivers are no parts.
 */
enum bc_status bc_join_areas(struct bc_geos *geos, const struct bc_crs *crs,
                             const struct bc_layer *areas,
                             const struct bc_layer *basins,
                             double sliver_area_m2, double sliver_width_m,
                             struct bc_join *join, struct bc_error *err);

#endif
