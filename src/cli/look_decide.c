/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "cli/look.h"
#include "layer/source.h"

/** A role may go to the second guess of a look only if that is nearly as good.
 */
enum { NEARLY = 3 };

bool bc_look_is(const struct bc_look *look, const char *role)
{
    return look->role && strcmp(look->role, role) == 0;
}

const struct bc_look *bc_looks_of(const struct bc_looks *looks,
                                  const char *role)
{
    for (size_t i = 0; i < looks->n; i++)
        if (bc_look_is(&looks->look[i], role) &&
            looks->look[i].more_of == BC_NO_ROW)
            return &looks->look[i];
    for (size_t i = 0; i < looks->n; i++)
        if (looks->look[i].also_sections && strcmp(role, "sections") == 0)
            return &looks->look[i];
    return NULL;
}

bool bc_looks_have_key(const struct bc_looks *looks, const char *role,
                       const char *key)
{
    const struct bc_look *look = bc_looks_of(looks, role);
    const struct bc_role_guess *guess = look ? bc_look_guess(look, role) : NULL;

    for (size_t f = 0; guess && f < guess->n_fields; f++)
        if (strcmp(guess->fields[f].key, key) == 0)
            return true;
    return false;
}

const struct bc_role_guess *bc_look_guess(const struct bc_look *look,
                                          const char *role)
{
    for (size_t i = 0; i < look->n_guesses; i++)
        if (strcmp(look->guesses[i].role->name, role) == 0)
            return &look->guesses[i];
    return NULL;
}

static void set_fault(struct bc_looks *looks, struct bc_look *look,
                      struct bc_text *text)
{
    look->fault =
        bc_arena_copy(&looks->arena, bc_text_string(text), text->length);
    bc_text_clear(text);
}

/* ---- what it is by itself ---- */

static int score_water(const struct bc_water_guess *water)
{
    return 8 + 2 * (int)(water->n_items < 6 ? water->n_items : 6);
}

/** Rows of measurements, and not features that happen to have some. */
static bool is_observations(const struct bc_look *look)
{
    const struct bc_role_guess *best = look->n_guesses ? look->guesses : NULL;

    if (!look->water.is || look->water.fault)
        return false;
    return !best || best->score < score_water(&look->water) ||
           strcmp(best->role->name, "sections") == 0;
}

static bool is_good(const struct bc_role_guess *guess)
{
    return guess->score >= BC_LEAST_SCORE && !guess->missing;
}

/** The role that it would have if its geometry were another. */
static const struct bc_role_guess *forbidden(const struct bc_look *look)
{
    const struct bc_role_guess *best = NULL;
    int best_score = BC_LEAST_SCORE - 1;

    for (size_t i = 0; i < look->n_guesses; i++) {
        const struct bc_role_guess *guess = &look->guesses[i];
        int score = guess->by_headers + guess->by_values + guess->by_name;

        if (guess->by_geometry < 0 && !guess->missing && score > best_score) {
            best = guess;
            best_score = score;
        }
    }
    return best;
}

static void say_unknown(struct bc_looks *looks, struct bc_look *look)
{
    const struct bc_role_guess *other = forbidden(look);
    const struct bc_role_guess *best = look->guesses; /* NULL: of water alone */
    struct bc_text why = {0};

    if (look->water.fault)
        bc_text_printf(&why, bc_say("observations that cannot be read: %s"),
                       look->water.fault);
    else if (other && look->sample->geometry == BC_GEOMETRY_NONE &&
             best->score < BC_LEAST_SCORE &&
             other->role->geometry == BC_GEOMETRY_POINT)
        bc_text_printf(&why,
                       bc_say("looks like '%s', without positions; add columns "
                              "lon and lat"),
                       other->role->name);
    else if (best->score >= BC_LEAST_SCORE) { /* else it had its role */
        assert(best->missing);
        bc_text_printf(
            &why,
            bc_say("looks like '%s', but no column serves '%s'; name "
                   "it with fields"),
            best->role->name, best->missing);
    } else if (best->score > 0)
        bc_text_printf(&why, bc_say("not recognised; nearest '%s' (score %d)"),
                       best->role->name, best->score);
    else
        bc_text_add(&why, bc_say("not recognised"));
    set_fault(looks, look, &why);
}

/* ---- one source a role ---- */

static bool has_same_columns(const struct bc_look *a, const struct bc_look *b)
{
    if (a->layer || b->layer || a->sample->n_columns != b->sample->n_columns ||
        bc_format_of(a->path) != bc_format_of(b->path))
        return false;
    for (size_t c = 0; c < a->sample->n_columns; c++)
        if (strcmp(a->sample->columns[c].name, b->sample->columns[c].name) != 0)
            return false;
    if (!a->sample->crs || !b->sample->crs)
        return a->sample->crs == b->sample->crs;
    return strcmp(a->sample->crs, b->sample->crs) == 0;
}

/** Gives @p role, or says who has it. */
static void give(struct bc_looks *looks, struct bc_look *look, const char *role)
{
    const struct bc_look *holder = bc_looks_of(looks, role);
    struct bc_text why = {0};

    if (!holder || has_same_columns(holder, look)) {
        look->role = role;
        look->more_of = holder ? (size_t)(holder - looks->look) : BC_NO_ROW;
        look->fault = NULL;
    } else if (!look->fault) {
        bc_text_printf(&why, bc_say("'%s' too, but '%s' looks more like it"),
                       role, holder->layer ? holder->layer : holder->label);
        set_fault(looks, look, &why);
    }
}

static bool is_open(const struct bc_look *look)
{
    return !look->role && look->sample && look->sample->n_features > 0 &&
           !look->is_targets;
}

/** The best guess of all that is still open, after @p below in score. */
static struct bc_look *best_open(const struct bc_looks *looks, bool **tried,
                                 size_t *guess)
{
    struct bc_look *best = NULL;
    int best_score = BC_LEAST_SCORE - 1;

    for (size_t i = 0; i < looks->n; i++) {
        struct bc_look *look = &looks->look[i];

        for (size_t g = 0; is_open(look) && g < look->n_guesses; g++) {
            if (tried[i][g] || !is_good(&look->guesses[g]) ||
                look->guesses[g].score <= best_score ||
                look->guesses[g].score + NEARLY < look->guesses[0].score)
                continue;
            best = look;
            best_score = look->guesses[g].score;
            *guess = g;
        }
    }
    return best;
}

static void give_roles(struct bc_looks *looks)
{
    bool **tried = bc_alloc(looks->n + 1, sizeof *tried);
    struct bc_look *look;
    size_t g = 0;

    for (size_t i = 0; i < looks->n; i++)
        tried[i] = bc_alloc(looks->look[i].n_guesses + 1, sizeof **tried);
    while ((look = best_open(looks, tried, &g)) != NULL) {
        tried[look - looks->look][g] = true;
        give(looks, look, look->guesses[g].role->name);
    }
    for (size_t i = 0; i < looks->n; i++)
        free(tried[i]);
    free(tried);
}

/** Where nothing else has sections: the rows of observations that have
 * positions name theirs. */
static void share_sections(struct bc_looks *looks)
{
    if (bc_looks_of(looks, "sections"))
        return;
    for (size_t i = 0; i < looks->n; i++) {
        struct bc_look *look = &looks->look[i];
        const struct bc_role_guess *guess = bc_look_guess(look, "sections");

        if (!look->role || strcmp(look->role, "observations") != 0 || !guess ||
            !is_good(guess))
            continue;
        look->also_sections = true;
        return;
    }
}

void bc_looks_decide(struct bc_looks *looks)
{
    for (size_t i = 0; i < looks->n; i++) {
        struct bc_look *look = &looks->look[i];

        if (look->fault)
            continue;
        if (look->is_targets && !bc_looks_of(looks, "targets"))
            look->role = "targets";
        else if (is_observations(look))
            look->role = "observations";
    }
    give_roles(looks);
    share_sections(looks);
    for (size_t i = 0; i < looks->n; i++)
        if (!looks->look[i].role && !looks->look[i].fault)
            say_unknown(looks, &looks->look[i]);
}
