/* SPDX-License-Identifier: MIT */
#include "output/table_row.h"

#include "layer/role.h"

static void add_joined(const struct bc_outcome *outcome,
                       const struct bc_layer *points,
                       const struct bc_join *join, struct bc_table *table)
{
    struct bc_table_row row = {0};

    if (!join)
        return;
    for (size_t i = 0; i < join->n; i++) {
        bc_put_text(&row, points->role);
        bc_put_text(&row, bc_layer_label(points, i));
        bc_put_text(&row,
                    join->basin[i] == BC_NO_ROW
                        ? NULL
                        : bc_layer_label(outcome->basins, join->basin[i]));
        bc_put_text(&row, bc_join_method_name(join->method[i]));
        bc_put_real(&row, join->distance_m[i], 3);
        bc_put_text(&row, join->rivals[i]);
        bc_put_end(&row, table);
    }
}

void bc_table_crosswalk(const struct bc_outcome *outcome,
                        struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"layer", false},  {"code", false},      {"basin", false},
        {"method", false}, {"distance_m", true}, {"rivals", false}};

    *table = BC_TABLE("crosswalk", columns);
    add_joined(outcome, outcome->sections, outcome->section_join, table);
    add_joined(outcome, outcome->outfalls, outcome->outfall_join, table);
    add_joined(outcome, outcome->suspects, outcome->suspect_join, table);
}

void bc_table_overlaps(const struct bc_outcome *outcome, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {{"redline", false},
                                                     {"basin", false},
                                                     {"area_km2", true},
                                                     {"share_of_basin", true}};
    const struct bc_overlay *overlay = outcome->overlay;
    struct bc_table_row row = {0};

    *table = BC_TABLE("overlaps", columns);
    for (size_t i = 0; overlay && i < overlay->n; i++) {
        bc_put_text(&row,
                    bc_layer_label(outcome->redlines, overlay->polygon[i]));
        bc_put_text(&row, bc_layer_label(outcome->basins, overlay->basin[i]));
        bc_put_real(&row, overlay->area_m2[i] / 1e6, 6);
        bc_put_real(&row, overlay->share_of_basin[i], 8);
        bc_put_end(&row, table);
    }
}

void bc_table_upstream(const struct bc_outcome *outcome, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false}, {"outfall", false},      {"distance_km", true},
        {"stage", false},   {"category", false},     {"responsible", false},
        {"basin", false},   {"section_name", false}, {"outfall_name", false},
        {"travel_h", true}};
    const struct bc_layer *outfalls = outcome->outfalls;
    struct bc_table_row row = {0};

    *table = BC_TABLE("upstream", columns);
    for (size_t i = 0; outcome->upstream && i < outcome->upstream->n; i++) {
        const struct bc_upstream_row *found = &outcome->upstream->row[i];

        bc_put_text(&row, bc_layer_label(outcome->sections, found->section));
        bc_put_text(&row, bc_layer_label(outfalls, found->outfall));
        bc_put_real(&row, found->distance_m / 1000, 3);
        bc_put_text(&row, bc_layer_text(outfalls, "stage", found->outfall));
        bc_put_text(&row, bc_layer_text(outfalls, "category", found->outfall));
        bc_put_text(&row,
                    bc_layer_text(outfalls, "responsible", found->outfall));
        bc_put_text(&row, bc_layer_text(outfalls, "basin", found->outfall));
        bc_put_text(&row,
                    bc_layer_text(outcome->sections, "name", found->section));
        bc_put_text(&row, bc_layer_text(outfalls, "name", found->outfall));
        bc_put_real(&row, bc_upstream_travel_h(outcome->upstream, found), 2);
        bc_put_end(&row, table);
    }
}

/* Of nothing there is no share. */
static void put_percent(struct bc_table_row *row, size_t k, size_t n)
{
    if (n)
        bc_put_decimal(row, bc_decimal_divide_half_up((bc_int128)k * 100, 0,
                                                      (int64_t)n, 4));
    else
        bc_put_cell(row);
}

void bc_table_stages(const struct bc_outcome *outcome, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"basin", false},
        {"group", false},
        {"n", true},
        {"unknown", true},
        {"stage_1", true},
        {"stage_2", true},
        {"stage_3", true},
        {"stage_4", true},
        {"stage_5", true},
        {"stage_6", true},
        {"stage_7", true},
        {"stage_8", true},
        {"remediated_percent", true},
        {"closed_percent", true},
        {"closed_of_remediated_percent", true},
        {"basin_name", false}};
    const struct bc_progress *progress = outcome->progress;
    struct bc_table_row row = {0};

    *table = BC_TABLE("outfall_stages", columns);
    for (size_t i = 0; progress && i < progress->n_stages; i++) {
        const struct bc_stage_count *count = &progress->stages[i];
        size_t remediated = bc_stage_reached(count, 6);

        bc_put_text(&row, count->scope);
        bc_put_text(&row, count->group);
        bc_put_count(&row, (int64_t)count->n);
        for (int stage = 0; stage <= BC_N_STAGES; stage++)
            bc_put_count(&row, (int64_t)count->stage[stage]);
        put_percent(&row, remediated, count->n);
        put_percent(&row, bc_stage_reached(count, 8), count->n);
        put_percent(&row, bc_stage_reached(count, 8), remediated);
        bc_put_text(&row, count->scope_name);
        bc_put_end(&row, table);
    }
}

void bc_table_statuses(const struct bc_outcome *outcome, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"basin", false},
        {"n", true},
        {"unknown", true},
        {"suspected", true},
        {"confirmed", true},
        {"unfounded", true},
        {"correcting", true},
        {"corrected", true},
        {"closed", true},
        {"closed_percent", true},
        {"closed_of_confirmed_percent", true},
        {"basin_name", false}};
    const struct bc_progress *progress = outcome->progress;
    struct bc_table_row row = {0};

    *table = BC_TABLE("suspect_status", columns);
    for (size_t i = 0; progress && i < progress->n_statuses; i++) {
        const struct bc_status_count *count = &progress->statuses[i];

        bc_put_text(&row, count->scope);
        bc_put_count(&row, (int64_t)count->n);
        for (int status = 0; status <= BC_N_STATUSES; status++)
            bc_put_count(&row, (int64_t)count->status[status]);
        put_percent(&row, bc_status_closed(count), count->n);
        put_percent(&row, bc_status_closed(count), bc_status_confirmed(count));
        bc_put_text(&row, count->scope_name);
        bc_put_end(&row, table);
    }
}
