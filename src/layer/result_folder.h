/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_RESULT_FOLDER_H
#define BC_LAYER_RESULT_FOLDER_H

#include "base/date.h"
#include "base/error.h"
#include "layer/layer.h"

/**
 * An OUT of an earlier run as layers: every cell as text, by the columns that
 * DESIGN.md section 6 promises. Or a crosswalk.csv alone.
 */
struct bc_result_folder {
    char *name;              /* as the user names it */
    bool has_manifest;       /* false: a crosswalk alone */
    bool has_period;         /* the manifest names one that is understood */
    struct bc_period period; /* of the water */
    char *items, *method;    /* JSON texts of the options; "" when none */
    struct bc_layer *results, *classes, *crosswalk;  /* NULL: not there */
    struct bc_layer *sections, *outfalls, *suspects; /* GeoJSON; NULL */
};

/**
 * @retval BC_BAD_INPUT  neither a folder with a manifest.json of ours nor a
 *                       .csv; a table of the folder cannot be read
 */
enum bc_status bc_result_folder_read(const char *name,
                                     struct bc_result_folder *folder,
                                     struct bc_error *err);
void bc_result_folder_clear(struct bc_result_folder *folder);

#endif
