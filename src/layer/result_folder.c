/* SPDX-License-Identifier: MIT */
#include "layer/result_folder.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "layer/json.h"
#include "layer/source.h"

/* ---- manifest.json ---- */

static void keep_slice(char **text, struct bc_slice slice)
{
    free(*text);
    *text = bc_copy_bytes(slice.data, slice.length);
}

/* `options`: the items, and the rest of the method and the comparison. */
static enum bc_status read_options(struct bc_json *json,
                                   struct bc_result_folder *folder,
                                   struct bc_error *err)
{
    struct bc_text key = {0}, method = {0};
    bool first = true, more = true;
    enum bc_status status = bc_json_enter(json, '{', err);

    while (!status) {
        struct bc_slice value = {0};

        status = bc_json_next(json, '{', &first, &more, err);
        if (status || !more)
            break;
        status = bc_json_key(json, &key, err);
        /* how maps look changes no verdict */
        if (!status && strcmp(bc_text_string(&key), "method") == 0)
            status = read_options(json, folder, err);
        else if (!status)
            status = bc_json_skip(json, &value, err);
        if (!status && strcmp(bc_text_string(&key), "items") == 0)
            keep_slice(&folder->items, value);
        else if (!status && value.data &&
                 strcmp(bc_text_string(&key), "language") != 0 &&
                 strcmp(bc_text_string(&key), "palette") != 0 &&
                 strcmp(bc_text_string(&key), "resolution_m") != 0 &&
                 strcmp(bc_text_string(&key), "report_precision_m") != 0)
            bc_text_printf(&method, "%s=%.*s;", bc_text_string(&key),
                           (int)value.length, value.data);
    }
    if (!status && method.length) {
        struct bc_text all = {0};

        bc_text_printf(&all, "%s%s", folder->method, bc_text_string(&method));
        free(folder->method);
        folder->method = bc_text_take(&all);
    }
    bc_text_clear(&key);
    bc_text_clear(&method);
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
    bool first = true, more = true;
    enum bc_status status = bc_json_enter(json, '{', err);

    while (!status) {
        struct bc_slice value;

        status = bc_json_next(json, '{', &first, &more, err);
        if (status || !more)
            break;
        status = bc_json_key(json, &key, err);
        if (status)
            break;
        if (strcmp(bc_text_string(&key), "options") == 0) {
            status = read_options(json, folder, err);
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

enum bc_status bc_result_folder_read(const char *name,
                                     struct bc_result_folder *folder,
                                     struct bc_error *err)
{
    const struct {
        const char *file;
        bool table;
        struct bc_layer **layer;
    } parts[] = {{"results.csv", true, &folder->results},
                 {"classes.csv", true, &folder->classes},
                 {"crosswalk.csv", true, &folder->crosswalk},
                 {"sections.geojson", false, &folder->sections},
                 {"outfalls.geojson", false, &folder->outfalls},
                 {"suspects.geojson", false, &folder->suspects}};
    enum bc_status status;

    *folder = (struct bc_result_folder){
        .name = bc_copy(name), .items = bc_copy(""), .method = bc_copy("")};
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

void bc_result_folder_clear(struct bc_result_folder *folder)
{
    free(folder->name);
    free(folder->items);
    free(folder->method);
    bc_layer_free(folder->results);
    bc_layer_free(folder->classes);
    bc_layer_free(folder->crosswalk);
    bc_layer_free(folder->sections);
    bc_layer_free(folder->outfalls);
    bc_layer_free(folder->suspects);
    *folder = (struct bc_result_folder){0};
}
