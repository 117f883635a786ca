/* SPDX-License-Identifier: MIT */
#include "layer/flatgeobuf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "layer/crs_text.h"
#include "layer/flatbuffer.h"

/* FlatGeobuf 3: magic, header, packed R-tree, features; a number of bytes
 * stands before the header and before each feature. Numbers of fields are
 * those of header.fbs. */
enum { MAGIC = 8, SIZE = 4, INDEX_NODE = 40, NODES = 16 };
enum { ENVELOPE = 1, FEATURES_COUNT = 8, INDEX_NODE_SIZE = 9, CRS = 10 };
enum { CRS_TEXT = 4 };
enum { CHUNK_BYTES = 1 << 20, WINDOW_BYTES = 1 << 18 };

static bool read_at(const struct bc_flatgeobuf *file, void *bytes, size_t n,
                    uint64_t at)
{
    return pread(file->descriptor, bytes, n, (off_t)at) == (ssize_t)n;
}

/* Nodes of all levels: the leaves, then parents up to one. */
static uint64_t count_nodes(uint64_t n_features, uint64_t node_size)
{
    uint64_t level = n_features, n = n_features;

    if (n_features == 0 || node_size < 2)
        return 0;
    do {
        level = (level + node_size - 1) / node_size;
        n += level;
    } while (level > 1);
    return n;
}

/* @param[out] n_said    features, 0: not said
 * @param[out] features  where they begin */
static bool read_header(struct bc_flatgeobuf *file, uint64_t *n_said,
                        uint64_t *features)
{
    unsigned char start[MAGIC + SIZE];
    struct bc_flatbuffer flat = {start, sizeof start};
    uint64_t size, root, nodes, node_size = NODES;

    if (!read_at(file, start, sizeof start, 0) ||
        memcmp(start, "fgb\3fgb", 7) != 0)
        return false;
    size = bc_flat_number(&flat, MAGIC, SIZE);
    if (size < 8 || size > file->n - sizeof start)
        return false;
    file->header = bc_resize(NULL, size, 1);
    file->header_bytes = size;
    if (!read_at(file, file->header, size, sizeof start))
        return false;
    flat = (struct bc_flatbuffer){file->header, size};
    root = bc_flat_number(&flat, 0, 4);
    *n_said = bc_flat_value(&flat, root, FEATURES_COUNT, 8);
    nodes = bc_flat_field(&flat, root, INDEX_NODE_SIZE);
    if (nodes)
        node_size = bc_flat_number(&flat, nodes, 2);
    if (*n_said > file->n) /* none is smaller than a byte */
        return false;
    file->index = sizeof start + size;
    file->node_size = node_size;
    file->n_nodes = count_nodes(*n_said, node_size);
    *features = file->index + file->n_nodes * INDEX_NODE;
    return *features <= file->n;
}

/* GDAL hands the definition to PROJ, which opens what it names. */
static bool reference_names_file(const struct bc_flatgeobuf *file)
{
    const struct bc_flatbuffer flat = {file->header, file->header_bytes};
    const uint64_t root = bc_flat_number(&flat, 0, 4);
    const uint64_t crs = bc_flat_follow(&flat, bc_flat_field(&flat, root, CRS));
    const struct bc_flat_vector text = bc_flat_vector(&flat, crs, CRS_TEXT, 1);

    return text.n > 0 && text.n < UINT64_MAX &&
           bc_crs_text_names_file((struct bc_slice){
               (const char *)file->header + text.at, (size_t)text.n});
}

/* Features from @p at on, and their row, are a chunk of their own. */
static void begin_chunk(struct bc_flatgeobuf *file, uint64_t at)
{
    const size_t n = file->n_chunks;
    size_t room = file->chunk_room;

    file->begin = bc_reserve(file->begin, &room, n + 1, sizeof *file->begin);
    file->first = bc_resize(file->first, room, sizeof *file->first);
    file->chunk_room = room;
    file->begin[n] = at;
    file->first[n] = file->n_features;
    file->n_chunks++;
}

/* ---- the index ---- */

struct node {
    double box[4];
    uint64_t below; /* bytes before its feature; of others the first child */
};

static struct node node_at(struct bc_flatgeobuf *file, uint64_t which)
{
    const uint64_t most = WINDOW_BYTES / INDEX_NODE;
    struct node node = {.below = UINT64_MAX};
    const unsigned char *at;

    if (which < file->first_node || which - file->first_node >= file->n_held) {
        file->nodes = bc_resize(file->nodes, WINDOW_BYTES, 1);
        file->first_node = which;
        file->n_held =
            file->n_nodes - which < most ? file->n_nodes - which : most;
        if (!read_at(file, file->nodes, file->n_held * INDEX_NODE,
                     file->index + which * INDEX_NODE))
            file->n_held = 0;
    }
    if (which - file->first_node >= file->n_held)
        return node; /* it changed meanwhile */
    at = file->nodes + (which - file->first_node) * INDEX_NODE;
    memcpy(node.box, at, sizeof node.box);
    memcpy(&node.below, at + sizeof node.box, sizeof node.below);
    return node;
}

void bc_flatgeobuf_claim_row(struct bc_flatgeobuf *file, size_t row,
                             const double box[4], struct bc_claim *claim)
{
    struct node leaf;

    if (row >= file->n_features || file->n_nodes < file->n_features) {
        bc_claim_add(claim, row + 1, NULL, box);
        return;
    }
    leaf = node_at(file, file->n_nodes - file->n_features + row);
    bc_claim_add(claim, row + 1, leaf.box, box);
}

static bool holds(const struct node *parent, const struct node *child)
{
    return !(child->box[0] < parent->box[0] || child->box[1] < parent->box[1] ||
             child->box[2] > parent->box[2] || child->box[3] > parent->box[3]);
}

/* Level by level, each from its first child on. */
static void check_parents(struct bc_flatgeobuf *file)
{
    uint64_t level = file->n_features, first = file->n_nodes - level;
    struct node *parents = NULL;
    size_t room = 0;

    while (first > 0) {
        const uint64_t n = (level + file->node_size - 1) / file->node_size;

        parents = bc_reserve(parents, &room, n, sizeof *parents);
        for (uint64_t i = 0; i < n; i++) {
            parents[i] = node_at(file, first - n + i);
            file->n_astray += parents[i].below != first + i * file->node_size;
        }
        for (uint64_t i = 0; i < level; i++) {
            const struct node child = node_at(file, first + i);

            file->n_astray += !holds(&parents[i / file->node_size], &child);
        }
        first -= n;
        level = n;
    }
    free(parents);
}

/* From one feature's size to the next. */
static bool count_features(struct bc_flatgeobuf *file, uint64_t at,
                           uint64_t n_said)
{
    const uint64_t features = at;
    unsigned char *window = bc_resize(NULL, WINDOW_BYTES, 1);
    struct bc_flatbuffer flat = {window, 0};
    uint64_t from = at; /* of the window */
    bool whole = true;

    while (whole && at < file->n) {
        uint64_t size;

        if (at - from + SIZE > flat.n) {
            flat.n = file->n - at < WINDOW_BYTES ? file->n - at : WINDOW_BYTES;
            from = at;
            whole = read_at(file, window, flat.n, at);
        }
        size = whole ? bc_flat_number(&flat, at - from, SIZE) : 0;
        whole = size > 0 && file->n - at >= SIZE && size <= file->n - at - SIZE;
        if (!whole)
            break;
        if (file->n_chunks == 0 ||
            at - file->begin[file->n_chunks - 1] >= CHUNK_BYTES)
            begin_chunk(file, at);
        if (file->n_nodes > n_said && file->n_features < n_said)
            file->n_astray +=
                node_at(file, file->n_nodes - n_said + file->n_features)
                    .below != at - features;
        at += SIZE + size;
        file->n_features++;
    }
    begin_chunk(file, at);
    file->n_chunks--; /* that was the end */
    free(window);
    return whole;
}

enum bc_status bc_flatgeobuf_open(const char *path, const char *label,
                                  struct bc_flatgeobuf *file,
                                  struct bc_error *err)
{
    struct stat info = {0};
    uint64_t n_said = 0, features = 0;

    *file =
        (struct bc_flatgeobuf){.descriptor = open(path, O_RDONLY | O_CLOEXEC)};
    if (file->descriptor < 0 || fstat(file->descriptor, &info) != 0)
        return bc_error_set(err, BC_BAD_INPUT, "cannot open '%s': %s", path,
                            strerror(errno));
    file->n = (uint64_t)info.st_size;
    if (!read_header(file, &n_said, &features))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: is no whole FlatGeobuf; copy it again", label);
    if (reference_names_file(file))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: the definition of its crs names a file; "
                            "write it again with one that names none",
                            label);
    if (!count_features(file, features, n_said))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: the feature is cut, or the header "
                            "wrong; copy the file again",
                            label, file->n_features + 1);
    if (file->n_nodes > 0 && n_said == file->n_features)
        check_parents(file);
    if (n_said == 0 || n_said == file->n_features)
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: says %llu features and holds %zu; copy it again",
                        label, (unsigned long long)n_said, file->n_features);
}

void bc_flatgeobuf_close(struct bc_flatgeobuf *file)
{
    if (file->descriptor > 0)
        close(file->descriptor);
    free(file->header);
    free(file->nodes);
    free(file->begin);
    free(file->first);
    *file = (struct bc_flatgeobuf){0};
}

void bc_flatgeobuf_claim(const struct bc_flatgeobuf *file,
                         struct bc_claim *claim)
{
    const struct bc_flatbuffer flat = {file->header, file->header_bytes};
    const struct bc_flat_vector said =
        bc_flat_vector(&flat, bc_flat_number(&flat, 0, 4), ENVELOPE, 8);
    double box[4];

    if (said.n < 4 || said.n == UINT64_MAX)
        return;
    for (uint64_t i = 0; i < 4; i++) {
        const uint64_t bits = bc_flat_number(&flat, said.at + 8 * i, 8);

        memcpy(&box[i], &bits, sizeof bits);
    }
    bc_claim_say(claim, box);
}

void bc_flatgeobuf_tell(const struct bc_flatgeobuf *file, const char *label,
                        struct bc_findings *findings)
{
    const struct bc_finding finding = {
        .code = BC_FOUND_STALE_HEADER, .source = label, .field = "index"};

    if (file->n_astray > 0)
        bc_findings_addf(findings, finding,
                         "%zu nodes of the spatial index do not lead to what "
                         "is below them; it was not used",
                         file->n_astray);
}
