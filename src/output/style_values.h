/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_STYLE_VALUES_H
#define BC_OUTPUT_STYLE_VALUES_H

#include <stdbool.h>

#include "base/text.h"
#include "output/fields.h"

/**
 * What QGIS shows for the words that a layer holds. The columns are the same
 * bytes in every language: stages and groups in Chinese, verdicts and methods
 * as codes. Map tips show them by an expression, forms and attribute tables by
 * a value map.
 */

/** The expression that shows a field in the language of the report; @p quote
 * stands around names of fields (`"`, or `&quot;` in an attribute).
 * @return false, and nothing is added, where the field is shown as it is */
bool bc_value_expression(const char *field, const char *quote,
                         struct bc_text *out);
/** `<fieldConfiguration>` with a value map for each field that has words in
 * another language than the report; nothing where there is none. */
void bc_style_values(enum bc_published which, struct bc_text *out);

#endif
