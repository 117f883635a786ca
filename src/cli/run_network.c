/* SPDX-License-Identifier: MIT */
#include "cli/run.h"

enum bc_status bc_run_network(struct bc_run *run, struct bc_error *err)
{
    static const struct {
        enum bc_mark_kind kind;
        const char *role;
    } points[] = {{BC_MARK_SECTION, "sections"},
                  {BC_MARK_OUTFALL, "outfalls"},
                  {BC_MARK_SOURCE, "sources"}};
    const struct bc_network_options options = {
        run->project.method.snap_m, run->project.method.river_distance_m};
    const struct bc_layer *rivers = bc_run_layer(run, "rivers");
    enum bc_status status = BC_OK;

    if (!rivers)
        return BC_OK;
    status =
        bc_network_new(run->geos, run->crs, rivers, bc_run_layer(run, "lakes"),
                       &options, run->findings, &run->network, err);
    for (size_t i = 0; !status && i < sizeof points / sizeof *points; i++) {
        const struct bc_layer *layer = bc_run_layer(run, points[i].role);
        if (layer)
            bc_network_put(run->network, points[i].kind, layer, run->findings);
    }
    return status;
}
