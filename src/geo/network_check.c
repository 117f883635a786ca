/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "geo/network_parts.h"

/* An end that stops within so many tolerances of a line was meant to meet it.
 */
#define GAP_TIMES 4

/* ---- directions ---- */

/** The other row that `flows_to` names, by its code or by a name that only one
 * river has; BC_NO_ROW for none. */
static size_t flows_to(const struct bc_network *network, size_t river)
{
    const char *name = bc_layer_text(network->rivers, "flows_to", river);
    size_t n = 0;
    const struct bc_named_row *row =
        name ? bc_named_rows_find(&network->codes, name, &n) : NULL;

    if (name && !row) {
        row = bc_named_rows_find(&network->names, name, &n);
        if (n > 1)
            row = NULL;
    }
    return row && row->row != river ? row->row : BC_NO_ROW;
}

/** Is it known where the river flows to? A name of no river tells nothing. */
static bool has_flows_to(const struct bc_network *network, size_t river)
{
    return flows_to(network, river) != BC_NO_ROW;
}

/** The least distance from the starts (or the ends) of a river's lines to
 * another river. */
static double distance_to(const struct bc_network *network, size_t river,
                          size_t other, bool ends)
{
    double least_m = INFINITY;

    for (size_t i = network->line_of[river]; i < network->line_of[river + 1];
         i++) {
        size_t v = ends ? network->line[i].end - 1 : network->line[i].first;

        for (size_t j = network->line_of[other];
             j < network->line_of[other + 1]; j++)
            least_m =
                fmin(least_m, bc_network_foot_on(network, j, network->x[v],
                                                 network->y[v])
                                  .distance_m);
    }
    return least_m;
}

static void swap(double *values, size_t a, size_t b)
{
    double value = values[a];

    values[a] = values[b];
    values[b] = value;
}

static void turn_round(struct bc_network *network, size_t line)
{
    const struct bc_river_line *turned = &network->line[line];
    double length_m = bc_river_line_m(network, line);

    for (size_t a = turned->first, b = turned->end - 1; a < b; a++, b--) {
        swap(network->x, a, b);
        swap(network->y, a, b);
        swap(network->along_m, a, b);
    }
    for (size_t v = turned->first; v < turned->end; v++)
        network->along_m[v] = length_m - network->along_m[v];
}

static void orient_river(struct bc_network *network, size_t river, size_t next,
                         struct bc_findings *findings)
{
    struct bc_finding finding =
        bc_river_finding(network, river, BC_FOUND_RIVER_DIRECTION);
    double end_m = distance_to(network, river, next, true);

    finding.field = "flows_to";
    finding.value = bc_layer_text(network->rivers, "flows_to", river);
    if (end_m <= network->options.snap_m || isinf(end_m))
        return;
    if (distance_to(network, river, next, false) <= network->options.snap_m) {
        for (size_t i = network->line_of[river];
             i < network->line_of[river + 1]; i++)
            turn_round(network, i);
        bc_findings_addf(findings, finding,
                         "its start, not its end, meets '%s'; it was taken "
                         "the other way round",
                         bc_river_code(network, next));
        return;
    }
    finding.code = BC_FOUND_RIVER_GAP;
    bc_findings_addf(findings, finding,
                     "it ends %.0f m short of '%s', into which it flows; the "
                     "two were not joined",
                     end_m, bc_river_code(network, next));
}

void bc_network_orient(struct bc_network *network, struct bc_findings *findings)
{
    for (size_t river = 0; river < network->rivers->n_features; river++) {
        size_t next = flows_to(network, river);
        struct bc_finding finding =
            bc_river_finding(network, river, BC_FOUND_UNKNOWN_RIVER);

        finding.field = "flows_to";
        finding.value = bc_layer_text(network->rivers, "flows_to", river);
        if (next != BC_NO_ROW)
            orient_river(network, river, next, findings);
        else if (finding.value)
            bc_findings_addf(findings, finding,
                             "'%s' is the code of no other river of the "
                             "layer, nor the name of one only; the geometry "
                             "alone decides",
                             finding.value);
    }
}

/* ---- gaps ---- */

void bc_network_find_gaps(const struct bc_network *network, const bool *touched,
                          struct bc_findings *findings)
{
    const double reach_m = GAP_TIMES * network->options.snap_m;
    struct bc_feet feet = {0};

    for (size_t end = 0; end < 2 * network->n_lines; end++) {
        const struct bc_river_line *line = &network->line[end / 2];
        size_t v = end % 2 ? line->end - 1 : line->first;
        size_t best = 0;

        if (touched[end] || (end % 2 && has_flows_to(network, line->river)))
            continue;
        bc_network_feet(network, network->x[v], network->y[v], reach_m, end / 2,
                        network->along_m[v], INFINITY, &feet);
        for (size_t i = 1; i < feet.n; i++)
            if (feet.foot[i].distance_m < feet.foot[best].distance_m)
                best = i;
        if (feet.n)
            bc_findings_addf(
                findings,
                bc_river_finding(network, line->river, BC_FOUND_RIVER_GAP),
                end % 2 ? BC_N("its end stops %.0f m from '%s'; the two were "
                               "not joined")
                        : BC_N("its start stops %.0f m from '%s'; the two were "
                               "not joined"),
                feet.foot[best].distance_m,
                bc_river_code(network,
                              network->line[feet.foot[best].line].river));
    }
    free(feet.foot);
}

/* ---- lines that meet head-on, or only start at a river ---- */

static size_t n_out(const struct bc_network *network, size_t node)
{
    return network->first_out[node + 1] - network->first_out[node];
}

static size_t n_in(const struct bc_network *network, size_t node)
{
    return network->first_in[node + 1] - network->first_in[node];
}

static bool is_in_open_lake(const struct bc_network *network,
                            const struct bc_reach *reach)
{
    return reach->lake != BC_NO_ROW && network->two_way[reach->lake];
}

/** Do two reaches that end in one place contradict each other? Parts of one
 * river do, but in a lake, where the water goes both ways; of two rivers,
 * those that do not say where they flow to. */
static bool are_head_on(const struct bc_network *network,
                        const struct bc_reach *a, const struct bc_reach *b)
{
    if (a->river == b->river)
        return a->line != b->line && !is_in_open_lake(network, a) &&
               !is_in_open_lake(network, b);
    return !has_flows_to(network, a->river) && !has_flows_to(network, b->river);
}

static void report_head_on(const struct bc_network *network,
                           const struct bc_reach *a, const struct bc_reach *b,
                           struct bc_findings *findings)
{
    struct bc_finding finding =
        bc_river_finding(network, a->river, BC_FOUND_RIVER_DIRECTION);
    double xy[2];

    bc_network_position(network, a->line, a->end_m, xy);
    if (a->river == b->river)
        bc_findings_addf(findings, finding,
                         "two parts of it end in one place, at %.5f %.5f, and "
                         "nothing leaves it; one of them may be drawn upstream",
                         xy[0], xy[1]);
    else
        bc_findings_addf(findings, finding,
                         "it and '%s' end in one place, and nothing leaves "
                         "it; one of them may be drawn upstream",
                         bc_river_code(network, b->river));
}

/** Lines that flow into a place that nothing leaves: one of them may be drawn
 * upstream. */
static void find_head_on(const struct bc_network *network,
                         struct bc_findings *findings)
{
    for (size_t node = 0; node < network->n_nodes; node++) {
        bool found = n_out(network, node) > 0;

        for (size_t i = network->first_in[node];
             !found && i < network->first_in[node + 1]; i++)
            for (size_t j = i + 1; !found && j < network->first_in[node + 1];
                 j++) {
                const struct bc_reach *a = &network->reach[network->in[i]];
                const struct bc_reach *b = &network->reach[network->in[j]];

                found = are_head_on(network, a, b);
                if (found)
                    report_head_on(network, a, b, findings);
            }
    }
}

/** A line that starts inside another and ends nowhere is a tributary drawn
 * upstream more often than a branch that runs dry. */
static void find_dead_branches(const struct bc_network *network,
                               struct bc_findings *findings)
{
    for (size_t i = 0; i < network->n_lines; i++) {
        size_t river = network->line[i].river;
        size_t first = network->line[i].first_reach;
        size_t last =
            (i + 1 < network->n_lines ? network->line[i + 1].first_reach
                                      : network->n_reaches) -
            1;
        size_t start = network->reach[first].from;
        size_t end = network->reach[last].to;

        if (has_flows_to(network, river) || n_out(network, end) ||
            n_in(network, end) > 1 || n_in(network, start) < 1 ||
            n_out(network, start) < 2)
            continue;
        bc_findings_addf(
            findings,
            bc_river_finding(network, river, BC_FOUND_RIVER_DIRECTION),
            "it starts at '%s' and ends at no other line; it may be drawn "
            "upstream",
            bc_river_code(
                network,
                network->reach[network->in[network->first_in[start]]].river));
    }
}

/* ---- loops ---- */

/** Tarjan's strongly connected components, without recursion. */
struct tarjan {
    const struct bc_network *network;
    size_t next;
    size_t *order, *low; /* 1-based; 0 is not seen */
    size_t *at;          /* the next reach to follow, per node */
    bool *on_stack;
    size_t n_stack, *stack; /* nodes of open components */
    size_t n_path, *path;   /* nodes from the root to here */
};

static void enter(struct tarjan *tarjan, size_t node)
{
    tarjan->order[node] = tarjan->low[node] = ++tarjan->next;
    tarjan->at[node] = tarjan->network->first_out[node];
    tarjan->stack[tarjan->n_stack++] = node;
    tarjan->path[tarjan->n_path++] = node;
    tarjan->on_stack[node] = true;
}

static int by_number(const void *a, const void *b)
{
    size_t left = *(const size_t *)a, right = *(const size_t *)b;

    return (left > right) - (left < right);
}

/** The rivers that make up the loop: those with a reach between its nodes. */
static void report_loop(const struct tarjan *tarjan, const size_t *nodes,
                        size_t n, struct bc_findings *findings)
{
    const struct bc_network *network = tarjan->network;
    struct bc_text rivers = {0};
    size_t *river = NULL, n_rivers = 0, room = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t r = network->first_out[nodes[i]];
             r < network->first_out[nodes[i] + 1]; r++) {
            const struct bc_reach *reach = &network->reach[network->out[r]];

            if (tarjan->low[reach->to] != tarjan->low[nodes[i]])
                continue;
            river = bc_reserve(river, &room, n_rivers + 1, sizeof *river);
            river[n_rivers++] = reach->river;
        }
    if (n_rivers) { /* a node alone is no loop */
        qsort(river, n_rivers, sizeof *river, by_number);
        for (size_t i = 0; i < n_rivers; i++)
            if (!i || river[i] != river[i - 1])
                bc_text_printf(&rivers, "%s'%s'", i ? ", " : "",
                               bc_river_code(network, river[i]));
        bc_findings_addf(
            findings, bc_river_finding(network, river[0], BC_FOUND_RIVER_LOOP),
            "the water flows in a circle along %s; each place is met once",
            bc_text_string(&rivers));
    }
    bc_text_clear(&rivers);
    free(river);
}

static void leave(struct tarjan *tarjan, size_t node,
                  struct bc_findings *findings)
{
    size_t n = 0, parent, member;

    tarjan->n_path--;
    if (tarjan->n_path) {
        parent = tarjan->path[tarjan->n_path - 1];
        if (tarjan->low[node] < tarjan->low[parent])
            tarjan->low[parent] = tarjan->low[node];
    }
    if (tarjan->low[node] != tarjan->order[node])
        return;
    do {
        member = tarjan->stack[tarjan->n_stack - ++n];
        tarjan->on_stack[member] = false;
        tarjan->low[member] = tarjan->order[node]; /* names the component */
    } while (member != node);
    tarjan->n_stack -= n;
    report_loop(tarjan, &tarjan->stack[tarjan->n_stack], n, findings);
}

static void explore(struct tarjan *tarjan, size_t root,
                    struct bc_findings *findings)
{
    const struct bc_network *network = tarjan->network;

    enter(tarjan, root);
    while (tarjan->n_path) {
        size_t node = tarjan->path[tarjan->n_path - 1], next;

        if (tarjan->at[node] == network->first_out[node + 1]) {
            leave(tarjan, node, findings);
            continue;
        }
        next = network->reach[network->out[tarjan->at[node]++]].to;
        if (!tarjan->order[next])
            enter(tarjan, next);
        else if (tarjan->on_stack[next] &&
                 tarjan->order[next] < tarjan->low[node])
            tarjan->low[node] = tarjan->order[next];
    }
}

static void find_loops(const struct bc_network *network,
                       struct bc_findings *findings)
{
    size_t n = network->n_nodes + 1;
    struct tarjan tarjan = {.network = network,
                            .order = bc_alloc(n, sizeof(size_t)),
                            .low = bc_alloc(n, sizeof(size_t)),
                            .at = bc_alloc(n, sizeof(size_t)),
                            .on_stack = bc_alloc(n, sizeof(bool)),
                            .stack = bc_alloc(n, sizeof(size_t)),
                            .path = bc_alloc(n, sizeof(size_t))};

    for (size_t node = 0; node < network->n_nodes; node++)
        if (!tarjan.order[node])
            explore(&tarjan, node, findings);
    free(tarjan.path);
    free(tarjan.stack);
    free(tarjan.on_stack);
    free(tarjan.at);
    free(tarjan.low);
    free(tarjan.order);
}

/* ---- braids ---- */

/** Which branch of the node where the water parts came to a node first. */
struct parting {
    const struct bc_network *network;
    size_t *branch; /* per node: 1-based, 0 for none */
    size_t n, *queue;
};

/** Follows all branches step by step. @return the first node that two of them
 * come to, BC_NO_ROW when they stay apart */
static size_t meet_again(struct parting *parting, size_t node)
{
    const struct bc_network *network = parting->network;
    size_t met = BC_NO_ROW;

    parting->n = 0;
    for (size_t i = network->first_out[node];
         met == BC_NO_ROW && i < network->first_out[node + 1]; i++) {
        size_t next = network->reach[network->out[i]].to;

        if (next == node)
            continue; /* a loop */
        if (parting->branch[next])
            met = next;
        else
            parting->queue[parting->n++] = next;
        parting->branch[next] = i - network->first_out[node] + 1;
    }
    for (size_t i = 0; met == BC_NO_ROW && i < parting->n; i++) {
        size_t here = parting->queue[i];

        for (size_t j = network->first_out[here];
             met == BC_NO_ROW && j < network->first_out[here + 1]; j++) {
            size_t next = network->reach[network->out[j]].to;

            if (next == node)
                continue;
            if (!parting->branch[next]) {
                parting->branch[next] = parting->branch[here];
                parting->queue[parting->n++] = next;
            } else if (parting->branch[next] != parting->branch[here]) {
                met = next;
            }
        }
    }
    for (size_t i = 0; i < parting->n; i++)
        parting->branch[parting->queue[i]] = 0;
    if (met != BC_NO_ROW)
        parting->branch[met] = 0;
    return met;
}

/** Where a node lies: the start or the end of a reach at it. */
static void position_of(const struct bc_network *network, size_t node,
                        double xy[2])
{
    bool leaves = n_out(network, node) > 0;
    const struct bc_reach *reach =
        &network->reach[leaves ? network->out[network->first_out[node]]
                               : network->in[network->first_in[node]]];

    bc_network_position(network, reach->line,
                        leaves ? reach->start_m : reach->end_m, xy);
}

static void find_braids(const struct bc_network *network,
                        struct bc_findings *findings)
{
    struct parting parting = {
        .network = network,
        .branch = bc_alloc(network->n_nodes + 1, sizeof(size_t)),
        .queue = bc_alloc(network->n_nodes + 1, sizeof(size_t))};

    for (size_t node = 0; node < network->n_nodes; node++) {
        const size_t *out = &network->out[network->first_out[node]];
        size_t met;
        double from[2], to[2];

        if (n_out(network, node) < 2)
            continue;
        met = meet_again(&parting, node);
        if (met == BC_NO_ROW)
            continue;
        position_of(network, node, from);
        position_of(network, met, to);
        bc_findings_addf(
            findings,
            bc_river_finding(network, network->reach[out[0]].river,
                             BC_FOUND_RIVER_BRAID),
            "the water parts into '%s' and '%s' at %.5f %.5f and comes "
            "together again at %.5f %.5f; the shortest way counts",
            bc_river_code(network, network->reach[out[0]].river),
            bc_river_code(network, network->reach[out[1]].river), from[0],
            from[1], to[0], to[1]);
    }
    free(parting.queue);
    free(parting.branch);
}

void bc_network_examine(const struct bc_network *network,
                        struct bc_findings *findings)
{
    find_head_on(network, findings);
    find_dead_branches(network, findings);
    find_loops(network, findings);
    find_braids(network, findings);
    bc_network_find_breaks(network, GAP_TIMES * network->options.snap_m,
                           findings);
}
