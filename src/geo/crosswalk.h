/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_CROSSWALK_H
#define BC_GEO_CROSSWALK_H

#include "base/error.h"
#include "base/finding.h"
#include "layer/layer.h"

/**
 * A reviewed crosswalk: rows `layer,code,basin` that say which basin a point
 * belongs to, an empty basin for none. Other columns (those that `join` writes
 * beside them) are not read.
 */
struct bc_crosswalk;

/**
 * @param table  must outlive the crosswalk
 * A row without layer or code, and a second one for the same point, are
 * findings; the first counts.
 * @retval BC_BAD_INPUT  one of the three columns is missing
 */
enum bc_status bc_crosswalk_new(const struct bc_layer *table,
                                struct bc_findings *findings,
                                struct bc_crosswalk **crosswalk,
                                struct bc_error *err);
void bc_crosswalk_free(struct bc_crosswalk *crosswalk);

/** The row of a point, which counts as used from now on; BC_NO_ROW when it was
 * not reviewed. */
size_t bc_crosswalk_find(struct bc_crosswalk *crosswalk, const char *layer,
                         const char *code);
/** Code or name of the basin in a row; NULL for none. */
const char *bc_crosswalk_basin(const struct bc_crosswalk *crosswalk,
                               size_t row);
/** A finding about a row; the message is still to come. */
struct bc_finding bc_crosswalk_finding(const struct bc_crosswalk *crosswalk,
                                       size_t row, enum bc_finding_code code);

/** When all points were looked up: a finding for every row that no point has
 * used. @return how many were used */
size_t bc_crosswalk_finish(const struct bc_crosswalk *crosswalk,
                           struct bc_findings *findings);

#endif
