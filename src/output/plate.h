/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_PLATE_H
#define BC_OUTPUT_PLATE_H

#include "output/canvas_cairo.h"
#include "output/report_map.h"

/** What all pictures of a run share. */
struct bc_album {
    struct bc_report_data data;
    struct bc_map_base base;
    struct bc_css *css; /* report.css and picture.css */
};
void bc_album_init(struct bc_album *album, const struct bc_outcome *outcome);
void bc_album_clear(struct bc_album *album);
/** How many basins have a map of their own: all, or none where they are too
 * many (BC_PICTURES_MOST). */
size_t bc_album_basins(const struct bc_album *album);

/** The map of a basin (BC_NO_ROW: of all) with what stands around it, for a
 * picture or a page. Units as in the report. */
struct bc_plate {
    const struct bc_album *album;
    size_t basin;
    struct bc_map *map;
    struct bc_map_note note; /* once it is drawn */
};
#define BC_PLATE_WIDTH 720.0
void bc_plate_init(struct bc_plate *plate, const struct bc_album *album,
                   size_t basin);
void bc_plate_clear(struct bc_plate *plate);

/** Name, dates and verdicts; legend, what is made up, review line. From the
 * top at x, y. @return their height */
double bc_plate_head(const struct bc_plate *plate, struct bc_picture *picture,
                     double x, double y);
double bc_plate_foot(const struct bc_plate *plate, struct bc_picture *picture,
                     double x, double y);
void bc_plate_draw(struct bc_plate *plate, struct bc_picture *picture, double x,
                   double y, double scale);

#endif
