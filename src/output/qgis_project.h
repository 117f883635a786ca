/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_QGIS_PROJECT_H
#define BC_OUTPUT_QGIS_PROJECT_H

#include <libxml/xmlwriter.h>
#include <stdbool.h>

#include "output/style.h"
#include "output/style_view.h"
#include "plan/outcome.h"

/* What the two halves of the QGIS project share: layers (qgis.c) and print
 * layouts (qgis_layout.c). */

#define BC_QGIS_RASTERS 64
#define BC_QGIS_LAYERS (BC_N_VIEWS + BC_N_PUBLISHED + BC_QGIS_RASTERS)

struct bc_qgis_layer {
    const char *group;         /* "问题" */
    char id[96];               /* made from the name: the same every run */
    struct bc_text title;      /* "水质断面（示例）" */
    struct bc_text source;     /* "./basincheck.gpkg|layername=sections" */
    struct bc_text style;      /* a QML document */
    enum bc_geometry geometry; /* BC_GEOMETRY_NONE: a raster */
    size_t n_classes;          /* of a raster */
    int epsg;                  /* of a raster; 0: as the project */
    bool shown;                /* ticked when the project opens */
    bool monthly;              /* its fields `start` and `end` are time */
};

struct bc_qgis_project {
    const struct bc_outcome *outcome;
    xmlTextWriterPtr xml;
    double bounds[4]; /* xmin ymin xmax ymax of the basins, with a margin */
    size_t n_layers;
    struct bc_qgis_layer layers[BC_QGIS_LAYERS]; /* top of the panel first */
};

/** `<spatialrefsys>` of the project's coordinates, or of another EPSG code. */
void bc_qgis_crs(const struct bc_qgis_project *project);
void bc_qgis_crs_epsg(xmlTextWriterPtr xml, int epsg);
/** `<layer-tree-layer>`: in the panel and in the legend of a layout. */
void bc_qgis_tree_layer(xmlTextWriterPtr xml,
                        const struct bc_qgis_layer *layer);
const char *bc_qgis_layer_id(const struct bc_qgis_project *project,
                             enum bc_published which); /* NULL: not there */

/** `<Layouts>`: the sheet 图件 and the atlas 流域图集. */
void bc_qgis_layouts(const struct bc_qgis_project *project);

#endif
