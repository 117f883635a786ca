/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/project_parts.h"

static struct bc_project_method *method_of(void *project)
{
    return &((struct bc_project *)project)->method;
}

/** A scalar, or the members of a list joined by commas. */
static enum bc_status listed_text(const struct bc_node *node,
                                  struct bc_text *text, struct bc_error *err)
{
    enum bc_status status = BC_OK;

    if (node->kind != BC_LIST) {
        status = bc_node_expect(node, BC_SCALAR, err);
        if (!status)
            bc_text_add(text, node->text);
        return status;
    }
    for (size_t i = 0; !status && i < node->n_children; i++) {
        status = bc_node_expect(&node->children[i], BC_SCALAR, err);
        if (!status)
            bc_text_printf(text, "%s%s", i ? "," : "", node->children[i].text);
    }
    return status;
}

static enum bc_status read_items(const struct bc_node *node, void *project,
                                 struct bc_error *err)
{
    struct bc_water_method *water = &method_of(project)->water;
    struct bc_text names = {0};
    struct bc_error inner = {0};
    enum bc_status status = listed_text(node, &names, err);

    if (!status &&
        bc_water_method_set_items(water, bc_text_string(&names), &inner))
        status = bc_node_error(node, err, "%s", inner.message);
    bc_text_clear(&names);
    return status;
}

static enum bc_status read_flood_items(const struct bc_node *node,
                                       void *project, struct bc_error *err)
{
    struct bc_flood_options *flood = &method_of(project)->flood;
    struct bc_text names = {0};
    struct bc_error inner = {0};
    enum bc_status status = listed_text(node, &names, err);

    if (!status && bc_flood_set_items(flood, bc_text_string(&names), &inner))
        status = bc_node_error(node, err, "%s", inner.message);
    bc_text_clear(&names);
    return status;
}

static enum bc_status read_flood_months(const struct bc_node *node,
                                        void *project, struct bc_error *err)
{
    enum bc_status status = bc_node_expect(node, BC_SCALAR, err);

    if (!status && !bc_flood_set_months(&method_of(project)->flood, node->text))
        status = bc_node_error(
            node, err, "'flood_months' is like 5-9, not '%s'", node->text);
    return status;
}

static enum bc_status read_flood_by(const struct bc_node *node, void *project,
                                    struct bc_error *err)
{
    int by = 0;
    enum bc_status status =
        bc_node_choice(node, bc_flood_aggregates(), &by, err);

    if (!status)
        method_of(project)->flood.aggregate = (enum bc_flood_aggregate)by;
    return status;
}

static enum bc_status read_risk_months(const struct bc_node *node,
                                       void *project, struct bc_error *err)
{
    enum bc_status status = bc_node_expect(node, BC_SCALAR, err);

    if (!status && !bc_risk_set_months(&method_of(project)->risk, node->text))
        status = bc_node_error(node, err,
                               "'risk_months' is like 2/12, months over of "
                               "the last months, not '%s'",
                               node->text);
    return status;
}

/** cards: {yellow: 2, red: 3}, months in a row. */
static enum bc_status read_cards(const struct bc_node *node, void *project,
                                 struct bc_error *err)
{
    static const struct bc_setting keys[] = {
        {"yellow", BC_SETTING_INTEGER,
         .at = offsetof(struct bc_card_rule, yellow), .low = 1, .high = 1200},
        {"red", BC_SETTING_INTEGER, .at = offsetof(struct bc_card_rule, red),
         .low = 1, .high = 1200},
        {.name = NULL}};
    struct bc_card_rule *cards = &method_of(project)->cards;
    enum bc_status status = bc_settings_read(node, keys, cards, err);

    if (!status && cards->red < cards->yellow)
        status = bc_node_error(node, err,
                               "a red card comes after more months than a "
                               "yellow one; 'red' must not be below 'yellow'");
    return status;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;

    return (left > right) - (left < right);
}

/** One distance or a list of them: metres above zero, each once. */
static enum bc_status read_distances(const struct bc_node *node,
                                     struct bc_distances *distances,
                                     struct bc_error *err)
{
    const size_t most = sizeof distances->m / sizeof *distances->m;
    enum bc_status status = BC_OK;
    size_t n = node->kind == BC_LIST ? node->n_children : 1;

    if (n > most)
        return bc_node_error(node, err, "'%s' takes at most %zu distances",
                             node->key, most);
    for (size_t i = 0; !status && i < n; i++) {
        const struct bc_node *one =
            node->kind == BC_LIST ? &node->children[i] : node;
        struct bc_decimal value = BC_MISSING;
        double m = 0;

        status = bc_node_decimal(one, &value, err);
        if (!status)
            m = bc_decimal_real(value);
        if (!status && !(m > 0 && m <= BC_BUFFER_MOST_M))
            status = bc_node_error(one, err,
                                   "'%s' is in metres, above 0 and up to %g",
                                   node->key, BC_BUFFER_MOST_M);
        for (size_t j = 0; !status && j < i; j++)
            if (distances->m[j] == m)
                status = bc_node_error(one, err, "'%s' names %g m twice",
                                       node->key, m);
        distances->m[i] = m;
    }
    distances->n = n;
    qsort(distances->m, n, sizeof *distances->m, by_size);
    return status;
}

static enum bc_status read_redline_buffers(const struct bc_node *node,
                                           void *project, struct bc_error *err)
{
    return read_distances(node, &method_of(project)->redline_buffers, err);
}

static enum bc_status read_water_buffers(const struct bc_node *node,
                                         void *project, struct bc_error *err)
{
    return read_distances(node, &method_of(project)->water_buffers, err);
}

static enum bc_status read_fences(const struct bc_node *node, void *project,
                                  struct bc_error *err)
{
    return read_distances(node, &method_of(project)->fences, err);
}

static enum bc_status read_risk_list(const struct bc_node *node, void *project,
                                     struct bc_error *err)
{
    return bc_project_find_file(
        node, project, &((struct bc_project *)project)->risk_list, err);
}

static enum bc_status read_flood_rain(const struct bc_node *node, void *project,
                                      struct bc_error *err)
{
    return bc_project_find_file(
        node, project, &((struct bc_project *)project)->flood_rain, err);
}

/** A table, or `example`: the rule that comes with the program. */
static enum bc_status read_compensation(const struct bc_node *node,
                                        void *project, struct bc_error *err)
{
    struct bc_project_file *file =
        &((struct bc_project *)project)->compensation;

    if (node->kind != BC_SCALAR || strcmp(node->text, "example") != 0)
        return bc_project_find_file(node, project, file, err);
    file->path = file->label = "example";
    return BC_OK;
}

static enum bc_status read_compensation_pairs(const struct bc_node *node,
                                              void *project,
                                              struct bc_error *err)
{
    return bc_project_find_file(
        node, project, &((struct bc_project *)project)->compensation_pairs,
        err);
}

/** What one key alone cannot tell. */
static enum bc_status check_together(const struct bc_node *map,
                                     const struct bc_project *project,
                                     struct bc_error *err)
{
    const struct bc_change_rule *change = &project->method.change;
    const struct bc_node *slight = bc_node_get(map, "change_slight");

    if (bc_decimal_compare(change->slight, change->no_change) < 0)
        return bc_node_error(slight ? slight : bc_node_get(map, "change_none"),
                             err,
                             "'change_slight' must not be below "
                             "'change_none'");
    if (project->compensation_pairs.path && !project->compensation.path)
        return bc_node_error(bc_node_get(map, "compensation_pairs"), err,
                             "'compensation_pairs' without 'compensation'; "
                             "name the table of the rule as well");
    return BC_OK;
}

enum bc_status bc_project_read_method(const struct bc_node *node, void *project,
                                      struct bc_error *err)
{
#define AT(member) .at = offsetof(struct bc_project, member)
    static const char *const roundings[] = {"none", "82", NULL};
    static const char *const compares[] = {"printed", "strict", NULL};
    static const char *const repeats[] = {"mean", "first", "last", "error",
                                          NULL};
    static const char *const actions[] = {"done", "exclude", NULL};
    static const char *const fills[] = {"none", "idw", "nearest", NULL};
    static const struct bc_setting keys[] = {
        {"items", BC_SETTING_READ, .read = read_items},
        {"rounding", BC_SETTING_EITHER, AT(method.water.round),
         .words = roundings},
        {"compare", BC_SETTING_EITHER, AT(method.strict), .words = compares},
        {"duplicates", BC_SETTING_CHOICE, AT(method.duplicates),
         .words = repeats},
        {"implausible", BC_SETTING_INTEGER, AT(method.implausible), .low = 0,
         .high = 1000000},
        {"min_samples_month", BC_SETTING_INTEGER,
         AT(method.water.min_samples_month), .low = 1, .high = 100000},
        {"min_months", BC_SETTING_INTEGER, AT(method.water.min_months),
         .low = 1, .high = 1200},
        {"no_action", BC_SETTING_EITHER, AT(method.exclude_no_action),
         .words = actions},
        /* joins and areas */
        {"max_distance_m", BC_SETTING_REAL, AT(method.max_distance_m)},
        {"water_distance_m", BC_SETTING_REAL, AT(method.water_distance_m)},
        {"duplicate_distance_m", BC_SETTING_REAL,
         AT(method.duplicate_distance_m)},
        {"repair_max_change", BC_SETTING_PERCENT, AT(method.repair_max_change)},
        {"sliver_area_m2", BC_SETTING_REAL, AT(method.sliver_area_m2)},
        {"sliver_width_m", BC_SETTING_REAL, AT(method.sliver_width_m)},
        {"redline_buffers_m", BC_SETTING_READ, .read = read_redline_buffers},
        {"water_buffers_m", BC_SETTING_READ, .read = read_water_buffers},
        {"fences_m", BC_SETTING_READ, .read = read_fences},
        /* rivers */
        {"snap_m", BC_SETTING_REAL, AT(method.snap_m)},
        {"river_distance_m", BC_SETTING_REAL, AT(method.river_distance_m)},
        {"speed_m_s", BC_SETTING_REAL, AT(method.speed_m_s), .low = 0.001},
        /* from memory and not from a regulation at hand (RULES, [M]) */
        {"risk_limit", BC_SETTING_DECIMAL, AT(method.risk.limit)},
        {"risk_do", BC_SETTING_DECIMAL, AT(method.risk.oxygen)},
        {"risk_months", BC_SETTING_READ, .read = read_risk_months},
        {"risk_list", BC_SETTING_READ, .read = read_risk_list},
        {"change_none", BC_SETTING_DECIMAL, AT(method.change.no_change)},
        {"change_slight", BC_SETTING_DECIMAL, AT(method.change.slight)},
        {"change_tolerance", BC_SETTING_DECIMAL, AT(method.change.tolerance)},
        {"flood_months", BC_SETTING_READ, .read = read_flood_months},
        {"flood_items", BC_SETTING_READ, .read = read_flood_items},
        {"flood_by", BC_SETTING_READ, .read = read_flood_by},
        {"flood_rain", BC_SETTING_READ, .read = read_flood_rain},
        {"flood_rain_mm", BC_SETTING_DECIMAL, AT(method.flood.rain_mm)},
        {"flood_days_after", BC_SETTING_INTEGER, AT(method.flood.days_after),
         .low = 0, .high = 31},
        {"cards", BC_SETTING_READ, .read = read_cards},
        {"pace_start", BC_SETTING_DATE, AT(method.pace_start)},
        {"compensation", BC_SETTING_READ, .read = read_compensation},
        {"compensation_pairs", BC_SETTING_READ,
         .read = read_compensation_pairs},
        {"tli_without_chla", BC_SETTING_FLAG,
         AT(method.water.tli_without_chla)},
        {"heavy_metals_first", BC_SETTING_FLAG, AT(method.water.metals_first)},
        {"rating_minimum", BC_SETTING_INTEGER, AT(method.water.rating_minimum),
         .low = 1, .high = 1000},
        /* how lakes are filled between their points */
        {"interpolation", BC_SETTING_CHOICE, AT(raster.interpolation),
         .words = fills},
        {"min_points", BC_SETTING_INTEGER, AT(raster.min_points), .low = 2,
         .high = 100000},
        {.name = NULL}};
#undef AT
    enum bc_status status = bc_settings_read(node, keys, project, err);

    return status ? status : check_together(node, project, err);
}
