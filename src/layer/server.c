/* SPDX-License-Identifier: MIT */
#include "layer/server.h"

#include <gdal.h>
#include <ogr_api.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/sql.h"
#include "layer/source.h"

struct bc_server {
    char *label;
    GDALDatasetH session;
    struct bc_arena arena;
};

struct bc_answer {
    struct bc_server *server;
    OGRLayerH rows;
    OGRFeatureH row;
    size_t n_columns;
};

/* What GDAL has told last, on one line: libpq's messages have several. */
static enum bc_status refused(const struct bc_server *server,
                              struct bc_error *err)
{
    static const char from_gdal[] = "PQconnectdb failed.";
    const char *message = bc_gdal_message();
    struct bc_text line = {0};
    bool blank = true;

    if (strncmp(message, from_gdal, strlen(from_gdal)) == 0)
        message += strlen(from_gdal);
    for (; *message; message++) {
        bool is_blank = strchr(" \t\r\n", *message) != NULL;

        if (!is_blank && blank && line.length > 0)
            bc_text_add(&line, " ");
        if (!is_blank)
            bc_text_add_bytes(&line, message, 1);
        blank = is_blank;
    }
    bc_error_set(err, BC_BAD_INPUT, "%s: the server says: %s", server->label,
                 bc_text_string(&line));
    bc_text_clear(&line);
    return BC_BAD_INPUT;
}

/* ---- the session ---- */

/* Defaults that the project's own keywords, which follow, replace. */
static char *connection_of(const char *source)
{
    struct bc_text text = {0};

    bc_text_printf(&text,
                   "PG:connect_timeout=15 application_name=basincheck %s",
                   source + strlen("PG:"));
    return bc_text_take(&text);
}

static enum bc_status set(struct bc_server *server, const char *sql,
                          struct bc_error *err)
{
    int before = bc_gdal_failures_here();

    GDALDatasetExecuteSQL(server->session, sql, NULL, NULL); /* no rows */
    return bc_gdal_failures_here() > before ? refused(server, err) : BC_OK;
}

/* Texts as every other program writes them; times are China's, as in files.
 * Partial sums are made where the rows are. */
static const char *const settings[] = {
    "SET standard_conforming_strings = on",
    "SET default_transaction_isolation = 'repeatable read'",
    "SET default_transaction_read_only = on",
    "SET datestyle = 'ISO, YMD'",
    "SET timezone = '<+08>-08'",
    "SET extra_float_digits = 1",
    "SET bytea_output = 'hex'",
    "SET enable_partitionwise_aggregate = on",
    NULL};

enum bc_status bc_server_open(const char *source, const char *label,
                              struct bc_server **server, struct bc_error *err)
{
    static const char *const driver[] = {"PostgreSQL", NULL};
    struct bc_server *made = bc_alloc(1, sizeof *made);
    char *connection = connection_of(source);
    int before;
    enum bc_status status = bc_gdal_init(err);

    *server = NULL;
    made->label = bc_copy(label);
    if (!status && !bc_gdal_has_driver(driver[0]))
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: this GDAL does not read PostgreSQL; export "
                              "the table to a file and name that",
                              label);
    before = bc_gdal_failures_here();
    if (!status) {
        made->session =
            GDALOpenEx(connection, GDAL_OF_VECTOR, driver, NULL, NULL);
        if (!made->session || bc_gdal_failures_here() > before)
            status = refused(made, err);
    }
    for (const char *const *setting = settings; !status && *setting; setting++)
        status = set(made, *setting, err);
    if (!status &&
        GDALDatasetStartTransaction(made->session, FALSE) != OGRERR_NONE)
        status = refused(made, err);
    free(connection);
    if (status) {
        bc_server_free(made);
        return status;
    }
    *server = made;
    return BC_OK;
}

void bc_server_free(struct bc_server *server)
{
    if (!server)
        return;
    if (server->session)
        GDALClose(server->session);
    bc_arena_clear(&server->arena);
    free(server->label);
    free(server);
}

/* ---- answers ---- */

enum bc_status bc_server_ask(struct bc_server *server, const char *sql,
                             struct bc_answer **answer, struct bc_error *err)
{
    int before = bc_gdal_failures_here();
    struct bc_answer *made = bc_alloc(1, sizeof *made);

    *answer = NULL;
    made->server = server;
    made->rows = GDALDatasetExecuteSQL(server->session, sql, NULL, NULL);
    if (!made->rows || bc_gdal_failures_here() > before) {
        refused(server, err);
        bc_answer_free(made);
        return BC_BAD_INPUT;
    }
    made->n_columns =
        (size_t)OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(made->rows));
    *answer = made;
    return BC_OK;
}

void bc_answer_free(struct bc_answer *answer)
{
    if (!answer)
        return;
    OGR_F_Destroy(answer->row);
    if (answer->rows)
        GDALDatasetReleaseResultSet(answer->server->session, answer->rows);
    free(answer);
}

bool bc_answer_next(struct bc_answer *answer, enum bc_status *status,
                    struct bc_error *err)
{
    int before = bc_gdal_failures_here();

    if (*status)
        return false;
    OGR_F_Destroy(answer->row);
    answer->row = OGR_L_GetNextFeature(answer->rows);
    if (bc_gdal_failures_here() >
        before) /* NULL is the end when nothing failed */
        *status = refused(answer->server, err);
    return !*status && answer->row;
}

size_t bc_answer_columns(const struct bc_answer *answer)
{
    return answer->n_columns;
}

bool bc_answer_null(const struct bc_answer *answer, size_t column)
{
    return !OGR_F_IsFieldSetAndNotNull(answer->row, (int)column);
}

struct bc_slice bc_answer_text(const struct bc_answer *answer, size_t column)
{
    return bc_slice_of(bc_answer_null(answer, column)
                           ? ""
                           : OGR_F_GetFieldAsString(answer->row, (int)column));
}

const unsigned char *bc_answer_bytes(const struct bc_answer *answer,
                                     size_t column, size_t *n)
{
    int length = 0;
    const unsigned char *bytes =
        bc_answer_null(answer, column)
            ? NULL
            : OGR_F_GetFieldAsBinary(answer->row, (int)column, &length);

    *n = (size_t)length;
    return bytes;
}

enum bc_status bc_server_explain(struct bc_server *server, const char *sql,
                                 struct bc_text *plan, struct bc_error *err)
{
    struct bc_text explain = {0};
    struct bc_answer *answer = NULL;
    enum bc_status status;

    bc_text_printf(&explain, "EXPLAIN (VERBOSE, COSTS OFF) %s", sql);
    status = bc_server_ask(server, explain.data, &answer, err);
    while (bc_answer_next(answer, &status, err))
        bc_text_printf(plan, "%s\n", bc_answer_text(answer, 0).data);
    bc_answer_free(answer);
    bc_text_clear(&explain);
    return status;
}

/* ---- tables ---- */

/* The first of them, for who has misspelt one. */
static enum bc_status no_table(struct bc_server *server, const char *table,
                               struct bc_error *err)
{
    struct bc_answer *answer = NULL;
    struct bc_text list = {0};
    enum bc_status status = bc_server_ask(
        server,
        /* a name with a point is read behind that of its schema alone */
        "SELECT CASE WHEN pg_table_is_visible(c.oid) "
        "AND c.relname NOT LIKE '%.%' THEN '' "
        "ELSE n.nspname || '.' END || c.relname "
        "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') "
        "AND NOT c.relispartition AND n.nspname <> 'information_schema' "
        "AND n.nspname NOT LIKE 'pg\\_%' AND c.relname NOT IN "
        "('spatial_ref_sys', 'geometry_columns', 'geography_columns') "
        "ORDER BY 1 LIMIT 20",
        &answer, err);

    while (bc_answer_next(answer, &status, err))
        bc_text_printf(&list, "%s%s", list.length ? ", " : "",
                       bc_answer_text(answer, 0).data);
    bc_answer_free(answer);
    if (!status && table)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: has no table '%s'; name one of: %s",
                              server->label, table, bc_text_string(&list));
    else if (!status)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: which table? Name one with layer: %s",
                              server->label, bc_text_string(&list));
    bc_text_clear(&list);
    return status;
}

static void add_columns_sql(struct bc_text *sql, const char *table)
{
    struct bc_text name = {0};

    bc_sql_add_table(&name, table);
    bc_text_add(
        sql,
        "SELECT a.attname::text, format_type(a.atttypid, NULL), "
        "coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0)::text, "
        "(a.attidentity <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid) "
        "LIKE 'nextval(%', false))::int::text "
        "FROM pg_attribute a "
        "LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary "
        "LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid "
        "AND d.adnum = a.attnum "
        "WHERE a.attnum > 0 AND NOT a.attisdropped "
        "AND a.attrelid = to_regclass(");
    bc_sql_add_text(sql, bc_slice_of(name.data));
    bc_text_add(sql, ") ORDER BY a.attnum");
    bc_text_clear(&name);
}

static const char *keep(struct bc_server *server, struct bc_slice text)
{
    return bc_arena_copy(&server->arena, text.data, text.length);
}

enum bc_status bc_server_columns(struct bc_server *server, const char *table,
                                 const struct bc_server_column **columns,
                                 size_t *n, struct bc_error *err)
{
    struct bc_server_column *found = NULL, *kept;
    struct bc_text sql = {0};
    struct bc_answer *answer = NULL;
    size_t room = 0;
    enum bc_status status = BC_OK;

    *n = 0;
    if (!table)
        return no_table(server, NULL, err);
    add_columns_sql(&sql, table);
    status = bc_server_ask(server, sql.data, &answer, err);
    while (bc_answer_next(answer, &status, err)) {
        found = bc_reserve(found, &room, *n + 1, sizeof *found);
        found[(*n)++] = (struct bc_server_column){
            .name = keep(server, bc_answer_text(answer, 0)),
            .type = keep(server, bc_answer_text(answer, 1)),
            .key = strtoul(bc_answer_text(answer, 2).data, NULL, 10),
            .counted = bc_slice_is(bc_answer_text(answer, 3), "1")};
    }
    bc_answer_free(answer);
    bc_text_clear(&sql);
    if (!status && *n == 0)
        status = no_table(server, table, err);
    kept = bc_arena_alloc(&server->arena, (*n + 1) * sizeof *kept);
    if (*n)
        memcpy(kept, found, *n * sizeof *kept);
    *columns = kept;
    free(found);
    return status;
}
