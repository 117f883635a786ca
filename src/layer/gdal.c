/* SPDX-License-Identifier: MIT */
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <gdal.h>
#include <ogr_srs_api.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "layer/source.h"

/* A pushed handler would hide errors from this one: nobody may push any. */
static atomic_int failures;
static _Thread_local int failures_here, unread_here;
static _Thread_local char last_message[512];

static void CPL_STDCALL count_failure(CPLErr class, CPLErrorNum number,
                                      const char *message)
{
    (void)number;
    if (class < CE_Failure)
        return;
    atomic_fetch_add(&failures, 1);
    failures_here++;
    snprintf(last_message, sizeof last_message, "%s", message);
    for (char *end = last_message + strlen(last_message);
         end > last_message && end[-1] == '\n';)
        *--end = '\0';
}

/* What SQLite could not read or write counts too: not every driver passes it
 * on, above all when it ends a transaction. */
static void count_sqlite_failure(void *unused, int code, const char *message)
{
    int kind = code & 0xff;

    (void)unused;
    unread_here += kind == SQLITE_IOERR;
    if (kind == SQLITE_IOERR || kind == SQLITE_FULL || kind == SQLITE_CORRUPT)
        count_failure(CE_Failure, CPLE_FileIO, message);
}

int bc_gdal_failures(void)
{
    return atomic_load(&failures);
}

int bc_gdal_failures_here(void)
{
    return failures_here;
}

int bc_sqlite_unread_here(void)
{
    return unread_here;
}

const char *bc_gdal_message(void)
{
    return last_message;
}

static CPLHTTPResult *refuse_fetch(const char *url, CSLConstList options,
                                   GDALProgressFunc progress,
                                   void *progress_data,
                                   CPLHTTPFetchWriteFunc write,
                                   void *write_data, void *user_data)
{
    (void)options, (void)progress, (void)progress_data;
    (void)write, (void)write_data, (void)user_data;
    CPLError(CE_Failure, CPLE_NotSupported, "no network: '%s'", url);
    return NULL;
}

/* What is read or written; every other driver is taken out, so that no file
 * can choose one. */
static const char *const drivers[] = {"ESRI Shapefile", "FlatGeobuf", "GPKG",
                                      "GTiff",          "COG",        "MEM",
                                      "Memory",         NULL};
/* The one that reaches a server, which only a `PG:` of the project asks for. */
static const char server_driver[] = "PostgreSQL";

static void remove_other_drivers(void)
{
    for (int i = GDALGetDriverCount() - 1; i >= 0; i--) {
        GDALDriverH driver = GDALGetDriver(i);
        const char *const *name = drivers;

        while (*name && strcmp(*name, GDALGetDriverShortName(driver)) != 0)
            name++;
        if (!*name &&
            strcmp(GDALGetDriverShortName(driver), server_driver) != 0) {
            GDALDeregisterDriver(driver);
            GDALDestroyDriver(driver);
        }
    }
}

/* Of some drivers GDAL makes the list of options when it is first asked for,
 * and without a lock (COG's in 3.6): a thread that writes its first raster
 * would read what another one is just making. So each list is made before there
 * are threads. */
static void make_lists_of_options(void)
{
    for (int i = 0; i < GDALGetDriverCount(); i++)
        (void)GDALGetMetadataItem(GDALGetDriver(i), GDAL_DMD_CREATIONOPTIONLIST,
                                  NULL);
}

/* What a run reads and writes is not the environment's business: it could take
 * drivers out, write a .shx beside an input, or name files to write to. The
 * options of `--config` come later and win. */
static void set_options(void)
{
    static const char *const options[][2] = {
        {"GDAL_CONFIG_FILE", "/dev/null"}, /* instead of those of the user */
        {"GDAL_DRIVER_PATH", "disable"},
        {"GDAL_SKIP", ""},
        {"OGR_SKIP", ""},
        {"SHAPE_RESTORE_SHX", "NO"},
        {"CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "none"},
        {"GDAL_CACHEMAX", "256"},
        {"OGR_PG_CURSOR_PAGE", "5000"}, /* rows a journey */
    };

    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        CPLSetConfigOption(options[i][0], options[i][1]);
}

static void set_up(void)
{
    /* refused when the host program has begun to use SQLite */
    sqlite3_config(SQLITE_CONFIG_LOG, count_sqlite_failure, NULL);
    /* or threads that read wait for each other to count their memory */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    CPLSetErrorHandler(count_failure);
    set_options();
    CPLHTTPSetFetchCallback(refuse_fetch, NULL);
    OSRSetPROJEnableNetwork(0);
    GDALAllRegister();
    remove_other_drivers();
    make_lists_of_options();
}

enum bc_status bc_gdal_init(struct bc_error *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, set_up);
    for (const char *const *name = drivers; *name; name++)
        if (!GDALGetDriverByName(*name))
            return bc_error_set(err, BC_INTERNAL,
                                "gdal has no driver '%s'; install a gdal that "
                                "does",
                                *name);
    return BC_OK;
}

const char *const *bc_gdal_drivers(void)
{
    return drivers;
}

const char *bc_gdal_server_driver(void)
{
    return server_driver;
}

bool bc_gdal_has_driver(const char *name)
{
    struct bc_error err;

    bc_gdal_init(&err); /* fails when one is missing; asked for is each */
    return GDALGetDriverByName(name) != NULL;
}

void bc_gdal_config(const char *key, const char *value)
{
    struct bc_error err;

    bc_gdal_init(&err); /* the run finds out what is wrong */
    CPLSetConfigOption(key, value);
}

const char *bc_gdal_version(void)
{
    return GDALVersionInfo("RELEASE_NAME");
}
