/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_PLANE_H
#define BC_GEO_PLANE_H

/* Private to geo: the plane around one point. It serves to find the nearest
 * place of a line only; the distance to it is geodesic. */

#include <math.h>

#define BC_EQUATOR_M 6378137.0

/** Its origin, in degrees, and the metres of a degree. */
struct bc_plane {
    double x, y;
    double east_m, north_m; /* radii of curvature, times one degree */
};

static inline struct bc_plane bc_plane_at(double x, double y)
{
    const double degree = M_PI / 180, e2 = 0.00669438; /* GRS 80 */
    double s = sin(y * degree), w = 1 - e2 * s * s;

    return (struct bc_plane){x, y, BC_EQUATOR_M * degree / sqrt(w),
                             BC_EQUATOR_M * degree * (1 - e2) / (w * sqrt(w))};
}

/** Metres east and north of the origin. */
static inline void bc_plane_offset(const struct bc_plane *plane, double x,
                                   double y, double m[2])
{
    m[0] = (x - plane->x) * plane->east_m * cos((y + plane->y) * M_PI / 360);
    m[1] = (y - plane->y) * plane->north_m;
}

/** Where between @p from and @p to (0..1) the origin is nearest. */
static inline double bc_plane_foot(const double from[2], const double to[2])
{
    double east = to[0] - from[0], north = to[1] - from[1];
    double length2 = east * east + north * north;

    if (length2 <= 0)
        return 0;
    return fmin(fmax(-(from[0] * east + from[1] * north) / length2, 0), 1);
}

#endif
