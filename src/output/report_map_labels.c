/* SPDX-License-Identifier: MIT */
#include "output/report_map_scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "output/report_words.h"
#include "plan/summary.h"

#define MAX_NAMES 7 /* of rivers on one map */

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

static void soften_layer(struct bc_scene *scene, const struct bc_layer *layer,
                         trace_function trace_of, size_t only)
{
    for (size_t i = 0; layer && i < layer->n_features; i++) {
        struct bc_trace trace = {0};

        if ((only != BC_NO_ROW && i != only) ||
            !bc_view_sees(&scene->view, &layer->shapes, i))
            continue;
        trace_of(&scene->view, &layer->shapes, i, &trace);
        soften(scene->sheet, &trace);
        bc_trace_clear(&trace);
    }
}

static void block_symbols(struct bc_scene *scene)
{
    const struct bc_map *map = scene->map;

    for (size_t i = 0; i < map->n_spots; i++) {
        double x, y, r;

        if (!bc_scene_place(scene, &map->spot[i], &x, &y) ||
            (map->whole && map->spot[i].kind != BC_SPOT_SECTION))
            continue;
        r = bc_scene_radius(scene, &map->spot[i]);
        bc_label_obstacle(scene->sheet,
                          (struct bc_box){x - r, y - r, x + r, y + r});
    }
}

static void block_furniture(struct bc_scene *scene)
{
    const struct bc_map *map = scene->map;

    if (scene->inset) {
        struct bc_box title = {map->inset.x0, map->inset.y0,
                               map->inset.x0 + 110, map->inset.y0 + 22};
        struct bc_box bar = {map->inset.x0, map->inset.y1 - 28,
                             map->inset.x0 + 120, map->inset.y1};

        bc_label_obstacle(scene->sheet, title);
        bc_label_obstacle(scene->sheet, bar);
        return;
    }
    bc_furniture_block(&map->furniture, scene->size, scene->phone,
                       scene->sheet);
    if (!scene->phone && map->has_hole) {
        bc_label_obstacle(scene->sheet, map->hole);
        bc_label_obstacle(scene->sheet, map->inset);
    }
}

static void prepare_sheet(struct bc_scene *scene)
{
    struct bc_box frame = scene->view.frame;

    frame.x0 += 3, frame.y0 += 3, frame.x1 -= 3, frame.y1 -= 3;
    scene->sheet = bc_label_sheet_new(frame);
    block_symbols(scene);
    block_furniture(scene);
}

static void soften_lines(struct bc_scene *scene)
{
    const struct bc_outcome *outcome = scene->map->outcome;

    soften_layer(scene, outcome->rivers, bc_view_trace_line, BC_NO_ROW);
    soften_layer(scene, outcome->redlines, bc_view_trace_line, BC_NO_ROW);
    soften_layer(scene, outcome->basins, bc_view_trace_line,
                 scene->map->basin->basin);
}

static struct bc_tag *new_tag(struct bc_scene *scene, const char *css,
                              double size, const struct bc_label *label)
{
    scene->tag = bc_reserve(scene->tag, &scene->room, scene->n_tags + 1,
                            sizeof(*scene->tag));
    struct bc_tag *tag = &scene->tag[scene->n_tags++];

    *tag = (struct bc_tag){.css = css, .size = size, .label = *label};
    return tag;
}

static void tag_section(struct bc_scene *scene, const struct bc_spot *spot)
{
    const struct bc_layer *sections = scene->map->outcome->sections;
    double size = 12 * scene->size, x, y;
    struct bc_text name = {0}, number = {0};
    struct bc_label label = {0};

    if (!bc_scene_place(scene, spot, &x, &y))
        return;
    if (!scene->map->brief || scene->map->basin->listed[spot->number - 1])
        bc_words_first_name(&name, bc_row_name(sections, spot->row), 13);
    bc_text_printf(&number, "%zu", spot->number);
    double width = bc_label_width(bc_text_string(&number), size) +
                   bc_label_width(bc_text_string(&name), size) + 0.35 * size +
                   8 * scene->size;
    bool found = bc_label_place(scene->sheet, &bc_label_rings_section, x, y,
                                bc_scene_radius(scene, spot), width,
                                17 * scene->size, &label);

    if (!found &&
        !scene->map->whole) /* the number alone is better than nothing */
        found = bc_label_place(scene->sheet, &bc_label_rings_section, x, y,
                               bc_scene_radius(scene, spot),
                               bc_label_width(bc_text_string(&number), size) +
                                   8 * scene->size,
                               17 * scene->size, &label);
    if (found) {
        bool whole = label.box.x1 - label.box.x0 > width - 0.1;
        bool bare = scene->map->brief && (!whole || name.length == 0);
        struct bc_tag *tag = new_tag(scene, bare ? "sn" : "sl", size, &label);

        tag->boxed = !bare;
        tag->x = x;
        tag->y = y;
        if (bare)
            tag->text = bc_text_take(&number);
        else
            tag->number = bc_text_take(&number);
        if (whole && !bare)
            tag->text = bc_text_take(&name);
        scene->far |= label.offset > 18;
    }
    scene->n_left_out += !found;
    bc_text_clear(&name);
    bc_text_clear(&number);
}

static void tag_point(struct bc_scene *scene, const struct bc_spot *spot,
                      const char *css, double size, const char *text)
{
    struct bc_label label = {0};
    double x = 0, y = 0;

    if (!bc_scene_place(scene, spot, &x, &y))
        return;
    if (!bc_label_place(scene->sheet, &bc_label_rings_outfall, x, y,
                        bc_scene_radius(scene, spot),
                        bc_label_width(text, size) + 1, 0.92 * size, &label)) {
        scene->n_left_out++;
        return;
    }
    struct bc_tag *tag = new_tag(scene, css, size, &label);

    tag->x = x;
    tag->y = y;
    tag->text = bc_copy(text);
    scene->far |= label.offset > 18;
}

static void tag_outfall(struct bc_scene *scene, const struct bc_spot *spot)
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

static void tag_suspect(struct bc_scene *scene, const struct bc_spot *spot)
{
    if (!scene->phone && !scene->map->whole)
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
static void tag_area(struct bc_scene *scene, const struct bc_layer *layer,
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
            struct bc_tag *tag = new_tag(scene, css, size, &label);

            tag->slanted = strcmp(css, "wn") == 0;
            tag->text = bc_copy(text);
        }
    }
    bc_trace_clear(&trace);
}

/** Small ponds are drawn but not named. */
static bool is_large_enough(const struct bc_scene *scene,
                            const struct bc_shapes *shapes, size_t feature)
{
    double bounds[4];

    if (!bc_view_sees(&scene->view, shapes, feature) ||
        !bc_shapes_bounds(shapes, feature, bounds))
        return false;
    return (bounds[2] - bounds[0]) * scene->view.scale_x > 14 ||
           (bounds[3] - bounds[1]) * scene->view.scale_y > 14;
}

bool bc_scene_names(const struct bc_scene *scene,
                    const struct bc_shapes *shapes, size_t feature)
{
    const struct bc_map *map = scene->map;
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
static bool is_redline_here(const struct bc_map *map, size_t redline)
{
    const struct bc_basin_data *basin = map->basin;

    for (size_t i = 0; i < basin->n_pieces; i++)
        if (map->outcome->overlay->polygon[basin->piece[i]] == redline)
            return true;
    return false;
}

/** `洪湖 未达`: the verdict in words is the second cue of its colour. */
static void tag_basins(struct bc_scene *scene)
{
    const struct bc_outcome *outcome = scene->map->outcome;
    const struct bc_layer *basins = outcome->basins;

    for (size_t i = 0; i < basins->n_features; i++) {
        struct bc_summary summary = bc_summary_of(
            outcome->targets, outcome->results, bc_row_code(basins, i));
        struct bc_text name = {0}, text = {0};

        if (!is_large_enough(scene, &basins->shapes, i))
            continue;
        bc_words_short_name(&name, bc_row_name(basins, i));
        bc_words_cut(&text, bc_text_string(&name), 8);
        bc_text_printf(&text, " %s",
                       bc_in_report(bc_overall_name_zh(summary.overall)));
        tag_area(scene, basins, i, "bn", 14, 120, false, bc_text_string(&text));
        bc_text_clear(&name);
        bc_text_clear(&text);
    }
}

static void tag_lakes(struct bc_scene *scene)
{
    const struct bc_layer *lakes = scene->map->outcome->lakes;

    for (size_t i = 0; lakes && i < lakes->n_features; i++) {
        struct bc_text name = {0};

        if (!bc_scene_names(scene, &lakes->shapes, i))
            continue;
        spaced_name(&name, bc_row_name(lakes, i));
        tag_area(scene, lakes, i, "wn", scene->phone ? 27 : 15, 90, false,
                 bc_text_string(&name));
        bc_text_clear(&name);
    }
}

static void tag_redlines(struct bc_scene *scene)
{
    const struct bc_layer *redlines = scene->map->outcome->redlines;

    for (size_t i = 0; redlines && i < redlines->n_features; i++) {
        struct bc_text text = {0};

        if (!is_redline_here(scene->map, i) ||
            !bc_scene_names(scene, &redlines->shapes, i))
            continue;
        bc_words_cut(&text, bc_row_name(redlines, i), 12);
        bc_text_printf(&text, " %s", bc_row_code(redlines, i));
        tag_area(scene, redlines, i, "rn", 10.5, 110, true,
                 bc_text_string(&text));
        bc_text_clear(&text);
    }
}

/** Best place of a river's name along a stretch of one piece. */
static bool find_river_name(const struct bc_scene *scene,
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
static void tag_piece(struct bc_scene *scene, const struct bc_trace *trace,
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
        struct bc_tag *tag = new_tag(scene, "wn", size, &label);

        tag->slanted = true;
        tag->text = bc_copy(name);
    }
}

/** A large river is named again where it comes back into the map, and on a
 * long way through it; a small one once, on its longest piece. */
static void tag_river(struct bc_scene *scene, size_t row)
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
static double seen_length(const struct bc_scene *scene, size_t row)
{
    const struct bc_shapes *shapes = &scene->map->outcome->rivers->shapes;
    struct bc_trace trace = {0};
    double length = 0;

    if (!bc_view_sees(&scene->view, shapes, row))
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

static void tag_rivers(struct bc_scene *scene)
{
    const struct bc_layer *rivers = scene->map->outcome->rivers;
    size_t n = rivers ? rivers->n_features : 0;
    double *length = bc_alloc(n, sizeof(*length));

    for (size_t i = 0; i < n; i++)
        if (!is_nameless(rivers, i) &&
            (!(scene->phone || scene->map->whole) ||
             scene->map->base->river[i] == BC_LARGE_RIVER))
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

void bc_scene_place_labels(struct bc_scene *scene)
{
    const struct bc_map *map = scene->map;

    prepare_sheet(scene);
    if (map->whole) /* the names of basins may well cross a river */
        tag_basins(scene);
    soften_lines(scene);
    for (size_t i = 0; !map->whole && i < map->n_spots; i++)
        if (map->spot[i].kind == BC_SPOT_SECTION)
            tag_section(scene, &map->spot[i]);
    if (!map->whole)
        tag_lakes(scene);
    tag_rivers(scene);
    if (!scene->phone)
        tag_redlines(scene);
    for (size_t i = 0; i < map->n_spots; i++)
        if (map->spot[i].kind == BC_SPOT_OUTFALL)
            tag_outfall(scene, &map->spot[i]);
    for (size_t i = 0; i < map->n_spots; i++)
        if (map->spot[i].kind == BC_SPOT_SUSPECT)
            tag_suspect(scene, &map->spot[i]);
}

void bc_scene_clear(struct bc_scene *scene)
{
    for (size_t i = 0; i < scene->n_tags; i++) {
        free(scene->tag[i].number);
        free(scene->tag[i].text);
    }
    free(scene->tag);
    bc_label_sheet_free(scene->sheet);
}
