/* SPDX-License-Identifier: MIT */
#include "cli/classify_tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "water/change.h"
#include "water/rating.h"
#include "water/remaining.h"
#include "water/risk.h"
#include "water/trend.h"

/* Cells of a row are made one after the other. */
struct cells {
    char *cell[16];
    size_t n;
};

static void add_text(struct cells *cells, const char *text)
{
    cells->cell[cells->n++] = bc_copy(text ? text : "");
}

static void add_count(struct cells *cells, size_t count)
{
    char text[24];

    snprintf(text, sizeof text, "%zu", count);
    add_text(cells, text);
}

static void add_decimal(struct cells *cells, struct bc_decimal value)
{
    char text[24];

    bc_decimal_print(value, text);
    add_text(cells, text);
}

static void add_class(struct cells *cells, int class_no)
{
    if (class_no)
        add_count(cells, (size_t)class_no);
    else
        add_text(cells, "");
}

static void add_taken(struct cells *cells, struct bc_text *text)
{
    add_text(cells, bc_text_string(text));
    bc_text_clear(text);
}

static void end_row(struct cells *cells, struct bc_table *table)
{
    bc_table_add_row(table, (const char *const *)cells->cell);
    for (size_t i = 0; i < cells->n; i++)
        free(cells->cell[i]);
    cells->n = 0;
}

static size_t n_sections(const struct bc_classified *classified)
{
    return classified->sections
               ? classified->sections->n_features
               : bc_observations_n_sections(classified->observations);
}

static const char *section_code(const struct bc_classified *classified,
                                size_t section)
{
    return classified->sections
               ? bc_layer_text(classified->sections, "code", section)
               : bc_observations_section(classified->observations, section);
}

/** The judgements of all sections over a period; the caller frees them. */
static struct bc_judgement *judge(const struct bc_classified *classified,
                                  const struct bc_period *period,
                                  struct bc_findings *findings)
{
    size_t n = n_sections(classified);
    struct bc_judgement *judgement = bc_alloc(n + 1, sizeof *judgement);

    for (size_t i = 0; i < n; i++)
        bc_assess_section(classified->observations, classified->method,
                          classified->sections, i, period, findings,
                          &judgement[i]);
    return judgement;
}

/** Both periods as the comparison wants them. */
struct comparison {
    struct bc_change_rule rule;
    struct bc_judgement *now, *before;
    struct bc_change_input input;
};

static void compare(const struct bc_classified *classified,
                    struct comparison *comparison)
{
    comparison->rule = bc_change_rule_default();
    comparison->now =
        judge(classified, &classified->period, classified->findings);
    comparison->before = judge(classified, &classified->before, NULL);
    comparison->input =
        (struct bc_change_input){.rule = &comparison->rule,
                                 .before = comparison->before,
                                 .now = comparison->now,
                                 .before_period = &classified->before,
                                 .now_period = &classified->period,
                                 .method = classified->method,
                                 .observations = classified->observations};
}

static void comparison_clear(struct comparison *comparison)
{
    free(comparison->now);
    free(comparison->before);
}

/* Rating ------------------------------------------------------------------- */

static void add_pollutants(struct cells *cells,
                           const struct bc_basin_rating *rating)
{
    struct bc_text text = {0};

    for (int i = 0; i < 3 && rating->main_pollutant[i] != BC_NO_ITEM; i++) {
        bc_text_printf(&text, "%s%s", i ? ";" : "",
                       bc_item_name_zh(rating->main_pollutant[i]));
        if (rating->n_over[i])
            bc_text_printf(&text, "(%zu/%zu)", rating->n_over[i], rating->n);
    }
    add_taken(cells, &text);
}

static void add_share(struct cells *cells, size_t k, size_t n)
{
    add_decimal(cells, n ? bc_decimal_divide_half_up((bc_int128)k * 100, 0,
                                                     (int64_t)n, 1)
                         : BC_MISSING);
}

static void rate_group(const struct bc_classified *classified,
                       const struct comparison *comparison, const char *name,
                       const size_t *rows, size_t n, struct bc_table *table)
{
    struct bc_basin_rating now, before;
    struct bc_change_row change;
    struct cells cells = {.n = 0};
    struct bc_text unlike = {0};

    bc_rating_basin(classified->observations, classified->method,
                    classified->sections, comparison->now, rows, n,
                    &classified->period, &now);
    bc_rating_basin(classified->observations, classified->method,
                    classified->sections, comparison->before, rows, n,
                    &classified->before, &before);
    bc_change_basin(&comparison->input, rows, n, &before, &now, false, &change);
    add_text(&cells, name);
    add_text(&cells, classified->period.label);
    add_count(&cells, now.n);
    add_count(&cells, now.n_good);
    add_count(&cells, now.n_worse);
    add_share(&cells, now.n_good, now.n);
    add_share(&cells, now.n_worse, now.n);
    add_text(&cells, bc_rating_name(now.rating));
    add_text(&cells, now.rating ? (now.by_shares ? "shares" : "means") : "");
    add_pollutants(&cells, &now);
    add_text(&cells, classified->before.label);
    add_text(&cells, bc_rating_name(before.rating));
    add_text(&cells, bc_change_name(change.change));
    add_decimal(&cells, change.x);
    bc_unlike_text(change.unlike, true, &unlike);
    add_taken(&cells, &unlike);
    end_row(&cells, table);
}

void bc_classify_rating(const struct bc_classified *classified,
                        struct bc_table *table)
{
    static const struct bc_table_column columns[] = {{"basin", false},
                                                     {"period", false},
                                                     {"n_sections", true},
                                                     {"n_good", true},
                                                     {"n_worse_than_v", true},
                                                     {"good_percent", true},
                                                     {"worse_percent", true},
                                                     {"rating", false},
                                                     {"by", false},
                                                     {"main_pollutants", false},
                                                     {"before", false},
                                                     {"rating_before", false},
                                                     {"change", false},
                                                     {"x", true},
                                                     {"not_compared", false}};
    const struct bc_layer *sections = classified->sections;
    size_t n = n_sections(classified), n_rows = 0;
    size_t *rows = bc_alloc(n + 1, sizeof *rows);
    bool *done = bc_alloc(n + 1, sizeof *done);
    struct comparison comparison;

    *table = (struct bc_table){.name = "rating",
                               .n_columns = sizeof columns / sizeof *columns,
                               .columns = columns};
    compare(classified, &comparison);
    for (size_t i = 0; sections && i < n; i++) {
        const char *basin = bc_layer_text(sections, "basin", i);
        n_rows = 0;
        for (size_t j = i; basin && !done[i] && j < n; j++) {
            const char *own = bc_layer_text(sections, "basin", j);
            if (own && strcmp(own, basin) == 0)
                rows[n_rows++] = j;
        }
        for (size_t j = 0; j < n_rows; j++)
            done[rows[j]] = true;
        if (n_rows)
            rate_group(classified, &comparison, basin, rows, n_rows, table);
    }
    for (n_rows = 0; n_rows < n; n_rows++)
        rows[n_rows] = n_rows;
    rate_group(classified, &comparison, "all", rows, n_rows, table);
    comparison_clear(&comparison);
    free(done);
    free(rows);
}

/* Change ---------------------------------------------------------------------
 */

void bc_classify_change(const struct bc_classified *classified,
                        struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},     {"period", false},  {"before", false},
        {"class_before", true}, {"class_no", true}, {"change", false},
        {"not_compared", false}};
    size_t n = n_sections(classified);
    size_t *rows = bc_alloc(n + 1, sizeof *rows);
    struct bc_change_row *changes = bc_alloc(n + 1, sizeof *changes);
    struct comparison comparison;

    *table = (struct bc_table){.name = "change",
                               .n_columns = sizeof columns / sizeof *columns,
                               .columns = columns};
    for (size_t i = 0; i < n; i++)
        rows[i] = i;
    compare(classified, &comparison);
    bc_change_sections(&comparison.input, rows, n, changes);
    for (size_t i = 0; i < n; i++) {
        struct cells cells = {.n = 0};
        struct bc_text unlike = {0};
        add_text(&cells, section_code(classified, i));
        add_text(&cells, classified->period.label);
        add_text(&cells, classified->before.label);
        add_class(&cells, changes[i].class_before);
        add_class(&cells, changes[i].class_now);
        add_text(&cells, bc_change_name(changes[i].change));
        bc_unlike_text(changes[i].unlike, true, &unlike);
        add_taken(&cells, &unlike);
        end_row(&cells, table);
    }
    comparison_clear(&comparison);
    free(changes);
    free(rows);
}

/* Trend ----------------------------------------------------------------------
 */

void bc_classify_trend(const struct bc_classified *classified,
                       struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},  {"item", false},  {"first", true},
        {"last", true},      {"n", true},      {"first_mean", true},
        {"last_mean", true}, {"rs", true},     {"wp_05", true},
        {"wp_01", true},     {"trend", false}, {"level_percent", true},
        {"for_the", false}};
    struct bc_trend_input input = {.observations = classified->observations,
                                   .method = classified->method,
                                   .sections = classified->sections,
                                   .period = classified->period,
                                   .step = BC_TREND_YEARS};
    struct bc_trend_row *rows = NULL;
    size_t n = bc_trend_list(&input, &rows);

    *table = (struct bc_table){.name = "trend",
                               .n_columns = sizeof columns / sizeof *columns,
                               .columns = columns};
    for (size_t i = 0; i < n; i++) {
        const struct bc_trend_row *row = &rows[i];
        struct cells cells = {.n = 0};
        add_text(&cells, section_code(classified, row->section));
        add_text(&cells, bc_item_symbol(row->item));
        add_count(&cells, (size_t)row->first);
        add_count(&cells, (size_t)row->last);
        add_count(&cells, row->trend.n);
        add_decimal(&cells, row->first_mean);
        add_decimal(&cells, row->last_mean);
        add_decimal(&cells, row->trend.rs);
        add_decimal(&cells, row->trend.wp_05);
        add_decimal(&cells, row->trend.wp_01);
        add_text(&cells, bc_trend_name(row->trend.direction));
        add_class(&cells, row->trend.level_percent);
        add_text(&cells, row->worse > 0   ? "worse"
                         : row->worse < 0 ? "better"
                                          : "");
        end_row(&cells, table);
    }
    free(rows);
}

/* Risk -----------------------------------------------------------------------
 */

void bc_classify_risk(const struct bc_classified *classified,
                      struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},    {"period", false},  {"risk", false},
        {"kept_class", true},  {"class_no", true}, {"class_before", true},
        {"months_over", true}, {"months", true},   {"reasons", false},
        {"rule", false}};
    struct bc_risk_input input = bc_risk_input_default();
    struct bc_risk_row *rows = NULL;
    struct bc_judgement *now =
        judge(classified, &classified->period, classified->findings);
    struct bc_judgement *before = judge(classified, &classified->before, NULL);
    size_t n = 0;

    *table = (struct bc_table){.name = "risk",
                               .n_columns = sizeof columns / sizeof *columns,
                               .columns = columns};
    input.now = now;
    input.before = before;
    input.period = &classified->period;
    input.method = classified->method;
    input.observations = classified->observations;
    input.sections = classified->sections;
    input.n_sections = n_sections(classified);
    n = bc_risk_list(&input, &rows, NULL);
    for (size_t i = 0; i < n; i++) {
        struct cells cells = {.n = 0};
        struct bc_text reasons = {0};
        add_text(&cells, section_code(classified, rows[i].section));
        add_text(&cells, classified->period.label);
        add_text(&cells, bc_risk_name(rows[i].risk));
        add_class(&cells, rows[i].kept_class);
        add_class(&cells, rows[i].now->class_no);
        add_class(&cells, rows[i].class_before);
        add_count(&cells, (size_t)rows[i].n_over);
        add_count(&cells, (size_t)rows[i].n_months);
        bc_risk_text(&rows[i], true, &reasons);
        add_taken(&cells, &reasons);
        add_text(&cells, "thresholds from memory, not from a regulation");
        end_row(&cells, table);
    }
    free(rows);
    free(before);
    free(now);
}

/* Year to date ---------------------------------------------------------------
 */

void bc_classify_year_to_date(const struct bc_classified *classified,
                              struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},     {"item", false},
        {"unit", false},        {"target_class", true},
        {"limit", true},        {"months", true},
        {"months_left", true},  {"so_far", true},
        {"meets_so_far", true}, {"remaining_may_average", true},
        {"at", false},          {"state", false},
        {"past_months", true},  {"past_within", true},
        {"plausible", false}};
    struct bc_remaining_input input = bc_remaining_input_default();
    struct bc_remaining_row *rows = NULL;
    int month = 0;
    size_t n = 0;

    *table = (struct bc_table){.name = "year_to_date",
                               .n_columns = sizeof columns / sizeof *columns,
                               .columns = columns};
    bc_day_split(classified->period.last, &input.year, &month, &(int){0});
    input.observations = classified->observations;
    input.method = classified->method;
    input.sections = classified->sections;
    n = bc_remaining_list(&input, &rows);
    for (size_t i = 0; i < n; i++) {
        const struct bc_remaining_row *row = &rows[i];
        struct cells cells = {.n = 0};
        const bool bound = row->state == BC_REMAINING_BOUND;
        add_text(&cells, section_code(classified, row->section));
        add_text(&cells, bc_item_symbol(row->item));
        add_text(&cells, bc_item_unit(row->item));
        add_class(&cells, row->target_class);
        add_decimal(&cells, row->limit);
        add_count(&cells, (size_t)row->n_months);
        add_count(&cells, (size_t)row->n_left);
        add_decimal(&cells, row->so_far);
        add_text(&cells, row->meets_so_far ? "1" : "0");
        add_decimal(&cells, row->bound);
        add_text(&cells, !bound ? "" : row->at_least ? "least" : "most");
        add_text(&cells, bc_remaining_name(row->state));
        add_count(&cells, row->n_past);
        add_count(&cells, row->n_past_within);
        add_text(&cells, bc_plausible_name(row->plausible));
        end_row(&cells, table);
    }
    free(rows);
}

/* Flood season
 * ----------------------------------------------------------------- */

void bc_classify_flood(const struct bc_flood *flood,
                       const struct bc_flood_options *options,
                       const struct bc_period *period, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},
        {"target_class", true},
        {"intensity", true},
        {"over", true},
        {"primary_pollutant", false},
        {"value", true},
        {"limit", true},
        {"day", false},
        {"n_days", true},
        {"reason", false},
        {"formula", false},
        {"note", false}};
    struct bc_text formula = {0};
    size_t n = 0;
    struct bc_flood_row *rows = bc_flood_rows(flood, period, &n);

    *table = (struct bc_table){.name = "flood",
                               .n_columns = sizeof columns / sizeof *columns,
                               .columns = columns};
    bc_flood_formula(options, true, &formula);
    for (size_t i = 0; i < n; i++) {
        const struct bc_flood_row *row = &rows[i];
        const struct bc_flood_item none = {.value = BC_MISSING};
        const struct bc_flood_item *item =
            row->primary == BC_NO_ITEM ? &none : &row->item[row->primary];
        struct cells cells = {.n = 0};
        char day[16];
        bc_day_print(row->day, day);
        add_text(&cells, row->code);
        add_class(&cells, row->target_class);
        add_decimal(&cells, row->intensity);
        add_text(&cells, row->over < 0 ? "" : row->over ? "1" : "0");
        add_text(&cells, row->primary == BC_NO_ITEM
                             ? ""
                             : bc_item_name_zh(row->primary));
        add_decimal(&cells, item->value);
        add_decimal(&cells, item->limit);
        add_text(&cells, day);
        add_count(&cells, row->n_days);
        add_text(&cells, bc_flood_reason(row->doubt, true));
        add_text(&cells, bc_text_string(&formula));
        add_text(&cells, bc_flood_note(true));
        end_row(&cells, table);
    }
    bc_text_clear(&formula);
    free(rows);
}

/* Black-odorous waters -------------------------------------------------------
 */

static void add_odour_row(struct bc_table *table, const char *kind,
                          const char *water, const char *place,
                          enum bc_odour_grade grade, size_t n, size_t n_light,
                          size_t n_heavy, const char *note)
{
    struct cells cells = {.n = 0};

    add_text(&cells, kind);
    add_text(&cells, water);
    add_text(&cells, place);
    add_text(&cells, bc_odour_grade_name(grade, true));
    add_count(&cells, n);
    add_count(&cells, n_light);
    add_count(&cells, n_heavy);
    add_text(&cells, note);
    end_row(&cells, table);
}

void bc_classify_black_odour(const struct bc_odour_result *result,
                             enum bc_odour_setting setting,
                             struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"kind", false}, {"water", false},  {"place", false},  {"grade", false},
        {"n", true},     {"n_light", true}, {"n_heavy", true}, {"rule", false}};
    const char *note = bc_odour_note(setting, true);

    *table = (struct bc_table){.name = "black_odour",
                               .n_columns = sizeof columns / sizeof *columns,
                               .columns = columns};
    for (size_t i = 0; i < result->n_waters; i++) {
        const struct bc_odour_water *water = &result->waters[i];
        add_odour_row(table, "water", water->water, "", water->grade,
                      water->n_points, water->n_light, water->n_heavy, note);
    }
    for (size_t i = 0; i < result->n_stretches; i++) {
        const struct bc_odour_stretch *stretch = &result->stretches[i];
        struct bc_text place = {0};
        bc_text_printf(&place, "%s - %s", stretch->from, stretch->to);
        add_odour_row(table, "stretch", stretch->water, bc_text_string(&place),
                      BC_ODOUR_HEAVY, stretch->n_points, 0, stretch->n_points,
                      note);
        bc_text_clear(&place);
    }
    for (size_t i = 0; i < result->n_points; i++) {
        const struct bc_odour_point *point = &result->points[i];
        size_t n = 0, n_light = 0, n_heavy = 0;
        for (int f = 0; f < BC_ODOUR_N_FACTORS; f++) {
            n += point->factor[f].n;
            n_light += point->factor[f].n_light;
            n_heavy += point->factor[f].n_heavy;
        }
        add_odour_row(table, "point", point->water, point->point, point->grade,
                      n, n_light, n_heavy, note);
    }
}
