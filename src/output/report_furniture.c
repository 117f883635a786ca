/* SPDX-License-Identifier: MIT */
#include "output/report_furniture.h"

#include <math.h>

#include "base/language.h"
#include "output/report_symbol.h"
#include "output/report_words.h"

#define TITLE 18.0  /* of the locator's box, for its line of text */
#define MAX_NAMED 8 /* more basins have no names in the locator */

/* Scale bar. */

struct bc_scale bc_scale_of(double metres_a_unit)
{
    /* the longest round length that makes at most 90 units */
    double most_km = 90 * metres_a_unit / 1000;
    double power = pow(10, floor(log10(most_km)));
    double step = most_km / power >= 5 ? 5 : most_km / power >= 2 ? 2 : 1;
    struct bc_scale scale = {.segment_km = step * power};

    scale.segment = scale.segment_km * 1000 / metres_a_unit;
    return scale;
}

static void write_segment(struct bc_canvas *canvas, const char *css, double x,
                          double y, double width, double height)
{
    bc_canvas_box(canvas, css, (struct bc_box){x, y - height, x + width, y});
}

static void write_length(struct bc_canvas *canvas, double x, double y,
                         double size, double km, bool last)
{
    struct bc_text text = {0};

    bc_text_add_real(&text, km, 3);
    if (last)
        bc_text_add(&text, " km");
    bc_canvas_text(canvas, km > 0 ? "m" : NULL, x, y, size,
                   bc_text_string(&text));
    bc_text_clear(&text);
}

void bc_scale_write(struct bc_canvas *canvas, struct bc_scale scale, double x,
                    double y, double size, bool single)
{
    double height = 4 * size, font = 10.5 * size, foot = y - height - 4 * size;

    write_segment(canvas, "b0", x, y, scale.segment, height);
    write_length(canvas, x, foot, font, 0, false);
    write_length(canvas, x + scale.segment, foot, font, scale.segment_km,
                 single);
    if (single)
        return;
    write_segment(canvas, "b1", x + scale.segment, y, scale.segment, height);
    write_length(canvas, x + 2 * scale.segment, foot, font,
                 2 * scale.segment_km, true);
}

/* North arrow, pointed at x, y. */

static void write_north(struct bc_canvas *canvas, double x, double y,
                        double size)
{
    static const int half[2][6] = {{6, 22, -6, -5, 0, 0},
                                   {-6, 22, 6, -5, 0, 0}};
    static const char *const css[] = {"b0", "b1"};

    for (int side = 0; side < 2; side++) {
        struct bc_text d = {0};

        bc_text_add(&d, "M");
        bc_text_add_real(&d, x, 1);
        bc_text_add(&d, " ");
        bc_text_add_real(&d, y, 1);
        for (int i = 0; i < 4; i += 2) {
            bc_text_add(&d, "l");
            bc_text_add_real(&d, half[side][i] * size, 1);
            bc_text_add(&d, " ");
            bc_text_add_real(&d, half[side][i + 1] * size, 1);
        }
        bc_text_add(&d, "z");
        bc_canvas_path(canvas, css[side], bc_text_string(&d));
        bc_text_clear(&d);
    }
    bc_canvas_text(canvas, "m", x, y + 35 * size, 11 * size,
                   bc_in_report("北"));
}

/* Locator. */

bool bc_locator_is_useful(const struct bc_outcome *outcome)
{
    return outcome->basins && outcome->basins->n_features > 1;
}

static void widen(double bounds[4], const double other[4])
{
    bounds[0] = fmin(bounds[0], other[0]);
    bounds[1] = fmin(bounds[1], other[1]);
    bounds[2] = fmax(bounds[2], other[2]);
    bounds[3] = fmax(bounds[3], other[3]);
}

void bc_basins_bounds(const struct bc_outcome *outcome, double all[4])
{
    double bounds[4];

    all[0] = all[1] = INFINITY;
    all[2] = all[3] = -INFINITY;
    for (size_t i = 0; outcome->basins && i < outcome->basins->n_features; i++)
        if (bc_shapes_bounds(&outcome->basins->shapes, i, bounds))
            widen(all, bounds);
    if (isinf(all[0]))
        all[0] = all[1] = 0, all[2] = all[3] = 1;
}

struct bc_view bc_locator_view(const struct bc_outcome *outcome)
{
    double all[4], height = BC_LOCATOR_HEIGHT - TITLE;

    bc_basins_bounds(outcome, all);
    struct bc_view view =
        bc_view_fit(all, BC_LOCATOR_WIDTH, height, height, 9, 0);

    view.origin_y += TITLE;
    view.frame = (struct bc_box){0, TITLE, BC_LOCATOR_WIDTH, BC_LOCATOR_HEIGHT};
    return view;
}

static void add_shape(const struct bc_view *view, struct bc_text *d,
                      const struct bc_shapes *shapes, size_t feature, bool area)
{
    struct bc_trace trace = {0};

    (area ? bc_view_trace_area : bc_view_trace_line)(view, shapes, feature,
                                                     &trace);
    bc_trace_path(&trace, area, d);
    bc_trace_clear(&trace);
}

/** Names stand beside the basins, not on them. */
static void block_basins(const struct bc_map_base *base,
                         struct bc_label_sheet *sheet)
{
    const struct bc_layer *basins = base->data->outcome->basins;
    const double step = 4;

    for (size_t i = 0; i < basins->n_features; i++) {
        struct bc_trace trace = {0};

        bc_view_trace_area(&base->locator, &basins->shapes, i, &trace);
        for (double y = TITLE; y < BC_LOCATOR_HEIGHT; y += step)
            for (double x = 0; x < BC_LOCATOR_WIDTH; x += step)
                if (bc_trace_covers(&trace, x, y))
                    bc_label_obstacle(
                        sheet, (struct bc_box){x - 1, y - 1, x + 1, y + 1});
        bc_trace_clear(&trace);
    }
}

static void write_name(const struct bc_map_base *base, size_t basin,
                       struct bc_label_sheet *sheet, struct bc_canvas *canvas)
{
    const struct bc_layer *basins = base->data->outcome->basins;
    double bounds[4], x, y;
    struct bc_text name = {0}, cut = {0};
    struct bc_label label = {0};

    if (!bc_shapes_bounds(&basins->shapes, basin, bounds))
        return;
    bc_words_short_name(&name, bc_row_name(basins, basin));
    bc_words_cut(&cut, bc_text_string(&name), 7);
    bc_view_point(&base->locator, (bounds[0] + bounds[2]) / 2,
                  (bounds[1] + bounds[3]) / 2, &x, &y);
    if (bc_label_place_near(sheet, x, y,
                            bc_label_width(bc_text_string(&cut), 9), 11, 60,
                            &label))
        bc_canvas_text(canvas, "m", (label.box.x0 + label.box.x1) / 2,
                       label.box.y1 - 2.4, 9, bc_text_string(&cut));
    bc_text_clear(&name);
    bc_text_clear(&cut);
}

static double box_size(const struct bc_shapes *shapes, size_t feature)
{
    double bounds[4] = {0};

    bc_shapes_bounds(shapes, feature, bounds);
    return (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]);
}

/** The small basins first: they have least choice of where to stand. */
static void write_names(const struct bc_map_base *base,
                        struct bc_canvas *canvas)
{
    const struct bc_layer *basins = base->data->outcome->basins;
    struct bc_label_sheet *sheet = bc_label_sheet_new(base->locator.frame);
    bool done[MAX_NAMED] = {false};

    block_basins(base, sheet);
    for (size_t turn = 0; turn < basins->n_features; turn++) {
        size_t next = BC_NO_ROW;

        for (size_t i = 0; i < basins->n_features; i++)
            if (!done[i] &&
                (next == BC_NO_ROW || box_size(&basins->shapes, i) <
                                          box_size(&basins->shapes, next)))
                next = i;
        done[next] = true;
        write_name(base, next, sheet, canvas);
    }
    bc_label_sheet_free(sheet);
}

static void write_locator_ground(const struct bc_map_base *base,
                                 struct bc_canvas *canvas)
{
    const struct bc_outcome *outcome = base->data->outcome;
    const struct bc_layer *rivers = outcome->rivers;
    struct bc_text d = {0};

    bc_canvas_box(canvas, "lbg",
                  (struct bc_box){0, 0, BC_LOCATOR_WIDTH, BC_LOCATOR_HEIGHT});
    /* one path each: every map draws them again */
    for (size_t i = 0; rivers && i < rivers->n_features; i++)
        if (base->river[i] == BC_LARGE_RIVER)
            add_shape(&base->locator, &d, &rivers->shapes, i, false);
    if (d.length > 0)
        bc_canvas_path(canvas, "lr", d.data);
    bc_text_clear(&d);
    for (size_t i = 0; i < outcome->basins->n_features; i++)
        add_shape(&base->locator, &d, &outcome->basins->shapes, i, true);
    bc_canvas_path(canvas, "l0", bc_text_string(&d));
    bc_text_clear(&d);
}

static bool has_names(const struct bc_map_base *base)
{
    return base->data->outcome->basins->n_features <= MAX_NAMED;
}

void bc_locator_defs(const struct bc_map_base *base, struct bc_html *html)
{
    struct bc_canvas canvas = bc_canvas_of_html(html);

    if (!bc_locator_is_useful(base->data->outcome))
        return;
    bc_html_open(html, "g", NULL);
    bc_html_attr(html, "id", "loc");
    write_locator_ground(base, &canvas);
    bc_html_close(html);
    if (has_names(base)) {
        bc_html_open(html, "g", NULL);
        bc_html_attr(html, "id", "locn");
        write_names(base, &canvas);
        bc_html_close(html);
    }
}

static void write_use(struct bc_html *html, const char *href, const char *css)
{
    bc_html_open(html, "use", css);
    bc_html_attr(html, "href", href);
    bc_html_close_empty(html);
}

/** A page holds ground and names once (bc_locator_defs), a picture draws
 * them. */
static void write_locator(const struct bc_map_base *base, size_t basin,
                          struct bc_box box, struct bc_canvas *canvas)
{
    const struct bc_layer *basins = base->data->outcome->basins;
    struct bc_text d = {0};

    bc_canvas_moved_group(canvas, "loc", box.x0, box.y0);
    if (canvas->html)
        write_use(canvas->html, "#loc", NULL);
    else
        write_locator_ground(base, canvas);
    add_shape(&base->locator, &d, &basins->shapes, basin, true);
    bc_canvas_path(canvas, "l1", bc_text_string(&d));
    bc_text_clear(&d);
    if (has_names(base) && canvas->html) {
        write_use(canvas->html, "#locn", "ln");
    } else if (has_names(base)) {
        bc_canvas_group(canvas, "ln");
        write_names(base, canvas);
        bc_canvas_end(canvas);
    }
    bc_canvas_text(canvas, NULL, 7, 13, 10, bc_in_report("本流域的位置"));
    bc_canvas_end(canvas);
}

/* All of it. */

/** The phone's bar keeps its length, since it measures; its texts grow. */
static struct bc_box bar_on_phone(const struct bc_furniture *furniture)
{
    struct bc_box box = furniture->bar;

    box.y0 -= 14;
    box.x1 += 60;
    return box;
}

/** The arrow grows away from the corner that it stands in. */
static struct bc_box north_box(const struct bc_furniture *furniture,
                               double size)
{
    struct bc_box box = furniture->north;

    if (box.x0 > 360)
        box.x0 = box.x1 - (box.x1 - box.x0) * size;
    else
        box.x1 = box.x0 + (box.x1 - box.x0) * size;
    if (box.y0 > 200)
        box.y0 = box.y1 - (box.y1 - box.y0) * size;
    else
        box.y1 = box.y0 + (box.y1 - box.y0) * size;
    return box;
}

void bc_furniture_block(const struct bc_furniture *furniture, double size,
                        bool phone, struct bc_label_sheet *sheet)
{
    bc_label_obstacle(sheet, phone ? bar_on_phone(furniture) : furniture->bar);
    bc_label_obstacle(sheet, north_box(furniture, size));
    if (furniture->has_locator && !phone)
        bc_label_obstacle(sheet, furniture->locator);
}

void bc_furniture_write(const struct bc_map_base *base, size_t basin,
                        const struct bc_furniture *furniture, bool phone,
                        struct bc_canvas *canvas)
{
    double size = phone ? 1.95 : 1;
    struct bc_box north = north_box(furniture, size);

    bc_canvas_group(canvas, "sb");
    bc_scale_write(canvas, furniture->scale, furniture->bar.x0 + 4,
                   furniture->bar.y1 - 4, size, false);
    write_north(canvas, (north.x0 + north.x1) / 2, north.y0 + 5, size);
    bc_canvas_end(canvas);
    if (furniture->has_locator && !phone)
        write_locator(base, basin, furniture->locator, canvas);
}
