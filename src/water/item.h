/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_ITEM_H
#define BC_WATER_ITEM_H

#include <stdbool.h>
#include <stddef.h>

#include <basincheck/basincheck.h> /* bc_class_name */

#include "base/decimal.h"
#include "base/text.h"

/** Items in the order of gb3838.csv: an index into its rows by number 1..34,
 * 0-based here. */
enum bc_item {
    BC_WT,
    BC_PH,
    BC_DO,
    BC_CODMN,
    BC_COD,
    BC_BOD5,
    BC_NH3N,
    BC_TP,
    BC_TN,
    BC_CU,
    BC_ZN,
    BC_F,
    BC_SE,
    BC_AS,
    BC_HG,
    BC_CD,
    BC_CR6,
    BC_PB,
    BC_CN,
    BC_VP,
    BC_OIL,
    BC_LAS,
    BC_S2,
    BC_FC,
    BC_SO4,
    BC_CL,
    BC_NO3N,
    BC_FE,
    BC_MN,
    BC_CHLA,
    BC_SD,
    BC_EC,
    BC_TURB,
    BC_ALGAE,
    BC_N_ITEMS,
    BC_NO_ITEM = BC_N_ITEMS
};

/** "I" .. "V", ">V" (worse than V); "" for 0. */
const char *bc_class_name_en(int class_no);

const char *bc_item_symbol(enum bc_item item);  /* "NH3N" */
const char *bc_item_name_zh(enum bc_item item); /* "氨氮" */
const char *bc_item_name_en(enum bc_item item);
const char *bc_item_unit(enum bc_item item); /* "mg/L" */
/** pH, DO, CODMn, NH3N, TP: a class without one of them is told as such, and
 * they are the set `5` of provincial weekly bulletins. */
bool bc_item_is_core(enum bc_item item);
/** Adds a symbol to a list: `NH3N;TP`. */
void bc_items_add(struct bc_text *list, enum bc_item item);

/**
 * The item of a column header: a name, symbol, alias or HJ code, alone or as
 * `NAME(UNIT)` in ASCII or full-width brackets; a synonym in brackets,
 * `总磷(TP)`, is no unit, and `(以N计)` says what is weighed.
 * @param[out] factor  value x factor is in bc_item_unit(); 1 without a unit,
 *                     missing when the unit is unknown or of another kind
 * @return BC_NO_ITEM when the name is none
 */
enum bc_item bc_item_of_header(struct bc_slice header,
                               struct bc_decimal *factor);
/** The item of a name alone. */
enum bc_item bc_item_find(struct bc_slice name);
/** The factor of a unit alone (empty: 1), as `mg/L`, `mg/l as NO3` or
 * `mg/L(以N计)`; false when it cannot be converted. */
bool bc_item_factor(enum bc_item item, struct bc_slice unit,
                    struct bc_decimal *factor);
/** Whether a text is a unit, of whatever item; brackets about it do not count.
 * Nothing, and a dash or a stroke, is none. */
bool bc_unit_is(struct bc_slice text);

/** 1..6 for `Ⅲ III Ⅲ类 3 三类 劣Ⅴ >Ⅴ 6`, 0 for empty or `*`, -1 for the rest.
 */
int bc_class_parse(struct bc_slice text);

#endif
