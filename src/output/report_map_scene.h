/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_REPORT_MAP_SCENE_H
#define BC_OUTPUT_REPORT_MAP_SCENE_H

#include "output/canvas.h"
#include "output/label.h"
#include "output/report_furniture.h"
#include "output/report_map.h"

/* A map while it is made: the steps of report_map.c, a file each. */

enum bc_spot_kind { BC_SPOT_SECTION, BC_SPOT_OUTFALL, BC_SPOT_SUSPECT };

/** A symbol with its number. */
struct bc_spot {
    enum bc_spot_kind kind;
    size_t row, number;
    double x, y;  /* in the whole map */
    bool open;    /* is to be acted on */
    bool in_hole; /* drawn in the inset */
    int stage;    /* of an outfall */
    bool in_redline;
};

/** A text that has its place. */
struct bc_tag {
    const char *css; /* "oa" */
    bool slanted, boxed;
    double size;
    double x, y; /* of the symbol that it belongs to */
    struct bc_label label;
    char *number, *text;
};

struct bc_map {
    const struct bc_map_base *base;
    const struct bc_outcome *outcome;
    const struct bc_basin_data *basin;
    struct bc_basin_data all; /* for the map of all: basin points here */
    struct bc_canvas *canvas;
    struct bc_view view;
    struct bc_trace outline; /* of the basin */
    size_t n_spots;
    struct bc_spot *spot;
    bool plain;     /* outfalls without numbers */
    bool whole;     /* all basins, by their verdicts */
    bool brief;     /* one of very many on a page */
    const char *id; /* of the map on its page */
    bool has_hole;
    struct bc_box hole, inset; /* the window that the inset enlarges */
    struct bc_furniture furniture;
};

/** One of the drawings of a map: the whole, its inset, or the phone's. */
struct bc_scene {
    struct bc_map *map;
    struct bc_view view;
    double size;  /* of labels and sections */
    double small; /* of outfalls */
    bool phone, inset;
    struct bc_label_sheet *sheet;
    size_t n_tags, room;
    struct bc_tag *tag;
    size_t n_left_out;
    bool far; /* some label stands far from its symbol */
};
struct bc_scene bc_scene_of(struct bc_map *map, bool phone, bool inset);
void bc_scene_clear(struct bc_scene *scene);

/* report_map_spots.c: what has a symbol, and where it stands. */

void bc_map_add_spots(struct bc_map *map);
/** Is the spot drawn in this scene, and where? */
bool bc_scene_place(const struct bc_scene *scene, const struct bc_spot *spot,
                    double *x, double *y);
double bc_scene_radius(const struct bc_scene *scene,
                       const struct bc_spot *spot);
bool bc_is_closed_suspect(const struct bc_outcome *outcome, size_t row);

/* report_map_frame.c: what the frame holds, and where the boxes go. */

/** Fits the basin into a frame at most @p high and puts the spots on it. */
void bc_map_fit(struct bc_map *map, double high);
/** Gives the inset, if one is needed, and the furniture their places. */
void bc_map_place_inset(struct bc_map *map);
void bc_map_place_furniture(struct bc_map *map);

/* report_map_ground.c: basin, lakes, rivers, red lines, border. */

/** Is any of the feature's box inside the frame? */
bool bc_view_sees(const struct bc_view *view, const struct bc_shapes *shapes,
                  size_t feature);
/** All basins traced, or the one of the map. */
void bc_map_trace_outline(struct bc_map *map);
/** @p outline_id: where a page holds the basin's outline; NULL: draw it. */
void bc_scene_write_ground(const struct bc_scene *scene,
                           const char *outline_id);

/* report_map_labels.c: texts and their places. */

void bc_scene_place_labels(struct bc_scene *scene);
/** An area is named once: in the inset when its middle lies in the window. */
bool bc_scene_names(const struct bc_scene *scene,
                    const struct bc_shapes *shapes, size_t feature);

/* report_map_marks.c: symbols and labels are drawn. */

void bc_scene_write_marks(const struct bc_scene *scene);

#endif
