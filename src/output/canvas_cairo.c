/* SPDX-License-Identifier: MIT */
#include "output/canvas_cairo.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <pango/pangocairo.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "base/memory.h"
#include "base/text.h"
#include "output/writers.h"

#define MAX_DEPTH 16
#define SLANT 12.0 /* degrees that names of water lean to the left */
#define HATCH 7.0  /* units between two lines */
#define HALF_HATCH                                                             \
    0.5 /* a tile of the page's pattern cuts its line in half                  \
         */
#define PI 3.14159265358979323846

struct bc_picture {
    struct bc_canvas canvas; /* first: a canvas is cast to its picture */
    cairo_t *cairo;
    struct bc_css *looks;
    PangoLayout *layout;
    const char *group[MAX_DEPTH]; /* classes, outermost first */
    size_t depth;
};

static struct bc_picture *picture_of(struct bc_canvas *canvas)
{
    return (struct bc_picture *)canvas;
}

static struct bc_paint look_of(struct bc_picture *picture, const char *element,
                               const char *css)
{
    return bc_css_paint(picture->looks, picture->group, picture->depth, element,
                        css);
}

/* ---- groups ---- */

static void open_group(struct bc_canvas *canvas, const char *css)
{
    struct bc_picture *picture = picture_of(canvas);

    cairo_save(picture->cairo);
    assert(picture->depth < MAX_DEPTH);
    picture->group[picture->depth++] = css;
}

static void open_moved_group(struct bc_canvas *canvas, const char *css,
                             double dx, double dy)
{
    open_group(canvas, css);
    cairo_translate(picture_of(canvas)->cairo, dx, dy);
}

static void open_window(struct bc_canvas *canvas, struct bc_box box)
{
    cairo_t *cairo = picture_of(canvas)->cairo;

    open_group(canvas, NULL);
    cairo_rectangle(cairo, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
    cairo_clip(cairo);
}

static void open_thing(struct bc_canvas *canvas, const char *key,
                       const char *title)
{
    (void)key, (void)title;
    open_group(canvas, NULL);
}

static void close_group(struct bc_canvas *canvas)
{
    struct bc_picture *picture = picture_of(canvas);

    picture->depth--;
    cairo_restore(picture->cairo);
}

/* ---- shapes ---- */

static void set_colour(cairo_t *cairo, const struct bc_colour *colour)
{
    cairo_set_source_rgba(cairo, colour->red, colour->green, colour->blue,
                          colour->alpha);
}

/** Lines at 45 degrees over what the path holds, at the same places for all
 * shapes, as a pattern of the page has them. */
static void fill_hatch(struct bc_picture *picture, const char *name)
{
    cairo_t *cairo = picture->cairo;
    struct bc_text css = {0};
    double x0, y0, x1, y1;

    bc_text_printf(&css, "%sch", name); /* url(#hat): the line is .hatch */
    struct bc_paint line = look_of(picture, "path", bc_text_string(&css));

    bc_text_clear(&css);
    cairo_save(cairo);
    cairo_clip_preserve(cairo);
    cairo_path_t *outline = cairo_copy_path(cairo);

    cairo_path_extents(cairo, &x0, &y0, &x1, &y1);
    cairo_new_path(cairo);
    double step = HATCH * sqrt(2); /* along the upper edge */
    double shift = HALF_HATCH * line.width / 2 * sqrt(2);

    for (double at = floor((x0 + y0) / step); at * step < x1 + y1; at++) {
        double sum = at * step + shift;

        cairo_move_to(cairo, sum - y0, y0);
        cairo_line_to(cairo, sum - y1, y1);
    }
    set_colour(cairo, &line.stroke);
    cairo_set_line_width(cairo, HALF_HATCH * line.width);
    cairo_stroke(cairo);
    cairo_restore(cairo);
    cairo_new_path(cairo);
    cairo_append_path(cairo, outline);
    cairo_path_destroy(outline);
}

static void set_pen(cairo_t *cairo, const struct bc_paint *look)
{
    static const cairo_line_cap_t caps[] = {
        CAIRO_LINE_CAP_BUTT, CAIRO_LINE_CAP_SQUARE, CAIRO_LINE_CAP_ROUND};

    set_colour(cairo, &look->stroke);
    cairo_set_line_width(cairo, look->width);
    cairo_set_dash(cairo, look->dash, (int)look->n_dash, 0);
    cairo_set_line_cap(cairo, caps[look->cap]);
    cairo_set_line_join(cairo, look->round_join ? CAIRO_LINE_JOIN_ROUND
                                                : CAIRO_LINE_JOIN_MITER);
}

/** Fills and strokes the path that stands. */
static void paint(struct bc_picture *picture, const char *element,
                  const char *css)
{
    struct bc_paint look = look_of(picture, element, css);
    cairo_t *cairo = picture->cairo;

    cairo_set_fill_rule(cairo, look.even_odd ? CAIRO_FILL_RULE_EVEN_ODD
                                             : CAIRO_FILL_RULE_WINDING);
    if (look.hatch)
        fill_hatch(picture, look.hatch);
    if (look.has_fill) {
        set_colour(cairo, &look.fill);
        cairo_fill_preserve(cairo);
    }
    if (look.has_stroke) {
        set_pen(cairo, &look);
        cairo_stroke_preserve(cairo);
    }
    cairo_new_path(cairo);
}

static void draw_box(struct bc_canvas *canvas, const char *css,
                     struct bc_box box)
{
    cairo_rectangle(picture_of(canvas)->cairo, box.x0, box.y0, box.x1 - box.x0,
                    box.y1 - box.y0);
    paint(picture_of(canvas), "rect", css);
}

static void draw_circle(struct bc_canvas *canvas, const char *css, double x,
                        double y, double radius)
{
    cairo_t *cairo = picture_of(canvas)->cairo;

    cairo_new_sub_path(cairo);
    cairo_arc(cairo, x, y, radius, 0, 2 * PI);
    cairo_close_path(cairo);
    paint(picture_of(canvas), "circle", css);
}

/** The next number of a path; false before a letter and at the end. */
static bool next_number(const char **d, double *value)
{
    char *end;

    *d += strspn(*d, " ,\t\n");
    *value = g_ascii_strtod(*d, &end);
    if (end == *d)
        return false;
    *d = end;
    return true;
}

/** One step; @p letter as SVG has it, small letters from where the pen is. */
static void step(cairo_t *cairo, char letter, double first, const char **d)
{
    bool relative = letter >= 'a';
    double x = 0, y = 0, second = 0;

    if (cairo_has_current_point(cairo))
        cairo_get_current_point(cairo, &x, &y);
    if (letter == 'h') {
        cairo_line_to(cairo, first + x, y);
        return;
    }
    next_number(d, &second);
    first += relative ? x : 0;
    second += relative ? y : 0;
    if (letter == 'M' || letter == 'm')
        cairo_move_to(cairo, first, second);
    else
        cairo_line_to(cairo, first, second);
}

static void draw_path(struct bc_canvas *canvas, const char *css, const char *d)
{
    cairo_t *cairo = picture_of(canvas)->cairo;
    char letter = 'M';
    double first;

    while (*d) {
        if (next_number(&d, &first)) {
            step(cairo, letter, first, &d);
            if (letter == 'M' || letter == 'm')
                letter = letter == 'M' ? 'L' : 'l';
        } else if (*d) {
            letter = *d++;
            if (letter == 'z')
                cairo_close_path(cairo);
        }
    }
    paint(picture_of(canvas), "path", css);
}

/* ---- texts ---- */

static void set_font(struct bc_picture *picture, const struct bc_paint *look,
                     double size)
{
    PangoFontDescription *font = pango_font_description_new();

    pango_font_description_set_family(font,
                                      look->family ? look->family : "sans");
    pango_font_description_set_weight(font, (PangoWeight)look->weight);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(picture->layout, font);
    pango_font_description_free(font);
}

static double layout_width(struct bc_picture *picture)
{
    PangoRectangle box;

    pango_layout_get_extents(picture->layout, NULL, &box);
    return (double)box.width / PANGO_SCALE;
}

/** The layout with its first line's foot at the origin. */
static void show_layout(struct bc_picture *picture, const struct bc_paint *look)
{
    cairo_t *cairo = picture->cairo;
    double foot =
        (double)pango_layout_get_baseline(picture->layout) / PANGO_SCALE;

    if (look->has_stroke && look->halo) {
        cairo_move_to(cairo, 0, -foot);
        pango_cairo_layout_path(cairo, picture->layout);
        set_pen(cairo, look);
        cairo_stroke(cairo);
    }
    cairo_move_to(cairo, 0, -foot);
    set_colour(cairo, &look->fill);
    pango_cairo_show_layout(cairo, picture->layout);
    cairo_new_path(cairo);
}

/** What stands in the layout is what a reader sees, as in the report. */
static void set_text(struct bc_picture *picture, const char *text)
{
    struct bc_text safe = {0};

    bc_text_add_visible(&safe, text);
    pango_layout_set_text(picture->layout, bc_text_string(&safe), -1);
    bc_text_clear(&safe);
}

static void draw_text(struct bc_canvas *canvas, const char *css, double x,
                      double y, double size, bool slanted, const char *text)
{
    struct bc_picture *picture = picture_of(canvas);
    struct bc_paint look = look_of(picture, "text", css);
    cairo_matrix_t lean = {1, 0, tan(SLANT * PI / 180), 1, 0, 0};

    set_font(picture, &look, size);
    set_text(picture, text);
    cairo_save(picture->cairo);
    cairo_translate(picture->cairo, x, y);
    if (slanted)
        cairo_transform(picture->cairo, &lean);
    if (look.centred)
        cairo_translate(picture->cairo, -layout_width(picture) / 2, 0);
    show_layout(picture, &look);
    cairo_restore(picture->cairo);
}

static void draw_numbered(struct bc_canvas *canvas, double x, double y,
                          double size, const char *number, const char *text)
{
    struct bc_picture *picture = picture_of(canvas);
    struct bc_paint look = look_of(picture, "text", NULL);
    struct bc_paint heavy = look_of(picture, "tspan", NULL);
    struct bc_text whole = {0};
    PangoAttrList *attributes = pango_attr_list_new();
    PangoAttribute *bold = pango_attr_weight_new((PangoWeight)heavy.weight);

    bc_text_add(&whole, number);
    bold->end_index = (guint)whole.length;
    if (text)
        bc_text_printf(&whole, "%s%s", whole.length ? " " : "", text);
    set_font(picture, &look, size);
    pango_attr_list_insert(attributes, bold);
    set_text(picture, bc_text_string(&whole));
    pango_layout_set_attributes(picture->layout, attributes);
    cairo_save(picture->cairo);
    cairo_translate(picture->cairo, x, y);
    show_layout(picture, &look);
    cairo_restore(picture->cairo);
    pango_layout_set_attributes(picture->layout, NULL);
    pango_attr_list_unref(attributes);
    bc_text_clear(&whole);
}

void bc_picture_scale(struct bc_picture *picture, double factor)
{
    cairo_scale(picture->cairo, factor, factor);
}

double bc_picture_width(struct bc_picture *picture, const char *css,
                        double size, const char *text)
{
    struct bc_paint look = look_of(picture, "text", css);

    set_font(picture, &look, size);
    set_text(picture, text);
    return layout_width(picture);
}

double bc_picture_paragraph(struct bc_picture *picture, const char *css,
                            double x, double y, double width, double most,
                            double size, const char *text)
{
    struct bc_paint look = look_of(picture, "text", css);
    PangoLayout *layout = picture->layout;
    PangoRectangle box;

    set_font(picture, &look, size);
    set_text(picture, text);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_height(layout, (int)(most * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_line_spacing(layout, 1.15F);
    pango_layout_get_extents(layout, NULL, &box);
    cairo_move_to(picture->cairo, x, y);
    set_colour(picture->cairo, &look.fill);
    pango_cairo_show_layout(picture->cairo, layout);
    cairo_new_path(picture->cairo);
    pango_layout_set_width(layout, -1);
    pango_layout_set_height(layout, -1);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_NONE);
    pango_layout_set_line_spacing(layout, 0);
    return (double)box.height / PANGO_SCALE;
}

/* ---- the picture ---- */

/** Glyphs stand where the numbers say, whatever the size of a pixel. */
static void steady(PangoContext *context)
{
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, 96);
    pango_context_set_language(context, pango_language_from_string("zh-cn"));
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_destroy(options);
}

struct bc_picture *bc_picture_new(cairo_t *cairo, struct bc_css *looks)
{
    static const struct bc_canvas_kind kind = {
        open_group, open_moved_group, open_window, open_thing, close_group,
        draw_box,   draw_circle,      draw_path,   draw_text,  draw_numbered};
    struct bc_picture *picture = bc_alloc(1, sizeof *picture);

    picture->canvas.kind = &kind;
    picture->cairo = cairo;
    picture->looks = looks;
    picture->layout = pango_cairo_create_layout(cairo);
    steady(pango_layout_get_context(picture->layout));
    return picture;
}

void bc_picture_free(struct bc_picture *picture)
{
    if (!picture)
        return;
    g_object_unref(picture->layout);
    free(picture);
}

struct bc_canvas *bc_picture_canvas(struct bc_picture *picture)
{
    return &picture->canvas;
}

bool bc_picture_font(struct bc_text *name)
{
    PangoContext *context =
        pango_font_map_create_context(pango_cairo_font_map_get_default());
    PangoFontDescription *font = pango_font_description_from_string("sans");
    PangoFontset *set = pango_context_load_fontset(
        context, font, pango_language_from_string("zh-cn"));
    PangoFont *found =
        set ? pango_fontset_get_font(set, 0x6d41) : NULL; /* 流 */
    bool has = found && pango_font_has_char(found, 0x6d41);

    if (has && name) {
        PangoFontDescription *that = pango_font_describe(found);

        bc_text_add(name, pango_font_description_get_family(that));
        pango_font_description_free(that);
    }
    if (found)
        g_object_unref(found);
    if (set)
        g_object_unref(set);
    pango_font_description_free(font);
    g_object_unref(context);
    return has;
}

#ifdef __SANITIZE_ADDRESS__
/* What fontconfig keeps until the process ends, and a block a font that Cairo
 * 1.16 loses in a PDF, are not ours to free. */
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:libcairo\n";
}
const char *__lsan_default_options(void)
{
    return "print_suppressions=0";
}
#endif
