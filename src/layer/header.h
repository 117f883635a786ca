/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_HEADER_H
#define BC_LAYER_HEADER_H

#include <stddef.h>

#include "base/memory.h"
#include "layer/rows.h"

/** The first rows of a table, of which some are its header. */
#define BC_HEADER_ROWS 10

struct bc_header_row {
    const struct bc_slice *cells;
    size_t n_cells, line;
};

/** Where a header stands among them. */
struct bc_header_place {
    size_t first, last;     /* rows, from 0 */
    struct bc_slice *names; /* trimmed; lives in the arena */
    size_t n_names;
    const char *above; /* what the rows before it say, "" */
};

/**
 * Finds the header: the first row with two names that @p word knows, else the
 * first row of all. Rows below belong to it while they hold nothing but names
 * and units, as merged cells leave them: a name below replaces the one above,
 * a unit is added in brackets, an empty cell leaves what stands above it.
 * @param word  NULL: the first row, as it is
 */
struct bc_header_place bc_header_find(const struct bc_header_row *rows,
                                      size_t n_rows,
                                      enum bc_word (*word)(struct bc_slice),
                                      struct bc_arena *arena);

#endif
