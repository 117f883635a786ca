/* SPDX-License-Identifier: MIT */
#include "layer/shapefile.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "layer/crs_text.h"
#include "layer/encoding.h"

/* Sizes and fields: ESRI Shapefile Technical Description (1998). */
enum { SHAPE_HEADER = 100, INDEX_RECORD = 8, RECORD_HEADER = 8 };
enum { LONGEST_REFERENCE = 65536 };

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

    bc_text_add_bytes(&name, path, stem);
    bc_text_add(&name, upper);
    if (!bc_path_is_there(name.data)) {
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

/* ---- what it says beside ---- */

/* Little-endian, as this machine is: GDAL reads them so, too. */
static double real(const struct bytes *bytes, size_t at)
{
    uint64_t value = (uint64_t)little_endian(bytes, at + 4, 4) << 32 |
                     little_endian(bytes, at, 4);
    double real;

    memcpy(&real, &value, sizeof real);
    return real;
}

static void read_box(const struct bytes *bytes, size_t at, double box[4])
{
    for (size_t i = 0; i < 4; i++)
        box[i] = real(bytes, at + 8 * i);
}

/** Where the points of a record begin, and how many there are; none of a null
 * shape. @return false when its counts are not those of its length */
static bool find_points(const struct bytes *shapes, size_t content,
                        uint64_t length, size_t *points, uint64_t *n)
{
    uint64_t head, parts = 0;

    switch (little_endian(shapes, content, 4) % 10) {
    case 1: /* point, also with Z or M; and multipatch, 31 */
        if (little_endian(shapes, content, 4) == 31)
            return false;
        *points = content + 4;
        *n = 1;
        return length >= 20;
    case 3:
    case 5:
        head = 44;
        break;
    case 8:
        head = 40;
        break;
    default:
        *n = 0;
        return true;
    }
    if (length < head)
        return false;
    if (head == 44)
        parts = little_endian(shapes, content + 36, 4);
    *n = little_endian(shapes, content + head - 4, 4);
    *points = content + head + 4 * parts;
    return head + 4 * parts + 16 * *n <= length;
}

/** The box of record @p row against its points. */
static void claim_record(struct bc_claim *claim, const struct bytes *shapes,
                         size_t row, uint64_t offset, uint64_t length)
{
    double said[4], found[4] = BC_NO_BOX;
    size_t content = offset + RECORD_HEADER, points = 0;
    uint64_t n = 0;
    bool counted = find_points(shapes, content, length, &points, &n);

    if (!counted || n == 0) {
        claim->is_partial |= !counted;
        return;
    }
    for (uint64_t i = 0; i < n; i++)
        bc_box_add(found, real(shapes, points + 16 * i),
                   real(shapes, points + 16 * i + 8));
    if (points > content + 4)
        read_box(shapes, content + 4, said);
    bc_claim_add(claim, row, points > content + 4 ? said : NULL,
                 isfinite(found[0]) && isfinite(found[1]) ? found : NULL);
}

/** Records one behind the other, as they were written: of those that the .shx
 * does not name, features are lost, not old shapes of changed ones, when their
 * numbers go on behind its last. */
static size_t count_unnamed(const struct bytes *shapes, size_t n_named)
{
    uint64_t at = SHAPE_HEADER;
    uint32_t first = big_endian(shapes, SHAPE_HEADER) == 0 ? 0 : 1;
    size_t n = 0;

    while (at + RECORD_HEADER <= shapes->n) {
        n += big_endian(shapes, at) >= first + n_named;
        at += RECORD_HEADER + (uint64_t)big_endian(shapes, at + 4) * 2;
    }
    return at == shapes->n ? n : 0;
}

static void find_doubts(const struct bytes *shapes, const struct bytes *index,
                        const struct bc_dbf *table,
                        struct bc_shapefile_doubts *doubts)
{
    const size_t n = (index->n - SHAPE_HEADER) / INDEX_RECORD;
    const size_t rows = table->header + table->n_rows * table->record;
    uint64_t bytes = SHAPE_HEADER;
    double box[4];

    read_box(shapes, 36, box);
    bc_claim_say(&doubts->claim, box);
    for (size_t i = 0; i < n; i++) {
        size_t at = SHAPE_HEADER + i * INDEX_RECORD;
        uint64_t length = (uint64_t)big_endian(index, at + 4) * 2;

        claim_record(&doubts->claim, shapes, i + 1,
                     (uint64_t)big_endian(index, at) * 2, length);
        bytes += RECORD_HEADER + length;
    }
    doubts->claim.is_partial |= table->n_deleted > 0;
    doubts->index_differs =
        memcmp(shapes->data + 32, index->data + 32, 36) != 0;
    if (n > 0 && bytes < shapes->n)
        doubts->n_unnamed = count_unnamed(shapes, n);
    if (table->n - rows >= table->record && table->bytes[rows] != 0x1A)
        doubts->bytes_behind = table->n - rows;
}

void bc_shapefile_tell(const struct bc_shapefile_doubts *doubts,
                       const char *label, struct bc_findings *findings)
{
    struct bc_finding finding = {.code = BC_FOUND_HEADER_CONTRADICTS,
                                 .source = label};

    bc_claim_tell(&doubts->claim, label, findings);
    bc_encoding_tell(doubts->guessed, label, findings);
    if (doubts->is_marked)
        bc_findings_addf(findings, finding,
                         "the .dbf says that it is encrypted, or that a "
                         "transaction was not ended (bytes 14 and 15); it was "
                         "read as it stands");
    if (doubts->n_unnamed > 0)
        bc_findings_addf(findings, finding,
                         "%zu shapes of the .shp are not named by the .shx; "
                         "they were not read",
                         doubts->n_unnamed);
    if (doubts->bytes_behind > 0)
        bc_findings_addf(findings, finding,
                         "%zu bytes stand behind the rows that the .dbf says "
                         "it has; they were not read",
                         doubts->bytes_behind);
    finding.code = BC_FOUND_STALE_HEADER;
    if (doubts->index_differs)
        bc_findings_addf(findings, finding,
                         "the .shx says another type or extent than the .shp, "
                         "which was read");
}

/* ---- beside it ---- */

/* One in small letters, another in capitals: who reads which is by chance. */
static bool are_two(const char *path, const char *lower, const char *upper)
{
    const int stem = (int)(strlen(path) - strlen(bc_path_suffix(path)));
    struct bc_text one = {0}, two = {0};
    struct stat small, capital;
    bool are;

    bc_text_printf(&one, "%.*s%s", stem, path, lower);
    bc_text_printf(&two, "%.*s%s", stem, path, upper);
    are = bc_path_is_there(one.data) && bc_path_is_there(two.data) &&
          (stat(one.data, &small) != 0 || stat(two.data, &capital) != 0 ||
           small.st_ino != capital.st_ino);
    bc_text_clear(&one);
    bc_text_clear(&two);
    return are;
}

static enum bc_status check_pairs(const char *path, const char *label,
                                  struct bc_error *err)
{
    static const char *const pairs[][2] = {
        {"shx", "SHX"}, {"dbf", "DBF"}, {"prj", "PRJ"}, {"cpg", "CPG"}};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (are_two(path, pairs[i][0], pairs[i][1]))
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s: .%s and .%s stand beside it; remove the "
                                "one that is not its own",
                                label, pairs[i][0], pairs[i][1]);
    return BC_OK;
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
        bool wrong = bc_path_is_there(name) &&
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

/* `SPHEROID["name",6378137,298.257222101]` */
static void read_ellipsoid(const char *prj, struct bc_shapefile_doubts *said)
{
    const char *at = strstr(prj, "SPHEROID[\"");
    char *end;

    said->is_called_2000 = strstr(prj, "CGCS2000") || strstr(prj, "China_2000");
    at = at ? strchr(at + strlen("SPHEROID[\""), '"') : NULL;
    if (!at || at[1] != ',')
        return;
    said->axis = strtod(at + 2, &end);
    if (*end == ',')
        said->flattening = strtod(end + 1, NULL);
}

/* GDAL hands it to PROJ, which opens what it names. */
static enum bc_status check_reference(const char *path, const char *label,
                                      struct bc_shapefile_doubts *said,
                                      struct bc_error *err)
{
    char *name = beside(path, "prj", "PRJ"), *bytes = NULL;
    struct stat info;
    enum bc_status status = BC_OK;
    bool wrong = false;
    size_t n = 0;

    if (bc_path_is_there(name)) {
        wrong = stat(name, &info) == 0 && info.st_size > LONGEST_REFERENCE;
        if (!wrong)
            status = bc_file_read(name, &bytes, &n, err);
    }
    if (bytes)
        read_ellipsoid(bytes, said);
    if (bytes)
        wrong = bc_crs_text_names_file((struct bc_slice){bytes, n});
    free(bytes);
    free(name);
    if (!wrong)
        return status;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: its .prj is too long or names a file; write the "
                        "definition of the crs alone into it",
                        label);
}

/* The language byte is trusted only where it says Chinese: 0 and the Western
 * ones are what programs write without thinking. */
static enum bc_status find_encoding(const char *path, const char *label,
                                    const struct bc_dbf *table, char **encoding,
                                    const char **guessed, struct bc_error *err)
{
    enum bc_status status = bc_encoding_beside(path, label, encoding, err);

    *guessed = NULL;
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
        *guessed = bc_encoding_guess(table->bytes + table->header,
                                     table->n - table->header);
        *encoding = bc_copy(*guessed);
        if (strcmp(*guessed, "UTF-8") == 0)
            *guessed = NULL;
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
                                  struct bc_shapefile_doubts *doubts,
                                  struct bc_error *err)
{
    struct bytes shapes = {0}, index = {0}, rows = {0};
    const char *guessed = NULL;
    struct bc_shapefile_doubts said = {0};
    enum bc_status status = check_pairs(path, label, err);

    *encoding = NULL;
    *table = (struct bc_dbf){0};
    if (!status)
        status = check_shapes(path, label, &shapes, err);
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
        status = check_reference(path, label, &said, err);
    if (!status)
        status = find_encoding(path, label, table, encoding, &guessed, err);
    if (!status && doubts)
        find_doubts(&shapes, &index, table, doubts);
    if (!status && doubts) {
        doubts->guessed = guessed;
        doubts->is_marked = table->bytes[14] == 1 || table->bytes[15] == 1;
        doubts->axis = said.axis;
        doubts->flattening = said.flattening;
        doubts->is_called_2000 = said.is_called_2000;
    }
    free(shapes.data);
    free(index.data);
    return status;
}
