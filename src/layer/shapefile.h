/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_SHAPEFILE_H
#define BC_LAYER_SHAPEFILE_H

#include "base/error.h"
#include "base/finding.h"
#include "layer/claim.h"
#include "layer/dbf.h"

/** What contradicts itself in a shapefile and can be read all the same. */
struct bc_shapefile_doubts {
    struct bc_claim claim;
    bool index_differs;      /* .shx and .shp say different types or extents */
    const char *guessed;     /* encoding of the .dbf; NULL: it was named */
    bool is_marked;          /* the .dbf says: encrypted, or half written */
    double axis, flattening; /* of the .prj; 0: it says none */
    bool is_called_2000;     /* the .prj: CGCS2000, China 2000 */
    size_t n_unnamed;    /* shapes of the .shp behind the last of the .shx */
    size_t bytes_behind; /* what looks like rows behind those of the .dbf */
};

/**
 * What GDAL passes over in silence is checked before it reads: .shp, .shx and
 * .dbf all there, whole, of as many records, and each record where the index
 * says it is, of the number, length and type that it should have.
 *
 * @param[out] table     the .dbf; the caller clears it, after failures too
 * @param[out] encoding  of the .dbf: by the .cpg, its language byte, or its
 *                       bytes; the caller frees it
 * @param[out] doubts    NULL: nobody wants to know
 */
enum bc_status bc_shapefile_check(const char *path, const char *label,
                                  struct bc_dbf *table, char **encoding,
                                  struct bc_shapefile_doubts *doubts,
                                  struct bc_error *err);
void bc_shapefile_tell(const struct bc_shapefile_doubts *doubts,
                       const char *label, struct bc_findings *findings);

#endif
