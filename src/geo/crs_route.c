/* SPDX-License-Identifier: MIT */
#include "geo/crs_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"

/* Coordinates farther than this outside a CRS's area of use are taken for
 * swapped axes or another zone. Hubei reaches 4 degrees beyond its middle
 * 3-degree zone, and one zone for the province is usual. */
#define AREA_SLACK_DEGREES 10
#define AREA_MARGIN_DEGREES 1e-6

/** Bounds in degrees, which PROJ needs to choose an operation made for them. */
static bool bounds_in_degrees(struct bc_crs *crs,
                              const struct bc_crs_source *source,
                              double bounds[4])
{
    double b[4];
    PJ *operation;
    bool done;

    if (!source->projected)
        return true;
    memcpy(b, bounds, sizeof b);
    operation = bc_crs_unproject(crs, source);
    done =
        operation && proj_trans_bounds(crs->context, operation, PJ_FWD, b[0],
                                       b[1], b[2], b[3], &bounds[0], &bounds[1],
                                       &bounds[2], &bounds[3], 21);
    proj_destroy(operation);
    return done;
}

/**
 * The best operation to @p target that covers the whole layer, needs no
 * missing grid and is not ballpark; NULL when there is none. One operation for
 * all features, so that neighbours never move apart.
 */
static PJ *best_operation(struct bc_crs *crs,
                          const struct bc_crs_source *source, const PJ *target,
                          const double bounds[4])
{
    PJ_CONTEXT *context = crs->context;
    PJ_OPERATION_FACTORY_CONTEXT *factory =
        proj_create_operation_factory_context(context, NULL);
    PJ_OBJ_LIST *found;
    PJ *best;

    proj_operation_factory_context_set_allow_ballpark_transformations(
        context, factory, 0);
    proj_operation_factory_context_set_grid_availability_use(
        context, factory,
        PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
    proj_operation_factory_context_set_spatial_criterion(
        context, factory, PROJ_SPATIAL_CRITERION_STRICT_CONTAINMENT);
    /* PROJ 9.1 takes an area without width for none at all */
    proj_operation_factory_context_set_area_of_interest(
        context, factory, bounds[0] - AREA_MARGIN_DEGREES,
        bounds[1] - AREA_MARGIN_DEGREES, bounds[2] + AREA_MARGIN_DEGREES,
        bounds[3] + AREA_MARGIN_DEGREES);
    found = proj_create_operations(context, source->whole, target, factory);
    best = proj_list_get(context, found, 0); /* NULL: it is empty */
    proj_list_destroy(found);
    proj_operation_factory_context_destroy(factory);
    return best;
}

/** To the project CRS, or to the other CRS that is taken as one with it. */
static PJ *operation_between_datums(struct bc_crs *crs,
                                    const struct bc_crs_source *source,
                                    const double bounds[4])
{
    static const char *const family[] = {"EPSG:4326", "EPSG:4490"};
    PJ *best = best_operation(crs, source, crs->geographic, bounds);

    for (size_t i = 0; !best && crs->datum != BC_DATUM_OTHER && i < 2; i++) {
        PJ *target = proj_create(crs->context, family[i]);

        best = best_operation(crs, source, target, bounds);
        proj_destroy(target);
    }
    return best;
}

static void note_shift(struct bc_crs *crs, const struct bc_layer *layer,
                       const struct bc_crs_source *source, const PJ *operation,
                       struct bc_findings *findings)
{
    double accuracy = proj_coordoperation_get_accuracy(crs->context, operation);
    struct bc_text text = {0};

    if (accuracy >= 0)
        bc_text_add_real(&text, accuracy, 3);
    bc_findings_addf(findings,
                     (struct bc_finding){.code = BC_FOUND_DATUM_SHIFT,
                                         .source = layer->source},
                     accuracy >= 0
                         ? BC_N("from '%s' to '%s' by '%s', accuracy %s m")
                         : BC_N("from '%s' to '%s' by '%s', accuracy unknown"),
                     source->label, crs->name, proj_get_name(operation),
                     bc_text_string(&text));
    bc_text_clear(&text);
}

static enum bc_status no_operation(const struct bc_crs *crs,
                                   const struct bc_layer *layer,
                                   const struct bc_crs_source *source,
                                   struct bc_error *err)
{
    return bc_error_set(
        err, BC_BAD_INPUT,
        "'%s' is in '%s' and no transformation to '%s' with a known shift is "
        "there for its area; supply the layer in CGCS2000, or give the "
        "parameters of your region with crs_shift: [dx, dy, dz, rx, ry, rz, "
        "ds] or pipeline: in the project file",
        layer->source, source->label, crs->name);
}

static struct bc_area area_of_use(struct bc_crs *crs,
                                  const struct bc_crs_source *source)
{
    struct bc_area area = {-180, -90, 180, 90}, known;

    if (source->projected &&
        proj_get_area_of_use(crs->context, source->horizontal, &known.west,
                             &known.south, &known.east, &known.north, NULL) &&
        known.west >= -180 && known.west < known.east) {
        area.west = known.west - AREA_SLACK_DEGREES;
        area.south = known.south - AREA_SLACK_DEGREES;
        area.east = known.east + AREA_SLACK_DEGREES;
        area.north = known.north + AREA_SLACK_DEGREES;
    }
    return area;
}

static const char *const datum_label[] = {"", "WGS 84", "CGCS2000"};

static const struct bc_area earth = {-180, -90, 180, 90};

static void add_step(struct bc_route *route, PJ *operation, struct bc_area area)
{
    route->operation[route->n] = operation;
    route->area[route->n++] = area;
}

void bc_route_clear(struct bc_route *route)
{
    for (size_t i = 0; i < route->n; i++)
        proj_destroy(route->operation[i]);
}

static enum bc_status no_route(const struct bc_crs *crs,
                               const struct bc_layer *layer,
                               const struct bc_crs_source *source,
                               struct bc_error *err)
{
    return bc_error_set(
        err, BC_BAD_INPUT, "'%s' cannot be brought from '%s' to '%s': %s",
        layer->source, source->label, crs->name, bc_crs_last_log(crs));
}

static void note_same_datum(const struct bc_crs *crs,
                            const struct bc_layer *layer,
                            const struct bc_crs_source *source,
                            struct bc_findings *findings)
{
    if (crs->datum == source->datum)
        return;
    bc_findings_addf(findings,
                     (struct bc_finding){.code = BC_FOUND_DATUM_IDENTICAL,
                                         .source = layer->source},
                     "'%s' is %s, taken as %s without a shift", source->label,
                     datum_label[source->datum], datum_label[crs->datum]);
}

/** Degrees of one ellipsoid to those of the other by seven parameters. */
static PJ *seven_parameters(struct bc_crs *crs,
                            const struct bc_crs_source *source,
                            const double p[7])
{
    PJ *ellipsoid = proj_get_ellipsoid(crs->context, source->base);
    struct bc_text text = {0};
    double a = 0, inverse_flattening = 0;
    PJ *made;

    proj_ellipsoid_get_parameters(crs->context, ellipsoid, &a, NULL, NULL,
                                  &inverse_flattening);
    proj_destroy(ellipsoid);
    bc_text_printf(
        &text,
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
        "+step +proj=cart +a=%.17g +f=%.17g "
        "+step +proj=helmert +x=%.17g +y=%.17g +z=%.17g +rx=%.17g +ry=%.17g "
        "+rz=%.17g +s=%.17g +convention=coordinate_frame "
        "+step +inv +proj=cart +a=%.17g +f=%.17g "
        "+step +proj=unitconvert +xy_in=rad +xy_out=deg",
        a, inverse_flattening > 0 ? 1 / inverse_flattening : 0, p[0], p[1],
        p[2], p[3], p[4], p[5], p[6], crs->ellipsoid.a, crs->ellipsoid.f);
    made = proj_create(crs->context, text.data);
    bc_text_clear(&text);
    return made;
}

enum bc_status
bc_route_by_parameters(struct bc_crs *crs, const struct bc_layer *layer,
                       const struct bc_crs_source *source,
                       const double parameters[7], struct bc_route *route,
                       struct bc_findings *findings, struct bc_error *err)
{
    PJ *operation;

    if (bc_crs_same_datum(crs, source))
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' is in '%s', which needs no crs_shift; "
                            "leave it out, or correct crs:",
                            layer->source, source->label);
    if (source->projected) {
        operation = bc_crs_unproject(crs, source);
        if (!operation)
            return no_route(crs, layer, source, err);
        add_step(route, operation, area_of_use(crs, source));
    }
    add_step(route, seven_parameters(crs, source, parameters), earth);
    bc_findings_addf(findings,
                     (struct bc_finding){.code = BC_FOUND_DATUM_SHIFT,
                                         .source = layer->source},
                     "from '%s' to '%s' by the seven parameters of the project "
                     "(coordinate frame), accuracy unknown",
                     source->label, crs->name);
    return BC_OK;
}

enum bc_status
bc_route_by_pipeline(struct bc_crs *crs, const struct bc_layer *layer,
                     const char *pipeline, struct bc_route *route,
                     struct bc_findings *findings, struct bc_error *err)
{
    PJ *operation = NULL;

    crs->log[0] = '\0';
    if (!strncmp(pipeline, "+proj=", 6)) /* no name that is merely alike */
        operation = proj_create(crs->context, pipeline);
    if (!operation || proj_is_crs(operation)) {
        proj_destroy(operation);
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' has a pipeline: that PROJ does not take "
                            "(%s); begin it with +proj=pipeline",
                            layer->source, bc_crs_last_log(crs));
    }
    add_step(route, operation, earth);
    bc_findings_addf(findings,
                     (struct bc_finding){.code = BC_FOUND_DATUM_SHIFT,
                                         .source = layer->source,
                                         .value = pipeline},
                     "to '%s' by the pipeline of the project, accuracy unknown",
                     crs->name);
    return BC_OK;
}

enum bc_status
bc_route_by_proj(struct bc_crs *crs, const struct bc_positions *all,
                 const struct bc_crs_source *source, struct bc_route *route,
                 struct bc_findings *findings, struct bc_error *err)
{
    PJ *operation = NULL;
    double bounds[4];

    if (bc_crs_same_datum(crs, source)) {
        note_same_datum(crs, all->layer, source, findings);
        if (!source->projected)
            return BC_OK;
        operation = bc_crs_unproject(crs, source);
    } else {
        if (!bc_positions_bounds(all, bounds))
            return BC_OK; /* nothing to move */
        if (bounds_in_degrees(crs, source, bounds))
            operation = operation_between_datums(crs, source, bounds);
        if (!operation)
            return no_operation(crs, all->layer, source, err);
        note_shift(crs, all->layer, source, operation, findings);
        operation = bc_crs_traditional_order(crs, operation);
    }
    if (!operation)
        return no_route(crs, all->layer, source, err);
    add_step(route, operation, area_of_use(crs, source));
    return BC_OK;
}
