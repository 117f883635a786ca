/* SPDX-License-Identifier: MIT */
#include "geo/nesting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "geo/feature.h"

/* Unknown words beyond get no suggestion: the column means something else. */
#define MOST_SUGGESTIONS 20
/* Places that are looked up in the parent, and how far out one of them must
 * lie: outlines that both share are often drawn twice. */
#define N_PLACES 64
#define OUTSIDE_M 100

struct nesting {
    struct bc_layer *basins;
    size_t column; /* of `parent` */
    size_t *parent;
    struct bc_findings *findings;
};

static const char *cell(const struct nesting *it, size_t row)
{
    return it->basins->columns[it->column].text[row];
}

static struct bc_finding about(const struct nesting *it, size_t row,
                               enum bc_finding_code code)
{
    struct bc_finding finding = bc_feature_finding(it->basins, row, code);

    finding.field = "parent";
    finding.value = cell(it, row);
    return finding;
}

/* ---- parents that are not there ---- */

/** A code or a name of another basin that may be meant; NULL for none. */
static const char *meant_by(const struct nesting *it, size_t row)
{
    static const char *const keys[] = {"code", "name"};
    const struct bc_layer *basins = it->basins;
    const char **known = bc_alloc(2 * basins->n_features + 1, sizeof *known);
    const char *meant;
    size_t n = 0;

    for (size_t b = 0; b < basins->n_features; b++)
        for (size_t k = 0; k < 2; k++) {
            const char *word = bc_layer_text(basins, keys[k], b);

            if (b != row && word)
                known[n++] = word;
        }
    meant = bc_text_suggest(cell(it, row), known);
    free(known);
    return meant;
}

static void tell_unknown(const struct nesting *it, size_t row, size_t n,
                         bool suggest)
{
    struct bc_finding finding = about(it, row, BC_FOUND_UNKNOWN_PARENT);
    const char *meant = suggest ? meant_by(it, row) : NULL;

    if (meant)
        bc_findings_addf(it->findings, finding,
                         "no basin '%s'; did you mean '%s'? The basins that "
                         "name it as parent (%zu) count in no other",
                         finding.value, meant, n);
    else
        bc_findings_addf(it->findings, finding,
                         "no basin '%s'; the basins that name it as parent "
                         "(%zu) count in no other",
                         finding.value, n);
}

/** A row whose parent is not there. */
struct unknown {
    const char *word;
    size_t row;
};

static int by_word(const void *a, const void *b)
{
    const struct unknown *left = a, *right = b;
    int order = strcmp(left->word, right->word);

    return order ? order : (left->row > right->row) - (left->row < right->row);
}

static void empty_unknown(const struct nesting *it)
{
    const struct bc_layer *basins = it->basins;
    struct unknown *unknown = bc_alloc(basins->n_features + 1, sizeof *unknown);
    size_t n = 0, n_words = 0;

    for (size_t b = 0; b < basins->n_features; b++)
        if (cell(it, b) && it->parent[b] == BC_NO_ROW)
            unknown[n++] = (struct unknown){cell(it, b), b};
    qsort(unknown, n, sizeof *unknown, by_word);
    for (size_t first = 0, end; first < n; first = end) {
        end = first + 1;
        while (end < n && strcmp(unknown[end].word, unknown[first].word) == 0)
            end++;
        tell_unknown(it, unknown[first].row, end - first,
                     n_words++ < MOST_SUGGESTIONS);
    }
    for (size_t i = 0; i < n; i++)
        bc_layer_set_text(it->basins, it->column, unknown[i].row, NULL);
    free(unknown);
}

/* ---- parents in a circle ---- */

static void tell_circle(const struct nesting *it, size_t row)
{
    struct bc_finding finding = about(it, row, BC_FOUND_PARENT_CIRCLE);

    if (it->parent[row] == row)
        bc_findings_addf(it->findings, finding,
                         "is its own parent, which was not used");
    else
        bc_findings_addf(it->findings, finding,
                         "its parents lead back to it, over '%s'; no parent of "
                         "this circle was used",
                         bc_feature_name(it->basins, it->parent[row]));
}

/** Which basins their parents lead back to: every basin is walked over once. */
static void empty_circles(const struct nesting *it)
{
    size_t n = it->basins->n_features;
    size_t *walk = bc_alloc(n + 1, sizeof *walk); /* that reached it; 0: none */
    bool *in_circle = bc_alloc(n + 1, sizeof *in_circle);

    for (size_t b = 0; b < n; b++) {
        size_t at = b;

        for (; at != BC_NO_ROW && walk[at] == 0; at = it->parent[at])
            walk[at] = b + 1;
        if (at == BC_NO_ROW || walk[at] != b + 1)
            continue;
        for (; !in_circle[at]; at = it->parent[at])
            in_circle[at] = true;
    }
    for (size_t b = 0; b < n; b++)
        if (in_circle[b])
            tell_circle(it, b);
    for (size_t b = 0; b < n; b++)
        if (in_circle[b])
            bc_layer_set_text(it->basins, it->column, b, NULL);
    free(walk);
    free(in_circle);
}

void bc_nesting_check(struct bc_layer *basins, struct bc_findings *findings)
{
    struct nesting it = {.basins = basins,
                         .column = bc_layer_find(basins, "parent"),
                         .findings = findings};

    if (it.column == BC_NO_COLUMN || !basins->columns[it.column].text)
        return;
    it.parent = bc_alloc(basins->n_features + 1, sizeof *it.parent);
    for (size_t b = 0; b < basins->n_features; b++)
        it.parent[b] =
            cell(&it, b) ? bc_layer_row(basins, cell(&it, b)) : BC_NO_ROW;
    empty_unknown(&it);
    empty_circles(&it);
    free(it.parent);
}

/* ---- where they lie ---- */

struct look {
    const struct bc_crs *crs;
    const struct bc_layer *basins;
    const struct bc_index *index;
};

static bool is_outside(const struct look *it, size_t parent, double x, double y)
{
    size_t room = bc_index_covers(it->index, x, y, NULL, 0);
    struct bc_hit *hits = bc_alloc(room + 1, sizeof *hits);
    size_t n = bc_index_covers(it->index, x, y, hits, room);
    bool covered = false;

    for (size_t h = 0; h < n; h++)
        covered |= hits[h].feature == parent;
    free(hits);
    return !covered &&
           bc_index_distance_m(it->index, it->crs, parent, x, y) > OUTSIDE_M;
}

/** Of places evenly along the edges of a basin, those outside its parent. */
static size_t places_outside(const struct look *it, size_t row, size_t parent)
{
    const struct bc_shapes *shapes = &it->basins->shapes;
    size_t first = shapes->ring_of[shapes->part_of[row]];
    size_t end = shapes->ring_of[shapes->part_of[row + 1]];
    const double *x = shapes->x, *y = shapes->y;
    double step = 0, next;
    size_t n_outside = 0;

    for (size_t r = first; r < end; r++)
        for (size_t v = shapes->vertex_of[r]; v + 1 < shapes->vertex_of[r + 1];
             v++)
            step += hypot(x[v + 1] - x[v], y[v + 1] - y[v]) / N_PLACES;
    next = step / 2;
    for (size_t r = first; r < end; r++)
        for (size_t v = shapes->vertex_of[r]; v + 1 < shapes->vertex_of[r + 1];
             v++) {
            double dx = x[v + 1] - x[v], dy = y[v + 1] - y[v];
            double length = hypot(dx, dy);

            for (; next < length; next += step)
                n_outside += is_outside(it, parent, x[v] + dx * next / length,
                                        y[v] + dy * next / length);
            next -= length;
        }
    return n_outside;
}

static void look(const struct look *it, size_t row, size_t parent,
                 struct bc_findings *findings)
{
    size_t n = places_outside(it, row, parent);
    struct bc_finding finding =
        bc_feature_finding(it->basins, row, BC_FOUND_OUTSIDE_PARENT);

    if (2 * n <= N_PLACES)
        return;
    finding.field = "parent";
    finding.value = bc_layer_text(it->basins, "parent", row);
    bc_findings_addf(findings, finding,
                     "lies largely outside its parent, by %zu of %d places "
                     "along its outline",
                     n, N_PLACES);
}

void bc_nesting_look(const struct bc_crs *crs, const struct bc_layer *basins,
                     const struct bc_index *index, struct bc_findings *findings)
{
    const struct look it = {crs, basins, index};
    double bounds[4];

    for (size_t row = 0; row < basins->n_features; row++) {
        const char *given = bc_layer_text(basins, "parent", row);
        size_t parent = given ? bc_layer_row(basins, given) : BC_NO_ROW;

        if (parent != BC_NO_ROW &&
            bc_shapes_bounds(&basins->shapes, row, bounds) &&
            bc_shapes_bounds(&basins->shapes, parent, bounds))
            look(&it, row, parent, findings);
    }
}
