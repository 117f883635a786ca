/* SPDX-License-Identifier: MIT */
#include "geo/coordinate.h"

#include <math.h>

#include "base/text.h"
#include "geo/geodesic.h"

/* RULES.md section 8: the ellipsoid of the published code, Krassowsky's radius
 * with its own eccentricity. */
#define RADIUS_M 6378245.0
#define ECCENTRICITY2 0.00669342162296594323
#define DEGREE (M_PI / 180)

/* Baidu's step on top of it. */
#define BAIDU_PI (M_PI * 3000 / 180)
#define BAIDU_X 0.0065
#define BAIDU_Y 0.006

#define TOLERANCE_DEGREES 1e-10 /* ten times finer than what is promised */
#define MAX_STEPS 100

const char *bc_coordinates_name(enum bc_coordinates frame)
{
    static const char *const names[] = {[BC_WGS84] = "WGS 84",
                                        [BC_CGCS2000] = "CGCS2000",
                                        [BC_GCJ02] = "GCJ-02",
                                        [BC_BD09] = "BD-09"};

    return names[frame];
}

static bool is_in_china(double x, double y)
{
    return x >= 72.004 && x <= 137.8347 && y >= 0.8293 && y <= 55.8271;
}

/* ---- the formulas ---- */

/** What both series have in common. */
static double ripple_m(double x)
{
    return (20 * sin(6 * x * M_PI) + 20 * sin(2 * x * M_PI)) * 2 / 3;
}

static double north_m(double x, double y)
{
    return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y +
           0.2 * sqrt(fabs(x)) + ripple_m(x) +
           (20 * sin(y * M_PI) + 40 * sin(y / 3 * M_PI)) * 2 / 3 +
           (160 * sin(y / 12 * M_PI) + 320 * sin(y / 30 * M_PI)) * 2 / 3;
}

static double east_m(double x, double y)
{
    return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) +
           ripple_m(x) + (20 * sin(x * M_PI) + 40 * sin(x / 3 * M_PI)) * 2 / 3 +
           (150 * sin(x / 12 * M_PI) + 300 * sin(x / 30 * M_PI)) * 2 / 3;
}

static void to_gcj02(double p[2])
{
    double x = p[0] - 105, y = p[1] - 35, latitude = p[1] * DEGREE;
    double s = sin(latitude), w = 1 - ECCENTRICITY2 * s * s;
    double meridian_m = RADIUS_M * (1 - ECCENTRICITY2) / (w * sqrt(w));
    double parallel_m = RADIUS_M / sqrt(w) * cos(latitude);

    p[0] += east_m(x, y) / parallel_m / DEGREE;
    p[1] += north_m(x, y) / meridian_m / DEGREE;
}

static void gcj02_to_bd09(double p[2])
{
    double radius = hypot(p[0], p[1]) + 0.00002 * sin(p[1] * BAIDU_PI);
    double angle = atan2(p[1], p[0]) + 0.000003 * cos(p[0] * BAIDU_PI);

    p[0] = radius * cos(angle) + BAIDU_X;
    p[1] = radius * sin(angle) + BAIDU_Y;
}

static void shift(enum bc_coordinates frame, double p[2])
{
    to_gcj02(p);
    if (frame == BC_BD09)
        gcj02_to_bd09(p);
}

static bool is_shifted(enum bc_coordinates frame)
{
    return frame == BC_GCJ02 || frame == BC_BD09;
}

void bc_coordinates_shift(enum bc_coordinates frame, double position[2])
{
    if (is_shifted(frame) && is_in_china(position[0], position[1]))
        shift(frame, position);
}

/* The shift changes by at most a few metres over 100 m, so that each step
 * comes nearer by a factor of 30 or more. */
bool bc_coordinates_undo(enum bc_coordinates frame, double position[2])
{
    double guess[2] = {position[0], position[1]};

    if (!is_shifted(frame) || !is_in_china(position[0], position[1]))
        return false;
    for (int step = 0; step < MAX_STEPS; step++) {
        double there[2] = {guess[0], guess[1]};

        shift(frame, there);
        guess[0] += position[0] - there[0];
        guess[1] += position[1] - there[1];
        if (fabs(position[0] - there[0]) < TOLERANCE_DEGREES &&
            fabs(position[1] - there[1]) < TOLERANCE_DEGREES)
            break;
    }
    position[0] = guess[0];
    position[1] = guess[1];
    return true;
}

/* ---- a layer ---- */

/** How far positions moved. */
struct moved {
    size_t n, n_outside;
    double least_m, most_m;
};

static void undo_all(const struct bc_crs *crs, enum bc_coordinates frame,
                     double *x, double *y, size_t n, struct moved *moved)
{
    moved->least_m = INFINITY;
    for (size_t i = 0; i < n; i++) {
        double position[2] = {x[i], y[i]}, far_m;

        if (isnan(x[i]) || isnan(y[i]))
            continue;
        if (!bc_coordinates_undo(frame, position)) {
            moved->n_outside++;
            continue;
        }
        far_m =
            bc_geodesic_distance_m(crs, x[i], y[i], position[0], position[1]);
        moved->n++;
        moved->least_m = fmin(moved->least_m, far_m);
        moved->most_m = fmax(moved->most_m, far_m);
        x[i] = position[0];
        y[i] = position[1];
    }
}

enum bc_status bc_coordinates_normalise(struct bc_crs *crs,
                                        struct bc_layer *layer,
                                        enum bc_coordinates frame,
                                        struct bc_findings *findings,
                                        struct bc_error *err)
{
    struct moved moved = {0};

    if (!is_shifted(frame) || layer->geometry == BC_GEOMETRY_NONE ||
        !layer->crs) /* to be refused for that */
        return BC_OK;
    if (!bc_crs_is_geographic(crs, layer->crs))
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' is in '%.200s', but %s is longitude and "
                            "latitude; correct crs: or coordinates:",
                            layer->source, layer->crs,
                            bc_coordinates_name(frame));
    if (layer->geometry == BC_GEOMETRY_POINT)
        undo_all(crs, frame, layer->x, layer->y, layer->n_features, &moved);
    else
        undo_all(crs, frame, layer->shapes.x, layer->shapes.y,
                 layer->shapes.n_vertices, &moved);
    bc_findings_addf(findings,
                     (struct bc_finding){.code = BC_FOUND_COORDINATES_UNDONE,
                                         .source = layer->source},
                     "%s undone by iteration: %zu positions moved by %.0f to "
                     "%.0f m, %zu outside China stay",
                     bc_coordinates_name(frame), moved.n,
                     moved.n ? moved.least_m : 0, moved.most_m,
                     moved.n_outside);
    return BC_OK;
}
