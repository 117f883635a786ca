/* SPDX-License-Identifier: MIT */
#include "layer/geopackage_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/language.h"
#include "base/text.h"

const char bc_no_geopackage[] = BC_N("is no whole GeoPackage");

/* ---- opening ---- */

enum bc_status bc_geopackage_refuse_pending(const char *path, const char *label,
                                            struct bc_error *err)
{
    static const char *const suffixes[] = {"-wal", "-journal"};
    enum bc_status status = BC_OK;

    for (size_t i = 0; i < 2 && !status; i++) {
        struct bc_text beside = {0};

        bc_text_printf(&beside, "%s%s", path, suffixes[i]);
        if (bc_path_is_there(beside.data))
            status = bc_error_set(err, BC_BAD_INPUT,
                                  "%s: '%s%s' lies beside it: another program "
                                  "has it open or broke off; close it there "
                                  "and save",
                                  label, bc_path_name(path), suffixes[i]);
        bc_text_clear(&beside);
    }
    return status;
}

/* immutable: nothing is locked and nothing made beside the file. */
static char *uri_of(const char *path)
{
    struct bc_text uri = {0};

    bc_text_add(&uri, *path == '/' ? "file://" : "file:");
    for (; *path; path++) {
        if (strchr("%?# ", *path))
            bc_text_printf(&uri, "%%%02X", (unsigned)(unsigned char)*path);
        else
            bc_text_add_bytes(&uri, path, 1);
    }
    bc_text_add(&uri, "?mode=ro&immutable=1");
    return bc_text_take(&uri);
}

/* A view may recurse for ever, and functions in a schema may do harm. */
int bc_geopackage_connect(const char *path, sqlite3 **database)
{
    char *uri = uri_of(path);
    int rc = sqlite3_open_v2(
        uri, database,
        SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);

    free(uri);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_db_config(*database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(*database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(*database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return SQLITE_OK;
}

/* ---- is it whole? ---- */

static void fail_check(struct bc_geopackage_check *check, const char *what,
                       const char *message)
{
    check->what = what;
    snprintf(check->message, sizeof check->message, "%s", message);
    atomic_store(&check->has_failed, true);
}

/* `*** in database main ***`, a line end, what is wrong */
static const char *behind_heading(const char *message)
{
    const char *line = strchr(message, '\n');

    return line && line[1] ? line + 1 : message;
}

static const char *answer_of(sqlite3_stmt *row)
{
    return (const char *)sqlite3_column_text(row, 0);
}

/* A connection of its own: the one that reads is another thread's. */
static void check_pages(void *context)
{
    struct bc_geopackage_check *check = context;
    sqlite3 *database = NULL;
    sqlite3_stmt *row = NULL;

    if (bc_geopackage_connect(check->path, &database) != SQLITE_OK)
        fail_check(check, BC_N("cannot be opened"), sqlite3_errmsg(database));
    else if (sqlite3_prepare_v2(database, "PRAGMA quick_check(1)", -1, &row,
                                NULL) != SQLITE_OK)
        fail_check(check, bc_no_geopackage, sqlite3_errmsg(database));
    else if (sqlite3_step(row) != SQLITE_ROW)
        fail_check(check, BC_N("cannot be checked"), sqlite3_errmsg(database));
    else if (strcmp(answer_of(row), "ok") != 0)
        fail_check(check, NULL, behind_heading(answer_of(row)));
    sqlite3_finalize(row);
    sqlite3_close(database);
}

static int has_failed(void *context)
{
    struct bc_geopackage_check *check = context;

    return atomic_load(&check->has_failed);
}

void bc_geopackage_check_begin(struct bc_geopackage_check *check,
                               const char *path, sqlite3 *database)
{
    check->path = path;
    /* a damaged file may lead in circles: reading ends with the check */
    sqlite3_progress_handler(database, 1000, has_failed, check);
    check->beside = bc_beside_start(check_pages, check);
}

enum bc_status bc_geopackage_check_end(struct bc_geopackage_check *check,
                                       const char *label, enum bc_status status,
                                       struct bc_error *err)
{
    bc_geopackage_check_clear(check);
    if (!has_failed(check))
        return status;
    if (check->what)
        return bc_error_set(err, BC_BAD_INPUT, "%s: %s: %s", label,
                            bc_say(check->what), check->message);
    return bc_error_set(err, BC_BAD_INPUT, "%s: is damaged: %s; copy it again",
                        label, check->message);
}

void bc_geopackage_check_clear(struct bc_geopackage_check *check)
{
    bc_beside_wait(check->beside);
    check->beside = NULL;
}
