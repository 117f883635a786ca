/* SPDX-License-Identifier: MIT */
#include "layer/geojson.h"

#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/deadline.h"
#include "base/decimal.h"
#include "base/file.h"
#include "base/memory.h"
#include "layer/encoding.h"
#include "layer/json.h"

struct reader {
    struct bc_json json;
    struct bc_builder *builder;
    const char *label;
    const char *crs;
    struct bc_text key, string; /* reused */
    size_t n_features;
    size_t *column_row; /* 1 + the last feature that named the column */
    size_t column_room;
    size_t columns; /* no more */
    struct bc_claim claim;
    double box[4]; /* `bbox` of the feature, or of its geometry */
    bool has_box;
};

/* ---- coordinates ---- */

/* Exact as strtod; digits that fit a double need no more than a division. */
static double real_of(struct bc_slice number)
{
    const int64_t exact = INT64_C(1) << 53;
    struct bc_decimal value;

    if (bc_decimal_parse(number, &value) == BC_PARSED && value.units <= exact &&
        value.units >= -exact)
        return bc_decimal_real(value);
    return strtod(number.data, NULL);
}

/* [x, y] or [x, y, z ...]; NaN where a number is missing or null. */
static enum bc_status read_position(struct reader *reader, double xy[2],
                                    struct bc_error *err)
{
    struct bc_json *json = &reader->json;
    bool first = true;
    enum bc_status status = bc_json_enter(json, '[', err);
    size_t n = 0;

    xy[0] = xy[1] = (double)NAN;
    while (bc_json_next(json, '[', &first, &status, err)) {
        struct bc_slice number = {0};

        if (bc_json_peek(json) == 'n')
            status = bc_json_skip(json, NULL, err);
        else
            status = bc_json_number(json, &number, err);
        if (!status && n < 2 && number.data)
            xy[n] = real_of(number);
        n++;
    }
    reader->builder->has_heights |= n > 2;
    return status;
}

static enum bc_status read_positions(struct reader *reader,
                                     struct bc_error *err)
{
    bool first = true;
    enum bc_status status = bc_json_enter(&reader->json, '[', err);

    bc_shapes_begin_ring(&reader->builder->layer->shapes);
    while (bc_json_next(&reader->json, '[', &first, &status, err)) {
        double xy[2];

        status = read_position(reader, xy, err);
        if (!status)
            bc_shapes_add_vertex(&reader->builder->layer->shapes, xy[0], xy[1]);
    }
    if (!status)
        bc_builder_end_ring(reader->builder);
    return status;
}

/* Arrays of @p levels: 1 is a line, 2 a polygon or the lines of a multiline,
 * 3 a multipolygon. @p part_level: the arrays of that level are parts. */
static enum bc_status read_parts(struct reader *reader, int levels,
                                 int part_level, struct bc_error *err)
{
    bool first = true;
    enum bc_status status;

    if (levels == part_level)
        bc_shapes_begin_part(&reader->builder->layer->shapes);
    if (levels == 1)
        return read_positions(reader, err);
    status = bc_json_enter(&reader->json, '[', err);
    while (bc_json_next(&reader->json, '[', &first, &status, err)) {
        status = read_parts(reader, levels - 1, part_level, err);
    }
    return status;
}

static enum bc_status read_point(struct reader *reader, struct bc_error *err)
{
    double xy[2];
    enum bc_status status = read_position(reader, xy, err);

    if (!status)
        bc_builder_point(reader->builder, xy[0], xy[1]);
    return status;
}

static enum bc_status read_multipoint(struct reader *reader, size_t *n,
                                      struct bc_error *err)
{
    bool first = true;
    enum bc_status status = bc_json_enter(&reader->json, '[', err);

    for (*n = 0; bc_json_next(&reader->json, '[', &first, &status, err); ++*n)
        status = read_point(reader, err);
    return status;
}

static const struct geometry_type {
    const char *name;
    enum bc_geometry kind;
    int levels, part_level; /* see read_parts; 0 levels: a point */
} geometry_types[] = {
    {"Point", BC_GEOMETRY_POINT, 0, 0},
    {"MultiPoint", BC_GEOMETRY_POINT, 1, 0},
    {"LineString", BC_GEOMETRY_LINE, 1, 1},
    {"MultiLineString", BC_GEOMETRY_LINE, 2, 1},
    {"Polygon", BC_GEOMETRY_POLYGON, 2, 2},
    {"MultiPolygon", BC_GEOMETRY_POLYGON, 3, 2},
};

static enum bc_status find_type(const struct reader *reader, const char *name,
                                const struct geometry_type **type,
                                struct bc_error *err)
{
    *type = NULL;
    for (size_t i = 0; i < sizeof geometry_types / sizeof **type; i++)
        if (strcmp(name, geometry_types[i].name) == 0)
            *type = &geometry_types[i];
    if (*type || strcmp(name, "GeometryCollection") == 0)
        return BC_OK;
    return bc_json_refuse(&reader->json, err,
                          "'%s' is no type of geometry; correct it", name);
}

static enum bc_status read_coordinates(struct reader *reader,
                                       const struct geometry_type *type,
                                       struct bc_error *err)
{
    size_t n_points = 1;
    enum bc_status status;

    if (!bc_builder_begin_geometry(reader->builder, type->kind))
        return bc_json_skip(&reader->json, NULL, err);
    if (type->kind != BC_GEOMETRY_POINT)
        status = read_parts(reader, type->levels, type->part_level, err);
    else if (type->levels == 0)
        status = read_point(reader, err);
    else
        status = read_multipoint(reader, &n_points, err);
    if (status)
        return status;
    if (n_points == 1)
        bc_builder_end_geometry(reader->builder);
    else
        bc_builder_fault(reader->builder, "a multipoint that is not one point");
    return BC_OK;
}

/* A member may come once: of two, readers differ in which they take. */
static enum bc_status once(struct reader *reader, bool *seen,
                           struct bc_error *err)
{
    if (*seen)
        return bc_json_refuse(&reader->json, err,
                              "'%s' stands twice in one object; keep one",
                              bc_text_string(&reader->key));
    *seen = true;
    return BC_OK;
}

/* [xmin, ymin, xmax, ymax], or with heights between (RFC 7946, 5). What is
 * none claims nothing that anybody could believe; nor is one compared that
 * leads over 180 degrees. */
static enum bc_status read_bbox(struct reader *reader, bool *has_box,
                                double box[4], struct bc_error *err)
{
    struct bc_json *json = &reader->json;
    double ordinates[6];
    bool first = true;
    size_t n = 0;
    enum bc_status status;

    *has_box = false;
    if (bc_json_peek(json) != '[')
        return bc_json_skip(json, NULL, err);
    status = bc_json_enter(json, '[', err);
    while (bc_json_next(json, '[', &first, &status, err)) {
        struct bc_slice number = {0};

        if (strchr("-0123456789", bc_json_peek(json)))
            status = bc_json_number(json, &number, err);
        else
            status = bc_json_skip(json, NULL, err);
        if (n < 6)
            ordinates[n] = number.data ? real_of(number) : (double)NAN;
        n++;
    }
    if (status || (n != 4 && n != 6))
        return status;
    for (size_t i = 0; i < 4; i++)
        box[i] = ordinates[i < 2 ? i : n / 2 + i - 2];
    *has_box = !(box[0] > box[2]);
    return BC_OK;
}

/* A member that nothing is made of. One reference system holds for all: the
 * older specification allowed one to each object. */
static enum bc_status skip_member(struct reader *reader, struct bc_error *err)
{
    bool is_crs = strcmp(bc_text_string(&reader->key), "crs") == 0;

    if (strcmp(bc_text_string(&reader->key), "bbox") == 0)
        return read_bbox(reader, &reader->has_box, reader->box, err);
    if (is_crs && bc_json_peek(&reader->json) != 'n')
        return bc_json_refuse(&reader->json, err,
                              "a 'crs' of one object; give the collection one "
                              "and remove this");
    return bc_json_skip(&reader->json, NULL, err);
}

/* What is known of a geometry while its members are read. */
struct geometry {
    bool has_type, has_coordinates, is_read;
    const struct geometry_type *type; /* NULL: a collection */
    struct bc_json coordinates;       /* there, when they stand before type */
};

static enum bc_status read_geometry_member(struct reader *reader,
                                           struct geometry *geometry,
                                           struct bc_error *err)
{
    struct bc_json *json = &reader->json;
    enum bc_status status = bc_json_key(json, &reader->key, err);

    if (status)
        return status;
    if (strcmp(reader->key.data, "type") == 0) {
        status = once(reader, &geometry->has_type, err);
        if (!status)
            status = bc_json_string(json, &reader->string, err);
        return status ? status
                      : find_type(reader, reader->string.data, &geometry->type,
                                  err);
    }
    if (strcmp(reader->key.data, "coordinates") != 0)
        return skip_member(reader, err);
    status = once(reader, &geometry->has_coordinates, err);
    if (status)
        return status;
    geometry->coordinates = *json;
    geometry->is_read = geometry->type != NULL;
    return geometry->is_read ? read_coordinates(reader, geometry->type, err)
                             : bc_json_skip(json, NULL, err);
}

/* Coordinates that stood before the type. */
static enum bc_status read_late(struct reader *reader,
                                const struct geometry *geometry,
                                struct bc_error *err)
{
    struct bc_json after = reader->json;
    enum bc_status status;

    reader->json = geometry->coordinates;
    status = read_coordinates(reader, geometry->type, err);
    if (!status)
        reader->json = after;
    return status;
}

static enum bc_status read_geometry(struct reader *reader, struct bc_error *err)
{
    struct bc_json *json = &reader->json;
    struct geometry geometry = {.has_type = false};
    bool first = true;
    enum bc_status status;

    if (bc_json_peek(json) == 'n')
        return bc_json_skip(json, NULL, err);
    status = bc_json_enter(json, '{', err);
    while (bc_json_next(json, '{', &first, &status, err)) {
        status = read_geometry_member(reader, &geometry, err);
    }
    if (status || geometry.is_read)
        return status;
    if (!geometry.has_type)
        return bc_json_refuse(json, err, "a geometry without a type; add it");
    if (!geometry.type) {
        bc_builder_fault(reader->builder, "a collection of geometries");
        return BC_OK;
    }
    if (!geometry.has_coordinates)
        return bc_json_refuse(json, err,
                              "a geometry without coordinates; add them");
    return read_late(reader, &geometry, err);
}

/* ---- properties ---- */

static enum bc_status read_value(struct reader *reader, size_t column,
                                 struct bc_error *err)
{
    struct bc_json *json = &reader->json;
    struct bc_slice value;
    enum bc_status status;

    if (bc_json_peek(json) == '"') {
        status = bc_json_string(json, &reader->string, err);
        value = (struct bc_slice){reader->string.data, reader->string.length};
    } else {
        status = bc_json_skip(json, &value, err);
        if (!status && bc_slice_is(value, "null"))
            return BC_OK;
    }
    if (!status)
        bc_builder_set(reader->builder, column, value);
    return status;
}

static enum bc_status read_property(struct reader *reader, struct bc_error *err)
{
    enum bc_status status = bc_json_key(&reader->json, &reader->key, err);
    size_t column, room = reader->column_room;
    bool seen;

    if (status)
        return status;
    column = bc_builder_column(
        reader->builder,
        (struct bc_slice){reader->key.data, reader->key.length});
    if (column >= reader->columns)
        return bc_json_refuse(&reader->json, err,
                              "the features have more than %zu properties; "
                              "take out what is not needed, or raise limits: "
                              "columns",
                              reader->columns);
    reader->column_row = bc_reserve(reader->column_row, &reader->column_room,
                                    column + 1, sizeof *reader->column_row);
    if (reader->column_room > room)
        memset(reader->column_row + room, 0,
               (reader->column_room - room) * sizeof *reader->column_row);
    seen = reader->column_row[column] == reader->n_features + 1;
    status = once(reader, &seen, err);
    reader->column_row[column] = reader->n_features + 1;
    return status ? status : read_value(reader, column, err);
}

static enum bc_status read_properties(struct reader *reader,
                                      struct bc_error *err)
{
    bool first = true;
    enum bc_status status;

    if (bc_json_peek(&reader->json) == 'n')
        return bc_json_skip(&reader->json, NULL, err);
    status = bc_json_enter(&reader->json, '{', err);
    while (bc_json_next(&reader->json, '{', &first, &status, err)) {
        status = read_property(reader, err);
    }
    return status;
}

/* ---- features ---- */

static enum bc_status check_type(struct reader *reader, const char *want,
                                 struct bc_error *err)
{
    enum bc_status status = bc_json_string(&reader->json, &reader->string, err);

    if (!status && strcmp(reader->string.data, want) != 0)
        status = bc_json_refuse(&reader->json, err,
                                "type '%s' where '%s' should stand; correct "
                                "it",
                                reader->string.data, want);
    return status;
}

enum { TYPE, GEOMETRY, PROPERTIES, ID, N_MEMBERS };

static enum bc_status read_member(struct reader *reader, bool seen[N_MEMBERS],
                                  struct bc_error *err)
{
    static const char *const names[] = {"type", "geometry", "properties", "id"};
    enum bc_status status = bc_json_key(&reader->json, &reader->key, err);
    size_t member = 0;

    if (status)
        return status;
    while (member < N_MEMBERS && strcmp(reader->key.data, names[member]) != 0)
        member++;
    if (member == N_MEMBERS)
        return skip_member(reader, err);
    status = once(reader, &seen[member], err);
    if (status)
        return status;
    switch (member) {
    case TYPE:
        return check_type(reader, "Feature", err);
    case GEOMETRY:
        return read_geometry(reader, err);
    case PROPERTIES:
        return read_properties(reader, err);
    default: /* a code may stand there and nowhere else */
        return read_value(
            reader, bc_builder_column(reader->builder, bc_slice_of("id")), err);
    }
}

static enum bc_status read_feature(struct reader *reader, struct bc_error *err)
{
    bool first = true, seen[N_MEMBERS] = {false};
    double found[4];
    enum bc_status status = bc_json_enter(&reader->json, '{', err);

    reader->has_box = false;
    bc_builder_begin_row(reader->builder, reader->label,
                         reader->n_features + 1);
    while (bc_json_next(&reader->json, '{', &first, &status, err)) {
        status = read_member(reader, seen, err);
    }
    if (!status && !seen[TYPE])
        status = bc_json_refuse(&reader->json, err,
                                "a member of 'features' that is no feature; "
                                "remove it");
    reader->n_features++;
    if (!status && bc_builder_box(reader->builder, found))
        bc_claim_add(&reader->claim, reader->n_features,
                     reader->has_box ? reader->box : NULL, found);
    return status;
}

static enum bc_status read_features(struct reader *reader, struct bc_error *err)
{
    bool first = true;
    enum bc_status status = bc_json_enter(&reader->json, '[', err);

    while (bc_json_next(&reader->json, '[', &first, &status, err)) {
        status = read_feature(reader, err);
        if (!status)
            status = bc_deadline_check(reader->label, err);
    }
    return status;
}

/* ---- crs ---- */

static const char *crs_of_name(struct bc_arena *arena, const char *name)
{
    static const char urn[] = "urn:ogc:def:crs:";
    struct bc_text crs = {0};
    const char *kept, *authority, *code;

    if (strncmp(name, urn, sizeof urn - 1) != 0)
        return bc_arena_copy(arena, name, strlen(name));
    authority = name + sizeof urn - 1; /* EPSG:VERSION:4547 */
    code = strrchr(name, ':') + 1;
    bc_text_add_bytes(&crs, authority, strcspn(authority, ":"));
    bc_text_printf(&crs, ":%s", code);
    kept = bc_arena_copy(arena, crs.data, crs.length);
    bc_text_clear(&crs);
    return kept;
}

/* {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}} of
 * the older specification; a link to elsewhere is not followed. */
static enum bc_status read_crs(struct reader *reader, struct bc_error *err)
{
    struct bc_slice text;
    const char *type, *name;
    enum bc_status status = bc_json_skip(&reader->json, &text, err);
    json_t *crs;

    reader->crs = NULL;
    if (status || bc_slice_is(text, "null"))
        return status;
    crs = json_loadb(text.data, text.length, JSON_REJECT_DUPLICATES, NULL);
    if (json_unpack(crs, "{s:s, s:{s:s}}", "type", &type, "properties", "name",
                    &name) != 0 ||
        strcmp(type, "name") != 0)
        status = bc_json_refuse(&reader->json, err,
                                "a 'crs' that is not a name; name it in the "
                                "project with crs and remove this one");
    else
        reader->crs = crs_of_name(&reader->builder->layer->arena, name);
    json_decref(crs);
    return status;
}

/* ---- the file ---- */

/* A FeatureCollection, or one Feature: which is known before the rest is read,
 * for members may come in any order. */
static enum bc_status find_root_type(struct reader *reader, bool *collection,
                                     struct bc_error *err)
{
    struct bc_json *json = &reader->json;
    bool first = true, found = false;
    enum bc_status status = bc_json_enter(json, '{', err);

    bc_text_add(&reader->string, "");
    while (!found && bc_json_next(json, '{', &first, &status, err)) {
        status = bc_json_key(json, &reader->key, err);
        if (status)
            break;
        found = strcmp(reader->key.data, "type") == 0;
        status = found ? bc_json_string(json, &reader->string, err)
                       : bc_json_skip(json, NULL, err);
    }
    if (status)
        return status;
    *collection = strcmp(reader->string.data, "FeatureCollection") == 0;
    if (!*collection && strcmp(reader->string.data, "Feature") != 0)
        return bc_json_refuse(json, err,
                              "neither a FeatureCollection nor a "
                              "Feature; is it GeoJSON");
    json->at = json->start;
    json->depth = 0;
    return BC_OK;
}

static enum bc_status read_collection(struct reader *reader,
                                      struct bc_error *err)
{
    struct bc_json *json = &reader->json;
    bool first = true;
    bool has_type = false, has_features = false, has_crs = false;
    enum bc_status status = bc_json_enter(json, '{', err);

    while (bc_json_next(json, '{', &first, &status, err)) {
        status = bc_json_key(json, &reader->key, err);
        if (status)
            break;
        if (strcmp(reader->key.data, "features") == 0) {
            status = once(reader, &has_features, err);
            if (!status)
                status = read_features(reader, err);
        } else if (strcmp(reader->key.data, "crs") == 0) {
            status = once(reader, &has_crs, err);
            if (!status)
                status = read_crs(reader, err);
        } else if (strcmp(reader->key.data, "type") == 0) {
            status = once(reader, &has_type, err);
            if (!status)
                status = check_type(reader, "FeatureCollection", err);
        } else if (strcmp(reader->key.data, "bbox") == 0) {
            status = read_bbox(reader, &reader->claim.says_box,
                               reader->claim.box, err);
        } else {
            status = bc_json_skip(json, NULL, err);
        }
    }
    if (!status && !has_features)
        status = bc_json_refuse(json, err, "no 'features'; is it GeoJSON");
    return status;
}

static enum bc_status read_text(struct reader *reader, struct bc_text *text,
                                const struct bc_input_limits *limits,
                                struct bc_error *err)
{
    bool collection = false;
    enum bc_status status;

    bc_json_init(&reader->json, reader->label, text->data, text->length);
    reader->json.deepest = limits->levels;
    reader->json.longest = (size_t)limits->cell_bytes;
    if (memchr(text->data, '\0', text->length))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: holds NUL bytes; save it as UTF-8",
                            reader->label);
    status = find_root_type(reader, &collection, err);
    if (!status)
        status = collection ? read_collection(reader, err)
                            : read_feature(reader, err);
    return status ? status : bc_json_finish(&reader->json, err);
}

enum bc_status bc_geojson_read(struct bc_builder *builder, const char *path,
                               const char *label, const char *encoding,
                               const struct bc_input_limits *limits,
                               const char **crs, struct bc_claim *claim,
                               struct bc_error *err)
{
    struct reader reader = {.builder = builder,
                            .label = label,
                            .columns = (size_t)limits->columns,
                            .crs = "OGC:CRS84"};
    struct bc_decoder *decoder = NULL;
    struct bc_text text = {0};
    char *bytes = NULL;
    size_t n = 0;
    enum bc_status status = bc_file_read(path, &bytes, &n, err);

    if (!status)
        status =
            bc_decoder_new(label, encoding ? encoding : "UTF-8", &decoder, err);
    if (!status)
        status = bc_decoder_add(decoder, bytes, n, true, 1, &text, err);
    free(bytes);
    bc_text_add_bytes(&text, "", 0);
    if (!status)
        status = read_text(&reader, &text, limits, err);
    *crs = status ? NULL : reader.crs;
    *claim = reader.claim;
    bc_decoder_free(decoder);
    bc_text_clear(&text);
    bc_text_clear(&reader.key);
    bc_text_clear(&reader.string);
    free(reader.column_row);
    return status;
}
