/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_REPORT_MAP_H
#define BC_OUTPUT_REPORT_MAP_H

#include "output/canvas.h"
#include "output/report_data.h"
#include "output/report_html.h"
#include "output/report_view.h"

/** How wide a river is drawn. */
enum bc_river_look { BC_LARGE_RIVER, BC_SMALL_RIVER, BC_CANAL };

/** How each of these rivers is drawn; the caller's. NULL: none. */
enum bc_river_look *bc_rivers_rank(const struct bc_layer *rivers);

/** What all maps of a report share. */
struct bc_map_base {
    const struct bc_report_data *data;
    enum bc_river_look *river; /* per row of rivers */
    struct bc_view locator;    /* all basins in the small box */
};
void bc_map_base_init(struct bc_map_base *base,
                      const struct bc_report_data *data);
void bc_map_base_clear(struct bc_map_base *base);

/** Once a page: hatching and the locator's ground, which the maps use. */
void bc_map_write_defs(const struct bc_map_base *base, struct bc_html *html);

/** What the caption has to say. */
struct bc_map_note {
    size_t n_unlabelled; /* found no place for their label */
    bool plain;          /* too many outfalls: no numbers on them */
    bool brief;          /* and only those drawn that are not finished */
};

/**
 * The map of one basin as inline SVG, 720 units wide: symbols and numbers of
 * the basin's tables. @p id is unique on the page.
 */
void bc_map_write(const struct bc_map_base *base, size_t basin, const char *id,
                  struct bc_html *html, struct bc_map_note *note);

/** The same for pictures: chosen and fitted once, drawn as often as wanted.
 * @p basin BC_NO_ROW: all basins, in the looks of their verdicts. */
struct bc_map;
struct bc_map *bc_map_new(const struct bc_map_base *base, size_t basin);
void bc_map_free(struct bc_map *map);
double bc_map_height(const struct bc_map *map); /* units */
/** From 0, 0, 720 units wide. */
void bc_map_draw(struct bc_map *map, struct bc_canvas *canvas,
                 struct bc_map_note *note);

#endif
