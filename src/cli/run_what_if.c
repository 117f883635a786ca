/* SPDX-License-Identifier: MIT */
#include "cli/run.h"

#include "cli/print.h"
#include "cli/run_parts.h"
#include "plan/what_if.h"

enum bc_status bc_run_what_if(struct bc_run *run, struct bc_error *err)
{
    struct bc_source source = {.role = "what_if",
                               .limits = &run->project.limits,
                               .n_paths = 1,
                               .paths = &run->what_if_file,
                               .labels = &run->what_if_file,
                               .table = true};
    enum bc_status status = BC_OK;

    if (!run->what_if_file)
        return BC_OK;
    bc_print_protect(run->what_if_file);
    status = bc_layer_read(&source, run->findings, &run->what_if_table, err);
    if (!status)
        status = bc_what_if_cells(run->what_if_table, run->layers,
                                  run->n_layers, err);
    return status;
}
