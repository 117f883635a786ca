/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "geo/network_parts.h"

#define REMEDIATED 6 /* 完成整治 */

/** A node that the walk has come to, by a reach in @p lake or in none. */
struct arrival {
    double distance_m;
    size_t node, lake;
};

/** Dijkstra's way over the nodes, marks and stretches noted as it goes. */
struct walker {
    const struct bc_network *network;
    const struct bc_walk_options *options;
    struct bc_river_place start;
    bool started;
    enum bc_mark_kind own_kind; /* BC_N_MARK_KINDS: a place without a mark */
    size_t own_row;
    size_t start_lake; /* what stands in it does not stop the walk */
    bool *settled;     /* per node */
    bool *walked;      /* per reach: whole */
    size_t n_queue, queue_room;
    struct arrival *queue; /* a heap, the nearest first */
    size_t met_room, stretch_room;
    struct bc_walk *walk;
};

/* ---- the queue ---- */

static bool is_before(const struct arrival *a, const struct arrival *b)
{
    if (a->distance_m != b->distance_m)
        return a->distance_m < b->distance_m;
    return a->node < b->node;
}

static void push(struct walker *walker, struct arrival arrival)
{
    struct arrival *queue = bc_reserve(walker->queue, &walker->queue_room,
                                       walker->n_queue + 1, sizeof *queue);
    size_t at = walker->n_queue++;

    walker->queue = queue;
    for (; at && is_before(&arrival, &queue[(at - 1) / 2]); at = (at - 1) / 2)
        queue[at] = queue[(at - 1) / 2];
    queue[at] = arrival;
}

static struct arrival pop(struct walker *walker)
{
    struct arrival *queue = walker->queue;
    struct arrival first = queue[0], last = queue[--walker->n_queue];
    size_t at = 0;

    for (;;) {
        size_t child = 2 * at + 1;

        if (child + 1 < walker->n_queue &&
            is_before(&queue[child + 1], &queue[child]))
            child++;
        if (child >= walker->n_queue || !is_before(&queue[child], &last))
            break;
        queue[at] = queue[child];
        at = child;
    }
    if (walker->n_queue)
        queue[at] = last;
    return first;
}

/* ---- one reach ---- */

static bool is_two_way(const struct bc_network *network, size_t lake)
{
    return lake != BC_NO_ROW && network->two_way[lake];
}

static bool is_own(const struct walker *walker, enum bc_mark_kind kind,
                   size_t row)
{
    return kind == walker->own_kind && row == walker->own_row;
}

static bool stops_at(const struct walker *walker, const struct bc_mark *mark)
{
    size_t lake = walker->network->reach[mark->place.reach].lake;

    if (!(walker->options->stops & 1u << mark->kind) ||
        is_own(walker, mark->kind, mark->row) ||
        is_two_way(walker->network, lake))
        return false;
    return mark->kind != BC_MARK_LAKE || mark->row != walker->start_lake;
}

static void meet(struct walker *walker, enum bc_mark_kind kind, size_t row,
                 double distance_m)
{
    struct bc_walk *walk = walker->walk;

    if (is_own(walker, kind, row))
        return;
    walk->met = bc_reserve(walk->met, &walker->met_room, walk->n_met + 1,
                           sizeof *walk->met);
    walk->met[walk->n_met++] = (struct bc_met){kind, row, distance_m, false};
}

/** Each place is noted once: a loop leads back to where the walk started. */
static void note_stretch(struct walker *walker, size_t reach, double from_m,
                         double to_m, double distance_m)
{
    struct bc_walk *walk = walker->walk;
    double length_m = bc_reach_length_m(&walker->network->reach[reach]);

    if (walker->started && reach == walker->start.reach)
        to_m = from_m < to_m ? fmin(to_m, walker->start.along_m)
                             : fmax(to_m, walker->start.along_m);
    if (from_m == to_m || walker->walked[reach])
        return;
    walk->stretch = bc_reserve(walk->stretch, &walker->stretch_room,
                               walk->n_stretches + 1, sizeof *walk->stretch);
    walk->stretch[walk->n_stretches++] =
        (struct bc_stretch){.reach = reach,
                            .from_m = fmin(from_m, to_m),
                            .to_m = fmax(from_m, to_m),
                            .distance_m = distance_m,
                            .upstream = from_m > to_m};
    walker->walked[reach] = fabs(to_m - from_m) == length_m;
}

/**
 * Along a reach from one place towards its end, until a mark stops the walk or
 * it has gone far enough; marks on the way are met.
 * @return whether it got to the end of the reach
 */
static bool go_along(struct walker *walker, size_t reach, double from_m,
                     bool upstream, double distance_m)
{
    const struct bc_network *network = walker->network;
    size_t first = network->first_mark[reach];
    size_t n = network->first_mark[reach + 1] - first;
    double end_m = upstream ? 0 : bc_reach_length_m(&network->reach[reach]);
    double room_m = walker->options->max_m - distance_m;
    bool stopped = fabs(end_m - from_m) > room_m;

    if (stopped)
        end_m = upstream ? from_m - room_m : from_m + room_m;
    for (size_t i = 0; i < n; i++) {
        size_t at = first + (upstream ? n - 1 - i : i);
        const struct bc_mark *mark = &network->mark[network->mark_on[at]];
        double along_m = mark->place.along_m;

        if (upstream ? along_m > from_m : along_m < from_m)
            continue;
        if (upstream ? along_m < end_m : along_m > end_m)
            break;
        meet(walker, mark->kind, mark->row,
             distance_m + fabs(along_m - from_m));
        if (stops_at(walker, mark)) {
            end_m = along_m; /* what stands beside it is still met */
            stopped = true;
        }
    }
    note_stretch(walker, reach, from_m, end_m, distance_m);
    return !stopped;
}

static void go(struct walker *walker, size_t reach, double from_m,
               bool upstream, double distance_m)
{
    const struct bc_reach *way = &walker->network->reach[reach];
    double end_m = upstream ? 0 : bc_reach_length_m(way);

    meet(walker, BC_MARK_RIVER, way->river, distance_m);
    if (go_along(walker, reach, from_m, upstream, distance_m))
        push(walker,
             (struct arrival){distance_m + fabs(end_m - from_m),
                              upstream ? way->from : way->to, way->lake});
}

/* ---- from node to node ---- */

/** May the walk leave a lake for this reach? Not when the lake holds what
 * stops it, and it did not start there. */
static bool may_leave(const struct walker *walker, size_t lake, size_t reach)
{
    const struct bc_network *network = walker->network;

    return network->reach[reach].lake == lake || lake == walker->start_lake ||
           !is_two_way(network, lake) ||
           !(network->lake_kinds[lake] & walker->options->stops);
}

static void follow(struct walker *walker, const struct arrival *arrival,
                   bool upstream)
{
    const struct bc_network *network = walker->network;
    const size_t *first = upstream ? network->first_in : network->first_out;
    const size_t *list = upstream ? network->in : network->out;

    for (size_t i = first[arrival->node]; i < first[arrival->node + 1]; i++) {
        const struct bc_reach *reach = &network->reach[list[i]];

        if (upstream != walker->options->upstream &&
            !is_two_way(network, reach->lake))
            continue;
        if (may_leave(walker, arrival->lake, list[i]))
            go(walker, list[i], upstream ? bc_reach_length_m(reach) : 0,
               upstream, arrival->distance_m);
    }
}

static int by_mark(const void *a, const void *b)
{
    const struct bc_met *left = a, *right = b;

    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    return (left->distance_m > right->distance_m) -
           (left->distance_m < right->distance_m);
}

static int by_distance(const void *a, const void *b)
{
    const struct bc_met *left = a, *right = b;

    if (left->distance_m != right->distance_m)
        return left->distance_m < right->distance_m ? -1 : 1;
    return by_mark(a, b);
}

/** Each mark once, at its shortest distance, the nearest first. */
static void settle_met(struct bc_walk *walk)
{
    size_t n = 0;

    if (!walk->n_met)
        return;
    qsort(walk->met, walk->n_met, sizeof *walk->met, by_mark);
    for (size_t i = 0; i < walk->n_met; i++)
        if (!n || walk->met[i].kind != walk->met[n - 1].kind ||
            walk->met[i].row != walk->met[n - 1].row)
            walk->met[n++] = walk->met[i];
    walk->n_met = n;
    qsort(walk->met, n, sizeof *walk->met, by_distance);
}

static void start_at(struct walker *walker, const struct bc_river_place *place)
{
    const bool upstream = walker->options->upstream;
    size_t lake = walker->network->reach[place->reach].lake;

    walker->start = *place;
    walker->started = false;
    walker->start_lake = lake;
    if (lake != BC_NO_ROW)
        meet(walker, BC_MARK_LAKE, lake, 0);
    go(walker, place->reach, place->along_m, upstream, 0);
    if (is_two_way(walker->network, lake)) {
        go(walker, place->reach, place->along_m, !upstream, 0);
        walker->walked[place->reach] = true;
    }
    walker->started = true;
}

static void run(struct walker *walker)
{
    while (walker->n_queue) {
        struct arrival arrival = pop(walker);

        if (walker->settled[arrival.node])
            continue;
        walker->settled[arrival.node] = true;
        follow(walker, &arrival, walker->options->upstream);
        follow(walker, &arrival, !walker->options->upstream);
    }
    settle_met(walker->walk);
}

void bc_network_walk(const struct bc_network *network,
                     const struct bc_mark *start,
                     const struct bc_walk_options *options,
                     struct bc_walk *walk)
{
    struct walker walker = {
        .network = network,
        .options = options,
        .own_kind = start->kind,
        .own_row = start->row,
        .start_lake = BC_NO_ROW,
        .settled = bc_alloc(network->n_nodes + 1, sizeof(bool)),
        .walked = bc_alloc(network->n_reaches + 1, sizeof(bool)),
        .walk = walk};

    *walk = (struct bc_walk){0};
    if (start->kind != BC_MARK_LAKE)
        start_at(&walker, &start->place);
    else
        for (size_t i = 0; i < network->n_marks; i++)
            if (is_own(&walker, network->mark[i].kind, network->mark[i].row))
                start_at(&walker, &network->mark[i].place);
    run(&walker);
    free(walker.queue);
    free(walker.walked);
    free(walker.settled);
}

/** Marks of @p kinds that a walk meets which @p stop stops are next. */
static void flag_next(const struct bc_network *network,
                      const struct bc_mark *start,
                      struct bc_walk_options options, enum bc_mark_kind stop,
                      unsigned kinds, struct bc_walk *walk)
{
    struct bc_walk near = {0};

    options.stops = 1u << stop;
    bc_network_walk(network, start, &options, &near);
    if (near.n_met)
        qsort(near.met, near.n_met, sizeof *near.met, by_mark);
    /* both sorted by mark */
    for (size_t i = 0, j = 0; i < walk->n_met && j < near.n_met; i++) {
        struct bc_met *met = &walk->met[i];

        while (j < near.n_met &&
               (near.met[j].kind < met->kind ||
                (near.met[j].kind == met->kind && near.met[j].row < met->row)))
            j++;
        met->next = met->next || (kinds & 1u << met->kind && j < near.n_met &&
                                  near.met[j].kind == met->kind &&
                                  near.met[j].row == met->row);
    }
    bc_walk_clear(&near);
}

void bc_network_trace(const struct bc_network *network,
                      const struct bc_mark *start, bool upstream, double max_m,
                      struct bc_walk *walk)
{
    struct bc_walk_options options = {upstream, max_m, 0};

    bc_network_walk(network, start, &options, walk);
    if (!walk->n_met)
        return;
    qsort(walk->met, walk->n_met, sizeof *walk->met, by_mark);
    flag_next(network, start, options, BC_MARK_SECTION,
              1u << BC_MARK_SECTION | 1u << BC_MARK_OUTFALL |
                  1u << BC_MARK_RIVER,
              walk);
    flag_next(network, start, options, BC_MARK_LAKE, 1u << BC_MARK_LAKE, walk);
    flag_next(network, start, options, BC_MARK_SOURCE, 1u << BC_MARK_SOURCE,
              walk);
    qsort(walk->met, walk->n_met, sizeof *walk->met, by_distance);
}

void bc_walk_clear(struct bc_walk *walk)
{
    free(walk->met);
    free(walk->stretch);
    *walk = (struct bc_walk){0};
}

void bc_network_unfinished(const struct bc_network *network, size_t section,
                           const struct bc_layer *outfalls,
                           struct bc_walk *walk)
{
    const struct bc_walk_options options = {
        .upstream = true, .max_m = INFINITY, .stops = 1u << BC_MARK_SECTION};
    const struct bc_decimal *stage = bc_layer_decimal(outfalls, "stage_no");
    const struct bc_mark *start =
        bc_network_mark(network, BC_MARK_SECTION, section);
    size_t n = 0;

    *walk = (struct bc_walk){0};
    if (start)
        bc_network_walk(network, start, &options, walk);
    for (size_t i = 0; i < walk->n_met; i++) {
        const struct bc_met *met = &walk->met[i];

        if (met->kind == BC_MARK_OUTFALL && stage &&
            bc_decimal_known(stage[met->row]) &&
            stage[met->row].units < REMEDIATED) {
            walk->met[n] = *met;
            walk->met[n++].next = true;
        }
    }
    walk->n_met = n;
}
