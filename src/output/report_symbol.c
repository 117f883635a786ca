/* SPDX-License-Identifier: MIT */
#include "output/report_symbol.h"

#include <math.h>
#include <string.h>

#include "water/item.h"

void bc_svg_number(struct bc_html *html, const char *name, double value)
{
    struct bc_text text = {0};

    bc_text_add_real(&text, value, 1);
    bc_html_attr(html, name, bc_text_string(&text));
    bc_text_clear(&text);
}

void bc_svg_box(struct bc_html *html, const char *css, struct bc_box box)
{
    bc_html_open(html, "rect", css);
    bc_svg_number(html, "x", box.x0);
    bc_svg_number(html, "y", box.y0);
    bc_svg_number(html, "width", box.x1 - box.x0);
    bc_svg_number(html, "height", box.y1 - box.y0);
    bc_html_close_empty(html);
}

void bc_svg_line(struct bc_html *html, const char *css, double x0, double y0,
                 double x1, double y1)
{
    struct bc_text d = {0};

    bc_text_add(&d, "M");
    bc_text_add_real(&d, x0, 1);
    bc_text_add(&d, " ");
    bc_text_add_real(&d, y0, 1);
    bc_text_add(&d, "L");
    bc_text_add_real(&d, x1, 1);
    bc_text_add(&d, " ");
    bc_text_add_real(&d, y1, 1);
    bc_svg_path(html, css, bc_text_string(&d));
    bc_text_clear(&d);
}

void bc_svg_path(struct bc_html *html, const char *css, const char *d)
{
    bc_html_open(html, "path", css);
    bc_html_attr(html, "d", d);
    bc_html_close_empty(html);
}

void bc_svg_text(struct bc_html *html, const char *css, double x, double y,
                 double size, const char *text)
{
    bc_html_open(html, "text", css);
    bc_svg_number(html, "x", x);
    bc_svg_number(html, "y", y);
    bc_svg_number(html, "font-size", size);
    bc_html_text(html, text);
    bc_html_close(html);
}

static void circle(struct bc_html *html, const char *css, double x, double y,
                   double radius)
{
    bc_html_open(html, "circle", css);
    bc_svg_number(html, "cx", x);
    bc_svg_number(html, "cy", y);
    bc_svg_number(html, "r", radius);
    bc_html_close_empty(html);
}

double bc_symbol_outfall_radius(int stage, bool in_redline)
{
    if (stage == 8)
        return in_redline ? 2.6 : 1.9;
    return stage < 6 || in_redline ? 3.6 : 2.7;
}

void bc_symbol_outfall(struct bc_html *html, double x, double y, int stage,
                       bool in_redline, double size)
{
    double r = bc_symbol_outfall_radius(stage, in_redline) * size;
    struct bc_box box = {x - r, y - r, x + r, y + r};

    if (stage == 8) {
        circle(html, "o4", x, y, r);
        return;
    }
    bc_svg_box(html, stage < 6 ? "o1" : "o3", box);
    if (stage >= 3 && stage <= 5) {
        box.y0 = y;
        bc_svg_box(html, "o2", box);
    }
}

void bc_symbol_suspect(struct bc_html *html, double x, double y, bool closed,
                       bool outside, double size)
{
    double r = 5 * size;
    struct bc_text d = {0};

    bc_text_add(&d, "M");
    bc_text_add_real(&d, x, 1);
    bc_text_add(&d, " ");
    bc_text_add_real(&d, y - r, 1);
    for (int i = 0; i < 3; i++) {
        static const int to[3][2] = {{1, 1}, {-1, 1}, {-1, -1}};

        bc_text_add(&d, "l");
        bc_text_add_real(&d, to[i][0] * r, 1);
        bc_text_add(&d, " ");
        bc_text_add_real(&d, to[i][1] * r, 1);
    }
    bc_text_add(&d, "z");
    bc_svg_path(html,
                closed    ? "sp0"
                : outside ? "sp spo"
                          : "sp",
                bc_text_string(&d));
    bc_text_clear(&d);
}

void bc_symbol_dot(struct bc_html *html, double x, double y, int class_no,
                   double size)
{
    char css[] = "sc c0";

    css[4] = (char)('0' + class_no);
    circle(html, css, x, y, 4.5 * size);
}

void bc_symbol_section(struct bc_html *html, double x, double y, int class_no,
                       double size)
{
    char css[] = "sc c0";
    const char *numeral = class_no ? bc_class_name(class_no) : "–";
    double font = (class_no == 0 || class_no == 6 ? 8 : 10.5) * size;

    css[4] = (char)('0' + class_no);
    circle(html, css, x, y, BC_SECTION_RADIUS * size);
    bc_svg_text(html, "cl", x, y + 0.35 * font, font, numeral);
}
