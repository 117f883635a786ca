/* SPDX-License-Identifier: MIT */
#include "geo/crs_parts.h"

#include <math.h>
#include <stdlib.h>

#include "base/language.h"
#include "base/text.h"

/* What a 3-degree zone reaches from its middle in the south of China, and some
 * more; a northing there. */
#define HALF_ZONE_M 2.5e5
#define MIDDLE_NORTHING_M 3.4e6

/** Before the crs is compared with the values: what a few rows have beside what
 * most have is theirs. In a projected layer that lies in China, degrees. */
void bc_evidence_strays(const struct bc_positions *all, bool is_projected,
                        struct bc_findings *findings)
{
    struct bc_strays strays = {0};
    size_t n_projected = 0;

    if (all->layer->geometry != BC_GEOMETRY_POINT || all->are_degrees)
        return; /* none is unlike the others */
    for (size_t i = 0; i < all->n; i++) {
        double x = all->x[i], y = all->y[i];

        n_projected += bc_frame_of(x, y).kind >= BC_FRAME_ZONED;
        if (!bc_positions_missing(all, i) &&
            bc_is_degrees(x, y) == is_projected)
            bc_stray_add(&strays, i, x, y);
    }
    if (bc_strays_few(&strays, all) &&
        (!is_projected || n_projected > strays.n))
        bc_strays_leave_out(
            all, &strays,
            is_projected
                ? bc_out_of_area
                : BC_N("%.10g %.10g is not a longitude and latitude, as "
                       "most rows have; the feature has no position"),
            findings);
    free(strays.items);
}

enum bc_status bc_evidence_degrees(const struct bc_positions *all,
                                   struct bc_error *err)
{
    for (size_t i = 0; !all->are_degrees && i < all->n; i++)
        if (!bc_positions_missing(all, i) &&
            !bc_is_degrees(all->x[i], all->y[i]))
            return bc_positions_refuse(
                all, i, all->x[i], all->y[i],
                bc_say("is not a longitude and latitude; add the "
                       "projected crs: of this layer in the project "
                       "file"),
                err);
    return BC_OK;
}

/** The frame of all positions; none when they do not agree, no EPSG code when
 * they lie in several zones. */
struct bc_frame bc_evidence_frame(const struct bc_positions *all)
{
    struct bc_frame common = {0};

    if (all->are_degrees)
        return (struct bc_frame){.kind = BC_FRAME_DEGREES};
    for (size_t i = 0; i < all->n; i++) {
        struct bc_frame frame = bc_frame_of(all->x[i], all->y[i]);

        if (bc_positions_missing(all, i))
            continue;
        if (!common.kind)
            common = frame;
        if (!frame.kind || frame.kind != common.kind ||
            frame.turned != common.turned)
            return (struct bc_frame){0};
        if (frame.epsg != common.epsg)
            common.epsg = 0;
    }
    return common;
}

/** "look like ..."; "are neither degrees nor ..." when they do not. */
static void describe(struct bc_frame frame, struct bc_text *text)
{
    switch (frame.kind) {
    case BC_FRAME_DEGREES:
        bc_text_add(text,
                    frame.turned
                        ? bc_say("look like degrees with the latitude first")
                        : bc_say("look like degrees (EPSG:4490)"));
        return;
    case BC_FRAME_ZONED:
        if (frame.epsg)
            bc_text_printf(text,
                           bc_say("look like zone %d of CGCS2000 (EPSG:%d)"),
                           frame.zone, frame.epsg);
        else
            bc_text_add(text,
                        bc_say("look like several Gauss-Krueger zones (make "
                               "each a source of its own)"));
        break;
    case BC_FRAME_PLAIN:
        bc_text_add(text,
                    bc_say("look like a Gauss-Krueger zone without its number "
                           "(in Hubei EPSG:4545 to 4548)"));
        break;
    case BC_FRAME_NONE:
        bc_text_add(
            text, bc_say("are no degrees and no Gauss-Krueger zone of China"));
        return;
    }
    if (frame.turned)
        bc_text_add(text, bc_say(" with the northing first"));
}

enum bc_status bc_evidence_refuse(const struct bc_layer *layer, const char *crs,
                                  struct bc_frame frame, struct bc_error *err)
{
    struct bc_text looks = {0};
    const char *remedy =
        frame.turned ? bc_say("put the easting or longitude first")
                     : bc_say("correct the .prj, or name the right crs: in "
                              "the project file");

    describe(frame, &looks);
    if (crs)
        bc_error_set(err, BC_BAD_INPUT,
                     "'%s' has the crs '%s', but its values "
                     "%s; %s",
                     layer->source, crs, looks.data, remedy);
    else
        bc_error_set(err, BC_BAD_INPUT,
                     "'%s' names no CRS; its values %s; add crs: EPSG:... to "
                     "this layer in the project file",
                     layer->source, looks.data);
    bc_text_clear(&looks);
    return BC_BAD_INPUT;
}

static bool is_in_china(const struct bc_positions *all)
{
    double b[4];

    return bc_positions_bounds(all, b) && b[0] >= 73 && b[2] <= 136 &&
           b[1] >= 3 && b[3] <= 54;
}

/** Refuses a CRS that all the values contradict. */
enum bc_status bc_evidence_check(const struct bc_positions *all,
                                 const struct bc_crs_source *source,
                                 struct bc_error *err)
{
    struct bc_frame frame = bc_evidence_frame(all);
    bool contradicts = frame.kind != BC_FRAME_NONE && frame.turned;

    if (frame.kind == BC_FRAME_DEGREES) /* a few metres are no degrees */
        contradicts |= source->projected && is_in_china(all);
    else if (frame.kind != BC_FRAME_NONE)
        contradicts |= !source->projected;
    return contradicts
               ? bc_evidence_refuse(all->layer, source->label, frame, err)
               : BC_OK;
}

/** A position that the layer's crs does not reach; says what it looks like. */
static enum bc_status refuse_far(const struct bc_positions *all, size_t i,
                                 double x, double y, struct bc_error *err)
{
    struct bc_frame frame = bc_frame_of(x, y);
    struct bc_text why = {0};
    enum bc_status status;

    bc_text_add(&why, bc_say("is far outside the area of the layer's crs; "));
    if (frame.kind == BC_FRAME_ZONED && !frame.turned)
        bc_text_printf(&why,
                       bc_say("its easting looks like zone %d of CGCS2000 "
                              "(EPSG:%d); name that in crs:, or give the rows "
                              "of another zone a source of their own"),
                       frame.zone, frame.epsg);
    else
        bc_text_add(&why, bc_say("name the right zone in crs:, or swap easting "
                                 "and northing"));
    status = bc_positions_refuse(all, i, x, y, bc_text_string(&why), err);
    bc_text_clear(&why);
    return status;
}

/** Takes the positions of a few strays, a finding each; refuses more of them.
 */
enum bc_status bc_evidence_settle(const struct bc_positions *all,
                                  const struct bc_strays *strays,
                                  const char *format,
                                  struct bc_findings *findings,
                                  struct bc_error *err)
{
    const struct bc_stray *first = strays->items;

    if (strays->n && !bc_strays_few(strays, all))
        return refuse_far(all, first->at, first->x, first->y, err);
    bc_strays_leave_out(all, strays, format, findings);
    return BC_OK;
}

/** The number that a zone's eastings begin with; 0 for a CRS without one. */
static int zone_of(struct bc_crs *crs, const struct bc_crs_source *source)
{
    PJ *conversion =
        proj_crs_get_coordoperation(crs->context, source->horizontal);
    int at = proj_coordoperation_get_param_index(crs->context, conversion,
                                                 "False easting");
    double easting = 0;

    proj_coordoperation_get_param(crs->context, conversion, at, NULL, NULL,
                                  NULL, &easting, NULL, NULL, NULL, NULL, NULL,
                                  NULL);
    proj_destroy(conversion);
    return bc_frame_of(easting, MIDDLE_NORTHING_M).zone;
}

/** An easting of another zone than the CRS's. One that lies near the edge of
 * its zone, or beyond, may be of the CRS's own: one zone for a province is
 * usual, and reaches into its neighbours' numbers. */
static bool is_of_another_zone(int zone, double x, double y)
{
    struct bc_frame frame = bc_frame_of(x, y);

    return frame.kind == BC_FRAME_ZONED && !frame.turned &&
           frame.zone != zone &&
           fabs(x - frame.zone * 1e6 - 5e5) <= HALF_ZONE_M;
}

/** Takes the positions of a few points in another zone; refuses more of them.
 */
enum bc_status bc_evidence_zone(struct bc_crs *crs,
                                const struct bc_positions *all,
                                const struct bc_crs_source *source,
                                struct bc_findings *findings,
                                struct bc_error *err)
{
    int zone = zone_of(crs, source);
    struct bc_strays strays = {0};
    enum bc_status status;

    for (size_t i = 0; zone && i < all->n; i++)
        if (is_of_another_zone(zone, all->x[i], all->y[i]))
            bc_stray_add(&strays, i, all->x[i], all->y[i]);
    status = bc_evidence_settle(all, &strays,
                                BC_N("%.10g %.10g looks like another zone than "
                                     "the crs, where most rows lie; the "
                                     "feature has no position"),
                                findings, err);
    free(strays.items);
    return status;
}
