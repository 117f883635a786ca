/* SPDX-License-Identifier: MIT */
#include "geo/crs_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "layer/crs_text.h"

/* PROJ also looks for names that are merely alike ("CGCS2000" could become any
 * of its zones), so only what is unmistakable reaches it. */
PJ *bc_crs_create(struct bc_crs *crs, const char *text)
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
    if (bc_crs_text_names_file(bc_slice_of(text)))
        strcpy(crs->log, "it names a file");
    else if (strpbrk(text, ":[{+"))
        made = proj_create(crs->context, bc_text_string(&definition));
    bc_text_clear(&definition);
    if (made && !proj_is_crs(made)) {
        proj_destroy(made);
        made = NULL;
    }
    return made;
}

/** As a rotated pole: longitudes and latitudes that are none. */
bool bc_crs_is_derived(struct bc_crs *crs, const PJ *geographic)
{
    PJ *conversion = proj_crs_get_coordoperation(crs->context, geographic);

    proj_destroy(conversion);
    return conversion != NULL;
}

/** Degrees from Greenwich: what every geographic CRS here must count in. */
bool bc_crs_counts_in_degrees(struct bc_crs *crs, const PJ *geographic)
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
    return fabs(unit - BC_DEGREE) < 1e-12 && longitude == 0;
}

/** "EPSG:4490", else the name inside the definition. */
char *bc_crs_label(const PJ *crs)
{
    struct bc_text label = {0};
    const char *authority = proj_get_id_auth_name(crs, 0);

    if (authority)
        bc_text_printf(&label, "%s:%s", authority, proj_get_id_code(crs, 0));
    else
        bc_text_add(&label, proj_get_name(crs));
    return bc_text_take(&label);
}

static enum bc_datum datum_of_id(const PJ *geographic)
{
    static const struct {
        const char *id;
        enum bc_datum datum;
    } known[] = {{"OGC:CRS84", BC_DATUM_WGS84},
                 {"EPSG:4326", BC_DATUM_WGS84},
                 {"EPSG:4979", BC_DATUM_WGS84},
                 {"EPSG:4490", BC_DATUM_CGCS2000},
                 {"EPSG:4480", BC_DATUM_CGCS2000}};
    char *id = bc_crs_label(geographic);
    enum bc_datum datum = BC_DATUM_OTHER;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(id, known[i].id))
            datum = known[i].datum;
    free(id);
    return datum;
}

/* The names that EPSG, ESRI and GDAL write, as bc_text_key folds them. */
static enum bc_datum datum_of_name(const char *name)
{
    static const char *const wgs84[] = {"wgs84", "wgs1984", "dwgs1984", NULL};
    static const char *const cgcs2000[] = {"china2000",
                                           "dchina2000",
                                           "cgcs2000",
                                           "dcgcs2000",
                                           "chinageodeticcoordinatesystem2000",
                                           NULL};
    char *key = bc_text_key(name);
    enum bc_datum datum = BC_DATUM_OTHER;

    if (!strncmp(key, "worldgeodeticsystem1984", 23))
        datum = BC_DATUM_WGS84; /* the ensemble and its realisations too */
    for (const char *const *word = wgs84; *word; word++)
        if (!strcmp(key, *word))
            datum = BC_DATUM_WGS84;
    for (const char *const *word = cgcs2000; *word; word++)
        if (!strcmp(key, *word))
            datum = BC_DATUM_CGCS2000;
    free(key);
    return datum;
}

enum bc_datum bc_crs_datum_of(struct bc_crs *crs, const PJ *geographic)
{
    enum bc_datum datum = datum_of_id(geographic);

    if (!bc_crs_counts_in_degrees(crs, geographic))
        return BC_DATUM_OTHER; /* not to be copied as it is */
    if (datum == BC_DATUM_OTHER) {
        PJ *named = proj_crs_get_datum_forced(crs->context, geographic);

        datum = datum_of_name(proj_get_name(named));
        proj_destroy(named);
    }
    return datum;
}

void bc_crs_source_clear(struct bc_crs_source *source)
{
    proj_destroy(source->whole);
    proj_destroy(source->horizontal);
    proj_destroy(source->base);
    free(source->label);
}

/** Replaces a compound CRS by its horizontal part. */
PJ *bc_crs_without_heights(struct bc_crs *crs, PJ *whole)
{
    while (whole && proj_get_type(whole) == PJ_TYPE_COMPOUND_CRS) {
        PJ *part = proj_crs_get_sub_crs(crs->context, whole, 0);

        proj_destroy(whole);
        whole = part;
    }
    return whole;
}

static bool is_usable(struct bc_crs *crs, const struct bc_crs_source *source)
{
    PJ_TYPE type;

    if (!source->base)
        return false;
    type = proj_get_type(source->horizontal);
    if (type == PJ_TYPE_PROJECTED_CRS)
        return true;
    return (type == PJ_TYPE_GEOGRAPHIC_2D_CRS ||
            type == PJ_TYPE_GEOGRAPHIC_3D_CRS) &&
           !bc_crs_is_derived(crs, source->horizontal);
}

/* ---- what a definition is called, and what it is ---- */

/** The ellipsoids of GRS 80 and WGS 84 are one but for a tenth of a
 * millimetre (EPSG::7019, EPSG::7030). */
static bool is_of_its_datum(struct bc_crs *crs, const PJ *geographic,
                            double *axis, double *flattening)
{
    PJ *ellipsoid = proj_get_ellipsoid(crs->context, geographic);

    proj_ellipsoid_get_parameters(crs->context, ellipsoid, axis, NULL, NULL,
                                  flattening);
    proj_destroy(ellipsoid);
    return fabs(*axis - 6378137) < 0.01 &&
           fabs(*flattening - 298.257222) < 1e-4;
}

/** The number behind a word of a name, 0 for none. */
static int number_behind(const char *key, const char *word)
{
    const char *at = strstr(key, word);

    return at ? atoi(at + strlen(word)) : 0;
}

/** The central meridian that the usual names of zones speak of: 3-degree and
 * 6-degree Gauss-Krueger and the north of UTM. False when it names none. */
static bool meridian_of_name(const char *name, double *meridian)
{
    char *key = bc_text_key(name);
    const bool is_gauss = strstr(key, "gk") || strstr(key, "gausskr");
    const int zone = number_behind(key, "zone");
    const int central = number_behind(key, "cm");
    bool known = true;

    if (strstr(key, "utm") && zone >= 1 && zone <= 60)
        *meridian = 6 * zone - 183;
    else if (is_gauss && zone >= 25 && zone <= 45 && strstr(key, "3degree"))
        *meridian = 3 * zone; /* those of China, as the next */
    else if (is_gauss && zone >= 13 && zone <= 23 && !strstr(key, "degree"))
        *meridian = 6 * zone - 3;
    else if (is_gauss && central >= 72 && central <= 138)
        *meridian = central;
    else
        known = false;
    free(key);
    return known;
}

static double parameter(struct bc_crs *crs, const PJ *projected,
                        const char *name)
{
    PJ *conversion = proj_crs_get_coordoperation(crs->context, projected);
    int at =
        proj_coordoperation_get_param_index(crs->context, conversion, name);
    double value = NAN;

    if (at >= 0)
        proj_coordoperation_get_param(crs->context, conversion, at, NULL, NULL,
                                      NULL, &value, NULL, NULL, NULL, NULL,
                                      NULL, NULL);
    proj_destroy(conversion);
    return value;
}

/** The name says one thing and the numbers another: which is right is not
 * known, and tens of metres or a whole zone hang on it. */
static enum bc_status check_name(struct bc_crs *crs,
                                 const struct bc_layer *layer,
                                 const struct bc_crs_source *source,
                                 struct bc_error *err)
{
    double axis = 0, flattening = 0, named, meridian, scale;

    if (source->datum != BC_DATUM_OTHER &&
        !is_of_its_datum(crs, source->base, &axis, &flattening))
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' has the crs '%s', which is called %s and has "
                            "another ellipsoid (%.10g, %.10g); find out which "
                            "crs it is and name it with crs: in the project",
                            layer->source, source->label,
                            source->datum == BC_DATUM_WGS84 ? "WGS 84"
                                                            : "CGCS2000",
                            axis, flattening);
    if (!source->projected ||
        !meridian_of_name(proj_get_name(source->horizontal), &named))
        return BC_OK;
    meridian =
        parameter(crs, source->horizontal, "Longitude of natural origin");
    scale =
        parameter(crs, source->horizontal, "Scale factor at natural origin");
    if (fabs(meridian - named) > 1e-6)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' has a crs called '%s' with the central "
                            "meridian %.10g instead of %.10g; find out which "
                            "crs it is and name it with crs: in the project",
                            layer->source, proj_get_name(source->horizontal),
                            meridian, named);
    named = strstr(proj_get_name(source->horizontal), "UTM") ? 0.9996 : 1;
    if (fabs(scale - named) > 1e-9)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' has a crs called '%s' with the scale %.10g "
                            "instead of %.10g; find out which crs it is and "
                            "name it with crs: in the project",
                            layer->source, proj_get_name(source->horizontal),
                            scale, named);
    return BC_OK;
}

enum bc_status bc_crs_source_open(struct bc_crs *crs,
                                  const struct bc_layer *layer,
                                  struct bc_crs_source *source,
                                  struct bc_error *err)
{
    source->whole = bc_crs_without_heights(crs, bc_crs_create(crs, layer->crs));
    if (!source->whole)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' has an unknown crs '%.200s' (%s); write "
                            "EPSG:code, WKT or a PROJ string",
                            layer->source, layer->crs, bc_crs_last_log(crs));
    source->horizontal = proj_clone(crs->context, source->whole);
    if (proj_get_type(source->whole) == PJ_TYPE_BOUND_CRS) {
        proj_destroy(source->horizontal);
        source->horizontal = bc_crs_without_heights(
            crs, proj_get_source_crs(crs->context, source->whole));
    }
    source->base = proj_crs_get_geodetic_crs(crs->context, source->horizontal);
    source->label = bc_crs_label(source->whole);
    if (!is_usable(crs, source))
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' has the crs '%s', which is neither "
                            "geographic nor projected",
                            layer->source, source->label);
    source->projected =
        proj_get_type(source->horizontal) == PJ_TYPE_PROJECTED_CRS;
    source->datum = bc_crs_datum_of(crs, source->base);
    return check_name(crs, layer, source, err);
}

bool bc_crs_same_datum(const struct bc_crs *crs,
                       const struct bc_crs_source *source)
{
    if (crs->datum != BC_DATUM_OTHER && source->datum != BC_DATUM_OTHER)
        return true;
    return proj_is_equivalent_to_with_ctx(
        crs->context, source->base, crs->geographic,
        PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS);
}

/** Longitude and easting first, whatever the authority says. */
PJ *bc_crs_traditional_order(struct bc_crs *crs, PJ *operation)
{
    PJ *turned = proj_normalize_for_visualization(crs->context, operation);

    proj_destroy(operation);
    return turned;
}

/** From a projected CRS to its own geographic CRS: formulas, no datum. */
PJ *bc_crs_unproject(struct bc_crs *crs, const struct bc_crs_source *source)
{
    return bc_crs_traditional_order(
        crs, proj_create_crs_to_crs_from_pj(crs->context, source->horizontal,
                                            source->base, NULL, NULL));
}
