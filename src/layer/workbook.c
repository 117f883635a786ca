/* SPDX-License-Identifier: MIT */
#include "layer/workbook.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/file.h"
#include "base/memory.h"

/* Records of a zip archive: PKWARE APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16. */
#define FILE_HEADER 0x04034B50U
#define DIRECTORY_ENTRY 0x02014B50U
#define DIRECTORY_END 0x06054B50U
enum { FILE_BYTES = 30, ENTRY_BYTES = 46, END_BYTES = 22 };
enum { LONGEST_COMMENT = 65535, STORED = 0, DEFLATED = 8, ENCRYPTED = 1 };

#define SMALL_BYTES ((uint64_t)64 << 20)

/* One part, as the directory describes it. */
struct part {
    const char *name;
    size_t n_name;
    unsigned method, flags;
    uint32_t checksum;
    size_t packed, unpacked;
    size_t offset; /* of its own header */
    bool was_read;
};

struct bc_workbook {
    char *label;
    char *bytes;
    size_t n;
    struct part *parts; /* by name */
    size_t n_parts;
};

static uint32_t number(const char *bytes, int n)
{
    uint32_t value = 0;

    while (n-- > 0)
        value = value << 8 | (unsigned char)bytes[n];
    return value;
}

static enum bc_status broken(const struct bc_workbook *workbook,
                             struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: is no whole .xlsx workbook; save it again as "
                        ".xlsx",
                        workbook->label);
}

/* ---- the directory ---- */

/* The end record stands last, but for a comment. @return 0: there is none */
static size_t find_end(const struct bc_workbook *workbook)
{
    const size_t n = workbook->n;
    size_t least =
        n > END_BYTES + LONGEST_COMMENT ? n - END_BYTES - LONGEST_COMMENT : 0;

    for (size_t at = n < END_BYTES ? 0 : n - END_BYTES; at > least; at--)
        if (number(workbook->bytes + at, 4) == DIRECTORY_END &&
            at + END_BYTES + number(workbook->bytes + at + 20, 2) == n)
            return at;
    return 0;
}

/* @param at  moves behind the entry */
static bool read_entry(const struct bc_workbook *workbook, size_t *at,
                       struct part *part)
{
    const char *entry = workbook->bytes + *at;
    size_t length;

    if (*at > workbook->n || workbook->n - *at < ENTRY_BYTES ||
        number(entry, 4) != DIRECTORY_ENTRY)
        return false;
    *part = (struct part){.name = entry + ENTRY_BYTES,
                          .n_name = number(entry + 28, 2),
                          .flags = number(entry + 8, 2),
                          .method = number(entry + 10, 2),
                          .checksum = number(entry + 16, 4),
                          .packed = number(entry + 20, 4),
                          .unpacked = number(entry + 24, 4),
                          .offset = number(entry + 42, 4)};
    length = ENTRY_BYTES + part->n_name + number(entry + 30, 2) +
             number(entry + 32, 2);
    if (workbook->n - *at < length)
        return false;
    *at += length;
    return true;
}

static int compare_parts(const void *left, const void *right)
{
    const struct part *a = left, *b = right;
    size_t n = a->n_name < b->n_name ? a->n_name : b->n_name;
    int order = memcmp(a->name, b->name, n);

    return order ? order : (a->n_name > b->n_name) - (a->n_name < b->n_name);
}

static enum bc_status read_directory(struct bc_workbook *workbook,
                                     struct bc_error *err)
{
    size_t end = find_end(workbook), at, n;
    struct part *parts;

    if (end == 0)
        return broken(workbook, err);
    n = number(workbook->bytes + end + 10, 2);
    at = number(workbook->bytes + end + 16, 4);
    workbook->parts = parts = bc_alloc(n, sizeof *parts);
    for (; workbook->n_parts < n; workbook->n_parts++)
        if (!read_entry(workbook, &at, &parts[workbook->n_parts]))
            return broken(workbook, err);
    if (at != end)
        return broken(workbook, err);
    qsort(parts, n, sizeof *parts, compare_parts);
    for (size_t i = 1; i < n; i++)
        if (compare_parts(&parts[i - 1], &parts[i]) == 0)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s: its part '%.*s' stands twice; save it "
                                "again as .xlsx",
                                workbook->label, (int)parts[i].n_name,
                                parts[i].name);
    return BC_OK;
}

static enum bc_status check_parts(const struct bc_workbook *workbook,
                                  const struct bc_input_limits *limits,
                                  struct bc_error *err)
{
    uint64_t total = 0;

    for (size_t i = 0; i < workbook->n_parts; i++) {
        if (workbook->parts[i].flags & ENCRYPTED)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s: is encrypted; save it without a password",
                                workbook->label);
        total += workbook->parts[i].unpacked;
    }
    if (total >> 20 >= (uint64_t)limits->workbook_mib ||
        (total > SMALL_BYTES &&
         total / (uint64_t)limits->workbook_ratio > workbook->n))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: would unpack to %llu MiB; save the sheet as "
                            ".csv, or raise limits: workbook_mib and "
                            "workbook_ratio",
                            workbook->label, (unsigned long long)(total >> 20));
    return BC_OK;
}

enum bc_status bc_workbook_open(const char *path, const char *label,
                                const struct bc_input_limits *limits,
                                struct bc_workbook **workbook,
                                struct bc_error *err)
{
    struct bc_workbook *made = bc_alloc(1, sizeof *made);
    enum bc_status status;

    *workbook = NULL;
    made->label = bc_copy(label);
    status = bc_file_read(path, &made->bytes, &made->n, err);
    if (!status)
        status = read_directory(made, err);
    if (!status)
        status = check_parts(made, limits, err);
    if (status)
        bc_workbook_free(made);
    else
        *workbook = made;
    return status;
}

void bc_workbook_free(struct bc_workbook *workbook)
{
    if (!workbook)
        return;
    free(workbook->parts);
    free(workbook->bytes);
    free(workbook->label);
    free(workbook);
}

/* ---- parts ---- */

/* @return false when it does not unpack to what was said */
static bool unpack(const char *bytes, const struct part *part, char *out)
{
    z_stream stream = {.next_in = (unsigned char *)bytes,
                       .avail_in = (uInt)part->packed,
                       .next_out = (unsigned char *)out,
                       .avail_out = (uInt)part->unpacked};
    int rc;

    if (part->method == STORED) {
        if (part->packed != part->unpacked)
            return false;
        memcpy(out, bytes, part->packed);
        return true;
    }
    if (part->method != DEFLATED ||
        inflateInit2(&stream, -MAX_WBITS) != Z_OK) /* raw, as in a zip */
        return false;
    rc = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return rc == Z_STREAM_END && stream.avail_out == 0;
}

static enum bc_status read_part(const struct bc_workbook *workbook,
                                const struct part *part, char **bytes,
                                size_t *n, struct bc_error *err)
{
    const char *header = workbook->bytes + part->offset;
    size_t start;
    uint32_t checksum;

    if (part->offset > workbook->n || workbook->n - part->offset < FILE_BYTES ||
        number(header, 4) != FILE_HEADER)
        return broken(workbook, err);
    start = part->offset + FILE_BYTES + number(header + 26, 2) +
            number(header + 28, 2);
    if (start > workbook->n || workbook->n - start < part->packed ||
        number(header + 26, 2) != part->n_name ||
        memcmp(header + FILE_BYTES, part->name, part->n_name) != 0)
        return broken(workbook, err); /* of another part, say programs */
    *bytes = bc_alloc(part->unpacked + 1, 1);
    *n = part->unpacked;
    if (!unpack(workbook->bytes + start, part, *bytes))
        return broken(workbook, err);
    checksum = (uint32_t)crc32_z(0, (unsigned char *)*bytes, *n);
    return checksum == part->checksum ? BC_OK : broken(workbook, err);
}

enum bc_status bc_workbook_part(struct bc_workbook *workbook, const char *name,
                                char **bytes, size_t *n, struct bc_error *err)
{
    const struct part key = {.name = name, .n_name = strlen(name)};
    struct part *part = bsearch(&key, workbook->parts, workbook->n_parts,
                                sizeof key, compare_parts);
    enum bc_status status;

    *bytes = NULL;
    *n = 0;
    if (!part)
        return BC_OK;
    part->was_read = true;
    status = read_part(workbook, part, bytes, n, err);
    if (status) {
        free(*bytes);
        *bytes = NULL;
    }
    return status;
}

enum bc_status bc_workbook_check_rest(const struct bc_workbook *workbook,
                                      struct bc_error *err)
{
    for (size_t i = 0; i < workbook->n_parts; i++) {
        const struct part *part = &workbook->parts[i];
        struct bc_error reason;
        char *bytes = NULL;
        size_t n;
        enum bc_status status =
            part->was_read ? BC_OK
                           : read_part(workbook, part, &bytes, &n, &reason);

        free(bytes);
        if (status)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s: its part '%.*s' is broken; take it from "
                                "its source again, or save it again as .xlsx",
                                workbook->label, (int)part->n_name, part->name);
    }
    return BC_OK;
}
