/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "cli/run.h"
#include "cli/run_parts.h"
#include "geo/waterside.h"
#include "plan/derive.h"

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
    status = bc_run_go_on(BC_N("joining rivers"), err);
    if (status)
        return status;
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

void bc_run_outfall_waters(struct bc_run *run)
{
    const struct bc_waterside waterside = {run->crs, bc_run_layer(run, "lakes"),
                                           bc_run_layer(run, "rivers")};
    const struct bc_layer *sections = bc_run_layer(run, "sections");
    struct bc_layer *outfalls = bc_run_layer(run, "outfalls");
    struct bc_near_water *near;

    if (!outfalls || outfalls->geometry != BC_GEOMETRY_POINT ||
        (!waterside.lakes && !waterside.rivers))
        return;
    near = bc_alloc(outfalls->n_features + 1, sizeof *near);
    bc_waterside_nearest(&waterside, outfalls, near);
    bc_derive_waters(outfalls, near);
    free(near);
    if (run->network && sections)
        bc_derive_next_section(outfalls, BC_MARK_OUTFALL, sections,
                               run->network);
}
