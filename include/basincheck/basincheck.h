/* SPDX-License-Identifier: MIT */
#ifndef BASINCHECK_BASINCHECK_H
#define BASINCHECK_BASINCHECK_H

#include <stddef.h>

#include <basincheck/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The promised interface of the library. Texts are UTF-8; what is returned as
 * `const char *` is static. Every call that can fail answers a status, zero for
 * success, and fills @p err, which may be NULL.
 */

const char *bc_version(void); /* "0.1.0" */

/**
 * Class of one value by GB 3838-2002, table 1 (columns of lakes and reservoirs
 * for their total phosphorus and nitrogen). The value is compared as it is
 * written, as decimals; an equal limit belongs to the better class.
 *
 * @param item   symbol, Chinese or English name, or HJ code: "TP", "总磷"
 * @param water  "river", "lake" or "reservoir"
 * @param value  a number in the unit of the item's limits, mg/L for most; or a
 *               non-detect, "0.01L", which counts as half of its limit
 * @param[out] class_no  1..5 for Ⅰ..Ⅴ, 6 for worse than V; 0 when the item has
 * no limits in such a water, or the detection limit is above the limit of class
 * Ⅰ so that the class cannot be told
 * @retval BC_BAD_DATA  no such item or kind of water, or not a value
 */
enum bc_status bc_class_of_value(const char *item, const char *water,
                                 const char *value, int *class_no,
                                 struct bc_error *err);

/** "Ⅰ" .. "Ⅴ", "劣Ⅴ"; "" for 0. */
const char *bc_class_name(int class_no);

/**
 * What `basincheck assess PROJECT -o OUT` does, without printing.
 *
 * @param project    the project file
 * @param out        the folder to make; it appears whole or not at all
 * @param overwrite  not 0: replace an OUT that basincheck made
 * @retval BC_BAD_INPUT     a source or the project file cannot be used
 * @retval BC_CANNOT_WRITE  OUT could not be made; what was there stays
 */
enum bc_status bc_assess_project(const char *project, const char *out,
                                 int overwrite, struct bc_error *err);

#ifdef __cplusplus
}
#endif

#endif
