/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_GB3838_H
#define BC_WATER_GB3838_H

#include <stddef.h>

/** The columns of gb3838.csv, in its order. */
enum bc_gb3838 {
    BC_GB_NO,
    BC_GB_ITEM,
    BC_GB_NAME_ZH,
    BC_GB_NAME_EN,
    BC_GB_UNIT,
    BC_GB_HJ_CODE,
    BC_GB_DIRECTION,
    BC_GB_WATERBODY,
    BC_GB_I,
    BC_GB_V = BC_GB_I + 4,
    BC_GB_IN_21,
    BC_GB_DECIMALS_ASSESS,
    BC_GB_DECIMALS_HOUR,
    BC_GB_HAS_MULTIPLE,
    BC_GB_ALIASES,
    BC_GB_NOTE,
    BC_GB_N_COLUMNS
};

struct bc_gb3838_row {
    const char *cell[BC_GB_N_COLUMNS]; /* never NULL */
};

/** The rows of the compiled-in gb3838.csv without its header: an item has one
 * row, or one for each kind of water. Parsed once, by any thread. */
const struct bc_gb3838_row *bc_gb3838_rows(size_t *n);

/** The item (0-based) that a row is about. */
size_t bc_gb3838_item(const struct bc_gb3838_row *row);

#endif
