/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_COMPARE_WRITE_H
#define BC_OUTPUT_COMPARE_WRITE_H

#include "base/text.h"
#include "output/table.h"
#include "plan/compare.h"

/** `list, list_zh, kind, layer, code, basin, before, after, reason` */
void bc_table_comparison(const struct bc_comparison *comparison,
                         struct bc_table *table);

/** The points of both results, WGS 84 as in their GeoJSON; NULL: none. */
struct bc_compared_points {
    const char *layer; /* "sections" */
    const struct bc_layer *before, *after;
};

/** A FeatureCollection: a point for every row about a feature that has a place,
 * now or, when it is gone, before. Points that stay in their basin have none
 * of their own. */
void bc_comparison_geojson(const struct bc_comparison *comparison,
                           const struct bc_compared_points *points, size_t n,
                           struct bc_text *out);

#endif
