/* SPDX-License-Identifier: MIT */
#ifndef BC_PLAN_SCOPE_H
#define BC_PLAN_SCOPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "layer/layer.h"
#include "plan/evaluate.h"

/** One place of a scope. */
enum bc_place_kind {
    BC_PLACE_ALL,    /* everything in the project */
    BC_PLACE_BASIN,  /* a basin and the basins inside it */
    BC_PLACE_REGION, /* 420000 a province, 420100 a prefecture, 420115 a county
                      */
    BC_PLACE_WATER,  /* a river or lake by its name */
    BC_PLACE_UNKNOWN /* no such basin; no basins or regions for `*` */
};
struct bc_place {
    enum bc_place_kind kind;
    const char
        *code; /* basin code, region code, name of the water, as written */
    const char *meant; /* of an unknown basin: the likely one, or NULL */
};

/** The places that make one row of the results, joined by `+`. */
struct bc_scope {
    const char *label; /* basin code, scope as written, or `all` */
    const char *name;  /* for readers */
    bool is_basin, is_all;
    enum bc_standing standing;
    size_t n_places;
    struct bc_place *places;
};

struct bc_scopes {
    size_t n;
    struct bc_scope *scope;
};

/** What scopes are looked up in, with the rows of each place remembered. */
struct bc_gazetteer;
struct bc_gazetteer *bc_gazetteer_new(const struct bc_plan_input *input);
void bc_gazetteer_free(struct bc_gazetteer *gazetteer);

/** The scopes of a target (`region:420100/all`), each once, in order. `*`
 * and `region:*` become one scope a basin or prefecture; an empty text is
 * `all`. Lives as long as the gazetteer's @p arena. */
struct bc_scopes bc_scopes_expand(const struct bc_gazetteer *gazetteer,
                                  const char *text, struct bc_arena *arena);

/**
 * Which rows of a layer lie in a scope; a row in two places of a group counts
 * once.
 * @param[out] inside  n_features
 * @return BC_NO_REASON, or why the scope means nothing in this layer, with
 *         the word that says what is missing in @p detail
 */
enum bc_reason bc_scope_rows(struct bc_gazetteer *gazetteer,
                             const struct bc_scope *scope,
                             const struct bc_layer *layer, bool *inside,
                             const char **detail);

/** Does @p outer contain @p inner: the same places, the province of a
 * prefecture, or everything? */
bool bc_scope_contains(const struct bc_scope *outer,
                       const struct bc_scope *inner);

#endif
