/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_WAITING_H
#define BC_CLI_WAITING_H

#include "geo/index.h"
#include "geo/join.h"
#include "layer/layer.h"

/**
 * Points on their way to basins, of which nothing is held but what joining
 * them takes: where they lie, and what findings name them by. Its memory is
 * used again when they have gone.
 */
struct bc_waiting;
struct bc_waiting *bc_waiting_new(const char *role, const char *source);
void bc_waiting_free(struct bc_waiting *waiting);

/** Adds copies of the points of @p part, each of which has a code. */
void bc_waiting_add(struct bc_waiting *waiting, const struct bc_layer *part);
size_t bc_waiting_number(const struct bc_waiting *waiting);
/** Those that wait, borrowed until there are more. */
struct bc_layer *bc_waiting_points(struct bc_waiting *waiting);
/** Brings them into the order of their codes, which are all different. */
void bc_waiting_order(struct bc_waiting *waiting);

/**
 * Counts those that lie inside one basin and name none: they go, and the others
 * stay, of which more is to be said.
 * @param count  of each basin, to be added to
 */
void bc_waiting_count(struct bc_waiting *waiting, const struct bc_index *index,
                      size_t *count);
/** Joins all that wait, and lets them go. @p count is of @p n_basins basins,
 * and last of none. */
void bc_waiting_join(struct bc_waiting *waiting, struct bc_joiner *joiner,
                     size_t n_basins, struct bc_findings *findings,
                     size_t *count);
void bc_waiting_let_go(struct bc_waiting *waiting);

#endif
