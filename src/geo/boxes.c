/* SPDX-License-Identifier: MIT */
#include "geo/boxes.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define BRANCHES 16
#define MOST_LEVELS (sizeof(size_t) * 2) /* a factor of 16 each */

struct node {
    double box[4];
    size_t number; /* of a box; above them the first child */
};

struct bc_boxes {
    size_t n_levels;
    size_t n[MOST_LEVELS + 1];
    struct node *level[MOST_LEVELS + 1]; /* boxes, their parents … the root */
};

static int ascending(double a, double b)
{
    return (a > b) - (a < b);
}

/* Of equals the lower number comes first: one order, whatever qsort does. */
static int by_middle(const struct node *a, const struct node *b, int axis)
{
    int order = ascending(a->box[axis] + a->box[axis + 2],
                          b->box[axis] + b->box[axis + 2]);

    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static int by_x(const void *a, const void *b)
{
    return by_middle(a, b, 0);
}

static int by_y(const void *a, const void *b)
{
    return by_middle(a, b, 1);
}

/** Slices from west to east, each from south to north. */
static void pack(struct node *nodes, size_t n)
{
    double n_leaves = ceil((double)n / BRANCHES);
    size_t slice = (size_t)ceil(sqrt(n_leaves)) * BRANCHES;

    qsort(nodes, n, sizeof *nodes, by_x);
    for (size_t first = 0; first < n; first += slice)
        qsort(nodes + first, n - first < slice ? n - first : slice,
              sizeof *nodes, by_y);
}

static struct node around(const struct node *children, size_t first, size_t end)
{
    struct node node = {.number = first};

    memcpy(node.box, children[first].box, sizeof node.box);
    for (size_t i = first + 1; i < end; i++) {
        const double *b = children[i].box;

        node.box[0] = fmin(node.box[0], b[0]);
        node.box[1] = fmin(node.box[1], b[1]);
        node.box[2] = fmax(node.box[2], b[2]);
        node.box[3] = fmax(node.box[3], b[3]);
    }
    return node;
}

static size_t end_of(size_t first, size_t n)
{
    return n - first < BRANCHES ? n : first + BRANCHES;
}

/** Puts levels over the boxes until one node holds all. */
static void build(struct bc_boxes *tree)
{
    while (tree->n[tree->n_levels - 1] > 1) {
        const struct node *below = tree->level[tree->n_levels - 1];
        size_t n = tree->n[tree->n_levels - 1], made = 0;
        struct node *level =
            bc_alloc((n + BRANCHES - 1) / BRANCHES, sizeof *level);

        for (size_t first = 0; first < n; first += BRANCHES)
            level[made++] = around(below, first, end_of(first, n));
        tree->level[tree->n_levels] = level;
        tree->n[tree->n_levels++] = made;
    }
}

struct bc_boxes *bc_boxes_new(const double (*boxes)[4], size_t n)
{
    struct bc_boxes *tree = bc_alloc(1, sizeof *tree);
    struct node *nodes = bc_alloc(n + 1, sizeof *nodes);
    size_t known = 0;

    for (size_t i = 0; i < n; i++) {
        if (isnan(boxes[i][0] + boxes[i][1] + boxes[i][2] + boxes[i][3]))
            continue;
        memcpy(nodes[known].box, boxes[i], sizeof boxes[i]);
        nodes[known++].number = i;
    }
    pack(nodes, known);
    tree->n_levels = 1;
    tree->n[0] = known;
    tree->level[0] = nodes;
    build(tree);
    return tree;
}

void bc_boxes_free(struct bc_boxes *boxes)
{
    if (!boxes)
        return;
    for (size_t i = 0; i < boxes->n_levels; i++)
        free(boxes->level[i]);
    free(boxes);
}

/* false for NaN */
static bool meet(const double a[4], const double b[4])
{
    return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

static int compare_numbers(const void *a, const void *b)
{
    const size_t *left = a, *right = b;

    return (*left > *right) - (*left < *right);
}

size_t bc_boxes_meet(const struct bc_boxes *boxes, const double box[4],
                     size_t *found, size_t room)
{
    struct {
        size_t level, first;
    } open[MOST_LEVELS * BRANCHES];
    size_t n_open = 0, n = 0;

    if (boxes->n[0] > 0) {
        open[n_open].level = boxes->n_levels - 1;
        open[n_open++].first = 0;
    }
    while (n_open > 0) {
        size_t level = open[--n_open].level, first = open[n_open].first;
        size_t end = end_of(first, boxes->n[level]);

        for (size_t i = first; i < end; i++) {
            const struct node *node = &boxes->level[level][i];

            if (!meet(node->box, box))
                continue;
            if (level > 0) {
                open[n_open].level = level - 1;
                open[n_open++].first = node->number;
                continue;
            }
            if (n < room)
                found[n] = node->number;
            n++;
        }
    }
    if (n > 1 && room > 1)
        qsort(found, n < room ? n : room, sizeof *found, compare_numbers);
    return n;
}
