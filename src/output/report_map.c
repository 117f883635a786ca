/* SPDX-License-Identifier: MIT */
#include "output/report_map.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "output/label.h"
#include "output/report_furniture.h"
#include "output/report_symbol.h"
#include "output/report_words.h"
#include "water/item.h"

#define WIDTH 720.0
#define PAD 26.0
#define ZOOM 2.35
#define INSET_WIDTH 330.0
#define INSET_HEIGHT 264.0
#define EDGE 9.0         /* of the window, kept free of symbols */
#define PHONE 1.95       /* size of the phone's labels */
#define PHONE_SMALL 1.35 /* of its outfalls */
#define MAX_NAMES 7      /* of rivers on one map */

enum spot_kind { SECTION, OUTFALL, SUSPECT };

/** A symbol with its number. */
struct spot {
    enum spot_kind kind;
    size_t row, number;
    double x, y;  /* in the whole map */
    bool open;    /* is to be acted on */
    bool in_hole; /* drawn in the inset */
    int stage;    /* of an outfall */
    bool in_redline;
};

/** A text that has its place. */
struct tag {
    const char *css; /* "oa" */
    bool slanted, boxed;
    double size;
    double x, y; /* of the symbol that it belongs to */
    struct bc_label label;
    char *number, *text;
};

struct map {
    const struct bc_map_base *base;
    const struct bc_outcome *outcome;
    const struct bc_basin_data *basin;
    struct bc_html *html;
    struct bc_view view;
    struct bc_trace outline; /* of the basin */
    size_t n_spots;
    struct spot *spot;
    bool plain;
    bool has_hole;
    struct bc_box hole, inset;
    struct bc_furniture furniture;
};

/** One of the drawings of a map: the whole, its inset, or the phone's. */
struct scene {
    struct map *map;
    struct bc_view view;
    double size;  /* of labels and sections */
    double small; /* of outfalls */
    bool phone, inset;
    struct bc_label_sheet *sheet;
    size_t n_tags, room;
    struct tag *tag;
    size_t n_left_out;
    bool far; /* some label stands far from its symbol */
};

/* What all maps share. */

static enum bc_river_look look_of_river(const struct bc_layer *rivers,
                                        size_t row, size_t n_upstream)
{
    const char *kind = bc_row_text(rivers, "kind", row);

    if (strcmp(kind, "canal") == 0 || strcmp(kind, "渠") == 0 ||
        strcmp(kind, "渠道") == 0)
        return BC_CANAL;
    /* the stems to which a fifth of the network drains */
    return n_upstream >= 3 && 5 * n_upstream >= rivers->n_features
               ? BC_LARGE_RIVER
               : BC_SMALL_RIVER;
}

/** Where a line's last vertex lies. */
static bool river_end(const struct bc_shapes *shapes, size_t row, double *x,
                      double *y)
{
    size_t part = shapes->part_of[row + 1];

    if (part == shapes->part_of[row])
        return false;
    size_t end = shapes->vertex_of[shapes->ring_of[part]];

    *x = shapes->x[end - 1];
    *y = shapes->y[end - 1];
    return true;
}

static bool river_touches(const struct bc_shapes *shapes, size_t row, double x,
                          double y)
{
    size_t first = shapes->ring_of[shapes->part_of[row]];
    size_t end = shapes->ring_of[shapes->part_of[row + 1]];

    for (size_t i = shapes->vertex_of[first]; i < shapes->vertex_of[end]; i++)
        if (fabs(shapes->x[i] - x) < 1e-7 && fabs(shapes->y[i] - y) < 1e-7)
            return true;
    return false;
}

/** The river that a river flows into: lines run downstream and end on a vertex
 * of the next. */
static size_t next_river(const struct bc_layer *rivers, size_t row)
{
    double x = 0, y = 0;

    if (!river_end(&rivers->shapes, row, &x, &y))
        return BC_NO_ROW;
    for (size_t i = 0; i < rivers->n_features; i++)
        if (i != row && river_touches(&rivers->shapes, i, x, y))
            return i;
    return BC_NO_ROW;
}

static void rank_rivers(struct bc_map_base *base)
{
    const struct bc_layer *rivers = base->data->outcome->rivers;
    size_t n = rivers ? rivers->n_features : 0;
    size_t *next = bc_alloc(n, sizeof(*next));
    size_t *upstream = bc_alloc(n, sizeof(*upstream));
    /* a province's network needs no ranks: each map shows a few lines of it */
    bool small = n < 500;

    for (size_t i = 0; i < n; i++)
        next[i] = small ? next_river(rivers, i) : BC_NO_ROW;
    for (size_t i = 0; i < n; i++) {
        size_t steps = 0; /* a ring of rivers must not hold us */

        for (size_t at = next[i]; at != BC_NO_ROW && steps < n;
             at = next[at], steps++)
            upstream[at]++;
    }
    base->river = bc_alloc(n, sizeof(*base->river));
    for (size_t i = 0; i < n; i++)
        base->river[i] = look_of_river(rivers, i, upstream[i]);
    free(next);
    free(upstream);
}

void bc_map_base_init(struct bc_map_base *base,
                      const struct bc_report_data *data)
{
    *base = (struct bc_map_base){.data = data};
    rank_rivers(base);
    base->locator = bc_locator_view(data->outcome);
}

void bc_map_base_clear(struct bc_map_base *base)
{
    free(base->river);
    *base = (struct bc_map_base){0};
}

void bc_map_write_defs(const struct bc_map_base *base, struct bc_html *html)
{
    bc_html_open(html, "pattern", NULL);
    bc_html_attr(html, "id", "hat");
    bc_html_attr(html, "width", "7");
    bc_html_attr(html, "height", "7");
    bc_html_attr(html, "patternUnits", "userSpaceOnUse");
    bc_html_attr(html, "patternTransform", "rotate(45)");
    bc_svg_path(html, "hatch", "M0 0V7");
    bc_html_close(html);
    bc_locator_defs(base, html);
}

/* The spots. */

static void point_of(const struct bc_layer *layer, size_t row, double *lon,
                     double *lat)
{
    double bounds[4];

    *lon = *lat = NAN;
    if (layer->geometry == BC_GEOMETRY_POINT) {
        *lon = layer->x[row];
        *lat = layer->y[row];
    } else if (bc_shapes_bounds(&layer->shapes, row, bounds)) {
        *lon = (bounds[0] + bounds[2]) / 2;
        *lat = (bounds[1] + bounds[3]) / 2;
    }
}

static void add_spot(struct map *map, enum spot_kind kind,
                     const struct bc_layer *layer, size_t row, size_t number)
{
    struct spot *spot = &map->spot[map->n_spots];
    double lon, lat;

    point_of(layer, row, &lon, &lat);
    if (!isfinite(lon) || !isfinite(lat))
        return;
    *spot = (struct spot){.kind = kind, .row = row, .number = number};
    bc_view_point(&map->view, lon, lat, &spot->x, &spot->y);
    /* a section may belong to the basin and stand outside its map */
    if (!bc_box_has(map->view.frame, spot->x, spot->y))
        return;
    map->n_spots++;
}

static void add_spots(struct map *map)
{
    const struct bc_outcome *outcome = map->outcome;
    const struct bc_basin_data *basin = map->basin;
    size_t n = basin->n_sections + basin->n_outfalls + basin->n_suspects;

    map->n_spots = 0;
    free(map->spot);
    map->spot = bc_alloc(n, sizeof(*map->spot));
    for (size_t i = 0; i < basin->n_sections; i++)
        add_spot(map, SECTION, outcome->sections, basin->section[i], i + 1);
    for (size_t i = 0; i < basin->n_outfalls; i++)
        add_spot(map, OUTFALL, outcome->outfalls, basin->outfall[i], i + 1);
    for (size_t i = 0; i < basin->n_suspects; i++)
        add_spot(map, SUSPECT, outcome->suspects, basin->suspect[i], i + 1);
    for (size_t i = 0; i < map->n_spots; i++) {
        struct spot *spot = &map->spot[i];

        if (spot->kind != OUTFALL)
            continue;
        spot->stage = bc_outfall_stage(outcome->outfalls, spot->row);
        spot->open = spot->stage < 6;
        spot->in_redline = bc_is_covered(outcome->outfall_redlines, spot->row);
    }
}

static bool is_closed_suspect(const struct bc_outcome *outcome, size_t row)
{
    const char *status = bc_row_text(outcome->suspects, "status", row);

    return strcmp(status, "已销号") == 0 || strcmp(status, "不属实") == 0 ||
           strcmp(status, "合法") == 0;
}

static double radius_of(const struct scene *scene, const struct spot *spot)
{
    if (spot->kind == SECTION)
        return BC_SECTION_RADIUS * scene->size;
    if (spot->kind == SUSPECT)
        return BC_SUSPECT_RADIUS * scene->size;
    return bc_symbol_outfall_radius(spot->stage, spot->in_redline) *
           scene->small;
}

/** Is the spot drawn in this scene, and where? */
static bool place_of(const struct scene *scene, const struct spot *spot,
                     double *x, double *y)
{
    const struct map *map = scene->map;

    if (scene->inset != spot->in_hole && !scene->phone)
        return false;
    *x = spot->x;
    *y = spot->y;
    if (!scene->inset)
        return true;
    double factor = scene->view.scale_x / map->view.scale_x;

    *x = (spot->x - map->hole.x0) * factor + map->inset.x0;
    *y = (spot->y - map->hole.y0) * factor + map->inset.y0;
    return true;
}

/* The ground: basin, lakes, rivers, red lines, border. */

typedef void (*trace_function)(const struct bc_view *view,
                               const struct bc_shapes *shapes, size_t feature,
                               struct bc_trace *trace);

/** Every fourth unit of a line, so that labels keep off it. */
static void soften(struct bc_label_sheet *sheet, const struct bc_trace *trace)
{
    for (size_t p = 0; p < trace->n_pieces; p++) {
        double length = bc_trace_length(trace, p);

        for (double along = 0; along < length; along += 4) {
            double x = 0, y = 0;

            bc_trace_along(trace, p, along, &x, &y);
            bc_label_soft(sheet, x, y);
        }
    }
}

/** Is any of the feature's box inside the frame? */
static bool is_in_frame(const struct bc_view *view,
                        const struct bc_shapes *shapes, size_t feature)
{
    double bounds[4];
    struct bc_box box;

    if (!bc_shapes_bounds(shapes, feature, bounds))
        return false;
    bc_view_point(view, bounds[0], bounds[3], &box.x0, &box.y0);
    bc_view_point(view, bounds[2], bounds[1], &box.x1, &box.y1);
    /* a line due north has a box without width */
    box.x1 += 0.1;
    box.y1 += 0.1;
    return bc_box_meet(box, view->frame);
}

static void write_feature(const struct scene *scene,
                          const struct bc_shapes *shapes, size_t feature,
                          bool area, const char *css)
{
    struct bc_trace trace = {0};
    struct bc_text d = {0};

    if (!is_in_frame(&scene->view, shapes, feature))
        return;
    (area ? bc_view_trace_area : bc_view_trace_line)(&scene->view, shapes,
                                                     feature, &trace);
    bc_trace_path(&trace, area, &d);
    if (d.length > 0)
        bc_svg_path(scene->map->html, css, bc_text_string(&d));
    bc_text_clear(&d);
    bc_trace_clear(&trace);
}

static void write_areas(const struct scene *scene, const struct bc_layer *layer,
                        const char *css)
{
    for (size_t i = 0; layer && i < layer->n_features; i++)
        write_feature(scene, &layer->shapes, i, true, css);
}

static void write_rivers(const struct scene *scene)
{
    static const char *const css[] = {"r1", "r2", "r3"};
    const struct bc_map_base *base = scene->map->base;
    const struct bc_layer *rivers = scene->map->outcome->rivers;

    for (size_t i = 0; rivers && i < rivers->n_features; i++)
        write_feature(scene, &rivers->shapes, i, false, css[base->river[i]]);
}

static void write_use(struct bc_html *html, const char *id, const char *css)
{
    bc_html_open(html, "use", css);
    bc_html_attrf(html, "href", "#%s", id);
    bc_html_close_empty(html);
}

static void write_ground(const struct scene *scene, const char *outline_id)
{
    const struct map *map = scene->map;
    const struct bc_outcome *outcome = map->outcome;
    const struct bc_shapes *basins = &outcome->basins->shapes;

    bc_svg_box(map->html, "land", scene->view.frame);
    if (outline_id)
        write_use(map->html, outline_id, "bf");
    else
        write_feature(scene, basins, map->basin->basin, true, "bf");
    write_areas(scene, outcome->lakes, "lk");
    write_rivers(scene);
    write_areas(scene, outcome->redlines, "rl");
    if (outline_id) {
        write_use(map->html, outline_id, "bd0");
        write_use(map->html, outline_id, "bd");
    } else {
        write_feature(scene, basins, map->basin->basin, false, "bd0");
        write_feature(scene, basins, map->basin->basin, false, "bd");
    }
}

/* Placing the labels. */

static void soften_layer(struct scene *scene, const struct bc_layer *layer,
                         trace_function trace_of, size_t only)
{
    for (size_t i = 0; layer && i < layer->n_features; i++) {
        struct bc_trace trace = {0};

        if ((only != BC_NO_ROW && i != only) ||
            !is_in_frame(&scene->view, &layer->shapes, i))
            continue;
        trace_of(&scene->view, &layer->shapes, i, &trace);
        soften(scene->sheet, &trace);
        bc_trace_clear(&trace);
    }
}

static void block_symbols(struct scene *scene)
{
    const struct map *map = scene->map;

    for (size_t i = 0; i < map->n_spots; i++) {
        double x, y, r;

        if (!place_of(scene, &map->spot[i], &x, &y))
            continue;
        r = radius_of(scene, &map->spot[i]);
        bc_label_obstacle(scene->sheet,
                          (struct bc_box){x - r, y - r, x + r, y + r});
    }
}

static void block_furniture(struct scene *scene)
{
    const struct map *map = scene->map;

    if (scene->inset) {
        struct bc_box title = {map->inset.x0, map->inset.y0,
                               map->inset.x0 + 110, map->inset.y0 + 22};
        struct bc_box bar = {map->inset.x0, map->inset.y1 - 28,
                             map->inset.x0 + 120, map->inset.y1};

        bc_label_obstacle(scene->sheet, title);
        bc_label_obstacle(scene->sheet, bar);
        return;
    }
    bc_furniture_block(&map->furniture, scene->phone ? PHONE : 1, scene->phone,
                       scene->sheet);
    if (!scene->phone && map->has_hole) {
        bc_label_obstacle(scene->sheet, map->hole);
        bc_label_obstacle(scene->sheet, map->inset);
    }
}

static void prepare_sheet(struct scene *scene)
{
    const struct bc_outcome *outcome = scene->map->outcome;
    struct bc_box frame = scene->view.frame;

    frame.x0 += 3, frame.y0 += 3, frame.x1 -= 3, frame.y1 -= 3;
    scene->sheet = bc_label_sheet_new(frame);
    block_symbols(scene);
    block_furniture(scene);
    soften_layer(scene, outcome->rivers, bc_view_trace_line, BC_NO_ROW);
    soften_layer(scene, outcome->redlines, bc_view_trace_line, BC_NO_ROW);
    soften_layer(scene, outcome->basins, bc_view_trace_line,
                 scene->map->basin->basin);
}

static struct tag *new_tag(struct scene *scene, const char *css, double size,
                           const struct bc_label *label)
{
    scene->tag = bc_reserve(scene->tag, &scene->room, scene->n_tags + 1,
                            sizeof(*scene->tag));
    struct tag *tag = &scene->tag[scene->n_tags++];

    *tag = (struct tag){.css = css, .size = size, .label = *label};
    return tag;
}

static void tag_section(struct scene *scene, const struct spot *spot)
{
    const struct bc_layer *sections = scene->map->outcome->sections;
    double size = 12 * scene->size, x, y;
    struct bc_text name = {0}, number = {0};
    struct bc_label label = {0};

    if (!place_of(scene, spot, &x, &y))
        return;
    bc_words_first_name(&name, bc_row_name(sections, spot->row), 13);
    bc_text_printf(&number, "%zu", spot->number);
    double width = bc_label_width(bc_text_string(&number), size) +
                   bc_label_width(bc_text_string(&name), size) + 0.35 * size +
                   8 * scene->size;
    bool found =
        bc_label_place(scene->sheet, &bc_label_rings_section, x, y,
                       radius_of(scene, spot), width, 17 * scene->size, &label);

    if (!found) /* the number alone is better than nothing */
        found = bc_label_place(
            scene->sheet, &bc_label_rings_section, x, y, radius_of(scene, spot),
            bc_label_width(bc_text_string(&number), size) + 8 * scene->size,
            17 * scene->size, &label);
    if (found) {
        bool whole = label.box.x1 - label.box.x0 > width - 0.1;
        struct tag *tag = new_tag(scene, "sl", size, &label);

        tag->boxed = true;
        tag->x = x;
        tag->y = y;
        tag->number = bc_text_take(&number);
        if (whole)
            tag->text = bc_text_take(&name);
        scene->far |= label.offset > 18;
    }
    scene->n_left_out += !found;
    bc_text_clear(&name);
    bc_text_clear(&number);
}

static void tag_point(struct scene *scene, const struct spot *spot,
                      const char *css, double size, const char *text)
{
    struct bc_label label = {0};
    double x = 0, y = 0;

    if (!place_of(scene, spot, &x, &y))
        return;
    if (!bc_label_place(scene->sheet, &bc_label_rings_outfall, x, y,
                        radius_of(scene, spot), bc_label_width(text, size) + 1,
                        0.92 * size, &label)) {
        scene->n_left_out++;
        return;
    }
    struct tag *tag = new_tag(scene, css, size, &label);

    tag->x = x;
    tag->y = y;
    tag->text = bc_copy(text);
    scene->far |= label.offset > 18;
}

static void tag_outfall(struct scene *scene, const struct spot *spot)
{
    struct bc_text number = {0};

    if (scene->map->plain || (!spot->open && scene->phone))
        return;
    bc_text_printf(&number, "%zu", spot->number);
    if (spot->open)
        tag_point(scene, spot, "oa", scene->phone ? 17.85 : 10.5,
                  bc_text_string(&number));
    else
        tag_point(scene, spot, "ob", 9, bc_text_string(&number));
    bc_text_clear(&number);
}

static void tag_suspect(struct scene *scene, const struct spot *spot)
{
    if (!scene->phone)
        tag_point(scene, spot, "yn", 9.5,
                  bc_row_code(scene->map->outcome->suspects, spot->row));
}

/** 长江 is written 长 江: names of water are set wide. */
static void spaced_name(struct bc_text *out, const char *name)
{
    struct bc_text first = {0};
    size_t n = 0;

    bc_words_first_name(&first, name, 10);
    for (const char *at = bc_text_string(&first); bc_utf8_next(&at) != 0;)
        n++;
    const char *at = bc_text_string(&first);

    for (unsigned code; (code = bc_utf8_next(&at)) != 0;) {
        if (out->length > 0 && n <= 3)
            bc_text_add(out, " ");
        bc_utf8_append(out, code);
    }
    bc_text_clear(&first);
}

/** A place inside an area, near its middle. */
static bool inner_point(const struct bc_trace *trace, struct bc_box frame,
                        double *x, double *y)
{
    struct bc_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    double best = INFINITY;

    for (size_t i = 0; i < trace->n_points; i++) {
        box.x0 = fmin(box.x0, trace->x[i]);
        box.y0 = fmin(box.y0, trace->y[i]);
        box.x1 = fmax(box.x1, trace->x[i]);
        box.y1 = fmax(box.y1, trace->y[i]);
    }
    box.x0 = fmax(box.x0, frame.x0);
    box.y0 = fmax(box.y0, frame.y0);
    box.x1 = fmin(box.x1, frame.x1);
    box.y1 = fmin(box.y1, frame.y1);
    for (int row = 1; row < 16; row++)
        for (int column = 1; column < 16; column++) {
            double px = box.x0 + (box.x1 - box.x0) * column / 16;
            double py = box.y0 + (box.y1 - box.y0) * row / 16;
            double far = hypot(column - 8, row - 8);

            if (far < best && bc_trace_covers(trace, px, py)) {
                best = far;
                *x = px;
                *y = py;
            }
        }
    return !isinf(best);
}

/** A text about a point of an area: its middle, or @p above it. */
static void tag_area(struct scene *scene, const struct bc_layer *layer,
                     size_t row, const char *css, double size, double reach,
                     bool above, const char *text)
{
    struct bc_trace trace = {0};
    struct bc_label label = {0};
    double x = 0, y = 0;

    bc_view_trace_area(&scene->view, &layer->shapes, row, &trace);
    if (inner_point(&trace, scene->view.frame, &x, &y)) {
        for (size_t i = 0; above && i < trace.n_points; i++)
            if (trace.y[i] < y && fabs(trace.x[i] - x) < 40)
                y = trace.y[i];
        y = fmax(y - (above ? size : 0), scene->view.frame.y0 + size);
        if (bc_label_place_near(scene->sheet, x, y,
                                bc_label_width(text, size) + 4, 1.15 * size,
                                reach, &label)) {
            struct tag *tag = new_tag(scene, css, size, &label);

            tag->slanted = !above;
            tag->text = bc_copy(text);
        }
    }
    bc_trace_clear(&trace);
}

/** Small ponds are drawn but not named. */
static bool is_large_enough(const struct scene *scene,
                            const struct bc_shapes *shapes, size_t feature)
{
    double bounds[4];

    if (!is_in_frame(&scene->view, shapes, feature) ||
        !bc_shapes_bounds(shapes, feature, bounds))
        return false;
    return (bounds[2] - bounds[0]) * scene->view.scale_x > 14 ||
           (bounds[3] - bounds[1]) * scene->view.scale_y > 14;
}

/** An area is named once: in the inset when its middle lies in the window. */
static bool is_named_here(const struct scene *scene,
                          const struct bc_shapes *shapes, size_t feature)
{
    const struct map *map = scene->map;
    double bounds[4], x, y;

    if (!is_large_enough(scene, shapes, feature))
        return false;
    if (!map->has_hole || scene->phone ||
        !bc_shapes_bounds(shapes, feature, bounds))
        return true;
    bc_view_point(&map->view, (bounds[0] + bounds[2]) / 2,
                  (bounds[1] + bounds[3]) / 2, &x, &y);
    return bc_box_has(map->hole, x, y) == scene->inset;
}

/** Has the red line a part in this basin? Others are drawn without a name. */
static bool is_redline_here(const struct map *map, size_t redline)
{
    const struct bc_basin_data *basin = map->basin;

    for (size_t i = 0; i < basin->n_pieces; i++)
        if (map->outcome->overlay->polygon[basin->piece[i]] == redline)
            return true;
    return false;
}

static void tag_lakes(struct scene *scene)
{
    const struct bc_layer *lakes = scene->map->outcome->lakes;

    for (size_t i = 0; lakes && i < lakes->n_features; i++) {
        struct bc_text name = {0};

        if (!is_named_here(scene, &lakes->shapes, i))
            continue;
        spaced_name(&name, bc_row_name(lakes, i));
        tag_area(scene, lakes, i, "wn", scene->phone ? 27 : 15, 90, false,
                 bc_text_string(&name));
        bc_text_clear(&name);
    }
}

static void tag_redlines(struct scene *scene)
{
    const struct bc_layer *redlines = scene->map->outcome->redlines;

    for (size_t i = 0; redlines && i < redlines->n_features; i++) {
        struct bc_text text = {0};

        if (!is_redline_here(scene->map, i) ||
            !is_named_here(scene, &redlines->shapes, i))
            continue;
        bc_words_cut(&text, bc_row_name(redlines, i), 12);
        bc_text_printf(&text, " %s", bc_row_code(redlines, i));
        tag_area(scene, redlines, i, "rn", 10.5, 110, true,
                 bc_text_string(&text));
        bc_text_clear(&text);
    }
}

/** Best place of a river's name along a stretch of one piece. */
static bool find_river_name(const struct scene *scene,
                            const struct bc_trace *trace, size_t piece,
                            double from, double to, double width, double size,
                            struct bc_label *best)
{
    double middle = (from + to) / 2;

    best->cost = INFINITY;
    for (double along = from + 12; along < to; along += 14) {
        struct bc_label label = {0};
        double x = 0, y = 0;

        bc_trace_along(trace, piece, along, &x, &y);
        if (!bc_label_find(scene->sheet, &bc_label_rings_outfall, x, y, 3,
                           width, 1.15 * size, &label))
            continue;
        label.cost += 0.01 * fabs(along - middle);
        if (label.offset <= 21 && label.cost < best->cost)
            *best = label;
    }
    return !isinf(best->cost);
}

/** A name on each of @p n stretches of a piece, where there is room. */
static void tag_piece(struct scene *scene, const struct bc_trace *trace,
                      size_t piece, int n, double size, const char *name)
{
    double length = bc_trace_length(trace, piece);
    double width = bc_label_width(name, size) + 4;

    for (int i = 0; i < n; i++) {
        struct bc_label label = {0};

        if (!find_river_name(scene, trace, piece, length * i / n,
                             length * (i + 1) / n, width, size, &label))
            continue;
        bc_label_obstacle(scene->sheet, label.box);
        label.leader = false;
        struct tag *tag = new_tag(scene, "wn", size, &label);

        tag->slanted = true;
        tag->text = bc_copy(name);
    }
}

/** A large river is named again where it comes back into the map, and on a
 * long way through it; a small one once, on its longest piece. */
static void tag_river(struct scene *scene, size_t row)
{
    const struct bc_layer *rivers = scene->map->outcome->rivers;
    bool large = scene->map->base->river[row] == BC_LARGE_RIVER;
    double size = (large ? 13 : 11) * (scene->phone ? 1.8 : 1);
    double least = scene->phone ? 110 : 46;
    struct bc_trace trace = {0};
    struct bc_text name = {0};
    size_t longest = 0;

    spaced_name(&name, bc_row_name(rivers, row));
    bc_view_trace_line(&scene->view, &rivers->shapes, row, &trace);
    for (size_t p = 0; p < trace.n_pieces; p++) {
        double length = bc_trace_length(&trace, p);

        if (length > bc_trace_length(&trace, longest))
            longest = p;
        if (large && length > least)
            tag_piece(scene, &trace, p,
                      1 + (int)(length / (scene->phone ? 900 : 420)), size,
                      bc_text_string(&name));
    }
    if (!large && trace.n_pieces > 0)
        tag_piece(scene, &trace, longest, 1, size, bc_text_string(&name));
    bc_text_clear(&name);
    bc_trace_clear(&trace);
}

/** How much of a river is seen. */
static double seen_length(const struct scene *scene, size_t row)
{
    const struct bc_shapes *shapes = &scene->map->outcome->rivers->shapes;
    struct bc_trace trace = {0};
    double length = 0;

    if (!is_in_frame(&scene->view, shapes, row))
        return 0;
    bc_view_trace_line(&scene->view, shapes, row, &trace);
    for (size_t p = 0; p < trace.n_pieces; p++)
        length += bc_trace_length(&trace, p);
    bc_trace_clear(&trace);
    return length;
}

/** Lines that join inflow and outflow through a lake bear no name. */
static bool is_nameless(const struct bc_layer *rivers, size_t row)
{
    return strcmp(bc_row_text(rivers, "kind", row), "lake_link") == 0;
}

static void tag_rivers(struct scene *scene)
{
    const struct bc_layer *rivers = scene->map->outcome->rivers;
    size_t n = rivers ? rivers->n_features : 0;
    double *length = bc_alloc(n, sizeof(*length));

    for (size_t i = 0; i < n; i++)
        if (!is_nameless(rivers, i) &&
            (!scene->phone || scene->map->base->river[i] == BC_LARGE_RIVER))
            length[i] = seen_length(scene, i);
    int most = scene->inset ? 3 : MAX_NAMES;

    for (int named = 0; named < most; named++) { /* the longest first */
        size_t longest = BC_NO_ROW;

        for (size_t i = 0; i < n; i++)
            if (length[i] > 46 &&
                (longest == BC_NO_ROW || length[i] > length[longest]))
                longest = i;
        if (longest == BC_NO_ROW)
            break;
        length[longest] = 0;
        tag_river(scene, longest);
    }
    free(length);
}

static void place_labels(struct scene *scene)
{
    const struct map *map = scene->map;

    prepare_sheet(scene);
    for (size_t i = 0; i < map->n_spots; i++)
        if (map->spot[i].kind == SECTION)
            tag_section(scene, &map->spot[i]);
    tag_lakes(scene);
    tag_rivers(scene);
    if (!scene->phone)
        tag_redlines(scene);
    for (size_t i = 0; i < map->n_spots; i++)
        if (map->spot[i].kind == OUTFALL)
            tag_outfall(scene, &map->spot[i]);
    for (size_t i = 0; i < map->n_spots; i++)
        if (map->spot[i].kind == SUSPECT)
            tag_suspect(scene, &map->spot[i]);
}

static void scene_clear(struct scene *scene)
{
    for (size_t i = 0; i < scene->n_tags; i++) {
        free(scene->tag[i].number);
        free(scene->tag[i].text);
    }
    free(scene->tag);
    bc_label_sheet_free(scene->sheet);
}

/* Drawing symbols and labels. */

static void write_leaders(const struct scene *scene)
{
    for (size_t i = 0; i < scene->n_tags; i++) {
        const struct tag *tag = &scene->tag[i];

        if (tag->label.leader)
            bc_svg_line(scene->map->html, tag->boxed ? "ld" : "ld2", tag->x,
                        tag->y, tag->label.leader_x, tag->label.leader_y);
    }
}

static void write_outfall(const struct scene *scene, const struct spot *spot,
                          double x, double y)
{
    struct bc_html *html = scene->map->html;
    const struct bc_layer *outfalls = scene->map->outcome->outfalls;

    if (!scene->phone) {
        bc_html_open(html, "g", NULL);
        bc_html_attrf(html, "data-k", "o%zu", spot->number);
        bc_html_leaff(html, "title", NULL, "%zu %s：%s", spot->number,
                      bc_row_name(outfalls, spot->row),
                      spot->stage ? bc_row_text(outfalls, "stage", spot->row)
                                  : "进度不明");
    }
    bc_symbol_outfall(html, x, y, spot->stage, spot->in_redline, scene->small);
    if (!scene->phone)
        bc_html_close(html);
}

static void write_suspect(const struct scene *scene, const struct spot *spot,
                          double x, double y)
{
    struct bc_html *html = scene->map->html;
    const struct bc_outcome *outcome = scene->map->outcome;
    bool outside = !bc_is_covered(outcome->suspect_redlines, spot->row);

    bc_html_open(html, "g", NULL);
    if (!scene->phone)
        bc_html_leaff(html, "title", NULL, "%s %s%s",
                      bc_row_code(outcome->suspects, spot->row),
                      bc_row_text(outcome->suspects, "status", spot->row),
                      outside ? "，在红线外" : "");
    bc_symbol_suspect(html, x, y, is_closed_suspect(outcome, spot->row),
                      outside, scene->size);
    bc_html_close(html);
}

static void write_section(const struct scene *scene, const struct spot *spot,
                          double x, double y)
{
    struct bc_html *html = scene->map->html;
    const struct bc_outcome *outcome = scene->map->outcome;
    int class_no = outcome->judgement[spot->row].class_no;

    bc_html_open(html, "g", NULL);
    if (!scene->phone) {
        bc_html_attrf(html, "data-k", "s%zu", spot->number);
        bc_html_leaff(html, "title", NULL, "%zu %s：%s%s", spot->number,
                      bc_row_name(outcome->sections, spot->row),
                      class_no ? bc_class_name(class_no) : "无数据",
                      class_no ? "类" : "");
    }
    bc_symbol_section(html, x, y, class_no, scene->size);
    bc_html_close(html);
}

static void write_spots(const struct scene *scene, enum spot_kind kind)
{
    const struct map *map = scene->map;

    for (size_t i = 0; i < map->n_spots; i++) {
        const struct spot *spot = &map->spot[i];
        double x = 0, y = 0;

        if (spot->kind != kind || !place_of(scene, spot, &x, &y))
            continue;
        if (kind == SECTION)
            write_section(scene, spot, x, y);
        else if (kind == OUTFALL)
            write_outfall(scene, spot, x, y);
        else
            write_suspect(scene, spot, x, y);
        bc_html_line(map->html);
    }
}

/** Outfalls that are too many for a symbol each: squares are the caps of lines
 * without length, drawn twice for their outline. */
static void write_crowd(const struct scene *scene)
{
    static const struct {
        const char *outline, *inside;
        int from, to; /* stages */
    } looks[] = {{"qo", "qa", 0, 2},
                 {"qo", "qb", 3, 5},
                 {"qo", "qc", 6, 7},
                 {"qd", NULL, 8, 8}};
    struct bc_html *html = scene->map->html;

    for (size_t look = 0; look < sizeof(looks) / sizeof(*looks); look++) {
        struct bc_text d = {0};

        for (size_t i = 0; i < scene->map->n_spots; i++) {
            const struct spot *spot = &scene->map->spot[i];
            double x = 0, y = 0;

            if (spot->kind != OUTFALL || spot->stage < looks[look].from ||
                spot->stage > looks[look].to || !place_of(scene, spot, &x, &y))
                continue;
            bc_text_add(&d, "M");
            bc_text_add_real(&d, x, 0);
            bc_text_add(&d, " ");
            bc_text_add_real(&d, y, 0);
            bc_text_add(&d, "h0");
        }
        if (d.length > 0) {
            bc_svg_path(html, looks[look].outline, d.data);
            if (looks[look].inside)
                bc_svg_path(html, looks[look].inside, d.data);
        }
        bc_text_clear(&d);
    }
    bc_html_line(html);
}

static void write_boxed_tag(struct bc_html *html, const struct tag *tag)
{
    const struct bc_box *box = &tag->label.box;
    double pad = tag->size / 3;

    bc_html_open(html, "g", tag->css);
    bc_svg_box(html, NULL, *box);
    bc_html_open(html, "text", NULL);
    bc_svg_number(html, "x", box->x0 + pad);
    bc_svg_number(html, "y", (box->y0 + box->y1) / 2 + 0.36 * tag->size);
    bc_svg_number(html, "font-size", tag->size);
    bc_html_leaf(html, "tspan", NULL, tag->number);
    if (tag->text)
        bc_html_textf(html, " %s", tag->text);
    bc_html_close(html);
    bc_html_close(html);
}

static void write_plain_tag(struct bc_html *html, const struct tag *tag)
{
    const struct bc_box *box = &tag->label.box;
    double x = (box->x0 + box->x1) / 2;
    double y = (box->y0 + box->y1) / 2 + 0.36 * tag->size;
    struct bc_text shift = {0};

    if (!tag->slanted) {
        bc_svg_text(html, tag->css, x, y, tag->size, tag->text);
        return;
    }
    /* names of water lean to the left */
    bc_text_add(&shift, "translate(");
    bc_text_add_real(&shift, x, 1);
    bc_text_add(&shift, " ");
    bc_text_add_real(&shift, y, 1);
    bc_text_add(&shift, ") skewX(12)");
    bc_html_open(html, "text", tag->css);
    bc_html_attr(html, "transform", bc_text_string(&shift));
    bc_svg_number(html, "font-size", tag->size);
    bc_html_text(html, tag->text);
    bc_html_close(html);
    bc_text_clear(&shift);
}

static void write_tags(const struct scene *scene)
{
    struct bc_html *html = scene->map->html;

    for (size_t i = 0; i < scene->n_tags; i++)
        if (scene->tag[i].boxed)
            write_boxed_tag(html, &scene->tag[i]);
        else
            write_plain_tag(html, &scene->tag[i]);
    bc_html_line(html);
}

static void write_marks(const struct scene *scene)
{
    write_leaders(scene);
    if (scene->map->plain)
        write_crowd(scene);
    else
        write_spots(scene, OUTFALL);
    write_spots(scene, SUSPECT);
    write_spots(scene, SECTION);
    write_tags(scene);
}

/* The inset. */

static size_t count_in(const struct map *map, struct bc_box box)
{
    size_t n = 0;

    for (size_t i = 0; i < map->n_spots; i++)
        n += bc_box_has(box, map->spot[i].x, map->spot[i].y);
    return n;
}

static struct bc_box box_about(double x, double y, double width, double height)
{
    return (struct bc_box){x - width / 2, y - height / 2, x + width / 2,
                           y + height / 2};
}

/** The box with most spots inside, with half a symbol to spare. */
static struct bc_box busiest_box(const struct map *map, size_t *n)
{
    double width = INSET_WIDTH / ZOOM, height = INSET_HEIGHT / ZOOM;
    struct bc_box best = {0};

    *n = 0;
    for (size_t i = 0; i < map->n_spots; i++)
        for (int dx = -1; dx <= 1; dx++)
            for (int dy = -1; dy <= 1; dy++) {
                struct bc_box box =
                    box_about(map->spot[i].x + 0.4 * dx * width,
                              map->spot[i].y + 0.4 * dy * height,
                              width - 2 * EDGE, height - 2 * EDGE);
                size_t found = count_in(map, box);

                if (found > *n) {
                    *n = found;
                    best = box;
                }
            }
    return best;
}

/** The box of the spots inside another. */
static struct bc_box tight_box(const struct map *map, struct bc_box around)
{
    struct bc_box tight = {INFINITY, INFINITY, -INFINITY, -INFINITY};

    for (size_t i = 0; i < map->n_spots; i++) {
        const struct spot *spot = &map->spot[i];

        if (!bc_box_has(around, spot->x, spot->y))
            continue;
        tight.x0 = fmin(tight.x0, spot->x);
        tight.y0 = fmin(tight.y0, spot->y);
        tight.x1 = fmax(tight.x1, spot->x);
        tight.y1 = fmax(tight.y1, spot->y);
    }
    return tight;
}

/** The window where most spots crowd: centred on them, then moved a little so
 * that its edge cuts through as few others as may be. */
static struct bc_box busiest_window(const struct map *map, size_t *n)
{
    double width = INSET_WIDTH / ZOOM, height = INSET_HEIGHT / ZOOM;
    struct bc_box tight = tight_box(map, busiest_box(map, n)), best = {0};
    double least = INFINITY;

    for (int dx = -6; dx <= 6; dx++)
        for (int dy = -6; dy <= 6; dy++) {
            struct bc_box out =
                box_about((tight.x0 + tight.x1) / 2 + 4 * dx,
                          (tight.y0 + tight.y1) / 2 + 4 * dy, width, height);
            struct bc_box wide = {out.x0 - EDGE, out.y0 - EDGE, out.x1 + EDGE,
                                  out.y1 + EDGE};
            struct bc_box in = {out.x0 + EDGE, out.y0 + EDGE, out.x1 - EDGE,
                                out.y1 - EDGE};
            size_t kept = count_in(map, in);
            double cost = 10.0 * (double)(count_in(map, wide) - kept) +
                          0.3 * hypot(dx, dy) +
                          (kept < *n ? 20.0 * (double)(*n - kept) : 0);

            if (cost < least) {
                least = cost;
                best = out;
            }
        }
    return best;
}

/** The share of a box that lies on the basin. */
static double covered_share(const struct map *map, struct bc_box box)
{
    int n = 0;

    for (int row = 0; row < 12; row++)
        for (int column = 0; column < 12; column++)
            n += bc_trace_covers(
                &map->outline, box.x0 + (box.x1 - box.x0) * (column + 0.5) / 12,
                box.y0 + (box.y1 - box.y0) * (row + 0.5) / 12);
    return n / 144.0;
}

/** What a box would hide: the basin under it, and symbols above all. */
static double hiding_cost(const struct map *map, struct bc_box box)
{
    struct bc_box wide = {box.x0 - 10, box.y0 - 10, box.x1 + 10, box.y1 + 10};
    size_t n = 0;

    if (map->has_hole &&
        (bc_box_meet(box, map->hole) || bc_box_meet(wide, map->inset)))
        return INFINITY;
    for (size_t i = 0; i < map->n_spots; i++)
        n += !map->spot[i].in_hole &&
             bc_box_has(wide, map->spot[i].x, map->spot[i].y);
    return covered_share(map, box) + (double)n;
}

/** Puts a box of this size where it hides least.
 * @return what it costs there */
static double place_box(const struct map *map, double width, double height,
                        const struct bc_box *taken, size_t n_taken,
                        struct bc_box *place)
{
    /* corners first, then the middles of the edges */
    static const double at[][2] = {{0, 1},  {1, 1},  {1, 0},  {0, 0},
                                   {0, .5}, {1, .5}, {.5, 1}, {.5, 0}};
    const struct bc_box *frame = &map->view.frame;
    double best = INFINITY;

    for (size_t i = 0; i < sizeof(at) / sizeof(*at); i++) {
        double x = frame->x0 + 7 + at[i][0] * (frame->x1 - 14 - width);
        double y = frame->y0 + 7 + at[i][1] * (frame->y1 - 14 - height);
        struct bc_box box = {x, y, x + width, y + height};
        double cost = hiding_cost(map, box);

        for (size_t t = 0; t < n_taken; t++)
            if (bc_box_meet(box, taken[t]))
                cost = INFINITY;
        if (cost < best) {
            best = cost;
            *place = box;
        }
    }
    return best;
}

static void mark_hole(struct map *map)
{
    struct bc_box in = {map->hole.x0 + 4, map->hole.y0 + 4, map->hole.x1 - 4,
                        map->hole.y1 - 4};

    for (size_t i = 0; i < map->n_spots; i++)
        map->spot[i].in_hole = bc_box_has(in, map->spot[i].x, map->spot[i].y);
    map->has_hole = true;
}

static void trace_outline(struct map *map)
{
    bc_trace_clear(&map->outline);
    bc_view_trace_area(&map->view, &map->outcome->basins->shapes,
                       map->basin->basin, &map->outline);
}

/** Fits the basin into a frame at most @p high and puts the spots on it. */
static void fit_map(struct map *map, double high)
{
    double bounds[4] = {0, 0, 1, 1};

    bc_shapes_bounds(&map->outcome->basins->shapes, map->basin->basin, bounds);
    map->view = bc_view_fit(bounds, WIDTH, 420, high, PAD,
                            map->outcome->report_precision_m);
    trace_outline(map);
    add_spots(map);
}

static struct scene scene_of(struct map *map, bool phone, bool inset)
{
    struct scene scene = {.map = map,
                          .view = map->view,
                          .size = phone ? PHONE : 1,
                          .small = phone ? PHONE_SMALL : 1,
                          .phone = phone,
                          .inset = inset};

    if (inset)
        scene.view = bc_view_zoom(&map->view, map->hole, map->inset);
    return scene;
}

/** Would labels stand far from what they name, or crowd in one place? */
static bool needs_inset(struct map *map, struct bc_box *window)
{
    size_t n;

    if (map->plain)
        return false;
    *window = busiest_window(map, &n);
    if (n < 8)
        return false;
    if (3 * n > map->n_spots)
        return true;
    struct scene trial = scene_of(map, false, false);

    place_labels(&trial);
    bool crowded = trial.far || trial.n_left_out > 0;

    scene_clear(&trial);
    return crowded;
}

/** Gives the inset a corner; where the basin leaves none, the basin is drawn
 * smaller, and if that does not help the map grows downwards. */
static void place_inset(struct map *map)
{
    struct bc_box window, place = {0};

    if (!needs_inset(map, &window))
        return;
    for (int attempt = 0; attempt < 3; attempt++) {
        if (attempt == 1)
            fit_map(map, 560);
        if (attempt == 2)
            map->view.frame.y1 += INSET_HEIGHT - 2 * PAD + 14;
        if (attempt > 0) {
            size_t n;

            window = busiest_window(map, &n);
        }
        map->hole = window;
        map->inset = (struct bc_box){0};
        mark_hole(map);
        double cost =
            place_box(map, INSET_WIDTH, INSET_HEIGHT, NULL, 0, &place);

        if (cost < 0.3 || (attempt == 2 && !isinf(cost))) {
            map->inset = place;
            return;
        }
    }
    map->has_hole = false;
    for (size_t i = 0; i < map->n_spots; i++)
        map->spot[i].in_hole = false;
}

static void place_furniture(struct map *map)
{
    struct bc_furniture *furniture = &map->furniture;
    struct bc_box taken[3];
    size_t n = 0;

    furniture->scale = bc_scale_of(map->view.metres);
    furniture->has_locator = bc_locator_is_useful(map->outcome);
    if (furniture->has_locator) {
        double cost = place_box(map, BC_LOCATOR_WIDTH, BC_LOCATOR_HEIGHT, NULL,
                                0, &furniture->locator);

        if (cost > 0.6) { /* no corner is free: make room below */
            map->view.frame.y1 += BC_LOCATOR_HEIGHT - PAD;
            place_box(map, BC_LOCATOR_WIDTH, BC_LOCATOR_HEIGHT, NULL, 0,
                      &furniture->locator);
        }
        taken[n++] = furniture->locator;
    }
    place_box(map, 2 * furniture->scale.segment + 46, 26, taken, n,
              &furniture->bar);
    taken[n++] = furniture->bar;
    place_box(map, 26, 44, taken, n, &furniture->north);
}

/** `放大图：洪湖`: the lake whose middle lies in the window. */
static void write_inset_title(const struct scene *scene)
{
    const struct map *map = scene->map;
    const struct bc_layer *lakes = map->outcome->lakes;
    struct bc_text title = {0};

    bc_text_add(&title, "放大图");
    for (size_t i = 0; lakes && i < lakes->n_features; i++)
        if (is_named_here(scene, &lakes->shapes, i)) {
            bc_text_add(&title, "：");
            bc_words_first_name(&title, bc_row_name(lakes, i), 10);
            break;
        }
    bc_svg_text(map->html, "it", map->inset.x0 + 7, map->inset.y0 + 16, 11,
                bc_text_string(&title));
    bc_text_clear(&title);
}

static void write_inset(struct map *map, struct bc_map_note *note)
{
    struct bc_html *html = map->html;
    struct scene scene = scene_of(map, false, true);

    place_labels(&scene);
    bc_html_open(html, "svg", NULL); /* cuts at its edge */
    bc_svg_number(html, "x", map->inset.x0);
    bc_svg_number(html, "y", map->inset.y0);
    bc_svg_number(html, "width", INSET_WIDTH);
    bc_svg_number(html, "height", INSET_HEIGHT);
    struct bc_text box = {0};

    bc_text_add_real(&box, map->inset.x0, 1);
    bc_text_add(&box, " ");
    bc_text_add_real(&box, map->inset.y0, 1);
    bc_text_printf(&box, " %d %d", (int)INSET_WIDTH, (int)INSET_HEIGHT);
    bc_html_attr(html, "viewBox", bc_text_string(&box));
    bc_text_clear(&box);
    write_ground(&scene, NULL);
    write_marks(&scene);
    bc_html_open(html, "g", "sb");
    write_inset_title(&scene);
    bc_scale_write(html, bc_scale_of(scene.view.metres), map->inset.x0 + 8,
                   map->inset.y1 - 8, 1, true);
    bc_html_close(html);
    bc_html_close(html);
    bc_svg_box(html, "fr", map->inset);
    note->n_unlabelled += scene.n_left_out;
    scene_clear(&scene);
}

/** In the main map the window keeps the sections' coloured dots alone. */
static void write_hole(const struct map *map)
{
    struct bc_html *html = map->html;

    for (size_t i = 0; i < map->n_spots; i++) {
        const struct spot *spot = &map->spot[i];

        if (spot->in_hole && spot->kind == SECTION)
            bc_symbol_dot(html, spot->x, spot->y,
                          map->outcome->judgement[spot->row].class_no, 1);
    }
    bc_svg_box(html, "fr", map->hole);
    bc_svg_text(html, "ht", map->hole.x0 + 4, map->hole.y1 - 5, 9.5,
                "见放大图");
}

static void write_scene(struct map *map, bool phone, struct bc_map_note *note)
{
    struct scene scene = scene_of(map, phone, false);

    place_labels(&scene);
    bc_html_open(map->html, "g",
                 phone                      ? "phone"
                 : map->base->data->is_long ? "both"
                                            : "wide");
    if (!phone && map->has_hole)
        write_hole(map);
    write_marks(&scene);
    if (!phone) {
        note->n_unlabelled += scene.n_left_out;
        if (map->has_hole)
            write_inset(map, note);
    }
    bc_furniture_write(map->base, map->basin->basin, &map->furniture, phone,
                       map->html);
    bc_html_close(map->html);
    bc_html_line(map->html);
    scene_clear(&scene);
}

static void write_outline(const struct map *map, const char *id)
{
    struct bc_text d = {0};

    bc_trace_path(&map->outline, true, &d);
    bc_html_open(map->html, "defs", NULL);
    bc_html_open(map->html, "path", NULL);
    bc_html_attr(map->html, "id", id);
    bc_html_attr(map->html, "d", bc_text_string(&d));
    bc_html_close_empty(map->html);
    bc_html_close(map->html);
    bc_text_clear(&d);
}

static void open_svg(const struct map *map, const char *id)
{
    struct bc_html *html = map->html;
    struct bc_text box = {0};

    bc_text_add(&box, "0 0 720 ");
    bc_text_add_real(&box, ceil(map->view.frame.y1), 0);
    bc_html_open(html, "svg", "map");
    bc_html_attr(html, "viewBox", bc_text_string(&box));
    bc_html_attr(html, "role", "img");
    bc_html_attrf(html, "aria-labelledby", "%st %sd", id, id);
    bc_text_clear(&box);
    bc_html_open(html, "title", NULL);
    bc_html_attrf(html, "id", "%st", id);
    bc_html_textf(html, "%s考核对象分布图", map->basin->name);
    bc_html_close(html);
    bc_html_open(html, "desc", NULL);
    bc_html_attrf(html, "id", "%sd", id);
    bc_html_textf(html,
                  "流域界、湖库、河渠、%zu 处生态保护红线、%zu "
                  "个水质断面（圆，内为类别）、%zu "
                  "个排污口（方块，按进度填色）、%zu "
                  "个问题点位（菱形）。所有数值另见下方各表。",
                  map->basin->n_pieces, map->basin->n_sections,
                  map->basin->n_outfalls, map->basin->n_suspects);
    bc_html_close(html);
}

void bc_map_write(const struct bc_map_base *base, size_t basin, const char *id,
                  struct bc_html *html, struct bc_map_note *note)
{
    struct map map = {.base = base,
                      .outcome = base->data->outcome,
                      .basin = &base->data->basin[basin],
                      .html = html};
    struct bc_text outline = {0};

    *note = (struct bc_map_note){0};
    map.plain = bc_is_crowded(map.basin);
    note->plain = map.plain;
    fit_map(&map, 740);
    place_inset(&map);
    place_furniture(&map);
    map.view.frame.y1 = ceil(map.view.frame.y1);

    struct scene ground = scene_of(&map, false, false);

    bc_text_printf(&outline, "%so", id);
    open_svg(&map, id);
    write_outline(&map, bc_text_string(&outline));
    write_ground(&ground, bc_text_string(&outline));
    write_scene(&map, false, note);
    if (!base->data->is_long)
        write_scene(&map, true, note);
    bc_svg_box(html, "fr", map.view.frame);
    bc_html_close(html);
    bc_text_clear(&outline);
    bc_trace_clear(&map.outline);
    free(map.spot);
}
