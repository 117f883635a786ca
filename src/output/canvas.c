/* SPDX-License-Identifier: MIT */
#include "output/canvas.h"

#include "base/text.h"

static void pair(struct bc_text *out, double x, double y, int decimals)
{
    bc_text_add_real(out, x, decimals);
    bc_text_add(out, " ");
    bc_text_add_real(out, y, decimals);
}

/* ---- any canvas ---- */

void bc_canvas_group(struct bc_canvas *canvas, const char *css)
{
    canvas->kind->group(canvas, css);
}

void bc_canvas_moved_group(struct bc_canvas *canvas, const char *css, double dx,
                           double dy)
{
    canvas->kind->moved_group(canvas, css, dx, dy);
}

void bc_canvas_window(struct bc_canvas *canvas, struct bc_box box)
{
    canvas->kind->window(canvas, box);
}

void bc_canvas_thing(struct bc_canvas *canvas, const char *key,
                     const char *title)
{
    canvas->kind->thing(canvas, key, title);
}

void bc_canvas_end(struct bc_canvas *canvas)
{
    canvas->kind->end(canvas);
}

void bc_canvas_box(struct bc_canvas *canvas, const char *css, struct bc_box box)
{
    canvas->kind->box(canvas, css, box);
}

void bc_canvas_circle(struct bc_canvas *canvas, const char *css, double x,
                      double y, double radius)
{
    canvas->kind->circle(canvas, css, x, y, radius);
}

void bc_canvas_path(struct bc_canvas *canvas, const char *css, const char *d)
{
    canvas->kind->path(canvas, css, d);
}

void bc_canvas_line(struct bc_canvas *canvas, const char *css, double x0,
                    double y0, double x1, double y1)
{
    struct bc_text d = {0};

    bc_text_add(&d, "M");
    pair(&d, x0, y0, canvas->decimals);
    bc_text_add(&d, "L");
    pair(&d, x1, y1, canvas->decimals);
    bc_canvas_path(canvas, css, bc_text_string(&d));
    bc_text_clear(&d);
}

void bc_canvas_text(struct bc_canvas *canvas, const char *css, double x,
                    double y, double size, const char *text)
{
    canvas->kind->text(canvas, css, x, y, size, false, text);
}

void bc_canvas_slanted(struct bc_canvas *canvas, const char *css, double x,
                       double y, double size, const char *text)
{
    canvas->kind->text(canvas, css, x, y, size, true, text);
}

void bc_canvas_numbered(struct bc_canvas *canvas, double x, double y,
                        double size, const char *number, const char *text)
{
    canvas->kind->numbered(canvas, x, y, size, number, text);
}

void bc_canvas_break(struct bc_canvas *canvas)
{
    if (canvas->html)
        bc_html_line(canvas->html);
}

/* ---- SVG: numbers have one decimal ---- */

static void number(struct bc_canvas *canvas, const char *name, double value)
{
    struct bc_text text = {0};

    bc_text_add_real(&text, value, canvas->decimals);
    bc_html_attr(canvas->html, name, bc_text_string(&text));
    bc_text_clear(&text);
}

static void box_attributes(struct bc_canvas *canvas, struct bc_box box)
{
    number(canvas, "x", box.x0);
    number(canvas, "y", box.y0);
    number(canvas, "width", box.x1 - box.x0);
    number(canvas, "height", box.y1 - box.y0);
}

static void svg_group(struct bc_canvas *canvas, const char *css)
{
    bc_html_open(canvas->html, "g", css);
}

static void svg_moved_group(struct bc_canvas *canvas, const char *css,
                            double dx, double dy)
{
    struct bc_text shift = {0};

    bc_text_add(&shift, "translate(");
    pair(&shift, dx, dy, canvas->decimals);
    bc_text_add(&shift, ")");
    svg_group(canvas, css);
    bc_html_attr(canvas->html, "transform", bc_text_string(&shift));
    bc_text_clear(&shift);
}

static void svg_window(struct bc_canvas *canvas, struct bc_box box)
{
    struct bc_text view = {0};

    pair(&view, box.x0, box.y0, canvas->decimals);
    bc_text_add(&view, " ");
    pair(&view, box.x1 - box.x0, box.y1 - box.y0, canvas->decimals);
    bc_html_open(canvas->html, "svg", NULL); /* cuts at its edge */
    box_attributes(canvas, box);
    bc_html_attr(canvas->html, "viewBox", bc_text_string(&view));
    bc_text_clear(&view);
}

static void svg_thing(struct bc_canvas *canvas, const char *key,
                      const char *title)
{
    svg_group(canvas, NULL);
    if (key)
        bc_html_attr(canvas->html, "data-k", key);
    if (title)
        bc_html_leaf(canvas->html, "title", NULL, title);
}

static void svg_end(struct bc_canvas *canvas)
{
    bc_html_close(canvas->html);
}

static void svg_box(struct bc_canvas *canvas, const char *css,
                    struct bc_box box)
{
    bc_html_open(canvas->html, "rect", css);
    box_attributes(canvas, box);
    bc_html_close_empty(canvas->html);
}

static void svg_circle(struct bc_canvas *canvas, const char *css, double x,
                       double y, double radius)
{
    bc_html_open(canvas->html, "circle", css);
    number(canvas, "cx", x);
    number(canvas, "cy", y);
    number(canvas, "r", radius);
    bc_html_close_empty(canvas->html);
}

static void svg_path(struct bc_canvas *canvas, const char *css, const char *d)
{
    bc_html_open(canvas->html, "path", css);
    bc_html_attr(canvas->html, "d", d);
    bc_html_close_empty(canvas->html);
}

/** Of a brief map the usual size, 12, is that of the style sheet. */
static void font_size(struct bc_canvas *canvas, double size)
{
    if (canvas->decimals > 0 || size != 12)
        number(canvas, "font-size", size);
}

static void svg_text(struct bc_canvas *canvas, const char *css, double x,
                     double y, double size, bool slanted, const char *text)
{
    bc_html_open(canvas->html, "text", css);
    if (slanted) {
        struct bc_text shift = {0};

        bc_text_add(&shift, "translate(");
        pair(&shift, x, y, canvas->decimals);
        bc_text_add(&shift, ") skewX(12)");
        bc_html_attr(canvas->html, "transform", bc_text_string(&shift));
        bc_text_clear(&shift);
    } else {
        number(canvas, "x", x);
        number(canvas, "y", y);
    }
    font_size(canvas, size);
    bc_html_text(canvas->html, text);
    bc_html_close(canvas->html);
}

static void svg_numbered(struct bc_canvas *canvas, double x, double y,
                         double size, const char *heavy, const char *text)
{
    bc_html_open(canvas->html, "text", NULL);
    number(canvas, "x", x);
    number(canvas, "y", y);
    font_size(canvas, size);
    bc_html_leaf(canvas->html, "tspan", NULL, heavy);
    if (text)
        bc_html_textf(canvas->html, " %s", text);
    bc_html_close(canvas->html);
}

struct bc_canvas bc_canvas_of_html(struct bc_html *html)
{
    static const struct bc_canvas_kind svg = {
        svg_group, svg_moved_group, svg_window, svg_thing, svg_end,
        svg_box,   svg_circle,      svg_path,   svg_text,  svg_numbered};

    return (struct bc_canvas){&svg, html, 1};
}
