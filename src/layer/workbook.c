/* SPDX-License-Identifier: MIT */
#include "layer/workbook.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/file.h"

/* Records of a zip archive: PKWARE APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16. */
#define DIRECTORY_ENTRY 0x02014B50U
#define DIRECTORY_END 0x06054B50U
enum { FILE_BYTES = 30, ENTRY_BYTES = 46, END_BYTES = 22 };
enum { LONGEST_COMMENT = 65535, STORED = 0, DEFLATED = 8 };

#define MOST_BYTES ((uint64_t)1 << 30)
#define SMALL_BYTES ((uint64_t)64 << 20)
#define MOST_RATIO 100

struct archive {
    const char *label;
    char *bytes;
    size_t n;
    size_t directory; /* where its first entry stands */
    unsigned n_entries;
};

/* One member, as the directory describes it. */
struct member {
    const char *name;
    size_t n_name;
    unsigned method;
    size_t packed, unpacked;
    size_t offset; /* of its own header */
    size_t next;   /* entry of the directory */
};

static uint32_t number(const char *bytes, int n)
{
    uint32_t value = 0;

    while (n-- > 0)
        value = value << 8 | (unsigned char)bytes[n];
    return value;
}

/* The end record stands last, but for a comment. */
static bool find_directory(struct archive *archive)
{
    const size_t n = archive->n;
    size_t least =
        n > END_BYTES + LONGEST_COMMENT ? n - END_BYTES - LONGEST_COMMENT : 0;

    if (n < END_BYTES)
        return false;
    for (size_t at = n - END_BYTES;; at--) {
        if (number(archive->bytes + at, 4) == DIRECTORY_END) {
            archive->n_entries = number(archive->bytes + at + 10, 2);
            archive->directory = number(archive->bytes + at + 16, 4);
            return true;
        }
        if (at == least)
            return false;
    }
}

static bool read_entry(const struct archive *archive, size_t at,
                       struct member *member)
{
    const char *entry = archive->bytes + at;

    if (at > archive->n || archive->n - at < ENTRY_BYTES ||
        number(entry, 4) != DIRECTORY_ENTRY)
        return false;
    *member = (struct member){.name = entry + ENTRY_BYTES,
                              .n_name = number(entry + 28, 2),
                              .method = number(entry + 10, 2),
                              .packed = number(entry + 20, 4),
                              .unpacked = number(entry + 24, 4),
                              .offset = number(entry + 42, 4)};
    member->next = at + ENTRY_BYTES + member->n_name + number(entry + 30, 2) +
                   number(entry + 32, 2);
    return archive->n - at - ENTRY_BYTES >= member->n_name;
}

static enum bc_status broken(const struct archive *archive,
                             struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: is no whole .xlsx workbook; save it again as "
                        ".xlsx",
                        archive->label);
}

static enum bc_status check_sizes(const struct archive *archive,
                                  struct bc_error *err)
{
    size_t at = archive->directory;
    uint64_t total = 0;
    struct member member;

    for (unsigned i = 0; i < archive->n_entries; i++, at = member.next) {
        if (!read_entry(archive, at, &member))
            return broken(archive, err);
        total += member.unpacked;
    }
    if (total > MOST_BYTES ||
        (total > SMALL_BYTES && total / MOST_RATIO > archive->n))
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: would unpack to %llu MiB; save the sheet as "
                            ".csv",
                            archive->label, (unsigned long long)(total >> 20));
    return BC_OK;
}

/* ---- formulas ---- */

/* Where the text of a sheet stands: <c r="B2"><f>1+1</f><v>2</v></c>. */
struct cell_scan {
    char tag[4]; /* the beginning of the tag that is read, "" outside */
    size_t n_tag;
    bool in_tag, has_formula, has_value;
    bool empty_formula; /* found */
};

static void end_tag_name(struct cell_scan *scan)
{
    if (strcmp(scan->tag, "c") == 0)
        scan->has_formula = scan->has_value = false;
    else if (strcmp(scan->tag, "f") == 0)
        scan->has_formula = true;
    else if (strcmp(scan->tag, "v") == 0 || strcmp(scan->tag, "is") == 0)
        scan->has_value = true;
    else if (strcmp(scan->tag, "/c") == 0 && scan->has_formula)
        scan->empty_formula |= !scan->has_value;
    scan->in_tag = false;
}

static void scan_sheet(struct cell_scan *scan, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char byte = bytes[i];

        if (byte == '<') {
            scan->in_tag = true;
            memset(scan->tag, 0, sizeof scan->tag);
            scan->n_tag = 0;
        } else if (!scan->in_tag) {
            continue;
        } else if (byte == '>' || byte == ' ' || byte == '\n' ||
                   (byte == '/' && scan->n_tag > 0)) {
            end_tag_name(scan);
        } else if (scan->n_tag + 1 < sizeof scan->tag) {
            scan->tag[scan->n_tag++] = byte;
        }
    }
}

/* @return false when the member does not unpack */
static bool inflate_sheet(const char *bytes, size_t n, struct cell_scan *scan)
{
    unsigned char out[16384];
    z_stream stream = {.next_in = (unsigned char *)bytes, .avail_in = (uInt)n};
    uint64_t total = 0;
    int rc = Z_OK;

    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) /* raw, as in a zip */
        return false;
    while (rc == Z_OK && total <= MOST_BYTES) { /* sizes may lie */
        stream.next_out = out;
        stream.avail_out = sizeof out;
        rc = inflate(&stream, Z_NO_FLUSH);
        scan_sheet(scan, (char *)out, sizeof out - stream.avail_out);
        total += sizeof out - stream.avail_out;
    }
    inflateEnd(&stream);
    return rc == Z_STREAM_END;
}

static bool is_sheet(const struct member *member)
{
    static const char folder[] = "xl/worksheets/sheet";

    return member->n_name > sizeof folder - 1 &&
           memcmp(member->name, folder, sizeof folder - 1) == 0;
}

static enum bc_status check_sheet(const struct archive *archive,
                                  const struct member *member,
                                  struct bc_error *err)
{
    struct cell_scan scan = {.n_tag = 0};
    const char *header = archive->bytes + member->offset;
    size_t start;
    bool good;

    if (member->offset > archive->n || archive->n - member->offset < FILE_BYTES)
        return broken(archive, err);
    start = member->offset + FILE_BYTES + number(header + 26, 2) +
            number(header + 28, 2);
    if (start > archive->n || archive->n - start < member->packed)
        return broken(archive, err);
    good = member->method == STORED || member->method == DEFLATED;
    if (member->method == STORED)
        scan_sheet(&scan, archive->bytes + start, member->packed);
    else
        good = good &&
               inflate_sheet(archive->bytes + start, member->packed, &scan);
    if (!good)
        return broken(archive, err);
    if (scan.empty_formula)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: '%.*s' holds formulas without values; open "
                            "and save it in a spreadsheet program",
                            archive->label, (int)member->n_name, member->name);
    return BC_OK;
}

static enum bc_status check_formulas(const struct archive *archive,
                                     struct bc_error *err)
{
    size_t at = archive->directory;
    enum bc_status status = BC_OK;
    struct member member = {.next = at};

    for (unsigned i = 0; i < archive->n_entries && !status;
         i++, at = member.next)
        if (read_entry(archive, at, &member) && is_sheet(&member))
            status = check_sheet(archive, &member, err);
    return status;
}

enum bc_status bc_workbook_check(const char *path, const char *label,
                                 struct bc_error *err)
{
    struct archive archive = {.label = label};
    enum bc_status status = bc_file_read(path, &archive.bytes, &archive.n, err);

    if (!status && !find_directory(&archive))
        status = broken(&archive, err);
    if (!status)
        status = check_sizes(&archive, err);
    if (!status)
        status = check_formulas(&archive, err);
    free(archive.bytes);
    return status;
}
