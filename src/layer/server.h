/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_SERVER_H
#define BC_LAYER_SERVER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/**
 * A PostgreSQL server, asked in SQL through GDAL's driver: one session, read
 * only, in one transaction, so that all its answers are of one state.
 */
struct bc_server;

/**
 * @param source  `PG:dbname=...`, checked by bc_connection_check
 * @param label   what messages call it; copied
 * @retval BC_BAD_INPUT  no such driver, no connection
 */
enum bc_status bc_server_open(const char *source, const char *label,
                              struct bc_server **server, struct bc_error *err);
void bc_server_free(struct bc_server *server);

/** What a server answers, row by row. To be freed before the server. */
struct bc_answer;

/** Asks a SELECT; @p sql gives each column as text, or as bytea.
 * @retval BC_BAD_INPUT  what the server says, on one line after the label */
enum bc_status bc_server_ask(struct bc_server *server, const char *sql,
                             struct bc_answer **answer, struct bc_error *err);
void bc_answer_free(struct bc_answer *answer);
/** @return whether there is another row; none when @p status is an error, or
 * becomes one */
bool bc_answer_next(struct bc_answer *answer, enum bc_status *status,
                    struct bc_error *err);
size_t bc_answer_columns(const struct bc_answer *answer);
/** A cell of the row, valid until the next; NULL is empty. */
struct bc_slice bc_answer_text(const struct bc_answer *answer, size_t column);
bool bc_answer_null(const struct bc_answer *answer, size_t column);
const unsigned char *bc_answer_bytes(const struct bc_answer *answer,
                                     size_t column, size_t *n);

/** The plan of a SELECT, a node a line, as EXPLAIN (VERBOSE, COSTS OFF) prints
 * it; @p plan is added to. */
enum bc_status bc_server_explain(struct bc_server *server, const char *sql,
                                 struct bc_text *plan, struct bc_error *err);

/** A column of a table or view. Strings live as long as the server. */
struct bc_server_column {
    const char *name;
    const char *type; /* "numeric", "timestamp without time zone" ... */
    size_t key;       /* its place in the primary key, from 1; 0: none */
    bool counted;     /* by a sequence: a number that nobody measured */
};
/** The columns of @p table, `schema.table` or `table`; the server frees them.
 * @retval BC_BAD_INPUT  no such table; those that are there are listed */
enum bc_status bc_server_columns(struct bc_server *server, const char *table,
                                 const struct bc_server_column **columns,
                                 size_t *n, struct bc_error *err);
/** The column that numbers the rows: the whole primary key, an integer;
 * BC_NO_COLUMN when there is none. The rows then have an order of their own. */
size_t bc_server_number(const struct bc_server_column *columns, size_t n);

#endif
