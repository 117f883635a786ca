/* SPDX-License-Identifier: MIT */
#include "output/report_map_scene.h"

#include <math.h>
#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "output/report_symbol.h"
#include "output/report_words.h"
#include "water/item.h"

static void write_leaders(const struct bc_scene *scene)
{
    for (size_t i = 0; i < scene->n_tags; i++) {
        const struct bc_tag *tag = &scene->tag[i];

        if (tag->label.leader)
            bc_canvas_line(scene->map->canvas, tag->boxed ? "ld" : "ld2",
                           tag->x, tag->y, tag->label.leader_x,
                           tag->label.leader_y);
    }
}

static void write_outfall(const struct bc_scene *scene,
                          const struct bc_spot *spot, double x, double y)
{
    struct bc_canvas *canvas = scene->map->canvas;
    const struct bc_layer *outfalls = scene->map->outcome->outfalls;
    struct bc_text key = {0}, title = {0};

    if (!scene->phone) {
        bc_text_printf(&key, "o%zu", spot->number);
        bc_text_printf(&title, bc_in_report("%zu %s：%s"), spot->number,
                       bc_row_name(outfalls, spot->row),
                       spot->stage ? bc_in_report(bc_row_text(outfalls, "stage",
                                                              spot->row))
                                   : bc_in_report("进度不明"));
        bc_canvas_thing(canvas, bc_text_string(&key), bc_text_string(&title));
    }
    bc_symbol_outfall(canvas, x, y, spot->stage, spot->in_redline,
                      scene->small);
    if (!scene->phone)
        bc_canvas_end(canvas);
    bc_text_clear(&key);
    bc_text_clear(&title);
}

static void write_suspect(const struct bc_scene *scene,
                          const struct bc_spot *spot, double x, double y)
{
    struct bc_canvas *canvas = scene->map->canvas;
    const struct bc_outcome *outcome = scene->map->outcome;
    bool outside = !bc_is_covered(outcome->suspect_redlines, spot->row);
    struct bc_text title = {0};

    bc_text_printf(
        &title, "%s %s%s", bc_row_code(outcome->suspects, spot->row),
        bc_in_report(bc_row_text(outcome->suspects, "status", spot->row)),
        outside ? bc_in_report("，在红线外") : "");
    bc_canvas_thing(canvas, NULL, scene->phone ? NULL : bc_text_string(&title));
    bc_symbol_suspect(canvas, x, y, bc_is_closed_suspect(outcome, spot->row),
                      outside, scene->size);
    bc_canvas_end(canvas);
    bc_text_clear(&title);
}

/** One of very many: its symbol is drawn once on the page. */
static void write_brief_section(const struct bc_scene *scene,
                                const struct bc_spot *spot, double x, double y)
{
    const struct bc_outcome *outcome = scene->map->outcome;
    struct bc_html *html = scene->map->canvas->html;

    bc_html_open(html, "use", NULL);
    if (scene->map->basin->listed[spot->number - 1])
        bc_html_attrf(html, "data-k", "s%zu", spot->number);
    bc_html_attrf(html, "href", "#s-%d",
                  outcome->judgement[spot->row].class_no);
    bc_html_attrf(html, "x", "%.0f", x);
    bc_html_attrf(html, "y", "%.0f", y);
    if (!scene->map->basin->listed[spot->number - 1]) /* no row has its name */
        bc_html_leaff(html, "title", NULL, "%zu %s", spot->number,
                      bc_row_name(outcome->sections, spot->row));
    bc_html_close(html);
}

static void write_section(const struct bc_scene *scene,
                          const struct bc_spot *spot, double x, double y)
{
    struct bc_canvas *canvas = scene->map->canvas;
    const struct bc_outcome *outcome = scene->map->outcome;
    int class_no = outcome->judgement[spot->row].class_no;
    struct bc_text key = {0}, title = {0};

    if (!scene->phone) {
        bc_text_printf(&key, "s%zu", spot->number);
        bc_text_printf(&title,
                       class_no ? bc_in_report("%zu %s：%s类")
                                : bc_in_report("%zu %s：%s"),
                       spot->number, bc_row_name(outcome->sections, spot->row),
                       class_no ? bc_words_class(class_no)
                                : bc_in_report("无数据"));
    }
    bc_canvas_thing(canvas, key.data, title.data);
    bc_symbol_section(canvas, x, y, class_no, scene->size);
    bc_canvas_end(canvas);
    bc_text_clear(&key);
    bc_text_clear(&title);
}

static void write_spots(const struct bc_scene *scene, enum bc_spot_kind kind)
{
    const struct bc_map *map = scene->map;

    for (size_t i = 0; i < map->n_spots; i++) {
        const struct bc_spot *spot = &map->spot[i];
        double x = 0, y = 0;

        if (spot->kind != kind || !bc_scene_place(scene, spot, &x, &y))
            continue;
        if (kind == BC_SPOT_SECTION && map->brief)
            write_brief_section(scene, spot, x, y);
        else if (kind == BC_SPOT_SECTION)
            write_section(scene, spot, x, y);
        else if (kind == BC_SPOT_OUTFALL)
            write_outfall(scene, spot, x, y);
        else
            write_suspect(scene, spot, x, y);
        bc_canvas_break(map->canvas);
    }
}

/* Outfalls that are too many for a symbol each: squares are the caps of lines
 * without length, drawn twice for their outline. */

struct crowd_look {
    const char *outline, *inside;
    int from, to; /* stages */
};

struct place {
    int x, y;
};

static int by_x(const void *a, const void *b)
{
    const struct place *left = a, *right = b;

    return left->x != right->x ? left->x - right->x : left->y - right->y;
}

/** From left to right, each from the one before: few digits. Where two have
 * one place, one is drawn. */
static void add_crowd(const struct bc_scene *scene,
                      const struct crowd_look *look, struct bc_text *d)
{
    const struct bc_map *map = scene->map;
    struct place *place = bc_alloc(map->n_spots, sizeof(*place)), at = {0, 0};
    size_t n = 0;

    for (size_t i = 0; i < map->n_spots; i++) {
        const struct bc_spot *spot = &map->spot[i];
        double x = 0, y = 0;

        if (spot->kind == BC_SPOT_OUTFALL && spot->stage >= look->from &&
            spot->stage <= look->to && bc_scene_place(scene, spot, &x, &y))
            place[n++] = (struct place){(int)lround(x), (int)lround(y)};
    }
    qsort(place, n, sizeof(*place), by_x);
    for (size_t i = 0; i < n; i++) {
        int dy = place[i].y - at.y;

        if (i > 0 && place[i].x == at.x && dy == 0)
            continue;
        bc_text_printf(d, "m%d%s%dh0", place[i].x - at.x, dy < 0 ? "" : " ",
                       dy);
        at = place[i];
    }
    free(place);
}

/** On a page the places stand once, under an id. */
static void write_crowd_path(const struct bc_scene *scene,
                             const struct crowd_look *look, size_t index,
                             const char *d)
{
    struct bc_canvas *canvas = scene->map->canvas;
    struct bc_html *html = canvas->html;

    if (!html || !look->inside) {
        bc_canvas_path(canvas, look->outline, d);
        if (look->inside)
            bc_canvas_path(canvas, look->inside, d);
        return;
    }
    bc_canvas_group(canvas, look->outline);
    bc_html_open(html, "path", NULL);
    bc_html_attrf(html, "id", "%s%c%zu", scene->map->id,
                  scene->phone ? 'p' : 'q', index);
    bc_html_attr(html, "d", d);
    bc_html_close_empty(html);
    bc_canvas_end(canvas);
    bc_html_open(html, "use", look->inside);
    bc_html_attrf(html, "href", "#%s%c%zu", scene->map->id,
                  scene->phone ? 'p' : 'q', index);
    bc_html_close_empty(html);
}

static void write_crowd(const struct bc_scene *scene)
{
    static const struct crowd_look looks[] = {{"qo", "qa", 0, 2},
                                              {"qo", "qb", 3, 5},
                                              {"qo", "qc", 6, 7},
                                              {"qd", NULL, 8, 8}};

    for (size_t i = 0; i < sizeof(looks) / sizeof(*looks); i++) {
        struct bc_text d = {0};

        add_crowd(scene, &looks[i], &d);
        if (d.length > 0)
            write_crowd_path(scene, &looks[i], i, d.data);
        bc_text_clear(&d);
    }
    bc_canvas_break(scene->map->canvas);
}

static void write_boxed_tag(struct bc_canvas *canvas, const struct bc_tag *tag)
{
    const struct bc_box *box = &tag->label.box;

    bc_canvas_group(canvas, tag->css);
    bc_canvas_box(canvas, NULL, *box);
    bc_canvas_numbered(canvas, box->x0 + tag->size / 3,
                       (box->y0 + box->y1) / 2 + 0.36 * tag->size, tag->size,
                       tag->number, tag->text);
    bc_canvas_end(canvas);
}

static void write_plain_tag(struct bc_canvas *canvas, const struct bc_tag *tag)
{
    const struct bc_box *box = &tag->label.box;

    (tag->slanted ? bc_canvas_slanted : bc_canvas_text)(
        canvas, tag->css, (box->x0 + box->x1) / 2,
        (box->y0 + box->y1) / 2 + 0.36 * tag->size, tag->size, tag->text);
}

static void write_tags(const struct bc_scene *scene)
{
    struct bc_canvas *canvas = scene->map->canvas;

    for (size_t i = 0; i < scene->n_tags; i++)
        if (scene->tag[i].boxed)
            write_boxed_tag(canvas, &scene->tag[i]);
        else
            write_plain_tag(canvas, &scene->tag[i]);
    bc_canvas_break(canvas);
}

void bc_scene_write_marks(const struct bc_scene *scene)
{
    write_leaders(scene);
    if (scene->map->plain)
        write_crowd(scene);
    else
        write_spots(scene, BC_SPOT_OUTFALL);
    write_spots(scene, BC_SPOT_SUSPECT);
    write_spots(scene, BC_SPOT_SECTION);
    write_tags(scene);
}
