/* SPDX-License-Identifier: MIT */
#include "geo/outline.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "geo/globe.h"

/* So many edges in a row are looked at together. */
#define EDGES_PER_RUN 8
/* An edge that keeps as near to its chord is looked at as if it were straight;
 * others are halved. */
#define FLAT_M 0.01
/* More than rounding moves a place. */
#define BLUR_M 0.001

/** A box around what lies below. */
struct node {
    float low[3], high[3];
    uint32_t first;   /* of a leaf: its first vertex, or its feature; else the
                         second child, while the first one comes next */
    uint32_t n_edges; /* of a leaf; 0: it has children */
};

struct bc_outlines {
    const struct bc_shapes *polygons;
    size_t *first;     /* of each feature, and the end: into node */
    struct node *node; /* trees of the features, one after the other */
    struct node *root; /* the tree over them; NULL without an outline */
};

/* ---- boxes ---- */

/** How far an edge may lie from its chord: an eighth of the most that the
 * place on the ellipsoid accelerates by along it. */
static double bow_of(const struct bc_shapes *shapes, size_t v)
{
    double low = fmin(fabs(shapes->y[v]), fabs(shapes->y[v + 1]));
    bool over_equator = (shapes->y[v] < 0) != (shapes->y[v + 1] < 0);
    double narrow = over_equator ? 1 : cos(low * (M_PI / 180));
    double east = fabs(shapes->x[v + 1] - shapes->x[v]) * (M_PI / 180);
    double north = fabs(shapes->y[v + 1] - shapes->y[v]) * (M_PI / 180);

    return 1.02 * BC_GLOBE_A / 8 *
           (narrow * east * east + (north + 2 * east) * north);
}

static void widen(struct node *box, int axis, double low, double high)
{
    box->low[axis] = fminf(box->low[axis], nextafterf((float)low, -INFINITY));
    box->high[axis] = fmaxf(box->high[axis], nextafterf((float)high, INFINITY));
}

/** Around the edges from vertex @p v on. */
static struct node bound_run(const struct bc_shapes *shapes, size_t v,
                             size_t n_edges)
{
    struct node box = {{INFINITY, INFINITY, INFINITY},
                       {-INFINITY, -INFINITY, -INFINITY},
                       (uint32_t)v,
                       (uint32_t)n_edges};
    double margin = 0;

    for (size_t i = 0; i < n_edges; i++)
        margin = fmax(margin, bow_of(shapes, v + i));
    margin += BLUR_M;
    for (size_t i = 0; i <= n_edges; i++) {
        struct bc_spot spot = bc_globe_spot(shapes->x[v + i], shapes->y[v + i]);

        widen(&box, 0, spot.x - margin, spot.x + margin);
        widen(&box, 1, spot.y - margin, spot.y + margin);
        widen(&box, 2, spot.z - margin, spot.z + margin);
    }
    return box;
}

static struct node join_boxes(const struct node *a, const struct node *b)
{
    struct node box = *a;

    for (int axis = 0; axis < 3; axis++) {
        box.low[axis] = fminf(a->low[axis], b->low[axis]);
        box.high[axis] = fmaxf(a->high[axis], b->high[axis]);
    }
    return box;
}

/* ---- a tree ---- */

static float twice_middle(const struct node *box, int axis)
{
    return box->low[axis] + box->high[axis];
}

/* One order, whatever the steps to it: of equals the lower number first. */
static bool comes_before(const struct node *a, const struct node *b, int axis)
{
    float left = twice_middle(a, axis), right = twice_middle(b, axis);

    return left != right ? left < right : a->first < b->first;
}

static int widest_axis(const struct node *leaf, size_t n)
{
    float widest = -1;
    int found = 0;

    for (int axis = 0; axis < 3; axis++) {
        float low = INFINITY, high = -INFINITY;

        for (size_t i = 0; i < n; i++) {
            low = fminf(low, twice_middle(&leaf[i], axis));
            high = fmaxf(high, twice_middle(&leaf[i], axis));
        }
        if (high - low > widest) {
            widest = high - low;
            found = axis;
        }
    }
    return found;
}

/** Puts the leaves that belong into the first half there (Hoare 1961). */
static void part(struct node *leaf, size_t n, int axis)
{
    size_t low = 0, high = n - 1, middle = n / 2;

    while (low < high) {
        struct node pivot = leaf[low + (high - low) / 2];
        size_t i = low, j = high;

        for (;; i++, j--) {
            struct node kept;

            while (comes_before(&leaf[i], &pivot, axis))
                i++;
            while (comes_before(&pivot, &leaf[j], axis))
                j--;
            if (i >= j)
                break;
            kept = leaf[i];
            leaf[i] = leaf[j];
            leaf[j] = kept;
        }
        if (middle <= j)
            high = j;
        else
            low = j + 1;
    }
}

/** Writes the tree of some leaves at tree[at]; @return where it ends */
static size_t build(struct node *tree, size_t at, struct node *leaf, size_t n)
{
    size_t second, end;

    if (n == 1) {
        tree[at] = *leaf;
        return at + 1;
    }
    part(leaf, n, widest_axis(leaf, n));
    second = build(tree, at + 1, leaf, n / 2);
    end = build(tree, second, leaf + n / 2, n - n / 2);
    tree[at] = join_boxes(&tree[at + 1], &tree[second]);
    tree[at].first = (uint32_t)second;
    tree[at].n_edges = 0;
    return end;
}

/* ---- the trees ---- */

static size_t runs_of(const struct bc_shapes *shapes, size_t ring)
{
    size_t n = shapes->vertex_of[ring + 1] - shapes->vertex_of[ring];

    return n < 2 ? 0 : (n - 2) / EDGES_PER_RUN + 1;
}

static size_t first_ring(const struct bc_shapes *shapes, size_t feature)
{
    return shapes->ring_of[shapes->part_of[feature]];
}

/** n leaves have n - 1 nodes above them. */
static size_t nodes_of(const struct bc_shapes *shapes, size_t feature)
{
    size_t n = 0;

    for (size_t r = first_ring(shapes, feature);
         r < first_ring(shapes, feature + 1); r++)
        n += runs_of(shapes, r);
    return n > 0 ? 2 * n - 1 : 0;
}

static void build_feature(void *context, size_t feature)
{
    const struct bc_outlines *outlines = context;
    const struct bc_shapes *shapes = outlines->polygons;
    size_t begin = outlines->first[feature], n = 0;
    size_t n_nodes = outlines->first[feature + 1] - begin;
    struct node *leaf;

    if (n_nodes == 0)
        return;
    leaf = bc_alloc(n_nodes / 2 + 1, sizeof *leaf);
    for (size_t r = first_ring(shapes, feature);
         r < first_ring(shapes, feature + 1); r++)
        for (size_t v = shapes->vertex_of[r]; v + 1 < shapes->vertex_of[r + 1];
             v += EDGES_PER_RUN) {
            size_t left = shapes->vertex_of[r + 1] - 1 - v;

            leaf[n++] = bound_run(shapes, v,
                                  left < EDGES_PER_RUN ? left : EDGES_PER_RUN);
        }
    build(outlines->node + begin, 0, leaf, n);
    free(leaf);
}

static void build_top(struct bc_outlines *outlines)
{
    size_t n_features = outlines->polygons->n_features, n = 0;
    struct node *leaf = bc_alloc(n_features + 1, sizeof *leaf);

    for (size_t f = 0; f < n_features; f++) {
        if (outlines->first[f] == outlines->first[f + 1])
            continue;
        leaf[n] = outlines->node[outlines->first[f]];
        leaf[n].first = (uint32_t)f;
        leaf[n++].n_edges = 1; /* a leaf */
    }
    if (n > 0) {
        outlines->root = bc_alloc(2 * n - 1, sizeof *outlines->root);
        build(outlines->root, 0, leaf, n);
    }
    free(leaf);
}

struct bc_outlines *bc_outlines_new(const struct bc_shapes *polygons)
{
    struct bc_outlines *outlines = bc_alloc(1, sizeof *outlines);
    size_t n = polygons->n_features;

    assert(polygons->n_vertices <= UINT32_MAX && n <= UINT32_MAX);
    outlines->polygons = polygons;
    outlines->first = bc_alloc(n + 1, sizeof *outlines->first);
    for (size_t f = 0; f < n; f++)
        outlines->first[f + 1] = outlines->first[f] + nodes_of(polygons, f);
    outlines->node = bc_alloc(outlines->first[n] + 1, sizeof *outlines->node);
    bc_parallel_for(n, build_feature, outlines);
    build_top(outlines);
    return outlines;
}

void bc_outlines_free(struct bc_outlines *outlines)
{
    if (!outlines)
        return;
    free(outlines->first);
    free(outlines->node);
    free(outlines->root);
    free(outlines);
}

/* ---- asking ---- */

/** A search, and the nearest place so far. */
struct query {
    const struct bc_outlines *outlines;
    struct bc_spot at;
    size_t feature; /* that is looked at */
    double chord2;  /* square of the chord */
    size_t nearest;
    double place[2];
};

/** Square of the chord that no place in a box comes below. */
static double least2(const struct node *box, const struct bc_spot *at)
{
    double x = fmax(fmax(box->low[0] - at->x, at->x - box->high[0]), 0);
    double y = fmax(fmax(box->low[1] - at->y, at->y - box->high[1]), 0);
    double z = fmax(fmax(box->low[2] - at->z, at->z - box->high[2]), 0);

    return x * x + y * y + z * z;
}

/** Looks into the leaves of a tree that may be as near as what was found, from
 * a node on; those that seem near come first. */
static void search(struct query *query, const struct node *tree, size_t at,
                   void (*look)(struct query *query, const struct node *leaf))
{
    while (tree[at].n_edges == 0) {
        size_t near = at + 1, far = tree[at].first;
        double near2 = least2(&tree[near], &query->at);
        double far2 = least2(&tree[far], &query->at);

        if (far2 < near2) {
            size_t kept = near;
            double kept2 = near2;

            near = far;
            near2 = far2;
            far = kept;
            far2 = kept2;
        }
        if (near2 > query->chord2)
            return;
        search(query, tree, near, look);
        if (far2 > query->chord2)
            return;
        at = far;
    }
    look(query, &tree[at]);
}

static void try_place(struct query *query, double x, double y,
                      const struct bc_spot *spot)
{
    double chord2 = bc_globe_chord2(spot, &query->at);

    if (chord2 > query->chord2 ||
        (chord2 == query->chord2 && query->feature >= query->nearest))
        return;
    query->chord2 = chord2;
    query->nearest = query->feature;
    query->place[0] = x;
    query->place[1] = y;
}

/** A place along an edge. */
struct stop {
    double x, y;
    struct bc_spot spot;
};

static struct stop stop_at(double x, double y)
{
    return (struct stop){x, y, bc_globe_spot(x, y)};
}

static struct stop stop_between(const struct stop *a, const struct stop *b,
                                double t)
{
    return stop_at(a->x + t * (b->x - a->x), a->y + t * (b->y - a->y));
}

/** Where between two spots (0..1) a third one is nearest, and the square of
 * its distance there. */
static double foot(const struct bc_spot *a, const struct bc_spot *b,
                   const struct bc_spot *at, double *distance2)
{
    double x = b->x - a->x, y = b->y - a->y, z = b->z - a->z;
    double u = at->x - a->x, v = at->y - a->y, w = at->z - a->z;
    double length2 = x * x + y * y + z * z;
    double t = length2 > 0 ? (u * x + v * y + w * z) / length2 : 0;

    t = fmin(fmax(t, 0), 1);
    u -= t * x;
    v -= t * y;
    w -= t * z;
    *distance2 = u * u + v * v + w * w;
    return t;
}

/** A piece of an edge that keeps within @p bow of its chord. */
static void try_piece(struct query *query, const struct stop *a,
                      const struct stop *b, double bow)
{
    double distance2, t = foot(&a->spot, &b->spot, &query->at, &distance2);
    struct stop between;

    if (distance2 > query->chord2 &&
        sqrt(distance2) - bow - BLUR_M > sqrt(query->chord2))
        return;
    if (t == 0 || bow > FLAT_M)
        try_place(query, a->x, a->y, &a->spot);
    if (t == 1 || bow > FLAT_M)
        try_place(query, b->x, b->y, &b->spot);
    if (bow <= FLAT_M && (t == 0 || t == 1))
        return;
    between = stop_between(a, b, bow > FLAT_M ? 0.5 : t);
    if (bow <= FLAT_M) {
        try_place(query, between.x, between.y, &between.spot);
        return;
    }
    bow /= 4;
    try_piece(query, t < 0.5 ? a : &between, t < 0.5 ? &between : b, bow);
    try_piece(query, t < 0.5 ? &between : a, t < 0.5 ? b : &between, bow);
}

static void look_at_run(struct query *query, const struct node *leaf)
{
    const struct bc_shapes *shapes = query->outlines->polygons;
    size_t v = leaf->first, end = v + leaf->n_edges;
    struct stop a = stop_at(shapes->x[v], shapes->y[v]);

    for (; v < end; v++) {
        struct stop b = stop_at(shapes->x[v + 1], shapes->y[v + 1]);

        try_piece(query, &a, &b, bow_of(shapes, v));
        a = b;
    }
}

static void look_at_feature(struct query *query, const struct node *leaf)
{
    const struct bc_outlines *outlines = query->outlines;

    query->feature = leaf->first;
    search(query, outlines->node + outlines->first[leaf->first], 0,
           look_at_run);
}

static struct query query_at(const struct bc_outlines *outlines, double x,
                             double y)
{
    return (struct query){.outlines = outlines,
                          .at = bc_globe_spot(x, y),
                          .chord2 = INFINITY,
                          .nearest = BC_NO_ROW};
}

size_t bc_outlines_nearest(const struct bc_outlines *outlines, double x,
                           double y, double place[2])
{
    struct query query = query_at(outlines, x, y);

    if (!outlines->root || !isfinite(x) || !isfinite(y))
        return BC_NO_ROW;
    search(&query, outlines->root, 0, look_at_feature);
    place[0] = query.place[0];
    place[1] = query.place[1];
    return query.nearest;
}

bool bc_outlines_nearest_of(const struct bc_outlines *outlines, size_t feature,
                            double x, double y, double place[2])
{
    struct query query = query_at(outlines, x, y);
    size_t begin = outlines->first[feature];

    if (outlines->first[feature + 1] == begin || !isfinite(x) || !isfinite(y))
        return false;
    query.feature = feature;
    search(&query, outlines->node + begin, 0, look_at_run);
    place[0] = query.place[0];
    place[1] = query.place[1];
    return true;
}
