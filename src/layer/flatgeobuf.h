/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_FLATGEOBUF_H
#define BC_LAYER_FLATGEOBUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "layer/builder.h"
#include "layer/claim.h"

/** A FlatGeobuf, open: its header, and where its features lie. */
struct bc_flatgeobuf {
    int descriptor;
    uint64_t n;            /* bytes */
    unsigned char *header; /* all that stands before the index */
    size_t header_bytes;
    size_t n_features;
    /* features that follow each other, about a mebibyte of them; of each chunk
     * and the end: where it begins, and its first row */
    size_t n_chunks, chunk_room;
    uint64_t *begin;
    size_t *first;
    /* its spatial index, of which nothing is read but to be checked: the nodes
     * of its levels, the root first, the leaves in the order of features */
    uint64_t index, n_nodes, node_size; /* n_nodes 0: there is none */
    size_t n_astray; /* nodes that do not lead to what is below them */
    unsigned char *nodes;
    uint64_t first_node, n_held; /* of those in memory */
};

/**
 * What GDAL passes over in silence is checked before it reads: as many
 * features as the header says, side by side to the end of the file.
 *
 * @retval BC_BAD_INPUT  cut, bytes behind the end, another count
 */
enum bc_status bc_flatgeobuf_open(const char *path, const char *label,
                                  struct bc_flatgeobuf *file,
                                  struct bc_error *err);
void bc_flatgeobuf_close(struct bc_flatgeobuf *file);

/** The extent that the header says, for @p claim; a missing one claims nothing.
 */
void bc_flatgeobuf_claim(const struct bc_flatgeobuf *file,
                         struct bc_claim *claim);
/** The same of a row, 0-based, that lies in @p box, and what the spatial index
 * has of it; rows are best told in their order. */
void bc_flatgeobuf_claim_row(struct bc_flatgeobuf *file, size_t row,
                             const double box[4], struct bc_claim *claim);
/** An index that does not lead to all features: a finding of level note. */
void bc_flatgeobuf_tell(const struct bc_flatgeobuf *file, const char *label,
                        struct bc_findings *findings);

/**
 * Its rows, by all threads and several times as fast as GDAL's features; cells
 * as those have them.
 * @param columns  the builder's, of @p n_columns in the order of the file
 * @param claim    told of all rows
 * @return false, and the builder as before, but for batches that went, at all
 * that is not plain: other columns than text and numbers, heights, curves,
 * bytes that are no UTF-8, more than @p cell_bytes of them, an offset out of
 * place; GDAL is to read it, and to tell
 */
bool bc_flatgeobuf_read(struct bc_flatgeobuf *file, const char *label,
                        const size_t *columns, size_t n_columns,
                        size_t cell_bytes, struct bc_builder *builder,
                        struct bc_claim *claim);

#endif
