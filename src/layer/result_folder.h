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
    char *water_method;      /* what of `method` judges the water */
    struct bc_layer *results, *classes, *crosswalk;  /* NULL: not there */
    struct bc_layer *sections, *outfalls, *suspects; /* GeoJSON; NULL */
    struct bc_layer *means; /* bc_result_folder_read_water alone; NULL */
    char *classes_sha256, *means_sha256; /* as the manifest says; NULL */
};

/**
 * @retval BC_BAD_INPUT  neither a folder with a manifest.json of ours nor a
 *                       .csv; a table of the folder cannot be read
 */
enum bc_status bc_result_folder_read(const char *name,
                                     struct bc_result_folder *folder,
                                     struct bc_error *err);
/**
 * What a later run compares its water with: manifest, classes, means (NULL of
 * a result that has none). Both tables must be the bytes that the manifest
 * tells of.
 */
enum bc_status bc_result_folder_read_water(const char *name,
                                           struct bc_result_folder *folder,
                                           struct bc_error *err);
/** @p items and @p water_method of a manifest's `method`, to be held against a
 * folder's; the caller frees both. */
enum bc_status bc_result_method_read(const char *json, char **items,
                                     char **water_method, struct bc_error *err);
void bc_result_folder_clear(struct bc_result_folder *folder);

#endif
