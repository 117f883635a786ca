/* SPDX-License-Identifier: MIT */
#include "layer/shapefile.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "layer/encoding.h"

/* Sizes and fields: ESRI Shapefile Technical Description (1998). */
enum { SHAPE_HEADER = 100, INDEX_RECORD = 8, RECORD_HEADER = 8 };
enum { DBF_HEADER = 32 };

struct bytes {
    char *data;
    size_t n;
};

static uint32_t big_endian(const struct bytes *bytes, size_t at)
{
    const unsigned char *b = (const unsigned char *)bytes->data + at;

    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 |
           b[3];
}

static uint32_t little_endian(const struct bytes *bytes, size_t at, int n)
{
    uint32_t value = 0;

    while (n-- > 0)
        value = value << 8 | (unsigned char)bytes->data[at + (size_t)n];
    return value;
}

/* The file beside @p path, in the case of letters that is there. */
static char *beside(const char *path, const char *lower, const char *upper)
{
    size_t stem = strlen(path) - strlen(bc_path_suffix(path));
    struct bc_text name = {0};
    struct stat info;

    bc_text_add_bytes(&name, path, stem);
    bc_text_add(&name, upper);
    if (stat(name.data, &info) != 0) {
        name.length = stem;
        bc_text_add(&name, lower);
    }
    return bc_text_take(&name);
}

static enum bc_status read_beside(const char *path, const char *label,
                                  const char *lower, const char *upper,
                                  struct bytes *bytes, struct bc_error *err)
{
    char *name = beside(path, lower, upper);
    struct bc_error reason = {.status = BC_OK};
    enum bc_status status =
        bc_file_read(name, &bytes->data, &bytes->n, &reason);

    free(name);
    if (status)
        return bc_error_set(err, status,
                            "%s: its .%s is missing or cannot be read; keep "
                            ".shp, .shx and .dbf together (%s)",
                            label, lower, reason.message);
    return BC_OK;
}

/* Every record that the index names must lie inside the .shp. */
static enum bc_status check_index(const char *label, const struct bytes *index,
                                  uint64_t shape_size, size_t *n,
                                  struct bc_error *err)
{
    if (index->n < SHAPE_HEADER ||
        (index->n - SHAPE_HEADER) % INDEX_RECORD != 0 ||
        (uint64_t)big_endian(index, 24) * 2 != index->n)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: its .shx is cut; copy the files again", label);
    *n = (index->n - SHAPE_HEADER) / INDEX_RECORD;
    for (size_t i = 0; i < *n; i++) {
        size_t at = SHAPE_HEADER + i * INDEX_RECORD;
        uint64_t offset = (uint64_t)big_endian(index, at) * 2;
        uint64_t length = (uint64_t)big_endian(index, at + 4) * 2;

        if (offset < SHAPE_HEADER ||
            offset + RECORD_HEADER + length > shape_size)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s:%zu: the shape lies outside the file; it "
                                "is cut, copy the files again",
                                label, i + 1);
    }
    return BC_OK;
}

static enum bc_status check_table(const char *label, const struct bytes *table,
                                  size_t n_shapes, struct bc_error *err)
{
    uint64_t n, header, record;

    if (table->n < DBF_HEADER)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: its .dbf is cut; copy the files again", label);
    n = little_endian(table, 4, 4);
    header = little_endian(table, 8, 2);
    record = little_endian(table, 10, 2);
    if (header < DBF_HEADER || record == 0 || header + n * record > table->n)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: its .dbf is cut; copy the files again", label);
    if (n != n_shapes)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: %zu shapes, but %zu rows in its .dbf; copy "
                            "the files again",
                            label, n_shapes, (size_t)n);
    return BC_OK;
}

static enum bc_status check_shapes(const char *path, const char *label,
                                   uint64_t *size, struct bc_error *err)
{
    struct bytes head = {0};
    enum bc_status status = bc_file_read(path, &head.data, &head.n, err);

    *size = head.n;
    if (!status && (head.n < SHAPE_HEADER || big_endian(&head, 0) != 9994))
        status = bc_error_set(err, BC_BAD_INPUT, "%s: is no shapefile", label);
    if (!status && (uint64_t)big_endian(&head, 24) * 2 != head.n)
        status = bc_error_set(
            err, BC_BAD_INPUT, "%s: says %llu bytes and has %zu; copy it again",
            label, (unsigned long long)big_endian(&head, 24) * 2, head.n);
    free(head.data);
    return status;
}

/* Rows that a program marked as deleted and left in the file: GDAL gives
 * neither them nor their shapes. */
static size_t count_deleted(const struct bytes *table, size_t n)
{
    size_t header = little_endian(table, 8, 2);
    size_t record = little_endian(table, 10, 2), deleted = 0;

    for (size_t i = 0; i < n; i++)
        deleted += table->data[header + i * record] == '*';
    return deleted;
}

/* The language byte is trusted only where it says Chinese: 0 and the Western
 * ones are what programs write without thinking. */
static char *find_encoding(const char *path, const struct bytes *table)
{
    char *named = bc_encoding_beside(path);
    size_t header = little_endian(table, 8, 2);

    if (named)
        return named;
    switch ((unsigned char)table->data[29]) {
    case 0x4D:
    case 0x7A:
        return bc_copy("GB18030");
    case 0x78:
        return bc_copy("CP950");
    default:
        return bc_copy(
            bc_encoding_guess(table->data + header, table->n - header));
    }
}

enum bc_status bc_shapefile_check(const char *path, const char *label,
                                  char **encoding, size_t *n_records,
                                  struct bc_error *err)
{
    struct bytes index = {0}, table = {0};
    uint64_t shape_size = 0;
    enum bc_status status = check_shapes(path, label, &shape_size, err);

    *encoding = NULL;
    if (!status)
        status = read_beside(path, label, "shx", "SHX", &index, err);
    if (!status)
        status = read_beside(path, label, "dbf", "DBF", &table, err);
    if (!status)
        status = check_index(label, &index, shape_size, n_records, err);
    if (!status)
        status = check_table(label, &table, *n_records, err);
    if (!status) {
        *encoding = find_encoding(path, &table);
        *n_records -= count_deleted(&table, *n_records);
    }
    free(index.data);
    free(table.data);
    return status;
}
