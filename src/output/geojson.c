/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "output/fields.h"
#include "output/spatial.h"
#include "output/style.h"
#include "output/writers.h"

/* 1e-7 degrees are a centimetre. */
#define PLACES 7
#define CELLS_PER_DEGREE 1e7

static void add_position(struct bc_text *out, double x, double y)
{
    bc_text_add(out, "[");
    bc_text_add_real(out, x, PLACES);
    bc_text_add(out, ",");
    bc_text_add_real(out, y, PLACES);
    bc_text_add(out, "]");
}

static bool same_when_rounded(const struct bc_shapes *shapes, size_t a,
                              size_t b)
{
    return llround(shapes->x[a] * CELLS_PER_DEGREE) ==
               llround(shapes->x[b] * CELLS_PER_DEGREE) &&
           llround(shapes->y[a] * CELLS_PER_DEGREE) ==
               llround(shapes->y[b] * CELLS_PER_DEGREE);
}

/* Vertices that rounding made one are written once. @return how many */
static size_t add_positions(const struct bc_shapes *shapes,
                            const struct bc_winding *winding,
                            struct bc_text *out)
{
    size_t n = 0, previous = 0;

    bc_text_add(out, "[");
    for (size_t i = 0; i < winding->n; i++) {
        size_t vertex = bc_winding_vertex(winding, i);

        if (n && same_when_rounded(shapes, previous, vertex))
            continue;
        if (n)
            bc_text_add(out, ",");
        add_position(out, shapes->x[vertex], shapes->y[vertex]);
        previous = vertex;
        n++;
    }
    bc_text_add(out, "]");
    return n;
}

/* A ring too small for its decimals is left out; with its shell goes the part.
 * @return whether anything of the part is left */
static bool add_polygon(const struct bc_shapes *shapes, size_t part, bool more,
                        struct bc_text *out)
{
    const size_t first = shapes->ring_of[part], end = shapes->ring_of[part + 1];
    struct bc_text rings = {0};
    bool whole = true; /* a part has a shell */

    for (size_t ring = first; whole && ring < end; ring++) {
        struct bc_winding winding =
            bc_winding_ring(shapes, ring, ring != first);
        struct bc_text positions = {0};

        if (add_positions(shapes, &winding, &positions) >= 4)
            bc_text_printf(&rings, "%s%s", ring == first ? "" : ",",
                           positions.data);
        else
            whole = ring != first;
        bc_text_clear(&positions);
    }
    if (whole)
        bc_text_printf(out, "%s[%s]", more ? "," : "", rings.data);
    bc_text_clear(&rings);
    return whole;
}

static void add_shape(const struct bc_shapes *shapes, size_t feature,
                      struct bc_text *out)
{
    const size_t first = shapes->part_of[feature];
    struct bc_text parts = {0};
    size_t n = 0;

    for (size_t part = first; part < shapes->part_of[feature + 1]; part++)
        n += add_polygon(shapes, part, n > 0, &parts);
    if (n)
        bc_text_printf(out, "{\"type\":\"%sPolygon\",\"coordinates\":%s%s%s}",
                       n > 1 ? "Multi" : "", n > 1 ? "[" : "", parts.data,
                       n > 1 ? "]" : "");
    else
        bc_text_add(out, "null");
    bc_text_clear(&parts);
}

static void add_geometry(const struct bc_outcome *outcome,
                         enum bc_published which, size_t feature,
                         struct bc_text *out)
{
    const struct bc_shapes *shapes = bc_published_shapes(outcome, which);
    double xy[2];

    if (shapes) {
        add_shape(shapes, feature, out);
    } else if (bc_published_point(outcome, which, feature, xy)) {
        bc_text_add(out, "{\"type\":\"Point\",\"coordinates\":");
        add_position(out, xy[0], xy[1]);
        bc_text_add(out, "}");
    } else {
        bc_text_add(out, "null");
    }
}

static void add_value(const struct bc_field *field, const char *text,
                      struct bc_text *out)
{
    if (!*text)
        bc_text_add(out, "null");
    else if (!strcmp(field->name, "illustrative"))
        bc_text_add(out, *text == '1' ? "true" : "false");
    else if (field->type == BC_FIELD_INTEGER || field->type == BC_FIELD_REAL)
        bc_text_add(out, text);
    else
        bc_text_add_json(out, text);
}

static void add_feature(const struct bc_outcome *outcome,
                        enum bc_published which, size_t feature,
                        struct bc_text *out)
{
    const struct bc_published_layer *layer = bc_published_layer(which);
    struct bc_text properties = {0};
    struct bc_text cell = {0};

    bc_text_add(out, "{\"type\":\"Feature\"");
    for (size_t i = 0; i < layer->n_fields; i++) {
        const struct bc_field *field = &layer->fields[i];

        bc_published_cell(outcome, which, feature, i, &cell);
        if (cell.length && !strcmp(field->name, "code")) {
            bc_text_add(out, ",\"id\":");
            bc_text_add_json(out, bc_text_string(&cell));
        }
        bc_text_add(&properties, i ? ",\"" : "\"");
        bc_text_add(&properties, field->name);
        bc_text_add(&properties, "\":");
        add_value(field, bc_text_string(&cell), &properties);
        bc_text_clear(&cell);
    }
    bc_text_add(out, ",\"properties\":{");
    bc_text_add_bytes(out, bc_text_string(&properties), properties.length);
    bc_text_add(out, "},\"geometry\":");
    add_geometry(outcome, which, feature, out);
    bc_text_add(out, "}");
    bc_text_clear(&properties);
}

static void add_collection(const struct bc_outcome *outcome,
                           enum bc_published which, struct bc_text *out)
{
    const char *note = bc_published_note(outcome, which);
    size_t n = bc_published_count(outcome, which);

    bc_text_add(out, "{\n\"type\":\"FeatureCollection\",\n");
    if (note) {
        bc_text_add(out, "\"note\":");
        bc_text_add_json(out, note);
        bc_text_add(out, ",\n");
    }
    bc_text_add(out, "\"features\":[");
    for (size_t i = 0; i < n; i++) {
        bc_text_add(out, i ? ",\n" : "\n");
        add_feature(outcome, which, i, out);
    }
    bc_text_add(out, "\n]\n}\n");
}

static enum bc_status write_text(struct bc_text *text, struct bc_stage *stage,
                                 const char *layer, const char *suffix,
                                 struct bc_error *err)
{
    enum bc_status status;
    char name[64];

    snprintf(name, sizeof name, "%s.%s", layer, suffix);
    status =
        bc_stage_write(stage, name, bc_text_string(text), text->length, err);
    bc_text_clear(text);
    return status;
}

static enum bc_status write_layer(const struct bc_outcome *outcome,
                                  enum bc_published which,
                                  struct bc_stage *stage, struct bc_error *err)
{
    const struct bc_published_layer *layer = bc_published_layer(which);
    enum bc_status status = bc_output_check_finite(outcome, which, err);
    struct bc_text text = {0};

    if (status)
        return status;
    add_collection(outcome, which, &text);
    status = write_text(&text, stage, layer->name, "geojson", err);
    if (status)
        return status;
    bc_style_geometry_qml(which, bc_published_geometry(outcome, which),
                          outcome->palette, &text);
    return write_text(&text, stage, layer->name, "qml", err);
}

enum bc_status bc_geojson_write(const struct bc_outcome *outcome,
                                struct bc_stage *stage, struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (int which = 0; !status && which < BC_N_PUBLISHED; which++)
        if (bc_published_layer(which)->geojson &&
            bc_published_count(outcome, which))
            status = write_layer(outcome, which, stage, err);
    return status;
}
