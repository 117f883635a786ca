/* SPDX-License-Identifier: MIT */
#include "cli/classify_other.h"

#include <stdlib.h>

#include "output/table_row.h"

/* Flood season ------------------------------------------------------------- */

static void put_intensity(const struct bc_flood_row *found,
                          struct bc_table_row *row)
{
    const struct bc_flood_item none = {.value = BC_MISSING};
    const bool any = found->primary != BC_NO_ITEM;
    const struct bc_flood_item *item =
        any ? &found->item[found->primary] : &none;
    char day[16];

    bc_day_print(found->day, day);
    bc_put_text(row, found->code);
    bc_put_positive(row, found->target_class);
    bc_put_decimal(row, found->intensity);
    bc_put_flag(row, found->over);
    bc_put_text(row, any ? bc_item_name_zh(found->primary) : NULL);
    bc_put_decimal(row, item->value);
    bc_put_decimal(row, item->limit);
    bc_put_text(row, day);
    bc_put_count(row, found->n_days);
    bc_put_text(row, bc_flood_reason(found->doubt, true));
}

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

    *table = BC_TABLE("flood", columns);
    bc_flood_formula(options, true, &formula);
    for (size_t i = 0; i < n; i++) {
        struct bc_table_row row = {.n = 0};

        put_intensity(&rows[i], &row);
        bc_put_text(&row, bc_text_string(&formula));
        bc_put_text(&row, bc_flood_note(true));
        bc_put_end(&row, table);
    }
    bc_text_clear(&formula);
    free(rows);
}

/* Black-odorous waters ----------------------------------------------------- */

static void add_odour_row(struct bc_table *table, const char *kind,
                          const char *water, const char *place,
                          enum bc_odour_grade grade, size_t n, size_t n_light,
                          size_t n_heavy, const char *note)
{
    struct bc_table_row row = {.n = 0};

    bc_put_text(&row, kind);
    bc_put_text(&row, water);
    bc_put_text(&row, place);
    bc_put_text(&row, bc_odour_grade_name(grade, true));
    bc_put_count(&row, n);
    bc_put_count(&row, n_light);
    bc_put_count(&row, n_heavy);
    bc_put_text(&row, note);
    bc_put_end(&row, table);
}

static void add_odour_point(const struct bc_odour_point *point,
                            const char *note, struct bc_table *table)
{
    size_t n = 0, n_light = 0, n_heavy = 0;

    for (int f = 0; f < BC_ODOUR_N_FACTORS; f++) {
        n += point->factor[f].n;
        n_light += point->factor[f].n_light;
        n_heavy += point->factor[f].n_heavy;
    }
    add_odour_row(table, "point", point->water, point->point, point->grade, n,
                  n_light, n_heavy, note);
}

void bc_classify_black_odour(const struct bc_odour_result *result,
                             enum bc_odour_setting setting,
                             struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"kind", false}, {"water", false},  {"place", false},  {"grade", false},
        {"n", true},     {"n_light", true}, {"n_heavy", true}, {"rule", false}};
    const char *note = bc_odour_note(setting, true);

    *table = BC_TABLE("black_odour", columns);
    for (size_t i = 0; i < result->n_waters; i++) {
        const struct bc_odour_water *water = &result->waters[i];

        add_odour_row(table, "water", water->water, NULL, water->grade,
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
    for (size_t i = 0; i < result->n_points; i++)
        add_odour_point(&result->points[i], note, table);
}

/* Drinking-water sources --------------------------------------------------- */

struct supply_table {
    const struct bc_classified *classified;
    struct bc_table *table;
};

static void end_supply(const struct supply_table *made,
                       struct bc_table_row *row)
{
    bc_put_text(row, bc_supply_note(true));
    bc_put_text(row, made->classified->method_text);
    bc_put_end(row, made->table);
}

static void add_source(const struct supply_table *made,
                       const struct bc_supply_row *source)
{
    size_t n_yes = 0, n = source->n_measured + source->n_missing;
    struct bc_table_row row = {.n = 0};
    struct bc_text reason = {0};

    for (int i = 0; i < BC_N_ITEMS; i++)
        n_yes +=
            bc_supply_decides((enum bc_item)i) && source->item[i].meets == 1;
    bc_supply_reason(source, true, &reason);
    bc_put_text(&row, "source");
    bc_put_text(&row, source->code);
    bc_put_text(&row, made->classified->period.label);
    bc_put_flag(&row, source->complies);
    bc_put_count(&row, n);
    bc_put_count(&row, n_yes);
    bc_put_count(&row, source->n_over);
    bc_put_count(&row, n - n_yes - source->n_over);
    bc_put_nothing(&row, 6);
    bc_put_taken(&row, &reason);
    end_supply(made, &row);
}

static void add_source_item(const struct supply_table *made,
                            const struct bc_supply_row *source,
                            enum bc_item item)
{
    const struct bc_supply_item *found = &source->item[item];
    struct bc_table_row row = {.n = 0};

    bc_put_text(&row, "item");
    bc_put_text(&row, source->code);
    bc_put_text(&row, made->classified->period.label);
    bc_put_flag(&row, found->meets);
    bc_put_nothing(&row, 4);
    bc_put_text(&row, bc_item_name_zh(item));
    bc_put_text(&row, bc_item_unit(item));
    bc_put_decimal(&row, found->mean);
    bc_put_decimal(&row, item == BC_PH ? BC_MISSING : found->limit); /* two */
    bc_put_decimal(&row, found->multiple);
    bc_put_flag(&row, bc_supply_decides(item));
    bc_put_text(&row, found->blind ? "检出限高于限值" : NULL);
    end_supply(made, &row);
}

static void add_all_sources(const struct supply_table *made,
                            const struct bc_supply_row *sources, size_t n)
{
    const struct bc_supply_counts counts = bc_supply_count(sources, n);
    struct bc_table_row row = {.n = 0};

    bc_put_text(&row, "all");
    bc_put_text(&row, "all");
    bc_put_text(&row, made->classified->period.label);
    bc_put_nothing(&row, 1);
    bc_put_count(&row, counts.n);
    bc_put_count(&row, counts.n_yes);
    bc_put_count(&row, counts.n_no);
    bc_put_count(&row, counts.n_unknown);
    bc_put_nothing(&row, 7);
    end_supply(made, &row);
}

void bc_classify_supply(const struct bc_classified *classified,
                        const struct bc_supply_options *options,
                        struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"kind", false},    {"source", false},   {"period", false},
        {"complies", true}, {"n", true},         {"n_yes", true},
        {"n_no", true},     {"n_unknown", true}, {"item", false},
        {"unit", false},    {"mean", true},      {"limit", true},
        {"multiple", true}, {"decides", true},   {"reason", false},
        {"rule", false},    {"method", false}};
    const struct supply_table made = {classified, table};
    size_t n = classified->sections->n_features;
    struct bc_supply_row *sources =
        bc_supply_rows(options, classified->observations, classified->method,
                       classified->sections, &classified->period);

    *table = BC_TABLE("supply", columns);
    for (size_t s = 0; s < n; s++) {
        add_source(&made, &sources[s]);
        for (int i = 0; i < BC_N_ITEMS; i++)
            if (bc_decimal_known(sources[s].item[i].mean) &&
                (bc_supply_decides((enum bc_item)i) || i == BC_FC))
                add_source_item(&made, &sources[s], (enum bc_item)i);
    }
    add_all_sources(&made, sources, n);
    free(sources);
}

/* Background values -------------------------------------------------------- */

struct background_table {
    const struct bc_classified *classified;
    const struct bc_background *background;
    struct bc_table *table;
};

static void end_background(const struct background_table *made,
                           struct bc_table_row *row)
{
    bc_put_text(row, bc_background_note(true));
    bc_put_text(row, made->classified->method_text);
    bc_put_end(row, made->table);
}

static void add_result(const struct background_table *made,
                       const struct bc_background_row *found, bool without)
{
    const struct bc_judgement *judgement =
        without ? &found->without : &found->with;
    struct bc_table_row row = {.n = 0};
    struct bc_text main = {0}, over = {0}, reason = {0};

    bc_judgement_pollutants(judgement, false, &main);
    bc_judgement_pollutants(judgement, true, &over);
    bc_background_reason(made->background, found, true, &reason);
    bc_put_text(&row, "section");
    bc_put_text(&row, found->code);
    bc_put_text(&row, made->classified->period.label);
    bc_put_text(&row, without ? "without" : "with");
    bc_put_flag(&row, !found->dry);
    bc_put_positive(&row, judgement->class_no);
    bc_put_text(&row, bc_class_name(judgement->class_no));
    bc_put_count(&row, judgement->n_assessed);
    bc_put_taken(&row, &main);
    bc_put_positive(&row, judgement->target_class);
    bc_put_flag(&row, judgement->meets_target);
    bc_put_taken(&row, &over);
    bc_put_nothing(&row, 7);
    bc_put_taken(&row, &reason);
    end_background(made, &row);
}

static void add_counts(const struct background_table *made,
                       const struct bc_background_row *found, size_t n,
                       bool without)
{
    const struct bc_background_counts counts =
        bc_background_count(found, n, without);
    struct bc_table_row row = {.n = 0};

    bc_put_text(&row, "all");
    bc_put_text(&row, "all");
    bc_put_text(&row, made->classified->period.label);
    bc_put_text(&row, without ? "without" : "with");
    bc_put_nothing(&row, 8);
    bc_put_count(&row, counts.n);
    bc_put_count(&row, counts.n_good);
    bc_put_count(&row, counts.n_worse);
    bc_put_count(&row, counts.n_target);
    bc_put_count(&row, counts.n_met);
    bc_put_count(&row, counts.n_dry);
    bc_put_count(&row, counts.n_unknown);
    bc_put_nothing(&row, 1);
    end_background(made, &row);
}

void bc_classify_background(const struct bc_classified *classified,
                            const struct bc_background *background,
                            struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"kind", false},
        {"section", false},
        {"period", false},
        {"background_items", false},
        {"counts", true},
        {"class_no", true},
        {"class", false},
        {"items_assessed", true},
        {"main_pollutants", false},
        {"target_class", true},
        {"meets_target", true},
        {"over_target", false},
        {"n", true},
        {"n_good", true},
        {"n_worse_than_v", true},
        {"n_target", true},
        {"n_met", true},
        {"n_dry", true},
        {"n_unknown", true},
        {"reason", false},
        {"rule", false},
        {"method", false}};
    const struct background_table made = {classified, background, table};
    size_t n = 0;
    struct bc_background_row *rows = bc_background_rows(
        background, classified->observations, classified->method,
        classified->sections, &classified->period, classified->findings, &n);

    *table = BC_TABLE("background", columns);
    for (size_t i = 0; i < n; i++) {
        add_result(&made, &rows[i], false);
        if (rows[i].n_left_out > 0)
            add_result(&made, &rows[i], true);
    }
    add_counts(&made, rows, n, false);
    add_counts(&made, rows, n, true);
    free(rows);
}

/* Compensation ------------------------------------------------------------- */

static void start_compensation(struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},
        {"period", false},
        {"base", false},
        {"base_period", false},
        {"index", true},
        {"index_base", true},
        {"change_percent", true},
        {"class_no", true},
        {"class_base", true},
        {"amount", true},
        {"unit", false},
        {"reason", false},
        {"meets_or_not_worse", true},
        {"worse_items", false},
        {"example", true},
        {"rule", false},
        {"method", false}};

    *table = BC_TABLE("compensation", columns);
}

static void put_worse(const struct bc_entry_rule *entry,
                      struct bc_table_row *row)
{
    struct bc_text worse = {0};

    for (int i = 0; i < BC_N_ITEMS; i++)
        if (entry->worse[i])
            bc_text_printf(&worse, "%s%s", worse.length ? ";" : "",
                           bc_item_name_zh((enum bc_item)i));
    bc_put_taken(row, &worse);
}

static void put_amounts(const struct bc_classified *classified,
                        const struct bc_compensation_rule *rule,
                        const struct bc_compensation_row *rows, size_t n,
                        struct bc_table *table)
{
    struct bc_text note = {0};

    bc_compensation_note(rule, true, &note);
    for (size_t i = 0; i < n; i++) {
        const struct bc_compensation_row *found = &rows[i];
        struct bc_table_row row = {.n = 0};
        struct bc_text reason = {0};

        bc_compensation_reason(rule, found, true, &reason);
        bc_put_text(&row, found->section);
        bc_put_text(&row, classified->period.label);
        bc_put_text(&row, found->base);
        bc_put_text(&row, rule->before ? classified->before.label
                                       : classified->period.label);
        bc_put_decimal(&row, found->index_now);
        bc_put_decimal(&row, found->index_base);
        bc_put_decimal(&row, found->change_percent);
        bc_put_positive(&row, found->class_now);
        bc_put_positive(&row, found->class_base);
        bc_put_decimal(&row, found->amount);
        bc_put_text(&row, "万元");
        bc_put_taken(&row, &reason);
        bc_put_flag(&row, found->entry.complies);
        put_worse(&found->entry, &row);
        bc_put_flag(&row, rule->example);
        bc_put_text(&row, bc_text_string(&note));
        bc_put_text(&row, classified->method_text);
        bc_put_end(&row, table);
    }
    bc_text_clear(&note);
}

/** The amounts of one period. */
static enum bc_status add_amounts(const struct bc_classified *classified,
                                  const struct bc_compensation_rule *rule,
                                  const struct bc_layer *pairs,
                                  struct bc_findings *findings,
                                  struct bc_table *table, struct bc_error *err)
{
    struct bc_compensation_row *rows = NULL;
    size_t n = 0;
    enum bc_status status =
        bc_compensation_rows(rule, classified->observations, classified->method,
                             classified->sections, pairs, &classified->period,
                             &classified->before, findings, &rows, &n, err);

    if (!status)
        put_amounts(classified, rule, rows, n, table);
    free(rows);
    return status;
}

enum bc_status bc_classify_compensation(const struct bc_classified *classified,
                                        const struct bc_compensation_rule *rule,
                                        const struct bc_layer *pairs,
                                        bool by_month,
                                        const struct bc_period *before,
                                        struct bc_table *table,
                                        struct bc_error *err)
{
    struct bc_classified part = *classified;
    int first = bc_month_of_day(classified->period.first);
    int last = bc_month_of_day(classified->period.last);
    enum bc_status status = BC_OK;

    start_compensation(table);
    if (!by_month)
        return add_amounts(classified, rule, pairs, classified->findings, table,
                           err);
    for (int month = first; !status && month <= last; month++) {
        part.period = bc_period_of_months(month, month);
        part.before = before ? *before : bc_period_year_before(&part.period);
        status = add_amounts(&part, rule, pairs,
                             month == first ? classified->findings : NULL,
                             table, err);
    }
    return status;
}
