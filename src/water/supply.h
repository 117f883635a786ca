/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_SUPPLY_H
#define BC_WATER_SUPPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"
#include "layer/layer.h"
#include "water/assess.h"

/*
 * Drinking-water sources (集中式饮用水水源): compliance item by item and source
 * by source, no class. The 21 items of GB 3838-2002 table 1 are held against
 * the limits of one class (III), the five of table 2 against their single
 * limits. TN is left out; faecal coliforms are judged beside and decide
 * nothing. Which items a source is judged by is from memory [M]; the limits
 * are gb3838.csv.
 */

struct bc_supply_options {
    int class_no;     /* of the 21 items' limits: 3 */
    bool require_all; /* a source with an item not measured is unknown; false:
                         it is judged by those that were */
};
struct bc_supply_options bc_supply_options_default(void);

/** Whether the item is one of the 26 that decide. */
bool bc_supply_decides(enum bc_item item);

/** One item at one source. */
struct bc_supply_item {
    struct bc_decimal mean;     /* missing: not measured often enough */
    struct bc_decimal limit;    /* missing: none, for river or lake is not said.
                                   Of pH the lower one */
    struct bc_decimal multiple; /* C / limit - 1 when over, one decimal; missing
                                   for pH and DO */
    int meets;                  /* 1, 0, -1: cannot be told */
    bool blind;                 /* a detection limit lies above the limit */
};

/** A row to print. */
struct bc_supply_row {
    size_t source;    /* row of the sources layer */
    const char *code; /* or its name; borrowed, may be NULL */
    int complies;     /* 1, 0, -1: cannot be told */
    size_t n_measured, n_missing, n_over, n_blind; /* of the 26 */
    struct bc_supply_item item[BC_N_ITEMS];        /* of the 26 and of BC_FC */
};

/** @param judgement  whose water and item means are used, nothing else */
void bc_supply_judge(const struct bc_supply_options *options,
                     const struct bc_judgement *judgement,
                     struct bc_supply_row *row);

/**
 * A row for each source of a layer (keys code, name, type) over a period.
 * @param observations  gathered with @p sources as their sections
 * @return @p sources' n_features rows; the caller frees them with free()
 */
struct bc_supply_row *bc_supply_rows(const struct bc_supply_options *options,
                                     const struct bc_observations *observations,
                                     const struct bc_water_method *method,
                                     const struct bc_layer *sources,
                                     const struct bc_period *period);

struct bc_supply_counts {
    size_t n, n_yes, n_no, n_unknown;
};
struct bc_supply_counts bc_supply_count(const struct bc_supply_row *rows,
                                        size_t n);

/** `总磷(0.4);锰(1.2)`: the items over, in the order of the table. */
void bc_supply_over(const struct bc_supply_row *row, struct bc_text *out);
/** Why it does not comply, or why that cannot be told; nothing when it does. */
void bc_supply_reason(const struct bc_supply_row *row, bool chinese,
                      struct bc_text *out);
/** What a source is judged by, and that this is from memory. */
const char *bc_supply_note(bool chinese);

#endif
