/* SPDX-License-Identifier: MIT */
#include "output/report_map_scene.h"

#include "output/report_symbol.h"
#include "plan/summary.h"

bool bc_view_sees(const struct bc_view *view, const struct bc_shapes *shapes,
                  size_t feature)
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

static void write_feature(const struct bc_scene *scene,
                          const struct bc_shapes *shapes, size_t feature,
                          bool area, const char *css)
{
    struct bc_trace trace = {0};
    struct bc_text d = {0};

    if (!bc_view_sees(&scene->view, shapes, feature))
        return;
    (area ? bc_view_trace_area : bc_view_trace_line)(&scene->view, shapes,
                                                     feature, &trace);
    bc_trace_path(&trace, area, &d);
    if (d.length > 0)
        bc_canvas_path(scene->map->canvas, css, bc_text_string(&d));
    bc_text_clear(&d);
    bc_trace_clear(&trace);
}

static void write_areas(const struct bc_scene *scene,
                        const struct bc_layer *layer, const char *css)
{
    for (size_t i = 0; layer && i < layer->n_features; i++)
        write_feature(scene, &layer->shapes, i, true, css);
}

static void write_rivers(const struct bc_scene *scene)
{
    static const char *const css[] = {"r1", "r2", "r3"};
    const struct bc_map_base *base = scene->map->base;
    const struct bc_layer *rivers = scene->map->outcome->rivers;

    for (size_t i = 0; rivers && i < rivers->n_features; i++)
        write_feature(scene, &rivers->shapes, i, false, css[base->river[i]]);
}

/** A page draws the outline several times: it is kept under an id. */
static void write_use(struct bc_html *html, const char *id, const char *css)
{
    bc_html_open(html, "use", css);
    bc_html_attrf(html, "href", "#%s", id);
    bc_html_close_empty(html);
}

void bc_map_trace_outline(struct bc_map *map)
{
    const struct bc_layer *basins = map->outcome->basins;

    bc_trace_clear(&map->outline);
    for (size_t i = 0; basins && i < basins->n_features; i++)
        if (map->whole || i == map->basin->basin)
            bc_view_trace_area(&map->view, &basins->shapes, i, &map->outline);
}

/** Every basin in the look of its verdict: `w3`, `e3`; the one that cannot be
 * told is hatched besides. */
static void write_verdicts(const struct bc_scene *scene, bool border)
{
    const struct bc_outcome *outcome = scene->map->outcome;
    const struct bc_layer *basins = outcome->basins;

    for (size_t i = 0; i < basins->n_features; i++) {
        enum bc_overall overall =
            bc_summary_of(outcome->targets, outcome->results,
                          bc_row_code(basins, i))
                .overall;
        char css[] = "w0";

        css[0] = border ? 'e' : 'w';
        css[1] = (char)('0' + (int)overall);
        write_feature(scene, &basins->shapes, i, !border, css);
        if (!border && overall == BC_OVERALL_NONE)
            write_feature(scene, &basins->shapes, i, true, "w0h");
    }
}

void bc_scene_write_ground(const struct bc_scene *scene, const char *outline_id)
{
    const struct bc_map *map = scene->map;
    const struct bc_outcome *outcome = map->outcome;
    const struct bc_shapes *basins = &outcome->basins->shapes;

    bc_canvas_box(map->canvas, "land", scene->view.frame);
    if (map->whole)
        write_verdicts(scene, false);
    else if (outline_id)
        write_use(map->canvas->html, outline_id, "bf");
    else
        write_feature(scene, basins, map->basin->basin, true, "bf");
    write_areas(scene, outcome->lakes, "lk");
    write_rivers(scene);
    write_areas(scene, outcome->redlines, "rl");
    if (map->whole) {
        write_verdicts(scene, true);
    } else if (outline_id) {
        write_use(map->canvas->html, outline_id, "bd0");
        write_use(map->canvas->html, outline_id, "bd");
    } else {
        write_feature(scene, basins, map->basin->basin, false, "bd0");
        write_feature(scene, basins, map->basin->basin, false, "bd");
    }
}
