/* SPDX-License-Identifier: MIT */
#include "output/report_map_scene.h"

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
        bc_text_printf(&title, "%zu %s：%s", spot->number,
                       bc_row_name(outfalls, spot->row),
                       spot->stage ? bc_row_text(outfalls, "stage", spot->row)
                                   : "进度不明");
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

    bc_text_printf(&title, "%s %s%s", bc_row_code(outcome->suspects, spot->row),
                   bc_row_text(outcome->suspects, "status", spot->row),
                   outside ? "，在红线外" : "");
    bc_canvas_thing(canvas, NULL, scene->phone ? NULL : bc_text_string(&title));
    bc_symbol_suspect(canvas, x, y, bc_is_closed_suspect(outcome, spot->row),
                      outside, scene->size);
    bc_canvas_end(canvas);
    bc_text_clear(&title);
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
        bc_text_printf(&title, "%zu %s：%s%s", spot->number,
                       bc_row_name(outcome->sections, spot->row),
                       class_no ? bc_class_name(class_no) : "无数据",
                       class_no ? "类" : "");
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
        if (kind == BC_SPOT_SECTION)
            write_section(scene, spot, x, y);
        else if (kind == BC_SPOT_OUTFALL)
            write_outfall(scene, spot, x, y);
        else
            write_suspect(scene, spot, x, y);
        bc_canvas_break(map->canvas);
    }
}

/** Outfalls that are too many for a symbol each: squares are the caps of lines
 * without length, drawn twice for their outline. */
static void write_crowd(const struct bc_scene *scene)
{
    static const struct {
        const char *outline, *inside;
        int from, to; /* stages */
    } looks[] = {{"qo", "qa", 0, 2},
                 {"qo", "qb", 3, 5},
                 {"qo", "qc", 6, 7},
                 {"qd", NULL, 8, 8}};
    struct bc_canvas *canvas = scene->map->canvas;

    for (size_t look = 0; look < sizeof(looks) / sizeof(*looks); look++) {
        struct bc_text d = {0};

        for (size_t i = 0; i < scene->map->n_spots; i++) {
            const struct bc_spot *spot = &scene->map->spot[i];
            double x = 0, y = 0;

            if (spot->kind != BC_SPOT_OUTFALL ||
                spot->stage < looks[look].from ||
                spot->stage > looks[look].to ||
                !bc_scene_place(scene, spot, &x, &y))
                continue;
            bc_text_add(&d, "M");
            bc_text_add_real(&d, x, 0);
            bc_text_add(&d, " ");
            bc_text_add_real(&d, y, 0);
            bc_text_add(&d, "h0");
        }
        if (d.length > 0) {
            bc_canvas_path(canvas, looks[look].outline, d.data);
            if (looks[look].inside)
                bc_canvas_path(canvas, looks[look].inside, d.data);
        }
        bc_text_clear(&d);
    }
    bc_canvas_break(canvas);
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
