/* SPDX-License-Identifier: MIT */
#include "layer/ogr_shape.h"

#include <math.h>
#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"

#define ARC_STEP_DEGREES 1

static void add_ring(struct bc_builder *builder, OGRGeometryH ring)
{
    struct bc_shapes *shapes = &builder->layer->shapes;
    int n = OGR_G_GetPointCount(ring);
    double *x = bc_alloc((size_t)n, sizeof *x);
    double *y = bc_alloc((size_t)n, sizeof *y);

    OGR_G_GetPoints(ring, x, sizeof *x, y, sizeof *y, NULL, 0);
    bc_shapes_begin_ring(shapes);
    for (int i = 0; i < n; i++)
        bc_shapes_add_vertex(shapes, x[i], y[i]);
    bc_builder_end_ring(builder);
    free(x);
    free(y);
}

static void add_part(struct bc_builder *builder, OGRGeometryH part)
{
    int n = OGR_G_GetGeometryCount(part);

    bc_shapes_begin_part(&builder->layer->shapes);
    if (builder->layer->geometry == BC_GEOMETRY_LINE)
        add_ring(builder, part);
    for (int i = 0; i < n; i++)
        add_ring(builder, OGR_G_GetGeometryRef(part, i));
}

static void add_point(struct bc_builder *builder, OGRGeometryH point)
{
    if (!OGR_G_IsEmpty(point))
        bc_builder_point(builder, OGR_G_GetX(point, 0), OGR_G_GetY(point, 0));
}

static void add_multi(struct bc_builder *builder, OGRGeometryH geometry)
{
    int n = OGR_G_GetGeometryCount(geometry);

    if (builder->layer->geometry != BC_GEOMETRY_POINT) {
        for (int i = 0; i < n; i++)
            add_part(builder, OGR_G_GetGeometryRef(geometry, i));
        bc_builder_end_geometry(builder);
    } else if (n == 1) {
        add_point(builder, OGR_G_GetGeometryRef(geometry, 0));
        bc_builder_end_geometry(builder);
    } else {
        bc_builder_fault(builder, BC_N("a multipoint that is not one point"));
    }
}

static void add_single(struct bc_builder *builder, OGRGeometryH geometry)
{
    if (builder->layer->geometry == BC_GEOMETRY_POINT)
        add_point(builder, geometry);
    else
        add_part(builder, geometry);
    bc_builder_end_geometry(builder);
}

static enum bc_geometry kind_of(OGRwkbGeometryType type)
{
    switch (type) {
    case wkbPoint:
    case wkbMultiPoint:
        return BC_GEOMETRY_POINT;
    case wkbLineString:
    case wkbMultiLineString:
        return BC_GEOMETRY_LINE;
    case wkbPolygon:
    case wkbMultiPolygon:
        return BC_GEOMETRY_POLYGON;
    default:
        return BC_GEOMETRY_NONE;
    }
}

static void add_straight(struct bc_builder *builder, OGRGeometryH geometry)
{
    OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
    enum bc_geometry kind = kind_of(type);

    if (kind == BC_GEOMETRY_NONE)
        bc_builder_fault(builder, BC_N("a collection or surface"));
    else if (!bc_builder_begin_geometry(builder, kind))
        return;
    else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection))
        add_multi(builder, geometry);
    else
        add_single(builder, geometry);
}

void bc_ogr_shape_add(struct bc_builder *builder, OGRGeometryH geometry)
{
    OGRwkbGeometryType type = OGR_G_GetGeometryType(geometry);

    builder->has_heights |= wkbHasZ(type) || wkbHasM(type);
    if (OGR_G_HasCurveGeometry(geometry, FALSE)) {
        OGRGeometryH straight =
            OGR_G_GetLinearGeometry(geometry, ARC_STEP_DEGREES, NULL);

        bc_builder_doubt(builder, builder->layer->n_features - 1,
                         BC_FOUND_CURVE,
                         "a curve; it was replaced by chords of %d degree",
                         ARC_STEP_DEGREES);
        add_straight(builder, straight);
        OGR_G_DestroyGeometry(straight);
    } else {
        add_straight(builder, geometry);
    }
}
