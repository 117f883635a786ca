/* SPDX-License-Identifier: MIT */
#include "layer/geopackage_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "layer/claim.h"

/* A node: the depth of the tree (in the root alone), how many cells, cells. */
enum { ROOT = 1, HEAD = 4, CELL = 24, MOST_DEPTH = 40, MOST_NODES = 1 << 16 };

/** A walk from the root to the leaves. */
struct walk {
    struct bc_geopackage_tree *tree;
    sqlite3_stmt *node; /* by its number */
    size_t room, n_nodes;
};

static uint64_t big_endian(const unsigned char *bytes, int n)
{
    uint64_t value = 0;

    for (int i = 0; i < n; i++)
        value = value << 8 | bytes[i];
    return value;
}

/** A cell has xmin xmax ymin ymax. */
static struct bc_tree_entry read_cell(const unsigned char *cell)
{
    static const int place[] = {0, 2, 1, 3};
    struct bc_tree_entry entry = {.id = (int64_t)big_endian(cell, 8)};

    for (size_t i = 0; i < 4; i++) {
        const uint32_t bits = (uint32_t)big_endian(cell + 8 + 4 * i, 4);

        memcpy(&entry.box[place[i]], &bits, sizeof bits);
    }
    return entry;
}

static bool holds(const float outer[4], const float inner[4])
{
    return inner[0] >= outer[0] && inner[1] >= outer[1] &&
           inner[2] <= outer[2] && inner[3] <= outer[3];
}

/** A copy of a node; NULL when there is none. The caller frees it. */
static unsigned char *copy_node(const struct walk *walk, int64_t number,
                                size_t *n)
{
    unsigned char *copy = NULL;
    int rc;

    sqlite3_bind_int64(walk->node, 1, number);
    rc = sqlite3_step(walk->node);
    walk->tree->is_unread |= bc_sqlite_is_unread(rc);
    if (rc == SQLITE_ROW) {
        const void *bytes = sqlite3_column_blob(walk->node, 0);

        *n = (size_t)sqlite3_column_bytes(walk->node, 0);
        if (bytes && *n >= HEAD) {
            copy = bc_alloc(*n, 1);
            memcpy(copy, bytes, *n);
        }
    }
    sqlite3_reset(walk->node);
    return copy;
}

static bool walk_node(struct walk *walk, int64_t number, int depth,
                      const float *box);

/** @param depth  of the leaves below it; 0: it is one */
static bool take_entry(struct walk *walk, const struct bc_tree_entry *entry,
                       int depth)
{
    struct bc_geopackage_tree *tree = walk->tree;

    if (depth > 0)
        return walk_node(walk, entry->id, depth - 1, entry->box);
    if (tree->n == BC_TREE_MOST)
        return false;
    tree->entries = bc_reserve(tree->entries, &walk->room, tree->n + 1,
                               sizeof *tree->entries);
    tree->entries[tree->n++] = *entry;
    return true;
}

/** @param box  that the node above it says; NULL: the root
 * @return false: it is broken */
static bool walk_node(struct walk *walk, int64_t number, int depth,
                      const float *box)
{
    size_t n = 0, n_cells;
    unsigned char *node =
        walk->n_nodes++ < MOST_NODES ? copy_node(walk, number, &n) : NULL;
    bool is_sound = node != NULL;

    if (is_sound && !box)
        depth = (int)big_endian(node, 2);
    n_cells = is_sound ? (size_t)big_endian(node + 2, 2) : 0;
    is_sound = is_sound && depth <= MOST_DEPTH && n_cells <= (n - HEAD) / CELL;
    for (size_t i = 0; is_sound && i < n_cells; i++) {
        const struct bc_tree_entry entry = read_cell(node + HEAD + i * CELL);

        is_sound =
            (!box || holds(box, entry.box)) && take_entry(walk, &entry, depth);
    }
    free(node);
    return is_sound;
}

static int compare_ids(const void *left, const void *right)
{
    const struct bc_tree_entry *a = left, *b = right;

    return (a->id > b->id) - (a->id < b->id);
}

/** An index of other columns or of whole numbers is none of a GeoPackage
 * (OGC 12-128r18, F.3). */
static bool is_plain(sqlite3 *database, const char *table, const char *column,
                     struct bc_geopackage_tree *tree)
{
    char *sql = sqlite3_mprintf(
        "SELECT (SELECT count(*) FROM pragma_table_info(s.name)) "
        "FROM sqlite_schema s WHERE lower(s.name) = lower('rtree_%q_%q') "
        "AND s.sql LIKE '%%USING rtree(%%'",
        table, column);
    sqlite3_stmt *row = NULL;
    int rc = sqlite3_prepare_v2(database, sql, -1, &row, NULL), n = 0;

    if (rc == SQLITE_OK)
        rc = sqlite3_step(row);
    if (rc == SQLITE_ROW)
        n = sqlite3_column_int(row, 0);
    /* SQLite says no columns of one whose root is too short to be a node */
    tree->is_unread = bc_sqlite_is_unread(rc);
    tree->is_broken = rc == SQLITE_ROW ? n == 0 : rc != SQLITE_DONE;
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return n == 5;
}

void bc_geopackage_tree_read(sqlite3 *database, const char *table,
                             const char *column, int64_t n,
                             struct bc_geopackage_tree *tree)
{
    struct walk walk = {.tree = tree};
    char *sql;
    int rc;

    if (n > BC_TREE_MOST || !is_plain(database, table, column, tree))
        return;
    sql = sqlite3_mprintf("SELECT data FROM \"rtree_%w_%w_node\" "
                          "WHERE nodeno = ?",
                          table, column);
    rc = sqlite3_prepare_v2(database, sql, -1, &walk.node, NULL);
    tree->is_unread |= bc_sqlite_is_unread(rc);
    if (rc == SQLITE_OK) {
        tree->is_broken = !walk_node(&walk, ROOT, 0, NULL);
        tree->was_read = !tree->is_broken;
        if (tree->n > 1)
            qsort(tree->entries, tree->n, sizeof *tree->entries, compare_ids);
    }
    sqlite3_finalize(walk.node);
    sqlite3_free(sql);
}

bool bc_geopackage_tree_agrees(const struct bc_geopackage_tree *tree,
                               int64_t id, const double box[4])
{
    const struct bc_tree_entry key = {.id = id}, *entry;
    double said[4];

    entry = tree->n == 0 ? NULL
                         : bsearch(&key, tree->entries, tree->n, sizeof key,
                                   compare_ids);
    if (!entry)
        return false;
    for (int i = 0; i < 4; i++)
        said[i] = entry->box[i];
    return bc_box_agrees(said, box);
}

void bc_geopackage_tree_clear(struct bc_geopackage_tree *tree)
{
    free(tree->entries);
    *tree = (struct bc_geopackage_tree){0};
}
