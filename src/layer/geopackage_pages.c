/* SPDX-License-Identifier: MIT */
#include "layer/geopackage_pages.h"

#include <fcntl.h>
#include <math.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/deadline.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "layer/table.h"
#include "layer/wkb.h"

/* The header of a database, and of the pages of a table's tree. */
enum { PAGE_SIZE_AT = 16, RESERVED_AT = 20, ENCODING_AT = 56, HEADER = 100 };
enum { INTERIOR = 5, LEAF = 13, N_CELLS_AT = 3, LAST_CHILD_AT = 8 };
enum { INTERIOR_HEADER = 12, LEAF_HEADER = 8, POINTER = 2, PAGE_NUMBER = 4 };
enum { VERTEX_BYTES = 16 };
enum { UTF8 = 1, MOST_LEVELS = 20, LEAVES_PER_CHUNK = 128, WINDOW_PAGES = 16 };

struct file {
    const struct bc_pages_table *table;
    int descriptor;
    size_t page_bytes, usable; /* of a page; but for what is reserved */
    uint32_t n_pages;
    uint32_t *leaves; /* pages that hold rows, in the order of these */
    size_t n_leaves, n_chunks;
    size_t *first; /* row of each chunk, and the end */
    size_t begin;  /* the chunk that the first of the parts is */
    struct bc_builder *parts;
    struct bc_geopackage_said *said; /* of each */
    atomic_bool has_failed;
};

static uint32_t big_endian(const unsigned char *bytes, int n)
{
    uint32_t value = 0;

    for (int i = 0; i < n; i++)
        value = value << 8 | bytes[i];
    return value;
}

/* ---- pages ---- */

/** Pages that follow each other, as most that are wanted one by one do. */
struct window {
    uint32_t first, n;
    unsigned char *bytes;
};

static bool read_at(const struct file *file, void *bytes, size_t n, size_t at)
{
    return pread(file->descriptor, bytes, n, (off_t)at) == (ssize_t)n;
}

/** @return NULL when there is no such page */
static const unsigned char *page_at(const struct file *file,
                                    struct window *window, uint32_t number)
{
    uint32_t n = number == window->first + window->n ? WINDOW_PAGES : 1;

    if (number >= window->first && number - window->first < window->n)
        return window->bytes +
               (number - window->first) * (size_t)file->page_bytes;
    if (number == 0 || number > file->n_pages)
        return NULL;
    if (n > file->n_pages - number + 1)
        n = file->n_pages - number + 1;
    if (!window->bytes)
        window->bytes = bc_resize(NULL, WINDOW_PAGES, file->page_bytes);
    *window = (struct window){number, 0, window->bytes};
    if (!read_at(file, window->bytes, n * file->page_bytes,
                 (number - 1) * (size_t)file->page_bytes))
        return NULL;
    window->n = n;
    return window->bytes;
}

static bool open_file(struct file *file)
{
    unsigned char header[HEADER];
    struct stat info;

    file->descriptor = open(file->table->path, O_RDONLY | O_CLOEXEC);
    if (file->descriptor < 0 || fstat(file->descriptor, &info) != 0 ||
        !read_at(file, header, sizeof header, 0))
        return false;
    file->page_bytes = big_endian(header + PAGE_SIZE_AT, 2);
    if (file->page_bytes == 1)
        file->page_bytes = 65536;
    if (file->page_bytes < 512 || big_endian(header + ENCODING_AT, 4) != UTF8)
        return false;
    file->usable = file->page_bytes - header[RESERVED_AT];
    file->n_pages = (uint32_t)((size_t)info.st_size / file->page_bytes);
    return file->usable >= 480;
}

/* ---- the tree ---- */

/** Where cell @p i of a page begins; 0 when that is no place for one. */
static size_t cell_at(const struct file *file, const unsigned char *page,
                      size_t header, size_t i)
{
    const size_t pointer = header + i * POINTER;
    size_t at;

    if (pointer + POINTER > file->usable)
        return 0;
    at = big_endian(page + pointer, POINTER);
    return at >= pointer + POINTER && at + PAGE_NUMBER <= file->usable ? at : 0;
}

struct pages {
    uint32_t *numbers;
    size_t n, room;
};

static void add_page(struct pages *pages, uint32_t number)
{
    pages->numbers = bc_reserve(pages->numbers, &pages->room, pages->n + 1,
                                sizeof *pages->numbers);
    pages->numbers[pages->n++] = number;
}

static bool add_children(const struct file *file, struct window *window,
                         uint32_t number, struct pages *children)
{
    const unsigned char *page = page_at(file, window, number);
    size_t n_cells;

    if (!page || page[0] != INTERIOR)
        return false;
    n_cells = big_endian(page + N_CELLS_AT, 2);
    for (size_t i = 0; i < n_cells; i++) {
        size_t at = cell_at(file, page, INTERIOR_HEADER, i);

        if (at == 0)
            return false;
        add_page(children, big_endian(page + at, PAGE_NUMBER));
    }
    add_page(children, big_endian(page + LAST_CHILD_AT, PAGE_NUMBER));
    return children->n <= file->n_pages;
}

/** The pages below those of a level; false when one of them has none. */
static bool find_children(const struct file *file, struct window *window,
                          const struct pages *level, struct pages *children)
{
    for (size_t i = 0; i < level->n; i++)
        if (!add_children(file, window, level->numbers[i], children))
            return false;
    return true;
}

/** Level by level: all leaves lie equally deep. */
static bool find_leaves(struct file *file, struct window *window)
{
    struct pages level = {0};
    uint32_t first = file->table->root; /* of the level */

    add_page(&level, first);
    for (int depth = 0; depth < MOST_LEVELS; depth++) {
        const unsigned char *page = page_at(file, window, first);
        struct pages children = {0};

        if (page && page[0] == LEAF) {
            file->leaves = level.numbers;
            file->n_leaves = level.n;
            return true;
        }
        if (!find_children(file, window, &level, &children) ||
            !children.numbers) {
            free(children.numbers);
            break;
        }
        free(level.numbers);
        level = children;
        first = children.numbers[0];
    }
    free(level.numbers);
    return false;
}

static void count_chunk(void *context, size_t chunk)
{
    struct file *file = context;
    const size_t end =
        bc_chunk_begin(file->n_leaves, file->n_chunks, chunk + 1);
    size_t i = bc_chunk_begin(file->n_leaves, file->n_chunks, chunk), n = 0;

    for (; i < end; i++) {
        unsigned char head[N_CELLS_AT + 2];

        if (file->leaves[i] == 0 ||
            !read_at(file, head, sizeof head,
                     (file->leaves[i] - 1) * file->page_bytes) ||
            head[0] != LEAF) {
            atomic_store(&file->has_failed, true);
            return;
        }
        n += big_endian(head + N_CELLS_AT, 2);
    }
    file->first[chunk + 1] = n;
}

/* ---- records ---- */

/** What one thread reads rows with. */
struct reader {
    struct file *file;
    struct window leaves, overflow;
    unsigned char *payload; /* of a record that goes over pages */
    size_t room;
    struct bc_builder *part;
    struct bc_geopackage_said *said;
};

/** Seven bits a byte, the ninth byte whole.
 * @return where it ends; NULL: not before @p end */
static const unsigned char *varint(const unsigned char *at,
                                   const unsigned char *end, uint64_t *value)
{
    *value = 0;
    for (int i = 0; at < end; i++) {
        const unsigned char byte = *at++;

        if (i == 8) {
            *value = *value << 8 | byte;
            return at;
        }
        *value = *value << 7 | (byte & 0x7F);
        if (byte < 0x80)
            return at;
    }
    return NULL;
}

/** Copies @p n bytes of a chain of pages. */
static bool follow_chain(struct reader *reader, uint32_t number,
                         unsigned char *to, size_t n)
{
    const size_t content = reader->file->usable - PAGE_NUMBER;

    while (n > 0) {
        const unsigned char *page =
            page_at(reader->file, &reader->overflow, number);
        const size_t taken = n < content ? n : content;

        if (!page)
            return false;
        memcpy(to, page + PAGE_NUMBER, taken);
        number = big_endian(page, PAGE_NUMBER);
        to += taken;
        n -= taken;
    }
    return true;
}

/** The whole of a record, of which @p at and what follows on its page is the
 * beginning; NULL when it is cut. */
static const unsigned char *payload_at(struct reader *reader,
                                       const unsigned char *at,
                                       const unsigned char *end, uint64_t n)
{
    const struct file *file = reader->file;
    const size_t most = file->usable - 35;
    const size_t least = (file->usable - 12) * 32 / 255 - 23;
    size_t local;

    if (n <= most)
        return n <= (size_t)(end - at) ? at : NULL;
    if (n > (uint64_t)file->n_pages * file->page_bytes)
        return NULL;
    local = least + (n - least) % (file->usable - PAGE_NUMBER);
    local = local <= most ? local : least;
    if (local + PAGE_NUMBER > (size_t)(end - at))
        return NULL;
    reader->payload = bc_reserve(reader->payload, &reader->room, n, 1);
    memcpy(reader->payload, at, local);
    if (!follow_chain(reader, big_endian(at + local, PAGE_NUMBER),
                      reader->payload + local, n - local))
        return NULL;
    return reader->payload;
}

/** A value of a record. */
struct value {
    uint64_t type; /* its serial type */
    const unsigned char *bytes;
    size_t n;
};

static bool is_blob(const struct value *value)
{
    return value->type >= 12 && value->type % 2 == 0;
}

/** @return false: a type that is none */
static bool size_of(uint64_t type, size_t *n)
{
    static const unsigned char sizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};

    if (type == 10 || type == 11)
        return false;
    *n = type < 10 ? sizes[type] : (size_t)(type - 12) / 2;
    return true;
}

static int64_t integer_of(const struct value *value)
{
    uint64_t number = value->n > 0 && value->bytes[0] & 0x80 ? UINT64_MAX : 0;

    if (value->type == 9)
        return 1;
    for (size_t i = 0; i < value->n; i++)
        number = number << 8 | value->bytes[i];
    return (int64_t)number;
}

/** Decimal digits at the end of @p text. */
static struct bc_slice print_integer(int64_t value, char text[24])
{
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    char *at = text + 24;

    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        *--at = '-';
    return (struct bc_slice){at, (size_t)(text + 24 - at)};
}

/** As sqlite3_column_text prints it. */
static struct bc_slice print_real(double value, char text[40])
{
    if (isnan(value))
        return (struct bc_slice){"", 0};
    return bc_slice_of(sqlite3_snprintf(40, text, "%!.15g", value));
}

static bool add_text(struct reader *reader, size_t column,
                     const struct value *value)
{
    const struct bc_slice text = {(const char *)value->bytes, value->n};

    if (!bc_cell_is_text(text, reader->file->table->cell_bytes))
        return false;
    bc_builder_set(reader->part, column, text);
    return true;
}

static bool add_cell(struct reader *reader, const struct bc_pages_column *to,
                     const struct value *value, int64_t row_id)
{
    char text[40];
    struct bc_slice cell;

    if (to->column == BC_NO_COLUMN)
        return true;
    if (value->type >= 12)
        return add_text(reader, to->column, value);
    if (value->type == 0 && !to->is_row_id)
        return true;
    if (value->type == 7) {
        uint64_t bits = (uint64_t)integer_of(value);
        double real;

        memcpy(&real, &bits, sizeof real);
        cell = print_real(real, text);
    } else if (to->is_real) {
        cell = print_real((double)integer_of(value), text);
    } else {
        cell = print_integer(value->type ? integer_of(value) : row_id, text);
    }
    bc_builder_set(reader->part, to->column, cell);
    return true;
}

static bool add_geometry(struct reader *reader, const struct value *value,
                         int64_t row_id, size_t line)
{
    const int expected = reader->file->table->srs_id;
    int32_t srs_id;
    size_t header;

    if (value->type == 0)
        return true;
    if (!is_blob(value))
        return false;
    header = bc_wkb_header(value->bytes, value->n, &srs_id);
    if (srs_id > 0 && expected > 0 && srs_id != expected)
        return false;
    bc_wkb_add(reader->part, header ? value->bytes + header : NULL,
               value->n - header);
    bc_geopackage_said_row(reader->said, line, row_id, value->bytes, value->n);
    return true;
}

/** @return false: it is not plain */
static bool add_record(struct reader *reader, const unsigned char *record,
                       size_t n, int64_t row_id, size_t line)
{
    const struct bc_pages_table *table = reader->file->table;
    const unsigned char *end = record + n, *body, *type;
    struct value geometry = {0};
    uint64_t header;

    type = varint(record, end, &header);
    if (!type || header > n)
        return false;
    body = record + header;
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct bc_pages_column *to = &table->columns[i];
        struct value value;

        type = varint(type, record + header, &value.type);
        if (!type || !size_of(value.type, &value.n) ||
            value.n > (size_t)(end - body))
            return false;
        value.bytes = body;
        body += value.n;
        if (to->is_geometry)
            geometry = value; /* when the cells are there, as elsewhere */
        else if (!add_cell(reader, to, &value, row_id))
            return false;
    }
    return add_geometry(reader, &geometry, row_id, line);
}

static bool read_leaf(struct reader *reader, uint32_t number, size_t *line)
{
    const struct file *file = reader->file;
    const unsigned char *page = page_at(file, &reader->leaves, number);
    size_t n_cells = page ? big_endian(page + N_CELLS_AT, 2) : 0;

    for (size_t i = 0; i < n_cells; i++) {
        const unsigned char *at = page + cell_at(file, page, LEAF_HEADER, i);
        const unsigned char *end = page + file->usable, *record;
        uint64_t n, row_id;

        if (at == page || !(at = varint(at, end, &n)) ||
            !(at = varint(at, end, &row_id)) ||
            !(record = payload_at(reader, at, end, n)) ||
            reader->part->layer->n_features == reader->part->row_room)
            return false;
        bc_builder_begin_row(reader->part, file->table->label, ++*line);
        if (!add_record(reader, record, n, (int64_t)row_id, *line))
            return false;
    }
    return page != NULL;
}

static void read_part(void *context, size_t part)
{
    struct file *file = context;
    struct reader reader = {
        .file = file, .part = &file->parts[part], .said = &file->said[part]};
    const size_t chunk = file->begin + part;
    const size_t end =
        bc_chunk_begin(file->n_leaves, file->n_chunks, chunk + 1);
    size_t i = bc_chunk_begin(file->n_leaves, file->n_chunks, chunk);
    size_t line = file->first[chunk];

    if (bc_deadline_is_over())
        atomic_store(&file->has_failed, true);
    if (reader.part->role->geometry > BC_GEOMETRY_POINT) /* about as many */
        bc_shapes_reserve(&reader.part->layer->shapes,
                          (end - i) * file->page_bytes / VERTEX_BYTES);
    for (; i < end && !atomic_load(&file->has_failed); i++)
        if (!read_leaf(&reader, file->leaves[i], &line))
            atomic_store(&file->has_failed, true);
    free(reader.leaves.bytes);
    free(reader.overflow.bytes);
    free(reader.payload);
}

/* ---- all of it ---- */

/** The chunks from file->begin to before @p end. */
static bool read_chunks(struct file *file, size_t end,
                        struct bc_builder *builder)
{
    const size_t *first = file->first + file->begin;
    const size_t n = end - file->begin;
    bool joined;

    file->parts = bc_builder_split(builder, first, n);
    file->said = bc_alloc(n, sizeof *file->said);
    for (size_t i = 0; i < n; i++)
        file->said[i] = bc_geopackage_said_part(file->table->said);
    bc_parallel_for(n, read_part, file);
    joined = bc_builder_join(builder, first, n, file->parts,
                             !atomic_load(&file->has_failed));
    for (size_t i = 0; joined && i < n; i++)
        bc_geopackage_said_join(file->table->said, &file->said[i]);
    free(file->said);
    return joined;
}

static bool read_rows(struct file *file, struct bc_builder *builder)
{
    bool done = true;

    file->n_chunks = bc_chunks(file->n_leaves, LEAVES_PER_CHUNK);
    file->first = bc_alloc(file->n_chunks + 1, sizeof *file->first);
    bc_parallel_for(file->n_chunks, count_chunk, file);
    if (atomic_load(&file->has_failed))
        return false;
    for (size_t i = 0; i < file->n_chunks; i++)
        file->first[i + 1] += file->first[i];
    while (done && file->begin < file->n_chunks) {
        const size_t end = bc_builder_batch_end(builder, file->first,
                                                file->n_chunks, file->begin);

        done = read_chunks(file, end, builder) && bc_builder_pass_on(builder);
        file->begin = end;
    }
    return done;
}

bool bc_pages_read(const struct bc_pages_table *table,
                   struct bc_builder *builder, size_t *n_rows)
{
    struct file file = {.table = table};
    struct window window = {0};
    bool done = open_file(&file) && find_leaves(&file, &window) &&
                read_rows(&file, builder);

    *n_rows = done ? file.first[file.n_chunks] : 0;
    free(window.bytes);
    free(file.leaves);
    free(file.first);
    if (file.descriptor >= 0)
        close(file.descriptor);
    return done;
}
