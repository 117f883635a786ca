/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_REPORT_LEGEND_H
#define BC_OUTPUT_REPORT_LEGEND_H

#include "output/canvas.h"
#include "output/report_data.h"
#include "output/report_map.h"

/** What stands under a map, for page and picture alike. */

/** A sign of the legend, 22 x 14, with its word. */
struct bc_map_key {
    const char *id;    /* "o1" */
    const char *group; /* "排污口" before the first of a group, else NULL */
    const char *word;
};
#define BC_N_MAP_KEYS 10
extern const struct bc_map_key bc_map_keys[BC_N_MAP_KEYS];
bool bc_map_key_is_used(const struct bc_map_key *key,
                        const struct bc_outcome *outcome);
void bc_map_key_draw(struct bc_canvas *canvas, const struct bc_map_key *key);

/** `流域界、排污口`: the layers that are made up; nothing when none is. */
void bc_map_made_up(const struct bc_outcome *outcome, struct bc_text *out);
/** Precision, what has no label, area, CRS, the review line. @p basin NULL:
 * the map of all. */
void bc_map_caption(const struct bc_outcome *outcome,
                    const struct bc_basin_data *basin,
                    const struct bc_map_note *note, struct bc_text *out);

#endif
