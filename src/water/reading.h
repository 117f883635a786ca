/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_READING_H
#define BC_WATER_READING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/text.h"
#include "water/item.h"

/** A measured value as written. */
struct bc_reading {
    struct bc_decimal value; /* the number, or the detection limit */
    bool non_detect;         /* `0.01L`, `<0.01`, ND: enters means as half */
};

/** What a cell of a measured value holds. */
enum bc_cell { BC_CELL_VALUE, BC_CELL_EMPTY, BC_CELL_BAD };

/** Empty: "", --, -, *, /, —, 维护, 不具备运行条件, 未监测 ... A detected
 * `未检出`/`ND` needs @p limit (the row's detection limit; may be missing,
 * then it is BAD). */
enum bc_cell bc_reading_parse(struct bc_slice cell, struct bc_decimal limit,
                              struct bc_reading *reading);

/** `未检出`, ND, `Not Detected`: below a detection limit that stands
 * elsewhere. */
bool bc_reading_is_non_detect(struct bc_slice cell);

/**
 * Brings a reading to the item's unit, with at most BC_READING_PLACES
 * decimals (half-even).
 * @return false when no water can have that value: negative, a pH outside
 *         ]0, 14], a temperature outside [-5, 100], oxygen above 70 mg/L, more
 *         than 10^6 mg/L, or 10^12 of another unit; when it is a word for
 *         nothing (9999 mg/L and its like); and for a detection limit of 0
 */
bool bc_reading_convert(enum bc_item item, struct bc_decimal factor,
                        struct bc_reading *reading);

/** Beyond these a value may be true, and is rather a slip: a unit of a
 * thousandth, a lost point, two columns exchanged. */
#define BC_CREDIBLE_SCALES 5
struct bc_credible {
    int64_t low[BC_N_ITEMS][BC_CREDIBLE_SCALES]; /* in units of each scale */
    int64_t high[BC_N_ITEMS][BC_CREDIBLE_SCALES];
};
/**
 * Up to @p times the limit of class V of GB 3838-2002 table 1; pH 3 to 11,
 * oxygen up to 30 mg/L (twice saturation at 0 degrees), -1 to 45 degrees. What
 * has no such limit, and germs, may be anything. From memory and from no
 * regulation; of raw sewage most items stay below a hundred times.
 * @param times  0: everything is plausible
 */
struct bc_credible bc_credible_of(int times);
/** @param reading  converted. @param bounds  NULL: everything is */
bool bc_credible_is(const struct bc_credible *bounds, enum bc_item item,
                    const struct bc_reading *reading);
#define BC_CREDIBLE_TIMES 100

/** The value that enters means and classes: half of a detection limit. */
struct bc_decimal bc_reading_value(struct bc_reading reading);
bool bc_reading_same(struct bc_reading a, struct bc_reading b);

#define BC_READING_PLACES 10

#endif
