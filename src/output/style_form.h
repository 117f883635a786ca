/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_STYLE_FORM_H
#define BC_OUTPUT_STYLE_FORM_H

#include "base/text.h"
#include "output/fields.h"

/** `<aliases>` of a layer's fields: Chinese, then English, for QGIS shows the
 * one name and hides the other. */
void bc_style_aliases(enum bc_published which, struct bc_text *out);
/** `<editorlayout>` and `<attributeEditorForm>`: the fields in their order,
 * in boxes that belong together; without QGIS's own `fid`. */
void bc_style_form(enum bc_published which, struct bc_text *out);

#endif
