/* SPDX-License-Identifier: MIT */
/* A table of a server row by row: every cell as the text that the server has
 * for it, so that a number has the digits it was given. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/sql.h"
#include "layer/server.h"
#include "layer/table.h"

struct server_table {
    struct bc_table base;
    char *label, *name;
    struct bc_server *server, *own; /* own: opened for this table */
    struct bc_answer *rows;
    const struct bc_server_column *columns;
    size_t n_columns;
    size_t geometry; /* of columns; BC_NO_COLUMN */
    size_t number;   /* the whole key, an integer; BC_NO_COLUMN */
    struct bc_arena arena;
};

static void close_table(struct bc_table *base)
{
    struct server_table *table = (struct server_table *)base;

    bc_answer_free(table->rows);
    bc_server_free(table->own);
    bc_arena_clear(&table->arena);
    free(base->names);
    free(base->cells);
    free(table->name);
    free(table->label);
    free(table);
}

/* ---- columns ---- */

static bool is_geometry(const struct bc_server_column *column)
{
    return strcmp(column->type, "geometry") == 0 ||
           strcmp(column->type, "geography") == 0;
}

static bool is_integer(const struct bc_server_column *column)
{
    return strcmp(column->type, "integer") == 0 ||
           strcmp(column->type, "bigint") == 0 ||
           strcmp(column->type, "smallint") == 0;
}

size_t bc_server_number(const struct bc_server_column *columns, size_t n)
{
    size_t n_keys = 0, key = BC_NO_COLUMN;

    for (size_t i = 0; i < n; i++) {
        n_keys += columns[i].key > 0;
        if (columns[i].key == 1 && is_integer(&columns[i]))
            key = i;
    }
    return n_keys == 1 ? key : BC_NO_COLUMN;
}

/* The numbers that loaders add, as a GeoPackage has its fid. */
static bool is_row_number(const struct bc_server_column *column)
{
    return column->key == 1 && is_integer(column) &&
           (column->counted || strcmp(column->name, "fid") == 0 ||
            strcmp(column->name, "ogc_fid") == 0 ||
            strcmp(column->name, "gid") == 0);
}

static enum bc_status look_at_columns(struct server_table *table,
                                      struct bc_error *err)
{
    struct bc_table *base = &table->base;

    table->geometry = BC_NO_COLUMN;
    table->number = bc_server_number(table->columns, table->n_columns);
    base->names = bc_alloc(table->n_columns, sizeof *base->names);
    base->cells = bc_alloc(table->n_columns, sizeof *base->cells);
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct bc_server_column *column = &table->columns[i];

        if (is_geometry(column) && table->geometry != BC_NO_COLUMN)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s: columns '%s' and '%s' are both "
                                "geometries; name a view that has one",
                                table->label,
                                table->columns[table->geometry].name,
                                column->name);
        if (is_geometry(column))
            table->geometry = i;
        else if (!is_row_number(column))
            base->names[base->n_columns++] = bc_slice_of(column->name);
    }
    return BC_OK;
}

/* ---- rows ---- */

/* By the primary key; where there is none, by everything, so that the order
 * does not depend on how the server keeps the rows. */
static void add_order(const struct server_table *table, const char *before,
                      struct bc_text *sql)
{
    const char *comma = " ORDER BY ";
    bool any = false;

    if (before) {
        bc_text_printf(sql, "%s%s", comma, before);
        comma = ", ";
    }
    for (size_t place = 1; place <= table->n_columns; place++) {
        for (size_t i = 0; i < table->n_columns; i++) {
            if (table->columns[i].key != place)
                continue;
            bc_text_add(sql, comma);
            bc_sql_add_name(sql, bc_slice_of(table->columns[i].name));
            comma = ", ";
            any = true;
        }
    }
    for (size_t i = 0; i < table->n_columns && !any; i++) {
        if (i == table->geometry)
            continue;
        bc_text_add(sql, comma);
        bc_sql_add_name(sql, bc_slice_of(table->columns[i].name));
        bc_text_add(sql, "::text COLLATE \"C\"");
        comma = ", ";
    }
}

/* The cells by name and order of the table, then the geometry, then the key:
 * named c1, c2 ..., for GDAL takes some names for something else. */
static enum bc_status select_rows(struct server_table *table,
                                  const struct bc_source *source,
                                  struct bc_error *err)
{
    struct bc_table *base = &table->base;
    struct bc_text sql = {0};
    enum bc_status status;

    bc_text_add(&sql, "SELECT ");
    for (size_t i = 0; i < base->n_columns; i++) {
        bc_sql_add_name(&sql, base->names[i]);
        bc_text_printf(&sql, "::text AS c%zu, ", i + 1);
    }
    if (table->geometry == BC_NO_COLUMN) {
        bc_text_add(&sql, "NULL::text");
    } else {
        bc_text_add(&sql, "ST_AsBinary(");
        bc_sql_add_name(&sql,
                        bc_slice_of(table->columns[table->geometry].name));
        bc_text_add(&sql, ")");
    }
    bc_text_add(&sql, " AS shape, ");
    if (table->number == BC_NO_COLUMN)
        bc_text_add(&sql, "''::text");
    else
        bc_sql_add_name(&sql, bc_slice_of(table->columns[table->number].name));
    bc_text_add(&sql, table->number == BC_NO_COLUMN ? " AS number FROM "
                                                    : "::text AS number FROM ");
    bc_sql_add_table(&sql, table->name);
    if (source->condition)
        bc_text_printf(&sql, " WHERE %s", source->condition);
    add_order(table, source->order, &sql);
    status = bc_server_ask(table->server, sql.data, &table->rows, err);
    bc_text_clear(&sql);
    return status;
}

static size_t number_of(const struct server_table *table)
{
    struct bc_slice text =
        bc_answer_text(table->rows, table->base.n_columns + 1);
    long long number = strtoll(text.data, NULL, 10);

    return number > 0 ? (size_t)number : table->base.row + 1;
}

static enum bc_status next_row(struct bc_table *base, bool *more,
                               struct bc_error *err)
{
    struct server_table *table = (struct server_table *)base;
    enum bc_status status = BC_OK;

    *more = bc_answer_next(table->rows, &status, err);
    if (!*more)
        return status;
    base->row = number_of(table);
    for (size_t i = 0; i < base->n_columns; i++)
        base->cells[i] = bc_answer_text(table->rows, i);
    base->has_geometry = !bc_answer_null(table->rows, base->n_columns);
    base->binary = NULL;
    if (base->has_geometry)
        base->binary =
            bc_answer_bytes(table->rows, base->n_columns, &base->binary_length);
    return BC_OK;
}

/* ---- the CRS ---- */

/* The first row's, and whether another has another one. */
static enum bc_status read_srid(struct server_table *table,
                                struct bc_text *srid, struct bc_error *err)
{
    struct bc_text sql = {0};
    struct bc_answer *answer = NULL;
    enum bc_status status;

    bc_text_add(&sql, "SELECT DISTINCT ST_SRID(");
    bc_sql_add_name(&sql, bc_slice_of(table->columns[table->geometry].name));
    /* of a geography, too */
    bc_text_add(&sql, "::geometry)::text AS srid FROM ");
    bc_sql_add_table(&sql, table->name);
    bc_text_add(&sql, " WHERE ");
    bc_sql_add_name(&sql, bc_slice_of(table->columns[table->geometry].name));
    bc_text_add(&sql, " IS NOT NULL");
    status = bc_server_ask(table->server, sql.data, &answer, err);
    if (bc_answer_next(answer, &status, err))
        bc_text_add(srid, bc_answer_text(answer, 0).data);
    if (bc_answer_next(answer, &status, err))
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: its geometries have several SRIDs; bring "
                              "them to one with ST_Transform",
                              table->label);
    bc_answer_free(answer);
    bc_text_clear(&sql);
    return status;
}

/* "EPSG:4490" where that names it, else WKT; SRID 0 is none. */
static enum bc_status find_crs(struct server_table *table, struct bc_error *err)
{
    struct bc_text srid = {0}, sql = {0};
    struct bc_answer *answer = NULL;
    enum bc_status status = BC_OK;

    if (table->geometry == BC_NO_COLUMN)
        return BC_OK;
    status = read_srid(table, &srid, err);
    if (status || srid.length == 0 || strcmp(srid.data, "0") == 0)
        goto done;
    bc_text_add(&sql,
                "SELECT CASE WHEN auth_name = 'EPSG' THEN 'EPSG:' || auth_srid "
                "ELSE srtext END AS crs FROM spatial_ref_sys WHERE srid = ");
    bc_text_add(&sql, srid.data);
    status = bc_server_ask(table->server, sql.data, &answer, err);
    if (bc_answer_next(answer, &status, err)) {
        struct bc_slice crs = bc_answer_text(answer, 0);

        table->base.crs = bc_arena_copy(&table->arena, crs.data, crs.length);
    }
    bc_answer_free(answer);

done:
    bc_text_clear(&sql);
    bc_text_clear(&srid);
    return status;
}

enum bc_status bc_table_open_server(const struct bc_source *source, size_t path,
                                    struct bc_table **table,
                                    struct bc_error *err)
{
    struct server_table *made = bc_alloc(1, sizeof *made);
    enum bc_status status;

    made->base.next = next_row;
    made->base.free = close_table;
    made->label = bc_copy(source->labels[path]);
    made->name = bc_copy(source->layer);
    made->server = source->server;
    status = made->server ? BC_OK
                          : bc_server_open(source->paths[path], made->label,
                                           &made->own, err);
    if (!made->server)
        made->server = made->own;
    if (!status)
        status = bc_server_columns(made->server, made->name, &made->columns,
                                   &made->n_columns, err);
    if (!status)
        status = look_at_columns(made, err);
    if (!status)
        status = find_crs(made, err);
    if (!status)
        status = select_rows(made, source, err);
    if (status) {
        close_table(&made->base);
        return status;
    }
    *table = &made->base;
    return BC_OK;
}
