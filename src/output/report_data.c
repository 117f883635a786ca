/* SPDX-License-Identifier: MIT */
#include "output/report_data.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "layer/order.h"
#include "layer/role.h"

#define LONG 40     /* basins */
#define CROWDED 120 /* outfalls in one basin */

bool bc_is_crowded(const struct bc_basin_data *basin)
{
    return basin->n_outfalls > CROWDED;
}

enum bc_subject bc_subject_of(const struct bc_target *target)
{
    static const struct {
        const char *layer;
        enum bc_subject subject;
    } layers[] = {
        {"sections", BC_SUBJECT_WATER},    {"waters", BC_SUBJECT_WATER},
        {"lakes", BC_SUBJECT_WATER},       {"outfalls", BC_SUBJECT_OUTFALLS},
        {"redlines", BC_SUBJECT_REDLINES}, {"suspects", BC_SUBJECT_REDLINES},
        {"sources", BC_SUBJECT_SOURCES},   {"zones", BC_SUBJECT_SOURCES}};

    for (size_t i = 0; i < sizeof(layers) / sizeof(*layers); i++)
        if (strcmp(target->layer, layers[i].layer) == 0)
            return layers[i].subject;
    return BC_SUBJECT_OTHER;
}

const char *bc_subject_name(enum bc_subject subject)
{
    static const char *const names[] = {BC_ZH("水质"), BC_ZH("入河排污口"),
                                        BC_ZH("生态保护红线"),
                                        BC_ZH("饮用水水源"), BC_ZH("其他")};

    return bc_in_report(names[subject]);
}

/* Cells. */

const char *bc_row_text(const struct bc_layer *layer, const char *key,
                        size_t row)
{
    const char *text = bc_layer_text(layer, key, row);

    return text ? text : "";
}

const char *bc_row_code(const struct bc_layer *layer, size_t row)
{
    return bc_row_text(layer, "code", row);
}

const char *bc_row_name(const struct bc_layer *layer, size_t row)
{
    const char *name = bc_row_text(layer, "name", row);

    return *name ? name : bc_row_code(layer, row);
}

int bc_outfall_stage(const struct bc_layer *outfalls, size_t row)
{
    const struct bc_decimal *stage = bc_layer_decimal(outfalls, "stage_no");

    return bc_decimal_known(stage[row]) ? (int)bc_decimal_real(stage[row]) : 0;
}

const char bc_outfall_no_group[] = BC_ZH("未分类");

const char *bc_outfall_group(const struct bc_layer *outfalls, size_t row)
{
    const char *group = bc_row_text(outfalls, "group", row);

    return *group ? group : bc_outfall_no_group;
}

bool bc_is_covered(const struct bc_cover *cover, size_t row)
{
    return cover && cover->first[row + 1] > cover->first[row];
}

bool bc_is_covered_by(const struct bc_cover *cover, size_t row, size_t feature)
{
    for (size_t i = cover->first[row]; i < cover->first[row + 1]; i++)
        if (cover->feature[i] == feature)
            return true;
    return false;
}

bool bc_is_farther_over(const struct bc_judgement *judgement, int item,
                        int than)
{
    struct bc_decimal over = judgement->item[item].over_iii, other;

    if (than == BC_NO_ITEM)
        return true;
    other = judgement->item[than].over_iii;
    return bc_decimal_known(over) &&
           (!bc_decimal_known(other) || bc_decimal_compare(over, other) > 0);
}

/* The order of the numbers. */

static int group_rank(const char *group)
{
    static const char *const order[] = {"长江", "重点支流", "重点湖泊", "河流",
                                        "湖泊"};
    int n = sizeof(order) / sizeof(*order);

    for (int i = 0; i < n; i++)
        if (strcmp(group, order[i]) == 0)
            return i;
    return n;
}

struct entry {
    size_t row;
    int first, second; /* lower is earlier, before the code */
    const char *third; /* tells unknown groups apart */
    const char *code;
};

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int by_text;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->second != b->second)
        return a->second < b->second ? -1 : 1;
    by_text = strcmp(a->third, b->third);
    if (!by_text)
        by_text = strcmp(a->code, b->code);
    return bc_order_then_rows(by_text, a->row, b->row);
}

static struct entry outfall_entry(const struct bc_layer *outfalls, size_t row)
{
    const char *group = bc_outfall_group(outfalls, row);
    int stage = bc_outfall_stage(outfalls, row);
    int rank = group_rank(group);
    struct entry entry = {row, rank, stage, group, bc_row_code(outfalls, row)};

    if (stage >= 6) { /* what is done comes after all groups, by stage */
        entry.first = 100 + stage;
        entry.second = rank;
    }
    return entry;
}

static struct entry plain_entry(const struct bc_layer *layer, size_t row)
{
    return (struct entry){row, 0, 0, "", bc_row_code(layer, row)};
}

/** The rows of a point layer that lie in a basin, in the order of the numbers.
 * @return how many */
static size_t gather(const struct bc_layer *layer, const struct bc_join *join,
                     size_t basin,
                     struct entry (*entry_of)(const struct bc_layer *, size_t),
                     size_t **rows)
{
    size_t n = 0;

    *rows = NULL;
    if (!join)
        return 0;
    for (size_t i = 0; i < join->n; i++)
        n += join->basin[i] == basin;
    if (n == 0)
        return 0;
    struct entry *entries = bc_alloc(n, sizeof(*entries));
    size_t filled = 0;

    for (size_t i = 0; i < join->n; i++)
        if (join->basin[i] == basin)
            entries[filled++] = entry_of(layer, i);
    qsort(entries, n, sizeof(*entries), compare_entries);
    *rows = bc_alloc(n, sizeof(**rows));
    for (size_t i = 0; i < n; i++)
        (*rows)[i] = entries[i].row;
    free(entries);
    return n;
}

static size_t gather_pieces(const struct bc_overlay *overlay, size_t basin,
                            size_t **pieces)
{
    size_t n = 0;

    *pieces = NULL;
    for (size_t i = 0; overlay && i < overlay->n; i++)
        n += overlay->basin[i] == basin;
    if (n == 0)
        return 0;
    *pieces = bc_alloc(n, sizeof(**pieces));
    n = 0;
    for (size_t i = 0; i < overlay->n; i++)
        if (overlay->basin[i] == basin)
            (*pieces)[n++] = i;
    return n;
}

int bc_wanted_class(const struct bc_judgement *judgement)
{
    return judgement->target_class ? judgement->target_class : 3;
}

bool bc_needs_change(const struct bc_judgement *judgement)
{
    return judgement->class_no > bc_wanted_class(judgement);
}

/** 6 to 1: worse than wanted, by class; 0: has no data; -1: nothing to do. */
static int urgency(const struct bc_judgement *judgement)
{
    if (judgement->class_no == 0)
        return 0;
    return bc_needs_change(judgement) ? judgement->class_no : -1;
}

/** The most urgent sections, at most @p room, by code among equals. */
static void choose_listed(const struct bc_outcome *outcome, size_t room,
                          struct bc_basin_data *data)
{
    data->listed = bc_alloc(data->n_sections, sizeof(*data->listed));
    for (int rank = 6; rank >= -1; rank--)
        for (size_t i = 0; i < data->n_sections && data->n_listed < room; i++)
            if (urgency(&outcome->judgement[data->section[i]]) == rank) {
                data->listed[i] = true;
                data->n_listed++;
            }
}

static void gather_basin(const struct bc_outcome *outcome, size_t basin,
                         struct bc_basin_data *data)
{
    data->basin = basin;
    data->code = bc_row_code(outcome->basins, basin);
    data->name = bc_row_name(outcome->basins, basin);
    data->n_sections = gather(outcome->sections, outcome->section_join, basin,
                              plain_entry, &data->section);
    data->n_outfalls = gather(outcome->outfalls, outcome->outfall_join, basin,
                              outfall_entry, &data->outfall);
    while (data->n_open < data->n_outfalls &&
           bc_outfall_stage(outcome->outfalls, data->outfall[data->n_open]) < 6)
        data->n_open++;
    data->n_suspects = gather(outcome->suspects, outcome->suspect_join, basin,
                              plain_entry, &data->suspect);
    data->n_pieces = gather_pieces(outcome->overlay, basin, &data->piece);
}

/* Which targets are shown where. */

/** Reasons that no basin could change: the layer is not in the project. */
static bool is_out_of_reach(const struct bc_result *result)
{
    if (result->verdict == BC_NO_VALUE)
        return true;
    return (result->verdict == BC_CANNOT_JUDGE ||
            result->verdict == BC_ONLY_COUNTED) &&
           (result->reason == BC_REASON_NO_LAYER ||
            result->reason == BC_REASON_NO_REGION ||
            result->reason == BC_REASON_NO_SCOPE ||
            result->reason == BC_REASON_NO_COLUMN);
}

static void decide_showing(struct bc_report_data *data)
{
    const struct bc_outcome *outcome = data->outcome;
    const struct bc_results *results = outcome->results;
    size_t n = outcome->targets->n;

    data->showing = bc_alloc(n, sizeof(*data->showing));
    for (size_t t = 0; t < n; t++)
        data->showing[t] =
            outcome->targets->target[t].report ? BC_IN_FOLD : BC_NOT_SHOWN;
    for (size_t i = 0; i < results->n; i++) {
        const struct bc_result *result = &results->result[i];
        enum bc_showing *showing = &data->showing[result->target];

        if (*showing == BC_NOT_SHOWN || is_out_of_reach(result))
            continue;
        if (result->is_basin || result->is_all)
            *showing = BC_IN_MATRIX;
        else if (*showing == BC_IN_FOLD && result->verdict != BC_CANNOT_JUDGE)
            *showing = BC_IN_LIST;
    }
    for (size_t i = 0; i < results->n; i++)
        data->has_all |=
            results->result[i].is_all &&
            data->showing[results->result[i].target] == BC_IN_MATRIX;
}

static void index_results(struct bc_report_data *data)
{
    const struct bc_results *results = data->outcome->results;

    data->first = bc_alloc(data->outcome->targets->n, sizeof(*data->first));
    data->end = bc_alloc(data->outcome->targets->n, sizeof(*data->end));
    for (size_t i = 0; i < results->n; i++) {
        size_t target = results->result[i].target;

        if (data->end[target] == 0)
            data->first[target] = i;
        data->end[target] = i + 1;
    }
}

void bc_report_data_init(struct bc_report_data *data,
                         const struct bc_outcome *outcome)
{
    *data = (struct bc_report_data){.outcome = outcome};
    data->n_basins = outcome->basins->n_features;
    data->basin = bc_alloc(data->n_basins, sizeof(*data->basin));
    data->is_long = data->n_basins > LONG;
    for (size_t i = 0; i < data->n_basins; i++) {
        gather_basin(outcome, i, &data->basin[i]);
        choose_listed(outcome, data->is_long ? BC_BRIEF_ROWS : SIZE_MAX,
                      &data->basin[i]);
    }
    decide_showing(data);
    index_results(data);
}

static size_t all_rows(const struct bc_layer *layer, size_t **rows)
{
    size_t n = layer ? layer->n_features : 0;

    *rows = bc_alloc(n, sizeof(**rows));
    for (size_t i = 0; i < n; i++)
        (*rows)[i] = i;
    return n;
}

void bc_basin_data_whole(const struct bc_outcome *outcome,
                         struct bc_basin_data *whole)
{
    *whole = (struct bc_basin_data){
        .basin = BC_NO_ROW, .code = "", .name = bc_in_report("全部流域")};
    whole->n_sections = all_rows(outcome->sections, &whole->section);
    whole->n_outfalls = all_rows(outcome->outfalls, &whole->outfall);
    whole->n_suspects = all_rows(outcome->suspects, &whole->suspect);
}

void bc_basin_data_clear(struct bc_basin_data *basin)
{
    free(basin->section);
    free(basin->listed);
    free(basin->outfall);
    free(basin->suspect);
    free(basin->piece);
    *basin = (struct bc_basin_data){0};
}

void bc_report_data_clear(struct bc_report_data *data)
{
    for (size_t i = 0; i < data->n_basins; i++)
        bc_basin_data_clear(&data->basin[i]);
    free(data->basin);
    free(data->showing);
    free(data->first);
    free(data->end);
    *data = (struct bc_report_data){0};
}

const struct bc_result *bc_report_result(const struct bc_report_data *data,
                                         size_t target, const char *code)
{
    const struct bc_results *results = data->outcome->results;

    for (size_t i = data->first[target]; i < data->end[target]; i++) {
        const struct bc_result *result = &results->result[i];

        assert(result->target == target);
        if (code ? result->is_basin && strcmp(result->basin, code) == 0
                 : result->is_all)
            return result;
    }
    return NULL;
}
