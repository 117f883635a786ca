/* SPDX-License-Identifier: MIT */
#include "cli/project.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"
#include "layer/role.h"

static const char *keep(struct bc_project *project, const char *text)
{
    return bc_arena_copy(&project->arena, text, strlen(text));
}

/** A scalar that is a text: quoted or not, but not empty. */
static enum bc_status text_of(const struct bc_node *node, const char **text,
                              struct bc_error *err)
{
    enum bc_status status = bc_node_expect(node, BC_SCALAR, err);

    if (!status && !*node->text)
        status = bc_node_error(node, err, "'%s' is empty", node->key);
    if (!status)
        *text = node->text;
    return status;
}

static enum bc_status optional_text(const struct bc_node *map, const char *key,
                                    const char **text, struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, key);

    return node ? text_of(node, text, err) : BC_OK;
}

static enum bc_status optional_real(const struct bc_node *map, const char *key,
                                    double low, double *value,
                                    struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, key);
    struct bc_decimal decimal = BC_MISSING;
    enum bc_status status = BC_OK;

    if (!node)
        return BC_OK;
    status = bc_node_decimal(node, &decimal, err);
    if (!status && bc_decimal_real(decimal) < low)
        status = bc_node_error(node, err, "'%s' must be %g or more", key, low);
    if (!status)
        *value = bc_decimal_real(decimal);
    return status;
}

static enum bc_status optional_choice(const struct bc_node *map,
                                      const char *key, const char *const *words,
                                      int *choice, struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, key);

    return node ? bc_node_choice(node, words, choice, err) : BC_OK;
}

static enum bc_status optional_decimal(const struct bc_node *map,
                                       const char *key,
                                       struct bc_decimal *value,
                                       struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, key);

    return node ? bc_node_decimal(node, value, err) : BC_OK;
}

static enum bc_status add_paths(struct bc_project *project,
                                const struct bc_node *node,
                                struct bc_source *source, struct bc_error *err)
{
    char **found = NULL;
    size_t n = 0;
    struct bc_error inner = {0};
    enum bc_status status = bc_node_expect(node, BC_SCALAR, err);

    if (status)
        return status;
    if (bc_source_expand(project->file, node->text, &found, &n, &inner))
        return bc_node_error(node, err, "%s", inner.message);
    size_t total = source->n_paths + n;
    source->paths = bc_resize(source->paths, total, sizeof *source->paths);
    source->labels = bc_resize(source->labels, total, sizeof *source->labels);
    for (size_t i = 0; i < n; i++) {
        /* A label is what the project says, with a glob's own file name. */
        struct bc_text label = {0};
        const char *slash = strrchr(node->text, '/');
        if (n > 1 && slash)
            bc_text_add_bytes(&label, node->text,
                              (size_t)(slash - node->text) + 1);
        bc_text_add(&label, n > 1 ? bc_path_name(found[i]) : node->text);
        source->paths[source->n_paths + i] = keep(project, found[i]);
        source->labels[source->n_paths + i] =
            keep(project, bc_text_string(&label));
        bc_text_clear(&label);
        free(found[i]);
    }
    free(found);
    source->n_paths = total;
    return BC_OK;
}

static enum bc_status read_paths(struct bc_project *project,
                                 const struct bc_node *map,
                                 struct bc_source *source, struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, "source");
    enum bc_status status = BC_OK;

    if (!node)
        return bc_node_error(map, err,
                             "the layer names no 'source'; add a path");
    if (node->kind != BC_LIST)
        return add_paths(project, node, source, err);
    for (size_t i = 0; !status && i < node->n_children; i++)
        status = add_paths(project, &node->children[i], source, err);
    return status;
}

static enum bc_status read_fields(struct bc_project *project,
                                  const struct bc_node *map,
                                  struct bc_source *source,
                                  struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, "fields");
    enum bc_status status = BC_OK;
    struct bc_field_map *fields = NULL;

    if (!node)
        return BC_OK;
    status = bc_node_expect(node, BC_MAP, err);
    if (status)
        return status;
    fields = bc_arena_alloc(&project->arena,
                            (node->n_children + 1) * sizeof *fields);
    for (size_t i = 0; !status && i < node->n_children; i++) {
        fields[i].key = node->children[i].key;
        status = text_of(&node->children[i], &fields[i].header, err);
    }
    source->fields = fields;
    source->n_fields = node->n_children;
    return status;
}

static enum bc_status read_xy(const struct bc_node *map,
                              struct bc_source *source, struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, "xy");
    enum bc_status status = BC_OK;

    if (!node)
        return BC_OK;
    status = bc_node_expect(node, BC_LIST, err);
    if (!status && node->n_children != 2)
        status = bc_node_error(node, err,
                               "'xy' is a list of two headers: [lon, lat]");
    if (!status)
        status = text_of(&node->children[0], &source->x_field, err);
    if (!status)
        status = text_of(&node->children[1], &source->y_field, err);
    return status;
}

/** What PROJ does not know: the seven parameters of a region, or a pipeline. */
static enum bc_status read_shift(struct bc_project *project,
                                 const struct bc_node *map,
                                 struct bc_crs_shift *shift,
                                 struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, "crs_shift");
    double *parameters = NULL;
    enum bc_status status =
        optional_text(map, "pipeline", &shift->pipeline, err);

    if (status || !node)
        return status;
    if (shift->pipeline)
        return bc_node_error(node, err,
                             "'crs_shift' and 'pipeline' exclude each other");
    status = bc_node_expect(node, BC_LIST, err);
    if (!status && node->n_children != 7)
        status = bc_node_error(node, err,
                               "'crs_shift' is a list of seven numbers: [dx, "
                               "dy, dz, rx, ry, rz, ds] in m, seconds and ppm");
    parameters = bc_arena_alloc(&project->arena, 7 * sizeof *parameters);
    for (size_t i = 0; !status && i < 7; i++) {
        struct bc_decimal value = BC_MISSING;
        status = bc_node_decimal(&node->children[i], &value, err);
        parameters[i] = bc_decimal_real(value);
    }
    shift->parameters = parameters;
    return status;
}

static enum bc_status read_source(struct bc_project *project, const char *role,
                                  const struct bc_node *map,
                                  struct bc_error *err)
{
    static const char *const keys[] = {
        "source",       "layer",     "fields",   "where",    "xy",
        "crs",          "kind",      "year",     "encoding", "coordinates",
        "illustrative", "crs_shift", "pipeline", NULL};
    static const char *const kinds[] = {"auto", "manual", NULL};
    static const char *const frames[] = {"wgs84", "cgcs2000", "gcj02", "bd09",
                                         NULL};
    struct bc_project_source entry = {.line = map->line};
    struct bc_source *source = &entry.source;
    const struct bc_node *node = NULL;
    int kind = -1, frame = BC_CGCS2000;
    int64_t year = 0;
    enum bc_status status = bc_node_expect(map, BC_MAP, err);

    source->role = role;
    if (!status)
        status = bc_node_check_keys(map, keys, err);
    if (!status)
        status = read_paths(project, map, source, err);
    if (!status)
        status = optional_text(map, "layer", &source->layer, err);
    if (!status)
        status = optional_text(map, "crs", &source->crs, err);
    if (!status)
        status = read_shift(project, map, &entry.shift, err);
    if (!status)
        status = optional_text(map, "encoding", &source->encoding, err);
    if (!status)
        status = optional_text(map, "where", &entry.where, err);
    if (!status)
        status = read_fields(project, map, source, err);
    if (!status)
        status = read_xy(map, source, err);
    if (!status)
        status = optional_choice(map, "kind", kinds, &kind, err);
    if (!status)
        status = optional_choice(map, "coordinates", frames, &frame, err);
    if (!status && (node = bc_node_get(map, "year")) != NULL)
        status = bc_node_integer(node, 1900, 2100, &year, err);
    if (!status && (node = bc_node_get(map, "illustrative")) != NULL)
        status = bc_node_flag(node, &source->illustrative, err);
    source->kind = kind < 0 ? BC_KIND_UNKNOWN
                            : (kind == 0 ? BC_KIND_AUTO : BC_KIND_MANUAL);
    source->coordinates = (enum bc_coordinates)frame;
    source->year = (int)year;
    project->sources =
        bc_reserve(project->sources, &project->source_room,
                   project->n_sources + 1, sizeof *project->sources);
    project->sources[project->n_sources++] = entry;
    return status;
}

static enum bc_status read_layers(struct bc_project *project,
                                  const struct bc_node *root,
                                  struct bc_error *err)
{
    const struct bc_node *layers = bc_node_get(root, "layers");
    enum bc_status status = BC_OK;

    if (!layers)
        return bc_node_error(root, err, "no 'layers'; add the sources");
    status = bc_node_expect(layers, BC_MAP, err);
    for (size_t i = 0; !status && i < layers->n_children; i++) {
        const struct bc_node *node = &layers->children[i];
        const char *near = bc_text_suggest(node->key, bc_role_names());
        const bool known = near && strcmp(near, node->key) == 0;
        if (near && !known) {
            /* A free name is allowed; one that is nearly a role is a slip. */
            struct bc_node key = *node;
            key.line = node->key_line;
            key.column = node->key_column;
            status = bc_node_error(
                &key, err, "no role '%s'; did you mean '%s'?", key.key, near);
        } else if (node->kind == BC_LIST) {
            if (strcmp(node->key, "observations") != 0)
                status = bc_node_error(node, err,
                                       "'%s' takes one source; list its files "
                                       "under 'source'",
                                       node->key);
            for (size_t j = 0; !status && j < node->n_children; j++)
                status =
                    read_source(project, node->key, &node->children[j], err);
        } else {
            status = read_source(project, node->key, node, err);
        }
    }
    return status;
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

static enum bc_status read_items(const struct bc_node *map,
                                 struct bc_water_method *water,
                                 struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, "items");
    struct bc_text names = {0};
    struct bc_error inner = {0};
    enum bc_status status = BC_OK;

    if (!node)
        return BC_OK;
    status = listed_text(node, &names, err);
    if (!status &&
        bc_water_method_set_items(water, bc_text_string(&names), &inner))
        status = bc_node_error(node, err, "%s", inner.message);
    bc_text_clear(&names);
    return status;
}

static enum bc_status optional_flag(const struct bc_node *map, const char *key,
                                    bool *flag, struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, key);

    return node ? bc_node_flag(node, flag, err) : BC_OK;
}

/** A decimal that must not be below zero. */
static enum bc_status optional_threshold(const struct bc_node *map,
                                         const char *key,
                                         struct bc_decimal *value,
                                         struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, key);
    enum bc_status status = optional_decimal(map, key, value, err);

    if (!status && value->units < 0)
        status = bc_node_error(node, err, "'%s' must be 0 or more", key);
    return status;
}

static enum bc_status read_risk(const struct bc_node *map,
                                struct bc_risk_rule *risk, struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, "risk_months");
    enum bc_status status =
        optional_threshold(map, "risk_limit", &risk->limit, err);

    if (!status)
        status = optional_threshold(map, "risk_do", &risk->oxygen, err);
    if (status || !node)
        return status;
    status = bc_node_expect(node, BC_SCALAR, err);
    if (!status && !bc_risk_set_months(risk, node->text))
        status = bc_node_error(node, err,
                               "'risk_months' is like 2/12, months over of "
                               "the last months, not '%s'",
                               node->text);
    return status;
}

static enum bc_status read_change(const struct bc_node *map,
                                  struct bc_change_rule *change,
                                  struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, "change_slight");
    enum bc_status status =
        optional_threshold(map, "change_none", &change->no_change, err);

    if (!status)
        status = optional_threshold(map, "change_slight", &change->slight, err);
    if (!status)
        status = optional_threshold(map, "change_tolerance", &change->tolerance,
                                    err);
    if (!status && bc_decimal_compare(change->slight, change->no_change) < 0)
        status =
            bc_node_error(node ? node : bc_node_get(map, "change_none"), err,
                          "'change_slight' must not be below "
                          "'change_none'");
    return status;
}

static enum bc_status read_flood(const struct bc_node *map,
                                 struct bc_flood_options *flood,
                                 struct bc_error *err)
{
    const struct bc_node *months = bc_node_get(map, "flood_months");
    const struct bc_node *items = bc_node_get(map, "flood_items");
    const struct bc_node *after = bc_node_get(map, "flood_days_after");
    int64_t days = flood->days_after;
    struct bc_text text = {0};
    struct bc_error inner = {0};
    int by = (int)flood->aggregate;
    enum bc_status status =
        optional_choice(map, "flood_by", bc_flood_aggregates(), &by, err);

    flood->aggregate = (enum bc_flood_aggregate)by;
    if (!status)
        status = optional_threshold(map, "flood_rain_mm", &flood->rain_mm, err);
    if (!status && after)
        status = bc_node_integer(after, 0, 31, &days, err);
    flood->days_after = (int)days;
    if (!status && months)
        status = bc_node_expect(months, BC_SCALAR, err);
    if (!status && months && !bc_flood_set_months(flood, months->text))
        status = bc_node_error(
            months, err, "'flood_months' is like 5-9, not '%s'", months->text);
    if (!status && items)
        status = listed_text(items, &text, err);
    if (!status && items &&
        bc_flood_set_items(flood, bc_text_string(&text), &inner))
        status = bc_node_error(items, err, "%s", inner.message);
    bc_text_clear(&text);
    return status;
}

/** cards: {yellow: 2, red: 3}, months in a row. */
static enum bc_status read_cards(const struct bc_node *map,
                                 struct bc_card_rule *cards,
                                 struct bc_error *err)
{
    static const char *const keys[] = {"yellow", "red", NULL};
    const struct bc_node *node = bc_node_get(map, "cards"), *months;
    int64_t yellow = cards->yellow, red = cards->red;
    enum bc_status status = BC_OK;

    if (!node)
        return BC_OK;
    status = bc_node_expect(node, BC_MAP, err);
    if (!status)
        status = bc_node_check_keys(node, keys, err);
    if (!status && (months = bc_node_get(node, "yellow")) != NULL)
        status = bc_node_integer(months, 1, 1200, &yellow, err);
    if (!status && (months = bc_node_get(node, "red")) != NULL)
        status = bc_node_integer(months, 1, 1200, &red, err);
    if (!status && red < yellow)
        status = bc_node_error(node, err,
                               "a red card comes after more months than a "
                               "yellow one; 'red' must not be below 'yellow'");
    *cards = (struct bc_card_rule){(int)yellow, (int)red};
    return status;
}

/** What is from memory and not from a regulation at hand (RULES, [M]). */
static enum bc_status read_remembered(struct bc_project_method *method,
                                      const struct bc_node *map,
                                      struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, "rating_minimum");
    int64_t minimum = method->water.rating_minimum;
    enum bc_status status = read_risk(map, &method->risk, err);

    if (!status)
        status = read_change(map, &method->change, err);
    if (!status)
        status = read_flood(map, &method->flood, err);
    if (!status && bc_node_get(map, "pace_start"))
        status = bc_node_date(bc_node_get(map, "pace_start"),
                              &method->pace_start, err);
    if (!status)
        status = read_cards(map, &method->cards, err);
    if (!status)
        status = optional_flag(map, "tli_without_chla",
                               &method->water.tli_without_chla, err);
    if (!status)
        status = optional_flag(map, "heavy_metals_first",
                               &method->water.metals_first, err);
    if (!status && node)
        status = bc_node_integer(node, 1, 1000, &minimum, err);
    method->water.rating_minimum = (int)minimum;
    return status;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;

    return (left > right) - (left < right);
}

/** One distance or a list of them: metres above zero, each once. */
static enum bc_status read_distances(const struct bc_node *map, const char *key,
                                     struct bc_distances *distances,
                                     struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, key);
    const size_t most = sizeof distances->m / sizeof *distances->m;
    enum bc_status status = BC_OK;
    size_t n = node && node->kind == BC_LIST ? node->n_children : 1;

    if (!node)
        return BC_OK;
    if (n > most)
        return bc_node_error(node, err, "'%s' takes at most %zu distances", key,
                             most);
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
                                   key, BC_BUFFER_MOST_M);
        for (size_t j = 0; !status && j < i; j++)
            if (distances->m[j] == m)
                status =
                    bc_node_error(one, err, "'%s' names %g m twice", key, m);
        distances->m[i] = m;
    }
    distances->n = n;
    qsort(distances->m, n, sizeof *distances->m, by_size);
    return status;
}

static enum bc_status read_areas(struct bc_project_method *method,
                                 const struct bc_node *map,
                                 struct bc_error *err)
{
    enum bc_status status =
        read_distances(map, "redline_buffers_m", &method->redline_buffers, err);

    if (!status)
        status =
            read_distances(map, "water_buffers_m", &method->water_buffers, err);
    if (!status)
        status = read_distances(map, "fences_m", &method->fences, err);
    if (!status)
        status = optional_real(map, "duplicate_distance_m", 0,
                               &method->duplicate_distance_m, err);
    return status;
}

static enum bc_status read_method(struct bc_project_method *method,
                                  const struct bc_node *map,
                                  struct bc_error *err)
{
    static const char *const keys[] = {"items",
                                       "rounding",
                                       "compare",
                                       "duplicates",
                                       "min_samples_month",
                                       "min_months",
                                       "max_distance_m",
                                       "water_distance_m",
                                       "repair_max_change",
                                       "sliver_area_m2",
                                       "sliver_width_m",
                                       "no_action",
                                       "risk_limit",
                                       "risk_do",
                                       "risk_months",
                                       "risk_list",
                                       "flood_rain",
                                       "flood_rain_mm",
                                       "flood_days_after",
                                       "compensation",
                                       "compensation_pairs",
                                       "change_none",
                                       "pace_start",
                                       "change_slight",
                                       "change_tolerance",
                                       "flood_months",
                                       "flood_items",
                                       "flood_by",
                                       "cards",
                                       "tli_without_chla",
                                       "heavy_metals_first",
                                       "rating_minimum",
                                       "snap_m",
                                       "river_distance_m",
                                       "speed_m_s",
                                       "redline_buffers_m",
                                       "water_buffers_m",
                                       "fences_m",
                                       "duplicate_distance_m",
                                       "interpolation",
                                       "min_points",
                                       NULL};
    static const char *const roundings[] = {"82", "none", NULL};
    static const char *const compares[] = {"printed", "strict", NULL};
    static const char *const repeats[] = {"mean", "first", "last", "error",
                                          NULL};
    static const char *const actions[] = {"done", "exclude", NULL};
    const struct bc_node *node = NULL;
    int rounding = 0, compare = 0, repeat = 0, action = 0;
    int64_t samples = method->water.min_samples_month;
    int64_t months = method->water.min_months;
    enum bc_status status = bc_node_expect(map, BC_MAP, err);

    if (!status)
        status = bc_node_check_keys(map, keys, err);
    if (!status)
        status = read_items(map, &method->water, err);
    if (!status)
        status = optional_choice(map, "rounding", roundings, &rounding, err);
    if (!status)
        status = optional_choice(map, "compare", compares, &compare, err);
    if (!status)
        status = optional_choice(map, "duplicates", repeats, &repeat, err);
    if (!status)
        status = optional_choice(map, "no_action", actions, &action, err);
    if (!status && (node = bc_node_get(map, "min_samples_month")) != NULL)
        status = bc_node_integer(node, 1, 100000, &samples, err);
    if (!status && (node = bc_node_get(map, "min_months")) != NULL)
        status = bc_node_integer(node, 1, 1200, &months, err);
    if (!status)
        status = optional_real(map, "max_distance_m", 0,
                               &method->max_distance_m, err);
    if (!status)
        status = optional_real(map, "water_distance_m", 0,
                               &method->water_distance_m, err);
    if (!status)
        status = optional_real(map, "sliver_area_m2", 0,
                               &method->sliver_area_m2, err);
    if (!status)
        status = optional_real(map, "sliver_width_m", 0,
                               &method->sliver_width_m, err);
    if (!status && (node = bc_node_get(map, "repair_max_change")) != NULL)
        status = bc_node_percent(node, &method->repair_max_change, err);
    if (!status)
        status = read_remembered(method, map, err);
    if (!status)
        status = optional_real(map, "snap_m", 0, &method->snap_m, err);
    if (!status)
        status = optional_real(map, "river_distance_m", 0,
                               &method->river_distance_m, err);
    if (!status)
        status =
            optional_real(map, "speed_m_s", 0.001, &method->speed_m_s, err);
    if (!status)
        status = read_areas(method, map, err);
    method->water.round = rounding == 0;
    method->water.min_samples_month = (int)samples;
    method->water.min_months = (int)months;
    method->strict = compare == 1;
    method->duplicates = (enum bc_duplicates)repeat;
    method->exclude_no_action = action == 1;
    return status;
}

/** How lakes are filled between their points. */
static enum bc_status read_interpolation(struct bc_raster_options *raster,
                                         const struct bc_node *map,
                                         struct bc_error *err)
{
    static const char *const words[] = {"none", "idw", "nearest", NULL};
    const struct bc_node *node = bc_node_get(map, "min_points");
    int64_t points = raster->min_points;
    int choice = (int)raster->interpolation;
    enum bc_status status =
        optional_choice(map, "interpolation", words, &choice, err);

    if (!status && node)
        status = bc_node_integer(node, 2, 100000, &points, err);
    raster->interpolation = (enum bc_interpolation)choice;
    raster->min_points = (int)points;
    return status;
}

/** The rasters that are wanted, a word or a list of words: ",verdict,rating,".
 */
static enum bc_status read_maps(struct bc_project *project,
                                const struct bc_node *node,
                                struct bc_error *err)
{
    static const char *const words[] = {"verdict",
                                        "rating",
                                        "lake_class",
                                        "lake_deciding",
                                        "redline_distance",
                                        "outfall_density",
                                        "outfall_density_unfinished",
                                        "lake_items",
                                        "lake_tli",
                                        NULL};
    const bool list = node && node->kind == BC_LIST;
    const size_t n = list ? node->n_children : 1;
    struct bc_text text = {0};
    enum bc_status status = BC_OK;

    if (!node)
        return BC_OK;
    for (size_t i = 0; !status && i < n; i++) {
        int word = 0;
        status =
            bc_node_choice(list ? &node->children[i] : node, words, &word, err);
        if (!status)
            bc_text_printf(&text, ",%s", words[word]);
    }
    bc_text_add(&text, ",");
    project->raster.maps = keep(project, bc_text_string(&text));
    bc_text_clear(&text);
    return status;
}

static enum bc_status read_output(struct bc_project *project,
                                  const struct bc_node *map,
                                  struct bc_error *err)
{
    static const char *const keys[] = {
        "language", "palette", "resolution_m", "report_precision_m",
        "pictures", "grid",    "maps",         "density_bandwidth_m",
        NULL};
    static const char *const grids[] = {"geographic", "gk", NULL};
    static const char *const languages[] = {"zh", "en", NULL};
    static const char *const palettes[] = {"official", "cvd", NULL};
    /* as any yes or no may be written, and `all` */
    static const char *const pictures[] = {"no",    "yes",  "all",
                                           "false", "true", NULL};
    int language = 0, palette = 0, grid = 0, drawn = BC_PICTURES_YES;
    enum bc_status status = bc_node_expect(map, BC_MAP, err);

    if (!status)
        status = bc_node_check_keys(map, keys, err);
    if (!status)
        status = optional_choice(map, "language", languages, &language, err);
    if (!status)
        status = optional_choice(map, "palette", palettes, &palette, err);
    if (!status)
        status =
            optional_real(map, "resolution_m", 1, &project->resolution_m, err);
    if (!status)
        status = optional_real(map, "report_precision_m", 0,
                               &project->report_precision_m, err);
    if (!status)
        status = optional_choice(map, "pictures", pictures, &drawn, err);
    if (!status)
        status = optional_choice(map, "grid", grids, &grid, err);
    if (!status)
        status = optional_real(map, "density_bandwidth_m", 1,
                               &project->raster.bandwidth_m, err);
    if (!status)
        status = read_maps(project, bc_node_get(map, "maps"), err);
    if (!status) {
        project->raster.gauss_krueger = grid == 1;
        project->language = languages[language];
        project->palette = palettes[palette];
        project->pictures = (enum bc_pictures)(drawn % 3);
    }
    return status;
}

enum bc_status bc_project_set_before(struct bc_project *project,
                                     const struct bc_period *before,
                                     struct bc_error *err)
{
    project->before = *before;
    project->has_before = true;
    return before->last < project->period.first
               ? BC_OK
               : bc_node_error(project->compare_with, err,
                               "'compare_with' must lie before 'period'");
}

/** A period of the same observations, or the folder of an earlier result. */
static enum bc_status read_compare_with(struct bc_project *project,
                                        const struct bc_node *node,
                                        struct bc_error *err)
{
    struct bc_period before;
    struct stat found;
    char *path;

    project->compare_with = node;
    if (node->kind == BC_SCALAR && bc_period_parse(node->text, &before))
        return bc_project_set_before(project, &before, err);
    if (node->kind != BC_SCALAR || !*node->text)
        return bc_node_period(node, &before, err);
    path = bc_path_beside(project->file, node->text);
    project->earlier.path = keep(project, path);
    free(path);
    project->earlier.label = node->text;
    if (stat(project->earlier.path, &found) == 0 && S_ISDIR(found.st_mode))
        return BC_OK;
    return bc_node_error(node, err,
                         "'%s' is neither a period such as 2020-04 nor the "
                         "folder of an earlier result; the path is relative to "
                         "the project file",
                         node->text);
}

static enum bc_status read_head(struct bc_project *project,
                                const struct bc_node *root,
                                struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(root, "basincheck");
    int64_t version = 0;
    enum bc_status status = BC_OK;

    if (!node)
        return bc_node_error(root, err,
                             "not a project file: the first line must be "
                             "'basincheck: 1'");
    status = bc_node_integer(node, 1, 1, &version, err);
    if (!status)
        status = optional_text(root, "title", &project->title, err);
    if (!status && (node = bc_node_get(root, "period")) == NULL)
        status = bc_node_error(root, err,
                               "no 'period'; add the months of the water, such "
                               "as 2021-04");
    if (!status)
        status = bc_node_period(node, &project->period, err);
    project->as_of = project->period.last;
    if (!status && (node = bc_node_get(root, "as_of")) != NULL)
        status = bc_node_date(node, &project->as_of, err);
    if (!status && (node = bc_node_get(root, "compare_with")) != NULL)
        status = read_compare_with(project, node, err);
    if (!status)
        status = optional_text(root, "crs", &project->crs, err);
    return status;
}

/** The one file that a key names; nothing when the key is not there. */
static enum bc_status read_file(struct bc_project *project,
                                const struct bc_node *map, const char *key,
                                struct bc_project_file *file,
                                struct bc_error *err)
{
    const struct bc_node *node = bc_node_get(map, key);
    char **found = NULL;
    size_t n = 0;
    struct bc_error inner = {0};
    enum bc_status status = BC_OK;

    if (!node)
        return BC_OK;
    status = text_of(node, &file->label, err);
    if (status)
        return status;
    if (bc_source_expand(project->file, node->text, &found, &n, &inner))
        return bc_node_error(node, err, "%s", inner.message);
    if (n == 1)
        file->path = keep(project, found[0]);
    else
        status = bc_node_error(node, err, "'%s' must be one file", key);
    for (size_t i = 0; i < n; i++)
        free(found[i]);
    free(found);
    return status;
}

static enum bc_status read_targets(struct bc_project *project,
                                   const struct bc_node *root,
                                   struct bc_error *err)
{
    struct bc_project_file file = {0};
    enum bc_status status = read_file(project, root, "targets", &file, err);

    project->targets = file.path;
    project->targets_label = file.label;
    return status;
}

/** The tables that `method` names. */
static enum bc_status read_method_files(struct bc_project *project,
                                        const struct bc_node *map,
                                        struct bc_error *err)
{
    const struct bc_node *rule = bc_node_get(map, "compensation");
    struct bc_project_file *compensation = &project->compensation;
    enum bc_status status =
        read_file(project, map, "risk_list", &project->risk_list, err);

    if (!status)
        status =
            read_file(project, map, "flood_rain", &project->flood_rain, err);
    if (!status)
        status = read_file(project, map, "compensation_pairs",
                           &project->compensation_pairs, err);
    if (!status && rule && rule->kind == BC_SCALAR &&
        strcmp(rule->text, "example") == 0)
        compensation->path = compensation->label = "example";
    else if (!status)
        status = read_file(project, map, "compensation", compensation, err);
    if (!status && project->compensation_pairs.path && !compensation->path)
        status = bc_node_error(bc_node_get(map, "compensation_pairs"), err,
                               "'compensation_pairs' without 'compensation'; "
                               "name the table of the rule as well");
    return status;
}

/** Automatic stations win over manual samples, so they are read first. */
static void order_observations(struct bc_project *project)
{
    size_t next = 0;

    for (int kind = 0; kind < 2; kind++)
        for (size_t i = next; i < project->n_sources; i++) {
            struct bc_project_source entry = project->sources[i];
            const bool later = strcmp(entry.source.role, "observations") == 0 &&
                               entry.source.kind == BC_KIND_MANUAL;
            if (later != (kind == 1))
                continue;
            memmove(&project->sources[next + 1], &project->sources[next],
                    (i - next) * sizeof entry);
            project->sources[next++] = entry;
        }
}

static void set_defaults(struct bc_project *project, const char *file)
{
    *project =
        (struct bc_project){.file = file,
                            .crs = "EPSG:4490",
                            .language = "zh",
                            .palette = "official",
                            .pictures = BC_PICTURES_YES,
                            .resolution_m = 0,
                            .report_precision_m = 100,
                            .raster = {.bandwidth_m = 5000, .min_points = 5}};
    project->method =
        (struct bc_project_method){.water = bc_water_method_default(),
                                   .duplicates = BC_DUPLICATES_MEAN,
                                   .repair_max_change = bc_decimal_of(1, 0),
                                   .water_distance_m = 2000,
                                   .sliver_area_m2 = 100,
                                   .sliver_width_m = 1,
                                   .risk = bc_risk_rule_default(),
                                   .change = bc_change_rule_default(),
                                   .pace_start = BC_NO_DATE,
                                   .flood = bc_flood_options_default(),
                                   .cards = bc_card_rule_default(),
                                   .snap_m = 50,
                                   .river_distance_m = 5000,
                                   .duplicate_distance_m = 10};
}

enum bc_status bc_project_read(const char *file, struct bc_project *project,
                               struct bc_error *err)
{
    static const char *const keys[] = {
        "basincheck",   "title",  "period", "as_of",
        "compare_with", "crs",    "layers", "method",
        "targets",      "output", NULL};
    char *bytes = NULL;
    size_t n = 0;
    const struct bc_node *root = NULL, *node = NULL;
    enum bc_status status = BC_OK;

    set_defaults(project, file);
    status = bc_file_read(file, &bytes, &n, err);
    if (!status)
        status = bc_tree_parse(file, bytes, n, &project->tree, err);
    free(bytes);
    if (status)
        return status;
    root = bc_tree_root(project->tree);
    status = bc_node_expect(root, BC_MAP, err);
    if (!status)
        status = bc_node_check_keys(root, keys, err);
    if (!status)
        status = read_head(project, root, err);
    if (!status)
        status = read_layers(project, root, err);
    if (!status)
        status = read_targets(project, root, err);
    if (!status && (node = bc_node_get(root, "method")) != NULL)
        status = read_method(&project->method, node, err);
    if (!status && node)
        status = read_method_files(project, node, err);
    if (!status && node)
        status = read_interpolation(&project->raster, node, err);
    if (!status && (node = bc_node_get(root, "output")) != NULL)
        status = read_output(project, node, err);
    order_observations(project);
    return status;
}

void bc_project_clear(struct bc_project *project)
{
    for (size_t i = 0; i < project->n_sources; i++) {
        free(project->sources[i].source.paths);
        free(project->sources[i].source.labels);
    }
    free(project->sources);
    bc_tree_free(project->tree);
    bc_arena_clear(&project->arena);
    *project = (struct bc_project){0};
}
