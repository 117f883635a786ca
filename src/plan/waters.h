/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_WATERS_H
#define BC_PLAN_WATERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "layer/layer.h"
#include "plan/condition.h"
#include "plan/evaluate.h"

/** 断面(水域): a river section, or the points of one lake or reservoir. */
struct bc_water_unit {
    const char *name;   /* of the lake; NULL for a section */
    const size_t *rows; /* its points in `sections` */
    size_t n_rows;
    enum bc_truth where;
    bool perhaps_more; /* which of the points count cannot be told, and those in
                          doubt have data */
};

struct bc_waters {
    size_t n;
    struct bc_water_unit *unit;
    size_t *rows;
};

/**
 * The waters of the sections with inside[row] and a `where` that is not false,
 * in the order of their first section. Sections of type lake or reservoir with
 * one `water` name are one water (when @p grouped), without its dry points as
 * long as one is not dry.
 */
void bc_waters_group(const struct bc_layer *sections, const bool *inside,
                     const enum bc_truth *where, bool grouped,
                     struct bc_waters *waters);
void bc_waters_clear(struct bc_waters *waters);

/**
 * A layer of one row a water: the columns of its first section, with the
 * derived ones (class_no, meets_target, class_change, deciding_change, tli,
 * risk, intensity) judged anew where it has several points. Cells are borrowed
 * from @p sections.
 */
struct bc_layer *bc_waters_layer(const struct bc_plan_input *input,
                                 const struct bc_layer *sections,
                                 const struct bc_waters *waters);

/** Can bc_water_value answer for this field: class_no, tli or an item? */
bool bc_water_has_field(const char *field);
/** A field of a water's judgement, in `before` or now; missing when unknown. */
struct bc_decimal bc_water_value(const struct bc_plan_input *input,
                                 const struct bc_layer *sections,
                                 const struct bc_water_unit *unit, bool before,
                                 const char *field);

/** Some sections as one water in `before`: by the observations of then, or the
 * one section as it was judged. */
void bc_water_before(const struct bc_plan_input *input,
                     const struct bc_layer *sections, const size_t *rows,
                     size_t n_rows, struct bc_judgement *before);

#endif
