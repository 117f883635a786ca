/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/repeats.h"
#include "cli/run.h"
#include "cli/run_parts.h"
#include "geo/examine.h"
#include "layer/order.h"

/* Points of a batch: neighbours among them are looked up together, which pays
 * the more the larger the basins' index is; their memory stays a part of it. */
#define LEAST_POINTS ((size_t)1 << 15)
#define MOST_POINTS ((size_t)1 << 22)
#define VERTICES_PER_POINT 8

/** Points on their way from the file to the basins. */
struct counting {
    const struct bc_run *run;
    const struct bc_project_source *entry;
    struct bc_joiner *joiner;
    double extent[4]; /* of the basins */
    size_t n_basins, n_points, n_looked;
    char *last_code;           /* of the batch before */
    struct bc_repeats *places; /* of all points */
    struct bc_findings *unsaid;
    struct bc_run_counted *counted;
};

/** Whether codes go on behind those before: then none is there twice, and
 * findings come in the order that they have in a layer. */
static bool codes_go_on(struct counting *it, const struct bc_layer *part)
{
    const size_t column = bc_layer_find(part, "code"), n = part->n_features;
    const char *const *code;

    if (column == BC_NO_COLUMN)
        return false;
    code = part->columns[column].text;
    if (!bc_order_ascends(code, n) ||
        (it->last_code && bc_order_texts(it->last_code, code[0]) >= 0))
        return false;
    free(it->last_code);
    it->last_code = bc_copy(code[n - 1]);
    return true;
}

/** Whether no two points may lie at one place. Those so far are looked at
 * whenever they have doubled, so that what repeats often shows soon. */
static bool are_apart(struct counting *it, const struct bc_layer *part)
{
    uint64_t *hashes = bc_resize(NULL, part->n_features, sizeof *hashes);

    for (size_t i = 0; i < part->n_features; i++)
        hashes[i] = bc_hash_place(part->x[i], part->y[i]);
    bc_repeats_add(it->places, hashes, part->n_features);
    free(hashes);
    it->n_points += part->n_features;
    if (it->n_points < 2 * it->n_looked)
        return true;
    it->n_looked = it->n_points;
    return !bc_repeats_any(it->places);
}

static bool take_points(void *context, struct bc_layer *part)
{
    struct counting *it = context;
    struct bc_error err = {0};
    struct bc_join join = {0};

    if (part->n_features == 0)
        return true;
    if (bc_run_go_on(it->entry->source.labels[0], &err) ||
        bc_run_place(it->run, NULL, it->entry, part, it->unsaid, &err) ||
        !codes_go_on(it, part) || !are_apart(it, part))
        return false;
    bc_examine_swapped_from(part, it->extent, it->unsaid);
    if (bc_findings_count(it->unsaid) > 0)
        return false;
    bc_joiner_join(it->joiner, part, it->counted->findings, &join);
    bc_join_count(&join, it->n_basins, it->counted->count);
    bc_join_clear(&join);
    return true;
}

static bool has_role(const struct bc_run *run, const char *role, size_t most)
{
    size_t n = 0;

    for (size_t i = 0; i < run->project.n_sources; i++)
        n += strcmp(run->project.sources[i].source.role, role) == 0;
    return n > most;
}

bool bc_run_may_count(const struct bc_run *run,
                      const struct bc_project_source *entry)
{
    return run->counts_only && strcmp(entry->source.role, "sections") == 0 &&
           !entry->where && !entry->source.illustrative &&
           !run->crosswalk_file && !has_role(run, "sections", 1) &&
           !has_role(run, "basins", 1) && !has_role(run, "lakes", 0) &&
           !has_role(run, "rivers", 0) && entry->source.n_paths == 1 &&
           bc_format_of(entry->source.paths[0]) == BC_FORMAT_GPKG;
}

static size_t points_of_a_batch(const struct bc_layer *basins)
{
    const size_t n = basins->shapes.n_vertices / VERTICES_PER_POINT;

    return n < LEAST_POINTS ? LEAST_POINTS : n < MOST_POINTS ? n : MOST_POINTS;
}

bool bc_run_count(const struct bc_run *run,
                  const struct bc_project_source *entry,
                  const struct bc_layer *basins, const struct bc_index *index,
                  struct bc_run_counted *counted)
{
    struct bc_source source = entry->source;
    struct counting it = {.run = run,
                          .entry = entry,
                          .n_basins = basins->n_features,
                          .counted = counted};
    const struct bc_layer_taker taker = {points_of_a_batch(basins), take_points,
                                         &it};
    bool done;

    if (!bc_examine_extent(basins, it.extent))
        return false;
    source.in_order = false; /* codes_go_on sees whether they are */
    counted->count = bc_alloc(it.n_basins + 1, sizeof *counted->count);
    counted->findings = bc_findings_new();
    it.unsaid = bc_findings_new();
    it.places = bc_repeats_new();
    it.joiner = bc_joiner_new(run->crs, basins, index, NULL,
                              run->project.method.max_distance_m, NULL);
    done = bc_layer_read_plainly(&source, &taker) && it.n_points > 0 &&
           (it.n_looked == it.n_points || !bc_repeats_any(it.places));
    counted->n_rows = it.n_points;
    bc_joiner_free(it.joiner);
    bc_repeats_free(it.places);
    bc_findings_free(it.unsaid);
    free(it.last_code);
    if (done)
        return true;
    bc_findings_free(counted->findings);
    free(counted->count);
    *counted = (struct bc_run_counted){0};
    return false;
}
