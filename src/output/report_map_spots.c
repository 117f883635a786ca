/* SPDX-License-Identifier: MIT */
#include "output/report_map_scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "output/report_symbol.h"

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

static void add_spot(struct bc_map *map, enum bc_spot_kind kind,
                     const struct bc_layer *layer, size_t row, size_t number)
{
    struct bc_spot *spot = &map->spot[map->n_spots];
    double lon, lat;

    point_of(layer, row, &lon, &lat);
    if (!isfinite(lon) || !isfinite(lat))
        return;
    *spot = (struct bc_spot){.kind = kind, .row = row, .number = number};
    bc_view_point(&map->view, lon, lat, &spot->x, &spot->y);
    /* a section may belong to the basin and stand outside its map */
    if (!bc_box_has(map->view.frame, spot->x, spot->y))
        return;
    map->n_spots++;
}

void bc_map_add_spots(struct bc_map *map)
{
    const struct bc_outcome *outcome = map->outcome;
    const struct bc_basin_data *basin = map->basin;
    size_t n = basin->n_sections + basin->n_outfalls + basin->n_suspects;

    map->n_spots = 0;
    free(map->spot);
    map->spot = bc_alloc(n, sizeof(*map->spot));
    for (size_t i = 0; i < basin->n_sections; i++)
        add_spot(map, BC_SPOT_SECTION, outcome->sections, basin->section[i],
                 i + 1);
    /* a brief map leaves out what needs no more work */
    for (size_t i = 0; i < (map->brief ? basin->n_open : basin->n_outfalls);
         i++)
        add_spot(map, BC_SPOT_OUTFALL, outcome->outfalls, basin->outfall[i],
                 i + 1);
    for (size_t i = 0; i < basin->n_suspects; i++)
        add_spot(map, BC_SPOT_SUSPECT, outcome->suspects, basin->suspect[i],
                 i + 1);
    for (size_t i = 0; i < map->n_spots; i++) {
        struct bc_spot *spot = &map->spot[i];

        if (spot->kind != BC_SPOT_OUTFALL)
            continue;
        spot->stage = bc_outfall_stage(outcome->outfalls, spot->row);
        spot->open = spot->stage < 6;
        spot->in_redline = bc_is_covered(outcome->outfall_redlines, spot->row);
    }
}

bool bc_is_closed_suspect(const struct bc_outcome *outcome, size_t row)
{
    const char *status = bc_row_text(outcome->suspects, "status", row);

    return strcmp(status, "已销号") == 0 || strcmp(status, "不属实") == 0 ||
           strcmp(status, "合法") == 0;
}

double bc_scene_radius(const struct bc_scene *scene, const struct bc_spot *spot)
{
    if (spot->kind == BC_SPOT_SECTION)
        return BC_SECTION_RADIUS * scene->size;
    if (spot->kind == BC_SPOT_SUSPECT)
        return BC_SUSPECT_RADIUS * scene->size;
    return bc_symbol_outfall_radius(spot->stage, spot->in_redline) *
           scene->small;
}

/** Is the spot drawn in this scene, and where? */
bool bc_scene_place(const struct bc_scene *scene, const struct bc_spot *spot,
                    double *x, double *y)
{
    const struct bc_map *map = scene->map;

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
