/* SPDX-License-Identifier: MIT */
#include "plan/derive.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "layer/order.h"
#include "layer/role.h"
#include "water/section.h"

const char *const bc_class_columns[BC_N_CLASS_COLUMNS] = {
    "class_no", "meets_target", "class_change", "deciding_change", "tli"};

static struct bc_decimal flag(bool value)
{
    return bc_decimal_of(value, 0);
}

/** Adds a column of decimals and gives it back for filling. */
static struct bc_decimal *add_decimals(struct bc_layer *layer, const char *name)
{
    size_t column = bc_layer_add_column(layer, name, BC_DECIMAL);

    layer->columns[column].derived = true;
    return layer->columns[column].decimal;
}

void bc_derive_basin(struct bc_layer *layer, const struct bc_layer *basins,
                     const struct bc_join *join)
{
    size_t column = bc_layer_add_column(layer, "basin", BC_TEXT);
    const char **cells = layer->columns[column].text;
    /* one copy for all points of a basin */
    const char **code = bc_alloc(basins->n_features, sizeof *code);

    layer->columns[column].derived = true;
    for (size_t i = 0; i < layer->n_features; i++) {
        const size_t basin = join->basin[i];

        if (basin == BC_NO_ROW)
            continue;
        if (!code[basin]) {
            bc_layer_set_text(layer, column, i,
                              bc_layer_text(basins, "code", basin));
            code[basin] = cells[i];
        }
        cells[i] = code[basin];
    }
    free(code);
    /* The column as read is reached by its header; `basin` is ours now. */
    for (size_t k = 0; k < layer->n_keys; k++)
        if (strcmp(layer->keys[k].key, "basin") == 0)
            layer->keys[k].column = column;
}

void bc_derive_inside(struct bc_layer *layer, const char *name,
                      const struct bc_cover *cover)
{
    struct bc_decimal *inside = add_decimals(layer, name);

    for (size_t i = 0; i < layer->n_features; i++)
        inside[i] = flag(cover->first[i + 1] > cover->first[i]);
}

const char *bc_zone_grade(const struct bc_layer *zones,
                          const struct bc_cover *cover, size_t row)
{
    static const char *const grades[] = {"一级", "二级", "准"};
    size_t best = 3;

    for (size_t i = cover->first[row]; i < cover->first[row + 1]; i++) {
        const char *grade = bc_layer_text(zones, "grade", cover->feature[i]);

        for (size_t g = 0; grade && g < best; g++)
            if (strcmp(grade, grades[g]) == 0)
                best = g;
    }
    return best < 3 ? grades[best] : NULL;
}

void bc_derive_zones(struct bc_layer *layer, const struct bc_layer *zones,
                     const struct bc_cover *cover)
{
    size_t column = bc_layer_add_column(layer, "in_zone", BC_TEXT);

    layer->columns[column].derived = true;
    for (size_t i = 0; i < layer->n_features; i++) {
        const char *grade = bc_zone_grade(zones, cover, i);

        bc_layer_set_text(layer, column, i, grade ? grade : BC_ZH("区外"));
    }
}

double bc_buffer_of(const struct bc_distances *buffers, double distance_m)
{
    if (distance_m == 0)
        return 0;
    for (size_t i = 0; i < buffers->n; i++)
        if (distance_m <= buffers->m[i])
            return buffers->m[i];
    return (double)NAN;
}

void bc_derive_near(struct bc_layer *layer, const struct bc_layer *redlines,
                    const struct bc_near *near,
                    const struct bc_distances *buffers)
{
    size_t column = bc_layer_add_column(layer, "redline_near", BC_TEXT);
    struct bc_decimal *distance = add_decimals(layer, "redline_distance_m");
    struct bc_decimal *buffer = add_decimals(layer, "redline_buffer_m");

    layer->columns[column].derived = true;
    for (size_t i = 0; i < layer->n_features; i++) {
        size_t best = near->first[i];

        if (best == near->first[i + 1])
            continue;
        for (size_t j = best + 1; j < near->first[i + 1]; j++)
            if (near->distance_m[j] < near->distance_m[best])
                best = j;
        bc_layer_set_text(layer, column, i,
                          bc_layer_text(redlines, "code", near->polygon[best]));
        distance[i] = bc_decimal_from_real(near->distance_m[best], 1);
        buffer[i] = bc_decimal_from_real(
            bc_buffer_of(buffers, near->distance_m[best]), 3);
    }
}

void bc_derive_waters(struct bc_layer *layer, const struct bc_near_water *near)
{
    size_t column = bc_layer_add_column(layer, "nearest_water", BC_TEXT);
    struct bc_decimal *metres = add_decimals(layer, "nearest_water_m");

    layer->columns[column].derived = true;
    for (size_t i = 0; i < layer->n_features; i++) {
        const struct bc_near_water *one = &near[i];
        const char *name;

        if (!one->layer)
            continue;
        name = bc_layer_text(one->layer, "name", one->row);
        if (!name || !*name)
            name = bc_layer_text(one->layer, "code", one->row);
        bc_layer_set_text(layer, column, i, name);
        metres[i] = bc_decimal_from_real(one->distance_m, 1);
    }
}

static const struct bc_met *first_section(const struct bc_walk *walk)
{
    for (size_t m = 0; m < walk->n_met; m++)
        if (walk->met[m].kind == BC_MARK_SECTION)
            return &walk->met[m];
    return NULL;
}

void bc_derive_next_section(struct bc_layer *layer, enum bc_mark_kind kind,
                            const struct bc_layer *sections,
                            const struct bc_network *network)
{
    const struct bc_walk_options options = {.max_m = INFINITY,
                                            .stops = 1u << BC_MARK_SECTION};
    size_t column = bc_layer_add_column(layer, "next_section", BC_TEXT);
    struct bc_decimal *km = add_decimals(layer, "next_section_km");

    layer->columns[column].derived = true;
    for (size_t i = 0; i < layer->n_features; i++) {
        const struct bc_mark *mark = bc_network_mark(network, kind, i);
        const struct bc_met *met;
        struct bc_walk walk = {0};

        if (!mark)
            continue;
        bc_network_walk(network, mark, &options, &walk);
        met = first_section(&walk);
        if (met) {
            bc_layer_set_text(layer, column, i,
                              bc_layer_text(sections, "code", met->row));
            km[i] = bc_decimal_from_real(met->distance_m / 1000, 3);
        }
        bc_walk_clear(&walk);
    }
}

static const char *const stage_dates[] = {
    NULL,           "date_surveyed", "date_monitored", "date_traced",
    "date_planned", "date_started",  "date_completed", "date_accepted",
    "date_closed"};
enum { N_STAGES = 8 };

static bc_day stage_date(const struct bc_layer *outfalls, size_t row, int rank,
                         struct bc_findings *findings)
{
    const char *text = bc_layer_text(outfalls, stage_dates[rank], row);
    bc_day day = BC_NO_DATE;

    if (text && !bc_day_parse(bc_slice_of(text), &day))
        bc_findings_addf(
            findings,
            (struct bc_finding){.code = BC_FOUND_BAD_DATE,
                                .source = outfalls->row_source[row],
                                .line = outfalls->row_line[row],
                                .feature = bc_layer_text(outfalls, "code", row),
                                .field = stage_dates[rank],
                                .value = text},
            BC_N("'%s' is no date; the stage counts as undated"), text);
    return day;
}

/** The stage reached by @p as_of, from the dates of the stages up to @p rank.
 */
static int stage_at(const struct bc_layer *outfalls, size_t row, int rank,
                    bc_day as_of, bool has_dates, struct bc_findings *findings)
{
    struct bc_finding finding = {
        .source = outfalls->row_source[row],
        .line = outfalls->row_line[row],
        .feature = bc_layer_text(outfalls, "code", row),
        .field = "stage",
        .value = bc_layer_text(outfalls, "stage", row)};
    bc_day last = BC_NO_DATE, own = BC_NO_DATE;
    int reached = 0;

    for (int i = 1; i <= rank; i++) {
        bc_day day = stage_date(outfalls, row, i, findings);
        own = day;
        if (day == BC_NO_DATE)
            continue;
        if (last != BC_NO_DATE && day < last) {
            finding.code = BC_FOUND_STAGE_DATES;
            finding.field = stage_dates[i];
            bc_findings_addf(findings, finding,
                             "this stage is dated before the one it follows");
        }
        last = day;
        if (day > as_of)
            return reached; /* it came after the day that is asked for */
        reached = i;
    }
    if (own == BC_NO_DATE && has_dates) {
        char text[16];
        bc_day_print(as_of, text);
        finding.code = BC_FOUND_STAGE_AFTER_PERIOD;
        finding.field = "stage";
        bc_findings_addf(findings, finding,
                         "the stage has no date, so it may be later than %s; "
                         "it was taken as reached",
                         text);
    }
    return rank;
}

static bool any_stage_date(const struct bc_layer *outfalls)
{
    for (int i = 1; i <= N_STAGES; i++)
        if (bc_layer_find(outfalls, stage_dates[i]) != BC_NO_COLUMN)
            return true;
    return false;
}

/** An empty cell; a word that nobody knows was told when it was read. */
static void tell_no_stage(const struct bc_layer *outfalls, size_t row,
                          struct bc_findings *findings)
{
    size_t column = bc_layer_find(outfalls, "stage");

    if (column == BC_NO_COLUMN || bc_layer_is_doubtful(outfalls, column, row))
        return;
    bc_findings_add(
        findings, &(struct bc_finding){
                      .code = BC_FOUND_NO_STAGE,
                      .source = outfalls->row_source[row],
                      .line = outfalls->row_line[row],
                      .feature = bc_layer_label(outfalls, row),
                      .field = "stage",
                      .message = BC_N("the outfall has no stage; targets that "
                                      "ask for one cannot count it")});
}

void bc_derive_stages(struct bc_layer *outfalls, bc_day as_of,
                      bool exclude_no_action, struct bc_findings *findings)
{
    static const struct {
        const char *name;
        int rank;
    } shares[] = {
        {"traced", 3}, {"remediated", 6}, {"accepted", 7}, {"closed", 8}};
    const bool has_dates = any_stage_date(outfalls);
    size_t column = bc_layer_add_column(outfalls, "stage_no", BC_DECIMAL);

    outfalls->columns[column].derived = true;
    if (!has_dates && outfalls->n_features)
        bc_findings_add(
            findings, &(struct bc_finding){
                          .code = BC_FOUND_STAGE_AFTER_PERIOD,
                          .source = outfalls->source,
                          .message = BC_N("the layer has no stage dates; every "
                                          "stage was taken as reached")});
    for (size_t i = 0; i < outfalls->n_features; i++) {
        const char *stage = bc_layer_text(outfalls, "stage", i);
        int rank = stage ? bc_stage_rank(stage) : 0;

        if (!stage)
            tell_no_stage(outfalls, i, findings);
        if (!rank || (exclude_no_action && strcmp(stage, "无需整治") == 0))
            continue;
        if (strcmp(stage, bc_stage_name(rank)) == 0)
            rank = stage_at(outfalls, i, rank, as_of, has_dates, findings);
        outfalls->columns[column].decimal[i] = bc_decimal_of(rank, 0);
    }
    for (size_t s = 0; s < sizeof shares / sizeof *shares; s++) {
        struct bc_decimal *done = add_decimals(outfalls, shares[s].name);
        const struct bc_decimal *stage = bc_layer_decimal(outfalls, "stage_no");
        for (size_t i = 0; i < outfalls->n_features; i++)
            if (bc_decimal_known(stage[i]))
                done[i] = flag(stage[i].units >= shares[s].rank);
    }
}

void bc_derive_classes(struct bc_layer *sections,
                       const struct bc_judgement *now,
                       const struct bc_judgement *before)
{
    for (size_t i = 0; i < BC_N_CLASS_COLUMNS; i++)
        add_decimals(sections, bc_class_columns[i]);
    bc_derive_classes_again(sections, now, before);
}

void bc_derive_classes_again(struct bc_layer *sections,
                             const struct bc_judgement *now,
                             const struct bc_judgement *before)
{
    struct bc_decimal *class_no = bc_layer_decimal(sections, "class_no");
    struct bc_decimal *meets = bc_layer_decimal(sections, "meets_target");
    struct bc_decimal *change = bc_layer_decimal(sections, "class_change");
    struct bc_decimal *deciding = bc_layer_decimal(sections, "deciding_change");
    struct bc_decimal *tli = bc_layer_decimal(sections, "tli");

    for (size_t i = 0; i < sections->n_features; i++) {
        const struct bc_judgement *then = before ? &before[i] : NULL;

        class_no[i] =
            now[i].class_no ? bc_decimal_of(now[i].class_no, 0) : BC_MISSING;
        meets[i] =
            now[i].meets_target >= 0 ? flag(now[i].meets_target) : BC_MISSING;
        change[i] = now[i].class_no && then && then->class_no
                        ? bc_decimal_of(now[i].class_no - then->class_no, 0)
                        : BC_MISSING;
        deciding[i] = then ? bc_deciding_change(&now[i], then) : BC_MISSING;
        tli[i] = now[i].tli;
    }
}

static void set_reason(struct bc_layer *sections, size_t column, size_t row,
                       const struct bc_risk_row *risk, bool chinese)
{
    struct bc_text words = {0};

    bc_risk_text(risk, chinese, &words);
    if (words.length > 0)
        bc_layer_set_text(sections, column, row, bc_text_string(&words));
    bc_text_clear(&words);
}

void bc_derive_risk(struct bc_layer *sections,
                    const struct bc_risk_input *input)
{
    size_t reason = bc_layer_add_column(sections, "risk_reason", BC_TEXT);
    size_t reason_en = bc_layer_add_column(sections, "risk_reason_en", BC_TEXT);
    struct bc_decimal *risk = add_decimals(sections, "risk");

    sections->columns[reason].derived = true;
    sections->columns[reason_en].derived = true;
    for (size_t i = 0; i < sections->n_features; i++) {
        struct bc_risk_row row;

        if (bc_section_is_dry(sections, i))
            continue;
        row = bc_risk_of_section(input, i);
        if (row.risk == BC_RISK_UNKNOWN)
            continue;
        risk[i] = flag(row.risk >= BC_RISK_REBOUND);
        if (row.risk < BC_RISK_REBOUND)
            continue;
        set_reason(sections, reason, i, &row, true);
        set_reason(sections, reason_en, i, &row, false);
    }
}

void bc_derive_intensity(struct bc_layer *sections,
                         const struct bc_flood *flood,
                         const struct bc_period *period)
{
    struct bc_decimal *intensity = add_decimals(sections, "intensity");

    for (size_t i = 0; i < sections->n_features; i++) {
        struct bc_flood_row row;

        if (bc_section_is_dry(sections, i))
            continue;
        bc_flood_assess(flood, i, period, &row);
        intensity[i] = row.intensity;
    }
}

struct code_row {
    const char *code;
    size_t row;
};

static int by_code(const void *a, const void *b)
{
    const struct code_row *left = a, *right = b;
    int order = bc_order_texts(left->code, right->code);

    return bc_order_then_rows(order, left->row, right->row);
}

static bool are_sorted(const struct code_row *rows, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (by_code(&rows[i - 1], &rows[i]) > 0)
            return false;
    return true;
}

/** Whether each row has a code behind that of the row before, as rows in their
 * order have it: then none is there twice. */
static bool codes_ascend(const struct bc_layer *layer)
{
    const size_t column = bc_layer_find(layer, "code");

    return column != BC_NO_COLUMN && layer->columns[column].text &&
           bc_order_ascends(layer->columns[column].text, layer->n_features);
}

/** What speaks for a row among those of its code. */
struct weight {
    int rank; /* of an outfall's stage */
    size_t n_filled;
};

static struct weight weigh(const struct bc_layer *layer, size_t row)
{
    const bool outfall = strcmp(layer->role, "outfalls") == 0;
    const char *stage = outfall ? bc_layer_text(layer, "stage", row) : NULL;
    struct weight weight = {stage ? bc_stage_rank(stage) : 0, 0};

    for (size_t i = 0; i < layer->n_columns; i++)
        weight.n_filled +=
            layer->columns[i].text && layer->columns[i].text[row];
    return weight;
}

/** @return above 0: @p a counts, whichever comes first */
static int compare_weights(struct weight a, struct weight b)
{
    if (a.rank != b.rank)
        return a.rank > b.rank ? 1 : -1;
    return (a.n_filled > b.n_filled) - (a.n_filled < b.n_filled);
}

/** Says of a row that another one of its code counts, and why that one. */
static void report_repeat(const struct bc_layer *layer, size_t row,
                          size_t counts, struct bc_findings *findings)
{
    const struct weight lost = weigh(layer, row), won = weigh(layer, counts);
    const struct bc_finding finding = {.code = BC_FOUND_DUPLICATE_CODE,
                                       .source = layer->row_source[row],
                                       .line = layer->row_line[row],
                                       .feature =
                                           bc_layer_text(layer, "code", row),
                                       .field = "code"};
    const char *why =
        won.rank > lost.rank
            ? BC_N("the code stands at line %zu too; this row was left out, "
                   "the one with the higher stage counts")
        : won.n_filled > lost.n_filled
            ? BC_N("the code stands at line %zu too; this row was left out, "
                   "the one with more filled cells counts")
            : BC_N("the code stands at line %zu too; this row was left out, "
                   "the one whose cells come first in order counts");

    bc_findings_addf(findings, finding, why, layer->row_line[counts]);
}

/** Of @p n rows of one code the heaviest stays, of equals the first. */
static void keep_one(const struct bc_layer *layer, const struct code_row *rows,
                     size_t n, bool *keep, struct bc_findings *findings)
{
    size_t best = 0;

    for (size_t i = 1; i < n; i++)
        if (compare_weights(weigh(layer, rows[i].row),
                            weigh(layer, rows[best].row)) > 0)
            best = i;
    for (size_t i = 0; i < n; i++)
        if (i != best) {
            keep[rows[i].row] = false;
            report_repeat(layer, rows[i].row, rows[best].row, findings);
        }
}

size_t bc_distinct_codes(struct bc_layer *layer, struct bc_findings *findings)
{
    struct code_row *rows;
    bool *keep;
    size_t n = 0, left_out = 0;

    if (codes_ascend(layer))
        return 0;
    rows = bc_alloc(layer->n_features + 1, sizeof *rows);
    keep = bc_alloc(layer->n_features + 1, sizeof *keep);
    for (size_t i = 0; i < layer->n_features; i++) {
        const char *code = bc_layer_text(layer, "code", i);

        keep[i] = true;
        if (code)
            rows[n++] = (struct code_row){code, i};
    }
    if (!are_sorted(rows, n)) /* as tables mostly are */
        qsort(rows, n, sizeof *rows, by_code);
    for (size_t first = 0, end; first < n; first = end) {
        for (end = first + 1;
             end < n && strcmp(rows[end].code, rows[first].code) == 0;)
            end++;
        if (end - first > 1)
            keep_one(layer, rows + first, end - first, keep, findings);
        left_out += end - first - 1;
    }
    if (left_out)
        bc_layer_keep(layer, keep);
    free(keep);
    free(rows);
    return left_out;
}
