/* SPDX-License-Identifier: MIT */
#include "geo/winding.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "geo/tiles.h"

/** How often rings wind around a place; the others do not. */
struct around {
    size_t ring;
    int times;
};

struct place {
    struct around *around;
    size_t n, room;
};

/** A sector that is known: to the right of a bundle. */
struct known {
    size_t bundle;
    struct place place;
};

struct winding {
    const struct bc_arrangement *arrangement;
    struct bc_role *role; /* of each ring */
    struct bc_tiles tiles;
    bool *is_left;
    uint64_t *left, *right; /* of each bundle: a number for the place there */
    bool *is_reached;       /* of each node */
    struct known *known;
    size_t n_known, known_room;
};

/* ---- places ---- */

static void turn(struct place *place, size_t ring, int times)
{
    size_t i = 0;

    while (i < place->n && place->around[i].ring != ring)
        i++;
    if (i == place->n) {
        place->around = bc_reserve(place->around, &place->room, place->n + 1,
                                   sizeof *place->around);
        place->around[place->n++] = (struct around){ring, 0};
    }
    place->around[i].times += times;
    if (place->around[i].times == 0)
        place->around[i] = place->around[--place->n];
}

static struct place copy_of(const struct place *place)
{
    struct place copy = {bc_alloc(place->n + 1, sizeof *copy.around), place->n,
                         place->n + 1};

    if (place->n > 0)
        memcpy(copy.around, place->around, place->n * sizeof *copy.around);
    return copy;
}

/** The same for the same rings and times, in whatever order. */
static uint64_t number_of(const struct place *place)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < place->n; i++) {
        uint64_t mixed = (uint64_t)place->around[i].ring * 0x9e3779b97f4a7c15 +
                         (uint64_t)place->around[i].times;

        mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
        sum += mixed ^ mixed >> 31;
    }
    return sum;
}

static bool is_inside(const struct winding *it, const struct place *place)
{
    for (size_t i = 0; i < place->n; i++) {
        const struct bc_role *shell = &it->role[place->around[i].ring];
        bool is_free = !shell->is_hole;

        for (size_t j = 0; is_free && j < place->n; j++) {
            const struct bc_role *hole = &it->role[place->around[j].ring];

            is_free = !hole->is_hole || hole->part != shell->part;
        }
        if (is_free)
            return true;
    }
    return false;
}

/** Which rings wind around a vertex, by the edges west of it; those of the
 * vertex' own @p group are left out, BC_NO_ROW none. */
static void look_around(const struct winding *it, double x, double y,
                        size_t group, struct place *place)
{
    const struct bc_tiles *tiles = &it->tiles;
    const struct bc_shapes *s = tiles->polygons;
    size_t at = bc_tiles_find(tiles, x, y);
    double bounds[4];

    place->n = 0;
    for (size_t tile = at - at % tiles->n_columns; tile <= at; tile++) {
        bc_tiles_bounds(tiles, tile, bounds);
        for (size_t i = tiles->first[tile]; i < tiles->first[tile + 1]; i++) {
            const struct bc_tile_entry *entry = &tiles->entry[i];

            if (it->arrangement->group_of[entry->feature] == group)
                continue;
            for (size_t e = entry->first; e < entry->first + entry->n_edges;
                 e++) {
                size_t v = tiles->edge[e];
                double edge[4] = {s->x[v], s->y[v], s->x[v + 1], s->y[v + 1]};
                int way = tile == at
                              ? bc_tiles_crossing(tiles, tile, edge, x, y)
                              : bc_tiles_crossing(tiles, tile, edge, bounds[2],
                                                  bounds[1]);

                if (way != 0)
                    turn(place, entry->feature, way);
            }
        }
    }
}

/* ---- roles ---- */

/** How often a spoke's ring goes its bundle's way, less the other way: where it
 * leads back along itself, it bounds nothing. */
static int net_times(const struct bc_arrangement *to, size_t spoke)
{
    size_t bundle = to->spoke[spoke].bundle;
    size_t ring = to->chain[to->spoke[spoke].chain].ring;
    int times = 0;

    for (size_t s = to->bundle[bundle].first; s < to->bundle[bundle + 1].first;
         s++)
        if (to->chain[to->spoke[s].chain].ring == ring)
            times += to->spoke[s].forward ? 1 : -1;
    return times;
}

/** Whether a ring winds around a place of an other. @param spoke  the place */
static bool winds_around(const struct winding *it, size_t ring, size_t spoke,
                         struct place *place)
{
    const struct bc_spoke *at = &it->arrangement->spoke[spoke];

    look_around(it, at->x, at->y, BC_NO_ROW, place);
    for (size_t i = 0; i < place->n; i++)
        if (place->around[i].ring == ring)
            return true;
    return false;
}

/** Marks the holes that pass a node of their shell. @param[out] spoke_of  of
 * each ring a spoke where it bounds something, or BC_NO_ROW */
static void find_attached(const struct winding *it, size_t *spoke_of,
                          bool *is_attached)
{
    const struct bc_arrangement *to = it->arrangement;
    size_t *bounding = bc_alloc(to->n_spokes + 1, sizeof *bounding);

    for (size_t ring = 0; ring < to->rings.n_rings; ring++)
        spoke_of[ring] = BC_NO_ROW;
    for (size_t node = 0, n; node < to->n_nodes; node++) {
        size_t end = to->bundle[to->bundle_of[node + 1]].first;

        n = 0;
        for (size_t s = to->bundle[to->bundle_of[node]].first; s < end; s++)
            if (net_times(to, s) != 0) {
                bounding[n++] = to->chain[to->spoke[s].chain].ring;
                spoke_of[bounding[n - 1]] = s;
            }
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++) {
                const struct bc_role *a = &it->role[bounding[i]];
                const struct bc_role *b = &it->role[bounding[j]];

                if (a->part == b->part && a->is_hole && !b->is_hole)
                    is_attached[bounding[i]] = true;
            }
    }
    free(bounding);
}

/** A hole beside its shell is a part of its own, where there is a shell. */
static void settle_roles(struct winding *it)
{
    size_t n = it->arrangement->rings.n_rings, shell = 0, n_parts = 0;
    bool *is_attached = bc_alloc(n + 1, sizeof *is_attached);
    bool *is_beside = bc_alloc(n + 1, sizeof *is_beside);
    size_t *spoke_of = bc_alloc(n + 1, sizeof *spoke_of);
    struct place place = {0};

    find_attached(it, spoke_of, is_attached);
    for (size_t ring = 0; ring < n; ring++) {
        n_parts = it->role[ring].part + 1;
        if (!it->role[ring].is_hole)
            shell = ring;
        else if (spoke_of[shell] != BC_NO_ROW && spoke_of[ring] != BC_NO_ROW)
            is_beside[ring] =
                !is_attached[ring] &&
                !winds_around(it, shell, spoke_of[ring], &place) &&
                !winds_around(it, ring, spoke_of[shell], &place);
    }
    for (size_t ring = 0; ring < n; ring++)
        if (is_beside[ring])
            it->role[ring] = (struct bc_role){n_parts++, false};
    free(place.around);
    free(is_attached);
    free(is_beside);
    free(spoke_of);
}

/* ---- from sector to sector ---- */

/** Keeps a place, which is the callee's from now on. */
static void push(struct winding *it, size_t bundle, struct place place)
{
    it->is_reached[it->arrangement->bundle[bundle].node] = true;
    it->known = bc_reserve(it->known, &it->known_room, it->n_known + 1,
                           sizeof *it->known);
    it->known[it->n_known++] = (struct known){bundle, place};
}

/** Goes around the node from the sector that is known. */
static void go_around(struct winding *it, size_t start, struct place *place)
{
    const struct bc_arrangement *to = it->arrangement;
    size_t node = to->bundle[start].node;
    size_t first = to->bundle_of[node], n = to->bundle_of[node + 1] - first;

    for (size_t i = 0; i < n; i++) {
        size_t b = first + (start - first + i) % n, twin = to->bundle[b].twin;

        it->right[b] = number_of(place);
        for (size_t s = to->bundle[b].first; s < to->bundle[b + 1].first; s++)
            turn(place, to->chain[to->spoke[s].chain].ring,
                 to->spoke[s].forward ? 1 : -1);
        it->left[b] = number_of(place);
        it->is_left[b] = is_inside(it, place);
        if (!it->is_reached[to->bundle[twin].node])
            push(it, twin, copy_of(place));
    }
}

static void spread(struct winding *it, size_t group)
{
    const struct bc_arrangement *to = it->arrangement;
    size_t first = to->bundle_of[to->first_node[group]];
    const struct bc_spoke *spoke = &to->spoke[to->bundle[first].first];
    struct place outside = {0};

    look_around(it, spoke->x, spoke->y, group, &outside);
    push(it, first, outside);
    while (it->n_known > 0) {
        struct known next = it->known[--it->n_known];

        go_around(it, next.bundle, &next.place);
        free(next.place.around);
    }
}

bool bc_winding_find(const struct bc_arrangement *arrangement,
                     const struct bc_role *roles, bool *is_left)
{
    struct winding it = {.arrangement = arrangement, .is_left = is_left};
    size_t n_rings = arrangement->rings.n_rings;
    bool fits = true;

    it.role = bc_alloc(n_rings + 1, sizeof *it.role);
    if (n_rings > 0)
        memcpy(it.role, roles, n_rings * sizeof *it.role);
    it.left = bc_alloc(arrangement->n_bundles + 1, sizeof *it.left);
    it.right = bc_alloc(arrangement->n_bundles + 1, sizeof *it.right);
    it.is_reached = bc_alloc(arrangement->n_nodes + 1, sizeof *it.is_reached);
    bc_tiles_init(&it.tiles, &arrangement->rings);
    settle_roles(&it);
    for (size_t group = 0; group < arrangement->n_groups; group++)
        spread(&it, group);
    for (size_t b = 0; b < arrangement->n_bundles; b++)
        fits = fits && it.left[b] == it.right[arrangement->bundle[b].twin];
    bc_tiles_clear(&it.tiles);
    free(it.role);
    free(it.left);
    free(it.right);
    free(it.is_reached);
    free(it.known);
    return fits;
}
