/* SPDX-License-Identifier: MIT */
#include "geo/repair.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "geo/feature.h"
#include "geo/geodesic.h"
#include "geo/geos_shapes.h"
#include "geo/ring_proof.h"
#include "geo/rings.h"
#include "geo/runs.h"
#include "geo/untangle.h"

#define RUN_VERTICES 32768 /* that one thread takes at a time */

/** The repair of one layer, feature by feature, into new shapes. */
struct repair {
    struct bc_geos *geos;
    const struct bc_crs *crs;
    const struct bc_layer *layer;
    double max_change_percent;
    struct bc_findings *findings;
    struct bc_shapes done;
};

static enum bc_status refuse(const struct repair *repair, size_t feature,
                             const char *why, struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT, "%s:%zu: '%s' %s",
                        bc_feature_source(repair->layer, feature),
                        bc_feature_line(repair->layer, feature),
                        bc_feature_name(repair->layer, feature), bc_say(why));
}

static bool is_finite(const struct bc_shapes *shapes, size_t feature)
{
    size_t first = shapes->ring_of[shapes->part_of[feature]];
    size_t last = shapes->ring_of[shapes->part_of[feature + 1]];

    for (size_t v = shapes->vertex_of[first]; v < shapes->vertex_of[last]; v++)
        if (!isfinite(shapes->x[v]) || !isfinite(shapes->y[v]))
            return false;
    return true;
}

/** A closed ring needs four vertices to hold an area; one that repeats the
 * vertex before it does not count. */
static bool is_long_enough(const struct bc_shapes *shapes, size_t ring)
{
    size_t first = shapes->vertex_of[ring], end = shapes->vertex_of[ring + 1];
    size_t n = end > first;

    for (size_t v = first + 1; v < end && n < 4; v++)
        n += shapes->x[v] != shapes->x[v - 1] ||
             shapes->y[v] != shapes->y[v - 1];
    return n > 0 && n + !bc_ring_is_closed(shapes, ring) >= 4;
}

/** Copies a feature with every ring closed and without rings that are too
 * short; a part goes with its shell. */
static void tidy(const struct repair *repair, size_t feature,
                 struct bc_shapes *tidied)
{
    const struct bc_shapes *shapes = &repair->layer->shapes;
    size_t n_dropped = 0, n_closed = 0;

    bc_shapes_begin_feature(tidied);
    for (size_t p = shapes->part_of[feature]; p < shapes->part_of[feature + 1];
         p++) {
        size_t shell = shapes->ring_of[p], end = shapes->ring_of[p + 1];

        if (shell == end || !is_long_enough(shapes, shell)) {
            n_dropped += end - shell;
            continue;
        }
        bc_shapes_begin_part(tidied);
        for (size_t r = shell; r < end; r++) {
            if (!is_long_enough(shapes, r)) {
                n_dropped++;
                continue;
            }
            n_closed += !bc_ring_is_closed(shapes, r);
            bc_ring_append_closed(shapes, r, tidied);
        }
    }
    if (n_dropped + n_closed > 0)
        bc_findings_addf(repair->findings,
                         bc_feature_finding(repair->layer, feature,
                                            BC_FOUND_REPAIRED_GEOMETRY),
                         "%zu rings with fewer than 4 vertices dropped, %zu "
                         "open rings closed",
                         n_dropped, n_closed);
}

/** Where and why a geometry is invalid. */
struct defect {
    char reason[128]; /* in GEOS' words */
    double x, y;
};

/* GEOS 3.11 has these reasons; another one stays as it is. */
static const char *reason_in(enum bc_language language,
                             const struct defect *defect)
{
    static const char *const known[] = {
        BC_N("Self-intersection"),
        BC_N("Ring Self-intersection"),
        BC_N("Hole lies outside shell"),
        BC_N("Holes are nested"),
        BC_N("Nested shells"),
        BC_N("Interior is disconnected"),
        BC_N("Duplicate Rings"),
        BC_N("Repeated Point"),
        BC_N("Invalid Coordinate"),
        BC_N("Ring is not closed"),
        BC_N("Too few points in geometry component"),
        BC_N("Topology Validation Error"),
        BC_N("no reason given"),
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i], defect->reason) == 0)
            return bc_language_text(language, known[i]);
    return defect->reason;
}

/** @return 1 valid, 0 not, 2 failed; as GEOS does */
static char examine(const struct bc_geos *geos, const GEOSGeometry *geometry,
                    struct defect *defect)
{
    GEOSContextHandle_t handle = geos->handle;
    GEOSGeometry *place = NULL;
    char *reason = NULL;
    char valid = GEOSisValidDetail_r(handle, geometry, 0, &reason, &place);

    *defect = (struct defect){"no reason given", NAN, NAN};
    if (reason)
        strncpy(defect->reason, reason, sizeof defect->reason - 1);
    if (place) {
        GEOSGeomGetX_r(handle, place, &defect->x);
        GEOSGeomGetY_r(handle, place, &defect->y);
    }
    GEOSFree_r(handle, reason);
    GEOSGeom_destroy_r(handle, place);
    return valid;
}

/* The structure method keeps what the rings mean: an overlap counts once, a
 * hole stays a hole; buffering by 0 loses half of a bow tie. */
static GEOSGeometry *make_valid(const struct bc_geos *geos,
                                const GEOSGeometry *geometry)
{
    GEOSContextHandle_t handle = geos->handle;
    GEOSMakeValidParams *params = GEOSMakeValidParams_create_r(handle);
    GEOSGeometry *valid;

    GEOSMakeValidParams_setMethod_r(handle, params, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(handle, params, 0);
    valid = GEOSMakeValidWithParams_r(handle, geometry, params);
    GEOSMakeValidParams_destroy_r(handle, params);
    return valid;
}

static void note_repair(const struct repair *repair, size_t feature,
                        const struct defect *defect, double before,
                        double after)
{
    static const char *const format =
        BC_N("%s at %.7g %.7g; repaired, area %.4f km2 before and %.4f km2 "
             "after");
    struct bc_finding finding =
        bc_feature_finding(repair->layer, feature, BC_FOUND_REPAIRED_GEOMETRY);
    struct bc_text message[2] = {{0}};

    for (int language = BC_ENGLISH; language <= BC_CHINESE; language++)
        bc_text_printf(&message[language], bc_language_text(language, format),
                       reason_in(language, defect), defect->x, defect->y,
                       before, after);
    finding.message = bc_text_string(&message[BC_ENGLISH]);
    finding.chinese = bc_text_string(&message[BC_CHINESE]);
    bc_findings_add(repair->findings, &finding);
    bc_text_clear(&message[BC_ENGLISH]);
    bc_text_clear(&message[BC_CHINESE]);
}

/** Compares the areas and says what was done, or refuses. */
static enum bc_status judge(const struct repair *repair, size_t feature,
                            const struct defect *defect, struct bc_error *err)
{
    const struct bc_layer *layer = repair->layer;
    double before =
        bc_geodesic_area_m2(repair->crs, &layer->shapes, feature) / 1e6;
    double after =
        bc_geodesic_area_m2(repair->crs, &repair->done, feature) / 1e6;

    if (fabs(after - before) * 100 > before * repair->max_change_percent)
        return bc_error_set(
            err, BC_BAD_INPUT,
            "%s:%zu: '%s' is not valid (%s at %.7g %.7g) and a repair "
            "would change its area from %.4f to %.4f km2, more than %g %%; "
            "correct the outline or raise method.repair_max_change",
            bc_feature_source(layer, feature), bc_feature_line(layer, feature),
            bc_feature_name(layer, feature), reason_in(bc_language(), defect),
            defect->x, defect->y, before, after, repair->max_change_percent);
    note_repair(repair, feature, defect, before, after);
    return BC_OK;
}

/* ---- a feature ---- */

/** Whether GEOS finds the rings valid that are in doubt. */
static enum bc_status judge_rings(const struct repair *repair,
                                  const struct bc_shapes *doubtful,
                                  struct defect *defect, bool *is_valid,
                                  struct bc_error *err)
{
    GEOSGeometry *geometry = bc_geos_from_shapes(repair->geos, doubtful, 0);
    char valid = examine(repair->geos, geometry, defect);

    GEOSGeom_destroy_r(repair->geos->handle, geometry);
    *is_valid = valid == 1;
    return valid == 2 ? bc_geos_error(repair->geos, "examining a polygon", err)
                      : BC_OK;
}

/** Every part of a geometry as a feature. */
static void split(const struct bc_geos *geos, const GEOSGeometry *geometry,
                  struct bc_shapes *parts)
{
    struct bc_shapes one;

    bc_shapes_init(&one);
    bc_shapes_begin_feature(&one);
    bc_geos_to_shapes(geos, geometry, &one);
    for (size_t p = 0; p < one.n_parts; p++) {
        bc_shapes_begin_feature(parts);
        bc_shapes_begin_part(parts);
        for (size_t r = one.ring_of[p]; r < one.ring_of[p + 1]; r++)
            bc_ring_append_closed(&one, r, parts);
    }
    bc_shapes_clear(&one);
}

static enum bc_status judge_all(const struct repair *repair,
                                const struct bc_shapes *shapes, bool *is_valid,
                                struct bc_error *err)
{
    struct bc_shapes doubtful;
    struct bc_rings rings;
    struct defect defect;
    enum bc_status status = BC_OK;

    *is_valid = true;
    bc_rings_examine(&rings, shapes, 0);
    if (rings.n_doubtful > 0) {
        bc_shapes_init(&doubtful);
        bc_rings_take_doubtful(shapes, &rings, &doubtful);
        status = judge_rings(repair, &doubtful, &defect, is_valid, err);
        bc_shapes_clear(&doubtful);
    }
    bc_rings_clear(&rings);
    return status;
}

/** GEOS' own repair, where rounding defeats ours. */
static enum bc_status repair_by_geos(const struct repair *repair,
                                     const struct bc_shapes *doubtful,
                                     struct bc_shapes *parts,
                                     struct bc_error *err)
{
    GEOSContextHandle_t handle = repair->geos->handle;
    GEOSGeometry *geometry = bc_geos_from_shapes(repair->geos, doubtful, 0);
    GEOSGeometry *valid = make_valid(repair->geos, geometry);

    if (valid)
        split(repair->geos, valid, parts);
    GEOSGeom_destroy_r(handle, geometry);
    GEOSGeom_destroy_r(handle, valid);
    return valid ? BC_OK
                 : bc_geos_error(repair->geos, "repairing a polygon", err);
}

/** Makes @p whole the tidied feature with its doubtful rings repaired, by our
 * own walk or by GEOS. */
static enum bc_status mend(const struct repair *repair, size_t feature,
                           bool by_geos, const struct bc_shapes *tidied,
                           const struct bc_rings *rings,
                           const struct bc_shapes *doubtful,
                           struct bc_shapes *whole, bool *is_valid,
                           struct bc_error *err)
{
    struct bc_shapes parts;
    enum bc_noded noded = BC_NODED;
    enum bc_status status = BC_OK;

    *is_valid = false;
    bc_shapes_init(&parts);
    if (by_geos)
        status = repair_by_geos(repair, doubtful, &parts, err);
    else
        noded = bc_untangle(doubtful, &parts);
    if (noded == BC_NODED_TANGLED) /* GEOS would fill the memory */
        status = refuse(repair, feature,
                        "crosses itself too often to be repaired; correct the "
                        "outline or leave the feature out",
                        err);
    if (!status && noded == BC_NODED) {
        bc_shapes_begin_feature(whole);
        bc_rings_put_together(tidied, rings, &parts, whole);
        status = judge_all(repair, whole, is_valid, err);
    }
    bc_shapes_clear(&parts);
    return status;
}

static enum bc_status repair_invalid(struct repair *repair, size_t feature,
                                     const struct bc_shapes *tidied,
                                     const struct bc_rings *rings,
                                     const struct bc_shapes *doubtful,
                                     const struct defect *defect,
                                     struct bc_error *err)
{
    struct bc_shapes whole;
    enum bc_status status = BC_OK;
    bool is_valid = false;

    bc_shapes_init(&whole);
    for (int by_geos = 0; !status && !is_valid && by_geos < 2; by_geos++) {
        bc_shapes_clear(&whole);
        bc_shapes_init(&whole);
        status = mend(repair, feature, by_geos, tidied, rings, doubtful, &whole,
                      &is_valid, err);
    }
    if (!status && whole.n_parts == 0)
        status = refuse(repair, feature,
                        "has no area left after a repair; correct the outline "
                        "or leave the feature out",
                        err);
    if (!status && !is_valid)
        status = refuse(repair, feature,
                        "is not valid and cannot be repaired; correct the "
                        "outline or leave the feature out",
                        err);
    if (!status) {
        bc_shapes_append(&repair->done, &whole, 0);
        status = judge(repair, feature, defect, err);
    }
    bc_shapes_clear(&whole);
    return status;
}

/** Appends the feature, repaired where need be, to the shapes that are done. */
static enum bc_status repair_tidied(struct repair *repair, size_t feature,
                                    const struct bc_shapes *tidied,
                                    struct bc_error *err)
{
    struct bc_shapes doubtful;
    struct bc_rings rings;
    struct defect defect = {0};
    bool is_valid = true;
    enum bc_status status = BC_OK;

    bc_shapes_init(&doubtful);
    bc_rings_examine(&rings, tidied, 0);
    if (rings.n_doubtful > 0) {
        bc_rings_take_doubtful(tidied, &rings, &doubtful);
        status = judge_rings(repair, &doubtful, &defect, &is_valid, err);
    }
    if (!status && is_valid)
        bc_shapes_append(&repair->done, tidied, 0);
    else if (!status)
        status = repair_invalid(repair, feature, tidied, &rings, &doubtful,
                                &defect, err);
    bc_shapes_clear(&doubtful);
    bc_rings_clear(&rings);
    return status;
}

static enum bc_status repair_feature(struct repair *repair, size_t feature,
                                     struct bc_error *err)
{
    const struct bc_shapes *shapes = &repair->layer->shapes;
    struct bc_shapes tidied;
    enum bc_status status;

    if (!is_finite(shapes, feature))
        return refuse(repair, feature, "has a vertex that is not finite", err);
    bc_shapes_init(&tidied);
    tidy(repair, feature, &tidied);
    if (tidied.n_parts == 0)
        status = refuse(repair, feature,
                        "has no ring of 4 vertices; correct the outline or "
                        "leave the feature out",
                        err);
    else
        status = repair_tidied(repair, feature, &tidied, err);
    bc_shapes_clear(&tidied);
    return status;
}

/** Rings that are closed, of 4 finite vertices, and valid beyond doubt; or no
 * ring at all, for what has no geometry keeps none. */
static bool is_sound(const struct bc_shapes *shapes, size_t feature)
{
    size_t r = shapes->ring_of[shapes->part_of[feature]];
    size_t end = shapes->ring_of[shapes->part_of[feature + 1]];
    struct bc_rings rings;
    bool sound = is_finite(shapes, feature);

    for (size_t p = shapes->part_of[feature];
         sound && p < shapes->part_of[feature + 1]; p++)
        sound = shapes->ring_of[p] < shapes->ring_of[p + 1];
    for (; sound && r < end; r++)
        sound = is_long_enough(shapes, r) && bc_ring_is_closed(shapes, r);
    if (!sound || bc_rings_prove(shapes, feature))
        return sound;
    bc_rings_examine(&rings, shapes, feature);
    sound = rings.n_doubtful == 0;
    bc_rings_clear(&rings);
    return sound;
}

/** Which features are sound. */
struct soundness {
    const struct bc_shapes *shapes;
    struct bc_runs runs;
    bool *sound;
};

static void examine_run(void *context, size_t run)
{
    const struct soundness *it = context;

    for (size_t f = it->runs.first[run]; f < it->runs.first[run + 1]; f++)
        it->sound[f] = is_sound(it->shapes, f);
}

static bool *find_sound(const struct bc_shapes *shapes)
{
    struct soundness it = {.shapes = shapes};

    it.sound = bc_alloc(shapes->n_features, sizeof *it.sound);
    bc_runs_init(&it.runs, shapes, RUN_VERTICES);
    bc_parallel_for(it.runs.n, examine_run, &it);
    bc_runs_clear(&it.runs);
    return it.sound;
}

enum bc_status
bc_geometry_repair(struct bc_geos *geos, const struct bc_crs *crs,
                   struct bc_layer *layer, struct bc_decimal max_change_percent,
                   struct bc_findings *findings, struct bc_error *err)
{
    struct repair repair = {.geos = geos,
                            .crs = crs,
                            .layer = layer,
                            .max_change_percent =
                                bc_decimal_real(max_change_percent),
                            .findings = findings};
    const struct bc_shapes *shapes = &layer->shapes;
    enum bc_status status = BC_OK;
    size_t n_sound = 0;
    bool *sound;

    if (layer->geometry != BC_GEOMETRY_POLYGON)
        return BC_OK;
    sound = find_sound(shapes);
    bc_shapes_init(&repair.done);
    for (size_t f = 0; !status && f < layer->n_features; f++) {
        if (sound[f]) {
            n_sound++;
            continue; /* copied with the next one that is not */
        }
        for (size_t g = repair.done.n_features; g < f; g++)
            bc_shapes_append(&repair.done, shapes, g);
        status = repair_feature(&repair, f, err);
    }
    if (!status && n_sound < layer->n_features) {
        struct bc_shapes before = layer->shapes;

        for (size_t g = repair.done.n_features; g < layer->n_features; g++)
            bc_shapes_append(&repair.done, shapes, g);
        layer->shapes = repair.done;
        repair.done = before;
    }
    bc_shapes_clear(&repair.done);
    free(sound);
    return status;
}
