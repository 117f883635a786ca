/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_FIELDS_H
#define BC_OUTPUT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/language.h"
#include "plan/outcome.h"

/**
 * The attribute fields of the published layers, in one place for GeoJSON,
 * GeoPackage, QML and QGIS project, so that none drifts from the others.
 */
enum bc_field_type {
    BC_FIELD_TEXT,
    BC_FIELD_INTEGER,
    BC_FIELD_REAL,
    BC_FIELD_DATE
};

struct bc_cell_at;
struct bc_field {
    const char *name;     /* ASCII, lower case: "class_no" */
    const char *alias_zh; /* "水质类别号" */
    const char *alias_en;
    enum bc_field_type type;
    /* how its text is made; ask bc_published_cell */
    void (*cell)(const struct bc_cell_at *at, struct bc_text *out);
    int item; /* of a mean */
};

enum bc_published {
    BC_PUBLISHED_SECTIONS,
    BC_PUBLISHED_SECTION_MONTHS, /* --by month: month after month, all sections
                                  */
    BC_PUBLISHED_SUSPECTS,
    BC_PUBLISHED_OUTFALLS,
    BC_PUBLISHED_RIVERS,
    BC_PUBLISHED_REDLINES,
    BC_PUBLISHED_OVERLAPS,
    BC_PUBLISHED_ZONES,
    BC_PUBLISHED_REDLINE_BUFFERS,
    BC_PUBLISHED_WATER_STRIPS,
    BC_PUBLISHED_FENCES,
    BC_PUBLISHED_LAKES,
    BC_PUBLISHED_BASINS,
    BC_N_PUBLISHED
};

/** points first, polygons last: QGIS's panel order. */
struct bc_published_layer {
    const char *name;     /* "sections": table and file name */
    const char *title_zh; /* "水质断面": bc_report_sense(title_zh) */
    enum bc_geometry geometry;
    bool geojson; /* also a .geojson file */
    size_t n_fields;
    const struct bc_field *fields;
};
const struct bc_published_layer *bc_published_layer(enum bc_published which);
/** The field's name for readers, in the language of the report. */
const char *bc_field_alias(const struct bc_field *field);

/** How many features there are in this outcome; 0 leaves the layer out. */
size_t bc_published_count(const struct bc_outcome *outcome,
                          enum bc_published which);
/** Text of a cell ("" is NULL), made from layers and judgements. */
void bc_published_cell(const struct bc_outcome *outcome,
                       enum bc_published which, size_t feature, size_t field,
                       struct bc_text *out);
/** As bc_published_layer says; suspects may also be polygons. */
enum bc_geometry bc_published_geometry(const struct bc_outcome *outcome,
                                       enum bc_published which);
/** Does the project say that its data are made up? */
bool bc_published_illustrative(const struct bc_outcome *outcome,
                               enum bc_published which);
/** What a reader of data that are made up must know first. */
#define BC_ILLUSTRATIVE_NOTE                                                                    \
    BC_ZH("示例数据，含编造内容，不得用于考核 (illustrative data, made up in " \
          "part)")
/** The note as data hold it, in both languages; NULL unless the layer is
 * illustrative. */
const char *bc_published_note(const struct bc_outcome *outcome,
                              enum bc_published which);

/** Lines and polygons, feature by feature; NULL of points. */
const struct bc_shapes *bc_published_shapes(const struct bc_outcome *outcome,
                                            enum bc_published which);
/** False when it is no point layer or the point is missing. */
bool bc_published_point(const struct bc_outcome *outcome,
                        enum bc_published which, size_t feature, double xy[2]);
#endif
