/* SPDX-License-Identifier: MIT */
#include "layer/result_folder.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "layer/json.h"
#include "layer/source.h"

#define CLASSES "classes.csv"
#define MEANS "means.csv"

/* ---- manifest.json ---- */

/* The text of a value; lines and indents come and go. */
static void add_value(struct bc_text *text, struct bc_slice value)
{
    for (size_t i = 0; i < value.length; i++)
        if (value.data[i] != ' ' && value.data[i] != '\n')
            bc_text_printf(text, "%c", value.data[i]);
}

static void keep_value(char **text, struct bc_slice value)
{
    struct bc_text kept = {0};

    add_value(&kept, value);
    free(*text);
    *text = bc_copy(bc_text_string(&kept));
    bc_text_clear(&kept);
}

static void append(char **text, const struct bc_text *more)
{
    struct bc_text all = {0};

    bc_text_printf(&all, "%s%s", *text, bc_text_string(more));
    free(*text);
    *text = bc_text_take(&all);
}

/* How maps look changes no verdict. */
static bool is_looks(const char *key)
{
    return strcmp(key, "language") == 0 || strcmp(key, "palette") == 0 ||
           strcmp(key, "resolution_m") == 0 ||
           strcmp(key, "report_precision_m") == 0;
}

/* `options`: the items, and the rest of the method and the comparison.
 * @param water  inside of `method` */
static enum bc_status read_options(struct bc_json *json, bool water,
                                   struct bc_result_folder *folder,
                                   struct bc_error *err)
{
    struct bc_text key = {0}, method = {0};
    bool first = true;
    enum bc_status status = bc_json_enter(json, '{', err);

    while (bc_json_next(json, '{', &first, &status, err)) {
        struct bc_slice value = {0};

        status = bc_json_key(json, &key, err);
        if (!status && strcmp(bc_text_string(&key), "method") == 0)
            status = read_options(json, true, folder, err);
        else if (!status)
            status = bc_json_skip(json, &value, err);
        if (!status && strcmp(bc_text_string(&key), "items") == 0) {
            keep_value(&folder->items, value);
        } else if (!status && value.data && !is_looks(bc_text_string(&key))) {
            bc_text_printf(&method, "%s=", bc_text_string(&key));
            add_value(&method, value);
            bc_text_add(&method, ";");
        }
    }
    if (!status && method.length) {
        append(&folder->method, &method);
        if (water)
            append(&folder->water_method, &method);
    }
    bc_text_clear(&key);
    bc_text_clear(&method);
    return status;
}

enum bc_status bc_result_method_read(const char *json, char **items,
                                     char **water_method, struct bc_error *err)
{
    struct bc_result_folder folder = {.items = bc_copy(""),
                                      .method = bc_copy(""),
                                      .water_method = bc_copy("")};
    struct bc_json text;
    enum bc_status status;

    bc_json_init(&text, "method", json, strlen(json));
    status = read_options(&text, true, &folder, err);
    *items = folder.items;
    *water_method = folder.water_method;
    folder.items = folder.water_method = NULL;
    bc_result_folder_clear(&folder);
    return status;
}

/* `outputs`: of the tables that a later run reads. */
static enum bc_status read_digests(struct bc_json *json,
                                   struct bc_result_folder *folder,
                                   struct bc_error *err)
{
    struct bc_text key = {0}, digest = {0};
    bool first = true;
    enum bc_status status = bc_json_enter(json, '{', err);

    while (bc_json_next(json, '{', &first, &status, err)) {
        status = bc_json_key(json, &key, err);
        if (!status)
            status = bc_json_string(json, &digest, err);
        if (!status && strcmp(bc_text_string(&key), CLASSES) == 0)
            keep_value(&folder->classes_sha256,
                       bc_slice_of(bc_text_string(&digest)));
        else if (!status && strcmp(bc_text_string(&key), MEANS) == 0)
            keep_value(&folder->means_sha256,
                       bc_slice_of(bc_text_string(&digest)));
    }
    bc_text_clear(&key);
    bc_text_clear(&digest);
    return status;
}

static enum bc_status read_period(struct bc_json *json,
                                  struct bc_result_folder *folder,
                                  struct bc_error *err)
{
    struct bc_text text = {0};
    enum bc_status status = bc_json_string(json, &text, err);

    if (!status)
        folder->has_period =
            bc_period_parse(bc_text_string(&text), &folder->period);
    bc_text_clear(&text);
    return status;
}

static enum bc_status read_members(struct bc_json *json,
                                   struct bc_result_folder *folder, bool *ours,
                                   struct bc_error *err)
{
    struct bc_text key = {0};
    bool first = true;
    enum bc_status status = bc_json_enter(json, '{', err);

    while (bc_json_next(json, '{', &first, &status, err)) {
        struct bc_slice value;

        status = bc_json_key(json, &key, err);
        if (status)
            break;
        if (strcmp(bc_text_string(&key), "options") == 0) {
            status = read_options(json, false, folder, err);
        } else if (strcmp(bc_text_string(&key), "outputs") == 0) {
            status = read_digests(json, folder, err);
        } else if (strcmp(bc_text_string(&key), "period") == 0 &&
                   bc_json_peek(json) == '"') {
            status = read_period(json, folder, err);
        } else {
            status = bc_json_skip(json, &value, err);
            if (!status && strcmp(bc_text_string(&key), "program") == 0)
                *ours = bc_slice_is(value, "\"basincheck\"");
        }
    }
    bc_text_clear(&key);
    return status;
}

static enum bc_status read_manifest(struct bc_result_folder *folder,
                                    struct bc_error *err)
{
    struct bc_text path = {0};
    struct bc_json json;
    char *bytes = NULL;
    size_t n = 0;
    bool ours = false;
    enum bc_status status;

    bc_text_printf(&path, "%s/manifest.json", folder->name);
    if (access(bc_text_string(&path), F_OK) != 0)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "'%s' holds no manifest.json; name a folder that "
                              "assess made",
                              folder->name);
    else
        status = bc_file_read(bc_text_string(&path), &bytes, &n, err);
    if (!status) {
        bc_json_init(&json, bc_text_string(&path), bytes, n);
        status = read_members(&json, folder, &ours, err);
    }
    if (!status && !ours)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: not of basincheck; name a folder that "
                              "assess made",
                              bc_text_string(&path));
    folder->has_manifest = !status;
    free(bytes);
    bc_text_clear(&path);
    return status;
}

/* ---- tables ---- */

static enum bc_status read_file(const char *path, bool table,
                                struct bc_layer **layer, struct bc_error *err)
{
    struct bc_findings *findings = bc_findings_new(); /* written by ourselves */
    struct bc_source source = {.role = "result",
                               .n_paths = 1,
                               .paths = &path,
                               .labels = &path,
                               .table = table};
    enum bc_status status = bc_layer_read(&source, findings, layer, err);

    bc_findings_free(findings);
    return status;
}

/* An empty crosswalk or a project without outfalls is nothing special. */
static enum bc_status read_part(const struct bc_result_folder *folder,
                                const char *name, bool table,
                                struct bc_layer **layer, struct bc_error *err)
{
    struct bc_text path = {0};
    enum bc_status status = BC_OK;

    bc_text_printf(&path, "%s/%s", folder->name, name);
    if (access(bc_text_string(&path), F_OK) == 0)
        status = read_file(bc_text_string(&path), table, layer, err);
    bc_text_clear(&path);
    return status;
}

static void start(const char *name, struct bc_result_folder *folder)
{
    *folder = (struct bc_result_folder){.name = bc_copy(name),
                                        .items = bc_copy(""),
                                        .method = bc_copy(""),
                                        .water_method = bc_copy("")};
}

enum bc_status bc_result_folder_read(const char *name,
                                     struct bc_result_folder *folder,
                                     struct bc_error *err)
{
    const struct {
        const char *file;
        bool table;
        struct bc_layer **layer;
    } parts[] = {{"results.csv", true, &folder->results},
                 {CLASSES, true, &folder->classes},
                 {"crosswalk.csv", true, &folder->crosswalk},
                 {"sections.geojson", false, &folder->sections},
                 {"outfalls.geojson", false, &folder->outfalls},
                 {"suspects.geojson", false, &folder->suspects}};
    enum bc_status status;

    start(name, folder);
    if (strcmp(bc_path_suffix(name), "csv") == 0) {
        status = bc_file_check(name, err);
        if (!status)
            status = read_file(name, true, &folder->crosswalk, err);
        if (!status &&
            bc_layer_find(folder->crosswalk, "basin") == BC_NO_COLUMN)
            status = bc_error_set(err, BC_BAD_INPUT,
                                  "%s: no column 'basin'; name a crosswalk.csv "
                                  "or a folder that assess made",
                                  name);
        return status;
    }
    status = read_manifest(folder, err);
    for (size_t i = 0; !status && i < sizeof parts / sizeof *parts; i++)
        status = read_part(folder, parts[i].file, parts[i].table,
                           parts[i].layer, err);
    return status;
}

/* A table that somebody changed says nothing about what the run found. */
static enum bc_status read_same(const struct bc_result_folder *folder,
                                const char *name, const char *wanted,
                                struct bc_layer **layer, struct bc_error *err)
{
    struct bc_text path = {0};
    char digest[65];
    enum bc_status status;

    assert(wanted);
    bc_text_printf(&path, "%s/%s", folder->name, name);
    status = bc_file_sha256(bc_text_string(&path), digest, err);
    if (!status && strcmp(digest, wanted) != 0)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s: not what %s/manifest.json says (sha256): it "
                              "was changed after the run; make the result anew",
                              bc_text_string(&path), folder->name);
    if (!status)
        status = read_file(bc_text_string(&path), true, layer, err);
    bc_text_clear(&path);
    return status;
}

enum bc_status bc_result_folder_read_water(const char *name,
                                           struct bc_result_folder *folder,
                                           struct bc_error *err)
{
    enum bc_status status;

    start(name, folder);
    status = read_manifest(folder, err);
    if (!status && (!folder->classes_sha256 || !folder->has_period))
        status = bc_error_set(err, BC_BAD_INPUT,
                              "%s/manifest.json: tells of no %s of a period; "
                              "name a folder that assess made",
                              name, CLASSES);
    if (!status)
        status = read_same(folder, CLASSES, folder->classes_sha256,
                           &folder->classes, err);
    if (!status && folder->means_sha256)
        status =
            read_same(folder, MEANS, folder->means_sha256, &folder->means, err);
    return status;
}

void bc_result_folder_clear(struct bc_result_folder *folder)
{
    free(folder->name);
    free(folder->items);
    free(folder->method);
    free(folder->water_method);
    free(folder->classes_sha256);
    free(folder->means_sha256);
    bc_layer_free(folder->means);
    bc_layer_free(folder->results);
    bc_layer_free(folder->classes);
    bc_layer_free(folder->crosswalk);
    bc_layer_free(folder->sections);
    bc_layer_free(folder->outfalls);
    bc_layer_free(folder->suspects);
    *folder = (struct bc_result_folder){0};
}
