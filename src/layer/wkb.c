/* SPDX-License-Identifier: MIT */
#include "layer/wkb.h"

#include <limits.h>
#include <math.h>
#include <ogr_api.h>
#include <stdint.h>
#include <string.h>

#include "base/language.h"
#include "layer/claim.h"
#include "layer/ogr_shape.h"

/* The byte order, the type and a count. */
#define ORDER_BYTES 1
#define NUMBER_BYTES 4
#define HEAD_BYTES (ORDER_BYTES + NUMBER_BYTES)
#define PAIR_BYTES 16

enum { POINT = 1, LINE, POLYGON, MULTI_LINE = 5, MULTI_POLYGON };

/** What is left to read. */
struct reader {
    const unsigned char *at;
    size_t n;
};

static bool read_number(struct reader *reader, uint32_t *number)
{
    if (reader->n < NUMBER_BYTES)
        return false;
    memcpy(number, reader->at, NUMBER_BYTES);
    reader->at += NUMBER_BYTES;
    reader->n -= NUMBER_BYTES;
    return true;
}

/** A count of things that are there, of @p least bytes each. */
static bool read_count(struct reader *reader, size_t least, uint32_t *count)
{
    return read_number(reader, count) && *count > 0 &&
           *count <= reader->n / least;
}

/** Little-endian, as this machine is, and two-dimensional. */
static bool read_type(struct reader *reader, uint32_t *type)
{
    if (reader->n < HEAD_BYTES || *reader->at != 1 ||
        __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__)
        return false;
    reader->at += ORDER_BYTES;
    reader->n -= ORDER_BYTES;
    return read_number(reader, type);
}

/* ---- what holds it ---- */

/** Of either order of bytes. */
static uint64_t take(struct reader *reader, bool big, size_t n)
{
    uint64_t value = 0;

    for (size_t i = 0; i < n; i++)
        value = value << 8 | reader->at[big ? i : n - 1 - i];
    reader->at += n;
    reader->n -= n;
    return value;
}

static bool take_type(struct reader *reader, bool *big,
                      struct bc_wkb_type *type)
{
    uint32_t code, plain;

    *type = (struct bc_wkb_type){0};
    if (reader->n < HEAD_BYTES || *reader->at > 1)
        return false;
    *big = *reader->at == 0;
    reader->at++;
    reader->n--;
    code = (uint32_t)take(reader, *big, NUMBER_BYTES);
    plain = code & 0x0FFFFFFF;
    type->has_z = (code & 0x80000000) || plain / 1000 % 2 == 1;
    type->has_m = (code & 0x40000000) || plain / 1000 >= 2;
    type->simple = plain < 4000 && plain % 1000 <= 7 ? plain % 1000 : 0;
    return type->simple > 0;
}

struct bc_wkb_type bc_wkb_type(const unsigned char *bytes, size_t n)
{
    struct reader reader = {bytes, n};
    struct bc_wkb_type type;
    bool big;

    take_type(&reader, &big, &type);
    return type;
}

static bool hold_vertices(struct reader *reader, bool big, size_t count,
                          size_t bytes, double box[4])
{
    if (count > reader->n / bytes)
        return false;
    for (size_t i = 0; i < count; i++) {
        uint64_t xy[2];
        double place[2];

        for (int j = 0; j < 2; j++)
            xy[j] = take(reader, big, sizeof xy[j]);
        memcpy(place, xy, sizeof place);
        bc_box_add(box, place[0], place[1]);
        reader->at += bytes - PAIR_BYTES;
        reader->n -= bytes - PAIR_BYTES;
    }
    return true;
}

static bool hold(struct reader *reader, int depth, double box[4])
{
    struct bc_wkb_type type;
    bool big;
    size_t count = 1, vertex = PAIR_BYTES;

    if (depth == 0 || !take_type(reader, &big, &type))
        return false;
    vertex += 8 * ((size_t)type.has_z + type.has_m);
    if (type.simple == POINT)
        return hold_vertices(reader, big, 1, vertex, box);
    if (reader->n < NUMBER_BYTES)
        return false;
    count = take(reader, big, NUMBER_BYTES);
    if (type.simple == LINE)
        return hold_vertices(reader, big, count, vertex, box);
    for (size_t i = 0; i < count; i++) {
        if (type.simple > POLYGON) {
            if (!hold(reader, depth - 1, box))
                return false;
        } else if (reader->n < NUMBER_BYTES ||
                   !hold_vertices(reader, big, take(reader, big, NUMBER_BYTES),
                                  vertex, box)) {
            return false;
        }
    }
    return true;
}

bool bc_wkb_box(const unsigned char *bytes, size_t n, double box[4])
{
    struct reader reader = {bytes, n};

    return hold(&reader, 8, box);
}

/* ---- is it plain? ---- */

static bool skip_vertices(struct reader *reader)
{
    uint32_t count;

    if (!read_count(reader, PAIR_BYTES, &count))
        return false;
    reader->at += (size_t)count * PAIR_BYTES;
    reader->n -= (size_t)count * PAIR_BYTES;
    return true;
}

static bool skip_rings(struct reader *reader)
{
    uint32_t count;
    bool plain = read_count(reader, NUMBER_BYTES, &count);

    for (uint32_t i = 0; plain && i < count; i++)
        plain = skip_vertices(reader);
    return plain;
}

static bool skip_parts(struct reader *reader, uint32_t part,
                       bool (*skip)(struct reader *reader))
{
    uint32_t count, type;
    bool plain = read_count(reader, HEAD_BYTES, &count);

    for (uint32_t i = 0; plain && i < count; i++)
        plain = read_type(reader, &type) && type == part && skip(reader);
    return plain;
}

/** Nothing empty, nothing broken, and no bytes behind it. */
static bool is_plain(struct reader reader, uint32_t *type)
{
    if (!read_type(&reader, type))
        return false;
    switch (*type) {
    case POINT:
        return reader.n == PAIR_BYTES;
    case LINE:
        return skip_vertices(&reader) && reader.n == 0;
    case POLYGON:
        return skip_rings(&reader) && reader.n == 0;
    case MULTI_LINE:
        return skip_parts(&reader, LINE, skip_vertices) && reader.n == 0;
    case MULTI_POLYGON:
        return skip_parts(&reader, POLYGON, skip_rings) && reader.n == 0;
    default:
        return false;
    }
}

/* ---- what is plain ---- */

/** A number that is there for certain. */
static uint32_t take_number(struct reader *reader)
{
    uint32_t number = 0;

    read_number(reader, &number);
    return number;
}

static void add_ring(struct bc_builder *builder, struct reader *reader)
{
    size_t count = take_number(reader);

    bc_shapes_begin_ring(&builder->layer->shapes);
    bc_shapes_add_pairs(&builder->layer->shapes, reader->at, count);
    reader->at += count * PAIR_BYTES;
    reader->n -= count * PAIR_BYTES;
    bc_builder_end_ring(builder);
}

static void add_part(struct bc_builder *builder, struct reader *reader,
                     bool is_line)
{
    uint32_t count = is_line ? 1 : take_number(reader);

    bc_shapes_begin_part(&builder->layer->shapes);
    for (uint32_t i = 0; i < count; i++)
        add_ring(builder, reader);
}

static void add_parts(struct bc_builder *builder, struct reader *reader,
                      uint32_t type)
{
    bool is_line = type == LINE || type == MULTI_LINE;
    uint32_t count;

    if (type == LINE || type == POLYGON) {
        add_part(builder, reader, is_line);
        return;
    }
    count = take_number(reader);
    for (uint32_t i = 0; i < count; i++) {
        read_type(reader, &type);
        add_part(builder, reader, is_line);
    }
}

static void add_plain(struct bc_builder *builder, struct reader reader,
                      uint32_t type)
{
    bool is_line = type == LINE || type == MULTI_LINE;
    enum bc_geometry kind = type == POINT ? BC_GEOMETRY_POINT
                            : is_line     ? BC_GEOMETRY_LINE
                                          : BC_GEOMETRY_POLYGON;
    double place[2];

    if (!bc_builder_begin_geometry(builder, kind))
        return;
    reader.at += HEAD_BYTES;
    reader.n -= HEAD_BYTES;
    if (kind == BC_GEOMETRY_POINT) {
        memcpy(place, reader.at, sizeof place);
        bc_builder_point(builder, place[0], place[1]);
    } else {
        add_parts(builder, &reader, type);
    }
    bc_builder_end_geometry(builder);
}

/** A point of NaN is an empty one, which OGR knows. */
static bool is_empty_point(struct reader reader, uint32_t type)
{
    double place[2];

    if (type != POINT)
        return false;
    memcpy(place, reader.at + HEAD_BYTES, sizeof place);
    return isnan(place[0]) || isnan(place[1]);
}

void bc_wkb_add(struct bc_builder *builder, const unsigned char *bytes,
                size_t n)
{
    struct reader reader = {bytes, n};
    OGRGeometryH geometry = NULL;
    uint32_t type;

    if (bytes && is_plain(reader, &type) && !is_empty_point(reader, type)) {
        add_plain(builder, reader, type);
        return;
    }
    if (bytes && n <= INT_MAX &&
        OGR_G_CreateFromWkb(bytes, NULL, &geometry, (int)n) == OGRERR_NONE &&
        OGR_G_WkbSize(geometry) == (int)n) /* nothing stands behind it */
        bc_ogr_shape_add(builder, geometry);
    else
        bc_builder_fault(builder, BC_N("a geometry that cannot be decoded"));
    OGR_G_DestroyGeometry(geometry);
}

/* ---- in a GeoPackage ---- */

static int32_t little_endian(const unsigned char *b)
{
    return (int32_t)((uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 |
                     (uint32_t)b[1] << 8 | b[0]);
}

static int32_t big_endian(const unsigned char *b)
{
    return (int32_t)((uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
                     (uint32_t)b[2] << 8 | b[3]);
}

size_t bc_wkb_header(const unsigned char *blob, size_t n, int32_t *srs_id)
{
    static const size_t envelope_bytes[] = {0, 32, 48, 48, 64};
    size_t envelope, header;

    *srs_id = 0;
    if (n < 8 || blob[0] != 'G' || blob[1] != 'P')
        return 0;
    *srs_id = blob[3] & 1 ? little_endian(blob + 4) : big_endian(blob + 4);
    envelope = blob[3] >> 1 & 7;
    if (envelope > 4 || (blob[3] & 0x20)) /* reserved; extended */
        return 0;
    header = 8 + envelope_bytes[envelope];
    return n > header ? header : 0;
}
