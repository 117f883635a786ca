/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_NETWORK_H
#define BC_GEO_NETWORK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/finding.h"
#include "geo/crs.h"
#include "geo/geos.h"
#include "layer/layer.h"

/**
 * River lines as a directed network; their vertices run downstream.
 *
 * Ends within `snap_m` of one another are one node, and a line is parted where
 * another ends within `snap_m` of it. Lines that only cross stay apart, for a
 * canal may pass under a river. A line is parted at the shores of lakes too:
 * each reach lies in one lake or in none. Distances are geodesic, along the
 * lines; the gap that snapping bridges has no length.
 *
 * In a lake the water goes both ways; in a reservoir (`type` of lakes) it
 * follows the line. Of a river of kind `lake_link` all is in its lake.
 */
struct bc_network;

struct bc_network_options {
    double snap_m;    /* 50 */
    double max_off_m; /* points farther off are not on the network */
};

/**
 * @param rivers  lines with key `code`; `flows_to`, when there, is the code (or
 *                the name, when no other has it) of the river that a line ends
 *                in: one that only starts there is taken the other way round
 * @param lakes   NULL, or valid polygons
 * @p geos, @p crs, @p rivers and @p lakes must outlive the network.
 * Wrong directions, gaps, loops and braids are findings.
 */
enum bc_status bc_network_new(struct bc_geos *geos, const struct bc_crs *crs,
                              const struct bc_layer *rivers,
                              const struct bc_layer *lakes,
                              const struct bc_network_options *options,
                              struct bc_findings *findings,
                              struct bc_network **network,
                              struct bc_error *err);
void bc_network_free(struct bc_network *network);

/** A stretch of one river between two nodes. */
struct bc_reach {
    size_t river;    /* row of rivers */
    size_t lake;     /* row of lakes, BC_NO_ROW outside of them */
    size_t from, to; /* nodes */
    size_t line;     /* private: the line it is part of, and its ends there */
    double start_m, end_m;
};
size_t bc_network_n_reaches(const struct bc_network *network);
size_t bc_network_n_nodes(const struct bc_network *network);
const struct bc_reach *bc_network_reach(const struct bc_network *network,
                                        size_t reach);
double bc_reach_length_m(const struct bc_reach *reach);
/** Appends what lies between two places of a reach as a line feature. */
void bc_network_draw(const struct bc_network *network, size_t reach,
                     double from_m, double to_m, struct bc_shapes *shapes);

/* ---- points on it ---- */

/** How a point came to its place. */
enum bc_placed {
    BC_PLACED_NONE,   /* too far from every line, or from the river that it
                         names; in a lake without a line */
    BC_PLACED_LAKE,   /* it lies in a lake or names one: a line in that lake */
    BC_PLACED_NAMED,  /* the nearest line of the river that it names */
    BC_PLACED_NEAREST /* the nearest line */
};
const char *bc_placed_name(enum bc_placed how); /* "nearest", "" for none */

struct bc_river_place {
    enum bc_placed how;
    size_t reach;   /* BC_NO_ROW for none */
    double along_m; /* from the start of the reach */
    double off_m;   /* from the point to its place */
    double x, y;    /* the place */
};

/** @param water  the river or lake that the point names; NULL */
struct bc_river_place bc_network_place(const struct bc_network *network,
                                       double x, double y, const char *water);

enum bc_mark_kind {
    BC_MARK_SECTION,
    BC_MARK_OUTFALL,
    BC_MARK_SOURCE,
    BC_MARK_LAKE,  /* there from the start */
    BC_MARK_RIVER, /* no mark: met where a walk comes into it */
    BC_N_MARK_KINDS
};

/** A point that traces meet; a lake has one at each end of its reaches. */
struct bc_mark {
    enum bc_mark_kind kind;
    size_t row; /* of its layer */
    struct bc_river_place place;
};

/** Puts the points of a layer (keys `water` or `receiving_water`) on the
 * network; those too far off are a finding. */
void bc_network_put(struct bc_network *network, enum bc_mark_kind kind,
                    const struct bc_layer *points,
                    struct bc_findings *findings);
/** The mark of a row, NULL when it is not on the network. Borrowed until the
 * next put. */
const struct bc_mark *bc_network_mark(const struct bc_network *network,
                                      enum bc_mark_kind kind, size_t row);

/** The lower end of a river, or where it begins; nowhere without a line. */
struct bc_river_place bc_network_river_end(const struct bc_network *network,
                                           size_t river, bool mouth);

/* ---- walks ---- */

struct bc_walk_options {
    bool upstream;
    double max_m;   /* INFINITY: to the end */
    unsigned stops; /* 1u << kind: go no farther than the first of these. Those
                       in a lake (not in a reservoir) stand together and stop
                       the walk where it leaves the lake; those of the lake
                       where the walk starts do not stop it. */
};

/** A mark met, at its shortest distance. */
struct bc_met {
    enum bc_mark_kind kind;
    size_t row;
    double distance_m;
    bool next; /* bc_network_trace: nothing that hides it stands before it */
};

/** A piece of a reach that was walked. */
struct bc_stretch {
    size_t reach;
    double from_m, to_m; /* along the reach, from < to */
    double distance_m;   /* of the end that was come to first */
    bool upstream;       /* it was walked against the flow */
};

struct bc_walk {
    size_t n_met;
    struct bc_met *met; /* nearest first, each once */
    size_t n_stretches;
    struct bc_stretch *stretch;
};
void bc_walk_clear(struct bc_walk *walk);

/**
 * @param start  a mark of the network (of a lake: any of its marks, and the
 *               walk starts from the whole lake), or another place: then its
 *               kind is BC_N_MARK_KINDS
 */
void bc_network_walk(const struct bc_network *network,
                     const struct bc_mark *start,
                     const struct bc_walk_options *options,
                     struct bc_walk *walk);

/** All that is met, and of it what is next: the sections, outfalls and rivers
 * that no section stands before, the lakes before which no lake, the sources
 * before which no source. */
void bc_network_trace(const struct bc_network *network,
                      const struct bc_mark *start, bool upstream, double max_m,
                      struct bc_walk *walk);

/**
 * The outfalls upstream of a section, up to the next sections, that are known
 * not to be remediated (derived column `stage_no` below 6), nearest first.
 */
void bc_network_unfinished(const struct bc_network *network, size_t section,
                           const struct bc_layer *outfalls,
                           struct bc_walk *walk);

#endif
