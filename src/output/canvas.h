/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_CANVAS_H
#define BC_OUTPUT_CANVAS_H

#include "output/label.h"
#include "output/report_html.h"

/**
 * What maps are drawn on: SVG in a page, or a picture (output/canvas_cairo.h),
 * so that each symbol is drawn by one function for both. y grows downwards; a
 * unit is a pixel of the page. How a shape looks is the affair of
 * styles/report.css: @p css names its class there, NULL for none.
 */
struct bc_canvas {
    const struct bc_canvas_kind *kind;
    struct bc_html *html; /* of a page: ids, titles, definitions; else NULL */
    int decimals;         /* of a page's numbers */
};

/** SVG, written where @p html stands. */
struct bc_canvas bc_canvas_of_html(struct bc_html *html);

/** What is drawn until the end of a group is moved by @p dx, @p dy. */
void bc_canvas_group(struct bc_canvas *canvas, const char *css);
void bc_canvas_moved_group(struct bc_canvas *canvas, const char *css, double dx,
                           double dy);
/** Nothing of the group is seen outside @p box. */
void bc_canvas_window(struct bc_canvas *canvas, struct bc_box box);
/** One thing of the tables: @p key joins it to its row, @p title is told to
 * who points at it. A picture needs neither; NULL for none. */
void bc_canvas_thing(struct bc_canvas *canvas, const char *key,
                     const char *title);
void bc_canvas_end(struct bc_canvas *canvas);

void bc_canvas_box(struct bc_canvas *canvas, const char *css,
                   struct bc_box box);
void bc_canvas_circle(struct bc_canvas *canvas, const char *css, double x,
                      double y, double radius);
/** @p d is a path in the words of SVG; of them M L m l h z and, in pages
 * alone, all others. */
void bc_canvas_path(struct bc_canvas *canvas, const char *css, const char *d);
void bc_canvas_line(struct bc_canvas *canvas, const char *css, double x0,
                    double y0, double x1, double y1);

/** From its left foot at x, y, or about it where the class says so. */
void bc_canvas_text(struct bc_canvas *canvas, const char *css, double x,
                    double y, double size, const char *text);
/** Leaning to the left, as names of water do. */
void bc_canvas_slanted(struct bc_canvas *canvas, const char *css, double x,
                       double y, double size, const char *text);
/** A heavy @p number, then @p text (may be NULL). */
void bc_canvas_numbered(struct bc_canvas *canvas, double x, double y,
                        double size, const char *number, const char *text);

/** A line break in the source of a page. */
void bc_canvas_break(struct bc_canvas *canvas);

/** What a kind of canvas must know; bc_canvas_* call it. */
struct bc_canvas_kind {
    void (*group)(struct bc_canvas *canvas, const char *css);
    void (*moved_group)(struct bc_canvas *canvas, const char *css, double dx,
                        double dy);
    void (*window)(struct bc_canvas *canvas, struct bc_box box);
    void (*thing)(struct bc_canvas *canvas, const char *key, const char *title);
    void (*end)(struct bc_canvas *canvas);
    void (*box)(struct bc_canvas *canvas, const char *css, struct bc_box box);
    void (*circle)(struct bc_canvas *canvas, const char *css, double x,
                   double y, double radius);
    void (*path)(struct bc_canvas *canvas, const char *css, const char *d);
    void (*text)(struct bc_canvas *canvas, const char *css, double x, double y,
                 double size, bool slanted, const char *text);
    void (*numbered)(struct bc_canvas *canvas, double x, double y, double size,
                     const char *number, const char *text);
};

#endif
