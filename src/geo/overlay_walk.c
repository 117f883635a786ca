/* SPDX-License-Identifier: MIT */
#include "geo/overlay_walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "geo/edges_meet.h"
#include "geo/enclosed.h"
#include "geo/runs.h"

#define RUN_VERTICES 16384
/* degrees, below which an edge's crossings may be out of order */
#define NO_WAY 1e-9
/* Doubles of degrees are 1.4e-14 apart, 1.6 nm: what is narrower is nothing. */
#define NOTHING_M 1e-8
/* Of outlines that nearly coincide the geodesics between vertices may lie the
 * other way round than the straight lines, by 1 cm where edges have 1 km. */
#define ASIDE_M 0.1

/** The outlines of one side: the polygons or the basins. */
struct side {
    const struct bc_shapes *shapes;
    int *left; /* of each ring: 1 inside, -1 outside, 0 cannot be told */
};

/** Where an edge of a polygon meets one of a basin (geo/edges_meet.h). */
struct crossing {
    size_t basin;
    size_t edge[2], ring[2]; /* of polygon and basin: the vertex it begins at */
    double at[2];            /* of the way along it */
    bool is_on[2];           /* whether it parts the edge */
    int enters[2];           /* 1 goes into the other, -1 out of it, or 0 */
    double x, y;
    double twice_m; /* of a stretch that both have as an outline of nothing */
};

/** One run of polygons. */
struct walk {
    const struct side *side; /* polygons, basins */
    const struct bc_tiles *tiles;
    const struct bc_boxes *boxes;
    const struct geod_geodesic *ellipsoid;
    struct bc_shared *shared;
    size_t n_shared, shared_room;
    /* of the polygon at hand */
    size_t polygon;
    double bounds[4];
    size_t edge, ring; /* that is compared */
    struct crossing *crossing;
    size_t n_crossings, crossing_room;
    size_t *touched; /* basins of which nobody can tell what is inside */
    size_t n_touched, touched_room;
    size_t *near; /* basins whose boxes meet its own */
    size_t near_room;
};

static size_t first_ring(const struct bc_shapes *s, size_t feature)
{
    return s->ring_of[s->part_of[feature]];
}

/* ---- edges that meet ---- */

static void give_up(struct walk *it, size_t basin)
{
    for (size_t i = it->n_touched; i > 0; i--)
        if (it->touched[i - 1] == basin)
            return;
    it->touched = bc_reserve(it->touched, &it->touched_room, it->n_touched + 1,
                             sizeof *it->touched);
    it->touched[it->n_touched++] = basin;
}

static void add_crossing(struct walk *it, const struct crossing *one)
{
    it->crossing = bc_reserve(it->crossing, &it->crossing_room,
                              it->n_crossings + 1, sizeof *it->crossing);
    it->crossing[it->n_crossings++] = *one;
}

static double length_m(const struct walk *it, double stretch[2][2])
{
    struct bc_enclosed line;

    bc_enclosed_init(&line, it->ellipsoid, stretch[0][1]);
    bc_enclosed_start(&line, stretch[0][0], stretch[0][1]);
    bc_enclosed_add(&line, stretch[1][0], stretch[1][1], 0);
    return line.length_m;
}

/** What the meeting of two edges is to the walk; @p one has the edges. */
static void note_meeting(struct walk *it, struct bc_meeting *met,
                         struct crossing one, const double p[2],
                         const double a[2])
{
    const int left = it->side[0].left[one.ring[0]];
    const int basin_left = it->side[1].left[one.ring[1]];

    for (int s = 0; s < 2; s++) { /* a vertex of the other lies on the edge */
        struct crossing vertex = one;

        if ((s == 0 ? met->a_at : met->p_at) < 0)
            continue;
        vertex.is_on[s] = true;
        vertex.at[s] = s == 0 ? met->a_at : met->p_at;
        vertex.x = s == 0 ? a[0] : p[0];
        vertex.y = s == 0 ? a[1] : p[1];
        add_crossing(it, &vertex);
    }
    /* one of them lies on either side of the stretch, and moved they share
     * nothing but that */
    if (met->along * left * basin_left < 0 && met->side * basin_left > 0) {
        struct crossing stretch = one;

        stretch.twice_m = 2 * length_m(it, met->stretch);
        add_crossing(it, &stretch);
    }
    if (!met->crosses)
        return;
    /* the polygon goes to the left of the basin's edge, or to its right, and
     * the basin the other way */
    one.is_on[0] = one.is_on[1] = true;
    one.enters[0] = met->crosses * basin_left;
    one.enters[1] = -met->crosses * left;
    one.at[0] = met->at[0];
    one.at[1] = met->at[1];
    one.x = met->place[0];
    one.y = met->place[1];
    add_crossing(it, &one);
}

/** The edge at hand, from p to q, and one of a basin, from a to b. */
static void compare_edge(struct walk *it, size_t basin, size_t edge)
{
    const struct bc_shapes *s = it->side[0].shapes, *t = it->side[1].shapes;
    size_t v = it->edge;
    double p[2] = {s->x[v], s->y[v]}, q[2] = {s->x[v + 1], s->y[v + 1]};
    double a[2] = {t->x[edge], t->y[edge]};
    double b[2] = {t->x[edge + 1], t->y[edge + 1]};
    struct crossing one = {.basin = basin, .edge = {v, edge}};
    struct bc_meeting met;

    if (!bc_edges_meet(p, q, a, b, &met))
        return;
    one.ring[0] = it->ring;
    one.ring[1] = bc_tiles_ring(t, basin, edge);
    if (it->side[0].left[it->ring] && it->side[1].left[one.ring[1]])
        note_meeting(it, &met, one, p, a);
    else
        give_up(it, basin);
}

static void compare_tile(void *context, size_t tile)
{
    struct walk *it = context;
    const struct bc_tiles *tiles = it->tiles;

    for (size_t i = tiles->first[tile]; i < tiles->first[tile + 1]; i++) {
        const struct bc_tile_entry *entry = &tiles->entry[i];

        for (size_t e = 0; e < entry->n_edges; e++)
            compare_edge(it, entry->feature, tiles->edge[entry->first + e]);
    }
}

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/** By basin, and then along the outline of side @p s. */
static int compare_crossings(const struct crossing *a, const struct crossing *b,
                             int s)
{
    int order = compare_sizes(a->basin, b->basin);

    if (!order)
        order = compare_sizes(a->edge[s], b->edge[s]);
    if (!order)
        order = (a->at[s] > b->at[s]) - (a->at[s] < b->at[s]);
    if (!order)
        order = compare_sizes(a->edge[!s], b->edge[!s]);
    if (!order)
        order = a->is_on[0] - b->is_on[0];
    if (!order)
        order = a->is_on[1] - b->is_on[1];
    return order;
}

static int along_polygon(const void *left, const void *right)
{
    return compare_crossings(left, right, 0);
}

static int along_basin(const void *left, const void *right)
{
    return compare_crossings(left, right, 1);
}

/** All crossings of the polygon, each once: the same two edges may meet in
 * several tiles. */
static void find_crossings(struct walk *it)
{
    const struct bc_shapes *s = it->side[0].shapes;
    size_t end = first_ring(s, it->polygon + 1), n = 0;

    it->n_crossings = it->n_touched = 0;
    for (it->ring = first_ring(s, it->polygon); it->ring < end; it->ring++)
        for (it->edge = s->vertex_of[it->ring];
             it->edge + 1 < s->vertex_of[it->ring + 1]; it->edge++)
            bc_tiles_along(it->tiles, s->x[it->edge], s->y[it->edge],
                           s->x[it->edge + 1], s->y[it->edge + 1], compare_tile,
                           it);
    if (it->n_crossings > 1)
        qsort(it->crossing, it->n_crossings, sizeof *it->crossing,
              along_polygon);
    for (size_t i = 0; i < it->n_crossings; i++)
        if (n == 0 || along_polygon(&it->crossing[n - 1], &it->crossing[i]))
            it->crossing[n++] = it->crossing[i];
    it->n_crossings = n;
}

/* ---- where a ring begins ---- */

/** Whether a place lies in a feature, one of the two being moved
 * (geo/edges_meet.h): how often the way east from it meets edges. */
static bool is_in_feature(const struct bc_shapes *s, size_t feature,
                          const double p[2], bool place_is_moved)
{
    bool inside = false;

    for (size_t r = first_ring(s, feature); r < first_ring(s, feature + 1); r++)
        for (size_t v = s->vertex_of[r]; v + 1 < s->vertex_of[r + 1]; v++) {
            const double a[2] = {s->x[v], s->y[v]};
            const double b[2] = {s->x[v + 1], s->y[v + 1]};
            bool up = b[1] > p[1] || (!place_is_moved && b[1] == p[1]);
            bool was_up = a[1] > p[1] || (!place_is_moved && a[1] == p[1]);

            if (was_up == up)
                continue;
            inside ^=
                (place_is_moved ? bc_turn_moved(a, b, p)
                                : bc_turn_to_moved(a, b, p)) == (up ? 1 : -1);
        }
    return inside;
}

/** Whether the first vertex of a ring of the polygon lies in a basin. */
static bool is_in_basin(const struct walk *it, size_t ring, size_t basin)
{
    const struct bc_shapes *s = it->side[0].shapes;
    size_t v = s->vertex_of[ring];
    const double p[2] = {s->x[v], s->y[v]};
    size_t tile = bc_tiles_find(it->tiles, p[0], p[1]);
    int side;

    if (tile == BC_NO_ROW)
        return false;
    for (size_t i = it->tiles->first[tile]; i < it->tiles->first[tile + 1];
         i++) {
        const struct bc_tile_entry *entry = &it->tiles->entry[i];

        if (entry->feature != basin)
            continue;
        if (entry->n_edges == 0)
            return true;
        side = bc_tiles_side(it->tiles, tile, entry, p[0], p[1]);
        return side == 0 ? is_in_feature(it->side[1].shapes, basin, p, true)
                         : side > 0;
    }
    return false;
}

/** Whether the first vertex of a ring of a basin lies in the polygon. */
static bool is_in_polygon(const struct walk *it, size_t ring)
{
    const struct bc_shapes *t = it->side[1].shapes;
    const double p[2] = {t->x[t->vertex_of[ring]], t->y[t->vertex_of[ring]]};

    return p[0] >= it->bounds[0] && p[0] <= it->bounds[2] &&
           p[1] >= it->bounds[1] && p[1] <= it->bounds[3] &&
           is_in_feature(it->side[0].shapes, it->polygon, p, false);
}

/* ---- the walk ---- */

/** A pair and what it shares so far. */
struct sharing {
    const struct walk *walk;
    size_t basin;
    struct crossing *crossing; /* of the pair, along the side at hand */
    size_t n;
    struct bc_enclosed enclosed;
    bool is_sure;
};

static void add_vertices(struct sharing *it, int s, size_t from, size_t to,
                         int sign)
{
    const struct bc_shapes *shapes = it->walk->side[s].shapes;

    for (size_t v = from; v <= to; v++)
        bc_enclosed_add(&it->enclosed, shapes->x[v], shapes->y[v], sign);
}

static int along(int s, const struct crossing *a, const struct crossing *b)
{
    return s == 0 ? along_polygon(a, b) : along_basin(a, b);
}

/** From one crossing along a ring to the next one, @p times. */
static void add_piece(struct sharing *it, int s, const struct crossing *from,
                      const struct crossing *to, int times)
{
    const struct side *side = &it->walk->side[s];
    size_t ring = from->ring[s], first = side->shapes->vertex_of[ring];
    size_t last = side->shapes->vertex_of[ring + 1] - 1;
    int sign = times * side->left[ring];
    bool is_ahead = along(s, from, to) < 0;

    bc_enclosed_start(&it->enclosed, from->x, from->y);
    if (is_ahead) {
        add_vertices(it, s, from->edge[s] + 1, to->edge[s], sign);
    } else { /* over the end of the ring, which repeats its beginning */
        add_vertices(it, s, from->edge[s] + 1, last, sign);
        add_vertices(it, s, first + 1, to->edge[s], sign);
    }
    bc_enclosed_add(&it->enclosed, to->x, to->y, sign);
}

static void add_ring(struct sharing *it, int s, size_t ring)
{
    const struct side *side = &it->walk->side[s];
    size_t v = side->shapes->vertex_of[ring];

    it->is_sure &= side->left[ring] != 0;
    bc_enclosed_start(&it->enclosed, side->shapes->x[v], side->shapes->y[v]);
    add_vertices(it, s, v + 1, side->shapes->vertex_of[ring + 1] - 1,
                 side->left[ring]);
}

/** Whether two crossings of one edge, one after the other, are so near that
 * rounding may have changed their order. */
static bool are_one(int s, const struct crossing *from,
                    const struct crossing *to)
{
    return from->edge[s] == to->edge[s] && along(s, from, to) < 0 &&
           fabs(from->x - to->x) <= NO_WAY && fabs(from->y - to->y) <= NO_WAY;
}

/** Whether the first vertex of a ring of one side lies in the other. */
static bool begins_inside(const struct sharing *it, int s, size_t ring)
{
    return s == 0 ? is_in_basin(it->walk, ring, it->basin)
                  : is_in_polygon(it->walk, ring);
}

/** Whether the ring is inside before the first of the places that part it. One
 * crossing tells by the way that it goes; only of two could rounding have
 * changed the order, and nothing be amiss. */
static bool is_inside_before(const struct sharing *it, int s,
                             const struct crossing *const *one, size_t n)
{
    const struct crossing *last = NULL;
    int changes = 0, told = -1, n_crossings = 0;

    for (size_t i = 0; i < n; i++) {
        const int enters = one[i]->enters[s];

        if (enters && told < 0 && !(last && are_one(s, last, one[i])) &&
            !(i + 1 < n && are_one(s, one[i], one[i + 1])))
            told = (enters > 0) - (changes + enters);
        changes += enters;
        n_crossings += enters != 0;
        last = one[i];
    }
    if (n_crossings > 2 && (told == 0 || told == 1))
        return told;
    return begins_inside(it, s, one[0]->ring[s]);
}

/** A ring with the places that part it; between two of them it is inside of the
 * other or outside. Where rounding has changed the order of two, what lies
 * between them is nothing. */
static void add_parted(struct sharing *it, int s,
                       const struct crossing *const *one, size_t n)
{
    const int begins = is_inside_before(it, s, one, n);
    int inside = begins;

    for (size_t i = 0; i < n; i++) {
        const struct crossing *next = one[(i + 1) % n];

        inside += one[i]->enters[s];
        if ((inside < 0 || inside > 1) && !are_one(s, one[i], next))
            it->is_sure = false;
        if (inside != 0)
            add_piece(it, s, one[i], next, inside);
    }
    it->is_sure &= inside == begins;
}

/** What one side has inside the other. */
static void add_side(struct sharing *it, int s, size_t feature)
{
    const struct bc_shapes *shapes = it->walk->side[s].shapes;
    const struct crossing **on = bc_alloc(it->n, sizeof *on);
    size_t next = 0, end = first_ring(shapes, feature + 1);

    for (size_t r = first_ring(shapes, feature); r < end; r++) {
        size_t n = 0;

        for (; next < it->n && it->crossing[next].ring[s] == r; next++)
            if (it->crossing[next].is_on[s])
                on[n++] = &it->crossing[next];
        if (n > 0)
            add_parted(it, s, on, n);
        else if (begins_inside(it, s, r))
            add_ring(it, s, r);
    }
    free(on);
}

/** Whether no ring of a pair without crossings lies in the other. */
static bool is_apart(const struct walk *it, size_t basin)
{
    const struct bc_shapes *s = it->side[0].shapes, *t = it->side[1].shapes;

    for (size_t r = first_ring(s, it->polygon);
         r < first_ring(s, it->polygon + 1); r++)
        if (is_in_basin(it, r, basin))
            return false;
    for (size_t r = first_ring(t, basin); r < first_ring(t, basin + 1); r++)
        if (is_in_polygon(it, r))
            return false;
    return true;
}

static void add_shared(struct walk *it, struct bc_shared shared)
{
    it->shared = bc_reserve(it->shared, &it->shared_room, it->n_shared + 1,
                            sizeof *it->shared);
    it->shared[it->n_shared++] = shared;
}

static void share(struct walk *it, size_t basin, struct crossing *crossing,
                  size_t n)
{
    const struct bc_shapes *s = it->side[0].shapes;
    struct bc_shared shared = {it->polygon, basin, true, 0, 0};
    struct sharing sharing = {it, basin, crossing, n, {0}, true};
    double outline_m;

    if (n == 0 && is_apart(it, basin))
        return;
    bc_enclosed_init(&sharing.enclosed, it->ellipsoid,
                     s->y[s->vertex_of[first_ring(s, it->polygon)]]);
    add_side(&sharing, 0, it->polygon);
    if (n > 1)
        qsort(crossing, n, sizeof *crossing, along_basin);
    add_side(&sharing, 1, basin);
    shared.area_m2 = sharing.enclosed.left_m2;
    shared.length_m = outline_m = sharing.enclosed.length_m;
    for (size_t i = 0; i < n; i++)
        shared.length_m -= crossing[i].twice_m;
    if (shared.area_m2 <= NOTHING_M * outline_m &&
        shared.area_m2 >= -ASIDE_M * outline_m)
        shared.area_m2 = 0; /* they only touch */
    shared.is_known = sharing.is_sure && shared.area_m2 >= 0;
    add_shared(it, shared);
}

static bool is_touched(const struct walk *it, size_t basin)
{
    for (size_t i = 0; i < it->n_touched; i++)
        if (it->touched[i] == basin)
            return true;
    return false;
}

static size_t find_near(struct walk *it)
{
    size_t n = bc_boxes_meet(it->boxes, it->bounds, it->near, it->near_room);

    if (n <= it->near_room)
        return n;
    it->near = bc_reserve(it->near, &it->near_room, n, sizeof *it->near);
    return bc_boxes_meet(it->boxes, it->bounds, it->near, it->near_room);
}

static void walk_polygon(struct walk *it)
{
    size_t n_near = find_near(it), next = 0;

    if (n_near == 0)
        return;
    find_crossings(it);
    for (size_t i = 0; i < n_near; i++) {
        size_t basin = it->near[i], begin = next;

        while (next < it->n_crossings && it->crossing[next].basin == basin)
            next++;
        if (is_touched(it, basin))
            add_shared(it, (struct bc_shared){it->polygon, basin, false, 0, 0});
        else
            share(it, basin, next > begin ? it->crossing + begin : NULL,
                  next - begin);
    }
}

/* ---- all of them ---- */

struct walks {
    struct side side[2];
    struct bc_runs runs;
    struct walk *walk; /* of each run */
};

static void walk_run(void *context, size_t run)
{
    const struct walks *walks = context;
    struct walk *it = &walks->walk[run];

    for (it->polygon = walks->runs.first[run];
         it->polygon < walks->runs.first[run + 1]; it->polygon++)
        if (bc_shapes_bounds(walks->side[0].shapes, it->polygon, it->bounds))
            walk_polygon(it);
    free(it->crossing);
    free(it->touched);
    free(it->near);
}

size_t bc_overlay_walk(const struct bc_shapes *polygons,
                       const struct bc_tiles *tiles,
                       const struct bc_boxes *boxes,
                       const struct geod_geodesic *ellipsoid,
                       struct bc_shared **shared)
{
    struct walks walks = {
        .side = {{polygons, bc_tiles_lefts(polygons)},
                 {tiles->polygons, bc_tiles_lefts(tiles->polygons)}}};
    size_t n = 0;

    bc_runs_init(&walks.runs, polygons, RUN_VERTICES);
    walks.walk = bc_alloc(walks.runs.n, sizeof *walks.walk);
    for (size_t r = 0; r < walks.runs.n; r++)
        walks.walk[r] = (struct walk){.side = walks.side,
                                      .tiles = tiles,
                                      .boxes = boxes,
                                      .ellipsoid = ellipsoid};
    bc_parallel_for(walks.runs.n, walk_run, &walks);
    for (size_t r = 0; r < walks.runs.n; r++)
        n += walks.walk[r].n_shared;
    *shared = bc_alloc(n, sizeof **shared);
    n = 0;
    for (size_t r = 0; r < walks.runs.n; r++) {
        const struct walk *walk = &walks.walk[r];

        if (walk->n_shared > 0)
            memcpy(*shared + n, walk->shared, walk->n_shared * sizeof **shared);
        n += walk->n_shared;
        free(walk->shared);
    }
    free(walks.walk);
    bc_runs_clear(&walks.runs);
    free(walks.side[0].left);
    free(walks.side[1].left);
    return n;
}
