/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_FAULTS_H
#define BC_LAYER_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "layer/rows.h"

struct bc_source;

enum { BC_MOST_FAULTS = 20 };

/** What is wrong with a file, in its order: of one that was refused for its
 * first fault, all behind which it can still be understood. */
struct bc_faults {
    size_t n;
    struct bc_error fault[BC_MOST_FAULTS];
};

/** Whether what @p err says is among them. */
bool bc_faults_hold(const struct bc_faults *faults, const struct bc_error *err);
/** For readers that can go on behind what @p err says: notes it, once if it is
 * said again.
 * @param faults  NULL: nobody gathers them
 * @return whether to go on; else it is their error, as there are too many */
bool bc_faults_take(struct bc_faults *faults, const struct bc_error *err);

/**
 * Reads file number @p path of a source, a CSV or workbook, for its faults
 * alone: rows with too many or too few cells, with a stray byte, with a value
 * below no header; formulas without their values and cells of a wrong type.
 * The last may be one behind which nothing is understood. Other formats: none.
 * @param word  as of the sink that has refused it; NULL
 * @return whether the file was read to its end
 */
bool bc_faults_find(const struct bc_source *source, size_t path,
                    enum bc_word (*word)(struct bc_slice cell),
                    struct bc_faults *faults);

#endif
