/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_CRS_TEXT_H
#define BC_LAYER_CRS_TEXT_H

#include <stdbool.h>

#include "base/text.h"

/** Whether a definition of a CRS tells PROJ to open a file, by an extension or
 * a parameter of WKT: it does so as soon as it reads the definition, and a grid
 * of PROJ's own has no folder in its name. `/` between blanks, as in "WGS 84 /
 * UTM zone 49N", names none. */
bool bc_crs_text_names_file(struct bc_slice text);

#endif
