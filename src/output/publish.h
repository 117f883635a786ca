/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_PUBLISH_H
#define BC_OUTPUT_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/**
 * OUT appears whole or not at all. Files are made in a fresh folder beside it
 * (`.NAME.basincheck-PID`, O_EXCL, O_NOFOLLOW), fsynced, and the folder takes
 * OUT's place by one renameat2 exchange. Leftovers of killed runs are removed.
 * Several threads may put files into a stage, each its own.
 */
struct bc_stage;

/**
 * @retval BC_CANNOT_WRITE  OUT exists, is not an empty folder and
 *                          @p overwrite is false; or the folder above it
 *                          cannot be written
 * With overwrite only a folder made by basincheck (it holds a manifest.json
 * that names it, and nothing that this manifest does not list) or an empty one
 * is replaced. A file, a symbolic link and a folder of somebody else are
 * refused, as is an OUT in which somebody has put files of his own.
 */
enum bc_status bc_stage_new(const char *out, bool overwrite,
                            struct bc_stage **stage, struct bc_error *err);
/** The path of a file in the stage, its folders made; owned by the stage.
 * @p name is one of ours: never made from data. */
const char *bc_stage_path(struct bc_stage *stage, const char *name);
/** Writes bytes by one checked loop, fsync, close, read back and compared. */
enum bc_status bc_stage_write(struct bc_stage *stage, const char *name,
                              const void *bytes, size_t n,
                              struct bc_error *err);
/** For files made by a library: fsyncs it and remembers it for the manifest. */
enum bc_status bc_stage_adopt(struct bc_stage *stage, const char *name,
                              struct bc_error *err);
/** Names in the stage, sorted; for the manifest. */
size_t bc_stage_files(const struct bc_stage *stage, const char *const **names);
/** fsyncs folders and swaps. After success the old OUT is removed. */
enum bc_status bc_stage_publish(struct bc_stage *stage, struct bc_error *err);
/** Removes what was staged when it was not published. Accepts NULL. */
void bc_stage_free(struct bc_stage *stage);

#endif
