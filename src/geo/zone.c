/* SPDX-License-Identifier: MIT */
#include "geo/zone.h"

#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

#define FIRST_MERIDIAN 75
#define LAST_MERIDIAN 135
#define FIRST_EPSG 4534

struct bc_zone {
    PJ_CONTEXT *context;
    PJ *projection;
    int meridian;
};

static int meridian_near(double longitude)
{
    double meridian = 3 * round(longitude / 3);

    return (int)fmin(fmax(meridian, FIRST_MERIDIAN), LAST_MERIDIAN);
}

int bc_zone_epsg_at(double longitude)
{
    return FIRST_EPSG + (meridian_near(longitude) - FIRST_MERIDIAN) / 3;
}

/* As the definition of the zone in EPSG, spelt out: degrees in, metres out,
 * longitude and easting first. */
enum bc_status bc_zone_new(double longitude, struct bc_zone **zone,
                           struct bc_error *err)
{
    struct bc_zone *made = bc_alloc(1, sizeof *made);
    char pipeline[256];

    made->meridian = meridian_near(longitude);
    snprintf(pipeline, sizeof pipeline,
             "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
             "+step +proj=tmerc +lat_0=0 +lon_0=%d +k=1 +x_0=500000 +y_0=0 "
             "+ellps=GRS80",
             made->meridian);
    made->context = proj_context_create();
    made->projection = proj_create(made->context, pipeline);
    *zone = made;
    if (made->projection)
        return BC_OK;
    bc_zone_free(made);
    *zone = NULL;
    return bc_error_set(err, BC_INTERNAL, "PROJ refuses the zone of %g E",
                        longitude);
}

void bc_zone_free(struct bc_zone *zone)
{
    if (!zone)
        return;
    proj_destroy(zone->projection);
    proj_context_destroy(zone->context);
    free(zone);
}

int bc_zone_epsg(const struct bc_zone *zone)
{
    return bc_zone_epsg_at(zone->meridian);
}

int bc_zone_meridian(const struct bc_zone *zone)
{
    return zone->meridian;
}

void bc_zone_project(const struct bc_zone *zone, double *x, double *y, size_t n)
{
    proj_trans_generic(zone->projection, PJ_FWD, x, sizeof *x, n, y, sizeof *y,
                       n, NULL, 0, 0, NULL, 0, 0);
}

void bc_zone_unproject(const struct bc_zone *zone, double *x, double *y,
                       size_t n)
{
    proj_trans_generic(zone->projection, PJ_INV, x, sizeof *x, n, y, sizeof *y,
                       n, NULL, 0, 0, NULL, 0, 0);
}

void bc_zone_shapes(const struct bc_zone *zone, const struct bc_shapes *from,
                    struct bc_shapes *to)
{
    bc_shapes_init(to);
    for (size_t feature = 0; feature < from->n_features; feature++)
        bc_shapes_append(to, from, feature);
    bc_zone_project(zone, to->x, to->y, to->n_vertices);
}
