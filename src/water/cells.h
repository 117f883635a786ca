/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_CELLS_H
#define BC_WATER_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/decimal.h"
#include "base/finding.h"
#include "layer/layer.h"

/*
 * Small tables: rules that are compiled in or that a project carries, and what
 * was written down in the field. They are layers of text columns.
 */

#define BC_UNIT_SIZE 24 /* bytes of a unit with its NUL; the rest is cut */

/**
 * The column of the first of the @p aliases ("降雨量|rain_mm") that is a key or
 * a header, compared by bc_text_key without what stands in brackets.
 * @param[out] unit  what the last brackets of the header hold; "" for none
 * @return BC_NO_COLUMN when there is none
 */
size_t bc_cells_column(const struct bc_layer *table, const char *aliases,
                       char unit[BC_UNIT_SIZE]);

/** A cell; NULL when it is missing or @p column is BC_NO_COLUMN. */
const char *bc_cells_text(const struct bc_layer *table, size_t column,
                          size_t row);

/** A cell as a number, full-width or not; missing when it is empty, and, with
 * a finding (BAD_VALUE; @p findings may be NULL), when it is none. */
struct bc_decimal bc_cells_number(const struct bc_layer *table, size_t column,
                                  size_t row, struct bc_findings *findings);

/** A finding about a row of a table; @p findings may be NULL. */
void bc_cells_found(struct bc_findings *findings, const struct bc_layer *table,
                    size_t row, enum bc_finding_code code, const char *field,
                    const char *value, const char *message);

/** A compiled-in CSV without quotes as a layer; each header is a key. */
struct bc_layer *bc_cells_embedded(const char *name, const unsigned char *csv,
                                   size_t size);

/** `<10`, `<=-10`, `>15`, `>=8.0`: what a value is held against. */
struct bc_bound {
    enum bc_relation {
        BC_NO_BOUND, /* nothing holds */
        BC_BELOW,
        BC_AT_MOST,
        BC_ABOVE,
        BC_AT_LEAST
    } relation;
    struct bc_decimal value;
};

/** Also `≤`, `≥` and full-width forms; false when @p text is none. */
bool bc_bound_parse(const char *text, struct bc_bound *bound);
bool bc_bound_holds(struct bc_bound bound, struct bc_decimal value);

/** a / b with @p places decimals, half-even; missing when either is, or when b
 * is not above zero. */
struct bc_decimal bc_cells_ratio(struct bc_decimal a, struct bc_decimal b,
                                 int places);

#endif
