/* SPDX-License-Identifier: MIT */
#include "geo/geos.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "geo/geos_shapes.h"

const char *bc_geos_version(void)
{
    return GEOSversion();
}

static void keep_message(const char *message, void *state)
{
    struct bc_geos *geos = state;

    strncpy(geos->message, message, sizeof geos->message - 1);
}

struct bc_geos *bc_geos_new(void)
{
    struct bc_geos *geos = bc_alloc(1, sizeof *geos);

    geos->handle = GEOS_init_r();
    GEOSContext_setErrorMessageHandler_r(geos->handle, keep_message, geos);
    return geos;
}

void bc_geos_free(struct bc_geos *geos)
{
    if (!geos)
        return;
    GEOS_finish_r(geos->handle);
    free(geos);
}

static bool (*break_off_wanted)(void);

/* GEOS forgets a request when it has broken one call off, in one thread; as
 * long as it is wanted the next call is told of it anew. */
static void ask_whether_to_break_off(void)
{
    if (break_off_wanted())
        GEOS_interruptRequest();
}

void bc_geos_break_off(bool (*wanted)(void))
{
    break_off_wanted = wanted;
    GEOS_interruptRegisterCallback(wanted ? ask_whether_to_break_off : NULL);
    GEOS_interruptCancel();
}

enum bc_status bc_geos_error(const struct bc_geos *geos, const char *doing,
                             struct bc_error *err)
{
    return bc_error_set(
        err, BC_INTERNAL, "GEOS failed when %s: %s", bc_say(doing),
        geos->message[0] ? geos->message : bc_say("no reason given"));
}

void *bc_geos_made(void *made)
{
    if (!made)
        bc_memory_give_up(0);
    return made;
}

static GEOSGeometry *ring_from_shapes(const struct bc_geos *geos,
                                      const struct bc_shapes *shapes,
                                      size_t ring)
{
    size_t first = shapes->vertex_of[ring];
    size_t n = shapes->vertex_of[ring + 1] - first;
    GEOSCoordSequence *vertices = bc_geos_made(GEOSCoordSeq_copyFromArrays_r(
        geos->handle, shapes->x + first, shapes->y + first, NULL, NULL,
        (unsigned)n));

    return bc_geos_made(GEOSGeom_createLinearRing_r(geos->handle, vertices));
}

static GEOSGeometry *part_from_shapes(const struct bc_geos *geos,
                                      const struct bc_shapes *shapes,
                                      size_t part)
{
    size_t first = shapes->ring_of[part];
    size_t n = shapes->ring_of[part + 1] - first;
    GEOSGeometry **rings = bc_alloc(n, sizeof(GEOSGeometry *));
    GEOSGeometry *polygon;

    for (size_t r = 0; r < n; r++)
        rings[r] = ring_from_shapes(geos, shapes, first + r);
    polygon = GEOSGeom_createPolygon_r(geos->handle, rings[0], rings + 1,
                                       (unsigned)(n - 1));
    free(rings); /* the rings are the polygon's now */
    return bc_geos_made(polygon);
}

GEOSGeometry *bc_geos_from_shapes(const struct bc_geos *geos,
                                  const struct bc_shapes *shapes,
                                  size_t feature)
{
    size_t first = shapes->part_of[feature];
    size_t n = shapes->part_of[feature + 1] - first;
    GEOSGeometry **parts, *all;

    if (n == 1)
        return part_from_shapes(geos, shapes, first);
    parts = bc_alloc(n, sizeof(GEOSGeometry *));
    for (size_t p = 0; p < n; p++)
        parts[p] = part_from_shapes(geos, shapes, first + p);
    all = GEOSGeom_createCollection_r(geos->handle, GEOS_MULTIPOLYGON, parts,
                                      (unsigned)n);
    free(parts);
    return bc_geos_made(all);
}

static void ring_to_shapes(const struct bc_geos *geos, const GEOSGeometry *ring,
                           struct bc_shapes *shapes)
{
    const GEOSCoordSequence *vertices =
        GEOSGeom_getCoordSeq_r(geos->handle, ring);
    unsigned n = 0;

    bc_shapes_begin_ring(shapes);
    GEOSCoordSeq_getSize_r(geos->handle, vertices, &n);
    for (unsigned v = 0; v < n; v++) {
        double x, y;

        GEOSCoordSeq_getXY_r(geos->handle, vertices, v, &x, &y);
        bc_shapes_add_vertex(shapes, x, y);
    }
}

size_t bc_geos_to_shapes(const struct bc_geos *geos,
                         const GEOSGeometry *geometry, struct bc_shapes *shapes)
{
    GEOSContextHandle_t handle = geos->handle;
    int type = GEOSGeomTypeId_r(handle, geometry);
    size_t n_parts = 0;

    if (GEOSisEmpty_r(handle, geometry) != 0)
        return 0;
    if (type == GEOS_POLYGON) {
        bc_shapes_begin_part(shapes);
        ring_to_shapes(geos, GEOSGetExteriorRing_r(handle, geometry), shapes);
        for (int r = 0; r < GEOSGetNumInteriorRings_r(handle, geometry); r++)
            ring_to_shapes(geos, GEOSGetInteriorRingN_r(handle, geometry, r),
                           shapes);
        return 1;
    }
    if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION)
        for (int g = 0; g < GEOSGetNumGeometries_r(handle, geometry); g++)
            n_parts += bc_geos_to_shapes(
                geos, GEOSGetGeometryN_r(handle, geometry, g), shapes);
    return n_parts;
}
