/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "layer/order.h"
#include "layer/role.h"
#include "output/table.h"
#include "plan/derive.h"

/* What stands in red lines or near them. */

enum column {
    LAYER,
    CODE,
    NAME,
    REDLINE,
    REDLINE_NAME,
    INSIDE,
    DISTANCE,
    BUFFER,
    STAGE,
    STATUS,
    BASIN,
    BASIN_NAME,
    N_COLUMNS
};

static const struct bc_table_column columns[N_COLUMNS] = {
    {"layer", false},     {"code", false},         {"name", false},
    {"redline", false},   {"redline_name", false}, {"inside", true},
    {"distance_m", true}, {"buffer_m", true},      {"stage", false},
    {"status", false},    {"basin", false},        {"basin_name", false}};

/** A feature and a red line. */
struct conflict {
    const char *code, *redline;
    size_t row, pair;
    double distance_m;
};

static int by_code(const void *a, const void *b)
{
    const struct conflict *left = a, *right = b;
    int order = strcmp(left->code, right->code);

    if (order == 0)
        order = (left->row > right->row) - (left->row < right->row);
    if (order == 0)
        order = (left->distance_m > right->distance_m) -
                (left->distance_m < right->distance_m);
    if (order == 0)
        order = strcmp(left->redline, right->redline);
    return bc_order_then_rows(order, left->pair, right->pair);
}

static const char *stage_of(const struct bc_layer *layer, size_t row)
{
    const struct bc_decimal *stage = bc_layer_decimal(layer, "stage_no");

    return stage && bc_decimal_known(stage[row])
               ? bc_stage_name((int)stage[row].units)
               : NULL;
}

static void add_row(const struct bc_outcome *outcome,
                    const struct bc_layer *layer, const struct bc_near *near,
                    const struct bc_join *join, const struct conflict *it,
                    struct bc_table *table)
{
    size_t redline = near->polygon[it->pair];
    size_t basin = join ? join->basin[it->row] : BC_NO_ROW;
    bool inside = near->share[it->pair] > 0;
    const char *cells[N_COLUMNS] = {0};
    struct bc_text distance = {0}, buffer = {0};

    bc_text_add_real(&distance, it->distance_m, 1);
    bc_text_add_real(
        &buffer, inside ? 0 : bc_buffer_of(outcome->buffers, it->distance_m),
        3);
    cells[LAYER] = layer->role;
    cells[CODE] = it->code;
    cells[NAME] = bc_layer_text(layer, "name", it->row);
    cells[REDLINE] = it->redline;
    cells[REDLINE_NAME] = bc_layer_text(outcome->redlines, "name", redline);
    cells[INSIDE] = inside ? "1" : "0";
    cells[DISTANCE] = bc_text_string(&distance);
    cells[BUFFER] = bc_text_string(&buffer);
    cells[STAGE] = stage_of(layer, it->row);
    if (layer == outcome->suspects)
        cells[STATUS] = bc_layer_text(layer, "status", it->row);
    if (basin != BC_NO_ROW) {
        cells[BASIN] = bc_layer_label(outcome->basins, basin);
        cells[BASIN_NAME] = bc_layer_text(outcome->basins, "name", basin);
    }
    bc_table_add_row(table, cells);
    bc_text_clear(&distance);
    bc_text_clear(&buffer);
}

static void add_layer(const struct bc_outcome *outcome,
                      const struct bc_layer *layer, const struct bc_near *near,
                      const struct bc_join *join, struct bc_table *table)
{
    size_t n = layer && near ? near->first[near->n] : 0;
    struct conflict *all = bc_alloc(n + 1, sizeof *all);

    for (size_t i = 0; n && i < near->n; i++)
        for (size_t j = near->first[i]; j < near->first[i + 1]; j++)
            all[j] = (struct conflict){
                .code = bc_layer_label(layer, i),
                .redline = bc_layer_label(outcome->redlines, near->polygon[j]),
                .row = i,
                .pair = j,
                .distance_m = near->distance_m[j]};
    qsort(all, n, sizeof *all, by_code);
    for (size_t i = 0; i < n; i++)
        add_row(outcome, layer, near, join, &all[i], table);
    free(all);
}

void bc_table_conflicts(const struct bc_outcome *outcome,
                        struct bc_table *table)
{
    *table = (struct bc_table){.name = "redline_conflicts",
                               .columns = columns,
                               .n_columns = N_COLUMNS};
    if (!outcome->redlines)
        return;
    add_layer(outcome, outcome->outfalls, outcome->outfall_near,
              outcome->outfall_join, table);
    add_layer(outcome, outcome->sections, outcome->section_near,
              outcome->section_join, table);
    add_layer(outcome, outcome->suspects, outcome->suspect_near,
              outcome->suspect_join, table);
}
