/* SPDX-License-Identifier: MIT */
/* A file of one format (SUFFIX of the build) in every role: the first byte of
 * an input chooses the role, the rest is the file. Of a shapefile it is the
 * lengths of .shp, .shx and .dbf, two bytes each, and the three; what is left
 * is .prj. */
#include "folder.h"

#include <string.h>

#include "base/finding.h"
#include "base/text.h"
#include "layer/role.h"
#include "layer/source.h"
#include "plan/target.h"

#define LABEL "file." SUFFIX

static const char *role_of(uint8_t choice)
{
    const char *const *names = bc_role_names();
    size_t n = 0;

    while (names[n])
        n++;
    return choice % (n + 1) == n ? "targets" : names[choice % (n + 1)];
}

static void put_parts(const uint8_t *data, size_t size)
{
    static const char *const parts[] = {"file.shp", "file.shx", "file.dbf"};
    const uint8_t *at = data + 6;
    size_t left = size < 6 ? 0 : size - 6;

    if (strcmp(SUFFIX, "shp") != 0) {
        put_file(LABEL, data, size);
        return;
    }
    for (size_t i = 0; i < 3; i++) {
        size_t n = size < 6 ? 0 : data[2 * i] + 256U * data[2 * i + 1];

        n = n < left ? n : left;
        put_file(parts[i], at, n);
        at += n;
        left -= n;
    }
    put_file("file.prj", at, left);
}

/* Every cell can be read, and coordinates are as many as features. */
static void check_layer(const struct bc_layer *layer)
{
    const struct bc_shapes *shapes = &layer->shapes;

    for (size_t c = 0; c < layer->n_columns; c++) {
        const struct bc_column *column = &layer->columns[c];

        HOLDS(column->name &&
              bc_utf8_valid(column->name, strlen(column->name)));
        for (size_t row = 0; row < layer->n_features; row++) {
            const char *cell =
                column->type == BC_TEXT ? column->text[row] : NULL;

            HOLDS(!cell || bc_utf8_valid(cell, strlen(cell)));
        }
    }
    if (layer->geometry != BC_GEOMETRY_LINE &&
        layer->geometry != BC_GEOMETRY_POLYGON)
        return;
    HOLDS(shapes->n_features == layer->n_features);
    HOLDS(shapes->part_of[shapes->n_features] == shapes->n_parts);
    HOLDS(shapes->ring_of[shapes->n_parts] == shapes->n_rings);
    HOLDS(shapes->vertex_of[shapes->n_rings] == shapes->n_vertices);
}

/* What is printed is text that no terminal obeys. */
static void check_printed(const char *message)
{
    struct bc_text printed = {0};

    bc_text_add_escaped(&printed, message);
    HOLDS(bc_utf8_valid(printed.data, printed.length));
    HOLDS(!strchr(bc_text_string(&printed), 0x1b));
    bc_text_clear(&printed);
}

/* What is said is a text, and of this file. */
static void check_findings(struct bc_findings *findings)
{
    bc_findings_sort(findings);
    for (size_t i = 0; i < bc_findings_count(findings); i++) {
        const struct bc_finding *finding = bc_findings_get(findings, i);
        const char *english = bc_finding_message(finding, BC_ENGLISH);

        HOLDS(english && english[0]);
        check_printed(english);
        HOLDS(!finding->source || !strncmp(finding->source, LABEL, 5));
    }
}

static void check_targets(const struct bc_layer *layer)
{
    struct bc_targets targets;
    struct bc_error err;

    if (bc_targets_new(layer, &targets, &err)) {
        HOLDS(!strncmp(err.message, LABEL, 5));
        return;
    }
    HOLDS(targets.n == layer->n_features);
    bc_targets_clear(&targets);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *label = LABEL;
    struct bc_findings *findings = bc_findings_new();
    struct bc_layer *layer = NULL;
    struct bc_error err;

    if (size == 0 || bc_gdal_init(&err)) {
        bc_findings_free(findings);
        return 0;
    }
    put_parts(data + 1, size - 1);
    if (bc_layer_read(&(struct bc_source){.role = role_of(data[0]),
                                          .n_paths = 1,
                                          .paths = &label,
                                          .labels = &label},
                      findings, &layer, &err)) {
        HOLDS(!strncmp(err.message, LABEL, 5));
        check_printed(err.message);
    } else {
        check_layer(layer);
        if (!strcmp(layer->role, "targets"))
            check_targets(layer);
        bc_layer_free(layer);
    }
    check_findings(findings);
    bc_findings_free(findings);
    return 0;
}
