/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_REPORT_SYMBOL_H
#define BC_OUTPUT_REPORT_SYMBOL_H

#include "output/canvas.h"

/** The signs of the maps, for map and legend alike; x, y is the centre, @p size
 * 1 on a desk. Colours are those of report.css. */
#define BC_SECTION_RADIUS 8.2
#define BC_SUSPECT_RADIUS 5.0

void bc_symbol_section(struct bc_canvas *canvas, double x, double y,
                       int class_no, double size);
/** A section whose sign stands in the inset. */
void bc_symbol_dot(struct bc_canvas *canvas, double x, double y, int class_no,
                   double size);
double bc_symbol_outfall_radius(int stage, bool in_redline);
void bc_symbol_outfall(struct bc_canvas *canvas, double x, double y, int stage,
                       bool in_redline, double size);
void bc_symbol_suspect(struct bc_canvas *canvas, double x, double y,
                       bool closed, bool outside, double size);

#endif
