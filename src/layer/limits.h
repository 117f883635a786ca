/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_LIMITS_H
#define BC_LAYER_LIMITS_H

/** What an input may ask for before it is refused: `limits` of the project
 * file. A file that needs more is rather broken or hostile than large. */
struct bc_input_limits {
    int row_mib;        /* of a row of CSV */
    int cell_bytes;     /* of a cell or attribute */
    int columns;        /* of a table or layer */
    int levels;         /* of GeoJSON, brackets within brackets */
    int workbook_mib;   /* of a workbook, unpacked */
    int workbook_ratio; /* unpacked to packed, above 64 MiB */
    int seconds;        /* of the run (base/deadline.h); 0: as it takes */
};

static inline struct bc_input_limits bc_input_limits_default(void)
{
    return (struct bc_input_limits){.row_mib = 16,
                                    .cell_bytes = 1024 * 1024,
                                    .columns = 4096,
                                    .levels = 64,
                                    .workbook_mib = 1024,
                                    .workbook_ratio = 100};
}

#endif
