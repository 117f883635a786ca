/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_RUNS_H
#define BC_GEO_RUNS_H

/* Private to geo: features that follow each other, cut into runs with about as
 * many vertices each, for work that is shared among threads. */

#include "layer/layer.h"

struct bc_runs {
    size_t n;
    size_t *first; /* n + 1 features */
};

/** @param n_vertices  of a run; one feature may have more */
void bc_runs_init(struct bc_runs *runs, const struct bc_shapes *shapes,
                  size_t n_vertices);
void bc_runs_clear(struct bc_runs *runs);

#endif
