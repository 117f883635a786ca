/* SPDX-License-Identifier: MIT */
#include "plan/upstream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "layer/order.h"

void bc_upstream_clear(struct bc_upstream *upstream)
{
    free(upstream->row);
    *upstream = (struct bc_upstream){0};
}

double bc_upstream_travel_h(const struct bc_upstream *upstream,
                            const struct bc_upstream_row *row)
{
    return upstream->speed_m_s > 0
               ? row->distance_m / upstream->speed_m_s / 3600
               : (double)NAN;
}

static bool is_worst(const struct bc_result *result, const char *code)
{
    size_t length = code ? strlen(code) : 0;

    for (const char *at = result->worst; length && at && *at;) {
        size_t n = strcspn(at, ";");

        if (n == length && strncmp(at, code, n) == 0)
            return true;
        at += n + (at[n] == ';');
    }
    return false;
}

bool bc_result_names_section(const struct bc_result *result,
                             const struct bc_layer *sections, size_t row)
{
    const char *type = bc_layer_text(sections, "type", row);
    const bool is_river = type && strcmp(type, "river") == 0;

    return is_worst(result, bc_layer_text(sections, "code", row)) ||
           (!is_river &&
            is_worst(result, bc_layer_text(sections, "water", row)));
}

bool bc_result_misses_water(const struct bc_target *target,
                            const struct bc_result *result)
{
    return result->verdict == BC_MISSED &&
           (strcmp(target->layer, "sections") == 0 ||
            strcmp(target->layer, "waters") == 0);
}

static bool misses(const struct bc_layer *sections, size_t row,
                   const struct bc_targets *targets,
                   const struct bc_results *results)
{
    const struct bc_decimal *meets = bc_layer_decimal(sections, "meets_target");

    if (meets && bc_decimal_known(meets[row]) && !meets[row].units)
        return true;
    for (size_t i = 0; i < results->n; i++) {
        const struct bc_result *result = &results->result[i];

        if (bc_result_misses_water(&targets->target[result->target], result) &&
            bc_result_names_section(result, sections, row))
            return true;
    }
    return false;
}

static void add(struct bc_upstream *upstream, struct bc_upstream_row row)
{
    upstream->row = bc_reserve(upstream->row, &upstream->room, upstream->n + 1,
                               sizeof *upstream->row);
    upstream->row[upstream->n++] = row;
}

void bc_upstream_find(const struct bc_network *network,
                      const struct bc_layer *sections,
                      const struct bc_layer *outfalls,
                      const struct bc_targets *targets,
                      const struct bc_results *results,
                      struct bc_upstream *upstream)
{
    for (size_t i = 0; outfalls && i < sections->n_features; i++) {
        struct bc_walk walk = {0};

        if (!misses(sections, i, targets, results))
            continue;
        bc_network_unfinished(network, i, outfalls, &walk);
        for (size_t m = 0; m < walk.n_met; m++)
            add(upstream, (struct bc_upstream_row){i, walk.met[m].row,
                                                   walk.met[m].distance_m});
        bc_walk_clear(&walk);
    }
}

static int by_outfall(const void *left, const void *right)
{
    const struct bc_upstream_row *a = left, *b = right;
    int order = (a->outfall > b->outfall) - (a->outfall < b->outfall);

    return order ? order
                 : (a->distance_m > b->distance_m) -
                       (a->distance_m < b->distance_m);
}

static int by_distance(const void *left, const void *right)
{
    const struct bc_upstream_row *a = left, *b = right;
    int order =
        (a->distance_m > b->distance_m) - (a->distance_m < b->distance_m);

    return bc_order_then_rows(order, a->outfall, b->outfall);
}

size_t bc_upstream_nearest(struct bc_upstream_row *rows, size_t n)
{
    size_t kept = 0;

    if (n)
        qsort(rows, n, sizeof *rows, by_outfall);
    for (size_t i = 0; i < n; i++)
        if (!kept || rows[kept - 1].outfall != rows[i].outfall)
            rows[kept++] = rows[i];
    if (kept)
        qsort(rows, kept, sizeof *rows, by_distance);
    return kept;
}

size_t bc_upstream_of_result(const struct bc_upstream *upstream,
                             const struct bc_layer *sections,
                             const struct bc_target *target,
                             const struct bc_result *result,
                             struct bc_upstream_row **rows)
{
    size_t n = 0;

    *rows = NULL;
    if (!upstream || !upstream->n || !bc_result_misses_water(target, result))
        return 0;
    *rows = bc_alloc(upstream->n, sizeof **rows);
    for (size_t i = 0; i < upstream->n; i++)
        if (bc_result_names_section(result, sections, upstream->row[i].section))
            (*rows)[n++] = upstream->row[i];
    return bc_upstream_nearest(*rows, n);
}
