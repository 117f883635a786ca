/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_CANVAS_CAIRO_H
#define BC_OUTPUT_CANVAS_CAIRO_H

#include <cairo.h>

#include "output/canvas.h"
#include "output/css.h"

/**
 * A picture: what is drawn on the canvas goes to a Cairo context, in the looks
 * of a style sheet, with texts that a PDF can be searched for.
 */
struct bc_picture;

/** Borrows both. */
struct bc_picture *bc_picture_new(cairo_t *cairo, struct bc_css *looks);
void bc_picture_free(struct bc_picture *picture);
struct bc_canvas *bc_picture_canvas(struct bc_picture *picture);

/** Until the end of the group. */
void bc_picture_scale(struct bc_picture *picture, double factor);
/** How wide a text of a class would be. */
double bc_picture_width(struct bc_picture *picture, const char *css,
                        double size, const char *text);
/** Lines of at most @p width under one another, from the top at y.
 * @return their height; nothing is drawn above @p most, where it ends in `…` */
double bc_picture_paragraph(struct bc_picture *picture, const char *css,
                            double x, double y, double width, double most,
                            double size, const char *text);

#endif
