/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/repeats.h"
#include "cli/run.h"
#include "cli/run_parts.h"
#include "cli/waiting.h"
#include "geo/examine.h"
#include "layer/order.h"

/* Points that are read and looked at together: a processor's cache holds most
 * of what that takes. */
#define BATCH_POINTS ((size_t)1 << 15)
/* Points that are joined together: neighbours among them are looked up one
 * behind the other, which pays the more the larger the basins' index is. */
#define LEAST_POINTS ((size_t)1 << 15)
#define MOST_POINTS ((size_t)1 << 22)
#define BYTES_PER_POINT 128 /* of the basins' files, about eight vertices */

/** Points on their way from the file to the basins. */
struct counting {
    const struct bc_run *run;
    const struct bc_project_source *entry;
    struct bc_run_basins *basins;
    struct bc_joiner *joiner; /* NULL: the basins are not there yet */
    double extent[4];         /* of the basins */
    size_t n_basins, n_points, n_looked;
    size_t n_together;         /* so many points wait, and are joined */
    char *last_code;           /* of the batch before, while codes ascend */
    struct bc_repeats *codes;  /* of all points; NULL: they ascend */
    struct bc_repeats *places; /* of all points */
    struct bc_waiting *waiting;
    struct bc_waiting *odd;     /* to be joined in the order of their codes */
    struct bc_findings *said;   /* of the whole layer, by its first batch */
    struct bc_findings *unsaid; /* none, or the points are to be read whole */
    struct bc_run_counted *counted;
};

/* ---- is one there twice? ---- */

/** Whether codes go on behind those before: then none is there twice, and
 * findings come in the order that they have in a layer. */
static bool codes_go_on(struct counting *it, const char *const *code, size_t n)
{
    if (!bc_order_ascends(code, n) ||
        (it->last_code && bc_order_texts(it->last_code, code[0]) >= 0))
        return false;
    free(it->last_code);
    it->last_code = bc_copy(code[n - 1]);
    return true;
}

/** The first batch says whether codes ascend. Where they do not, findings wait
 * until all points are there. */
static bool take_codes(struct counting *it, const struct bc_layer *part,
                       uint64_t *hashes)
{
    const size_t column = bc_layer_find(part, "code"), n = part->n_features;
    const char *const *code;

    assert(column != BC_NO_COLUMN); /* plain points have codes, and each one */
    code = part->columns[column].text;
    if (!it->codes && codes_go_on(it, code, n))
        return true;
    if (!it->codes && it->n_points > 0)
        return false;
    if (!it->codes)
        it->codes = bc_repeats_new();
    for (size_t i = 0; i < n; i++) {
        assert(code[i]);
        hashes[i] = bc_hash_bytes(code[i], strlen(code[i]));
    }
    bc_repeats_add(it->codes, hashes, n);
    return true;
}

static void take_places(struct counting *it, const struct bc_layer *part,
                        uint64_t *hashes)
{
    for (size_t i = 0; i < part->n_features; i++)
        hashes[i] = bc_hash_place(part->x[i], part->y[i]);
    bc_repeats_add(it->places, hashes, part->n_features);
}

static bool has_repeats(struct counting *it)
{
    it->n_looked = it->n_points;
    return bc_repeats_any(it->places) ||
           (it->codes && bc_repeats_any(it->codes));
}

/** Whether no two points may have one code or lie at one place. Those so far
 * are looked at whenever they have doubled, so that what repeats often shows
 * soon. */
static bool are_apart(struct counting *it, const struct bc_layer *part)
{
    uint64_t *hashes = bc_resize(NULL, part->n_features, sizeof *hashes);
    const bool have_codes = take_codes(it, part, hashes);

    if (have_codes)
        take_places(it, part, hashes);
    free(hashes);
    it->n_points += part->n_features;
    return have_codes && (it->n_points < 2 * it->n_looked || !has_repeats(it));
}

/* ---- to the basins ---- */

/** @return false: there are none */
static bool await_basins(struct counting *it)
{
    const struct bc_run_basins *basins = it->basins;

    bc_run_basins_wait(it->basins);
    if (it->joiner)
        return true;
    if (!basins->index || !bc_examine_extent(basins->layer, it->extent))
        return false;
    it->n_basins = basins->layer->n_features;
    it->counted->count = bc_alloc(it->n_basins + 1, sizeof(size_t));
    it->joiner = bc_joiner_new(it->run->crs, basins->layer, basins->index, NULL,
                               it->run->project.method.max_distance_m, NULL);
    return true;
}

/** Joins those that wait. */
static bool join_points(struct counting *it)
{
    if (!await_basins(it))
        return false;
    bc_examine_swapped_from(bc_waiting_points(it->waiting), it->extent,
                            it->unsaid);
    if (bc_findings_count(it->unsaid) > 0)
        return false;
    bc_waiting_count(it->waiting, it->basins->index, it->counted->count);
    if (!it->codes) {
        bc_waiting_join(it->waiting, it->joiner, it->n_basins,
                        it->counted->findings, it->counted->count);
        return true;
    }
    bc_waiting_add(it->odd, bc_waiting_points(it->waiting));
    bc_waiting_let_go(it->waiting);
    return true;
}

/** Brings a batch to the project CRS, of which nothing may be told but which
 * datum is taken for which: of all batches the same. */
static bool place_points(struct counting *it, struct bc_layer *part)
{
    struct bc_findings *found = bc_findings_new();
    struct bc_error err = {0};
    bool done = !bc_run_place(it->run, NULL, it->entry, part, found, &err);

    if (it->n_points == 0)
        bc_findings_append(it->said, found);
    done = done && bc_findings_count(found) == bc_findings_count(it->said) &&
           bc_findings_count(found) ==
               bc_findings_count_code(found, BC_FOUND_DATUM_IDENTICAL);
    bc_findings_free(found);
    return done;
}

static bool take_points(void *context, struct bc_layer *part)
{
    struct counting *it = context;
    struct bc_error err = {0};

    if (part->n_features == 0)
        return true;
    if (bc_run_go_on(it->entry->source.labels[0], &err) ||
        !place_points(it, part) || !are_apart(it, part))
        return false;
    bc_waiting_add(it->waiting, part);
    return bc_waiting_number(it->waiting) < it->n_together || join_points(it);
}

/** What is left when all points have been taken. */
static bool join_rest(struct counting *it)
{
    if (it->n_points == 0 || (it->n_looked < it->n_points && has_repeats(it)) ||
        !join_points(it))
        return false;
    bc_waiting_order(it->odd);
    bc_waiting_join(it->odd, it->joiner, it->n_basins, it->counted->findings,
                    it->counted->count);
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
           !has_role(run, "rivers", 0) && entry->source.n_paths == 1;
}

/** How many points are joined together, which is to be known before the basins
 * are. */
static size_t points_together(const struct bc_run *run)
{
    size_t bytes = 0, n;

    for (size_t i = 0; i < run->project.n_sources; i++) {
        const struct bc_source *source = &run->project.sources[i].source;
        struct stat info;

        for (size_t path = 0; path < source->n_paths; path++)
            if (strcmp(source->role, "basins") == 0 &&
                stat(source->paths[path], &info) == 0)
                bytes += (size_t)info.st_size;
    }
    n = bytes / BYTES_PER_POINT;
    return n < LEAST_POINTS ? LEAST_POINTS : n < MOST_POINTS ? n : MOST_POINTS;
}

void bc_run_basins_wait(struct bc_run_basins *basins)
{
    bc_beside_wait(basins->beside);
    basins->beside = NULL;
}

bool bc_run_count(const struct bc_run *run,
                  const struct bc_project_source *entry,
                  struct bc_run_basins *basins, struct bc_findings *findings,
                  struct bc_run_counted *counted)
{
    struct bc_source source = entry->source;
    struct counting it = {.run = run,
                          .entry = entry,
                          .basins = basins,
                          .n_together = points_together(run),
                          .counted = counted};
    const struct bc_layer_taker taker = {BATCH_POINTS, take_points, &it};
    bool done;

    source.in_order = false; /* take_codes sees whether they are */
    counted->findings = bc_findings_new();
    it.said = bc_findings_new();
    it.unsaid = bc_findings_new();
    it.places = bc_repeats_new();
    it.waiting = bc_waiting_new(source.role, source.labels[0]);
    it.odd = bc_waiting_new(source.role, source.labels[0]);
    done = bc_layer_read_plainly(&source, &taker) && join_rest(&it);
    counted->n_rows = it.n_points;
    if (done)
        bc_findings_append(findings, it.said);
    bc_joiner_free(it.joiner);
    bc_repeats_free(it.places);
    bc_repeats_free(it.codes);
    bc_waiting_free(it.waiting);
    bc_waiting_free(it.odd);
    bc_findings_free(it.said);
    bc_findings_free(it.unsaid);
    free(it.last_code);
    if (done)
        return true;
    bc_findings_free(counted->findings);
    free(counted->count);
    *counted = (struct bc_run_counted){0};
    return false;
}
