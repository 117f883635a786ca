/* SPDX-License-Identifier: MIT */
#include "layer/flatgeobuf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

/* FlatGeobuf 3: magic, header, packed R-tree, features; a number of bytes
 * stands before the header and before each feature. Numbers of fields are
 * those of header.fbs. */
enum { MAGIC = 8, SIZE = 4, INDEX_NODE = 40, NODES = 16 };
enum { FEATURES_COUNT = 8, INDEX_NODE_SIZE = 9 };

struct flatgeobuf {
    const unsigned char *bytes;
    uint64_t n, header, features; /* of the file; where they begin */
    uint64_t n_said;              /* features, 0: not said */
};

/* @return 0 outside the file too */
static uint64_t number(const struct flatgeobuf *file, uint64_t at, int n)
{
    uint64_t value = 0;

    if (at > file->n || file->n - at < (uint64_t)n)
        return 0;
    while (n-- > 0)
        value = value << 8 | file->bytes[at + (uint64_t)n];
    return value;
}

/* Where a field of the header's table stands; 0: it has its usual value. */
static uint64_t field(const struct flatgeobuf *file, uint64_t i)
{
    uint64_t table = file->header + number(file, file->header, 4);
    uint64_t vtable = table - (uint64_t)(int32_t)number(file, table, 4);
    uint64_t offset = 0;

    if (4 + 2 * i < number(file, vtable, 2))
        offset = number(file, vtable + 4 + 2 * i, 2);
    return offset ? table + offset : 0;
}

/* Nodes of all levels: the leaves, then parents up to one. */
static uint64_t index_bytes(uint64_t n_features, uint64_t node_size)
{
    uint64_t level = n_features, n = n_features;

    if (n_features == 0 || node_size < 2)
        return 0;
    do {
        level = (level + node_size - 1) / node_size;
        n += level;
    } while (level > 1);
    return n * INDEX_NODE;
}

static bool read_header(struct flatgeobuf *file)
{
    uint64_t size, count, nodes, node_size = NODES;

    if (file->n < MAGIC + SIZE || memcmp(file->bytes, "fgb\3fgb", 7) != 0)
        return false;
    size = number(file, MAGIC, SIZE);
    file->header = MAGIC + SIZE;
    if (size < 8 || size > file->n - file->header)
        return false;
    count = field(file, FEATURES_COUNT);
    nodes = field(file, INDEX_NODE_SIZE);
    if (count)
        file->n_said = number(file, count, 8);
    if (nodes)
        node_size = number(file, nodes, 2);
    if (file->n_said > file->n) /* none is smaller than a byte */
        return false;
    file->features = file->header + size + index_bytes(file->n_said, node_size);
    return file->features <= file->n;
}

static enum bc_status count_features(const struct flatgeobuf *file,
                                     const char *label, size_t *n_features,
                                     struct bc_error *err)
{
    uint64_t at = file->features;
    size_t n = 0;

    while (at < file->n) {
        uint64_t size = number(file, at, SIZE);

        if (size == 0 || size > file->n - at - SIZE)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s:%zu: the feature is cut, or the header "
                                "wrong; copy the file again",
                                label, n + 1);
        at += SIZE + size;
        n++;
    }
    *n_features = n;
    if (file->n_said == 0 || file->n_said == n)
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: says %llu features and holds %zu; copy it again",
                        label, (unsigned long long)file->n_said, n);
}

enum bc_status bc_flatgeobuf_check(const char *path, const char *label,
                                   size_t *n_features, struct bc_error *err)
{
    char *bytes = NULL;
    size_t n = 0;
    enum bc_status status = bc_file_read(path, &bytes, &n, err);
    struct flatgeobuf file = {.bytes = (unsigned char *)bytes, .n = n};

    *n_features = 0;
    if (!status && !read_header(&file))
        status =
            bc_error_set(err, BC_BAD_INPUT,
                         "%s: is no whole FlatGeobuf; copy it again", label);
    if (!status)
        status = count_features(&file, label, n_features, err);
    free(bytes);
    return status;
}
