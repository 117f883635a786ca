/* SPDX-License-Identifier: MIT */
#include "cli/classify_tables.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/table_row.h"
#include "water/rating.h"
#include "water/remaining.h"
#include "water/section.h"

size_t bc_classified_count(const struct bc_classified *classified)
{
    return classified->sections
               ? classified->sections->n_features
               : bc_observations_n_sections(classified->observations);
}

const char *bc_classified_code(const struct bc_classified *classified,
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
    size_t n = bc_classified_count(classified);
    struct bc_judgement *judgement = bc_alloc(n + 1, sizeof *judgement);

    for (size_t i = 0; i < n; i++)
        bc_assess_section(classified->observations, classified->method,
                          classified->sections, i, period, findings,
                          &judgement[i]);
    return judgement;
}

/** Both periods as the comparison wants them. */
struct comparison {
    struct bc_judgement *now, *before;
    struct bc_change_input input;
};

static void compare(const struct bc_classified *classified,
                    struct bc_findings *findings, struct comparison *comparison)
{
    comparison->now = judge(classified, &classified->period, findings);
    comparison->before = judge(classified, &classified->before, NULL);
    comparison->input =
        (struct bc_change_input){.rule = classified->change,
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

/** Sections that are rated together. */
struct group {
    const char *kind, *name;
    const size_t *rows; /* sections, or the first point of each lake */
    size_t n_rows;
    const size_t *points; /* of lakes: every point; NULL: rows */
    size_t n_points;
    bool is_river;
};

/** What all groups of a table share. */
struct rating_table {
    const struct bc_classified *classified;
    const struct comparison *sections; /* judged one by one */
    struct comparison *lakes; /* the same, a lake in place of its first point */
    struct bc_text rule;
    struct bc_table *table;
};

static void put_pollutants(struct bc_table_row *row,
                           const struct bc_basin_rating *rating)
{
    struct bc_text text = {0};

    for (int i = 0; i < 3 && rating->main_pollutant[i] != BC_NO_ITEM; i++) {
        bc_text_printf(&text, "%s%s", i ? ";" : "",
                       bc_item_name_zh(rating->main_pollutant[i]));
        if (rating->n_over[i])
            bc_text_printf(&text, "(%zu/%zu)", rating->n_over[i], rating->n);
    }
    bc_put_taken(row, &text);
}

static void put_share(struct bc_table_row *row, size_t k, size_t n)
{
    bc_put_decimal(
        row, n ? bc_decimal_divide_half_up((bc_int128)k * 100, 0, (int64_t)n, 1)
               : BC_MISSING);
}

/** `LZ-01 Ⅲ;LZ-02 Ⅳ`: of few sections each is named with its class (22号). */
static void put_classes(const struct rating_table *made,
                        const struct group *group, bool by_shares,
                        struct bc_table_row *row)
{
    const struct bc_judgement *judgement =
        group->points ? made->lakes->now : made->sections->now;
    struct bc_text text = {0};

    for (size_t i = 0; !by_shares && i < group->n_rows; i++) {
        size_t section = group->rows[i];

        if (!judgement[section].class_no ||
            bc_section_is_dry(made->classified->sections, section))
            continue;
        const char *lake =
            group->points
                ? bc_layer_text(made->classified->sections, "water", section)
                : NULL;
        bc_text_printf(&text, "%s%s %s", text.length ? ";" : "",
                       lake ? lake
                            : bc_classified_code(made->classified, section),
                       bc_class_name(judgement[section].class_no));
    }
    bc_put_taken(row, &text);
}

/** A few lakes are rated by the means of their points; how many there are is
 * still a count of lakes. */
static void rate(const struct rating_table *made, const struct group *group,
                 const struct bc_period *period, bool now,
                 struct bc_basin_rating *rating)
{
    const struct bc_classified *classified = made->classified;
    const struct comparison *units =
        group->points ? made->lakes : made->sections;
    struct bc_water_method by_means = *classified->method;
    struct bc_basin_rating of_points;

    bc_rating_basin(classified->observations, classified->method,
                    classified->sections, now ? units->now : units->before,
                    group->rows, group->n_rows, period, rating);
    if (!group->points || rating->by_shares)
        return;
    by_means.rating_minimum = INT_MAX;
    bc_rating_basin(classified->observations, &by_means, classified->sections,
                    now ? made->sections->now : made->sections->before,
                    group->points, group->n_points, period, &of_points);
    rating->rating = of_points.rating;
    memcpy(rating->main_pollutant, of_points.main_pollutant,
           sizeof rating->main_pollutant);
}

/** Dry sections leave the comparison as they leave the count. */
static void change_of(const struct rating_table *made,
                      const struct group *group,
                      const struct bc_basin_rating *before,
                      const struct bc_basin_rating *now,
                      struct bc_change_row *change)
{
    size_t *wet = bc_alloc(group->n_rows + 1, sizeof *wet), n = 0;

    for (size_t i = 0; i < group->n_rows; i++)
        if (!bc_section_is_dry(made->classified->sections, group->rows[i]))
            wet[n++] = group->rows[i];
    bc_change_basin(group->points ? &made->lakes->input
                                  : &made->sections->input,
                    wet, n, before, now, group->is_river, change);
    free(wet);
}

static void add_group(const struct rating_table *made,
                      const struct group *group)
{
    const struct bc_classified *classified = made->classified;
    struct bc_basin_rating now, before;
    struct bc_change_row change;
    struct bc_table_row row = {.n = 0};
    struct bc_text unlike = {0};

    rate(made, group, &classified->period, true, &now);
    rate(made, group, &classified->before, false, &before);
    change_of(made, group, &before, &now, &change);
    bc_put_text(&row, group->kind);
    bc_put_text(&row, group->name);
    bc_put_text(&row, classified->period.label);
    bc_put_count(&row, now.n);
    bc_put_count(&row, now.n_good);
    bc_put_count(&row, now.n_worse);
    bc_put_count(&row, now.n_dry);
    bc_put_count(&row, now.n_unknown);
    put_share(&row, now.n_good, now.n);
    put_share(&row, now.n_worse, now.n);
    bc_put_text(&row, bc_rating_name(now.rating));
    bc_put_text(&row, now.rating ? (now.by_shares ? "shares" : "means") : "");
    put_pollutants(&row, &now);
    put_classes(made, group, now.by_shares, &row);
    bc_put_text(&row, classified->before.label);
    bc_put_text(&row, bc_rating_name(before.rating));
    bc_put_text(&row, bc_change_name(change.change));
    bc_put_decimal(&row, change.x);
    bc_unlike_text(change.unlike, true, &unlike);
    bc_put_taken(&row, &unlike);
    bc_put_text(&row, bc_text_string(&made->rule));
    bc_put_text(&row, classified->method_text);
    bc_put_end(&row, made->table);
}

/** The distinct members of a key's cells, in the order of the rows. */
struct members {
    char **name;
    size_t n, room;
};

static void add_member(struct members *members, const char *name)
{
    for (size_t i = 0; i < members->n; i++)
        if (strcmp(members->name[i], name) == 0)
            return;
    members->name = bc_reserve(members->name, &members->room, members->n + 1,
                               sizeof *members->name);
    members->name[members->n++] = bc_copy(name);
}

static bool add_slice(struct bc_slice name, void *context)
{
    char *copy = bc_copy_bytes(name.data, name.length);

    add_member(context, copy);
    free(copy);
    return false;
}

static void members_clear(struct members *members)
{
    for (size_t i = 0; i < members->n; i++)
        free(members->name[i]);
    free(members->name);
}

static bool is_river(const struct rating_table *made, size_t row)
{
    return made->sections->now[row].water == BC_RIVER;
}

/** A group for each member of a key: of cities (a cell may hold several), of
 * basins, and of waters, where rivers alone are meant. */
static void add_groups(const struct rating_table *made, const char *kind,
                       const char *key, size_t *rows)
{
    const struct bc_layer *sections = made->classified->sections;
    const bool is_set = strcmp(key, "city") == 0;
    const bool rivers = strcmp(kind, "river") == 0;
    struct members members = {0};

    for (size_t i = 0; i < sections->n_features; i++) {
        const char *cell = bc_layer_text(sections, key, i);

        if (!cell || (rivers && !is_river(made, i)))
            continue;
        if (is_set)
            bc_set_any(cell, add_slice, &members);
        else
            add_member(&members, cell);
    }
    for (size_t m = 0; m < members.n; m++) {
        struct group group = {.kind = kind,
                              .name = members.name[m],
                              .rows = rows,
                              .is_river = rivers};

        for (size_t i = 0; i < sections->n_features; i++) {
            const char *cell = bc_layer_text(sections, key, i);

            if (cell && (!rivers || is_river(made, i)) &&
                (is_set ? bc_set_has(cell, members.name[m])
                        : strcmp(cell, members.name[m]) == 0))
                rows[group.n_rows++] = i;
        }
        add_group(made, &group);
    }
    members_clear(&members);
}

/** The points of the lake whose first point is @p first; none when it is not
 * the first. A dry point does not stand for its lake. */
static size_t points_of(const struct rating_table *made, size_t first,
                        size_t *points)
{
    const struct bc_layer *sections = made->classified->sections;
    const char *name = bc_layer_text(sections, "water", first);
    size_t n = 0;

    for (size_t i = 0; i < sections->n_features; i++) {
        const char *own = bc_layer_text(sections, "water", i);

        if (i != first && (!name || !own || strcmp(name, own) != 0 ||
                           is_river(made, i) || bc_section_is_dry(sections, i)))
            continue;
        if (i < first)
            return 0;
        points[n++] = i;
    }
    return n;
}

/** The set of all lakes and reservoirs. */
static void add_lakes(const struct rating_table *made, size_t *rows)
{
    const struct bc_classified *classified = made->classified;
    size_t n = bc_classified_count(classified), n_points;
    size_t *points = bc_alloc(n + 1, sizeof *points);
    struct group group = {
        .kind = "lakes", .name = "湖库", .rows = rows, .points = points};

    for (size_t i = 0; i < n; i++) {
        enum bc_water water = made->sections->now[i].water;

        if (water != BC_LAKE && water != BC_RESERVOIR)
            continue;
        n_points = points_of(made, i, points);
        if (n_points > 0)
            rows[group.n_rows++] = i;
        if (n_points < 2)
            continue;
        bc_assess_group(classified->observations, classified->method,
                        classified->sections, points, n_points,
                        &classified->period, &made->lakes->now[i]);
        bc_assess_group(classified->observations, classified->method,
                        classified->sections, points, n_points,
                        &classified->before, &made->lakes->before[i]);
    }
    for (size_t i = 0; i < n; i++)
        if (made->sections->now[i].water == BC_LAKE ||
            made->sections->now[i].water == BC_RESERVOIR)
            points[group.n_points++] = i;
    if (group.n_rows > 0)
        add_group(made, &group);
    free(points);
}

void bc_classify_rating(const struct bc_classified *classified,
                        struct bc_table *table)
{
    static const struct bc_table_column columns[] = {{"kind", false},
                                                     {"name", false},
                                                     {"period", false},
                                                     {"n_sections", true},
                                                     {"n_good", true},
                                                     {"n_worse_than_v", true},
                                                     {"n_dry", true},
                                                     {"n_unknown", true},
                                                     {"good_percent", true},
                                                     {"worse_percent", true},
                                                     {"rating", false},
                                                     {"by", false},
                                                     {"main_pollutants", false},
                                                     {"section_classes", false},
                                                     {"before", false},
                                                     {"rating_before", false},
                                                     {"change", false},
                                                     {"x", true},
                                                     {"not_compared", false},
                                                     {"rule", false},
                                                     {"method", false}};
    size_t n = bc_classified_count(classified);
    size_t *rows = bc_alloc(n + 1, sizeof *rows);
    struct comparison sections, lakes;
    struct rating_table made = {.classified = classified,
                                .sections = &sections,
                                .lakes = &lakes,
                                .table = table};
    struct group all = {.kind = "all", .name = "all", .rows = rows};

    *table = BC_TABLE("rating", columns);
    bc_text_printf(&made.rule,
                   "%d个断面及以上按比例，不足的按均值(个数凭记忆)；",
                   classified->method->rating_minimum);
    bc_change_rule_text(classified->change, true, &made.rule);
    compare(classified, classified->findings, &sections);
    compare(classified, NULL, &lakes);
    if (classified->sections) {
        add_groups(&made, "basin", "basin", rows);
        add_groups(&made, "city", "city", rows);
        add_groups(&made, "river", "water", rows);
        add_lakes(&made, rows);
    }
    for (all.n_rows = 0; all.n_rows < n; all.n_rows++)
        rows[all.n_rows] = all.n_rows;
    add_group(&made, &all);
    comparison_clear(&sections);
    comparison_clear(&lakes);
    bc_text_clear(&made.rule);
    free(rows);
}

/* Change ------------------------------------------------------------------- */

void bc_classify_change(const struct bc_classified *classified,
                        struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},      {"period", false},  {"before", false},
        {"class_before", true},  {"class_no", true}, {"change", false},
        {"not_compared", false}, {"rule", false},    {"method", false}};
    size_t n = bc_classified_count(classified);
    size_t *rows = bc_alloc(n + 1, sizeof *rows);
    struct bc_change_row *changes = bc_alloc(n + 1, sizeof *changes);
    struct comparison comparison;
    struct bc_text rule = {0};

    *table = BC_TABLE("change", columns);
    bc_change_rule_text(classified->change, true, &rule);
    for (size_t i = 0; i < n; i++)
        rows[i] = i;
    compare(classified, classified->findings, &comparison);
    bc_change_sections(&comparison.input, rows, n, changes);
    for (size_t i = 0; i < n; i++) {
        struct bc_table_row row = {.n = 0};
        struct bc_text unlike = {0};

        bc_put_text(&row, bc_classified_code(classified, i));
        bc_put_text(&row, classified->period.label);
        bc_put_text(&row, classified->before.label);
        bc_put_positive(&row, changes[i].class_before);
        bc_put_positive(&row, changes[i].class_now);
        if (bc_section_is_dry(classified->sections, i)) {
            changes[i].change = BC_NOT_COMPARED;
            bc_text_add(&unlike, "断流，不参与统计");
        } else {
            bc_unlike_text(changes[i].unlike, true, &unlike);
        }
        bc_put_text(&row, bc_change_name(changes[i].change));
        bc_put_taken(&row, &unlike);
        bc_put_text(&row, bc_text_string(&rule));
        bc_put_text(&row, classified->method_text);
        bc_put_end(&row, table);
    }
    bc_text_clear(&rule);
    comparison_clear(&comparison);
    free(changes);
    free(rows);
}

/* Trend -------------------------------------------------------------------- */

static void put_moment(struct bc_table_row *row, enum bc_trend_step step,
                       int moment)
{
    struct bc_text text = {0};

    if (step == BC_TREND_MONTHS)
        bc_text_printf(&text, "%04d-%02d", moment / 12, moment % 12 + 1);
    else
        bc_text_printf(&text, "%04d", moment);
    bc_put_taken(row, &text);
}

static void put_trend(const struct bc_classified *classified,
                      enum bc_trend_step step, const struct bc_trend_row *found,
                      struct bc_table *table)
{
    struct bc_table_row row = {.n = 0};

    bc_put_text(&row, bc_classified_code(classified, found->section));
    bc_put_text(&row, bc_item_symbol(found->item));
    put_moment(&row, step, found->first);
    put_moment(&row, step, found->last);
    bc_put_count(&row, found->trend.n);
    bc_put_decimal(&row, found->first_mean);
    bc_put_decimal(&row, found->last_mean);
    bc_put_decimal(&row, found->trend.rs);
    bc_put_decimal(&row, found->trend.wp_05);
    bc_put_decimal(&row, found->trend.wp_01);
    bc_put_text(&row, bc_trend_name(found->trend.direction));
    bc_put_positive(&row, found->trend.level_percent);
    bc_put_text(&row, found->worse > 0   ? "worse"
                      : found->worse < 0 ? "better"
                                         : "");
    bc_put_text(&row, "Spearman 秩相关(22号)，并列取平均秩；|rs|≥Wp 为显著；Wp "
                      "表凭记忆");
    bc_put_text(&row, classified->method_text);
    bc_put_end(&row, table);
}

void bc_classify_trend(const struct bc_classified *classified,
                       enum bc_trend_step step, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},  {"item", false},  {"first", false},
        {"last", false},     {"n", true},      {"first_mean", true},
        {"last_mean", true}, {"rs", true},     {"wp_05", true},
        {"wp_01", true},     {"trend", false}, {"level_percent", true},
        {"for_the", false},  {"rule", false},  {"method", false}};
    const struct bc_trend_input input = {.observations =
                                             classified->observations,
                                         .method = classified->method,
                                         .sections = classified->sections,
                                         .period = classified->period,
                                         .step = step};
    struct bc_trend_row *rows = NULL;
    size_t n = bc_trend_list(&input, &rows);

    *table = BC_TABLE("trend", columns);
    for (size_t i = 0; i < n; i++)
        put_trend(classified, step, &rows[i], table);
    free(rows);
}

/* Risk --------------------------------------------------------------------- */

void bc_classify_risk(const struct bc_classified *classified,
                      const bool *listed, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"section", false},    {"period", false},  {"risk", false},
        {"kept_class", true},  {"class_no", true}, {"class_before", true},
        {"months_over", true}, {"months", true},   {"reasons", false},
        {"rule", false},       {"method", false}};
    struct bc_judgement *now =
        judge(classified, &classified->period, classified->findings);
    struct bc_judgement *before = judge(classified, &classified->before, NULL);
    const struct bc_risk_input input = {
        .rule = *classified->risk,
        .now = now,
        .before = before,
        .period = &classified->period,
        .method = classified->method,
        .observations = classified->observations,
        .sections = classified->sections,
        .n_sections = bc_classified_count(classified),
        .listed = listed};
    struct bc_risk_row *rows = NULL;
    size_t n = bc_risk_list(&input, &rows, NULL);
    struct bc_text rule = {0};

    *table = BC_TABLE("risk", columns);
    if (listed)
        bc_text_add(&rule, "以给定名单代替规则；理由按：");
    bc_risk_rule_text(classified->risk, true, &rule);
    for (size_t i = 0; i < n; i++) {
        struct bc_table_row row = {.n = 0};
        struct bc_text reasons = {0};

        bc_put_text(&row, bc_classified_code(classified, rows[i].section));
        bc_put_text(&row, classified->period.label);
        bc_put_text(&row, bc_risk_name(rows[i].risk));
        bc_put_positive(&row, rows[i].kept_class);
        bc_put_positive(&row, rows[i].now->class_no);
        bc_put_positive(&row, rows[i].class_before);
        bc_put_count(&row, (size_t)rows[i].n_over);
        bc_put_count(&row, (size_t)rows[i].n_months);
        bc_risk_text(&rows[i], true, &reasons);
        bc_put_taken(&row, &reasons);
        bc_put_text(&row, bc_text_string(&rule));
        bc_put_text(&row, classified->method_text);
        bc_put_end(&row, table);
    }
    bc_text_clear(&rule);
    free(rows);
    free(before);
    free(now);
}

/* Year to date ------------------------------------------------------------- */

static void put_remaining(const struct bc_classified *classified,
                          const struct bc_remaining_row *found,
                          const char *rule, struct bc_table *table)
{
    const bool bound = found->state == BC_REMAINING_BOUND;
    struct bc_table_row row = {.n = 0};

    bc_put_text(&row, bc_classified_code(classified, found->section));
    bc_put_text(&row, bc_item_symbol(found->item));
    bc_put_text(&row, bc_item_unit(found->item));
    bc_put_positive(&row, found->target_class);
    bc_put_decimal(&row, found->limit);
    bc_put_count(&row, (size_t)found->n_months);
    bc_put_count(&row, (size_t)found->n_left);
    bc_put_decimal(&row, found->so_far);
    bc_put_flag(&row, found->meets_so_far);
    bc_put_decimal(&row, found->bound);
    bc_put_text(&row, !bound ? "" : found->at_least ? "least" : "most");
    bc_put_text(&row, bc_remaining_name(found->state));
    bc_put_count(&row, found->n_past);
    bc_put_count(&row, found->n_past_within);
    bc_put_text(&row, bc_plausible_name(found->plausible));
    bc_put_text(&row, rule);
    bc_put_text(&row, classified->method_text);
    bc_put_end(&row, table);
}

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
        {"plausible", false},   {"rule", false},
        {"method", false}};
    struct bc_remaining_input input = bc_remaining_input_default();
    struct bc_remaining_row *rows = NULL;
    struct bc_text rule = {0};
    char easily[24];
    size_t n = 0;

    *table = BC_TABLE("year_to_date", columns);
    bc_decimal_print_short(input.easily, easily);
    bc_text_printf(&rule,
                   "余下各月均按有监测计；以往%s%%及以上的月份做到为容易"
                   "达到(本工具的取值，非规定)",
                   easily);
    bc_day_split(classified->period.last, &input.year, &(int){0}, &(int){0});
    input.observations = classified->observations;
    input.method = classified->method;
    input.sections = classified->sections;
    n = bc_remaining_list(&input, &rows);
    for (size_t i = 0; i < n; i++)
        put_remaining(classified, &rows[i], bc_text_string(&rule), table);
    bc_text_clear(&rule);
    free(rows);
}
