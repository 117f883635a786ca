/* SPDX-License-Identifier: MIT */
#ifndef BC_GEO_NETWORK_PARTS_H
#define BC_GEO_NETWORK_PARTS_H

/* Private to geo: what the files of the network share. */

#include "geo/index.h"
#include "geo/network.h"

/** One part of a river, its vertices downstream. */
struct bc_river_line {
    size_t river;
    size_t first, end; /* vertices */
    size_t first_reach;
};

/** Some segments in a row and their box: what a search looks at first. */
struct bc_river_run {
    size_t line;
    size_t first, last; /* vertices */
    double bounds[4];   /* xmin ymin xmax ymax */
};

/** Where a line lies in a lake. */
struct bc_lake_piece {
    size_t lake, line;
    double from_m, to_m;
};

/** The nearest place of a line to some point. */
struct bc_foot {
    size_t line, vertex; /* it lies between this vertex and the next */
    double along_m, x, y;
    double distance_m;
};
struct bc_feet {
    size_t n, room;
    struct bc_foot *foot;
};

/** Rows of rivers by code or name, sorted. */
struct bc_named_row {
    const char *name;
    size_t row;
};
struct bc_named_rows {
    size_t n;
    struct bc_named_row *row;
    struct bc_arena arena;
};
/** By key @p key; @p first_name cuts a name at its bracket. */
void bc_named_rows_init(struct bc_named_rows *rows,
                        const struct bc_layer *layer, const char *key,
                        bool first_name);
void bc_named_rows_clear(struct bc_named_rows *rows);
/** The first of the @p n rows of that name; NULL for none. */
const struct bc_named_row *bc_named_rows_find(const struct bc_named_rows *rows,
                                              const char *name, size_t *n);

struct bc_network {
    struct bc_geos *geos;
    const struct bc_crs *crs;
    const struct bc_layer *rivers, *lakes; /* lakes: NULL for none */
    struct bc_network_options options;

    size_t n_lines, line_room;
    struct bc_river_line *line;
    size_t *line_of; /* river r has the lines line_of[r] .. line_of[r + 1] */
    size_t n_vertices, x_room, y_room;
    double *x, *y;
    double *along_m; /* from the start of the line */
    size_t n_runs, run_room;
    struct bc_river_run *run; /* sorted by west edge */
    double widest;            /* run, in degrees */

    size_t n_pieces, piece_room;
    struct bc_lake_piece *piece; /* by line, then place */
    struct bc_index *lake_index;
    bool *two_way;                     /* per lake */
    struct bc_named_rows codes, names; /* of rivers; names before brackets */
    struct bc_named_rows lake_names;

    size_t n_reaches, reach_room;
    struct bc_reach *reach; /* by line, then place */
    size_t n_nodes;
    size_t *first_out, *out; /* node n: out[first_out[n]] .. */
    size_t *first_in, *in;

    size_t n_marks, mark_room;
    struct bc_mark *mark;
    size_t *first_mark, *mark_on;     /* of each reach, by place */
    size_t *mark_of[BC_N_MARK_KINDS]; /* row -> mark, BC_NO_ROW */
    size_t n_rows[BC_N_MARK_KINDS];
    unsigned *lake_kinds; /* per lake: 1u << kind of the marks in it */
};

double bc_river_line_m(const struct bc_network *network, size_t line);
/** The nearest place of one line. */
struct bc_foot bc_network_foot_on(const struct bc_network *network, size_t line,
                                  double x, double y);
/** The nearest place on each line within @p radius_m. Of @p own, the line that
 * the point is an end of, only what is farther along it than @p free_m from
 * @p own_m counts. */
void bc_network_feet(const struct bc_network *network, double x, double y,
                     double radius_m, size_t own, double own_m, double free_m,
                     struct bc_feet *feet);
void bc_network_position(const struct bc_network *network, size_t line,
                         double along_m, double xy[2]);

/** Which pieces of the lines lie in lakes: network_lake.c. */
enum bc_status bc_network_find_lakes(struct bc_network *network,
                                     struct bc_error *err);
/** Directions by `flows_to`, before anything is joined: network_check.c. */
void bc_network_orient(struct bc_network *network,
                       struct bc_findings *findings);
/** Ends that stop short: @p touched per end, 2 * line + (0 start, 1 end). */
void bc_network_find_gaps(const struct bc_network *network, const bool *touched,
                          struct bc_findings *findings);
/** Rivers of parts that no line joins, farther apart than @p least_m: after
 * all is joined; network_break.c. */
void bc_network_find_breaks(const struct bc_network *network, double least_m,
                            struct bc_findings *findings);
/** Loops, braids, lines that meet head-on: after all is joined. */
void bc_network_examine(const struct bc_network *network,
                        struct bc_findings *findings);
/** Marks of lakes, and the order of all marks along the reaches:
 * network_place.c. */
void bc_network_mark_lakes(struct bc_network *network);

/** A finding about river @p row; the message is still to come. */
struct bc_finding bc_river_finding(const struct bc_network *network, size_t row,
                                   enum bc_finding_code code);
const char *bc_river_code(const struct bc_network *network, size_t row);

#endif
