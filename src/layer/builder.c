/* SPDX-License-Identifier: MIT */
#include "layer/builder.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"

void bc_builder_init(struct bc_builder *builder, const char *role,
                     const char *source)
{
    *builder = (struct bc_builder){.role = bc_role_find(role)};
    builder->layer = bc_layer_new(role, source, BC_GEOMETRY_NONE, 0);
}

void bc_builder_clear(struct bc_builder *builder)
{
    bc_layer_free(builder->layer);
    free(builder->doubts);
    *builder = (struct bc_builder){0};
}

static void *grow(void *memory, size_t from, size_t to, size_t size)
{
    if (from == 0) { /* zeroed where it is used, by whoever uses it */
        free(memory);
        return bc_alloc(to, size);
    }
    memory = bc_resize(memory, to, size);
    memset((char *)memory + from * size, 0, (to - from) * size);
    return memory;
}

size_t bc_builder_column(struct bc_builder *builder, struct bc_slice name)
{
    struct bc_layer *layer = builder->layer;
    char *copy;
    size_t column;

    for (size_t i = 0; i < layer->n_columns; i++)
        if (bc_slice_is(name, layer->columns[i].name))
            return i;
    copy = bc_copy_bytes(name.data, name.length);
    column = bc_layer_add_column(layer, copy, BC_TEXT);
    free(copy);
    layer->columns[column].text =
        grow(layer->columns[column].text, layer->n_features,
             builder->row_room > 0 ? builder->row_room : 1, sizeof(char *));
    return column;
}

static void make_room(struct bc_builder *builder, size_t to)
{
    struct bc_layer *layer = builder->layer;
    size_t from = builder->row_room;

    for (size_t i = 0; i < layer->n_columns; i++)
        layer->columns[i].text =
            grow(layer->columns[i].text, from, to, sizeof(char *));
    layer->row_source = grow(layer->row_source, from, to, sizeof(char *));
    layer->row_line = grow(layer->row_line, from, to, sizeof(size_t));
    layer->x = grow(layer->x, from, to, sizeof(double));
    layer->y = grow(layer->y, from, to, sizeof(double));
    builder->row_room = to;
}

void bc_builder_begin_row(struct bc_builder *builder, const char *label,
                          size_t line)
{
    struct bc_layer *layer = builder->layer;
    size_t row;

    if (layer->n_features >= builder->row_room)
        make_room(builder, builder->row_room ? builder->row_room * 2 : 64);
    row = layer->n_features++;
    layer->row_source[row] = label;
    layer->row_line[row] = line;
    layer->x[row] = layer->y[row] = (double)NAN;
}

/* ---- parts ---- */

/** A layer of its own shapes and texts; of the arrays of @p whole it has the
 * rows from @p first on. */
static struct bc_layer *part_of(const struct bc_layer *whole, size_t first)
{
    struct bc_layer *layer = bc_alloc(1, sizeof *layer);

    layer->role = whole->role;
    layer->source = whole->source;
    layer->geometry = whole->geometry;
    layer->n_columns = whole->n_columns;
    layer->columns = bc_alloc(whole->n_columns, sizeof *layer->columns);
    for (size_t i = 0; i < whole->n_columns; i++)
        layer->columns[i].text = whole->columns[i].text + first;
    layer->row_source = whole->row_source + first;
    layer->row_line = whole->row_line + first;
    layer->x = whole->x + first;
    layer->y = whole->y + first;
    bc_shapes_init(&layer->shapes);
    return layer;
}

static void free_part(struct bc_builder *part)
{
    bc_shapes_clear(&part->layer->shapes);
    bc_arena_clear(&part->layer->arena);
    free(part->layer->columns);
    free(part->layer);
    free(part->doubts);
}

struct bc_builder *bc_builder_split(struct bc_builder *builder,
                                    const size_t *first, size_t n)
{
    struct bc_layer *layer = builder->layer;
    struct bc_builder *parts = bc_alloc(n, sizeof *parts);
    const size_t n_before = layer->n_features, n_rows = first[n] - first[0];

    if (n_before + n_rows > builder->row_room)
        make_room(builder, n_before + n_rows);
    layer->n_features += n_rows;
    for (size_t i = 0; i < n; i++) {
        parts[i].role = builder->role;
        parts[i].layer = part_of(layer, n_before + first[i] - first[0]);
        parts[i].row_room = first[i + 1] - first[i];
        parts[i].kind = builder->kind;
    }
    return parts;
}

static bool are_of_one_kind(const struct bc_builder *builder,
                            const struct bc_builder *parts, size_t n)
{
    enum bc_geometry kind = builder->layer->geometry;

    for (size_t i = 0; i < n; i++) {
        const enum bc_geometry other = parts[i].layer->geometry;

        if (kind && other && other != kind)
            return false;
        kind = other ? other : kind;
    }
    return true;
}

static void join_part(struct bc_builder *builder, size_t first,
                      struct bc_builder *part)
{
    struct bc_layer *layer = builder->layer;
    struct bc_shapes *shapes = &part->layer->shapes;

    if (part->layer->geometry)
        layer->geometry = part->layer->geometry;
    while (shapes->n_features > 0 && layer->shapes.n_features < first)
        bc_shapes_begin_feature(&layer->shapes);
    bc_shapes_append_all(&layer->shapes, shapes);
    for (size_t i = 0; i < part->n_doubts; i++) {
        builder->doubts =
            bc_reserve(builder->doubts, &builder->doubt_room,
                       builder->n_doubts + 1, sizeof *builder->doubts);
        builder->doubts[builder->n_doubts] = part->doubts[i];
        builder->doubts[builder->n_doubts++].row += first;
    }
    for (size_t kind = 0; kind < sizeof part->n_of / sizeof *part->n_of; kind++)
        builder->n_of[kind] += part->n_of[kind];
    builder->n_taken += part->n_taken;
    builder->n_mixed += part->n_mixed;
    builder->has_heights |= part->has_heights;
    bc_arena_take(&layer->arena, &part->layer->arena);
}

/** As if no cell of them had been set. */
static void take_rows_away(struct bc_builder *builder, size_t n)
{
    struct bc_layer *layer = builder->layer;

    layer->n_features -= n;
    for (size_t i = 0; i < layer->n_columns; i++)
        memset(layer->columns[i].text + layer->n_features, 0,
               n * sizeof *layer->columns[i].text);
}

bool bc_builder_join(struct bc_builder *builder, const size_t *first, size_t n,
                     struct bc_builder *parts, bool are_filled)
{
    const size_t n_rows = first[n] - first[0];
    const size_t n_before = builder->layer->n_features - n_rows;
    const bool joined = are_filled && are_of_one_kind(builder, parts, n);
    size_t n_vertices = builder->layer->shapes.n_vertices;

    for (size_t i = 0; i < n; i++)
        n_vertices += parts[i].layer->shapes.n_vertices;
    bc_shapes_reserve(&builder->layer->shapes, joined ? n_vertices : 0);
    for (size_t i = 0; i < n; i++) {
        if (joined)
            join_part(builder, n_before + first[i] - first[0], &parts[i]);
        free_part(&parts[i]);
    }
    if (!joined)
        take_rows_away(builder, n_rows);
    free(parts);
    return joined;
}

/* ---- batches ---- */

size_t bc_builder_batch_end(const struct bc_builder *builder,
                            const size_t *first, size_t n, size_t begin)
{
    size_t end = builder->batches ? begin + 1 : n;

    while (end < n && first[end] - first[begin] < builder->batches->n_rows)
        end++;
    return end;
}

/** A builder without rows that has the same columns at the same places. */
static struct bc_builder without_rows(const struct bc_builder *builder)
{
    const struct bc_layer *layer = builder->layer;
    struct bc_builder made = {.role = builder->role,
                              .kind = builder->kind,
                              .batches = builder->batches};

    made.layer = bc_layer_new(layer->role, layer->source, BC_GEOMETRY_NONE, 0);
    for (size_t i = 0; i < layer->n_columns; i++)
        bc_builder_column(&made, bc_slice_of(layer->columns[i].name));
    return made;
}

bool bc_builder_pass_on(struct bc_builder *builder)
{
    struct bc_batches *batches = builder->batches;
    struct bc_builder batch;

    if (!batches)
        return true;
    batch = *builder;
    *builder = without_rows(&batch);
    return batches->take(batches->context, &batch);
}

/* ---- cells ---- */

static bool is_plain(char byte)
{
    return byte > ' ' && byte < 0x7F;
}

/* The first byte of U+4000 to U+9FFF, all of three bytes. */
static bool is_chinese(char byte)
{
    return (unsigned char)byte >= 0xE4 && (unsigned char)byte <= 0xE9;
}

/* Most cells begin and end with what cannot be trimmed. */
static struct bc_slice trim(struct bc_slice text)
{
    size_t n = text.length;

    if (n > 0 && (is_plain(text.data[0]) || is_chinese(text.data[0])) &&
        (is_plain(text.data[n - 1]) || (n > 2 && is_chinese(text.data[n - 3]))))
        return text;
    return bc_slice_trim(text);
}

#define N_RECENT (sizeof((struct bc_builder *)0)->recent / sizeof(char *))
#define SHORT_BYTES 32

/* Of the length and the last bytes, which tell more than the first. */
static size_t hash_of(struct bc_slice text)
{
    const size_t n = text.length < 8 ? text.length : 8;
    uint64_t bytes = 0;

    memcpy(&bytes, text.data + text.length - n, n);
    return ((bytes ^ text.length) * 0x9E3779B97F4A7C15u >> 32) % N_RECENT;
}

/** A copy that lives as long as the layer; words that come again and again, as
 * types and levels do, share one. */
static const char *copy_of(struct bc_builder *builder, struct bc_slice text)
{
    struct bc_arena *arena = &builder->layer->arena;
    const char **recent;

    if (text.length > SHORT_BYTES)
        return bc_arena_copy(arena, text.data, text.length);
    recent = &builder->recent[hash_of(text)];
    if (!*recent || strncmp(*recent, text.data, text.length) != 0 ||
        (*recent)[text.length] != '\0')
        *recent = bc_arena_copy(arena, text.data, text.length);
    return *recent;
}

/* Of the blanks around a text, those that nobody sees. */
static bool has_unseen_around(struct bc_slice cell, struct bc_slice text)
{
    const size_t before = (size_t)(text.data - cell.data);
    const struct bc_slice sides[] = {
        {cell.data, before},
        {text.data + text.length, cell.length - before - text.length}};

    for (size_t i = 0; i < 2; i++)
        if (memmem(sides[i].data, sides[i].length, "\xEF\xBB\xBF", 3) ||
            memmem(sides[i].data, sides[i].length, "\xE2\x80\x8B", 3))
            return true;
    return false;
}

void bc_builder_set(struct bc_builder *builder, size_t column,
                    struct bc_slice text)
{
    struct bc_layer *layer = builder->layer;
    const struct bc_slice cell = text;

    text = trim(text);
    if (text.length + 3 <= cell.length && has_unseen_around(cell, text))
        bc_builder_doubt(builder, layer->n_features - 1,
                         BC_FOUND_UNSEEN_CHARACTER,
                         "a character that is not seen, as a byte order mark, "
                         "stands before or behind a text of the row; it was "
                         "left out");
    if (text.length > 0)
        layer->columns[column].text[layer->n_features - 1] =
            copy_of(builder, text);
}

static const char *keep(struct bc_builder *builder, struct bc_text *text)
{
    const char *kept =
        bc_arena_copy(&builder->layer->arena, text->data, text->length);

    bc_text_clear(text);
    return kept;
}

/** Takes both texts. */
static void add_doubt(struct bc_builder *builder, size_t row,
                      enum bc_finding_code code, struct bc_text *message,
                      struct bc_text *chinese)
{
    builder->doubts =
        bc_reserve(builder->doubts, &builder->doubt_room, builder->n_doubts + 1,
                   sizeof *builder->doubts);
    builder->doubts[builder->n_doubts++] =
        (struct bc_doubt){.row = row,
                          .code = code,
                          .message = keep(builder, message),
                          .chinese = keep(builder, chinese)};
}

void bc_builder_doubt(struct bc_builder *builder, size_t row,
                      enum bc_finding_code code, const char *format, ...)
{
    struct bc_text message = {0}, chinese = {0};
    va_list arguments, again;

    va_start(arguments, format);
    va_copy(again, arguments);
    bc_text_vprintf(&message, format, arguments);
    bc_text_vprintf(&chinese, bc_language_text(BC_CHINESE, format), again);
    va_end(again);
    va_end(arguments);
    add_doubt(builder, row, code, &message, &chinese);
}

/* ---- geometry ---- */

const char *bc_geometry_name(enum bc_geometry kind)
{
    static const char *const names[] = {BC_N("table"), BC_N("point"),
                                        BC_N("line"), BC_N("polygon")};

    return names[kind];
}

/* The role says what it wants; where any will do, the caller or the first. */
static enum bc_geometry wanted(const struct bc_builder *builder,
                               enum bc_geometry kind)
{
    if (!builder->role->any_geometry)
        return builder->role->geometry;
    if (builder->kind)
        return builder->kind;
    return builder->layer->geometry ? builder->layer->geometry : kind;
}

static void doubt_mixed(struct bc_builder *builder, enum bc_geometry kind,
                        enum bc_geometry want)
{
    static const char format[] =
        BC_N("a %s in a layer of %ss; its geometry was left out");
    struct bc_text message[2] = {{0}};

    for (int language = BC_ENGLISH; language <= BC_CHINESE; language++)
        bc_text_printf(&message[language], bc_language_text(language, format),
                       bc_language_text(language, bc_geometry_name(kind)),
                       bc_language_text(language, bc_geometry_name(want)));
    add_doubt(builder, builder->layer->n_features - 1, BC_FOUND_MIXED_GEOMETRY,
              &message[BC_ENGLISH], &message[BC_CHINESE]);
}

bool bc_builder_begin_geometry(struct bc_builder *builder,
                               enum bc_geometry kind)
{
    struct bc_layer *layer = builder->layer;
    enum bc_geometry want = wanted(builder, kind);

    builder->n_of[kind]++;
    if (want == BC_GEOMETRY_NONE) /* a table's geometry is nobody's */
        return false;
    if (kind != want) {
        builder->n_mixed++;
        doubt_mixed(builder, kind, want);
        return false;
    }
    builder->n_taken++;
    layer->geometry = kind;
    if (kind != BC_GEOMETRY_POINT)
        while (layer->shapes.n_features < layer->n_features)
            bc_shapes_begin_feature(&layer->shapes);
    return true;
}

enum bc_geometry bc_builder_most(const struct bc_builder *builder)
{
    enum bc_geometry most = BC_GEOMETRY_POLYGON;

    for (int kind = BC_GEOMETRY_LINE; kind >= BC_GEOMETRY_POINT; kind--)
        if (builder->n_of[kind] > builder->n_of[most])
            most = (enum bc_geometry)kind;
    return most;
}

bool bc_builder_box(const struct bc_builder *builder, double box[4])
{
    const struct bc_layer *layer = builder->layer;
    size_t row = layer->n_features - 1;

    if (layer->shapes.n_features == layer->n_features)
        return bc_shapes_bounds(&layer->shapes, row, box);
    box[0] = box[2] = layer->x[row];
    box[1] = box[3] = layer->y[row];
    return !isnan(layer->x[row]);
}

void bc_builder_point(struct bc_builder *builder, double x, double y)
{
    builder->layer->x[builder->layer->n_features - 1] = x;
    builder->layer->y[builder->layer->n_features - 1] = y;
}

static bool ring_is_closed(const struct bc_shapes *shapes, size_t ring)
{
    size_t first = shapes->vertex_of[ring];
    size_t last = shapes->vertex_of[ring + 1] - 1;

    return shapes->x[first] == shapes->x[last] &&
           shapes->y[first] == shapes->y[last];
}

void bc_builder_end_ring(struct bc_builder *builder)
{
    struct bc_shapes *shapes = &builder->layer->shapes;
    size_t ring = shapes->n_rings - 1;
    size_t first = shapes->vertex_of[ring];

    if (builder->layer->geometry != BC_GEOMETRY_POLYGON ||
        shapes->n_vertices - first < 3 || ring_is_closed(shapes, ring))
        return;
    bc_shapes_add_vertex(shapes, shapes->x[first], shapes->y[first]);
    bc_builder_doubt(builder, builder->layer->n_features - 1,
                     BC_FOUND_REPAIRED_GEOMETRY,
                     "a ring was not closed; its first vertex was repeated");
}

static void drop_geometry(struct bc_builder *builder)
{
    struct bc_shapes *shapes = &builder->layer->shapes;
    size_t f = shapes->n_features;

    bc_builder_point(builder, (double)NAN, (double)NAN);
    if (f == 0 || f < builder->layer->n_features)
        return;
    shapes->n_parts = shapes->part_of[f] = shapes->part_of[f - 1];
    shapes->n_rings = shapes->ring_of[shapes->n_parts];
    shapes->n_vertices = shapes->vertex_of[shapes->n_rings];
}

void bc_builder_fault(struct bc_builder *builder, const char *what)
{
    static const char format[] =
        BC_N("%s; the feature counts as one without geometry");
    struct bc_text message[2] = {{0}};

    drop_geometry(builder);
    for (int language = BC_ENGLISH; language <= BC_CHINESE; language++)
        bc_text_printf(&message[language], bc_language_text(language, format),
                       bc_language_text(language, what));
    add_doubt(builder, builder->layer->n_features - 1, BC_FOUND_BAD_GEOMETRY,
              &message[BC_ENGLISH], &message[BC_CHINESE]);
}

static const char *fault_of_ring(const struct bc_shapes *shapes, size_t ring,
                                 enum bc_geometry kind)
{
    size_t first = shapes->vertex_of[ring];
    size_t n = shapes->vertex_of[ring + 1] - first;

    for (size_t i = first; i < first + n; i++)
        if (!isfinite(shapes->x[i]) || !isfinite(shapes->y[i]))
            return BC_N("a coordinate that is no number");
    if (kind == BC_GEOMETRY_LINE)
        return n < 2 ? BC_N("a line of less than two vertices") : NULL;
    return n < 4 ? BC_N("a ring of less than four vertices") : NULL;
}

/* `[[], [[...]]]`: nothing is lost, but somebody meant something by it. */
static void doubt_empty_parts(struct bc_builder *builder, size_t row)
{
    const struct bc_shapes *shapes = &builder->layer->shapes;
    size_t n = 0;

    for (size_t p = shapes->part_of[row]; p < shapes->n_parts; p++)
        n += shapes->ring_of[p] == shapes->ring_of[p + 1];
    if (n > 0)
        bc_builder_doubt(builder, row, BC_FOUND_REPAIRED_GEOMETRY,
                         "%zu parts without vertices; they were left out", n);
}

void bc_builder_end_geometry(struct bc_builder *builder)
{
    struct bc_layer *layer = builder->layer;
    struct bc_shapes *shapes = &layer->shapes;
    size_t row = layer->n_features - 1;
    const char *fault = NULL;

    if (layer->geometry == BC_GEOMETRY_POINT) {
        if (!isfinite(layer->x[row]) || !isfinite(layer->y[row]))
            fault = BC_N("a point without coordinates");
    } else {
        size_t ring = shapes->ring_of[shapes->part_of[row]];

        if (ring == shapes->n_rings)
            fault = BC_N("a geometry without vertices");
        for (; !fault && ring < shapes->n_rings; ring++)
            fault = fault_of_ring(shapes, ring, layer->geometry);
        if (!fault)
            doubt_empty_parts(builder, row);
    }
    if (fault)
        bc_builder_fault(builder, fault);
}
