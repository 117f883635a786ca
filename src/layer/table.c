/* SPDX-License-Identifier: MIT */
#include "layer/table.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/language.h"
#include "base/memory.h"

static enum bc_status open_format(const struct bc_source *source, size_t path,
                                  struct bc_table **table, struct bc_error *err)
{
    switch (bc_format_of(source->paths[path])) {
    case BC_FORMAT_GPKG:
        return bc_table_open_geopackage(source, path, table, err);
    case BC_FORMAT_XLSX:
        return bc_table_open_workbook(source, path, table, err);
    case BC_FORMAT_SERVER:
        return bc_table_open_server(source, path, table, err);
    default:
        return bc_table_open_ogr(source, path, table, err);
    }
}

enum bc_status bc_table_open(const struct bc_source *source, size_t path,
                             struct bc_table **table, struct bc_error *err)
{
    const struct bc_input_limits limits = bc_source_limits(source);
    enum bc_status status;

    *table = NULL;
    status = open_format(source, path, table, err);
    if (status)
        return status;
    (*table)->label = source->labels[path];
    (*table)->limits = limits;
    if ((*table)->n_columns <= (size_t)limits.columns)
        return BC_OK;
    status =
        bc_error_set(err, BC_BAD_INPUT,
                     "%s: %zu columns are more than %d; take out what is "
                     "not needed, or raise limits: columns",
                     source->labels[path], (*table)->n_columns, limits.columns);
    bc_table_free(*table);
    *table = NULL;
    return status;
}

bool bc_cell_is_text(struct bc_slice cell, size_t most)
{
    return cell.length <= most && bc_utf8_valid(cell.data, cell.length) &&
           !memchr(cell.data, '\0', cell.length);
}

enum bc_status bc_cell_refuse(const char *label, size_t line,
                              const struct bc_input_limits *limits,
                              struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s:%zu: a cell of more than %d bytes; shorten it, or "
                        "raise limits: cell_bytes",
                        label, line, limits->cell_bytes);
}

enum bc_status bc_table_next(struct bc_table *table, bool *more,
                             struct bc_error *err)
{
    const size_t longest = (size_t)table->limits.cell_bytes;
    enum bc_status status = table->next(table, more, err);

    for (size_t i = 0; !status && *more && i < table->n_columns; i++)
        if (table->cells[i].length > longest)
            return bc_cell_refuse(table->label, table->row, &table->limits,
                                  err);
    return status;
}

enum bc_status bc_table_read_all(struct bc_table *table,
                                 struct bc_builder *builder,
                                 const size_t *columns, bool *done,
                                 struct bc_error *err)
{
    *done = false;
    return table->read_all ? table->read_all(table, builder, columns, done, err)
                           : BC_OK;
}

void bc_table_remark(const struct bc_table *table, size_t header,
                     struct bc_findings *findings)
{
    if (table->remark && findings)
        table->remark(table, header, findings);
}

void bc_table_free(struct bc_table *table)
{
    if (table)
        table->free(table);
}

static void add_list(struct bc_text *list, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bc_text_printf(list, "%s%s", i ? ", " : "", names[i]);
}

void bc_layer_list_clear(struct bc_layer_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->names[i]);
    free(list->names);
    *list = (struct bc_layer_list){0};
}

static void keep_list(struct bc_layer_list *list, const char *const *names,
                      size_t n)
{
    list->names = bc_alloc(n, sizeof *list->names);
    list->n = n;
    for (size_t i = 0; i < n; i++)
        list->names[i] = bc_copy(names[i]);
}

enum bc_status bc_layer_list_read(const char *path, const char *label,
                                  struct bc_layer_list *list,
                                  struct bc_error *err)
{
    const struct bc_source source = {.role = "",
                                     .n_paths = 1,
                                     .paths = &path,
                                     .labels = &label,
                                     .list = list};
    struct bc_table *table = NULL;
    enum bc_status status;

    *list = (struct bc_layer_list){0};
    status = bc_table_open(&source, 0, &table, err);
    bc_table_free(table);
    /* What is wrong with the first one alone is found when it is read. */
    return list->n > 0 ? BC_OK : status;
}

enum bc_status bc_table_choose(const struct bc_source *source,
                               const char *label, const char *const *names,
                               size_t n, size_t *choice, struct bc_error *err)
{
    struct bc_text list = {0};
    const char *what = bc_say("holds no layer; give a file that does");
    const char *wanted = source->layer;

    if (source->list)
        keep_list(source->list, names, n);
    if ((n == 1 && !wanted) || (n > 0 && source->list)) {
        *choice = 0;
        return BC_OK;
    }
    for (size_t i = 0; wanted && i < n; i++) {
        if (strcmp(names[i], wanted) == 0) {
            *choice = i;
            return BC_OK;
        }
    }
    add_list(&list, names, n);
    if (n > 0 && wanted)
        bc_error_set(err, BC_BAD_INPUT,
                     "%s: has no layer '%s'; name one of: %s", label, wanted,
                     list.data);
    else if (n > 0)
        bc_error_set(err, BC_BAD_INPUT,
                     "%s: has several layers; name one with layer: %s", label,
                     list.data);
    else
        bc_error_set(err, BC_BAD_INPUT, "%s: %s", label, what);
    bc_text_clear(&list);
    return BC_BAD_INPUT;
}

enum bc_status bc_header_check(const char *where, const struct bc_slice *names,
                               size_t n, struct bc_error *err)
{
    for (size_t i = 0; i < n; i++) {
        struct bc_slice a = names[i];

        if (a.length == 0)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s: column %zu has no name; name it or remove "
                                "the column",
                                where, i + 1);
        for (size_t j = 0; j < i; j++) {
            struct bc_slice b = names[j];

            if (a.length == b.length &&
                strncasecmp(a.data, b.data, a.length) == 0)
                return bc_error_set(err, BC_BAD_INPUT,
                                    "%s: columns %zu '%.*s' and %zu '%.*s' "
                                    "have one name; rename one of them",
                                    where, j + 1, (int)b.length, b.data, i + 1,
                                    (int)a.length, a.data);
        }
    }
    return BC_OK;
}
