/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_WRITERS_H
#define BC_OUTPUT_WRITERS_H

#include <stdbool.h>

#include "base/error.h"
#include "output/publish.h"
#include "plan/outcome.h"

/* What OUT holds (DESIGN.md section 6), a function a kind; each writes its
 * files into the stage. */

/** basins, sections, outfalls, redlines, overlaps, suspects .geojson + .qml */
enum bc_status bc_geojson_write(const struct bc_outcome *outcome,
                                struct bc_stage *stage, struct bc_error *err);
/** basincheck.gpkg with layer_styles */
enum bc_status bc_geopackage_write(const struct bc_outcome *outcome,
                                   struct bc_stage *stage,
                                   struct bc_error *err);
/** maps/ *.tif with .aux.xml and .qml */
enum bc_status bc_raster_write(const struct bc_outcome *outcome,
                               struct bc_stage *stage, struct bc_error *err);
/** project.qgs; after the files that it opens */
enum bc_status bc_qgis_write(const struct bc_outcome *outcome,
                             struct bc_stage *stage, struct bc_error *err);
/** report.html */
enum bc_status bc_report_write(const struct bc_outcome *outcome,
                               struct bc_stage *stage, struct bc_error *err);
/** maps/basins.png, and one a basin; nothing without `pictures` */
enum bc_status bc_pictures_write(const struct bc_outcome *outcome,
                                 struct bc_stage *stage, struct bc_error *err);
/** atlas.pdf: the same maps, a page each; nothing without `pictures` */
enum bc_status bc_atlas_write(const struct bc_outcome *outcome,
                              struct bc_stage *stage, struct bc_error *err);
/** results.csv, classes.csv, crosswalk.csv, overlaps.csv, upstream.csv,
 * outfall_stages.csv, suspect_status.csv, redline_conflicts.csv, findings.csv
 */
enum bc_status bc_tables_write(const struct bc_outcome *outcome,
                               struct bc_stage *stage, struct bc_error *err);
/** results.xlsx: sheets 考核结果 断面 排污口 红线 */
enum bc_status bc_workbook_write(const struct bc_outcome *outcome,
                                 struct bc_stage *stage, struct bc_error *err);
/** manifest.json; last */
enum bc_status bc_manifest_write(const struct bc_outcome *outcome,
                                 struct bc_stage *stage, struct bc_error *err);
/** `method` of its options, as a later run compares it with its own. */
void bc_manifest_method(const struct bc_water_method *method,
                        struct bc_text *json);
/**
 * All of the above into the stage, by several threads; the manifest last.
 * @param step  told after each kind, by one thread at a time, how many of all
 *              there are; where it answers false nothing more is begun. NULL:
 *              nobody asks
 * @retval BC_INTERRUPTED  @p step answered false
 */
enum bc_status
bc_outputs_write(const struct bc_outcome *outcome, struct bc_stage *stage,
                 bool (*step)(size_t done, size_t n, void *context),
                 void *context, struct bc_error *err);

/** Is there a font with Chinese characters? Without one, pictures would show
 * boxes instead of names. @param name  its family is added; NULL: nobody asks
 */
bool bc_picture_font(struct bc_text *name);

#endif
