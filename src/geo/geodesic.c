/* SPDX-License-Identifier: MIT */
#include "geo/geodesic.h"

#include <geodesic.h>
#include <math.h>

#include "geo/enclosed.h"

double bc_geodesic_distance_m(const struct bc_crs *crs, double x1, double y1,
                              double x2, double y2)
{
    double distance_m;

    geod_inverse(bc_crs_ellipsoid(crs), y1, x1, y2, x2, &distance_m, NULL,
                 NULL);
    return distance_m;
}

double bc_geodesic_inverse(const struct bc_crs *crs, double x1, double y1,
                           double x2, double y2, double azimuth[2])
{
    double distance_m;

    geod_inverse(bc_crs_ellipsoid(crs), y1, x1, y2, x2, &distance_m,
                 &azimuth[0], &azimuth[1]);
    return distance_m;
}

void bc_geodesic_direct(const struct bc_crs *crs, double x, double y,
                        double azimuth, double distance_m, double end[2])
{
    geod_direct(bc_crs_ellipsoid(crs), y, x, azimuth, distance_m, &end[1],
                &end[0], NULL);
}

/** Of the whole ellipsoid, flattened at the poles. */
static double earth_m2(const struct bc_crs *crs)
{
    double a = bc_crs_ellipsoid(crs)->a, f = bc_crs_ellipsoid(crs)->f;
    double e = sqrt(f * (2 - f));

    return 2 * M_PI * a * a * (1 + (e > 0 ? (1 - e * e) * atanh(e) / e : 1));
}

/** The share of the Earth that a ring holds in the plane of longitude and the
 * sine of latitude, where areas are as on a sphere. */
static double earth_share(const struct bc_shapes *shapes, size_t ring)
{
    size_t first = shapes->vertex_of[ring], end = shapes->vertex_of[ring + 1];
    double twice = 0, before, here;

    if (first == end)
        return 0;
    before = sin(shapes->y[end - 1] * M_PI / 180);
    for (size_t v = first, last = end - 1; v < end; last = v++) {
        here = sin(shapes->y[v] * M_PI / 180);
        twice += (shapes->x[v] - shapes->x[last]) * (before + here);
        before = here;
    }
    return fabs(twice) / 2 / (360 * 2);
}

/* Geodesics leave open which side of the ring is meant. */
static double ring_area_m2(const struct bc_crs *crs,
                           const struct bc_shapes *shapes, size_t ring)
{
    size_t first = shapes->vertex_of[ring], end = shapes->vertex_of[ring + 1];
    struct geod_polygon polygon;
    double area_m2;

    if (bc_enclosed_ring(bc_crs_ellipsoid(crs), shapes->x + first,
                         shapes->y + first, end - first, &area_m2))
        return area_m2;
    geod_polygon_init(&polygon, 0);
    for (size_t v = first; v < end; v++)
        geod_polygon_addpoint(bc_crs_ellipsoid(crs), &polygon, shapes->y[v],
                              shapes->x[v]);
    geod_polygon_compute(bc_crs_ellipsoid(crs), &polygon, 0, 1, &area_m2, NULL);
    if (earth_share(shapes, ring) > 0.5)
        return earth_m2(crs) - fabs(area_m2);
    return fabs(area_m2);
}

double bc_geodesic_area_m2(const struct bc_crs *crs,
                           const struct bc_shapes *shapes, size_t feature)
{
    double area_m2 = 0;

    for (size_t p = shapes->part_of[feature]; p < shapes->part_of[feature + 1];
         p++)
        for (size_t r = shapes->ring_of[p]; r < shapes->ring_of[p + 1]; r++) {
            double ring_m2 = ring_area_m2(crs, shapes, r);

            area_m2 += r == shapes->ring_of[p] ? ring_m2 : -ring_m2;
        }
    return area_m2;
}

static double ring_length_m(const struct bc_crs *crs,
                            const struct bc_shapes *shapes, size_t ring)
{
    double length_m = 0;

    for (size_t v = shapes->vertex_of[ring];
         v + 1 < shapes->vertex_of[ring + 1]; v++)
        length_m += bc_geodesic_distance_m(crs, shapes->x[v], shapes->y[v],
                                           shapes->x[v + 1], shapes->y[v + 1]);
    return length_m;
}

double bc_geodesic_length_m(const struct bc_crs *crs,
                            const struct bc_shapes *shapes, size_t feature)
{
    double length_m = 0;

    for (size_t p = shapes->part_of[feature]; p < shapes->part_of[feature + 1];
         p++)
        for (size_t r = shapes->ring_of[p]; r < shapes->ring_of[p + 1]; r++)
            length_m += ring_length_m(crs, shapes, r);
    return length_m;
}
