/* SPDX-License-Identifier: MIT */
#include "layer/shapefile.h"

#include <stdbool.h>
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

/* A record's own header repeats its number and length, and its shape is of the
 * type of the file or null. Numbers count from 1; some programs take 0. */
static enum bc_status check_record(const char *label,
                                   const struct bytes *shapes, size_t i,
                                   uint64_t offset, uint64_t length,
                                   struct bc_error *err)
{
    uint32_t number = big_endian(shapes, offset);
    uint32_t first = big_endian(shapes, SHAPE_HEADER) == 0 ? 0 : 1;
    uint32_t type;

    if (length < 4 || number != first + i ||
        (uint64_t)big_endian(shapes, offset + 4) * 2 != length)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: the shape is not the one that the .shx "
                            "names; copy the files again",
                            label, i + 1);
    type = little_endian(shapes, offset + RECORD_HEADER, 4);
    if (type != 0 && type != little_endian(shapes, 32, 4))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:%zu: a shape of type %u in a file of type %u; "
                            "copy the files again",
                            label, i + 1, (unsigned)type,
                            (unsigned)little_endian(shapes, 32, 4));
    return BC_OK;
}

static enum bc_status check_index(const char *label, const struct bytes *index,
                                  const struct bytes *shapes,
                                  struct bc_error *err)
{
    size_t n = 0;
    enum bc_status status = BC_OK;

    if (index->n < SHAPE_HEADER ||
        (index->n - SHAPE_HEADER) % INDEX_RECORD != 0 ||
        (uint64_t)big_endian(index, 24) * 2 != index->n)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: its .shx is cut; copy the files again", label);
    n = (index->n - SHAPE_HEADER) / INDEX_RECORD;
    for (size_t i = 0; i < n && !status; i++) {
        size_t at = SHAPE_HEADER + i * INDEX_RECORD;
        uint64_t offset = (uint64_t)big_endian(index, at) * 2;
        uint64_t length = (uint64_t)big_endian(index, at + 4) * 2;

        if (offset < SHAPE_HEADER ||
            offset + RECORD_HEADER + length > shapes->n)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s:%zu: the shape lies outside the file; it "
                                "is cut, copy the files again",
                                label, i + 1);
        status = check_record(label, shapes, i, offset, length, err);
    }
    return status;
}

/* Magic, version and a type that there is. */
static bool is_shapefile(const struct bytes *shapes)
{
    static const uint32_t types[] = {0,  1,  3,  5,  8,  11, 13,
                                     15, 18, 21, 23, 25, 28, 31};
    bool known = false;

    if (shapes->n < SHAPE_HEADER || big_endian(shapes, 0) != 9994 ||
        little_endian(shapes, 28, 4) != 1000)
        return false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        known |= little_endian(shapes, 32, 4) == types[i];
    return known;
}

static enum bc_status check_shapes(const char *path, const char *label,
                                   struct bytes *shapes, struct bc_error *err)
{
    enum bc_status status = bc_file_read(path, &shapes->data, &shapes->n, err);

    if (!status && !is_shapefile(shapes))
        status = bc_error_set(err, BC_BAD_INPUT, "%s: is no shapefile", label);
    if (!status && (uint64_t)big_endian(shapes, 24) * 2 != shapes->n)
        status = bc_error_set(
            err, BC_BAD_INPUT, "%s: says %llu bytes and has %zu; copy it again",
            label, (unsigned long long)big_endian(shapes, 24) * 2, shapes->n);
    return status;
}

/* What GDAL opens too: it would wait for a FIFO. */
static enum bc_status check_siblings(const char *path, const char *label,
                                     struct bc_error *err)
{
    static const char *const suffixes[][2] = {{"prj", "PRJ"}, {"qix", "QIX"},
                                              {"sbn", "SBN"}, {"sbx", "SBX"},
                                              {"idm", "IDM"}, {"ind", "IND"}};

    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        char *name = beside(path, suffixes[i][0], suffixes[i][1]);
        struct stat info;
        bool wrong = lstat(name, &info) == 0 &&
                     (stat(name, &info) != 0 || !S_ISREG(info.st_mode));

        free(name);
        if (wrong)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s: its .%s is not a regular file; replace "
                                "or remove it",
                                label, suffixes[i][0]);
    }
    return BC_OK;
}

/* The language byte is trusted only where it says Chinese: 0 and the Western
 * ones are what programs write without thinking. */
static enum bc_status find_encoding(const char *path, const char *label,
                                    const struct bc_dbf *table, char **encoding,
                                    struct bc_error *err)
{
    enum bc_status status = bc_encoding_beside(path, label, encoding, err);

    if (status || *encoding)
        return status;
    switch (table->language) {
    case 0x4D:
    case 0x7A:
        *encoding = bc_copy("GB18030");
        break;
    case 0x78:
        *encoding = bc_copy("CP950");
        break;
    default:
        *encoding = bc_copy(bc_encoding_guess(table->bytes + table->header,
                                              table->n - table->header));
    }
    return BC_OK;
}

static enum bc_status check_counts(const char *label, const struct bytes *index,
                                   const struct bc_dbf *table,
                                   struct bc_error *err)
{
    size_t n = (index->n - SHAPE_HEADER) / INDEX_RECORD;

    if (table->n_rows == n)
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: %zu shapes, but %zu rows in its .dbf; copy "
                        "the files again",
                        label, n, table->n_rows);
}

enum bc_status bc_shapefile_check(const char *path, const char *label,
                                  struct bc_dbf *table, char **encoding,
                                  struct bc_error *err)
{
    struct bytes shapes = {0}, index = {0}, rows = {0};
    enum bc_status status = check_shapes(path, label, &shapes, err);

    *encoding = NULL;
    *table = (struct bc_dbf){0};
    if (!status)
        status = read_beside(path, label, "shx", "SHX", &index, err);
    if (!status)
        status = read_beside(path, label, "dbf", "DBF", &rows, err);
    if (!status)
        status = bc_dbf_init(table, label, rows.data, rows.n, err);
    if (!status)
        status = check_index(label, &index, &shapes, err);
    if (!status)
        status = check_counts(label, &index, table, err);
    if (!status)
        status = check_siblings(path, label, err);
    if (!status)
        status = find_encoding(path, label, table, encoding, err);
    free(shapes.data);
    free(index.data);
    return status;
}
