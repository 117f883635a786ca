/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_SHEET_WORDS_H
#define BC_OUTPUT_SHEET_WORDS_H

#include "output/fields.h"

/**
 * A cell as bc_published_cell makes it, for a sheet that people read: words of
 * the program (classes, items, stages ...) in the language of the report, what
 * the user wrote as it is.
 */
void bc_sheet_cell(const struct bc_outcome *outcome, enum bc_published which,
                   size_t feature, size_t field, struct bc_text *out);

#endif
