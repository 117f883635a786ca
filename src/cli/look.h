/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_LOOK_H
#define BC_CLI_LOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/memory.h"
#include "cli/recognise.h"
#include "cli/recognise_water.h"
#include "layer/layer.h"

/** A layer or table of a folder, as `init` sees it. Strings live in the arena
 * of the folder. */
struct bc_look {
    const char *path, *label; /* label: relative to the folder */
    const char *layer;        /* inside the file; NULL: the only one */
    size_t bytes;
    struct bc_layer *sample; /* its first rows, read without a role; or NULL */
    const char *fault;       /* why it is not used, in the language of messages;
                                NULL */
    const char *encoding;    /* that its bytes tell; NULL: not to be named */
    enum bc_clue xy;         /* of x_field, y_field; NONE: not to be named */
    const char *x_field, *y_field;
    const char *coordinates; /* "gcj02", "bd09"; NULL */
    enum bc_clue coordinates_clue;
    const char *crs;  /* guessed of the values, to be named; NULL */
    bool needs_crs;   /* projected, and nothing tells which zone */
    size_t n_guesses; /* of roles, best first */
    struct bc_role_guess *guesses;
    struct bc_water_guess water;
    bool is_targets;
    bool illustrative; /* its cells say so */

    /* What was decided. */
    const char *role;   /* "sections", "observations", "targets"; NULL: none */
    bool also_sections; /* observations whose rows have positions, too */
    size_t more_of;     /* index of the look whose source it joins; else
                           BC_NO_ROW */
};

/** Everything that a folder holds. */
struct bc_looks {
    struct bc_arena arena;
    size_t n, room;
    struct bc_look *look;
};

/** How many rows of a layer are looked at, how deep folders are. */
#define BC_LOOK_ROWS 2000
#define BC_LOOK_DEPTH 3

/**
 * Looks at the layers and tables of @p folder and of the folders in it, by
 * name: not at hidden ones, links, results of earlier runs, and the companions
 * of a Shapefile. What cannot be read is there with its `fault`.
 * @retval BC_BAD_INPUT  no such folder
 */
enum bc_status bc_looks_read(const char *folder, struct bc_looks *looks,
                             struct bc_error *err);
/** Gives each look its role: one source a role, several of observations. */
void bc_looks_decide(struct bc_looks *looks);
void bc_looks_clear(struct bc_looks *looks);

bool bc_look_is(const struct bc_look *look, const char *role);
/** The look that serves a role; NULL when none does. */
const struct bc_look *bc_looks_of(const struct bc_looks *looks,
                                  const char *role);
/** The guess of a role in a look; NULL when there is none. */
const struct bc_role_guess *bc_look_guess(const struct bc_look *look,
                                          const char *role);
/** Whether what serves a role has a column for a key of it. */
bool bc_looks_have_key(const struct bc_looks *looks, const char *role,
                       const char *key);

#endif
