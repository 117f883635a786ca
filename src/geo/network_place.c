/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "geo/feature.h"
#include "geo/geodesic.h"
#include "geo/network_parts.h"
#include "geo/plane.h"

const char *bc_placed_name(enum bc_placed how)
{
    static const char *const names[] = {"", "lake", "named", "nearest"};

    return names[how];
}

/* ---- rows by name ---- */

static int by_name(const void *a, const void *b)
{
    const struct bc_named_row *left = a, *right = b;
    int order = strcmp(left->name, right->name);

    return order ? order : (left->row > right->row) - (left->row < right->row);
}

/** How much of a name stands before a bracket: 府河(涢水) is 府河. */
static size_t first_name(const char *name)
{
    size_t n = strcspn(name, "(");
    const char *wide = strstr(name, "（");

    if (wide && (size_t)(wide - name) < n)
        n = (size_t)(wide - name);
    return n;
}

void bc_named_rows_init(struct bc_named_rows *rows,
                        const struct bc_layer *layer, const char *key, bool cut)
{
    *rows = (struct bc_named_rows){0};
    rows->row = bc_alloc(layer->n_features + 1, sizeof *rows->row);
    for (size_t i = 0; i < layer->n_features; i++) {
        const char *name = bc_layer_text(layer, key, i);

        if (!name)
            continue;
        if (cut)
            name = bc_arena_copy(&rows->arena, name, first_name(name));
        rows->row[rows->n++] = (struct bc_named_row){name, i};
    }
    if (rows->n)
        qsort(rows->row, rows->n, sizeof *rows->row, by_name);
}

void bc_named_rows_clear(struct bc_named_rows *rows)
{
    free(rows->row);
    bc_arena_clear(&rows->arena);
    *rows = (struct bc_named_rows){0};
}

const struct bc_named_row *bc_named_rows_find(const struct bc_named_rows *rows,
                                              const char *name, size_t *n)
{
    size_t low = 0, high = rows->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(rows->row[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (*n = 0;
         low + *n < rows->n && strcmp(rows->row[low + *n].name, name) == 0;)
        ++*n;
    return *n ? &rows->row[low] : NULL;
}

/* ---- places ---- */

static const struct bc_river_place nowhere = {.reach = BC_NO_ROW, .off_m = NAN};

/** The reach of a line that holds @p along_m. */
static struct bc_river_place place_at(const struct bc_network *network,
                                      const struct bc_foot *foot,
                                      enum bc_placed how)
{
    size_t low = network->line[foot->line].first_reach;
    size_t high = foot->line + 1 < network->n_lines
                      ? network->line[foot->line + 1].first_reach
                      : network->n_reaches;

    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;

        if (network->reach[middle].start_m <= foot->along_m)
            low = middle;
        else
            high = middle;
    }
    return (struct bc_river_place){
        .how = how,
        .reach = low,
        .along_m = fmin(foot->along_m - network->reach[low].start_m,
                        bc_reach_length_m(&network->reach[low])),
        .off_m = foot->distance_m,
        .x = foot->x,
        .y = foot->y};
}

/** The nearest place of a line between two others on it. */
static struct bc_foot foot_between(const struct bc_network *network,
                                   const struct bc_lake_piece *piece, double x,
                                   double y)
{
    struct bc_foot best = {.distance_m = INFINITY};
    const struct bc_river_line *line = &network->line[piece->line];
    struct bc_plane plane = bc_plane_at(x, y);

    for (size_t v = line->first; v + 1 < line->end; v++) {
        double from[2], to[2], along_m, xy[2], distance_m;

        if (network->along_m[v + 1] < piece->from_m ||
            network->along_m[v] > piece->to_m)
            continue;
        bc_plane_offset(&plane, network->x[v], network->y[v], from);
        bc_plane_offset(&plane, network->x[v + 1], network->y[v + 1], to);
        along_m = network->along_m[v] +
                  bc_plane_foot(from, to) *
                      (network->along_m[v + 1] - network->along_m[v]);
        along_m = fmin(fmax(along_m, piece->from_m), piece->to_m);
        bc_network_position(network, piece->line, along_m, xy);
        distance_m = bc_geodesic_distance_m(network->crs, x, y, xy[0], xy[1]);
        if (distance_m < best.distance_m)
            best = (struct bc_foot){.line = piece->line,
                                    .vertex = v,
                                    .along_m = along_m,
                                    .x = xy[0],
                                    .y = xy[1],
                                    .distance_m = distance_m};
    }
    return best;
}

static struct bc_foot foot_in_lake(const struct bc_network *network,
                                   size_t lake, double x, double y)
{
    struct bc_foot best = {.distance_m = INFINITY};

    for (size_t i = 0; i < network->n_pieces; i++) {
        struct bc_foot foot;

        if (network->piece[i].lake != lake)
            continue;
        foot = foot_between(network, &network->piece[i], x, y);
        if (foot.distance_m < best.distance_m)
            best = foot;
    }
    return best;
}

/** The lake that covers a point, else the one that it names. */
static size_t lake_of(const struct bc_network *network, double x, double y,
                      const char *water)
{
    struct bc_hit hit;
    const struct bc_named_row *named;
    size_t n;

    if (!network->lakes)
        return BC_NO_ROW;
    if (bc_index_covers(network->lake_index, x, y, &hit, 1))
        return hit.feature;
    named = water ? bc_named_rows_find(&network->lake_names, water, &n) : NULL;
    return named ? named->row : BC_NO_ROW;
}

/** The nearest place on the lines of a name. */
static struct bc_foot foot_on_named(const struct bc_network *network,
                                    const char *water, double x, double y)
{
    struct bc_foot best = {.distance_m = INFINITY};
    size_t n = 0;
    const struct bc_named_row *named =
        bc_named_rows_find(&network->names, water, &n);

    for (size_t i = 0; i < n; i++)
        for (size_t line = network->line_of[named[i].row];
             line < network->line_of[named[i].row + 1]; line++) {
            struct bc_foot foot = bc_network_foot_on(network, line, x, y);

            if (foot.distance_m < best.distance_m)
                best = foot;
        }
    return best;
}

static struct bc_foot nearest_foot(const struct bc_network *network, double x,
                                   double y)
{
    const double most_m = network->options.max_off_m;
    struct bc_foot best = {.distance_m = INFINITY};
    struct bc_feet feet = {0};

    for (double radius_m = fmin(500, most_m); !feet.n; radius_m *= 4) {
        radius_m = fmin(radius_m, most_m);
        bc_network_feet(network, x, y, radius_m, BC_NO_ROW, 0, 0, &feet);
        if (radius_m == most_m)
            break;
    }
    for (size_t i = 0; i < feet.n; i++)
        if (feet.foot[i].distance_m < best.distance_m ||
            (feet.foot[i].distance_m == best.distance_m &&
             feet.foot[i].line < best.line))
            best = feet.foot[i];
    free(feet.foot);
    return best;
}

struct bc_river_place bc_network_place(const struct bc_network *network,
                                       double x, double y, const char *water)
{
    const double most_m = network->options.max_off_m;
    struct bc_foot foot;
    size_t lake;

    if (!isfinite(x) || !isfinite(y) || !network->n_reaches)
        return nowhere;
    lake = lake_of(network, x, y, water);
    if (lake != BC_NO_ROW) {
        /* however far from the line: the water of a lake is one */
        foot = foot_in_lake(network, lake, x, y);
        if (isfinite(foot.distance_m))
            return place_at(network, &foot, BC_PLACED_LAKE);
    }
    if (water) {
        foot = foot_on_named(network, water, x, y);
        if (foot.distance_m <= most_m)
            return place_at(network, &foot, BC_PLACED_NAMED);
        if (isfinite(foot.distance_m))
            return nowhere; /* its river is known, and is not the nearest */
    }
    if (lake != BC_NO_ROW)
        return nowhere; /* no river leads from the lake, the nearest neither */
    foot = nearest_foot(network, x, y);
    return foot.distance_m <= most_m
               ? place_at(network, &foot, BC_PLACED_NEAREST)
               : nowhere;
}

struct bc_river_place bc_network_river_end(const struct bc_network *network,
                                           size_t river, bool mouth)
{
    size_t line = network->line_of[river + mouth] - mouth;
    struct bc_foot foot = {.line = line};
    double xy[2];

    if (network->line_of[river] == network->line_of[river + 1])
        return nowhere;
    foot.along_m = mouth ? bc_river_line_m(network, line) : 0;
    bc_network_position(network, line, foot.along_m, xy);
    foot.x = xy[0];
    foot.y = xy[1];
    return place_at(network, &foot, BC_PLACED_NAMED);
}

/* ---- marks ---- */

static void add_mark(struct bc_network *network, enum bc_mark_kind kind,
                     size_t row, struct bc_river_place place)
{
    network->mark = bc_reserve(network->mark, &network->mark_room,
                               network->n_marks + 1, sizeof *network->mark);
    network->mark_of[kind][row] = network->n_marks;
    network->mark[network->n_marks++] = (struct bc_mark){kind, row, place};
}

static void begin_marks(struct bc_network *network, enum bc_mark_kind kind,
                        size_t n_rows)
{
    network->n_rows[kind] = n_rows;
    network->mark_of[kind] = bc_alloc(n_rows + 1, sizeof(size_t));
    for (size_t i = 0; i < n_rows; i++)
        network->mark_of[kind][i] = BC_NO_ROW;
}

struct ordered {
    size_t reach, mark;
    double along_m;
};

static int by_flow(const void *a, const void *b)
{
    const struct ordered *left = a, *right = b;

    if (left->reach != right->reach)
        return left->reach < right->reach ? -1 : 1;
    if (left->along_m != right->along_m)
        return left->along_m < right->along_m ? -1 : 1;
    return (left->mark > right->mark) - (left->mark < right->mark);
}

/** Lists the marks of each reach in the order of the flow. */
static void order_marks(struct bc_network *network)
{
    size_t n = network->n_marks;
    struct ordered *ordered = bc_alloc(n + 1, sizeof *ordered);

    free(network->mark_on);
    free(network->first_mark);
    network->first_mark =
        bc_alloc(network->n_reaches + 1, sizeof *network->first_mark);
    network->mark_on = bc_alloc(n + 1, sizeof *network->mark_on);
    for (size_t i = 0; i < n; i++)
        ordered[i] = (struct ordered){network->mark[i].place.reach, i,
                                      network->mark[i].place.along_m};
    if (n)
        qsort(ordered, n, sizeof *ordered, by_flow);
    for (size_t i = 0, reach = 0; reach <= network->n_reaches; reach++) {
        while (i < n && ordered[i].reach < reach)
            i++;
        network->first_mark[reach] = i;
    }
    for (size_t i = 0; i < n; i++)
        network->mark_on[i] = ordered[i].mark;
    free(ordered);
}

void bc_network_mark_lakes(struct bc_network *network)
{
    size_t n = network->lakes ? network->lakes->n_features : 0;

    begin_marks(network, BC_MARK_LAKE, n);
    network->lake_kinds = bc_alloc(n + 1, sizeof *network->lake_kinds);
    for (size_t i = 0; i < network->n_reaches; i++) {
        const struct bc_reach *reach = &network->reach[i];
        struct bc_river_place place = {.how = BC_PLACED_LAKE, .reach = i};

        if (reach->lake == BC_NO_ROW)
            continue;
        add_mark(network, BC_MARK_LAKE, reach->lake, place);
        place.along_m = bc_reach_length_m(reach);
        add_mark(network, BC_MARK_LAKE, reach->lake, place);
        network->lake_kinds[reach->lake] = 1u << BC_MARK_LAKE;
    }
    for (size_t i = 0; i < network->n_marks; i++) {
        struct bc_river_place *place = &network->mark[i].place;
        const struct bc_reach *reach = &network->reach[place->reach];
        double xy[2];

        bc_network_position(network, reach->line,
                            reach->start_m + place->along_m, xy);
        place->x = xy[0];
        place->y = xy[1];
    }
    order_marks(network);
}

/** Says why a point is on no river. */
static void report_off(const struct bc_network *network,
                       const struct bc_layer *points, size_t row,
                       const char *water, struct bc_findings *findings)
{
    struct bc_finding finding =
        bc_feature_finding(points, row, BC_FOUND_OFF_NETWORK);
    const double x = points->x[row], y = points->y[row];
    const double most_m = network->options.max_off_m;
    size_t lake = lake_of(network, x, y, water);
    double named_m =
        water ? foot_on_named(network, water, x, y).distance_m : INFINITY;

    if (isfinite(named_m)) {
        finding.value = water;
        bc_findings_addf(findings, finding,
                         "its river '%s' is %.0f m off, more than the %.0f m "
                         "of river_distance_m; it was put on no other, and no "
                         "trace meets it",
                         water, named_m, most_m);
    } else if (lake != BC_NO_ROW) {
        bc_findings_addf(findings, finding,
                         "no line of a river runs through its lake '%s'; no "
                         "trace meets it",
                         bc_feature_name(network->lakes, lake));
    } else {
        bc_findings_addf(findings, finding,
                         "no river lies within %.0f m of it; no trace meets it",
                         most_m);
    }
}

void bc_network_put(struct bc_network *network, enum bc_mark_kind kind,
                    const struct bc_layer *points, struct bc_findings *findings)
{
    begin_marks(network, kind, points->n_features);
    if (points->geometry != BC_GEOMETRY_POINT)
        return;
    for (size_t i = 0; i < points->n_features; i++) {
        const char *water = bc_layer_text(points, "receiving_water", i);
        struct bc_river_place place;

        if (!water)
            water = bc_layer_text(points, "water", i);
        place = bc_network_place(network, points->x[i], points->y[i], water);
        if (place.reach == BC_NO_ROW) {
            if (isfinite(points->x[i]))
                report_off(network, points, i, water, findings);
            continue;
        }
        add_mark(network, kind, i, place);
        if (network->reach[place.reach].lake != BC_NO_ROW)
            network->lake_kinds[network->reach[place.reach].lake] |= 1u << kind;
    }
    order_marks(network);
}

const struct bc_mark *bc_network_mark(const struct bc_network *network,
                                      enum bc_mark_kind kind, size_t row)
{
    if (!network->mark_of[kind] || row >= network->n_rows[kind] ||
        network->mark_of[kind][row] == BC_NO_ROW)
        return NULL;
    return &network->mark[network->mark_of[kind][row]];
}
