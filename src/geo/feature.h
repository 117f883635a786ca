/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_FEATURE_H
#define BC_GEO_FEATURE_H

/* Private to geo: how messages name a feature and its place in the source. */

#include "base/finding.h"
#include "layer/layer.h"

/** Its code, else its name, else "without code". */
static inline const char *bc_feature_name(const struct bc_layer *layer,
                                          size_t row)
{
    const char *name = bc_layer_text(layer, "code", row);

    if (!name)
        name = bc_layer_text(layer, "name", row);
    return name ? name : "without code";
}

static inline const char *bc_feature_source(const struct bc_layer *layer,
                                            size_t row)
{
    return layer->row_source[row];
}

static inline size_t bc_feature_line(const struct bc_layer *layer, size_t row)
{
    return layer->row_line[row];
}

/** A finding about one row; the message is still to come. */
static inline struct bc_finding bc_feature_finding(const struct bc_layer *layer,
                                                   size_t row,
                                                   enum bc_finding_code code)
{
    return (struct bc_finding){.code = code,
                               .source = bc_feature_source(layer, row),
                               .line = bc_feature_line(layer, row),
                               .feature = bc_feature_name(layer, row)};
}

#endif
