/* SPDX-License-Identifier: MIT */
#include "geo/near.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "geo/index.h"
#include "geo/overlay.h"

void bc_near_clear(struct bc_near *near)
{
    free(near->first);
    free(near->polygon);
    free(near->distance_m);
    free(near->share);
    *near = (struct bc_near){0};
}

struct search {
    const struct bc_crs *crs;
    const struct bc_layer *features, *polygons;
    double reach_m;
    struct bc_index *index; /* of polygons */
    struct bc_index *areas; /* of features that are polygons */
    struct bc_overlay overlay;
    size_t piece; /* the next of the overlay */
    struct bc_near *near;
    size_t room, n_pairs;
    size_t *around; /* candidates, as many as polygons */
    struct bc_hit *hits;
};

static void add_pair(struct search *search, size_t polygon, double distance_m,
                     double share)
{
    struct bc_near *near = search->near;
    size_t n = search->n_pairs++;

    if (n == search->room) {
        search->room = 2 * search->room + 64;
        near->polygon =
            bc_resize(near->polygon, search->room, sizeof *near->polygon);
        near->distance_m =
            bc_resize(near->distance_m, search->room, sizeof(double));
        near->share = bc_resize(near->share, search->room, sizeof(double));
    }
    near->polygon[n] = polygon;
    near->distance_m[n] = distance_m;
    near->share[n] = share;
}

/* ---- points ---- */

static void find_for_point(struct search *search, size_t row)
{
    double x = search->features->x[row], y = search->features->y[row];
    double bounds[4] = {x, y, x, y};
    size_t n_polygons = search->polygons->n_features, n = 0, hit = 0;
    size_t n_hits =
        bc_index_covers(search->index, x, y, search->hits, n_polygons);

    if (search->reach_m > 0)
        n = bc_index_around(search->index, bounds, search->reach_m,
                            search->around, n_polygons);
    for (size_t i = 0; i < n; i++) {
        size_t polygon = search->around[i];
        double distance_m;

        /* a box holds what its polygon covers: no hit is passed over */
        if (hit < n_hits && search->hits[hit].feature == polygon) {
            add_pair(search, search->hits[hit++].feature, 0, 1);
            continue;
        }
        distance_m =
            bc_index_distance_m(search->index, search->crs, polygon, x, y);
        if (distance_m <= search->reach_m)
            add_pair(search, polygon, distance_m, 0);
    }
    for (; hit < n_hits; hit++)
        add_pair(search, search->hits[hit].feature, 0, 1);
}

/* ---- areas ---- */

/** From the vertices of one polygon to the outline of another. */
static double vertices_distance_m(const struct bc_crs *crs,
                                  const struct bc_shapes *shapes, size_t from,
                                  const struct bc_index *index, size_t to)
{
    size_t first = shapes->ring_of[shapes->part_of[from]];
    size_t end = shapes->ring_of[shapes->part_of[from + 1]];
    double nearest_m = INFINITY;

    for (size_t v = shapes->vertex_of[first]; v < shapes->vertex_of[end]; v++)
        nearest_m =
            fmin(nearest_m, bc_index_distance_m(index, crs, to, shapes->x[v],
                                                shapes->y[v]));
    return nearest_m;
}

/** Outlines that do not cross are nearest at a vertex of one of them. */
static double areas_distance_m(const struct search *search, size_t row,
                               size_t polygon)
{
    return fmin(vertices_distance_m(search->crs, &search->features->shapes, row,
                                    search->index, polygon),
                vertices_distance_m(search->crs, &search->polygons->shapes,
                                    polygon, search->areas, row));
}

/** What part of the area lies in the polygon, slivers not counted. The pieces
 * come in the order in which they are asked for. */
static double shared_part(struct search *search, size_t row, size_t polygon)
{
    const struct bc_overlay *overlay = &search->overlay;

    while (search->piece < overlay->n &&
           (overlay->polygon[search->piece] < row ||
            (overlay->polygon[search->piece] == row &&
             overlay->basin[search->piece] < polygon)))
        search->piece++;
    if (search->piece == overlay->n || overlay->polygon[search->piece] != row ||
        overlay->basin[search->piece] != polygon)
        return 0;
    return fmin(overlay->area_m2[search->piece] / overlay->polygon_area_m2[row],
                1);
}

static void find_for_area(struct search *search, size_t row)
{
    double bounds[4];
    size_t n;

    if (!bc_shapes_bounds(&search->features->shapes, row, bounds))
        return;
    n = bc_index_around(search->index, bounds, search->reach_m, search->around,
                        search->polygons->n_features);
    for (size_t i = 0; i < n; i++) {
        size_t polygon = search->around[i];
        double share = shared_part(search, row, polygon);
        double distance_m;

        if (share > 0) {
            add_pair(search, polygon, 0, share);
            continue;
        }
        if (search->reach_m <= 0)
            continue;
        distance_m = areas_distance_m(search, row, polygon);
        if (distance_m <= search->reach_m)
            add_pair(search, polygon, distance_m, 0);
    }
}

static enum bc_status open_areas(struct bc_geos *geos, struct search *search,
                                 double sliver_area_m2, double sliver_width_m,
                                 struct bc_error *err)
{
    struct bc_findings *unheard = bc_findings_new();
    enum bc_status status;

    search->areas = bc_index_new(&search->features->shapes);
    status = bc_overlay_basins(geos, search->crs, search->features,
                               search->polygons, NULL, false, sliver_area_m2,
                               sliver_width_m, unheard, &search->overlay, err);
    bc_findings_free(unheard);
    return status;
}

/* ---- all of them ---- */

enum bc_status bc_near_find(struct bc_geos *geos, const struct bc_crs *crs,
                            const struct bc_layer *features,
                            const struct bc_layer *polygons, double reach_m,
                            double sliver_area_m2, double sliver_width_m,
                            struct bc_near *near, struct bc_error *err)
{
    struct search search = {.crs = crs,
                            .features = features,
                            .polygons = polygons,
                            .reach_m = reach_m,
                            .near = near};
    bool areas = features->geometry == BC_GEOMETRY_POLYGON;
    enum bc_status status = BC_OK;

    *near = (struct bc_near){.n = features->n_features};
    near->first = bc_alloc(near->n + 1, sizeof *near->first);
    search.around = bc_alloc(polygons->n_features + 1, sizeof(size_t));
    search.hits = bc_alloc(polygons->n_features + 1, sizeof *search.hits);
    search.index = bc_index_new(&polygons->shapes);
    if (areas)
        status = open_areas(geos, &search, sliver_area_m2, sliver_width_m, err);
    for (size_t i = 0; !status && i < near->n; i++) {
        if (areas)
            find_for_area(&search, i);
        else if (features->geometry == BC_GEOMETRY_POINT)
            find_for_point(&search, i);
        near->first[i + 1] = search.n_pairs;
    }
    bc_overlay_clear(&search.overlay);
    bc_index_free(search.areas);
    bc_index_free(search.index);
    free(search.hits);
    free(search.around);
    if (status)
        bc_near_clear(near);
    return status;
}

void bc_near_cover(const struct bc_near *near, struct bc_cover *cover)
{
    size_t n = 0;

    *cover = (struct bc_cover){.n = near->n};
    cover->first = bc_alloc(near->n + 1, sizeof *cover->first);
    cover->feature = bc_alloc(near->first[near->n] + 1, sizeof *cover->feature);
    for (size_t i = 0; i < near->n; i++) {
        for (size_t j = near->first[i]; j < near->first[i + 1]; j++)
            if (near->share[j] > 0)
                cover->feature[n++] = near->polygon[j];
        cover->first[i + 1] = n;
    }
}
