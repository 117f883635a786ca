/* SPDX-License-Identifier: MIT */
#include "geo/crs.h"

#include <assert.h>
#include <geodesic.h>
#include <math.h>
#include <proj.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include "geo/enclosed.h"
#include "geo/feature.h"
#include "layer/frame.h"

#define DEGREE (M_PI / 180)
/* Coordinates farther than this outside a CRS's area of use are taken for
 * swapped axes or another zone. Hubei reaches 4 degrees beyond its middle
 * 3-degree zone, and one zone for the province is usual. */
#define AREA_SLACK_DEGREES 10
#define AREA_MARGIN_DEGREES 1e-6
/* What a 3-degree zone reaches from its middle in the south of China, and some
 * more; a northing there. */
#define HALF_ZONE_M 2.5e5
#define MIDDLE_NORTHING_M 3.4e6
#define CHUNK 1024

/** The datums that are taken as one, and the rest. */
enum datum { DATUM_OTHER, DATUM_WGS84, DATUM_CGCS2000 };

static const char *const datum_label[] = {"", "WGS 84", "CGCS2000"};

struct bc_crs {
    pthread_mutex_t turn; /* of a thread with the context */
    PJ_CONTEXT *context;
    PJ *geographic;
    char *name;
    int epsg;
    enum datum datum;
    struct geod_geodesic ellipsoid;
    char log[256]; /* what PROJ said last */
};

/** The CRS of a layer, taken apart. */
struct source {
    char *label;    /* for messages */
    PJ *whole;      /* with the datum parameters that it may carry */
    PJ *horizontal; /* without them, and without heights */
    PJ *base;       /* the geographic CRS below it */
    enum datum datum;
    bool projected;
};

static void keep_log(void *state, int level, const char *message)
{
    struct bc_crs *crs = state;

    (void)level;
    strncpy(crs->log, message, sizeof crs->log - 1);
}

static const char *last_log(const struct bc_crs *crs)
{
    return crs->log[0] ? crs->log : "PROJ gives no reason";
}

/* PROJ also looks for names that are merely alike ("CGCS2000" could become any
 * of its zones), so only what is unmistakable reaches it. */
static PJ *create(struct bc_crs *crs, const char *text)
{
    static const char *const known[][2] = {{"CRS84", "OGC:CRS84"},
                                           {"WGS84", "EPSG:4326"},
                                           {"CGCS2000", "EPSG:4490"}};
    struct bc_text definition = {0};
    PJ *made = NULL;

    crs->log[0] = '\0';
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(text, known[i][0]))
            text = known[i][1];
    bc_text_add(&definition, text);
    if (!strncmp(text, "+proj=", 6) && !strstr(text, "+type=crs") &&
        !strstr(text, "+step")) /* a pipeline is none */
        bc_text_add(&definition, " +type=crs");
    if (strpbrk(text, ":[{+"))
        made = proj_create(crs->context, bc_text_string(&definition));
    bc_text_clear(&definition);
    if (made && !proj_is_crs(made)) {
        proj_destroy(made);
        made = NULL;
    }
    return made;
}

/** As a rotated pole: longitudes and latitudes that are none. */
static bool is_derived(struct bc_crs *crs, const PJ *geographic)
{
    PJ *conversion = proj_crs_get_coordoperation(crs->context, geographic);

    proj_destroy(conversion);
    return conversion != NULL;
}

/** Degrees from Greenwich: what every geographic CRS here must count in. */
static bool counts_in_degrees(struct bc_crs *crs, const PJ *geographic)
{
    PJ *axes = proj_crs_get_coordinate_system(crs->context, geographic);
    PJ *meridian = proj_get_prime_meridian(crs->context, geographic);
    double unit = 0, longitude = NAN;

    proj_cs_get_axis_info(crs->context, axes, 0, NULL, NULL, NULL, &unit, NULL,
                          NULL, NULL);
    proj_prime_meridian_get_parameters(crs->context, meridian, &longitude, NULL,
                                       NULL);
    proj_destroy(axes);
    proj_destroy(meridian);
    return fabs(unit - DEGREE) < 1e-12 && longitude == 0;
}

/** "EPSG:4490", else the name inside the definition. */
static char *label_of(const PJ *crs)
{
    struct bc_text label = {0};
    const char *authority = proj_get_id_auth_name(crs, 0);

    if (authority)
        bc_text_printf(&label, "%s:%s", authority, proj_get_id_code(crs, 0));
    else
        bc_text_add(&label, proj_get_name(crs));
    return bc_text_take(&label);
}

static enum datum datum_of_id(const PJ *geographic)
{
    static const struct {
        const char *id;
        enum datum datum;
    } known[] = {{"OGC:CRS84", DATUM_WGS84},
                 {"EPSG:4326", DATUM_WGS84},
                 {"EPSG:4979", DATUM_WGS84},
                 {"EPSG:4490", DATUM_CGCS2000},
                 {"EPSG:4480", DATUM_CGCS2000}};
    char *id = label_of(geographic);
    enum datum datum = DATUM_OTHER;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(id, known[i].id))
            datum = known[i].datum;
    free(id);
    return datum;
}

/* The names that EPSG, ESRI and GDAL write, as bc_text_key folds them. */
static enum datum datum_of_name(const char *name)
{
    static const char *const wgs84[] = {"wgs84", "wgs1984", "dwgs1984", NULL};
    static const char *const cgcs2000[] = {"china2000",
                                           "dchina2000",
                                           "cgcs2000",
                                           "dcgcs2000",
                                           "chinageodeticcoordinatesystem2000",
                                           NULL};
    char *key = bc_text_key(name);
    enum datum datum = DATUM_OTHER;

    if (!strncmp(key, "worldgeodeticsystem1984", 23))
        datum = DATUM_WGS84; /* the ensemble and its realisations too */
    for (const char *const *word = wgs84; *word; word++)
        if (!strcmp(key, *word))
            datum = DATUM_WGS84;
    for (const char *const *word = cgcs2000; *word; word++)
        if (!strcmp(key, *word))
            datum = DATUM_CGCS2000;
    free(key);
    return datum;
}

static enum datum datum_of(struct bc_crs *crs, const PJ *geographic)
{
    enum datum datum = datum_of_id(geographic);

    if (!counts_in_degrees(crs, geographic))
        return DATUM_OTHER; /* not to be copied as it is */
    if (datum == DATUM_OTHER) {
        PJ *named = proj_crs_get_datum_forced(crs->context, geographic);

        datum = datum_of_name(proj_get_name(named));
        proj_destroy(named);
    }
    return datum;
}

static enum bc_status find_database(struct bc_crs *crs, struct bc_error *err)
{
    if (proj_context_get_database_metadata(crs->context, "EPSG.VERSION"))
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "PROJ's database 'proj.db' is not found (%s); set "
                        "PROJ_DATA to the folder that holds it",
                        last_log(crs));
}

/* A sphere has no flattening. */
static void take_ellipsoid(struct bc_crs *crs)
{
    PJ *ellipsoid = proj_get_ellipsoid(crs->context, crs->geographic);
    double a = 0, inverse_flattening = 0;

    proj_ellipsoid_get_parameters(crs->context, ellipsoid, &a, NULL, NULL,
                                  &inverse_flattening);
    proj_destroy(ellipsoid);
    geod_init(&crs->ellipsoid, a,
              inverse_flattening > 0 ? 1 / inverse_flattening : 0);
}

static enum bc_status take_project_crs(struct bc_crs *crs, const char *text,
                                       struct bc_error *err)
{
    crs->geographic = create(crs, text);
    if (!crs->geographic)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%.200s' is no CRS (%s); write EPSG:4490", text,
                            last_log(crs));
    crs->name = label_of(crs->geographic);
    if (proj_get_type(crs->geographic) != PJ_TYPE_GEOGRAPHIC_2D_CRS ||
        is_derived(crs, crs->geographic) ||
        !counts_in_degrees(crs, crs->geographic))
        return bc_error_set(err, BC_BAD_INPUT,
                            "the project's crs '%s' is not geographic in "
                            "degrees; write EPSG:4490 (layers may be "
                            "projected)",
                            crs->name);
    sscanf(crs->name, "EPSG:%d", &crs->epsg);
    crs->datum = datum_of(crs, crs->geographic);
    take_ellipsoid(crs);
    return BC_OK;
}

enum bc_status bc_crs_new(const char *project_crs, struct bc_crs **crs,
                          struct bc_error *err)
{
    struct bc_crs *made = bc_alloc(1, sizeof *made);
    enum bc_status status;

    *crs = NULL;
    pthread_mutex_init(&made->turn, NULL);
    made->context = proj_context_create();
    proj_log_func(made->context, made, keep_log);
    proj_context_set_enable_network(made->context, 0);
    status = find_database(made, err);
    if (!status)
        status = take_project_crs(made, project_crs, err);
    if (status)
        bc_crs_free(made);
    else
        *crs = made;
    return status;
}

void bc_crs_free(struct bc_crs *crs)
{
    if (!crs)
        return;
    proj_destroy(crs->geographic);
    proj_context_destroy(crs->context);
    pthread_mutex_destroy(&crs->turn);
    free(crs->name);
    free(crs);
}

const char *bc_crs_name(const struct bc_crs *crs)
{
    return crs->name;
}

int bc_crs_epsg(const struct bc_crs *crs)
{
    return crs->epsg;
}

/* ---- a layer's own CRS ---- */

static void source_clear(struct source *source)
{
    proj_destroy(source->whole);
    proj_destroy(source->horizontal);
    proj_destroy(source->base);
    free(source->label);
}

/** Replaces a compound CRS by its horizontal part. */
static PJ *without_heights(struct bc_crs *crs, PJ *whole)
{
    while (whole && proj_get_type(whole) == PJ_TYPE_COMPOUND_CRS) {
        PJ *part = proj_crs_get_sub_crs(crs->context, whole, 0);

        proj_destroy(whole);
        whole = part;
    }
    return whole;
}

static bool is_usable(struct bc_crs *crs, const struct source *source)
{
    PJ_TYPE type;

    if (!source->base)
        return false;
    type = proj_get_type(source->horizontal);
    if (type == PJ_TYPE_PROJECTED_CRS)
        return true;
    return (type == PJ_TYPE_GEOGRAPHIC_2D_CRS ||
            type == PJ_TYPE_GEOGRAPHIC_3D_CRS) &&
           !is_derived(crs, source->horizontal);
}

bool bc_crs_is_geographic(struct bc_crs *crs, const char *text)
{
    PJ_TYPE type;
    PJ *made;

    pthread_mutex_lock(&crs->turn);
    made = without_heights(crs, create(crs, text));
    type = proj_get_type(made);
    proj_destroy(made);
    pthread_mutex_unlock(&crs->turn);
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS ||
           type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

static enum bc_status source_open(struct bc_crs *crs,
                                  const struct bc_layer *layer,
                                  struct source *source, struct bc_error *err)
{
    source->whole = without_heights(crs, create(crs, layer->crs));
    if (!source->whole)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' has an unknown crs '%.200s' (%s); write "
                            "EPSG:code, WKT or a PROJ string",
                            layer->source, layer->crs, last_log(crs));
    source->horizontal = proj_clone(crs->context, source->whole);
    if (proj_get_type(source->whole) == PJ_TYPE_BOUND_CRS) {
        proj_destroy(source->horizontal);
        source->horizontal = without_heights(
            crs, proj_get_source_crs(crs->context, source->whole));
    }
    source->base = proj_crs_get_geodetic_crs(crs->context, source->horizontal);
    source->label = label_of(source->whole);
    if (!is_usable(crs, source))
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' has the crs '%s', which is neither "
                            "geographic nor projected",
                            layer->source, source->label);
    source->projected =
        proj_get_type(source->horizontal) == PJ_TYPE_PROJECTED_CRS;
    source->datum = datum_of(crs, source->base);
    return BC_OK;
}

static bool same_datum(const struct bc_crs *crs, const struct source *source)
{
    if (crs->datum != DATUM_OTHER && source->datum != DATUM_OTHER)
        return true;
    return proj_is_equivalent_to_with_ctx(
        crs->context, source->base, crs->geographic,
        PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS);
}

/** Longitude and easting first, whatever the authority says. */
static PJ *traditional_order(struct bc_crs *crs, PJ *operation)
{
    PJ *turned = proj_normalize_for_visualization(crs->context, operation);

    proj_destroy(operation);
    return turned;
}

/** From a projected CRS to its own geographic CRS: formulas, no datum. */
static PJ *unproject(struct bc_crs *crs, const struct source *source)
{
    return traditional_order(
        crs, proj_create_crs_to_crs_from_pj(crs->context, source->horizontal,
                                            source->base, NULL, NULL));
}

/* ---- the coordinates of a layer ---- */

/** The x, y of a layer, whatever its geometry. */
struct coordinates {
    const struct bc_layer *layer;
    double *x, *y;
    size_t n;
};

static struct coordinates coordinates_of(struct bc_layer *layer)
{
    struct coordinates all = {layer, layer->x, layer->y, layer->n_features};

    if (layer->geometry != BC_GEOMETRY_POINT) {
        all.x = layer->shapes.x;
        all.y = layer->shapes.y;
        all.n = layer->shapes.n_vertices;
    }
    return all;
}

/** The piece that item @p i belongs to: offsets[piece] <= i, the last such. */
static size_t owner(const size_t *offsets, size_t n_pieces, size_t i)
{
    size_t low = 0, high = n_pieces;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (offsets[middle] <= i)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static size_t feature_at(const struct coordinates *all, size_t i)
{
    const struct bc_shapes *shapes = &all->layer->shapes;

    if (all->layer->geometry == BC_GEOMETRY_POINT)
        return i;
    i = owner(shapes->vertex_of, shapes->n_rings, i);
    i = owner(shapes->ring_of, shapes->n_parts, i);
    return owner(shapes->part_of, shapes->n_features, i);
}

/** "'file' line 3: 'HH-05' at 114.5 30.2" in front of what is wrong with it. */
static enum bc_status refuse(const struct coordinates *all, size_t i, double x,
                             double y, const char *why, struct bc_error *err)
{
    size_t row = feature_at(all, i);

    return bc_error_set(err, BC_BAD_DATA, "%s:%zu: '%s' at %.10g %.10g %s",
                        bc_feature_source(all->layer, row),
                        bc_feature_line(all->layer, row),
                        bc_feature_name(all->layer, row), x, y, why);
}

/** A point may have no position; a vertex must. */
static bool is_missing(const struct coordinates *all, size_t i)
{
    return all->layer->geometry == BC_GEOMETRY_POINT &&
           (isnan(all->x[i]) || isnan(all->y[i]));
}

static enum bc_status check_finite(const struct coordinates *all,
                                   struct bc_error *err)
{
    for (size_t i = 0; i < all->n; i++)
        if (!is_missing(all, i) &&
            !(isfinite(all->x[i]) && isfinite(all->y[i])))
            return refuse(all, i, all->x[i], all->y[i],
                          bc_say("is not a finite position"), err);
    return BC_OK;
}

/* ---- the odd ones out ---- */

/** A position that is not what most are; the layer's crs is right then. */
struct stray {
    size_t at;
    double x, y; /* as they were */
};

struct strays {
    struct stray *items;
    size_t n, room;
};

static void add_stray(struct strays *strays, size_t at, double x, double y)
{
    strays->items = bc_reserve(strays->items, &strays->room, strays->n + 1,
                               sizeof *strays->items);
    strays->items[strays->n++] = (struct stray){at, x, y};
}

/** Whether so many are few: less than half of the points. Of other shapes none
 * may be odd. */
static bool are_few(const struct strays *strays, const struct coordinates *all)
{
    size_t n_points = 0;

    if (all->layer->geometry != BC_GEOMETRY_POINT)
        return strays->n == 0;
    for (size_t i = 0; i < all->n; i++)
        n_points += !is_missing(all, i);
    return strays->n == 0 || 2 * strays->n < n_points;
}

static const char out_of_area[] =
    BC_N("%.10g %.10g is far outside the area of the layer's crs, where most "
         "rows lie; the feature has no position");

/** Takes their positions, and says so. */
static void leave_out(const struct coordinates *all,
                      const struct strays *strays, const char *format,
                      struct bc_findings *findings)
{
    for (size_t i = 0; i < strays->n; i++) {
        const struct stray *stray = &strays->items[i];

        bc_findings_addf(
            findings,
            bc_feature_finding(all->layer, stray->at, BC_FOUND_BAD_GEOMETRY),
            format, stray->x, stray->y);
        all->x[stray->at] = all->y[stray->at] = NAN;
    }
}

static bool is_degrees(double x, double y)
{
    return fabs(x) <= 180 && fabs(y) <= 90;
}

/** Before the crs is compared with the values: what a few rows have beside what
 * most have is theirs. In a projected layer that lies in China, degrees. */
static void leave_strays_out(const struct coordinates *all, bool is_projected,
                             struct bc_findings *findings)
{
    struct strays strays = {0};
    size_t n_projected = 0;

    if (all->layer->geometry != BC_GEOMETRY_POINT)
        return;
    for (size_t i = 0; i < all->n; i++) {
        double x = all->x[i], y = all->y[i];

        n_projected += bc_frame_of(x, y).kind >= BC_FRAME_ZONED;
        if (!is_missing(all, i) && is_degrees(x, y) == is_projected)
            add_stray(&strays, i, x, y);
    }
    if (are_few(&strays, all) && (!is_projected || n_projected > strays.n))
        leave_out(all, &strays,
                  is_projected
                      ? out_of_area
                      : BC_N("%.10g %.10g is not a longitude and latitude, as "
                             "most rows have; the feature has no position"),
                  findings);
    free(strays.items);
}

static enum bc_status check_degrees(const struct coordinates *all,
                                    struct bc_error *err)
{
    for (size_t i = 0; i < all->n; i++)
        if (!is_missing(all, i) && !is_degrees(all->x[i], all->y[i]))
            return refuse(all, i, all->x[i], all->y[i],
                          bc_say("is not a longitude and latitude; add the "
                                 "projected crs: of this layer in the project "
                                 "file"),
                          err);
    return BC_OK;
}

/** xmin ymin xmax ymax; false when there is no position at all. */
static bool bounds_of(const struct coordinates *all, double bounds[4])
{
    bool any = false;

    bounds[0] = bounds[1] = INFINITY;
    bounds[2] = bounds[3] = -INFINITY;
    for (size_t i = 0; i < all->n; i++) {
        if (is_missing(all, i))
            continue;
        bounds[0] = fmin(bounds[0], all->x[i]);
        bounds[1] = fmin(bounds[1], all->y[i]);
        bounds[2] = fmax(bounds[2], all->x[i]);
        bounds[3] = fmax(bounds[3], all->y[i]);
        any = true;
    }
    return any;
}

/* ---- what the values look like ---- */

/** The frame of all positions; none when they do not agree, no EPSG code when
 * they lie in several zones. */
static struct bc_frame common_frame(const struct coordinates *all)
{
    struct bc_frame common = {0};

    for (size_t i = 0; i < all->n; i++) {
        struct bc_frame frame = bc_frame_of(all->x[i], all->y[i]);

        if (is_missing(all, i))
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

static enum bc_status refuse_frame(const struct bc_layer *layer,
                                   const char *crs, struct bc_frame frame,
                                   struct bc_error *err)
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

static bool is_in_china(const struct coordinates *all)
{
    double b[4];

    return bounds_of(all, b) && b[0] >= 73 && b[2] <= 136 && b[1] >= 3 &&
           b[3] <= 54;
}

/** Refuses a CRS that all the values contradict. */
static enum bc_status check_frame(const struct coordinates *all,
                                  const struct source *source,
                                  struct bc_error *err)
{
    struct bc_frame frame = common_frame(all);
    bool contradicts = frame.kind != BC_FRAME_NONE && frame.turned;

    if (frame.kind == BC_FRAME_DEGREES) /* a few metres are no degrees */
        contradicts |= source->projected && is_in_china(all);
    else if (frame.kind != BC_FRAME_NONE)
        contradicts |= !source->projected;
    return contradicts ? refuse_frame(all->layer, source->label, frame, err)
                       : BC_OK;
}

/** A position that the layer's crs does not reach; says what it looks like. */
static enum bc_status refuse_far(const struct coordinates *all, size_t i,
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
    status = refuse(all, i, x, y, bc_text_string(&why), err);
    bc_text_clear(&why);
    return status;
}

/** The number that a zone's eastings begin with; 0 for a CRS without one. */
static int zone_of(struct bc_crs *crs, const struct source *source)
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

/** Refuses an easting of another zone than the CRS's. One that lies near the
 * edge of its zone, or beyond, may be of the CRS's own: one zone for a province
 * is usual, and reaches into its neighbours' numbers. */
static enum bc_status check_zone(struct bc_crs *crs,
                                 const struct coordinates *all,
                                 const struct source *source,
                                 struct bc_error *err)
{
    int zone = zone_of(crs, source);

    for (size_t i = 0; zone && i < all->n; i++) {
        struct bc_frame frame = bc_frame_of(all->x[i], all->y[i]);

        if (frame.kind == BC_FRAME_ZONED && !frame.turned &&
            frame.zone != zone &&
            fabs(all->x[i] - frame.zone * 1e6 - 5e5) <= HALF_ZONE_M)
            return refuse_far(all, i, all->x[i], all->y[i], err);
    }
    return BC_OK;
}

/* ---- operations between datums ---- */

/** Bounds in degrees, which PROJ needs to choose an operation made for them. */
static bool bounds_in_degrees(struct bc_crs *crs, const struct source *source,
                              double bounds[4])
{
    double b[4];
    PJ *operation;
    bool done;

    if (!source->projected)
        return true;
    memcpy(b, bounds, sizeof b);
    operation = unproject(crs, source);
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
static PJ *best_operation(struct bc_crs *crs, const struct source *source,
                          const PJ *target, const double bounds[4])
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
                                    const struct source *source,
                                    const double bounds[4])
{
    static const char *const family[] = {"EPSG:4326", "EPSG:4490"};
    PJ *best = best_operation(crs, source, crs->geographic, bounds);

    for (size_t i = 0; !best && crs->datum != DATUM_OTHER && i < 2; i++) {
        PJ *target = proj_create(crs->context, family[i]);

        best = best_operation(crs, source, target, bounds);
        proj_destroy(target);
    }
    return best;
}

static void note_shift(struct bc_crs *crs, const struct bc_layer *layer,
                       const struct source *source, const PJ *operation,
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
                                   const struct source *source,
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

/* ---- from the layer's CRS to the project's ---- */

/** Where a CRS is meant to be used; the whole earth when it does not say. */
struct area {
    double west, south, east, north;
};

static struct area area_of_use(struct bc_crs *crs, const struct source *source)
{
    struct area area = {-180, -90, 180, 90}, known;

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

/** One operation after the other, each with where its results may lie. */
struct route {
    size_t n; /* 0: the coordinates stay as they are */
    PJ *operation[2];
    struct area area[2];
};

static const struct area earth = {-180, -90, 180, 90};

static void add_step(struct route *route, PJ *operation, struct area area)
{
    route->operation[route->n] = operation;
    route->area[route->n++] = area;
}

static void route_clear(struct route *route)
{
    for (size_t i = 0; i < route->n; i++)
        proj_destroy(route->operation[i]);
}

static enum bc_status no_route(const struct bc_crs *crs,
                               const struct bc_layer *layer,
                               const struct source *source,
                               struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT,
                        "'%s' cannot be brought from '%s' to '%s': %s",
                        layer->source, source->label, crs->name, last_log(crs));
}

static void note_same_datum(const struct bc_crs *crs,
                            const struct bc_layer *layer,
                            const struct source *source,
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
static PJ *seven_parameters(struct bc_crs *crs, const struct source *source,
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

static enum bc_status
route_by_parameters(struct bc_crs *crs, const struct bc_layer *layer,
                    const struct source *source, const double parameters[7],
                    struct route *route, struct bc_findings *findings,
                    struct bc_error *err)
{
    PJ *operation;

    if (same_datum(crs, source))
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' is in '%s', which needs no crs_shift; "
                            "leave it out, or correct crs:",
                            layer->source, source->label);
    if (source->projected) {
        operation = unproject(crs, source);
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

static enum bc_status
route_by_pipeline(struct bc_crs *crs, const struct bc_layer *layer,
                  const char *pipeline, struct route *route,
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
                            layer->source, last_log(crs));
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

static enum bc_status
route_by_proj(struct bc_crs *crs, const struct coordinates *all,
              const struct source *source, struct route *route,
              struct bc_findings *findings, struct bc_error *err)
{
    PJ *operation = NULL;
    double bounds[4];

    if (same_datum(crs, source)) {
        note_same_datum(crs, all->layer, source, findings);
        if (!source->projected)
            return BC_OK;
        operation = unproject(crs, source);
    } else {
        if (!bounds_of(all, bounds))
            return BC_OK; /* nothing to move */
        if (bounds_in_degrees(crs, source, bounds))
            operation = operation_between_datums(crs, source, bounds);
        if (!operation)
            return no_operation(crs, all->layer, source, err);
        note_shift(crs, all->layer, source, operation, findings);
        operation = traditional_order(crs, operation);
    }
    if (!operation)
        return no_route(crs, all->layer, source, err);
    add_step(route, operation, area_of_use(crs, source));
    return BC_OK;
}

static bool is_in(const struct area *area, double x, double y)
{
    return x >= area->west && x <= area->east && y >= area->south &&
           y <= area->north;
}

/** Transforms in chunks, so that a message can show the input. What comes out
 * of the area is a stray. */
static void transform(const struct coordinates *all, PJ *operation,
                      const struct area *area, struct strays *strays)
{
    double x[CHUNK], y[CHUNK];
    /* A pipeline may begin or end in radians. */
    double in = proj_angular_input(operation, PJ_FWD) ? DEGREE : 1;
    double out = proj_angular_output(operation, PJ_FWD) ? DEGREE : 1;

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

            if (is_missing(all, first + i)) {
                *to_x = *to_y = NAN;
                continue;
            }
            x[i] /= out;
            y[i] /= out;
            if (!isfinite(x[i]) || !isfinite(y[i]) || !is_in(area, x[i], y[i]))
                add_stray(strays, first + i, *to_x, *to_y);
            *to_x = x[i];
            *to_y = y[i];
        }
    }
}

static enum bc_status follow(const struct coordinates *all,
                             const struct route *route,
                             struct bc_findings *findings, struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (size_t i = 0; !status && i < route->n; i++) {
        struct strays strays = {0};

        transform(all, route->operation[i], &route->area[i], &strays);
        if (are_few(&strays, all))
            leave_out(all, &strays, out_of_area, findings);
        else
            status = refuse_far(all, strays.items[0].at, strays.items[0].x,
                                strays.items[0].y, err);
        free(strays.items);
    }
    return status;
}

static enum bc_status find_route(struct bc_crs *crs,
                                 const struct coordinates *all,
                                 const double *parameters, struct route *route,
                                 struct bc_findings *findings,
                                 struct bc_error *err)
{
    struct source source = {0};
    enum bc_status status;

    if (!all->layer->crs || !*all->layer->crs)
        return refuse_frame(all->layer, NULL, common_frame(all), err);
    status = source_open(crs, all->layer, &source, err);
    if (!status) {
        leave_strays_out(all, source.projected, findings);
        status = check_frame(all, &source, err);
    }
    if (!status)
        status = source.projected ? check_zone(crs, all, &source, err)
                                  : check_degrees(all, err);
    if (!status && parameters)
        status = route_by_parameters(crs, all->layer, &source, parameters,
                                     route, findings, err);
    else if (!status)
        status = route_by_proj(crs, all, &source, route, findings, err);
    source_clear(&source);
    return status;
}

/** All positions are in the layer's crs. */
static enum bc_status normalise(struct bc_crs *crs, struct bc_layer *layer,
                                const struct bc_crs_shift *shift,
                                struct bc_findings *findings,
                                struct bc_error *err)
{
    struct coordinates all = coordinates_of(layer);
    struct route route = {0};
    enum bc_status status;

    status = check_finite(&all, err);
    if (!status && shift->pipeline)
        status = route_by_pipeline(crs, layer, shift->pipeline, &route,
                                   findings, err);
    else if (!status)
        status =
            find_route(crs, &all, shift->parameters, &route, findings, err);
    if (!status)
        status = follow(&all, &route, findings, err);
    if (!status)
        layer->crs = bc_arena_copy(&layer->arena, crs->name, strlen(crs->name));
    route_clear(&route);
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

/* ---- geodesics ---- */

const struct geod_geodesic *bc_crs_ellipsoid(const struct bc_crs *crs)
{
    return &crs->ellipsoid;
}

double bc_geodesic_distance_m(const struct bc_crs *crs, double x1, double y1,
                              double x2, double y2)
{
    double distance_m;

    geod_inverse(&crs->ellipsoid, y1, x1, y2, x2, &distance_m, NULL, NULL);
    return distance_m;
}

double bc_geodesic_inverse(const struct bc_crs *crs, double x1, double y1,
                           double x2, double y2, double azimuth[2])
{
    double distance_m;

    geod_inverse(&crs->ellipsoid, y1, x1, y2, x2, &distance_m, &azimuth[0],
                 &azimuth[1]);
    return distance_m;
}

void bc_geodesic_direct(const struct bc_crs *crs, double x, double y,
                        double azimuth, double distance_m, double end[2])
{
    geod_direct(&crs->ellipsoid, y, x, azimuth, distance_m, &end[1], &end[0],
                NULL);
}

/** Of the whole ellipsoid, flattened at the poles. */
static double earth_m2(const struct bc_crs *crs)
{
    double a = crs->ellipsoid.a, f = crs->ellipsoid.f;
    double e = sqrt(f * (2 - f));

    return 2 * M_PI * a * a * (1 + (e > 0 ? (1 - e * e) * atanh(e) / e : 1));
}

/** The share of the Earth that a ring holds in the plane of longitude and the
 * sine of latitude, where areas are as on a sphere. */
static double earth_share(const struct bc_shapes *shapes, size_t ring)
{
    size_t first = shapes->vertex_of[ring], end = shapes->vertex_of[ring + 1];
    double twice = 0, before, here;

    if (first == end)
        return 0;
    before = sin(shapes->y[end - 1] * M_PI / 180);
    for (size_t v = first, last = end - 1; v < end; last = v++) {
        here = sin(shapes->y[v] * M_PI / 180);
        twice += (shapes->x[v] - shapes->x[last]) * (before + here);
        before = here;
    }
    return fabs(twice) / 2 / (360 * 2);
}

/* Geodesics leave open which side of the ring is meant. */
static double ring_area_m2(const struct bc_crs *crs,
                           const struct bc_shapes *shapes, size_t ring)
{
    size_t first = shapes->vertex_of[ring], end = shapes->vertex_of[ring + 1];
    struct geod_polygon polygon;
    double area_m2;

    if (bc_enclosed_ring(&crs->ellipsoid, shapes->x + first, shapes->y + first,
                         end - first, &area_m2))
        return area_m2;
    geod_polygon_init(&polygon, 0);
    for (size_t v = first; v < end; v++)
        geod_polygon_addpoint(&crs->ellipsoid, &polygon, shapes->y[v],
                              shapes->x[v]);
    geod_polygon_compute(&crs->ellipsoid, &polygon, 0, 1, &area_m2, NULL);
    if (earth_share(shapes, ring) > 0.5)
        return earth_m2(crs) - fabs(area_m2);
    return fabs(area_m2);
}

double bc_geodesic_area_m2(const struct bc_crs *crs,
                           const struct bc_shapes *shapes, size_t feature)
{
    double area_m2 = 0;

    for (size_t p = shapes->part_of[feature]; p < shapes->part_of[feature + 1];
         p++)
        for (size_t r = shapes->ring_of[p]; r < shapes->ring_of[p + 1]; r++) {
            double ring_m2 = ring_area_m2(crs, shapes, r);

            area_m2 += r == shapes->ring_of[p] ? ring_m2 : -ring_m2;
        }
    return area_m2;
}

static double ring_length_m(const struct bc_crs *crs,
                            const struct bc_shapes *shapes, size_t ring)
{
    double length_m = 0;

    for (size_t v = shapes->vertex_of[ring];
         v + 1 < shapes->vertex_of[ring + 1]; v++)
        length_m += bc_geodesic_distance_m(crs, shapes->x[v], shapes->y[v],
                                           shapes->x[v + 1], shapes->y[v + 1]);
    return length_m;
}

double bc_geodesic_length_m(const struct bc_crs *crs,
                            const struct bc_shapes *shapes, size_t feature)
{
    double length_m = 0;

    for (size_t p = shapes->part_of[feature]; p < shapes->part_of[feature + 1];
         p++)
        for (size_t r = shapes->ring_of[p]; r < shapes->ring_of[p + 1]; r++)
            length_m += ring_length_m(crs, shapes, r);
    return length_m;
}

const char *bc_proj_version(void)
{
    return proj_info().version;
}

const char *bc_proj_database(void)
{
    static char version[64];
    PJ_CONTEXT *context = proj_context_create();
    const char *found =
        proj_context_get_database_metadata(context, "EPSG.VERSION");

    snprintf(version, sizeof version, "%s%s", found ? "EPSG " : "not found",
             found ? found : "");
    proj_context_destroy(context);
    return version;
}
