/* SPDX-License-Identifier: MIT */
#ifndef BC_TEST_BOTH_WAYS_H
#define BC_TEST_BOTH_WAYS_H

/* A table read at once and read row by row: the same, or not at once. */

#include "files.h"
#include "layer/ogr_shape.h"
#include "layer/table.h"
#include "layer/wkb.h"

#define MOST_COLUMNS 12

/* Opens the table, with its columns in a builder. */
static inline struct bc_table *open_table(struct files *files,
                                          struct bc_builder *builder,
                                          size_t columns[MOST_COLUMNS])
{
    struct bc_table *table = NULL;

    assert_status(files, bc_table_open(&files->source, 0, &table, &files->err),
                  BC_OK);
    assert_true(table->n_columns <= MOST_COLUMNS);
    bc_builder_init(builder, files->source.role, "a.gpkg");
    for (size_t i = 0; i < table->n_columns; i++)
        columns[i] = bc_builder_column(builder, table->names[i]);
    return table;
}

/* @return whether the rows were read at once */
static inline bool read_at_once(struct files *files, struct bc_builder *builder)
{
    size_t columns[MOST_COLUMNS];
    struct bc_table *table = open_table(files, builder, columns);
    bool done = false;

    assert_status(
        files, bc_table_read_all(table, builder, columns, &done, &files->err),
        BC_OK);
    bc_table_free(table);
    return done;
}

static inline void read_by_rows(struct files *files, struct bc_builder *builder)
{
    size_t columns[MOST_COLUMNS];
    struct bc_table *table = open_table(files, builder, columns);
    bool more = true;

    while (more) {
        assert_status(files, bc_table_next(table, &more, &files->err), BC_OK);
        if (!more)
            break;
        bc_builder_begin_row(builder, "a.gpkg", table->row);
        for (size_t i = 0; i < table->n_columns; i++)
            bc_builder_set(builder, columns[i], table->cells[i]);
        if (table->geometry)
            bc_ogr_shape_add(builder, table->geometry);
        else if (table->has_geometry)
            bc_wkb_add(builder, table->binary, table->binary_length);
    }
    bc_table_free(table);
}

static inline void assert_same(const struct bc_layer *a,
                               const struct bc_layer *b)
{
    assert_int_equal(a->n_features, b->n_features);
    assert_int_equal(a->n_columns, b->n_columns);
    assert_int_equal(a->geometry, b->geometry);
    for (size_t row = 0; row < a->n_features; row++) {
        assert_int_equal(a->row_line[row], b->row_line[row]);
        assert_memory_equal(&a->x[row], &b->x[row], sizeof a->x[row]);
        assert_memory_equal(&a->y[row], &b->y[row], sizeof a->y[row]);
        for (size_t c = 0; c < a->n_columns; c++) {
            const char *left = a->columns[c].text[row];
            const char *right = b->columns[c].text[row];

            if (left && right)
                assert_string_equal(left, right);
            else
                assert_ptr_equal(left, right);
        }
    }
    assert_int_equal(a->shapes.n_vertices, b->shapes.n_vertices);
    assert_memory_equal(a->shapes.x, b->shapes.x,
                        a->shapes.n_vertices * sizeof *a->shapes.x);
    assert_memory_equal(a->shapes.vertex_of, b->shapes.vertex_of,
                        (a->shapes.n_rings + 1) * sizeof *a->shapes.vertex_of);
}

/* Reads both ways. @return how many rows */
static inline size_t assert_read_alike(struct files *files)
{
    struct bc_builder at_once, by_rows;
    size_t n;

    assert_true(read_at_once(files, &at_once));
    read_by_rows(files, &by_rows);
    assert_same(at_once.layer, by_rows.layer);
    assert_int_equal(at_once.n_doubts, by_rows.n_doubts);
    for (size_t i = 0; i < by_rows.n_doubts; i++) {
        assert_int_equal(at_once.doubts[i].row, by_rows.doubts[i].row);
        assert_string_equal(at_once.doubts[i].message,
                            by_rows.doubts[i].message);
    }
    n = at_once.layer->n_features;
    bc_builder_clear(&at_once);
    bc_builder_clear(&by_rows);
    return n;
}

#endif
