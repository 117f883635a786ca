/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_ALIKE_H
#define BC_LAYER_ALIKE_H

#include "base/finding.h"
#include "layer/layer.h"

/** Codes of one layer that are two to the program and one to a reader: they
 * differ in case, full width, dashes, or letters that look alike (Latin O,
 * Cyrillic О, Greek Ο). A finding for each but the first of them; all stay. */
void bc_alike_report(const struct bc_layer *layer,
                     struct bc_findings *findings);

/** The code, else the name, that looks like @p text and is another one.
 * Borrowed; NULL when there is none. Linear. */
const char *bc_alike_find(const struct bc_layer *layer, const char *text);

#endif
