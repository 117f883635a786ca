/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/project_parts.h"
#include "layer/connection.h"
#include "layer/role.h"

/** A source that is being read, and the project whose memory it uses. */
struct reading {
    struct bc_project *project;
    struct bc_project_source entry;
    size_t n_path_faults; /* of those that the tree keeps */
};

/** A server is no path: nothing is looked for, and no message repeats it. */
static enum bc_status add_server(struct bc_project *project,
                                 const struct bc_node *node,
                                 struct bc_source *source, struct bc_error *err)
{
    size_t n = source->n_paths;
    struct bc_error inner = {0};

    if (bc_connection_check(node->text, &inner))
        return bc_node_error(node, err, "%s", inner.message);
    source->paths = bc_resize(source->paths, n + 1, sizeof *source->paths);
    source->labels = bc_resize(source->labels, n + 1, sizeof *source->labels);
    source->paths[n] = source->labels[n] = bc_project_keep(project, node->text);
    source->n_paths++;
    return BC_OK;
}

static void label_servers(struct bc_project *project, struct bc_source *source)
{
    for (size_t i = 0; i < source->n_paths; i++) {
        char *label = NULL;

        if (!bc_connection_is(source->paths[i]))
            continue;
        label = bc_connection_label(source->paths[i], source->layer);
        source->labels[i] = bc_project_keep(project, label);
        free(label);
    }
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
    if (bc_connection_is(node->text))
        return add_server(project, node, source, err);
    if (bc_source_expand(project->file, node->text, &found, &n, &inner))
        return bc_node_error(node, err, "%s", inner.message);
    size_t total = source->n_paths + n;
    source->paths = bc_resize(source->paths, total, sizeof *source->paths);
    source->labels = bc_resize(source->labels, total, sizeof *source->labels);
    for (size_t i = 0; i < n; i++) {
        /* A label is what the project says, with a glob's own file name. */
        struct bc_text label = {0};
        const char *name = bc_path_name(node->text);

        bc_text_add_bytes(&label, node->text, (size_t)(name - node->text));
        bc_text_add(&label, bc_path_name(found[i]));
        source->paths[source->n_paths + i] = bc_project_keep(project, found[i]);
        source->labels[source->n_paths + i] =
            bc_project_keep(project, bc_text_string(&label));
        bc_text_clear(&label);
        free(found[i]);
    }
    free(found);
    source->n_paths = total;
    return BC_OK;
}

static enum bc_status read_paths(const struct bc_node *node, void *into,
                                 struct bc_error *err)
{
    struct reading *reading = into;
    struct bc_source *source = &reading->entry.source;
    enum bc_status status = BC_OK;

    if (node->kind != BC_LIST)
        return add_paths(reading->project, node, source, err);
    reading->n_path_faults = bc_tree_n_faults(reading->project->tree);
    for (size_t i = 0; i < node->n_children; i++) {
        struct bc_error later;
        enum bc_status found = add_paths(reading->project, &node->children[i],
                                         source, status ? &later : err);

        if (!status)
            status = found;
    }
    reading->n_path_faults =
        bc_tree_n_faults(reading->project->tree) - reading->n_path_faults;
    return status;
}

static enum bc_status read_fields(const struct bc_node *node, void *into,
                                  struct bc_error *err)
{
    struct reading *reading = into;
    struct bc_field_map *fields = NULL;
    enum bc_status status = bc_node_expect(node, BC_MAP, err);

    if (status)
        return status;
    fields = bc_arena_alloc(&reading->project->arena,
                            (node->n_children + 1) * sizeof *fields);
    for (size_t i = 0; !status && i < node->n_children; i++) {
        fields[i].key = node->children[i].key;
        status = bc_node_text(&node->children[i], &fields[i].header, err);
    }
    reading->entry.source.fields = fields;
    reading->entry.source.n_fields = node->n_children;
    return status;
}

static enum bc_status read_xy(const struct bc_node *node, void *into,
                              struct bc_error *err)
{
    struct bc_source *source = &((struct reading *)into)->entry.source;
    enum bc_status status = bc_node_expect(node, BC_LIST, err);

    if (!status && node->n_children != 2)
        status = bc_node_error(node, err,
                               "'xy' is a list of two headers: [lon, lat]");
    if (!status)
        status = bc_node_text(&node->children[0], &source->x_field, err);
    if (!status)
        status = bc_node_text(&node->children[1], &source->y_field, err);
    return status;
}

/** What PROJ does not know of a region: seven parameters. */
static enum bc_status read_shift(const struct bc_node *node, void *into,
                                 struct bc_error *err)
{
    struct reading *reading = into;
    double *parameters = NULL;
    enum bc_status status = bc_node_expect(node, BC_LIST, err);

    if (!status && node->n_children != 7)
        status = bc_node_error(node, err,
                               "'crs_shift' is a list of seven numbers: [dx, "
                               "dy, dz, rx, ry, rz, ds] in m, seconds and ppm");
    parameters =
        bc_arena_alloc(&reading->project->arena, 7 * sizeof *parameters);
    for (size_t i = 0; !status && i < 7; i++) {
        struct bc_decimal value = BC_MISSING;
        status = bc_node_decimal(&node->children[i], &value, err);
        parameters[i] = bc_decimal_real(value);
    }
    reading->entry.shift.parameters = parameters;
    return status;
}

static enum bc_status read_kind(const struct bc_node *node, void *into,
                                struct bc_error *err)
{
    static const char *const words[] = {"auto", "manual", NULL};
    int word = 0;
    enum bc_status status = bc_node_choice(node, words, &word, err);

    if (!status)
        ((struct reading *)into)->entry.source.kind =
            word == 0 ? BC_KIND_AUTO : BC_KIND_MANUAL;
    return status;
}

static enum bc_status read_source(struct bc_project *project, const char *role,
                                  const struct bc_node *map,
                                  struct bc_error *err)
{
#define AT(member) .at = offsetof(struct reading, entry.member)
    static const char *const frames[] = {"wgs84", "cgcs2000", "gcj02", "bd09",
                                         NULL};
    static const struct bc_setting keys[] = {
        {"source", BC_SETTING_READ, .read = read_paths},
        {"layer", BC_SETTING_TEXT, AT(source.layer)},
        {"fields", BC_SETTING_READ, .read = read_fields},
        {"where", BC_SETTING_TEXT, AT(where)},
        {"xy", BC_SETTING_READ, .read = read_xy},
        {"crs", BC_SETTING_TEXT, AT(source.crs)},
        {"crs_shift", BC_SETTING_READ, .read = read_shift},
        {"pipeline", BC_SETTING_TEXT, AT(shift.pipeline)},
        {"coordinates", BC_SETTING_CHOICE, AT(source.coordinates),
         .words = frames},
        {"encoding", BC_SETTING_TEXT, AT(source.encoding)},
        {"kind", BC_SETTING_READ, .read = read_kind},
        {"year", BC_SETTING_INTEGER, AT(source.year), .low = 1900,
         .high = 2100},
        {"illustrative", BC_SETTING_FLAG, AT(source.illustrative)},
        {.name = NULL}};
#undef AT
    struct reading reading = {.project = project,
                              .entry = {.source = {.role = role,
                                                   .coordinates = BC_CGCS2000,
                                                   .in_order = true,
                                                   .limits = &project->limits},
                                        .line = map->line}};
    const struct bc_crs_shift *shift = &reading.entry.shift;
    const size_t n_before = bc_tree_n_faults(project->tree);
    enum bc_status status = bc_settings_read(map, keys, &reading, err);

    label_servers(project, &reading.entry.source);
    if (!status && !bc_node_get(map, "source"))
        status =
            bc_node_error(map, err, "the layer names no 'source'; add a path");
    if (!status && reading.entry.where && strcmp(role, "observations") == 0)
        status = bc_node_error(bc_node_get(map, "where"), err,
                               "observations take no 'where'; leave the rows "
                               "out of the file, or narrow 'period'");
    if (!status && reading.entry.source.crs &&
        strstr(reading.entry.source.crs, "grids"))
        status = bc_node_error(bc_node_get(map, "crs"), err,
                               "a 'crs' that shifts by a grid; grids are not "
                               "read: name the crs alone, and crs_shift or "
                               "pipeline beside it");
    if (!status && shift->parameters && shift->pipeline)
        status = bc_node_error(bc_node_get(map, "crs_shift"), err,
                               "'crs_shift' and 'pipeline' exclude each other");
    /* Of a list the files that are there can be examined. */
    reading.entry.is_faulty =
        status &&
        (reading.entry.source.n_paths == 0 ||
         bc_tree_n_faults(project->tree) - n_before > reading.n_path_faults);
    reading.entry.is_partial = reading.n_path_faults > 0;
    project->sources =
        bc_reserve(project->sources, &project->source_room,
                   project->n_sources + 1, sizeof *project->sources);
    project->sources[project->n_sources++] = reading.entry;
    return status;
}

/** A free name is allowed; one that is nearly a role is a slip. */
static enum bc_status check_role(const struct bc_node *node,
                                 struct bc_error *err)
{
    const char *near = bc_text_suggest(node->key, bc_role_names());
    struct bc_node key = *node;

    if (!near || strcmp(near, node->key) == 0)
        return BC_OK;
    key.line = node->key_line;
    key.column = node->key_column;
    return bc_node_error(&key, err, "no role '%s'; did you mean '%s'?", key.key,
                         near);
}

/** One source, or of observations a list of them. */
static enum bc_status read_role(struct bc_project *project,
                                const struct bc_node *layer,
                                struct bc_error *err)
{
    const bool list = layer->kind == BC_LIST;
    const size_t n = list ? layer->n_children : 1;
    enum bc_status status = check_role(layer, err);

    if (!status && list && strcmp(layer->key, "observations") != 0)
        status = bc_node_error(layer, err,
                               "'%s' takes one source; list its files "
                               "under 'source'",
                               layer->key);
    if (status)
        return status;
    for (size_t j = 0; j < n; j++) {
        struct bc_error later;
        enum bc_status found =
            read_source(project, layer->key, list ? &layer->children[j] : layer,
                        status ? &later : err);

        if (!status)
            status = found;
    }
    return status ? status : bc_project_refuse_twice(project, layer->key, err);
}

enum bc_status bc_project_read_layers(const struct bc_node *node, void *into,
                                      struct bc_error *err)
{
    struct bc_project *project = into;
    enum bc_status status = bc_node_expect(node, BC_MAP, err);

    if (status)
        return status;
    for (size_t i = 0; i < node->n_children; i++) {
        struct bc_error later;
        enum bc_status found =
            read_role(project, &node->children[i], status ? &later : err);

        if (!status)
            status = found;
    }
    return status;
}
