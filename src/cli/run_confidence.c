/* SPDX-License-Identifier: MIT */
#include "cli/run.h"

#include <stdio.h>

#include "cli/run_parts.h"
#include "plan/confidence.h"

static void fill(const struct bc_run *run,
                 const struct bc_confidence *confidence, struct bc_table *table)
{
    static const struct bc_table_column columns[] = {
        {"target", false},       {"basin", false},
        {"verdict", false},      {"replicates", true},
        {"holds_percent", true}, {"share_p05", true},
        {"share_p95", true},     {"section_months", true},
        {"one_day_months", true}};

    *table = (struct bc_table){.name = "confidence",
                               .columns = columns,
                               .n_columns = sizeof columns / sizeof *columns};
    for (size_t i = 0; i < confidence->n; i++) {
        const struct bc_confidence_row *row = &confidence->row[i];
        const struct bc_result *result = &run->results.result[row->result];
        char number[6][32];

        snprintf(number[0], sizeof number[0], "%zu", confidence->n_replicates);
        bc_decimal_print(row->holds, number[1]);
        bc_decimal_print(row->p05, number[2]);
        bc_decimal_print(row->p95, number[3]);
        snprintf(number[4], sizeof number[4], "%zu", row->n_months);
        snprintf(number[5], sizeof number[5], "%zu", row->n_one_day);
        bc_table_add_row(
            table, (const char *const[]){
                       run->targets.target[result->target].id, result->basin,
                       bc_verdict_name(result->verdict), number[0], number[1],
                       number[2], number[3], number[4], number[5]});
    }
}

enum bc_status bc_run_confidence(struct bc_run *run, struct bc_error *err)
{
    const struct bc_risk_input risk = bc_run_risk_input(run);
    const struct bc_plan_input input = bc_run_plan_input(run, &risk);
    struct bc_confidence confidence = {0};
    enum bc_status status;

    if (!run->days)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s: no layer 'observations'; --confidence draws "
                            "from their days",
                            run->project.file);
    status = bc_confidence_find(&input, &run->targets, &run->results,
                                run->observations, run->days, &run->replicates,
                                &confidence, err);
    if (!status)
        fill(run, &confidence, &run->confidence);
    bc_confidence_clear(&confidence);
    return status;
}
