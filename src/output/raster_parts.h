/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_RASTER_PARTS_H
#define BC_OUTPUT_RASTER_PARTS_H

/* Private to the rasters: what they are (raster.c), classes (raster_class.c),
 * surfaces (raster_surface.c), and the file (raster_write.c). */

#include "geo/grid.h"
#include "output/publish.h"
#include "output/style.h"

/** The grid's reference system, and layers brought to it. */
struct bc_canvas {
    const struct bc_outcome *outcome;
    struct bc_zone *zone; /* NULL: geographic, in the project's CRS */
    size_t n_layers;
    struct {
        const struct bc_layer *layer;
        struct bc_shapes shapes;
    } layers[4];
};
/** The shapes of a layer in the grid's system; they live as long as it. */
const struct bc_shapes *bc_canvas_shapes(struct bc_canvas *canvas,
                                         const struct bc_layer *layer);

/** A raster of classes: which there is, and what a feature is burned with; 0 is
 * no data. */
struct bc_raster_kind {
    const char *name, *title_zh, *method;
    const struct bc_layer *(*layer)(const struct bc_outcome *outcome);
    int (*value)(const struct bc_outcome *outcome, size_t row);
    size_t (*legend)(const struct bc_outcome *outcome,
                     struct bc_raster_class *classes);
    /* what is said of one feature in tags and attribute table; may be NULL */
    void (*remark)(const struct bc_outcome *outcome, size_t row,
                   struct bc_text *out);
    const char *remark_tag;
};
#define BC_N_RASTER_CLASSES 4
extern const struct bc_raster_kind bc_raster_classes[BC_N_RASTER_CLASSES];

/** One raster of this outcome. */
struct bc_raster {
    struct bc_raster_file file;
    const struct bc_layer *layer;      /* gives extent and area */
    const struct bc_raster_kind *kind; /* of classes; NULL: a surface */
    const char *unit;                  /* of a surface: "m" */
    enum bc_surface_of {
        BC_SURFACE_OF_DISTANCE,
        BC_SURFACE_OF_OUTFALLS,
        BC_SURFACE_OF_UNFINISHED,
        BC_SURFACE_OF_ITEM,
        BC_SURFACE_OF_TLI
    } of;
    enum bc_item item;
};

/** Surfaces have no data where they have this value. */
#define BC_RASTER_NONE (-9999.0F)

/** Rasters of more cells are made one after the other, by several threads each:
 * one in memory is enough. */
#define BC_RASTER_LARGE ((size_t)1 << 23)

/** Nothing, six classes or grades, and a spare one. */
#define BC_RASTER_VALUES 8

/** A raster in the making. */
struct bc_image {
    const struct bc_outcome *outcome;
    const struct bc_raster *raster;
    struct bc_grid grid; /* cells: classes; of a surface: 1 in its area */
    float *values;       /* of a surface */
    size_t count[BC_RASTER_VALUES]; /* of a class: cells of a value */
    char **tags;                    /* NAME=value, beside those that all have */
};
void bc_image_tag(struct bc_image *image, const char *name, const char *value);
/** A grid over a layer, without values. */
void bc_image_place(struct bc_image *image, struct bc_canvas *canvas);

/** Adds the surfaces that the outcome has; @return how many (at most @p room).
 */
size_t bc_surface_list(const struct bc_outcome *outcome,
                       struct bc_raster *rasters, size_t room);
/** The value of a judgement that a surface shows; NaN when it is not known. */
double bc_surface_value(const struct bc_raster *raster,
                        const struct bc_judgement *judgement);
/** Fills the lakes, with one value each or between their points. */
void bc_lakes_draw(struct bc_image *image, struct bc_canvas *canvas);
void bc_surface_draw(struct bc_image *image, struct bc_canvas *canvas);

/** How `output.maps` calls a surface: "redline_distance", "lake_items". */
const char *bc_surface_word(enum bc_surface_of of);

/** Writes NAME.tif, with .aux.xml where it has a legend, and reads it back.
 * Several threads may each write an image of their own. */
enum bc_status bc_image_write(const struct bc_image *image, const char *path,
                              struct bc_error *err);
/** Takes what was written into the stage, and adds its .qml. */
enum bc_status bc_image_adopt(const struct bc_raster_file *file,
                              struct bc_stage *stage, struct bc_error *err);

#endif
