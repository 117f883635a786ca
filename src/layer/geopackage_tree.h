/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_GEOPACKAGE_TREE_H
#define BC_LAYER_GEOPACKAGE_TREE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Trees of more entries are only counted, not compared. */
#define BC_TREE_MOST 200000

/** An entry of a leaf. */
struct bc_tree_entry {
    int64_t id;
    float box[4]; /* xmin ymin xmax ymax */
};

/**
 * The boxes that the spatial index of a GeoPackage has of its rows. No row is
 * looked up by it here; QGIS shows and finds features by it. Start it as `{0}`.
 *
 * Source: rtree.c of SQLite, "Database Format of R-Tree Tables".
 */
struct bc_geopackage_tree {
    struct bc_tree_entry *entries; /* by id */
    size_t n;
    bool was_read;  /* all of it, and it is no larger than BC_TREE_MOST */
    bool is_broken; /* a node is none, or lies outside of the one above it */
    bool is_unread; /* SQLite could not say whether it is */
};

/** Whether an answer of SQLite's tells that the file could not be read. */
static inline bool bc_sqlite_is_unread(int rc)
{
    return (rc & 0xff) == SQLITE_IOERR;
}

/** Reads the index of a column, if there is one.
 * @param n  how many entries it is said to have */
void bc_geopackage_tree_read(sqlite3 *database, const char *table,
                             const char *column, int64_t n,
                             struct bc_geopackage_tree *tree);
/** Whether the row @p id has this box in the index (bc_box_agrees). */
bool bc_geopackage_tree_agrees(const struct bc_geopackage_tree *tree,
                               int64_t id, const double box[4]);
void bc_geopackage_tree_clear(struct bc_geopackage_tree *tree);

#endif
