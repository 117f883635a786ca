/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_PROGRESS_H
#define BC_PLAN_PROGRESS_H

#include <stddef.h>

#include "base/memory.h"
#include "plan/evaluate.h"

/* How far the work on outfalls and suspects has come, per basin and over all.
 * A part of a basin counts in the basin, too, and over all once. */

enum { BC_N_STAGES = 8, BC_N_STATUSES = 6 };

/**
 * The outfalls of one group in one scope, by the stage that each has reached.
 * The denominator of every share is the whole inventory `n` (RULES.md section
 * 5), those without a stage too; some counties divide the closed by the
 * completed ones, so that ratio stands beside it.
 */
struct bc_stage_count {
    const char *scope, *scope_name; /* basin code, or `all` */
    const char *group;              /* "长江" ...; "" without one; "all" */
    size_t n;
    size_t stage[BC_N_STAGES + 1]; /* at exactly this stage; 0: unknown */
};
/** How many have reached @p rank: 6 is remediated, 8 closed. */
size_t bc_stage_reached(const struct bc_stage_count *count, int rank);

/** The suspects of one scope by status. */
struct bc_status_count {
    const char *scope, *scope_name;
    size_t n;
    size_t status[BC_N_STATUSES + 1]; /* as bc_status_name; 0: unknown */
};
/** 疑似 属实 不属实 整改中 已整改 已销号 of 1..6; "" of others. */
const char *bc_status_name(int status);
size_t bc_status_closed(const struct bc_status_count *count);
/** 属实 and what follows from it, closed ones included. */
size_t bc_status_confirmed(const struct bc_status_count *count);

struct bc_progress {
    size_t n_stages, stage_room;
    struct bc_stage_count *stages; /* by scope; groups in order, then `all` */
    size_t n_statuses, status_room;
    struct bc_status_count *statuses;
    struct bc_arena arena;
};
void bc_progress_clear(struct bc_progress *progress);

/** Scopes without a feature have no row. Without basins there is `all` alone.
 */
void bc_progress_count(const struct bc_plan_input *input,
                       struct bc_progress *progress);

/** The row of a scope and group; NULL when there is none. */
const struct bc_stage_count *bc_stage_find(const struct bc_progress *progress,
                                           const char *scope,
                                           const char *group);
const struct bc_status_count *bc_status_find(const struct bc_progress *progress,
                                             const char *scope);

#endif
