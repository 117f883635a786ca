/* SPDX-License-Identifier: MIT */
#include "output/spatial.h"

#include <cpl_error.h>
#include <math.h>

enum bc_status bc_output_srs(const struct bc_outcome *outcome,
                             OGRSpatialReferenceH *srs, struct bc_error *err)
{
    OGRErr failed;

    *srs = OSRNewSpatialReference(NULL);
    if (outcome->crs_epsg > 0)
        failed = OSRImportFromEPSG(*srs, outcome->crs_epsg);
    else
        failed = OSRSetFromUserInput(*srs, outcome->crs);
    if (failed) {
        OSRRelease(*srs);
        *srs = NULL;
        return bc_error_set(err, BC_INTERNAL, "GDAL does not know '%s': %s",
                            outcome->crs, CPLGetLastErrorMsg());
    }
    OSRSetAxisMappingStrategy(*srs, OAMS_TRADITIONAL_GIS_ORDER);
    return BC_OK;
}

struct bc_winding bc_winding_line(const struct bc_shapes *shapes, size_t ring)
{
    size_t first = shapes->vertex_of[ring];

    return (struct bc_winding){first, shapes->vertex_of[ring + 1] - first,
                               false};
}

struct bc_winding bc_winding_ring(const struct bc_shapes *shapes, size_t ring,
                                  bool is_hole)
{
    struct bc_winding winding = bc_winding_line(shapes, ring);
    const double *x = shapes->x + winding.first;
    const double *y = shapes->y + winding.first;
    double doubled = 0;

    /* about the first vertex: degrees of small rings would cancel out */
    for (size_t i = 1; i + 1 < winding.n; i++)
        doubled += (x[i] - x[0]) * (y[i + 1] - y[0]) -
                   (x[i + 1] - x[0]) * (y[i] - y[0]);
    winding.reverse = is_hole ? doubled > 0 : doubled < 0;
    return winding;
}

static bool feature_is_finite(const struct bc_shapes *shapes, size_t feature)
{
    size_t first = shapes->part_of[feature],
           last = shapes->part_of[feature + 1];
    size_t from = shapes->vertex_of[shapes->ring_of[first]];
    size_t to = shapes->vertex_of[shapes->ring_of[last]];

    for (size_t i = from; i < to; i++)
        if (!isfinite(shapes->x[i]) || !isfinite(shapes->y[i]))
            return false;
    return true;
}

enum bc_status bc_output_check_finite(const struct bc_outcome *outcome,
                                      enum bc_published which,
                                      struct bc_error *err)
{
    const struct bc_shapes *shapes = bc_published_shapes(outcome, which);
    size_t n = bc_published_count(outcome, which);

    for (size_t i = 0; i < n; i++) {
        double xy[2];
        bool finite = true;

        if (shapes)
            finite = feature_is_finite(shapes, i);
        else if (bc_published_point(outcome, which, i, xy))
            finite = isfinite(xy[0]) && isfinite(xy[1]);
        if (!finite)
            return bc_error_set(
                err, BC_BAD_DATA,
                "'%s': row %zu has a coordinate that is not finite",
                bc_published_layer(which)->name, i + 1);
    }
    return BC_OK;
}
