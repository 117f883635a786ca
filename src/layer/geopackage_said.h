/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_GEOPACKAGE_SAID_H
#define BC_LAYER_GEOPACKAGE_SAID_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/finding.h"
#include "layer/claim.h"
#include "layer/geopackage_tree.h"

/**
 * What the tables of a GeoPackage say of a layer (OGC 12-128r18, 1.1.3, 2.1.5,
 * F.3; gpkg_ogr_contents is GDAL's), against the rows. What they do not say, or
 * not as they should, is not claimed. Start it as `{0}`, clear it.
 */
struct bc_geopackage_said {
    struct bc_claim claim;
    bool says_count, has_tree, srs_differs;
    bool is_unread; /* SQLite could not read what they say */
    int64_t count, n_in_tree;
    unsigned type;   /* of simple features, 1 to 7; 0: any or unknown */
    int z, m;        /* 0 none, 1 all, 2 some; -1 not said */
    size_t n_shapes; /* rows with a geometry that is not empty */
    size_t n_other;  /* of another kind: a point among polygons */
    size_t n_multi;  /* several where one is said, or one for several */
    size_t n_z, n_m; /* with heights, with measures */
    size_t first_other;
    struct bc_geopackage_tree tree;           /* of the whole */
    const struct bc_geopackage_tree *tree_of; /* of a part: the whole's */
    size_t n_elsewhere, first_elsewhere; /* rows that the index has there */
    size_t bytes_behind;                 /* the last page */
};

void bc_geopackage_said_read(sqlite3 *database, const char *table,
                             const char *column,
                             struct bc_geopackage_said *said);
void bc_geopackage_said_clear(struct bc_geopackage_said *said);
/** A geometry that is not NULL: a head, then well-known binary.
 * @param id  of the row; BC_NO_ID: it is not known */
void bc_geopackage_said_row(struct bc_geopackage_said *said, size_t row,
                            int64_t id, const unsigned char *blob, size_t n);
#define BC_NO_ID INT64_MIN
/** What is said of the same table, and no row; it borrows from @p said. */
struct bc_geopackage_said
bc_geopackage_said_part(const struct bc_geopackage_said *said);
/** Rows behind those of @p said. */
void bc_geopackage_said_join(struct bc_geopackage_said *said,
                             const struct bc_geopackage_said *part);
void bc_geopackage_said_tell(const struct bc_geopackage_said *said,
                             size_t n_rows, const char *label,
                             struct bc_findings *findings);

#endif
