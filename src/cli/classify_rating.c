/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/classify_compare.h"
#include "cli/classify_tables.h"
#include "output/table_row.h"
#include "water/rating.h"
#include "water/section.h"

/** Sections that are rated together. */
struct group {
    const char *kind;
    char *name;
    size_t *rows; /* sections, or the first point of each lake */
    size_t n_rows, room;
    size_t *points; /* of lakes: every point; NULL: rows */
    size_t n_points;
    bool is_river;
};

/** Which groups there are rests on the table of sections, and on no period. */
struct groups {
    struct group *group;
    size_t n, room;
};

/** What all groups of a period share. */
struct rating_table {
    const struct bc_classified *classified;
    const struct bc_compared *sections; /* judged one by one */
    const struct bc_compared *lakes; /* the same, a lake in place of its first
                                        point; of its set alone */
    const char *rule;
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
    const struct bc_compared *units =
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
    bc_put_text(&row, made->rule);
    bc_put_text(&row, classified->method_text);
    bc_put_end(&row, made->table);
}

/* ---- groups ---- */

static struct group *add_empty(struct groups *groups, const char *kind,
                               struct bc_slice name)
{
    struct group *made;

    groups->group = bc_reserve(groups->group, &groups->room, groups->n + 1,
                               sizeof *groups->group);
    made = &groups->group[groups->n++];
    *made = (struct group){.kind = kind,
                           .name = bc_copy_bytes(name.data, name.length)};
    return made;
}

static void add_section(struct group *group, size_t section)
{
    if (group->n_rows > 0 && group->rows[group->n_rows - 1] == section)
        return; /* a cell may hold a member twice */
    group->rows = bc_reserve(group->rows, &group->room, group->n_rows + 1,
                             sizeof *group->rows);
    group->rows[group->n_rows++] = section;
}

/** The members of a key, and a section whose cell names some of them. */
struct gathering {
    struct groups *groups;
    size_t first; /* of the key, among all groups */
    const char *kind;
    size_t section;
};

static bool gather(struct bc_slice name, void *context)
{
    const struct gathering *gathering = context;
    struct groups *groups = gathering->groups;
    size_t g = gathering->first;

    while (g < groups->n && !bc_slice_is(name, groups->group[g].name))
        g++;
    add_section(g < groups->n ? &groups->group[g]
                              : add_empty(groups, gathering->kind, name),
                gathering->section);
    return false;
}

static bool is_lake(const struct bc_judgement *judgement)
{
    return judgement->water == BC_LAKE || judgement->water == BC_RESERVOIR;
}

/** A group for each member of a key: of cities (a cell may hold several), of
 * basins, and of waters, where rivers alone are meant. */
static void add_groups(struct groups *groups, const struct bc_layer *sections,
                       const struct bc_judgement *judgement, const char *kind,
                       const char *key)
{
    const bool is_set = strcmp(key, "city") == 0;
    const bool rivers = strcmp(kind, "river") == 0;
    struct gathering gathering = {
        .groups = groups, .first = groups->n, .kind = kind};

    for (size_t i = 0; i < sections->n_features; i++) {
        const char *cell = bc_layer_text(sections, key, i);

        if (!cell || (rivers && judgement[i].water != BC_RIVER))
            continue;
        gathering.section = i;
        if (is_set)
            bc_set_any(cell, gather, &gathering);
        else
            gather(bc_slice_of(cell), &gathering);
    }
    for (size_t g = gathering.first; g < groups->n; g++)
        groups->group[g].is_river = rivers;
}

/** The points of the lake whose first point is @p first; none when it is not
 * the first. A dry point does not stand for its lake. */
static size_t points_of(const struct bc_layer *sections,
                        const struct bc_judgement *judgement, size_t first,
                        size_t *points)
{
    const char *name = bc_layer_text(sections, "water", first);
    size_t n = 0;

    for (size_t i = 0; i < sections->n_features; i++) {
        const char *own = bc_layer_text(sections, "water", i);

        if (i != first &&
            (!name || !own || strcmp(name, own) != 0 ||
             judgement[i].water == BC_RIVER || bc_section_is_dry(sections, i)))
            continue;
        if (i < first)
            return 0;
        points[n++] = i;
    }
    return n;
}

/** The set of all lakes and reservoirs. */
static void add_lakes(struct groups *groups, const struct bc_layer *sections,
                      const struct bc_judgement *judgement)
{
    const size_t n = sections->n_features;
    size_t *points = bc_alloc(n + 1, sizeof *points), n_points = 0;
    struct group *group = NULL;

    for (size_t i = 0; i < n; i++) {
        if (!is_lake(&judgement[i]))
            continue;
        if (!group)
            group = add_empty(groups, "lakes", bc_slice_of("湖库"));
        if (points_of(sections, judgement, i, points) > 0)
            add_section(group, i);
    }
    for (size_t i = 0; i < n; i++)
        if (is_lake(&judgement[i]))
            points[n_points++] = i;
    if (group) {
        group->points = points;
        group->n_points = n_points;
    } else {
        free(points);
    }
}

static void find_groups(const struct bc_classified *classified,
                        const struct bc_judgement *judgement,
                        struct groups *groups)
{
    const struct bc_layer *sections = classified->sections;
    struct group *all;

    if (sections) {
        add_groups(groups, sections, judgement, "basin", "basin");
        add_groups(groups, sections, judgement, "city", "city");
        add_groups(groups, sections, judgement, "river", "water");
        add_lakes(groups, sections, judgement);
    }
    all = add_empty(groups, "all", bc_slice_of("all"));
    for (size_t i = 0; i < bc_classified_count(classified); i++)
        add_section(all, i);
}

static void groups_clear(struct groups *groups)
{
    for (size_t g = 0; g < groups->n; g++) {
        free(groups->group[g].name);
        free(groups->group[g].rows);
        free(groups->group[g].points);
    }
    free(groups->group);
}

/* ---- periods ---- */

/** The set of all lakes, or NULL. */
static const struct group *set_of_lakes(const struct groups *groups)
{
    for (size_t g = 0; g < groups->n; g++)
        if (groups->group[g].points)
            return &groups->group[g];
    return NULL;
}

/** A lake of several points is judged by their means. */
static void judge_lakes(const struct bc_classified *classified,
                        const struct group *set,
                        const struct bc_judgement *judgement,
                        struct bc_compared *lakes)
{
    size_t *points =
        bc_alloc(bc_classified_count(classified) + 1, sizeof *points);

    for (size_t r = 0; r < set->n_rows; r++) {
        const size_t lake = set->rows[r];
        size_t n = points_of(classified->sections, judgement, lake, points);

        if (n < 2)
            continue;
        bc_assess_group(classified->observations, classified->method,
                        classified->sections, points, n, &classified->period,
                        &lakes->now[lake]);
        bc_assess_group(classified->observations, classified->method,
                        classified->sections, points, n, &classified->before,
                        &lakes->before[lake]);
    }
    free(points);
}

static bool has_samples(const struct bc_judgement *judgement, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (judgement[i].n_samples > 0)
            return true;
    return false;
}

/** What the rows of all periods share. */
struct ratings {
    struct groups groups;
    struct bc_compared sections, lakes; /* made anew for each */
    struct bc_text rule;
};

static void start_table(struct bc_table *table)
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

    *table = BC_TABLE("rating", columns);
}

/** Rows of every group, of sections that were judged; without @p findings the
 * period is one of many, and has none when it has no sample. */
static void add_period(struct ratings *ratings,
                       const struct bc_classified *classified,
                       const struct bc_findings *findings,
                       struct bc_table *table)
{
    const size_t n = bc_classified_count(classified);
    struct groups *groups = &ratings->groups;
    const struct bc_judgement *now;
    const struct group *set;
    struct rating_table made = {.classified = classified,
                                .sections = &ratings->sections,
                                .lakes = &ratings->lakes,
                                .rule = bc_text_string(&ratings->rule),
                                .table = table};

    now = ratings->sections.now;
    if (groups->n == 0)
        find_groups(classified, now, groups);
    set = set_of_lakes(groups);
    if (set) {
        bc_compared_copy(classified, &ratings->sections, &ratings->lakes);
        judge_lakes(classified, set, now, &ratings->lakes);
    }
    for (size_t g = 0; g < groups->n && (findings || has_samples(now, n)); g++)
        add_group(&made, &groups->group[g]);
    for (size_t i = 0; i < n && !findings; i++)
        bc_classify_tell_blind(
            classified->method, bc_classified_code(classified, i),
            &classified->period, &now[i], classified->findings);
}

/** Rows of one of many periods, until those before it are there. */
struct part {
    struct bc_table table;
    struct bc_findings *findings;
};

static bool is_before(const struct bc_rated_period *period,
                      const struct bc_rated_period *other)
{
    return other->before.first == period->period.first &&
           other->before.last == period->period.last;
}

/** How many periods after the first the one stands that is compared with it;
 * their number when there is none. */
static size_t periods_apart(const struct bc_rated_period *periods, size_t n)
{
    size_t apart = 1;

    while (apart < n && !is_before(&periods[0], &periods[apart]))
        apart++;
    return apart;
}

/** Periods that are compared with one another come one after the other, so
 * that each is judged once. */
static void add_periods(struct ratings *ratings,
                        const struct bc_classified *classified,
                        const struct bc_rated_period *periods, size_t n,
                        struct bc_table *table)
{
    const size_t apart = periods_apart(periods, n);
    struct part *parts = bc_alloc(n, sizeof *parts);

    for (size_t first = 0; first < apart; first++) {
        for (size_t p = first; p < n; p += apart) {
            struct bc_classified of_part = *classified;

            start_table(&parts[p].table);
            of_part.findings = parts[p].findings = bc_findings_new();
            of_part.period = periods[p].period;
            of_part.before = periods[p].before;
            if (p >= apart && is_before(&periods[p - apart], &periods[p]))
                bc_compared_go_on(&of_part, &ratings->sections);
            else
                bc_compared_make(&of_part, NULL, &ratings->sections);
            add_period(ratings, &of_part, NULL, &parts[p].table);
        }
    }
    for (size_t p = 0; p < n; p++) {
        bc_table_append(table, &parts[p].table);
        bc_findings_append(classified->findings, parts[p].findings);
        bc_findings_free(parts[p].findings);
    }
    free(parts);
}

void bc_classify_rating(const struct bc_classified *classified,
                        const struct bc_rated_period *periods, size_t n_periods,
                        struct bc_table *table)
{
    struct ratings ratings = {.rule = {0}};

    start_table(table);
    bc_text_printf(&ratings.rule,
                   "%d个断面及以上按比例，不足的按均值(个数凭记忆)；",
                   classified->method->rating_minimum);
    bc_change_rule_text(classified->change, true, &ratings.rule);
    if (n_periods == 0) {
        bc_compared_make(classified, classified->findings, &ratings.sections);
        add_period(&ratings, classified, classified->findings, table);
    } else {
        add_periods(&ratings, classified, periods, n_periods, table);
    }
    bc_compared_clear(&ratings.sections);
    bc_compared_clear(&ratings.lakes);
    groups_clear(&ratings.groups);
    bc_text_clear(&ratings.rule);
}
