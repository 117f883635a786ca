/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_CLAIM_H
#define BC_LAYER_CLAIM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/finding.h"

/**
 * Boxes that a file gives beside its coordinates, against the coordinates
 * themselves. Nothing here is read by them; other programs look there first,
 * and lose features when they are wrong. Boxes are xmin ymin xmax ymax; start
 * it as `{0}`.
 */
struct bc_claim {
    bool says_box; /* of all rows */
    double box[4];
    bool has_found;
    double found[4];             /* what holds the rows met */
    bool is_partial;             /* the boxes of some rows are not known */
    size_t n_wrong, first_wrong; /* rows that have another box than they say */
};

/** Makes @p box hold a place too; start with BC_NO_BOX. */
void bc_box_add(double box[4], double x, double y);
#define BC_NO_BOX                                                              \
    {                                                                          \
        HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL                               \
    }
/** Whether two boxes are one but for rounding and a thousandth of their size:
 * nobody loses a feature by that. */
bool bc_box_agrees(const double said[4], const double found[4]);

/** The file says that this box holds all rows. */
void bc_claim_say(struct bc_claim *claim, const double box[4]);
/** A row, 1-based.
 * @param said   its own box as the file says it; NULL: it says none
 * @param found  as its coordinates are; NULL: it is not known */
void bc_claim_add(struct bc_claim *claim, size_t row, const double *said,
                  const double *found);
/** Rows that another has met, of which none came before. */
void bc_claim_join(struct bc_claim *claim, const struct bc_claim *other);
/** What of it was not so: findings of level note. */
void bc_claim_tell(const struct bc_claim *claim, const char *label,
                   struct bc_findings *findings);

#endif
