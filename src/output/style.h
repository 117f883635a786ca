/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_STYLE_H
#define BC_OUTPUT_STYLE_H

#include "base/text.h"
#include "output/fields.h"

/** The colours of styles/README.md, one table for QGIS, rasters and report. */
const char *bc_class_colour(int class_no,
                            const char *palette); /* "#00ccff", 0: white */
const char *bc_verdict_colour(int overall);       /* an enum bc_overall */
const char *bc_stage_colour(int stage_no);        /* 1..8 */

/** The QML of a published layer: a whole document, from styles/NAME.qml with
 * the palette put in. Borrowed text is built into @p out. */
void bc_style_qml(enum bc_published which, const char *palette,
                  struct bc_text *out);
/** The same for a layer that may come in another geometry: suspects as areas
 * (bc_published_geometry). A style for points is refused by polygons. */
void bc_style_geometry_qml(enum bc_published which, enum bc_geometry geometry,
                           const char *palette, struct bc_text *out);
/** SLD for the GeoPackage's layer_styles; may be empty. */
void bc_style_sld(enum bc_published which, const char *palette,
                  struct bc_text *out);

/** A raster's legend: value (of a step: up to it), colour, label. */
struct bc_raster_class {
    double value;
    const char *colour;
    const char *label; /* in the language of the report */
};
void bc_style_raster_qml(const struct bc_raster_class *classes, size_t n,
                         struct bc_text *out);

/** Classes; a ramp from stop to stop; steps that hold values up to their own,
 * the last without end. */
enum bc_raster_look { BC_RASTER_CLASSES, BC_RASTER_RAMP, BC_RASTER_STEPS };

/** Rasters of one run, for raster and project writers alike. */
struct bc_raster_file {
    char name[64];   /* "maps/verdict.tif" */
    char title[128]; /* "流域结论" */
    int epsg;        /* of a Gauss-Krüger zone; 0: the project's CRS */
    enum bc_raster_look look;
    size_t n_classes;
    struct bc_raster_class classes[8];
};
/** The QML of whichever look. */
void bc_style_raster_file_qml(const struct bc_raster_file *file,
                              struct bc_text *out);
/** Which rasters this outcome has; @return how many (at most @p room). */
size_t bc_raster_files(const struct bc_outcome *outcome,
                       struct bc_raster_file *files, size_t room);
#endif
