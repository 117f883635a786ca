/* SPDX-License-Identifier: MIT */
#include "cli/run_parts.h"

enum bc_status bc_run_series(struct bc_run *run, struct bc_error *err)
{
    const struct bc_risk_input risk = bc_run_risk_input(run);
    struct bc_plan_input input = bc_run_plan_input(run, &risk);

    return bc_series_new(&input, &run->targets, &run->results, &run->series,
                         err);
}
