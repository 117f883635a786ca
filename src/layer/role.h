/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_ROLE_H
#define BC_LAYER_ROLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "layer/layer.h"

/** A key field: its canonical name and how people head the column. */
struct bc_role_key {
    const char *key;
    const char *aliases; /* "名称|断面名称|name", compared by bc_text_key */
    bool required;
    const char *words; /* word list that the column speaks, or NULL */
};

/** A role of DESIGN.md section 3; any other name is a free role. */
struct bc_role {
    const char *name;
    enum bc_geometry geometry; /* expected */
    bool table_allowed;        /* may come without geometry */
    bool any_geometry;
    const struct bc_role_key *keys; /* ends with key NULL */
};

/** The role of that name; the free role for names not in the table. */
const struct bc_role *bc_role_find(const char *name);
const char *const *bc_role_names(void); /* ends with NULL */

/**
 * Canonical word of a cell in a word list ("level", "stage", "water_type",
 * "status", "group", "zone_grade"): aliases folded, sets member by member and
 * joined by '/'. NULL when a member is unknown. Static or in @p arena.
 */
const char *bc_word_canonical(const char *list, const char *cell,
                              struct bc_arena *arena);
/** The words of a list, joined by ", ": for messages. */
void bc_word_list(const char *list, struct bc_text *out);
/** "已销号" -> 8; 0 when it is no stage; side states rank as DESIGN.md says. */
int bc_stage_rank(const char *stage);
/** The stage of a rank 1..8. */
const char *bc_stage_name(int rank);

#endif
