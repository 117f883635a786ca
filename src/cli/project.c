/* SPDX-License-Identifier: MIT */
#include "cli/project.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/project_parts.h"

const char *bc_project_keep(struct bc_project *project, const char *text)
{
    return bc_arena_copy(&project->arena, text, strlen(text));
}

enum bc_status bc_project_find_file(const struct bc_node *node,
                                    struct bc_project *project,
                                    struct bc_project_file *file,
                                    struct bc_error *err)
{
    char **found = NULL;
    size_t n = 0;
    struct bc_error inner = {0};
    enum bc_status status = bc_node_text(node, &file->label, err);

    if (status)
        return status;
    if (bc_source_expand(project->file, node->text, &found, &n, &inner))
        return bc_node_error(node, err, "%s", inner.message);
    if (n == 1)
        file->path = bc_project_keep(project, found[0]);
    else
        status = bc_node_error(node, err, "'%s' must be one file", node->key);
    for (size_t i = 0; i < n; i++)
        free(found[i]);
    free(found);
    return status;
}

static enum bc_status read_version(const struct bc_node *node, void *project,
                                   struct bc_error *err)
{
    int64_t version = 0;

    (void)project;
    return bc_node_integer(node, 1, 1, &version, err);
}

static enum bc_status read_period(const struct bc_node *node, void *project,
                                  struct bc_error *err)
{
    return bc_node_period(node, &((struct bc_project *)project)->period, err);
}

static enum bc_status read_targets(const struct bc_node *node, void *into,
                                   struct bc_error *err)
{
    struct bc_project *project = into;
    struct bc_project_file file = {0};
    enum bc_status status = bc_project_find_file(node, project, &file, err);

    project->targets = file.path;
    project->targets_label = file.label;
    return status;
}

/** Understood when the period is known. */
static enum bc_status keep_compare_with(const struct bc_node *node,
                                        void *project, struct bc_error *err)
{
    (void)err;
    ((struct bc_project *)project)->compare_with = node;
    return BC_OK;
}

enum bc_status bc_project_set_before(struct bc_project *project,
                                     const struct bc_period *before,
                                     struct bc_error *err)
{
    project->before = *before;
    project->has_before = true;
    return !*project->period.label || before->last < project->period.first
               ? BC_OK
               : bc_node_error(project->compare_with, err,
                               "'compare_with' must lie before 'period'");
}

/** A period of the same observations, or the folder of an earlier result. */
static enum bc_status read_compare_with(struct bc_project *project,
                                        struct bc_error *err)
{
    const struct bc_node *node = project->compare_with;
    struct bc_period before;
    struct stat found;
    char *path;

    if (node->kind == BC_SCALAR && bc_period_parse(node->text, &before))
        return bc_project_set_before(project, &before, err);
    if (node->kind != BC_SCALAR || !*node->text)
        return bc_node_period(node, &before, err);
    path = bc_path_beside(project->file, node->text);
    project->earlier.path = bc_project_keep(project, path);
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

/** The rasters that are wanted, a word or a list of words: ",verdict,rating,".
 */
static enum bc_status read_maps(const struct bc_node *node, void *into,
                                struct bc_error *err)
{
    struct bc_project *project = into;
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
    const bool list = node->kind == BC_LIST;
    const size_t n = list ? node->n_children : 1;
    struct bc_text text = {0};
    enum bc_status status = BC_OK;

    for (size_t i = 0; !status && i < n; i++) {
        int word = 0;
        status =
            bc_node_choice(list ? &node->children[i] : node, words, &word, err);
        if (!status)
            bc_text_printf(&text, ",%s", words[word]);
    }
    bc_text_add(&text, ",");
    project->raster.maps = bc_project_keep(project, bc_text_string(&text));
    bc_text_clear(&text);
    return status;
}

/** As any yes or no may be written, and `all`. */
static enum bc_status read_pictures(const struct bc_node *node, void *project,
                                    struct bc_error *err)
{
    static const char *const words[] = {"no",    "yes",  "all",
                                        "false", "true", NULL};
    int word = 0;
    enum bc_status status = bc_node_choice(node, words, &word, err);

    if (!status)
        ((struct bc_project *)project)->pictures = (enum bc_pictures)(word % 3);
    return status;
}

#define AT(member) .at = offsetof(struct bc_project, member)

enum bc_status bc_project_read_output(const struct bc_node *node, void *project,
                                      struct bc_error *err)
{
    static const char *const languages[] = {"zh", "en", NULL};
    static const char *const palettes[] = {"official", "cvd", NULL};
    static const char *const grids[] = {"geographic", "gk", NULL};
    static const struct bc_setting keys[] = {
        {"language", BC_SETTING_WORD, AT(language), .words = languages},
        {"palette", BC_SETTING_WORD, AT(palette), .words = palettes},
        {"pictures", BC_SETTING_READ, .read = read_pictures},
        {"report_precision_m", BC_SETTING_REAL, AT(report_precision_m)},
        {"maps", BC_SETTING_READ, .read = read_maps},
        {"grid", BC_SETTING_EITHER, AT(raster.gauss_krueger), .words = grids},
        {"resolution_m", BC_SETTING_REAL, AT(resolution_m), .low = 1},
        {"density_bandwidth_m", BC_SETTING_REAL, AT(raster.bandwidth_m),
         .low = 1},
        {.name = NULL}};

    return bc_settings_read(node, keys, project, err);
}

static enum bc_status read_limits(const struct bc_node *node, void *project,
                                  struct bc_error *err)
{
    static const struct bc_setting keys[] = {
        {"row_mib", BC_SETTING_INTEGER, AT(limits.row_mib), .low = 1,
         .high = 1024},
        {"cell_bytes", BC_SETTING_INTEGER, AT(limits.cell_bytes), .low = 1,
         .high = 1024 * 1024 * 1024},
        {"columns", BC_SETTING_INTEGER, AT(limits.columns), .low = 1,
         .high = 1000000},
        {"levels", BC_SETTING_INTEGER, AT(limits.levels), .low = 8,
         .high = 1000},
        {"workbook_mib", BC_SETTING_INTEGER, AT(limits.workbook_mib), .low = 1,
         .high = 16384},
        {"workbook_ratio", BC_SETTING_INTEGER, AT(limits.workbook_ratio),
         .low = 1, .high = 10000},
        {"seconds", BC_SETTING_INTEGER, AT(limits.seconds), .low = 1,
         .high = 1000000},
        {.name = NULL}};

    return bc_settings_read(node, keys, project, err);
}

/** What must be there, and what is understood once all keys are read. The
 * first fault is @p status and @p err, if those before it were right. */
static enum bc_status complete_root(const struct bc_node *root,
                                    struct bc_project *project,
                                    enum bc_status status, struct bc_error *err)
{
    struct bc_error later;
    enum bc_status found = BC_OK;

    if (!bc_node_get(root, "period")) {
        found = bc_node_error(root, status ? &later : err,
                              "no 'period'; add the months of the water, such "
                              "as 2021-04");
        status = status ? status : found;
    }
    if (!bc_node_get(root, "layers")) {
        found = bc_node_error(root, status ? &later : err,
                              "no 'layers'; add the sources");
        status = status ? status : found;
    }
    if (!bc_node_get(root, "as_of"))
        project->as_of = project->period.last;
    if (project->compare_with) {
        found = read_compare_with(project, status ? &later : err);
        status = status ? status : found;
    }
    return status;
}

static enum bc_status read_root(const struct bc_node *root,
                                struct bc_project *project,
                                struct bc_error *err)
{
    static const struct bc_setting keys[] = {
        {"basincheck", BC_SETTING_READ, .read = read_version},
        {"title", BC_SETTING_TEXT, AT(title)},
        {"period", BC_SETTING_READ, .read = read_period},
        {"as_of", BC_SETTING_DATE, AT(as_of)},
        {"compare_with", BC_SETTING_READ, .read = keep_compare_with},
        {"crs", BC_SETTING_TEXT, AT(crs)},
        {"layers", BC_SETTING_READ, .read = bc_project_read_layers},
        {"targets", BC_SETTING_READ, .read = read_targets},
        {"method", BC_SETTING_READ, .read = bc_project_read_method},
        {"output", BC_SETTING_READ, .read = bc_project_read_output},
        {"limits", BC_SETTING_READ, .read = read_limits},
        {.name = NULL}};
    enum bc_status status = bc_node_expect(root, BC_MAP, err);

    if (!status && !bc_node_get(root, "basincheck"))
        status = bc_node_error(root, err,
                               "not a project file: the first line must be "
                               "'basincheck: 1'");
    if (status)
        return status;
    status = bc_settings_read(root, keys, project, err);
    return complete_root(root, project, status, err);
}

#undef AT

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
                            .crs = BC_PROJECT_CRS,
                            .language = "zh",
                            .palette = "official",
                            .pictures = BC_PICTURES_YES,
                            .resolution_m = 0,
                            .report_precision_m = 100,
                            .limits = bc_input_limits_default(),
                            .raster = {.bandwidth_m = 5000, .min_points = 5}};
    project->method =
        (struct bc_project_method){.water = bc_water_method_default(),
                                   .duplicates = BC_DUPLICATES_MEAN,
                                   .implausible = BC_CREDIBLE_TIMES,
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

/** Whether no fault lies in other keys of the file than @p harmless. */
static bool only_faults_of(const struct bc_project *project,
                           const char *const *harmless)
{
    for (size_t i = 0; i < bc_tree_n_faults(project->tree); i++) {
        const char *key = bc_tree_fault_key(project->tree, i);

        if (!key || !bc_text_is_one_of(key, harmless))
            return false;
    }
    return true;
}

bool bc_project_knows_period(const struct bc_project *project)
{
    static const char *const others[] = {"title",   "crs",    "layers",
                                         "targets", "method", "output",
                                         "limits",  NULL};

    return *project->period.label && only_faults_of(project, others);
}

bool bc_project_knows_method(const struct bc_project *project)
{
    /* what the whole file lacks is told at its first key */
    static const char *const others[] = {
        "basincheck",   "title",  "period", "as_of",
        "compare_with", "crs",    "layers", "targets",
        "output",       "limits", NULL};

    return only_faults_of(project, others);
}

enum bc_status bc_project_read(const char *file, struct bc_project *project,
                               struct bc_error *err)
{
    char *bytes = NULL;
    size_t n = 0;
    enum bc_status status = BC_OK;

    set_defaults(project, file);
    status = bc_file_read(file, &bytes, &n, err);
    if (!status)
        status = bc_tree_parse(file, bytes, n, &project->tree, err);
    free(bytes);
    if (!status)
        status = read_root(bc_tree_root(project->tree), project, err);
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
