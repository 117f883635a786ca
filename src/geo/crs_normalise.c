/* SPDX-License-Identifier: MIT */
#include "geo/crs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "geo/crs_parts.h"

#define CHUNK 1024 /* positions that PROJ gets at a time */

static bool is_in(const struct bc_area *area, double x, double y)
{
    return x >= area->west && x <= area->east && y >= area->south &&
           y <= area->north;
}

/** Transforms in chunks, so that a message can show the input. What comes out
 * of the area is a stray. */
static void transform(const struct bc_positions *all, PJ *operation,
                      const struct bc_area *area, struct bc_strays *strays)
{
    double x[CHUNK], y[CHUNK];
    /* A pipeline may begin or end in radians. */
    double in = proj_angular_input(operation, PJ_FWD) ? BC_DEGREE : 1;
    double out = proj_angular_output(operation, PJ_FWD) ? BC_DEGREE : 1;

    for (size_t first = 0; first < all->n; first += CHUNK) {
        size_t n = all->n - first < CHUNK ? all->n - first : CHUNK;

        for (size_t i = 0; i < n; i++) {
            x[i] = all->x[first + i] * in;
            y[i] = all->y[first + i] * in;
        }
        proj_trans_generic(operation, PJ_FWD, x, sizeof *x, n, y, sizeof *y, n,
                           NULL, 0, 0, NULL, 0, 0);
        for (size_t i = 0; i < n; i++) {
            double *to_x = &all->x[first + i], *to_y = &all->y[first + i];

            if (bc_positions_missing(all, first + i)) {
                *to_x = *to_y = NAN;
                continue;
            }
            x[i] /= out;
            y[i] /= out;
            if (!isfinite(x[i]) || !isfinite(y[i]) || !is_in(area, x[i], y[i]))
                bc_stray_add(strays, first + i, *to_x, *to_y);
            *to_x = x[i];
            *to_y = y[i];
        }
    }
}

static enum bc_status follow(const struct bc_positions *all,
                             const struct bc_route *route,
                             struct bc_findings *findings, struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (size_t i = 0; !status && i < route->n; i++) {
        struct bc_strays strays = {0};

        transform(all, route->operation[i], &route->area[i], &strays);
        status =
            bc_evidence_settle(all, &strays, bc_out_of_area, findings, err);
        free(strays.items);
    }
    return status;
}

static enum bc_status
find_route(struct bc_crs *crs, const struct bc_positions *all,
           const double *parameters, struct bc_route *route,
           struct bc_findings *findings, struct bc_error *err)
{
    struct bc_crs_source source = {0};
    enum bc_status status;

    if (!all->layer->crs || !*all->layer->crs)
        return bc_evidence_refuse(all->layer, NULL, bc_evidence_frame(all),
                                  err);
    status = bc_crs_source_open(crs, all->layer, &source, err);
    if (!status) {
        bc_evidence_strays(all, source.projected, findings);
        status = bc_evidence_check(all, &source, err);
    }
    if (!status)
        status = source.projected
                     ? bc_evidence_zone(crs, all, &source, findings, err)
                     : bc_evidence_degrees(all, err);
    if (!status && parameters)
        status = bc_route_by_parameters(crs, all->layer, &source, parameters,
                                        route, findings, err);
    else if (!status)
        status = bc_route_by_proj(crs, all, &source, route, findings, err);
    bc_crs_source_clear(&source);
    return status;
}

/** All positions are in the layer's crs. */
static enum bc_status normalise(struct bc_crs *crs, struct bc_layer *layer,
                                const struct bc_crs_shift *shift,
                                struct bc_findings *findings,
                                struct bc_error *err)
{
    struct bc_positions all = bc_positions_of(layer);
    struct bc_route route = {0};
    enum bc_status status;

    status = bc_positions_finite(&all, err);
    if (!status && shift->pipeline)
        status = bc_route_by_pipeline(crs, layer, shift->pipeline, &route,
                                      findings, err);
    else if (!status)
        status =
            find_route(crs, &all, shift->parameters, &route, findings, err);
    if (!status)
        status = follow(&all, &route, findings, err);
    if (!status)
        layer->crs = bc_arena_copy(&layer->arena, crs->name, strlen(crs->name));
    bc_route_clear(&route);
    return status;
}

/** The points of one zone, as if the others had no position. */
static enum bc_status normalise_zone(struct bc_crs *crs, struct bc_layer *layer,
                                     int epsg, const struct bc_crs_shift *shift,
                                     struct bc_findings *findings,
                                     struct bc_error *err)
{
    const size_t n = layer->n_features;
    const int *row_epsg = layer->row_epsg;
    double *x = layer->x, *y = layer->y;
    double *zone_x = bc_alloc(n, sizeof *x), *zone_y = bc_alloc(n, sizeof *y);
    char name[24];
    enum bc_status status;

    for (size_t i = 0; i < n; i++) {
        zone_x[i] = row_epsg[i] == epsg ? x[i] : (double)NAN;
        zone_y[i] = row_epsg[i] == epsg ? y[i] : (double)NAN;
    }
    snprintf(name, sizeof name, "EPSG:%d", epsg);
    layer->crs = bc_arena_copy(&layer->arena, name, strlen(name));
    layer->x = zone_x;
    layer->y = zone_y;
    status = normalise(crs, layer, shift, findings, err);
    layer->x = x;
    layer->y = y;
    for (size_t i = 0; i < n; i++)
        if (row_epsg[i] == epsg) {
            x[i] = zone_x[i];
            y[i] = zone_y[i];
        }
    free(zone_x);
    free(zone_y);
    return status;
}

static int by_number(const void *a, const void *b)
{
    const int *left = a, *right = b;

    return (*left > *right) - (*left < *right);
}

static enum bc_status normalise_zones(struct bc_crs *crs,
                                      struct bc_layer *layer,
                                      const struct bc_crs_shift *shift,
                                      struct bc_findings *findings,
                                      struct bc_error *err)
{
    const size_t n = layer->n_features;
    int *zones = bc_alloc(n, sizeof *zones);
    enum bc_status status = BC_OK;

    memcpy(zones, layer->row_epsg, n * sizeof *zones);
    qsort(zones, n, sizeof *zones, by_number);
    for (size_t i = 0; !status && i < n; i++)
        if (zones[i] && (i == 0 || zones[i] != zones[i - 1]))
            status = normalise_zone(crs, layer, zones[i], shift, findings, err);
    free(zones);
    free(layer->row_epsg);
    layer->row_epsg = NULL;
    return status;
}

enum bc_status bc_crs_normalise(struct bc_crs *crs, struct bc_layer *layer,
                                const struct bc_crs_shift *shift,
                                struct bc_findings *findings,
                                struct bc_error *err)
{
    const struct bc_crs_shift none = {0};
    enum bc_status status;

    shift = shift ? shift : &none;
    if (layer->geometry == BC_GEOMETRY_NONE)
        return BC_OK;
    pthread_mutex_lock(&crs->turn);
    if (layer->row_epsg && !shift->pipeline)
        status = normalise_zones(crs, layer, shift, findings, err);
    else
        status = normalise(crs, layer, shift, findings, err);
    pthread_mutex_unlock(&crs->turn);
    return status;
}
