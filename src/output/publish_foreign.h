/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_PUBLISH_FOREIGN_H
#define BC_OUTPUT_PUBLISH_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Private to publish: what stands in an OUT that basincheck did not put there.
 */

/**
 * Files below the folder @p fd that `outputs` of its manifest does not name.
 * What QGIS and GDAL leave beside a file (`.gpkg-wal`, `project.qgs~`,
 * `.aux.xml` …) belongs to it.
 *
 * @param manifest  the bytes of manifest.json
 * @param[out] first  the first of them by name; empty when there is none
 * @param[out] n  how many
 * @return false when not every folder could be read: there may be more
 */
bool bc_foreign_files(int fd, const char *manifest, size_t n_bytes,
                      struct bc_text *first, size_t *n);

#endif
