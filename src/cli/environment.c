/* SPDX-License-Identifier: MIT */
#include "cli/environment.h"

#include <cairo.h>
#include <jansson.h>
#include <langinfo.h>
#include <libxml/parser.h>
#include <locale.h>
#include <nettle/version.h>
#include <pango/pango.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <xlsxwriter.h>
#include <yaml.h>
#include <zlib.h>

#include "geo/crs.h"
#include "geo/geos.h"
#include "layer/source.h"
#include "output/writers.h"

enum state { FINE, MISSING, ADVISED };

struct listing {
    struct bc_table *table;
    size_t n_missing;
};

static void add(struct listing *listing, const char *what, const char *found,
                const char *needs, enum state state, const char *remedy)
{
    static const char *const states[] = {"ok", "missing", "advised"};
    const char *const cells[] = {what, found, needs, states[state],
                                 state == FINE ? "" : remedy};

    bc_table_add_row(listing->table, cells);
    listing->n_missing += state == MISSING;
}

/** Whether @p version, `3.6.2` or `3.11.1-CAPI-1.17.1`, is @p least or later.
 */
static bool is_at_least(const char *version, const char *least)
{
    for (int part = 0; part < 2; part++) {
        char *version_end = NULL, *least_end = NULL;
        long has = strtol(version, &version_end, 10);
        long wants = strtol(least, &least_end, 10);

        if (has != wants)
            return has > wants;
        version = version_end + (*version_end == '.');
        least = least_end + (*least_end == '.');
    }
    return true;
}

/** A library whose oldest version that works is known. */
static void add_library(struct listing *listing, const char *what,
                        const char *version, const char *least,
                        const char *package)
{
    struct bc_text remedy = {0};

    bc_text_printf(&remedy, "apt install %s", package);
    add(listing, what, version, least,
        is_at_least(version, least) ? FINE : MISSING, bc_text_string(&remedy));
    bc_text_clear(&remedy);
}

static void add_libraries(struct listing *listing)
{
    struct bc_text xml = {0}, nettle = {0};
    long number = strtol(xmlParserVersion, NULL, 10); /* 20914 is 2.9.14 */

    bc_text_printf(&xml, "%ld.%ld.%ld", number / 10000, number / 100 % 100,
                   number % 100);
    bc_text_printf(&nettle, "%d.%d", nettle_version_major(),
                   nettle_version_minor());
    add(listing, "basincheck", BC_VERSION, "", FINE, "");
    add_library(listing, "GDAL", bc_gdal_version(), "3.6", "libgdal32");
    add_library(listing, "PROJ", bc_proj_version(), "9.1", "libproj25");
    add_library(listing, "GEOS", bc_geos_version(), "3.11", "libgeos-c1v5");
    add(listing, "SQLite", sqlite3_libversion(), "", FINE, "");
    add(listing, "libxml2", bc_text_string(&xml), "", FINE, "");
    add(listing, "Jansson", jansson_version_str(), "", FINE, "");
    add(listing, "libyaml", yaml_get_version_string(), "", FINE, "");
    add(listing, "libxlsxwriter", lxw_version(), "", FINE, "");
    add(listing, "Nettle", bc_text_string(&nettle), "", FINE, "");
    add(listing, "zlib", zlibVersion(), "", FINE, "");
    add(listing, "Cairo", cairo_version_string(), "", FINE, "");
    add(listing, "Pango", pango_version_string(), "", FINE, "");
    bc_text_clear(&xml);
    bc_text_clear(&nettle);
}

/** A driver that cannot be had is a GDAL built without its library. */
static void add_driver(struct listing *listing, const char *name,
                       const char *needs, enum state without)
{
    const bool has = bc_gdal_has_driver(name);
    struct bc_text what = {0};

    bc_text_printf(&what, "driver %s", name);
    add(listing, bc_text_string(&what), has ? "yes" : "", needs,
        has ? FINE : without, "apt install libgdal32");
    bc_text_clear(&what);
}

static void add_drivers(struct listing *listing)
{
    for (const char *const *name = bc_gdal_drivers(); *name; name++)
        add_driver(listing, *name, "yes", MISSING);
    add_driver(listing, bc_gdal_server_driver(), "PG:", ADVISED);
}

static void add_surroundings(struct listing *listing)
{
    const char *database = bc_proj_database();
    const char *encoding = nl_langinfo(CODESET);
    struct bc_text font = {0}, locale = {0};

    add(listing, "proj.db", database, "EPSG",
        strncmp(database, "EPSG", 4) == 0 ? FINE : MISSING,
        "apt install proj-data; unset PROJ_LIB PROJ_DATA");
    bc_picture_font(&font);
    add(listing, "font with Chinese characters", bc_text_string(&font), "any",
        font.length > 0 ? FINE : ADVISED,
        "apt install fonts-noto-cjk, or fonts-wqy-microhei");
    bc_text_printf(&locale, "%s (%s)", setlocale(LC_CTYPE, NULL), encoding);
    add(listing, "locale", bc_text_string(&locale), "UTF-8",
        strcasecmp(encoding, "UTF-8") == 0 ? FINE : ADVISED,
        "export LC_ALL=C.UTF-8");
    bc_text_clear(&font);
    bc_text_clear(&locale);
}

size_t bc_environment_table(struct bc_table *table)
{
    static const struct bc_table_column columns[] = {{"what", false},
                                                     {"found", false},
                                                     {"needs", false},
                                                     {"state", false},
                                                     {"remedy", false}};
    struct listing listing = {.table = table};

    *table = (struct bc_table){
        .name = "environment", .n_columns = 5, .columns = columns};
    add_libraries(&listing);
    add_drivers(&listing);
    add_surroundings(&listing);
    return listing.n_missing;
}
