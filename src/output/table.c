/* SPDX-License-Identifier: MIT */
#include "output/table.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "layer/role.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* One row in the making: cells are put in the order of the columns, a NUL
 * between them. */
#define MAX_COLUMNS 32
struct row {
    size_t n;
    size_t begins[MAX_COLUMNS];
    struct bc_text text;
};

/* Where a cell stands in the text of a table. */
struct place {
    size_t from, n;
};

/** Rows that were printed. */
struct bc_table_csv {
    struct bc_text text;
    struct row above; /* the last of them, and where its cells stand, each with
                         what ends it */
    struct place places[MAX_COLUMNS];
    struct bc_text spare; /* for the next */
};

void bc_table_clear(struct bc_table *table)
{
    bc_arena_clear(&table->texts);
    free(table->cells);
    if (table->csv) {
        bc_text_clear(&table->csv->text);
        bc_text_clear(&table->csv->above.text);
        bc_text_clear(&table->csv->spare);
    }
    free(table->csv);
    *table = (struct bc_table){0};
}

/* A copy, or what stands above when it is the same. */
static const char *keep_cell(struct bc_table *table, const char *text,
                             const char *above)
{
    if (above && strcmp(text, above) == 0)
        return above;
    return bc_arena_copy(&table->texts, text, strlen(text));
}

void bc_table_add_row(struct bc_table *table, const char *const *cells)
{
    size_t n = table->n_rows * table->n_columns;

    assert(!table->csv);
    table->cells = bc_reserve(table->cells, &table->room, n + table->n_columns,
                              sizeof *table->cells);
    for (size_t i = 0; i < table->n_columns; i++)
        table->cells[n + i] = keep_cell(
            table, cells[i] ? cells[i] : "",
            table->n_rows > 0 ? table->cells[n - table->n_columns + i] : NULL);
    table->n_rows++;
}

void bc_table_append(struct bc_table *table, struct bc_table *rows)
{
    size_t n = table->n_rows * table->n_columns;
    size_t n_more = rows->n_rows * rows->n_columns;

    assert(table->n_columns == rows->n_columns && !table->csv == !rows->csv);
    if (table->csv) {
        bc_text_add_bytes(&table->csv->text, rows->csv->text.data,
                          rows->csv->text.length);
        table->n_rows += rows->n_rows;
        bc_table_clear(rows);
        return;
    }
    table->cells = bc_reserve(table->cells, &table->room, n + n_more,
                              sizeof *table->cells);
    if (n_more > 0)
        memcpy(table->cells + n, rows->cells, n_more * sizeof *rows->cells);
    table->n_rows += rows->n_rows;
    bc_arena_take(&table->texts, &rows->texts);
    bc_table_clear(rows);
}

static void start(struct bc_table *table, const char *name,
                  const struct bc_table_column *columns, size_t n)
{
    *table = (struct bc_table){.name = name, .columns = columns};
    table->n_columns = n;
}

/* What is appended is the next cell. */
static struct bc_text *next_cell(struct row *row)
{
    assert(row->n < MAX_COLUMNS);
    if (row->n > 0)
        bc_text_add_bytes(&row->text, "", 1);
    row->begins[row->n++] = row->text.length;
    return &row->text;
}

static void put_text(struct row *row, const char *text)
{
    bc_text_add(next_cell(row), text);
}

static void put_count(struct row *row, int64_t value)
{
    char text[24];

    bc_decimal_print(bc_decimal_of(value, 0), text);
    put_text(row, text);
}

/* What zero or less stands for "none" of stays empty. */
static void put_positive(struct row *row, int64_t value)
{
    if (value > 0)
        put_count(row, value);
    else
        next_cell(row);
}

static void put_decimal(struct row *row, struct bc_decimal value)
{
    char text[24];

    bc_decimal_print(value, text);
    put_text(row, text);
}

static void put_short(struct row *row, struct bc_decimal value)
{
    char text[24];

    bc_decimal_print_short(value, text);
    put_text(row, text);
}

static void put_real(struct row *row, double value, int places)
{
    bc_text_add_real(next_cell(row), value, places);
}

static void put_day(struct row *row, bc_day day)
{
    char text[16];

    bc_day_print(day, text);
    put_text(row, text);
}

static size_t cell_length(const struct row *row, size_t i)
{
    return i + 1 < row->n ? row->begins[i + 1] - 1 - row->begins[i]
                          : row->text.length - row->begins[i];
}

static bool same_cell(const struct row *a, const struct row *b, size_t i)
{
    const size_t n = cell_length(a, i);

    return n == cell_length(b, i) &&
           memcmp(a->text.data + a->begins[i], b->text.data + b->begins[i],
                  n) == 0;
}

/* A cell that repeats the one above it, as the words of the method do, is
 * copied. */
static void print_row(struct row *row, struct bc_table_csv *csv)
{
    for (size_t i = 0; i < row->n; i++) {
        const size_t from = csv->text.length;
        struct place *place = &csv->places[i];

        if (csv->above.n > 0 && same_cell(row, &csv->above, i)) {
            bc_text_repeat(&csv->text, place->from, place->n);
        } else {
            bc_text_add_csv(&csv->text, row->text.data + row->begins[i]);
            bc_text_add(&csv->text, i + 1 < row->n ? "," : "\r\n");
        }
        *place = (struct place){from, csv->text.length - from};
    }
    csv->spare = csv->above.text;
    csv->spare.length = 0;
    csv->above = *row;
    *row = (struct row){.n = 0};
}

/* A row of a table that may be printed. */
static struct row begin_row(struct bc_table *table)
{
    struct row row = {.n = 0};

    if (table->csv) {
        row.text = table->csv->spare;
        table->csv->spare = (struct bc_text){0};
    }
    return row;
}

static void end_row(struct row *row, struct bc_table *table)
{
    const char *cells[MAX_COLUMNS], *text = bc_text_string(&row->text);

    assert(row->n == table->n_columns);
    if (table->csv) {
        print_row(row, table->csv);
        table->n_rows++;
        return;
    }
    for (size_t i = 0; i < row->n; i++)
        cells[i] = text + row->begins[i];
    bc_table_add_row(table, cells);
    bc_text_clear(&row->text);
    row->n = 0;
}

static void put_flags(struct row *row, unsigned flags)
{
    static const char *const names[] = {"interim", "on_the_line", "borderline",
                                        "at_risk", "overruled"};
    struct bc_text *cell = next_cell(row);
    const char *before = "";

    for (unsigned i = 0; i < COUNT(names); i++) {
        if (!(flags & 1U << i))
            continue;
        bc_text_printf(cell, "%s%s", before, names[i]);
        before = ";";
    }
}

static void put_reason(struct row *row, const struct bc_result *result)
{
    struct bc_text *cell = next_cell(row);
    const char *reason = bc_reason_text_en(result->reason);
    const char *detail = result->reason_detail;

    bc_text_add(cell, reason);
    if (!*detail)
        return;
    if (*reason)
        bc_text_printf(cell, " (%s)", detail);
    else
        bc_text_add(cell, detail);
}

/* The unfinished outfalls upstream of what keeps the result from being met. */
static void put_upstream(struct row *row, const struct bc_outcome *outcome,
                         const struct bc_target *target,
                         const struct bc_result *result)
{
    struct bc_text *cell = next_cell(row);
    struct bc_upstream_row *rows = NULL;
    size_t n = bc_upstream_of_result(outcome->upstream, outcome->sections,
                                     target, result, &rows);

    for (size_t i = 0; i < n; i++)
        bc_text_printf(cell, "%s%s", i ? ";" : "",
                       bc_layer_label(outcome->outfalls, rows[i].outfall));
    free(rows);
}

static void put_result(struct row *row, const struct bc_outcome *outcome,
                       const struct bc_result *result)
{
    const struct bc_target *target = &outcome->targets->target[result->target];

    put_text(row, target->id);
    put_text(row, result->basin);
    put_text(row, bc_verdict_name(result->verdict));
    if (result->counted) {
        put_count(row, result->k);
        put_count(row, result->n);
        put_count(row, result->n_unknown);
    } else {
        next_cell(row);
        next_cell(row);
        next_cell(row);
    }
    put_decimal(row, bc_decimal_round(result->value, 6));
    put_text(row, bc_op_name(target->op));
    put_text(row, target->value_text);
    put_text(row, target->unit);
    put_short(row, bc_decimal_round(result->shortfall, 6));
    if (result->shortfall_count >= 0)
        put_count(row, result->shortfall_count);
    else
        next_cell(row);
    put_text(row, result->worst);
    put_flags(row, result->flags);
    put_text(row, result->standing == BC_ASSESSED ? "assessed" : "indicative");
    put_reason(row, result);
    put_text(row, target->title);
    put_text(row, result->basin_name);
    put_text(row, target->layer);
    put_text(row, bc_measure_name(target->measure));
    put_text(row, result->period);
    put_day(row, result->as_of);
    put_day(row, target->due);
    put_text(row, target->document);
    put_text(row, target->clause);
    put_text(row, target->issuer);
    put_upstream(row, outcome, target, result);
    put_decimal(row, result->pace_expected);
    put_text(row, bc_pace_name(result->pace));
    put_text(row, result->overruled_by ? result->overruled_by->id : "");
}

void bc_table_results(const struct bc_outcome *outcome, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {{"target", false},
                                                     {"basin", false},
                                                     {"verdict", false},
                                                     {"k", true},
                                                     {"n", true},
                                                     {"n_unknown", true},
                                                     {"value", true},
                                                     {"op", false},
                                                     {"target_value", false},
                                                     {"unit", false},
                                                     {"shortfall", true},
                                                     {"shortfall_count", true},
                                                     {"worst", false},
                                                     {"flags", false},
                                                     {"standing", false},
                                                     {"reason", false},
                                                     {"title", false},
                                                     {"basin_name", false},
                                                     {"layer", false},
                                                     {"measure", false},
                                                     {"period", false},
                                                     {"as_of", false},
                                                     {"due", false},
                                                     {"document", false},
                                                     {"clause", false},
                                                     {"issuer", false},
                                                     {"upstream", false},
                                                     {"pace_expected", true},
                                                     {"pace", false},
                                                     {"overruled_by", false}};
    struct row row = {0};

    start(table, "results", columns, COUNT(columns));
    for (size_t i = 0; i < outcome->results->n; i++) {
        put_result(&row, outcome, &outcome->results->result[i]);
        end_row(&row, table);
    }
}

static void put_gap(struct row *row, const struct bc_gap *gap,
                    const struct bc_outcome *outcome)
{
    const struct bc_result *result = &outcome->results->result[gap->result];
    const struct bc_target *target = &outcome->targets->target[result->target];
    const struct bc_basis_row *feature = gap->feature;
    int next = gap->wanted_stage > gap->stage ? gap->stage + 1 : 0;

    put_text(row, target->id);
    put_text(row, result->basin);
    put_count(row, (int64_t)gap->rank);
    put_text(row, gap->needed ? "yes" : "no");
    put_text(row, target->layer);
    put_text(row, feature ? feature->code : "");
    put_text(row, feature ? feature->name : "");
    put_positive(row, gap->class_no);
    put_positive(row, gap->wanted_class);
    put_text(row, gap->item == BC_NO_ITEM ? "" : bc_item_symbol(gap->item));
    put_decimal(row, gap->now);
    put_decimal(row, gap->limit);
    put_decimal(row, gap->high);
    put_text(row, bc_direction_name(gap->direction));
    put_short(row, gap->change);
    put_decimal(row, gap->percent);
    put_text(row, gap->unit);
    put_positive(row, gap->n_left);
    if (gap->lost)
        put_text(row, "lost");
    else
        put_decimal(row, gap->remaining);
    put_text(row, gap->stage ? bc_stage_name(gap->stage) : "");
    put_text(row, next ? bc_stage_name(next) : "");
    put_text(row, gap->wanted_stage ? bc_stage_name(gap->wanted_stage) : "");
    put_text(row, gap->state);
    put_text(row, gap->wanted);
    put_text(row, gap->responsible);
}

void bc_table_changes(const struct bc_outcome *outcome, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"target", false},
        {"basin", false},
        {"rank", true},
        {"needed", false},
        {"layer", false},
        {"code", false},
        {"name", false},
        {"class_no", true},
        {"wanted_class", true},
        {"item", false},
        {"now", true},
        {"limit", true},
        {"limit_high", true},
        {"direction", false},
        {"must_change", true},
        {"must_change_percent", true},
        {"unit", false},
        {"months_left", true},
        {"months_left_may_average", false},
        {"stage", false},
        {"next_stage", false},
        {"wanted_stage", false},
        {"state", false},
        {"wanted", false},
        {"responsible", false}};
    struct row row = {0};

    start(table, "changes", columns, COUNT(columns));
    for (size_t i = 0; outcome->gaps && i < outcome->gaps->n; i++) {
        put_gap(&row, &outcome->gaps->gap[i], outcome);
        end_row(&row, table);
    }
}

static void put_state(struct row *row, const struct bc_result *result)
{
    put_text(row, bc_verdict_name(result->verdict));
    if (result->counted) {
        put_count(row, result->k);
        put_count(row, result->n);
    } else {
        next_cell(row);
        next_cell(row);
    }
    put_decimal(row, bc_decimal_round(result->value, 6));
    if (result->shortfall_count >= 0)
        put_count(row, result->shortfall_count);
    else
        next_cell(row);
}

static bool same_state(const struct bc_result *a, const struct bc_result *b)
{
    bool known = bc_decimal_known(a->value);

    return a->verdict == b->verdict && a->k == b->k && a->n == b->n &&
           known == bc_decimal_known(b->value) &&
           (!known || bc_decimal_compare(a->value, b->value) == 0);
}

/* The result of the same target in the same scope; NULL when the change took
 * the scope away. Results stand in one order. */
static const struct bc_result *find_same(const struct bc_results *results,
                                         const struct bc_result *wanted,
                                         size_t near)
{
    for (size_t i = 0; i < results->n; i++) {
        const struct bc_result *result =
            &results->result[(near + i) % results->n];

        if (result->target == wanted->target &&
            strcmp(result->basin, wanted->basin) == 0)
            return result;
    }
    return NULL;
}

void bc_table_what_if(const struct bc_outcome *outcome, bool changed_only,
                      struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"target", false},
        {"basin", false},
        {"changed", false},
        {"verdict", false},
        {"k", true},
        {"n", true},
        {"value", true},
        {"shortfall_count", true},
        {"verdict_after", false},
        {"k_after", true},
        {"n_after", true},
        {"value_after", true},
        {"shortfall_count_after", true},
        {"title", false}};
    struct row row = {0};

    start(table, "what_if", columns, COUNT(columns));
    for (size_t i = 0; outcome->what_if && i < outcome->results->n; i++) {
        const struct bc_result *before = &outcome->results->result[i];
        const struct bc_result *after = find_same(outcome->what_if, before, i);
        const struct bc_target *target =
            &outcome->targets->target[before->target];
        bool same = after && same_state(before, after);

        if (same && changed_only)
            continue;
        put_text(&row, target->id);
        put_text(&row, before->basin);
        put_text(&row, same ? "no" : "yes");
        put_state(&row, before);
        if (after)
            put_state(&row, after);
        else
            for (int c = 0; c < 5; c++)
                next_cell(&row);
        put_text(&row, target->title);
        end_row(&row, table);
    }
}

void bc_table_classes_start(struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},      {"period", false},
        {"type", false},         {"class_no", true},
        {"class", false},        {"items_assessed", true},
        {"items_missing", true}, {"main_pollutants", false},
        {"target_class", true},  {"meets_target", true},
        {"over_target", false},  {"class_tn", true},
        {"tli", true},           {"trophic_state", false},
        {"n_samples", true},     {"tli_parts", false},
        {"n_points", true},      {"method", false}};

    start(table, "classes", columns, COUNT(columns));
}

static const char *water_name(enum bc_water water)
{
    switch (water) {
    case BC_RIVER:
        return "river";
    case BC_LAKE:
        return "lake";
    case BC_RESERVOIR:
        return "reservoir";
    case BC_WATER_UNKNOWN:
        break;
    }
    return "";
}

void bc_table_classes_add(struct bc_table *table, const char *section,
                          const char *period,
                          const struct bc_judgement *judgement,
                          const char *method)
{
    struct row row = begin_row(table);

    put_text(&row, section);
    put_text(&row, period);
    put_text(&row, water_name(judgement->water));
    put_positive(&row, judgement->class_no);
    put_text(&row, bc_class_name(judgement->class_no));
    put_count(&row, (int64_t)judgement->n_assessed);
    put_count(&row, (int64_t)judgement->n_missing);
    bc_judgement_pollutants(judgement, false, next_cell(&row));
    put_positive(&row, judgement->target_class);
    if (judgement->meets_target >= 0)
        put_count(&row, judgement->meets_target);
    else
        next_cell(&row);
    bc_judgement_pollutants(judgement, true, next_cell(&row));
    put_positive(&row, judgement->class_tn);
    put_decimal(&row, judgement->tli);
    put_text(&row, judgement->trophic_state);
    put_count(&row, (int64_t)judgement->n_samples);
    bc_judgement_tli_parts(judgement, next_cell(&row));
    put_positive(&row, (int64_t)judgement->n_points);
    put_text(&row, method);
    end_row(&row, table);
}

/* Below the whole period, which they make up. */
static void add_months(const struct bc_outcome *outcome, const char *method,
                       struct bc_table *table)
{
    const struct bc_series *series = outcome->series;

    for (size_t month = 0; month < series->n_months; month++)
        for (size_t i = 0; i < series->n_sections; i++)
            bc_table_classes_add(table, bc_layer_label(outcome->sections, i),
                                 series->months[month].label,
                                 bc_series_judgement(series, i, month), method);
}

void bc_table_classes(const struct bc_outcome *outcome, struct bc_table *table)
{
    const struct bc_layer *sections = outcome->sections;
    struct bc_text method = {0};

    bc_table_classes_start(table);
    if (outcome->observations)
        bc_water_method_text(outcome->water_method, false, &method);
    else
        bc_text_add(&method, "断面表所列类别");
    for (size_t i = 0; i < sections->n_features; i++)
        bc_table_classes_add(table, bc_layer_label(sections, i),
                             outcome->period.label, &outcome->judgement[i],
                             bc_text_string(&method));
    if (outcome->series && outcome->series->n_months > 1)
        add_months(outcome, bc_text_string(&method), table);
    bc_text_clear(&method);
}

static void add_joined(const struct bc_outcome *outcome,
                       const struct bc_layer *points,
                       const struct bc_join *join, struct bc_table *table)
{
    struct row row = {0};

    if (!join)
        return;
    for (size_t i = 0; i < join->n; i++) {
        put_text(&row, points->role);
        put_text(&row, bc_layer_label(points, i));
        put_text(&row, join->basin[i] == BC_NO_ROW
                           ? NULL
                           : bc_layer_label(outcome->basins, join->basin[i]));
        put_text(&row, bc_join_method_name(join->method[i]));
        put_real(&row, join->distance_m[i], 3);
        put_text(&row, join->rivals[i]);
        end_row(&row, table);
    }
}

void bc_table_crosswalk(const struct bc_outcome *outcome,
                        struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"layer", false},  {"code", false},      {"basin", false},
        {"method", false}, {"distance_m", true}, {"rivals", false}};

    start(table, "crosswalk", columns, COUNT(columns));
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
    struct row row = {0};

    start(table, "overlaps", columns, COUNT(columns));
    for (size_t i = 0; overlay && i < overlay->n; i++) {
        put_text(&row, bc_layer_label(outcome->redlines, overlay->polygon[i]));
        put_text(&row, bc_layer_label(outcome->basins, overlay->basin[i]));
        put_real(&row, overlay->area_m2[i] / 1e6, 6);
        put_real(&row, overlay->share_of_basin[i], 8);
        end_row(&row, table);
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
    struct row row = {0};

    start(table, "upstream", columns, COUNT(columns));
    for (size_t i = 0; outcome->upstream && i < outcome->upstream->n; i++) {
        const struct bc_upstream_row *found = &outcome->upstream->row[i];

        put_text(&row, bc_layer_label(outcome->sections, found->section));
        put_text(&row, bc_layer_label(outfalls, found->outfall));
        put_real(&row, found->distance_m / 1000, 3);
        put_text(&row, bc_layer_text(outfalls, "stage", found->outfall));
        put_text(&row, bc_layer_text(outfalls, "category", found->outfall));
        put_text(&row, bc_layer_text(outfalls, "responsible", found->outfall));
        put_text(&row, bc_layer_text(outfalls, "basin", found->outfall));
        put_text(&row,
                 bc_layer_text(outcome->sections, "name", found->section));
        put_text(&row, bc_layer_text(outfalls, "name", found->outfall));
        put_real(&row, bc_upstream_travel_h(outcome->upstream, found), 2);
        end_row(&row, table);
    }
}

/* Of nothing there is no share. */
static void put_percent(struct row *row, size_t k, size_t n)
{
    if (n)
        put_decimal(row, bc_decimal_divide_half_up((bc_int128)k * 100, 0,
                                                   (int64_t)n, 4));
    else
        next_cell(row);
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
    struct row row = {0};

    start(table, "outfall_stages", columns, COUNT(columns));
    for (size_t i = 0; progress && i < progress->n_stages; i++) {
        const struct bc_stage_count *count = &progress->stages[i];
        size_t remediated = bc_stage_reached(count, 6);

        put_text(&row, count->scope);
        put_text(&row, count->group);
        put_count(&row, (int64_t)count->n);
        for (int stage = 0; stage <= BC_N_STAGES; stage++)
            put_count(&row, (int64_t)count->stage[stage]);
        put_percent(&row, remediated, count->n);
        put_percent(&row, bc_stage_reached(count, 8), count->n);
        put_percent(&row, bc_stage_reached(count, 8), remediated);
        put_text(&row, count->scope_name);
        end_row(&row, table);
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
    struct row row = {0};

    start(table, "suspect_status", columns, COUNT(columns));
    for (size_t i = 0; progress && i < progress->n_statuses; i++) {
        const struct bc_status_count *count = &progress->statuses[i];

        put_text(&row, count->scope);
        put_count(&row, (int64_t)count->n);
        for (int status = 0; status <= BC_N_STATUSES; status++)
            put_count(&row, (int64_t)count->status[status]);
        put_percent(&row, bc_status_closed(count), count->n);
        put_percent(&row, bc_status_closed(count), bc_status_confirmed(count));
        put_text(&row, count->scope_name);
        end_row(&row, table);
    }
}

void bc_table_findings(const struct bc_findings *findings,
                       struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"level", false}, {"code", false},    {"source", false},
        {"line", true},   {"feature", false}, {"field", false},
        {"value", false}, {"message", false}};
    struct row row = {0};

    start(table, "findings", columns, COUNT(columns));
    for (size_t i = 0; i < bc_findings_count(findings); i++) {
        const struct bc_finding *finding = bc_findings_get(findings, i);

        put_text(&row, bc_level_name(bc_finding_level(finding->code)));
        put_text(&row, bc_finding_name(finding->code));
        put_text(&row, finding->source);
        put_positive(&row, (int64_t)finding->line);
        put_text(&row, finding->feature);
        put_text(&row, finding->field);
        put_text(&row, finding->value);
        put_text(&row, finding->message);
        end_row(&row, table);
    }
}

/* A cell that repeats the one above it, as the words of the method do, is
 * copied. */
static void add_csv_cell(const struct bc_table *table, size_t i,
                         struct place *above, struct bc_text *out)
{
    const char *cell = table->cells[i];
    size_t from = out->length;

    if (i >= table->n_columns && cell == table->cells[i - table->n_columns])
        bc_text_repeat(out, above->from, above->n);
    else
        bc_text_add_csv(out, cell);
    *above = (struct place){from, out->length - from};
}

static void print_header(const struct bc_table *table, struct bc_text *out)
{
    bc_text_add(out, "\xEF\xBB\xBF");
    for (size_t c = 0; c < table->n_columns; c++)
        bc_text_printf(out, "%s%s", c ? "," : "", table->columns[c].name);
    bc_text_add(out, "\r\n");
}

void bc_table_print(struct bc_table *table, bool with_header)
{
    assert(table->n_rows == 0 && !table->csv);
    table->csv = bc_alloc(1, sizeof *table->csv);
    if (with_header)
        print_header(table, &table->csv->text);
}

const struct bc_text *bc_table_printed(const struct bc_table *table)
{
    return table->csv ? &table->csv->text : NULL;
}

void bc_table_csv(const struct bc_table *table, struct bc_text *out)
{
    struct place *above = bc_alloc(table->n_columns, sizeof *above);

    assert(!table->csv);
    print_header(table, out);
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        add_csv_cell(table, i, &above[i % table->n_columns], out);
        bc_text_add(out, (i + 1) % table->n_columns ? "," : "\r\n");
    }
    free(above);
}

void bc_table_json(const struct bc_table *table, struct bc_text *out)
{
    bc_text_add(out, "[");
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        size_t c = i % table->n_columns;
        const char *cell = table->cells[i];

        bc_text_add(out, c ? "," : i ? ",\n{" : "\n{");
        bc_text_add_json(out, table->columns[c].name);
        bc_text_add(out, ":");
        if (!*cell)
            bc_text_add(out, "null");
        else if (table->columns[c].number)
            bc_text_add(out, cell);
        else
            bc_text_add_json(out, cell);
        if (c + 1 == table->n_columns)
            bc_text_add(out, "}");
    }
    bc_text_add(out, table->n_rows ? "\n]\n" : "]\n");
}
