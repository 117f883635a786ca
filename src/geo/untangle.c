/* SPDX-License-Identifier: MIT */
#include "geo/untangle.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "geo/arrangement.h"
#include "geo/index.h"
#include "geo/noding.h"
#include "geo/tiles.h"
#include "geo/winding.h"

/** A ring of the result. */
struct loop {
    size_t walk;  /* that it comes from: the outline of one piece */
    size_t shell; /* the loop that it is a hole of, or itself */
    double area;
};

struct untangling {
    struct bc_arrangement arrangement;
    bool *is_left; /* of each bundle: whether the polygon is there */
    bool *is_done; /* of each bundle */
    size_t *path;  /* bundles of the walk that are in no loop yet */
    size_t n_path;
    size_t *step_at; /* of each node: where the path leaves it, or BC_NO_ROW */
    struct bc_shapes loops; /* each a feature */
    struct loop *loop;
    size_t loop_room;
};

/* ---- the rings ---- */

/** Every ring as a feature, without repeated vertices; those that are left
 * with two edges go. @return what they are; free with free() */
static struct bc_role *take_rings(const struct bc_shapes *from,
                                  struct bc_shapes *to)
{
    struct bc_role *roles =
        bc_alloc(from->ring_of[from->part_of[1]] + 1, sizeof *roles);

    for (size_t p = 0; p < from->part_of[1]; p++)
        for (size_t r = from->ring_of[p]; r < from->ring_of[p + 1]; r++) {
            size_t n = 0, first = from->vertex_of[r];

            for (size_t v = first; v + 1 < from->vertex_of[r + 1]; v++)
                n += from->x[v] != from->x[v + 1] ||
                     from->y[v] != from->y[v + 1];
            if (n < 3) {
                if (r == from->ring_of[p])
                    break; /* a part goes with its shell */
                continue;
            }
            roles[to->n_features] = (struct bc_role){p, r > from->ring_of[p]};
            bc_shapes_begin_feature(to);
            bc_shapes_begin_part(to);
            bc_shapes_begin_ring(to);
            bc_shapes_add_vertex(to, from->x[first], from->y[first]);
            for (size_t v = first + 1; v < from->vertex_of[r + 1]; v++)
                if (from->x[v] != from->x[v - 1] ||
                    from->y[v] != from->y[v - 1])
                    bc_shapes_add_vertex(to, from->x[v], from->y[v]);
        }
    return roles;
}

/* ---- loops ---- */

static void add_chain(struct untangling *it, size_t bundle)
{
    const struct bc_arrangement *a = &it->arrangement;
    const struct bc_spoke *spoke = &a->spoke[a->bundle[bundle].first];
    const struct bc_chain *chain = &a->chain[spoke->chain];
    const struct bc_shapes *s = &a->rings;

    if (spoke->forward) {
        bc_shapes_add_vertices(&it->loops, s->x + chain->from,
                               s->y + chain->from, chain->to - chain->from);
        return;
    }
    for (size_t v = chain->to; v > chain->from; v--)
        bc_shapes_add_vertex(&it->loops, s->x[v], s->y[v]);
}

/** Above 0 for the outline of a shell, which goes counter-clockwise. */
static double signed_area(const struct bc_shapes *s, size_t ring)
{
    size_t first = s->vertex_of[ring], end = s->vertex_of[ring + 1] - 1;
    size_t west = first, before, after;
    double area = 0;

    for (size_t v = first; v < end; v++) {
        area += (s->x[v] - s->x[first]) * (s->y[v + 1] - s->y[first]) -
                (s->x[v + 1] - s->x[first]) * (s->y[v] - s->y[first]);
        if (s->x[v] < s->x[west] ||
            (s->x[v] == s->x[west] && s->y[v] < s->y[west]))
            west = v;
    }
    before = west == first ? end - 1 : west - 1;
    after = west + 1;
    /* the sum may have lost the sign of a sliver */
    return bc_orientation(s->x[before], s->y[before], s->x[west], s->y[west],
                          s->x[after], s->y[after]) *
           fabs(area / 2);
}

/** Makes a ring of the path from its step @p from on. */
static void close_loop(struct untangling *it, size_t from, size_t walk)
{
    const struct bc_bundle *bundle = it->arrangement.bundle;
    struct bc_shapes *loops = &it->loops;
    size_t first = loops->n_vertices;

    bc_shapes_begin_feature(loops);
    bc_shapes_begin_part(loops);
    bc_shapes_begin_ring(loops);
    for (size_t i = from; i < it->n_path; i++) {
        add_chain(it, it->path[i]);
        it->step_at[bundle[it->path[i]].node] = BC_NO_ROW;
    }
    bc_shapes_add_vertex(loops, loops->x[first], loops->y[first]);
    it->n_path = from;
    it->loop = bc_reserve(it->loop, &it->loop_room, loops->n_features,
                          sizeof *it->loop);
    it->loop[loops->n_features - 1] =
        (struct loop){walk, BC_NO_ROW, signed_area(loops, loops->n_rings - 1)};
}

/** The polygon lies to the left and not to the right. */
static bool is_border(const struct untangling *it, size_t bundle)
{
    return it->is_left[bundle] &&
           !it->is_left[it->arrangement.bundle[bundle].twin];
}

/** The border that goes on at the other end, around the same piece. */
static size_t next_border(const struct untangling *it, size_t bundle)
{
    const struct bc_arrangement *a = &it->arrangement;
    size_t twin = a->bundle[bundle].twin, node = a->bundle[twin].node;
    size_t first = a->bundle_of[node], end = a->bundle_of[node + 1];
    size_t next = twin;

    do
        next = next == first ? end - 1 : next - 1;
    while (!is_border(it, next));
    return next;
}

/** Walks around a piece with it to the left; where the walk comes to a node
 * again, a ring is closed. */
static void walk_around(struct untangling *it, size_t start, size_t walk)
{
    size_t b = start;

    do {
        size_t *step = &it->step_at[it->arrangement.bundle[b].node];

        if (*step != BC_NO_ROW)
            close_loop(it, *step, walk);
        *step = it->n_path;
        it->path[it->n_path++] = b;
        it->is_done[b] = true;
        b = next_border(it, b);
    } while (b != start);
    close_loop(it, 0, walk);
}

static void find_loops(struct untangling *it)
{
    const struct bc_arrangement *a = &it->arrangement;

    it->is_done = bc_alloc(a->n_bundles + 1, sizeof *it->is_done);
    it->path = bc_alloc(a->n_bundles + 1, sizeof *it->path);
    it->step_at = bc_alloc(a->n_nodes + 1, sizeof *it->step_at);
    for (size_t node = 0; node < a->n_nodes; node++)
        it->step_at[node] = BC_NO_ROW;
    for (size_t b = 0, walk = 0; b < a->n_bundles; b++)
        if (is_border(it, b) && !it->is_done[b])
            walk_around(it, b, walk++);
}

/* ---- shells and holes ---- */

/** The loops of a walk are holes of its shell, where it has one. @return false
 * when it has two */
static bool take_own_holes(struct untangling *it)
{
    size_t n = it->loops.n_features;

    for (size_t i = 0, end; i < n; i = end) {
        size_t shell = BC_NO_ROW;

        for (end = i; end < n && it->loop[end].walk == it->loop[i].walk;
             end++) {
            if (it->loop[end].area <= 0)
                continue;
            if (shell != BC_NO_ROW)
                return false;
            shell = end;
        }
        for (size_t j = i; j < end; j++)
            it->loop[j].shell = shell;
    }
    return true;
}

/** The smallest of the shells around a hole that touches none of them.
 * @return its loop, or BC_NO_ROW */
static size_t shell_around(const struct untangling *it,
                           const struct bc_index *index, const size_t *shell_of,
                           size_t hole, struct bc_hit **hits, size_t *room)
{
    size_t v = it->loops.vertex_of[hole], shell = BC_NO_ROW, n;
    double x = it->loops.x[v], y = it->loops.y[v];

    n = bc_index_covers(index, x, y, *hits, *room);
    if (n > *room) {
        *hits = bc_reserve(*hits, room, n, sizeof **hits);
        bc_index_covers(index, x, y, *hits, *room);
    }
    for (size_t i = 0; i < n; i++) {
        size_t around = shell_of[(*hits)[i].feature];

        if ((*hits)[i].place == BC_INSIDE &&
            (shell == BC_NO_ROW ||
             it->loop[around].area < it->loop[shell].area))
            shell = around;
    }
    return shell;
}

/** @return false when there is a hole that lies nowhere */
static bool place_free_holes(struct untangling *it)
{
    size_t n = it->loops.n_features, room = 0;
    size_t *shell_of = bc_alloc(n + 1, sizeof *shell_of);
    struct bc_shapes shells;
    struct bc_index *index;
    struct bc_hit *hits = NULL;
    bool fits = true;

    bc_shapes_init(&shells);
    for (size_t i = 0; i < n; i++)
        if (it->loop[i].shell == i) {
            shell_of[shells.n_features] = i;
            bc_shapes_append(&shells, &it->loops, i);
        }
    index = bc_index_new(&shells);
    for (size_t i = 0; i < n; i++) {
        if (it->loop[i].shell != BC_NO_ROW)
            continue;
        it->loop[i].shell = shell_around(it, index, shell_of, i, &hits, &room);
        fits = fits && it->loop[i].shell != BC_NO_ROW;
    }
    bc_index_free(index);
    bc_shapes_clear(&shells);
    free(shell_of);
    free(hits);
    return fits;
}

static void add_ring(const struct bc_shapes *from, size_t ring,
                     struct bc_shapes *to)
{
    size_t first = from->vertex_of[ring];

    bc_shapes_begin_ring(to);
    bc_shapes_add_vertices(to, from->x + first, from->y + first,
                           from->vertex_of[ring + 1] - first);
}

/** Every shell with its holes. */
static void add_parts(const struct untangling *it, struct bc_shapes *parts)
{
    size_t n = it->loops.n_features;
    size_t *last = bc_alloc(n + 1, sizeof *last); /* hole of a shell, or it */
    size_t *before = bc_alloc(n + 1, sizeof *before);

    for (size_t i = 0; i < n; i++)
        last[i] = i;
    for (size_t i = n; i-- > 0;) {
        size_t shell = it->loop[i].shell;

        if (shell == i)
            continue;
        before[i] = last[shell];
        last[shell] = i;
    }
    for (size_t i = 0; i < n; i++) {
        if (it->loop[i].shell != i)
            continue;
        bc_shapes_begin_feature(parts);
        bc_shapes_begin_part(parts);
        add_ring(&it->loops, i, parts);
        for (size_t hole = last[i]; hole != i; hole = before[hole])
            add_ring(&it->loops, hole, parts);
    }
    free(last);
    free(before);
}

enum bc_noded bc_untangle(const struct bc_shapes *shapes,
                          struct bc_shapes *parts)
{
    struct untangling it = {0};
    struct bc_shapes rings;
    struct bc_role *roles;
    enum bc_noded noded;
    bool *is_node = NULL, fits;

    bc_shapes_init(&rings);
    bc_shapes_init(&it.loops);
    roles = take_rings(shapes, &rings);
    noded = bc_noding_run(&rings, &is_node);
    fits = noded == BC_NODED &&
           bc_arrangement_init(&it.arrangement, &rings, is_node);
    bc_shapes_clear(&rings);
    free(is_node);
    if (fits) {
        it.is_left = bc_alloc(it.arrangement.n_bundles + 1, sizeof *it.is_left);
        fits = bc_winding_find(&it.arrangement, roles, it.is_left);
    }
    if (fits) {
        find_loops(&it);
        fits = take_own_holes(&it) && place_free_holes(&it);
    }
    if (fits)
        add_parts(&it, parts);
    bc_arrangement_clear(&it.arrangement);
    bc_shapes_clear(&it.loops);
    free(it.is_left);
    free(it.is_done);
    free(it.path);
    free(it.step_at);
    free(it.loop);
    free(roles);
    return noded == BC_NODED && !fits ? BC_NODED_NEVER : noded;
}
