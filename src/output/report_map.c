/* SPDX-License-Identifier: MIT */
#include "output/report_map.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "output/report_furniture.h"
#include "output/report_map_scene.h"
#include "output/report_symbol.h"
#include "output/report_words.h"

#define PHONE 1.95       /* size of the phone's labels */
#define SMALL 0.75       /* sections and suspects on the map of all */
#define PHONE_SMALL 1.35 /* of its outfalls */

void bc_map_base_init(struct bc_map_base *base,
                      const struct bc_report_data *data)
{
    *base = (struct bc_map_base){.data = data};
    base->river = bc_rivers_rank(data->outcome->rivers);
    base->locator = bc_locator_view(data->outcome);
    base->locator.coarse = data->is_long;
}

void bc_map_base_clear(struct bc_map_base *base)
{
    free(base->river);
    *base = (struct bc_map_base){0};
}

void bc_map_write_defs(const struct bc_map_base *base, struct bc_html *html)
{
    struct bc_canvas canvas = bc_canvas_of_html(html);

    bc_html_open(html, "pattern", NULL);
    bc_html_attr(html, "id", "hat");
    bc_html_attr(html, "width", "7");
    bc_html_attr(html, "height", "7");
    bc_html_attr(html, "patternUnits", "userSpaceOnUse");
    bc_html_attr(html, "patternTransform", "rotate(45)");
    bc_canvas_path(&canvas, "hatch", "M0 0V7");
    bc_html_close(html);
    for (int class_no = 0; base->data->is_long && class_no <= 6; class_no++) {
        bc_html_open(html, "g", NULL);
        bc_html_attrf(html, "id", "s-%d", class_no);
        bc_symbol_section(&canvas, 0, 0, class_no, 1);
        bc_html_close(html);
    }
    bc_locator_defs(base, html);
}

struct bc_scene bc_scene_of(struct bc_map *map, bool phone, bool inset)
{
    struct bc_scene scene = {.map = map,
                             .view = map->view,
                             .size = phone        ? PHONE
                                     : map->whole ? SMALL
                                                  : 1,
                             .small = phone ? PHONE_SMALL : 1,
                             .phone = phone,
                             .inset = inset};

    if (inset)
        scene.view = bc_view_zoom(&map->view, map->hole, map->inset);
    return scene;
}

/** `放大图：洪湖`: the lake whose middle lies in the window. */
static void write_inset_title(const struct bc_scene *scene)
{
    const struct bc_map *map = scene->map;
    const struct bc_layer *lakes = map->outcome->lakes;
    struct bc_text title = {0};

    bc_text_add(&title, bc_in_report("放大图"));
    for (size_t i = 0; lakes && i < lakes->n_features; i++)
        if (bc_scene_names(scene, &lakes->shapes, i)) {
            bc_text_add(&title, bc_in_report("："));
            bc_words_first_name(&title, bc_row_name(lakes, i), 10);
            break;
        }
    bc_canvas_text(map->canvas, "it", map->inset.x0 + 7, map->inset.y0 + 16, 11,
                   bc_text_string(&title));
    bc_text_clear(&title);
}

static void write_inset(struct bc_map *map, struct bc_map_note *note)
{
    struct bc_canvas *canvas = map->canvas;
    struct bc_scene scene = bc_scene_of(map, false, true);

    bc_scene_place_labels(&scene);
    bc_canvas_window(canvas, map->inset);
    bc_scene_write_ground(&scene, NULL);
    bc_scene_write_marks(&scene);
    bc_canvas_group(canvas, "sb");
    write_inset_title(&scene);
    bc_scale_write(canvas, bc_scale_of(scene.view.metres), map->inset.x0 + 8,
                   map->inset.y1 - 8, 1, true);
    bc_canvas_end(canvas);
    bc_canvas_end(canvas);
    bc_canvas_box(canvas, "fr", map->inset);
    note->n_unlabelled += scene.n_left_out;
    bc_scene_clear(&scene);
}

/** In the main map the window keeps the sections' coloured dots alone. */
static void write_hole(const struct bc_map *map)
{
    struct bc_canvas *canvas = map->canvas;

    for (size_t i = 0; i < map->n_spots; i++) {
        const struct bc_spot *spot = &map->spot[i];

        if (spot->in_hole && spot->kind == BC_SPOT_SECTION)
            bc_symbol_dot(canvas, spot->x, spot->y,
                          map->outcome->judgement[spot->row].class_no, 1);
    }
    bc_canvas_box(canvas, "fr", map->hole);
    bc_canvas_text(canvas, "ht", map->hole.x0 + 4, map->hole.y1 - 5, 9.5,
                   bc_in_report("见放大图"));
}

static void write_scene(struct bc_map *map, bool phone,
                        struct bc_map_note *note)
{
    struct bc_scene scene = bc_scene_of(map, phone, false);

    bc_scene_place_labels(&scene);
    bc_canvas_group(map->canvas, phone                      ? "phone"
                                 : map->base->data->is_long ? "both"
                                                            : "wide");
    if (!phone && map->has_hole)
        write_hole(map);
    bc_scene_write_marks(&scene);
    if (!phone) {
        note->n_unlabelled += scene.n_left_out;
        if (map->has_hole)
            write_inset(map, note);
    }
    bc_furniture_write(map->base, map->basin->basin, &map->furniture, phone,
                       map->canvas);
    bc_canvas_end(map->canvas);
    bc_canvas_break(map->canvas);
    bc_scene_clear(&scene);
}

static void write_outline(const struct bc_map *map, const char *id)
{
    struct bc_text d = {0};

    bc_trace_path(&map->outline, true, &d);
    bc_html_open(map->canvas->html, "defs", NULL);
    bc_html_open(map->canvas->html, "path", NULL);
    bc_html_attr(map->canvas->html, "id", id);
    bc_html_attr(map->canvas->html, "d", bc_text_string(&d));
    bc_html_close_empty(map->canvas->html);
    bc_html_close(map->canvas->html);
    bc_text_clear(&d);
}

static void open_svg(const struct bc_map *map, const char *id)
{
    struct bc_html *html = map->canvas->html;
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
    bc_html_textf(html, bc_in_report("%s考核对象分布图"), map->basin->name);
    bc_html_close(html);
    bc_html_open(html, "desc", NULL);
    bc_html_attrf(html, "id", "%sd", id);
    bc_html_textf(html,
                  bc_in_report("流域界、湖库、河渠、%zu 处生态保护红线、%zu "
                               "个水质断面（圆，内为类别）、%zu "
                               "个排污口（方块，按进度填色）、%zu "
                               "个问题点位（菱形）。所有数值另见下方各表。"),
                  map->basin->n_pieces, map->basin->n_sections,
                  map->brief ? map->basin->n_open : map->basin->n_outfalls,
                  map->basin->n_suspects);
    bc_html_close(html);
}

/** Chooses what the map shows, and where. */
static void prepare(struct bc_map *map)
{
    bc_map_fit(map, 740);
    bc_map_place_inset(map);
    bc_map_place_furniture(map);
    map->view.frame.y1 = ceil(map->view.frame.y1);
}

static void map_clear(struct bc_map *map)
{
    bc_trace_clear(&map->outline);
    free(map->spot);
}

void bc_map_write(const struct bc_map_base *base, size_t basin, const char *id,
                  struct bc_html *html, struct bc_map_note *note)
{
    struct bc_canvas canvas = bc_canvas_of_html(html);
    struct bc_map map = {.base = base,
                         .outcome = base->data->outcome,
                         .basin = &base->data->basin[basin],
                         .canvas = &canvas,
                         .id = id,
                         .brief = base->data->is_long,
                         .plain = base->data->is_long ||
                                  bc_is_crowded(&base->data->basin[basin])};
    struct bc_text outline = {0};

    canvas.decimals = map.brief ? 0 : 1;
    *note = (struct bc_map_note){.plain = map.plain, .brief = map.brief};
    prepare(&map);

    struct bc_scene ground = bc_scene_of(&map, false, false);

    bc_text_printf(&outline, "%so", id);
    open_svg(&map, id);
    write_outline(&map, bc_text_string(&outline));
    bc_scene_write_ground(&ground, bc_text_string(&outline));
    write_scene(&map, false, note);
    if (!base->data->is_long)
        write_scene(&map, true, note);
    bc_canvas_box(&canvas, "fr", map.view.frame);
    bc_html_close(html);
    bc_text_clear(&outline);
    map_clear(&map);
}

struct bc_map *bc_map_new(const struct bc_map_base *base, size_t basin)
{
    struct bc_map *map = bc_alloc(1, sizeof *map);

    *map = (struct bc_map){.base = base,
                           .outcome = base->data->outcome,
                           .whole = basin == BC_NO_ROW};
    if (map->whole) {
        bc_basin_data_whole(map->outcome, &map->all);
        map->basin = &map->all;
    } else {
        map->basin = &base->data->basin[basin];
    }
    map->plain = map->whole || bc_is_crowded(map->basin);
    prepare(map);
    return map;
}

void bc_map_free(struct bc_map *map)
{
    if (!map)
        return;
    bc_basin_data_clear(&map->all);
    map_clear(map);
    free(map);
}

double bc_map_height(const struct bc_map *map)
{
    return map->view.frame.y1;
}

void bc_map_draw(struct bc_map *map, struct bc_canvas *canvas,
                 struct bc_map_note *note)
{
    struct bc_scene ground = bc_scene_of(map, false, false);

    map->canvas = canvas;
    *note = (struct bc_map_note){.plain = map->plain};
    bc_canvas_group(canvas, "map");
    bc_canvas_window(canvas, map->view.frame);
    bc_scene_write_ground(&ground, NULL);
    write_scene(map, false, note);
    bc_canvas_end(canvas);
    bc_canvas_box(canvas, "fr", map->view.frame);
    bc_canvas_end(canvas);
}
