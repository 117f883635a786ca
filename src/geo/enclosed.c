/* SPDX-License-Identifier: MIT */
#include "geo/enclosed.h"

#include <math.h>

#define RADIAN (M_PI / 180)
#define SHORT_DEGREES 0.02
#define FARTHEST_NORTH 89.0

static double square(double value)
{
    return value * value;
}

/** Area from the equator to a latitude for each radian of longitude: the
 * integral of M N cos, term by term in e2 sin2; the terms left out are below
 * 1e-17 of it. */
static double zone_of(const struct geod_geodesic *g, double sine)
{
    double x = g->e2 * sine * sine, sum = 0;

    for (int k = 8; k >= 0; k--)
        sum = sum * x + (k + 1) / (2.0 * k + 1);
    return square(g->b) * sine * sum;
}

static bool is_short(double dx, double dy, double y)
{
    return fabs(dx) < SHORT_DEGREES && fabs(dy) < SHORT_DEGREES &&
           fabs(y) < FARTHEST_NORTH;
}

void bc_enclosed_init(struct bc_enclosed *it,
                      const struct geod_geodesic *ellipsoid, double latitude)
{
    *it = (struct bc_enclosed){.ellipsoid = ellipsoid};
    it->base = zone_of(ellipsoid, sin(latitude * RADIAN));
}

static void arrive(struct bc_enclosed *it, double x, double y)
{
    it->x = x;
    it->y = y;
    it->sine = sin(y * RADIAN);
    it->zone = zone_of(it->ellipsoid, it->sine) - it->base;
}

void bc_enclosed_start(struct bc_enclosed *it, double x, double y)
{
    arrive(it, x, y);
}

/* The trapezoid between the ends, and what the geodesic bulges out of it: with
 * f the zone along it, -d3 f''/12, where d is the difference of longitude and
 * f'' = -sin (3 (M dy/dx)2 + (N cos)2) follows from the equations of the
 * geodesic, dy = cos A / M, dx = sin A / (N cos), dA = sin dx. */
static void add_short(struct bc_enclosed *it, double x, double y, int sign)
{
    const struct geod_geodesic *g = it->ellipsoid;
    double dx = (x - it->x) * RADIAN, dy = (y - it->y) * RADIAN;
    double sine = it->sine, zone = it->zone, w, n, east2, north2;

    arrive(it, x, y);
    sine = (sine + it->sine) / 2;
    w = 1 - g->e2 * square(sine);
    n = g->a / sqrt(w);
    east2 = square(n * dx) * (1 - square(sine));
    north2 = square(n * (1 - g->e2) / w * dy);
    it->left_m2 -=
        sign * dx * ((zone + it->zone) / 2 + sine / 12 * (3 * north2 + east2));
    it->length_m += sqrt(north2 + east2);
}

static void add_long(struct bc_enclosed *it, double x, double y, int sign)
{
    double dx = remainder(x - it->x, 360) * RADIAN, length_m, strip_m2;

    geod_geninverse(it->ellipsoid, it->y, it->x, y, x, &length_m, NULL, NULL,
                    NULL, NULL, NULL, &strip_m2);
    it->left_m2 -= sign * (strip_m2 - it->base * dx);
    it->length_m += length_m;
    arrive(it, x, y);
}

void bc_enclosed_add(struct bc_enclosed *it, double x, double y, int sign)
{
    if (is_short(x - it->x, y - it->y, y))
        add_short(it, x, y, sign);
    else
        add_long(it, x, y, sign);
}

bool bc_enclosed_ring(const struct geod_geodesic *ellipsoid, const double *x,
                      const double *y, size_t n, double *area_m2)
{
    struct bc_enclosed it;

    if (n == 0 || x[0] != x[n - 1] || y[0] != y[n - 1])
        return false;
    for (size_t v = 1; v < n; v++)
        if (!is_short(x[v] - x[v - 1], y[v] - y[v - 1], y[v]))
            return false;
    bc_enclosed_init(&it, ellipsoid, y[0]);
    bc_enclosed_start(&it, x[0], y[0]);
    for (size_t v = 1; v < n; v++)
        add_short(&it, x[v], y[v], 1);
    *area_m2 = fabs(it.left_m2);
    return true;
}
