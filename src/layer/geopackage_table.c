/* SPDX-License-Identifier: MIT */
/* Read with SQLite itself: of a text in a numeric column GDAL 3.6 makes a
 * number in silence (`0.05L` is read as 0.05, `abc` as 0), of an impossible
 * date nothing, and opening a file in WAL mode writes beside it. */
#include <cpl_error.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "layer/crs_text.h"
#include "layer/geopackage_file.h"
#include "layer/geopackage_pages.h"
#include "layer/geopackage_said.h"
#include "layer/table.h"
#include "layer/wkb.h"

struct geopackage {
    struct bc_table base;
    char *path, *label;
    struct bc_geopackage_check check;
    sqlite3 *database;
    sqlite3_stmt *rows;
    char *name;            /* of the table */
    char *geometry_column; /* NULL when there is none */
    int srs_id;            /* of the geometry column */
    bool crs_is_given;     /* by the project */
    int geometry_index;    /* in the statement, -1 when there is none */
    int id_index;          /* of the number of the row, likewise */
    int *cell_index;       /* of each column in the statement */
    struct bc_geopackage_said said;
    bool at_end;
    struct bc_arena arena; /* names, crs */
};

static void close_table(struct bc_table *base)
{
    struct geopackage *file = (struct geopackage *)base;

    bc_geopackage_check_clear(&file->check);
    bc_geopackage_said_clear(&file->said);
    sqlite3_finalize(file->rows);
    sqlite3_close(file->database);
    bc_arena_clear(&file->arena);
    free(base->names);
    free(base->cells);
    free(file->cell_index);
    free(file->geometry_column);
    free(file->name);
    free(file->path);
    free(file->label);
    free(file);
}

static enum bc_status sqlite_refused(const struct geopackage *file,
                                     const char *what, struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT, "%s: %s: %s", file->label,
                        bc_say(what), sqlite3_errmsg(file->database));
}

static const char *column_text(sqlite3_stmt *row, int column)
{
    return (const char *)sqlite3_column_text(row, column);
}

/* ---- opening ---- */

static enum bc_status prepare(struct geopackage *file, const char *sql,
                              const char *bound, sqlite3_stmt **statement,
                              struct bc_error *err)
{
    if (sqlite3_prepare_v2(file->database, sql, -1, statement, NULL) !=
            SQLITE_OK ||
        (bound && sqlite3_bind_text(*statement, 1, bound, -1,
                                    SQLITE_TRANSIENT) != SQLITE_OK))
        return sqlite_refused(file, bc_no_geopackage, err);
    return BC_OK;
}

static enum bc_status read_pragma(struct geopackage *file, const char *sql,
                                  int64_t *value, struct bc_error *err)
{
    sqlite3_stmt *row = NULL;
    enum bc_status status = prepare(file, sql, NULL, &row, err);

    if (!status && sqlite3_step(row) != SQLITE_ROW)
        status = sqlite_refused(file, bc_no_geopackage, err);
    if (!status)
        *value = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return status;
}

static enum bc_status open_database(struct geopackage *file,
                                    struct bc_error *err)
{
    if (bc_geopackage_connect(file->path, &file->database) != SQLITE_OK)
        return sqlite_refused(file, "cannot be opened", err);
    bc_geopackage_check_begin(&file->check, file->path, file->database);
    return BC_OK;
}

/* What says that a database is a GeoPackage: OGC 12-128r18, requirement 2;
 * the later id names its version itself. */
static enum bc_status check_header(struct geopackage *file, const char *path,
                                   struct bc_error *err)
{
    static const int64_t ids[] = {0x47504B47, 0x47503130, 0x47503131};
    struct stat info;
    int64_t id = 0, page = 0, n_pages = 0;
    bool known = false;
    enum bc_status status =
        read_pragma(file, "PRAGMA application_id", &id, err);

    if (!status)
        status = read_pragma(file, "PRAGMA page_size", &page, err);
    if (!status)
        status = read_pragma(file, "PRAGMA page_count", &n_pages, err);
    if (status)
        return status;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        known |= id == ids[i];
    if (!known)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: its application id 0x%08X is not that of a "
                            "GeoPackage; save it as one",
                            file->label, (unsigned)id);
    if (stat(path, &info) != 0)
        return bc_error_set(err, BC_BAD_INPUT, "%s: cannot be opened: %s",
                            file->label, strerror(errno));
    if (info.st_size % page != 0)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: its size is not a number of pages; copy it "
                            "again",
                            file->label);
    if (info.st_size > n_pages * page)
        file->said.bytes_behind = (size_t)(info.st_size - n_pages * page);
    /* no cell is longer than the file: what a generated column makes is */
    sqlite3_limit(file->database, SQLITE_LIMIT_LENGTH,
                  info.st_size < INT_MAX ? (int)info.st_size : INT_MAX);
    return BC_OK;
}

/* ---- the table ---- */

static enum bc_status choose_table(struct geopackage *file,
                                   const struct bc_source *source,
                                   struct bc_error *err)
{
    sqlite3_stmt *row = NULL;
    const char **names = NULL;
    size_t n = 0, room = 0, choice = 0;
    int rc = SQLITE_ROW;
    enum bc_status status =
        prepare(file,
                "SELECT table_name FROM gpkg_contents "
                "WHERE data_type IN ('features', 'attributes') "
                "AND typeof(table_name) = 'text' ORDER BY table_name",
                NULL, &row, err);

    while (!status && (rc = sqlite3_step(row)) == SQLITE_ROW) {
        const char *name = column_text(row, 0);

        names = bc_reserve(names, &room, n + 1, sizeof *names);
        names[n++] = bc_arena_copy(&file->arena, name, strlen(name));
    }
    if (!status && rc != SQLITE_DONE)
        status = sqlite_refused(file, "cannot be read", err);
    if (!status)
        status = bc_table_choose(source, file->label, names, n, &choice, err);
    if (!status && names) /* a choice was among them */
        file->name = bc_copy(names[choice]);
    free(names);
    sqlite3_finalize(row);
    return status;
}

static enum bc_status refuse_view(struct geopackage *file, struct bc_error *err)
{
    sqlite3_stmt *row = NULL;
    enum bc_status status = prepare(file,
                                    "SELECT 1 FROM sqlite_schema WHERE "
                                    "lower(name) = lower(?) AND type = 'table' "
                                    "AND sql NOT LIKE 'CREATE VIRTUAL%'",
                                    file->name, &row, err);

    if (!status && sqlite3_step(row) != SQLITE_ROW)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: layer '%s' is a view or not there; save "
                              "its rows as a layer",
                              file->label, file->name);
    sqlite3_finalize(row);
    return status;
}

static bool differ(double a, double b, double most)
{
    return fabs(a - b) > most;
}

/* A code and a definition of something else: the code counts, unless they are
 * so far apart that nobody can say which is meant. Names are not looked at. */
static const char *contradiction(OGRSpatialReferenceH by_code,
                                 OGRSpatialReferenceH defined)
{
    static const char *const parameters[] = {
        SRS_PP_CENTRAL_MERIDIAN, SRS_PP_FALSE_EASTING, SRS_PP_SCALE_FACTOR};

    if (differ(OSRGetSemiMajor(by_code, NULL), OSRGetSemiMajor(defined, NULL),
               0.01) ||
        differ(OSRGetInvFlattening(by_code, NULL),
               OSRGetInvFlattening(defined, NULL), 1e-4))
        return BC_N("%s: its crs is %s, but its definition has another "
                    "ellipsoid; name the right one with crs: in the project");
    if (!OSRIsProjected(by_code) != !OSRIsProjected(defined))
        return BC_N("%s: its crs is %s, but its definition is of another kind; "
                    "name the right one with crs: in the project");
    for (size_t i = 0; OSRIsProjected(by_code) && i < 3; i++)
        if (differ(OSRGetProjParm(by_code, parameters[i], 0, NULL),
                   OSRGetProjParm(defined, parameters[i], 0, NULL), 1e-6))
            return BC_N("%s: its crs is %s, but its definition has another "
                        "zone or scale; name the right one with crs: in the "
                        "project");
    return NULL;
}

static OGRErr import_wkt(OGRSpatialReferenceH made, const char *definition)
{
    char *copy = bc_copy(definition), *cursor = copy;
    OGRErr failure = OSRImportFromWkt(made, &cursor);

    free(copy);
    return failure;
}

static enum bc_status check_definition(const struct geopackage *file, int code,
                                       const char *definition,
                                       struct bc_error *err)
{
    OGRSpatialReferenceH by_code, defined;
    const char *wrong = NULL;
    char name[24];

    if (file->crs_is_given || !definition ||
        bc_crs_text_names_file(bc_slice_of(definition)))
        return BC_OK;
    by_code = OSRNewSpatialReference(NULL);
    defined = OSRNewSpatialReference(NULL);
    CPLPushErrorHandler(
        CPLQuietErrorHandler); /* what is unknown is told later */
    if (OSRImportFromEPSG(by_code, code) == OGRERR_NONE &&
        import_wkt(defined, definition) == OGRERR_NONE)
        wrong = contradiction(by_code, defined);
    CPLPopErrorHandler();
    OSRDestroySpatialReference(by_code);
    OSRDestroySpatialReference(defined);
    snprintf(name, sizeof name, "EPSG:%d", code);
    return wrong ? bc_error_set(err, BC_BAD_INPUT, wrong, file->label, name)
                 : BC_OK;
}

/* The geometry column, and its CRS: 0 and -1 stand for undefined ones. */
static enum bc_status find_geometry(struct geopackage *file,
                                    struct bc_error *err)
{
    sqlite3_stmt *row = NULL;
    struct bc_text crs = {0};
    enum bc_status status =
        prepare(file,
                "SELECT g.column_name, s.srs_id, s.organization, "
                "s.organization_coordsys_id, s.definition, g.srs_id "
                "FROM gpkg_geometry_columns g "
                "LEFT JOIN gpkg_spatial_ref_sys s USING (srs_id) "
                "WHERE lower(g.table_name) = lower(?) "
                "AND typeof(g.column_name) = 'text'",
                file->name, &row, err);

    if (!status && sqlite3_step(row) == SQLITE_ROW) {
        file->geometry_column = bc_copy(column_text(row, 0));
        file->srs_id = sqlite3_column_int(row, 5);
        if (sqlite3_column_int(row, 1) > 0) {
            const char *organisation = column_text(row, 2);

            if (organisation && sqlite3_stricmp(organisation, "EPSG") == 0) {
                const int code = sqlite3_column_int(row, 3);

                bc_text_printf(&crs, "EPSG:%d", code);
                status = check_definition(file, code, column_text(row, 4), err);
            } else
                bc_text_add(&crs, column_text(row, 4));
        }
        if (crs.length > 0)
            file->base.crs = bc_arena_copy(&file->arena, crs.data, crs.length);
        if (!status && sqlite3_step(row) == SQLITE_ROW)
            status = bc_error_set(err, BC_BAD_INPUT,
                                  "%s: gpkg_geometry_columns names layer '%s' "
                                  "twice; save it again",
                                  file->label, file->name);
    }
    bc_text_clear(&crs);
    sqlite3_finalize(row);
    return status;
}

static enum bc_status select_rows(struct geopackage *file, struct bc_error *err)
{
    char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", file->name);
    enum bc_status status = prepare(file, sql, NULL, &file->rows, err);

    sqlite3_free(sql);
    return status;
}

/* The only column of a key of whole numbers is the number of the row. */
static enum bc_status find_id(struct geopackage *file, struct bc_error *err)
{
    sqlite3_stmt *row = NULL;
    enum bc_status status = prepare(file,
                                    "SELECT cid FROM pragma_table_info(?1) "
                                    "WHERE pk > 0 AND type LIKE 'integer' AND "
                                    "1 = (SELECT count(*) FROM "
                                    "pragma_table_info(?1) WHERE pk > 0)",
                                    file->name, &row, err);

    file->id_index = -1;
    if (!status && sqlite3_step(row) == SQLITE_ROW)
        file->id_index = sqlite3_column_int(row, 0);
    sqlite3_finalize(row);
    return status;
}

/* Every column but the geometry and the row id that every writer adds. */
static enum bc_status read_names(struct geopackage *file, struct bc_error *err)
{
    struct bc_table *base = &file->base;
    int n = sqlite3_column_count(file->rows);

    base->names = bc_alloc((size_t)n, sizeof *base->names);
    base->cells = bc_alloc((size_t)n, sizeof *base->cells);
    file->cell_index = bc_alloc((size_t)n, sizeof *file->cell_index);
    file->geometry_index = -1;
    for (int i = 0; i < n; i++) {
        const char *name = sqlite3_column_name(file->rows, i);

        if (file->geometry_column &&
            sqlite3_stricmp(name, file->geometry_column) == 0) {
            file->geometry_index = i;
        } else if (sqlite3_stricmp(name, "fid") != 0 &&
                   sqlite3_stricmp(name, "ogc_fid") != 0) {
            file->cell_index[base->n_columns] = i;
            base->names[base->n_columns++] =
                bc_slice_of(bc_arena_copy(&file->arena, name, strlen(name)));
        }
    }
    if (!file->geometry_column || file->geometry_index >= 0)
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: layer '%s' has no column '%s', which "
                        "gpkg_geometry_columns names; save it again",
                        file->label, file->name, file->geometry_column);
}

/* ---- rows ---- */

static enum bc_status read_geometry(struct geopackage *file,
                                    struct bc_error *err)
{
    struct bc_table *base = &file->base;
    const unsigned char *bytes;
    size_t n, header;
    int32_t srs_id;

    base->has_geometry =
        file->geometry_index >= 0 &&
        sqlite3_column_type(file->rows, file->geometry_index) != SQLITE_NULL;
    base->binary = NULL;
    if (!base->has_geometry)
        return BC_OK;
    bytes = sqlite3_column_blob(file->rows, file->geometry_index);
    n = (size_t)sqlite3_column_bytes(file->rows, file->geometry_index);
    header = bc_wkb_header(bytes, n, &srs_id);
    if (srs_id > 0 && file->srs_id > 0 && srs_id != file->srs_id)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: a geometry of srs_id %d in a layer of "
                            "%d; save the layer again",
                            file->label, base->row, srs_id, file->srs_id);
    bc_geopackage_said_row(
        &file->said, base->row,
        file->id_index >= 0 ? sqlite3_column_int64(file->rows, file->id_index)
                            : BC_NO_ID,
        bytes, n);
    if (header > 0) {
        base->binary = bytes + header;
        base->binary_length = n - header;
    }
    return BC_OK;
}

static enum bc_status read_cell(struct geopackage *file, size_t column,
                                struct bc_error *err)
{
    struct bc_slice *cell = &file->base.cells[column];
    int i = file->cell_index[column];

    cell->data = column_text(file->rows, i);
    cell->length = (size_t)sqlite3_column_bytes(file->rows, i);
    if (cell->length > 0 && !bc_cell_is_text(*cell, SIZE_MAX))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: '%s' holds bytes that are not UTF-8 text; "
                            "correct the cell",
                            file->label, file->base.row,
                            file->base.names[column].data);
    return BC_OK;
}

static enum bc_status read_row(struct geopackage *file, bool *more,
                               struct bc_error *err)
{
    struct bc_table *base = &file->base;
    int rc = sqlite3_step(file->rows);
    enum bc_status status = BC_OK;

    *more = rc == SQLITE_ROW;
    file->at_end = rc == SQLITE_DONE;
    if (rc == SQLITE_DONE)
        return BC_OK;
    base->row++;
    if (rc != SQLITE_ROW)
        return bc_error_set(err, BC_BAD_INPUT, "%s:%zu: cannot be read: %s",
                            file->label, base->row,
                            sqlite3_errmsg(file->database));
    status = read_geometry(file, err);
    for (size_t i = 0; i < base->n_columns && !status; i++)
        status = read_cell(file, i, err);
    return status;
}

static enum bc_status next_row(struct bc_table *base, bool *more,
                               struct bc_error *err)
{
    struct geopackage *file = (struct geopackage *)base;
    enum bc_status status = read_row(file, more, err);

    return status || !*more
               ? bc_geopackage_check_end(&file->check, file->label, status, err)
               : BC_OK;
}

/* ---- all rows at once ---- */

/** As SQLite tells by the words in a declared type, "" where there is none:
 * fileformat2.html refers to datatype3.html, 3.1. */
static bool is_real(const char *type)
{
    static const char *const others[] = {"INT", "CHAR", "CLOB", "TEXT", "BLOB"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcasestr(type, others[i]))
            return false;
    return strcasestr(type, "REAL") || strcasestr(type, "FLOA") ||
           strcasestr(type, "DOUB");
}

/** A primary key that is the number of the row has no index of its own; one
 * that has it is another, or rows are found by it. */
static enum bc_status has_key_index(struct geopackage *file, bool *has,
                                    struct bc_error *err)
{
    sqlite3_stmt *row = NULL;
    enum bc_status status =
        prepare(file, "SELECT 1 FROM pragma_index_list(?) WHERE origin = 'pk'",
                file->name, &row, err);

    *has = status || sqlite3_step(row) != SQLITE_DONE;
    sqlite3_finalize(row);
    return status;
}

static enum bc_status find_root(struct geopackage *file, uint32_t *root,
                                struct bc_error *err)
{
    sqlite3_stmt *row = NULL;
    enum bc_status status = prepare(file,
                                    "SELECT rootpage FROM sqlite_schema WHERE "
                                    "lower(name) = lower(?) AND type = 'table'",
                                    file->name, &row, err);

    if (!status && sqlite3_step(row) == SQLITE_ROW)
        *root = (uint32_t)sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return status;
}

/** Every column, where it goes and how it is stored.
 * @param[out] n  0 where a column is none of the record's */
static enum bc_status find_columns(struct geopackage *file,
                                   const size_t *columns,
                                   struct bc_pages_column *of_record, size_t *n,
                                   struct bc_error *err)
{
    const size_t n_record = (size_t)sqlite3_column_count(file->rows);
    sqlite3_stmt *row = NULL;
    bool plain = true;
    enum bc_status status =
        prepare(file,
                "SELECT type, pk, hidden FROM pragma_table_xinfo(?) "
                "ORDER BY cid",
                file->name, &row, err);

    *n = 0;
    while (!status && *n < n_record && sqlite3_step(row) == SQLITE_ROW) {
        of_record[*n] = (struct bc_pages_column){
            .column = BC_NO_COLUMN,
            .is_geometry = (int)*n == file->geometry_index,
            .is_row_id = sqlite3_column_int(row, 1) > 0,
            .is_real = is_real(column_text(row, 0))};
        plain = plain && sqlite3_column_int(row, 2) == 0;
        ++*n;
    }
    if (!plain || *n < n_record)
        *n = 0;
    for (size_t i = 0; i<file->base.n_columns && * n> 0; i++)
        of_record[file->cell_index[i]].column = columns[i];
    sqlite3_finalize(row);
    return status;
}

static enum bc_status read_all(struct bc_table *base,
                               struct bc_builder *builder,
                               const size_t *columns, bool *done,
                               struct bc_error *err)
{
    struct geopackage *file = (struct geopackage *)base;
    struct bc_pages_column *of_record =
        bc_alloc((size_t)sqlite3_column_count(file->rows), sizeof *of_record);
    struct bc_pages_table table = {.path = file->path,
                                   .label = file->label,
                                   .columns = of_record,
                                   .srs_id = file->srs_id,
                                   .cell_bytes =
                                       (size_t)base->limits.cell_bytes,
                                   .said = &file->said};
    bool has_index = true;
    enum bc_status status = has_key_index(file, &has_index, err);

    if (!status)
        status = find_root(file, &table.root, err);
    if (!status)
        status = find_columns(file, columns, of_record, &table.n_columns, err);
    *done = !status && !has_index && table.root > 1 && table.n_columns > 0 &&
            bc_pages_read(&table, builder, &base->row);
    free(of_record);
    file->at_end = *done;
    return *done
               ? bc_geopackage_check_end(&file->check, file->label, BC_OK, err)
               : BC_OK;
}

static void remark(const struct bc_table *base, size_t header,
                   struct bc_findings *findings)
{
    const struct geopackage *file = (const struct geopackage *)base;

    (void)header;
    if (file->at_end)
        bc_geopackage_said_tell(&file->said, base->row, file->label, findings);
}

/* What is not to be read is not broken, either. */
static enum bc_status read_said(struct geopackage *file, struct bc_error *err)
{
    const int before = bc_sqlite_unread_here();

    bc_geopackage_said_read(file->database, file->name, file->geometry_column,
                            &file->said);
    return bc_sqlite_unread_here() > before || file->said.is_unread ||
                   file->said.tree.is_unread
               ? bc_error_set(err, BC_BAD_INPUT, "%s: %s: %s", file->label,
                              bc_say("cannot be read"),
                              sqlite3_errstr(SQLITE_IOERR))
               : BC_OK;
}

enum bc_status bc_table_open_geopackage(const struct bc_source *source,
                                        size_t path, struct bc_table **table,
                                        struct bc_error *err)
{
    struct geopackage *made = bc_alloc(1, sizeof *made);
    const char *name = source->paths[path];
    enum bc_status status = bc_gdal_init(err); /* counts its errors */

    made->base.next = next_row;
    made->base.read_all = read_all;
    made->base.remark = remark;
    made->base.free = close_table;
    made->path = bc_copy(name);
    made->label = bc_copy(source->labels[path]);
    made->crs_is_given = source->crs != NULL;
    if (!status)
        status = bc_file_check(name, err);
    if (!status)
        status = bc_geopackage_refuse_pending(name, made->label, err);
    if (!status)
        status = open_database(made, err);
    if (!status)
        status = check_header(made, name, err);
    if (!status)
        status = choose_table(made, source, err);
    if (!status)
        status = refuse_view(made, err);
    if (!status)
        status = find_geometry(made, err);
    if (!status)
        status = select_rows(made, err);
    if (!status)
        status = read_names(made, err);
    if (!status)
        status = find_id(made, err);
    if (!status)
        status = read_said(made, err);
    if (status) {
        status =
            bc_geopackage_check_end(&made->check, made->label, status, err);
        close_table(&made->base);
        return status;
    }
    *table = &made->base;
    return BC_OK;
}
