/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_RECOGNISE_H
#define BC_CLI_RECOGNISE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "layer/layer.h"
#include "layer/role.h"

/** How the column of a key was told, the weakest first. */
enum bc_clue {
    BC_CLUE_NONE,
    BC_CLUE_VALUES, /* what it holds */
    BC_CLUE_PART,   /* a known header is part of its own */
    BC_CLUE_HEADER  /* its header is a known one: no `fields` is needed */
};
const char *bc_clue_name(enum bc_clue clue); /* "", "values" "part" "header" */

/** How sure a guess is. */
enum bc_sure { BC_GUESS, BC_LIKELY, BC_SURE };
const char *bc_sure_name(enum bc_sure sure); /* "guess" "likely" "sure" */

struct bc_field_guess {
    const char *key; /* of the role, static */
    size_t column;
    enum bc_clue clue;
};

/** One role as a reading of a table. */
struct bc_role_guess {
    const struct bc_role *role;
    int score; /* the sum of the parts below; below 0: the geometry forbids it
                */
    int by_geometry, by_headers, by_values, by_name;
    const char *missing; /* a required key that no column serves; NULL */
    size_t n_fields;
    struct bc_field_guess *fields; /* in the order of the role's keys */
};

/**
 * What @p sample, read without a role, may be: every role but observations,
 * by geometry, headers (role.h; one that few roles know weighs more), words
 * and endings of values, and signs in @p name, the best first and a tie in the
 * order of roles.
 * @param name   of the file and the layer, for its signs
 * @param arena  keeps the fields
 * @return how many there are
 */
size_t bc_recognise(const struct bc_layer *sample, const char *name,
                    struct bc_arena *arena, struct bc_role_guess **guesses);

/** Too few points to be worth more than a comment. */
#define BC_LEAST_SCORE 6

/** How sure the first of @p n guesses is, by its score and its lead. */
enum bc_sure bc_recognise_sure(const struct bc_role_guess *guesses, size_t n);

/** Columns of longitude and latitude or easting and northing whose headers
 * layer/position.h does not know: by a part of the header, else by values in
 * the range of China. @return BC_CLUE_NONE when there are none */
enum bc_clue bc_recognise_xy(const struct bc_layer *sample, size_t *x,
                             size_t *y);

/** What a column holds. */
struct bc_column_look {
    size_t n_filled, n_distinct;
    size_t n_numbers, n_dates, n_chinese, n_six_digits;
};
struct bc_column_look bc_column_look_at(const struct bc_layer *sample,
                                        size_t column);
/** "number", "date", "text", "empty" */
const char *bc_column_kind(const struct bc_column_look *look);

#endif
