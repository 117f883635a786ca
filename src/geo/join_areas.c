/* SPDX-License-Identifier: MIT */
#include "geo/join.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "geo/feature.h"
#include "geo/overlay.h"

/** Whether two basins hold the same part of a polygon, because one lies in the
 * other. Halves of the same size are no such case: together they are no more
 * than the polygon. */
static bool is_nested(const struct bc_overlay *overlay, size_t a, size_t b)
{
    double whole_m2 = overlay->polygon_area_m2[overlay->polygon[a]];

    return fabs(overlay->area_m2[a] / overlay->area_m2[b] - 1) <= 1e-9 &&
           overlay->area_m2[a] + overlay->area_m2[b] > 1.000001 * whole_m2;
}

/** Whether piece @p a is the better answer: the smaller of nested basins, else
 * the one with more of the polygon, else the lower code. */
static bool is_better(const struct bc_overlay *overlay,
                      const struct bc_layer *basins, size_t a, size_t b)
{
    size_t left = overlay->basin[a], right = overlay->basin[b];
    double more = overlay->area_m2[a] / overlay->area_m2[b] - 1;

    if (is_nested(overlay, a, b))
        return overlay->basin_area_m2[left] < overlay->basin_area_m2[right];
    if (fabs(more) > 1e-9)
        return more > 0;
    return strcmp(bc_feature_name(basins, left),
                  bc_feature_name(basins, right)) < 0;
}

/** The others that hold a part, but not those that hold the best one too. */
static char *rivals_of(const struct bc_overlay *overlay,
                       const struct bc_layer *basins, size_t first, size_t end,
                       size_t best)
{
    struct bc_text rivals = {0};

    for (size_t i = first; i < end; i++) {
        if (i == best || is_nested(overlay, i, best))
            continue;
        bc_text_printf(&rivals, "%s%s", rivals.length ? ";" : "",
                       bc_feature_name(basins, overlay->basin[i]));
    }
    return rivals.data;
}

static void choose(struct bc_join *join, const struct bc_overlay *overlay,
                   const struct bc_layer *basins, size_t row, size_t first,
                   size_t end)
{
    size_t best = first;

    join->basin[row] = BC_NO_ROW;
    join->method[row] = BC_JOIN_NONE;
    join->distance_m[row] = NAN;
    if (first == end) {
        join->n_outside++;
        return;
    }
    for (size_t i = first + 1; i < end; i++)
        if (is_better(overlay, basins, i, best))
            best = i;
    join->basin[row] = overlay->basin[best];
    join->distance_m[row] = 0;
    join->rivals[row] = rivals_of(overlay, basins, first, end, best);
    join->method[row] = join->rivals[row] ? BC_JOIN_BOUNDARY : BC_JOIN_COVERS;
    join->n_on_boundary += join->rivals[row] != NULL;
}

enum bc_status bc_join_areas(struct bc_geos *geos, const struct bc_crs *crs,
                             const struct bc_layer *areas,
                             const struct bc_layer *basins,
                             double sliver_area_m2, double sliver_width_m,
                             struct bc_join *join, struct bc_error *err)
{
    struct bc_findings *unheard = bc_findings_new();
    struct bc_overlay overlay = {0};
    enum bc_status status =
        bc_overlay_basins(geos, crs, areas, basins, NULL, false, sliver_area_m2,
                          sliver_width_m, unheard, &overlay, err);

    *join = (struct bc_join){0};
    if (!status) {
        join->n = areas->n_features;
        join->basin = bc_alloc(join->n + 1, sizeof *join->basin);
        join->method = bc_alloc(join->n + 1, sizeof *join->method);
        join->distance_m = bc_alloc(join->n + 1, sizeof *join->distance_m);
        join->rivals = bc_alloc(join->n + 1, sizeof *join->rivals);
        for (size_t i = 0, piece = 0; i < join->n; i++) {
            size_t first = piece;

            while (piece < overlay.n && overlay.polygon[piece] == i)
                piece++;
            choose(join, &overlay, basins, i, first, piece);
        }
    }
    bc_overlay_clear(&overlay);
    bc_findings_free(unheard);
    return status;
}
