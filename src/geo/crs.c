/* SPDX-License-Identifier: MIT */
#include "geo/crs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "geo/crs_parts.h"
#include "geo/enclosed.h"

static void keep_log(void *state, int level, const char *message)
{
    struct bc_crs *crs = state;

    (void)level;
    strncpy(crs->log, message, sizeof crs->log - 1);
}

const char *bc_crs_last_log(const struct bc_crs *crs)
{
    return crs->log[0] ? crs->log : "PROJ gives no reason";
}

static enum bc_status find_database(struct bc_crs *crs, struct bc_error *err)
{
    if (proj_context_get_database_metadata(crs->context, "EPSG.VERSION")) {
        crs->database = proj_context_get_database_path(crs->context);
        return BC_OK;
    }
    return bc_error_set(err, BC_BAD_INPUT,
                        "PROJ's database 'proj.db' is not found (%s); set "
                        "PROJ_DATA to the folder that holds it",
                        bc_crs_last_log(crs));
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
    crs->geographic = bc_crs_create(crs, text);
    if (!crs->geographic)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%.200s' is no CRS (%s); write EPSG:4490", text,
                            bc_crs_last_log(crs));
    crs->name = bc_crs_label(crs->geographic);
    if (proj_get_type(crs->geographic) != PJ_TYPE_GEOGRAPHIC_2D_CRS ||
        bc_crs_is_derived(crs, crs->geographic) ||
        !bc_crs_counts_in_degrees(crs, crs->geographic))
        return bc_error_set(err, BC_BAD_INPUT,
                            "the project's crs '%s' is not geographic in "
                            "degrees; write EPSG:4490 (layers may be "
                            "projected)",
                            crs->name);
    sscanf(crs->name, "EPSG:%d", &crs->epsg);
    crs->datum = bc_crs_datum_of(crs, crs->geographic);
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
    bc_crs_open_context(made);
    proj_log_func(made->context, made, keep_log);
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

const struct geod_geodesic *bc_crs_ellipsoid(const struct bc_crs *crs)
{
    return &crs->ellipsoid;
}

bool bc_crs_is_geographic(struct bc_crs *crs, const char *text)
{
    PJ_TYPE type;
    PJ *made;

    pthread_mutex_lock(&crs->turn);
    made = bc_crs_without_heights(crs, bc_crs_create(crs, text));
    type = proj_get_type(made);
    proj_destroy(made);
    pthread_mutex_unlock(&crs->turn);
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS ||
           type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
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
