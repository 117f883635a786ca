/* SPDX-License-Identifier: MIT */
#include "geo/network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "geo/feature.h"
#include "geo/geodesic.h"
#include "geo/network_parts.h"
#include "geo/plane.h"

#define RUN_SEGMENTS 16
/* A line may end beside itself; what is nearer along it is the end itself. */
#define OWN_FREE 4

const char *bc_river_code(const struct bc_network *network, size_t row)
{
    return bc_feature_name(network->rivers, row);
}

struct bc_finding bc_river_finding(const struct bc_network *network, size_t row,
                                   enum bc_finding_code code)
{
    return bc_feature_finding(network->rivers, row, code);
}

/* ---- lines ---- */

static void add_vertex(struct bc_network *network, double x, double y)
{
    size_t n = network->n_vertices++;

    network->x =
        bc_reserve(network->x, &network->x_room, n + 1, sizeof(double));
    network->y =
        bc_reserve(network->y, &network->y_room, n + 1, sizeof(double));
    network->x[n] = x;
    network->y[n] = y;
}

/** A line of two different vertices at least; others are no river. */
static void add_line(struct bc_network *network, size_t river,
                     const struct bc_shapes *shapes, size_t ring)
{
    size_t first = network->n_vertices;

    for (size_t v = shapes->vertex_of[ring]; v < shapes->vertex_of[ring + 1];
         v++)
        if (network->n_vertices == first ||
            shapes->x[v] != network->x[network->n_vertices - 1] ||
            shapes->y[v] != network->y[network->n_vertices - 1])
            add_vertex(network, shapes->x[v], shapes->y[v]);
    if (network->n_vertices < first + 2) {
        network->n_vertices = first;
        return;
    }
    network->line = bc_reserve(network->line, &network->line_room,
                               network->n_lines + 1, sizeof *network->line);
    network->line[network->n_lines++] = (struct bc_river_line){
        .river = river, .first = first, .end = network->n_vertices};
}

static void read_lines(struct bc_network *network)
{
    const struct bc_shapes *shapes = &network->rivers->shapes;
    size_t n = network->rivers->n_features;

    network->line_of = bc_alloc(n + 1, sizeof *network->line_of);
    for (size_t river = 0; river < n; river++) {
        network->line_of[river] = network->n_lines;
        for (size_t part = shapes->part_of[river];
             part < shapes->part_of[river + 1]; part++)
            for (size_t ring = shapes->ring_of[part];
                 ring < shapes->ring_of[part + 1]; ring++)
                add_line(network, river, shapes, ring);
    }
    network->line_of[n] = network->n_lines;
}

static void measure(struct bc_network *network)
{
    network->along_m =
        bc_alloc(network->n_vertices + 1, sizeof *network->along_m);
    for (size_t i = 0; i < network->n_lines; i++)
        for (size_t v = network->line[i].first + 1; v < network->line[i].end;
             v++)
            network->along_m[v] =
                network->along_m[v - 1] +
                bc_geodesic_distance_m(network->crs, network->x[v - 1],
                                       network->y[v - 1], network->x[v],
                                       network->y[v]);
}

double bc_river_line_m(const struct bc_network *network, size_t line)
{
    return network->along_m[network->line[line].end - 1];
}

/* ---- the nearest place ---- */

static void add_run(struct bc_network *network, size_t line, size_t first,
                    size_t last)
{
    struct bc_river_run run = {
        line, first, last, {INFINITY, INFINITY, -INFINITY, -INFINITY}};

    for (size_t v = first; v <= last; v++) {
        run.bounds[0] = fmin(run.bounds[0], network->x[v]);
        run.bounds[1] = fmin(run.bounds[1], network->y[v]);
        run.bounds[2] = fmax(run.bounds[2], network->x[v]);
        run.bounds[3] = fmax(run.bounds[3], network->y[v]);
    }
    network->widest = fmax(network->widest, run.bounds[2] - run.bounds[0]);
    network->run = bc_reserve(network->run, &network->run_room,
                              network->n_runs + 1, sizeof run);
    network->run[network->n_runs++] = run;
}

static int by_west_edge(const void *a, const void *b)
{
    const struct bc_river_run *left = a, *right = b;
    int order = (left->bounds[0] > right->bounds[0]) -
                (left->bounds[0] < right->bounds[0]);

    return order ? order
                 : (left->first > right->first) - (left->first < right->first);
}

static void index_runs(struct bc_network *network)
{
    for (size_t i = 0; i < network->n_lines; i++) {
        const struct bc_river_line *line = &network->line[i];

        for (size_t v = line->first; v + 1 < line->end; v += RUN_SEGMENTS)
            add_run(network, i, v,
                    v + RUN_SEGMENTS < line->end ? v + RUN_SEGMENTS
                                                 : line->end - 1);
    }
    if (network->n_runs)
        qsort(network->run, network->n_runs, sizeof *network->run,
              by_west_edge);
}

/** Takes the nearest place between vertex @p v and the next, when nearer by
 * the plane. */
static void try_segment(const struct bc_network *network, size_t v,
                        const struct bc_plane *plane, struct bc_foot *foot)
{
    double from[2], to[2], t, east, north, distance_m;

    bc_plane_offset(plane, network->x[v], network->y[v], from);
    bc_plane_offset(plane, network->x[v + 1], network->y[v + 1], to);
    t = bc_plane_foot(from, to);
    east = from[0] + t * (to[0] - from[0]);
    north = from[1] + t * (to[1] - from[1]);
    distance_m = hypot(east, north);
    if (distance_m >= foot->distance_m)
        return;
    foot->distance_m = distance_m;
    foot->vertex = v;
    foot->x = t == 1 ? network->x[v + 1]
                     : network->x[v] + t * (network->x[v + 1] - network->x[v]);
    foot->y = t == 1 ? network->y[v + 1]
                     : network->y[v] + t * (network->y[v + 1] - network->y[v]);
}

/** From plane to ellipsoid: the distance, and how far down the line. */
static void settle(const struct bc_network *network,
                   const struct bc_plane *plane, struct bc_foot *foot)
{
    size_t v = foot->vertex;

    foot->distance_m = bc_geodesic_distance_m(network->crs, plane->x, plane->y,
                                              foot->x, foot->y);
    foot->along_m =
        fmin(network->along_m[v + 1],
             network->along_m[v] +
                 bc_geodesic_distance_m(network->crs, network->x[v],
                                        network->y[v], foot->x, foot->y));
}

struct bc_foot bc_network_foot_on(const struct bc_network *network, size_t line,
                                  double x, double y)
{
    struct bc_plane plane = bc_plane_at(x, y);
    struct bc_foot foot = {.line = line, .distance_m = INFINITY};

    for (size_t v = network->line[line].first; v + 1 < network->line[line].end;
         v++)
        try_segment(network, v, &plane, &foot);
    settle(network, &plane, &foot);
    return foot;
}

static struct bc_foot *foot_of_line(struct bc_feet *feet, size_t line)
{
    for (size_t i = 0; i < feet->n; i++)
        if (feet->foot[i].line == line)
            return &feet->foot[i];
    feet->foot =
        bc_reserve(feet->foot, &feet->room, feet->n + 1, sizeof *feet->foot);
    feet->foot[feet->n] =
        (struct bc_foot){.line = line, .distance_m = INFINITY};
    return &feet->foot[feet->n++];
}

/** The first run whose west edge is not west of @p x. */
static size_t first_run(const struct bc_network *network, double x)
{
    size_t low = 0, high = network->n_runs;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (network->run[middle].bounds[0] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/** Does the line pass @p along_m within the part that is the end itself? */
static bool is_own(const struct bc_network *network, size_t v, double own_m,
                   double free_m)
{
    return network->along_m[v] < own_m + free_m &&
           network->along_m[v + 1] > own_m - free_m;
}

void bc_network_feet(const struct bc_network *network, double x, double y,
                     double radius_m, size_t own, double own_m, double free_m,
                     struct bc_feet *feet)
{
    struct bc_plane plane = bc_plane_at(x, y);
    /* a little more than the radius; the distance itself is checked below */
    double north = 1.01 * radius_m / plane.north_m;
    double widest_lat = fmin(fabs(y) + north, 89.9) * M_PI / 180;
    double east = fmin(1.01 * radius_m / (plane.east_m * cos(widest_lat)), 360);
    size_t kept = 0;

    feet->n = 0;
    for (size_t r = first_run(network, x - east - network->widest);
         r < network->n_runs && network->run[r].bounds[0] <= x + east; r++) {
        const struct bc_river_run *run = &network->run[r];

        if (run->bounds[2] < x - east || run->bounds[3] < y - north ||
            run->bounds[1] > y + north)
            continue;
        for (size_t v = run->first; v < run->last; v++)
            if (run->line != own || !is_own(network, v, own_m, free_m))
                try_segment(network, v, &plane, foot_of_line(feet, run->line));
    }
    for (size_t i = 0; i < feet->n; i++) {
        settle(network, &plane, &feet->foot[i]);
        if (feet->foot[i].distance_m <= radius_m)
            feet->foot[kept++] = feet->foot[i];
    }
    feet->n = kept;
}

void bc_network_position(const struct bc_network *network, size_t line,
                         double along_m, double xy[2])
{
    size_t low = network->line[line].first;
    size_t high = network->line[line].end - 1;
    double length_m, t;

    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;

        if (network->along_m[middle] <= along_m)
            low = middle;
        else
            high = middle;
    }
    length_m = network->along_m[high] - network->along_m[low];
    t = length_m > 0 ? (along_m - network->along_m[low]) / length_m : 0;
    t = fmin(fmax(t, 0), 1);
    xy[0] = network->x[low] + t * (network->x[high] - network->x[low]);
    xy[1] = network->y[low] + t * (network->y[high] - network->y[low]);
}

/* ---- joining ends ---- */

/** Where a line is parted: at another's end, or at a shore. */
struct cut {
    size_t line;
    double along_m;
    size_t end; /* BC_NO_ROW: a shore */
};

struct joining {
    struct bc_network *network;
    size_t *root;  /* per end: 2 * line + (0 start, 1 end) */
    bool *touched; /* per end: another line is there */
    size_t n_cuts, cut_room;
    struct cut *cut;
    struct bc_feet feet;
};

static size_t root_of(struct joining *joining, size_t end)
{
    while (joining->root[end] != end) {
        joining->root[end] = joining->root[joining->root[end]];
        end = joining->root[end];
    }
    return end;
}

static void unite(struct joining *joining, size_t a, size_t b)
{
    size_t left = root_of(joining, a), right = root_of(joining, b);

    joining->root[left > right ? left : right] = left > right ? right : left;
}

static void add_cut(struct joining *joining, size_t line, double along_m,
                    size_t end)
{
    joining->cut = bc_reserve(joining->cut, &joining->cut_room,
                              joining->n_cuts + 1, sizeof *joining->cut);
    joining->cut[joining->n_cuts++] = (struct cut){line, along_m, end};
}

/** One end that touches a line: at its ends they become one node. */
static void touch(struct joining *joining, size_t end,
                  const struct bc_foot *foot)
{
    const double snap_m = joining->network->options.snap_m;
    double left_m =
        bc_river_line_m(joining->network, foot->line) - foot->along_m;
    size_t other = 2 * foot->line + (foot->along_m > left_m);

    if (foot->along_m > snap_m && left_m > snap_m)
        add_cut(joining, foot->line, foot->along_m, end);
    else if (other != end)
        unite(joining, end, other);
    else
        return;
    joining->touched[end] = true;
    joining->touched[other] = true;
}

static void join_end(struct joining *joining, size_t end)
{
    const struct bc_network *network = joining->network;
    const double snap_m = network->options.snap_m;
    const struct bc_river_line *line = &network->line[end / 2];
    size_t vertex = end % 2 ? line->end - 1 : line->first;

    bc_network_feet(network, network->x[vertex], network->y[vertex], snap_m,
                    end / 2, network->along_m[vertex], OWN_FREE * snap_m,
                    &joining->feet);
    for (size_t i = 0; i < joining->feet.n; i++)
        touch(joining, end, &joining->feet.foot[i]);
}

/** Shores part a line where nothing else does. */
static void add_shores(struct joining *joining)
{
    const struct bc_network *network = joining->network;

    for (size_t i = 0; i < network->n_pieces; i++) {
        const struct bc_lake_piece *piece = &network->piece[i];

        add_cut(joining, piece->line, piece->from_m, BC_NO_ROW);
        add_cut(joining, piece->line, piece->to_m, BC_NO_ROW);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct cut *left = a, *right = b;

    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    if (left->along_m != right->along_m)
        return left->along_m < right->along_m ? -1 : 1;
    return (left->end > right->end) - (left->end < right->end);
}

static bool shore_is_near(const struct joining *joining, size_t cut)
{
    const double snap_m = joining->network->options.snap_m;
    const struct cut *shore = &joining->cut[cut];

    if (shore->along_m <= snap_m ||
        bc_river_line_m(joining->network, shore->line) - shore->along_m <=
            snap_m)
        return true;
    for (size_t i = cut; i-- && joining->cut[i].line == shore->line &&
                         shore->along_m - joining->cut[i].along_m <= snap_m;)
        if (joining->cut[i].end != BC_NO_ROW)
            return true;
    for (size_t i = cut + 1;
         i < joining->n_cuts && joining->cut[i].line == shore->line &&
         joining->cut[i].along_m - shore->along_m <= snap_m;
         i++)
        if (joining->cut[i].end != BC_NO_ROW)
            return true;
    return false;
}

/* ---- reaches ---- */

/** The lake that a line is in at @p along_m; BC_NO_ROW for none. */
static size_t lake_at(const struct bc_network *network, size_t line,
                      double along_m)
{
    size_t low = 0, high = network->n_pieces;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct bc_lake_piece *piece = &network->piece[middle];

        if (piece->line < line ||
            (piece->line == line && piece->to_m < along_m))
            low = middle + 1;
        else
            high = middle;
    }
    return low < network->n_pieces && network->piece[low].line == line &&
                   network->piece[low].from_m <= along_m
               ? network->piece[low].lake
               : BC_NO_ROW;
}

static void add_reach(struct bc_network *network, size_t line, double start_m,
                      double end_m, size_t from, size_t to)
{
    network->reach = bc_reserve(network->reach, &network->reach_room,
                                network->n_reaches + 1, sizeof *network->reach);
    network->reach[network->n_reaches++] =
        (struct bc_reach){.river = network->line[line].river,
                          .lake = lake_at(network, line, (start_m + end_m) / 2),
                          .from = from,
                          .to = to,
                          .line = line,
                          .start_m = start_m,
                          .end_m = end_m};
}

/** The node of an end; numbered when first met. */
static size_t node_of(struct joining *joining, size_t *number, size_t end)
{
    size_t root = root_of(joining, end);

    if (number[root] == BC_NO_ROW)
        number[root] = joining->network->n_nodes++;
    return number[root];
}

/** Parts one line at its cuts. @return the first cut of the next line */
static size_t part_line(struct joining *joining, size_t *number, size_t line,
                        size_t cut)
{
    struct bc_network *network = joining->network;
    const double snap_m = network->options.snap_m;
    double from_m = 0;
    size_t from = node_of(joining, number, 2 * line);

    network->line[line].first_reach = network->n_reaches;
    for (; cut < joining->n_cuts && joining->cut[cut].line == line; cut++) {
        const struct cut *here = &joining->cut[cut];
        size_t node;

        if (here->end == BC_NO_ROW && shore_is_near(joining, cut))
            continue;
        node = here->end == BC_NO_ROW ? network->n_nodes++
                                      : node_of(joining, number, here->end);
        /* two ends that are one node touch the line side by side */
        if (node == from && here->along_m - from_m <= 2 * snap_m)
            continue;
        add_reach(network, line, from_m, here->along_m, from, node);
        from = node;
        from_m = here->along_m;
    }
    add_reach(network, line, from_m, bc_river_line_m(network, line), from,
              node_of(joining, number, 2 * line + 1));
    return cut;
}

static void part_lines(struct joining *joining)
{
    struct bc_network *network = joining->network;
    size_t *number = bc_alloc(2 * network->n_lines + 1, sizeof *number);

    if (joining->n_cuts)
        qsort(joining->cut, joining->n_cuts, sizeof *joining->cut, by_place);
    for (size_t end = 0; end < 2 * network->n_lines; end++)
        number[end] = BC_NO_ROW;
    for (size_t line = 0, cut = 0; line < network->n_lines; line++)
        cut = part_line(joining, number, line, cut);
    free(number);
}

/** Reaches by one of their nodes: those of node n stand at
 * list[first[n]] .. list[first[n + 1] - 1]. */
static void list_by_node(const struct bc_network *network, bool outgoing,
                         size_t **first, size_t **list)
{
    *first = bc_alloc(network->n_nodes + 2, sizeof **first);
    *list = bc_alloc(network->n_reaches + 1, sizeof **list);
    for (size_t i = 0; i < network->n_reaches; i++) {
        const struct bc_reach *reach = &network->reach[i];

        (*first)[(outgoing ? reach->from : reach->to) + 2]++;
    }
    for (size_t n = 2; n <= network->n_nodes + 1; n++)
        (*first)[n] += (*first)[n - 1];
    for (size_t i = 0; i < network->n_reaches; i++) {
        const struct bc_reach *reach = &network->reach[i];

        (*list)[(*first)[(outgoing ? reach->from : reach->to) + 1]++] = i;
    }
}

static void join(struct bc_network *network, struct bc_findings *findings)
{
    struct joining joining = {.network = network};
    size_t n_ends = 2 * network->n_lines;

    joining.root = bc_alloc(n_ends + 1, sizeof *joining.root);
    joining.touched = bc_alloc(n_ends + 1, sizeof *joining.touched);
    for (size_t end = 0; end < n_ends; end++)
        joining.root[end] = end;
    for (size_t end = 0; end < n_ends; end++)
        join_end(&joining, end);
    add_shores(&joining);
    part_lines(&joining);
    list_by_node(network, true, &network->first_out, &network->out);
    list_by_node(network, false, &network->first_in, &network->in);
    bc_network_find_gaps(network, joining.touched, findings);
    free(joining.feet.foot);
    free(joining.cut);
    free(joining.touched);
    free(joining.root);
}

/* ---- the network ---- */

enum bc_status bc_network_new(struct bc_geos *geos, const struct bc_crs *crs,
                              const struct bc_layer *rivers,
                              const struct bc_layer *lakes,
                              const struct bc_network_options *options,
                              struct bc_findings *findings,
                              struct bc_network **network, struct bc_error *err)
{
    struct bc_network *made = bc_alloc(1, sizeof *made);
    enum bc_status status;

    *network = NULL;
    made->geos = geos;
    made->crs = crs;
    made->rivers = rivers;
    made->lakes = lakes;
    made->options = *options;
    bc_named_rows_init(&made->codes, rivers, "code", false);
    bc_named_rows_init(&made->names, rivers, "name", true);
    if (lakes)
        bc_named_rows_init(&made->lake_names, lakes, "name", true);
    read_lines(made);
    measure(made);
    bc_network_orient(made, findings);
    index_runs(made);
    status = bc_network_find_lakes(made, err);
    if (status) {
        bc_network_free(made);
        return status;
    }
    join(made, findings);
    bc_network_examine(made, findings);
    bc_network_mark_lakes(made);
    *network = made;
    return BC_OK;
}

void bc_network_free(struct bc_network *network)
{
    if (!network)
        return;
    for (int kind = 0; kind < BC_N_MARK_KINDS; kind++)
        free(network->mark_of[kind]);
    free(network->lake_kinds);
    free(network->mark_on);
    free(network->first_mark);
    free(network->mark);
    free(network->in);
    free(network->first_in);
    free(network->out);
    free(network->first_out);
    free(network->reach);
    bc_named_rows_clear(&network->lake_names);
    bc_named_rows_clear(&network->names);
    bc_named_rows_clear(&network->codes);
    free(network->two_way);
    bc_index_free(network->lake_index);
    free(network->piece);
    free(network->run);
    free(network->along_m);
    free(network->y);
    free(network->x);
    free(network->line_of);
    free(network->line);
    free(network);
}

size_t bc_network_n_reaches(const struct bc_network *network)
{
    return network->n_reaches;
}

size_t bc_network_n_nodes(const struct bc_network *network)
{
    return network->n_nodes;
}

const struct bc_reach *bc_network_reach(const struct bc_network *network,
                                        size_t reach)
{
    return &network->reach[reach];
}

double bc_reach_length_m(const struct bc_reach *reach)
{
    return reach->end_m - reach->start_m;
}

void bc_network_draw(const struct bc_network *network, size_t reach,
                     double from_m, double to_m, struct bc_shapes *shapes)
{
    const struct bc_reach *drawn = &network->reach[reach];
    const struct bc_river_line *line = &network->line[drawn->line];
    double start_m = drawn->start_m + from_m, end_m = drawn->start_m + to_m;
    double xy[2];

    bc_shapes_begin_feature(shapes);
    bc_shapes_begin_part(shapes);
    bc_shapes_begin_ring(shapes);
    bc_network_position(network, drawn->line, start_m, xy);
    bc_shapes_add_vertex(shapes, xy[0], xy[1]);
    for (size_t v = line->first; v < line->end; v++)
        if (network->along_m[v] > start_m && network->along_m[v] < end_m)
            bc_shapes_add_vertex(shapes, network->x[v], network->y[v]);
    bc_network_position(network, drawn->line, end_m, xy);
    bc_shapes_add_vertex(shapes, xy[0], xy[1]);
}
