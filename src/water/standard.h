/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_STANDARD_H
#define BC_WATER_STANDARD_H

#include <stdbool.h>

#include "base/decimal.h"
#include "water/item.h"

enum bc_water { BC_WATER_UNKNOWN, BC_RIVER, BC_LAKE, BC_RESERVOIR };
enum bc_water bc_water_parse(const char *text); /* river lake reservoir */
const char *bc_water_name(enum bc_water water); /* "" for unknown */

/** `item C is class k` when C compares with limits[k] in this direction. */
enum bc_direction { BC_NO_LIMIT, BC_UPPER_LIMIT, BC_LOWER_LIMIT, BC_RANGE };

/**
 * Limits of GB 3838-2002 tables 1 and 2 from the compiled-in gb3838.csv;
 * lakes and reservoirs have their own TP and TN.
 */
struct bc_limits {
    enum bc_direction direction;
    struct bc_decimal limit[6]; /* [1..5]; for BC_RANGE: low */
    struct bc_decimal high;     /* BC_RANGE */
    int decimals; /* of the mean, 环办监测函〔2020〕82号 */
    bool in_21;
    bool has_multiple;
};
/** Never NULL; where the kind of water matters and is unknown, or the item has
 * no limits there, the direction is BC_NO_LIMIT. */
const struct bc_limits *bc_limits_of(enum bc_item item, enum bc_water water);

/** 1..6 of one value, 0 when it is missing or the item has no limits. An equal
 * limit belongs to the better class. */
int bc_limits_class(const struct bc_limits *limits, struct bc_decimal value);
/** Whether a known value meets the limits of class 1..5. */
bool bc_limits_meet(const struct bc_limits *limits, int class_no,
                    struct bc_decimal value);

#endif
