/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_SERVER_OBSERVATIONS_H
#define BC_CLI_SERVER_OBSERVATIONS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/finding.h"
#include "layer/source.h"
#include "water/observation.h"
#include "water/sample.h"

/** Who takes observations that a server holds. Borrowed. */
struct bc_server_observations {
    struct bc_observations *observations;
    struct bc_findings *findings;
    enum bc_duplicates duplicates; /* as `observations` has it */
    /** Whether the days of a month (bc_month_of_day) are wanted, not its sums
     * alone; NULL: never. */
    bool (*wants_days)(const void *context, int month);
    const void *context;
};

/** Observations of one table of a server: sums and counts where the server can
 * make them, rows where the rules of rows are needed. */
enum bc_status
bc_server_observations_read(const struct bc_server_observations *to,
                            const struct bc_source *source,
                            struct bc_error *err);

/**
 * Rows of one table of a server by section and time, those of one time in the
 * order of an integer primary key, where there is one.
 *
 * @param samples  told whether there is (bc_samples_without_order); NULL
 * @retval BC_BAD_INPUT  the first or the last of rows that have no order is to
 *                       count
 */
enum bc_status bc_server_rows_read(const struct bc_source *source,
                                   enum bc_duplicates duplicates,
                                   struct bc_samples *samples,
                                   const struct bc_rows_sink *sink,
                                   struct bc_error *err);

#endif
