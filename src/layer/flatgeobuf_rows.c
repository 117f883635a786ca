/* SPDX-License-Identifier: MIT */
#include <cpl_string.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/deadline.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "layer/flatbuffer.h"
#include "layer/flatgeobuf.h"
#include "layer/table.h"

/* Numbers of fields and types: header.fbs and feature.fbs of FlatGeobuf 3. */
enum { GEOMETRY_TYPE = 2, HAS_Z = 3, HAS_M = 4, HAS_TM = 6, COLUMNS = 7 };
enum { COLUMN_TYPE = 1 };
enum { GEOMETRY = 0, PROPERTIES = 1, OWN_COLUMNS = 2 };
enum { ENDS = 0, XY = 1, TYPE = 6, PARTS = 7 };
enum { POINT = 1, LINE, POLYGON, MULTI_LINE = 5, MULTI_POLYGON };
enum { INT = 5, LONG = 7, DOUBLE = 10, STRING = 11 };
enum { SIZE = 4, PAIR = 16 };

struct job {
    struct bc_flatgeobuf *file;
    const char *label;
    const size_t *columns;
    unsigned char *types; /* of each */
    size_t n_columns, cell_bytes;
    unsigned type; /* of all geometries; 0: each says its own */
    size_t begin;  /* the chunk that the first of the parts is */
    struct bc_builder *parts;
    atomic_bool has_failed;
};

/* ---- cells ---- */

static bool add_text(const struct job *job, struct bc_builder *part,
                     size_t column, struct bc_slice text)
{
    if (!bc_cell_is_text(text, job->cell_bytes))
        return false;
    bc_builder_set(part, job->columns[column], text);
    return true;
}

/** As OGR_F_GetFieldAsString prints it. */
static bool add_number(const struct job *job, struct bc_builder *part,
                       size_t column, uint64_t bits)
{
    char text[40];
    double real;

    switch (job->types[column]) {
    case INT:
        snprintf(text, sizeof text, "%d", (int)(int32_t)bits);
        break;
    case LONG:
        snprintf(text, sizeof text, "%lld", (long long)bits);
        break;
    default:
        memcpy(&real, &bits, sizeof real);
        CPLsnprintf(text, sizeof text, "%.15g", real);
    }
    return add_text(job, part, column, bc_slice_of(text));
}

/** Pairs of a column's number and its value, without any padding. */
static bool add_cells(const struct job *job, struct bc_builder *part,
                      const struct bc_flatbuffer *flat,
                      struct bc_flat_vector properties)
{
    uint64_t at = properties.at, end = at + properties.n;

    while (at < end) {
        const size_t column = bc_flat_number(flat, at, 2);
        uint64_t n;

        if (end - at < 2 + SIZE || column >= job->n_columns)
            return false;
        at += 2;
        n = job->types[column] == INT ? 4 : 8;
        if (job->types[column] == STRING) {
            n = bc_flat_number(flat, at, SIZE);
            at += SIZE;
        }
        if (n > end - at)
            return false;
        if (job->types[column] == STRING
                ? !add_text(
                      job, part, column,
                      (struct bc_slice){(const char *)flat->bytes + at, n})
                : !add_number(job, part, column,
                              bc_flat_number(flat, at, (int)n)))
            return false;
        at += n;
    }
    return true;
}

/* ---- geometry ---- */

/** The rings of a part, or lines that are a part each.
 * @return false: no vertices, or ends that do not ascend to their number */
static bool add_rings(struct bc_builder *part, const struct bc_flatbuffer *flat,
                      uint64_t geometry, bool is_line)
{
    struct bc_shapes *shapes = &part->layer->shapes;
    const struct bc_flat_vector xy =
        bc_flat_vector(flat, geometry, XY, sizeof(double));
    const struct bc_flat_vector ends = bc_flat_vector(flat, geometry, ENDS, 4);
    const uint64_t n_rings = ends.n ? ends.n : 1;
    uint64_t from = 0;

    if (xy.n == 0 || xy.n % 2 || xy.n == UINT64_MAX || ends.n == UINT64_MAX)
        return false;
    for (uint64_t i = 0; i < n_rings; i++) {
        const uint64_t to =
            ends.n ? bc_flat_number(flat, ends.at + i * 4, 4) : xy.n / 2;

        if (to <= from || to > xy.n / 2 || (i + 1 == n_rings && to < xy.n / 2))
            return false;
        if (i == 0 || is_line)
            bc_shapes_begin_part(shapes);
        bc_shapes_begin_ring(shapes);
        bc_shapes_add_pairs(shapes, flat->bytes + xy.at + from * PAIR,
                            to - from);
        bc_builder_end_ring(part);
        from = to;
    }
    return true;
}

static bool add_parts(struct bc_builder *part, const struct bc_flatbuffer *flat,
                      uint64_t geometry)
{
    const struct bc_flat_vector parts =
        bc_flat_vector(flat, geometry, PARTS, 4);

    if (parts.n == 0 || parts.n == UINT64_MAX)
        return false;
    for (uint64_t i = 0; i < parts.n; i++)
        if (!add_rings(part, flat, bc_flat_follow(flat, parts.at + i * 4),
                       false))
            return false;
    return true;
}

static bool add_point(struct bc_builder *part, const struct bc_flatbuffer *flat,
                      uint64_t geometry)
{
    const struct bc_flat_vector xy =
        bc_flat_vector(flat, geometry, XY, sizeof(double));
    double place[2];

    if (xy.n != 2)
        return false;
    memcpy(place, flat->bytes + xy.at, sizeof place);
    bc_builder_point(part, place[0], place[1]);
    return isfinite(place[0]) && isfinite(place[1]);
}

static bool add_geometry(const struct job *job, struct bc_builder *part,
                         const struct bc_flatbuffer *flat, uint64_t geometry)
{
    const uint64_t type =
        job->type ? job->type : bc_flat_value(flat, geometry, TYPE, 1);
    const bool is_line = type == LINE || type == MULTI_LINE;
    bool added = false;

    if (type != POINT && !is_line && type != POLYGON && type != MULTI_POLYGON)
        return false;
    if (!bc_builder_begin_geometry(part, type == POINT ? BC_GEOMETRY_POINT
                                         : is_line     ? BC_GEOMETRY_LINE
                                                       : BC_GEOMETRY_POLYGON))
        return true;
    if (type == POINT)
        added = add_point(part, flat, geometry);
    else if (type == MULTI_POLYGON)
        added = add_parts(part, flat, geometry);
    else
        added = add_rings(part, flat, geometry, is_line);
    if (added)
        bc_builder_end_geometry(part);
    return added;
}

/* ---- rows ---- */

static bool add_feature(const struct job *job, struct bc_builder *part,
                        const struct bc_flatbuffer *flat)
{
    const uint64_t table = bc_flat_number(flat, 0, 4);
    const uint64_t geometry =
        bc_flat_follow(flat, bc_flat_field(flat, table, GEOMETRY));
    const struct bc_flat_vector properties =
        bc_flat_vector(flat, table, PROPERTIES, 1);

    if (table == 0 || properties.n == UINT64_MAX ||
        bc_flat_field(flat, table, OWN_COLUMNS) ||
        !add_cells(job, part, flat, properties))
        return false;
    return geometry == 0 || add_geometry(job, part, flat, geometry);
}

static bool read_features(const struct job *job, size_t which,
                          const unsigned char *bytes, size_t n)
{
    const struct bc_flatbuffer all = {bytes, n};
    struct bc_builder *part = &job->parts[which];
    size_t line = job->file->first[job->begin + which];

    for (uint64_t at = 0; at < n;) {
        const uint64_t size = bc_flat_number(&all, at, SIZE);
        const struct bc_flatbuffer flat = {bytes + at + SIZE, size};

        if (n - at < SIZE || size > n - at - SIZE || /* it changed meanwhile */
            part->layer->n_features == part->row_room)
            return false;
        bc_builder_begin_row(part, job->label, ++line);
        if (!add_feature(job, part, &flat))
            return false;
        at += SIZE + size;
    }
    return part->layer->n_features == part->row_room;
}

static void read_part(void *context, size_t part)
{
    struct job *job = context;
    const struct bc_flatgeobuf *file = job->file;
    const size_t chunk = job->begin + part;
    const size_t n = file->begin[chunk + 1] - file->begin[chunk];
    unsigned char *bytes;

    if (atomic_load(&job->has_failed))
        return;
    bytes = bc_resize(NULL, n, 1);
    if (bc_deadline_is_over() ||
        pread(file->descriptor, bytes, n, (off_t)file->begin[chunk]) !=
            (ssize_t)n ||
        !read_features(job, part, bytes, n))
        atomic_store(&job->has_failed, true);
    free(bytes);
}

/** Whether all columns hold what is printed here, and nothing has heights. */
static bool is_plain(struct job *job)
{
    const struct bc_flatbuffer flat = {job->file->header,
                                       job->file->header_bytes};
    const uint64_t table = bc_flat_number(&flat, 0, 4);
    const struct bc_flat_vector columns =
        bc_flat_vector(&flat, table, COLUMNS, 4);

    for (uint64_t field = HAS_Z; field <= HAS_TM; field++)
        if (bc_flat_value(&flat, table, field, 1))
            return false;
    job->type = (unsigned)bc_flat_value(&flat, table, GEOMETRY_TYPE, 1);
    if (columns.n != job->n_columns)
        return false;
    for (size_t i = 0; i < columns.n; i++) {
        const uint64_t column = bc_flat_follow(&flat, columns.at + i * 4);

        job->types[i] =
            (unsigned char)bc_flat_value(&flat, column, COLUMN_TYPE, 1);
        if (column == 0 || (job->types[i] != INT && job->types[i] != LONG &&
                            job->types[i] != DOUBLE && job->types[i] != STRING))
            return false;
    }
    return true;
}

/* ---- all of them ---- */

/** What the header and the index say of rows, which the layer has from row
 * @p n_before on. */
static void claim_rows(const struct job *job, const struct bc_layer *layer,
                       size_t n_before, struct bc_claim *claim)
{
    for (size_t row = n_before; row < layer->n_features; row++) {
        double box[4] = {layer->x[row], layer->y[row], layer->x[row],
                         layer->y[row]};

        if (layer->geometry == BC_GEOMETRY_POINT
                ? !isnan(box[0]) && !isnan(box[1])
                : row < layer->shapes.n_features &&
                      bc_shapes_bounds(&layer->shapes, row, box))
            bc_flatgeobuf_claim_row(
                job->file, job->file->first[job->begin] + row - n_before, box,
                claim);
    }
}

/** The chunks from job->begin to before @p end. */
static bool read_chunks(struct job *job, size_t end, struct bc_builder *builder,
                        struct bc_claim *claim)
{
    const size_t *first = job->file->first + job->begin;
    const size_t n = end - job->begin, n_before = builder->layer->n_features;

    job->parts = bc_builder_split(builder, first, n);
    bc_parallel_for(n, read_part, job);
    if (!bc_builder_join(builder, first, n, job->parts,
                         !atomic_load(&job->has_failed)))
        return false;
    claim_rows(job, builder->layer, n_before, claim);
    return true;
}

bool bc_flatgeobuf_read(struct bc_flatgeobuf *file, const char *label,
                        const size_t *columns, size_t n_columns,
                        size_t cell_bytes, struct bc_builder *builder,
                        struct bc_claim *claim)
{
    struct job job = {.file = file,
                      .label = label,
                      .columns = columns,
                      .n_columns = n_columns,
                      .cell_bytes = cell_bytes};
    bool done;

    job.types = bc_alloc(n_columns, sizeof *job.types);
    done = is_plain(&job);
    while (done && job.begin < file->n_chunks) {
        const size_t end = bc_builder_batch_end(builder, file->first,
                                                file->n_chunks, job.begin);

        done = read_chunks(&job, end, builder, claim) &&
               bc_builder_pass_on(builder);
        job.begin = end;
    }
    free(job.types);
    return done;
}
