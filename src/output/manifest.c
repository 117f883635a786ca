/* SPDX-License-Identifier: MIT */
#include <gdal.h>
#include <jansson.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "output/fields.h"
#include "output/writers.h"

static void set_text(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, text ? json_string(text) : json_null());
}

static void set_count(json_t *object, const char *key, size_t n)
{
    json_object_set_new(object, key, json_integer((json_int_t)n));
}

static void set_day(json_t *object, const char *key, bc_day day)
{
    char text[16];

    bc_day_print(day, text);
    set_text(object, key, *text ? text : NULL);
}

/* As text: a double has digits that nobody wrote. */
static void set_real(json_t *object, const char *key, double value)
{
    struct bc_text text = {0};

    bc_text_add_real(&text, value, 6);
    set_text(object, key, bc_text_string(&text));
    bc_text_clear(&text);
}

static void set_version(json_t *object, const char *key, const int version[3])
{
    struct bc_text text = {0};

    bc_text_printf(&text, "%d.%d.%d", version[0], version[1], version[2]);
    set_text(object, key, bc_text_string(&text));
    bc_text_clear(&text);
}

static json_t *libraries(void)
{
    json_t *object = json_object();
    int version[3] = {0};

    set_text(object, "GDAL", GDALVersionInfo("RELEASE_NAME"));
    OSRGetPROJVersion(&version[0], &version[1], &version[2]);
    set_version(object, "PROJ", version);
    if (OGRGetGEOSVersion(&version[0], &version[1], &version[2]))
        set_version(object, "GEOS", version);
    return object;
}

static json_t *water_method(const struct bc_water_method *method)
{
    json_t *object = json_object(), *items = json_array();

    for (int item = 0; item < BC_N_ITEMS; item++)
        if (method->items[item])
            json_array_append_new(items, json_string(bc_item_symbol(item)));
    if (method->others_over)
        json_array_append_new(items, json_string("X"));
    json_object_set_new(object, "items", items);
    set_text(object, "rounding", method->round ? "82" : "none");
    json_object_set_new(object, "min_samples_month",
                        json_integer(method->min_samples_month));
    json_object_set_new(object, "min_months", json_integer(method->min_months));
    json_object_set_new(object, "heavy_metals_first",
                        json_boolean(method->metals_first));
    json_object_set_new(object, "tli_without_chla",
                        json_boolean(method->tli_without_chla));
    json_object_set_new(object, "rating_minimum",
                        json_integer(method->rating_minimum));
    return object;
}

void bc_manifest_method(const struct bc_water_method *method,
                        struct bc_text *json)
{
    json_t *object = water_method(method);
    char *dump = json_dumps(object, JSON_SORT_KEYS);

    bc_text_add(json, dump);
    free(dump);
    json_decref(object);
}

/* What changes the contents; threads, paths and the like do not. */
static json_t *options(const struct bc_outcome *outcome)
{
    json_t *object = json_object();

    set_text(object, "language", outcome->language);
    set_text(object, "palette", outcome->palette);
    set_real(object, "resolution_m", outcome->resolution_m);
    set_real(object, "report_precision_m", outcome->report_precision_m);
    set_text(object, "compare", outcome->strict ? "strict" : "printed");
    set_text(object, "no_action",
             outcome->exclude_no_action ? "exclude" : "done");
    if (outcome->water_method)
        json_object_set_new(object, "method",
                            water_method(outcome->water_method));
    return object;
}

static enum bc_status add_input(json_t *inputs,
                                const struct bc_input_file *input,
                                struct bc_error *err)
{
    json_t *object = json_object();
    enum bc_status status = BC_OK;
    char digest[65];

    set_text(object, "file", input->label);
    set_text(object, "role", input->role);
    if (input->path) {
        status = bc_file_sha256(input->path, digest, err);
        if (!status)
            set_text(object, "sha256", digest);
    }
    set_count(object, "rows_read", input->rows_read);
    set_count(object, "rows_used", input->rows_used);
    set_count(object, "rows_listed", input->rows_listed);
    json_object_set_new(object, "rows_unaccounted",
                        json_integer((json_int_t)input->rows_read -
                                     (json_int_t)input->rows_used -
                                     (json_int_t)input->rows_listed));
    json_array_append_new(inputs, object);
    return status;
}

static enum bc_status add_inputs(json_t *manifest,
                                 const struct bc_outcome *outcome,
                                 struct bc_error *err)
{
    json_t *inputs = json_array();
    enum bc_status status = BC_OK;

    for (size_t i = 0; !status && i < outcome->n_inputs; i++)
        status = add_input(inputs, &outcome->inputs[i], err);
    json_object_set_new(manifest, "inputs", inputs);
    return status;
}

static json_t *observation_counts(const struct bc_observation_counts *counts)
{
    json_t *object = json_object();

    set_count(object, "read", counts->rows_read);
    set_count(object, "used", counts->rows_used);
    set_count(object, "empty", counts->rows_empty);
    set_count(object, "bad_time", counts->rows_bad_time);
    set_count(object, "outside_period", counts->rows_outside);
    set_count(object, "unknown_section", counts->rows_unknown);
    set_count(object, "duplicate", counts->rows_duplicate);
    return object;
}

static json_t *feature_counts(const struct bc_outcome *outcome)
{
    json_t *object = json_object();

    for (int which = 0; which < BC_N_PUBLISHED; which++)
        set_count(object, bc_published_layer(which)->name,
                  bc_published_count(outcome, which));
    set_count(object, "results", outcome->results->n);
    set_count(object, "findings", bc_findings_count(outcome->findings));
    return object;
}

static enum bc_status add_outputs(json_t *manifest, struct bc_stage *stage,
                                  struct bc_error *err)
{
    json_t *outputs = json_object();
    const char *const *names;
    size_t n = bc_stage_files(stage, &names);
    enum bc_status status = BC_OK;

    for (size_t i = 0; !status && i < n; i++) {
        char digest[65];

        status = bc_file_sha256(bc_stage_path(stage, names[i]), digest, err);
        if (status) /* a file of ours: no input is wrong */
            status = bc_error_set(err, BC_CANNOT_WRITE, "cannot write '%s': %s",
                                  names[i], err->message);
        else
            set_text(outputs, names[i], digest);
    }
    json_object_set_new(manifest, "outputs", outputs);
    return status;
}

static json_t *describe(const struct bc_outcome *outcome)
{
    json_t *manifest = json_object();

    set_text(manifest, "program", "basincheck");
    set_text(manifest, "version", outcome->version);
    json_object_set_new(manifest, "libraries", libraries());
    set_text(manifest, "title", outcome->title);
    set_text(manifest, "crs", outcome->crs);
    set_text(manifest, "period", outcome->period.label);
    set_text(manifest, "compare_with",
             outcome->has_before ? outcome->before.label : NULL);
    set_day(manifest, "as_of", outcome->as_of);
    json_object_set_new(manifest, "illustrative",
                        json_boolean(outcome->illustrative));
    json_object_set_new(manifest, "options", options(outcome));
    json_object_set_new(manifest, "observations",
                        observation_counts(&outcome->observation_counts));
    json_object_set_new(manifest, "counts", feature_counts(outcome));
    return manifest;
}

static enum bc_status write_json(const json_t *manifest, struct bc_stage *stage,
                                 struct bc_error *err)
{
    char *dump = json_dumps(manifest, JSON_SORT_KEYS | JSON_INDENT(1));
    struct bc_text text = {0};
    enum bc_status status;

    if (!dump)
        return bc_error_set(err, BC_CANNOT_WRITE,
                            "cannot write 'manifest.json'");
    bc_text_add_json_dump(&text, dump);
    bc_text_add(&text, "\n");
    free(dump);
    status =
        bc_stage_write(stage, "manifest.json", text.data, text.length, err);
    bc_text_clear(&text);
    return status;
}

enum bc_status bc_manifest_write(const struct bc_outcome *outcome,
                                 struct bc_stage *stage, struct bc_error *err)
{
    json_t *manifest = describe(outcome);
    enum bc_status status = add_inputs(manifest, outcome, err);

    if (!status)
        status = add_outputs(manifest, stage, err);
    if (!status)
        status = write_json(manifest, stage, err);
    json_decref(manifest);
    return status;
}
