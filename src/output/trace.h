/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_TRACE_H
#define BC_OUTPUT_TRACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "geo/network.h"
#include "output/table.h"
#include "plan/outcome.h"

/** What was met on a walk from one place. */
struct bc_traced {
    const char *from; /* code, or position; borrowed */
    bool upstream;
    struct bc_met met;
};

/** Walks over the network, as they are printed and drawn. Layers are borrowed;
 * those that a project has not are NULL. */
struct bc_traces {
    const struct bc_network *network;
    const struct bc_layer *rivers;
    const struct bc_layer *layer[BC_N_MARK_KINDS];
    double speed_m_s;
    bool assumed_speed;
    bool illustrative;
    /* of a trace from one place, for its sheet */
    const char *start_code, *start_name;
    double start[2]; /* x, y */
    bool upstream, downstream;
    size_t n, room;
    struct bc_traced *traced;
    size_t n_stretches, stretch_room;
    struct bc_stretch *stretch;
};
void bc_traces_clear(struct bc_traces *traces);

/** Appends what a walk met, of the kinds 1u << kind, and its stretches. */
void bc_traces_add(struct bc_traces *traces, const char *from, bool upstream,
                   const struct bc_walk *walk, unsigned kinds, bool next_only);

/** `from, direction, kind, code, name, distance_km, travel_h, next, river,
 * off_m, placed, stage, category, basin` */
void bc_table_traces(const struct bc_traces *traces, struct bc_table *table);

/** A FeatureCollection: stretches of rivers, then what was met. */
void bc_traces_geojson(const struct bc_traces *traces, struct bc_text *out);

/** The sheet 一河一策一图 for an emergency: one HTML page with map and table.
 * Positions are rounded as in the report. */
void bc_traces_sheet(const struct bc_traces *traces,
                     const struct bc_outcome *outcome, struct bc_text *out);

#endif
