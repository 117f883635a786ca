/* SPDX-License-Identifier: MIT */
#include "layer/claim.h"

#include <math.h>
#include <string.h>

void bc_box_add(double box[4], double x, double y)
{
    if (x < box[0])
        box[0] = x;
    if (y < box[1])
        box[1] = y;
    if (x > box[2])
        box[2] = x;
    if (y > box[3])
        box[3] = y;
}

bool bc_box_agrees(const double said[4], const double found[4])
{
    double size = fmax(found[2] - found[0], found[3] - found[1]);

    for (int i = 0; i < 4; i++) /* what is no number does not agree */
        if (!(fabs(said[i] - found[i]) <= 1e-3 * size + 1e-6 * fabs(found[i])))
            return false;
    return true;
}

void bc_claim_say(struct bc_claim *claim, const double box[4])
{
    claim->says_box = true;
    memcpy(claim->box, box, sizeof claim->box);
}

void bc_claim_add(struct bc_claim *claim, size_t row, const double *said,
                  const double *found)
{
    if (!found) {
        claim->is_partial = true;
        return;
    }
    if (said && !bc_box_agrees(said, found) && claim->n_wrong++ == 0)
        claim->first_wrong = row;
    if (!claim->has_found)
        memcpy(claim->found, found, sizeof claim->found);
    claim->has_found = true;
    bc_box_add(claim->found, found[0], found[1]);
    bc_box_add(claim->found, found[2], found[3]);
}

void bc_claim_join(struct bc_claim *claim, const struct bc_claim *other)
{
    if (claim->n_wrong == 0)
        claim->first_wrong = other->first_wrong;
    claim->n_wrong += other->n_wrong;
    claim->is_partial |= other->is_partial;
    if (!other->has_found)
        return;
    if (!claim->has_found)
        memcpy(claim->found, other->found, sizeof claim->found);
    claim->has_found = true;
    bc_box_add(claim->found, other->found[0], other->found[1]);
    bc_box_add(claim->found, other->found[2], other->found[3]);
}

void bc_claim_tell(const struct bc_claim *claim, const char *label,
                   struct bc_findings *findings)
{
    struct bc_finding finding = {
        .code = BC_FOUND_STALE_HEADER, .source = label, .field = "extent"};

    if (claim->says_box && claim->has_found && !claim->is_partial &&
        !bc_box_agrees(claim->box, claim->found))
        bc_findings_addf(
            findings, finding,
            "says an extent of %.6g %.6g to %.6g %.6g; its rows lie in %.6g "
            "%.6g to %.6g %.6g",
            claim->box[0], claim->box[1], claim->box[2], claim->box[3],
            claim->found[0], claim->found[1], claim->found[2], claim->found[3]);
    finding.line = claim->first_wrong;
    finding.field = "box";
    if (claim->n_wrong > 0)
        bc_findings_addf(
            findings, finding,
            "%zu rows, this the first, lie in another box than the file says "
            "of them",
            claim->n_wrong);
}
