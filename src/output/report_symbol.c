/* SPDX-License-Identifier: MIT */
#include "output/report_symbol.h"

#include <math.h>
#include <string.h>

#include "output/report_words.h"

double bc_symbol_outfall_radius(int stage, bool in_redline)
{
    if (stage == 8)
        return in_redline ? 2.6 : 1.9;
    return stage < 6 || in_redline ? 3.6 : 2.7;
}

void bc_symbol_outfall(struct bc_canvas *canvas, double x, double y, int stage,
                       bool in_redline, double size)
{
    double r = bc_symbol_outfall_radius(stage, in_redline) * size;
    struct bc_box box = {x - r, y - r, x + r, y + r};

    if (stage == 8) {
        bc_canvas_circle(canvas, "o4", x, y, r);
        return;
    }
    bc_canvas_box(canvas, stage < 6 ? "o1" : "o3", box);
    if (stage >= 3 && stage <= 5) {
        box.y0 = y;
        bc_canvas_box(canvas, "o2", box);
    }
}

void bc_symbol_suspect(struct bc_canvas *canvas, double x, double y,
                       bool closed, bool outside, double size)
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
    bc_canvas_path(canvas,
                   closed    ? "sp0"
                   : outside ? "sp spo"
                             : "sp",
                   bc_text_string(&d));
    bc_text_clear(&d);
}

void bc_symbol_dot(struct bc_canvas *canvas, double x, double y, int class_no,
                   double size)
{
    char css[] = "sc c0";

    css[4] = (char)('0' + class_no);
    bc_canvas_circle(canvas, css, x, y, 4.5 * size);
}

void bc_symbol_section(struct bc_canvas *canvas, double x, double y,
                       int class_no, double size)
{
    char css[] = "sc c0";
    const char *numeral = class_no ? bc_words_class(class_no) : "–";
    double font = (class_no == 0 || class_no == 6 ? 8 : 10.5) * size;

    css[4] = (char)('0' + class_no);
    bc_canvas_circle(canvas, css, x, y, BC_SECTION_RADIUS * size);
    bc_canvas_text(canvas, "cl", x, y + 0.35 * font, font, numeral);
}
