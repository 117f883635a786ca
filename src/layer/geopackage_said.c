/* SPDX-License-Identifier: MIT */
#include "layer/geopackage_said.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "layer/wkb.h"

/* ---- what is said ---- */

/** Steps to the only row of a query about @p table.
 * @return NULL when there is none, or no such table; finalize it */
static sqlite3_stmt *row_of(sqlite3 *database, const char *sql,
                            const char *table, struct bc_geopackage_said *said)
{
    sqlite3_stmt *row = NULL;
    int rc = sqlite3_prepare_v2(database, sql, -1, &row, NULL);

    if (rc == SQLITE_OK && table)
        rc = sqlite3_bind_text(row, 1, table, -1, SQLITE_TRANSIENT);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(row);
    if (rc == SQLITE_ROW)
        return row;
    said->is_unread |= bc_sqlite_is_unread(rc);
    sqlite3_finalize(row);
    return NULL;
}

static double number(sqlite3_stmt *row, int column)
{
    int type = sqlite3_column_type(row, column);

    return type == SQLITE_INTEGER || type == SQLITE_FLOAT
               ? sqlite3_column_double(row, column)
               : (double)NAN;
}

static void read_contents(sqlite3 *database, const char *table,
                          struct bc_geopackage_said *said)
{
    sqlite3_stmt *row =
        row_of(database,
               "SELECT c.min_x, c.min_y, c.max_x, c.max_y, "
               "c.srs_id IS NOT NULL AND c.srs_id <> g.srs_id "
               "FROM gpkg_contents c JOIN gpkg_geometry_columns g "
               "ON lower(g.table_name) = lower(c.table_name) "
               "WHERE lower(c.table_name) = lower(?)",
               table, said);
    double box[4];
    bool says_box = false;

    if (!row)
        return;
    for (int i = 0; i < 4; i++) {
        box[i] = number(row, i);
        says_box |= sqlite3_column_type(row, i) != SQLITE_NULL;
    }
    if (says_box)
        bc_claim_say(&said->claim, box);
    said->srs_differs = sqlite3_column_int(row, 4) != 0;
    sqlite3_finalize(row);
}

static unsigned type_of(const char *name)
{
    static const char *const names[] = {
        "POINT",           "LINESTRING",   "POLYGON",           "MULTIPOINT",
        "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"};

    for (unsigned i = 0; name && i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i]) == 0)
            return i + 1;
    return 0;
}

static int flag(sqlite3_stmt *row, int column)
{
    int value = sqlite3_column_int(row, column);

    return sqlite3_column_type(row, column) == SQLITE_INTEGER && value >= 0 &&
                   value <= 2
               ? value
               : -1;
}

static void read_type(sqlite3 *database, const char *table,
                      struct bc_geopackage_said *said)
{
    sqlite3_stmt *row = row_of(database,
                               "SELECT geometry_type_name, z, m FROM "
                               "gpkg_geometry_columns "
                               "WHERE lower(table_name) = lower(?)",
                               table, said);

    said->z = said->m = -1;
    if (!row)
        return;
    said->type = type_of((const char *)sqlite3_column_text(row, 0));
    said->z = flag(row, 1);
    said->m = flag(row, 2);
    sqlite3_finalize(row);
}

static void read_counts(sqlite3 *database, const char *table,
                        const char *column, struct bc_geopackage_said *said)
{
    sqlite3_stmt *row =
        row_of(database,
               "SELECT feature_count FROM gpkg_ogr_contents WHERE "
               "lower(table_name) = lower(?) AND feature_count NOTNULL",
               table, said);
    char *sql;

    if (row) {
        said->says_count = true;
        said->count = sqlite3_column_int64(row, 0);
    }
    sqlite3_finalize(row);
    if (!column)
        return;
    sql = sqlite3_mprintf("SELECT count(*) FROM \"rtree_%w_%w_rowid\"", table,
                          column);
    row = row_of(database, sql, NULL, said);
    if (row) {
        said->has_tree = true;
        said->n_in_tree = sqlite3_column_int64(row, 0);
    }
    sqlite3_finalize(row);
    sqlite3_free(sql);
    if (said->has_tree)
        bc_geopackage_tree_read(database, table, column, said->n_in_tree,
                                &said->tree);
}

void bc_geopackage_said_read(sqlite3 *database, const char *table,
                             const char *column,
                             struct bc_geopackage_said *said)
{
    if (column) {
        read_contents(database, table, said);
        read_type(database, table, said);
    }
    read_counts(database, table, column, said);
}

void bc_geopackage_said_clear(struct bc_geopackage_said *said)
{
    bc_geopackage_tree_clear(&said->tree);
}

/* ---- what is there ---- */

/* Points, lines and polygons stand three before those of several. */
static unsigned kind_of(unsigned type)
{
    return type > 3 && type < 7 ? type - 3 : type;
}

/** Of a row, whose box is @p box, in the index. */
static void look_up(struct bc_geopackage_said *said, size_t row, int64_t id,
                    const double box[4])
{
    const struct bc_geopackage_tree *tree =
        said->tree_of ? said->tree_of : &said->tree;

    if (tree->was_read && id != BC_NO_ID &&
        !bc_geopackage_tree_agrees(tree, id, box) && said->n_elsewhere++ == 0)
        said->first_elsewhere = row;
}

static void note_shape(struct bc_geopackage_said *said, size_t row, int64_t id,
                       const unsigned char *wkb, size_t n,
                       const double *said_box)
{
    double box[4] = BC_NO_BOX;
    struct bc_wkb_type type = bc_wkb_type(wkb, n);
    bool is_whole = bc_wkb_box(wkb, n, box);

    if (is_whole && !(isfinite(box[0]) && isfinite(box[1])))
        return; /* empty */
    said->n_shapes++;
    said->n_z += type.has_z;
    said->n_m += type.has_m;
    bc_claim_add(&said->claim, row, said_box, is_whole ? box : NULL);
    if (is_whole)
        look_up(said, row, id, box);
    if (said->type == 0 || type.simple == said->type || type.simple == 0 ||
        (said->type == 7 && type.simple > 3))
        return;
    if (kind_of(type.simple) == kind_of(said->type))
        said->n_multi++;
    else if (said->n_other++ == 0)
        said->first_other = row;
}

/* xmin xmax ymin ymax, in the order of bytes of the head. */
static void read_envelope(const unsigned char *head, double box[4])
{
    static const int place[] = {0, 2, 1, 3};

    for (int i = 0; i < 4; i++) {
        uint64_t value = 0;

        for (int j = 0; j < 8; j++)
            value = value << 8 | head[8 + 8 * i + (head[3] & 1 ? 7 - j : j)];
        memcpy(&box[place[i]], &value, sizeof value);
    }
}

void bc_geopackage_said_row(struct bc_geopackage_said *said, size_t row,
                            int64_t id, const unsigned char *blob, size_t n)
{
    int32_t srs_id;
    size_t header = bc_wkb_header(blob, n, &srs_id);
    double said_box[4];

    if (header == 0) {
        said->claim.is_partial = true;
        return;
    }
    if (header > 8)
        read_envelope(blob, said_box);
    note_shape(said, row, id, blob + header, n - header,
               header > 8 ? said_box : NULL);
}

struct bc_geopackage_said
bc_geopackage_said_part(const struct bc_geopackage_said *said)
{
    return (struct bc_geopackage_said){.type = said->type,
                                       .z = said->z,
                                       .m = said->m,
                                       .tree_of = said->tree_of ? said->tree_of
                                                                : &said->tree};
}

void bc_geopackage_said_join(struct bc_geopackage_said *said,
                             const struct bc_geopackage_said *part)
{
    bc_claim_join(&said->claim, &part->claim);
    if (said->n_other == 0)
        said->first_other = part->first_other;
    if (said->n_elsewhere == 0)
        said->first_elsewhere = part->first_elsewhere;
    said->n_elsewhere += part->n_elsewhere;
    said->n_shapes += part->n_shapes;
    said->n_other += part->n_other;
    said->n_multi += part->n_multi;
    said->n_z += part->n_z;
    said->n_m += part->n_m;
}

/* ---- what is not so ---- */

static void tell_types(const struct bc_geopackage_said *said, const char *label,
                       struct bc_findings *findings)
{
    struct bc_finding finding = {.code = BC_FOUND_HEADER_CONTRADICTS,
                                 .source = label,
                                 .line = said->first_other,
                                 .field = "geometry_type_name"};

    if (said->n_other > 0)
        bc_findings_addf(findings, finding,
                         "%zu geometries, this the first, are not of the kind "
                         "that gpkg_geometry_columns says; they were read as "
                         "they are",
                         said->n_other);
    finding.line = 0;
    finding.code = BC_FOUND_STALE_HEADER;
    if (said->n_multi > 0)
        bc_findings_addf(findings, finding,
                         "%zu geometries are of a type of several parts where "
                         "gpkg_geometry_columns says one, or the other way "
                         "round",
                         said->n_multi);
    finding.field = "z, m";
    if ((said->z == 0 && said->n_z > 0) || (said->m == 0 && said->n_m > 0) ||
        (said->z == 1 && said->n_z < said->n_shapes) ||
        (said->m == 1 && said->n_m < said->n_shapes))
        bc_findings_addf(findings, finding,
                         "gpkg_geometry_columns says otherwise which "
                         "geometries have heights or measures (z %d, m %d); "
                         "of %zu %zu have heights, %zu measures",
                         said->z, said->m, said->n_shapes, said->n_z,
                         said->n_m);
}

/** One finding of the index: what is plainest. */
static void tell_tree(const struct bc_geopackage_said *said, const char *label,
                      struct bc_findings *findings)
{
    struct bc_finding finding = {
        .code = BC_FOUND_STALE_HEADER, .source = label, .field = "index"};

    if (said->has_tree && said->n_in_tree != (int64_t)said->n_shapes) {
        bc_findings_addf(findings, finding,
                         "the spatial index holds %lld of %zu geometries; it "
                         "was not used",
                         (long long)said->n_in_tree, said->n_shapes);
    } else if (said->tree.is_broken) {
        bc_findings_addf(findings, finding,
                         "the spatial index is broken; it was not used");
    } else if (said->n_elsewhere > 0) {
        finding.line = said->first_elsewhere;
        bc_findings_addf(findings, finding,
                         "%zu geometries, this the first, lie elsewhere than "
                         "the spatial index says; it was not used",
                         said->n_elsewhere);
    }
}

void bc_geopackage_said_tell(const struct bc_geopackage_said *said,
                             size_t n_rows, const char *label,
                             struct bc_findings *findings)
{
    struct bc_finding finding = {.code = BC_FOUND_HEADER_CONTRADICTS,
                                 .source = label,
                                 .field = "srs_id"};

    bc_claim_tell(&said->claim, label, findings);
    tell_types(said, label, findings);
    if (said->srs_differs)
        bc_findings_addf(
            findings, finding,
            "gpkg_contents and gpkg_geometry_columns name two reference "
            "systems; that of gpkg_geometry_columns was taken");
    if (said->says_count && said->count != (int64_t)n_rows)
        bc_findings_addf(
            findings,
            (struct bc_finding){.code = BC_FOUND_ROWS_DIFFER, .source = label},
            "gpkg_ogr_contents says %lld rows; %zu were read",
            (long long)said->count, n_rows);
    tell_tree(said, label, findings);
    finding.code = BC_FOUND_HEADER_CONTRADICTS;
    finding.field = NULL;
    if (said->bytes_behind > 0)
        bc_findings_addf(findings, finding,
                         "%zu bytes stand behind the last page that the file "
                         "says it has; they were not read",
                         said->bytes_behind);
}
