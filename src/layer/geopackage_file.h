/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_GEOPACKAGE_FILE_H
#define BC_LAYER_GEOPACKAGE_FILE_H

/* Private to layer: the database file of a GeoPackage, opened so that nothing
 * in it runs, and checked beside the reading. */

#include <sqlite3.h>
#include <stdatomic.h>

#include "base/error.h"
#include "base/parallel.h"

extern const char bc_no_geopackage[]; /* what is wrong, for messages */

/** Refuses what another program has not written into the file yet, or only
 * half. */
enum bc_status bc_geopackage_refuse_pending(const char *path, const char *label,
                                            struct bc_error *err);
/** Read only. No two threads use one connection. @return as sqlite3_open_v2 */
int bc_geopackage_connect(const char *path, sqlite3 **database);

/** Whether the file is whole: found out by another thread, and what was read
 * counts when it is. Start it as `{0}`. */
struct bc_geopackage_check {
    const char *path;
    struct bc_beside *beside;
    atomic_bool has_failed;
    const char *what; /* failed; NULL: the file is damaged */
    char message[256];
};

/** @param path      borrowed until the end
 * @param database  the connection that reads: it fails when the check does */
void bc_geopackage_check_begin(struct bc_geopackage_check *check,
                               const char *path, sqlite3 *database);
/** Waits for it. @return what it found; else @p status, that of the reading */
enum bc_status bc_geopackage_check_end(struct bc_geopackage_check *check,
                                       const char *label, enum bc_status status,
                                       struct bc_error *err);
/** Waits for it, whatever it finds. */
void bc_geopackage_check_clear(struct bc_geopackage_check *check);

#endif
