/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_STYLE_VIEW_H
#define BC_OUTPUT_STYLE_VIEW_H

#include "base/text.h"
#include "output/fields.h"

/** Layers of the project that mark the problems among the features of a
 * published layer. */
enum bc_view {
    BC_VIEW_ILLEGAL_OUTFALLS, /* where there are zones */
    BC_VIEW_MISSED_SECTIONS,
    BC_VIEW_UNFINISHED_OUTFALLS,
    BC_VIEW_REDLINE_OUTFALLS,
    BC_N_VIEWS
};

struct bc_view_layer {
    const char *name;     /* "missed_sections": of the template too */
    const char *title_zh; /* "未达目标类别的断面" */
    enum bc_published of;
    const char *subset; /* which features, in SQL */
};
const struct bc_view_layer *bc_view_layer(enum bc_view view);

/** The QML of a view, with the aliases of its published layer. */
void bc_view_qml(enum bc_view view, struct bc_text *out);

#endif
